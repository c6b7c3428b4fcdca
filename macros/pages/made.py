"""The pages that no one writes: made from a record while the site is built, and put in the menu where the menu does not name them."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path

HANDOUT = "trainers/handout-{id}.md"
"""The hand-out of a step, beside the page of the step itself."""


@dataclass(frozen=True)
class Made:
    """A page that is made: its Markdown, in which a block still has to be filled, and the file in data/ where an editor changes it."""

    text: str
    data: str


def pages(guide, docs: Path) -> dict[str, Made]:
    """Place below docs/ → the page that is made there.

    Each record that tells in a `summary` what its page is about has one, unless somebody wrote that page in `docs`; each step has a hand-out.
    """

    def made(template, kind, key, record):
        return Made(guide.fill(template, id=key, record=record, block=type(record).__name__.lower()) + "\n", guide.site.files[kind, key])

    found = {}
    for kind, key, record in guide.links.pages.values():
        place = guide.links.places[kind, key].lstrip("/")
        if hasattr(record, "summary") and not (docs / place).exists():
            found[place] = made("_record_page", kind, key, record)
    return found | {HANDOUT.format(id=key): made("_handout_page", "toolbox", key, step) for key, step in guide.site.toolbox.items()}


def menu(nav: list, made: dict[str, Made]) -> list:
    """The menu with every made page: one that `nav` does not name comes right after the page that is made before it, in the same folder."""
    nav, before = deepcopy(nav), ""
    for place in made:
        if not _find(nav, place):
            # The first of its folder has none before it, and comes before the first that the menu does name.
            beside = (
                before
                if _folder(before) == _folder(place)
                else next((other for other in made if _folder(other) == _folder(place) and _find(nav, other)), "")
            )
            items, index = _find(nav, beside) or (nav, len(nav))
            items.insert(index + (beside == before), place)
        before = place
    return nav


def _folder(place):
    return place.rpartition("/")[0]


def _find(items, place):
    """The list in which the menu names a page, with its index there; None when it does not."""
    for index, item in enumerate(items):
        inside = next(iter(item.values())) if isinstance(item, dict) else item
        if inside == place:
            return items, index
        if isinstance(inside, list) and (found := _find(inside, place)):
            return found
    return None


def order(place: str) -> list:
    """What sorts the files of docs/ as the builder lists them: in each folder its index first, then its pages, then its folders."""
    *folders, name = place.split("/")
    return [*((1, False, folder) for folder in folders), (0, name != "index.md", name)]
