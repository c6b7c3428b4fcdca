"""The page of a clause in a real browser: one text at a time, its fields beside it, the difference, and a bar that stays in view."""

import re

import pytest

from tests.after.test_addresses import PUBLISHED
from tests.browser.looks import CUT, UNHIDDEN, dark, violations
from tests.clauses.test_tender import chosen, clipboard, copy, keep

DESKTOP = {"viewport": {"width": 1366, "height": 768}}
PHONE = {"viewport": {"width": 390, "height": 844}}

SHOWN = """() => [...document.querySelectorAll(".version")].filter(e => e.checkVisibility()).map(e => `${e.dataset.languages} ${e.dataset.variant}`)"""


def shown(tab):
    """The texts that show, as 'language variant'."""
    return tab.evaluate(SHOWN)


def test_one_text_at_a_time(visit):
    """The switch shows another text, says which, and puts it in the address, which opens the same text again."""
    tab = visit("clausules/code-keten/")
    assert shown(tab) == ["nl basis"]
    tab.check("[name=variant][value=sterker]")
    assert shown(tab) == ["nl sterker"] and tab.url.endswith("#sterker")
    assert "de zwaardere variant" in tab.inner_text("[data-clause-status][role=status]")
    tab.check("[name=language][value=fr]")
    assert shown(tab) == ["fr sterker"] and tab.url.endswith("#fr-sterker")
    other = visit("clausules/code-keten/#fr-sterker")

    assert shown(other) == ["fr sterker"] and other.is_checked("[value=fr]") and other.is_checked("[value=sterker]")
    assert not other.is_visible("[data-collect]") and tab.trouble == other.trouble == []


def test_switch_with_the_arrows(visit):
    """The switch is one stop of the keyboard; the arrows choose."""
    tab = visit("clausules/rapport-risico/")
    tab.focus("[name=variant]:checked")
    tab.keyboard.press("ArrowRight")

    assert shown(tab) == ["nl sterker"] and tab.evaluate("document.activeElement.value") == "sterker"


def test_the_same_article_stays_in_view(visit):
    """Whoever reads an article and chooses another variant reads that article there, at the same height."""
    tab = visit("clausules/rapport-risico/", **DESKTOP)
    place = """() => [...document.querySelectorAll("[data-article=gevolgen]")].find(e => e.checkVisibility()).getBoundingClientRect().top"""
    tab.evaluate("""() => document.querySelector("[data-article=gevolgen]").scrollIntoView({ block: "center", behavior: "instant" })""")
    tab.mouse.wheel(0, 200)
    tab.evaluate("new Promise(requestAnimationFrame)")
    before = tab.evaluate(place)
    tab.evaluate("""() => document.querySelector("[value=sterker]").click()""")

    assert abs(tab.evaluate(place) - before) < 3 and shown(tab) == ["nl sterker"]


@pytest.mark.parametrize("key", ["code-keten", "rapport-risico", "vragenlijst-keten"])
def test_every_published_anchor_shows_its_piece(key, visit):
    """Each anchor that was ever published of the page brings what it names in view: a text, a language, a field, an older version."""
    tab = visit(f"clausules/{key}/", **DESKTOP)
    anchors = [line.partition("#")[2] for line in PUBLISHED if line.startswith(f"clausules/{key}/#")]
    hidden = tab.evaluate(
        """async anchors => {
      const wrong = []
      for (const anchor of anchors) {
        const moved = document.getElementById(anchor)?.hasAttribute("data-moved")
        if (moved) continue   // leads on to where its piece went
        await new Promise(done => { addEventListener("hashchange", () => requestAnimationFrame(done), { once: true }); location.hash = anchor })
        const target = document.getElementById(anchor), shown = target && (target.textContent.trim() ? target : target.parentElement)
        if (!shown?.checkVisibility()) wrong.push(anchor)
      }
      return wrong
    }""",
        anchors,
    )

    assert len(anchors) > 10 and hidden == [] and tab.trouble == []


def test_anchor_of_a_field_opens_a_text_that_has_it(visit):
    """A link to a field that only another variant has, opens that variant, with the focus in the field."""
    tab = visit("clausules/rapport-risico/#veld-termijn-audit-maanden")

    assert shown(tab) == ["nl sterker"] and tab.evaluate("document.activeElement.id") == "veld-termijn-audit-maanden"


# --- The difference -----------------------------------------------------------------------------------------------------


