// 'Mijn bestek': choose clauses, see what is missing, fill the fields, take everything along in one document.
(() => {
  const kit = globalThis.bestek
  const form = document.querySelector("[data-choose]")
  const choices = [...form.querySelectorAll("[data-choice]")]
  const byId = new Map(choices.map(choice => [choice.dataset.choice, choice]))
  const box = choice => choice.querySelector("input")
  const variant = choice => choice.querySelector("[data-variant]")?.value ?? "basis"
  const words = name => (name ?? "").split(" ").filter(Boolean)
  const take = document.querySelector("[data-take]")
  const status = take.querySelector("[data-take-status]")
  const preview = document.querySelector("[data-preview]")
  const say = name => { status.textContent = status.dataset[name] }

  /** What is chosen, in the order of a tender. */
  const selection = () => choices.filter(c => box(c).checked).map(c => ({ id: c.dataset.choice, variant: variant(c) }))

  // The link holds ids, variants and versions, never what was typed: #teksten=kader-uitvoering@1.0,rapport-risico@1.0+lichter
  const fragment = () => {
    const parts = selection().map(({ id, variant }) =>
      `${id}@${byId.get(id).dataset.version}${variant === "basis" ? "" : `+${variant}`}`)
    return `teksten=${parts.join(",")}`
  }
  const link = () => `${location.href.split("#")[0]}#${fragment()}`
  const redraw = Qr.offer(fragment)
  const fromLink = () => {
    const match = /^#teksten=([a-z0-9@.+,-]{0,4000})$/.exec(decodeSafe(location.hash))
    if (!match) return null
    let changed = false
    const wanted = []
    for (const part of match[1].split(",").filter(Boolean)) {
      const [, id, version, kind] = /^([a-z0-9-]+)(?:@([\d.]+))?(?:\+(lichter|sterker))?$/.exec(part) ?? []
      if (!byId.has(id)) { changed = true; continue }
      if (version && version !== byId.get(id).dataset.version) changed = true
      wanted.push({ id, variant: kind ?? "basis" })
    }
    return { wanted, changed }
  }
  const decodeSafe = text => { try { return decodeURIComponent(text) } catch { return "" } }

  const set = wanted => {
    const variants = new Map(wanted.map(({ id, variant }) => [id, variant]))
    for (const choice of choices) {
      box(choice).checked = variants.has(choice.dataset.choice)
      const select = choice.querySelector("[data-variant]")
      const kind = variants.get(choice.dataset.choice)
      if (select && [...select.options].some(option => option.value === kind)) select.value = kind
    }
  }

  const missing = () => {
    const root = document.querySelector("[data-missing]")
    const chosen = selection()
    const ids = new Set(chosen.map(c => c.id))
    const line = (kind, name, other, add) => {
      const item = root.querySelector(`template[data-missing-${kind}]`).content.firstElementChild.cloneNode(true)
      item.querySelector("[data-name]").textContent = name
      if (other) item.querySelector("[data-other]").textContent = other
      const button = item.querySelector("[data-add]")
      if (button) {
        button.textContent = byId.get(add).dataset.title
        button.addEventListener("click", () => { box(byId.get(add)).checked = true; update(); box(byId.get(add)).focus() })
      }
      return item
    }
    const items = []
    for (const { id } of chosen) {
      const data = byId.get(id).dataset
      for (const need of words(data.needs)) if (!ids.has(need)) items.push(line("needs", data.title, null, need))
      for (const annex of words(data.annexes)) if (!ids.has(annex)) items.push(line("annex", data.title, null, annex))
      for (const other of words(data.instead)) if (ids.has(other) && id < other) items.push(line("instead", data.title, byId.get(other).dataset.title))
    }
    const steps = new Set(chosen.map(c => Number(byId.get(c.id).dataset.step)).filter(Boolean))
    for (const step of steps) if (step > 1 && !steps.has(step - 1)) items.push(line("step", step, step - 1))
    root.querySelector("[data-missing-none]").hidden = chosen.length > 0
    root.querySelector("[data-missing-ok]").hidden = !chosen.length || items.length > 0
    const list = root.querySelector("[data-missing-list]")
    list.replaceChildren(...items)
    list.hidden = !items.length
  }

  const fields = chosen => {
    const used = new Set(chosen.flatMap(({ id, variant }) => kit.fields[id][variant]))
    for (const input of document.querySelectorAll("[data-input]")) input.closest(".field").hidden = !used.has(input.dataset.input)
    for (const group of document.querySelectorAll("[data-field-group]")) group.hidden = !group.querySelector(".field:not([hidden])")
  }

  const update = () => {
    const chosen = selection()
    for (const choice of choices) {
      const label = choice.querySelector(".choose__variant")
      if (label) label.hidden = !box(choice).checked
    }
    Clauses.choose(chosen)
    missing()
    fields(chosen)
    // The texts come from this site's own build; what the reader typed is put in as text by Clauses.fill.
    preview.innerHTML = chosen.map(({ id, variant }) => kit.html[id][variant]).join("")
    Clauses.fill(preview)
    redraw()
  }

  const need = () => { if (selection().length) return true; say("empty"); return false }
  const on = (name, action) => {
    for (const button of take.querySelectorAll(`[data-${name}]`)) button.addEventListener("click", () => action(button))
  }

  on("docx", async () => {
    if (!need()) return
    const pieces = await Docx.load()
    if (!pieces) return say("failed")
    const blob = await Docx.build(pieces, selection(), { ...kit.defaults, ...Clauses.values() })
    const url = URL.createObjectURL(blob)
    Object.assign(document.createElement("a"), { href: url, download: "mijn-bestek.docx" }).click()
    setTimeout(() => URL.revokeObjectURL(url), 60000)
    say("made")
    const blank = [...document.querySelectorAll("[data-input]")].filter(input => !input.closest("[hidden]") && !input.value.trim())
    if (blank.length) status.append(` ${status.dataset.blank} ${blank.length}.`)
  })
  on("copy-all", async button => {
    if (!need()) return
    const how = button.dataset.copyAll
    say(await Clauses.copy(preview, how) ? (how === "rich" ? "copiedRich" : "copiedPlain") : "refused")
  })
  on("print", () => { if (need()) print() })
  on("share", async () => {
    if (!need()) return
    history.replaceState(null, "", link())
    try { await navigator.clipboard.writeText(link()); say("shared") } catch { say("refused") }
  })
  on("clear", () => { set([]); update(); history.replaceState(null, "", location.pathname + location.search); say("cleared") })

  for (const choice of choices) box(choice).hidden = false
  take.hidden = false
  form.addEventListener("submit", event => event.preventDefault())
  form.addEventListener("change", update)
  const shared = fromLink()
  set(shared ? shared.wanted : Clauses.chosen())
  update()
  if (shared?.changed) say("old")
})()
