// The page of the decision helper: shows, hides and remembers what the engine works out.
(() => {
  const { decisions, questions, main, next, walked, left, advise, possible, changes, texts, duties, ends, calendar, parse, write } = Keuzehulp
  const root = document.querySelector("[data-decision]")
  const $ = (selector, within = root) => within.querySelector(selector)
  const $$ = (selector, within = root) => [...within.querySelectorAll(selector)]
  const small = root.hasAttribute("data-small")
  // Looked up once: looking through the page at each answer costs a phone time.
  const asked = new Map($$("[data-question]").map(field => [field.dataset.question, { field, name: field.dataset.name, head: $("[data-asks]", field), inputs: $$("input", field),
    number: $("[type=number]", field), help: $("details", field), labels: new Map($$("[type=radio]", field).map(i => [i.value, i.nextElementSibling.textContent])) }]))
  const told = name => $$(`[data-${name}]`).map(element => [...element.getAttribute(`data-${name}`).split("/"), element])
  const outcomes = told("outcome"), rules = told("rule"), parts = told("part"), explains = told("explains")
  // A letter is no text of a tender: it is opened on its own page.
  const letters = new Map($$("[data-letter]").map(item => [item.dataset.clauseItem, $("a", item).href]))
  const lists = told("result").filter(([id]) => !decisions.find(d => d.id === id).single)
  const field = id => asked.get(id).field
  const legend = id => asked.get(id).head.textContent
  const label = (id, option) => asked.get(id).number ? `${option} ${asked.get(id).number.dataset.unit}` : asked.get(id).labels.get(option)
  const outcomeLabel = (decision, outcome) => small ? $(`[data-outcome-label="${decision}/${outcome}"]`).textContent
    : $(`[data-outcome="${decision}/${outcome}"] [data-advises]`).textContent
  const heading = id => $(`[data-result="${id}"] [data-decides]`).textContent
  // Touch the page only where something changes: every touch costs a phone time.
  const hide = (element, hidden) => { if (element.hidden !== hidden) element.hidden = hidden }
  const put = (element, text) => { if (element.textContent !== text) element.textContent = text }
  const fill = (template, words) => {
    const item = $(`template[${template}]`).content.firstElementChild.cloneNode(true)
    for (const [selector, text] of words) for (const place of $$(selector, item)) place.textContent = text
    return item
  }

  // Answers live in the address by name and, so that they survive a closed window, in this browser. What the reader notes stays here.
  const recall = name => { try { return localStorage.getItem(name) ?? "" } catch { return "" } }
  const remember = text => { try { text ? localStorage.setItem("keuzehulp", text) : localStorage.removeItem("keuzehulp") } catch { /* private mode */ } }
  const words = text => typeof text === "string" ? text.slice(0, 500) : ""
  /** What the reader noted with these answers (as an address has them); with those of somebody's link nothing. */
  const recallNotes = of => {
    let kept
    try { kept = JSON.parse(recall("verslag")) } catch { /* nothing that we wrote */ }
    if (kept?.of !== of) kept = undefined
    const lots = Array.isArray(kept?.lots) ? kept.lots : []
    return { by: words(kept?.by), on: words(kept?.on),
      lots: lots.map(said => new Map(Object.entries(said ?? {}).map(([key, text]) => [key, words(text)]).filter(([, text]) => text))) }
  }
  const rememberNotes = () => {
    const kept = { ...decided, of: write(lots), lots: lots.map(({ said }) => Object.fromEntries(said)) }
    const empty = !kept.by && !kept.on && kept.lots.every(said => !Object.keys(said).length)
    try { empty ? localStorage.removeItem("verslag") : localStorage.setItem("verslag", JSON.stringify(kept)) } catch { /* private mode */ }
  }

  const blank = () => ({ name: "", answers: {}, said: new Map() })
  let lots = [blank()], current = 0, decided = { by: "", on: "" }, all = false, open, rest
  const answers = () => lots[current].answers
  const shown = () => all ? undefined : open ?? next(answers())
  const redraw = small ? undefined : Qr.offer(() => write(lots))

  const read = fragment => {
    const given = parse(fragment), notes = recallNotes(write(given.lots))
    lots = given.lots.length ? given.lots.map((lot, index) => ({ ...lot, said: notes.lots[index] ?? new Map() })) : [blank()]
    decided = { by: notes.by, on: notes.on }
    return given
  }
  /** Whether the address holds answers, readable or not: what is kept here never takes their place. A piece of the page is no answer. */
  const linked = () => {
    const text = Address.read(location.hash)
    return text.includes("=") || !small && text !== "" && !document.getElementById(text)
  }
  const start = () => {
    const { ignored, assumed } = read(linked() ? location.hash.slice(1) : recall("keuzehulp"))
    if (linked()) put(notice, ignored ? notice.dataset.ignored : assumed ? notice.dataset.assumed : "")
  }

  // Each screen is an entry of the history, with the question it shows, the one before it, and which answers it belongs to: going back within
  // the same `era` keeps the answers that were given later; into another, what its address says. Inside another page nothing is added.
  let era = history.state?.era ?? 0, eras = era, from = history.state?.from
  const address = () => {
    const text = write(lots)
    if (small && location.hash && !linked()) return location.hash   // a piece of the page that it stands in
    return text ? `#${text}` : location.pathname + location.search
  }
  // An entry is dear to a phone: nothing is entered twice, and what is to be entered waits until the answer is shown. In `entered` is the last.
  let entered, waiting = []
  const enter = how => {
    const entry = [small ? null : { at: shown() ?? null, lot: current, from, era }, "", address()], same = JSON.stringify(entry)
    if (how === "replaceState" && same === entered) return
    entered = same
    if (!waiting.length) setTimeout(enterAll)
    else if (how === "replaceState") how = waiting.pop()[0]
    waiting.push([how, ...entry])
  }
  const enterAll = () => { for (const [how, ...entry] of waiting.splice(0)) try { history[how](...entry) } catch { /* too many at once */ } }
  const store = () => {
    const text = write(lots)
    remember(text)
    if (decided.by || decided.on || lots.some(({ said }) => said.size)) rememberNotes()
    enter("replaceState")
    enterAll()
    redraw?.()
  }

  /** Go to another screen: `change` says what is different there. */
  const step = (change, then = arrive) => {
    const before = [shown(), current, era]
    if (!small) enter("replaceState")
    change()
    const after = [shown(), current, era]
    if (!small && after.some((one, index) => one !== before[index])) {
      from = before[0]
      enter("pushState")
    }
    show()
    then()
  }

  /** The focus on what is new, in the same place on the screen as what was there before. */
  const arrive = () => {
    const id = shown(), target = id !== undefined ? asked.get(id).head : small ? $("[data-full]") : $("#advies")
    target.focus({ preventScroll: true })
    if (!small) scrollTo(0, 0)
    else if (root.getBoundingClientRect().top < 0) root.scrollIntoView()
  }

  const [ask, onward, progress, bar, notice, undo, summary] = ["ask", "next", "progress", "bar", "notice", "undo-forget", "summary"].map(name => $(`[data-${name}]`))
  const back = $("[data-back]", ask)
  const summaries = new Map()

  /** The line that says what was answered to a question, with the reader's remark; the same line again as long as the answer stays. */
  const summaryOf = id => {
    const option = answers()[id], { said } = lots[current], key = `${id}=${option}`
    const known = summaries.get(id)
    if (known?.key === key && known.said === said) return known.item
    const item = fill("data-summary-template", [["[data-n]", asked.get(id).name], ["[data-a]", label(id, option)], ["[data-what]", legend(id)]])
    const box = $("label", item), input = $("textarea", item), button = $("[data-remark]", item), shows = $("[data-said]", item)
    input.value = shows.textContent = said.get(key) ?? ""
    $("[data-change]", item).addEventListener("click", () => step(() => { open = id }))
    button.addEventListener("click", () => {
      box.hidden = !box.hidden
      button.setAttribute("aria-expanded", String(!box.hidden))
      if (!box.hidden) input.focus()
    })
    input.addEventListener("input", () => {
      said.set(key, input.value)
      shows.textContent = input.value
      rememberNotes()
    })
    summaries.set(id, { key, said, item })
    return item
  }

  const showQuestions = () => {
    const path = walked(answers()), upcoming = next(answers()), now = shown()
    for (const { id } of questions) {
      hide(field(id), all ? !path.includes(id) && id !== upcoming : id !== now)
      const { inputs, number } = asked.get(id)
      if (!number) for (const input of inputs) input.checked = answers()[id] === input.value
      else if (number !== document.activeElement) number.value = answers()[id] ?? ""
    }
    const place = path.indexOf(now), count = place < 0 ? path.length : place, most = path.length + left(answers())
    hide(ask, !all && now === undefined)
    hide(back, all || !count)
    hide(onward, all)
    put(progress, upcoming === undefined && all ? progress.dataset.done : `${progress.dataset.number} ${count + 1} ${progress.dataset.of} ${most}`)
    bar.max = most
    bar.value = count + 1
  }

  // A box that folds out is dear to draw, so it comes with the rest of the page, and only for a question that is shown.
  const showHelp = () => { for (const { field, help } of asked.values()) hide(help, field.hidden) }

  const side = $("[data-side]"), given = $("[data-given]"), wide = matchMedia("(min-width: 60em)")
  let stood
  const showAnswers = () => {
    if (stood !== advised()) {
      stood = advised()
      given.open = stood && wide.matches
    }
    const path = all ? [] : walked(answers()), items = path.map(summaryOf)
    items.forEach((item, at) => { if (summary.children[at] !== item) summary.insertBefore(item, summary.children[at] ?? null) })
    while (summary.childElementCount > items.length) summary.lastElementChild.remove()
    put($("[data-count-answers]"), items.length ? `(${items.length})` : "")
    hide(given, !Object.keys(answers()).length)
    put($("[data-signed]"), signed($("[data-signed]").dataset))
    for (const input of $$("[data-decided]")) if (input !== document.activeElement) input.value = decided[input.dataset.decided]
  }
  const signed = ({ by, on, someone = "", someday = "" }) => {
    const day = decided.on && new Date(decided.on).toLocaleDateString("nl-BE", { timeZone: "UTC" }), name = decided.by || someone
    return name || day ? `${by} ${name} ${on} ${day || someday}` : ""
  }

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

  const advised = () => next(answers()) === undefined && (all || open === undefined)

  /** The advice itself, which the reader waits for: its heading, the paragraph and what to do with it. */
  const showAdvice = () => {
    const seen = advised(), box = $("[data-advice]")
    if (seen) {
      const advice = advise(answers()), { id: first } = leading(advice)
      put($("[data-headline]"), headline())
      for (const [id, outcome, element] of parts) hide(element, !advice[id].outcomes.includes(outcome) || id !== first && !element.hasAttribute("data-option"))
      showTexts()
    }
    if (box.hidden === !seen && root.hasAttribute("data-advised") === seen) return
    root.toggleAttribute("data-advised", seen)
    for (const part of [$("[data-below]"), side]) hide(part, seen)   // until the rest comes
    if (!seen) hide($("[data-calendar]"), true)
    hide(box, !seen)
  }
  /** The decision that the advice is about: the first that comes to something. */
  const leading = advice => decisions.find(({ id, single }) => single && advice[id].outcomes?.length)
  const headline = () => { const advice = advise(answers()), { id } = leading(advice); return outcomeLabel(id, advice[id].outcomes[0]) }

  /** What the advice puts in the tender, of all lots that have one. */
  const showTexts = () => {
    const ready = lots.filter(lot => next(lot.answers) === undefined), button = $("[data-to-tender]")
    const chosen = [...new Set(ready.flatMap(lot => [...texts(advise(lot.answers)).keys()]))], count = chosen.length
    const first = chosen.every(id => letters.has(id)) ? [...letters.keys()].find(id => chosen.includes(id)) : undefined, open = $("[data-to-letter]")
    put(button, button.dataset[lots.length > 1 ? "lots" : count === 1 ? "one" : "more"].replace("#", count))
    if (first) {
      open.href = letters.get(first)
      put(open, open.dataset[count === 1 ? "one" : "more"])
    }
    hide(open, !first)
    hide(button, !count || Boolean(first))
    hide($("[data-no-texts]"), count > 0)
    for (const look of ["main-action", "plain-action"]) $("[data-log-docx]").classList.toggle(look, count > 0 === (look === "plain-action"))
  }

  // The main decision decides the rest: when that changes, the other changes follow from it.
  const tell = ({ best, open, changes }) => {
    if (open) return `${outcomeLabel(main, best)} (${$("[data-more-questions]").textContent})`
    const known = changes.filter(([, outcome]) => outcome), far = known.filter(([id]) => id === main)
    return (far.length ? far : known).map(([id, outcome]) => outcomeLabel(id, outcome)).join("; ")
  }

  /** The table of decisions, and what follows from the advice. */
  const showRest = () => {
    const done = next(answers()) === undefined
    hide($("[data-calendar]"), !advised() || !duties(advise(answers())).size)
    hide(side, false)
    if (!done) return
    const advice = advise(answers())
    for (const [id, outcome, element] of [...outcomes, ...explains]) hide(element, !advice[id].outcomes.includes(outcome))
    for (const [id, rule, element] of rules) hide(element, !advice[id].rules.includes(rule))
    for (const [id, result] of lists) {
      hide(result, !advice[id].outcomes.length)
      put($("[data-count]", result), `(${advice[id].outcomes.length})`)
    }
    showNothing()
    showSystems(advice)
    for (const [id, section] of told("explained")) hide(section, !advice[id].outcomes.length || $(`[data-result="${id}"]`).hasAttribute("data-together"))
    hide($("[data-below]"), false)
    const list = changes(answers())
    $("[data-changes]").replaceChildren(...list.map(change => {
      const item = fill("data-change-template", [["[data-to]", tell(change)]]), link = $("a", item)
      change.steps.forEach(({ question, option }, index) => {
        const step = fill("data-step-template", [["[data-n]", asked.get(question).name], ["[data-o]", label(question, option)]])
        if (!index) $("[data-and]", step).remove()
        link.append(step)
      })
      link.href = `#${write(lots.map((lot, index) => index === current ? { ...lot, answers: change.answers } : lot))}`
      return item
    }))
    hide($("[data-no-changes]"), list.length > 0)
    const [end, last] = ends(answers()), asks = calendar(advice, end, last), say = $("[data-calendar]").dataset
    for (const item of $$("[data-duty]")) {
      const due = asks.get(item.dataset.duty)
      hide(item, !due)
      item.dataset.month = due?.month ?? ""
      item.toggleAttribute("data-unsure", due?.sure === false)
      item.dataset.lasts = due?.sure === false ? last : end
      put($("[data-mark]", item), due?.close ? say.close : due?.sure === false ? say.extended : "")
    }
    const others = $("[data-more-duties]"), more = $$("[data-duty]:not([hidden])", others).length
    put($("[data-count]", others), `(${more})`)
    hide(others, !more)
    // Without a month there is nothing to count from a start, and a fold with all there is stands open.
    hide($("#opstart").closest("p"), ![...asks.values()].some(({ month }) => month !== null))
    const whole = more === $$("[data-duty]:not([hidden])").length
    if (alone !== whole) others.open = alone = whole
    put($("[data-called]", others), $("[data-called]", others).dataset[whole ? "alone" : "others"])
    const chosen = texts(advice)
    for (const item of $$("[data-clause-item]")) {
      const variant = chosen.get(item.dataset.clauseItem)
      hide(item, !variant)
      put($("[data-variant-word]", item), $("[data-variant-word]", item).dataset[variant] ?? "")
    }
    const named = $("[data-texts-called]")
    put(named, named.dataset[[...chosen.keys()].some(id => !letters.has(id)) ? "texts" : chosen.size > 1 ? "several" : "letters"])
    put($("[data-count-texts]"), `(${chosen.size})`)
    hide(named.closest("details"), !chosen.size)
    showDates()
  }

  /** The link to the systems that fit what the advice asks proof for; it tells there which rules and answers led to it. */
  const showSystems = advice => {
    const asks = parts.filter(([id, outcome, element]) => element.dataset.option && advice[id].outcomes.includes(outcome))
    const options = asks.map(([, , element]) => element.dataset.option).join(" ")
    for (const line of $$("[data-choose-from]")) {
      const [id, outcome] = line.dataset.chooseFrom.split("/")
      hide(line, !advice[id].outcomes.includes(outcome))
    }
    for (const line of $$("[data-compare]")) {
      hide(line, line.dataset.compare !== options)
      if (line.hidden) continue
      const link = $("a", line), led = asks.flatMap(([id]) => advice[id].rules.map(rule => `${id}-${rule}`))
      link.hash = `${link.dataset.sets}&advies=${led.join(",")}&${write([{ name: "", answers: answers() }])}`
    }
  }

  /** The steps that ask nothing, when there are more than one, in one row with the first reason. */
  const showNothing = () => {
    const none = $$("[data-asks-nothing]").filter(row => !row.hidden), several = none.length > 1
    for (const result of $$("[data-result][data-step]")) result.toggleAttribute("data-together", several && none.some(row => result.contains(row)))
    hide($("[data-nothing]"), !several)
    if (!several) return
    put($("[data-steps]"), new Intl.ListFormat("nl-BE").format(none.map(row => row.parentElement.dataset.step)))
    $("[data-nothing-why]").replaceChildren(...$("[data-rule]:not([hidden])", none[0]).cloneNode(true).childNodes)
  }

  let alone = false   // whether the fold of the calendar holds all of it
  const showDates = () => {
    const from = $("#opstart").validity.valid ? $("#opstart").valueAsDate : null
    for (const item of $$("[data-duty]")) {
      const place = $("[data-date]", item)
      put(place, "")
      delete item.dataset.day
      if (!from || item.dataset.month === "") continue
      const day = Tenders.months(from, Number(item.dataset.month))
      place.textContent = ` (${day.toLocaleDateString("nl-BE", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" })})`
      item.dataset.day = day.toISOString().slice(0, 10)
    }
    hide($("[data-agenda]"), !$$("[data-duty]:not([hidden])").some(({ dataset }) => dataset.day))
    put($("[data-agenda-status]"), "")
  }

  const lotName = (lot, index) => lot.name || (lots.length > 1 ? `${$("[data-lots]").dataset.lotWord} ${index + 1}` : $("[data-lots]").dataset.one)

  const showLots = () => {
    const list = $("[data-lot-list]"), focused = [...list.children].indexOf(document.activeElement)
    list.replaceChildren(...lots.map((lot, index) => {
      const button = fill("data-lot-template", [])
      button.textContent = lotName(lot, index)
      button.setAttribute("aria-pressed", String(index === current))
      button.addEventListener("click", () => step(() => { current = index; open = undefined }, () => {}))
      return button
    }))
    list.children[Math.min(focused, lots.length - 1)]?.focus()
    if (document.activeElement !== $("#perceel-naam")) $("#perceel-naam").value = lots[current].name
    hide($("[data-lot-edit]"), lots.length < 2)
    hide($("[data-lot-compare]"), lots.length < 2)
    if (lots.length < 2) return
    const table = document.createElement("table"), place = $("[data-lot-table]"), head = table.createTHead().insertRow()
    Object.assign(table.createCaption(), { className: "sr", textContent: place.getAttribute("aria-label") })
    head.append(document.createElement("td"), ...lots.map((lot, i) => Object.assign(document.createElement("th"), { scope: "col", textContent: lotName(lot, i) })))
    const advices = lots.map(lot => advise(lot.answers)), body = table.createTBody()
    for (const { id } of decisions.filter(d => d.single)) {
      const row = body.insertRow()
      row.append(Object.assign(document.createElement("th"), { scope: "row", textContent: heading(id) }))
      for (const advice of advices) row.insertCell().textContent = advice[id].outcomes ? advice[id].outcomes.map(outcome => outcomeLabel(id, outcome)).join("; ") || "–" : "…"
    }
    place.replaceChildren(table)
  }

  const title = document.title
  const show = () => {
    showQuestions()
    if (small) {
      const done = next(answers()) === undefined && open === undefined, box = $("[data-outcome-small]")
      if (done) {
        put($("[data-small-label]"), headline())
        $("[data-full]").href = `${root.dataset.page}#${write(lots)}`
        $("[data-full]").target = window.top === window ? "" : "_top"
      }
      hide(box, !done)
      later(() => { showHelp(); store() })
    } else {
      showAdvice()
      later(() => {
        showHelp()
        store()
        showAnswers()
        showPossible()
        showLots()
        showRest()
        document.title = `${shown() === undefined ? $("[data-headline]").textContent : legend(shown())} – ${title}`
      })
    }
  }

  // The next question and the advice come first: a phone draws them before it works out the rest of the page.
  const settle = () => { rest?.(); rest = undefined }
  const later = work => { if (!rest) requestAnimationFrame(() => setTimeout(settle)); rest = work }

  // A click answers and goes on. The arrow keys choose while they move, so with them the question stays until Enter.
  let pointer = false
  addEventListener("pointerdown", () => { pointer = true }, true)
  addEventListener("keydown", () => { pointer = false }, true)

  const say = name => { put(notice, name ? notice.dataset[name] : ""); hide(undo, true) }

  const answer = (id, option, stays = all || !pointer) => {
    step(() => {
      answers()[id] = option
      say()
      open = stays && !all ? id : undefined
    }, stays ? () => {} : arrive)
  }
  // A number grows while it is typed: the question stays until Enter or the button.
  const type = (id, input) => {
    if (input.value !== "" && input.validity.valid) return answer(id, String(input.valueAsNumber), true)
    delete answers()[id]
    open = all ? undefined : id
    show()
  }
  const goOn = () => {
    const id = shown()
    if (answers()[id] === undefined) {
      const { inputs, number } = asked.get(id)
      say("first")
      if (number) put(notice, number.dataset.wrong)
      inputs[0].focus()
    } else step(() => { open = undefined })
  }
  const goBack = () => {
    const path = walked(answers()), place = path.indexOf(shown()), to = path[(place < 0 ? path.length : place) - 1]
    if (to === undefined) return
    settle()
    // Where the page before in the history shows that question, this button and that of the browser do the same.
    if (!small && from === to && history.state?.at === (shown() ?? null)) history.back()
    else step(() => { open = to })
  }

  /** Do away with answers, and offer to bring them back. */
  const drop = (told, change) => {
    const before = { lots, current }
    step(() => { change(); open = undefined; era = ++eras })
    rememberNotes()
    say(told)
    hide(undo, false)
    $("button", undo).onclick = () => {
      step(() => { ({ lots, current } = before); open = undefined; era = ++eras })
      rememberNotes()
      say("undone")
    }
  }

  /** Show the advice of each lot that has one in turn, with its name, and then again that of the lot at hand. */
  const through = work => {
    const before = [current, open]
    open = undefined
    lots.forEach((lot, index) => {
      if (next(lot.answers) !== undefined) return
      current = index
      showRest()
      work(lot, lotName(lot, index))
    })
    ;[current, open] = before
    showRest()
  }

  start()
  if (lots[history.state?.lot]) current = history.state.lot
  if (walked(answers()).includes(history.state?.at)) open = history.state.at
  for (const { id } of questions) {
    const { inputs, number } = asked.get(id)
    if (number) number.addEventListener("input", () => type(id, number))
    else for (const input of inputs) input.addEventListener("click", () => answer(id, input.value))
    field(id).addEventListener("keydown", event => {
      if (event.key === "Enter" && event.target.matches("input") && !all) { event.preventDefault(); goOn() }
    })
  }
  for (const input of $$("[name=weergave]")) input.addEventListener("change", () => { all = input.value === "alle"; open = undefined; show() })
  onward.addEventListener("click", goOn)
  for (const button of $$("[data-back]")) button.addEventListener("click", goBack)
  for (const button of $$("[data-forget-answers]")) button.addEventListener("click", () => drop("forgotten", () => { lots = [blank()]; current = 0; decided = { by: "", on: "" } }))
  addEventListener("popstate", ({ state }) => {
    if (!Number.isInteger(state?.era)) return   // an address that was typed or followed: hashchange reads it
    const early = waiting.some(([how]) => how === "pushState")
    entered = undefined
    waiting = []
    if (early) return history.forward()   // before the screen that shows was entered: one back from it is the entry that was left
    if (state.era !== era) read(location.hash.slice(1))
    era = state.era
    eras = Math.max(eras, era)
    from = state.from
    current = lots[state.lot] ? state.lot : 0
    open = walked(answers()).includes(state.at) ? state.at : undefined
    enter("replaceState")
    enterAll()   // at once: hashchange, which follows, reads an address that is not ours
    show()
    arrive()
  })
  addEventListener("hashchange", () => {
    if (location.hash === address()) return
    entered = undefined
    if (!linked()) return
    start()
    current = 0
    open = from = undefined
    era = ++eras
    show()
    settle()
    arrive()
  })
  if (!small) {
    $("#advies").tabIndex = -1
    for (const fold of $$(".decision__fold")) fold.open = false
    hide($(".decision__advice [data-after]"), false)
    hide($("[data-lead]"), false)
    $("[data-add-lot]").addEventListener("click", () => step(() => {
      lots = [...lots, blank()]
      current = lots.length - 1
      open = undefined
      era = ++eras
    }))
    $("[data-remove-lot]").addEventListener("click", () => {
      drop("removed", () => { lots = lots.filter((_, index) => index !== current); current = 0 })
      settle()
    })
    $("#perceel-naam").addEventListener("input", ({ target }) => { lots[current].name = target.value.replace(/[;#]/g, ""); showLots(); store() })
    for (const input of $$("[data-decided]")) input.addEventListener("input", () => {
      decided[input.dataset.decided] = input.validity.valid ? input.value : ""
      rememberNotes()
      put($("[data-signed]"), signed($("[data-signed]").dataset))
    })
    $("#opstart").addEventListener("input", showDates)
    // Told on leaving the field: while someone types, every date is wrong for a moment.
    $("#opstart").addEventListener("blur", ({ target }) => {
      const wrong = !target.validity.valid, told = $("#opstart-fout")
      target.setAttribute("aria-invalid", String(wrong))
      put(told, wrong ? told.dataset.wrong : "")
    })
    Keuzehulp.takeAlong({ $, $$, lots: () => lots, lotName, link: () => `${location.href.split("#")[0]}#${write(lots)}`, through, legend, label, heading, signed, settle, redraw })
  }
  show()
  settle()
  root.setAttribute("data-ready", "")
  addEventListener("pagehide", settle)
})()
