"""Which systems fit an advice: what the comparison of the systems opens with, for each combination of options that an advice asks proof for."""

from __future__ import annotations

from dataclasses import dataclass

from macros.decision import advice
from macros.decision.rules import Diagrams
from macros.facts.tables import BESIDE, COUNTING


@dataclass(frozen=True)
class Fit:
    """What fits the options that an advice asks proof for: the systems that count for the first, and of those a few beside each other.

    The first is what falls due first, and what the rest builds on. Beside each other stand those that count for every option; where there are
    not two of them, those that count for most.
    """

    options: tuple[str, ...]
    systems: tuple[str, ...]
    beside: tuple[str, ...]

    @property
    def query(self) -> str:
        """The choice as it stands in the address of the comparison."""
        beside = f"&naast={','.join(self.beside)}" if len(self.beside) > 1 else ""
        return f"telt-voor={self.options[0]}{beside}"


def asking(site, diagrams: Diagrams) -> list[tuple[str, ...]]:
    """The options that an advice asks proof for, in the order of the toolbox: each combination that some answers lead to, once."""
    return site.once("asking", (__name__,), advice.READS, lambda: _asking(site, diagrams))


def _asking(site, diagrams):
    found = {options(site, outcomes): None for outcomes in advice.together(diagrams)}
    return [one for one in found if one]


def options(site, outcomes: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The options that these outcomes (decision → outcomes) ask proof for, as their duties name them."""
    duties, _ = advice.asked(site, outcomes)
    ways = {duty.partition("/")[2] for duty in duties}
    return tuple(key for key, option in site.options.items() if option.proof and key in ways)


def counting(site, option: str) -> tuple[str, ...]:
    """The systems that count or may count for an option."""
    return tuple(key for key, system in site.systems.items() if system.counts[option].value in COUNTING)


def each(site, diagrams: Diagrams) -> list[Fit]:
    """What fits each combination of options that some advice asks proof for."""
    return [fit(site, found) for found in asking(site, diagrams)]


def fit(site, found: tuple[str, ...]) -> Fit:
    """What fits one combination: the systems that the guide names come before those that count as well."""
    order, systems = list(site.vocabulary["proofs"]), counting(site, found[0])

    def worth(key):
        values = [site.systems[key].counts[option].value for option in found]
        return sum(value not in COUNTING for value in values), sum(map(order.index, values))

    whole = [key for key in systems if not worth(key)[0]]
    return Fit(found, systems, tuple(sorted(whole if len(whole) > 1 else systems, key=worth)[:BESIDE]))
