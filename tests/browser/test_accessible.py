"""Every state that a reader can bring a page in: axe, the keyboard, large text, little motion, forced colours, languages and errors."""

import re

import pytest
from bs4 import BeautifulSoup

from macros.decision.words import query
from tests.browser.looks import CUT, DESKTOP, MAIN, SPACED, UNHIDDEN, dark, text_size, violations
from tests.conftest import until
from tests.real import PAGES, SITE, soup

# --- States ---------------------------------------------------------------------------------------------------------


def search(words):
    def steps(tab):
        tab.focus("[data-search=box] [data-search-query]")
        tab.keyboard.type(words)
        tab.wait_for_selector("[data-search=box] [data-search-list]:not([aria-busy]) .search-hit")
        tab.evaluate(
            "Promise.allSettled(document.getAnimations().map(one => one.finished)).then(() => null)"
        )  # what lies behind is covered by then

    return steps


def no_index(tab):
    tab.route("**/search/index.json", lambda route: route.abort())
    tab.focus("[data-search=box] [data-search-query]")
    tab.keyboard.type("loon")
    tab.wait_for_selector("[data-search=box] [data-search-failed]:not([hidden])")


def results(tab):
    tab.wait_for_selector("[data-search=page] .search-hit")


def answer(*ids):
    def steps(tab):
        for id in ids:
            tab.check(f"#{id}")

    return steps


def advised(tab):
    tab.evaluate("fragment => { location.hash = fragment }", query(SITE.examples["gent-perceel-1"].answers))
    tab.wait_for_selector("[data-advice]:not([hidden])")


def unfold(tab):
    advised(tab)
    tab.click("[data-remark] >> nth=0")
    tab.fill("[data-summary] textarea >> nth=0", "Nagevraagd bij de dienst.")
    tab.evaluate("() => { for (const fold of document.querySelectorAll('[data-decision] details')) fold.open = true }")


def two_lots(tab):
    advised(tab)
    tab.click("[data-add-lot]")
    answer("fase-lopend")(tab)
    tab.click("[data-lot-edit] summary")


def bad_date(tab):
    advised(tab)
    tab.focus("#opstart")
    tab.keyboard.type("31")
    tab.keyboard.press("Tab")
    tab.keyboard.press("Tab")
    tab.keyboard.press("Tab")


def filter_library(tab):
    tab.select_option("#filter-stap", "actie")


def words_in_a_table(tab):
    tab.fill("[data-table-words]", "loon")
    until(tab, "location.hash.includes('woorden=')")


def filter_systems(tab):
    """Narrowed down, sorted, with a cell open and the reasons of what fell off; on a phone a row opened too."""
    tab.select_option("#filter-schakels", "confectie")
    tab.click("[data-column=leefbaar-loon] button")
    tab.click("tbody tr:not([hidden]) details.cell summary >> nth=0")
    tab.click("[data-table-fallen] summary")


def proofs_at_hand(tab):
    tab.check("[name=heb][value=sa8000]")
    tab.check("[name=heb][value=ecovadis]")
    tab.check("[name=heb][value=ecovadis]")
    tab.select_option("#filter-document", "certificaat")
    tab.select_option("#van-ecovadis", "scorekaart")
    tab.click("[data-with=sa8000] summary")


def beside_each_other(tab):
    tab.evaluate("() => { location.hash = 'naast=sa8000,amfori-bsci,sedex-smeta&verschil=ja' }")
    tab.wait_for_selector(".table--beside:not([hidden])")


def from_an_advice(tab):
    """What an advice set in the comparison, on a phone."""
    tab.set_viewport_size({"width": 390, "height": 800})
    tab.evaluate(
        "() => { location.hash = 'telt-voor=auditrapport&naast=sedex-smeta,sa8000&advies=stap-2-audits-weinig-vestigingen,oud&bewijs=audits&productie=weinig-sites' }"
    )
    tab.wait_for_selector("[data-advised]:not([hidden])")
    tab.click("[data-table-fallen] summary")


def options_beside(tab):
    tab.click("details:has(> [data-beside]) > summary")
    tab.check("[name=verschil]")
    tab.click(".table--beside .cell summary >> nth=0")


