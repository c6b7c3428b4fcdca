"""The built site in a real browser: accessibility, narrow screens, dark, print, no request elsewhere."""
import re

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.test_site import PAGES, html_path

ADDRESSES = [html_path(page).as_posix().removesuffix("index.html") for page in PAGES]


@pytest.mark.parametrize("path", ADDRESSES)
def test_axe_finds_nothing(path, visit):
    """axe finds nothing on any page, light and dark; and the page asks no other host for anything."""
    tab = visit(path, color_scheme="light", reduced_motion="reduce")
    axe = Axe()
    found = axe.run(tab).response["violations"]
    # Only colours differ between the schemes.
    tab.evaluate("document.body.dataset.mdColorScheme = 'slate'")
    found += axe.run(tab, options={"runOnly": ["color-contrast"]}).response["violations"]

    assert [(v["id"], [n["target"] for n in v["nodes"]][:3]) for v in found] == []
    assert tab.elsewhere == tab.trouble == []


def test_dark_where_the_reader_asks_for_it(visit):
    """A reader whose device is set to dark gets the dark scheme."""
    assert visit(color_scheme="dark").evaluate("document.body.dataset.mdColorScheme") == "slate"


@pytest.mark.parametrize("path", ADDRESSES)
def test_narrow_screen(path, visit):
    """At 320 px the page itself does not scroll sideways."""
    tab = visit(path, viewport={"width": 320, "height": 640})

    assert tab.evaluate("document.scrollingElement.scrollWidth") <= 320


@pytest.mark.parametrize("path", ADDRESSES)
def test_without_javascript(path, visit):
    """Without JavaScript every heading and table of the article is visible, but what only follows on answers."""
    tab = visit(path, java_script_enabled=False)

    hidden = [h.inner_text() for h in tab.query_selector_all("article :is(h1, h2, h3, table):not([data-after] *)")
              if not h.is_visible()]

    assert hidden == []


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
