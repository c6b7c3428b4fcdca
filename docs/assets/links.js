// Copies the address of a heading when its sign is clicked, and follows an address whose piece has moved.
(() => {
  const status = document.querySelector("[data-link-status]")
  const follow = () => {
    // Our anchors need no decoding, and a broken % in an address is no error.
    const moved = document.getElementById(location.hash.slice(1))
    if (moved?.hasAttribute("data-moved")) location.replace(moved.querySelector("a").href)
  }
  document.addEventListener("click", async event => {
    const link = event.target.closest?.(".headerlink")
    if (!link) return
    try {
      await navigator.clipboard.writeText(link.href)
      status.textContent = ""
      status.textContent = status.dataset.copied
    } catch { /* the link itself still works: the address stands in the address bar */ }
  })
  addEventListener("hashchange", follow)
  follow()
})()
