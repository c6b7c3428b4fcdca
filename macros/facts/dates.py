"""The day on which the site is built, and what depends on it: words about a date that runs out, and the day to look at a fact again."""

from __future__ import annotations

import os
import re
from calendar import monthrange
from datetime import UTC, date, datetime

from macros.dutch import MONTHS, day

DATED = re.compile(r"\{(\d{4}-\d{2}-\d{2})\|([^{}|]+)\|([^{}|]+)\}")
"""A date that runs out: {2026-11-24|loopt tot %|liep tot %} reads as the first words up to and on that day, then as the second; % is the date."""

OPENED = re.compile(r"\{\d{4}[^}]{0,40}\}?")
RUNNING = re.compile(
    r"\b(?:loopt|lopen|gelden|geldt|moet|moeten|kan|kunt|kunnen|mag|mogen|blijft|blijven|is|zijn|staat)\b[^.!?|{}]{0,80}?"
    r"\b(?:tot(?: en met)?|tegen|vóór|uiterlijk(?: op)?)\s+(?:\d{1,2}\s+)?(?:" + "|".join(MONTHS) + r")\s+20\d\d\b",
    re.S,
)
"""The present tense with a date on which it ends: a sentence that becomes untrue by itself."""


def today() -> date:
    """The day of the build: that of SOURCE_DATE_EPOCH, as under every page; without it the day on the clock."""
    asked = os.environ.get("SOURCE_DATE_EPOCH", "").strip()
    return datetime.fromtimestamp(int(asked), UTC).date() if asked else date.today()


def worded(text: str, on: date | None = None) -> str:
    """The text in which each date that runs out reads as it does on a day, by default that of the build."""
    if "{" not in text:
        return text
    on = on or today()

    def words(match):
        last = date.fromisoformat(match[1])
        return match[2 if on <= last else 3].replace("%", day(last))

    return DATED.sub(words, text)


def faults(text: str) -> list[tuple[str, str]]:
    """What is wrong with dates in a text as it is written: (a Dutch sentence, the words where)."""
    if "20" not in text and "{" not in text:  # nearly every text, and to look for a sentence that runs out takes its time
        return []
    found = []
    for written in DATED.finditer(text):
        try:
            date.fromisoformat(written[1])
        except ValueError:
            found.append((f"'{written[1]}' is geen dag die bestaat; schrijf jjjj-mm-dd", written[0]))
    rest = DATED.sub("", text)
    for half in OPENED.findall(rest):
        found.append((f"'{half}' is geen datum die afloopt; schrijf {{2027-03-31|loopt tot %|liep tot %}}", half))
    for running in RUNNING.findall(rest):
        said = " ".join(running.split())
        message = f"'{said}' klopt na die dag niet meer; schrijf het als {{jjjj-mm-dd|woorden tot dan, met % voor de datum|woorden erna}}"
        found.append((message, running))
    return found


def later(start: date, months: int) -> date:
    """The day that comes a number of months after another; the last of its month where it has no such day."""
    year, month = divmod(start.month - 1 + months, 12)
    year, month = start.year + year, month + 1
    return date(year, month, min(start.day, monthrange(year, month)[1]))
