// Fills the form at the foot of a page with the piece a reader looks at, and makes a message of it; sends nothing by itself.
(() => {
  const LONGEST = 1900   // characters of an address: some mail programs cut off what comes after
  const box = document.querySelector("[data-propose]")
  if (!box) return
  const form = box.querySelector("form"), choice = form.querySelector("[name=piece]")
  const field = name => form.elements[name]
  const send = form.querySelector("[data-propose-send]"), status = box.querySelector("[data-propose-status]")
  const pieces = [...document.querySelectorAll("article .headerlink")]
  const to = box.dataset.propose

  const plain = element => {
    const copy = element.cloneNode(true)
    for (const sign of copy.querySelectorAll(".headerlink, .propose-link, script, template, button, .sr")) sign.remove()
    return copy.textContent.replace(/\s+/g, " ").trim()
  }
  const home = link => link.closest("h1, h2, h3, h4, h5, h6, tr, li, dt, p")
  /** What stands in a piece: its row or item, or all between its heading and the next. */
  const present = link => {
    const start = home(link)
    if (!/^H\d$/.test(start.tagName)) return plain(start)
    const words = []
    for (let next = start.nextElementSibling; next && !/^H\d$/.test(next.tagName) && next !== box; next = next.nextElementSibling) words.push(plain(next))
    return words.join("\n").trim()
  }
  const chosen = () => pieces[choice.value]
  const message = now => {
    const values = {
      id: decodeURIComponent(chosen()?.hash.slice(1) ?? ""), piece: chosen() ? plain(home(chosen())).slice(0, 80) : "",
      now, proposed: field("proposed").value.trim(), source: field("source").value.trim(),
      name: field("named").checked ? field("name").value.trim() : box.dataset.unnamed,
    }
    const fill = text => text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole)
    return { title: fill(box.dataset.title), body: fill(box.querySelector("[data-propose-message]").content.textContent.trim()) }
  }
  const address = ({ title, body }) => {
    const [subject, text] = [title, body].map(encodeURIComponent)
    if (to.startsWith("mailto:")) return `${to}${to.includes("?") ? "&" : "?"}subject=${subject}&body=${text}`
    return to.replace("{title}", subject).replace("{body}", text)
  }
  const renew = () => {
    form.querySelector("[data-propose-name]").hidden = !field("named").checked
    if (!to) return
    let now = field("now").value.trim()
    while (address(message(now)).length > LONGEST && now.length > 20) now = `${now.slice(0, now.length / 2)}…`
    send.href = address(message(now))
  }
  const show = link => {
    choice.value = Math.max(0, pieces.indexOf(link))
    field("now").value = chosen() ? present(chosen()) : ""
    renew()
  }

  choice.append(...pieces.map((link, at) => new Option(plain(home(link)).slice(0, 80), at)))
  form.hidden = false
  box.querySelector("[data-propose-plain]")?.setAttribute("hidden", "")
  choice.addEventListener("change", () => show(chosen()))
  form.addEventListener("input", event => { if (event.target !== choice) renew() })
  form.addEventListener("submit", event => event.preventDefault())
  form.querySelector("[data-propose-copy]").addEventListener("click", async () => {
    const { title, body } = message(field("now").value.trim())
    status.textContent = await Copy.put(`${title}\n\n${body}`) ? box.dataset.copied : box.dataset.refused
  })
  box.addEventListener("toggle", () => { if (box.open && !field("now").value) show(pieces[0]) })
  document.addEventListener("click", event => {
    const link = event.target.closest?.(".propose-link")
    if (!link) return
    event.preventDefault()
    const before = pieces.filter(piece => piece.compareDocumentPosition(link) & Node.DOCUMENT_POSITION_FOLLOWING)
    show(before.at(-1))
    box.open = true
    box.scrollIntoView({ block: "nearest" })
    field("proposed").focus()
  })
})()
