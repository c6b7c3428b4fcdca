"""A table that a reader filters and sorts, on a desktop and on a phone, with the mouse, the keyboard and a link."""

import pytest

from macros.facts.proofs import asking, worth
from macros.facts.tables import kept, rows
from tests.real import SITE

PAGE = "systemen/vergelijken/"
PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
ASKED = {"schakels": "confectie", "derde-partij": "ja", "leefbaar-loon": "deels"}


def shown(tab):
    """The ids of the rows that show, in order."""
    return tab.evaluate(
        "() => [...document.querySelectorAll('[data-table=systemen] tbody tr')].filter(r => r.checkVisibility()).map(r => r.cells[0].id)"
    )


def answers(found):
    return [row.id for row in kept(rows(SITE, SITE.tables["systemen"]), found)]


def test_question_of_the_buyer_on_a_phone(visit):
    """'Which verify the sewing site, are checked by a third party, and say something about a living wage?': three answers, filter first, or one tap."""
    tab = visit(PAGE, **PHONE)
    for facet, answer in ASKED.items():
        tab.select_option(f"#filter-{facet}", answer)

    assert shown(tab) == answers(ASKED)
    assert tab.inner_text("[data-table-count]") == f"{len(answers(ASKED))} van de {len(SITE.systems)} systemen."
    assert tab.evaluate("document.querySelector('[data-table] tbody').getBoundingClientRect().height") < 1200
    tab.click("[data-table-fallen] summary")
    assert "EcoVadis" in tab.inner_text("[data-table-fallen] ul") and "deels" in tab.inner_text("[data-table-fallen] ul")
    tab.click("[data-table-clear]")
    assert len(shown(tab)) == len(SITE.systems) and "#" not in tab.url
    tab.tap(".rows__presets a >> nth=0")
    tab.wait_for_selector("[data-table-fallen]:not([hidden])")
    assert shown(tab) == answers(ASKED) and tab.trouble == []


def test_row_opens_on_a_phone(visit):
    """A row on a phone shows what the questions are about, and the rest at a tap, with a button that says so."""
    tab = visit(PAGE, **PHONE)
    row = tab.locator("tbody tr >> nth=0")
    assert row.locator("td:visible").count() == len(SITE.tables["systemen"].facets)
    row.locator(".rows__more").tap()

    assert row.locator("td:visible").count() == len(SITE.tables["systemen"].columns) - 1
    assert row.locator(".rows__more").get_attribute("aria-expanded") == "true" and row.locator(".rows__more").inner_text().startswith(
        "Minder"
    )


def test_sorted_with_the_keyboard(visit):
    """A head sorts up, down and not; it says so itself and in the line that is read out, and the address keeps it."""
    tab = visit(PAGE)
    before = shown(tab)
    head, told = tab.locator("[data-column=leefbaar-loon]"), tab.locator("[data-table-count]")
    head.locator("button").focus()
    tab.keyboard.press("Enter")
    order = list(SITE.vocabulary["degrees"])
    wages = [order.index(SITE.systems[key].living_wage.value) for key in shown(tab)]
    assert wages == sorted(wages) and head.get_attribute("aria-sort") == "ascending"
    assert told.inner_text() == f"{len(before)} systemen. Gesorteerd op Leefbaar loon, oplopend." and told.get_attribute("role") == "status"
    tab.keyboard.press("Enter")
    wages = [order.index(SITE.systems[key].living_wage.value) for key in shown(tab)]
    assert (
        wages == sorted(wages, reverse=True)
        and head.get_attribute("aria-sort") == "descending"
        and tab.url.endswith("#sorteer=-leefbaar-loon")
    )
    tab.keyboard.press("Enter")

    assert shown(tab) == before and head.get_attribute("aria-sort") == "none" and "#" not in tab.url


@pytest.mark.parametrize(
    "fragment, unread",
    [
        ("schakels=confectie&derde-partij=ja&leefbaar-loon=deels", ""),
        ("schakels%3Dconfectie%26derde-partij%3Dja%26leefbaar-loon%3Ddeels", ""),
        ("SCHAKELS=Confectie&amp;Derde-Partij=ja&leefbaar-loon=deels&utm_source=x).", ""),
        ("schakels=confectie&derde-partij=ja&leefbaar-loon=deels&telt-voor=niets&oud=1", "Niet gelezen uit de link: telt-voor=niets, oud."),
    ],
    ids=["zelf", "gecodeerd", "vervormd", "half"],
)
def test_link_that_was_changed_is_read(fragment, unread, visit):
    """A link to a choice is read as far as it can be, and what could not be read is told."""
    tab = visit(f"{PAGE}#{fragment}")

    assert shown(tab) == answers(ASKED)
    assert tab.inner_text("[data-table-count]").endswith(unread or "systemen.")


