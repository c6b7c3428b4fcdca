"""The questionnaire about proof: what it asks is what the records ask, it goes out, through LibreOffice and back, and says for what each proof counts."""

import functools
import io
import json
import shutil
import subprocess
from datetime import date
from zipfile import ZipFile

import pytest
from docx import Document
from docx.oxml.ns import qn
from openpyxl import load_workbook

from macros.clauses import evidence
from macros.facts.duties import due
from macros.facts.proofs import worth
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


def test_says_what_each_system_covers():
    """The sheet says for every system and option whether it counts and why, as the proof matrix does."""
    _, *found = rows(book()["Wat telt"])

    told = {(row[0], row[1]): row[2:] for row in found}
    assert len(found) == len(told) == len(SITE.systems) * len(WAYS)
    for system in SITE.systems.values():
        for way, option in WAYS.items():
            use = system.counts[way]
            assert told[system.name, option.name] == [SITE.word("proofs", use.value), guide().links.plain(use.text or "")]


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
    """The form in Word asks the same, with blanks, and with the same lists to choose from."""
    document = Document(io.BytesIO(evidence.document(guide())))
    _, asked, *forms = document.tables

    assert [[cell.text for cell in row.cells] for row in asked.rows[1:]] == [evidence.asked(SITE, guide().links, way)[:5] for way in WAYS]
    assert len(forms) == evidence.FORMS
    for form in forms:
        assert [row.cells[0].text for row in form.rows[1:]] == [name for name, _ in evidence.COLUMNS]
        choices = [[item.get(qn("w:value")) for item in drop.iter(qn("w:listItem"))] for drop in form._tbl.iter(qn("w:dropDownList"))]
        assert [len(choice) for choice in choices] == [len(SITE.chain), len(SITE.systems) + 1, len(evidence.documents(SITE))]
        assert len(list(form._tbl.iter(qn("w:sdt")))) == len(evidence.COLUMNS)


def through_office(path, folder):
    """The workbook as LibreOffice saves it again."""
    profile = f"-env:UserInstallation={(folder / 'office').as_uri()}"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", folder / "terug", path], check=True, capture_output=True
    )
    return folder / "terug" / path.name


FILLED = (
    ("Naaiatelier Voorbeeld", "Straat 1, Tunesië", "Confectie", "sa8000", "", "verslag", "nr. <1>", date(2099, 12, 31)),
    ("Weverij & Zoon", "", "Stof", "ecovadis", "", "scorekaart", "", date(2020, 1, 31)),
    ("Tweede naaiatelier", "", "Confectie", "sa8000", "", "certificaat", "", date(2099, 12, 31)),
    ("", "", "", "", "Eigen audit", evidence.OTHER_DOCUMENT, "=1+1", None),
)
"""What a bidder fills in: a proof that holds, one that ran out, a certificate without its findings, and one of a system that we do not know."""


@pytest.mark.office
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice staat hier niet")
def test_out_and_back(visit, tmp_path):
    """From the texts of a tender a questionnaire with what they ask; filled in, saved by LibreOffice and opened again, it says for what each
    proof counts, as the records do, with what to look out for."""
    tab = visit(PAGE)
    tab.evaluate(
        "value => localStorage.setItem('bestek', value)",
        json.dumps([{"id": "rapport-audit", "variant": "basis"}, {"id": "plan-correctief", "variant": "basis"}]),
    )
    tab.reload()
    with tab.expect_download() as made:
        tab.click("[data-evidence-make]")
    path = tmp_path / "lijst.xlsx"
    made.value.save_as(path)
    work = load_workbook(path)
    ways = [row[5] for row in rows(work["Gevraagd"])[1:]]
    assert ways == ["auditrapport", "correctief-actieplan"]
    assert len(rows(work["Wat telt"])) == 1 + len(ways) * len(SITE.systems)
    for line, (place, address, stage, system, *rest) in enumerate(FILLED, 2):
        rest[1] = SITE.documents[rest[1]].name if rest[1] in SITE.documents else rest[1]
        cells = [place, address, stage, SITE.systems[system].name if system else evidence.OTHER, *rest]
        for column, value in enumerate(cells, 1):
            if value:
                cell = work["Antwoord"].cell(line, column, value)
                cell.data_type = "s" if isinstance(value, str) else cell.data_type
    work.save(path)

    tab.set_input_files("[data-evidence-file]", through_office(path, tmp_path))
    until(tab, "!document.querySelector('[data-evidence-answer]').hidden")

    told = [[cell.inner_text() for cell in row.locator("th, td").all()] for row in tab.locator("[data-evidence-rows] tr").all()]
    assert len(told) == len(FILLED)
    for row, (place, address, stage, system, *rest) in zip(told, FILLED):
        assert place in row[0] and address in row[0] and stage in row[0] and rest[2] in row[1]
        for way in ways if system else ():
            told_worth = worth(SITE, system, rest[1], way)
            assert f"{SITE.options[way].name}: {SITE.word('proofs', told_worth.value)}." in row[3]
            assert guide().links.plain(told_worth.why) in row[3] and told_worth.missing in row[3]
    assert "31 december 2099" in told[0][2] and "niets bijzonders" in told[0][4]
    assert "31 januari 2020" in told[1][2] and "voorbij" in told[1][4]
    assert (
        "geen datum" in told[3][2]
        and "geen productieplaats" in told[3][4]
        and "kennen we niet" in told[3][3]
        and "Eigen audit" in told[3][1]
    )
    good = tab.locator("[data-evidence-per-way]").inner_text().split("\n")
    assert (
        len(good) == len(ways)
        and "SA8000 (Naaiatelier Voorbeeld, Straat 1, Tunesië)" in good[0]
        and not any(name in "".join(good) for name in ("EcoVadis", "Tweede"))
    )
    for width in (1366, 390):
        tab.set_viewport_size({"width": width, "height": 768})
        assert violations(tab) == []
    assert tab.trouble == [] and tab.elsewhere == []


def test_what_is_no_questionnaire(visit, tmp_path):
    """A file that is not ours, a broken one and an empty questionnaire are told as such, and nothing is shown."""
    tab = visit(PAGE)
    (tmp_path / "kapot.xlsx").write_bytes(b"geen zip")
    (tmp_path / "leeg.xlsx").write_bytes(evidence.workbook(guide()))
    other = load_workbook(tmp_path / "leeg.xlsx")
    other["Lijsten"]["A1"] = "iets anders"
    other.save(tmp_path / "ander.xlsx")

    for name, words in (("kapot", "geen bewijsvragenlijst"), ("ander", "geen bewijsvragenlijst"), ("leeg", "nog niets ingevuld")):
        tab.evaluate("() => { document.querySelector('[data-evidence-status]').textContent = '' }")
        tab.set_input_files("[data-evidence-file]", tmp_path / f"{name}.xlsx")
        until(tab, f"document.querySelector('[data-evidence-status]').textContent.includes('{words}')")
        assert tab.is_hidden("[data-evidence-answer]")
    assert tab.trouble == []