def test_difference_is_marked_when_asked(visit):
    """What a variant has otherwise is marked when asked; an article that is the same is folded and opens; copying takes the text itself."""
    tab = visit("clausules/rapport-risico/#lichter")
    before = copy(tab, "rich")["text/plain"]
    assert not tab.is_visible("[data-difference] ins")
    tab.check("[data-compare] input")
    assert tab.is_visible(".version[data-now] ins >> nth=0") and tab.is_visible(".version[data-now] del >> nth=0")
    assert not tab.is_visible(".version[data-now] [data-clause-text]")
    same = tab.locator(".version[data-now] [data-same=minimumloon]")
    assert "zoals in de basis" in same.inner_text() and not same.locator("li").count()
    same.locator("summary").click()
    same.locator("li").first.wait_for()
    assert "officiële document" in same.inner_text()

    assert copy(tab, "rich")["text/plain"] == before and tab.trouble == []


def test_difference_is_live(visit):
    """A field that is filled, is filled in the difference too."""
    tab = visit("clausules/rapport-risico/#sterker")
    tab.check("[data-compare] input")
    tab.fill("[data-input=termijn-audit-maanden]", "11")

    assert tab.inner_text(".version[data-now] [data-difference] [data-field=termijn-audit-maanden]") == "11"


def test_base_has_no_difference(visit):
    """Where there is nothing to compare, nothing is offered: at the base, and at a variant that is another text."""
    tab = visit("clausules/marktvragen/")
    assert not tab.is_visible("[data-compare]")
    tab.check("[value=lichter]")
    words = tab.inner_text(".version[data-now]")

    assert not tab.is_visible("[data-compare]") and "herschreven" in words and "Valt weg: Wie antwoordt" in words


# --- The bar -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("screen", [DESKTOP, PHONE, {"viewport": {"width": 320, "height": 640}}], ids=["scherm", "telefoon", "smal"])
def test_bar_stays_in_view(screen, visit):
    """The switch and the actions stay in view, however far one scrolls; on a phone at the bottom, and they leave room to read."""
    tab, height = visit("clausules/code-keten/", **screen), screen["viewport"]["height"]
    tab.evaluate("scrollTo(0, 1500)")
    box = tab.locator("[data-clause-bar]").bounding_box()
    for action in ("[data-copy=rich]", "[data-collect]", "[data-more] summary", "[name=variant][value=basis]"):
        one = tab.locator(action).bounding_box()
        assert 0 <= one["y"] and one["y"] + one["height"] <= height, action

    assert (box["y"] > height / 2) == (screen != DESKTOP) and box["height"] < height / 3


def test_text_begins_in_the_first_screen(visit):
    """Title, sentence, state, the main action and the text itself stand in the first screen; there is one main action."""
    tab = visit("clausules/bewijs-leefbaar-loon/", **DESKTOP)
    for piece in ("h1", "article > p", ".draft", ".main-action", ".clause__text li"):
        box = tab.locator(f"{piece}:visible").first.bounding_box()
        assert box["y"] + min(box["height"], 40) <= 768, piece

    assert tab.locator(".main-action:visible").all_inner_texts() == ["Kopieer voor Word"]


def test_in_my_tender_and_out(visit):
    """'+ Mijn bestek' becomes '✓ In mijn bestek', takes it out again, offers another variant in its place; each can be undone."""
    tab = visit("clausules/rapport-risico/")
    button, words = tab.locator("[data-collect]"), tab.locator("[data-collect-words]")
    assert words.inner_text() == "+ Mijn bestek"
    button.click()
    assert words.inner_text() == "✓ In mijn bestek" and chosen(tab) == [("rapport-risico", "basis", [])]
    tab.check("[value=lichter]")
    assert words.inner_text() == "Neem deze variant in mijn bestek"
    tab.check("[name=variant][value=basis]")
    button.click()
    assert words.inner_text() == "+ Mijn bestek" and chosen(tab) == []
    tab.click("[data-clause-status] [data-undo]")

    assert words.inner_text() == "✓ In mijn bestek" and chosen(tab) == [("rapport-risico", "basis", [])] and tab.trouble == []


def test_what_belongs_with_it_is_told(visit):
    """Each text that this one needs says whether it is in my tender."""
    tab = visit("clausules/rapport-risico/")
    there = tab.locator("[data-in-tender=kader-uitvoering]")
    assert there.inner_text() == "nog niet in mijn bestek"
    keep(tab, bestek=[{"id": "kader-uitvoering", "variant": "basis", "lots": []}])

    assert there.inner_text() == "in mijn bestek" and "chip--yes" in there.get_attribute("class")


def test_menu(visit, address):
    """'Meer' holds the Word file and the link of the text that shows, and a QR code; Escape closes it and gives the focus back."""
    tab = visit("clausules/code-keten/#en-sterker")
    tab.click("[data-more] summary")
    assert tab.get_attribute("[data-download]", "href").endswith("code-keten-sterker.en.docx")
    tab.click("[data-copy-link]")
    tab.wait_for_selector("[data-clause-status]:not(:empty)")
    assert clipboard(tab)["text/plain"] == f"{address}clausules/code-keten/#en-sterker"
    tab.click("[data-qr-make]")
    assert "en-sterker" in tab.text_content("[data-qr] svg")
    tab.keyboard.press("Escape")

    assert not tab.is_visible("[data-copy-link]") and tab.evaluate("document.activeElement.localName") == "summary" and tab.trouble == []