def variants_beside(tab):
    tab.evaluate("() => { location.hash = 'naast=lichter,basis,sterker' }")
    tab.wait_for_selector("#naast-elkaar[open]")


def no_system(tab):
    tab.set_viewport_size({"width": 390, "height": 800})
    tab.click("tbody .rows__more >> nth=0")
    tab.select_option("#filter-schakels", "katoen")
    tab.select_option("#filter-derde-partij", "nee")


def fill_and_copy(tab):
    tab.fill("[data-input=aanbesteder]", "Gemeente Voorbeeld")
    tab.click("[data-copy=rich]")
    tab.wait_for_selector(".clause__status:not(:empty)")


def choose(*ids):
    def steps(tab):
        for id in ids:
            tab.check(f"#kies-{id}")
        tab.click("[data-steps] [href='#nakijken']")

    return steps


def take_nothing(tab):
    tab.click("[data-docx]")


def fill_notice(tab):
    tab.evaluate("""() => {
      Clauses.change(["code-keten", "kader-uitvoering", "levensduur"].map(id => ({ id, variant: "basis", lots: [] })), ["Werkbroeken", "Iets anders"])
    }""")
    tab.reload()
    tab.check("[data-notice-block] input:visible >> nth=0")
    tab.click("[data-notice-block] [data-notice-copy]:visible >> nth=0")
    tab.wait_for_selector("[data-notice-status]:not(:empty)")
    tab.click("[data-notice-block] summary >> nth=1")


def check(text):
    def steps(tab):
        tab.fill("#check-text", text)
        tab.click("[data-check] button")

    return steps


def open_help(tab):
    tab.click("[data-question]:not([hidden]) summary")


def show_tooltip(tab):
    tab.locator("article abbr").locator("visible=true").first.hover()
    tab.wait_for_selector(".md-tooltip2--active")


def open_menu(tab):
    tab.set_viewport_size({"width": 390, "height": 800})
    tab.click("[data-md-component=header] [aria-expanded]")


def propose(tab):
    """Open the form from the state of a fact, with a name."""
    tab.click(".propose-link >> nth=0")
    tab.check("[name=named]")


STATES = {
    "zoeken, met resultaten": ("gids/keten/", search("leefbaar loon")),
    "zoeken, niets gevonden": ("gids/keten/", search("xqzvwk")),
    "zoeken, index niet geladen": ("gids/keten/", no_index),
    "alle resultaten": ("zoeken/?q=leefbaar+loon", results),
    "keuzehulp, halverwege": ("keuzehulp/", answer("fase-bestek", "raming-beperkte-waarde")),
    "keuzehulp, hulp bij een vraag": ("keuzehulp/", open_help),
    "keuzehulp, alle vragen": ("keuzehulp/", answer("weergave-alle", "fase-bestek", "raming-boven-drempel")),
    "keuzehulp, advies": ("keuzehulp/", unfold),
    "keuzehulp, onvolledige datum": ("keuzehulp/", bad_date),
    "keuzehulp, twee percelen": ("keuzehulp/", two_lots),
    "kleine keuzehulp, advies": ("keuzehulp/klein/", answer("fase-aansluiten", "voorwaarden-nee")),
    "clausules, gefilterd": ("clausules/", filter_library),
    "clausules, met een woord in het veld": ("clausules/", words_in_a_table),
    "systemen, gefilterd en gesorteerd": ("systemen/vergelijken/", filter_systems),
    "systemen, niets gevonden op een telefoon": ("systemen/vergelijken/", no_system),
    "telt dat, met twee systemen": ("leveranciers/", proofs_at_hand),
    "systemen naast elkaar": ("systemen/vergelijken/", beside_each_other),
    "systemen, uit een advies": ("systemen/vergelijken/", from_an_advice),
    "opties naast elkaar": ("toolbox/transparantie/", options_beside),
    "varianten naast elkaar": ("clausules/rapport-risico/", variants_beside),
    "clausule, ingevuld en gekopieerd": ("clausules/kader-uitvoering/", fill_and_copy),
    "mijn bestek, leeg meegenomen": ("clausules/mijn-bestek/", take_nothing),
    "mijn bestek, met ontbrekende teksten": ("clausules/mijn-bestek/", choose("plan-actie", "leider-risico", "leider-audit")),
    "aankondiging, ingevuld": ("clausules/aankondiging/", fill_notice),
    "actueel, met resultaat": ("clausules/actueel/", check("rapport-risico · versie 2.0\ncode-keten · versie 0.9\noud versie 2.1")),
    "actueel, oude woorden": ("clausules/actueel/", check("De acht basisconventies, vanaf 221.000 euro")),
    "actueel, niets geplakt": ("clausules/actueel/", check("")),
    "actueel, niets herkend": ("clausules/actueel/", check("zomaar een tekst")),
    "uitleg bij een begrip": ("toolbox/", show_tooltip),
    "een wijziging voorstellen": ("wetgeving/artikelen/", propose),
    "menu open op een smal scherm": ("clausules/rapport-risico/", open_menu),
}
"""What a reader can do to a page: name → (page, steps)."""


