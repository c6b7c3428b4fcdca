"""A table that a reader filters and sorts, on a desktop and on a phone, with the mouse, the keyboard and a link."""

import pytest

from macros.decision.fitting import each
from macros.facts.proofs import asking, worth
from macros.facts.tables import kept, rows
from tests.conftest import until
from tests.real import SITE, diagrams, guide

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


def named(key, words):
    """The names of the rows of a table in which each of these words stands, or which have it as another name."""
    found = rows(SITE, SITE.tables[key])
    held = lambda row: " ".join(
        [*(cell.text + cell.short + cell.verdict for cell in row.cells.values()), *getattr(row.record, "synonyms", [])]
    )
    return [
        row.record.named(SITE, row.id)
        for row in found
        if all(word in guide().links.plain(held(row)).lower() for word in words.lower().split())
    ]


def test_words_leave_the_rows_that_hold_them(visit):
    """Typing leaves the rows that hold every word, whatever its accents; with an answer beside it those that fit both; counted, in the link, and cleared with the rest."""
    tab = visit("clausules/")
    names = "[...document.querySelectorAll('[data-table] tbody tr')].filter(r => r.checkVisibility()).map(r => r.cells[0].querySelector('a').textContent)"
    total = len(SITE.clauses)
    tab.fill("[data-table-words]", "LEEFBÁAR loon")
    wanted = named("clausules", "leefbaar loon")
    assert sorted(tab.evaluate(names)) == sorted(wanted) and 0 < len(wanted) < total / 2
    assert tab.inner_text("[data-table-count]") == f"{len(wanted)} van de {total} teksten." and tab.url.endswith(
        "#woorden=LEEFB%C3%81AR+loon"
    )
    tab.click("[data-table-fallen] summary")
    assert "zonder “LEEFBÁAR loon”" in tab.inner_text("[data-table-fallen] li >> nth=0")

    tab.select_option("#filter-taal", "fr")
    french = [name for name in wanted if any(clause.title == name and "fr" in clause.texts for clause in SITE.clauses.values())]
    assert sorted(tab.evaluate(names)) == sorted(french)
    again = visit("clausules/#" + tab.url.partition("#")[2], context=tab.context)
    assert again.evaluate(names) == tab.evaluate(names) and again.input_value("[data-table-words]").lower() == "leefbáar loon"
    tab.fill("[data-table-words]", "geheimhouding & co")
    elsewhere = tab.locator("[data-table-elsewhere]")
    assert elsewhere.is_visible() and elsewhere.get_attribute("href").endswith("/zoeken/?q=geheimhouding+%26+co")
    tab.fill("[data-table-words]", "zzz")
    assert tab.evaluate(names) == [] and "Niets past" in tab.inner_text("[data-table-count]")
    tab.click("[data-table-clear]")
    assert not elsewhere.is_visible() and len(tab.evaluate(names)) == total and "#" not in tab.url and tab.trouble == again.trouble == []


READ = """async () => {
  const [item] = await navigator.clipboard.read(), text = async type => (await item.getType(type)).text()
  const page = new DOMParser().parseFromString(await text("text/html"), "text/html")
  const cells = row => [...row.cells].map(cell => cell.textContent.replace(/\\s+/g, " ").trim())
  return {
    tables: page.querySelectorAll("table").length, caption: page.querySelector("caption")?.textContent, heads: [...page.querySelectorAll("thead tr")].map(cells),
    rows: [...page.querySelectorAll("tbody tr")].map(cells), links: [...page.querySelectorAll("a")].map(a => a.getAttribute("href")),
    other: [...page.body.querySelectorAll(":not(table, caption, thead, tbody, tr, th, td, a, strong, em, ul, li, br)")].map(e => e.tagName),
    plain: await text("text/plain")
  }
}"""
"""What a program gets that pastes what was copied."""


