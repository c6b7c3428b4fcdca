// What a tender of chosen texts asks, and how its texts read together: by the same data and the same rules as macros/clauses/tenders.py.
globalThis.Tenders = (() => {
  const one = duty => duty.split("/")[0]

  /** The choices that hold for one lot; those without lots hold for all. */
  const inLot = (choices, lot) => choices.filter(({ lots = [] }) => !lots.length || lots.includes(lot))

  /** The duties that stand in the tender of these choices, as 'duty' or 'duty/way': what another takes the place of is left out. */
  const duties = (kit, choices) => {
    const imposed = new Set(choices.filter(({ id }) => !kit.apart.includes(id)).flatMap(({ id, variant }) => kit.imposes[id][variant]))
    const gone = new Set([...imposed].flatMap(duty => kit.supersedes[one(duty)] ?? []))
    return new Set([...imposed].filter(duty => !gone.has(one(duty))))
  }

  /** All that a condition may ask after: clauses, clauses with their variant, duties, duties with their way. */
  const present = (kit, choices) => new Set([
    ...choices.flatMap(({ id, variant }) => [id, `${id}/${variant}`]), ...[...duties(kit, choices)].flatMap(duty => [duty, one(duty)])])

  /** Whether a condition ('x', 'x of y', 'niet x') holds where `names` are in the tender. */
  const holds = (condition, names) => condition.startsWith("niet ") ? !holds(condition.slice(5), names)
    : condition.split(" of ").some(name => names.has(name.trim()))

  const among = (kit, choices, relation) => {
    const names = present(kit, choices)
    return choices.filter(({ id }) => !kit.apart.includes(id)).flatMap(({ id, variant }) => (kit[relation][id][variant] ?? [])
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

  /**
   * Make texts that stand one after another read as one tender: what hangs on something else is hidden, articles are numbered through and
   * references follow. `texts` is [{id, root}] in order, `names` what is present. Without `through` each text keeps its own numbers.
   */
  const settle = (texts, names, through = true) => {
    const number = new Map()
    let last = 0
    for (const { id, root } of texts) {
      for (const element of root.querySelectorAll("[data-if]")) element.hidden = !holds(element.dataset.if, names)
      if (!through) last = 0
      for (const heading of root.querySelectorAll("[data-article]")) {
        const place = heading.querySelector(".number")
        if (!place) continue
        number.set(`${id}:${heading.dataset.article}`, ++last)
        place.textContent = place.textContent.replace(/\d+/, last)
      }
    }
    for (const { id, root } of texts) {
      for (const reference of root.querySelectorAll("[data-ref]")) {
        reference.dataset.alone ??= reference.textContent
        const [clause, place] = reference.dataset.ref.split(":"), [article, ...path] = place.split(".")
        const found = number.get(`${clause || id}:${article}`)
        reference.textContent = found ? cited(texts, clause || id, article, found, path) : reference.dataset.alone
      }
    }
  }

  /** 'artikel 12, lid 2, punt 1': members are counted as they stand, without those that are hidden. */
  const cited = (texts, id, article, number, path) => {
    const { root } = texts.find(text => text.id === id), heading = root.querySelector(`[data-article="${article}"]`)
    const words = [heading.dataset.cited.replace("0", number)], levels = heading.dataset.levels.split(" ")
    let list = heading.nextElementSibling
    while (list && list.localName !== "ol" && !list.matches("[data-article]")) list = list.nextElementSibling
    path.forEach((step, level) => {
      const items = list ? [...list.children] : [], item = items[step - 1]
      words.push(`${levels[level]} ${items.slice(0, step).filter(i => !i.hidden).length}`)
      list = item?.querySelector("ol")
    })
    return words.join(", ")
  }

  return { inLot, duties, present, holds, needs, conflicts, twice, settle }
})()
