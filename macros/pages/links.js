// Copies the address of a heading, a record or a row, offers each as a link or a QR code, and follows an address whose piece has moved.
(() => {
  const STAY = 5000   // milliseconds that a message stays: long enough to read an address
  const status = document.querySelector("[data-link-status]"), share = document.querySelector("[data-share]")
  const links = () => document.querySelectorAll("article .headerlink")
  let leaves
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
  /** What a link belongs to, in the words of the page: its heading, cell or paragraph. */
  const place = link => link.closest("h1, h2, h3, h4, h5, h6, td, th, li, dt, p")
  const whole = link => {
    const words = place(link)?.cloneNode(true)
    for (const sign of words?.querySelectorAll(".headerlink, .state") ?? []) sign.remove()
    return words?.textContent.replace(/\s+/g, " ").trim() ?? ""
  }
  /** The same in few words. */
  const piece = link => whole(link).replace(/^(.{80}).+/, "$1…")
  const tell = text => {
    if (!status || status.textContent === text) return   // a page without such links has no place to tell it
    clearTimeout(leaves)
    status.textContent = text
    if (text) leaves = setTimeout(tell, STAY, "")
  }
  const copy = async copied => {
    const done = await Copy.put(copied)
    tell("")
    tell(`${done ? status.dataset.copied : status.dataset.refused} ${copied}`)
  }

  for (const link of status ? links() : []) {
    link.setAttribute("aria-label", `${link.textContent}: ${piece(link)}`)
    // The link is no part of what its heading or row is called.
    if (place(link)?.matches("h1, h2, h3, h4, h5, h6, th")) place(link).setAttribute("aria-label", whole(link))
  }
  document.addEventListener("click", event => {
    const link = event.target.closest?.(".headerlink")
    if (!link) return tell("")
    copy(address(link))
  })
  document.addEventListener("keydown", event => { if (event.key === "Escape" || event.key === "Tab") tell("") })

  share?.addEventListener("toggle", () => {
    const choice = share.querySelector("select"), told = share.querySelector("[data-qr-status]")
    if (!share.open) return
    const pieces = [...links()], chosen = () => pieces[choice.value]
    if (!choice.options.length) {
      choice.append(...pieces.map((link, at) => new Option(piece(link), at)))
      share.querySelector("[data-share-copy]").addEventListener("click", event => { event.stopPropagation(); copy(address(chosen())) })
    }
    if (share.dataset.share === "") return
    const script = Object.assign(document.createElement("script"), { src: share.dataset.share })
    share.dataset.share = ""
    script.addEventListener("load", () => {
      const again = Qr.offer(() => chosen().hash.slice(1), share)
      choice.addEventListener("change", again)
      told.textContent = ""
    })
    script.addEventListener("error", () => {   // the next time it opens, the part is asked for again
      share.setAttribute("data-share", script.src)
      told.textContent = share.dataset.failed
    })
    document.head.append(script)
  })
  addEventListener("hashchange", follow)
  follow()
})()
