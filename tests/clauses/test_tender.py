"""Clauses in a real browser: fill, copy, collect, share and check, as a buyer does."""

import json
import re

import pytest
from docx import Document

from tests.browser.looks import CUT, dark, violations
from tests.clauses.test_word import sections, style, text
from tests.conftest import until
from tests.pages.test_address import CHANGES, LINKS

NASTY = '<img src=x onerror=alert(1)> & "quotes" \'n \n😀 </w:t> ' + "x" * 10000


def clipboard(tab):
    """What is on the clipboard: type → text."""
    return tab.evaluate("""async () => {
      const found = {}
      for (const item of await navigator.clipboard.read())
        for (const type of item.types) found[type] = await (await item.getType(type)).text()
      return found
    }""")


def copy(tab, how):
    if how == "plain":
        tab.click("[data-more] summary")
    tab.evaluate("() => { for (const told of document.querySelectorAll('.clause__status')) told.replaceChildren() }")  # by an earlier copy
    tab.click(f"[data-copy={how}]")
    tab.wait_for_selector(".clause__status:not(:empty)")
    return clipboard(tab)


def test_rich_copy(visit):
    """Copying gives HTML and text together: numbers, nested letters, the table, blanks, and the last line."""
    tab = visit("clausules/kader-uitvoering/")
    tab.fill("[data-input=aanbesteder]", "Gemeente Voorbeeld")

    found = copy(tab, "rich")

    assert set(found) == {"text/html", "text/plain"}
    html, text = found["text/html"], found["text/plain"]
    assert html.count("<ol") > 5 and 'type="a"' in html and "<table" in html
    assert "Gemeente Voorbeeld" in html and "[Nummer van het bestek]" in html
    assert "data-" not in html and "class=" not in html and "<button" not in html
    last = text.splitlines()[-1]
    assert re.fullmatch(
        r"kader-uitvoering · versie 2\.0 · 26 november 2026 · ontwerp, niet juridisch nagekeken · https://example\.org/clausules/kader-uitvoering/#versie-2-0",
        last,
    )
    assert re.search(r"^1\. De aanbesteder en de opdrachtnemer", text, re.M) and re.search(r"^   a\) ", text, re.M)
    assert "\t" in text
    assert tab.trouble == []


def test_translated_blanks(visit):
    """A translated text names its blanks in its own language; a number that is preset stands in it, our Dutch words do not."""
    tab = visit("clausules/code-keten/")
    shown = tab.eval_on_selector_all(
        ".clause[data-language=fr][data-variant=basis] .blank[data-field]",
        "blanks => Object.fromEntries(blanks.map(b => [b.dataset.field, b.textContent]))",
    )

    assert (
        shown["opdracht"] == "[Objet du marché]"
        and shown["aanbesteder"] == "[Nom de l'adjudicateur]"
        and shown["termijn-melding-dagen"] == "15"
    )
    assert not tab.query_selector("[data-language=fr] .blank[lang]") and tab.trouble == []


def test_plain_copy(visit):
    """'Zonder opmaak' puts text only on the clipboard."""
    found = copy(visit("clausules/rapport-risico/"), "plain")

    assert set(found) == {"text/plain"} and "rapport-risico · versie 2.0" in found["text/plain"]


def test_refused_clipboard(visit):
    """Where the clipboard is refused, the text is selected and the reader is told."""
    tab = visit("clausules/rapport-risico/", clipboard=False)
    tab.evaluate("() => { navigator.clipboard.write = () => Promise.reject(new Error('nee')); document.execCommand = () => false }")
    tab.click("[data-copy=rich]")
    tab.wait_for_selector(".clause__status:not(:empty)")

    assert "geselecteerd" in tab.inner_text(".clause__status >> nth=0")
    assert "Het risicorapport" in tab.evaluate("getSelection().toString()")


def test_guide_value_is_preset(visit):
    """A term of the guide stands filled in; another value replaces it and the guide's value stays beside it."""
    tab = visit("clausules/rapport-risico/")
    blank = ".clause .blank[data-field=termijn-rapport-maanden] >> nth=0"

    assert tab.inner_text(blank) == "6"
    tab.fill("[data-input=termijn-rapport-maanden]", "4")
    assert tab.inner_text(blank) == "4"
    assert "De gids: 6 maanden" in tab.inner_text(".fields")


def test_fields_are_kept_and_forgotten(visit):
    """What was typed fills other clauses and survives a reload; one button forgets it."""
    tab = visit("clausules/kader-uitvoering/")
    tab.fill("[data-input=aanbesteder]", "Stad Voorbeeld")
    other = visit("clausules/code-keten/", context=tab.context)

    assert "Stad Voorbeeld" in other.inner_text(".clause >> nth=0")
    other.click("[data-forget]")
    assert "Stad Voorbeeld" not in other.inner_text(".clause >> nth=0")
    assert other.evaluate("localStorage.getItem('velden')") is None


def test_typed_text_never_becomes_markup(visit):
    """What is typed stays text in the page and on the clipboard, whatever it looks like."""
    tab = visit("clausules/kader-uitvoering/")
    tab.fill("[data-input=aanbesteder]", NASTY)

    found = copy(tab, "rich")

    assert tab.query_selector(".clause img") is None and tab.trouble == []
    assert "<img" not in found["text/html"] and "&lt;img" in found["text/html"]
    assert "😀" in found["text/plain"] and "x" * 10000 in found["text/plain"]


