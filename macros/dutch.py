"""Dates, amounts and terms in Dutch words."""

from __future__ import annotations

import re
from datetime import date

VARIANTS = {"lichter": "lichter", "basis": "basis", "sterker": "zwaarder"}
"""How a reader meets the variants of a text; the id of the last is older than its word, and stands in addresses."""

MONTHS = "januari februari maart april mei juni juli augustus september oktober november december".split()


def day(value: date | str | None) -> str:
    """A date in words: 2026-11-23 → '23 november 2026', '2024-01' → 'januari 2024', '2019' → '2019'."""
    parts = str(value).split("-")
    words = [parts[0]]
    if len(parts) > 1:
        words.insert(0, MONTHS[int(parts[1]) - 1])
    if len(parts) > 2:
        words.insert(0, str(int(parts[2])))
    return " ".join(words)


def cell(text: str) -> str:
    """Text that is safe in one cell of a Markdown table: no line breaks, no bare pipes."""
    return re.sub(r"\s+", " ", str(text)).strip().replace("|", "\\|")


def euro(amount: int) -> str:
    """An amount the Belgian way: 216000 → '216.000 euro'."""
    return f"{amount:,} euro".replace(",", ".")


def span(months: int | None, days: int | None) -> str:
    """A length of time in words: 6 months → '6 maanden', 30 days → '30 kalenderdagen'."""
    if months:
        return f"{months} {'maand' if months == 1 else 'maanden'}"
    return f"{days} {'kalenderdag' if days == 1 else 'kalenderdagen'}"