@pytest.fixture(params=STATES, ids=str)
def state(request, visit):
    """Each state in turn, as a page that is brought in it."""
    path, steps = STATES[request.param]
    tab = visit(path, color_scheme="light", reduced_motion="reduce")
    steps(tab)
    return tab


@pytest.mark.figure(
    "toestanden", "Toestanden van een pagina, zoals een open zoekvenster of een advies: axe, licht, donker, smal en met grote tekst"
)
def test_state(state):
    """In every state axe finds nothing, light, dark and narrow, nothing hidden shows, and no text is cut off at 320 px or at 200 %."""
    assert state.evaluate(UNHIDDEN) == []
    # What pops up over a page stands outside its regions, and over links; both are looked at on every page.
    over = {"region", "target-size"} if state.query_selector(".md-tooltip2--active") else {"region"}
    found = violations(state)
    dark(state)
    found += violations(state, "color-contrast", whole=False)
    state.set_viewport_size({"width": 320, "height": 640})
    found += violations(state, whole=False)
    cut = state.evaluate(CUT)
    state.set_viewport_size({"width": 1280, "height": 800})
    text_size(state, 2)
    cut += state.evaluate(CUT)

    assert [one for one in found if one[0] not in over] == cut == state.trouble == []


# --- Keyboard -------------------------------------------------------------------------------------------------------

FOCUS = """async () => {
  const look = () => {
    const focused = document.activeElement
    if (!focused || focused === document.body) return null
    focused.setAttribute("data-reached", "")
    const shown = focused.matches(".md-option") ? focused.nextElementSibling : focused, style = getComputedStyle(shown)
    const numbers = colour => colour.match(/[\\d.]+/g).map(Number)
    const opaque = element => { const [, , , alpha = 1] = numbers(getComputedStyle(element).backgroundColor); return alpha > .5 }
    let under = parseFloat(style.outlineOffset) < 0 ? shown : shown.parentElement
    while (under.parentElement && !opaque(under)) under = under.parentElement
    const light = colour => numbers(colour).slice(0, 3).map(n => n / 255).map(n => n <= .04045 ? n / 12.92 : ((n + .055) / 1.055) ** 2.4)
      .reduce((sum, n, i) => sum + n * [.2126, .7152, .0722][i], .05)
    const both = [light(style.outlineColor), light(getComputedStyle(under).backgroundColor)]
    const box = [...shown.getClientRects()].find(r => r.width && r.height) ?? shown.getBoundingClientRect()
    const middle = (Math.max(box.top, 0) + Math.min(box.bottom, innerHeight)) / 2
    const seen = [box.left + 3, box.left + box.width / 2, box.right - 3].some(x => {
      const top = document.elementFromPoint(x, middle)
      return top && (shown.contains(top) || top.contains(shown))
    })
    const name = `${shown.tagName} ${shown.className} ${(shown.getAttribute("aria-label") ?? shown.textContent).trim().slice(0, 40)}`
    if (!seen) return `${name}: bedekt of buiten beeld`
    if (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2) return `${name}: geen rand`
    return Math.max(...both) / Math.min(...both) < 3 ? `${name}: rand te zwak op ${under.className}` : ""
  }
  // The search box and tooltips need a moment.
  for (let frame = 0; frame < 120 && look(); frame++) await new Promise(requestAnimationFrame)
  return look()
}"""
"""What is wrong with how the focus shows: null when nothing has it, an empty text when all is well."""

