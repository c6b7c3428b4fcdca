// Shows the columns that a reader wants to see beside each other, or only where they differ, and keeps both in the address.
(() => {
  const place = document.querySelector("[data-beside]"), form = place.querySelector("form"), region = place.querySelector(".table")
  const boxes = [...form.querySelectorAll("[name=naast]")], differ = form.querySelector("[name=verschil]"), clear = form.querySelector("[type=reset]")
  const status = form.querySelector("[data-beside-told]"), told = status.dataset, most = Number(place.dataset.most)
  const rows = [...region.querySelectorAll("tbody tr")], cells = [...region.querySelectorAll("[data-of]")]
  const chosen = () => boxes.filter(box => box.checked).map(box => box.value)
  /** Whether the choice is that of a reader: what fits on the screen stands there without one. */
  const own = () => boxes.some(box => box.checked !== box.defaultChecked)
  const asked = () => {
    const text = Address.read(location.hash)
    return new URLSearchParams(text.includes("=") ? text : "")
  }
  /** What a cell says at a glance: of a verdict its word. */
  const said = cell => (cell.querySelector(":scope > details.cell:first-child > summary") ?? cell).textContent.replace(/\s+/g, " ").trim()

  const show = unread => {
    const names = chosen(), full = names.length >= most
    for (const box of boxes) box.disabled = full && !box.checked
    for (const cell of cells) cell.hidden = !names.includes(cell.dataset.of)
    for (const row of rows) {
      const texts = [...row.querySelectorAll("td:not([hidden])")].map(said)
      row.hidden = differ.checked && texts.every(text => text === texts[0])
    }
    const same = rows.filter(row => row.hidden).length
    region.hidden = names.length < 2
    clear.hidden = !own() && !differ.checked
    status.textContent = [
      region.hidden ? told.first : `${names.length} ${told.chosen}`, !region.hidden && same ? `${same} ${told.same}` : "",
      full && boxes.length > most ? told.full : "", unread.length ? `${told.unread} ${unread.join(", ")}.` : ""
    ].filter(Boolean).join(" ")
  }
  const read = () => {
    const given = asked(), names = given.getAll("naast").join(",").split(",").filter(Boolean), known = boxes.map(box => box.value)
    const taken = names.filter(name => known.includes(name)).slice(0, most)
    for (const box of boxes) box.checked = taken.length ? taken.includes(box.value) : box.defaultChecked
    differ.checked = given.get("verschil") === "ja"
    show(names.filter(name => !taken.includes(name)))
  }
  const change = () => {
    const params = asked(), names = chosen()
    if (names.length && own()) params.set("naast", names.join(",")); else params.delete("naast")
    if (differ.checked) params.set("verschil", "ja"); else params.delete("verschil")
    history.replaceState(null, "", `${params}` ? `#${`${params}`.replaceAll("%2C", ",")}` : location.pathname + location.search)
    show([])
  }
  // Whoever comes from an advice first reads what it set.
  const follow = () => {
    const given = asked()
    if (!`${given}`) return
    read()
    if (given.has("advies") || !given.has("naast") && !given.has("verschil")) return
    for (let details = place.closest("details"); details; details = details.parentElement.closest("details")) details.open = true
    ;(region.hidden ? place : region).scrollIntoView()
  }

  place.hidden = form.hidden = false
  form.addEventListener("change", change)
  form.addEventListener("submit", event => event.preventDefault())
  clear.addEventListener("click", event => {
    event.preventDefault()
    form.reset()
    change()
    boxes[0].focus()
  })
  const link = form.querySelector("[data-beside-link]")
  link.addEventListener("click", async () => { status.textContent = await Copy.put(location.href) ? link.dataset.done : link.dataset.refused })
  addEventListener("hashchange", follow)
  show([])
  follow()
})()