@pytest.mark.parametrize("stored", ["{", "[]", "null", '"x"', "[1,null,{}]", '{"aanbesteder": {"a": 1}, "__proto__": "x", "<b>": "y"}'])
def test_broken_storage_is_ignored(stored, visit, address):
    """Storage that holds something else than we wrote is ignored, without an error."""
    tab = visit("clausules/kader-uitvoering/")
    tab.evaluate("value => { localStorage.setItem('velden', value); localStorage.setItem('bestek', value) }", stored)
    for path in ("clausules/kader-uitvoering/", "clausules/mijn-bestek/"):
        tab.goto(address + path)

    assert "[Naam van de aanbestedende overheid]" in visit("clausules/kader-uitvoering/", context=tab.context).inner_text(
        ".clause >> nth=0"
    )
    assert tab.trouble == []


def test_library_filters(visit):
    """The library filters by place, step, kind and language, tells how many match, and keeps the choice in the address; a place without texts goes."""
    tab = visit("clausules/")
    rows, shown = tab.locator("[data-table] tbody tr"), tab.locator("[data-table] tbody tr:not([hidden])")
    total = rows.count()
    tab.select_option("#filter-stap", "actie")

    assert shown.count() == 3 and tab.locator("[data-table-group]:not([hidden])").count() == 1
    assert tab.inner_text("[data-table-count]") == f"3 van de {total} teksten."
    assert tab.url.endswith("#stap=actie")
    again = visit("clausules/#stap=actie&taal=<b>&onbekend=1", context=tab.context)
    told = again.inner_text("[data-table-count]")
    assert told.startswith(f"3 van de {total} teksten. Niet gelezen uit de link:") and "onbekend" in told and again.trouble == []
    tab.select_option("#filter-taal", "fr")
    assert tab.inner_text("[data-table-count]").startswith("0 van")


def test_library_without_javascript(browser, address):
    """Without JavaScript the library is the complete list, and a clause shows its text and its Word file."""
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(address + "clausules/")

    assert all(row.is_visible() for row in tab.query_selector_all("[data-table] tbody tr"))
    assert not tab.is_visible("[data-table-filter]")
    tab.goto(address + "clausules/rapport-risico/")
    assert tab.is_visible(".clause__text >> nth=0") and not tab.is_visible("[data-copy] >> nth=0")
    context.close()


def check(tab, *ids):
    for clause in ids:
        tab.check(f"#kies-{clause}")


def go(tab, step):
    """Open a step by its link."""
    tab.click(f"[data-steps] a[href='#{step}']")
    tab.wait_for_selector(f"[data-view={step}]:not([data-off])")


def chosen(tab):
    """What the browser keeps as chosen: [(id, variant, lots)]."""
    return [(c["id"], c["variant"], c["lots"]) for c in json.loads(tab.evaluate("localStorage.getItem('bestek')"))]


def keep(tab, **values):
    """Put something in the browser's storage, as it is after an earlier visit, and open the page anew."""
    tab.evaluate(
        "values => { for (const [name, value] of Object.entries(values)) localStorage.setItem(name, JSON.stringify(value)) }", values
    )
    tab.reload()


@pytest.mark.parametrize("step", ["kies", "nakijken", "velden", "meenemen"])
def test_step_has_its_address(step, visit):
    """Each step has its own address and shows alone, with the focus on its heading; going back shows the one before."""
    tab = visit("clausules/mijn-bestek/#" + step)
    assert [view.get_attribute("data-view") for view in tab.query_selector_all("[data-view]") if view.is_visible()] == [step]
    assert tab.evaluate("document.activeElement.id") == step and tab.get_attribute("[aria-current=step]", "href") == f"#{step}"
    other = "kies" if step != "kies" else "velden"
    go(tab, other)
    tab.go_back()

    tab.wait_for_selector(f"[data-view={step}]:not([data-off])")
    assert not tab.is_visible(f"[data-view={other}]") and tab.trouble == []


@pytest.mark.parametrize("width", [320, 1366])
def test_bar_stays_in_view(width, visit):
    """The numbers of texts and open fields and the download stay in view, however far one scrolls."""
    tab = visit("clausules/mijn-bestek/", viewport={"width": width, "height": 700})
    check(tab, "kader-uitvoering", "vragenlijst-keten")
    tab.evaluate("scrollTo(0, document.scrollingElement.scrollHeight / 2)")
    box = tab.locator("[data-bar]").bounding_box()

    assert 0 <= box["y"] and box["y"] + box["height"] <= 700
    assert tab.inner_text("[data-count-texts]") == "2" and int(tab.inner_text("[data-count-open]")) > 3
    assert (box["y"] > 350) == (width == 320)


def test_missing_is_told_and_mended(visit):
    """A clause without its framework or annex, and a step without the one before it, are named with the reason; a click adds the clause."""
    tab = visit("clausules/mijn-bestek/")
    check(tab, "plan-actie")
    go(tab, "nakijken")

    told = tab.inner_text("[data-missing-list]")
    assert "Actieplan na het rapport werkt niet zonder een andere tekst" in told and "Kader van de uitvoering" in told
    assert "stap 3, maar geen van stap 2" in told
    mend(tab)
    assert "stap 2, maar geen van stap 1" in tab.inner_text("[data-missing-list]")
    go(tab, "kies")
    check(tab, "code-keten")
    go(tab, "nakijken")
    mend(tab)
    assert tab.is_visible("[data-missing-ok]") and tab.trouble == []


