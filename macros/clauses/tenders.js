// What a tender of chosen texts asks, and how its texts read together: by the same data and the same rules as macros/clauses/tenders.py.
globalThis.Tenders = (() => {
  const one = duty => duty.split("/")[0]

  /** The choices that hold for one lot; those without lots hold for all. */
  const inLot = (choices, lot) => choices.filter(({ lots = [] }) => !lots.length || lots.includes(lot))

  // --- Choosing: what is chosen is a list of {id, variant, lots}; no lots means all of them. ------------------------

  /** Which variants of a text stand in each lot; a tender without lots has one, without a name. */
  const perLot = (choices, id, all) => new Map((all.length ? all : [""]).map(lot =>
    [lot, inLot(choices, lot).filter(choice => choice.id === id).map(({ variant }) => variant)]))

  /** The choices with one text changed: `variant` in these lots (none given: in all), or that text left out there when it is null. */
  const put = (choices, id, variant, lots, all) => {
    const chosen = perLot(choices, id, all), by = new Map()
    for (const lot of lots.length ? lots : chosen.keys()) chosen.set(lot, variant ? [variant] : [])
    for (const [lot, variants] of chosen) for (const one of variants.slice(0, 1)) by.set(one, [...(by.get(one) ?? []), lot])
    const made = [...by].map(([one, where]) => ({ id, variant: one, lots: where.length === chosen.size ? [] : where }))
    const at = choices.findIndex(choice => choice.id === id), rest = choices.filter(choice => choice.id !== id)
    return at < 0 ? [...rest, ...made] : [...rest.slice(0, at), ...made, ...rest.slice(at)]
  }

  /** The choices with others added: what is new comes along, a variant takes the place of another, and each is counted. */
  const merge = (choices, added, all) => {
    const told = new Map()
    for (const { id, variant, lots = [] } of added) {
      const before = perLot(choices, id, all), names = lots.length ? lots : [...before.keys()]
      const how = names.map(lot => !before.get(lot)?.length ? "added" : before.get(lot)[0] === variant ? "kept" : "replaced")
      told.set(id, ["replaced", "added", "kept"].find(word => how.includes(word) || told.get(id) === word))
      choices = put(choices, id, variant, lots, all)
    }
    const count = word => [...told.values()].filter(found => found === word).length
    return { choices, added: count("added"), replaced: count("replaced"), kept: count("kept") }
  }

  /** The choices when a lot goes: what stood in that lot alone goes along. */
  const withoutLot = (choices, lot, left) => choices.map(choice => ({ ...choice, lots: choice.lots.filter(name => name !== lot) }))
    .filter((choice, index) => !choices[index].lots.length || choice.lots.length)
    .map(choice => ({ ...choice, lots: choice.lots.length === left.length ? [] : choice.lots }))

  /** The choices with what they need: of several texts that meet a need, the first. */
  const closed = (kit, choices) => {
    for (let found = needs(kit, choices); found.length; found = needs(kit, choices)) {
      const more = found.flatMap(({ other }) => meets(kit, other).slice(0, 1)).find(({ id }) => !choices.some(choice => choice.id === id))
      if (!more) break
      choices = [...choices, { ...more, lots: [] }]
    }
    return choices
  }

  /** The texts with their variant that meet a need ('x', 'x/lichter', 'x of y', a duty). */
  const meets = (kit, need) => need.split(" of ").flatMap(name => {
    const [first, second] = name.split("/")
    if (kit.imposes[first]) return [{ id: first, variant: second ?? "basis" }]
    return Object.entries(kit.imposes).flatMap(([id, variants]) => Object.entries(variants)
      .filter(([, asked]) => asked.some(duty => duty === name || one(duty) === name)).slice(0, 1).map(([variant]) => ({ id, variant })))
  })

  /** The ways out of a conflict: of either text another variant that goes with the other, or to leave it out: [{id, variant or null}]. */
  const waysOut = (kit, choices, { id, other }) => {
    const second = other.split("/")[0]
    const pair = kit.imposes[second] ? [id, second] : [id]
    const clashes = tried => conflicts(kit, tried).some(found => pair.includes(found.id) && pair.includes(found.other.split("/")[0]) || found.id === id && found.other === other)
    return pair.flatMap(one => [
      ...Object.keys(kit.imposes[one]).filter(variant => !choices.some(c => c.id === one && c.variant === variant))
        .filter(variant => !clashes(choices.map(c => c.id === one ? { ...c, variant } : c))).map(variant => ({ id: one, variant })),
      { id: one, variant: null }])
  }

  // --- What a tender asks -------------------------------------------------------------------------------------

  /** The choices that are part of the tender: not what stands apart from it. */
  const asked = (kit, choices) => choices.filter(({ id }) => !kit.apart.includes(id))

  /** The duties that stand in the tender of these choices, as 'duty' or 'duty/way': what another takes the place of is left out. */
  const duties = (kit, choices) => {
    const imposed = new Set(asked(kit, choices).flatMap(({ id, variant }) => kit.imposes[id][variant]))
    const gone = new Set([...imposed].flatMap(duty => kit.supersedes[one(duty)] ?? []))
    return new Set([...imposed].filter(duty => !gone.has(one(duty))))
  }

  /** All that a condition may ask after: clauses, clauses with their variant, duties, duties with their way. */
  const present = (kit, choices) => new Set([...asked(kit, choices).flatMap(({ id, variant }) => [id, `${id}/${variant}`]),
    ...[...duties(kit, choices)].flatMap(duty => [duty, one(duty)])])

  /** For each text, and each lot, what is present: in a text that is about the whole tender, what any of the lots has. */
  const presentIn = (kit, choices, lots) => {
    const each = new Map(lots.map(lot => [lot, present(kit, inLot(choices, lot))])), any = present(kit, choices)
    return id => kit.every_lot.includes(id) ? new Map(lots.map(lot => [lot, any])) : each
  }

  /** The choices, in which what is about the whole tender holds for every lot. */
  const whole = (kit, choices) => choices.filter(({ id }, at) => !kit.every_lot.includes(id) || choices.findIndex(other => other.id === id) === at)
    .map(choice => kit.every_lot.includes(choice.id) ? { ...choice, lots: [] } : choice)

  /** The choices with the texts that belong in a tender with lots. */
  const withLots = (kit, choices, all) => [...choices, ...(all.length < 2 ? [] : Object.entries(kit.with_lots))
    .filter(([id, other]) => choices.some(choice => choice.id === other) && !choices.some(choice => choice.id === id))
    .map(([id]) => ({ id, variant: "basis", lots: [] }))]

  /** Whether a condition ('x', 'x of y', 'niet x') holds where `names` are in the tender. */
  const holds = (condition, names) => condition.startsWith("niet ") ? !holds(condition.slice(5), names)
    : condition.split(" of ").some(name => names.has(name.trim()))

  const among = (kit, choices, relation) => {
    const names = present(kit, choices)
    return asked(kit, choices).flatMap(({ id, variant }) => (kit[relation][id][variant] ?? [])
      .map(([other, reason]) => ({ id, variant, other, reason, met: other.split(" of ").some(name => names.has(name)) })))
  }
  /** The needs that are not met: [{id, variant, other, reason}]; `other` may name choices with ' of ', and a variant with '/'. */
  const needs = (kit, choices) => among(kit, choices, "needs").filter(({ met }) => !met)
  /** The texts that do not go together, each pair once: [{id, variant, other, reason}]. */
  const conflicts = (kit, choices) => among(kit, choices, "conflicts").filter(({ met }) => met)
    .filter(({ id, other }, index, all) => !all.slice(0, index).some(past => past.id === other.split("/")[0] && past.other.split("/")[0] === id))
  /** The duties that two texts impose: [[duty, [clause, …]], …]; the same shared article in both is no fault. */
  const twice = (kit, choices) => {
    const owners = new Map()
    for (const { id, variant } of choices) {
      for (const duty of kit.imposes[id][variant]) {
        const owner = kit.shared[id]?.[variant]?.[duty] ?? id
        owners.set(duty, (owners.get(duty) ?? new Map()).set(owner, id))
      }
    }
    return [...owners].filter(([, found]) => found.size > 1).map(([duty, found]) => [duty, [...found.values()]])
  }

  /** The day on which a duty first falls due when the contract starts on `start`, or null; `values` holds what was typed in the fields. */
  const due = (kit, duty, names, start, values = {}) => {
    const [, steps] = kit.when[duty]?.find(([other]) => !other || names.has(other)) ?? []
    if (!steps) return null
    return steps.reduce((day, [number, unit, field]) => {
      const typed = /^\d{1,4}$/.test(values[field]) ? Math.sign(number) * Number(values[field]) : number
      return unit === "d" ? new Date(day.getTime() + typed * 864e5) : months(day, unit === "y" ? typed * 12 : typed)
    }, start)
  }

  /** The same day, some months later; the last of the month where that has fewer days. */
  const months = (date, number) => {
    const day = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + number, 1))
    const last = new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + 1, 0)).getUTCDate()
    day.setUTCDate(Math.min(date.getUTCDate(), last))
    return day
  }

  // --- How its texts read together ----------------------------------------------------------------------------

  /**
   * The variants of one text for several lots as one text: an article that is the same in some of them stands once, with the lots of all.
   * `texts` is [{articles: [{id, words, …}], lots}], in which `words` tells whether two articles are the same; what comes back has the same
   * shape, with `lots` in each article. Variants that share less than half of the shortest, or that have to stay `apart`, stay texts of
   * their own.
   */
  const joined = (texts, apart = false) => {
    const own = texts.map(({ articles, lots }) => ({ articles: articles.map(article => ({ ...article, lots })), lots }))
    const found = []
    for (const { articles } of own) {
      let next = 0   // behind the article that came before
      for (const article of articles) {
        const same = found.findIndex(other => other.id === article.id && other.words === article.words)
        const named = found.findLastIndex(other => other.id === article.id)
        if (same < 0) found.splice(next = named < 0 ? next : named + 1, 0, article)
        else found[next = same] = { ...article, lots: [...found[same].lots, ...article.lots] }
        next++
      }
    }
    const every = own.flatMap(({ articles }) => articles).length, least = Math.min(...own.map(({ articles }) => articles.length))
    return apart || (every - found.length) * 2 < least ? own : [{ articles: found, lots: own.flatMap(({ lots }) => lots) }]
  }

  const named = new Intl.ListFormat("nl-BE"), either = new Intl.ListFormat("nl-BE", { type: "disjunction" })
  /** What `of` gives for each of `all`, once, with those that it is given for: [[given, [one, …]], …]. */
  const grouped = (all, of) => {
    const found = new Map()
    for (const one of all) found.set(of(one), [...found.get(of(one)) ?? [], one])
    return [...found]
  }

  /** The lots in which an element stands: those of its article, or else of its text. */
  const lotsOf = (element, text) => JSON.parse(element.closest("[data-lots]")?.dataset.lots ?? "null") ?? [...text.present.keys()]
  /** The words of a unit itself: not those of the points in it. */
  const within = unit => [...unit.childNodes].filter(node => !["ol", "ul"].includes(node.localName))
  const UNITS = "li, tbody tr, p:not(li p, .clause__title, .clause__source)"

  /**
   * Make texts that stand one after another read as one tender: what hangs on something else is hidden, articles are numbered through and
   * references follow. `texts` is [{id, root, present}] in order, in which `present` holds for each lot of the text what is in its tender;
   * `names` is that for a tender without lots. Words that read otherwise from lot to lot stand there once for each reading, with its lots.
   * Without `through` each text keeps its own numbers.
   */
  const settle = (texts, names = new Set(), through = true) => {
    const all = texts.map(text => ({ ...text, present: text.present ?? new Map([["", names]]) })), number = new Map()
    let last = 0
    for (const text of all) {
      for (const made of text.root.querySelectorAll("[data-reading]")) made.remove()
      for (const unit of text.root.querySelectorAll("[data-for]")) delete unit.dataset.for
      if (text.present.size > 1) for (const unit of text.root.querySelectorAll(UNITS)) readings(unit, text)
      else for (const element of text.root.querySelectorAll("[data-if]")) element.hidden = !holds(element.dataset.if, [...text.present.values()][0])
      if (!through) last = 0
      for (const heading of text.root.querySelectorAll("[data-article]")) {
        const place = heading.querySelector(".number"), mine = lotsOf(heading, text)
        if (mine.length < text.present.size) place ? place.after(lead(mine, " ", "")) : heading.prepend(lead(mine))
        if (!place) continue
        number.set(heading, ++last)
        place.textContent = place.textContent.replace(/\d+/, last)
      }
    }
    for (const text of all) {
      for (const reference of text.root.querySelectorAll("[data-ref]")) {
        reference.dataset.alone ??= reference.textContent
        const [clause, place] = reference.dataset.ref.split(":"), [article, ...path] = place.split(".")
        const leads = lot => {
          const there = !clause || clause === text.id ? text : all.find(other => other.id === clause && other.present.has(lot))
          const heading = [...there?.root.querySelectorAll(`[data-article="${article}"]`) ?? []].find(one => lotsOf(one, there).includes(lot))
          return number.has(heading) ? cited(heading, number.get(heading), path) : reference.dataset.alone
        }
        const ways = grouped(JSON.parse(reference.closest("[data-for]")?.dataset.for ?? "null") ?? lotsOf(reference, text), leads)
        reference.textContent = either.format(ways.map(([words, lots]) => ways.length > 1 ? `${words} (${named.format(lots)})` : words))
      }
    }
  }

  /** What says for which lots words stand. */
  const lead = (lots, before = "", after = " ") => {
    const made = document.createElement("strong")
    made.dataset.reading = ""
    made.textContent = `${before}${named.format(lots)}:${after}`
    return made
  }

  /** Show a unit as it reads in the lots of its text: each other reading below the first. */
  const readings = (unit, text) => {
    const { root, present } = text, mine = lotsOf(unit, text), outer = []
    for (let element = unit; element !== root; element = element.parentElement) if (element.dataset.if) outer.push(element.dataset.if)
    const nodes = within(unit), inner = nodes.flatMap(node => node.querySelectorAll ? [...(node.matches("[data-if]") ? [node] : []), ...node.querySelectorAll("[data-if]")] : [])
    const stands = mine.filter(lot => outer.every(condition => holds(condition, present.get(lot))))
    const ways = grouped(stands, lot => inner.map(({ dataset }) => Number(holds(dataset.if, present.get(lot)))).join(""))
    unit.hidden = !ways.length
    const set = (elements, way) => elements.forEach((element, at) => { element.hidden = way[at] === "0" })
    const first = element => element.localName === "tr" ? element.cells[0] : element
    let before = unit
    for (const [way, some] of ways.slice(1)) {
      const whole = unit.localName !== "li" || unit.parentElement.localName === "ul"   // a point with a number is counted once
      const copy = whole ? unit.cloneNode(true) : document.createElement("p")
      if (whole) before.after(before = copy)
      else {
        copy.append(...nodes.map(node => node.cloneNode(true)))
        unit.insertBefore(copy, unit.querySelector(":scope > ol, :scope > ul"))
      }
      copy.dataset.reading = ""
      copy.dataset.for = JSON.stringify(some)
      set([...copy.querySelectorAll("[data-if]")], way)
      first(copy).prepend(lead(some))
    }
    if (!ways.length) return
    set(inner, ways[0][0])
    unit.dataset.for = JSON.stringify(ways[0][1])
    if (ways[0][1].length < mine.length) first(unit).prepend(lead(ways[0][1]))
  }

  /** 'artikel 12, lid 2, punt a': members are counted as they stand, without those that are hidden. */
  const cited = (heading, number, path) => {
    const words = [heading.dataset.cited.replace("0", number)], levels = heading.dataset.levels.split(" ")
    let list = heading.nextElementSibling
    while (list && list.localName !== "ol" && !list.matches("[data-article]")) list = list.nextElementSibling
    path.forEach((step, level) => {
      const items = list ? [...list.children] : [], item = items[step - 1]
      const nth = items.slice(0, step).filter(i => !i.hidden).length
      words.push(`${levels[level]} ${level ? String.fromCharCode(96 + nth) : nth}`)
      list = item?.querySelector("ol")
    })
    return words.join(", ")
  }

  return { inLot, perLot, put, merge, withoutLot, withLots, closed, meets, waysOut, duties, present, presentIn, whole, holds, needs, conflicts, twice, due, months, grouped, joined, settle }
})()
