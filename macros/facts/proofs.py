"""What a document counts for: of each system and each kind of document, for each option that asks proof, whether, why and what is missing."""

from __future__ import annotations

from dataclasses import dataclass

PARTLY, NOT = "deels", "nee"
"""What a document is worth that shows a part of what an option asks, and one that does not count."""

MISSING = {
    "genoemd": "Voor deze optie zelf niets.",
    "gelijkwaardig": "Leg punt voor punt uit waarom het hetzelfde aantoont.",
    PARTLY: "Aanvullend bewijs: kijk bij de optie.",
    NOT: "Ander bewijs: kijk bij de optie.",
}
"""What still has to come with a document, where no record says it."""


@dataclass(frozen=True)
class Worth:
    """What a document of a system is worth for one option: a word of the list `proofs`, why, and what still has to come with it."""

    value: str
    why: str
    missing: str


@dataclass(frozen=True)
class Line:
    """Documents of one system that are worth the same for an option; `option` is "" and `systems` all, where a document counts nowhere."""

    option: str
    systems: tuple[str, ...]
    documents: tuple[str, ...]
    worth: Worth


def worth(site, system: str, document: str, option: str) -> Worth:
    """What a document of a system is worth for an option: never more than the system itself, nor than the document allows.

    A limit says in its first sentence why, and in the rest what has to come with it.
    """
    use, paper = site.systems[system].counts[option], site.documents[document]
    if paper.never:
        return Worth(NOT, paper.never, MISSING[NOT])
    limit, order = paper.limits.get(option), list(site.vocabulary["proofs"])
    if not limit or use.value == NOT:
        why = use.text or site.vocabulary["proofs"][use.value].meaning or ""
        return Worth(use.value, why, MISSING[use.value])
    value = max(use.value, limit.value, key=order.index)
    reason, _, missing = limit.text.partition(". ")
    return Worth(value, f"{reason}." if value != use.value else f"{use.text or ''} {reason}.".strip(), missing)


def papers(site, system: str) -> list[str]:
    """The kinds of document that exist of a system."""
    return [key for key, paper in site.documents.items() if site.systems[system].kind in paper.of]


def asking(site) -> list[str]:
    """The options that ask proof."""
    return [key for key, option in site.options.items() if option.proof]


def lines(site, *systems: str) -> list[Line]:
    """What each document of these systems, or of all, is worth: by option, the best first; what counts nowhere comes last, once."""
    order, found = list(site.vocabulary["proofs"]), []
    systems = systems or tuple(site.systems)
    for option in asking(site):
        here = []
        for system in systems:
            by_worth = {}
            for document in papers(site, system):
                if not site.documents[document].never:
                    by_worth.setdefault(worth(site, system, document, option), []).append(document)
            here += [Line(option, (system,), tuple(documents), value) for value, documents in by_worth.items()]
        found += sorted(here, key=lambda line: order.index(line.worth.value))
    for key, paper in site.documents.items():
        if paper.never:
            found.append(Line("", tuple(systems), (key,), Worth(NOT, paper.never, MISSING[NOT])))
    return found
