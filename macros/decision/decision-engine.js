// Follows the compiled diagrams of the decision helper, from answers to advice. Pure: it knows no page and decides nothing itself.
globalThis.Keuzehulp = (data => {
  const questions = data.questions.map(([id, options]) => ({ id, options, number: data.numbers[id] }))
  const decisions = data.decisions.map(([id, single, outcomes, rules, roots]) => ({ id, single, outcomes, rules, roots }))
  const numberOf = new Map(questions.map((q, i) => [q.id, i]))

  /** Which option is answered to a question, by its place, or -1. A number lies in the option that begins at or below it. */
  const choiceOf = ({ id, options, number }, answers) => {
    if (!number) return options.indexOf(answers[id])
    const value = answers[id] === undefined ? NaN : Number(answers[id]) + (number.adds ? Number(answers[number.adds] ?? 0) : 0)
    return number.lows.findLastIndex(low => low <= value)
  }

  /** Walk the diagrams of a decision: the question it waits for, or its outcomes and rules. */
  const follow = (decision, answers) => {
    const outcomes = [], rules = []
    let ask
    for (const root of decision.roots) {
      let node = data.nodes[root]
      while (node[0] >= 0) {
        const choice = choiceOf(questions[node[0]], answers)
        if (choice < 0) break
        node = data.nodes[node[1][choice]]
      }
      if (node[0] >= 0) ask = Math.min(ask ?? node[0], node[0])
      else {
        outcomes.push(...node[1].map(i => decision.outcomes[i]))
        rules.push(...node[2].map(i => decision.rules[i]))
      }
    }
    return ask === undefined ? { outcomes, rules } : { ask }
  }

  // Worked out once for the same answers: an answer is asked after from many sides, and each way through all diagrams costs a phone time.
  const kept = new Map()
  /** Every decision: id → {outcomes, rules} or {ask}. One that does not apply has no outcomes. */
  const advise = answers => {
    const key = questions.map(({ id }) => answers[id]).join()
    if (kept.size > 500) kept.clear()
    if (!kept.has(key)) kept.set(key, Object.fromEntries(decisions.map(d => [d.id, follow(d, answers)])))
    return kept.get(key)
  }

  /** The first question that still matters, or undefined. */
  const next = answers => {
    const waiting = Object.values(advise(answers)).map(({ ask }) => ask).filter(i => i !== undefined)
    return waiting.length ? questions[Math.min(...waiting)].id : undefined
  }

  /** The questions of this walk, in order: those that mattered when they came. */
  const walked = answers => {
    const path = [], given = {}
    for (let id = next(given); id !== undefined && answers[id] !== undefined; id = next(given)) {
      given[id] = answers[id]
      path.push(id)
    }
    return path
  }

  /** The outcomes that a decision can still come to: id → Set. */
  const possible = answers => Object.fromEntries(decisions.filter(d => d.single).map(decision => {
    const found = new Set(), seen = new Set()
    const visit = index => {
      if (seen.has(index)) return
      seen.add(index)
      const node = data.nodes[index]
      if (node[0] < 0) return node[1].forEach(i => found.add(decision.outcomes[i]))
      const choice = choiceOf(questions[node[0]], answers)
      if (choice >= 0) visit(node[1][choice])
      else node[1].forEach(visit)
    }
    decision.roots.forEach(visit)
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
      const choice = choiceOf(questions[node[0]], answers)
      if (choice >= 0) return visit(node[1][choice])
      open.add(node[0])
      node[1].forEach(visit)
    }
    decisions.forEach(d => d.roots.forEach(visit))
    return Math.min(open.size, data.longest - walked(answers).length)
  }

  const main = decisions.find(d => d.id === data.main)
  const choices = advice => decisions.filter(d => d.single).map(d => [d.id, advice[d.id].outcomes?.[0]])
  const rank = outcome => main.outcomes.indexOf(outcome)
  /** Whether the reader cannot answer this question otherwise. */
  const fixed = (id, answers) => data.fixed[id]?.includes(answers[id])
  const highest = answers => [...possible(answers)[main.id]].reduce((one, other) => rank(other) > rank(one) ? other : one)

  /** An option as it is answered: for a question that asks a number the lowest that lies in it, and of what lies below all limits the highest:
   *  nobody has a contract of no months. */
  const answerFor = ({ options, number }, place, answers) => {
    if (!number) return options[place]
    const answer = place || number.lows.length < 2 ? number.lows[place] : number.lows[1] - 1
    return String(Math.max(answer - (number.adds ? Number(answers[number.adds] ?? 0) : 0), number.lows[0]))
  }

  /** The fewest other answers that lead to a higher main outcome: [{question, option}], or undefined. What the reader cannot choose stays. */
  const wayUp = answers => {
    const now = rank(advise(answers)[main.id].outcomes[0]), known = new Map()
    const cheapest = index => {
      const node = data.nodes[index]
      if (node[0] < 0) return node[1].length && node[1][0] > now ? { steps: [], reach: node[1][0] } : undefined
      if (known.has(index)) return known.get(index)
      const question = questions[node[0]], choice = choiceOf(question, answers)
      let best
      node[1].forEach((child, place) => {
        if (choice >= 0 && place !== choice && fixed(question.id, answers)) return
        const rest = cheapest(child)
        if (!rest) return
        const steps = choice < 0 || place === choice ? rest.steps : [{ question: question.id, option: answerFor(question, place, answers) }, ...rest.steps]
        const better = !best || steps.length < best.steps.length || steps.length === best.steps.length && rest.reach > best.reach
        if (better) best = { steps, reach: rest.reach }
      })
      known.set(index, best)
      return best
    }
    return cheapest(main.roots[0])?.steps
  }

  /** What other answers would change, the greatest effect first and at most five, always with a way up when there is one:
   * [{steps: [{question, option}], question, option, answers, changes: [[decision, outcome or undefined]], best, open}].
   * `best` is the highest main outcome that can then still come, `open` whether more is asked first. One step per question, the one that
   * changes most, and where there is room another that leads to a main outcome not told yet; only a way up takes more than one. */
  const changes = answers => {
    const now = new Map(choices(advise(answers))), level = rank(now.get(main.id)), up = wayUp(answers)
    const effect = steps => {
      const then = { ...answers, ...Object.fromEntries(steps.map(({ question, option }) => [question, option])) }
      const found = choices(advise(then)).filter(([d, outcome]) => outcome !== now.get(d)), best = highest(then)
      return { steps, ...steps[0], answers: then, changes: found, best, open: next(then) !== undefined }
    }
    const weight = ({ best, changes }) => Math.abs(rank(best) - level) * 100 + (rank(best) > level) * 50 + changes.length
    const heavier = (one, other) => weight(other) - weight(one)
    const each = walked(answers).filter(id => !fixed(id, answers)).flatMap(id => {
      const question = questions[numberOf.get(id)], choice = choiceOf(question, answers)
      return question.options.map((_, place) => place === choice ? undefined : effect([{ question: id, option: answerFor(question, place, answers) }]))
        .filter(one => one?.changes.length)
    }).sort(heavier)
    const first = up && effect(up), found = first ? [first] : [], asked = new Set(first?.steps.length === 1 ? [first.question] : [])
    for (const one of each) if (!asked.has(one.question)) { asked.add(one.question); found.push(one) }
    const told = new Set([now.get(main.id), ...found.map(({ best }) => best)])
    for (const one of each) if (found.length < 5 && one.question !== first?.question && !told.has(one.best)) { told.add(one.best); found.push(one) }
    return [...found.slice(0, first ? 1 : 0), ...found.slice(first ? 1 : 0).sort(heavier)].slice(0, 5)
  }

  /** What a value in an address answers to a question, under its name of now, or undefined. */
  const read = (id, value) => {
    const { options, number } = questions[numberOf.get(id)], own = (names, name) => names && Object.hasOwn(names, name) ? names[name] : undefined
    const option = options.includes(value) ? value : own(data.optionAliases[id], value)
    if (!number) return option
    const meant = own(number.links, value) ?? (option === undefined ? value : Math.max(number.lows[options.indexOf(option)], number.lows[0]))
    return /^\d{1,4}$/.test(meant) && Number(meant) >= number.lows[0] && Number(meant) <= number.most ? String(Number(meant)) : undefined
  }

  /** Answers from an address: known names and values only; `ignored` tells whether something was left out, `assumed` whether a number stands
   *  for the class that an older link names. */
  const parse = fragment => {
    const lots = []
    let ignored = false, assumed = false
    for (const part of Address.read(fragment.slice(0, 8000)).split(";").slice(0, 20)) {
      const answers = {}
      let name = ""
      for (const [key, value] of new URLSearchParams(part)) {
        if (key === "perceel") { name = value.slice(0, 80); continue }
        const id = numberOf.has(key) ? key : Object.hasOwn(data.aliases, key) ? data.aliases[key] : undefined
        const option = id === undefined ? undefined : read(id, value)
        if (option === undefined) ignored = true
        else {
          answers[id] = option
          assumed ||= Boolean(questions[numberOf.get(id)].number) && !/^\d+$/.test(value)
        }
      }
      if (name || Object.keys(answers).length) lots.push({ name, answers })
    }
    return { lots, ignored, assumed }
  }

  /** The tender of an advice as the data hold it: the signs of its texts and those of its duties. */
  const tender = advice => data.tenders[data.of[Object.entries(data.weighty)
    .map(([id, some]) => advice[id].outcomes.map(o => some.indexOf(o)).filter(place => place >= 0).join("+")).join("|")]]
  const meant = (signs, items) => new Map([...signs].map(sign => items[sign.codePointAt() - "0".codePointAt()]))

  /** The texts of an advice: id of a clause → its variant. */
  const texts = advice => meant(tender(advice)[0], data.texts)

  /** What an advice asks: id of a duty → month since the start of the contract, or null outside that calendar. */
  const duties = advice => meant(tender(advice)[1], data.duties)

  /** How many months the contract of these answers surely lasts, and how many it can last when it is extended; without end where that is not asked. */
  const ends = answers => {
    const { sure, more } = data.ends, path = walked(answers), end = path.includes(sure) ? Number(answers[sure]) : Infinity
    return [end, path.includes(more) ? end + Number(answers[more]) : Infinity]
  }

  /** When what an advice asks falls due in a contract that lasts so long: id → {month, sure, close}. `sure` is false for what comes only when
   *  the contract is extended, `close` true for what is done at its end at the latest; what lapses before it would come is left out. */
  const calendar = (advice, end, last) => new Map([...duties(advice)].flatMap(([id, month]) => {
    const late = month > end
    if (late && data.ends.lapse.includes(id)) return month > last ? [] : [[id, { month, sure: false, close: false }]]
    return [[id, late && data.ends.close.includes(id) ? { month: end, sure: true, close: true } : { month, sure: true, close: false }]]
  }))

  /** The lots as they stand behind the # of an address. */
  const write = lots => lots.map(({ name, answers }) => new URLSearchParams([
    ...(name ? [["perceel", name]] : []), ...walked(answers).map(id => [id, answers[id]])]).toString()).filter(Boolean).join(";")

  return { decisions, questions, main: main.id, next, walked, left, advise, possible, changes, texts, duties, ends, calendar, parse, write }
})(globalThis.keuzehulp)
