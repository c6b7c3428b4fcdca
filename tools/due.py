"""Which facts have to be looked at again, for who looks after them: `make due`, or for another day `make due ON=2027-06-01`."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

from macros.dutch import day
from macros.facts.load import load
from macros.facts.problems import DataError
from macros.guide import Guide
from macros.pages import sources


def lines(guide, on: date) -> list[str]:
    """What is overdue on a day, a line each: what would cost a buyer most comes first. Then what comes next."""
    looks = guide.looks
    late = [look for look in looks if look.by < on]
    found, rank = [f"Op {day(on)}: {len(late)} over tijd, van {len(looks)} nagekeken feiten."], 0
    for look in late:
        if look.group.rank != rank:
            rank = look.group.rank
            found += ["", f"{rank}. {look.group.name}: {look.group.cost}"]
        field = f" › {look.field}" if look.field else ""
        found.append(f"   sinds {look.by}  {look.file} › {look.key}{field}  ({look.fact.state} op {look.fact.checked})")
    ahead = [look.by for look in looks if look.by >= on]
    if ahead:
        found += ["", f"Hierna: {ahead.count(min(ahead))} op {day(min(ahead))}."]
    return found


def main(words: list[str]):
    """Write the list for the day in `words`, or for today; exits in Dutch when the facts do not hold."""
    try:
        on = date.fromisoformat(words[0]) if words else date.today()
    except ValueError:
        sys.exit(f"'{words[0]}' is geen dag; schrijf jjjj-mm-dd, zoals make due ON=2027-06-01")
    try:
        guide = Guide(load(Path("data")), "", "")
        sources.pages(Path("docs"), guide)
    except DataError as error:
        sys.exit(str(error))
    print("\n".join(lines(guide, on)))


if __name__ == "__main__":
    main([word for word in sys.argv[1:] if word])
