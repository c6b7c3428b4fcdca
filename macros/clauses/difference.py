"""What a variant has otherwise than the base, and all variants beside each other; and what falls away or comes, in words."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from macros.clauses import tenders
from macros.clauses.articles import OPENING
from macros.clauses.compare import Change, Part, between, by_article


@dataclass(frozen=True)
class Difference:
    """A variant beside its base: its parts in order, whether it is another text altogether, and the duties that fall away or come."""

    parts: list[Part]
    rewritten: bool
    gone: list[str]
    came: list[str]

    def titles(self, kind: str) -> list[str]:
        """The headings of the articles that are same, changed, gone or new, without their number."""
        return [
            _title("".join(words for how, words in part.heading if how != "gone" or kind == "gone"))
            for part in self.parts
            if part.kind == kind and part.id != OPENING
        ]


@dataclass(frozen=True)
class Article:
    """An article as the texts have it that stand beside each other: variant → its lines, or None where it has the words of the base.

    A variant that lacks the article is not in it; what is new since the base is marked.
    """

    title: str
    texts: dict[str, list[Change] | None]


def beside(writer, clause, language: str = "nl") -> list[Article]:
    """The articles that not every variant has with the words of the base, in the order of the texts; of a rewritten variant no word is marked."""
    trees = {variant: writer.tree(text, language) for variant, text in clause.texts[language].items()}
    compared = {variant: between(trees["basis"], tree) for variant, tree in trees.items() if variant != "basis"}
    held = {"basis": by_article(trees["basis"])} | {variant: by_article(trees[variant]) for variant in compared}
    changed = {variant: {part.id: part for part in parts} for variant, (parts, _) in compared.items()}
    found = []
    for id in dict.fromkeys(id for articles in held.values() for id in articles):
        if all(id in parts and parts[id].kind == "same" for parts in changed.values()):
            continue
        texts = {}
        for variant, articles in held.items():
            if id not in articles:
                continue
            if variant == "basis" or compared[variant][1] and changed[variant][id].kind != "same":
                texts[variant] = [
                    Change(line.depth, line.mark, [("same", "".join(line.words))], line.condition) for line in articles[id][1:]
                ]
            else:
                part = changed[variant][id]
                texts[variant] = None if part.kind == "same" else list(filter(None, map(_own, part.lines)))
        heading = next(articles[id][0] for articles in held.values() if id in articles)
        found.append(Article(_title("".join(heading.words)), texts))
    return found


def _title(heading):
    """The words of a heading without its number; what stands above the first heading has none."""
    return re.sub(r"^(Artikel|Article) \d+\. ", "", heading).strip()


def _own(change):
    """A line as the variant has it, or None when it has gone."""
    pieces = [(kind, words) for kind, words in change.pieces if kind != "gone"]
    return replace(change, pieces=pieces) if pieces else None


def difference(site, writer, clause, variant: str, language: str = "nl") -> Difference:
    """What a variant of a clause has otherwise than its base, in one language."""
    base, other = (writer.tree(clause.texts[language][name], language) for name in ("basis", variant))
    parts, rewritten = between(base, other)
    imposed = {name: {duty.split("/")[0] for duty in clause.imposes(name)} for name in ("basis", variant)}
    return Difference(
        parts,
        rewritten,
        [key for key in tenders.imposable(site) if key in imposed["basis"] - imposed[variant]],
        [key for key in tenders.imposable(site) if key in imposed[variant] - imposed["basis"]],
    )
