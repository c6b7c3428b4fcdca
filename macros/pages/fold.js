// Folds what is long and comes second, and opens it for whoever is on the way to something in it, and on paper. Without this all stands open.
// What says "smal" is folded on a small screen only.
(() => {
  const folds = [...document.querySelectorAll("details[data-fold]")], small = folds.filter(details => details.dataset.fold === "smal")
  const narrow = matchMedia("(max-width: 44.99em)"), target = () => document.getElementById(location.hash.slice(1))
  let opened = []

  /** Open what an element stands in, and what is folded right under it. */
  const unfold = element => {
    for (let details = element.closest("details"); details; details = details.parentElement.closest("details")) details.open = true
    if (element.nextElementSibling?.matches("[data-fold]")) element.nextElementSibling.open = true
  }
  const follow = () => {
    const found = target()
    if (!found) return
    unfold(found)
    found.scrollIntoView()
  }

  for (const details of folds) details.open = details.contains(target()) || small.includes(details) && !narrow.matches
  narrow.addEventListener("change", () => { if (!narrow.matches) for (const details of small) details.open = true })
  if (folds.length) follow()
  addEventListener("hashchange", () => { if (folds.length) follow() })
  addEventListener("beforeprint", () => {
    opened = folds.filter(details => !details.open)
    for (const details of opened) details.open = true
  })
  addEventListener("afterprint", () => { for (const details of opened) details.open = false })
})()
