// Puts today's date on a printed sheet; the page shows its build date without this.
addEventListener("beforeprint", () => {
  for (const element of document.querySelectorAll("[data-print-date]")) {
    element.hidden = false
    element.querySelector("time").textContent = new Date().toLocaleDateString("nl-BE")
  }
})
