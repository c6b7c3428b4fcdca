"""One visit to each page, at which all tests of pages look."""
import pytest

from tests.browser import looks


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


@pytest.fixture
def seen(visits, visit, without_scripts, address):
    """What is to be seen on a page: `seen(path)` gives each thing that is looked at, by name; a page is visited once per process.

    `axe`, `unhidden`, `paper`, `paper_colours`, `cut` (by how the page is shown), `hidden` (without scripts), `trouble` and `elsewhere`.
    """
    def look(path):
        if path not in visits:
            visits[path] = _look(path)
        return visits[path]

    def _look(path):
        tab = visit(path, color_scheme="light", reduced_motion="reduce")
        found = {"unhidden": tab.evaluate(looks.UNHIDDEN)}
        whole = path in looks.MAIN
        found["axe"] = looks.violations(tab, whole=whole)
        looks.dark(tab)
        found["axe"] += looks.violations(tab, "color-contrast", whole=whole)   # only colours differ between the schemes
        tab.set_viewport_size({"width": 680, "height": 900})
        tab.emulate_media(media="print")
        found["paper_colours"] = tab.evaluate(looks.OTHER_COLOURS)
        found["paper"] = tab.evaluate(looks.PAPER)
        tab.emulate_media(media="screen")
        tab.set_viewport_size({"width": 320, "height": 640})
        found["cut"] = {"320 px": tab.evaluate(looks.CUT)}
        tab.set_viewport_size({"width": 1280, "height": 800})
        tab.add_style_tag(content=looks.SPACED)
        found["cut"]["ruim gezet"] = tab.evaluate(looks.CUT)
        looks.large_text(tab)
        found["cut"]["200 %"] = tab.evaluate(looks.CUT)
        without_scripts.goto(address + path)
        found["hidden"] = without_scripts.evaluate(looks.HIDDEN)
        return found | {"trouble": tab.trouble, "elsewhere": tab.elsewhere}

    return look
