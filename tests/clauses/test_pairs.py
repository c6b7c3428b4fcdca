"""Every pair of texts: with all that they need they agree with each other, or one of them says that they do not go together."""
import functools
from collections import defaultdict

import pytest

from macros.clauses.tenders import Tender, pairs
from macros.facts import duties
from tests.real import SITE

APART = {key for key, clause in SITE.clauses.items() if SITE.vocabulary["places"][clause.place].apart}


def meets(need, tender):
    """The texts that meet a need, {clause: variant} each, the first that are named first."""
    for name in need.split(" of "):
        first, _, second = name.partition("/")
        if first in SITE.clauses:
            yield {first: second or "basis"}
        else:
            yield from ({key: variant} for key, clause in SITE.clauses.items() for variant in clause.texts["nl"]
                        if any(duties.split(duty)[0] == first for duty in clause.imposes(variant)))


def closed(texts):
    """A tender of these texts with all that they need; a need is met by the first text that brings no conflict."""
    tender = Tender(SITE, texts)
    for key, variant in tender.asked.items():
        for need in SITE.clauses[key].needs_of(variant):
            if any(name in tender.present for name in need.split(" of ")):
                continue
            found = [Tender(SITE, {**tender.texts, **added}) for added in meets(need, tender) if not set(added) & set(tender.texts)]
            best = next((other for other in found if not other.conflicts()), None) or next(iter(found), None)
            return closed(best.texts) if best else tender
    return tender


@functools.cache
def variants():
    """Two clauses → the pairs of their variants that may stand in one tender."""
    found = defaultdict(list)
    for key, variant, other, another in pairs(SITE):
        found[key, other].append((variant, another))
    return found


def contradictions(first, second):
    """In which pairs of texts of two clauses something is wrong that neither of them tells: (variants, faults)."""
    for variant, another in variants()[first, second]:
        tender = closed({first: variant, second: another})
        if not tender.conflicts() and (faults := tender.faults()):
            yield (variant, another), faults


@pytest.mark.parametrize("first", [key for key in SITE.clauses if key not in APART])
def test_pairs_agree(first):
    """No text contradicts another, leaves a term of it undefined, refers to nowhere or asks the same duty again, unless it says so."""
    later = list(SITE.clauses)[list(SITE.clauses).index(first) + 1:]

    assert {second: found for second in later if second not in APART and (found := list(contradictions(first, second)))} == {}


@pytest.mark.parametrize("key", SITE.clauses)
def test_text_alone_agrees(key):
    """Each variant of a text, with all that it needs, agrees with itself."""
    assert {variant: faults for variant in SITE.clauses[key].texts["nl"] if (faults := closed({key: variant}).faults())} == {}