MISSED = """() => [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']")].filter(e =>
  !e.hasAttribute("data-reached") && !e.closest("[tabindex='-1']:not(fieldset)") && !e.matches(":disabled, [type=radio]")
  && e.checkVisibility({ visibilityProperty: true, opacityProperty: true })).map(e => e.outerHTML.slice(0, 90))"""
"""What can be used with a mouse and was never reached."""


def walk(tab, key):
    """Press `key` from one end of the page to the other; returns what is wrong with the focus on the way."""
    wrong = []
    for _ in range(600):
        tab.keyboard.press(key)
        found = tab.evaluate(FOCUS)
        if found:  # the table of contents may still have been following the last scroll: come back to it once
            tab.keyboard.press("Tab" if key == "Shift+Tab" else "Shift+Tab")
            tab.keyboard.press(key)
            found = tab.evaluate(FOCUS)
        if found is None:
            return wrong
        if found:
            wrong.append(found)
    raise AssertionError("de focus raakt niet aan het einde")


@pytest.mark.parametrize("path", MAIN)
@pytest.mark.figure("focus", "De bladzijden waarop u iets doet: met Tab naar elke knop, link en veld, met een zichtbare rand, nooit bedekt")
def test_focus_is_always_visible(path, visit):
    """Tab reaches all that a mouse can use; the focus always shows with a clear ring and is never covered, light and dark, there and back."""
    tab = visit(path, color_scheme="light", reduced_motion="reduce")

    assert walk(tab, "Tab") == []
    assert tab.evaluate(MISSED) == []
    tab.emulate_media(color_scheme="dark")
    assert walk(tab, "Shift+Tab") == []


@pytest.mark.parametrize("path", ["", "clausules/rapport-risico/", "keuzehulp/"])
def test_focus_is_visible_on_a_narrow_screen(path, visit):
    """At 320 px too, and nothing of the closed menu takes the focus."""
    tab = visit(path, viewport={"width": 320, "height": 640}, reduced_motion="reduce")

    assert walk(tab, "Tab") == [] == walk(tab, "Shift+Tab")
    assert tab.query_selector(".md-sidebar--primary [data-reached]") is None


def tab_to(tab, selector, key="Tab"):
    """Press `key` until the focus is on `selector`."""
    for _ in range(300):
        tab.keyboard.press(key)
        if tab.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"{selector} is niet te bereiken met {key}")


def test_walk_past_the_menu(visit):
    """The first stop is the skip link; after it the focus goes on in the text."""
    tab = visit("gids/keten/")
    tab.keyboard.press("Tab")
    assert tab.inner_text(":focus") == "Ga naar inhoud"
    tab.keyboard.press("Enter")
    tab.keyboard.press("Tab")

    assert tab.evaluate("Boolean(document.activeElement.closest('article'))")


def test_walk_through_the_search(visit):
    """Search, choose a section with the arrows and open it; how many there are is announced."""
    tab = visit("gids/keten/")
    tab_to(tab, "[data-search=box] [data-search-query]")
    search("leefbaar loon")(tab)
    assert re.search(r"\d", tab.inner_text(".md-search-result__meta[role=status]"))
    tab_to(tab, "[data-search=box] .search-hit [href*='#']", "ArrowDown")
    section = tab.evaluate("document.activeElement.href")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**#*")

    assert "#" in section and tab.url.endswith(section.split("#")[1])


def test_no_shortcut_of_one_key(visit):
    """A single letter or sign does nothing outside a field: no search that opens, no page that changes."""
    tab = visit("gids/keten/")
    before = tab.url
    for key in "fs/pn,.":
        tab.keyboard.press(key)

    assert not tab.is_checked("#__search") and tab.url == before