def test_address_of_a_row_shows_it(visit):
    """An address of a row shows that row, whatever was asked."""
    tab = visit(f"{PAGE}#schakels=katoen")
    tab.evaluate("() => { location.hash = 'sa8000' }")
    tab.wait_for_selector("#sa8000:visible")

    assert len(shown(tab)) == len(SITE.systems) and tab.trouble == []


def test_heads_stay_in_view(visit):
    """On a desktop the heads stay below the header of the page while its rows go by."""
    tab = visit(PAGE, viewport={"width": 1366, "height": 768})
    tab.evaluate("document.getElementById('sa8000').scrollIntoView({ block: 'center' })")
    top = tab.evaluate("document.querySelector('[data-column=systeem]').getBoundingClientRect().top")

    assert tab.evaluate("document.querySelector('.md-header').getBoundingClientRect().bottom") - 8 <= top < 120


def lines(tab):
    """What shows of 'Ik heb …, telt dat?': (systems, documents, verdict) of each line."""
    return tab.evaluate(
        "() => [...document.querySelectorAll('[data-table=telt-dat] tbody tr')].filter(r => r.checkVisibility())"
        ".map(({ dataset }) => [dataset.heb, dataset.document, dataset.telt])"
    )


@pytest.mark.parametrize("options", [{}, PHONE], ids=["scherm", "telefoon"])
def test_i_have_this_does_it_count(options, visit):
    """Nothing stands until one says what one has; then each option with what the records say, for one system or more; the link gives it back."""
    tab = visit("leveranciers/", **options)
    told = tab.locator("[data-table-count] >> nth=0")
    assert lines(tab) == [] and told.inner_text().startswith("Duid aan")
    tab.check("[name=heb][value=sa8000]")
    tab.select_option("#filter-document", "certificaat")
    wanted = [worth(SITE, "sa8000", "certificaat", option).value for option in asking(SITE)]
    assert [verdict for _, _, verdict in lines(tab)] == wanted and told.inner_text() == f"{len(wanted)} antwoorden."
    assert tab.is_visible("[data-with=sa8000]") and not tab.is_visible("[data-with=gots]")
    tab.check("[name=heb][value=ecovadis]")
    tab.select_option("#filter-document", "")
    assert {system for system, _, _ in lines(tab)} >= {"sa8000", "ecovadis"} and tab.url.endswith("#heb=ecovadis,sa8000")

    again = visit("leveranciers/#heb=sa8000,ecovadis,nietbestaand", context=tab.context)
    assert lines(again) == lines(tab) and "nietbestaand" in again.inner_text("[data-table-count] >> nth=0")
    assert tab.trouble == again.trouble == []


def columns(tab):
    """The systems that stand beside each other, by name, and the rows that show, by their heads."""
    return tab.evaluate(
        "() => ['thead [data-of]', 'tbody th'].map(what => [...document.querySelectorAll(`.table--beside ${what}`)]"
        ".filter(cell => cell.checkVisibility()).map(cell => cell.innerText))"
    )


@pytest.mark.parametrize("options", [{}, PHONE], ids=["scherm", "telefoon"])
def test_beside_each_other(options, visit):
    """Two to four systems stand beside each other, with what to ask and which text; only the differences when asked; the link gives it back."""
    tab = visit(PAGE, **options)
    chosen = ["amfori-bsci", "gots", "sa8000", "sedex-smeta"]
    for key in chosen:
        tab.check(f"[name=naast][value={key}]")
    names, all_rows = columns(tab)
    assert names == [SITE.systems[key].name for key in chosen]
    assert all_rows == [column.label for column in SITE.tables["systemen"].columns.values()][1:] + [
        "Vraag dit document",
        "Tekst voor uw bestek",
    ]
    assert tab.locator("[name=naast]:disabled").count() == len(SITE.systems) - 4
    tab.check("[name=verschil]")
    assert "Derde partij" not in columns(tab)[1] and "Vraag dit document" in columns(tab)[1]
    assert SITE.clauses["rapport-audit"].title in tab.inner_text(".table--beside [data-of=sa8000] >> nth=-1")

    again = visit(f"{PAGE}#naast=sa8000,onbekend,gots&verschil=ja", context=tab.context)
    assert columns(again)[0] == ["GOTS", "SA8000"] and "onbekend" in again.inner_text("[data-beside-told]")
    assert "Niet gelezen" not in again.inner_text("[data-table-count]")
    wide = again.evaluate(
        "[...document.querySelectorAll('.table--beside thead [data-of]')].filter(c => c.checkVisibility()).map(c => c.getBoundingClientRect().right)"
    )
    assert max(wide) <= again.viewport_size["width"] and tab.trouble == again.trouble == []
