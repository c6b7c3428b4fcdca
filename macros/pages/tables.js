// Shows of a table the rows that a reader asks for, in the order that he asks for, and keeps both in the address. Without this the whole table stands.
(() => {
  const SORT = "sorteer"
  const words = element => element.innerText.replace(/\s+/g, " ").trim()

  /** What the address asks, as far as it can be read; nothing when it is that of a piece of the page. */
  const asked = () => {
    const text = Address.read(location.hash)
    return new URLSearchParams(text.includes("=") ? text : "")
  }

  const start = table => {
    const form = table.querySelector("[data-table-filter]"), bodies = [...table.querySelectorAll("tbody")], rows = bodies.flatMap(body => [...body.rows])
    const heads = [...table.querySelectorAll("[data-column]")], order = form.elements[SORT]
    const facets = [...form.querySelectorAll("select")].filter(select => select !== order)
    const count = form.querySelector("[data-table-count]"), clear = form.querySelector("[data-table-clear]")
    const fallen = table.querySelector("[data-table-fallen]"), told = count.dataset
    const name = row => row.cells[0].querySelector("a:not(.headerlink)")?.textContent ?? words(row.cells[0])

    const answers = (row, select) => row.dataset[select.dataset.name].split(" ")
    const missed = row => facets.filter(select => select.value && !select.value.split(",").some(answer => answers(row, select).includes(answer)))

    /** The number of a column; each group has the same columns. */
    const place = name => heads.findIndex(head => head.dataset.column === name)

    const sort = () => {
      const down = order.value.startsWith("-"), named = order.value.replace(/^-/, ""), column = place(named)
      const key = row => row.cells[column].dataset.key ?? words(row.cells[column])
      const sorted = column < 0 ? rows : rows.map(row => [row, key(row)])
        .sort(([, one], [, other]) => (down ? -1 : 1) * one.localeCompare(other, "nl", { numeric: true })).map(([row]) => row)
      for (const head of heads) head.setAttribute("aria-sort", head.dataset.column !== named ? "none" : down ? "descending" : "ascending")
      for (const body of bodies) body.append(...sorted.filter(row => row.parentElement === body))
      return column < 0 ? "" : ` ${told.sorted} ${heads[column].innerText.trim()}, ${down ? told.down : told.up}.`
    }

    /** Why a row fell off: the question it does not answer, with what it says there. */
    const why = (row, select) => {
      const label = select.labels[0].textContent, at = place(select.name)
      const cell = at < 0 ? null : row.cells[at].querySelector("summary") ?? row.cells[at]
      return cell ? `${label} ${words(cell)}` : label
    }

    const show = unread => {
      const shown = []
      const gone = document.createDocumentFragment()
      for (const row of rows) {
        const failed = missed(row)
        row.hidden = false   // words of what is hidden cannot be read
        if (failed.length) {
          const item = document.createElement("li"), strong = document.createElement("strong")
          strong.textContent = name(row)
          item.append(strong, `: ${failed.map(select => why(row, select)).join("; ")}.`)
          gone.append(item)
        } else shown.push(row)
      }
      const sorted = sort()
      for (const row of rows) row.hidden = !shown.includes(row)
      for (const group of table.querySelectorAll("[data-table-group]")) group.hidden = !group.querySelector("tbody > tr:not([hidden])")
      const left = rows.length - shown.length
      fallen.hidden = !left
      fallen.querySelector("ul").replaceChildren(gone)
      const summary = fallen.querySelector("summary")
      summary.textContent = `${left} ${left === 1 ? summary.dataset.one : summary.dataset.many}`
      clear.hidden = !left && !order.value
      const number = left ? `${shown.length} ${told.of} ${rows.length}` : rows.length
      count.textContent = `${number} ${rows.length === 1 ? told.one : told.many}.${sorted}${shown.length ? "" : ` ${told.none}`}${unread.length ? ` ${told.unread} ${unread.join(", ")}.` : ""}`
      table.dispatchEvent(new CustomEvent("shown", { bubbles: true }))
    }

    /** What the address asks that no control here has. */
    const read = () => {
      const given = asked(), unread = []
      for (const select of [...facets, order]) {
        const value = given.get(select.name) ?? ""
        const known = [...select.options].some(option => option.value === value)
        select.value = known ? value : ""
        if (!known) unread.push(`${select.name}=${value}`)
      }
      const here = new Set([...document.querySelectorAll("[data-table-filter] [name]")].map(control => control.name))
      for (const other of document.querySelectorAll("[data-state]")) for (const key of other.dataset.state.split(" ")) here.add(key)
      for (const key of new Set(given.keys())) if (!here.has(key)) unread.push(key)
      return unread
    }
    const write = () => {
      const params = asked()
      for (const select of [...facets, order]) if (select.value) params.set(select.name, select.value); else params.delete(select.name)
      history.replaceState(null, "", `${params}` ? `#${`${params}`.replaceAll("%2C", ",")}` : location.pathname + location.search)
    }
    const change = () => { write(); show([]) }
    const follow = () => {
      if (!`${asked()}`) {
        const row = document.getElementById(location.hash.slice(1))?.closest("tr")
        if (!row?.hidden || !table.contains(row)) return
        form.reset()
        show([])
        row.scrollIntoView()
        return
      }
      show(read())
      if (!facets.some(select => select.value) && !order.value) return
      for (let details = table.closest("details"); details; details = details.parentElement.closest("details")) details.open = true
    }

    for (const select of facets) select.dataset.name = select.name.replace(/-(.)/g, (_, letter) => letter.toUpperCase())
    for (const head of heads) {
      const button = document.createElement("button")
      button.type = "button"
      button.className = "text-action sort"
      button.append(...head.childNodes)
      head.append(button)
      button.addEventListener("click", () => {
        const column = head.dataset.column
        order.value = order.value === column ? `-${column}` : order.value === `-${column}` ? "" : column
        change()
      })
    }
    for (const row of rows) {
      if (!row.querySelector("[data-second]")) continue
      const more = document.createElement("button"), about = document.createElement("span")
      about.className = "sr"
      about.textContent = ` ${name(row)}`
      more.type = "button"
      more.className = "text-action rows__more"
      const tell = () => {
        const open = row.hasAttribute("data-open")
        more.setAttribute("aria-expanded", String(open))
        more.replaceChildren(open ? table.dataset.less : table.dataset.more, about)
      }
      more.addEventListener("click", () => { row.toggleAttribute("data-open"); tell() })
      tell()
      row.cells[0].prepend(more)
    }
    form.hidden = false
    form.addEventListener("change", change)
    form.addEventListener("submit", event => event.preventDefault())
    clear.addEventListener("click", event => {
      event.preventDefault()
      form.reset()
      change()
      ;(facets[0] ?? order).focus()
    })
    const link = form.querySelector("[data-table-link]")
    link.addEventListener("click", async () => {
      const done = await Copy.put(location.href)
      count.textContent = done ? link.dataset.done : link.dataset.refused
    })
    addEventListener("hashchange", follow)
    show([])
    follow()
  }

  for (const table of document.querySelectorAll("[data-table]:not([data-ready])")) {
    table.dataset.ready = ""
    start(table)
  }
})()