# --- Fields ---------------------------------------------------------------------------------------------------------------


def test_blank_goes_to_its_field_and_back(visit):
    """A click on a blank, or Enter, goes to its field; 'Toon in de tekst' goes back to that same blank."""
    tab = visit("clausules/rapport-risico/", **DESKTOP)
    blanks = tab.locator(".version[data-now] a.blank[data-field=termijn-rapport-aanvullen-dagen], .version[data-now] a.blank")
    last = blanks.last
    key = last.get_attribute("data-field")
    last.focus()
    tab.keyboard.press("Enter")
    assert tab.evaluate("document.activeElement.dataset.input") == key and last.get_attribute("class").endswith("blank--here")
    tab.keyboard.type("9")
    tab.keyboard.press("Tab")
    assert tab.inner_text(":focus") == "Toon in de tekst"
    tab.keyboard.press("Enter")

    assert last.evaluate("e => e === document.activeElement") and last.inner_text() == "9" and tab.url.endswith("rapport-risico/")


def test_only_the_fields_of_the_text(visit):
    """Only the fields of the text that shows are asked, with how many there are and how many are empty."""
    tab = visit("clausules/rapport-risico/")
    assert not tab.is_visible("[data-input=termijn-audit-maanden]") and tab.inner_text("[data-field-count]") == "4 velden."
    tab.check("[value=sterker]")
    assert tab.is_visible("[data-input=termijn-audit-maanden]")
    tab.fill("[data-input=termijn-audit-maanden]", "")

    assert tab.inner_text("[data-field-count]") == "5 velden, 1 nog leeg."


def test_fields_stand_beside_the_text(visit):
    """On a wide screen the fields stand beside the text and stay there; on a phone below it."""
    tab = visit("clausules/kader-uitvoering/", **DESKTOP)
    tab.evaluate("""() => document.querySelectorAll("[data-article]")[4].scrollIntoView({ behavior: "instant" })""")
    side, text = (tab.locator(place).bounding_box() for place in (".clause-page__side", ".clause-page__texts"))
    assert side["x"] >= text["x"] + text["width"] and 0 < side["y"] < 300
    phone = visit("clausules/kader-uitvoering/", **PHONE)
    side, text = (phone.locator(place).bounding_box() for place in (".clause-page__side", ".clause-page__texts"))

    assert side["y"] >= text["y"] + text["height"] - 1


SEEN = """() => [...document.querySelectorAll(".version[data-now] [data-article]")].map(e => e.checkVisibility())"""
TALL = "document.querySelector('.clause-page').getBoundingClientRect().height"


def test_phone_begins_with_the_first_articles(visit):
    """On a phone the text breaks off after its first articles, with the fields under it; one button, or a link to a blank further on, shows the rest."""
    tab = visit("clausules/kader-uitvoering/", **PHONE)
    assert tab.evaluate(SEEN) == [True] + [False] * 12 and tab.evaluate(TALL) < 4 * 844
    assert not tab.is_visible("[data-preset] .field") and tab.is_visible("[data-preset] summary")
    button = tab.locator(".version[data-now] [data-read-on]")
    assert button.inner_text() == "Lees verder: nog 12 artikels"
    tab.emulate_media(media="print")
    assert all(tab.evaluate(SEEN)) and not button.is_visible()
    tab.emulate_media(media="screen")
    whole = copy(tab, "rich")["text/plain"]
    button.click()
    second = "document.querySelectorAll('.version[data-now] [data-article]')[1]"
    assert all(tab.evaluate(SEEN)) and not button.is_visible() and tab.evaluate(f"document.activeElement === {second}")
    assert copy(tab, "rich")["text/plain"] == whole
    tab.reload()
    tab.click("[data-preset] summary")
    field = tab.locator("[data-preset] .field").last
    field.locator("input").focus()
    field.locator("[data-to-text]").click()
    assert all(tab.evaluate(SEEN)) and tab.evaluate("document.activeElement.matches('a.blank')")

    assert all(visit("clausules/kader-uitvoering/", **DESKTOP).evaluate(SEEN)) and tab.trouble == []
    assert all(visit("clausules/kader-uitvoering/", java_script_enabled=False, **PHONE).evaluate(SEEN))


FOLDED = """() => [...document.querySelectorAll("[data-fold=smal]")].map(e => e.open)"""


