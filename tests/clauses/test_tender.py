"""Clauses in a real browser: fill, copy, collect, share and check, as a buyer does."""
import json
import re

import pytest

from tests.conftest import until

NASTY = "<img src=x onerror=alert(1)> & \"quotes\" 'n \n😀 </w:t> " + "x" * 10000


def clipboard(tab):
    """What is on the clipboard: type → text."""
    return tab.evaluate("""async () => {
      const found = {}
      for (const item of await navigator.clipboard.read())
        for (const type of item.types) found[type] = await (await item.getType(type)).text()
      return found
    }""")


def copy(tab, how, clause=".clause"):
    tab.click(f"{clause} [data-copy={how}]")
    until(tab, "document.querySelector('.clause__status').textContent")
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
    assert re.fullmatch(r"kader-uitvoering · versie 1\.0 · 23 november 2026 · https://example\.org/clausules/kader-uitvoering/#versie-1-0", last)
    assert re.search(r"^1\. De aanbesteder en de opdrachtnemer", text, re.M) and re.search(r"^   a\) ", text, re.M)
    assert "\t" in text
    assert tab.trouble == []


def test_plain_copy(visit):
    """'Zonder opmaak' puts text only on the clipboard."""
    found = copy(visit("clausules/rapport-risico/"), "plain")

    assert set(found) == {"text/plain"} and "rapport-risico · versie 1.0" in found["text/plain"]


def test_refused_clipboard(visit):
    """Where the clipboard is refused, the text is selected and the reader is told."""
    tab = visit("clausules/rapport-risico/", clipboard=False)
    tab.evaluate("() => { navigator.clipboard.write = () => Promise.reject(new Error('nee')) }")
    tab.click(".clause [data-copy=rich]")
    until(tab, "document.querySelector('.clause__status').textContent")

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

    assert "[Naam van de aanbestedende overheid]" in visit("clausules/kader-uitvoering/", context=tab.context).inner_text(".clause >> nth=0")
    assert tab.trouble == []


def test_library_filters(visit):
    """The library filters by place, step, kind and language, tells how many match, and keeps the choice in the address."""
    tab = visit("clausules/")
    total = len(tab.query_selector_all("[data-item]"))
    tab.select_option("#filter-step", "actie")

    assert len([i for i in tab.query_selector_all("[data-item]") if i.is_visible()]) == 3
    assert tab.inner_text("[data-count]") == f"3 van de {total} teksten"
    assert tab.url.endswith("#stap=actie")
    again = visit("clausules/#stap=actie&taal=<b>&onbekend=1", context=tab.context)
    assert again.inner_text("[data-count]") == f"3 van de {total} teksten" and again.trouble == []
    tab.select_option("#filter-language", "fr")
    assert tab.inner_text("[data-count]").startswith("0 van")


def test_library_without_javascript(browser, address):
    """Without JavaScript the library is the complete list, and a clause shows its text and its Word file."""
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(address + "clausules/")

    assert all(item.is_visible() for item in tab.query_selector_all("[data-item]"))
    assert not tab.is_visible("[data-filter]")
    tab.goto(address + "clausules/rapport-risico/")
    assert tab.is_visible(".clause__text >> nth=0") and not tab.is_visible("[data-copy] >> nth=0")
    context.close()


def check(tab, *ids):
    for clause in ids:
        tab.check(f"#kies-{clause}")


def test_missing_is_told_and_mended(visit):
    """A clause without its framework or annex, and a step without the one before it, are named; a click adds the clause."""
    tab = visit("clausules/mijn-bestek/")
    check(tab, "plan-actie")

    told = tab.inner_text("[data-missing-list]")
    assert "Actieplan na het rapport werkt niet zonder Kader van de uitvoering" in told
    assert "stap 3, maar geen van stap 2" in told
    while button := tab.query_selector("[data-missing-list] [data-add]"):
        button.click()
    check(tab, "rapport-risico", "samenvatting-a4", "engagementsverklaring")
    while button := tab.query_selector("[data-missing-list] [data-add]"):
        button.click()
    assert tab.is_visible("[data-missing-ok]")


