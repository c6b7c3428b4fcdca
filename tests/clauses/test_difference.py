"""What a variant has otherwise than the base: in the toy clause, and a proof over every real one."""

import random
import re
from difflib import SequenceMatcher

import pytest

from macros.clauses.compare import Words
from macros.clauses.difference import difference
from macros.clauses.text import Writer
from macros.facts.links import Links
from tests.real import SITE, soup

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


def test_same_pieces_in_common():
    """Words that are compared by the runs in them give what Python's own comparison gives, also where few words come again and again."""
    dice = random.Random(1)
    for number in range(150):
        one, other = (dice.choices("abcdefgh"[: 2 + number % 7], k=dice.randrange(30)) for _ in range(2))
        assert Words(one, other).get_opcodes() == SequenceMatcher(None, one, other, autojunk=False).get_opcodes()


def bare(words):
    """Words without what only a list or a blank adds: marks, brackets, spaces."""
    return "".join(re.findall(r"\w+", re.sub(r"⟦[^⟧]*⟧|\[[^\]]*\]", "", words)))


def mark(line):
    """The mark of a line of a list: '2.', 'a)'."""
    found = line.select_one(".difference__mark")
    return found.get_text() if found else ""


def whole(tree):
    """The words of each article of a text, as it stands in a tender: id → words without spaces and marks."""
    found, within = {}, "aanhef"
    for element in tree:
        if element.tag == "h3":
            within = element.get("data-article")
            found[within] = ""
        else:
            cells = [" | ".join("".join(cell.itertext()) for cell in row) for row in element.iter("tr")]
            found[within] = found.get(within, "") + "".join(" ".join(cells or ["".join(element.itertext())]).split())
    return found


@pytest.mark.parametrize("key", [key for key, clause in SITE.clauses.items() if len(clause.texts["nl"]) > 1])
def test_variants_beside_each_other(key, built):
    """On its page the variants of a text stand beside each other: what each does, every duty with its term or that it is not asked, and each article that differs
    with the very words of that variant, also of one that was rewritten; an article that has the words of the base says so."""
    clause, table = SITE.clauses[key], soup(built / "clausules" / key).select_one("#naast-elkaar table")
    variants = [cell["data-of"] for cell in table.select("thead [data-of]")]
    rows = [(row.th.get_text(), dict(zip(variants, row.select("td"), strict=True))) for row in table.select("tbody tr")]
    trees = {variant: whole(WRITER.tree(text)) for variant, text in clause.texts["nl"].items()}
    asked = {variant: {duty.partition("/")[0] for duty in clause.imposes(variant)} for variant in variants}
    duties = [duty for duty in SITE.duties if any(duty in found for found in asked.values())]

    assert set(variants) == set(clause.texts["nl"]) and len(rows) >= 1 + len(duties)
    for duty, (name, cells) in zip(duties, rows[1:]):
        assert name == SITE.duties[duty].name
        assert [variant for variant in variants if cells[variant].get_text() != "niet gevraagd"] == [
            v for v in variants if duty in asked[v]
        ]
    differs = [
        id
        for id in dict.fromkeys(id for tree in trees.values() for id in tree)
        if len({trees[variant].get(id) for variant in variants}) > 1
    ]
    shown = rows[1 + len(duties) :]
    for _, cells in shown:
        said = {variant: cell.get_text(" ", strip=True) for variant, cell in cells.items()}
        found = {
            v: "".join("".join(line.get_text().removeprefix(mark(line)) for line in cells[v].select(".difference__line")).split())
            for v in variants
        }
        alike = [v for v in variants if said[v] == "zoals in de basis"]
        [id] = [
            one
            for one in differs
            if all(
                trees[v].get(one) == trees["basis"].get(one)
                if v in alike
                else one not in trees[v]
                if said[v] == "staat er niet in"
                else bare(trees[v].get(one, "")) == bare(found[v])
                for v in variants
            )
        ]
        differs.remove(id)
    assert differs == []