@pytest.mark.parametrize("options", [{}, PHONE], ids=["scherm", "telefoon"])
def test_copied_table_pastes_as_a_table(options, visit, address):
    """What is copied of a table is a table with its caption, heads and the rows in sight, without buttons or what is folded in; as plain text its cells have tabs between."""
    tab = visit(PAGE, **options)
    tab.select_option("#filter-derde-partij", "ja")
    tab.evaluate("document.querySelector('#sa8000 ~ td[data-label=Sociaal] details').open = true")
    tab.evaluate("getSelection().selectAllChildren(document.querySelector('.table--rows'))")
    tab.keyboard.press("Control+c")
    found, table = tab.evaluate(READ), SITE.tables["systemen"]
    heads = [column.label for column in table.columns.values()]
    kept_rows = [SITE.systems[key].name for key in answers({"derde-partij": "ja"})]

    assert found["tables"] == 1 and found["caption"] == table.title and found["heads"] == [heads] and found["other"] == []
    assert [row[0] for row in found["rows"]] == kept_rows and {len(row) for row in found["rows"]} == {len(heads)}
    assert found["plain"].splitlines() == ["\t".join(row) for row in [heads, *found["rows"]]]
    assert found["links"] and all(link.startswith(address) for link in found["links"])
    [opened] = [row for row in found["rows"] if row[0] == SITE.systems["sa8000"].name]
    assert SITE.systems["sa8000"].social.text.split("@")[0].split("[")[0].strip() in opened[heads.index("Sociaal")]
    assert len(next(row for row in found["rows"] if row[0] == "GOTS")[heads.index("Derde partij")]) < 30


def test_a_few_words_are_copied_as_they_are(visit):
    """Words within one cell are copied as the browser copies words."""
    tab = visit(PAGE)
    tab.evaluate("getSelection().selectAllChildren(document.querySelector('#sa8000 a'))")
    tab.keyboard.press("Control+c")

    assert tab.evaluate("navigator.clipboard.readText()") == SITE.systems["sa8000"].name and tab.evaluate(READ)["tables"] == 0


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

    assert sorted(tab.locator("[data-own]:visible").evaluate_all("all => all.map(list => list.dataset.own)")) == ["ecovadis", "sa8000"]
    tab.select_option("#van-sa8000", "certificaat")
    assert tab.url.endswith("#heb=ecovadis,sa8000.certificaat")
    assert {tuple(of.split()) for system, of, _ in lines(tab) if system == "sa8000"} >= {("certificaat",)}
    assert all("certificaat" in of for system, of, _ in lines(tab) if system == "sa8000")
    own = visit("leveranciers/#heb=sa8000.certificaat,ecovadis,gots.scorekaart", context=tab.context)  # of GOTS there is no such document
    assert lines(own) == lines(tab) and "heb=gots.scorekaart" in own.inner_text("[data-table-count] >> nth=0")
    assert own.input_value("#van-sa8000") == "certificaat" and own.trouble == []
    tab.uncheck("[name=heb][value=sa8000]")
    assert tab.url.endswith("#heb=ecovadis") and not tab.is_visible("[data-own-of]")
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
    head, header = (again.locator(place).bounding_box() for place in (".table--beside thead", ".md-header"))
    assert header["y"] + header["height"] <= head["y"] < again.viewport_size["height"] / 3  # whoever follows the link sees the table
    assert max(wide) <= again.viewport_size["width"] and tab.trouble == again.trouble == []


ADVISED = "keuzehulp/#fase=bestek&raming=boven-drempel&productgroep=basiskledij&looptijd=36&productie=weinig-sites&bewijs=audits&opvolging=ruim&ambitie=verbetering"


