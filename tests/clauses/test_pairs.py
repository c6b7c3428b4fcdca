"""Every pair of texts: with all that they need they agree with each other, or one of them says that they do not go together."""

import functools

import pytest

from macros.clauses.tenders import Tender
from macros.facts import duties
from tests.real import SITE

TOGETHER = [key for key, clause in SITE.clauses.items() if not SITE.vocabulary["places"][clause.place].apart]
"""The texts that may stand in one tender."""


def meets(need, tender):
    """The texts that meet a need, {clause: variant} each, the first that are named first."""
    for name in need.split(" of "):
        first, _, second = name.partition("/")
        if first in SITE.clauses:
            yield {first: second or "basis"}
        else:
            yield from (
                {key: variant}
                for key, clause in SITE.clauses.items()
                for variant in clause.texts["nl"]
                if any(duties.split(duty)[0] == first for duty in clause.imposes(variant))
            )


def closed(texts):
    """A tender of these texts with all that they need; a need is met by the first text that brings no conflict."""
    return _closed(tuple(texts.items()))


@functools.cache
def _closed(texts):
    tender = Tender(SITE, dict(texts))
    for key, variant in tender.asked.items():
        for need in SITE.clauses[key].needs_of(variant):
            if any(name in tender.present for name in need.split(" of ")):
                continue
            found = [Tender(SITE, {**tender.texts, **added}) for added in meets(need, tender) if not set(added) & set(tender.texts)]
            best = next((other for other in found if not other.conflicts()), None) or next(iter(found), None)
            return closed(best.texts) if best else tender
    return tender


def pairs(first):
    """Every pair of a variant of this clause with a variant of a later one: (variant, other clause, its variant)."""
    for second in TOGETHER[TOGETHER.index(first) + 1 :]:
        for variant in SITE.clauses[first].texts["nl"]:
            for another in SITE.clauses[second].texts["nl"]:
                yield variant, second, another


@pytest.mark.parametrize("first", TOGETHER)
def test_pairs_agree(first):
    """No text contradicts another, leaves a term of it undefined, refers to nowhere or asks the same duty again, unless it says so."""
    tenders = {pair: closed({first: pair[0], pair[1]: pair[2]}) for pair in pairs(first)}

    assert {pair: faults for pair, tender in tenders.items() if not tender.conflicts() and (faults := tender.faults())} == {}


def test_every_pair_is_looked_at():
    """The pairs are all that can be made: each variant with each variant of another clause, once."""
    variants = [len(SITE.clauses[key].texts["nl"]) for key in TOGETHER]

    assert sum(len(list(pairs(first))) for first in TOGETHER) == (sum(variants) ** 2 - sum(number**2 for number in variants)) // 2 > 2000


def test_most_pairs_do_go_together():
    """A pair that says it does not go together proves nothing; nine in ten do."""
    conflicting = [
        bool(closed({first: variant, second: another}).conflicts()) for first in TOGETHER for variant, second, another in pairs(first)
    ]

    assert sum(conflicting) < len(conflicting) / 10


@pytest.mark.parametrize("key", SITE.clauses)
def test_text_alone_agrees(key):
    """Each variant of a text, with all that it needs, agrees with itself."""
    assert {variant: faults for variant in SITE.clauses[key].texts["nl"] if (faults := closed({key: variant}).faults())} == {}