def mend(tab):
    """Take the first way out of whatever is missing, until there is none."""
    while button := tab.query_selector("[data-missing-list] [data-ways] button"):
        button.click()


def test_conflict_has_ways_out(visit):
    """Two texts that do not go together are named with the reason; a way out mends it, and can be undone."""
    tab = visit("clausules/mijn-bestek/")
    check(tab, "leider-risico", "leider-audit")
    go(tab, "nakijken")
    item = tab.locator("[data-missing-list] li", has_text="gaat niet samen met").first
    assert len(item.locator("[data-reason]").inner_text()) > 20
    item.get_by_role("button", name="Laat weg: Leiderschap met auditrapporten").click()

    assert ("leider-audit", "basis", []) not in chosen(tab) and "gaat niet samen met" not in tab.inner_text("[data-missing-list]")
    tab.click("[data-bar] [data-undo]")
    assert ("leider-audit", "basis", []) in chosen(tab)


def test_lots_keep_their_own_variants(visit):
    """Two lots with different variants of one text keep both, in storage, on the page and in a link."""
    tab = visit("clausules/mijn-bestek/")
    check(tab, "kader-uitvoering", "rapport-risico")
    tab.click("[data-lots] summary")
    for name in ("Broeken", "Schoenen"):
        tab.fill("#perceel-nieuw", name)
        tab.click("[data-add-lot]")
    tab.select_option("[data-choice=rapport-risico] [data-lot=Schoenen]", "lichter")

    expected = [("kader-uitvoering", "basis", []), ("rapport-risico", "basis", ["Broeken"]), ("rapport-risico", "lichter", ["Schoenen"])]
    assert chosen(tab) == expected
    go(tab, "nakijken")
    titles = [summary.inner_text().strip() for summary in tab.query_selector_all(".reading summary")]
    assert len(titles) == 2 and titles[1] == "Jaarlijks risicorapport"
    tab.click(".reading >> nth=1")
    tab.wait_for_selector(".reading [data-article=termijnen]")
    heads = tab.eval_on_selector_all(".reading [data-article=termijnen]", "all => all.map(e => e.textContent.replace(/\\d+/, '#'))")
    assert heads == ["Artikel #. Broeken: Termijnen", "Artikel #. Schoenen: Termijnen"]
    assert tab.inner_text(".reading >> nth=1").count("versie 2.") == 2
    go(tab, "meenemen")
    tab.click("[data-share]")
    tab.wait_for_selector("[data-take-status]:not(:empty)")
    other = visit("clausules/mijn-bestek/#" + clipboard(tab)["text/plain"].split("#")[1])
    assert chosen(other) == expected and other.trouble == []


def test_lots_read_as_in_word(visit):
    """What hangs on something in one lot only says for which, under one number: the texts on the page and in the Word file are word for word
    the same, also where the lots have different variants."""
    tab = visit("clausules/mijn-bestek/")
    texts = [
        *(("afwijkingen", []), ("mededeling-uitvoering", []), ("kader-uitvoering", []), ("code-keten", []), ("rapport-risico", [])),
        *(("plan-actie", ["A"]), ("vertrouwelijkheid", []), ("doorwerking", []), ("wijziging-productieplaats", ["B", "C"])),
    ]
    choices = [{"id": id, "variant": "basis", "lots": lots} for id, lots in texts]
    choices += [
        {"id": "niet-uitvoering", "variant": "basis", "lots": ["A", "B"]},
        {"id": "niet-uitvoering", "variant": "lichter", "lots": ["C"]},
    ]
    keep(tab, **{"percelen-namen": ["A", "B", "C"]}, bestek=choices)
    go(tab, "meenemen")
    with tab.expect_download() as download:
        tab.click("[data-take] [data-docx]")
    document = Document(download.value.path())
    shown = tab.evaluate("""() => { dispatchEvent(new Event("beforeprint")); return [...document.querySelectorAll(".reading")].map(reading => {
      const words = node => node.nodeType === 3 ? node.data : node.hidden || node.matches(".clause__title, .clause__source, .number, .sr") ? "" : [...node.childNodes].map(words).join("")
      return words(reading.querySelector("[data-clause-text]")).replace(/\\s+/g, "")
    }) }""")
    in_word = [text(blocks[[style(block) for block in blocks].index("Status") + 1 :]) for blocks in sections(document).values()]

    assert in_word == shown and len(shown) == 10
    assert "A:" in "".join(shown) and "BenC:" in "".join(shown) and "(AenB)ofartikel" in "".join(shown)
    assert tab.trouble == []


def test_removed_lot_comes_back(visit):
    """A lot that is removed takes what stood in it alone along; undone, both are back."""
    tab = visit("clausules/mijn-bestek/")
    before = [{"id": "kader-uitvoering", "variant": "basis", "lots": []}, {"id": "rapport-risico", "variant": "lichter", "lots": ["B"]}]
    keep(tab, **{"percelen-namen": ["A", "B"]}, bestek=before)
    tab.click("[data-lots] summary")
    tab.locator("[data-lot-list] li", has_text="B").locator("button").click()
    assert chosen(tab) == [("kader-uitvoering", "basis", [])]
    tab.click("[data-bar] [data-undo]")

    assert chosen(tab) == [tuple(c.values()) for c in before] and tab.inner_text("[data-lots-told]") == "A, B"


