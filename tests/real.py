"""The real facts and what is worked out of them: read once per process, and the rest when it is first asked for."""
import functools

from macros.decision.proof import tables, walks
from macros.facts.load import load
from macros.guide import Guide
from tests.conftest import ROOT

SITE = load(ROOT / "data")
"""Every record; a test that changes it works on a copy."""


@functools.cache
def guide():
    """What the parts of the site share, for a made-up address."""
    return Guide(SITE, "https://voorbeeld.be/", "Proef")


def diagrams():
    """The decision helper as the browser gets it."""
    return guide().diagrams


@functools.cache
def worked():
    """Every decision worked out straight from its rules."""
    return tables(SITE)


@functools.cache
def walked():
    """Every walk a reader can make through the questions."""
    return list(walks(diagrams()))