def test_tab_leaves_the_search_box(visit):
    """Tab goes from the search to what follows and never drops the focus on the way, for then Safari starts again at the top; left, it closes."""
    tab = visit("gids/keten/")
    search("leefbaar loon")(tab)
    tab.evaluate("""() => {
      globalThis.dropped = []
      addEventListener("focusout", ({ target, relatedTarget }) => { if (!relatedTarget) dropped.push(target.className) })
    }""")
    while tab.evaluate("Boolean(document.activeElement.closest('.md-search'))"):
        tab.keyboard.press("Tab")
    until(tab, "!document.getElementById('__search').checked")

    assert tab.evaluate("dropped") == [] and tab.evaluate("document.activeElement !== document.body")


def test_results_that_come_late(visit):
    """Who is at a result when those of other words take its place, stays in the search: the focus goes to the words, and not to the top of the page."""
    tab = visit("gids/keten/")
    search("leefbaar loo")(tab)
    tab.keyboard.press("ArrowDown")
    assert tab.evaluate("document.activeElement.matches('[data-search=box] .search-hit a')")
    tab.evaluate("""() => {
      const query = document.querySelector("[data-search=box] [data-search-query]")
      globalThis.old = document.activeElement
      query.value = "wanneer een rapport"
      query.dispatchEvent(new Event("input"))
    }""")
    until(tab, "!old.isConnected")

    assert tab.evaluate(
        "document.activeElement.matches('[data-search=box] [data-search-query]') && document.getElementById('__search').checked"
    )


def test_search_on_a_narrow_screen(visit):
    """At 400 % the search opens with a button that the keyboard reaches; Escape goes back to it, and what shows has the focus."""
    tab = visit("gids/keten/", viewport={"width": 341, "height": 300})
    tab_to(tab, ".md-header [for=__search] > button")
    assert tab.get_attribute(":focus", "aria-label") == "Zoeken" and tab.get_attribute(":focus", "aria-expanded") == "false"
    tab.keyboard.press("Enter")
    assert tab.evaluate("document.activeElement.matches('[data-search=box] [data-search-query]')")
    tab.keyboard.press("Escape")

    assert tab.get_attribute(":focus", "aria-label") == "Zoeken" and tab.get_attribute(":focus", "aria-expanded") == "false"


@pytest.mark.parametrize("path", ["clausules/plan-actie/", "clausules/mijn-bestek/#teksten=plan-actie", "begrippen/"])
def test_little_room_is_for_reading(path, visit):
    """At 400 % there are few lines on a screen: nothing that stays in view takes more than a third of them."""
    tab = visit(path, viewport={"width": 341, "height": 192})
    taken = tab.evaluate("""() => { scrollTo({ top: 900, behavior: "instant" })
      const lines = [...Array(24).keys()].map(line => document.elementFromPoint(170, line * 8 + 4))
      return lines.filter(there => there?.closest("header, .bar, .clause-bar, .letters")).length / lines.length }""")

    assert taken < 1 / 3


SAID = """() => {
  globalThis.said = []
  const before = new Map(), look = () => {
    for (const place of document.querySelectorAll("[role=status], [role=alert], [aria-live]")) {
      const words = place.checkVisibility() ? place.innerText.replace(/\\s+/g, " ").trim() : ""
      if (words && before.has(place) && before.get(place) !== words) said.push(words)
      before.set(place, words)
    }
  }
  look()
  new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true, attributes: true })
}"""
"""Notes what a screen reader says by itself: the words of each place that reports, each time they change."""

SPEAKS = {
    "clausules/mijn-bestek/": ("#kies-kader-uitvoering", 0),
    "clausules/plan-actie/": ("[data-copy=rich] >> visible=true >> nth=0", 1),
    "keuzehulp/": ("#fase-bestek", 1),
    "toolbox/actie/": ("[data-share] summary", 0),
    "systemen/vergelijken/": (".rows__presets a >> nth=0", 1),
}
"""A page, what is pressed on it, and how often it then speaks."""


@pytest.mark.parametrize("path", SPEAKS)
def test_page_speaks_once(path, visit):
    """What a page reports after one press, it says once and in a few words: no list, and nothing again that was already said."""
    pressed, times = SPEAKS[path]
    tab = visit(path)
    tab.evaluate(SAID)
    tab.click(pressed)
    until(tab, f"said.length >= {times}")
    tab.evaluate("() => new Promise(requestAnimationFrame).then(() => new Promise(requestAnimationFrame))")
    said = tab.evaluate("said")

    assert len(said) == times and all(len(words) < 120 for words in said)