def test_emptied_comes_back(visit):
    """Emptying can be undone; a second time nothing stays behind in the browser."""
    tab = visit("clausules/mijn-bestek/")
    check(tab, "kader-uitvoering")
    go(tab, "meenemen")
    tab.click("[data-clear]")
    assert chosen(tab) == [] and "Maak ongedaan" in tab.inner_text("[data-take-status]")
    tab.click("[data-bar] [data-undo]")
    assert chosen(tab) == [("kader-uitvoering", "basis", [])]
    for _ in range(2):
        tab.click("[data-clear]")

    assert tab.evaluate("localStorage.getItem('vorige')") is None


def test_five_states_are_kept(visit):
    """The last five changes can be undone, and no more."""
    tab = visit("clausules/mijn-bestek/")
    ids = [box.get_attribute("value") for box in tab.query_selector_all("[data-choose] [type=checkbox]")][:7]
    check(tab, *ids)
    for _ in range(5):
        tab.click("[data-bar] [data-undo]")

    assert [id for id, _, _ in chosen(tab)] == ids[:2] and not tab.is_visible("[data-bar] [data-undo]")


def test_old_choice_still_works(visit):
    """What a former version of the page kept, without lots, still stands."""
    tab = visit("clausules/mijn-bestek/")
    keep(tab, bestek=[{"id": "rapport-risico", "variant": "sterker"}])

    assert tab.is_checked("#kies-rapport-risico") and tab.input_value("#variant-rapport-risico") == "sterker" and tab.trouble == []


def test_link_and_storage_of_a_former_version(visit, address):
    """A link and the fields of a former version still work: the texts of today, with a word about it; a field that is gone does no harm."""
    tab = visit("clausules/mijn-bestek/")
    keep(
        tab, velden={"perceel": "perceel 1", "opstart": "de dag van de ondertekening", "looptijd": "36"}, gegevens={"opstart": "2027-03-01"}
    )
    tab.goto("about:blank")
    tab.goto(address + "clausules/mijn-bestek/#teksten=kader-uitvoering@1.0,rapport-risico@1.0+lichter~2&percelen=A,B")

    assert chosen(tab) == [("kader-uitvoering", "basis", []), ("rapport-risico", "lichter", ["B"])]
    assert "oudere versie" in tab.inner_text("[data-take-status]")
    go(tab, "velden")
    assert tab.input_value("[data-input=looptijd]") == "36" and not tab.is_visible("[data-errors]")
    assert not tab.is_visible("[data-input=perceel]") and not tab.is_visible("[data-input=opstart]") and tab.trouble == []


def test_link_replaces_and_can_be_undone(visit, address):
    """Opening someone's link says that it took the place of one's own choice, which comes back when undone."""
    tab = visit("clausules/mijn-bestek/")
    check(tab, "code-keten")
    tab.goto("about:blank")
    tab.goto(address + "clausules/mijn-bestek/#teksten=kader-uitvoering@2.0")
    assert "Wat u zelf gekozen had" in tab.inner_text("[data-take-status]")
    tab.click("[data-bar] [data-undo]")

    assert chosen(tab) == [("code-keten", "basis", [])]


def test_texts_read_as_one_tender(visit):
    """Articles are numbered through, references follow, and what hangs on another text stands only when that is chosen."""
    tab = visit("clausules/mijn-bestek/")
    check(tab, "kader-uitvoering", "rapport-risico")
    go(tab, "nakijken")
    for summary in tab.query_selector_all(".reading summary"):
        summary.click()

    numbers = tab.evaluate("[...document.querySelectorAll('.reading .number')].map(e => Number(/\\d+/.exec(e.textContent)))")
    assert numbers == list(range(1, len(numbers) + 1)) and len(numbers) > 6
    assert tab.locator(".reading [data-if]:not([hidden])").count() < tab.locator(".reading [data-if]").count()
    wrong = tab.evaluate("""() => [...document.querySelectorAll(".reading [data-ref^=':']")].filter(ref => {
      const article = ref.dataset.ref.split(":")[1].split(".")[0]
      const heading = ref.closest("[data-clause-text]").querySelector(`[data-article="${article}"] .number`)
      return heading && !ref.textContent.toLowerCase().startsWith(heading.textContent.toLowerCase().replace(".", ""))
    }).map(ref => ref.textContent)""")
    assert wrong == []


def test_who_does_what(visit):
    """The table holds the duties of this tender and no others, with days once the start is known, by the number that was filled in."""
    tab = visit("clausules/mijn-bestek/")
    check(tab, "kader-uitvoering", "rapport-risico")
    go(tab, "nakijken")
    row = tab.locator("[data-duty=termijn-transparantie]")
    assert row.is_visible() and not tab.is_visible("[data-duty=termijn-actieplan]") and row.locator("[data-date]").inner_text() == ""
    tab.fill("#bestek-dag", "2027-01-31")
    assert row.locator("[data-date]").inner_text().strip() == "(31 juli 2027)"
    go(tab, "velden")
    tab.click("[data-preset]:has([data-input=termijn-rapport-maanden]) > summary")
    tab.fill("[data-input=termijn-rapport-maanden]", "1")
    go(tab, "nakijken")

    assert row.locator("[data-date]").inner_text().strip() == "(28 februari 2027)" and "binnen 1 maanden" in row.inner_text()


