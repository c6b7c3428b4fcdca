"""What a reader gets at an address that does not exist."""

import pytest

from tests.browser.looks import CUT, violations


@pytest.fixture
def missing(visit, address, built):
    """A page at an address that does not exist, as a web server gives it: deep down, with the site's own 404 page."""
    tab = visit(color_scheme="light", reduced_motion="reduce")
    tab.route("**/a/b/c/", lambda route: route.fulfill(status=404, path=built / "404.html", content_type="text/html"))
    tab.goto(f"{address}a/b/c/")
    return tab


def test_ways_on(missing):
    """It says in Dutch what happened, and offers the way of each of the three readers; whatever is clicked or typed, no script fails."""
    assert missing.title().startswith("Deze pagina bestaat niet") and missing.inner_text("h1") == "Deze pagina bestaat niet"
    missing.click("h1")
    missing.keyboard.press("Tab")
    missing.keyboard.press("Escape")
    assert missing.trouble == missing.elsewhere == []

    here = missing.url
    for name in ("aankopers", "leveranciers", "trainers"):
        missing.click(f".labels a[href$='{name}/']")
        missing.wait_for_url(f"**/{name}/")
        missing.goto(here)


def test_search(missing):
    """Its search field opens the page of results with the typed words."""
    missing.fill("main .find input", "leefbaar loon")
    missing.click("main .find button")
    missing.wait_for_selector("[data-search=page] .search-hit")

    assert "leefbaar" in missing.inner_text("[data-search=page] [data-search-list]").lower() and missing.trouble == []


def test_looks(missing):
    """axe finds nothing, light and dark, and nothing is cut off on a narrow screen."""
    found = violations(missing)
    missing.evaluate("document.body.dataset.mdColorScheme = 'slate'")
    found += violations(missing, "color-contrast")
    missing.set_viewport_size({"width": 320, "height": 640})

    assert found == missing.evaluate(CUT) == []