def test_places_speak_dutch(built):
    """What the theme calls the parts of a page in English, is called in Dutch what it holds; no two of one kind have one name."""
    page = soup(built / "toolbox/actie")
    named = [
        (place.name, place["aria-label"]) for place in page.select("nav[aria-label], [role=search], [role=radiogroup], footer[aria-label]")
    ]

    assert {name for _, name in named} >= {"Delen van de site", "Kruimelpad", "Vorige en volgende bladzijde", "Zoeken", "Weergave"}
    assert not {"Tabs", "Footer", "Header", "Search", "Navigation"} & {name for _, name in named} and not page.select(
        "[role=dialog], [required]"
    )


def test_walk_through_the_keuzehulp(visit):
    """Every question, the advice, its texts in 'Mijn bestek' and the Word file: with the keyboard alone."""
    tab = visit("keuzehulp/")
    tab_to(tab, "#fase-voorbereiding")
    while not tab.evaluate("document.activeElement.matches('#advies')"):
        if not tab.evaluate("document.activeElement.matches('[type=radio]')"):
            assert tab.evaluate("document.activeElement.matches('[data-question] [role=heading]')")
            tab.keyboard.press("Tab")
        if tab.evaluate("document.activeElement.matches('[type=number]')"):
            tab.keyboard.type("48")
        tab.keyboard.press("Space")
        tab.keyboard.press("Enter")
    tab_to(tab, "[data-to-tender]")
    tab.keyboard.press("Enter")
    assert "In mijn bestek: " in tab.inner_text("[data-take-status][role=status]")
    with tab.expect_download() as made:
        tab_to(tab, "[data-log-docx]")
        tab.keyboard.press("Enter")

    assert made.value.suggested_filename.endswith(".docx") and tab.trouble == []


def test_focus_stays_with_the_lots(visit):
    """Choosing or removing a lot leaves the focus at the lots, at the advice or at the question that is next, never nowhere."""
    tab = visit("keuzehulp/")
    two_lots(tab)
    tab.focus("[data-lot] >> nth=0")
    tab.keyboard.press("Enter")
    tab.wait_for_selector("[data-lot][aria-pressed=true]:focus")
    tab.focus("[data-remove-lot]")
    tab.keyboard.press("Enter")

    assert tab.evaluate("document.activeElement.id === 'advies' || document.activeElement.matches('[data-question]:not([hidden]) *')")


def test_walk_through_a_clause(visit):
    """Fill a field, go back to the text and copy it."""
    tab = visit("clausules/rapport-risico/")
    tab_to(tab, "[data-input]")
    field = tab.get_attribute(":focus", "data-input")
    tab.keyboard.press("Control+A")
    tab.keyboard.type("9")
    assert tab.inner_text(f".clause .blank[data-field={field}] >> nth=0") == "9"
    tab_to(tab, "[data-copy=rich]", "Shift+Tab")
    tab.keyboard.press("Enter")

    tab.wait_for_selector(".clause__status[role=status]:not(:empty)")


def test_walk_through_mijn_bestek(visit):
    """Choose a text, add what is missing, fill a field and take the Word file."""
    tab = visit("clausules/mijn-bestek/")
    tab_to(tab, "#kies-plan-actie")
    tab.keyboard.press("Space")
    tab_to(tab, "[data-onward] [href='#nakijken']")
    tab.keyboard.press("Enter")
    tab_to(tab, "[data-add]")
    tab.keyboard.press("Enter")
    assert tab.evaluate("document.activeElement.matches('[data-add], #nakijken')")
    tab_to(tab, "[data-onward] [href='#velden']")
    tab.keyboard.press("Enter")
    tab_to(tab, "[data-input=aanbesteder]")
    tab.keyboard.type("Gemeente Voorbeeld")
    tab_to(tab, "[data-onward] [href='#meenemen']")
    tab.keyboard.press("Enter")
    with tab.expect_download() as made:
        tab_to(tab, "[data-docx]")
        tab.keyboard.press("Enter")

    assert made.value.suggested_filename == "mijn-bestek.docx"
    assert re.search(r"Velden die nog leeg zijn: \d+", tab.inner_text("[data-take-status][role=status]"))


