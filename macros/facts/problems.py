"""What is wrong with the data, told to the editor in Dutch."""
from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches


@dataclass(frozen=True)
class Problem:
    """One thing to mend: where it stands, and what is wrong in Dutch."""

    file: str
    message: str
    record: str = ""
    field: str = ""

    def __str__(self):
        return " › ".join(part for part in (self.file, self.record, self.field) if part) + f": {self.message}"


class DataError(Exception):
    """All problems found in one go."""

    def __init__(self, problems: list[Problem]):
        self.problems = problems
        many = "1 fout" if len(problems) == 1 else f"{len(problems)} fouten"
        super().__init__("\n".join([*map(str, problems), f"{many}. De site is niet gebouwd."]))


def suggest(value, known):
    """' Bedoelde u …?' with the nearest of the known words, or nothing."""
    close = get_close_matches(str(value), [str(k) for k in known], n=1, cutoff=0.5)
    return f" Bedoelde u '{close[0]}'?" if close else ""
