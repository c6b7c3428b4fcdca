"""The questionnaire about proof, as a workbook and in Word: it asks what the records ask, goes out, through LibreOffice and back, and says for what each proof counts."""

import functools
import io
import json
from copy import deepcopy
from datetime import date
from zipfile import ZipFile

import pytest
from docx import Document
from docx.oxml.ns import qn
from openpyxl import load_workbook

from macros.clauses import evidence
from macros.facts.duties import due
from macros.facts.proofs import NOT, papers, worth
from tests.browser.looks import violations
from tests.conftest import until
from tests.real import SITE, guide

PAGE = "systemen/bewijsvragenlijst/"
WAYS = evidence.ways(SITE)


@functools.cache
def book():
    """The whole questionnaire, as a program that we did not write reads it."""
    return load_workbook(io.BytesIO(evidence.workbook(guide())))


def rows(sheet):
    return [[cell or "" for cell in row] for row in sheet.iter_rows(values_only=True)]


def test_asks_what_the_records_ask():
    """What is asked is what the options of the toolbox ask, cell by cell: when, with which proof, and who goes and looks."""
    head, *found = rows(book()["Gevraagd"])

    assert [row[5] for row in found] == list(WAYS) and head == list(evidence.ASKED)
    for row in found:
        option, plain = SITE.options[row[5]], guide().links.plain
        assert row[1] == option.name and row[4] == plain(option.verified_by.text)
        assert row[0] == f"{SITE.toolbox[SITE.step_of[row[5]]].number}. {SITE.toolbox[SITE.step_of[row[5]]].name}"
        assert row[2] == "; ".join(due(SITE, key) for key, duty in SITE.duties.items() if row[5] in duty.ways)
        assert all(plain(fact.text) in row[3] for fact in option.evidence)


@functools.cache
def form():
    """The whole form in Word."""
    return evidence.document(guide())


def cells(table):
    """The words of a table of Word, its first row left out."""
    return [[cell.text for cell in row.cells] for row in table.rows[1:]]


def told(found):
    """What rows say of each document: (way, system, document) → its word, why and what is missing; a row for all is one for each."""
    names = {
        evidence.EVERY_WAY: [option.name for option in WAYS.values()],
        evidence.EVERY_SYSTEM: [system.name for system in SITE.systems.values()],
    }
    return {
        (way, system, document): tuple(rest)
        for of, whose, which, *rest in found
        for way in names.get(of, [of])
        for system in names.get(whose, [whose])
        for document in which.split("; ")
    }


def wanted(ways=WAYS):
    """What the records say of each document that a system has, and of those that count nowhere, as `told` gives it."""
    plain = guide().links.plain
    return {
        (SITE.options[way].name, SITE.systems[system].name, SITE.documents[document].name): (
            SITE.word("proofs", one.value),
            plain(one.why),
            plain(one.missing),
        )
        for way in ways
        for system in SITE.systems
        for document in held(system)
        for one in [worth(SITE, system, document, way)]
    }


def held(system):
    """The documents that a system has, and those that count nowhere."""
    return [*papers(SITE, system), *(key for key, paper in SITE.documents.items() if paper.never and key not in papers(SITE, system))]


@pytest.mark.parametrize("kind", ["xlsx", "docx"])
def test_says_what_each_document_covers(kind):
    """Both say of every document of every system for every option whether it counts, why, and what is missing, as the records do; each once.
    In Word what is not there does not count."""
    _, *found = rows(book()["Wat telt"]) if kind == "xlsx" else [None, *cells(Document(io.BytesIO(form())).tables[-1])]
    no = SITE.word("proofs", NOT)

    assert told(found) == {key: one for key, one in wanted().items() if kind == "xlsx" or one[0] != no}
    assert len(found) == len({tuple(row[:3]) for row in found}) and all(all(row) for row in found)


