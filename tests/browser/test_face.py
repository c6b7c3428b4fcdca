"""The face: the main action in the first screen, pages that are not endless, lines one can read, what is always in view, what comes on paper."""

import re

import pytest

from tests.browser.looks import ACTIONS, DESKTOP, PHONE
from tests.conftest import until
from tests.real import SITE


@pytest.mark.parametrize(
    "path", ["", "trainers/", "aankopers/", "clausules/rapport-risico/", "clausules/mijn-bestek/#teksten=kader-uitvoering"]
)
def test_main_action_is_in_the_first_screen(path, visit):
    """Where a page has one thing that most people come to do, its yellow button is seen without scrolling, and there is no second one."""
    tab = visit(path)
    for size in (DESKTOP, PHONE):
        tab.set_viewport_size(size)
        [bottom] = tab.evaluate(ACTIONS)
        assert 0 < bottom <= size["height"], size


ANSWERS = {
    "systemen/vergelijken/": ("[data-table] tbody tr:nth-child(3)", "[data-table] tbody tr"),
    "leveranciers/": ("#bewijs", "article a[href='#bewijs']"),
    "systemen/gots/": ("article p a[href$='#heb=gots']", "article p a[href$='#heb=gots']"),
    "systemen/bewijs/": ("[data-facet=heb]", "[data-facet=heb]"),
    "wetgeving/artikelen/": ("article nav a[href='#wet-87']", "article nav a[href='#wet-87']"),
    "wetgeving/drempels/": ("article h1 + p", "article h1 + p"),
}
"""What someone comes for on a page: where it stands on a desktop and on a phone."""


@pytest.mark.parametrize("path", ANSWERS)
def test_answer_is_in_the_first_screen(path, visit):
    """What someone comes to a page for, or a link to it, is seen without scrolling."""
    tab = visit(path)
    for size, place in zip((DESKTOP, PHONE), ANSWERS[path], strict=True):
        tab.set_viewport_size(size)
        box = tab.locator(place).first.bounding_box()
        assert box["y"] > 0 and box["y"] + min(box["height"], 80) <= size["height"], size


@pytest.mark.parametrize("width", [1366, 1920])
def test_lines_are_short_enough_to_read(width, visit):
    """A full line of running text has about 68 letters, also on a wide screen."""
    tab = visit("systemen/", viewport={"width": width, "height": 900})
    counts = tab.evaluate("""() => [...document.querySelectorAll("article > p")].map(p => {
      const range = document.createRange()
      range.selectNodeContents(p)
      return [p.textContent.length, new Set([...range.getClientRects()].map(r => Math.round(r.bottom / 8))).size]
    }).filter(([, lines]) => lines > 2).map(([letters, lines]) => letters / (lines - .5))""")

    assert counts and 58 <= sum(counts) / len(counts) <= 76


@pytest.mark.parametrize("size", [(1366, 768), (390, 844)], ids=["scherm", "telefoon"])
def test_search_and_my_tender_are_always_in_view(size, visit):
    """The search and how many texts the tender holds stay in view, also far down a page; a change shows at once."""
    tab = visit("begrippen/", viewport={"width": size[0], "height": size[1]})
    tab.evaluate("scrollTo(0, 20000)")
    for place in (".my-tender", ".md-search__form" if size[0] > 1000 else "label[for=__search].md-header__button"):
        box = tab.locator(place).bounding_box()
        assert box["y"] >= 0 and box["y"] + box["height"] < 120 and box["x"] + box["width"] <= size[0]
    tab.evaluate(
        "localStorage.setItem('bestek', JSON.stringify([{ id: 'code-mvo' }, { id: 'code-keten' }])); dispatchEvent(new Event('bestek'))"
    )

    assert tab.inner_text(".my-tender").split() == ["Mijn", "bestek", "(2)"]


def test_the_sign_of_a_link_waits(visit):
    """The sign behind a title or a heading shows where one points or moves the focus, and says what it belongs to."""
    tab = visit("toolbox/actie/", reduced_motion="reduce")
    sign, seen = tab.locator("#doel .headerlink"), "e => getComputedStyle(e).opacity"
    for place in ("h1", "#doel"):
        assert tab.locator(f"{place} .headerlink").evaluate(seen) == "0"
        tab.hover(place)
        assert tab.locator(f"{place} .headerlink").evaluate(seen) == "1"

    assert sign.get_attribute("aria-label") == "kopieer link: Doel: wat u wilt bereiken"


def test_any_piece_has_a_link_and_a_code(visit, address):
    """The menu at the end of a page gives the link of any piece of it, and draws its QR code; on a touch screen too."""
    tab = visit("toolbox/actie/", has_touch=True, viewport={"width": 390, "height": 844})
    tab.click(".share summary")
    tab.select_option(".share select", label="Doel: wat u wilt bereiken")
    tab.click("[data-share-copy]")
    tab.wait_for_selector("[data-link-status]:not(:empty)")
    assert tab.evaluate("navigator.clipboard.readText()") == f"{address}toolbox/actie/#doel"
    until(tab, "globalThis.Qr")
    tab.click(".share [data-qr-make]")

    assert "toolbox/actie/#doel" in "".join(tab.locator(".share svg text").all_text_contents())
    assert tab.trouble == []


def test_glossary_shows_what_someone_types(visit):
    """Letters lead into the list of terms, and typing leaves only the terms that hold those letters."""
    tab = visit("begrippen/")
    tab.fill("#terms", "leefbaar")
    shown = tab.locator("[data-term]:visible h2").all_text_contents()

    assert 0 < len(shown) < 30 and any("Leefbaar loon" in name for name in shown)
    assert tab.inner_text("[data-terms-count]").startswith(f"{len(shown)} ")
    tab.fill("#terms", "xyzq")
    assert tab.locator("[data-term]:visible").count() == 0 and "Geen begrip" in tab.inner_text("[data-terms-count]")


