"""What an advice of the decision helper asks, and the tender that follows from it."""
from __future__ import annotations

from functools import lru_cache

from macros.clauses.tenders import Tender, derive
from macros.facts import duties


def asked(site, outcomes: dict[str, str | tuple[str, ...]]) -> tuple[set[str], dict[str, str]]:
    """The duties that these outcomes (decision → outcome, or outcomes) ask together, and the texts that they name (clause → variant)."""
    wanted, texts = set(), {}
    for name, found in outcomes.items():
        for outcome in (found,) if isinstance(found, str) else found:
            step = outcome
            while step:
                record = site.decisions[name].outcomes[step]
                wanted |= set(record.duties)
                texts = record.texts | texts   # the outcome itself goes before what it also asks
                step = record.also
    return wanted, texts


def weighty(site) -> list[str]:
    """The decisions of which an outcome asks duties or names texts."""
    return [name for name, decision in site.decisions.items() if any(o.duties or o.texts or o.also for o in decision.outcomes.values())]


def together(diagrams) -> list[dict[str, str | tuple[str, ...]]]:
    """Every combination of outcomes of the weighty decisions that some answers lead to, each once."""
    names = weighty(diagrams.site)

    @lru_cache(maxsize=None)
    def walk(nodes):
        places = [diagrams.nodes[node][0] for node in nodes]
        asks = [place for place in places if place != "leaf"]
        if not asks:
            return frozenset({tuple(diagrams.nodes[node][2] for node in nodes)})
        question, found = min(asks), set()
        for number in range(len(diagrams.options[question])):
            found |= walk(tuple(diagrams.nodes[node][1][number] if place == question else node for node, place in zip(nodes, places)))
        return frozenset(found)

    order = [list(diagrams.site.decisions[name].outcomes) for name in names]

    def place(combination):
        return [tuple(order[i].index(o) for o in ((found,) if isinstance(found, str) else found)) for i, found in enumerate(combination)]

    return [dict(zip(names, combination)) for combination in sorted(walk(tuple(diagrams.roots[name] for name in names)), key=place)]


def tender(site, outcomes: dict) -> Tender:
    """The tender that an advice gives. Raises LookupError, in Dutch, when its texts do not ask exactly what the advice does."""
    wanted, texts = asked(site, outcomes)
    return derive(site, duties.standing(site, wanted), texts)


def places(outcomes: dict) -> str:
    """Where an advice stands in decision.yml: 'hoe-ver/tot-3, stap-2/risicorapport'."""
    return ", ".join(f"{name}/{outcome if isinstance(outcome, str) else '+'.join(outcome)}" for name, outcome in outcomes.items()
                     if outcome and outcome != "geen")


def offered(site, diagrams) -> dict:
    """What the browser needs to tell what an advice asks: per combination of outcomes of `weighty` the numbers of its texts and duties.

    `texts` holds [[clause, variant], …] and `duties` [[duty, month since the start or None], …], each once.
    """
    texts, asks, of = {}, {}, {}
    for outcomes in together(diagrams):
        given = tender(site, outcomes)
        present = {duties.split(duty)[0] for duty in given.duties}
        months = tuple((key, duties.month(site, key, present)) for key in site.duties if key in present)
        key = "|".join(found if isinstance(found, str) else "+".join(found) for found in outcomes.values())
        of[key] = [texts.setdefault(tuple(given.texts.items()), len(texts)), asks.setdefault(months, len(asks))]
    return {"weighty": weighty(site), "texts": list(texts), "duties": list(asks), "of": of}
