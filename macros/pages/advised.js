// Says what an advice of the decision helper set in a table, which answers led to it, and how to undo that; the address names them.
(() => {
  const place = document.querySelector("[data-advised]"), rules = [...place.querySelectorAll("[data-rule]")], answers = [...place.querySelectorAll("[data-answer]")]
  const unread = place.querySelector("[data-advice-unread]"), back = place.querySelector("[data-to-advice]"), undo = place.querySelector("[data-undo-advice]")
  const [, ...questions] = place.dataset.state.split(" ")
  const asked = () => {
    const text = Address.read(location.hash)
    return new URLSearchParams(text.includes("=") ? text : "")
  }

  const show = () => {
    const given = asked(), named = given.getAll("advies").join(",").split(",").filter(Boolean), known = rules.map(rule => rule.dataset.rule)
    for (const rule of rules) rule.hidden = !named.includes(rule.dataset.rule)
    for (const answer of answers) {
      const [question, option] = answer.dataset.answer.split("=")
      answer.hidden = given.get(question) !== option
    }
    const strange = named.filter(name => !known.includes(name))
    unread.textContent = strange.length ? `${unread.dataset.adviceUnread} advies=${strange.join(",")}.` : ""
    back.hash = `${new URLSearchParams([...given].filter(([name]) => questions.includes(name)))}`
    place.hidden = !named.some(name => known.includes(name))
  }

  const links = [...place.querySelectorAll("[data-sets]")]
  for (const link of links) {
    link.addEventListener("click", () => {
      const params = asked()
      for (const other of links) params.delete(other.dataset.sets.split("=")[0])
      params.set(...link.dataset.sets.split("="))
      link.hash = `${params}`.replaceAll("%2C", ",")
    })
  }
  place.querySelector("[data-to-beside]").addEventListener("click", () => {
    const beside = document.getElementById("naast-elkaar")
    beside.tabIndex = -1
    beside.scrollIntoView()
    beside.focus({ preventScroll: true })
  })
  // What is undone takes this place away: the focus goes on to the questions of the table.
  undo.addEventListener("click", () => document.querySelector("[data-table-filter] :is(input, select)").focus())
  addEventListener("hashchange", show)
  show()
})()
