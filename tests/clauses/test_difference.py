"""What a variant has otherwise than the base: in the toy clause, and a proof over every real one."""

import pytest

from macros.clauses.difference import difference
from macros.clauses.text import Writer
from macros.facts.links import Links
from tests.real import SITE

WRITER = Writer(SITE, Links(SITE))
VARIED = [
    (key, language, variant)
    for key, clause in SITE.clauses.items()
    for language, texts in clause.texts.items()
    for variant in texts
    if variant != "basis"
]


def side(found, without, clause):
    """The words of one of both texts, put together from the difference."""
    words = []
    for part in found.parts:
        kinds = [*part.heading, *(piece for line in part.lines for piece in line.pieces)]
        words += ["".join(text for kind, text in kinds if kind != without)]
    return "".join("".join(words).split())


@pytest.mark.parametrize("key, language, variant", VARIED)
def test_difference_holds_the_whole_variant(key, language, variant):
    """Put together again, what stayed and came is the variant, but for the articles that are the same and the marks of lists."""
    clause = SITE.clauses[key]
    found = difference(SITE, WRITER, clause, variant, language)
    tree = WRITER.tree(clause.texts[language][variant], language)
    same = {part.id for part in found.parts if part.kind == "same"}
    words, within = [], None
    for element in tree:
        if element.tag == "h3":
            within = element.get("data-article")
        if element.tag == "h3" or (within or "aanhef") not in same:
            cells = [" | ".join("".join(cell.itertext()) for cell in row) for row in element.iter("tr")]
            words += cells or ["".join(element.itertext())]

    assert side(found, "gone", clause) == "".join("".join(words).split())


@pytest.mark.parametrize("key, language, variant", VARIED)
def test_variant_differs(key, language, variant):
    """A variant says in some way what it has otherwise: an article or a duty."""
    found = difference(SITE, WRITER, SITE.clauses[key], variant, language)

    assert any(found.titles(kind) for kind in ("changed", "gone", "new")) or found.gone or found.came


def test_kinds():
    """A changed article has its lines, a new one only new words, one that is the same none; the duties that fall away are named."""
    lighter = difference(SITE, WRITER, SITE.clauses["rapport-risico"], "lichter")
    heavier = difference(SITE, WRITER, SITE.clauses["rapport-risico"], "sterker")

    assert lighter.titles("changed") == ["Termijnen"] and lighter.gone == ["termijn-transparantie-jaarlijks"] and not lighter.rewritten
    assert [part.lines for part in lighter.parts if part.kind == "same"] == [[]] * 4
    [added] = [part for part in heavier.parts if part.kind == "new"]
    assert {kind for line in added.lines for kind, _ in line.pieces} == {"new"} and heavier.came == ["plicht-audit-extra"]


def test_rewritten():
    """A text that shares little with its base is not compared word by word."""
    assert difference(SITE, WRITER, SITE.clauses["marktvragen"], "lichter").rewritten
