"""The tables of tables.yml: every cell against the facts, what they can be asked, and what is refused."""

import re

import pytest
from markdown import Markdown

from macros.dutch import day, euro
from macros.facts import tables
from macros.facts.duties import due
from macros.facts.load import load
from macros.facts.models import FactFields
from macros.facts.problems import DataError
from macros.pages.pictures import coverage_picture
from tests.real import SITE, guide, soup

WORKED_OUT = {
    "counting": lambda key, r: sorted(
        {SITE.toolbox[SITE.step_of[o]].number for o, use in r.counts.items() if use.value in ("genoemd", "gelijkwaardig")}
    ),
    "stages": lambda key, r: [SITE.chain[stage].name.lower() for stage in r.stages],
    "taken": lambda key, r: [SITE.toolbox[step].name.lower() for step in r.steps],
    "due": lambda key, r: [due(SITE, key)[1:]],
    "step": lambda key, r: [SITE.toolbox[r.step].name.lower()] if r.step else [],
    "sure": lambda key, r: [SITE.word("states", (r.periods[-1] if hasattr(r, "periods") else r).state)],
    "now": lambda key, r: [euro(r.periods[-1].euro)],
    "since": lambda key, r: [day(r.periods[-1].since)],
    "before": lambda key, r: [euro(r.periods[-2].euro)] if len(r.periods) > 1 else [],
    "variants": lambda key, r: [{"basis": "basis", "lichter": "lichter", "sterker": "zwaarder"}[name] for name in r.texts["nl"]],
    "languages": lambda key, r: [{"nl": "Nederlands", "fr": "Frans", "en": "Engels"}[name] for name in r.texts],
}
"""What must stand in a cell that is worked out: straight from the record."""

LISTS = {
    "kind": {"systems": "system_kinds", "clauses": "clause_kinds"},
    "objects": "objects",
    "principle": "ilo_principles",
    "party": "parties",
}


def words(text):
    """Markdown as a reader sees it."""
    html = Markdown().convert(guide().links.plain(text))
    return " ".join(re.sub("<[^>]*>", "", html).replace("&amp;", "&").split())


def expected(kind, key, record, field):
    """The words that must stand in a cell, taken from the record alone."""
    if field == "record":
        return []
    if field in WORKED_OUT:
        return [str(one) for one in WORKED_OUT[field](key, record)]
    attribute, _, inside = field.partition(".")
    value = getattr(record, attribute)
    value = value.get(inside) if inside else value
    if value in (None, []):
        return []
    if hasattr(value, "value"):
        return [SITE.word("possibilities" if inside else "degrees", value.value), words(value.text)]
    if isinstance(value, FactFields):
        return [words(value.text)]
    if attribute in LISTS:
        name = LISTS[attribute] if isinstance(LISTS[attribute], str) else LISTS[attribute][kind]
        return [SITE.word(name, one) for one in (value if isinstance(value, list) else [value])]
    return [words(str(value))]


PAGE_OF = {
    "systemen": "systemen/vergelijken",
    "artikels-per-fase": "wetgeving/fasen",
    "clausules": "clausules",
    "praktijk": "praktijk",
    "drempels": "wetgeving/drempels",
    "verdragen": "wetgeving/iao-verdragen",
    "plichten": "toolbox/termijnen",
}
"""Where each table stands; the options of the toolbox only stand beside each other."""

STATES = {word.name for word in SITE.vocabulary["states"].values()}


@pytest.mark.parametrize("key", PAGE_OF)
def test_every_cell_holds_what_the_record_says(key, built):
    """Each cell of the built table holds the words of its record, each verdict its state, each row the head of its record, and no row is missing."""
    table = SITE.tables[key]
    shown = soup(built / PAGE_OF[key]).select(f"[data-table={key}] tbody tr")
    records = {
        id: record
        for id, record in SITE.ids(table.of).items()
        if (not table.having or getattr(record, table.having)) and not (table.lacking and getattr(record, table.lacking))
    }
    rows = [row for found in tables.groups(SITE, table, tables.rows(SITE, table)).values() for row in found]

    assert {row.id for row in rows} == set(records) and len(shown) == len(rows)
    for row, html in zip(rows, shown):
        cells = html.find_all(["th", "td"], recursive=False)
        assert cells[0].name == "th" and cells[0]["scope"] == "row"
        assert [cell["data-label"] for cell in cells] == [column.label for column in table.columns.values()]
        for column, cell in zip(table.columns.values(), cells):
            there = " ".join(cell.get_text().split())
            for one in expected(table.of, row.id, row.record, column.field):
                assert " ".join(one.split()) in there, f"{row.id}: {column.label}"
            verdict = cell.select_one("details.cell .chip")
            assert not verdict or cell.select_one("details.cell > span .state"), f"{row.id}: {column.label} zegt niet hoe zeker"
            fact = row.cells[next(name for name, one in table.columns.items() if one is column)].fact
            if fact is not None and fact.state:
                assert there.count(SITE.word("states", fact.state)) in ((1,) if column.field == "sure" else (1, 2)) and all(
                    SITE.sources[one].publisher in there for one in fact.sources
                ), f"{row.id}: {column.label} zegt niet hoe zeker"


@pytest.mark.parametrize("key", SITE.tables)
def test_every_answer_leaves_a_row(key):
    """Each answer that a table offers is given by some row, and each row gives one, but where the fact is empty."""
    table = SITE.tables[key]
    rows = tables.rows(SITE, table)
    for facet, answers in tables.choices(SITE, table, rows).items():
        assert answers
        for answer in answers:
            assert tables.kept(rows, {facet: answer}), f"{facet}={answer}"


