"""Lets a page's blocks that are HTML already pass Markdown by: reading them once more, letter by letter, takes it a fifth of its time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import chain

from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor
from markdown.util import BLOCK_LEVEL_ELEMENTS

BEGINS = re.compile(r"(?m)^<([a-z][a-z0-9]*)(?=[\s>])([^<>]*)>")
"""A tag at the beginning of a line: its name and what else stands in it."""


@cache
def _tags(name):
    """What opens or closes an element of this name; the first group is a slash for what closes."""
    return re.compile(rf"<(/?){name}(?=[\s>])[^<>]*>")


def _end(text, start, name):
    """Where the element ends that starts there; None if nothing closes it."""
    depth = 0
    for tag in _tags(name).finditer(text, start):
        depth += -1 if tag[1] else 1
        if not depth:
            return tag.end()
    return None


def blocks(text: str) -> Iterator[tuple[int, int]]:
    """Where each block of HTML without Markdown in it begins and ends, with an empty line before and after it; what is not clearly such a block is left out."""
    ahead = 0
    while found := BEGINS.search(text, ahead):
        (name, given), start, ahead = found.groups(), found.start(), found.end()
        if name in BLOCK_LEVEL_ELEMENTS and (end := _end(text, start, name)):
            ahead = end
            alone = text[max(start - 2, 0) : start] in ("", "\n\n") and text.startswith("\n\n", end)
            if alone and "markdown=" not in given:
                yield start, end


def without(text: str) -> str:
    """What Markdown reads of a page."""
    ends = [0, *chain.from_iterable(blocks(text)), len(text)]
    return "".join(text[start:end] for start, end in zip(ends[::2], ends[1::2]))


class Raw(Preprocessor):
    """Puts aside each such block, just as Markdown's own reader of HTML would."""

    def run(self, lines: list[str]) -> list[str]:
        """The lines of a page, with a mark for each block that was put aside."""
        text, kept, at = "\n".join(lines), [], 0
        for start, end in blocks(text):
            kept += text[at:start], self.md.htmlStash.store(text[start:end] + "\n"), "\n\n"
            at = end + 2
        return "".join([*kept, text[at:]]).split("\n")


class RawBlocks(Extension):
    """Gives Markdown this way for blocks of HTML."""

    def extendMarkdown(self, md: Markdown):
        """Called by Markdown once all extensions before this one have registered theirs."""
        md.preprocessors.register(Raw(md), "raw", 22)  # once blocks of code are put aside, at 25, and before Markdown reads HTML, at 20
