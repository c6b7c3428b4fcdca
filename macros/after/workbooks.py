"""After the build: each table of the site that has a name as a file to take along, for Excel, for LibreOffice and as plain lines."""

from __future__ import annotations

import csv
import html
import io
import re
import zipfile
from dataclasses import dataclass
from datetime import datetime, time
from functools import cache, cached_property, partial
from posixpath import normpath

import xlsxwriter
from jinja2 import Environment
from lxml import etree
from xlsxwriter.utility import xl_rowcol_to_cell

from macros.dutch import day
from macros.facts.dates import today
from macros.facts.upkeep import stated
from macros.preview import kept

FOLDER = "bestanden/tabellen/"
"""Where the site offers them."""

REGION = re.compile(r'(?s)(<div[^>]*?\sdata-file="([a-z0-9-]+)"[^>]*>)(.*?</table>\s*</div>)')
"""A table with the name of its file, as p.table makes it."""

LABEL = re.compile(r'aria-label="([^"]*)"')
ANCHOR = re.compile(r'<t[dhr][^>]*?\sid="([^"]+)"')
HREF = re.compile(r'<a\s(?![^>]*headerlink)[^>]*?href="([^"]*)"')

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet that opens plain lines would take for a formula."""

WIDEST, NARROWEST = 45, 12
"""Of a column, in characters."""

LINE = 15
"""The height of a line of words, in points."""

HEAD = "#E7EDF3"
"""Behind the heads of the columns."""

A4 = 9
ODS = "application/vnd.oasis.opendocument.spreadsheet"

DATE = (2018, 4, 1, 0, 0, 0)
"""Of every part of a file: the same table gives the same bytes."""


class Rows:
    """Reads the cells of a table as words, as the parser of lxml tells them: a state of a fact in brackets behind it, and nothing that only
    serves a screen."""

    LEFT_OUT = {"headerlink", "propose-link", "sr"}
    VOID = {"br", "img", "input", "wbr", "hr"}
    APART = {"br", "li", "p", "div"}
    """What words do not run on across."""

    def __init__(self):
        self.rows, self.cell, self.skipped = [], None, 0
        self.open = []  # whether each open element is left out, and whether it is a state; the innermost last

    def start(self, tag, given):
        """An element begins, with these attributes."""
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            self.cell = []
        elif tag in self.APART:
            self.data(" ")
        if tag in self.VOID:
            return
        names = given["class"].split() if "class" in given else ()
        left, mark = not self.LEFT_OUT.isdisjoint(names), "state" in names
        self.open.append((left, mark))
        self.skipped += left
        if mark:
            self.data(" [")

    def end(self, tag):
        """An element ends, be it void or not; the parser tells of every other one that was open, in its turn."""
        if tag in self.VOID:
            return
        left, mark = self.open.pop()
        if mark:
            self.data("]")
        if tag == "summary":
            self.data(": ")
        self.skipped -= left
        if tag in ("td", "th"):
            self.rows[-1].append(" ".join("".join(self.cell).split()))
            self.cell = None

    def data(self, words):
        """Words."""
        if self.cell is not None and not self.skipped:
            self.cell.append(words)

    def close(self):
        """The table ends; returns its rows."""
        return self.rows


def cells(html: str) -> list[list[str]]:
    """The words of each cell of a table, row by row."""
    parser = etree.HTMLParser(target=Rows(), encoding="utf-8", huge_tree=True)
    parser.feed(html.encode())
    return parser.close()


@dataclass
class Table:
    """A table of the site: what it is called, where it stands, and what a file of it says below its rows."""

    label: str
    page: str
    html: str
    notes: list[str]
    jinja: Environment

    @cached_property
    def rows(self) -> list[list[str]]:
        """The words of each cell, the heads of the columns first."""
        return kept.once(kept.key("rows", kept.code(__name__), self.html), lambda: cells(self.html))

    @property
    def sheet(self) -> str:
        """A name that a spreadsheet takes for a sheet."""
        return re.sub(r"[\[\]:*?/\\']", " ", self.label)[:31].strip()

    @cached_property
    def widths(self) -> list[int]:
        """How wide each column is, in characters: a long text goes on in several lines."""
        longest = (max(map(len, column)) for column in zip(*self.rows))
        return [max(NARROWEST, min(WIDEST, length + 2, 20 + length // 8)) for length in longest]

    def height(self, row: list[str]) -> int:
        """How many lines a row needs."""
        return max(-(-len(words) // (width - 2)) for words, width in zip(row, self.widths))

    def csv(self) -> bytes:
        """Plain lines with semicolons and a mark for UTF-8, as a Belgian Excel opens them; what looks like a formula has an apostrophe before it."""
        out = io.StringIO()
        writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
        for row in [*self.rows, [], *([note] for note in self.notes)]:
            writer.writerow([f"'{words}" if words.startswith(FORMULA) else words for words in row])
        return ("\ufeff" + out.getvalue()).encode()

    def xlsx(self) -> bytes:
        """A workbook of one sheet, in which every cell is text; the first row stays in sight and filters."""
        out = io.BytesIO()
        book = xlsxwriter.Workbook(out, {"in_memory": True})
        book.set_properties({"title": self.label, "created": datetime.combine(today(), time())})
        head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1, "bg_color": HEAD})
        plain = book.add_format({"text_wrap": True, "valign": "top"})
        sheet = book.add_worksheet(self.sheet)
        for column, width in enumerate(self.widths):
            sheet.set_column(column, column, width)
        for row, cells in enumerate(self.rows):
            sheet.set_row(row, LINE * self.height(cells))
            for column, words in enumerate(cells):
                sheet.write_string(row, column, words, plain if row else head)
        for row, note in enumerate(self.notes, len(self.rows) + 1):
            sheet.write_string(row, 0, note)
        last, wide = len(self.rows) - 1, len(self.rows[0]) - 1
        sheet.autofilter(0, 0, last, wide)
        sheet.ignore_errors({"number_stored_as_text": f"A1:{xl_rowcol_to_cell(last, wide)}"})
        sheet.freeze_panes(1, 1)
        sheet.set_landscape()
        sheet.set_paper(A4)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        book.close()
        return out.getvalue()

    def ods(self) -> bytes:
        """The same as an OpenDocument spreadsheet."""
        range_ = f"'{self.sheet}'.A1:'{self.sheet}'.{xl_rowcol_to_cell(len(self.rows) - 1, len(self.rows[0]) - 1)}"
        heights = sorted({self.height(row) for row in self.rows})
        content = self.jinja.get_template("_ods.xml").render(table=self, range=range_, fill=HEAD, heights=heights, line=LINE)
        styles = self.jinja.get_template("_ods_styles.xml").render()
        manifest = self.jinja.get_template("_ods_manifest.xml").render(type=ODS)
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            for name, text in {"mimetype": ODS, "META-INF/manifest.xml": manifest, "content.xml": content, "styles.xml": styles}.items():
                entry = zipfile.ZipInfo(name, DATE)
                entry.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED  # asked by the format
                archive.writestr(entry, text)
        return out.getvalue()


KINDS = {"xlsx": ("Excel", Table.xlsx), "ods": ("LibreOffice", Table.ods), "csv": ("CSV", Table.csv)}
"""Each kind of file: what a reader calls it, and what makes it."""


def offered(guide, pages: dict[str, str]) -> dict:
    """Put below each table with a name where to get it, in `pages` (file → HTML); returns what makes the files: place → function that gives its bytes.

    A block that stands on two pages gives one table. Raises ValueError when two that are not the same have one name.
    """
    found, told = {}, set()
    known = {guide.links.url(key, kind): (kind, key, record) for kind, key, record in guide.site.placed()}
    sources = cache(lambda place: _named(*known[place]) if place in known else frozenset())
    line = guide.jinja.get_template("_take.html")

    def one(match, page):
        name, label = match[2], html.unescape(LABEL.search(match[1])[1])
        table = Table(label, page, match[3], _notes(guide, label, page, _sources(guide, sources, page, match[3])), guide.jinja)
        if found.setdefault(name, table).rows != table.rows:
            raise ValueError(f"twee tabellen heten '{name}': op '{found[name].page}' en op '{page}'")
        first = page not in told
        told.add(page)
        return match[0] + line.render(name=name, table=table, kinds=KINDS, folder=FOLDER, root="../" * page.count("/"), first=first)

    for file, text in pages.items():
        if "data-file=" in text:
            pages[file] = REGION.sub(partial(one, page=file.removesuffix("index.html")), text)
    return {f"{FOLDER}{name}.{kind}": partial(make, table) for name, table in found.items() for kind, (_, make) in KINDS.items()}


def _named(kind, key, record):
    """The ids of the sources of a record; a source is its own."""
    return frozenset([key] if kind == "sources" else (source for _, fact in stated(record) for source in fact.sources))


def _sources(guide, named, page, text):
    """The ids of the sources of a table: those it names, and those of each record that it shows or points at, in the order of sources.yml.

    `named` gives the sources of what stands at a place.
    """
    places = [f"{page}#{anchor}" for anchor in ANCHOR.findall(text)]
    for href in HREF.findall(text):
        path, sign, anchor = href.partition("#")
        if ":" not in path:
            folder = normpath(page + path)
            places.append((folder + "/" if folder != "." else "") + sign + anchor)
    found = frozenset().union(*map(named, places))
    return [key for key in guide.site.sources if key in found]


def _notes(guide, label, page, sources):
    """What stands below the rows: what this is, from when, whose and where from, a line each."""
    release = next(iter(guide.site.releases.values())).version
    template = guide.jinja.get_template("_table_notes.txt")
    lines = template.render(
        label=label, address=guide.address + page, built=day(today()), version=release, name=guide.name, sources=sources
    )
    return lines.strip().split("\n")
