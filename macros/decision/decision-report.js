// Takes the advice of the decision helper along: as a Word document, as text, on paper, as a link or in an agenda. The words come from the page.

/** An agenda as a file (RFC 5545): `name` of the agenda, `maker` of the file, `stamp` the day on which what it says was made (2027-03-01), and
 *  for each whole day {uid, day, name, told, url, sure}; with `every` it comes back after so many months, `until` a last day. The same days give
 *  the same file. */
Keuzehulp.agenda = ({ name, maker, stamp, days }) => {
  const plain = day => day.replaceAll("-", ""), text = words => words.replace(/[\\;,]/g, "\\$&").replace(/\s+/g, " ").trim()
  const bytes = sign => new TextEncoder().encode(sign).length
  /** A line of at most 75 bytes; what is longer goes on behind a space on the next. */
  const folded = line => {
    let room = 75, found = ""
    for (const sign of line) {
      if (bytes(sign) > room) { found += "\r\n "; room = 74 }
      found += sign
      room -= bytes(sign)
    }
    return found
  }
  return [
    "BEGIN:VCALENDAR", "VERSION:2.0", `PRODID:-//${text(maker)}//NL`, "CALSCALE:GREGORIAN", "METHOD:PUBLISH", `X-WR-CALNAME:${text(name)}`,
    ...days.flatMap(({ uid, day, name, told, url, sure, every, until }) => [
      "BEGIN:VEVENT", `UID:${text(uid)}@${maker}`, `DTSTAMP:${plain(stamp)}T000000Z`, `DTSTART;VALUE=DATE:${plain(day)}`,
      ...every ? [`RRULE:FREQ=MONTHLY;INTERVAL=${every};UNTIL=${plain(until)}`] : [], `SUMMARY:${text(name)}`,
      `DESCRIPTION:${text(told)}`, `URL:${url}`, `STATUS:${sure ? "CONFIRMED" : "TENTATIVE"}`, "TRANSP:TRANSPARENT", "END:VEVENT",
    ]),
    "END:VCALENDAR", "",
  ].map(folded).join("\r\n")
}

