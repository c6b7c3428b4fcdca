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
   * Make texts that stand one after another read as one tender: what hangs on something else is hidden, articles are numbered through and
   * references follow. `texts` is [{id, root, lots, present}] in order, `names` what is present; a text that does not stand in all lots has
   * its own `present`, a set for each of its lots. Without `through` each text keeps its own numbers.
   */
  const settle = (texts, names = new Set(), through = true) => {
    const number = new Map()
    let last = 0
    for (const { root, present = [names] } of texts) {
      for (const element of root.querySelectorAll("[data-if]")) element.hidden = !present.some(set => holds(element.dataset.if, set))
      if (!through) last = 0
      for (const heading of root.querySelectorAll("[data-article]")) {
        const place = heading.querySelector(".number")
        if (!place) continue
        number.set(heading, ++last)
        place.textContent = place.textContent.replace(/\d+/, last)
      }
    }
    for (const text of texts) {
      for (const reference of text.root.querySelectorAll("[data-ref]")) {
        reference.dataset.alone ??= reference.textContent
        const [clause, place] = reference.dataset.ref.split(":"), [article, ...path] = place.split(".")
        const there = !clause || clause === text.id ? text : texts.find(other => other.id === clause && together(text, other))
        const heading = there?.root.querySelector(`[data-article="${article}"]`), found = number.get(heading)
        reference.textContent = found ? cited(heading, found, path) : reference.dataset.alone
      }
    }
  }

  /** Whether two texts stand in one lot. */
  const together = ({ lots: some = [] }, { lots: others = [] }) => !some.length || !others.length || some.some(lot => others.includes(lot))

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

  return { inLot, perLot, put, merge, withoutLot, closed, meets, waysOut, duties, present, holds, needs, conflicts, twice, due, months, settle }
})()
