// Compares the ids and versions in a pasted text with the versions on this page, and finds words in it that are out of date.
(() => {
  const form = document.querySelector("[data-check]")
  const result = document.querySelector("[data-check-result]")
  const list = result.querySelector("[data-check-list]")
  const area = form.querySelector("textarea")
  const errors = [...result.querySelectorAll("#check-empty, #check-none")]
  const known = new Map([...document.querySelectorAll("[data-clause-version]")].map(e => [e.dataset.clauseVersion, e]))
  const older = (a, b) => { const [x, y] = [a, b].map(v => v.split(".").map(Number)); return x[0] - y[0] || x[1] - y[1] }

  const line = (kind, id, version, clause) => {
    const item = result.querySelector(`template[data-check-${kind}]`).content.firstElementChild.cloneNode(true)
    for (const found of item.querySelectorAll("[data-found]")) found.textContent = clause ? version : id
    for (const now of item.querySelectorAll("[data-now]")) now.textContent = clause.dataset.version
    const link = item.querySelector("[data-link]")
    if (link) { link.href = `${clause.dataset.href}#versie-${version.replace(".", "-")}`; link.textContent = clause.dataset.title }
    const history = item.querySelector("[data-history]")
    for (const entry of history ? clause.querySelectorAll("[data-history]") : []) {
      if (older(entry.dataset.history, version) > 0) history.append(Object.assign(document.createElement("li"), { textContent: entry.textContent }))
    }
    return item
  }

  const old = [...document.querySelectorAll("[data-signs]")].map(element => ({ words: element.dataset.signs.split("|"), instead: element.parentElement.querySelector("[data-instead]") }))
  const sign = (words, { instead }) => {
    const item = result.querySelector("template[data-check-sign]").content.firstElementChild.cloneNode(true)
    item.querySelector("[data-found]").textContent = /^\d+$/.test(words) ? `${Number(words).toLocaleString("nl-BE")} euro` : words
    item.querySelector("[data-instead]").append(...instead.cloneNode(true).childNodes)
    return item
  }

  form.hidden = false
  form.addEventListener("submit", event => {
    event.preventDefault()
    const pairs = Versions.find(area.value, [...known.keys()])
    const found = Versions.signs(area.value, old.map(({ words }) => words))
    list.replaceChildren(...found.flatMap((words, at) => words ? [sign(words, old[at])] : []), ...pairs.slice(0, 200).map(([id, version]) => {
      const clause = known.get(id)
      if (!clause) return line("unknown", id, version)
      const versions = [...clause.querySelectorAll("[data-history]")].map(e => e.dataset.history)
      if (version === clause.dataset.version) return line("current", id, version, clause)
      return line(versions.includes(version) ? "older" : "unknown-version", id, version, clause)
    }))
    const told = list.childElementCount > 0
    list.hidden = !told
    const wrong = told ? "" : area.value.trim() ? "check-none" : "check-empty"
    for (const error of errors) error.hidden = error.id !== wrong
    area.setAttribute("aria-invalid", String(Boolean(wrong)))
    area.setAttribute("aria-describedby", wrong)
    if (wrong) area.focus()
  })
})()