@pytest.mark.parametrize("path", ["", "trainers/", "begrippen/", "clausules/rapport-risico/"])
def test_no_controls_on_paper(path, visit):
    """What only works on a screen is not printed: no button, no field, no link to edit."""
    tab = visit(path)
    tab.emulate_media(media="print")
    controls = tab.locator(
        "button:visible, input:visible, select:visible, textarea:visible, .main-action:visible, .md-content__button:visible"
    )

    assert controls.all_text_contents() == []


SMALL = """() => [...document.querySelectorAll("body *")].filter(e => {
  if (![...e.childNodes].some(node => node.nodeType === 3 && node.data.trim()) || e.closest(".sr, .headerlink")) return false
  if (!e.checkVisibility({ visibilityProperty: true, opacityProperty: true })) return false
  return parseFloat(getComputedStyle(e).fontSize) * (e.closest("svg") ? e.getScreenCTM().a : 1) < 12
}).map(e => `${e.closest("[class]")?.getAttribute("class")}: ${e.textContent.trim().slice(0, 30)}`)"""
"""Words of less than twelve pixels, as a drawing shows them too."""

THEMES = """() => [...document.querySelectorAll("details, summary")].filter(e => ["", "::before"].some(part => {
  const { display, borderTopColor, borderTopWidth, backgroundColor } = getComputedStyle(e, part)
  return display !== "none" && (backgroundColor.includes("68, 138, 255") || parseFloat(borderTopWidth) && borderTopColor.includes("68, 138, 255"))
})).map(e => e.className || e.textContent.trim().slice(0, 30))"""
"""What folds and still has the blue of a note of the theme."""

CRUMBS = """() => [".md-path__item", "article h1"].map(one => Math.round(document.querySelector(one).getBoundingClientRect().left))"""


KINDS = [
    "",
    "toolbox/",
    "toolbox/termijnen/",
    "systemen/gots/",
    "systemen/vergelijken/",
    "clausules/rapport-audit/",
    "clausules/mijn-bestek/",
]
"""A page of each kind."""


def test_one_hand(visit):
    """On pages of each kind no word is too small to read, also in a drawing; what folds has our looks; and the way to a page begins where its title does."""
    tab = visit("")
    home = tab.url
    for path in KINDS:
        tab.goto(home + path)
        for size in (DESKTOP, PHONE):
            tab.set_viewport_size(size)
            assert tab.evaluate(SMALL) == [] == tab.evaluate(THEMES), (path, size)
            if path:
                crumbs, title = tab.evaluate(CRUMBS)
                assert crumbs == title, (path, size)


def test_address_in_a_table_breaks_between_its_words(visit):
    """On a phone an address in a table goes on at the next line after a slash or a hyphen, never within a word."""
    tab = visit("trainers/", viewport={"width": 390, "height": 844})
    broken = tab.evaluate("""() => [...document.querySelectorAll("td code")].flatMap(code => {
      const text = code.firstChild, range = document.createRange(), line = at => { range.setStart(text, at); range.setEnd(text, at + 1); return Math.round(range.getBoundingClientRect().top) }
      return [...text.data].map((sign, at) => at && line(at) > line(at - 1) && !/[/#-]/.test(text.data[at - 1]) && sign !== "#" ? text.data : null).filter(Boolean)
    })""")

    assert tab.locator("td code").count() > 5 and broken == []


def test_wide_table_takes_few_sheets(visit):
    """The comparison, with all that is folded in it, takes less than a sheet for each system."""
    tab = visit("systemen/vergelijken/")

    assert len(re.findall(rb"/Type\s*/Page\b", tab.pdf(format="A4"))) < len(SITE.systems)


def test_empty_tender_on_paper(visit):
    """'Mijn bestek' without a text, on paper: what it is, and that it is empty; with a text only what goes into the tender."""
    tab = visit("clausules/mijn-bestek/")
    tab.emulate_media(media="print")
    assert tab.is_visible("h1") and "Kies eerst een of meer teksten." in tab.inner_text("article")
    tab.emulate_media(media="screen")
    tab.check("#kies-kader-uitvoering")
    tab.emulate_media(media="print")

    assert not tab.is_visible("h1") and "Kies eerst" not in tab.inner_text("article") and tab.is_visible(".preview")


@pytest.mark.parametrize("size", [(1366, 768), (390, 844)], ids=["scherm", "telefoon"])
def test_three_clicks_to_a_text_in_word(size, visit):
    """'Which clause asks a living wage, and how do I get it in Word?': three clicks from home, with one word typed on the way."""
    tab, clause = visit("", viewport={"width": size[0], "height": size[1]}), SITE.clauses["bewijs-leefbaar-loon"]
    tab.get_by_role("link", name="Teksten voor mijn bestek").click()
    tab.fill("[data-table-words]", "leefbaar loon")
    assert tab.locator("[data-table] tbody tr:visible").count() < 6
    tab.get_by_role("link", name=clause.title, exact=True).click()
    tab.get_by_role("button", name="Kopieer voor Word").click()
    tab.wait_for_selector("[role=status]:has-text('gekopieerd')")
    html = tab.evaluate("navigator.clipboard.read().then(([item]) => item.getType('text/html')).then(found => found.text())")

    assert "leefbaar loon" in html.lower() and f"bewijs-leefbaar-loon · versie {clause.version}" in html and tab.trouble == []
