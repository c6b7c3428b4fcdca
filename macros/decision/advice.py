"""What an advice of the decision helper asks, and the tender that follows from it."""

from __future__ import annotations

from functools import cache, lru_cache

from macros.clauses.tenders import Tender, derive
from macros.decision.rules import Nodes
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
    return diagrams.site.once(f"together {given}", (__name__,), DECISION, lambda: _walked(diagrams, given))


def _walked(diagrams, given):
    only = {diagrams.questions.index(question): option for question, option in given}
    weight, nodes, leaf = weighty(diagrams.site), Nodes(), len(diagrams.questions)

    @cache
    def bare(place):
        """A diagram that tells neither which rules led to its outcomes, nor the outcomes without weight: far more of those are equal."""
        question, rest, *come_to = diagrams.nodes[place]
        if question == "leaf":
            found = (come_to[0],) if isinstance(come_to[0], str) else come_to[0]
            return nodes.number((leaf, (rest, tuple(outcome for outcome in found if outcome in weight.get(rest, ())))))
        children = tuple(map(bare, rest))
        return children[0] if len(set(children)) == 1 else nodes.number((question, children))

    @cache
    def walk(state):
        """The combinations to which these diagrams come, each as its leaves."""
        question = min(nodes[n][0] for n in state)
        if question == leaf:
            return frozenset({state})
        ways = {
            tuple(nodes[n][1][number] if nodes[n][0] == question else n for n in state)
            for number, option in enumerate(diagrams.options[question])
            if only.get(question, option) == option
        }
        return frozenset().union(*map(walk, ways))

    def combination(leaves):
        found = {name: () for name in weight}
        for n in leaves:
            name, outcomes = nodes[n][1]
            found[name] += outcomes
        return found

    def place(found):
        return [[weight[name].index(outcome) for outcome in outcomes] for name, outcomes in found.items()]

    return sorted(map(combination, walk(tuple(bare(root) for name in weight for root in diagrams.roots[name]))), key=place)


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
    return site.once("offered", (__name__,), READS, lambda: _offered(site, diagrams))


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
