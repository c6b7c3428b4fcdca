"""Reads the article of a page as sections: each heading with its id, and with the lines that stand below it. Knows only HTML, so that what it read stays while serving."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

NOT_SAID = {"script", "style", "template", "object"}
"""What no reader reads there."""

CELLS = {"td", "th", "caption", "label", "button", "option", "text"}
"""What is no running text."""

LINES = CELLS | set(
    "p li ul ol pre dt dd dl figcaption summary legend details div section article aside header footer blockquote figure form fieldset "
    "table thead tbody tr h1 h2 h3 h4 h5 h6".split()
)
"""What begins on a line of its own."""

HEADINGS = {f"h{level}" for level in range(1, 7)}
VOID = set("area base br col embed hr img input link meta param source track wbr".split())
LINK = re.compile(r"<li>(?=\s*<a\b[^>]*>[^<]*</a>\s*</li>)")
"""An item of a list that is only a link: it leads to the answer and is none."""


@dataclass
class Section:
    """What stands below one heading: its id (None above the first), its title, and its lines, each with whether it is no running text.

    `depth` is how many elements are open where it begins; it ends with the last of them.
    """

    id: str | None
    depth: int
    title: str = ""
    lines: list[tuple[str, bool]] = field(default_factory=list)


class Reader:
    """Reads the HTML of one page into `sections`: what the parser of lxml tells. What bears data-search-exclude is passed over, with all in it."""

    def __init__(self):
        self.sections: list[Section] = []
        self.section = None
        self.open, self.words = [], []  # whether each open element is passed over, the innermost last, and the words of a line so far
        self.passed = self.cells = 0
        self.heading = None

    def start(self, tag, given):
        """An element begins, with these attributes."""
        if tag in VOID:
            if tag == "br":
                self.words.append(" ")
            return
        if tag in LINES and not self.heading:
            self._line()
        self.open.append(tag in NOT_SAID or "data-search-exclude" in given or self._sign(tag, given))
        self.passed += self.open[-1]
        self.cells += tag in CELLS
        if tag in HEADINGS and "id" in given and not self.passed:
            self._begin(given["id"] if self.sections or tag != "h1" else None)
            self.heading = len(self.open)

    def _sign(self, tag, given):
        """Whether this is the sign behind a heading that copies its link."""
        return tag == "a" and given.get("class") == "headerlink"

    def _begin(self, id):
        if id is not None and not self.sections:
            self.sections.append(Section(None, 0))
        self.section = Section(id, len(self.open))
        self.sections.append(self.section)

    def end(self, tag):
        """An element ends, be it void or not; the parser tells of every other one that was open, in its turn, also where the page does not."""
        if tag in VOID:
            return
        at = len(self.open)
        if self.heading == at:
            self.section.title = " ".join("".join(self.words).split())
            self.words, self.heading = [], None
        elif tag in LINES and not self.heading:
            self._line()
        self.passed -= self.open.pop()
        self.cells -= tag in CELLS
        if self.section and self.section.depth > at:  # what this section stood in ends, so what follows belongs to an earlier one
            earlier = self.sections[: self.sections.index(self.section)]
            self.section = next((one for one in reversed(earlier) if one.depth <= at), self.section)

    def data(self, data):
        """Words."""
        if not self.passed:
            self.words.append(data)

    def close(self):
        """The article ends; returns the sections."""
        self._line()
        return self.sections

    def _line(self):
        if not self.words:
            return
        text = " ".join("".join(self.words).split())
        self.words = []
        if text:
            if not self.section:
                self.section = Section(None, 0)
                self.sections.append(self.section)
            self.section.lines.append((text, self.cells > 0))


def read(html: str) -> list[tuple[str | None, str, list[tuple[str, bool]]]]:
    """The sections in the article of a page, in their order: (id or None for the page itself, title, lines)."""
    article = LINK.sub("<li data-search-exclude>", html.partition("<article")[2].partition(">")[2].rpartition("</article>")[0])
    parser = etree.HTMLParser(target=Reader(), encoding="utf-8", huge_tree=True)
    parser.feed(f"<body>{article}".encode())  # never empty, which the parser refuses
    return [(section.id, section.title, section.lines) for section in parser.close()]
