// Fills the blanks of a clause, copies it with its numbering and filters the library. Nothing leaves the browser.
globalThis.Clauses = (() => {
  const LIMIT = 20000   // a field holds a sentence, not a book

  // Storage is not ours alone: what comes out of it is checked like anything typed.
  const read = (key, fallback) => {
    try {
      const value = JSON.parse(localStorage.getItem(key))
      return value && typeof value === "object" ? value : fallback
    } catch { return fallback }
  }
  const write = (key, value) => { try { localStorage.setItem(key, JSON.stringify(value)) } catch { /* private mode: keep going */ } }
  const erase = key => { try { localStorage.removeItem(key) } catch { /* idem */ } }

  /** What the reader typed: field id → text, only for fields that differ from nothing. */
  const values = () => Object.fromEntries(Object.entries(read("velden", {}))
    .filter(([key, value]) => /^[a-z0-9-]+$/.test(key) && typeof value === "string")
    .map(([key, value]) => [key, value.slice(0, LIMIT)]))

  const inputs = () => [...document.querySelectorAll("[data-input]")]

  /** Put what was typed, or what is preset, into every blank below `root`. */
  const fill = (root = document) => {
    const typed = values()
    for (const blank of root.querySelectorAll(".blank[data-field]")) {
      const key = blank.dataset.field
      blank.dataset.label ??= blank.textContent
      const preset = inputs().find(input => input.dataset.input === key)?.dataset.default ?? globalThis.bestek?.defaults?.[key] ?? ""
      const value = (typed[key] ?? preset).trim()
      blank.textContent = value || blank.dataset.label
      blank.classList.toggle("blank--filled", Boolean(value))
    }
  }

  const showInputs = () => {
    const typed = values()
    for (const input of inputs()) {
      input.hidden = false
      input.maxLength = LIMIT
      input.value = typed[input.dataset.input] ?? input.dataset.default
    }
    for (const button of document.querySelectorAll("[data-forget]")) button.hidden = false
  }

  const listen = () => {
    for (const form of document.querySelectorAll("[data-fields]")) {
      form.addEventListener("submit", event => event.preventDefault())
      form.addEventListener("input", ({ target }) => {
        const typed = values()
        if (target.value === target.dataset.default) delete typed[target.dataset.input]
        else typed[target.dataset.input] = target.value
        write("velden", typed)
        fill()
      })
      form.querySelector("[data-forget]")?.addEventListener("click", () => {
        erase("velden")
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
    const tag = element.localName
    if (!(tag in KEEP)) return document.createTextNode(element.textContent)
    const copy = document.createElement(tag)
    for (const name of KEEP[tag]) if (element.hasAttribute(name)) copy.setAttribute(name, element.getAttribute(name))
    if (tag === "table") { copy.setAttribute("border", "1"); copy.setAttribute("cellspacing", "0"); copy.setAttribute("cellpadding", "4") }
    for (const child of element.childNodes) {
      if (child.nodeType === Node.TEXT_NODE) copy.append(child.data)
      else if (child.nodeType === Node.ELEMENT_NODE && !child.hidden) copy.append(clean(child))
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
    const text = plain(clean(element))
    try {
      if (how === "plain") await navigator.clipboard.writeText(text)
      else {
        const html = clean(element).outerHTML
        await navigator.clipboard.write([new ClipboardItem({
          "text/html": new Blob([`<meta charset="utf-8">${html}`], { type: "text/html" }),
          "text/plain": new Blob([text], { type: "text/plain" }),
        })])
      }
      return true
    } catch {
      select(element)
      return false
    }
  }

  /** The chosen clauses: [{id, variant}], only well-formed entries. */
  const chosen = () => {
    const stored = read("bestek", [])
    return (Array.isArray(stored) ? stored : [])
      .filter(c => c && /^[a-z0-9-]+$/.test(c.id) && ["basis", "lichter", "sterker"].includes(c.variant))
  }
  const choose = selection => write("bestek", selection)

  const clauses = () => {
    for (const clause of document.querySelectorAll(".clause[data-clause]")) {
      const status = clause.querySelector(".clause__status")
      const text = clause.querySelector("[data-clause-text]")
      for (const button of clause.querySelectorAll("[data-copy], [data-collect]")) button.hidden = false
      for (const button of clause.querySelectorAll("[data-copy]")) {
        button.addEventListener("click", async () => {
          const how = button.dataset.copy
          const done = await copy(text, how)
          status.textContent = done ? (how === "rich" ? status.dataset.doneRich : status.dataset.donePlain) : status.dataset.refused
        })
      }
      clause.querySelector("[data-collect]")?.addEventListener("click", () => {
        const { clause: id, variant } = clause.dataset
        choose([...chosen().filter(c => c.id !== id), { id, variant }])
        status.textContent = status.dataset.collected
      })
    }
  }

  const filter = () => {
    const form = document.querySelector("[data-filter]")
    if (!form) return
    form.hidden = false
    const items = [...document.querySelectorAll("[data-item]")]
    const count = form.querySelector("[data-count]")
    const apply = () => {
      const asked = [...new FormData(form)].filter(([, value]) => value)
      for (const item of items) item.hidden = !asked.every(([name, value]) => item.dataset[name].split(" ").includes(value))
      for (const group of document.querySelectorAll("[data-group]")) group.hidden = !group.querySelector("[data-item]:not([hidden])")
      count.textContent = `${items.filter(item => !item.hidden).length} ${count.dataset.words}`
      history.replaceState(null, "", asked.length ? `#${new URLSearchParams(asked)}` : location.pathname + location.search)
    }
    for (const [name, value] of new URLSearchParams(location.hash.slice(1))) {
      const select = form.elements[name]
      if (select?.options && [...select.options].some(option => option.value === value)) select.value = value
    }
    form.addEventListener("change", apply)
    form.addEventListener("submit", event => event.preventDefault())
    if (location.hash.includes("=")) apply()
    else count.textContent = `${items.length} ${count.dataset.words}`
  }

  showInputs()
  listen()
  fill()
  clauses()
  filter()
  addEventListener("storage", () => { showInputs(); fill() })

  return { values, fill, copy, chosen, choose }
})()
