"""What is looked at on a page in the browser: axe, what is cut off, what is hidden, what comes on paper."""

import os
import re

from tests.conftest import AXE

MAIN = ["", "gids/keten/", "clausules/", "clausules/rapport-risico/", "clausules/mijn-bestek/", "clausules/actueel/", "keuzehulp/"]
"""One page of each kind that a reader does something on."""

STEADY = {
    *MAIN,
    "systemen/vergelijken/",
    "systemen/gots/",
    "clausules/aankondiging/",
    "leveranciers/",
    "toolbox/",
    "toolbox/termijnen/",
    "wetgeving/",
    "wetgeving/artikelen/",
    "wetgeving/fasen/",
    "trainers/",
    "naslag/",
    "praktijk/",
    "begrippen/",
    "sinds-2018/",
    "zoeken/",
}
"""The pages that most people open, and each one that a script adds something to: there nothing may jump."""

DESKTOP, PHONE = {"width": 1366, "height": 768}, {"width": 390, "height": 844}

CUT = """() => {
  const searching = document.getElementById("__search")?.checked   // a round veil, wider than the page
  const wide = !searching && document.scrollingElement.scrollWidth > innerWidth ? [`pagina: ${document.scrollingElement.scrollWidth} px`] : []
  // The header repeats the title of the page; the menu lays one list over another.
  const known = ".sr, thead, .md-header__title, .md-sidebar__scrollwrap"
  return [...wide, ...[...document.querySelectorAll("body *")].filter(e => {
    const style = getComputedStyle(e), clips = value => value === "hidden" || value === "clip"
    if (!clips(style.overflowX) && !clips(style.overflowY) || e.closest(known) || !e.textContent.trim() || !e.checkVisibility({ visibilityProperty: true, opacityProperty: true })) return false
    return clips(style.overflowX) && e.scrollWidth > e.clientWidth + 1 || clips(style.overflowY) && e.scrollHeight > e.clientHeight + 1
  }).map(e => `${e.className}: ${e.textContent.trim().slice(0, 40)}`)]
}"""
"""What is cut off: the page when it scrolls sideways, and text in a box that hides what does not fit."""

HEIGHT = "() => document.scrollingElement.scrollHeight"
"""How high the whole page is."""

HEIGHT_TO_READ = """() => [...document.querySelectorAll("[data-fold=smal], article .table:not([data-fold=smal] .table)")]
  .reduce((height, e) => height - e.getBoundingClientRect().height, document.scrollingElement.scrollHeight)"""
"""How high the page is on a phone but for its tables, of which each row is a card there, and what is folded there, which the page of a wide screen left open."""

OTHER_LETTERS = """() => {
  const pen = document.createElement("canvas").getContext("2d"), width = letters => { pen.font = `16px ${letters}`; return pen.measureText("Werkkledij wil").width }
  return ["Naad Sans", "Naad Serif"].some(own => width(`"${own}", monospace`) === width("monospace"))
}"""
"""Whether the page does without our typefaces, which may be left out where they come late: its lines then break elsewhere."""

UNHIDDEN = """() => [...document.querySelectorAll("[hidden]:not(.md-sidebar--primary)")].filter(e => e.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
  .map(e => e.outerHTML.slice(0, 90))"""
"""What the page hides and a style sheet shows all the same. The menu at the side is hidden on a wide screen only: on a narrow one it opens."""

ACTIONS = """() => [...document.querySelectorAll(".main-action")].filter(e => e.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
  .map(e => Math.round(e.getBoundingClientRect().bottom))"""
"""Where each main action that shows has its lower edge, from the top of the screen."""

PAPER = """() => {
  const article = document.querySelector("article"), cut = e => {
    const { left, right } = e.getBoundingClientRect(), across = e.closest(".table") && getComputedStyle(e.closest(".table")).page === "wide"
    return right - left > (across ? 1047 : 680) || !across && right > innerWidth + 1
      || getComputedStyle(e).overflowX !== "visible" && e.scrollWidth > e.clientWidth + 1
      || e.matches("th, td") && e.clientWidth < 28 && e.textContent.trim().length > 3   // a letter a line is no table
  }
  return [...article.querySelectorAll("*"), ...document.querySelectorAll("button, input, select, textarea")]
    .filter(e => e.checkVisibility({ visibilityProperty: true }) && !e.closest(".sr, svg") && (e.matches("button, input, select, textarea") || cut(e)))
    .map(e => `${e.tagName} ${e.className}: ${e.textContent.trim().slice(0, 40)}`)
}"""
"""What does not belong on paper: what is cut off at the width of A4 (680 px between its margins, 1047 px across), and what only works on a screen."""

OTHER_COLOURS = """() => {
  const colours = scheme => {
    document.body.dataset.mdColorScheme = scheme
    return [...document.querySelectorAll("body, article *")].map(e => {
      const { color, backgroundColor, borderTopColor, fill, stroke } = getComputedStyle(e)
      return [e.tagName, e.className, color, backgroundColor, borderTopColor, fill, stroke].join(" ")
    })
  }
  const dark = colours("slate"), light = colours("default")
  return dark.filter((colour, i) => colour !== light[i])
}"""
"""What has other colours in the dark scheme than in the light one."""

