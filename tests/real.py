"""The real facts and what is worked out of them: read once per process, and the rest when it is first asked for."""

import functools

from bs4 import BeautifulSoup

from macros.decision.proof import each, tables
from macros.decision.rules import advise, chosen, lows
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


def soup(path):
    """A page of the built site, by its file or its folder; parsed once, and only to look at."""
    return _parsed(path / "index.html" if path.is_dir() else path)


@functools.cache
def _parsed(file):
    return BeautifulSoup(file.read_text(encoding="utf-8"), "html.parser")


def diagrams():
    """The decision helper as the browser gets it."""
    return guide().diagrams


@functools.cache
def worked():
    """Every decision worked out straight from its rules."""
    return tables(SITE)


def first_answers():
    """The first answer to every question, where it does not matter which."""
    return {question: next(iter(record.options)) for question, record in SITE.questions.items()}


def written(answers, told=None):
    """Answers as an address gives them, in which an option of a question that asks a number is the lowest number in it.

    None where no number does: what is added to another number cannot come below that. `told` says which options will do for which questions, instead of these.
    """
    found = dict(answers)
    for question, record in SITE.questions.items():
        if record.number and question in answers and not answers[question].isdecimal():
            base = int(found.get(record.number.adds, 0)) if record.number.adds else 0
            low = lows(SITE, question)[list(record.options).index(answers[question])] - base
            found[question] = str(max(low, record.number.least))
    came = chosen(SITE, found)
    wanted = {question: {option} for question, option in chosen(SITE, answers).items()} if told is None else told
    return found if all(came[question] in options for question, options in wanted.items()) else None


def walk(answers):
    """What a reader is asked who would give these answers: question → answer, in the order in which it is asked."""
    asked = {}
    while question := diagrams().next_question(asked):
        asked[question] = answers[question]
    return asked


def leaves(diagrams, root, answers):
    """What a diagram comes to, as (outcome, rules), when each question has one of these answers, or any where it is left out."""
    waits, found = {root}, set()
    while waits:
        kind, *rest = diagrams.nodes[waits.pop()]
        if kind == "leaf":
            found.add(tuple(rest[1:]))
        else:
            some = answers.get(diagrams.questions[kind])
            waits |= {rest[0][diagrams.places[kind][option]] for option in some} if some else set(rest[0])
    return found


@functools.cache
def walk_per_rule():
    """For each rule that leads to an outcome somewhere, as 'decision/rule', a walk on which it does."""
    found = {}
    for table in each(worked()):
        for box in table.boxes:
            for rule in box.case.binding:
                name = f"{table.name}/{rule}"
                if name not in found and (answers := written(box.one(SITE), box.answers)):
                    found[name] = walk(answers)
    return found


def advised(key):
    """What the rules advise in the situation of an exercise: (decision, outcome) for each outcome."""
    for name, (outcome, _) in advise(SITE, first_answers() | SITE.examples[SITE.exercises[key].example].answers).items():
        yield from ((name, one) for one in ([outcome] if isinstance(outcome, str) else outcome))
