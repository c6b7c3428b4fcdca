"""What a buyer fills in a notice of publication: for each lot the codes and the words that follow from its texts."""

from __future__ import annotations

from macros.clauses import articles, tenders
from macros.decision import advice
from macros.facts.models import ALWAYS, Cpv

OBJECT = "[[voorwerp]]"
"""Where the object of the chosen goods comes in a sentence."""

NATURE, MAIN, FURTHER = OF_GOODS = "bt-23", "bt-262", "bt-263"
"""The fields that the goods fill, and not the texts."""


def holds(when: str, present) -> bool:
    """Whether what hangs on a condition is filled in for a lot of which `present` are the names, as `Tender.present` gives them."""
    return when == ALWAYS or articles.holds(when, present)


def told(site, when: str | None) -> str:
    """When a code is filled in, in words for a table: 'als in uw bestek staat: …'; a name that is a clause becomes a link."""
    if when is None:
        return "nee, kies zelf"
    if when == ALWAYS:
        return "altijd"
    without = when.startswith("niet ")
    names = [tenders.named(site, name) for name in articles.names_in(" ".join(when.split()))]
    joined = f"{', '.join(names[:-1])} {'of' if not without else 'en'} {names[-1]}" if names[1:] else names[0]
    return f"zonder {joined}" if without else f"bij {joined}"


def rows(site, level: str) -> list[tuple]:
    """The rows of a table to copy from, for 'perceel' or 'opdracht': (id, field, the code that the texts go with or None, texts).

    A field that follows another has a row for each code of it; one that the reader must choose himself has none.
    """
    found = []
    for key, field in site.notice_fields.items():
        if field.level == level and (key in OF_GOODS or field.texts or any(code.when for code in field.codes.values())):
            goes_with = dict.fromkeys(text.to for text in field.texts) or [None]
            found += [(key, field, to, [text for text in field.texts if text.to == to]) for to in goes_with]
    return found


def asked(diagrams, example: str) -> set[str]:
    """The names that are present in the tender which the decision helper derives for an example."""
    site, answers, outcomes = diagrams.site, diagrams.site.examples[example].answers, {}
    for name, weighty in advice.weighty(site).items():
        _, found, _ = diagrams.follow(name, answers)
        outcomes[name] = tuple(one for one in ([found] if isinstance(found, str) else found) if one in weighty)
    return advice.tender(site, outcomes).present


def filled(site, goods: str, further: list[str], present, level: str = "perceel") -> list[tuple]:
    """What comes in each field: (id, field, code it goes with, [(code, label) or text, …]); fields that stay empty are left out."""
    group, found = site.goods[goods], []
    for key, field, to, texts in rows(site, level):
        if key == NATURE:
            values = [(group.nature, field.codes[group.nature].label)]
        elif key in (MAIN, FURTHER):
            values = [(Cpv.code(code), site.cpv[code].name) for code in ([group.main] if key == MAIN else further)]
        else:
            values = [(code, record.label) for code, record in field.codes.items() if record.when and holds(record.when, present)]
            if to is None or holds(site.notice_fields[field.follows].codes[to].when or ALWAYS, present):
                values += [text.text.replace(OBJECT, group.object) for text in texts if holds(text.when, present)]
        if values:
            found.append((key, field, to, values))
    return found
