// Shows of the changes since 2018 those for one role or on one subject, and keeps the choice in the address.
(() => {
  const form = document.querySelector("[data-filter]"), items = [...document.querySelectorAll("[data-item]")]
  const count = form.querySelector("[data-count]")
  const tell = () => { count.textContent = `${items.filter(item => !item.hidden).length} ${count.dataset.words}` }
  const apply = () => {
    const asked = [...new FormData(form)].filter(([, value]) => value)
    for (const item of items) item.hidden = !asked.every(([name, value]) => item.dataset[name].split(" ").includes(value))
    for (const group of document.querySelectorAll("[data-group]")) group.hidden = !group.querySelector("[data-item]:not([hidden])")
    tell()
    history.replaceState(null, "", asked.length ? `#${new URLSearchParams(asked)}` : location.pathname + location.search)
  }
  const given = Address.read(location.hash)
  for (const [name, value] of new URLSearchParams(given)) {
    const select = form.elements[name]
    if (select?.options && [...select.options].some(option => option.value === value)) select.value = value
  }
  form.addEventListener("change", apply)
  form.addEventListener("submit", event => event.preventDefault())
  form.hidden = false
  if (given.includes("=")) apply()
  else tell()
})()
