"""The keuzehulp, 'Mijn bestek', a page with tables and the search as who listens gets them: the tree that Firefox gives to a screen reader (AT-SPI)."""

import os

import pytest

from tests.engines.reader import Reader, lacks
from tests.engines.test_walks import advice
from tests.real import SITE

NAMED = {
    "article",
    "button",
    "check box",
    "column header",
    "combo box",
    "entry",
    "heading",
    "link",
    "radio button",
    "row header",
    "table",
    "toggle button",
}
"""What must be called something, or who listens does not know what it is."""

PLACES = {"landmark", "panel"}
"""What may be called something: a part of the page to go to, and a group of choices."""


@pytest.fixture(scope="module")
def reader(tmp_path_factory):
    """Firefox in a window, and what it gives to a screen reader; left out where that is not installed, but not on the machine that judges a change."""
    if missing := lacks():
        told = f"Voorlezen gaat hier niet: sudo apt install {' '.join(missing)}"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(told)
    read = Reader(tmp_path_factory.mktemp("reader"))
    yield read
    read.close()


def sound(things):
    """Everything that is named or used has a name of its own words; returns (role, name) of what has one."""
    explained = [concept.definition[:40] for concept in SITE.glossary.values()]
    names = [(thing.role, thing.name) for thing in things if thing.role in NAMED or thing.name and thing.role in PLACES]
    assert [role for role, name in names if not name and role != "article"] == []
    assert [name for _, name in names if any(words in name for words in explained)] == []
    assert [name for role, name in names if role in ("heading", "row header") and "kopieer link" in name] == []
    return [(role, name) for role, name in names if name]


def follows(names, *wanted):
    """What is wanted comes in this order, with anything between."""
    rest = iter(names)
    for one in wanted:
        assert one in rest, one


def test_keuzehulp(reader, address):
    """A question is a group with its choices and help; after the last answer come the advice, its texts and the table with a name for each row."""
    firefox, question = reader.firefox, SITE.questions["fase"]
    firefox.goto(address + "keuzehulp/")
    names = sound(reader.things(until=question.text))
    follows(
        names,
        ("link", "Ga naar inhoud"),
        ("panel", "Weergave"),
        ("radio button", "Lichte weergave"),
        ("radio button", "Donkere weergave"),
        ("landmark", "Zoeken"),
        ("heading", "Keuzehulp"),
        ("heading", question.text),
        *(("radio button", option.label) for option in question.options.values()),
        ("button", "Hulp bij deze vraag"),
    )

    firefox.click("#fase-bestek")
    question = SITE.questions["raming"]
    labels = [option.label for option in question.options.values() if "{" not in option.label]
    follows(sound(reader.things(until=question.text)), ("heading", question.text), *(("radio button", label) for label in labels))

    advice(firefox)
    names = sound(reader.things(until="Beslissing, advies en reden"))
    follows(
        names,
        ("button", "Advies als Word"),
        ("table", "Beslissing, advies en reden"),
        *(("column header", name) for name in ("Beslissing", "Advies", "Waarom")),
    )
    assert {name for role, name in names if role == "row header"} >= {SITE.decisions["hoe-ver"].name}


def test_tender(reader, address):
    """Each text of 'Mijn bestek' is a choice with its name, in a group; a chosen one has its variant, and the steps and the bar are named."""
    reader.firefox.goto(address + "clausules/mijn-bestek/#teksten=plan-actie")
    title = SITE.clauses["plan-actie"].title
    names = sound(reader.things(until=f"Variant van {title}"))

    follows(
        names,
        ("heading", "Mijn bestek"),
        *(("link", step) for step in ("Kies", "Kijk na", "Vul in", "Neem mee")),
        ("link", "1 tekst"),
        ("button", "Download"),
        ("heading", "1. Kies de teksten"),
        ("check box", title),
        ("link", f"Lees de tekst {title}"),
        ("combo box", f"Variant van {title}"),
    )
    assert {clause.title for clause in SITE.clauses.values() if clause.place} - {
        name for role, name in names if role == "check box"
    } == set()


def test_tables(reader, address):
    """A table says what it is about, and each of its rows has a name."""
    reader.firefox.goto(address + "systemen/gots/")
    follows(
        sound(reader.things(until="GOTS in het kort")),
        ("heading", "GOTS"),
        ("heading", "In het kort"),
        ("table", "GOTS in het kort"),
        *(("row header", name) for name in ("Soort", "Eigenaar", "Zegt iets over", "Derde partij", "Geldigheid")),
    )


def test_search(reader, address):
    """The box is a place to go to, with a field; what is found is a list of links, each called after its piece and its page."""
    box = "[data-search=box] [data-search-query]"
    reader.firefox.goto(address + "over/melden/")
    reader.firefox.click(box)
    reader.firefox.type(box, "SA8000")
    names = sound(reader.things(until="SA8000"))

    follows(names, ("landmark", "Zoeken"), ("entry", "Zoeken"))
    start = names.index(("entry", "Zoeken"))
    hits = [name for role, name in names[start:] if role == "link"]
    assert len(hits) > 5 and "SA8000" in hits[0] and "Systeem" in hits[0]