def test_question_of_the_buyer_in_the_data():
    """'Which verify the sewing site, are checked by a third party, and say something about a living wage?': the facets find what the records say."""
    rows = tables.rows(SITE, SITE.tables["systemen"])
    found = tables.kept(rows, {"schakels": "confectie", "derde-partij": "ja", "leefbaar-loon": "deels"})

    assert [row.id for row in found] == [
        key
        for key, s in SITE.systems.items()
        if "confectie" in s.stages and s.third_party.value == "ja" and s.living_wage.value in ("ja", "deels")
    ]


@pytest.mark.parametrize(
    "old, new, said",
    [
        ("field: third_party", "field: thrid_party", "systems hebben geen veld 'thrid_party'.*Bedoelde u 'third_party'"),
        (
            "    derde-partij: {label: Derde partij, together: [ja, deels]}",
            "    derde-party: {label: Derde partij}",
            "geen kolom 'derde-party'.*Bedoelde u 'derde-partij'",
        ),
        ("field: systems, empty", "field: sistems, empty", "options hebben geen veld 'sistems'.*Bedoelde u 'systems'"),
        ("sort: systeem", "sort: sisteem", "geen kolom 'sisteem'.*Bedoelde u 'systeem'"),
        ("of: systems", "of: system", "onbekende soort 'system'. Bedoelde u 'systems'"),
        ("group: plaats", "group: plats", "stelt geen vraag 'plats'. Bedoelde u 'plaats'"),
        ("  sort: systeem", "  having: stage", "systems hebben geen veld 'stage'. Bedoelde u 'stages'"),
        ("  sort: systeem", "  colums: {}", "onbekende sleutel 'colums'. Bedoelde u 'columns'"),
        (
            "  sort: systeem",
            "  presets: [{label: Ja, answers: {derde-partij: misschien}}]",
            "'misschien' antwoordt niets op 'derde-partij'; er is: ja",
        ),
        ("  sort: systeem", "  presets: [{label: Ja, answers: {loon: ja}}]", "de tabel stelt geen vraag 'loon'"),
        (
            "  sort: systeem",
            "    a: {label: A, field: kind}\n    b: {label: B, field: kind}\n    c: {label: C, field: kind}\n    d: {label: D, field: kind}",
            "stelt 5 vragen om te filteren; meer dan 4 leest niemand",
        ),
    ],
)
def test_refused(old, new, said, toy_data):
    """A column, a question or a choice that is not there, and a question too many, are refused in Dutch with what there is."""
    path = toy_data / "tables.yml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")

    with pytest.raises(DataError, match=f"data/tables.yml, regel .*{said}"):
        load(toy_data)


def test_every_table_says_how_sure_its_rows_are():
    """Each table has a column that says of each row how sure it is, or a cell that opens with it; what a cell rests on itself stands at the cell."""
    assert [key for key in PAGE_OF if not any(one.field == "sure" or one.opens for one in SITE.tables[key].columns.values())] == []
    assert set(SITE.tables) == {*PAGE_OF, "opties"}


@pytest.mark.parametrize("step", SITE.toolbox)
def test_options_beside_each_other(step, built):
    """On the page of a step each option has a column, with its goal, what to ask, who checks it, which systems count and which text belongs to it."""
    page, options = soup(built / "toolbox" / step), SITE.toolbox[step].options
    table = page.select_one(".table--beside table")
    lines = {
        row.th.get_text(): dict(zip(options, (" ".join(cell.get_text(" ").split()) for cell in row.select("td"))))
        for row in table.select("tbody tr")
    }
    said = lambda text: re.sub(r"\W+", "", text)

    assert [cell["data-of"] for cell in table.select("thead [data-of]")] == list(options)
    assert all(len(row.select("td")) == len(options) for row in table.select("tbody tr"))
    for key, option in options.items():
        told = {label: said(cells[key]) for label, cells in lines.items()}
        assert said(words(option.aim.text)) in told["Doel"] and said(words(option.verified_by.text)) in told["Wie gaat het na"]
        assert all(said(words(fact.text)) in told["Vraag dit document"] for fact in option.evidence)
        assert said(words(option.better.text)) in told["De betere vraag vandaag"]
        counting = [s.name for s in SITE.systems.values() if option.proof and s.counts[key].value in ("genoemd", "gelijkwaardig")]
        assert [name for name in counting if said(name) not in told["Wat telt of kan tellen"]] == []
        texts = [clause.title for clause in SITE.clauses.values() if clause.option == key]
        assert [title for title in texts if said(title) not in told["Tekst voor uw bestek"]] == [] and told["Tekst voor uw bestek"]


def test_drawing_of_the_chain_holds_every_system_that_reaches_a_stage():
    """The drawing names at each stage exactly the systems that the records say can reach it, also in its text, and counts them."""
    drawn = coverage_picture(SITE)
    for item, (key, stage) in zip(drawn["items"], SITE.chain.items(), strict=True):
        names = [s.name for s in SITE.systems.values() if key in s.stages]
        assert " ".join(item["words"]) == ", ".join(names) and item["count"] == len(names)
        assert f"{stage.name}: {', '.join(names)}." in drawn["text"]


@pytest.mark.parametrize("key", PAGE_OF)
def test_long_table_has_a_field_for_words(key):
    """In a table of more than fifteen rows one can type words."""
    assert SITE.tables[key].words or len(tables.rows(SITE, SITE.tables[key])) <= 15
