// Shows what the search finds, in the box of every page and on the page of results; each result is one link to a passage.
// Fetches the index when someone goes to the search, and not before. A reader who comes back finds the results again.
(() => {
  const IN_BOX = 10, AT_ONCE = 3   // so many results in the box, the page has them all; so many at once, the rest when those show

  const box = document.querySelector("[data-search=box]")
  if (!box) return   // a page that stands in a frame has none

  const words = box.dataset, toggle = document.getElementById("__search")
  const template = box.querySelector("[data-search-result]")
  let worker, ready = false

  // --- The index ------------------------------------------------------------------------------------------------

  const start = () => {
    if (worker) return
    worker = new Worker(words.worker)
    worker.addEventListener("message", ({ data }) => {
      if (data.failed) return fail()
      if (data.ready) ready = true
      for (const view of views) data.ready ? view.ask() : view.draw(data)
      if (data.ready) result(data.ready)   // what was made once, is made faster
    })
    worker.addEventListener("error", fail)
    if (location.protocol !== "file:") return worker.postMessage({ load: new URL(words.index, location).href })
    const script = document.createElement("script")   // a page opened from disk may not fetch a file
    script.src = words.index.replace(/json$/, "js")
    script.addEventListener("load", () => worker.postMessage({ index: globalThis.searchIndex }))
    script.addEventListener("error", fail)
    document.head.append(script)
  }

  const fail = () => {
    worker?.terminate()
    worker = undefined
    ready = false
    for (const view of views) view.fail()
  }

  // --- What a reader sees ---------------------------------------------------------------------------------------

  const base = new URL(words.base, location)

  const result = ({ location: place, title, kind = "", page = "", text, why = "" }) => {
    const item = template.content.cloneNode(true), part = name => item.querySelector(`[data-${name}]`)
    item.querySelector("a").href = new URL(place, base)
    part("title").innerHTML = title
    part("kind").textContent = kind
    part("page").textContent = page
    part("text").innerHTML = text
    part("why").textContent = why
    return item
  }

  /** A field and the results of what is typed in it; `most` is how many it shows. */
  const view = (root, most) => {
    const part = name => root.querySelector(`[data-search-${name}]`)
    const query = part("query"), count = part("count"), list = part("list"), failed = part("failed"), all = part("all")
    let drawn, found = 0, cut = false, follow = false   // what the list answers, with how many results, of more, and whether the first is to be opened

    const show = (text, items = []) => {
      count.textContent = text
      list.removeAttribute("aria-busy")
      if (list.contains(document.activeElement)) query.focus()   // what has it goes away, and would take it along
      list.replaceChildren(...items.map(result))
      if (all) all.hidden = true
    }
    /** The results after the first, and the way to those that do not show here. */
    const finish = (from, results) => {
      list.removeAttribute("aria-busy")
      list.append(...results.slice(0, most - from).map(result))
      if (!all || found <= most) return
      all.hidden = false
      all.firstElementChild.textContent = (cut ? words.allBest : words.all).replace("{n}", found)
      all.firstElementChild.search = new URLSearchParams({ q: query.value })
    }
    const open = () => {
      follow = false
      if (found) list.querySelector("a").click()
    }
    const own = {
      query, list,
      ask() {
        failed.hidden = true
        drawn = undefined
        if (!query.value.trim()) return show(words.start)
        start()
        if (!ready) return show(words.loading)
        list.setAttribute("aria-busy", "true")   // what stands there answers other words
        worker.postMessage({ query: query.value, to: AT_ONCE })
      },
      draw({ query: asked, from, results, found: number, more: of, none, ways = [] }) {
        if (asked !== query.value) return   // the reader typed on
        if (from) {
          if (list.children.length === from) finish(from, results)
          return
        }
        drawn = asked
        found = number
        cut = of ?? false
        show(none ?? (found > 1 ? (cut ? words.best : words.many).replace("{n}", found) : words.one), [...results, ...ways])
        if (follow) open()
        if (found <= results.length) return
        list.setAttribute("aria-busy", "true")
        requestAnimationFrame(() => setTimeout(() => worker?.postMessage({ query: asked, from: results.length, to: most })))
      },
      /** Follow the first result, once there is one for what is typed. */
      go() {
        if (!query.value.trim()) return
        follow = true
        if (drawn === query.value) open()
      },
      fail() {
        if (!query.value.trim()) return
        show("")
        failed.hidden = false
      },
    }
    query.addEventListener("input", own.ask)
    query.form.addEventListener("reset", () => setTimeout(() => { own.ask(); query.focus() }))
    failed.querySelector("button").addEventListener("click", () => { own.ask(); query.focus() })
    show(words.start)
    return own
  }

  // --- The box ----------------------------------------------------------------------------------------------------

  const inBox = view(box, IN_BOX), { query } = inBox, views = [inBox]

  let followed = false   // whether the box closes because a result is opened

  const turn = open => {
    if (toggle.checked === open) return
    toggle.checked = open
    toggle.dispatchEvent(new Event("change"))
  }
  const keep = search => history.replaceState({ ...history.state, search }, "")

  const reopen = value => {
    turn(true)
    query.value = value
    query.focus()
    inBox.ask()
  }

  /** The same once the page stands: going to a passage in it takes the focus away. */
  const soon = value => addEventListener("pageshow", () => setTimeout(() => reopen(value)), { once: true })

  query.addEventListener("focus", () => turn(true))
  toggle.addEventListener("change", () => {
    if (toggle.checked) query.focus()
    else if (!followed && history.state?.search) keep(undefined)
  })
  // The theme closes the box after each change of place; but not under the hands of who comes back to it.
  toggle.addEventListener("click", event => { if (!event.isTrusted && box.contains(document.activeElement)) event.preventDefault() })
  box.addEventListener("focusout", ({ relatedTarget: to }) => { if (to && !box.contains(to)) turn(false) })
  box.querySelector("form").addEventListener("submit", event => {
    event.preventDefault()
    inBox.go()
  })
  inBox.list.addEventListener("click", event => {
    const link = event.target.closest("a")
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return
    keep(query.value)
    if (link.pathname !== location.pathname) return
    followed = true
    document.activeElement.blur()
    turn(false)
    followed = false
  })
  box.addEventListener("keydown", event => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key], at = document.activeElement
    if (event.key === "Escape") {   // on a narrow screen the field goes away with the box, and the button that opened it stays
      const opener = document.querySelector(".md-header label[for=__search] > button")
      ;(opener?.getClientRects().length ? opener : query).focus()
      turn(false)
    } else if (step) {
      const stops = [query, ...inBox.list.querySelectorAll("a")]
      stops[(stops.indexOf(at) + step + stops.length) % stops.length].focus()
      event.preventDefault()
    } else if (event.key.length === 1 && at.closest("li") && !event.ctrlKey && !event.metaKey && !event.altKey) query.focus()
  })
  addEventListener("popstate", ({ state }) => { if (state?.search) reopen(state.search) })

  // Who comes near, soon searches.
  for (const near of document.querySelectorAll("[data-search=box], label[for=__search], form.find")) {
    for (const type of ["pointerenter", "focusin", "touchstart"]) near.addEventListener(type, start, { once: true, passive: true })
  }

  // --- The page of results, and addresses that ask ----------------------------------------------------------------

  const page = document.querySelector("[data-search=page]"), { searchParams: given } = new URL(location.href)
  if (page) {
    const onPage = view(page, Infinity)
    views.push(onPage)
    onPage.query.value = given.get("q") ?? ""
    onPage.query.addEventListener("input", () => {
      history.replaceState(history.state, "", `?${new URLSearchParams({ q: onPage.query.value })}`)
    })
    onPage.query.form.addEventListener("submit", event => {
      event.preventDefault()
      onPage.ask()
    })
    onPage.ask()
  } else if (given.has("q") || given.has("h")) {   // neither goes along in a link that is copied
    const address = new URL(location.href), asked = given.get("q")
    address.searchParams.delete("q")
    address.searchParams.delete("h")
    history.replaceState(history.state, "", address)
    if (asked !== null) soon(asked)
  }
  if (history.state?.search) soon(history.state.search)
})()