def test_wrong_value_is_told(visit):
    """A wrong value is said at its field and on top with a link, and stands marked in the text and in the copy."""
    tab = visit("clausules/mijn-bestek/#velden")
    keep(tab, bestek=[{"id": "kader-uitvoering", "variant": "basis"}, {"id": "rapport-risico", "variant": "basis"}])
    tab.click("[data-preset]:has([data-input=termijn-rapport-maanden]) > summary")
    field = tab.locator("[data-input=termijn-rapport-maanden]")
    field.fill("zes")
    assert tab.is_visible("[data-errors]")
    field.blur()
    assert field.get_attribute("aria-invalid") == "true"
    told = tab.inner_text(f"#{field.get_attribute('aria-describedby').split()[1]}")
    assert "getal in van 1 tot 120" in told and told in tab.inner_text("[data-errors]")
    tab.click("[data-errors] a")
    assert tab.evaluate("document.activeElement.dataset.input") == "termijn-rapport-maanden"
    go(tab, "meenemen")
    assert "Klopt nog niet" in tab.inner_text("[data-wrong-told]")
    tab.click("[data-copy-all=rich]")
    tab.wait_for_selector("[data-take-status]:not(:empty)")
    assert "Binnen [na te kijken: zes] maanden" in clipboard(tab)["text/plain"]
    assert tab.evaluate("Clauses.filled()['termijn-rapport-maanden']") == {"text": "zes", "wrong": True}
    go(tab, "velden")
    field.fill("8")

    assert field.get_attribute("aria-invalid") == "false" and not tab.is_visible("[data-errors]")


def test_prefilled_fields_are_folded(visit):
    """Only what the buyer must fill stands open; what has a preset is folded under its group, with the number."""
    tab = visit("clausules/mijn-bestek/#velden")
    keep(tab, bestek=[{"id": "rapport-risico", "variant": "basis"}, {"id": "kader-uitvoering", "variant": "basis"}])
    assert tab.is_visible("[data-input=aanbesteder]") and not tab.is_visible("[data-input=termijn-rapport-maanden]")
    folded = tab.locator("[data-preset]", has=tab.locator("[data-input=termijn-rapport-maanden]"))

    assert int(folded.locator("[data-preset-count]").inner_text()) == folded.locator(".field:not([hidden])").count()


def test_only_texts_on_paper(visit):
    """On paper stand the texts, opened, and nothing else of the page."""
    tab = visit("clausules/mijn-bestek/#teksten=kader-uitvoering@2.0,rapport-risico@2.0")
    go(tab, "velden")
    tab.evaluate("dispatchEvent(new Event('beforeprint'))")
    tab.emulate_media(media="print")

    assert tab.is_visible(".preview h3 >> nth=0") and tab.is_visible(".preview .clause__source >> nth=1")
    for other in (
        "#velden",
        "#kies",
        "[data-bar]",
        "[data-steps]",
        "[data-duty=termijn-transparantie]",
        "[data-missing-ok]",
        ".reading > summary >> nth=0",
    ):
        assert not tab.is_visible(other), other


@pytest.mark.parametrize("step", ["kies", "nakijken", "velden", "meenemen"])
@pytest.mark.parametrize("width", [320, 1366])
def test_steps_are_accessible(step, width, visit):
    """Axe finds nothing in any step of a tender with lots, a conflict, an open text and a wrong value; and nothing is cut off."""
    tab = visit(f"clausules/mijn-bestek/#{step}", viewport={"width": width, "height": 800}, reduced_motion="reduce")
    texts = ["kader-uitvoering", "rapport-risico", "leider-risico", "leider-audit", "mededeling-uitvoering"]
    keep(
        tab,
        **{"percelen-namen": ["Broeken", "Schoenen"]},
        velden={"termijn-rapport-maanden": "zes"},
        gegevens={"opstart": "2027-03-01", "raming": "veel"},
        bestek=[{"id": id, "variant": "basis", "lots": ["Broeken"] if id == "leider-audit" else []} for id in texts],
    )
    for summary in tab.query_selector_all("[data-view]:not([data-off]) summary"):
        if summary.is_visible():
            summary.click()

    assert violations(tab, whole=False) == [] and tab.evaluate(CUT) == []
    dark(tab)
    assert violations(tab, "color-contrast", whole=False) == []


