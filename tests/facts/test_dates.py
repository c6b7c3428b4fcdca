"""Dates that run out read as they should on each day, and a sentence that becomes untrue by itself is refused."""

from datetime import date

import pytest

from macros.facts import dates
from macros.facts.load import load
from macros.facts.problems import DataError
from macros.pages import sources

WRITTEN = "De termijn {2026-11-24|loopt tot %|liep tot %}."


@pytest.mark.parametrize(
    "on, read",
    [
        (date(2026, 11, 23), "De termijn loopt tot 24 november 2026."),
        (date(2026, 11, 24), "De termijn loopt tot 24 november 2026."),
        (date(2026, 11, 25), "De termijn liep tot 24 november 2026."),
    ],
)
def test_words_follow_the_day(on, read):
    """Up to and on the day itself the first words stand there, from the next day the second."""
    assert dates.worded(WRITTEN, on) == read


def test_day_of_the_build(monkeypatch):
    """The day is that of SOURCE_DATE_EPOCH, the only place that says what day it is."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")

    assert dates.today() == date(2023, 11, 14) and dates.worded(WRITTEN) == "De termijn loopt tot 24 november 2026."


@pytest.mark.parametrize(
    "words, said",
    [
        ("De criteria gelden tot en met 31 december 2028.", "'gelden tot en met 31 december 2028' klopt na die dag niet meer"),
        ("De lidstaten moeten ze omzetten tegen juli 2028.", "klopt na die dag niet meer"),
        ("De termijn {2026-11-31|loopt tot %|liep tot %}.", "'2026-11-31' is geen dag die bestaat"),
        ("De termijn {2026-11-24: loopt|liep}.", "is geen datum die afloopt"),
    ],
)
def test_fault(words, said, toy_data):
    """What becomes untrue by itself, and a date that is written wrongly, stops the build with its place."""
    file = toy_data / "chain.yml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("what: Het weven.", f"what: '{words}'"), encoding="utf-8")

    with pytest.raises(DataError) as told:
        load(toy_data)

    assert "data/chain.yml, regel 2 › stof › what: " in str(told.value) and said in str(told.value)


@pytest.mark.parametrize(
    "words", ["Ze liep tot 24 november 2026.", "Vanaf 14 december 2027 kan het.", "Dat geldt. Tot 3 mei 2027 niet.", WRITTEN]
)
def test_no_fault(words):
    """What stays true is left alone."""
    assert dates.faults(words) == []


def test_words_in_a_record(toy_data, monkeypatch):
    """A record reads on the day after as it should, wherever its text comes."""
    file = toy_data / "chain.yml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("what: Het weven.", "what: '{2026-11-24|Het weven loopt tot %|Het weven liep tot %}.'"), encoding="utf-8")

    found = []
    for moment in ("1795435200", "1795521600"):  # 23 and 24 november, then 25
        monkeypatch.setenv("SOURCE_DATE_EPOCH", moment)
        found.append(load(toy_data).chain["stof"].what.text)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795608000")
    found.append(load(toy_data).chain["stof"].what.text)

    assert found == ["Het weven loopt tot 24 november 2026."] * 2 + ["Het weven liep tot 24 november 2026."]


def test_not_in_a_clause(toy_data):
    """The words of a contract do not change by themselves."""
    file = toy_data / "clauses" / "bijlage.md"
    file.write_text(file.read_text(encoding="utf-8") + "\nDit {2026-11-24|loopt|liep}.\n", encoding="utf-8")

    with pytest.raises(DataError, match="wat iemand kopieert, verandert niet vanzelf"):
        load(toy_data)


@pytest.mark.parametrize(
    "start, months, end",
    [
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2026, 11, 23), 12, date(2027, 11, 23)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
    ],
)
def test_later(start, months, end):
    """Months are counted by the calendar; a day that the month does not have is its last."""
    assert dates.later(start, months) == end


def test_fault_on_a_page(toy, tmp_path):
    """A page that becomes untrue by itself is refused with its line."""
    (tmp_path / "proef.md").write_text(
        "---\ntitle: T\ndescription: D\n---\n\n# T { #t }\n\nHet plan loopt tot 1 mei 2027.\n", encoding="utf-8"
    )

    with pytest.raises(DataError, match=r"docs/proef.md, regel 8: 'loopt tot 1 mei 2027' klopt na die dag niet meer"):
        sources.pages(tmp_path, toy.guide)
