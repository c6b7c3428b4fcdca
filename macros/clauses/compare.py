"""What two texts have otherwise: by article, by line, by word. Knows only the texts, so that while serving it stays when other code changes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import Match, SequenceMatcher
from xml.etree import ElementTree

from macros.clauses.articles import OPENING, POINTS
from macros.preview import kept

TOKEN = re.compile(r"(?:⟦[^⟧]+⟧|[^\s⟦]+)\s*")
ALIKE = 0.5
"""From here on two lines are one that changed, and not one that left and another that came."""

REWRITTEN = 0.6
"""A variant that has fewer of its words in common with the base is another text: marking words in it helps nobody."""


RUN = 3
"""So many words after each other seldom come twice: where two texts have them in common is found far sooner than of each word alone."""


class Words(SequenceMatcher):
    """Two lists of words beside each other: finds the same as SequenceMatcher, as the longest piece in common is also the longest piece of runs."""

    def __init__(self, before: list[str], after: list[str]):
        super().__init__(None, before, after, autojunk=False)
        runs = [list(zip(*(words[place:] for place in range(RUN)))) for words in (before, after)]
        self.runs = SequenceMatcher(None, *runs, autojunk=False)

    def find_longest_match(self, alo: int, ahi: int, blo: int, bhi: int) -> Match:
        """The longest piece in common between these ends, of equals the first in both."""
        before, after, size = self.runs.find_longest_match(alo, max(alo, ahi - RUN + 1), blo, max(blo, bhi - RUN + 1))
        return Match(before, after, size + RUN - 1) if size else super().find_longest_match(alo, ahi, blo, bhi)


@dataclass(frozen=True)
class Line:
    """A paragraph, a member, a point or a row: how deep it stands, its mark ('2.', 'a)'), its words, and on what it hangs."""

    depth: int
    mark: str
    words: tuple[str, ...]
    condition: str | None = None


@dataclass(frozen=True)
class Change:
    """A line as both texts have it: `pieces` are ('same' | 'gone' | 'new', words) in turn."""

    depth: int
    mark: str
    pieces: list[tuple[str, str]]
    condition: str | None = None


@dataclass(frozen=True)
class Part:
    """An article as both texts have it: `kind` is same, changed, gone or new; one that is the same has no lines."""

    kind: str
    id: str
    heading: list[tuple[str, str]]
    lines: list[Change]


def between(base: ElementTree.Element, other: ElementTree.Element) -> tuple[list[Part], bool]:
    """The parts of two texts, given as trees, in order, and whether they are two texts altogether."""
    written = [ElementTree.tostring(text, encoding="unicode") for text in (base, other)]
    return kept.once(kept.key("difference", kept.code(__name__), *written), lambda: _compared(by_article(base), by_article(other)))


def _compared(base, other):
    """The parts of two texts in order, and whether they are two texts altogether."""
    before, after = ([word for part in found.values() for line in part for word in line.words] for found in (base, other))
    parts = []
    for id, lines in other.items():
        if id not in base:
            parts.append(_part("new", id, [], lines))
        elif [(line.words, line.condition) for line in base[id][1:]] == [(line.words, line.condition) for line in lines[1:]]:
            parts.append(Part("same", id, [("same", "".join(lines[0].words))], []))
        else:
            parts.append(_part("changed", id, base[id], lines))
    order = list(base)
    for id in order:
        if id not in other:
            before_it = next((past for past in reversed(order[: order.index(id)]) if any(part.id == past for part in parts)), None)
            at = next((index for index, part in enumerate(parts) if part.id == before_it), -1)
            parts.insert(at + 1, _part("gone", id, base[id], []))
    return parts, Words([w.strip() for w in before], [w.strip() for w in after]).ratio() < REWRITTEN


def _part(kind, id, before, after):
    heading = _words(before[0].words if before else (), after[0].words if after else ())
    return Part(kind, id, heading, list(_lines(before[1:], after[1:])))


def by_article(root: ElementTree.Element) -> dict[str, list[Line]]:
    """The articles of a text, given as its tree (see Writer.tree): id → its lines, of which the first is its heading."""
    found = {}
    for element in root:
        if element.tag == "h3":
            id = element.get("data-article") or _text(element)
            found[id] = [Line(0, "", _tokens(element))]
        else:
            found.setdefault(next(reversed(found), OPENING), [Line(0, "", ())]).extend(_flat(element))
    return found


def _flat(element, depth=0):
    """The lines of a block."""
    if element.tag in ("ol", "ul"):
        for index, item in enumerate(element):
            mark = "–" if element.tag == "ul" else f"{POINTS[index % 26]})" if element.get("type") == "a" else f"{index + 1}."
            inner = [child for child in item if child.tag in ("ol", "ul", "table")]
            yield Line(depth, mark, _tokens(item, inner), item.get("data-if"))
            for child in inner:
                yield from _flat(child, depth + 1)
    elif element.tag == "table":
        for row in element.iter("tr"):
            cells = [_tokens(cell) for cell in row]
            words = tuple(word for index, cell in enumerate(cells) for word in (("| ",) if index else ()) + cell)
            yield Line(depth, "", words, row.get("data-if"))
    else:
        yield Line(depth, "", _tokens(element), element.get("data-if"))


def _tokens(element, without=()):
    """The words of an element, each with the space behind it; a blank is one word."""
    return tuple(TOKEN.findall(" ".join(_text(element, without).split()) + " "))


def _text(element, without=()):
    return (element.text or "") + "".join(("" if child in without else _text(child)) + (child.tail or "") for child in element)


def _lines(before, after):
    """The lines of both texts in one order: a line that changed has both its words."""
    for kind, a, b, c, d in SequenceMatcher(
        None, [(x.words, x.condition) for x in before], [(x.words, x.condition) for x in after], False
    ).get_opcodes():
        if kind == "equal":
            for line in after[c:d]:
                yield Change(line.depth, line.mark, [("same", "".join(line.words))], line.condition)
            continue
        old = list(before[a:b])
        for line in after[c:d]:
            at = next((index for index, past in enumerate(old) if _alike(past, line)), None)
            if at is None:
                yield Change(line.depth, line.mark, _words((), line.words), line.condition)
                continue
            yield from (_gone(past) for past in old[:at])
            yield Change(line.depth, line.mark, _words(old[at].words, line.words), line.condition)
            del old[: at + 1]
        yield from (_gone(past) for past in old)


def _gone(line):
    return Change(line.depth, "", _words((*((f"{line.mark} ",) if line.mark else ()), *line.words), ()), line.condition)


def _alike(one, other):
    words = ([word.strip() for word in line.words] for line in (one, other))
    return SequenceMatcher(None, *words, autojunk=False).ratio() >= ALIKE


def _words(before, after):
    """The words of one line in both texts: what left, what came and what stayed, in turn."""
    stripped = ([word.strip() for word in words] for words in (before, after))
    found = []
    for kind, a, b, c, d in SequenceMatcher(None, *stripped, autojunk=False).get_opcodes():
        pieces = [("same", after[c:d])] if kind == "equal" else [("gone", before[a:b]), ("new", after[c:d])]
        found += [(name, "".join(words)) for name, words in pieces if words]
    return found


def pieces(before: str, after: str) -> list[tuple[str, str]]:
    """The words that stayed, left and came between two texts: ('same' | 'gone' | 'new', words) in turn."""
    return kept.once(kept.key("pieces", kept.code(__name__), before, after), lambda: _pieces(before.split(), after.split()))


def _pieces(before, after):
    found = []
    for kind, a, b, c, d in Words(before, after).get_opcodes():
        if kind == "equal":
            found.append(("same", " ".join(before[a:b])))
        else:
            found += [(name, " ".join(words)) for name, words in (("gone", before[a:b]), ("new", after[c:d])) if words]
    return found
