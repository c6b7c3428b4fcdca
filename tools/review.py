"""The record of a clause that a jurist has read, with the codes filled in, to complete in data/reviews.yml: `make review ID=rapport-risico`."""

from __future__ import annotations

import sys
from pathlib import Path

from macros.clauses import reviews
from macros.facts.load import load
from macros.facts.problems import DataError, suggest
from macros.guide import Guide


def main(words: list[str]):
    """Write the record for the clause in `words`; exits in Dutch when there is none of that id."""
    try:
        guide = Guide(load(Path("data")), "", "")
    except DataError as error:
        sys.exit(str(error))
    key = words[0] if words else ""
    if key not in guide.site.clauses:
        sys.exit(f"Zeg welke tekst: make review ID=rapport-risico. '{key}' is er geen.{suggest(key, guide.site.clauses)}")
    print(reviews.record(guide.writer, key))


if __name__ == "__main__":
    main(sys.argv[1:])
