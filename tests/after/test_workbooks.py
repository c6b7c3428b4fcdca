"""Tables to take along: each file holds what the page shows and what the data says, cell by cell, and nothing in it runs."""

import csv
import io
import re
from zipfile import ZIP_STORED, ZipFile

import pytest
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from macros.after.workbooks import FOLDER, KINDS, Table, offered
from tests.real import SITE, guide, soup

NASTY = ["=1+1", "+32 9 000", "-", "@SOM(A1)", '"half";heel', "<b>&amp;", '=HYPERLINK("https://voorbeeld.be")']
"""Words that a spreadsheet would rather read as something else."""


def cells(kind, content):
    """The rows of a file above its notes, as a program that we did not write reads them, and the notes."""
    if kind == "csv":
        rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))
    elif kind == "xlsx":
        rows = [[cell or "" for cell in row] for row in load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True)]
    else:
        rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    end = next(index for index, row in enumerate(rows) if not any(row))
    return [[str(cell) for cell in row] for row in rows[:end]], [str(row[0]) for row in rows[end + 1 :]]


def table(rows):
    """A table whose cells hold these words."""
    made = Table("Proef: [alles]/niets*", "proef/", "", ["Proef", "Licentie: geen"], guide().jinja)
    made.rows = rows
    return made


@pytest.mark.parametrize("kind", KINDS)
def test_words_stay_words(kind):
    """What looks like a formula, a mark or a number is text in every kind of file; in plain lines an apostrophe keeps it so."""
    rows = [["Kop", "Getal"], *([words, "2018"] for words in NASTY)]

    found, notes = cells(kind, KINDS[kind][1](table(rows)))

    guarded = lambda words: f"'{words}" if kind == "csv" and words[0] in "=+-@" else words
    assert found == [[guarded(cell) for cell in row] for row in rows]
    assert notes == ["Proef", "Licentie: geen"]


def test_no_formula_in_a_workbook():
    """Every cell of a workbook is a text: none is a formula, a number or a link, and there is nothing that runs."""
    content = table([["Kop"], *([words] for words in NASTY)]).xlsx()

    assert {cell.data_type for row in load_workbook(io.BytesIO(content)).active.iter_rows(max_row=8) for cell in row} == {"s"}
    with ZipFile(io.BytesIO(content)) as parts:
        assert not [name for name in parts.namelist() if re.search("vba|macro|external|connection", name, re.I)]


def test_same_table_same_bytes():
    """The same table gives the same files, byte for byte."""
    rows = [["Kop", "Meer"], ["een", "twee"]]

    for _, make in KINDS.values():
        assert make(table(rows)) == make(table(rows))


def test_two_tables_of_one_name_are_refused():
    """Two different tables under one name stop the build; the same one on two pages is one file."""
    page = '<div aria-label="A" class="table" data-file="proef"><table><tr><td>{}</td></tr></table></div>'

    assert len(offered(guide(), {"a/index.html": page.format("x"), "b/index.html": page.format("x")})) == len(KINDS)
    with pytest.raises(ValueError, match="twee tabellen heten 'proef': op 'a/' en op 'b/'"):
        offered(guide(), {"a/index.html": page.format("x"), "b/index.html": page.format("y")})


def words(cell):
    """What a reader sees in a cell of a page: a state in brackets, a colon behind what unfolds, and no words for the screen only."""
    if getattr(cell, "name", None) is None:
        return str(cell)
    names = {*cell.get("class", [])}
    if names & {"headerlink", "propose-link", "sr"}:
        return ""
    text = "".join(map(words, cell.children))
    if "state" in names:
        return f" [{text}]"
    return {"br": " ", "summary": f"{text}: "}.get(cell.name, f" {text}" if cell.name in ("li", "p", "div") else text)


def shown(cell):
    return re.sub(r"\s+", " ", words(cell)).strip()


def test_each_file_holds_what_the_page_shows(built):
    """Every table with a name is offered below it in each kind, and every file has its cells, one by one, with date, licence and sources."""
    wrong, seen = [], set()
    for page in sorted(built.rglob("index.html")):
        if b"data-file=" not in page.read_bytes():
            continue
        for region in soup(page).select("[data-file]"):
            name = region["data-file"]
            seen.add(name)
            page_rows = [[shown(cell) for cell in row.find_all(["td", "th"])] for row in region.select("tr")]
            offers = {
                (page.parent / link["href"]).resolve(): link["href"].rpartition(".")[2] for link in region.find_next_sibling().select("a")
            }
            assert sorted(offers.values()) == sorted(KINDS), name
            for path, kind in offers.items():
                found, notes = cells(kind, path.read_bytes())
                if kind == "csv":
                    found = [[re.sub(r"^'(?=[=+\-@])", "", cell) for cell in row] for row in found]
                if found != page_rows or notes[0] != region["aria-label"]:
                    wrong.append(path.name)
                assert "Stand: 26 november 2026" in notes[2] and "CC BY 4.0" in notes[3], path.name

    assert wrong == []
    assert len(seen) > 50 and {path.name for path in (built / FOLDER).iterdir()} == {f"{name}.{kind}" for name in seen for kind in KINDS}