HIDDEN = """() => [...document.querySelectorAll("article :is(h1, h2, h3, table):not([data-after] *)")].filter(e => {
  const { width, height } = e.getBoundingClientRect()
  return !width || !height || getComputedStyle(e).visibility !== "visible"
}).map(e => e.textContent.trim().slice(0, 40))"""
"""Headings and tables of the article that do not show, but for what only follows on answers."""

MOVES = """() => [...document.querySelectorAll("*")].filter(e => ["", "::before", "::after"].some(part => {
  const style = getComputedStyle(e, part)
  return style.animationName !== "none" || style.transitionDuration.split(",").some(d => parseFloat(d)) || style.scrollBehavior === "smooth"
})).map(e => e.className).concat(document.getAnimations().map(moving => moving.animationName))"""
"""What moves, fades or scrolls by itself."""

OUT_OF_ORDER = """() => [...document.querySelectorAll("body *")].filter(e => {
  const style = getComputedStyle(e)
  // The table of contents stands before the text, and beside it on a wide screen.
  return e.tabIndex > 0 || style.order !== "0" && !e.matches(".md-sidebar--secondary") || style.flexDirection.endsWith("reverse") || style.float === "right" && e.closest("article")
}).map(e => e.className)"""
"""What stands elsewhere on the screen than in the page."""

JUMPED = """() => new Promise(done => {
  const seen = []
  new PerformanceObserver(list => seen.push(...list.getEntries())).observe({ type: "layout-shift", buffered: true })
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => done(seen.reduce((sum, { value }) => sum + value, 0)))))
})"""
"""How much of the screen has moved since the page was opened: the layout shift of web vitals."""

LATE = re.compile(r"\.(js|woff2)$")
BEFORE_PAINT = ("too-old.js", "storage.js")
"""What may come late, and the scripts that run before anything shows."""


def jumped(tab, address, size):
    """Open a page of which the scripts and typefaces come only once all else was painted; gives how much of a screen of this size moved then."""
    held, free = [], False

    def hold(route):
        if free or route.request.url.endswith(BEFORE_PAINT):
            route.continue_()
        else:
            held.append(route)

    tab.set_viewport_size(size)
    tab.route(LATE, hold)
    tab.goto(address, wait_until="commit")
    tab.wait_for_selector(".md-footer", state="attached")
    tab.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    free = True
    for route in held:
        route.continue_()
    tab.wait_for_load_state("load")
    tab.unroute(LATE)
    return tab.evaluate(JUMPED)


LOOKS = """() => {
  const back = e => {
    const { backgroundColor, backgroundImage, opacity, position, mixBlendMode, filter } = getComputedStyle(e)
    return [backgroundColor, backgroundImage, opacity, position, mixBlendMode, filter].join()
  }
  const texts = [...document.querySelectorAll("body *")].filter(e => (e.matches("input, select, textarea") || [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()))
    && e.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && e.getClientRects().length)
  const looks = () => {
    const under = new Map()   // what lies beneath an element: its own background and those of all it stands in
    const backs = e => under.get(e) ?? (under.set(e, `${back(e)}${e.parentElement ? backs(e.parentElement) : ""}`), under.get(e))
    return texts.map(e => {
      const { color, fontSize, fontWeight, textDecorationLine, textShadow } = getComputedStyle(e)
      return [e.tagName, color, fontSize, fontWeight, textDecorationLine, textShadow, e.matches(":disabled, :disabled *"), backs(e)].join("|")
    })
  }
  for (const e of document.querySelectorAll("[data-look]")) e.removeAttribute("data-look")
  const now = document.body.dataset.mdColorScheme, light = looks()
  document.body.dataset.mdColorScheme = "slate"
  const dark = looks(), seen = new Map()
  document.body.dataset.mdColorScheme = now
  texts.forEach((e, at) => {
    const look = light[at] + dark[at]
    if (seen.has(look)) return
    e.dataset.look = seen.size
    seen.set(look)
  })
  return [...seen.keys()]
}"""
"""Marks one element per distinct look, with its number, and gives the looks: the same words in the same colours on the same backgrounds, light and dark, give the
same contrast."""

VIOLATIONS = """async ([options, selector, known]) => {
  const { checks } = axe._audit, contrast = checks["color-contrast"], over = new Set()
  contrast.look ??= contrast.evaluate
  contrast.evaluate = function (node, ...given) {
    const look = Number(node.dataset.look)
    if (known.includes(look)) {
      if (axe.commons.color.getBackgroundStack(node)?.every(e => e.contains(node))) return true
      over.add(look)
    }
    return contrast.look.call(this, node, ...given)
  }
  axe.configure({ checks: [{ id: "link-in-text-block", enabled: false }], rules: [{ id: "color-contrast", selector }] })
  const { violations } = await axe.run(options)
  return [violations.map(({ id, nodes }) => [id, nodes.slice(0, 3).map(node => node.target)]), [...over]]
}"""
"""What axe finds, and which known looks lie over something else than what they stand in: those are looked at all the same.

A link in a text must differ from it in more than colour.
"""

