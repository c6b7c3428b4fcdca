"""The tables that a reader filters and sorts: from their declaration in tables.yml to rows of cells, each with what it can be asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from typing import get_args, get_type_hints

from pydantic import BaseModel

from macros.dutch import VARIANTS, day, euro
from macros.facts.duties import due, length, month
from macros.facts.models import KINDS, FactFields, Option, Ref, Table, Term

COUNTING = ("genoemd", "gelijkwaardig")
"""What a system is worth that by itself shows what an option asks."""

BESIDE = 4
"""So many systems, options or texts fit beside each other on a screen."""

SIGNS = {
    "ja": "yes",
    "genoemd": "yes",
    "gelijkwaardig": "half",
    "deels": "half",
    "voorwaarde": "half",
    "nee": "no",
    "onbekend": "unknown",
}
"""Verdict → the sign that goes with its word."""


@dataclass(frozen=True)
class Cell:
    """What stands in a column for one record.

    `text` is Markdown; `answers` says what a question about this column finds here, as key → words; `key` is what it is sorted by, or None
    for its words. A verdict has its word in `verdict` and a `sign`. `fact` is the statement it rests on, `short` the few words that stand for its text,
    and `reasons` say why it is not one of the other answers: key → Markdown. What is said in `items` stands as a list.
    """

    text: str
    answers: dict[str, str] = field(default_factory=dict)
    key: str | int | None = None
    verdict: str = ""
    sign: str = ""
    fact: BaseModel | None = None
    short: str = ""
    reasons: dict[str, str] = field(default_factory=dict)
    items: tuple[str | BaseModel, ...] = ()


@dataclass(frozen=True)
class Row:
    """One record in a table: its cells by column, and what each question finds in it; `stated` says how sure it is where a cell does not."""

    id: str
    record: BaseModel
    stated: BaseModel
    cells: dict[str, Cell]
    found: dict[str, tuple[str, ...]]
    anchors: dict[str, str]


# --- What is worked out, beside the fields of a record ----------------------------------------------------------------


def _linked(site, key, record):
    return Cell(f"@{key}", key=record.named(site, key).lower())


def _article(site, key, record):
    name = record.named(site, key)
    return Cell(f"[{name[0].upper()}{name[1:]}](@{key}): {record.title.lower()}", key=name)


def _possible(site, key, record):
    return _listed(
        {
            phase: site.word("phases", phase)
            for phase in site.vocabulary["phases"]
            if phase in record.phases and record.phases[phase].value != "nee"
        }
    )


def _counts(site, key, record):
    """For which options of the toolbox a system counts or may count, told by step and asked by option."""
    found = [option for option, use in record.counts.items() if use.value in COUNTING]
    steps = sorted({site.toolbox[site.step_of[option]].number for option in found})
    told = f"stap {_and(map(str, steps))}" if steps else "geen stap"
    names = ", ".join(f"@{option}" for option in found) or "geen enkele optie"
    answers = {option: option_words(site, option) for option in found}
    reasons = {
        option: f"{option_words(site, option)}: {site.word('proofs', use.value)}. {use.text or ''}".strip()
        for option, use in record.counts.items()
        if option not in found
    }
    return Cell(names, answers, key=-len(found), short=told, reasons=reasons)


def option_words(site, option: str) -> str:
    """An option of the toolbox with its step, as one reads it in a list: 'stap 2: auditrapport'."""
    name = site.options[option].short
    return f"stap {site.toolbox[site.step_of[option]].number}: {name[0].lower()}{name[1:]}"


def _stages(site, key, record):
    return _listed({stage: site.chain[stage].name.lower() for stage in record.stages})


def _case_steps(site, key, record):
    return _listed({step: f"{site.toolbox[step].number}. {site.toolbox[step].name.lower()}" for step in record.steps})


def _duty(site, key, record):
    return Cell(f"**{record.name}.** {record.does[0].upper()}{record.does[1:]}.", key=record.name.lower())


def _due(site, key, record):
    """When a duty falls due; sorted by how long it takes, those in the calendar of the contract first."""
    words = due(site, key)
    again = f", daarna om de {record.every_months} maanden" if record.every_months else ""
    at, (months, days) = month(site, key), length(site, key)
    return Cell(
        words[0].upper() + words[1:] + again, key=10_000 * (at is None) + (at or 0) * 30 + (days or (months or 0) * 30 if at is None else 0)
    )


def _start(site, key, record):
    """The event from which a duty counts, directly or by way of another duty."""
    seen = record
    while not seen.start:
        seen = site.duties[seen.together or seen.after]
    return _listed({seen.start: site.word("events", seen.start)})


def _stated(site, key, record):
    """What says how sure a record is: itself, of an amount its last period, of an option its step."""
    if hasattr(record, "periods"):
        return record.periods[-1]
    return record if hasattr(record, "state") else site.toolbox[site.step_of[key]]


def _sure(site, key, record):
    stated = _stated(site, key, record)
    return Cell("", {stated.state: site.word("states", stated.state)}, key=stated.state, fact=stated)


def _now(site, key, record):
    return Cell(f"**{euro(record.periods[-1].euro)}**", key=record.periods[-1].euro)


def _since(site, key, record):
    return Cell(day(record.periods[-1].since), key=record.periods[-1].since.isoformat())


def _before(site, key, record):
    return Cell(
        euro(record.periods[-2].euro) if len(record.periods) > 1 else "niet bekend",
        key=record.periods[-2].euro if len(record.periods) > 1 else 0,
    )


def _threshold(site, key, record):
    return Cell(f"[{record.name}](@{key})", key=record.name.lower())


def _convention(site, key, record):
    return Cell(f"[{record.number}](@{key}): {record.name}", key=record.number)


def _clause(site, key, record):
    return Cell(f"**@{key}.** {record.summary}", key=record.title.lower())


def _variants(site, key, record):
    return _listed({name: words for name, words in VARIANTS.items() if name in record.texts["nl"]})


def _languages(site, key, record):
    names = {"nl": "Nederlands", "fr": "Frans", "en": "Engels"}
    return _listed({name: words for name, words in names.items() if name in record.texts})


def _option(site, key, record):
    return Cell(f"[{record.name}](@{key})", key=record.name.lower())


def _proven(site, key, record):
    """The systems that count or may count for an option, each with its verdict."""
    found = {name: system.counts[key].value for name, system in site.systems.items() if record.proof}
    return Cell("", items=tuple(f"@{name}: {site.word('proofs', value)}" for name, value in found.items() if value in COUNTING))


def _texts(site, options):
    """The texts for a tender about these options."""
    return Cell("", items=tuple(f"@{key}" for key, clause in site.clauses.items() if clause.option in options))


def _texts_of_system(site, key, record):
    return _texts(site, {option for option, use in record.counts.items() if use.value in COUNTING})


def _step(site, key, record):
    return _listed({record.step: f"{site.toolbox[record.step].number}. {site.toolbox[record.step].name.lower()}"} if record.step else {})


COMPUTED: dict[str, dict[str, Callable]] = {
    "systems": {"record": _linked, "stages": _stages, "counting": _counts, "texts": _texts_of_system, "sure": _sure},
    "options": {"record": _option, "proven": _proven, "texts": lambda site, key, record: _texts(site, {key})},
    "articles": {"record": _article, "possible": _possible, "sure": _sure},
    "cases": {"record": _linked, "taken": _case_steps, "sure": _sure},
    "duties": {"record": _duty, "due": _due, "event": _start, "step": _step, "sure": _sure},
    "thresholds": {"record": _threshold, "now": _now, "since": _since, "before": _before, "sure": _sure},
    "conventions": {"record": _convention, "sure": _sure},
    "clauses": {"record": _clause, "variants": _variants, "languages": _languages, "step": _step, "sure": _sure},
}
"""What a table may show of a kind beside the fields of its records: kind → name → function of (site, id, record) that gives a Cell."""


# --- From declaration to rows -----------------------------------------------------------------------------------------


def fields(site, kind: str) -> set[str]:
    """What a column or a question of a table of this kind may name."""
    found = set(COMPUTED.get(kind, {}))
    for name, hint in _hints(kind).items():
        mark = _mark(get_args(hint)[0]) if getattr(hint, "__origin__", None) is dict else None
        if isinstance(mark, Term):
            found |= {f"{name}.{word}" for word in site.vocabulary.get(mark.name, ())}
        elif getattr(hint, "__origin__", None) is not dict:
            found.add(name)
    return found


def own(kind: str) -> set[str]:
    """The fields of the records of a kind themselves."""
    return set(_hints(kind))


def rows(site, table: Table) -> list[Row]:
    """The rows of a table, in its order."""
    found = [_row(site, table, key, record) for key, record in _records(site, table)]
    if table.sort:
        found.sort(key=lambda row: str(row.cells[table.sort].key or row.cells[table.sort].text).lower())
    seen, anchored = set(), []
    for row in found:
        places = {}
        for name, column in table.columns.items():
            for answer in row.cells[name].answers if column.anchor else ():
                if (name, answer) not in seen:
                    seen.add((name, answer))
                    places.setdefault(name, column.anchor.format(answer))
        anchored.append(replace(row, anchors=places))
    return anchored


def choices(site, table: Table, found: list[Row]) -> dict[str, dict[str, str]]:
    """What a reader may answer to each question of a table: question → key of the answer → words; only what some row answers."""
    asked = {}
    for name, facet in table.facets.items():
        words = {}
        for row in found:
            words |= _cell(site, table.of, row.id, row.record, _asks(table, name)).answers
        order = _order(site, words)
        each = {key: words[key] for key in sorted(words, key=order)}
        both = [key for key in facet.together if key in each]
        asked[name] = each | ({",".join(both): " of ".join(each[key] for key in both)} if len(both) > 1 else {})
    return asked


def reasons(table: Table, found: list[Row]) -> list[tuple[str, str, str]]:
    """Why a row does not give an answer that a reader asks, where its column says so: (id of the row, question=answer, Markdown)."""
    return [
        (row.id, f"{facet}={answer}", why)
        for row in found
        for facet in table.facets
        if facet in row.cells
        for answer, why in row.cells[facet].reasons.items()
    ]


def kept(found: list[Row], answers: dict[str, str]) -> list[Row]:
    """The rows that answer each question with one of the answers asked, as 'ja' or 'ja,deels'."""
    return [row for row in found if all({*answer.split(",")} & {*row.found[facet]} for facet, answer in answers.items())]


def beside(site, table: Table, found: list[Row]) -> list[tuple[str, dict[str, Cell]]]:
    """What stands beside each other of these rows, line by line: (label, id of the row → cell), the record itself left out."""
    first, *names = table.columns
    lines = [(table.columns[name].label, {row.id: row.cells[name] for row in found}) for name in names]
    for column in table.beside.rows.values():
        lines.append((column.label, {row.id: _cell(site, table.of, row.id, row.record, column.field, column.empty) for row in found}))
    return lines


def groups(site, table: Table, found: list[Row]) -> dict[str, list[Row]]:
    """The rows of a table under each answer that has a title of its own; all under "" where none has."""
    if not table.group:
        return {"": found}
    answers = choices(site, table, found)[table.group]
    return {answer: [row for row in found if answer in row.found[table.group]] for answer in answers}


def meanings(site, table: Table) -> dict[str, str]:
    """What each title above a group of rows means, where its list says so."""
    mark = _mark(_hints(table.of)[_asks(table, table.group)]) if table.group else None
    return {key: word.meaning or "" for key, word in site.vocabulary[mark.name].items()} if isinstance(mark, Term) else {}


def _order(site, words):
    """Answers come in the order of the closed list or the kind that holds them all, or by their words."""
    lists = [*site.vocabulary.values(), site.options, *site.kinds.values()]
    home = next((list(known) for known in lists if words and words.keys() <= known.keys()), None)
    return home.index if home else lambda key: words[key]


def _asks(table, facet):
    return table.facets[facet].field or table.columns[facet].field


def _records(site, table) -> Iterator[tuple[str, BaseModel]]:
    for key, record in site.ids(table.of).items():
        if (table.having is None or getattr(record, table.having)) and not (table.lacking and getattr(record, table.lacking)):
            yield key, record


def _row(site, table, key, record):
    cells = {name: _cell(site, table.of, key, record, column.field, column.empty) for name, column in table.columns.items()}
    stated = _stated(site, key, record)
    for name, column in table.columns.items():
        if column.opens:
            cells[name] = replace(cells[name], text="", short=cells[name].text or site.word("states", stated.state), fact=stated)
    found = {name: tuple(_cell(site, table.of, key, record, _asks(table, name)).answers) for name in table.facets}
    return Row(key, record, stated, cells, found, {})


def _cell(site, kind, key, record, name, empty=""):
    if made := COMPUTED.get(kind, {}).get(name):
        cell = made(site, key, record)
        return cell if cell.text or cell.fact or cell.items else Cell(empty, cell.answers, cell.key)
    attribute, _, inside = name.partition(".")
    value = getattr(record, attribute)
    value = value.get(inside) if inside else value
    if value in (None, [], ""):
        return Cell(empty)
    return _shown(site, value, _mark(_hints(kind)[attribute]))


def _shown(site, value, mark):
    """The cell of a field, by what kind of value it holds; `mark` is the list or the kind that the value comes from, if any."""
    if isinstance(value, BaseModel) and hasattr(value, "value"):
        known = _valued(type(value))
        word, order = site.word(known.name, value.value), list(site.vocabulary[known.name]).index(value.value)
        fact = value if isinstance(value, FactFields) else None
        return Cell(value.text or "", {value.value: word}, order, word, SIGNS[value.value], fact)
    if isinstance(value, FactFields):
        return Cell(value.text, fact=value, short=getattr(value, "short", ""))
    if isinstance(value, list) and isinstance(value[0], FactFields):
        return Cell(value[0].text, fact=value[0]) if len(value) == 1 else Cell("", items=tuple(value))
    if isinstance(value, date):
        return Cell(day(value), key=value.isoformat())
    if isinstance(mark, Term):
        listed = value if isinstance(value, list) else [value]
        return _listed({key: site.word(mark.name, key) for key in listed})
    if isinstance(mark, Ref):
        listed = value if isinstance(value, list) else [value]
        return Cell(", ".join(f"@{key}" for key in listed), {key: site.ids(mark.kind)[key].named(site, key) for key in listed})
    if isinstance(value, int):
        return Cell(str(value), {str(value): str(value)}, value)
    return Cell(value)


def _listed(words):
    return Cell(", ".join(words.values()), words)


def _and(words):
    *first, last = words
    return f"{', '.join(first)} en {last}" if first else last


@cache
def _hints(kind):
    model = Option if kind == "options" else KINDS[kind]
    return {name: hint for name, hint in get_type_hints(model, include_extras=True).items() if name in model.model_fields}


@cache
def _valued(model):
    """The list or the kind that the `value` of a model comes from, or None."""
    return _mark(get_type_hints(model, include_extras=True)["value"])


def _mark(hint):
    """The list or the kind that a value of this type comes from, or None."""
    if isinstance(hint, (Ref, Term)):
        return hint
    return next(filter(None, map(_mark, get_args(hint))), None)