@pytest.mark.parametrize("options", [{}, PHONE], ids=["scherm", "telefoon"])
def test_from_the_advice_to_two_systems_and_a_text(options, visit):
    """From an advice to the systems that fit it, which answers set that, why the others fell off, two of them beside each other, and a text in my tender; and back."""
    tab = visit(ADVISED, **options)
    assert tab.locator("[data-compare]:visible").bounding_box()["y"] < tab.locator(".decision__table").bounding_box()["y"]
    tab.evaluate("document.querySelector('[data-log-copy]').click()")
    until(tab, "document.querySelector('[data-take-status]').textContent")
    copied = tab.evaluate("navigator.clipboard.readText()")
    assert f": {tab.locator('[data-compare]:visible a').evaluate('link => link.href')}" in copied
    tab.click("[data-compare]:visible a")
    tab.wait_for_selector("[data-advised]:not([hidden])")
    told = tab.inner_text("[data-advised]")
    assert shown(tab) == answers({"telt-voor": "auditrapport"}) and f"{len(shown(tab))} van de" in tab.inner_text("[data-table-count]")
    for question, answer in {"bewijs": "audits", "productie": "weinig-sites", "opvolging": "ruim"}.items():
        assert SITE.questions[question].options[answer].label in told
    assert SITE.questions["bewijs"].options["rijp"].label not in told and "Niet gelezen" not in tab.inner_text("article")
    assert tab.locator("[data-advised]").bounding_box()["y"] < 700  # whoever comes from the advice first reads what it set
    tab.click("[data-table-fallen] summary")
    assert SITE.systems["ecovadis"].counts["auditrapport"].text in tab.inner_text("[data-table-fallen]")

    names, _ = columns(tab)
    assert len(names) == 4 and set(names) <= {SITE.systems[key].name for key in shown(tab)}
    for key in ("fair-wear", "fla"):
        tab.uncheck(f"[name=naast][value={key}]")
    assert columns(tab)[0] == [SITE.systems[key].name for key in ("amfori-bsci", "sedex-smeta")] and "advies=" in tab.url
    tab.click("[data-rule=stap-3-zelf-opvolgen] [data-sets]")
    until(tab, "document.querySelector('#filter-telt-voor').value === 'actieplan'")
    assert shown(tab) == answers({"telt-voor": "actieplan"}) and len(columns(tab)[0]) == 2
    tab.click("[data-advised] [data-sets='schakels=confectie']:visible")
    until(tab, "document.querySelector('#filter-schakels').value === 'confectie'")
    assert shown(tab) == answers({"schakels": "confectie"})
    tab.click("[data-rule=stap-3-zelf-opvolgen] [data-sets]")
    until(tab, "document.querySelector('#filter-telt-voor').value === 'actieplan'")
    back = tab.get_attribute("[data-to-advice]", "href")
    tab.click("[data-undo-advice]")
    tab.wait_for_selector("[data-advised]", state="hidden")
    assert len(shown(tab)) == len(SITE.systems) and tab.evaluate("document.activeElement.closest('[data-table-filter]') !== null")
    tab.go_back()
    tab.wait_for_selector("[data-advised]:not([hidden])")
    assert shown(tab) == answers({"telt-voor": "actieplan"}) and back.endswith(ADVISED.partition("/")[2])

    tab.click(".table--beside [data-of=sedex-smeta] a >> nth=-1")
    tab.click("[data-collect]")
    tab.wait_for_selector("[data-collect][data-state=mine]")
    assert tab.trouble == []


FOLLOWED = """link => new Promise(done => {
  const { hash } = new URL(link)
  if (location.hash === hash) return done()
  addEventListener("hashchange", done, { once: true })
  location.hash = hash
})"""
"""Follows a link to another choice on the same page."""


def test_every_choice_of_an_advice(visit):
    """Each combination of options that an advice asks proof for has a link that leaves the systems that fit, with those that it names beside each other."""
    tab = visit("keuzehulp/")
    links = tab.evaluate(
        "Object.fromEntries([...document.querySelectorAll('[data-compare]')].map(e => [e.dataset.compare, e.querySelector('a').href]))"
    )
    page = visit(PAGE, context=tab.context)
    for fit in each(SITE, diagrams()):
        page.evaluate(FOLLOWED, links[" ".join(fit.options)])
        assert (shown(page), set(columns(page)[0])) == (list(fit.systems), {SITE.systems[key].name for key in fit.beside}), fit.options


