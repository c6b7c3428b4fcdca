"""The facts once they are read: every record by kind and id."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pydantic import BaseModel

from macros.facts.models import Option, Search, Word
from macros.preview import kept

AMOUNT = re.compile(r"\{([a-z-]+)\}")
"""How the decision helper names an amount: {europees-lokaal} is what that threshold is now."""


@dataclass(eq=False)
class Site:
    """Everything in data/: for each kind a mapping from id to record, in the order of the file.

    What is worked out of it is kept by the site it came from, so another site is made with dataclasses.replace and not by changing this one.
    """

    kinds: dict[str, dict[str, BaseModel]]
    vocabulary: dict[str, dict[str, Word]]
    search: Search | None = None
    redirects: dict[str, str] = field(default_factory=dict)
    options: dict[str, Option] = field(default_factory=dict)
    step_of: dict[str, str] = field(default_factory=dict)
    files: dict[tuple[str, str], str] = field(default_factory=dict)
    lines: dict[tuple[str, str], int] = field(default_factory=dict)
    """Where stands what can only be judged once the site is built: (redirects or search, address or head) → line."""
    marks: dict[str, str] = field(default_factory=dict, init=False)
    """For each kind a hash of its files; none for a site that was made of another: what is worked out of some kinds alone stays as long as theirs do."""

    def __getattr__(self, kind):
        try:
            return self.__dict__["kinds"][kind]
        except KeyError:
            raise AttributeError(kind) from None

    def records(self):
        """Yield (kind, id, record) for all that @id can reach."""
        return ((kind, key, record) for kind, key, record in self.placed() if record.linked)

    def placed(self):
        """Yield (kind, id, record) for all that stands on a page: what @id can reach, and the terms."""
        for kind in [*self.kinds, "options"]:
            yield from ((kind, key, record) for key, record in self.ids(kind).items() if record.page)

    def ids(self, kind):
        """The ids of one kind; `options` are the options of all steps."""
        return self.options if kind == "options" else self.kinds[kind]

    def once(self, name: str, modules: tuple[str, ...], kinds, make):
        """What `make()` works out of these kinds alone: it stays as long as their facts, and the code of `modules`. Nobody changes it."""
        if not self.marks:
            return make()
        return kept.once(kept.key(name, kept.code(__name__, *modules), [self.marks[kind] for kind in kinds]), make)

    def word(self, name, key):
        """The Dutch name of an entry of a closed list."""
        return self.vocabulary[name][key].name
