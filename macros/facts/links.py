"""One address and one name for each record: what `@id` in prose becomes."""
from __future__ import annotations

import re

from macros.dutch import label
from macros.facts.problems import Problem, suggest

MENTION = re.compile(r"(?<![\w@/.`])@([a-z0-9]+(?:-[a-z0-9]+)*)")
"""How prose refers to a record: @wet-54."""

ADDRESS = {
    "sources": "/bronnen.md#{id}",
    "acts": "/wetgeving/wetten.md#{id}",
    "articles": "/wetgeving/artikelen.md#{id}",
    "legal_questions": "/wetgeving/vragen.md#{id}",
    "thresholds": "/wetgeving/drempels.md#{id}",
    "conventions": "/wetgeving/iao-verdragen.md#{id}",
    "systems": "/systemen/{id}.md",
    "toolbox": "/toolbox/{id}.md",
    "options": "/toolbox/{step}.md#{id}",
    "deadlines": "/toolbox/termijnen.md#{id}",
    "chain": "/gids/keten.md#{id}",
    "dimensions": "/gids/inzichten.md#{id}",
    "principles": "/gids/principes.md#{id}",
    "products": "/gids/werkkledij.md#{id}",
    "cases": "/praktijk/{id}.md",
    "notes": "/over/knopen.md#{id}",
    "clauses": "/clausules/{id}.md",
}
"""Where each kind lives; printed on paper, so it does not change."""


class Links:
    """Turns @id into a Markdown link, and knows the address of each record."""

    def __init__(self, site):
        self.targets, self.homes = {}, {}
        for kind, key, record in site.records():
            address = ADDRESS[kind].format(id=key, step=site.step_of.get(key, ""))
            self.targets[key] = (label(site, kind, key, record), address)
            self.homes[address] = (kind, key, record)   # an address without # is the page of one record

    def name(self, key):
        return self.targets[key][0]

    def address(self, key):
        return self.targets[key][1]

    def link(self, key, text=None):
        """A Markdown link to a record, with its own name unless `text` is given."""
        return f"[{text or self.name(key)}]({self.address(key)})"

    def unknown(self, text, file):
        """Problems for each @id in `text` that names no record."""
        return [Problem(file, f"onbekend id '@{key}' in de tekst." + suggest(key, self.targets))
                for key in dict.fromkeys(MENTION.findall(text)) if key not in self.targets]

    def resolve(self, text):
        """Replace `](@id)` by an address and `@id` by a link; ids must exist (see `unknown`)."""
        text = re.sub(r"\]\(@([a-z0-9-]+)\)", lambda m: f"]({self.address(m[1])})", text)
        return MENTION.sub(lambda m: self.link(m[1]), text)

    def plain(self, text):
        """The same text without links, for tooltips and pictures."""
        text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
        return MENTION.sub(lambda m: self.name(m[1]), text)
