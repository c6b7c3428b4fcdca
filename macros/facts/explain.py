"""What pydantic finds in a record, as Dutch sentences for an editor."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import get_args, get_type_hints

from pydantic import BaseModel, ValidationError

from macros.facts.models import SHAPES
from macros.facts.problems import Problem, nearest, shortened, suggest
from macros.facts.read import Document

BESIDE = ("[key]", "[one]", "[more]")
"""Parts of a place that stand in no file: pydantic says so that a key is wrong, and which of two forms it read."""


def explain(error: ValidationError, model: type[BaseModel], document: Document, path: tuple = ()) -> Iterator[Problem]:
    """A problem for each fault in the record at `path` of a document; what the document refused by itself is not told again."""
    items = error.errors()
    missing = {item["loc"] for item in items if item["type"] == "missing"}
    renamed = set()
    for item in items:  # a misspelt key is one fault, though the right one is missing too
        if item["type"] == "extra_forbidden":
            here = [loc[-1] for loc in missing - renamed if loc[:-1] == item["loc"][:-1]]
            close = nearest(item["loc"][-1], here)
            item["meant"] = close or nearest(item["loc"][-1], _fields(model, item["loc"][:-1]))
            renamed |= {(*item["loc"][:-1], close)} if close else set()
    lacking = defaultdict(list)
    for item in items:
        where = (*path, *(part for part in item["loc"] if part not in BESIDE))
        own = "url" not in item  # a rule of ours over several fields, so that one refused inside is its cause
        below = own and any(told[: len(where)] == where for told in document.told)
        above = any(where[:length] in document.told for length in range(len(path), len(where) + 1))
        if item["loc"] in renamed or below or above:
            continue
        if item["type"] == "missing":
            lacking[where[:-1]].append(where[-1])
        else:
            written = document.at(where)[1]
            message = item["msg"] if own else _sentence(item, item["input"], written if isinstance(written, str) else item["input"])
            yield document.problem(where, message)
    for where, names in lacking.items():
        if len(names) == 1:
            yield document.problem((*where, *names), "ontbreekt maar is verplicht")
        else:
            yield document.problem(where, f"hier ontbreken velden die verplicht zijn: {', '.join(names)}")


def _sentence(item, value, written):
    kind, context, last = item["type"], item.get("ctx", {}), item["loc"][-1] if item["loc"] else ""
    shown = f"'{shortened(written)}'"
    if kind == "extra_forbidden":
        return f"onbekende sleutel '{last}'." + (f" Bedoelde u '{item['meant']}'?" if item["meant"] else "")
    if kind == "string_type" and isinstance(value, bool):
        return f"is ja/nee ({written}) in plaats van tekst; YAML leest no, yes, on en off zo. Zet er aanhalingstekens rond"
    if kind in WANTED and isinstance(value, (list, dict)):
        return f"is {'een lijst' if isinstance(value, list) else 'een groep velden'}; hier hoort {WANTED[kind][0]}"
    if kind in WANTED:
        return f"{shown} {WANTED[kind][1]}"
    if kind in LIMITS:
        return f"{shown} kan niet; {LIMITS[kind].format(*context.values())}"
    if kind == "literal_error":
        words = context["expected"].replace("'", "").replace(" or ", ", ").split(", ")
        return f"{shown} kan hier niet; kies uit {', '.join(words)}." + suggest(written, words)
    if kind == "too_short":
        return (
            f"heeft er {context['actual_length']}, maar hier horen er minstens {context['min_length']}"
            if value
            else "is leeg; een lege tabel of lijst mag niet"
        )
    if kind == "string_too_short":
        return "is leeg"
    if kind == "string_too_long":
        return f"is te lang: {len(value)} tekens, hoogstens {context['max_length']}"
    if kind == "string_pattern_mismatch":
        return f"{shown} heeft niet de goede vorm; {SHAPES[context['pattern']]}"
    return f"{shown} heeft niet de goede vorm"


WANTED = {
    "string_type": ("één tekst", "moet tekst zijn; zet er aanhalingstekens rond"),
    "int_type": ("een geheel getal", "moet een geheel getal zijn, zonder aanhalingstekens of punten"),
    "float_type": ("een getal", "moet een getal zijn, zonder aanhalingstekens en met een punt in plaats van een komma"),
    "bool_type": ("true of false", "moet true of false zijn, zonder aanhalingstekens"),
    "date_type": ("een datum (jjjj-mm-dd)", "is geen datum; schrijf jjjj-mm-dd, zonder aanhalingstekens"),
    "list_type": ("een lijst", "heeft niet de goede vorm; verwacht is een lijst, zoals [een, twee]"),
    "dict_type": ("een groep velden", "heeft niet de goede vorm; verwacht is een groep velden"),
    "model_type": ("een groep velden", "heeft niet de goede vorm; verwacht is een groep velden"),
}
"""What each field asks that may hold one sort of value only."""

LIMITS = {
    "greater_than": "het getal moet groter zijn dan {}",
    "greater_than_equal": "het getal is minstens {}",
    "less_than": "het getal moet kleiner zijn dan {}",
    "less_than_equal": "het getal is hoogstens {}",
}


def _fields(model, loc):
    """The field names an editor could have meant at this place in the record."""
    current = model
    for part in loc:
        hints = get_type_hints(current, include_extras=True) if isinstance(current, type) and issubclass(current, BaseModel) else {}
        current = next(iter(_models(hints.get(part, current))), current)
    return current.model_fields if isinstance(current, type) and issubclass(current, BaseModel) else []


def _models(annotation):
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        if part is not annotation:
            yield from _models(part)
