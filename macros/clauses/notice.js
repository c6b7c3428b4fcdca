// Fills the fields of a notice from 'Mijn bestek', a block for each lot: all that can stand there is on the page, and what does not hold is hidden.
(() => {
  const kit = globalThis.bestek
  const $ = (selector, within = document) => within.querySelector(selector)
  const $$ = (selector, within = document) => [...within.querySelectorAll(selector)]
  const page = $("[data-notice]"), place = $("[data-notice-lots]"), status = $("[data-notice-status]")
  const KEY = "aankondiging"

  // --- What was chosen for each lot: lot → {goods, codes}. Storage is not ours alone: only what this page offers comes out of it. -----
  const options = $$("[data-goods-choice] option", $("template[data-notice-lot]").content).filter(option => option.value)
  const stored = () => {
    try {
      const value = JSON.parse(localStorage.getItem(KEY))
      return value && typeof value === "object" && !Array.isArray(value) ? new Map(Object.entries(value)) : new Map()
    } catch { return new Map() }
  }
  const choiceOf = lot => {
    const { goods, codes } = stored().get(lot) ?? {}
    return { goods: options.some(({ value }) => value === goods) ? goods : guessed(lot), codes: Array.isArray(codes) ? codes : [] }
  }
  const keep = (lot, choice) => {
    try { localStorage.setItem(KEY, JSON.stringify(Object.fromEntries(stored().set(lot, choice)))) } catch { /* private mode: keep going */ }
  }

  /** The goods that the name of a lot tells: one of their words begins a word of it; of several the last, which is the most particular. */
  const guessed = lot => {
    const name = ` ${lot.toLowerCase()}`
    return options.findLast(({ dataset }) => dataset.words.split("|").some(word => new RegExp(`[^\\p{L}]${word}`, "u").test(name)))?.value ?? ""
  }

  // --- Show -------------------------------------------------------------------------------------------------------------------

  const off = part => Boolean(part.closest("[hidden]")) || $("input", part)?.checked === false
  const parts = row => $$("[data-part]", row).filter(part => !off(part))

  /** Hide in a block what does not hold for these names and goods, and each row that then offers nothing. */
  const show = (block, present, goods) => {
    for (const part of $$("[data-goods]", block)) part.hidden = part.dataset.goods !== goods
    for (const part of $$("[data-part]:not([data-goods])", block)) {
      part.hidden = !goods && Boolean($("[data-goods]", part))   // a sentence that names the goods, before they are chosen
        || [part.dataset.if, part.dataset.also].some(condition => condition && !Tenders.holds(condition, present))
    }
    for (const row of $$("[data-notice-row]", block)) {
      row.hidden = false
      row.hidden = !$$("[data-part]", row).some(part => !part.closest("[hidden]"))
    }
  }

  const block = (lot, index, present) => {
    const made = $("template[data-notice-lot]").content.firstElementChild.cloneNode(true)
    const title = $("[data-notice-title]", made), select = $("[data-goods-choice]", made), label = $("label", made)
    const region = $("[role=region]", made), choice = choiceOf(lot), named = lot && `${title.dataset.lot} ${lot}`
    title.textContent = named || title.dataset.whole
    made.open = index === 0   // all of them open is a long way
    $("[data-notice-lot-name]", made).textContent = lot && ` (${lot})`
    select.id = `aankondiging-${index}`
    label.htmlFor = select.id
    if (lot) region.setAttribute("aria-label", named)
    select.value = choice.goods
    for (const box of $$("input[type=checkbox]", made)) box.checked = choice.codes.includes(box.value)
    made.addEventListener("change", () => {
      keep(lot, { goods: select.value, codes: $$("input:checked", made).map(box => box.value) })
      show(made, present, select.value)
    })
    show(made, present, choice.goods)
    return made
  }

  const update = () => {
    const lots = Clauses.lots(), names = lots.length ? lots : [""]
    const chosen = Clauses.chosen().filter(({ id, variant }) => kit.imposes[id]?.[variant])
    const present = names.map(lot => Tenders.present(kit, Tenders.inLot(chosen, lot)))
    $("[data-notice-empty]").hidden = chosen.length > 0
    $("[data-notice-told]").hidden = !chosen.length
    place.replaceChildren(...names.map((lot, index) => block(lot, index, present[index])))
    const whole = $("[data-notice-whole]")
    show(whole, new Set(present.flatMap(found => [...found])), "")
    whole.hidden = $$("[data-notice-row]", whole).every(row => row.hidden)
    offer(page)
  }

  // --- Copy -------------------------------------------------------------------------------------------------------------------

  /** What a row gives to a form: codes one after the other, sentences as one text. */
  const value = row => {
    const codes = parts(row).filter(part => part.dataset.copy).map(part => part.dataset.copy)
    return codes.length ? codes.join(", ") : parts(row).map(part => part.innerText.trim()).join(" ")
  }
  const copy = async row => {
    const text = value(row)
    if (!text) return
    if (await Copy.put(text)) status.textContent = `${status.dataset.done} ${text}`
    else {
      getSelection().selectAllChildren($("[data-notice-value]", row))
      status.textContent = status.dataset.refused
    }
  }
  /** A table for another program: only the rows and parts that hold, without the buttons. */
  const table = made => {
    const plain = document.createElement("div"), rows = document.createElement("table")
    for (const row of $$("[data-notice-row]", made).filter(row => !row.hidden && parts(row).length)) {
      const line = rows.insertRow(), told = $("[data-notice-value]", row)
      line.insertCell().textContent = row.cells[0].textContent
      const codes = parts(row).some(part => part.dataset.copy)
      line.insertCell().textContent = parts(row).map(part => part.innerText.trim()).join(codes ? "; " : " ") || told.innerText.trim()
    }
    plain.append(rows)
    return plain
  }
  const offer = within => {
    for (const button of $$("[data-notice-copy]", within)) {
      if (!button.hidden) continue
      button.hidden = false
      button.addEventListener("click", () => copy(button.closest("tr")))
    }
    for (const button of $$("[data-notice-all]", within)) {
      button.addEventListener("click", async () => {
        const made = button.closest("[data-notice-block]"), done = await Clauses.copy(table(made), "rich")
        status.textContent = done ? `${status.dataset.done} ${$("[data-notice-title]", made).textContent}` : status.dataset.refused
      })
    }
  }

  page.hidden = false
  for (const example of $$("[data-notice-example]")) example.open = location.hash === `#${example.id}`
  offer(document)
  update()
  addEventListener("storage", update)
})()
