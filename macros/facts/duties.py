"""What a duty is worth in one tender: which stand, when they fall due, and how that reads."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from macros.dutch import span


@cache
def split(imposed: str) -> tuple[str, str | None]:
    """A duty as it is imposed → its id and its way: 'termijn-transparantie/risicorapport' → ('termijn-transparantie', 'risicorapport')."""
    duty, _, way = imposed.partition("/")
    return duty, way or None


def standing(site, imposed: Iterable[str]) -> set[str]:
    """The duties that stand in a tender whose texts impose `imposed`: those that another takes the place of fall away."""
    ids, duties = {duty: split(duty)[0] for duty in imposed}, site.duties
    gone = {other for id in {*ids.values()} for other in duties[id].supersedes}
    # The earliest of a chain stands: what is itself superseded takes nothing away that its own successor does not.
    return {duty for duty, id in ids.items() if id not in gone}


def names(stand: set[str]) -> set[str]:
    """What a condition may ask of a tender in which these duties stand: each by its id, and with its way."""
    return stand | {split(duty)[0] for duty in stand}


def length(site, key: str) -> tuple[int | None, int | None]:
    """How long a duty may take: (months, days), of which at most one is given; also where it takes the length of another."""
    duty = site.duties[key]
    return length(site, duty.as_long_as) if duty.as_long_as else (duty.months, duty.days)


def month(site, key: str, present: Iterable[str] = ()) -> int | None:
    """The month since the start of the contract in which a duty first falls due; None outside the calendar of the contract.

    `present` are the ids of the duties in the tender: where one of them takes the place of the duty from which this one counts, it
    counts from that one.
    """
    known = site.duties
    duty = known[key]
    if begin := duty.together or duty.after:
        begin = next((other for other in present if begin in known[other].supersedes), begin)
        start = month(site, begin, present)
    else:
        start = site.vocabulary["events"][duty.start].month
    months, days = length(site, key)
    if start is None or (months is None and days is None and not duty.together):
        return None
    if days:
        months = -(-days // 30)  # a number of days ends in the month that it reaches
    return start - (months or 0) if duty.before else start + (months or 0)


def moments(site, key: str) -> list[tuple]:
    """When a duty falls due, counted from the start of the contract, as the browser adds it up: [(duty or None, steps)].

    Of these the first holds whose duty is in the tender, and the last always. A step is (number, 'm', 'd' or 'y', field in which the buyer may
    change that number or None); a number below nothing counts back. No moments: outside the calendar of the contract.
    """
    begin = site.duties[key].together or site.duties[key].after
    others = [None] if begin is None else [*(other for other, duty in site.duties.items() if begin in duty.supersedes), None]
    return [(other, steps) for other in others if (steps := _steps(site, key, other)) is not None]


def _steps(site, key, instead=None):
    """What to add to the start of the contract to come to a duty, where `instead` takes the place of that from which it counts."""
    duty = site.duties[key]
    begin = duty.together or duty.after
    if begin:
        steps = _steps(site, instead or begin)
    else:
        month = site.vocabulary["events"][duty.start].month
        steps = None if month is None else [(month, "m", None)] if month else []
    months, days = length(site, key)
    if steps is None or (months is None and days is None and not duty.together):
        return None
    number = asked(site, key)
    return (
        [*steps, (-number if duty.before else number, {"maanden": "m", "jaar": "y"}.get(unit(site, key), "d"), blank(site, key))]
        if number
        else steps
    )


def due(site, key: str, number: str | None = None) -> str:
    """When a duty falls due, in words: 'binnen 6 maanden na de opstart van het contract'.

    `number` takes the place of the number of months or days, such as the blank of a text.
    """
    duty = site.duties[key]
    if duty.together:
        return f"samen met: {_small(site.duties[duty.together].name)}" + ", en daarna telkens opnieuw" * bool(duty.every_months)
    since = duty.after_words or site.word("events", duty.start)
    months, days = length(site, key)
    if months is None and days is None:
        until = f" tot {site.word('events', duty.until)}" if duty.until else ""
        return f"vanaf {since}{until}"
    if not (months or days):
        return f"vóór {since}" if duty.before else f"bij {since}"
    words = span(months, days) if number is None else f"{number} {unit(site, key)}"
    return f"minstens {words} vóór {since}" if duty.before else f"binnen {words} na {since}"


def blank(site, key: str) -> str | None:
    """The id of the field in which a buyer may change the length of a duty, or None."""
    duty = site.duties[key]
    return (
        blank(site, duty.as_long_as) if duty.as_long_as else next((name for name, field in site.fields.items() if field.duty == key), None)
    )


def unit(site, key: str) -> str:
    """The unit in which a text gives the length of a duty: that of the field in which a buyer may change it, or 'maanden' or 'kalenderdagen'."""
    field = blank(site, key)
    return site.fields[field].unit if field else "maanden" if length(site, key)[0] else "kalenderdagen"


def asked(site, key: str) -> int:
    """The length of a duty in that unit; 0 when it has none."""
    months, days = length(site, key)
    return (months or 0) // 12 if unit(site, key) == "jaar" else months or days or 0


def _small(name: str) -> str:
    return name[0].lower() + name[1:]
