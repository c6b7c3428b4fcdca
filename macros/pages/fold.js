// Folds what is long and comes second, and opens it for whoever is on the way to something in it, and on paper. Without this all stands open.
(() => {
  const folds = [...document.querySelectorAll("details[data-fold]")]
  let opened = []

  /** Open what an element stands in, and what is folded right under it. */
  const unfold = element => {
    for (let details = element.closest("details"); details; details = details.parentElement.closest("details")) details.open = true
    if (element.nextElementSibling?.matches("[data-fold]")) element.nextElementSibling.open = true
  }
  const follow = () => {
    const target = document.getElementById(location.hash.slice(1))
    if (!target) return
    unfold(target)
    target.scrollIntoView()
  }

  for (const details of folds) details.open = false
  if (folds.length) follow()
  addEventListener("hashchange", () => { if (folds.length) follow() })
  addEventListener("beforeprint", () => {
    opened = folds.filter(details => !details.open)
    for (const details of opened) details.open = true
  })
  addEventListener("afterprint", () => { for (const details of opened) details.open = false })
})()
