"""What an advice of the decision helper asks, and the tender that follows from it."""

from __future__ import annotations

from functools import cache

from macros.clauses.tenders import Tender, derive
from macros.facts import duties


def asked(site, outcomes: dict[str, tuple[str, ...]]) -> tuple[set[str], dict[str, str]]:
    """The duties that these outcomes (decision → outcomes) ask together, and the texts that they name (clause → variant)."""
    wanted, texts = set(), {}
    for name, found in outcomes.items():
        for step in found:
            while step:
                record = site.decisions[name].outcomes[step]
                wanted |= set(record.duties)
                texts = record.texts | texts  # the outcome itself goes before what it also asks
                step = record.also
    return wanted, texts


def weighty(site) -> dict[str, list[str]]:
    """The outcomes that ask duties or name texts: decision → outcomes."""
    found = {
        name: [key for key, o in decision.outcomes.items() if o.duties or o.texts or o.also] for name, decision in site.decisions.items()
    }
    return {name: outcomes for name, outcomes in found.items() if outcomes}


def together(diagrams) -> list[dict[str, tuple[str, ...]]]:
    """Every combination of weighty outcomes (decision → outcomes) that some answers lead to, each once."""
    weight = weighty(diagrams.site)

    def outcomes(name, node):
        found = diagrams.nodes[node][2]
        return tuple(outcome for outcome in ((found,) if isinstance(found, str) else found) if outcome in weight[name])

    @cache
    def walk(nodes):
        places = [diagrams.nodes[node][0] for node in nodes]
        asks = [place for place in places if place != "leaf"]
        if not asks:
            return frozenset({tuple(map(outcomes, weight, nodes))})
        question, found = min(asks), set()
        for number in range(len(diagrams.options[question])):
            found |= walk(tuple(diagrams.nodes[node][1][number] if place == question else node for node, place in zip(nodes, places)))
        return frozenset(found)

    def place(combination):
        return [[weight[name].index(outcome) for outcome in found] for name, found in zip(weight, combination)]

    return [dict(zip(weight, combination)) for combination in sorted(walk(tuple(diagrams.roots[name] for name in weight)), key=place)]


def tender(site, outcomes: dict) -> Tender:
    """The tender that an advice gives. Raises Unserved when its texts do not ask exactly what the advice does."""
    return derive(site, *asked(site, outcomes))


def places(outcomes: dict) -> str:
    """Where an advice stands in decision.yml: 'hoe-ver/tot-3, stap-2/risicorapport'."""
    return ", ".join(f"{name}/{outcome}" for name, found in outcomes.items() for outcome in found)


def offered(site, diagrams) -> dict:
    """What the browser needs to tell what an advice asks: per combination of outcomes of `weighty` the numbers of its texts and duties.

    `texts` holds [[clause, variant], …] and `duties` [[duty, month since the start or None], …], each once.
    """
    texts, asks, of = {}, {}, {}
    for outcomes in together(diagrams):
        given = tender(site, outcomes)
        present = {duties.split(duty)[0] for duty in given.duties}
        months = tuple((key, duties.month(site, key, present)) for key in site.duties if key in present)
        key = "|".join("+".join(found) for found in outcomes.values())
        of[key] = [texts.setdefault(tuple(given.texts.items()), len(texts)), asks.setdefault(months, len(asks))]
    return {"weighty": weighty(site), "texts": list(texts), "duties": list(asks), "of": of}
