"""The built site in a real browser: accessibility, narrow screens, dark, print, no request elsewhere."""
import re

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.site.test_site import PAGES, html_path

ADDRESSES = [html_path(page).as_posix().removesuffix("index.html") for page in PAGES]


AXE = Axe()

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

UNHIDDEN = """() => [...document.querySelectorAll("[hidden]:not(.md-tabs)")].filter(e => e.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
  .map(e => e.outerHTML.slice(0, 90))"""
"""What the page hides and a style sheet shows all the same; the tabs slide away as one scrolls, and keep their place."""

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

COLOURS = """scheme => {
  document.body.dataset.mdColorScheme = scheme
  return [...document.querySelectorAll("body, article *")].map(e => {
    const { color, backgroundColor, borderTopColor, fill, stroke } = getComputedStyle(e)
    return [e.tagName, color, backgroundColor, borderTopColor, fill, stroke].join(" ")
  })
}"""
"""The colours of everything on a page in a scheme."""


def violations(tab, *rules):
    """What axe finds: [(rule, places)]; all its rules and targets of 24 px, or only the rules given."""
    # What floats over a page, or is half scrolled away in the menu, is not cut off: the reader scrolls.
    tab.evaluate("() => { scrollTo(0, 0); for (const menu of document.querySelectorAll('.md-sidebar__scrollwrap')) menu.scrollTop = 0 }")
    tab.add_style_tag(content="* { content-visibility: visible !important }")   # what is laid out late would shift while axe measures
    options = {"runOnly": list(rules)} if rules else {"rules": {"target-size": {"enabled": True}}}
    # Of what passes, axe need not tell where: that takes longer than to find out.
    found = AXE.run(tab, options=options | {"resultTypes": ["violations"]}).response["violations"]
    return [(v["id"], [n["target"] for n in v["nodes"]][:3]) for v in found]


def large_text(tab):
    """Set the text twice as large, as a reader does in the settings of the browser."""
    tab.context.new_cdp_session(tab).send("Page.setFontSizes", {"fontSizes": {"standard": 32, "fixed": 26}})


@pytest.mark.parametrize("path", ADDRESSES)
@pytest.mark.figure("pagina-axe", "Elke pagina: axe, licht en donker, met knoppen en links van minstens 24 bij 24 pixels")
def test_axe_finds_nothing(path, visit):
    """axe finds nothing on any page, light and dark; nothing hidden shows; and the page asks no other host for anything."""
    tab = visit(path, color_scheme="light", reduced_motion="reduce")
    assert tab.evaluate(UNHIDDEN) == []
    found = violations(tab)
    # Only colours differ between the schemes.
    tab.evaluate("document.body.dataset.mdColorScheme = 'slate'")
    found += violations(tab, "color-contrast")

    assert found == []
    assert tab.elsewhere == tab.trouble == []


def test_dark_where_the_reader_asks_for_it(visit):
    """A reader whose device is set to dark gets the dark scheme."""
    assert visit(color_scheme="dark").evaluate("document.body.dataset.mdColorScheme") == "slate"


@pytest.mark.parametrize("path", ADDRESSES)
@pytest.mark.figure("pagina-groot", "Elke pagina: 320 pixels breed, tekst op 200 % en ruim gezet; niets valt weg en niets schuift opzij")
def test_small_screen_and_large_text(path, visit):
    """At 320 px, with text twice as large, and with the spacing of WCAG 1.4.12, nothing is cut off and the page does not scroll sideways."""
    tab = visit(path, viewport={"width": 320, "height": 640}, reduced_motion="reduce")
    cut = {"320 px": tab.evaluate(CUT)}
    tab.set_viewport_size({"width": 1280, "height": 800})
    tab.add_style_tag(content="""* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
      p { margin-bottom: 2em !important }""")
    cut["ruim gezet"] = tab.evaluate(CUT)
    large_text(tab)
    cut["200 %"] = tab.evaluate(CUT)

    assert {name: found for name, found in cut.items() if found} == {}


@pytest.mark.parametrize("path", ADDRESSES)
def test_without_javascript(path, visit):
    """Without JavaScript every heading and table of the article is visible, but what only follows on answers."""
    tab = visit(path, java_script_enabled=False)

    hidden = [h.inner_text() for h in tab.query_selector_all("article :is(h1, h2, h3, table):not([data-after] *)")
              if not h.is_visible()]

    assert hidden == []


@pytest.mark.parametrize("path", ADDRESSES)
def test_paper_holds_all_there_is_to_read(path, visit):
    """On A4 nothing is cut off, a wide table lies across on a sheet of its own, and no button or field is printed; from a dark screen in the same colours."""
    tab = visit(path, viewport={"width": 680, "height": 900}, reduced_motion="reduce")
    tab.emulate_media(media="print")

    assert tab.evaluate(PAPER) == []
    assert tab.evaluate(COLOURS, "slate") == tab.evaluate(COLOURS, "default")


def test_print_shows_the_sheet(visit):
    """On paper: the address and the date of printing, no menu and no search."""
    tab = visit("toolbox/transparantie/")
    tab.emulate_media(media="print")
    tab.evaluate("dispatchEvent(new Event('beforeprint'))")

    assert re.search(r"example\.org/toolbox/transparantie/.*afgedrukt op \d+/\d+/\d{4}", tab.inner_text(".sheet"))
    assert not tab.is_visible(".md-header") and not tab.is_visible(".md-tabs")


def test_home_search_opens_results(visit):
    """The search field on the home page opens the site's search with the typed words."""
    tab = visit("", search=True)
    tab.fill(".find input", "leefbaar loon")
    tab.click(".find button")

    tab.wait_for_selector(".md-search-result__item")

    assert "leefbaar" in tab.inner_text(".md-search-result__list").lower()


def test_tooltip_on_a_term(visit):
    """A term carries its definition where it occurs."""
    tab = visit("toolbox/")

    assert tab.query_selector("article abbr[title], article abbr[data-md-tooltip], article abbr") is not None