Keuzehulp.takeAlong = ({ $, $$, lots, lotName, link, through, legend, label, heading, signed, settle, redraw }) => {
  const { next, walked, advise, texts } = Keuzehulp
  const TAGS = { Title: "h3", "Heading 1": "h3", "Heading 2": "h3", Normal: "p", "List Bullet": "p" }
  const seen = element => !element.hidden
  /** The words of an element, without those of what it holds that `but` picks. */
  const words = (element, but) => {
    const copy = element.cloneNode(true)
    for (const part of copy.querySelectorAll(but)) part.remove()
    return copy.textContent
  }

  /** The advice as paragraphs, each with the name of a style: [{style, text}]. */
  const lines = () => {
    const say = $("[data-log-words]").dataset, found = []
    const add = (style, text) => { const clean = text.replace(/\s+/g, " ").trim(); if (clean) found.push({ style, text: clean }) }
    const list = items => { for (const item of items.filter(seen)) add("List Bullet", item.textContent) }
    add("Title", say.title)
    add("Normal", `${say.date} ${new Date().toLocaleDateString("nl-BE")}. ${say.built} ${document.querySelector(".sheet time").textContent}.`)
    add("Normal", `${signed({ by: say.decided, on: say.on, someone: say.open, someday: say.day })}.`)
    add("Normal", `${say.address}: ${link()}`)
    add("Normal", say.disclaimer)
    through((lot, name) => {
      if (lots().length > 1) add("Heading 1", name)
      add("Heading 2", say.answers)
      for (const id of walked(lot.answers)) {
        const remark = lot.said.get(`${id}=${lot.answers[id]}`)
        add("List Bullet", `${legend(id)} ${label(id, lot.answers[id])}${remark ? ` – ${say.remark} ${remark}` : ""}`)
      }
      for (const result of $$("[data-result]:not([data-together])").filter(result => seen(result) && $("[data-outcome]:not([hidden])", result))) {
        add("Heading 2", heading(result.dataset.result))
        for (const outcome of $$("[data-outcome]", result).filter(seen)) {
          const explained = $(`[data-explains="${outcome.dataset.outcome}"]`)
          if (explained) for (const paragraph of $$("p", explained)) add("Normal", paragraph.textContent)
          else add("List Bullet", words(outcome, "[data-rule]"))
          for (const rule of $$("[data-rule]", outcome).filter(seen)) add("Normal", `${say.why} ${words(rule, ".decision__when")}`)
        }
      }
      for (const row of $$("[data-nothing]").filter(seen)) for (const cell of row.rows[0].cells) add(cell.matches("th") ? "Heading 2" : "Normal", words(cell, ".decision__when"))
      add("Heading 2", say.change)
      list($$("[data-changes] li"))
      add("Heading 2", say.when)
      list($$("[data-duty]"))
      if ($$("[data-clause-item]").some(seen)) add("Heading 2", say.texts)
      list($$("[data-clause-item]"))
      for (const line of $$("[data-compare], [data-choose-from]").filter(seen)) add("Normal", `${line.textContent}: ${$("a", line).href}`)
    })
    return found
  }

  const status = $("[data-take-status]"), say = name => { status.textContent = status.dataset[name] }
  const on = (name, action) => $(`[data-${name}]`).addEventListener("click", action)
  on("to-tender", () => {
    const ready = lots().map((lot, index) => ({ ...lot, called: lotName(lot, index) })).filter(lot => next(lot.answers) === undefined)
    const several = lots().length > 1 || Boolean(lots()[0].name)
    const names = [...new Set([...Clauses.lots(), ...(several ? ready.map(lot => lot.called) : [])])]
    const added = ready.flatMap(lot => [...texts(advise(lot.answers))].map(([id, variant]) => ({ id, variant, lots: several ? [lot.called] : [] })))
    const said = question => [...new Set(ready.filter(lot => lot.answers[question]).map(lot => label(question, lot.answers[question])))].join("; ")
    const start = document.querySelector("#opstart")
    const carried = document.querySelector("[data-to-tender]").dataset.carries.split(" ")
    Clauses.give({ ...Object.fromEntries(carried.map(question => [question, said(question)])), ...(start.value && start.validity.valid ? { opstart: start.value, zelf: "" } : {}) })
    Clauses.answered(Object.fromEntries(ready.map(lot => [several ? lot.called : "", Object.fromEntries(carried.map(question => [question, lot.answers[question] ?? ""]))])))
    Clauses.collect(Tenders.withLots(bestek, added, names), status, names)
  })
  on("log-docx", async () => {
    const pieces = await Docx.load()
    if (!pieces) return say("failed")
    Copy.save(await Docx.report(pieces, lines()), "keuzehulp.docx")
    say("made")
  })
  on("log-copy", async () => {
    const box = $("[data-log]")
    box.replaceChildren(...lines().map(({ style, text }) => Object.assign(document.createElement(TAGS[style]), { textContent: text })))
    box.hidden = false
    const done = await Clauses.copy(box, "rich")
    box.hidden = done
    say(done ? "copied" : "refused")
  })
  on("agenda-make", () => {
    const { name, maker, save: file } = $("[data-agenda-make]").dataset, days = [], several = lots().length > 1, start = $("#opstart")
    through((lot, called) => {
      for (const item of $$("[data-duty]").filter(({ hidden, dataset }) => !hidden && dataset.day)) {
        const { duty, day, every, lasts } = item.dataset, what = $("strong", item).textContent
        days.push({ uid: [duty, start.value, ...several ? [lots().indexOf(lot) + 1] : []].join("."), day, name: several ? `${called}: ${what}` : what,
          told: item.textContent, url: link(), sure: !item.hasAttribute("data-unsure"),
          ...every && isFinite(lasts) ? { every, until: Tenders.months(start.valueAsDate, Number(lasts)).toISOString().slice(0, 10) } : {} })
      }
    })
    const stamp = document.querySelector(".sheet time").textContent.split("-").reverse().join("-")
    Copy.save(new Blob([Keuzehulp.agenda({ name, maker, stamp, days })], { type: "text/calendar" }), file)
    const told = $("[data-agenda-status]")
    told.textContent = told.dataset.made
  })
  on("log-print", () => print())
  on("log-link", async () => {
    say(await Copy.put(link()) ? "linked" : "unlinked")
  })

  // On paper nothing can be unfolded: what is folded in comes along, and the code of the address with the answers.
  let folded = [], drawn = true
  addEventListener("beforeprint", () => {
    settle()
    if ($("[data-advice]").hidden) return
    folded = $$("details:not([open])").filter(details => !details.closest("[hidden], .no-paper"))
    for (const details of folded) details.open = true
    drawn = !$("[data-qr]").hidden
    redraw(true)
  })
  addEventListener("afterprint", () => {
    for (const details of folded) details.open = false
    folded = []
    if (drawn) return
    $("[data-qr]").hidden = drawn = true
    $("[data-qr-status]").textContent = ""
  })
}
