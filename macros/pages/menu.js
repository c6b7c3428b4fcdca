// Lets a keyboard open and close the menu and the search: real buttons in the theme's labels, Escape to close, and nothing behind it in reach.
// Takes away the theme's shortcuts of one key: they go off by accident when someone speaks to the computer (WCAG 2.1.4).
(() => {
  const drawer = document.getElementById("__drawer")
  const wide = matchMedia("(min-width: 76.25em)")
  const behind = document.querySelectorAll(".md-skip, .md-content, .md-sidebar--secondary, .md-footer, .md-top")
  const buttons = new Map()   // toggle → the buttons that turn it

  for (const label of document.querySelectorAll(".md-header__button:is([for=__drawer], [for=__search]), .md-nav--primary label[for^=__nav], .md-nav--primary label[for=__toc]")) {
    const toggle = document.getElementById(label.htmlFor), button = Object.assign(document.createElement("button"), { type: "button" })
    const fixed = label.parentElement.matches(".md-nav__item--section")   // a title, on a wide screen
    button.append(...label.childNodes)
    label.append(button)
    label.removeAttribute("tabindex")
    if (!button.textContent.trim()) button.setAttribute("aria-label", label.title || toggle.parentElement.querySelector(".md-nav__title").textContent.trim())
    const show = () => {
      button.setAttribute("aria-expanded", String(toggle.checked))
      button.disabled = fixed && wide.matches
    }
    buttons.set(toggle, [...buttons.get(toggle) ?? [], button])
    button.addEventListener("click", () => {
      toggle.click()
      // On a narrow screen the other button of the two is on the panel that now shows.
      for (const other of buttons.get(toggle)) if (other !== button) other.focus()
    })
    toggle.addEventListener("change", show)
    wide.addEventListener("change", show)
    show()
  }

  const cover = () => { for (const element of behind) element.inert = drawer.checked && !wide.matches }
  drawer.addEventListener("change", cover)
  wide.addEventListener("change", cover)

  addEventListener("keydown", ({ key }) => {
    if (key !== "Escape") return
    for (const tip of document.querySelectorAll(".md-tooltip2--active")) tip.classList.remove("md-tooltip2--active")
    if (!drawer.checked) return
    drawer.click()
    buttons.get(drawer)?.[0].focus()
  })

  addEventListener("keydown", event => {
    const typing = event.target.closest?.("input:not([type=radio], [type=checkbox]), select, textarea")
    if ("fs/pn,.".includes(event.key) && !typing && !event.ctrlKey && !event.metaKey) event.stopPropagation()
  }, true)
})()
