// Stands in for the storage of a browser that refuses it, before the theme and our own scripts look for it: they go on, and the page says so.
(() => {
  try { localStorage.getItem("") } catch {
    const kept = new Map()
    const memory = {
      getItem: name => kept.get(String(name)) ?? null,
      setItem: (name, value) => { kept.set(String(name), String(value)) },
      removeItem: name => { kept.delete(String(name)) },
      clear: () => kept.clear(),
      key: at => [...kept.keys()][at] ?? null,
      get length() { return kept.size },
    }
    for (const name of ["localStorage", "sessionStorage"]) Object.defineProperty(globalThis, name, { value: memory, configurable: true })
    document.documentElement.setAttribute("data-keeps-nothing", "")
  }
})()