def test_from_a_label_to_the_labels(visit):
    """A small purchase that is advised to ask a label leads to the labels beside each other, and so does its advice as text; another purchase does not."""
    tab = visit("keuzehulp/#fase=bestek&raming=beperkte-waarde&productgroep=basiskledij")
    tab.wait_for_selector("[data-choose-from]:visible")
    assert tab.locator("[data-compare]:visible").count() == 0
    tab.evaluate("document.querySelector('[data-log-copy]').click()")
    until(tab, "document.querySelector('[data-take-status]').textContent")
    assert tab.locator("[data-choose-from]:visible a").evaluate("link => link.href") in tab.evaluate("navigator.clipboard.readText()")
    tab.click("[data-choose-from]:visible a")
    tab.wait_for_selector(".table--beside:visible")
    assert columns(tab)[0] == [SITE.systems[key].name for key in ("fairtrade-katoen", "fairtrade-katoenprogramma", "gots")]
    other = visit("keuzehulp/#fase=bestek&raming=beperkte-waarde&productgroep=werkschoenen", context=tab.context)
    other.wait_for_selector("[data-advice]:visible")
    assert other.locator("[data-choose-from]:visible").count() == 0 and tab.trouble == other.trouble == []


def test_link_of_an_advice_that_was_changed(visit):
    """A link from an advice that was changed on its way is read as far as it can be, and what could not be read is told."""
    tab = visit(f"{PAGE}#telt-voor=auditrapport&naast=sedex-smeta,sa8000&advies=stap-2-audits-weinig-vestigingen,stap-9-oud&bewijs=niets")
    assert tab.locator("[data-advised] [data-rule]:visible").count() == 1 and tab.locator("[data-answer]:visible").count() == 0
    assert "stap-9-oud" in tab.inner_text("[data-advice-unread]") and len(columns(tab)[0]) == 2 and tab.trouble == []


@pytest.mark.parametrize("options", [{}, PHONE], ids=["scherm", "telefoon"])
def test_options_and_variants_beside_each_other(options, visit):
    """The options of a step and the variants of a text stand beside each other on their own page: all that fit, or those of the link; the differences alone when asked."""
    tab = visit("toolbox/transparantie/", **options)
    assert not tab.is_visible(".table--beside")
    tab.click("details:has(> [data-beside]) > summary")
    step = SITE.toolbox["transparantie"].options
    assert columns(tab)[0] == [option.name for option in step.values()] and "naast" not in tab.url
    tab.uncheck("[name=naast][value=risicorapport]")
    assert len(columns(tab)[0]) == 2 and tab.url.endswith("#naast=auditrapport,auditrapport-managementsysteem")
    tab.click("[data-beside] [type=reset]")
    assert len(columns(tab)[0]) == 3 and "#" not in tab.url

    tab.check("[name=verschil]")
    alike = visit(f"toolbox/transparantie/#{tab.url.partition('#')[2]}", context=tab.context)
    assert tab.url.endswith("#verschil=ja") and columns(alike) == columns(tab) and len(columns(alike)[0]) == 3

    links = visit("keuzehulp/", context=tab.context).evaluate("[...document.querySelectorAll('[data-explained] > p > a')].map(a => a.href)")
    assert len(links) == 3
    for link, step in zip(links, ("transparantie", "actie", "leiderschap")):
        tab.goto(link)
        tab.wait_for_selector(".table--beside:visible")
        assert columns(tab)[0] == [option.name for option in SITE.toolbox[step].options.values()]

    again = visit("clausules/rapport-risico/#naast=basis,sterker&verschil=ja", context=tab.context)
    names, told = columns(again)
    assert (
        names == ["Basis", "Zwaarder"] and again.is_visible(".table--beside") and "naast elkaar" in again.inner_text("[data-beside-told]")
    )
    cells = again.evaluate(
        "[...document.querySelectorAll('.table--beside tbody tr:not([hidden])')].map(r => [...r.querySelectorAll('td:not([hidden])')].map(c => c.textContent.trim()))"
    )
    assert told and all(one != other for one, other in cells)
    head, header = (again.locator(place).bounding_box() for place in (".table--beside thead", ".md-header"))
    assert header["y"] + header["height"] <= head["y"] + 1 < again.viewport_size["height"] / 3
    assert tab.trouble == again.trouble == []
