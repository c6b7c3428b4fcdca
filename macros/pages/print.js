// Prints a page that has a button for it, and puts today's date on the sheet; the page shows its build date without this.
addEventListener("beforeprint", () => {
  for (const element of document.querySelectorAll("[data-print-date]")) {
    element.hidden = false
    element.querySelector("time").textContent = new Date().toLocaleDateString("nl-BE")
  }
})
for (const button of document.querySelectorAll("[data-print-page]")) button.addEventListener("click", () => print())