def test_systems_as_in_the_data(built):
    """The sheet of the systems says what their records say, cell by cell, and names the sources of each."""
    found, notes = cells("xlsx", (built / FOLDER / "systemen.xlsx").read_bytes())

    rows = {row[0]: row for row in found[1:]}
    assert len(rows) == len(SITE.systems)
    for system in SITE.systems.values():
        row = dict(zip(found[0], rows[system.name]))
        plain = lambda fact: guide().links.plain(fact.text)
        assert row["Soort"].startswith(SITE.word("system_kinds", system.kind))
        for column, fact in (
            ("Derde partij", system.third_party),
            ("Leefbaar loon", system.living_wage),
            ("Sociaal", system.social),
            ("IAO-verdragen", system.ilo),
        ):
            assert row[column].startswith(SITE.word("degrees", fact.value)) and plain(fact) in row[column], (system.name, column)
            assert ("[nog te controleren]" in row[column]) == (
                fact.state == "te-bevestigen" or not fact.state and system.state == "te-bevestigen"
            )
        assert row["Zegt iets over"] == ", ".join(SITE.word("objects", key) for key in system.objects)
        for source in system.sources:
            assert any(note.startswith(SITE.sources[source].title) for note in notes), (system.name, source)


def test_taken_as_shown(visit):
    """With all rows in sight a link gives the file of the site; with rows hidden it gives those in sight, made in the browser."""
    tab = visit("systemen/vergelijken/")
    link = lambda kind: tab.locator(f"[data-table-take] a[href$='systemen.{kind}']").first

    with tab.expect_download() as whole:
        link("xlsx").click()
    rows, _ = cells("xlsx", whole.value.path().read_bytes())
    tab.select_option("#filter-derde-partij", "ja")
    seen = tab.locator("[data-file=systemen] tbody tr:visible")
    names = [seen.nth(index).locator("th a").first.inner_text() for index in range(seen.count())]
    for kind in KINDS:
        with tab.expect_download() as some:
            link(kind).click()
        assert some.value.suggested_filename == f"systemen.{kind}"
        left, notes = cells(kind, some.value.path().read_bytes())
        assert left == [rows[0], *(row for row in rows[1:] if row[0] in names)] and 0 < len(names) < len(rows) - 1
        assert (
            f"{len(names)} / {len(rows) - 1}" in notes[1]
            and "derde partij het na? ja" in notes[1]
            and any("CC BY 4.0" in note for note in notes)
        )

    tab.click("[data-table-clear]")
    tab.fill("[data-table-words]", "katoen")
    with tab.expect_download() as some:
        link("csv").click()
    left, notes = cells("csv", some.value.path().read_bytes())
    assert [row[0] for row in left[1:]] == [seen.nth(index).locator("th a").first.inner_text() for index in range(seen.count())]
    assert 1 < len(left) < len(rows) and "Zoek in de systemen “katoen”" in notes[1]

    assert len(rows) == len(SITE.systems) + 1
    assert tab.trouble == [] and tab.elsewhere == []


def test_what_is_taken_can_be_read(visit):
    """What is made in the browser says which boxes were ticked too, keeps nasty words, and has room for its words: rows high enough, no note in a narrow cell."""
    tab = visit("leveranciers/#heb=gots,sa8000&document=certificaat")
    tab.evaluate("words => { document.querySelector('[data-table=telt-dat] tbody tr:not([hidden]) td').textContent = words }", NASTY[0])
    files = {}
    for kind in KINDS:
        with tab.expect_download() as some:
            tab.locator(f"[data-table-take] a[href$='telt-dat.{kind}']").click()
        files[kind] = some.value.path().read_bytes()
        left, notes = cells(kind, files[kind])
        assert "Ik heb iets van GOTS, SA8000" in notes[1] and SITE.documents["certificaat"].name in notes[1]
        assert left[1][1] == f"{'' if kind != 'csv' else chr(39)}{NASTY[0]}"

    sheet = load_workbook(io.BytesIO(files["xlsx"])).active
    last = len(cells("xlsx", files["xlsx"])[0])
    for row in sheet.iter_rows(max_row=last):
        lines = max(len(cell.value) / sheet.column_dimensions[cell.column_letter].width for cell in row)
        assert sheet.row_dimensions[row[0].row].height >= 15 * lines and all(cell.alignment.wrap_text for cell in row)
    assert not any(cell.alignment.wrap_text for (cell, *_) in sheet.iter_rows(min_row=last + 1))
    assert sheet.page_setup.orientation == "landscape" and sheet["A1"].font.bold
    with ZipFile(io.BytesIO(files["ods"])) as parts:
        first = parts.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", ZIP_STORED)
        assert parts.read("content.xml").count(b'table:style-name="r') >= last
    assert tab.trouble == []
