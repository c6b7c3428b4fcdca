"""What is wrong with the files of an editor, told in Dutch."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from difflib import get_close_matches

log = logging.getLogger("mkdocs.werkkledij")
"""Below that of mkdocs, so that `mkdocs build --verbose` shows what a programmer wants to see of a fault."""


@dataclass(frozen=True)
class Problem:
    """One thing to mend: where it stands, and what is wrong in Dutch."""

    file: str
    message: str
    record: str = ""
    field: str = ""
    line: int | None = None
    column: int | None = None

    def __str__(self):
        place = self.file + (f", regel {self.line}" if self.line else "") + (f", kolom {self.column}" if self.column else "")
        return " › ".join(part for part in (place, self.record, self.field) if part) + f": {self.message}"


class DataError(Exception):
    """All problems found in one go."""

    def __init__(self, problems: list[Problem]):
        self.problems = problems
        many = "1 fout" if len(problems) == 1 else f"{len(problems)} fouten"
        super().__init__("\n".join([*map(str, problems), f"{many}. De site is niet gebouwd."]))


class Mistake(ValueError):
    """What a page asks of a block and cannot get, told in Dutch; whoever fills the page knows where."""


@contextmanager
def net(file: str) -> Iterator[None]:
    """The last net: whatever nobody foresaw while `file` was read or made becomes a DataError that names it.

    The traceback goes to the log, where only who asks for it sees it.
    """
    try:
        yield
    except DataError:
        raise
    except Exception as error:
        log.debug("%s", traceback.format_exc())
        frames = traceback.extract_tb(error.__traceback__)
        last = next((frame for frame in reversed(frames) if "site-packages" not in frame.filename), frames[-1])
        where = f"{type(error).__name__} in {last.filename.replace(chr(92), '/').rpartition('/')[2]}, regel {last.lineno}"
        said = " ".join(str(error).split())[:80]
        raise DataError(
            [
                Problem(
                    file,
                    "hier loopt de bouw vast op iets wat niet voorzien is. Kijk na wat u laatst wijzigde; vindt u "
                    f"niets, geef dan deze woorden door aan wie de site onderhoudt: {said} ({where})",
                )
            ]
        ) from None


def shortened(value) -> str:
    """A value as a message shows it: no longer than an editor needs to know it again."""
    shown = str(value)
    return shown if len(shown) <= 60 else shown[:57] + "…"


def suggest(value, known):
    """' Bedoelde u …?' with the nearest of the known words, or nothing."""
    close = nearest(value, known)
    return f" Bedoelde u '{close}'?" if close else ""


def nearest(value, known, cutoff=0.5) -> str | None:
    """The nearest of the known words, or None when none is near."""
    return next(iter(get_close_matches(str(value), [str(k) for k in known], n=1, cutoff=cutoff)), None)