def test_walk_through_the_menu(visit):
    """On a narrow screen the menu opens and closes with the keyboard, goes a level up and down, and hides nothing that has the focus."""
    tab = visit("clausules/rapport-risico/", viewport={"width": 390, "height": 800}, reduced_motion="reduce")
    tab_to(tab, ".md-header [aria-expanded]")
    tab.keyboard.press("Enter")
    assert tab.get_attribute(":focus", "aria-expanded") == "true" and tab.evaluate(f"({FOCUS})()") == ""
    tab_to(tab, ".md-nav__title > button")
    assert tab.inner_text(":focus").strip() == "Uitvoeringsvoorwaarden" and tab.evaluate(f"({FOCUS})()") == ""
    tab.keyboard.press("Enter")
    assert tab.get_attribute(":focus", "aria-expanded") == "false" and tab.evaluate(f"({FOCUS})()") == ""
    tab_to(tab, ".md-nav__link[href$='code-mvo/'], .md-nav__link[href$='mijn-bestek/']", "Shift+Tab")
    assert tab.evaluate(f"({FOCUS})()") == ""
    tab.keyboard.press("Escape")

    assert not tab.is_checked("#__drawer") and tab.evaluate("document.activeElement.matches('.md-header [aria-expanded=false]')")


def test_dark_with_the_keyboard(visit):
    """The button for the dark scheme works with the keyboard."""
    tab = visit("gids/keten/", color_scheme="light")
    tab_to(tab, ".md-option")
    tab.keyboard.press("ArrowRight")

    tab.wait_for_selector("body[data-md-color-scheme=slate]")


def test_escape_hides_a_tooltip(visit):
    """The explanation of a term goes away with Escape, without moving the mouse."""
    tab = visit("toolbox/")
    show_tooltip(tab)
    tab.keyboard.press("Escape")

    assert tab.query_selector(".md-tooltip2--active") is None


# --- What the reader's device asks ----------------------------------------------------------------------------------

MARKED = """() => [...document.querySelectorAll(".search-hit mark")].map(mark => getComputedStyle(mark))
  .filter(({ color, backgroundColor, forcedColorAdjust }) => color === backgroundColor || /^rgba.*, 0\\)$/.test(backgroundColor) || forcedColorAdjust !== "none").length"""
"""Found words that a reader with colours of his own cannot see: the browser gives them the letter of a mark, so they need its ground too."""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_found_words_in_forced_colours(scheme, visit):
    """With the few colours of the reader's own, light or dark, the words that were looked for show in the results."""
    tab = visit("over/melden/", forced_colors="active", color_scheme=scheme)
    search("leefbaar loon")(tab)

    assert tab.locator(".search-hit mark").count() and tab.evaluate(MARKED) == 0


def test_menu_is_never_cut_off(visit):
    """Set wide, a long entry of the menu goes on at the next line; nothing of it is lost."""
    tab = visit("over/toegankelijkheid/", viewport=DESKTOP)
    tab.add_style_tag(content=SPACED)

    assert (
        tab.evaluate("""() => [...document.querySelectorAll(".md-nav .md-ellipsis")]
      .filter(e => e.checkVisibility({ visibilityProperty: true }) && e.scrollWidth > e.clientWidth + 1).map(e => e.textContent.trim())""")
        == []
    )


BARE = """() => [...document.querySelectorAll("article button")].filter(e => e.checkVisibility()
  && !getComputedStyle(e).textDecorationLine.includes("underline") && (getComputedStyle(e).borderStyle === "none" || !parseFloat(getComputedStyle(e).borderWidth))).map(e => e.textContent)"""


def test_forced_colours(visit):
    """With the few colours of the reader's own, buttons keep a border or are underlined as a link, the chosen lot is told apart, and the focus shows."""
    tab = visit("keuzehulp/", forced_colors="active")
    two_lots(tab)

    assert tab.evaluate(BARE) == []
    assert "underline" in tab.evaluate("getComputedStyle(document.querySelector('[aria-pressed=true]')).textDecorationLine")
    tab.keyboard.press("Tab")
    assert tab.evaluate(FOCUS) == ""

    tab.goto(tab.url.replace("keuzehulp/", "zoeken/?q=audit").split("#")[0])
    tab.wait_for_selector(".search-hit mark")
    colours = tab.evaluate(
        "(e => [getComputedStyle(e).color, getComputedStyle(e).backgroundColor])(document.querySelector('.search-hit mark'))"
    )
    assert colours[0] != colours[1] != "rgba(0, 0, 0, 0)"
    assert tab.evaluate("getComputedStyle(document.querySelector('.md-search__form')).borderTopStyle") == "solid"


