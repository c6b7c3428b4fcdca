"""The decision helper in words: what it asks and answers, amounts filled in, and the address of a filled-in one."""

from __future__ import annotations

from macros.decision.rules import LIMIT, lows
from macros.dutch import euro
from macros.facts.site import AMOUNT


def amounts(site, text: str) -> str:
    """A text of the decision helper with the amount of now in place of {threshold}."""
    return AMOUNT.sub(lambda m: euro(site.thresholds[m[1]].periods[-1].euro), text)


def asked(site, subject: str) -> str:
    """The words of a question, or the name of a decision that a rule waits for."""
    if subject.endswith(LIMIT):
        return f"{site.decisions[subject.removesuffix(LIMIT)].name} Wat houdt u tegen?"
    return site.questions[subject].text if subject in site.questions else site.decisions[subject].name


def answered(site, subject: str, option: str) -> str:
    """The words of an answer, a range of numbers included, or of the outcome of a decision, or of the limit that one met."""
    if subject.endswith(LIMIT):
        return site.decisions[subject.removesuffix(LIMIT)].rules[option].name or option
    if subject not in site.questions:
        return site.decisions[subject].outcomes[option].label
    question = site.questions[subject]
    label = amounts(site, question.options[option].label)
    return f"{between(site, subject, option)} ({label})" if question.number else label


def between(site, subject: str, option: str) -> str:
    """A range of numbers in words: 'minder dan 6 maanden', '9 tot 14 maanden', '33 maanden of meer'."""
    question, ends = site.questions[subject], [*lows(site, subject), None]
    place = list(question.options).index(option)
    low, after, unit = ends[place], ends[place + 1], question.number.unit
    if after is None:
        return f"{low} {unit} of meer"
    if low == question.number.least:
        return f"minder dan {after} {unit}"
    return f"{low} {unit}" if after == low + 1 else f"{low} tot {after - 1} {unit}"


def query(answers: dict[str, str]) -> str:
    """What stands behind the # in the address of a keuzehulp with these answers."""
    return "&".join(map("=".join, answers.items()))
