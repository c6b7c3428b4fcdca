// Follows the compiled diagrams of the decision helper, from answers to advice. Pure: it knows no page and decides nothing itself.
globalThis.Keuzehulp = (data => {
  const questions = data.questions.map(([id, options]) => ({ id, options }))
  const decisions = data.decisions.map(([id, single, outcomes, rules, root]) => ({ id, single, outcomes, rules, root }))
  const numberOf = new Map(questions.map((q, i) => [q.id, i]))

  /** Walk one diagram: the question it waits for, or its outcomes and rules. */
  const follow = (decision, answers) => {
    let node = data.nodes[decision.root]
    while (node[0] >= 0) {
      const { id, options } = questions[node[0]]
      const choice = options.indexOf(answers[id])
      if (choice < 0) return { ask: node[0] }
      node = data.nodes[node[1][choice]]
    }
    return { outcomes: node[1].map(i => decision.outcomes[i]), rules: node[2].map(i => decision.rules[i]) }
  }

  /** The first question that still matters, or undefined. */
  const next = answers => {
    const waiting = decisions.map(d => follow(d, answers).ask).filter(i => i !== undefined)
    return waiting.length ? questions[Math.min(...waiting)].id : undefined
  }

  /** The questions of this walk, in order: those that mattered when they came. */
  const walked = answers => {
    const path = [], known = {}
    for (let id = next(known); id !== undefined && answers[id] !== undefined; id = next(known)) {
      known[id] = answers[id]
      path.push(id)
    }
    return path
  }

  /** Every decision: id → {outcomes, rules} or {ask}. */
  const advise = answers => Object.fromEntries(decisions.map(d => [d.id, follow(d, answers)]))

  /** The outcomes that a decision can still come to: id → Set. */
  const possible = answers => Object.fromEntries(decisions.filter(d => d.single).map(decision => {
    const found = new Set(), seen = new Set()
    const visit = index => {
      if (seen.has(index)) return
      seen.add(index)
      const node = data.nodes[index]
      if (node[0] < 0) return node[1].forEach(i => found.add(decision.outcomes[i]))
      const { id, options } = questions[node[0]]
      const choice = options.indexOf(answers[id])
      if (choice >= 0) visit(node[1][choice])
      else node[1].forEach(visit)
    }
    visit(decision.root)
    return [decision.id, found]
  }))

  /** The most questions that can still come. */
  const left = answers => {
    const id = next(answers)
    if (id === undefined) return 0
    const open = new Set(), seen = new Set()
    const visit = index => {
      if (seen.has(index)) return
      seen.add(index)
      const node = data.nodes[index]
      if (node[0] < 0) return
      const { id, options } = questions[node[0]]
      const choice = options.indexOf(answers[id])
      if (choice >= 0) return visit(node[1][choice])
      open.add(id)
      node[1].forEach(visit)
    }
    decisions.forEach(d => visit(d.root))
    return Math.min(open.size, data.longest - walked(answers).length)
  }

  const choices = advice => decisions.filter(d => d.single).map(d => [d.id, advice[d.id].outcomes?.[0]])

  /** Which other answer changes a main choice: [{question, option, changes: [[decision, outcome or undefined]]}]. */
  const changes = answers => {
    const now = new Map(choices(advise(answers)))
    return walked(answers).flatMap(id => questions[numberOf.get(id)].options.filter(o => o !== answers[id]).map(option => {
      const then = choices(advise({ ...answers, [id]: option })).filter(([d, outcome]) => outcome !== now.get(d))
      return { question: id, option, changes: then }
    })).filter(change => change.changes.length)
  }

  /** Answers from an address: known names and values only; `ignored` tells whether something was left out. */
  const parse = fragment => {
    const lots = []
    let ignored = false
    for (const part of fragment.slice(0, 8000).split(";").slice(0, 20)) {
      const answers = {}
      let name = ""
      for (const [key, value] of new URLSearchParams(part)) {
        if (key === "perceel") { name = value.slice(0, 80); continue }
        const id = numberOf.has(key) ? key : Object.hasOwn(data.aliases, key) ? data.aliases[key] : undefined
        const options = id === undefined ? [] : questions[numberOf.get(id)].options
        const alias = data.optionAliases[id]
        const option = options.includes(value) ? value : alias && Object.hasOwn(alias, value) ? alias[value] : undefined
        if (option === undefined) ignored = true
        else answers[id] = option
      }
      if (name || Object.keys(answers).length) lots.push({ name, answers })
    }
    return { lots, ignored }
  }

  /** Where the tender of an advice stands in the data: the numbers of its texts and of its duties. */
  const tender = advice => data.of[Object.entries(data.weighty)
    .map(([id, some]) => advice[id].outcomes.filter(o => some.includes(o)).join("+")).join("|")]

  /** The texts of an advice: id of a clause → its variant. */
  const texts = advice => new Map(data.texts[tender(advice)[0]])

  /** What an advice asks: id of a duty → month since the start of the contract, or null outside that calendar. */
  const duties = advice => new Map(data.duties[tender(advice)[1]])

  /** The lots as they stand behind the # of an address. */
  const write = lots => lots.map(({ name, answers }) => new URLSearchParams([
    ...(name ? [["perceel", name]] : []), ...walked(answers).map(id => [id, answers[id]])]).toString()).filter(Boolean).join(";")

  return { decisions, questions, main: data.main, next, walked, left, advise, possible, changes, texts, duties, parse, write }
})(globalThis.keuzehulp)