def test_from_the_keuzehulp(visit):
    """The advice of each lot goes to its lot; start, duration and estimate come along and say where they come from; going again adds nothing."""
    advice = (
        "fase=bestek&raming=boven-drempel&looptijd=3-jaar-of-meer&productgroep=duurzame-werkkledij&productie=weinig-sites&bewijs=audits"
    )
    tab = visit(
        f"keuzehulp/#perceel=Broeken&{advice};perceel=Schoenen&fase=bestek&raming=beperkte-waarde&looptijd=eenmalig&productgroep=basiskledij"
    )
    for lot in (0, 1):
        tab.click(f"[data-lot] >> nth={lot}")
        while not tab.is_visible("[data-advice]"):
            tab.click("fieldset[data-question]:not([hidden]) input")
    tab.click("[data-lot] >> nth=0")  # a small order asks no start
    tab.fill("#opstart", "2027-03-01")
    tab.click("[data-to-tender]")
    first = tab.inner_text("[data-take-status]")
    tab.click("[data-to-tender]")
    assert re.search(r": \d+ toegevoegd\. ", first) and re.search(r": \d+ stonden er al\. ", tab.inner_text("[data-take-status]"))
    tender = visit("clausules/mijn-bestek/#nakijken", context=tab.context)

    assert tender.inner_text("[data-lots-told]") == "Broeken, Schoenen"
    assert {"Broeken"} == {lot for id, _, lots in chosen(tender) if id.startswith("rapport-") for lot in lots}
    told = tender.inner_text("[data-given]")
    assert "opstart 1 maart 2027" in told and "looptijd 36 maanden" in told and "raming" in told
    assert "(1 september 2027)" in tender.inner_text("[data-duty=termijn-transparantie]")
    assert tender.trouble == []


def test_facts_fill_their_fields(visit):
    """A number or a day from the decision helper fills its field, other words stand beside it; what someone typed stays, and so do lots."""
    tab = visit("clausules/mijn-bestek/#velden")
    texts = ["kader-uitvoering", "mededeling-uitvoering", "niet-uitvoering", "percelen-ambitie", "rapport-risico"]
    bestek = [{"id": id, "variant": "basis", "lots": ["Parka's"] if id == "percelen-ambitie" else []} for id in texts]
    bestek.append({"id": "plan-actie", "variant": "basis", "lots": ["Broeken"]})
    given = {"opstart": "2027-03-01", "looptijd": "48 maanden", "raming": "tot onder 221 000 euro"}
    keep(tab, **{"percelen-namen": ["Broeken", "Parka's"]}, bestek=bestek, gegevens=given)
    fields = {name: f"[data-input={name}]" for name in ("looptijd", "verwachte-opstart", "raming", "perceel-groei", "perceel-basis")}
    assert [tab.input_value(field) for field in fields.values()] == ["48", "1 maart 2027", "", "Broeken", "Parka's"]
    assert "Uit de keuzehulp: tot onder 221 000 euro." in tab.inner_text(f".field:has({fields['raming']})")
    assert tab.input_value("[data-input=perceel-voorloper]") == "geen"
    rows = tab.evaluate("""() => { dispatchEvent(new Event("beforeprint"))
      return [...document.querySelectorAll(".preview [data-article=ambitie] ~ table tbody tr:not([hidden])")].map(row => row.cells[0].textContent) }""")
    assert rows == ["Broeken", "Parka's"]
    tab.fill(fields["looptijd"], "36")
    keep(tab, gegevens=json.loads(tab.evaluate("localStorage.getItem('gegevens')")) | {"looptijd": "24 maanden", "opstart": "2027-04-01"})

    assert [tab.input_value(fields[name]) for name in ("looptijd", "verwachte-opstart")] == ["36", "1 april 2027"]
    assert "24 maanden" in tab.inner_text(f".field:has({fields['looptijd']})") and tab.trouble == []


def test_lots_differ(visit):
    """Two lots of different durations, one with its risk in the cotton: each field says which lot has what, in the page and in Word."""
    long = "fase=bestek&raming=boven-drempel&looptijd=48&productgroep=duurzame-werkkledij&productie=katoen&bewijs=audits&opvolging=ruim&ambitie=verbetering"
    short = long.replace("48", "36").replace("katoen", "weinig-sites")
    tab = visit(f"keuzehulp/#perceel=Broeken&{long};perceel=Shirts&{short}")
    for lot in (0, 1):
        tab.click(f"[data-lot] >> nth={lot}")
        while not tab.is_visible("[data-advice]"):
            tab.click("fieldset[data-question]:not([hidden]) input")
    tab.click("[data-to-tender]")
    tender = visit("clausules/mijn-bestek/#velden", context=tab.context)
    own = {field: f".field:has([data-input={field}]) [data-lot-input=Shirts]" for field in ("looptijd", "schakels", "verwachte-opstart")}

    assert "percelen-ambitie" in [id for id, _, _ in chosen(tender)]
    assert (tender.input_value("[data-input=looptijd]"), tender.input_value(own["looptijd"])) == ("48", "36")
    assert (
        tender.input_value("[data-input=schakels]") == "confectie, stof, garen en katoen"
        and tender.input_value(own["schakels"]) == "confectie"
    )
    tender.click(".field:has([data-input=verwachte-opstart]) summary")
    tender.fill("[data-input=verwachte-opstart]", "2027-03-01")
    tender.fill(own["verwachte-opstart"], "31/02/2027")
    tender.press(own["verwachte-opstart"], "Tab")
    assert (
        "verwachte" in tender.inner_text("[data-errors]").lower()
        and tender.get_attribute(own["verwachte-opstart"], "aria-invalid") == "true"
    )
    tender.fill(own["verwachte-opstart"], "1/6/2027")
    assert not tender.is_visible("[data-errors]") and violations(tender) == []
    with tender.expect_download() as download:
        tender.click("[data-bar] [data-docx]")
    words = text([Document(download.value.path()).element.body])

    assert "loopt zeker 48 (Broeken) of 36 (Shirts) maanden.".replace(" ", "") in words
    for told in ("1 maart 2027 (Broeken) of 1 juni 2027 (Shirts)", "garen en katoen (Broeken) of confectie (Shirts)"):
        assert told.replace(" ", "") in words
    assert tender.trouble == []


