"""The keuzehulp, 'Mijn bestek', a page with tables and the search as who listens gets them: the tree that Firefox and WebKit give to a screen reader (AT-SPI)."""

import os

import pytest

from tests.engines.driver import Firefox, WebKit
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

PLACES = {"landmark", "panel", "unknown"}
"""What may be called something: a part of the page to go to, and a group of choices; WebKit has no word for what folds open."""


@pytest.fixture(scope="module", params=[Firefox, WebKit], ids=lambda engine: engine.__name__)
def reader(request, tmp_path_factory):
    """A browser in a window, and what it gives to a screen reader; left out where that is not installed, but not on the machine that judges a change."""
    if missing := lacks(request.param):
        told = f"Voorlezen gaat hier niet: sudo apt install {' '.join(missing)}"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(told)
    read = Reader(tmp_path_factory.mktemp("reader"), request.param)
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
        assert any(like(found, one) for found in rest), one


def like(found, wanted):
    """Whether this is what is wanted; WebKit says of a button that folds something open not that it is one."""
    (role, name), (kind, words) = found, wanted
    return name == words and (role == kind or (role, kind) == ("unknown", "button"))


def test_keuzehulp(reader, address):
    """A question is a group with its choices and help; after the last answer come the advice, its texts and the table with a name for each row."""
    browser, question = reader.browser, SITE.questions["fase"]
    browser.goto(address + "keuzehulp/")
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

    browser.click("#fase-bestek")
    question = SITE.questions["raming"]
    labels = [option.label for option in question.options.values() if "{" not in option.label]
    follows(sound(reader.things(until=question.text)), ("heading", question.text), *(("radio button", label) for label in labels))

    advice(browser)
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
    reader.browser.goto(address + "clausules/mijn-bestek/#teksten=plan-actie")
    title = SITE.clauses["plan-actie"].title
    names = sound(reader.things(until=f"Variant van {title}"))
    numbered = ("link", "1 Kies") in names  # WebKit says the number before a step too

    follows(
        names,
        ("heading", "Mijn bestek"),
        *(("link", f"{at} {step}" if numbered else step) for at, step in enumerate(("Kies", "Kijk na", "Vul in", "Neem mee"), 1)),
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
    reader.browser.goto(address + "systemen/gots/")
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
    reader.browser.goto(address + "over/melden/")
    reader.browser.click(box)
    reader.browser.type(box, "SA8000")
    names = sound(reader.things(until="SA8000"))

    follows(names, ("landmark", "Zoeken"), ("entry", "Zoeken"))
    start = names.index(("entry", "Zoeken"))
    hits = [name for role, name in names[start:] if role == "link"]
    assert len(hits) > 5 and "SA8000" in hits[0] and "Systeem" in hits[0]