def test_alternatives_are_told(visit):
    """Two alternatives in one tender are named."""
    tab = visit("clausules/mijn-bestek/")
    check(tab, "leider-risico", "leider-audit")

    assert "zijn alternatieven" in tab.inner_text("[data-missing-list]")


def test_shared_link_holds_the_choice_only(visit, address):
    """A shared link holds ids, variants and versions, never what was typed; it opens with the same choice."""
    tab = visit("clausules/mijn-bestek/")
    check(tab, "kader-uitvoering", "rapport-risico")
    tab.select_option("#variant-rapport-risico", "sterker")
    tab.fill("[data-input=aanbesteder]", "Geheim")
    tab.click("[data-share]")
    until(tab, "document.querySelector('[data-take-status]').textContent")
    link = clipboard(tab)["text/plain"]

    assert link == f"{address}clausules/mijn-bestek/#teksten=kader-uitvoering@1.0,rapport-risico@1.0+sterker"
    other = visit(link.removeprefix(address))
    assert other.is_checked("#kies-rapport-risico") and other.input_value("#variant-rapport-risico") == "sterker"
    assert "Zwaar" not in other.inner_text("[data-take-status]") and other.trouble == []


@pytest.mark.parametrize("fragment", ["teksten=bestaat-niet@1.0", "teksten=kader-uitvoering@9.9", "teksten=%E0%A4%A", "teksten=<script>",
                                      "teksten=", "iets=anders", "teksten=" + "a," * 5000])
def test_strange_link_is_harmless(fragment, visit):
    """A link with an unknown text or version, or nonsense, gives a notice at most and never an error."""
    tab = visit(f"clausules/mijn-bestek/#{fragment}")

    assert tab.trouble == []
    if "bestaat-niet" in fragment or "9.9" in fragment:
        assert "een andere versie of een tekst die hier niet staat" in tab.inner_text("[data-take-status]")


def test_collect_from_a_clause_page(visit):
    """'Zet in mijn bestek' on a clause page puts that variant in the tender, and copying all follows its order."""
    tab = visit("clausules/rapport-risico/")
    tab.click(".clause[data-variant=lichter] [data-collect]")
    tender = visit("clausules/mijn-bestek/", context=tab.context)
    check(tender, "kader-uitvoering", "code-keten")
    tender.click("[data-copy-all=rich]")
    until(tender, "document.querySelector('[data-take-status]').textContent")
    text = clipboard(tender)["text/plain"]

    assert tender.input_value("#variant-rapport-risico") == "lichter"
    found = [text.index(line) for line in ("kader-uitvoering · versie", "rapport-risico · versie 1.0 (lichter)", "code-keten · versie")]
    assert found == sorted(found)


def test_only_the_fields_of_the_choice(visit):
    """Only the fields of the chosen texts are asked."""
    tab = visit("clausules/mijn-bestek/")
    assert not tab.is_visible("[data-input=aanbesteder]")
    check(tab, "kader-uitvoering")

    assert tab.is_visible("[data-input=aanbesteder]") and not tab.is_visible("[data-input=stukken-katoen]")


def test_is_my_clause_current(visit):
    """A pasted tender is read for ids and versions: current, unknown version and unknown text are told apart."""
    tab = visit("clausules/actueel/")
    tab.fill("#check-text", "Bestek … rapport-risico · versie 1.0 · 23 november 2026\ncode-keten · versie 0.9\noude-tekst versie 2.1 <b>")
    tab.click("[data-check] button")

    told = tab.inner_text("[data-check-list]")
    assert "versie 1.0 is nog de huidige" in told and "versie 0.9 kennen we niet" in told
    assert "geen tekst met het id oude-tekst" in told and tab.trouble == []
    tab.fill("#check-text", "niets")
    tab.click("[data-check] button")
    assert tab.is_visible("[data-check-none]")


@pytest.mark.parametrize("name, keys", [("bestek", {"defaults", "fields", "html"}), ("word", {"parts", "open", "clause", "close"})])
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


@pytest.mark.parametrize("path, button", [("clausules/mijn-bestek/#teksten=plan-actie", "[data-docx]"), ("keuzehulp/#fase=lopend", "[data-log-docx]")])
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
