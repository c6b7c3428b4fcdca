"""What is folded on a page: closed for who reads on, open for who is on the way to it, on paper, and without JavaScript."""

OPEN = "() => [...document.querySelectorAll('[data-fold]')].filter(e => e.open).length"


def test_folded(visit):
    """What comes second is closed and opens with a click, its words with it."""
    tab = visit("toolbox/transparantie/")
    fold = tab.locator("#risicorapport + p + [data-fold]")
    assert not fold.locator("p").first.is_visible() and tab.evaluate(OPEN) == 0
    fold.locator("summary").first.click()

    assert fold.locator("p").first.is_visible() and tab.trouble == []


def test_an_address_opens_it(visit, address):
    """An address of something in a fold opens it and shows it, on arrival and on the page itself."""
    tab = visit("toolbox/termijnen/#plicht-lijst", viewport={"width": 1366, "height": 768})
    assert 0 <= tab.locator("#plicht-lijst").bounding_box()["y"] < 768
    tab.goto(f"{address}clausules/aankondiging/")
    tab.evaluate(
        "() => { for (const details of document.querySelectorAll('[data-fold]')) details.open = false; location.hash = '#alle-codes' }"
    )
    tab.wait_for_selector("#alle-codes + [data-fold][open]")

    assert tab.evaluate(OPEN) == 1 and tab.trouble == []


def test_open_on_paper_and_closed_again(visit):
    """On paper all stands open; on the screen it is as it was."""
    tab = visit("toolbox/transparantie/")
    tab.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert tab.evaluate("() => [...document.querySelectorAll('[data-fold]')].every(e => e.open)")
    tab.evaluate("dispatchEvent(new Event('afterprint'))")

    assert tab.evaluate(OPEN) == 0


def test_open_without_scripts(visit):
    """Without JavaScript all stands open."""
    tab = visit("toolbox/transparantie/", java_script_enabled=False)

    assert tab.locator("[data-fold]:not([open])").count() == 0 and tab.locator("[data-fold] p").first.is_visible()


def test_long_tables_are_folded(visit):
    """The tables of all systems are a line each, and few screens on a phone; an address of a row opens its table and shows that row."""
    tab = visit("systemen/bewijs/", viewport={"width": 390, "height": 844})
    assert tab.evaluate(OPEN) == 0 and tab.evaluate("document.scrollingElement.scrollHeight") < 8000
    tab.evaluate("location.hash = '#actie-sa8000'")
    tab.wait_for_selector("[data-fold][open]")

    assert tab.evaluate(OPEN) == 1 and 0 <= tab.locator("#actie-sa8000").bounding_box()["y"] < 844
