// Shows in the header of every page how many texts "Mijn bestek" holds, also when another tab or this page changes that.
(() => {
  const place = document.querySelector("[data-tender-count]")
  const show = () => {
    let held = []
    try { held = JSON.parse(localStorage.getItem("bestek")) ?? [] } catch { /* no storage, or not ours */ }
    const count = Array.isArray(held) ? new Set(held.map(choice => choice?.id)).size : 0
    place.textContent = `(${count})`
    place.hidden = !count
  }
  if (!place) return
  addEventListener("storage", show)
  addEventListener("bestek", show)
  show()
})()
