"""The guide: the facts, with all that is worked out from them once and that pages, downloads and search engines share."""

from __future__ import annotations

from functools import cached_property

from macros import layout
from macros.after import addresses
from macros.clauses.text import Writer
from macros.decision import proof
from macros.decision.rules import Diagrams, compiled
from macros.facts import upkeep
from macros.facts.links import Links
from macros.facts.site import Site
from macros.pages.tooltips import Tooltips


class Guide:
    """What every part of the site draws on; made once per build.

    `site` holds the facts, `links` their names and addresses, `writer` the texts of clauses, `jinja` the templates; `address` is where
    the site will stand, ending in a slash, and `name` what it is called. `pages` are the pages of docs/ once they are read, by their place there,
    and `texts` the head and the plain Markdown of every page once its blocks are filled.
    """

    def __init__(self, site: Site, address: str, name: str):
        self.site, self.address, self.name = site, address, name
        self.links = Links(site)
        self.writer = Writer(site, self.links)
        self.jinja = layout.environment(site, self.links, self.writer)
        self.pages, self.texts = {}, {}

    def fill(self, template: str, **values) -> str:
        """A Markdown template, filled; @id still stands in it."""
        return self.jinja.get_template(f"{template}.md").render(**values).strip("\n")

    @cached_property
    def short_addresses(self) -> dict[str, str]:
        """Address → short address, for what stands on a page with others; a record with its own page needs none."""
        return {address: brief for brief, address in addresses.short(self.site, self.links).items() if "#" in address}

    @cached_property
    def looks(self) -> list[upkeep.Look]:
        """Every statement of the facts and the pages with a day to look at it again, as upkeep.looks gives them."""
        return upkeep.looks(self)

    @cached_property
    def tooltips(self) -> Tooltips:
        """The words that get a tooltip."""
        return Tooltips(self.site, self.links)

    @cached_property
    def diagrams(self) -> Diagrams:
        """The decision helper as the browser follows it."""
        return compiled(self.site)

    @cached_property
    def report(self) -> dict:
        """How large the logic of the decision helper is."""
        return proof.report(self.diagrams)

    @cached_property
    def answer_keys(self) -> dict[str, list[tuple]]:
        """The key of each exercise, from the rules: id → [(decision, outcomes, rules)]."""

        def key(example):
            for name in self.site.decisions:
                _, outcome, rules = self.diagrams.follow(name, example.answers)
                outcomes = [outcome] if isinstance(outcome, str) else list(outcome)
                if outcomes:
                    yield name, outcomes, list(rules)

        return {id: list(key(self.site.examples[e.example])) for id, e in self.site.exercises.items()}