# --- Languages ------------------------------------------------------------------------------------------------------

TRANSLATED = [key for key, clause in SITE.clauses.items() if len(clause.texts) > 1]


def test_foreign_titles_are_marked(built):
    """Each title of a source in another language says which; a Dutch description of such a source does not."""
    page = soup(built / "bronnen" / "index.html")
    for key, source in SITE.sources.items():
        marked = page.find(id=key).parent.find("span", lang=True)
        foreign = source.language != "nl" and not source.described
        assert (marked["lang"] if marked else None) == (source.language if foreign else None), key


@pytest.mark.parametrize("key", TRANSLATED)
def test_translations_are_marked(key, built):
    """Each translation and its heading bear their language, and so does a Dutch line in it."""
    page = soup(built / "clausules" / key / "index.html")
    for language in SITE.clauses[key].texts:
        for text in page.select(f".clause[data-language={language}] .clause__text"):
            assert text["lang"].split("-")[0] == language
            dutch = text.select(".clause__source")
            assert all(part.get("lang") == (None if language == "nl" else "nl-BE") for part in dutch)
        assert language == "nl" or page.find(id=language)["lang"] == language


# --- Errors ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("pasted, error", [("", "check-empty"), ("zomaar een tekst", "check-none")])
def test_error_in_the_version_check(pasted, error, visit):
    """Nothing pasted or nothing found: the field is marked and has the focus, and the reason is announced and tied to it."""
    tab = visit("clausules/actueel/")
    check(pasted)(tab)

    assert tab.get_attribute(":focus", "aria-invalid") == "true" and tab.get_attribute(":focus", "aria-describedby") == error
    assert tab.is_visible(f"[role=status] #{error}")
    check("rapport-risico · versie 2.0")(tab)
    assert tab.get_attribute("#check-text", "aria-invalid") == "false" and not tab.is_visible(f"#{error}")


def test_error_in_the_date(visit):
    """Half a date is marked, announced and tied to its field, and goes away with a good one."""
    tab = visit("keuzehulp/")
    bad_date(tab)
    assert tab.get_attribute("#opstart", "aria-invalid") == "true"
    assert "niet volledig" in tab.inner_text(f"#{tab.get_attribute('#opstart', 'aria-describedby')}[role=status]")
    tab.fill("#opstart", "2027-03-01")
    tab.focus("#advies")

    assert tab.get_attribute("#opstart", "aria-invalid") == "false" and tab.inner_text("#opstart-fout") == ""


def test_error_in_mijn_bestek(visit):
    """Taking along nothing says so in a place that is announced."""
    tab = visit("clausules/mijn-bestek/")
    take_nothing(tab)

    assert tab.inner_text("[data-take-status][role=status]") == "Kies eerst een tekst."


# --- The statement ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", SITE.figures)
def test_statement_tells_what_the_tests_do(key, built):
    """Each figure of the accessibility statement stands on the page, with what failed."""
    page, figure = BeautifulSoup((built / "over/toegankelijkheid/index.html").read_text(encoding="utf-8"), "html.parser"), SITE.figures[key]
    [row] = [row for row in page.select("table tr") if row.th and row.th.get_text(strip=True) == figure.what]

    assert [cell.get_text(strip=True) for cell in row.find_all("td")] == [str(figure.times), "; ".join(figure.failed) or "niets"]


def test_statement_counts_every_page():
    """The figures are of the site as it is: every page and every state was looked at; else `make figures` is due."""
    assert {figure.times for figure in SITE.figures.values() if figure.what.startswith("Elke pagina")} == {len(PAGES)}
    assert {figure.times for figure in SITE.figures.values() if figure.what.startswith("Toestanden")} == {len(STATES)}
