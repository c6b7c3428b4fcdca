// Copies the address of a heading, a record or a row, and follows an address whose piece has moved.
(() => {
  const status = document.querySelector("[data-link-status]")
  const follow = () => {
    // Our anchors need no decoding, and a broken % in an address is no error.
    const moved = document.getElementById(location.hash.slice(1))
    if (moved?.hasAttribute("data-moved")) location.replace(moved.querySelector("a").href)
  }
  /** The shortest lasting address: of a record its own, of a title that of the page, else the anchor. */
  const address = link => {
    const brief = link.closest("[data-short]")?.dataset.short
    return brief ? new URL(brief, location).href : link.closest("h1") ? location.href.split(/[?#]/)[0] : link.href
  }
  const tell = text => { if (status && status.textContent !== text) status.textContent = text }   // a page without such links has no place to tell it
  document.addEventListener("click", async event => {
    const link = event.target.closest?.(".headerlink")
    if (!link) return tell("")
    const copied = address(link)
    let done = true
    try { await navigator.clipboard.writeText(copied) } catch { done = false }
    tell("")
    tell(`${done ? status.dataset.copied : status.dataset.refused} ${copied}`)
  })
  document.addEventListener("keydown", event => { if (event.key === "Escape" || event.key === "Tab") tell("") })
  addEventListener("hashchange", follow)
  follow()
})()