def test_what_is_folded_on_a_phone_only(visit):
    """What comes after the text is folded on a phone and open on a desktop, without a line that folds it; an address opens what it names, and so does turning the screen."""
    tab = visit("clausules/plan-actie/", **DESKTOP)
    assert all(tab.evaluate(FOLDED)) and not tab.locator(".fold--small > summary:visible").count()
    tab.set_viewport_size(PHONE["viewport"])
    tab.goto(tab.url + "#leverancier")
    tab.reload()
    assert tab.evaluate(FOLDED) == [False, False, False, True] and tab.is_visible("#leverancier + details li")
    tab.evaluate("location.hash = '#aandacht'")
    tab.wait_for_selector("#aandacht + details[open]")
    tab.set_viewport_size(DESKTOP["viewport"])
    tab.wait_for_selector("#samen + details[open]")

    assert all(tab.evaluate(FOLDED)) and tab.trouble == []


# --- Everywhere -----------------------------------------------------------------------------------------------------------


def test_without_scripts_the_texts_follow_each_other(visit):
    """Without JavaScript every text stands on the page, each with its Word file, and no button that does nothing."""
    tab = visit("clausules/code-keten/", java_script_enabled=False)
    downloads = tab.locator(".clause [download]:visible").evaluate_all(
        "links => links.map(link => link.getAttribute('href').split('/').at(-1))"
    )

    assert len(shown(tab)) == 9 == len(set(downloads))
    assert not tab.locator("article button:visible").count() and not tab.is_visible("[data-clause-bar]")


def test_only_the_chosen_text_on_paper(visit):
    """On paper: the chosen text with its state and version, also while the difference shows, and nothing else of the page; few sheets."""
    tab = visit("clausules/code-keten/#sterker")
    tab.check("[data-compare] input")
    sheets = len(re.findall(rb"/Type\s*/Page\b", tab.pdf(format="A4")))
    tab.emulate_media(media="print")
    for piece in (".draft", ".version[data-now] .clause__text", ".version[data-now] .clause__source", ".sheet"):
        assert tab.is_visible(piece), piece
    seen = tab.evaluate("""() => [...document.querySelectorAll("article h1, article h2, article table, article button, article input, article .difference, article .field")]
      .filter(e => e.checkVisibility() && !e.closest(".clause__text")).map(e => e.outerHTML.slice(0, 80))""")

    assert shown(tab) == ["nl sterker"] and seen == [] and sheets <= 6


def compared(tab):
    tab.check("[value=lichter]")
    tab.check("[data-compare] input")
    tab.click(".version[data-now] [data-same] summary >> nth=0")


def blank(tab):
    tab.focus(".version[data-now] a.blank >> nth=0")
    tab.keyboard.press("Enter")


def wrong(tab):
    tab.evaluate("() => { document.querySelector('[data-preset]').open = true }")
    tab.locator("[data-type=getal]:visible, [data-type=email]:visible").first.fill("zes en een half")
    tab.keyboard.press("Tab")


def menu(tab):
    tab.click("[data-more] summary")
    tab.click("[data-qr-make]")


STATES = {
    "variant gekozen": lambda tab: tab.check("[value=lichter]"),
    "vertaling": lambda tab: tab.check("[value=fr]"),
    "verschil": compared,
    "menu open": menu,
    "veld met focus": blank,
    "veld fout": wrong,
    "in mijn bestek": lambda tab: tab.click("[data-collect]"),
}
"""What a reader can do to a clause: name → steps."""


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("screen", [DESKTOP, PHONE], ids=["scherm", "telefoon"])
def test_states_are_accessible(state, screen, visit):
    """In every state axe finds nothing, light and dark, nothing hidden shows and nothing is cut off."""
    tab = visit("clausules/code-mvo/", reduced_motion="reduce", color_scheme="light", **screen)
    STATES[state](tab)
    found = [one for one in violations(tab, whole=False) if one[0] != "region"]  # what pops up over a page stands outside its regions
    dark(tab)

    assert found + violations(tab, "color-contrast", whole=False) == [] == tab.evaluate(UNHIDDEN) == tab.evaluate(CUT) == tab.trouble


def test_three_clicks_to_a_living_wage_in_word(visit):
    """From the home page, with what one can see: the clauses, the one on a living wage, 'Kopieer voor Word'."""
    tab = visit("", **DESKTOP)
    tab.get_by_role("link", name=re.compile("teksten voor mijn bestek", re.I)).locator("visible=true").first.click()
    tab.locator("article").get_by_role("link", name=re.compile("leefbaar loon|loongegevens", re.I)).locator("visible=true").first.click()
    tab.get_by_role("button", name="Kopieer voor Word").click()
    tab.wait_for_selector("[data-clause-status]:not(:empty)")

    assert "leefbaar loon" in clipboard(tab)["text/html"] and "Plak in Word" in tab.inner_text("[data-clause-status]")
