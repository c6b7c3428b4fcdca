"""Tells what a table is about, for who hears it: a caption, and which cells name their column or their row."""

from __future__ import annotations

import re
from html import escape, unescape
from itertools import islice

TABLE = re.compile(r"(?s)<table\b[^>]*>.*?</table>")
HEADING = re.compile(r"(?s)<h([1-6])\b[^>]*>(.*?)</h\1>")
REGION = re.compile(r"<div\b(?=[^>]*\brole=\"region\")[^>]*\baria-label=\"([^\"]*)\"[^>]*>\s*$")
TEXT = re.compile(r'<div\b[^>]*class="clause__text\b')
"""Where a text of a contract begins: of its variants and translations only one shows."""

ROW = re.compile(r"(?s)<tr\b[^>]*>.*?</tr>")
CELL = re.compile(r"(?s)<(t[hd])\b([^>]*)>(.*?)</\1>")
UNSAID = re.compile(r'(?s)<a\b[^>]*class="headerlink"[^>]*>.*?</a>|<span class="number">.*?</span>|<[^>]*>')
"""What is no part of a name: the link of a heading, the number of an article, which is another one in a tender, and tags."""


def told(html: str) -> str:
    """The HTML of a page in which each table has a caption, and names of its columns and rows; what it has already stays.

    The caption is the name of the region the table stands in, or the heading above it; where another table has that name, the names of
    its columns come behind it. A row is named by the first of its first two cells in which no two rows have the same, else by the first.
    """
    parts, at, heading, captions = [], 0, "", set()
    for found in TABLE.finditer(html):
        before, table = html[at : found.start()], found[0]
        at = found.end()
        if TEXT.search(before):
            captions = set()
        for above in HEADING.finditer(before):
            heading = _words(above[2])
        region = REGION.search(before)
        parts += [before, _named(table, unescape(region[1]) if region else heading, captions)]
    return "".join([*parts, html[at:]])


def _words(html):
    return " ".join(unescape(UNSAID.sub("", html)).split())


def _named(table, name, captions):
    head, start, rest = table.partition("<tbody")
    if "<caption" not in head:
        columns = ", ".join(_words(cell[3]) for cell in CELL.finditer(head))
        if not name or name in captions:
            name = f"{name}: {columns}" if name else columns
        captions.add(name)
        opening = head.index(">") + 1
        head = f'{head[:opening]}<caption class="sr" data-search-exclude>{escape(name, quote=False)}</caption>{head[opening:]}'
    head = CELL.sub(lambda cell: cell[0] if cell[1] == "td" or "scope=" in cell[2] else f'<th scope="col"{cell[2]}>{cell[3]}</th>', head)
    return head + (start + rest if 'scope="row"' in rest else _rows(start + rest))


def _rows(bodies):
    rows = [[_words(cell[3]) for cell in islice(CELL.finditer(row[0]), 2)] for row in ROW.finditer(bodies)]
    naming = next((place for place, texts in enumerate(zip(*rows)) if all(texts) and len({*texts}) == len(texts)), 0)

    def row(found):
        cell = next(islice(CELL.finditer(found[0]), naming, None))
        return f'{found[0][: cell.start()]}<th scope="row"{cell[2]}>{cell[3]}</th>{found[0][cell.end() :]}'

    return ROW.sub(row, bodies)
