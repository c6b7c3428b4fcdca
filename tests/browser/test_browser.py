"""The built site in a real browser: accessibility, how high a page is, narrow screens, dark, print, no request elsewhere."""

import re

import pytest
import yaml

from tests.browser.looks import MAIN, STEADY
from tests.conftest import ROOT
from tests.real import PAGES

HIGHEST, HIGHEST_ON_A_PHONE = 6000, 8500
LONG = yaml.safe_load((ROOT / "tests" / "browser" / "heights.yml").read_text(encoding="utf-8"))
"""The pages that may be longer, in pixels, and why: one reads a list by looking up in it, and a contract from its first article to its last."""


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.figure("pagina-axe", "Elke pagina: axe, licht en donker, met knoppen en links van minstens 24 bij 24 pixels")
def test_axe_finds_nothing(path, seen):
    """axe finds nothing on any page, light and dark; nothing hidden shows; and the page asks no other host for anything."""
    page = seen(path)

    assert page["unhidden"] == page["axe"] == []
    assert page["elsewhere"] == page["trouble"] == []


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.figure("pagina-groot", "Elke pagina: 320 pixels breed, tekst op 200 % en ruim gezet; niets valt weg en niets schuift opzij")
def test_small_screen_and_large_text(path, seen):
    """At 320 px, with text twice as large, and with the spacing of WCAG 1.4.12, nothing is cut off and the page does not scroll sideways."""
    assert {name: found for name, found in seen(path)["cut"].items() if found} == {}


@pytest.mark.parametrize("path", PAGES)
def test_page_is_not_too_long(path, seen):
    """On a desktop no page is higher than eight screens, but for the lists and long texts that heights.yml names, each with its own limit."""
    height, limit = seen(path)["height"], LONG.get(path, {}).get("limit", HIGHEST)

    assert height <= limit, f"{height} px: vouw wat op de tweede plaats komt (details met data-fold), of zeg in heights.yml waarom niet"
    assert limit == HIGHEST or height > HIGHEST, f"{height} px: haal de bladzijde uit heights.yml"


@pytest.mark.parametrize("path", [page for page in PAGES if page not in LONG or page.startswith("clausules/")])
def test_page_is_not_too_long_on_a_phone(path, seen):
    """On a phone no page but a list is higher than some ten screens, its tables aside; nor is the page of a text that is long on a desktop."""
    assert seen(path)["height_phone"] <= HIGHEST_ON_A_PHONE


@pytest.mark.parametrize("path", PAGES)
def test_without_javascript(path, seen):
    """Without JavaScript every heading and table of the article is visible, but what only follows on answers."""
    assert seen(path)["hidden"] == []


@pytest.mark.parametrize("path", PAGES)
def test_paper_holds_all_there_is_to_read(path, seen):
    """On A4 nothing is cut off, a wide table lies across on a sheet of its own, and no button or field is printed; from a dark screen in the same colours."""
    page = seen(path)

    assert page["paper"] == page["paper_colours"] == []


@pytest.mark.parametrize("path", [page for page in PAGES if page != "over/huisstijl/"])
def test_at_most_one_main_action(path, seen):
    """No page shows two main actions, but for the one that shows the parts of a page."""
    assert len(seen(path)["actions"]) <= 1


@pytest.mark.parametrize("path", MAIN)
def test_little_motion(path, seen):
    """Where the reader asks for little motion, nothing moves or fades."""
    assert seen(path)["moves"] == []


@pytest.mark.parametrize("path", sorted(STEADY))
def test_nothing_jumps_while_it_loads(path, seen):
    """What scripts add has its place from the first paint on: on a phone and on a desktop less than a tenth of the screen moves."""
    assert max(seen(path)["jumped"]) < 0.1


@pytest.mark.parametrize("path", MAIN)
@pytest.mark.parametrize("width", [320, 1366])
def test_order_of_reading(path, width, seen):
    """What stands on the screen follows the order of the page: no style and no tabindex moves it."""
    assert seen(path)["out_of_order"][width] == []


def test_dark_where_the_reader_asks_for_it(visit):
    """A reader whose device is set to dark gets the dark scheme."""
    assert visit(color_scheme="dark").evaluate("document.body.dataset.mdColorScheme") == "slate"


def test_margins_of_a_sheet_stay_light(visit):
    """On paper the canvas behind the page is light, also from a device that is set to dark."""
    tab = visit(color_scheme="dark")
    tab.emulate_media(media="print", color_scheme="dark")

    assert tab.evaluate("getComputedStyle(document.documentElement).colorScheme") == "light"


def test_print_shows_the_sheet(visit):
    """On paper: the address and the date of printing, no menu and no search."""
    tab = visit("toolbox/transparantie/")
    tab.emulate_media(media="print")
    tab.evaluate("dispatchEvent(new Event('beforeprint'))")

    assert re.search(r"example\.org/toolbox/transparantie/.*afgedrukt op \d+/\d+/\d{4}", tab.inner_text(".sheet"))
    assert not tab.is_visible(".md-header") and not tab.is_visible(".my-tender")


def test_home_search_opens_results(visit):
    """The search field on the home page opens the page of results with the typed words."""
    tab = visit("")
    tab.fill(".find input", "leefbaar loon")
    tab.click(".find button")

    tab.wait_for_selector("[data-search=page] .search-hit")

    assert "leefbaar" in tab.inner_text("[data-search=page] [data-search-list]").lower()


def test_tooltip_on_a_term(visit):
    """A term carries its definition where it occurs."""
    tab = visit("toolbox/")

    assert tab.query_selector("article abbr[title], article abbr[data-md-tooltip], article abbr") is not None
