// Shows of a table the rows that a reader asks for, in the order that he asks for, and keeps both in the address. Without this the whole table stands.
(() => {
  const words = element => element.innerText.replace(/\s+/g, " ").trim()
  const bare = text => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "")

  /** What the address asks, as far as it can be read; nothing when it is that of a piece of the page. */
  const asked = () => {
    const text = Address.read(location.hash)
    return new URLSearchParams(text.includes("=") ? text : "")
  }

  const start = table => {
    const form = table.querySelector("[data-table-filter]"), bodies = [...table.querySelectorAll("tbody")], rows = bodies.flatMap(body => [...body.rows])
    const heads = [...table.querySelectorAll("[data-column]")], order = form.querySelector("[data-order]")
    const holds = (row, key, value) => row.dataset[key].split(" ").includes(value)
    /** Of a box that is ticked, the list with its own answer to another question, which is named `finer`. */
    const own = new Map([...form.querySelectorAll("[data-own]")].map(list => [list.dataset.own, list]))
    const group = form.querySelector("[data-own-of]"), finer = group?.dataset.ownOf
    /** A question: a list of which one answer is chosen, or boxes of which any are ticked. */
    const question = place => {
      const boxes = [...place.querySelectorAll("input")], named = place.dataset.facet ?? place.name
      const lists = boxes.length ? own : new Map()
      return {
        name: named,
        key: named.replace(/-(.)/g, (_, letter) => letter.toUpperCase()),
        label: (boxes.length ? place.querySelector("legend") : place.labels[0]).textContent,
        known: boxes.length ? boxes.flatMap(({ value }) => [value, ...[...lists.get(value)?.options ?? []].map(option => `${value}.${option.value}`)])
          : [...place.options].map(option => option.value),
        get asked() {
          if (!boxes.length) return place.value.split(",").filter(Boolean)
          return boxes.filter(box => box.checked).map(({ value }) => [value, lists.get(value)?.value].filter(Boolean).join("."))
        },
        set asked(values) {
          const given = new Map(values.map(value => value.split(".")))
          for (const box of boxes) box.checked = given.has(box.value)
          for (const [value, list] of lists) list.value = given.get(value) ?? ""
          if (!boxes.length) place.value = values.join(",")
        },
        /** What of these answers cannot be given here. */
        strange(values) { return boxes.length ? values.filter(value => !this.known.includes(value)) : this.known.includes(values.join(",")) ? [] : [values.join(",")] },
        fits(row) {
          if (named === finer && [...own].some(([value, list]) => list.value && holds(row, first.key, value) && holds(row, named, list.value))) return true
          return this.asked.some(answer => {
            const [value, one] = boxes.length ? answer.split(".") : [answer]
            return holds(row, this.key, value) && (!one || holds(row, finer, one))
          })
        },
        focus: () => (boxes[0] ?? place).focus()
      }
    }
    /** The field for words: a row fits that holds each of them, or has them as another name. */
    const typed = field => {
      const said = cell => cell.textContent.replace(cell.querySelector(".cell--sure > span")?.textContent ?? "", "")   // not where it comes from
      const held = new Map(rows.map(row => [row, bare(`${[...row.cells].map(said).join(" ")} ${row.dataset.also ?? ""}`)]))
      return {
        name: field.name,
        get label() { return `${field.dataset.lacks} “${field.value.trim()}”` },
        known: [],
        get asked() { return field.value.trim() ? [field.value.trim()] : [] },
        set asked(values) { field.value = values.join(",") },
        strange: () => [],
        fits: row => bare(field.value).split(/\s+/).every(word => held.get(row).includes(word)),
        focus: () => field.focus()
      }
    }
    const facets = [...form.querySelectorAll("select:not([data-own]), [data-facet], [data-table-words]")].filter(place => place !== order)
      .map(place => place.matches("[data-table-words]") ? typed(place) : question(place))
    const first = facets.find(facet => facet.name === table.dataset.wait)
    const field = form.querySelector("[data-table-words]"), elsewhere = form.querySelector("[data-table-elsewhere]")
    const count = form.querySelector("[data-table-count]"), clear = form.querySelector("[data-table-clear]")
    const fallen = table.querySelector("[data-table-fallen]"), told = count.dataset
    const name = row => row.cells[0].querySelector("a:not(.headerlink)")?.textContent ?? words(row.cells[0])

    const missed = row => facets.filter(facet => facet.asked.length && !facet.fits(row))

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

    const reasons = [...table.querySelector("[data-table-reasons]")?.content.children ?? []]

    /** Why a row fell off: the reason that the data give, or the question it does not answer, with what it says there. */
    const why = (row, { label, name, asked }) => {
      const told = reasons.filter(({ dataset }) => dataset.row === row.cells[0].id && asked.some(answer => dataset.answer === `${name}=${answer}`))
      if (told.length) return told.map(reason => words(reason).replace(/\.$/, "")).join("; ")
      const at = place(name)
      const cell = at < 0 ? null : row.cells[at].querySelector(":scope > details:first-child > summary") ?? row.cells[at]
      return cell ? `${label} ${words(cell)}` : label
    }

    /** A list of its own stands there once more than one box is ticked; with its box it goes. */
    const offer = () => {
      const ticked = first.asked.map(answer => answer.split(".")[0])
      for (const [value, list] of own) {
        if (!ticked.includes(value)) list.value = ""
        list.parentElement.hidden = !ticked.includes(value) || ticked.length < 2 && !list.value
      }
      group.hidden = ![...own.values()].some(list => !list.parentElement.hidden)
    }

    const show = unread => {
      if (group) offer()
      const shown = [], waits = first && !first.asked.length
      const gone = document.createDocumentFragment()
      for (const row of rows) {
        const failed = waits ? [first] : missed(row)
        row.hidden = false   // words of what is hidden cannot be read
        if (failed.length) {
          const item = document.createElement("li"), strong = document.createElement("strong")
          strong.textContent = name(row)
          item.append(strong, `: ${failed.map(facet => why(row, facet)).join("; ")}.`)
          gone.append(item)
        } else shown.push(row)
      }
      const sorted = sort()
      for (const row of rows) row.hidden = !shown.includes(row)
      for (const group of table.querySelectorAll("[data-table-group]")) group.hidden = !group.querySelector("tbody > tr:not([hidden])")
      const left = rows.length - shown.length
      if (fallen) {
        const summary = fallen.querySelector("summary")
        fallen.hidden = !left
        fallen.querySelector("ul").replaceChildren(gone)
        summary.textContent = `${left} ${left === 1 ? summary.dataset.one : summary.dataset.many}`
      }
      for (const beside of table.querySelectorAll("[data-with]")) beside.hidden = waits || !first.asked.some(answer => answer.split(".")[0] === beside.dataset.with)
      for (const region of table.querySelectorAll(".table")) region.hidden = !shown.length
      // The search box knows other words, forms and typing errors; this field only what stands in the rows.
      if (elsewhere) {
        elsewhere.search = new URLSearchParams({ q: field.value.trim() })
        elsewhere.hidden = !field.value.trim()
      }
      clear.hidden = !facets.some(facet => facet.asked.length) && !order.value
      const number = told.of && left ? `${shown.length} ${told.of} ${rows.length}` : shown.length, counted = told.of ? rows.length : shown.length
      const result = waits ? told.first : `${number} ${counted === 1 ? told.one : told.many}.${sorted}${shown.length ? "" : ` ${told.none}`}`
      count.textContent = `${result}${unread.length ? ` ${told.unread} ${unread.join(", ")}.` : ""}`
    }

    /** What the address asks that no control here has. */
    const read = () => {
      const given = asked(), unread = []
      for (const facet of [...facets, question(order)]) {
        const values = given.getAll(facet.name).join(",").split(",").filter(Boolean), strange = facet.strange(values)
        facet.asked = values.filter(value => !strange.length || facet.known.includes(value))
        if (strange.length) unread.push(`${facet.name}=${strange.join(",")}`)
      }
      const here = new Set([...document.querySelectorAll("[data-table-filter] [name]")].map(control => control.name))
      for (const other of document.querySelectorAll("[data-state]")) for (const key of other.dataset.state.split(" ")) here.add(key)
      for (const key of new Set(given.keys())) if (!here.has(key)) unread.push(key)
      return unread
    }
    const write = () => {
      const params = asked()
      for (const { name, asked } of [...facets, question(order)]) if (asked.length) params.set(name, asked.join(",")); else params.delete(name)
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
      if (!facets.some(facet => facet.asked.length) && !order.value) return
      for (let details = table.closest("details"); details; details = details.parentElement.closest("details")) details.open = true
    }

    for (const head of heads) {
      const button = document.createElement("button")
      button.type = "button"
      button.className = "text-action sort"
      head.dataset.label = head.textContent   // paper shows no buttons
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
      row.cells[0].append(more)
    }
    form.hidden = false
    // What is typed shows at once: done again as the field is left, the rows would move from under the click that leaves it.
    form.addEventListener("input", event => { if (event.target.matches("[data-table-words]")) change() })
    form.addEventListener("change", event => { if (!event.target.matches("[data-table-words]")) change() })
    form.addEventListener("submit", event => event.preventDefault())
    clear.addEventListener("click", event => {
      event.preventDefault()
      form.reset()
      change()
      const next = facets[0] ?? order
      next.focus()
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
