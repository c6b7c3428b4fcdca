"""What has to be looked at again, and when: each statement that rests on a check, with what a fault in it would cost a buyer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import get_args, get_type_hints

from jinja2 import Environment, nodes
from pydantic import BaseModel

from macros.facts.models import FactFields, PageHead, Upkeep

PAGES = "pages"
"""What stands in upkeep.yml for the sentences of a page in docs/, beside the kinds of record."""


def stated(value, path: str = "") -> Iterator[tuple[str, BaseModel]]:
    """(path with a dot behind it, statement) for all in a record that tells how sure it is, the record itself first."""
    if isinstance(value, BaseModel):
        if getattr(value, "state", None):
            yield path, value
        for name in _holding(type(value)):
            yield from stated(getattr(value, name), f"{path}{name}.")
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from stated(item, f"{path}{index}.")
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from stated(item, f"{path}{key}.")


@cache
def _holding(model):
    """The fields of a model in which a statement may stand: looking into all others takes longer than all the rest."""
    hints = get_type_hints(model)
    return [name for name in model.model_fields if _may_state(hints[name])]


@cache
def _may_state(annotation):
    """Whether a value of a type may hold a statement."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return "state" in annotation.model_fields or bool(_holding(annotation))
    return any(map(_may_state, get_args(annotation)))


@dataclass(frozen=True)
class Look:
    """One statement to look at again: of record `key` of a kind, or of page `key`; `field` is its place there, `at` its place on the site."""

    kind: str
    key: str
    field: str
    file: str
    at: str
    name: str
    fact: BaseModel
    group: Upkeep

    @property
    def by(self) -> date:
        return self.fact.review_by


def groups(site) -> dict[str, Upkeep]:
    """Kind → its group in upkeep.yml."""
    return {kind: group for group in site.upkeep.values() for kind in group.kinds}


def looks(guide) -> list[Look]:
    """Every statement with a day to look at it again: what would cost a buyer most comes first, then what is longest due."""
    site, group = guide.site, groups(guide.site)
    found = []
    for kind, records in site.kinds.items():
        for key, record in records.items():
            for path, fact in stated(record):
                if fact.review_by:
                    at = guide.links.places[kind, key]
                    found.append(Look(kind, key, path.rstrip("."), site.files[kind, key], at, record.named(site, key), fact, group[kind]))
    for source, page in guide.pages.items():
        name = page.data.get("title", source)
        for line, fact in sentences(page, group[PAGES]):
            if fact.review_by:
                found.append(Look(PAGES, source, f"regel {line}", page.name, _above(source, page, line), name, fact, group[PAGES]))
    return sorted(found, key=lambda look: (look.group.rank, look.by, look.kind, look.key))


def sentences(page, group: Upkeep) -> Iterator[tuple[int, BaseModel]]:
    """(line in the file, statement) for the head of a page and for each sentence in it with a state_mark."""
    context = group.months.model_dump()
    head = PageHead.model_validate(page.data, context=context)
    if head.state:
        yield 1, head
    if "state_mark" not in page.body:
        return
    for call in Environment().parse(page.body).find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name == "state_mark":
            state, *sources = (argument.as_const() for argument in call.args)
            yield (
                page.body_line + call.lineno - 1,
                marked(state, sources, context, **{pair.key: pair.value.as_const() for pair in call.kwargs}),
            )


def marked(state: str, sources: list[str], context: dict | None, checked: str | None = None, check: str | None = None) -> BaseModel:
    """The statement that a state_mark in prose makes. Raises ValidationError, or ValueError when `checked` is no date."""
    day = date.fromisoformat(checked) if checked else None
    given = {"text": "-", "state": state, "sources": list(sources), "check": check, "checked": day}
    return FactFields.model_validate(given, context=context)


def _above(source, page, line):
    """The nearest heading with an anchor above a line of a page."""
    above = "\n".join(page.body.split("\n")[: line - page.body_line + 1])
    anchors = [part.split(" }")[0] for part in above.split("{ #")[1:]]
    return f"/{source}" + (f"#{anchors[-1].split()[0]}" if anchors else "")


def overdue(guide, on: date) -> list[Look]:
    """What had to be looked at again before a day."""
    return [look for look in guide.looks if look.by < on]


def by_record(looks: list[Look]) -> list[tuple[Upkeep, list[list[Look]]]]:
    """Each group with its records, and of a record what is to be looked at again, in the order of the list."""
    found = {}
    for look in looks:
        found.setdefault(look.group.rank, {}).setdefault((look.kind, look.key), []).append(look)
    return [(next(iter(records.values()))[0].group, list(records.values())) for records in found.values()]
