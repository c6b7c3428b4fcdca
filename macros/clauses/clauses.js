// Fills the blanks of a clause, copies it with its numbering and keeps what is in my tender. Nothing leaves the browser.
globalThis.Clauses = (() => {
  const LIMIT = 20000   // a field holds a sentence, not a book

  // Storage is not ours alone: what comes out of it is checked like anything typed.
  const read = (key, fallback) => {
    try {
      const value = JSON.parse(localStorage.getItem(key))
      return value && typeof value === "object" ? value : fallback
    } catch { return fallback }
  }
  const write = (key, value) => {
    try { localStorage.setItem(key, JSON.stringify(value)) } catch { /* private mode: keep going */ }
    dispatchEvent(new Event(key))   // "storage" tells other tabs only; count.js listens to both
  }
  const erase = key => { try { localStorage.removeItem(key) } catch { /* idem */ } }

  /** What the reader typed: field id → text, only for fields that differ from nothing. */
  const values = () => Object.fromEntries(Object.entries(read("velden", {}))
    .filter(([key, value]) => /^[a-z0-9-]+$/.test(key) && typeof value === "string")
    .map(([key, value]) => [key, value.slice(0, LIMIT)]))

  const inputs = () => [...document.querySelectorAll("[data-input]")]
  const kind = ({ dataset: { type, min, max, decimals, default: preset } }) => ({ type, min, max, decimals, preset })

  /** What stands in the fields of this page as a text takes it: id → words, or {text, wrong: true} for what may not stand there. */
  const filled = () => {
    const typed = values(), found = { ...globalThis.bestek?.defaults, ...typed }, kinds = new Map(inputs().map(input => [input.dataset.input, kind(input)]))
    const read = (key, value) => {
      const field = kinds.get(key) ?? {}
      return Fields.right(field, value) ? Fields.shown(field, value) : { text: value.trim(), wrong: true }
    }
    for (const [key, field] of kinds) found[key] = read(key, typed[key] ?? field.preset)
    const all = lots()
    for (const [key, own] of all.length > 1 && globalThis.Tenders ? Object.entries(lotValues()) : []) {
      const each = new Map(all.map(lot => [lot, own[lot] ? read(key, own[lot]) : found[key] ?? ""]))
      const ways = Tenders.grouped(all, lot => each.get(lot).text ?? each.get(lot)), wrong = [...each.values()].some(value => value.wrong)
      const text = ways.length === 1 ? ways[0][0] : ways.some(([words]) => !words) ? "" : either.format(ways.map(([words, some]) => `${words} (${named.format(some)})`))
      found[key] = wrong ? { text, wrong } : text
    }
    return found
  }
  const named = new Intl.ListFormat("nl-BE"), either = new Intl.ListFormat("nl-BE", { type: "disjunction" })

  /** What was typed for one lot alone: field → lot → text; what is empty reads as for all. */
  const lotValues = () => Object.fromEntries(Object.entries(read("velden-percelen", {})).filter(([key, own]) => /^[a-z0-9-]+$/.test(key) && own && typeof own === "object")
    .map(([key, own]) => [key, Object.fromEntries(Object.entries(own).filter(([, text]) => typeof text === "string" && text.trim()).map(([lot, text]) => [lot, text.slice(0, LIMIT)]))]))
  const setLot = (key, lot, text) => {
    const kept = lotValues()
    write("velden-percelen", { ...kept, [key]: { ...kept[key], [lot]: text } })
  }

  /** Put what was typed, or what is preset, into every blank below these places; what is wrong stands there marked. */
  const fill = (...places) => {
    const typed = values(), found = filled(), mark = document.querySelector("[data-wrong-mark]")?.dataset.wrongMark
    for (const blank of (places.length ? places : [document]).flatMap(place => [...place.querySelectorAll(".blank[data-field]")])) {
      blank.dataset.label ??= blank.textContent
      // Our own words are Dutch: in a translated text a preset stands only where it is a number.
      const key = blank.dataset.field, foreign = blank.closest("[data-language]:not([data-language=nl])")
      const value = foreign && !(key in typed) && !/^\d+$/.test(found[key]) ? "" : found[key] ?? ""
      blank.textContent = value.wrong ? `[${mark}: ${value.text}]` : value.trim() || blank.dataset.label
      blank.classList.toggle("blank--filled", !value.wrong && Boolean(value.trim()))
      blank.classList.toggle("blank--wrong", Boolean(value.wrong))
    }
  }

  /** Say at a field whether what stands in it is wrong, and whether it came along from the decision helper. */
  const judge = input => {
    const wrong = !Fields.right(kind(input), input.value), told = document.getElementById(`${input.id}-fout`)
    input.setAttribute("aria-invalid", String(wrong))
    told.textContent = wrong ? told.dataset.wrong : ""
  }

  const showInputs = () => {
    const typed = values()
    for (const input of inputs()) {
      input.hidden = false
      input.maxLength = LIMIT
      input.value = typed[input.dataset.input] ?? input.dataset.default
      judge(input)
    }
    for (const shown of document.querySelectorAll("[data-forget], .field__unit")) shown.hidden = false
  }

  const listen = () => {
    for (const form of document.querySelectorAll("[data-fields]")) {
      form.addEventListener("submit", event => event.preventDefault())
      form.addEventListener("input", ({ target }) => {
        if (!target.matches("[data-input]")) return
        const typed = values()
        if (target.value === target.dataset.default) delete typed[target.dataset.input]
        else typed[target.dataset.input] = target.value
        write("velden", typed)
        if (target.getAttribute("aria-invalid") === "true") judge(target)   // what was wrong is right at once; the other way round only on leaving the field
        fill()
      })
      form.addEventListener("change", ({ target }) => { if (target.matches("[data-input]")) judge(target) })
      form.querySelector("[data-forget]")?.addEventListener("click", () => {
        for (const name of ["velden", "velden-percelen"]) erase(name)
        showInputs()
        fill()
        const status = form.querySelector("[data-forget-status]")
        status.textContent = status.dataset.forgotten
      })
    }
  }

  const KEEP = { ol: ["type", "start"], ul: [], li: [], p: [], h3: [], h4: [], strong: [], em: [], br: [], table: [], thead: [], tbody: [],
    tr: [], th: [], td: [], div: ["lang"] }

  /** A clean copy for another program: only structure, blanks as words, visible table lines. */
  const clean = element => {
    const tag = element.matches?.("th[scope=row]") ? "td" : element.localName   // Word would make the name of a row bold
    const copy = tag in KEEP ? document.createElement(tag) : document.createDocumentFragment()
    for (const name of KEEP[tag] ?? []) if (element.hasAttribute(name)) copy.setAttribute(name, element.getAttribute(name))
    if (tag === "table") { copy.setAttribute("border", "1"); copy.setAttribute("cellspacing", "0"); copy.setAttribute("cellpadding", "4") }
    for (const child of element.childNodes) {
      if (child.nodeType === Node.TEXT_NODE) copy.append(child.data)
      else if (child.nodeType === Node.ELEMENT_NODE && !child.hidden && !child.matches(".elsewhere, [data-note], caption")) copy.append(clean(child))
    }
    return copy
  }

  const letter = index => String.fromCharCode(97 + (index % 26))

  /** The same as words only, with the numbers that the page shows. */
  const plain = (element, depth = 0) => {
    const out = []
    for (const child of element.children) {
      const tag = child.localName
      if (tag === "ol" || tag === "ul") {
        ;[...child.children].forEach((item, index) => {
          const mark = tag === "ul" ? "-" : child.getAttribute("type") === "a" ? `${letter(index)})` : `${index + 1}.`
          const own = [...item.childNodes].filter(n => !["ol", "ul"].includes(n.localName)).map(n => n.textContent).join("")
          out.push(`${"   ".repeat(depth)}${mark} ${own.replace(/\s+/g, " ").trim()}`)
          const inner = plain({ children: [...item.children].filter(n => ["ol", "ul"].includes(n.localName)) }, depth + 1)
          if (inner) out.push(inner)
        })
      } else if (tag === "table") {
        for (const row of child.rows) out.push([...row.cells].map(c => c.textContent.replace(/\s+/g, " ").trim()).join("\t"))
      } else if (tag === "div" || tag === "section") {
        out.push(plain(child, depth))
      } else {
        out.push(child.textContent.replace(/\s+/g, " ").trim())
      }
      if (depth === 0) out.push("")
    }
    return depth ? out.join("\n") : out.join("\n").trim()
  }

  const select = element => getSelection().selectAllChildren(element)

  /** Put `element` on the clipboard, as HTML and text together or as text only; false when the browser refuses. */
  const copy = async (element, how) => {
    const copied = clean(element), done = await Copy.put(plain(copied), how === "plain" ? undefined : copied.outerHTML)
    if (!done) select(element)
    return done
  }

  const VARIANTS = ["basis", "lichter", "sterker"], STATES = 5
  const listed = value => Array.isArray(value) ? value : []
  const wordsOf = value => [...new Set(listed(value).filter(name => typeof name === "string" && name.trim()).map(name => name.slice(0, 80)))].slice(0, 20)

  /** The names of the lots, none for a tender without. */
  const lots = () => wordsOf(read("percelen-namen", []))

  /** The chosen clauses: [{id, variant, lots}], only well-formed entries; no lots means all. */
  const chosen = () => sound(read("bestek", []), lots())
  const sound = (stored, all) => listed(stored).filter(c => c && /^[a-z0-9-]+$/.test(c.id) && VARIANTS.includes(c.variant))
    .map(({ id, variant, lots }) => {
      const known = wordsOf(lots).filter(name => all.includes(name))
      return { id, variant, lots: known.length === all.length ? [] : known }
    })

  /** What came along from the decision helper: {opstart, …answers}, each words; `zelf` when the reader changed the day. */
  const given = () => Object.fromEntries(Object.entries(read("gegevens", {}))
    .filter(([key, value]) => /^[a-z-]{1,40}$/.test(key) && typeof value === "string").map(([key, value]) => [key, value.slice(0, 200)]))
  const give = facts => write("gegevens", { ...given(), ...facts })

  /** What was answered for each lot in the decision helper ('' without lots): lot → question → answer, now and the time before. */
  const answers = () => ["now", "before"].map(when => read("keuzehulp-antwoorden", {})[when] ?? {})
  const answered = now => write("keuzehulp-antwoorden", { now, before: answers()[0] })

  /** Choose other clauses or lots; how it was before is kept, so that the last five changes can be undone. The page hears 'bestek'. */
  const change = (choices, names = lots()) => {
    const before = { choices: chosen(), lots: lots() }
    if (JSON.stringify(before) !== JSON.stringify({ choices, lots: names })) write("vorige", [...listed(read("vorige", [])), before].slice(-STATES))
    write("percelen-namen", names)
    write("bestek", choices)
    dispatchEvent(new Event("bestek"))
  }
  /** How many changes can be undone. */
  const undoable = () => listed(read("vorige", [])).length
  /** Undo the last change; false when there is none. */
  const undo = () => {
    const states = listed(read("vorige", [])), last = states.pop()
    if (!last) return false
    const names = wordsOf(last.lots)
    write("vorige", states)
    write("percelen-namen", names)
    write("bestek", sound(last.choices, names))
    dispatchEvent(new Event("bestek"))
    return true
  }

  /** Forget what came along, what could be undone and what was chosen for a notice. */
  const forget = () => { for (const name of ["vorige", "gegevens", "keuzehulp-antwoorden", "percelen-namen", "velden-percelen", "aankondiging"]) erase(name) }

  /** Put clauses in the tender and tell at `status` what that did, with a way back. */
  const collect = (added, status, names = lots()) => {
    const { choices, ...counts } = Tenders.merge(chosen(), added, names)
    change(choices, names)
    if (!added.length) return status.replaceChildren(document.querySelector("template[data-collected-none]").content.cloneNode(true))
    const told = document.querySelector("template[data-collected]").content.cloneNode(true), place = told.querySelector("[data-counts]")
    place.textContent = Object.entries(counts).filter(([, count]) => count)
      .map(([what, count]) => `${count} ${place.dataset[count === 1 ? `${what}One` : what] ?? place.dataset[what]}`).join(", ")
    offerUndo(told, status)
  }
  const offerUndo = (told, status) => {
    told.querySelector("[data-undo]").addEventListener("click", ({ target }) => {
      undo()
      status.textContent = target.dataset.undone
    })
    status.replaceChildren(told)
  }
  /** Take a clause out of the tender and tell it at `status`, with a way back. */
  const remove = (id, status) => {
    change(Tenders.put(chosen(), id, null, [], lots()))
    offerUndo(document.querySelector("template[data-removed]").content.cloneNode(true), status)
  }

  showInputs()
  listen()
  fill()
  addEventListener("storage", () => { showInputs(); fill() })

  return { values, filled, fill, judge, copy, chosen, lots, change, undo, undoable, forget, collect, remove, select, given, give, answers, answered, lotValues, setLot }
})()
