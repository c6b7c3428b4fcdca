// Takes the advice of the decision helper along: as a Word document, as text, on paper or as a link. The words come from the page.
Keuzehulp.takeAlong = ({ $, $$, lots, lotName, link, through, legend, label, heading }) => {
  const { next, walked, advise, texts } = Keuzehulp
  const TAGS = { Title: "h3", "Heading 1": "h3", "Heading 2": "h3", Normal: "p", "List Bullet": "p" }

  /** The advice as paragraphs, each with the name of a style: [{style, text}]. */
  const lines = () => {
    const words = $("[data-log-words]").dataset, found = []
    const add = (style, text) => { const clean = text.replace(/\s+/g, " ").trim(); if (clean) found.push({ style, text: clean }) }
    const list = items => { for (const item of items) if (!item.hidden) add("List Bullet", item.textContent) }
    add("Title", words.title)
    add("Normal", `${words.date} ${new Date().toLocaleDateString("nl-BE")}. ${words.built} ${document.querySelector(".sheet time").textContent}.`)
    add("Normal", `${words.address}: ${link()}`)
    add("Normal", words.disclaimer)
    through((lot, name) => {
      if (lots().length > 1) add("Heading 1", name)
      add("Heading 2", words.answers)
      for (const id of walked(lot.answers)) add("List Bullet", `${legend(id)} ${label(id, lot.answers[id])}`)
      for (const result of $$("[data-result]").filter(result => !result.hidden)) {
        add("Heading 2", heading(result.dataset.result))
        for (const block of $$("p", result)) {
          if (!block.closest("[hidden]") && !block.classList.contains("decision__when")) add("Normal", block.textContent)
        }
      }
      add("Heading 2", words.change)
      list($$("[data-changes] li"))
      add("Heading 2", words.when)
      list($$("[data-duty]"))
      add("Heading 2", words.texts)
      list($$("[data-clause-item]"))
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
    Clauses.collect(added, status, names)
  })
  on("log-docx", async () => {
    const pieces = await Docx.load()
    if (!pieces) return say("failed")
    const url = URL.createObjectURL(await Docx.report(pieces, lines()))
    Object.assign(document.createElement("a"), { href: url, download: "keuzehulp.docx" }).click()
    setTimeout(() => URL.revokeObjectURL(url), 60000)
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
  on("log-print", () => print())
  on("log-link", async () => {
    say(await Copy.put(link()) ? "linked" : "unlinked")
  })
}
