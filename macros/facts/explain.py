"""What pydantic finds in a record, as Dutch sentences for an editor."""
from __future__ import annotations

from collections.abc import Iterator
from typing import get_args, get_type_hints

from pydantic import BaseModel, ValidationError

from macros.facts.models import SHAPES
from macros.facts.problems import Problem, nearest, suggest
from macros.facts.read import Document

KEY = "[key]"
"""How pydantic says that the key itself is wrong, not what stands behind it."""


def explain(error: ValidationError, model: type[BaseModel], document: Document, path: tuple = ()) -> Iterator[Problem]:
    """A problem for each fault in the record at `path` of a document; what the document refused by itself is not told again."""
    items = error.errors()
    missing = {item["loc"] for item in items if item["type"] == "missing"}
    renamed = set()
    for item in items:   # a misspelt key is one fault, though the right one is missing too
        if item["type"] == "extra_forbidden":
            here = [loc[-1] for loc in missing - renamed if loc[:-1] == item["loc"][:-1]]
            close = nearest(item["loc"][-1], here)
            item["meant"] = close or nearest(item["loc"][-1], _fields(model, item["loc"][:-1]))
            renamed |= {(*item["loc"][:-1], close)} if close else set()
    for item in items:
        where = (*path, *(part for part in item["loc"] if part != KEY))
        if item["loc"] in renamed or any(where[:length] in document.told for length in range(len(path), len(where) + 1)):
            continue
        written = document.at(where)[1]
        value = item["input"]
        shown = written if isinstance(written, str) and not isinstance(value, (dict, list)) else _short(value)
        yield document.problem(where, _sentence(item, value, _short(shown)))


def _sentence(item, value, shown):
    kind, context, last = item["type"], item.get("ctx", {}), item["loc"][-1] if item["loc"] else ""
    if "url" not in item:   # one of our own: it is Dutch
        return item["msg"]
    if kind == "extra_forbidden":
        return f"onbekende sleutel '{last}'." + (f" Bedoelde u '{item['meant']}'?" if item["meant"] else "")
    if kind == "missing":
        return "ontbreekt maar is verplicht"
    if kind == "string_type" and isinstance(value, bool):
        return f"is ja/nee ({shown}) in plaats van tekst; YAML leest no, yes, on en off zo. Zet er aanhalingstekens rond"
    if kind in WANTED:
        is_text = isinstance(value, str)
        if kind == "string_type":
            return f"'{shown}' moet tekst zijn; " + ("schrijf ze als één tekst" if isinstance(value, (dict, list)) else
                                                     "zet er aanhalingstekens rond")
        return f"'{shown}' {WANTED[kind]}" + ("; laat de aanhalingstekens weg" if is_text and kind.startswith("bool") else "")
    if kind in LIMITS:
        return f"'{shown}' kan niet; {LIMITS[kind].format(*context.values())}"
    if kind == "literal_error":
        words = context["expected"].replace("'", "").replace(" or ", ", ").split(", ")
        return f"'{shown}' kan hier niet; kies uit {', '.join(words)}." + suggest(shown, words)
    if kind == "too_short":
        return (f"heeft er {context['actual_length']}, maar hier horen er minstens {context['min_length']}" if value else
                "is leeg; een lege tabel of lijst mag niet")
    if kind == "string_too_short":
        return "is leeg"
    if kind == "string_too_long":
        return f"is te lang: {len(value)} tekens, hoogstens {context['max_length']}"
    if kind == "string_pattern_mismatch":
        return f"'{shown}' heeft niet de goede vorm; {SHAPES[context['pattern']]}"
    return f"'{shown}' heeft niet de goede vorm"


WANTED = {
    "string_type": "moet tekst zijn",
    "int_type": "moet een geheel getal zijn, zonder aanhalingstekens of punten",
    "float_type": "moet een getal zijn, zonder aanhalingstekens en met een punt in plaats van een komma",
    "bool_type": "moet true of false zijn",
    "date_type": "is geen datum; schrijf jjjj-mm-dd, zonder aanhalingstekens",
    "list_type": "heeft niet de goede vorm; verwacht is een lijst",
    "dict_type": "heeft niet de goede vorm; verwacht is een groep velden",
    "model_type": "heeft niet de goede vorm; verwacht is een groep velden",
}
"""What each field asks that may hold one sort of value only."""

LIMITS = {
    "greater_than": "het getal moet groter zijn dan {}",
    "greater_than_equal": "het getal is minstens {}",
    "less_than": "het getal moet kleiner zijn dan {}",
    "less_than_equal": "het getal is hoogstens {}",
}


def _short(value):
    shown = str(value)
    return shown if len(shown) <= 60 else shown[:57] + "…"


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
