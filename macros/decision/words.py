"""The decision helper in words: what it asks and answers, amounts filled in, and the address of a filled-in one."""

from __future__ import annotations

from macros.dutch import euro
from macros.facts.site import AMOUNT


def amounts(site, text: str) -> str:
    """A text of the decision helper with the amount of now in place of {threshold}."""
    return AMOUNT.sub(lambda m: euro(site.thresholds[m[1]].periods[-1].euro), text)


def asked(site, subject: str) -> str:
    """The words of a question, or the name of a decision that a rule waits for."""
    return site.questions[subject].text if subject in site.questions else site.decisions[subject].name


def answered(site, subject: str, option: str) -> str:
    """The words of an answer, or of the outcome of a decision."""
    if subject in site.questions:
        return amounts(site, site.questions[subject].options[option].label)
    return site.decisions[subject].outcomes[option].label


def query(answers: dict[str, str]) -> str:
    """What stands behind the # in the address of a keuzehulp with these answers."""
    return "&".join(map("=".join, answers.items()))
