// The page of the decision helper: shows, hides and remembers what the engine works out.
(() => {
  const { decisions, questions, main, next, walked, left, advise, possible, changes, texts, duties, parse, write } = Keuzehulp
  const root = document.querySelector("[data-decision]")
  const $ = (selector, within = root) => within.querySelector(selector)
  const $$ = (selector, within = root) => [...within.querySelectorAll(selector)]
  const small = root.hasAttribute("data-small")
  // Looked up once: looking through the page at each answer costs a phone time.
  const asked = new Map($$("[data-question]").map(field => [field.dataset.question, { field, inputs: $$("input", field), help: $("details", field),
    legend: $("legend", field).textContent, number: $("input[type=number]", field),
    labels: new Map($$("input", field).map(i => [i.value, i.nextElementSibling.textContent])) }]))
  const results = $$("[data-result]").map(result => ({ result, id: result.dataset.result,
    outcomes: $$("[data-outcome]", result).map(element => [element.dataset.outcome.split("/")[1], element]),
    rules: $$("[data-rule]", result).map(element => [element.dataset.rule.split("/")[1], element]) }))
  const fieldset = id => asked.get(id).field
  const legend = id => asked.get(id).legend
  const label = (id, option) => asked.get(id).number ? `${option} ${asked.get(id).number.dataset.unit}` : asked.get(id).labels.get(option)
  const outcomeLabel = (decision, outcome) => small
    ? $(`[data-outcome-label="${decision}/${outcome}"]`).textContent
    : $(`[data-can="${decision}/${outcome}"]`).firstChild.data
  /** The words of a heading, without the link sign behind it. */
  const heading = id => {
    const copy = $(`[data-result="${id}"] h3`).cloneNode(true)
    for (const link of copy.querySelectorAll(".headerlink")) link.remove()
    return copy.textContent.trim()
  }
  // Touch the page only where something changes: every touch costs a phone time.
  const hide = (element, hidden) => { if (element.hidden !== hidden) element.hidden = hidden }
  const put = (element, text) => { if (element.textContent !== text) element.textContent = text }
  const fill = (template, words) => {
    const item = $(`template[${template}]`).content.firstElementChild.cloneNode(true)
    for (const [selector, text] of words) item.querySelector(selector).textContent = text
    return item
  }

  // Answers live in the address by name and, so that they survive a closed window, in this browser.
  const recall = () => { try { return localStorage.getItem("keuzehulp") ?? "" } catch { return "" } }
  const remember = text => { try { text ? localStorage.setItem("keuzehulp", text) : localStorage.removeItem("keuzehulp") } catch { /* private mode */ } }

  let lots = [{ name: "", answers: {} }], current = 0, all = false, open, rest
  const answers = () => lots[current].answers
  const redraw = small ? undefined : Qr.offer(() => write(lots))

  const start = () => {
    const given = location.hash.includes("=") ? parse(location.hash.slice(1)) : parse(recall())
    if (given.lots.length) lots = given.lots
    if (given.ignored && location.hash.includes("=")) $("[data-notice]").textContent = $("[data-notice]").dataset.ignored
  }

  const store = () => {
    const text = write(lots)
    remember(text)
    const hash = text ? `#${text}` : ""
    if (hash !== location.hash) history.replaceState(null, "", hash || location.pathname + location.search)
    redraw?.()
  }

  const [summary, back, onward, progress] = ["summary", "back", "next", "progress"].map(name => $(`[data-${name}]`))
  const summaries = new Map()

  /** The line that says what was answered to a question; the same line again as long as the answer stays. */
  const summaryOf = id => {
    const words = label(id, answers()[id])
    if (summaries.get(id)?.words !== words) {
      const item = fill("data-summary-template", [["[data-q]", legend(id)], ["[data-a]", words], ["[data-what]", legend(id)]])
      item.querySelector("[data-change]").addEventListener("click", () => { open = id; show(); fieldset(id).focus() })
      summaries.set(id, { words, item })
    }
    return summaries.get(id).item
  }

  const showQuestions = () => {
    const path = walked(answers()), upcoming = next(answers())
    const shown = open ?? upcoming
    for (const { id } of questions) {
      const matters = path.includes(id) || id === upcoming
      hide(fieldset(id), all ? !matters : id !== shown)
      const { inputs, number } = asked.get(id)
      if (!number) for (const input of inputs) input.checked = answers()[id] === input.value
      else if (number !== document.activeElement) number.value = answers()[id] ?? ""
    }
    const given = all ? [] : path.filter(id => id !== open).map(summaryOf)
    given.forEach((item, at) => { if (summary.children[at] !== item) summary.insertBefore(item, summary.children[at] ?? null) })
    while (summary.childElementCount > given.length) summary.lastElementChild.remove()
    hide(summary, !given.length)
    hide(back, all || !path.length)
    hide(onward, all || shown === undefined || answers()[shown] === undefined)
    put(progress, upcoming === undefined ? progress.dataset.done
      : `${path.length} ${progress.dataset.asked} ${left(answers())} ${progress.dataset.left}`)
  }

  // A box that folds out is dear to draw, so it comes with the rest of the page, and only for a question that is shown.
  const showHelp = () => { for (const { field, help } of asked.values()) hide(help, field.hidden) }

  const showPossible = () => {
    const can = possible(answers())
    for (const element of $$("[data-can]")) {
      const [decision, outcome] = element.dataset.can.split("/")
      const still = can[decision].has(outcome)
      if (element.classList.contains("decision__gone") !== still) continue
      element.classList.toggle("decision__gone", !still)
      hide($("[data-cannot]", element), still)
    }
  }

  const showAdvice = () => {
    const done = next(answers()) === undefined, advice = advise(answers())
    hide($("[data-no-advice]"), done)
    hide($("[data-advice]"), !done)
    if (done) for (const { result, id, outcomes, rules } of results) {
      for (const [outcome, element] of outcomes) hide(element, !advice[id].outcomes.includes(outcome))
      for (const [rule, element] of rules) hide(element, !advice[id].rules.includes(rule))
      hide(result, !advice[id].outcomes.length)
    }
  }

  // The main decision decides the rest: when that changes, the other changes follow from it.
  const told = ({ best, open, changes }) => {
    if (open) return `${outcomeLabel(main, best)} (${$("[data-more-questions]").textContent})`
    const known = changes.filter(([, outcome]) => outcome !== undefined), far = known.filter(([id]) => id === main)
    return (far.length ? far : known).map(([id, outcome]) => outcomeLabel(id, outcome)).join("; ")
  }

  const showAfter = () => {
    const done = next(answers()) === undefined, advice = advise(answers())
    hide($("[data-after]"), !done)
    if (!done) return
    const list = changes(answers())
    $("[data-changes]").replaceChildren(...list.map(change => {
      const item = fill("data-change-template", [["[data-to]", told(change)]]), step = item.querySelector("[data-step]")
      for (const { question, option } of change.steps.slice(1).reverse()) {
        const copy = step.cloneNode(true)
        copy.querySelector("[data-q]").textContent = legend(question)
        copy.querySelector("[data-o]").textContent = label(question, option)
        copy.hidden = false
        step.after(copy)
      }
      step.querySelector("[data-q]").textContent = legend(change.question)
      step.querySelector("[data-o]").textContent = label(change.question, change.option)
      step.querySelector("[data-and]").remove()
      item.querySelector("a").href = `#${write([{ name: "", answers: change.answers }])}`
      return item
    }))
    $("[data-no-changes]").hidden = list.length > 0
    const asked = duties(advice)
    for (const item of $$("[data-duty]")) {
      hide(item, !asked.has(item.dataset.duty))
      item.dataset.month = asked.get(item.dataset.duty) ?? ""
    }
    const chosen = texts(advice)
    for (const item of $$("[data-clause-item]")) {
      const variant = chosen.get(item.dataset.clauseItem)
      hide(item, !variant)
      put($("[data-variant-word]", item), variant && variant !== "basis" ? `(${variant})` : "")
    }
    showDates()
  }

  const showDates = () => {
    const from = $("#opstart").validity.valid ? $("#opstart").valueAsDate : null
    for (const item of $$("[data-duty]")) {
      const place = $("[data-date]", item)
      put(place, "")
      if (!from || item.dataset.month === "") continue
      const day = Tenders.months(from, Number(item.dataset.month))
      place.textContent = ` (${day.toLocaleDateString("nl-BE", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" })})`
    }
  }

  const lotName = (lot, index) => lot.name || `${$("[data-notice]").dataset.lotWord} ${index + 1}`

  const showLots = () => {
    $("[data-lots]").hidden = lots.length < 2
    if (lots.length > 1) {
      const list = $("[data-lot-list]"), focused = [...list.children].indexOf(document.activeElement)
      list.replaceChildren(...lots.map((lot, index) => {
        const button = fill("data-lot-template", [])
        button.textContent = lotName(lot, index)
        button.setAttribute("aria-pressed", String(index === current))
        button.addEventListener("click", () => { current = index; open = undefined; show() })
        return button
      }))
      list.children[focused]?.focus()
      if (document.activeElement !== $("#perceel-naam")) $("#perceel-naam").value = lots[current].name
    }
    if (small) return
    const region = $("[data-lot-table]")
    hide(region, lots.length < 2)
    if (lots.length < 2) return
    const table = document.createElement("table"), head = table.createTHead().insertRow()
    head.append(document.createElement("td"), ...lots.map((lot, i) => Object.assign(document.createElement("th"), { scope: "col", textContent: lotName(lot, i) })))
    const advices = lots.map(lot => advise(lot.answers)), body = table.createTBody()
    for (const { id, hit } of decisions.filter(d => d.single)) {
      const row = body.insertRow()
      row.append(Object.assign(document.createElement("th"), { scope: "row", textContent: heading(id) }))
      for (const advice of advices) row.insertCell().textContent = advice[id].outcomes ? outcomeLabel(id, advice[id].outcomes[0]) : "…"
    }
    region.replaceChildren(table)
  }

  const show = () => {
    showQuestions()
    if (small) {
      const done = next(answers()) === undefined, box = $("[data-outcome-small]")
      box.hidden = !done
      if (done) {
        $("[data-small-label]").textContent = outcomeLabel(main, advise(answers())[main].outcomes[0])
        $("[data-full]").href = `${root.dataset.page}#${write(lots)}`
        $("[data-full]").target = window.top === window ? "" : "_top"
      }
      later(showHelp)
    } else {
      showAdvice()
      later(() => { showHelp(); store(); showPossible(); showLots(); showAfter() })
    }
  }

  // The next question and the advice come first: a phone draws them before it works out the rest of the page.
  const settle = () => { rest?.(); rest = undefined }
  const later = work => { if (!rest) requestAnimationFrame(() => setTimeout(settle)); rest = work }

  // A click answers and goes on. The arrow keys choose while they move, so with them the question stays until Enter.
  let pointer = false
  addEventListener("pointerdown", () => { pointer = true }, true)
  addEventListener("keydown", () => { pointer = false }, true)

  const answer = (id, option) => {
    answers()[id] = option
    put($("[data-notice]"), "")
    if (pointer && !all) return goOn()
    open = all ? undefined : id
    show()
  }

  // A number grows while it is typed: the question stays until Enter or the button.
  const number = (id, input) => {
    if (input.value !== "" && input.validity.valid) answers()[id] = String(input.valueAsNumber)
    else delete answers()[id]
    open = all ? undefined : id
    show()
  }

  const goOn = () => {
    open = undefined
    show()
    const upcoming = next(answers())
    if (upcoming !== undefined) fieldset(upcoming).focus()
    else if (!small) $("#advies").focus()
    else $("[data-full]").focus()
  }

  const link = () => `${location.href.split("#")[0]}#${write(lots)}`

  /** Show the advice of each lot that has one in turn, with its name, and then again that of the lot at hand. */
  const through = work => {
    const before = current
    lots.forEach((lot, index) => {
      if (next(lot.answers) !== undefined) return
      current = index
      showAdvice()
      showAfter()
      work(lot, lotName(lot, index))
    })
    current = before
    showAdvice()
    showAfter()
  }

  start()
  $("[data-tools]").hidden = false
  $("[data-buttons]").hidden = false
  for (const { id } of questions) for (const input of asked.get(id).inputs) {
    input.hidden = false
    if (input.type === "number") input.addEventListener("input", () => number(id, input))
    else input.addEventListener("click", () => answer(id, input.value))
  }
  $$("[name=weergave]").forEach(input => input.addEventListener("change", () => { all = input.value === "alle"; open = undefined; show() }))
  for (const { id } of questions) fieldset(id).addEventListener("keydown", event => {
    if (event.key === "Enter" && event.target.matches("input") && answers()[id] !== undefined && !all) { event.preventDefault(); goOn() }
  })
  onward.addEventListener("click", goOn)
  back.addEventListener("click", () => {
    const path = walked(answers())
    const at = open === undefined ? path.length : path.indexOf(open)
    if (at < 1) return
    open = path[at - 1]
    show()
    fieldset(open).focus()
  })
  $("[data-forget-answers]").addEventListener("click", () => {
    lots = [{ name: "", answers: {} }]
    current = 0
    open = undefined
    show()
    $("[data-notice]").textContent = $("[data-notice]").dataset.forgotten
    fieldset(questions[0].id).focus()
  })
  $("[data-remove-lot]")?.addEventListener("click", () => { lots.splice(current, 1); current = 0; show(); settle(); (lots.length > 1 ? $("[data-lot]") : $("#advies")).focus() })
  $("#perceel-naam")?.addEventListener("input", ({ target }) => { lots[current].name = target.value.replace(/[;#]/g, ""); showLots(); store() })
  addEventListener("hashchange", () => { if (location.hash.includes("=") && location.hash !== `#${write(lots)}`) { start(); current = 0; open = undefined; show() } })
  if (!small) {
    $("#advies").tabIndex = -1
    $("[data-add-lot]").addEventListener("click", () => {
      lots.push({ name: "", answers: {} })
      current = lots.length - 1
      open = undefined
      show()
      fieldset(questions[0].id).focus()
    })
    $("#opstart").addEventListener("input", showDates)
    // Told on leaving the field: while someone types, every date is wrong for a moment.
    $("#opstart").addEventListener("blur", ({ target }) => {
      const wrong = !target.validity.valid, told = $("#opstart-fout")
      target.setAttribute("aria-invalid", String(wrong))
      put(told, wrong ? told.dataset.wrong : "")
    })
    Keuzehulp.takeAlong({ $, $$, lots: () => lots, lotName, link, through, legend, label, heading })
  }
  show()
  settle()
  addEventListener("pagehide", settle)
})()
