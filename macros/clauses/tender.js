// 'Mijn bestek' in four steps: choose texts, see what is missing, fill the fields, take everything along in one document.
(() => {
  const kit = globalThis.bestek
  const $ = (selector, within = document) => within.querySelector(selector)
  const $$ = (selector, within = document) => [...within.querySelectorAll(selector)]
  const form = $("[data-choose]"), preview = $("[data-preview]"), status = $("[data-take-status]")
  const items = $$("[data-choice]"), byId = new Map(items.map(item => [item.dataset.choice, item]))
  const box = item => $("input", item)
  const title = id => byId.get(id).dataset.title
  const variantWord = (id, variant) => variant === "basis" ? "" : $(`[data-variant] [value=${variant}]`, byId.get(id)).textContent
  const called = ({ id, variant }) => [title(id), variantWord(id, variant) && `(${variantWord(id, variant)})`].filter(Boolean).join(" ")
  const words = text => (text ?? "").split(" ").filter(Boolean)
  const where = some => some.length ? ` (${some.join(", ")})` : ""
  const made = template => $(`template[data-${template}]`).content.firstElementChild.cloneNode(true)
  const put = (element, text) => { if (element.textContent !== text) element.textContent = text }
  const say = (...names) => { put(status, names.map(name => status.dataset[name] ?? "").filter(Boolean).join(" ")) }

  /** Show a number with its word, one or more. */
  const count = (selector, number) => {
    const place = $(selector), word = $("[data-word]", place.parentElement)
    put(place, String(number))
    put(word, word.dataset[number === 1 ? "one" : "more"])
  }

  let chosen = [], lots = []
  const known = list => Tenders.whole(kit, items.flatMap(({ dataset: { choice } }) => list.filter(({ id, variant }) => id === choice && kit.imposes[id][variant])))
  const lotNames = () => lots.length ? lots : [""]
  /** Lots as a reader names them: none when it holds for all. */
  const some = found => found.length === lotNames().length ? [] : found

  const change = (choices, told = "", names = lots) => {
    Clauses.change(known(choices), names)
    update()
    say(told)
  }

  // --- The link: ids, variants, versions and lots, never what was typed in a field -------------------------------------------
  // #percelen=Broeken,Schoenen&teksten=kader-uitvoering@2.0,rapport-risico@2.0+lichter~1.2 (what people typed does not stand last:
  // a sign that stuck to the address could be part of it)

  const fragment = () => {
    const parts = chosen.map(({ id, variant, lots: where }) => `${id}@${byId.get(id).dataset.version}${variant === "basis" ? "" : `+${variant}`}`
      + (where.length ? `~${where.map(lot => lots.indexOf(lot) + 1).join(".")}` : ""))
    return `${lots.length ? `percelen=${lots.map(encodeURIComponent).join(",")}&` : ""}teksten=${parts.join(",")}`
  }
  const link = () => `${location.href.split("#")[0]}#${fragment()}`
  const decodeSafe = text => { try { return decodeURIComponent(text) } catch { return "" } }

  /** What a link asks for, or null when the address is none; `old` tells of another version, `unread` of what could not be read. */
  const fromLink = () => {
    const held = Address.read(location.hash.slice(0, 9000)), parts = held.split("&")
    const after = start => parts.find(part => part.startsWith(start))?.slice(start.length)
    const texts = after("teksten=")
    if (texts === undefined) return held && !document.getElementById(held) ? { wanted: [] } : null   // a piece of the page asks for no text
    const names = [...new Set((after("percelen=") ?? "").split(",").map(name => decodeSafe(name).trim().slice(0, 80)).filter(Boolean))].slice(0, 20)
    let old = false, unread = parts.some(part => !/^(teksten|percelen)=/.test(part)), wanted = []
    for (const part of decodeSafe(texts).split(",").slice(0, 200).map(part => part.trim()).filter(Boolean)) {
      const [, id, version, variant = "basis", numbers = ""] = /^([a-z0-9-]+)(?:@([\d.]+))?(?:[+ ](lichter|sterker))?(?:~([\d.]+))?$/.exec(part) ?? []
      if (!byId.has(id) || !kit.imposes[id][variant]) { unread = true; continue }
      if (version && version !== byId.get(id).dataset.version) old = true
      wanted = Tenders.put(wanted, id, variant, numbers.split(".").map(number => names[number - 1]).filter(Boolean), names)
    }
    return { wanted, names, old, unread: unread || !wanted.length }
  }
  const followLink = () => {
    const given = fromLink()
    if (!given) return
    if (!given.wanted.length) return say("none")   // what was chosen here stays, and is not taken for what the link holds
    const before = JSON.stringify([chosen, lots]), mine = chosen.length > 0
    change(given.wanted, "", given.names)
    const replaced = mine && JSON.stringify([chosen, lots]) !== before
    say(given.unread ? "unread" : given.old ? "old" : "", replaced ? "linked" : "")
  }

  // --- Choose ---------------------------------------------------------------------------------------------------------

  const showChoices = () => {
    for (const item of items) {
      const id = item.dataset.choice, per = Tenders.perLot(chosen, id, lots), mine = [...per.values()].flat()
      const single = $("[data-one-variant]", item), several = $("[data-lot-variants]", item), select = $("[data-variant]", item)
      box(item).checked = mine.length > 0
      select.value = mine[0] ?? "basis"
      single.hidden = !mine.length || select.options.length < 2 || lots.length > 1 && !kit.every_lot.includes(id)
      several.hidden = !mine.length || lots.length < 2 || kit.every_lot.includes(id)
      if (several.hidden) continue
      if (several.dataset.for !== JSON.stringify(lots)) {
        several.dataset.for = JSON.stringify(lots)
        several.replaceChildren(...lots.map((lot, index) => {
          const place = made("per-lot"), choose = $("select", place)
          put($("[data-title]", place), `${title(id)}, `)
          put($("[data-lot]", place), lot)
          choose.id = $("label", place).htmlFor = `variant-${id}-${index + 1}`
          choose.append(...[...select.options].map(option => option.cloneNode(true)))
          choose.dataset.lot = lot
          return place
        }))
      }
      for (const choose of $$("select", several)) choose.value = per.get(choose.dataset.lot)[0] ?? ""
    }
  }

  const showLots = () => {
    const told = $("[data-lots-told]")
    put(told, lots.join(", ") || told.dataset.none)
    $("[data-lot-list]").replaceChildren(...lots.map(lot => {
      const item = made("lot-template")
      for (const name of $$("[data-name]", item)) put(name, lot)
      $("[data-remove-lot]", item).addEventListener("click", () => {
        const left = lots.filter(name => name !== lot)
        change(Tenders.withoutLot(chosen, lot, left), "changed", left)
        $("#perceel-nieuw").focus()
      })
      return item
    }))
  }
  const addLot = () => {
    const input = $("#perceel-nieuw"), name = input.value.trim()
    if (!name || lots.includes(name)) return
    input.value = ""
    change(chosen, "", [...lots, name])
    input.focus()
  }

  form.addEventListener("change", ({ target }) => {
    const id = target.closest("[data-choice]")?.dataset.choice
    if (!id) return
    if (target.dataset.lot) change(Tenders.put(chosen, id, target.value || null, [target.dataset.lot], lots))
    else if (target.type === "checkbox") change(Tenders.put(chosen, id, target.checked ? $("[data-variant]", byId.get(id)).value : null, [], lots), target.checked ? "" : "changed")
    else change(Tenders.put(chosen, id, target.value, [], lots))
  })
  form.addEventListener("submit", event => event.preventDefault())
  $("[data-add-lot]").addEventListener("click", addLot)
  $("#perceel-nieuw").addEventListener("keydown", event => { if (event.key === "Enter") { event.preventDefault(); addLot() } })

  // --- Check ----------------------------------------------------------------------------------------------------------

  /** What is missing or does not go together: each once, with the lots in which it is so. */
  const faults = () => {
    const found = new Map()
    const add = (lot, kind, fault) => {
      const key = JSON.stringify([kind, fault])
      found.set(key, { kind, ...fault, lots: [...found.get(key)?.lots ?? [], lot] })
    }
    for (const lot of lotNames()) {
      const mine = Tenders.inLot(chosen, lot), ids = new Set(mine.map(({ id }) => id))
      const ways = found => found.map(({ id, variant }) => ({ id, variant }))
      for (const { id, other, reason } of Tenders.needs(kit, mine)) add(lot, "needs", { name: title(id), reason, ways: ways(Tenders.meets(kit, other)) })
      for (const fault of Tenders.conflicts(kit, mine)) {
        const second = fault.other.split("/")[0]
        add(lot, "conflicts", { name: title(fault.id), other: byId.has(second) ? title(second) : dutyName(second), reason: fault.reason, ways: ways(Tenders.waysOut(kit, mine, fault)) })
      }
      for (const [duty, owners] of Tenders.twice(kit, mine)) {
        add(lot, "twice", { duty: dutyName(duty), name: title(owners[0]), other: title(owners[1]), ways: owners.map(id => ({ id, variant: null })) })
      }
      for (const { id } of mine) for (const annex of words(byId.get(id).dataset.annexes)) {
        if (!ids.has(annex)) add(lot, "annex", { name: title(id), ways: [{ id: annex, variant: "basis" }] })
      }
      for (const { id } of Tenders.withLots(kit, mine, lots).slice(mine.length)) add(lot, "lots", { name: title(id), ways: [{ id, variant: "basis" }] })
      const steps = new Set(mine.map(({ id }) => Number(byId.get(id).dataset.step)).filter(Boolean))
      for (const step of steps) if (step > 1 && !steps.has(step - 1)) add(lot, "step", { name: String(step), other: String(step - 1), ways: [] })
    }
    return [...found.values()]
  }
  const dutyName = duty => $(`[data-duty="${duty.split("/")[0]}"]`)?.dataset.name ?? duty

  const told = ({ kind, name, other, reason, duty, ways, lots: there }) => {
    const item = made(`missing-${kind}`)
    const say = (selector, text) => { const place = $(selector, item); if (place && text) put(place, text) }
    say("[data-name]", name)
    say("[data-other]", other)
    say("[data-reason]", reason)
    say("[data-duty-name]", duty)
    say("[data-where]", where(some(there)))
    const place = $("[data-ways]", item)
    if (place && ways.length) place.append(place.dataset.words)
    for (const way of ways) {
      const button = made("way")
      button.textContent = way.variant ? called(way) : `${button.dataset.out} ${title(way.id)}`
      button.addEventListener("click", () => {
        change(Tenders.put(chosen, way.id, way.variant, some(there), lots), way.variant && !chosen.some(({ id }) => id === way.id) ? "" : "changed")
        ;($("[data-missing-list] button") ?? heading($("#nakijken"))).focus()
      })
      place.append(" ", button)
    }
    return item
  }

  const showFaults = () => {
    const found = faults(), list = $("[data-missing-list]")
    $("[data-missing-none]").hidden = chosen.length > 0
    $("[data-missing-ok]").hidden = !chosen.length || found.length > 0
    $("[data-whole]").hidden = !chosen.length
    list.replaceChildren(...found.map(told))
    list.hidden = !found.length
  }

  const start = $("#bestek-dag")
  const who = $("[data-who]")
  who.open = matchMedia("(min-width: 45em)").matches   // on a phone each duty is a card, and all of them a long way
  const showDuties = () => {
    const per = lotNames().map(lot => [lot, Tenders.inLot(chosen, lot)])
      .map(([lot, mine]) => ({ lot, asked: new Set([...Tenders.duties(kit, mine)].map(duty => duty.split("/")[0])), names: Tenders.present(kit, mine) }))
    const from = start.validity.valid ? start.valueAsDate : null, values = Clauses.filled()
    for (const row of $$("[data-duty]")) {
      const duty = row.dataset.duty, there = per.filter(({ asked }) => asked.has(duty))
      row.hidden = !there.length
      put($("[data-where]", row), where(some(there.map(({ lot }) => lot))))
      const days = from ? [...new Set(there.map(({ names }) => Tenders.due(kit, duty, names, from, values)).filter(Boolean).map(Fields.long))] : []
      put($("[data-date]", row), where(days))
    }
    count("[data-count-duties]", $$("[data-duty]:not([hidden])").length)
  }
  const showGiven = () => {
    const given = Clauses.given(), line = $("[data-given]"), place = $("[data-given-words]"), day = given.opstart && Fields.day(given.opstart)
    const told = { ...given, opstart: day && !given.zelf ? Fields.long(day) : "" }
    const facts = Object.entries(place.dataset).filter(([name, label]) => label && told[name]).map(([name, label]) => `${label} ${told[name]}`)
    if (document.activeElement !== start) start.value = day ? given.opstart : ""
    put(place, facts.join("; "))
    line.hidden = !facts.length
  }
  start.addEventListener("input", () => {
    if (start.validity.valid) Clauses.give({ opstart: start.value, zelf: "ja" })
    showDuties()
    showGiven()
  })
  // Told on leaving the field: while someone types, every date is wrong for a moment.
  start.addEventListener("blur", () => {
    const place = $("#bestek-dag-fout")
    start.setAttribute("aria-invalid", String(!start.validity.valid))
    put(place, start.validity.valid ? "" : place.dataset.wrong)
  })

  // --- The texts: each is made once, settled in its tender, and comes on the page when someone opens it -----------------------------

  const kept = new Map()
  let texts = []

  /** The parts of a text: its title, each article from its heading on, and the line that says where it comes from. */
  const parts = ({ id, variant, lots: own }) => {
    const root = document.createElement("div"), articles = []
    root.innerHTML = teksten[id][variant]   // from this site's own build; what was typed is put in as text by Clauses.fill
    const [head, ...nodes] = root.children, source = nodes.pop()
    for (const node of nodes) {
      if (node.dataset.article || !articles.length) articles.push({ id: node.dataset.article ?? "", words: "", nodes: [] })
      articles.at(-1).nodes.push(node)
      articles.at(-1).words += node.outerHTML
    }
    return { head, source, articles, lots: own.length ? own : lotNames() }
  }

  /** A text of the tender: of one variant, or of the variants that its lots have. */
  const textOf = ({ articles, lots: own }, { head, sources, id, variants }) => {
    const root = document.createElement("div"), details = made("text")
    root.append(head, ...articles.map(({ nodes, lots: some }) => {
      const part = document.createElement("section")
      if (some.length < own.length) part.dataset.lots = JSON.stringify(some)
      part.append(...nodes)
      return part
    }), ...sources)
    details.addEventListener("toggle", () => { if (details.open) $("[data-clause-text]", details).append(root) })
    put($("[data-title]", details), title(id))
    put($("[data-variant-word]", details), variants.length > 1 ? "" : $("[data-variant-word]", details).dataset[variants[0]] ?? "")
    put($("[data-where]", details), where(some(own)))
    return { id, root, details, lots: own }
  }

  const textsOf = group => {
    const key = JSON.stringify([group, lots])
    if (!kept.has(key)) {
      const variants = group.map(parts), found = Tenders.joined(variants, kit.one_page.includes(group[0].id))
      kept.set(key, found.map((text, at) => {
        const whole = found.length === 1
        return textOf(text, { head: variants[at].head, id: group[0].id, sources: (whole ? variants : [variants[at]]).map(({ source }) => source),
          variants: (whole ? group : [group[at]]).map(({ variant }) => variant) })
      }))
    }
    return kept.get(key)
  }
  const roots = () => texts.map(({ root }) => root)
  const wholeText = () => { for (const { root, details } of texts) $("[data-clause-text]", details).append(root) }

  const showTexts = () => {
    const present = Tenders.presentIn(kit, chosen, lotNames())
    texts = Tenders.grouped(chosen, ({ id }) => id).flatMap(([, group]) => textsOf(group))
    Tenders.settle(texts.map(text => ({ ...text, present: new Map(text.lots.map(lot => [lot, present(text.id).get(lot)])) })))
    const shown = texts.map(({ details }) => details)
    if (shown.length !== preview.children.length || shown.some((details, at) => preview.children[at] !== details)) preview.replaceChildren(...shown)
    Clauses.fill(document, ...roots())
  }

  // --- Fill in --------------------------------------------------------------------------------------------------------

  const inputs = $$("[data-input]")
  const label = input => $(`label[for="${input.id}"]`).textContent
  const wrong = input => Clauses.filled()[input.dataset.input].wrong
  const shownInputs = () => inputs.filter(input => !input.closest(".field").hidden)
  const open = () => {
    const filled = Clauses.filled()
    return shownInputs().filter(input => !(filled[input.dataset.input].text ?? filled[input.dataset.input]).trim())
  }

  const showFields = () => {
    const used = new Set(roots().flatMap(root => $$(".blank[data-field]", root).filter(blank => !root.contains(blank.closest("[hidden]")))
      .map(blank => blank.dataset.field)))
    for (const input of inputs) input.closest(".field").hidden = !used.has(input.dataset.input)
    for (const preset of $$("[data-preset]")) {
      const count = $$(".field:not([hidden])", preset).length
      preset.hidden = !count
      put($("[data-preset-count]", preset), String(count))
    }
    for (const group of $$("[data-field-group]")) group.hidden = !$(".field:not([hidden])", group)
    $("[data-no-fields]").hidden = used.size > 0
    carryFacts()
    carryLots()
    showLotFields()
    if (lots.length > 1) Clauses.fill(document, ...roots())
    showValues()
  }

  /** Put a value in a field of its own, unless someone typed something else there; `name` is what it was put there for. */
  const carry = (input, name, value) => {
    const given = Clauses.given(), before = given[`veld-${name}`] ?? ""
    if (!value || value === before || ![input.dataset.default, before].includes(input.value)) return
    if (!Fields.right({ ...input.dataset, preset: input.dataset.default }, value)) return
    Clauses.give({ [`veld-${name}`]: value })
    input.value = value
    input.dispatchEvent(new Event("input", { bubbles: true }))
  }

  /** What the decision helper was told, in the fields that ask the same: a number or a day fills the field, and all is said beside it. */
  const carryFacts = () => {
    const given = Clauses.given()
    for (const input of inputs.filter(input => input.dataset.carries)) {
      const told = given[input.dataset.carries] ?? "", field = input.closest(".field"), day = Fields.day(told), id = `${input.id}-mee`
      if (!document.getElementById(id)) {
        const note = made("carried")
        note.id = id
        ;($(".field__unit", field) ?? input).after(note)
        input.setAttribute("aria-describedby", `${input.getAttribute("aria-describedby")} ${id}`)
      }
      $("[data-note]", field).hidden = !told
      put($("[data-note] [data-words]", field), day ? Fields.long(day) : told)
      carry(input, input.dataset.carries, day ? Fields.long(day) : /^(\d{1,9})( \p{L}+)?$/u.exec(told)?.[1] ?? carried(input, lotNames()[0]))
      if (input.hasAttribute("data-per-lot")) for (const lot of lots) carryLot(input, lot)
    }
  }
  /** What an answer to the decision helper puts in a field: the answer itself, or what stands for it; '' when that says nothing. */
  const carried = ({ dataset }, lot, [answers] = Clauses.answers()) => {
    const answer = Object.hasOwn(answers, lot) && answers[lot]?.[dataset.carries]
    if (typeof answer !== "string") return ""
    const stands = dataset.answers ? JSON.parse(dataset.answers)[answer] ?? dataset.default : dataset.type === "getal" ? answer : ""
    return Fields.right({ ...dataset, preset: dataset.default }, stands) ? stands : ""
  }
  /** The same for one lot: only what the decision helper itself put there gives way. */
  const carryLot = (input, lot) => {
    const [now, before] = Clauses.answers().map(answers => carried(input, lot, [answers])), own = Clauses.lotValues()[input.dataset.input]?.[lot] ?? ""
    const value = now === input.value ? "" : now
    if (now && own !== value && ["", before, now].includes(own)) Clauses.setLot(input.dataset.input, lot, value)
  }

  /** Below a field that may differ from lot to lot: an input for each lot. */
  const showLotFields = () => {
    for (const input of inputs.filter(input => input.hasAttribute("data-per-lot"))) {
      const field = input.closest(".field"), kept = Clauses.lotValues()[input.dataset.input] ?? {}
      let box = $("[data-lot-inputs]", field)
      if (lots.length < 2) { box?.remove(); continue }
      if (box?.dataset.for !== JSON.stringify(lots)) {
        box?.remove()
        box = made("lot-fields")
        box.dataset.for = JSON.stringify(lots)
        box.append(...lots.map((lot, at) => {
          const item = made("lot-field"), own = $("input", item)
          own.id = `${input.id}-${at + 1}`
          own.dataset.lotInput = lot
          own.maxLength = 200
          own.setAttribute("aria-describedby", `${input.id}-help ${input.id}-fout`)
          $("label", item).htmlFor = own.id
          put($("[data-lot]", item), lot)
          put($("[data-title]", item), `${label(input)}, `)
          own.addEventListener("input", () => Clauses.setLot(input.dataset.input, lot, own.value))
          own.addEventListener("change", () => {
            const told = document.getElementById(`${input.id}-fout`)
            own.setAttribute("aria-invalid", String(!Fields.right({ ...input.dataset, preset: input.dataset.default }, own.value)))
            put(told, wrong(input) ? told.dataset.wrong : "")
          })
          return item
        }))
        field.append(box)
      }
      for (const own of $$("[data-lot-input]", box)) if (own !== document.activeElement) own.value = kept[own.dataset.lotInput] ?? ""
      if (Object.values(kept).some(Boolean)) box.open = true
    }
  }

  /** The names of the lots, in the fields that ask in which lots something is asked: each lot at the first field that it fits. */
  const carryLots = () => {
    const left = new Map(lots.map(lot => [lot, Tenders.present(kit, Tenders.inLot(chosen, lot))]))
    for (const input of inputs.filter(input => input.dataset.lotsOf)) {
      const mine = [...left.keys()].filter(lot => left.get(lot).has(input.dataset.lotsOf))
      for (const lot of mine) left.delete(lot)
      carry(input, input.dataset.input, mine.join(", ") || (lots.length ? input.dataset.noLot : ""))
    }
  }

  /** What depends on what was typed: the errors on top, the numbers in the bar and what is said before one takes it along. */
  const showValues = () => {
    const filled = Clauses.filled(), faulty = shownInputs().filter(input => filled[input.dataset.input].wrong), empty = open()
    const errors = $("[data-errors]")
    errors.hidden = !faulty.length
    $("ul", errors).replaceChildren(...faulty.map(input => {
      const item = document.createElement("li"), told = document.getElementById(`${input.id}-fout`)
      item.append(Object.assign(document.createElement("a"), { href: `#${input.id}`, textContent: label(input) }), `: ${told.dataset.wrong}`)
      return item
    }))
    for (const preset of $$("[data-preset]")) if (faulty.some(input => preset.contains(input))) preset.open = true
    count("[data-count-texts]", chosen.length)
    count("[data-count-open]", empty.length)
    const links = (selector, fields) => {
      const place = $(selector)
      place.hidden = !fields.length
      place.replaceChildren(place.dataset.words, ...fields.flatMap((input, at) =>
        [at ? "; " : " ", Object.assign(document.createElement("a"), { href: `#${input.id}`, textContent: label(input) })]))
    }
    links("[data-open-told]", empty)
    links("[data-wrong-told]", faulty)
    $("[data-last]").hidden = !empty.length && !faulty.length
  }
  const fieldsForm = $("[data-fields]")
  for (const name of ["input", "change"]) {
    fieldsForm.addEventListener(name, () => {
      if (name === "change") Clauses.fill(...roots())
      showValues()
      showDuties()
    })
  }
  $("[data-forget]").addEventListener("click", () => { Clauses.fill(...roots()); showValues(); showDuties() })

  // --- Take along -----------------------------------------------------------------------------------------------------

  const need = () => { if (chosen.length) return true; say("empty"); return false }
  const on = (name, action) => { for (const button of $$(`[data-${name}]`)) button.addEventListener("click", () => action(button)) }

  on("docx", async () => {
    if (!need()) return
    const pieces = await Docx.load()
    if (!pieces) return say("failed")
    Copy.save(await Docx.build(pieces, chosen, Clauses.filled(), lots), "mijn-bestek.docx")
    say("made")
    const faulty = shownInputs().filter(wrong).length
    if (open().length) status.append(` ${status.dataset.blank} ${open().length}.`)
    if (faulty) status.append(` ${status.dataset.wrong} ${faulty}.`)
  })
  on("copy-all", async button => {
    if (!need()) return
    const how = button.dataset.copyAll
    Clauses.fill(...roots())
    wholeText()
    if (await Clauses.copy(preview, how)) return say(how === "rich" ? "copiedRich" : "copiedPlain")
    for (const details of preview.children) details.open = true
    location.hash = "#lezen"
    getSelection().selectAllChildren(preview)
    say("refused")
  })
  on("print", () => { if (need()) print() })
  addEventListener("beforeprint", () => {
    Clauses.fill(...roots())
    wholeText()
    for (const details of preview.children) details.open = true
  })
  on("share", async () => {
    if (!need()) return
    history.replaceState(null, "", link())
    say(await Copy.put(link()) ? "shared" : "unshared")
  })
  on("clear", () => {
    if (!chosen.length && !lots.length) Clauses.forget()   // emptied before: then nothing stays behind
    change([], chosen.length ? "cleared" : "forgotten", [])
    history.replaceState(null, "", location.pathname + location.search)
  })
  $("[data-bar] [data-undo]").addEventListener("click", () => {
    if (!Clauses.undo()) return
    update()
    say("undone")
  })
  const redraw = Qr.offer(fragment)

  const update = () => {
    lots = Clauses.lots()
    chosen = known(Clauses.chosen())
    $("[data-bar] [data-undo]").hidden = !Clauses.undoable()
    $("[data-bar] [data-docx]").classList.toggle("main-action", chosen.length > 0)
    showChoices()
    showLots()
    showFaults()
    showTexts()
    showFields()
    showGiven()
    showDuties()
    redraw()
  }

  // --- The four steps: each has its own address, and shows alone -----------------------------------------------------------

  const views = $$("[data-view]")
  /** A heading may have the focus, so that who listens hears where he is. */
  const heading = element => { if (element.matches("h2, h3")) element.tabIndex = -1; return element }
  const route = () => {
    const id = decodeSafe(location.hash.slice(1)), target = id && document.getElementById(id)
    const view = target ? target.closest("[data-view]") : undefined
    const now = view ?? views.find(one => !one.hasAttribute("data-off")) ?? views[0]
    for (const one of views) one.toggleAttribute("data-off", one !== now)
    for (const link of $$("[data-steps] a")) {
      if (link.hash === `#${now.dataset.view}`) link.setAttribute("aria-current", "step")
      else link.removeAttribute("aria-current")
    }
    if (!view) return
    for (let details = target.closest("details"); details; details = details.parentElement.closest("details")) details.open = true
    heading(target).focus()
    target.scrollIntoView()
  }
  addEventListener("hashchange", () => { followLink(); route() })

  for (const item of items) box(item).hidden = false
  for (const shown of $$("[data-take], [data-lots], [data-steps], [data-bar], [data-onward]")) shown.hidden = false
  views.slice(1).forEach(view => view.toggleAttribute("data-off", true))
  update()
  followLink()
  route()
  addEventListener("storage", update)
})()