def test_lists_and_nothing_that_runs():
    """Where there is a list, a bidder chooses from the stages, the systems and the kinds of document; a date is a date; nothing is a formula."""
    sheet, lists = book()["Antwoord"], book()["Lijsten"]
    found = {}
    for rule in sheet.data_validations.dataValidation:
        column = str(rule.sqref).split(":")[0].rstrip("0123456789")
        found[column] = (
            rule.type if rule.type != "list" else [cell.value for (cell,) in lists[rule.formula1.partition("!")[2].replace("$", "")]]
        )

    assert found["C"] == [stage.name for stage in SITE.chain.values()] and found["H"] == "date"
    assert sorted(found["D"][:-1]) == sorted(system.name for system in SITE.systems.values()) and found["D"][-1] == evidence.OTHER
    assert found["F"] == evidence.documents(SITE)
    assert not [cell for sheet in book() for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    with ZipFile(io.BytesIO(evidence.workbook(guide()))) as parts:
        assert not [name for name in parts.namelist() if "vba" in name.lower() or "macro" in name.lower()]


def test_same_bytes_each_time():
    """The same facts give the same workbook, byte for byte."""
    assert evidence.workbook(guide()) == evidence.workbook(guide())


def test_form_in_word():
    """The form in Word asks the same, with real blanks: the same lists to choose from, a day to pick, and a last line by which it is known."""
    document = Document(io.BytesIO(form()))
    _, asked, *forms, _ = document.tables

    assert cells(asked) == [evidence.asked(SITE, guide().links, way)[:5] for way in WAYS]
    assert len(forms) == evidence.FORMS
    for table in forms:
        assert [row.cells[0].text for row in table.rows[1:]] == [name for name, _ in evidence.COLUMNS]
        choices = [[item.get(qn("w:value")) for item in drop.iter(qn("w:listItem"))] for drop in table._tbl.iter(qn("w:dropDownList"))]
        assert choices == [
            [stage.name for stage in SITE.chain.values()],
            [*sorted((system.name for system in SITE.systems.values()), key=str.lower), evidence.OTHER],
            evidence.documents(SITE),
        ]
        assert len(list(table._tbl.iter(qn("w:sdt")))) == len(evidence.COLUMNS) and len(list(table._tbl.iter(qn("w:date")))) == 1
    last = [paragraph.text for paragraph in document.paragraphs if paragraph.text][-1]
    assert last.partition(evidence.MARK)[2].split(" · ")[1:] == list(WAYS)
    assert form() == evidence.document(guide())


def fill(blank, words, day=None):
    """What Word does when somebody fills in a blank, chooses or picks a day."""
    properties = blank.find(qn("w:sdtPr"))
    properties.remove(properties.find(qn("w:showingPlcHdr")))
    if day:
        properties.find(qn("w:date")).set(qn("w:fullDate"), f"{day.isoformat()}T00:00:00Z")
    [text] = blank.iter(qn("w:t"))
    text.text = words


def filled_form(data, answers, about=()):
    """A form in Word filled in: a table for each answer, and a copy of the last where there are too few."""
    document = Document(io.BytesIO(data))
    first, _, *forms, _ = document.tables
    for blank, words in zip(first._tbl.iter(qn("w:sdt")), about):
        fill(blank, words)
    empty = deepcopy(forms[-1]._tbl)
    places = [form._tbl for form in forms]
    while len(places) < len(answers):
        places[-1].addnext(deepcopy(empty))
        places.append(places[-1].getnext())
    for table, answer in zip(places, answers):
        for blank, words in zip(table.iter(qn("w:sdt")), answer):
            if words:
                fill(blank, *((f"{words:%d/%m/%Y}".lstrip("0"), words) if isinstance(words, date) else (words,)))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def filled_book(data, answers, about=()):
    """A workbook filled in: a row for each answer."""
    work = load_workbook(io.BytesIO(data))
    for line, words in enumerate(about, 2):
        work["Lees mij"].cell(line, 2, words)
    for line, answer in enumerate(answers, 2):
        for column, value in enumerate(answer, 1):
            if value:
                cell = work["Antwoord"].cell(line, column, value)
                cell.data_type = "s" if isinstance(value, str) else cell.data_type
    out = io.BytesIO()
    work.save(out)
    return out.getvalue()


FILLERS = {"xlsx": filled_book, "docx": filled_form}


def given(tab, path, shows="document.querySelector('[data-evidence-status]').textContent"):
    """Give the page a file, wait until it answers, and return what it shows: the cells of each row."""
    tab.evaluate("() => { document.querySelector('[data-evidence-status]').textContent = '' }")
    tab.set_input_files("[data-evidence-file]", path)
    until(tab, shows)
    return tab.evaluate(
        "() => [...document.querySelectorAll('[data-evidence-rows] tr')].map(row => [...row.cells].map(cell => cell.innerText))"
    )


ABOUT = ("Firma <Voorbeeld> & Co", "Perceel 2", "An", "12/11/2026")

FILLED = (
    (
        "Naaiatelier Voorbeeld",
        "Straat 1, Tunesië",
        "Confectie",
        "sa8000",
        "",
        "verslag",
        "nr. <1>",
        date(2099, 12, 31),
        "Vraag gerust meer",
    ),
    ("Weverij & Zoon", "", "Stof", "ecovadis", "", "scorekaart", "", date(2020, 1, 31), ""),
    ("Tweede naaiatelier", "", "Confectie", "sa8000", "", "certificaat", "", date(2099, 12, 31), ""),
    ("", "", "", "", "Eigen audit", evidence.OTHER_DOCUMENT, "=1+1", None, ""),
)
"""What a bidder fills in: a proof that holds, one that ran out, a certificate without its findings, and one of a system that we do not know."""


def named(answer):
    """An answer with the words that the lists have."""
    place, address, stage, system, other, document, *rest = answer
    system = SITE.systems[system].name if system else evidence.OTHER
    return (place, address, stage, system, other, getattr(SITE.documents.get(document), "name", document), *rest)


def test_out_and_back(visit, office, tmp_path):
    """From the texts of a tender a questionnaire with what they ask, as a workbook and in Word; filled in, saved by LibreOffice and opened
    again, both say the same of each proof, as the records do, with what to look out for."""
    tab = visit(PAGE)
    tab.evaluate(
        "value => localStorage.setItem('bestek', value)",
        json.dumps([{"id": "rapport-audit", "variant": "basis"}, {"id": "plan-correctief", "variant": "basis"}]),
    )
    tab.reload()
    ways, shown = ["auditrapport", "correctief-actieplan"], {}
    for kind, filler in FILLERS.items():
        with tab.expect_download() as made:
            tab.click(f"[data-evidence-make={kind}]")
        path = tmp_path / f"lijst.{kind}"
        made.value.save_as(path)
        if kind == "xlsx":
            work = load_workbook(path)
            assert [row[5] for row in rows(work["Gevraagd"])[1:]] == ways
            covered = rows(work["Wat telt"])[1:]
        else:
            _, asked, *_, counts = Document(path).tables
            assert cells(asked) == [evidence.asked(SITE, guide().links, way)[:5] for way in ways]
            covered = cells(counts)
        assert covered == [
            row
            for row in evidence.covered(SITE, guide().links, word=kind == "docx")
            if row[0] in (evidence.EVERY_WAY, *(WAYS[way].name for way in ways))
        ]
        path.write_bytes(filler(path.read_bytes(), [named(answer) for answer in FILLED], ABOUT))
        office(kind, tmp_path / "terug", path)
        shown[kind] = given(tab, tmp_path / "terug" / path.name), tab.inner_text("[data-evidence-answer]")
        if kind == "docx":
            assert given(tab, path) == shown[kind][0]  # and as Word leaves it
    assert shown["xlsx"] == shown["docx"]

    found, page = shown["docx"]
    assert all(words in page for words in ABOUT[:3]) and "12 november 2026" in page and len(found) == len(FILLED)
    for row, (place, address, stage, system, *rest) in zip(found, FILLED):
        assert place in row[0] and address in row[0] and stage in row[0] and rest[2] in row[1] and rest[4] in row[4]
        for way in ways if system else ():
            one = worth(SITE, system, rest[1], way)
            assert f"{SITE.options[way].name}: {SITE.word('proofs', one.value)}." in row[3]
            assert guide().links.plain(one.why) in row[3] and one.missing in row[3]
    assert "31 december 2099" in found[0][2] and "31 januari 2020" in found[1][2] and "voorbij" in found[1][4]
    assert "niets bijzonders" in found[2][4] and "geen datum" in found[3][2] and "geen productieplaats" in found[3][4]
    assert "kennen we niet" in found[3][3] and "Eigen audit" in found[3][1]
    first, second = tab.locator("[data-evidence-per-way] > li").all()
    assert "SA8000 (Naaiatelier Voorbeeld, Straat 1, Tunesië)" in first.inner_text() and "Tweede" not in first.inner_text()
    missing = second.locator("li").all_inner_texts()  # neither proof is enough; that of Weverij & Zoon ran out
    assert "nog geen geldig bewijs" in second.inner_text() and len(missing) == 1
    assert worth(SITE, "sa8000", "verslag", "correctief-actieplan").missing in missing[0] and "Naaiatelier Voorbeeld" in missing[0]
    for width in (1366, 390):
        tab.set_viewport_size({"width": width, "height": 768})
        assert violations(tab) == []
    assert tab.trouble == [] and tab.elsewhere == []


def test_judges_every_document_as_the_records_do(visit, tmp_path):
    """Of every document of every system, for every option, both files give the answer that the records give; of a document that a system
    does not have, or that is not told, none."""
    tab, kinds = visit(PAGE), [*SITE.documents, evidence.OTHER_DOCUMENT, ""]
    asked = [(system, document) for system in SITE.systems for document in kinds]
    answers = [named(("Plaats", "", "", system, "", document, "", date(2099, 12, 31), "")) for system, document in asked]
    shown = {}
    for kind, filler in FILLERS.items():
        path = tmp_path / f"alles.{kind}"
        path.write_bytes(filler(evidence.workbook(guide()) if kind == "xlsx" else form(), answers))
        shown[kind] = given(tab, path)

    assert shown["xlsx"] == shown["docx"] and len(shown["xlsx"]) == len(asked)
    plain = guide().links.plain
    for (system, document), row in zip(asked, shown["xlsx"]):
        if document in held(system):
            found = [worth(SITE, system, document, way) for way in WAYS]
            lines = [
                f"{WAYS[way].name}: {SITE.word('proofs', one.value)}. {plain(one.why)} {plain(one.missing)}"
                for way, one in zip(WAYS, found)
            ]
        else:
            lines = [
                tab.get_attribute("[data-evidence-rows] [data-notes]", "data-strange" if document in SITE.documents else "data-untold")
            ]
        assert [" ".join(line.split()) for line in row[3].split("\n") if line.strip()] == [" ".join(line.split()) for line in lines]
    assert tab.trouble == []


DAYS = {
    "31/12/2099": "31 december 2099",
    "1-2-2099": "1 februari 2099",
    "3 maart 2099": "3 maart 2099",
    "2099-04-05": "5 april 2099",
    "31/02/2099": "geen datum",
    "eind 2099": "geen datum",
}
"""A day as somebody may write it, and how it is told."""


def test_form_as_others_leave_it(visit, tmp_path):
    """Read as well: a form whose blanks became plain words, a change that is kept apart, and days in numbers or words; a day that is none is told."""
    tab = visit(PAGE)
    answers = [named((f"Plaats {index}", "", "", "gots", "", "verslag", "", words, "")) for index, words in enumerate(DAYS)]
    document = Document(io.BytesIO(filled_form(form(), answers)))
    for blank in list(document.element.body.iter(qn("w:sdt"))):
        for run in list(blank.find(qn("w:sdtContent"))):
            blank.addprevious(run)
        blank.getparent().remove(blank)
    cell = document.tables[2].rows[1].cells[1].paragraphs[0]
    gone = cell._p.makeelement(qn("w:del"), {})
    gone.append(cell._p.makeelement(qn("w:r"), {}))
    gone[0].append(cell._p.makeelement(qn("w:delText"), {}))
    gone[0][0].text = "Oude naam"
    cell._p.insert(1, gone)
    document.save(tmp_path / "plat.docx")

    found = given(tab, tmp_path / "plat.docx")
    assert [row[2] for row in found] == list(DAYS.values()) and [row[0] for row in found] == [
        f"Plaats {index}" for index in range(len(DAYS))
    ]
    assert all(SITE.systems["gots"].name in row[1] for row in found) and tab.trouble == []


def test_what_is_no_questionnaire(visit, tmp_path):
    """A file that is not ours, a broken one, one that is too large and an empty questionnaire are each told as such, and nothing is shown."""
    tab = visit(PAGE)
    other, text, stranger = load_workbook(io.BytesIO(evidence.workbook(guide()))), Document(io.BytesIO(form())), Document()
    other["Lijsten"]["A1"] = "iets anders"
    text.paragraphs[-1].clear()
    stranger.add_paragraph("Een brief.")
    for name, content in {"ander.xlsx": other, "gewist.docx": text, "brief.docx": stranger}.items():
        content.save(tmp_path / name)
    for name, content in {
        "kapot.xlsx": b"geen zip",
        "kapot.docx": form()[:4000],
        "groot.docx": b"0" * 5_000_001,
        "leeg.xlsx": evidence.workbook(guide()),
        "leeg.docx": form(),
    }.items():
        (tmp_path / name).write_bytes(content)
    with ZipFile(tmp_path / "tekst.zip", "w") as archive:
        archive.writestr("tekst.txt", "tekst")

    said = {"kapot": "beschadigd", "tekst": "beschadigd", "ander": "geen bewijsvragenlijst", "gewist": "geen bewijsvragenlijst"}
    said |= {"brief": "geen bewijsvragenlijst", "groot": "5 MB", "leeg": "nog geen bewijs ingevuld"}
    for path in sorted(path for path in tmp_path.iterdir() if path.is_file()):
        given(tab, path, f"document.querySelector('[data-evidence-status]').textContent.includes('{said[path.stem]}')")
        assert tab.is_hidden("[data-evidence-answer]"), path.name
    assert tab.trouble == []
