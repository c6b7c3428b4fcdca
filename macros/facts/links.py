"""One address and one name for each record: what `@id` in prose becomes."""

from __future__ import annotations

import re
from functools import cache
from threading import Lock

from markdown import Markdown

from macros.facts.models import KINDS
from macros.facts.problems import Problem, shortened, suggest

MENTION = re.compile(r"@(?<![\w@/.`]@)([a-z0-9]+(?:-[a-z0-9]+)*)")
"""How prose refers to a record: @wet-54. What may not stand before it is looked for after it: so Python skips to the next @."""


PLACE = re.compile(r"\]\((/[^)\s]+\.md(?:#[^)\s]*)?)\)")
"""A Markdown link to a page of docs/."""


PLAIN, ALONE = Markdown(), Lock()
"""Reads one text at a time: while serving, a download may be made beside a build."""


@cache
def _html(text):
    with ALONE:
        html = PLAIN.reset().convert(text)
    return html.removeprefix("<p>").removesuffix("</p>")


def url(source: str) -> str:
    """The address within the site of a place in docs/: 'gids/index.md' → 'gids/', '/gids/keten.md#stof' → 'gids/keten/#stof'."""
    page, sign, anchor = source.lstrip("/").partition("#")
    return re.sub(r"(^|/)index/$", r"\1", page.removesuffix(".md") + "/") + sign + anchor


def where(place: str) -> str:
    """A place as a person reads it: '/gids/keten.md#confectie' → 'gids › keten › confectie'."""
    parts = re.sub(r"(/index)?\.md", "", place).strip("/").replace("#", "/").split("/")
    return " › ".join(part.replace("-", " ") for part in parts)


class Links:
    """Turns @id into a Markdown link, and knows the address of each record.

    `targets` maps what @id reaches to its name and its place, as a Markdown link names it; `places` maps (kind, id) to the place of
    all that has one, terms too; `pages` maps the page of one record alone to (kind, id, record).
    """

    def __init__(self, site):
        self.targets, self.places, self.pages = {}, {}, {}
        for kind, key, record in site.placed():
            place = self.places[kind, key] = record.page.format(id=key, step=site.step_of.get(key, ""))
            if record.linked:
                self.targets[key] = (record.named(site, key), place)
            if "#" not in place:
                self.pages[url(place)] = (kind, key, record)

    def name(self, key):
        return self.targets[key][0]

    def address(self, key):
        return self.targets[key][1]

    def url(self, key, kind=""):
        """The address of a record within the site; `kind` only for a record that @id does not reach."""
        return url(self.places[kind, key] if kind else self.address(key))

    def page(self, kind):
        """The address within the site of the page on which all records of a kind stand."""
        return url(KINDS[kind].page.partition("#")[0])

    def link(self, key, text=None):
        """A Markdown link to a record, with its own name unless `text` is given."""
        return f"[{text or self.name(key)}]({self.address(key)})"

    def unknown(self, text, file, line=None):
        """Problems for each @id in `text` that names no record; `line` is that of its first line in the file, if it stands there."""
        places = {match[1]: match.start() for match in reversed(list(MENTION.finditer(text))) if match[1] not in self.targets}
        return [
            Problem(
                file,
                f"onbekend id '@{shortened(key)}' in de tekst." + suggest(key, self.targets),
                line=line and line + text.count("\n", 0, place),
            )
            for key, place in reversed(places.items())
        ]

    def resolve(self, text):
        """Replace `](@id)` by an address and `@id` by a link; ids must exist (see `unknown`)."""
        text = re.sub(r"\]\(@([a-z0-9-]+)\)", lambda m: f"]({self.address(m[1])})", text)
        return MENTION.sub(lambda m: self.link(m[1]), text)

    def inline(self, text):
        """The same text as HTML within a line, for where Markdown is not read, such as a cell of a table in HTML."""
        return _html(PLACE.sub(lambda m: f"](%ROOT%{url(m[1])})", self.resolve(text)))

    def plain(self, text):
        """The same text without links, for tooltips and pictures."""
        text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
        return MENTION.sub(lambda m: self.name(m[1]), text)
