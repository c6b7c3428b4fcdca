"""What an advice of the decision helper asks, and the tender that follows from it."""

from __future__ import annotations

from functools import cache, lru_cache

from macros.clauses.tenders import Tender, derive
from macros.facts import duties
from macros.facts.models import DECISION

READS = (*DECISION, "clauses", "contract_terms", "duties", "toolbox", "vocabulary")
"""All kinds that an advice and its tender are worked out from."""


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


def together(diagrams, given: dict[str, str] | None = None) -> list[dict[str, tuple[str, ...]]]:
    """Every combination of weighty outcomes (decision → outcomes) that some answers lead to, each once; only where `given` is answered."""
    return list(map(dict, _together(diagrams, tuple((given or {}).items()))))


@lru_cache(maxsize=16)
def _together(diagrams, given):
    """The combinations, each as a dict that nobody changes."""
    return diagrams.site.once(f"together {given}", __name__, DECISION, lambda: _walked(diagrams, given))


def _walked(diagrams, given):
    only = {diagrams.questions.index(question): option for question, option in given}
    weight = weighty(diagrams.site)
    starts = {name: [root for root in diagrams.roots[name] if _leaves(diagrams, root) & set(outcomes)] for name, outcomes in weight.items()}

    def outcomes(name, nodes):
        found = [diagrams.nodes[node][2] for node in nodes]
        return tuple(o for one in found for o in ((one,) if isinstance(one, str) else one) if o in weight[name])

    @cache
    def walk(nodes):
        places = [diagrams.nodes[node][0] for part in nodes for node in part]
        asks = [place for place in places if place != "leaf"]
        if not asks:
            return frozenset({tuple(map(outcomes, weight, nodes))})
        question = min(asks)
        ways = {
            tuple(tuple(diagrams.nodes[n][1][number] if diagrams.nodes[n][0] == question else n for n in part) for part in nodes)
            for number, option in enumerate(diagrams.options[question])
            if only.get(question, option) == option
        }
        return frozenset().union(*map(walk, ways))

    def place(combination):
        return [[weight[name].index(outcome) for outcome in found] for name, found in zip(weight, combination)]

    return [dict(zip(weight, combination)) for combination in sorted(walk(tuple(map(tuple, starts.values()))), key=place)]


def _leaves(diagrams, root):
    """The outcomes that a diagram can come to."""
    kind, children, *rest = diagrams.nodes[root]
    if kind != "leaf":
        return set().union(*(_leaves(diagrams, child) for child in set(children)))
    return {rest[0]} if isinstance(rest[0], str) else set(rest[0])


def tender(site, outcomes: dict[str, tuple[str, ...]]) -> Tender:
    """The tender that an advice gives. Raises Unserved when its texts do not ask exactly what the advice does.

    The facts are refused while they are read if this fails, so that whoever asks after an advice finds it here.
    """
    return derive(site, *asked(site, outcomes))


def places(outcomes: dict) -> str:
    """Where an advice stands in decision.yml: 'hoe-ver/tot-3, stap-2/risicorapport'."""
    return ", ".join(f"{name}/{outcome}" for name, found in outcomes.items() for outcome in found)


def offered(site, diagrams) -> dict:
    """What the browser needs to tell what an advice asks, small: per combination of outcomes of `weighty` the number of its tender.

    A combination is the places of its outcomes, as '0||2+3|…'. A tender is a pair of words with one sign for each [clause, variant] in
    `texts` and for each [duty, month since the start or None] in `duties`: the sign of the first is '0'. `ends` says which questions ask
    how many months the contract surely lasts and how many may be added, and which duties lapse after that or close with it.
    """
    return site.once("offered", __name__, READS, lambda: _offered(site, diagrams))


def _offered(site, diagrams):
    weight, texts, asks, tenders, of = weighty(site), {}, {}, {}, {}

    superseding = {key for key, duty in site.duties.items() if duty.supersedes}
    month = cache(lambda key, others: duties.month(site, key, others))  # nothing else in a tender changes it

    def signs(known, items):
        return "".join(chr(ord("0") + known.setdefault(item, len(known))) for item in items)

    for outcomes in together(diagrams):
        given = tender(site, outcomes)
        present = {duties.split(duty)[0] for duty in given.duties}
        others = frozenset(present & superseding)
        months = [(key, month(key, others)) for key in site.duties if key in present]
        pair = signs(texts, given.texts.items()), signs(asks, months)
        places = ("+".join(str(weight[name].index(outcome)) for outcome in found) for name, found in outcomes.items())
        of["|".join(places)] = tenders.setdefault(pair, len(tenders))
    return {"weighty": weight, "texts": list(texts), "duties": list(asks), "tenders": list(tenders), "of": of, "ends": _ends(site)}


def _ends(site):
    """Which questions say when a contract ends, and what happens to a duty that would fall due after that."""
    more = next((key for key, question in site.questions.items() if question.number and question.number.adds), None)
    after = {word: [key for key, duty in site.duties.items() if duty.beyond == word] for word in ("vervalt", "op-einde")}
    return {"sure": more and site.questions[more].number.adds, "more": more, "lapse": after["vervalt"], "close": after["op-einde"]}