WHOLE = "AXE_WHOLE" in os.environ
"""Whether contrast is looked at for everything on every page."""

ALL = {"rules": {"target-size": {"enabled": True}}}
"""All rules of axe, and targets of 24 px."""

SHOWN_WHOLE = """* { content-visibility: visible !important }
.md-sidebar__scrollwrap { height: auto !important; overflow: visible !important }
@media (min-width: 76.25em) { .md-sidebar { height: auto !important } }"""
"""A page of which all is laid out. What is laid out late would shift while axe measures.

What floats over a page, or is half scrolled away in the menu, is not cut off: the reader scrolls. The theme brings the page's own
entry into view at a moment of its own, also after this: a menu that shows whole cannot be scrolled.
Shown whole, a menu that is longer than its page makes the page longer, and does not lie over the foot of it.
"""

BRING = """async source => {
  await new Promise((done, failed) => {
    document.head.append(Object.assign(document.createElement("script"), { src: source, onload: () => done(), onerror: failed }))
  })
  const { Color } = axe.commons.color, read = Color.prototype.parseString, known = new Map
  Color.prototype.parseString = function (text) {
    if (!known.has(text)) known.set(text, new Color(read.call(this, text)))
    return Object.assign(this, (({ r, g, b, alpha }) => ({ r, g, b, alpha }))(known.get(text)))
  }
}"""
"""Brings axe, which reads a few colours thousands of times: it needs to read each but once."""


def _ready(tab):
    """Show the page as axe must find it, and bring axe."""
    if not tab.evaluate("Boolean(globalThis.axe)"):
        tab.add_style_tag(content=SHOWN_WHOLE)
        tab.evaluate(BRING, f"/{AXE.name}")
    tab.evaluate("() => { scrollTo(0, 0); for (const menu of document.querySelectorAll('.md-sidebar__scrollwrap')) menu.scrollTop = 0 }")


def _axe(tab, options, selector, known=()):
    # Of what passes, axe need not tell where: that takes longer than to find out.
    return tab.evaluate(VIOLATIONS, [options | {"resultTypes": ["violations"]}, selector, list(known)])


def violations(tab, *rules, whole=True):
    """What axe finds: [[rule, places]]; all its rules and targets of 24 px, or only the rules given.

    Contrast takes axe longer than all else: unless `whole`, it looks at one element per distinct look.
    """
    _ready(tab)
    whole = whole or WHOLE
    if not whole:
        tab.evaluate(LOOKS)
    return _axe(tab, {"runOnly": list(rules)} if rules else ALL, "*" if whole else "[data-look]")[0]


def light_and_dark(tab, known, whole):
    """What axe finds in the light and in the dark scheme, between which only colours differ; leaves the page dark.

    Unless `whole`, contrast is looked at for one element per distinct look, and not for those `known` from other pages, to which it adds.
    """
    if whole or WHOLE:
        found = violations(tab)
        dark(tab)
        return found + violations(tab, "color-contrast")
    _ready(tab)
    looks = tab.evaluate(LOOKS)
    found, over = _axe(tab, ALL, "[data-look]", [at for at, look in enumerate(looks) if look in known])
    dark(tab)
    if again := [at for at, look in enumerate(looks) if look not in known or at in over]:
        found += _axe(tab, {"runOnly": ["color-contrast"]}, ",".join(f'[data-look="{at}"]' for at in again))[0]
    if not found:
        known.update(looks)
    return found


SPACED = """* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
p { margin-bottom: 2em !important }"""
"""The spacing of WCAG 1.4.12 as a style sheet."""


def dark(tab):
    """Show the page in the dark scheme."""
    tab.evaluate("document.body.dataset.mdColorScheme = 'slate'")


def text_size(tab, times):
    """Set the text this many times as large, as a reader does in the settings of the browser."""
    tab.context.new_cdp_session(tab).send("Page.setFontSizes", {"fontSizes": {"standard": 16 * times, "fixed": 13 * times}})


def opened(tab, address):
    """Open a page in our typefaces: where they came too late they are at hand when it is opened once more."""
    tab.goto(address)
    for _ in range(9):
        if not tab.evaluate(OTHER_LETTERS):
            return
        tab.goto(address)
    raise AssertionError(f"{address} krijgt zijn letters niet")


def normal(tab):
    """A desktop as most readers have it, for the page to open next: the one before does not show, so that nothing of it is laid out again."""
    tab.evaluate("() => { document.documentElement.style.display = 'none' }")
    tab.emulate_media(media="screen")
    tab.set_viewport_size(DESKTOP)
    text_size(tab, 1)
