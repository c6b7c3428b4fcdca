"""The real facts and what is worked out of them: read once per process, and the rest when it is first asked for."""

import functools

from bs4 import BeautifulSoup

from macros.decision.proof import tables, walks
from macros.decision.rules import advise
from macros.facts.links import url
from macros.facts.load import load
from macros.guide import Guide
from macros.pages import made
from tests.conftest import ROOT

SITE = load(ROOT / "data")
"""Every record; a test that changes it works on a copy."""


@functools.cache
def guide():
    """What the parts of the site share, for a made-up address."""
    return Guide(SITE, "https://voorbeeld.be/", "Proef")


WRITTEN = sorted(path.relative_to(ROOT / "docs").as_posix() for path in (ROOT / "docs").rglob("*.md"))
"""The pages that somebody wrote, as places below docs/."""

PAGES = sorted(map(url, [*WRITTEN, *made.pages(guide(), ROOT / "docs")]))
"""The address of every page within the site, also of those that are made."""


@functools.cache
def soup(path):
    """A page of the built site, by its file or its folder; parsed once, and only to look at."""
    return BeautifulSoup((path / "index.html" if path.is_dir() else path).read_text(encoding="utf-8"), "html.parser")


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


def advised(key):
    """What the rules advise in the situation of an exercise: (decision, outcome) for each outcome."""
    first = {question: next(iter(q.options)) for question, q in SITE.questions.items()}  # any answer to what is not asked: it cannot matter
    for name, (outcome, _) in advise(SITE, first | SITE.examples[SITE.exercises[key].example].answers).items():
        yield from ((name, one) for one in ([outcome] if isinstance(outcome, str) else outcome))
