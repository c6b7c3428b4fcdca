"""One visit to each page, at which all tests of pages look."""

import pytest

from tests.browser import looks
from tests.conftest import watched


@pytest.fixture(scope="session")
def reader(browser, address):
    """A tab that goes from page to page."""
    context = browser.new_context(locale="nl-BE", color_scheme="light", reduced_motion="reduce")
    yield watched(context.new_page(), address)
    context.close()


@pytest.fixture(scope="session")
def without_scripts(browser):
    """A tab in which no script runs."""
    context = browser.new_context(java_script_enabled=False)
    yield context.new_page()
    context.close()


@pytest.fixture(scope="session")
def visits():
    """What was seen at each visit: path → what `seen` gives."""
    return {}


@pytest.fixture(scope="session")
def known():
    """The looks of words of which the colours were found good."""
    return set()


@pytest.fixture
def seen(visits, known, reader, without_scripts, address):
    """What is to be seen on a page: `seen(path)` gives each thing that is looked at, by name; a page is visited once per process.

    `axe`, `unhidden`, `height` and `actions` on a desktop, `height_phone` (without tables and what is folded there), `paper`, `paper_colours`, `cut` (by how the page is shown), `hidden` (without scripts), `trouble` and `elsewhere`; of
    the main pages also `moves`, and `out_of_order` by the width of the screen; of more of them `jumped`, on a phone and on a desktop.
    """

    def look(path):
        if path not in visits:
            visits[path] = _look(path)
        return visits[path]

    def _look(path):
        tab, whole = reader, path in looks.MAIN
        looks.normal(tab)
        tab.trouble.clear()
        tab.elsewhere.clear()
        jumped = [looks.jumped(tab, address + path, size) for size in (looks.PHONE, looks.DESKTOP) if path in looks.STEADY]
        looks.normal(tab)
        looks.opened(tab, address + path)
        found = {
            "unhidden": tab.evaluate(looks.UNHIDDEN),
            "height": tab.evaluate(looks.HEIGHT),
            "actions": tab.evaluate(looks.ACTIONS),
            "jumped": jumped,
        }
        tab.set_viewport_size(looks.PHONE)
        found["height_phone"] = tab.evaluate(looks.HEIGHT_TO_READ)
        tab.set_viewport_size(looks.DESKTOP)
        if whole:
            found["moves"], found["out_of_order"] = tab.evaluate(looks.MOVES), {1366: tab.evaluate(looks.OUT_OF_ORDER)}
        found["axe"] = looks.light_and_dark(tab, known, whole)
        tab.set_viewport_size({"width": 680, "height": 900})
        tab.emulate_media(media="print")
        found["paper_colours"] = tab.evaluate(looks.OTHER_COLOURS)
        tab.evaluate("dispatchEvent(new Event('beforeprint'))")  # what is folded opens
        found["paper"] = tab.evaluate(looks.PAPER)
        tab.evaluate("dispatchEvent(new Event('afterprint'))")
        tab.emulate_media(media="screen")
        tab.set_viewport_size({"width": 320, "height": 640})
        found["cut"] = {"320 px": tab.evaluate(looks.CUT)}
        if whole:
            found["out_of_order"][320] = tab.evaluate(looks.OUT_OF_ORDER)
        tab.set_viewport_size({"width": 1280, "height": 800})
        tab.add_style_tag(content=looks.SPACED)
        found["cut"]["ruim gezet"] = tab.evaluate(looks.CUT)
        looks.text_size(tab, 2)
        found["cut"]["200 %"] = tab.evaluate(looks.CUT)
        without_scripts.goto(address + path)
        found["hidden"] = without_scripts.evaluate(looks.HIDDEN)
        return found | {"trouble": [*tab.trouble], "elsewhere": [*tab.elsewhere]}

    return look