def test_advice_without_texts(visit):
    """An advice that asks no texts offers none to take along, and leaves my tender as it is."""
    tab = visit("keuzehulp/#fase=lopend&voorwaarden=met-stukken&stand=op-tijd&verlengbaar=nee")
    tab.wait_for_selector("[data-advice]:not([hidden])")

    assert not tab.is_visible("[data-to-tender]") and tab.evaluate("localStorage.getItem('bestek')") is None


def test_conditional_part_on_a_clause_page(visit):
    """A part that stands only with another text shows with a note on its own page, and is copied once that text is in my tender."""
    tab = visit("clausules/mededeling-uitvoering/")
    row = tab.locator(".clause[data-variant=basis] [data-if='termijn-actieplan']").first
    words = row.evaluate("e => e.cells[0].firstChild.textContent.trim()")
    assert row.is_visible() and "staat er alleen met" in row.inner_text() and "elsewhere" in row.get_attribute("class")
    assert words not in copy(tab, "rich")["text/plain"]
    keep(tab, bestek=[{"id": "plan-actie", "variant": "basis"}])
    found = copy(tab, "rich")

    assert words in found["text/plain"] and "staat er alleen" not in found["text/plain"] + found["text/html"]
    assert tab.trouble == []


def test_told_what_was_added(visit):
    """Adding from a clause page tells what was added or replaced, and can be undone."""
    tab = visit("clausules/rapport-risico/")
    told = []
    for variant in ("basis", "lichter"):
        tab.check(f"[name=variant][value={variant}]")
        tab.click("[data-collect]")
        told.append(tab.inner_text(".clause__status"))
    assert ["1 toegevoegd" in told[0], "1 vervangen" in told[1]] == [True] * 2
    tab.click(".clause__status [data-undo]")

    assert chosen(tab) == [("rapport-risico", "basis", [])]


def test_shared_link_holds_the_choice_only(visit, address):
    """A shared link holds ids, variants and versions, never what was typed; it opens with the same choice."""
    tab = visit("clausules/mijn-bestek/")
    check(tab, "kader-uitvoering", "rapport-risico")
    tab.select_option("#variant-rapport-risico", "sterker")
    go(tab, "velden")
    tab.fill("[data-input=aanbesteder]", "Geheim")
    go(tab, "meenemen")
    tab.click("[data-share]")
    tab.wait_for_selector("[data-take-status]:not(:empty)")
    link = clipboard(tab)["text/plain"]

    assert link == f"{address}clausules/mijn-bestek/#teksten=kader-uitvoering@2.0,rapport-risico@2.0+sterker"
    other = visit(link.removeprefix(address))
    assert other.is_checked("#kies-rapport-risico") and other.input_value("#variant-rapport-risico") == "sterker"
    assert "Zwaar" not in other.inner_text("[data-take-status]") and other.trouble == []


@pytest.mark.parametrize(
    "fragment, told",
    [
        ("teksten=bestaat-niet@1.0", "Deze link konden we niet lezen. Wat u hier ziet, is uw eigen keuze"),
        ("teksten=bestaat-niet@1.0,plan-actie@2.0", "Een deel van deze link konden we niet lezen"),
        ("teksten=plan-actie@2.0&iets=anders", "Een deel van deze link konden we niet lezen"),
        ("teksten=kader-uitvoering@9.9", "Deze link noemt een oudere versie"),
        ("teksten=%E0%A4%A", "Deze link konden we niet lezen"),
        ("teksten=<script>", "Deze link konden we niet lezen"),
        ("teksten=", "Deze link konden we niet lezen"),
        ("iets=anders", "Deze link konden we niet lezen"),
        ("percelen=Broeken", "Deze link konden we niet lezen"),
        ("tekstenplan-actie", "Deze link konden we niet lezen"),
        ("velden", ""),
        ("utm_source=brief", ""),
        ("teksten=" + "a," * 5000, "Deze link konden we niet lezen"),
        ("teksten=kader-uitvoering@9.9,plan-actie", "Wat u zelf gekozen had, komt terug met"),
    ],
    ids=[
        "unknown",
        "partly unknown",
        "more",
        "version",
        "broken",
        "script",
        "empty",
        "other",
        "lots",
        "glued",
        "piece",
        "tracking",
        "long",
        "both",
    ],
)
def test_strange_link(fragment, told, visit):
    """What could not be read of a link is told; it never gives an error, and one's own choice is not shown as if it were the link's."""
    tab = visit("clausules/mijn-bestek/")
    check(tab, "code-keten")
    tab.evaluate("fragment => { location.hash = fragment }", fragment)
    if told:
        tab.wait_for_selector(f"[data-take-status]:text('{told}')")

    assert tab.trouble == [] and told in tab.inner_text("[data-take-status]")
    assert told or "link" not in tab.inner_text("[data-take-status]")
    assert "code-keten" not in [id for id, _, _ in chosen(tab)] or not told or "uw eigen keuze" in tab.inner_text("[data-take-status]")


