// The page of a clause: one text at a time with its fields beside it, what it has otherwise than the base, and what one does with it.
(() => {
  const $ = (selector, within = document) => within.querySelector(selector)
  const $$ = (selector, within = document) => [...within.querySelectorAll(selector)]
  const page = $("[data-clause-page]"), id = page.dataset.clausePage
  const pieces = $$("[data-languages]", page), texts = pieces.filter(piece => piece.dataset.variant)
  const bar = $("[data-clause-bar]"), status = $("[data-clause-status]", bar), collect = $("[data-collect]", bar), more = $("[data-more]", bar)
  const compare = $("[data-compare]", bar), asked = compare && $("input", compare)
  const inputs = $$("[data-input]", page), fieldOf = key => inputs.find(input => input.dataset.input === key)
  const body = text => $("[data-clause-text]", text)
  const say = words => { status.textContent = words ?? "" }
  let now = texts[0], from = null   // the text that shows; the blank from where someone went to its field

  // --- One text at a time --------------------------------------------------------------------------------------------

  /** The text in a language and a variant, or the first in that language. */
  const find = (language, variant) => {
    const there = texts.filter(text => text.dataset.languages === language)
    return there.find(text => text.dataset.variant === variant) ?? there[0]
  }

  /** The article that is being read: the last whose heading stands in the upper part of the screen. */
  const reading = () => $$("[data-article]", body(now)).filter(heading => heading.getClientRects().length && heading.getBoundingClientRect().top < innerHeight / 2).at(-1)

  const show = text => {
    now = text
    const { languages: language, variant } = text.dataset
    for (const piece of pieces) piece.toggleAttribute("data-now", piece.dataset.variant ? piece === text : piece.dataset.languages.split(" ").includes(language))
    for (const radio of $$("[type=radio]", bar)) radio.checked = radio.value === (radio.name === "variant" ? variant : language)
    $("[data-download]", bar).href = $("[download]", text).href
    if (compare) compare.hidden = !$("[data-difference]", text)
    showDifference()
    showFields()
    showTender()
    redraw()
  }

  /** Another text because the reader asks for it: said, in the address, with the article he was reading still in view. */
  const turn = text => {
    const before = reading(), height = before?.getBoundingClientRect().top
    show(text)
    const same = before && $(`[data-article="${before.dataset.article}"]`, body(text))
    if (same?.getClientRects().length) scrollBy({ top: same.getBoundingClientRect().top - height, behavior: "instant" })
    history.replaceState(null, "", `#${text.dataset.anchor}`)
    say(text.dataset.told)
  }

  /** What the address asks for: a text, a language, a field, or something folded. */
  const route = () => {
    const hash = location.hash.slice(1), target = hash && document.getElementById(hash)
    if (!target) return show(now)
    const piece = target.closest("[data-languages]"), field = target.closest(".field")
    if (piece) show(piece.dataset.variant ? piece : find(piece.dataset.languages.split(" ")[0], "basis"))
    else if (field) show([now, ...texts].find(text => $(`.blank[data-field="${$("[data-input]", field).dataset.input}"]`, body(text))) ?? now)
    else show(now)
    unfold(target)
    target.scrollIntoView()
    if (field) $("[data-input]", field).focus()
  }

  /** Open what an element is folded in, or what is folded under its heading. */
  const unfold = element => {
    for (let details = element.closest("details"); details; details = details.parentElement.closest("details")) details.open = true
    if (element.nextElementSibling?.matches("details")) element.nextElementSibling.open = true
  }

  bar.addEventListener("change", ({ target }) => {
    if (target.type !== "radio") return
    const { languages: language, variant } = now.dataset
    turn(target.name === "variant" ? find(language, target.value) : find(target.value, variant))
  })

  // --- On a small screen the beginning, and the rest when asked ---------------------------------------------------------

  const readOn = () => { delete page.dataset.short }
  for (const button of $$("[data-read-on]", page)) {
    button.hidden = false
    button.addEventListener("click", () => {
      const next = $$("[data-article]", body(now)).find(heading => !heading.getClientRects().length)
      readOn()
      next.tabIndex = -1
      next.focus({ preventScroll: true })
    })
  }
  page.dataset.short = ""

  // --- The difference with the base ----------------------------------------------------------------------------------

  const showDifference = () => {
    for (const text of texts) text.toggleAttribute("data-compared", text === now && Boolean(asked?.checked && $("[data-difference]", text)))
  }
  asked?.addEventListener("change", () => {
    showDifference()
    say(asked.checked ? status.dataset.compared : status.dataset.whole)
  })

  for (const details of $$("[data-same]", page)) {
    details.addEventListener("toggle", () => {
      if (details.children.length > 1) return
      const heads = $$("[data-clause-text] > *", details.closest(".version")), at = heads.findIndex(element => element.dataset.article === details.dataset.same)
      const rest = heads.slice(at + 1), end = rest.findIndex(element => element.dataset.article || element.matches(".clause__source"))
      details.append(...rest.slice(0, end < 0 ? undefined : end).filter(element => !element.matches(".clause__title")).map(element => element.cloneNode(true)))
    })
  }

  // --- Fields, live in the text ------------------------------------------------------------------------------------

  const label = input => $(`label[for="${input.id}"]`).textContent

  /** A blank that has a field here is a link to it. */
  const link = blank => {
    const input = fieldOf(blank.dataset.field)
    if (!input) return
    const made = Object.assign(document.createElement("a"), { href: `#${input.id}`, className: blank.className, title: label(input), textContent: blank.textContent })
    Object.assign(made.dataset, blank.dataset)
    blank.replaceWith(made)
  }

  const showFields = () => {
    const used = new Set($$(".blank[data-field]", body(now)).map(blank => blank.dataset.field))
    for (const input of inputs) input.closest(".field").hidden = !used.has(input.dataset.input)
    const count = $("[data-field-count]", page), shown = inputs.filter(input => used.has(input.dataset.input)), open = shown.filter(input => !input.value.trim())
    if (!count) return
    count.textContent = `${shown.length} ${shown.length === 1 ? count.dataset.one : count.dataset.more}${open.length ? `, ${open.length} ${count.dataset.open}` : ""}.`
    const preset = $("[data-preset]", page), folded = preset ? $$(".field:not([hidden])", preset).length : 0
    if (preset) preset.hidden = !folded
    if (preset) $("[data-preset-count]", preset).textContent = String(folded)
    $("[data-fields]", page).hidden = !shown.length
  }

  page.addEventListener("click", event => {
    const blank = event.target.closest("a.blank")
    if (!blank) return
    event.preventDefault()
    const input = fieldOf(blank.dataset.field)
    from = blank
    unfold(input)
    input.focus()
    input.select()
  })
  for (const button of $$("[data-to-text]", page)) {
    button.hidden = false
    button.addEventListener("click", () => {
      const key = $("[data-input]", button.closest(".field")).dataset.input, shown = blank => blank?.dataset.field === key && blank.getClientRects().length
      readOn()
      const blank = shown(from) ? from : $$("a.blank", now).find(shown)
      blank?.scrollIntoView({ block: "center" })
      blank?.focus({ preventScroll: true })
    })
  }
  for (const name of ["focusin", "focusout"]) {
    page.addEventListener(name, ({ target }) => {
      if (!target.dataset.input) return
      for (const blank of $$(`.blank[data-field="${target.dataset.input}"]`, page)) blank.classList.toggle("blank--here", name === "focusin")
    })
  }
  $("[data-fields]", page)?.addEventListener("input", () => showFields())
  $("[data-forget]", page)?.addEventListener("click", () => showFields())

  // --- In my tender ----------------------------------------------------------------------------------------------------

  /**
   * A text on its own page reads as in my tender with this text and what it needs. What would not stand there is shown all the same, marked,
   * but is not copied; each part that hangs on something says on what.
   */
  const settle = text => {
    const mine = [...Clauses.chosen().filter(c => c.id !== id && bestek.imposes[c.id]?.[c.variant]), { id, variant: text.dataset.variant, lots: [] }]
    const present = Tenders.present(bestek, Tenders.closed(bestek, mine))
    Tenders.settle([{ id, root: body(text) }], present, false)
    for (const part of $$("[data-if]", text)) {
      part.classList.toggle("elsewhere", !Tenders.holds(part.dataset.if, present))
      part.hidden = false
      tell(part)
    }
  }

  /** Say at a part of a text on what it hangs. */
  const tell = part => {
    if ($("[data-note]", part)) return
    const told = $("template[data-condition]").content.firstElementChild.cloneNode(true), not = part.dataset.if.startsWith("niet ")
    told.textContent = `(${told.dataset[not ? "without" : "with"]} ${part.dataset.if.replace(/^niet /, "").split(" of ").map(name => `‘${bestek.names[name.trim()]}’`).join(` ${told.dataset.or} `)})`
    ;(part.localName === "tr" ? part.cells[0] : part).append(" ", told)
  }

  const showTender = () => {
    const { languages: language, variant } = now.dataset, chosen = Clauses.chosen(), mine = chosen.filter(choice => choice.id === id)
    const state = !mine.length ? "none" : mine.some(choice => choice.variant === variant) ? "mine" : "other"
    collect.hidden = language !== "nl"
    collect.dataset.state = state
    $("[data-collect-words]", collect).textContent = collect.dataset[state]
    $("[data-collect-more]", collect).hidden = state !== "mine"
    for (const place of $$("[data-in-tender]")) {
      place.hidden = false
      const yes = chosen.some(choice => choice.id === place.dataset.inTender)
      place.textContent = yes ? place.dataset.yes : place.dataset.no
      place.classList.toggle("chip--yes", yes)
    }
  }
  collect.addEventListener("click", () => {
    if (collect.dataset.state === "mine") Clauses.remove(id, status)
    else Clauses.collect([{ id, variant: now.dataset.variant }], status)
  })
  const settleAll = () => { for (const text of texts) settle(text) }
  for (const name of ["bestek", "storage"]) addEventListener(name, () => { settleAll(); showTender(); showFields() })

  // --- Take it along ---------------------------------------------------------------------------------------------------

  for (const button of $$("[data-copy]", bar)) {
    button.addEventListener("click", async () => {
      const how = button.dataset.copy
      if (await Clauses.copy(body(now), how)) return say(how === "rich" ? status.dataset.doneRich : status.dataset.donePlain)
      if (asked) asked.checked = false
      showDifference()   // what is selected must be in view
      readOn()
      Clauses.select(body(now))
      body(now).scrollIntoView()
      say(status.dataset.refused)
    })
  }
  $("[data-copy-link]", bar).addEventListener("click", async () => {
    history.replaceState(null, "", `#${now.dataset.anchor}`)
    say(await Copy.put(location.href) ? status.dataset.doneLink : status.dataset.refusedLink)
  })
  const redraw = Qr.offer(() => now.dataset.anchor)

  more.addEventListener("keydown", event => {
    if (event.key !== "Escape") return
    more.open = false
    $("summary", more).focus()
  })
  document.addEventListener("click", ({ target }) => { if (!more.contains(target)) more.open = false })
  more.addEventListener("focusout", ({ relatedTarget }) => { if (relatedTarget && !more.contains(relatedTarget)) more.open = false })

  for (const blank of $$(".blank[data-field]", page)) link(blank)
  settleAll()
  for (const part of $$(".table--beside [data-if]")) tell(part)
  Clauses.fill()
  bar.hidden = false
  addEventListener("hashchange", route)
  route()
})()
