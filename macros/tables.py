"""Tells what a table is about, for who hears it: a caption, and which cells name their column or their row."""

from __future__ import annotations

from html import unescape
from xml.etree import ElementTree

from markdown.extensions import Extension
from markdown.extensions.toc import render_inner_html, strip_tags
from markdown.treeprocessors import Treeprocessor

HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}


def tell(root: ElementTree.Element, words):
    """Give each table below `root` that lacks them a caption and headers of its columns and rows; `words` gives the text of an element.

    The caption is the name of the region the table stands in, or the heading above it; where another table has that name, the names of
    its columns come behind it. A row is named by the first of its first two cells in which no two rows have the same, else by the first.
    """
    heading, captions = "", set()

    def look(element, region):
        nonlocal heading
        if element.get("role") == "region":
            region = element.get("aria-label", region)
        if element.tag in HEADINGS:
            heading = words(element)
        elif element.tag == "table":
            _head(element, region or heading, captions, words)
        for child in element:
            look(child, region)

    look(root, "")


def _head(table, name, captions, words):
    heads, rows = list(table.iter("th")), [list(row) for body in table.iter("tbody") for row in body]
    columns = [cell for row in table.iterfind("thead/tr") for cell in row]
    for cell in columns:
        cell.set("scope", "col")
    if table.find("caption") is None:
        if not name or name in captions:
            name = ": ".join(filter(None, [name, ", ".join(map(words, columns))]))
        captions.add(name)
        caption = ElementTree.Element("caption", {"class": "sr", "data-search-exclude": ""})
        caption.text = name
        table.insert(0, caption)
    if rows and len(heads) == len(columns):
        for cells in [*zip(*rows)][:2]:
            texts = [words(cell) for cell in cells]
            if all(texts) and len({*texts}) == len(texts):
                break
        else:
            cells = next(zip(*rows))
        for cell in cells:
            cell.tag = "th"
            cell.set("scope", "row")


class _Tables(Treeprocessor):
    def run(self, root):
        tell(root, lambda element: unescape(strip_tags(render_inner_html(element, self.md))))


class Tables(Extension):
    """Tells what each table is about that a page writes in Markdown."""

    def extendMarkdown(self, md):
        md.registerExtension(self)
        # After what makes cells and their attributes, before headings get the link that belongs to them.
        md.treeprocessors.register(_Tables(md), "tables", 6)


def makeExtension(**options):
    """What Markdown calls to make the extension."""
    return Tables(**options)