def test_changed_link(visit):
    """Whatever mail, chat or a newsletter did to a link, its texts and lots are shown and not one's own."""
    tab = visit("clausules/mijn-bestek/")
    wanted = [["kader-uitvoering", "basis", []], ["rapport-risico", "lichter", ["Broeken"]]]
    for name, change in CHANGES.items():
        check(tab, "code-keten")
        tab.evaluate("fragment => { history.replaceState(null, '', location.pathname); location.hash = fragment }", change(LINKS["tender"]))
        until(tab, "!document.querySelector('#kies-code-keten').checked")

        assert [list(choice) for choice in chosen(tab)] == wanted, name
    assert tab.trouble == []


def test_collect_from_a_clause_page(visit):
    """'+ Mijn bestek' on a clause page puts the variant that shows in the tender, and copying all follows its order."""
    tab = visit("clausules/rapport-risico/#lichter")
    tab.click("[data-collect]")
    tender = visit("clausules/mijn-bestek/", context=tab.context)
    check(tender, "kader-uitvoering", "code-keten")
    go(tender, "meenemen")
    tender.click("[data-copy-all=rich]")
    tender.wait_for_selector("[data-take-status]:not(:empty)")
    text = clipboard(tender)["text/plain"]

    assert tender.input_value("#variant-rapport-risico") == "lichter"
    found = [text.index(line) for line in ("kader-uitvoering · versie", "rapport-risico · versie 2.0 (lichter)", "code-keten · versie")]
    assert found == sorted(found)


def test_only_the_fields_of_the_choice(visit):
    """Only the fields of the chosen texts are asked."""
    tab = visit("clausules/mijn-bestek/")
    assert not tab.is_visible("[data-input=aanbesteder]")
    check(tab, "kader-uitvoering")
    go(tab, "velden")

    assert tab.is_visible("[data-input=aanbesteder]") and not tab.is_visible("[data-input=stukken-katoen]")


def test_is_my_clause_current(visit):
    """A pasted tender is read for ids and versions: current, unknown version and unknown text are told apart."""
    tab = visit("clausules/actueel/")
    tab.fill(
        "#check-text",
        "Bestek … rapport-risico · versie 2.0 · 26 november 2026\ncode-keten · versie 0.9\noude-tekst · versie 2.1 · 1 maart 2026 <b>",
    )
    tab.click("[data-check] button")

    told = tab.inner_text("[data-check-list]")
    assert "versie 2.0 is nog de huidige" in told and "versie 0.9 kennen we niet" in told
    assert "geen tekst met het id oude-tekst" in told and tab.trouble == []
    tab.fill("#check-text", "niets")
    tab.click("[data-check] button")
    assert tab.is_visible("[data-check-none]")


def test_old_tender_is_read(visit):
    """A tender of 2019 without a line of ours: its old words are named, with what to write now and a link; nothing else is told."""
    tab = visit("clausules/actueel/")
    tab.fill(
        "#check-text", "Bestek 2019. De acht fundamentele conventies van de IAO. Vanaf 221.000 euro. De kledij is BSCI-gecertificeerd."
    )
    tab.click("[data-check] button")
    told = tab.locator("[data-check-list] > li").all_inner_texts()

    assert any("acht fundamentele conventies" in one and "C155" in one for one in told)
    assert len([one for one in told if "221.000 euro" in one and ", nu 2" in one]) == 1
    assert any("BSCI-gecertificeerd" in one and "auditverslag" in one for one in told)
    assert tab.locator("[data-check-list] a").count() >= 3 and not tab.is_visible("[data-check-none]") and tab.trouble == []


@pytest.mark.parametrize(
    "name, keys",
    [
        ("bestek", {"defaults", "imposes", "needs", "when"}),
        ("teksten", {"kader-uitvoering"}),
        ("word", {"parts", "open", "clause", "close"}),
    ],
)
def test_kit_is_data(name, keys, built):
    """The data of 'Mijn bestek' is one assignment of JSON, so that no text in it can run."""
    script = (built / "bestanden" / f"{name}.js").read_text(encoding="utf-8")

    assert keys <= set(json.loads(script.removeprefix(f"globalThis.{name} = ")))


@pytest.mark.parametrize("path", ["clausules/mijn-bestek/", "keuzehulp/"])
def test_word_comes_when_asked(path, visit):
    """The heavy pieces of a Word file are not loaded with the page, only when someone asks for a document."""
    tab = visit(path)

    assert tab.evaluate("typeof globalThis.word") == "undefined"
    assert tab.evaluate("Docx.load().then(kit => typeof kit.open)") == "string"
    assert tab.trouble == []


@pytest.mark.parametrize(
    "path, button",
    [("clausules/mijn-bestek/#teksten=plan-actie", "[data-docx]"), ("keuzehulp/#fase=aansluiten&voorwaarden=nee", "[data-log-docx]")],
)
def test_word_after_a_failed_request(path, button, visit):
    """When the pieces of a Word file do not come, the page says so at the button; the next click asks again and gives the file."""
    tab = visit(path)
    tab.context.set_offline(True)
    tab.click(button)
    tab.wait_for_selector("[data-take-status] >> text=klik opnieuw")
    tab.context.set_offline(False)
    with tab.expect_download():
        tab.click(button)

    assert "is klaar" in tab.inner_text("[data-take-status]") and tab.trouble == []
