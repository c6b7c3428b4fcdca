"""Each block fills its template, on the toy site."""

import re
from datetime import UTC, datetime

import pytest

from macros.guide import Guide
from macros.layout import TEMPLATES, rows
from macros.pages import sources
from macros.pages.blocks import Blocks
from tests.real import ROOT, SITE

ARGUMENTS = {
    "asked": ["vraag-label"],
    "latest": [3],
    "threshold": ["europees-lokaal"],
    "note": ["knoop"],
    "article": ["wet-7"],
    "act": ["verordening-later"],
    "system": ["keurmerk"],
    "step": ["transparantie"],
    "case": ["stad-2018"],
    "state_mark": ["gids", "gids-2018"],
    "asked_of": ["buyer"],
    "vocabulary": ["phases"],
    "clause": ["proef"],
    "handout": ["transparantie"],
    "table": ["systemen"],
    "beside": ["opties", "transparantie"],
}


BLOCKS = {path.stem for folder in TEMPLATES for path in folder.glob("[!_]*.md")} | {"decision_small"}
PICTURES = {"chain_picture", "coverage_picture", "dimension_picture", "staircase", "timeline", "decision_picture"}


def test_every_template_is_a_block(toy):
    """A template without _ in front is a block, so is each drawing, and there are no others."""
    assert set(toy.all()) == BLOCKS | PICTURES


@pytest.mark.parametrize("name", sorted(BLOCKS))
def test_block_fills(name, toy):
    """A block gives Markdown that holds words, and no braces are left in it."""
    text = toy.all()[name](*ARGUMENTS.get(name, []))

    assert re.search(r"\w{3}", text)
    assert "{{" not in text and "{%" not in text and "None" not in text


@pytest.mark.parametrize("name", sorted(PICTURES))
def test_picture_has_words(name, toy):
    """A drawing carries a title and a description, and a link to its download."""
    text = toy.all()[name]()

    assert re.search(r"<title[^>]*>\w.*</title>", text) and re.search(r"<desc[^>]*>\w.*</desc>", text)
    assert "%ROOT%beelden/" in text


def test_unknown_id_on_a_page(toy):
    """A block called with an id that does not exist refuses, and names it."""
    with pytest.raises(ValueError, match="keurmrk"):
        toy.all()["system"]("keurmrk")


def test_own_state_of_one_fact(toy):
    """A fact with a state of its own shows it; one without does not."""
    text = toy.all()["system"]("keurmerk")

    assert 'Een plan. <span class="state state--te-bevestigen">nog te controleren</span>' in text
    assert "| Geldigheid | Eén jaar. |" in text


def test_sure_in_words(toy):
    """Each state reads as design says: with its date where it has one."""
    text = toy.state_mark("secundair", "krant", checked="2026-01-02")

    assert "bevestigd in een secundaire bron op 2 januari 2026" in text and "@krant" in text


def test_advice_of_our_own_is_no_doubt(toy):
    """What we advise has a state of its own, that asks for no date, source or place to check."""
    text = toy.state_mark("eigen-advies")

    assert '<span class="state state--eigen-advies">eigen advies</span>' in text
    assert "nog te controleren" not in text and "Nagaan" not in text


def test_mark_needs_what_data_needs(toy):
    """A mark on a page obeys the rules of data: no state without its date, no unknown source."""
    with pytest.raises(ValueError, match="datum"):
        toy.state_mark("bevestigd", "wet-bron")
    with pytest.raises(ValueError, match="onbekende bron"):
        toy.state_mark("gids", "nergens")


def test_changes_newest_first(toy):
    """'Sinds 2018' gathers the changes of every kind of record, newest first."""
    text = toy.changes()

    found = re.findall(r"Labels strenger|Versie 7|Twee erbij|Zes\.", text)
    assert found == ["Labels strenger", "Versie 7", "Twee erbij", "Zes."]


def test_matrix_has_a_word_in_each_cell(toy):
    """The proof matrix states a verdict for each system at each option that asks proof."""
    text = toy.all()["proof_matrix"]()

    assert "Ja, door de gids genoemd" in text and "**Nee.** Geen plan." in text
    assert "Gedragscode" not in text


CALENDAR = {"2027-12-31": 0, "2045-01-01": 4}
"""A day → how many thresholds have run out by then without a next one."""


@pytest.mark.parametrize("on", CALENDAR)
def test_calendar_stops_no_block(on, monkeypatch):
    """On a day on which everything is overdue and over, each block still fills; a threshold that ran out says so."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(datetime.fromisoformat(on).replace(tzinfo=UTC).timestamp())))
    real = Guide(SITE, "https://voorbeeld.be/", "Proef")
    sources.pages(ROOT / "docs", real)
    blocks = Blocks(real).all()

    filled = {name: blocks[name]() for name in sorted(BLOCKS) if name not in ARGUMENTS}
    assert filled["thresholds"].count("dit bedrag gold tot en met 31 december 2027") == CALENDAR[on]
    assert all(filled.values())


def test_no_empty_table():
    """A table without rows is refused: it never reaches a page."""
    with pytest.raises(ValueError, match="zonder rijen"):
        rows([])
