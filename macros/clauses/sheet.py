"""One Word file in the making, in the look of template.docx: paragraphs, lists, tables and content controls."""

from __future__ import annotations

import re
from base64 import b64encode
from copy import copy, deepcopy
from datetime import datetime
from functools import cache, lru_cache
from io import BytesIO
from math import sqrt
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE as REL
from docx.opc.coreprops import CoreProperties
from docx.opc.oxml import serialize_part_xml
from docx.oxml.ns import nspfxmap, qn
from lxml import etree

from macros.clauses import articles
from macros.clauses.articles import LEVELS, NUMBERED, OPENING, holds
from macros.clauses.text import TOKEN
from macros.facts.problems import DataError, Problem

TEMPLATE = Path(__file__).with_name("template.docx")
"""The look: styles, margins, lists, header and footer. Who wants another changes that file in Word or LibreOffice."""

LANGUAGE = {"nl": "nl-BE", "en": "en-GB", "fr": "fr-BE"}
TRANSLATED = {
    "en": {
        "Pagina": "Page",
        "van": "of",
        "Plaats in het bestek": "Place in the tender documents",
        "bijlagen bij de offerte": "annexes to the tender",
        "bijlagen voor de uitvoering": "annexes for the performance of the contract",
        "ontwerp, niet juridisch nagekeken": "draft, not reviewed by a lawyer",
        "juridisch nagekeken": "reviewed by a lawyer (the Dutch text)",
        "ontwerp, het juridisch nazicht is vervallen": "draft, the review by a lawyer has lapsed",
    },
    "fr": {
        "Pagina": "Page",
        "van": "sur",
        "Plaats in het bestek": "Place dans le cahier spécial des charges",
        "bijlagen bij de offerte": "annexes à l'offre",
        "bijlagen voor de uitvoering": "annexes pour l'exécution",
        "ontwerp, niet juridisch nagekeken": "projet, non relu par un juriste",
        "juridisch nagekeken": "relu par un juriste (le texte néerlandais)",
        "ontwerp, het juridisch nazicht is vervallen": "projet, la relecture par un juriste est caduque",
    },
}
"""What our own words around a translated text become; the list of origins stays Dutch."""

STYLES = (
    "Title",
    "Subtitle",
    "TOC Heading",
    "toc 1",
    "toc 2",
    "toc 3",
    "Heading 1",
    "Heading 2",
    "Heading 3",
    "Artikel",
    "List Bullet",
    "List Number",
    "List Continue",
    "Table Grid",
    "Titelblad",
    "Tabeltekst",
    "Na Tabel",
    "Status",
    "Herkomst",
    "Blad",
    "Blad Kop",
    "Blad Tabel",
    "Hyperlink",
    "Invulveld Aankoper",
    "Invulveld Inschrijver",
    "Na Te Kijken",
)
"""The styles of the template that we name. Word calls its own by these names in every language; their ids differ."""

BUYER, BIDDER, WRONG = "Invulveld Aankoper", "Invulveld Inschrijver", "Na Te Kijken"
"""How a blank looks: what the buyer fills in before the tender goes out, what a tenderer fills in, and what somebody typed wrong."""

ONE_PAGE = {None: "Blad", "Na Tabel": "Blad", "Status": "Blad", "Herkomst": "Blad", "Tabeltekst": "Blad Tabel", "Heading 3": "Blad Kop"}
"""The styles of a text that has to fit on one page, for those of any other."""

MARGIN = 700
"""The margins of such a page, in twentieths of a point."""

ANCHOR = "hier-staat-de-bladwijzer"
"""What stands in the kit for the name of a bookmark: an attribute has no room for an instruction."""

TWIP = 635
"""A twentieth of a point, in which Word measures, in the unit of python-docx."""

ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 does not know."""


SPACE = nspfxmap("w")
W = f"{{{SPACE['w']}}}"
"""The namespace of Word's own language, and the start of each of its names."""

PARAGRAPH, PROPERTIES, RUN, TEXT = W + "p", W + "pPr", W + "r", W + "t"

BREAK = re.compile(r"\r\n|\r|\n")


def w(tag: str, *children, **attributes):
    """One element of Word's own language: w("sz", val=22)."""
    # A document has a thousand of these, and most are alike. To ask the element itself is what copy() does, after it looked how to.
    element = _bare(tag, **attributes).__copy__()
    if children:
        element.extend([child for child in children if child is not None])
    return element


@lru_cache(maxsize=None, typed=True)
def _bare(tag, **attributes):
    """The element without anything in it, to be copied."""
    return etree.Element(W + tag, {W + name: str(value) for name, value in attributes.items()}, SPACE)


def spoken(tag: str, words):
    """An element with words, in which every space counts; a mark instead of words stands in it as it is."""
    element = _spaced(tag).__copy__()
    if isinstance(words, str):
        element.text = words
    else:
        element.append(words)
    return element


@cache
def _spaced(tag):
    return etree.Element(W + tag, {"{http://www.w3.org/XML/1998/namespace}space": "preserve"}, SPACE)


@cache
def _paragraph(style):
    """What a document has most of is copied too: a paragraph without words, in a style by its id."""
    return w("p", w("pPr", w("pStyle", val=style) if style else None))


@cache
def _run(style, bold, language):
    """A run without words yet."""
    properties = w("rPr", w("rStyle", val=style) if style else None, w("b") if bold else None, w("lang", val=LANGUAGE[language]))
    return w("r", properties, spoken("t", ""))


@cache
def _row(columns):
    """A row of empty cells, of these widths."""
    cells = (w("tc", w("tcPr", w("tcW", w=width, type="dxa"))) for width in columns)
    return w("tr", w("trPr", w("cantSplit")), *cells)


@cache
def _control(tag, label, filled):
    """A content control with nothing in it."""
    # Word calls a file damaged when a name is longer than 64 characters.
    name = label if len(label) <= 64 else f"{label[:63]}…"
    # Not plain text: LibreOffice then glues lines together and drops the colour of a blank.
    looks = w("sdtPr", w("alias", val=name), w("tag", val=tag), None if filled else w("showingPlcHdr"), w("richText"))
    return w("sdt", looks, w("sdtContent"))


def at(element, path: str):
    """What stands at a path within an element, like "w:pPr/w:numPr", or None."""
    return element.find(_whole(path))


@cache
def _whole(path):
    """A path with the namespaces written out."""
    return "/".join(map(qn, path.split("/")))


def look(element, path: str):
    """The w:val of what stands at a path, or None."""
    found = at(element, path)
    return None if found is None else found.get(qn("w:val"))


def named(word) -> dict:
    """The styles of a document by their name in lower case: programs write the same name with and without a capital."""
    return {look(style, "w:name").lower(): style for style in word.styles.element.findall(qn("w:style"))}


def template(path: Path) -> bytes:
    """The template at a path, without what Word keeps in it about who changed it and on which machine.

    Raises DataError when it lacks what a document needs, or holds text on its page.
    """
    word = Document(path)
    styles, body, core = named(word), word.element.body, word.core_properties
    wrong = [f"de stijl '{name}' ontbreekt; haal ze uit de vorige versie van dit bestand" for name in STYLES if name.lower() not in styles]
    wrong += [
        f"de stijl '{name}' heeft geen opsommingsteken of nummer"
        for name in ("List Bullet", "List Number", "Artikel")
        if name.lower() in styles and at(styles[name.lower()], "w:pPr/w:numPr/w:numId") is None
    ]
    if "".join(body.itertext()).strip():
        wrong.append("de bladzijde is niet leeg; alleen in de kop- en voettekst mag iets staan")
    if wrong:
        raise DataError([Problem(f"macros/clauses/{path.name}", message) for message in wrong])
    del body[:-1]  # Word leaves a paragraph in an empty document
    package = word.part.package
    for key in [key for key, rel in package.rels.items() if rel.reltype not in (REL.OFFICE_DOCUMENT, REL.CORE_PROPERTIES)]:
        del package.rels[key]
    core.author, core.last_modified_by, core.comments, core.keywords, core.revision = "", "", "", "", 1
    with BytesIO() as file:
        word.save(file)
        return file.getvalue()


CHANGED = (REL.OFFICE_DOCUMENT, REL.CORE_PROPERTIES, REL.NUMBERING, REL.SETTINGS, REL.HEADER, REL.FOOTER)
"""The parts of a file that differ from document to document."""


class Opened:
    """A template as each document in a language begins: what is in the file, its styles and its lists."""

    def __init__(self, template: bytes, language: str):
        word = Document(BytesIO(template))
        styles = named(word)
        self.styles = {name: style.get(qn("w:styleId")) for name, style in styles.items()}
        self.shade = at(styles["table grid"], "w:tblStylePr/w:tcPr/w:shd")
        self.title = word.core_properties.title
        for lang in word.styles.element.iter(qn("w:lang")):
            lang.set(qn("w:val"), LANGUAGE[language])
        self.bullets, self.numbers = (look(styles[name], "w:pPr/w:numPr/w:numId") for name in ("list bullet", "list number"))
        numbering = word.part.numbering_part.element
        looks = {num.get(qn("w:numId")): look(num, "w:abstractNumId") for num in numbering.findall(qn("w:num"))}  # its signs and indents
        self.counting, self.lists = looks[self.numbers], max(map(int, looks))  # of a list that counts, and the last number of a list
        article = looks[look(styles["artikel"], "w:pPr/w:numPr/w:numId")]
        [words] = numbering.xpath(f"w:abstractNum[@w:abstractNumId='{article}']/w:lvl[@w:ilvl='0']/w:lvlText")
        words.set(qn("w:val"), words.get(qn("w:val")).replace(NUMBERED["nl"], NUMBERED[language]))  # Word numbers the articles
        rels = [rel for part in (word.part.package, word.part) for rel in part.rels.values() if rel.reltype in CHANGED]
        self.names = {rel.reltype: rel.target_part.partname.membername for rel in rels}
        self.edges = [rel.target_part.partname.membername for rel in rels if rel.reltype in (REL.HEADER, REL.FOOTER)]
        self.trees = {rel.target_part.partname.membername: rel.target_part.element for rel in rels}
        with ZipFile(BytesIO(template)) as file:
            self.parts = {name: file.read(name) for name in file.namelist()}
        self.parts[word.part.part_related_by(REL.STYLES).partname.membername] = serialize_part_xml(word.styles.element)


@lru_cache(maxsize=len(LANGUAGE))
def opened(template: bytes, language: str) -> Opened:
    """A template for the documents in a language, read once."""
    return Opened(template, language)


def translated(words: str, language: str) -> str:
    """Our own words in the language of the text around them."""
    return TRANSLATED.get(language, {}).get(words, words)


def instruction(name: str, words: str | None = None):
    """A processing instruction: a place in the XML that no reader of it sees."""
    return etree.ProcessingInstruction(name, words)


def even(text: str) -> str:
    """A text in which blanks that follow each other are one space."""
    return " ".join(f"|{text}|".split())[1:-1]  # the bars keep the blanks at both ends from being dropped


def placed(root):
    """The tree of a text, in which each member knows its place: `data-place` is 'termijnen.2', or 'termijnen.2.1' for a point of it."""
    article, number = OPENING, 0
    for block in root:
        if block.tag == "h3":
            article, number = block.get("data-article"), 0
        for item in block if block.tag == "ol" else ():
            number += 1
            item.set("data-place", f"{article}.{number}")
            for points in item.findall("ol"):
                for point, inner in enumerate(points, 1):
                    inner.set("data-place", f"{article}.{number}.{point}")
    return root


class Sheet:
    """One Word file in the making: turns a clause's tree into paragraphs, lists, tables and content controls."""

    def __init__(self, template: bytes, title: str, language: str, date, one_page: bool = False):
        self.opened, self.language, self.blank = opened(template, language), language, None
        self.trees = {name: deepcopy(tree) for name, tree in self.opened.trees.items()}
        self.body, self.numbering = self._part(REL.OFFICE_DOCUMENT).body, self._part(REL.NUMBERING)
        self.page, self.lists = self.body[-1], self.opened.lists
        self.numbers_at, self.bookmarks = {}, {}  # place → its number in this document, and → its bookmark where something refers to it
        self.fit(one_page)
        self._around(title)
        core = CoreProperties(self._part(REL.CORE_PROPERTIES))
        core.title, core.language = title, LANGUAGE[language]
        core.created = core.modified = datetime(date.year, date.month, date.day)

    def _part(self, kind):
        """The tree of a part of the file."""
        return self.trees[self.opened.names[kind]]

    def fit(self, one_page: bool):
        """From here on a text has to fit on one page, with the margins and the small type for it, or not."""
        self.looks, sides = ONE_PAGE if one_page else {}, (self.page.left_margin, self.page.right_margin)
        self.width = (self.page.page_width - (2 * MARGIN * TWIP if one_page else sum(sides))) // TWIP

    def section(self, one_page: bool):
        """The end of a part of the document with margins of its own: a paragraph that takes no room."""
        properties = deepcopy(self.page)
        if one_page:
            narrow(properties)
        return w("p", w("pPr", w("spacing", before=0, after=0, line=20, lineRule="exact"), properties))

    def add(self, *blocks):
        """Put blocks at the end of the document."""
        for block in blocks:
            self.page.addprevious(block)

    def save(self) -> bytes:
        """The file as it is now; the same content gives the same bytes, whenever it is made."""
        with BytesIO() as file:
            with ZipFile(file, "w", ZIP_DEFLATED) as dateless:
                for name, part in self.parts().items():
                    dateless.writestr(ZipInfo(name), part, ZIP_DEFLATED)
            return file.getvalue()

    def parts(self) -> dict[str, bytes]:
        """What is in the file: name → content. As we add no part, what tells of the parts is that of the template."""
        return self.opened.parts | {name: serialize_part_xml(tree) for name, tree in self.trees.items()}

    def cut_document(self) -> dict:
        """The zip's parts, and the document cut at its marks: 'clause x basis' becomes ["clause"]["x"]["basis"]."""
        parts = self.parts()
        images = {name: b64encode(parts.pop(name)).decode() for name in list(parts) if not name.endswith((".xml", ".rels"))}
        parts = {name: part.decode() for name, part in parts.items()}
        whole = parts.pop("word/document.xml").replace(" ?>", "?>")  # an instruction without words gets a space from lxml
        opening, *cut = re.split(r"<\?cut (.+?)\?>", whole)
        found = {"parts": parts, "images": images, "open": opening}
        for name, piece in zip(cut[::2], cut[1::2]):
            *path, last = name.split()
            at = found
            for step in path:
                at = at.setdefault(step, {})
            at[last] = piece
        return found

    def know(self, root, present):
        """Leave out of a tree what does not stand in a tender with the names in `present`, and learn its numbers."""
        for parent in list(root.iter()):
            for child in list(parent):
                if child.get("data-if") and not holds(child.get("data-if"), present):
                    drop(parent, child)
        article = 0
        for block in root:
            if block.find("span[@class='number']") is not None:
                article += 1
                self.numbers_at[block.get("data-article")] = str(article)
            for number, item in enumerate(block if block.tag == "ol" else (), 1):
                self.numbers_at[item.get("data-place")] = str(number)
                for points in item.findall("ol"):
                    self.numbers_at |= {inner.get("data-place"): articles.POINTS[index] for index, inner in enumerate(points)}
        for reference in root.iter("a"):
            for place in self._steps(reference.get("data-ref", "")):
                self.bookmarks.setdefault(place, len(self.bookmarks) + 1)

    def _steps(self, target):
        """The places that a reference names one after the other, as far as they stand in this document: article, member, point."""
        clause, _, place = target.partition(":")
        parts = place.split(".")
        steps = [".".join(parts[:length]) for length in range(1, len(parts) + 1)]
        return [step for step in steps if step in self.numbers_at] if not clause and steps[0] in self.numbers_at else []

    def blocks(self, root, key: str):
        """The blocks of a clause's tree; `key` is the clause, where there are several."""
        before = None
        if len(root) and root[0].tag != "h3":
            yield from self.begin(OPENING)
        for block in root:
            if block.tag == "h3":
                yield from self.begin(block.get("data-article"))
                yield self.part(block, key)
            elif block.tag == "p":
                words = self.paragraph([*self.lead(), *self.inline(block, key)], "Na Tabel" if before == "table" else None)
                yield from self.conditional(block.get("data-if"), self.unit([words]))
            elif block.tag in ("ol", "ul"):
                yield from self.items(block, key)
            elif block.tag == "table":
                if before == "table":
                    yield w("p")  # two tables without a paragraph between them become one in Word
                yield self._table(block, key)
            else:
                raise ValueError(f"<{block.tag}> in een clausule kan niet naar Word")
            before = block.tag

    def part(self, block, key):
        """The heading of an article, that Word numbers, or of a part without a number."""
        number = block.find("span[@class='number']")
        if number is not None:
            number.text, number.tail = None, number.tail.lstrip()
        words = self.marked(
            "head",
            f"3 {key}:{block.get('data-article')}" + " numbered" * (number is not None),
            block.get("data-article"),
            [*self.lead(), *self.inline(block, key)],
        )
        return self.paragraph(words, "Heading 3" if number is None else "Artikel", *self.outline())

    def outline(self):
        """In a document of one text its title is the first level, and its articles are the second."""
        return [w("outlineLvl", val=1)]

    def marked(self, kind, words, place, content):
        """Content with a bookmark around it, where something refers to it."""
        if place not in self.bookmarks:
            return content
        number = self.bookmarks[place]
        return [w("bookmarkStart", id=number, name=f"_Ref{number}"), *content, w("bookmarkEnd", id=number)]

    def begin(self, article):
        """Where an article begins: up to there its text is cut where the lots have different variants of it."""
        return []

    def unit(self, blocks):
        """The words of a member, of a point of it, of a row or a paragraph: what may read otherwise from lot to lot."""
        return blocks

    def lead(self):
        """What stands in front of the words of a unit."""
        return []

    def conditional(self, condition, runs):
        """Runs that stand only in some tenders."""
        return runs

    def reference(self, key, target, runs):
        """A reference as fields that follow the numbers; its own words where what it names does not stand in this document."""
        steps = self._steps(target)
        for level, step in enumerate(steps):
            name = LEVELS[self.language][level]
            if level:
                yield self.run(f", {name} ")
            words = self.numbers_at[step] if level else f"{name} {self.numbers_at[step]}"
            yield from self.field(f" REF _Ref{self.bookmarks[step]} {self.CODES[level]} ", words)
        if not steps:
            yield from runs

    CODES = (r"\r \h \* Lower", r"\n \h", r"\n \h")
    """What a reference shows of a paragraph: 'artikel 3' in small letters, or the bare number of a member."""

    def field(self, code, words):
        """A field of Word: what it works out, and what it shows until then."""
        instruct = spoken("instrText", code)
        begin, separate, end = (w("r", w("fldChar", fldCharType=kind)) for kind in ("begin", "separate", "end"))
        return begin, w("r", instruct), separate, self.run(words), end

    def link(self, words):
        """A link to a bookmark that the browser names."""
        return w("hyperlink", self.run(words, style="Hyperlink"), anchor=ANCHOR, history=1)

    def entry(self, level):
        """A line of the table of contents."""
        return self.paragraph([w("hyperlink", self.run(instruction("here", "words")), anchor=ANCHOR, history=1)], f"toc {level}")

    def items(self, block, key, depth=0, number=None):
        """The paragraphs of a list; a list within a numbered list keeps its number, one level deeper."""
        if block.tag == "ul":
            number = self.opened.bullets
        elif number is None:
            number = self._number(depth, block.get("start", 1))
        style = "List Bullet" if block.tag == "ul" else "List Number"
        for item in block:
            inner = list(item)
            # Markdown wraps an item in paragraphs when blank lines stand between the items.
            first = inner.pop(0) if inner and inner[0].tag == "p" else item
            place = item.get("data-place")
            content = [*self.lead(), *self.inline(first, key)]
            if place:
                content = self.marked("item", f"{key}:{place}", place, content)
            blocks = [*self.unit([self.paragraph(content, style, w("numPr", w("ilvl", val=depth), w("numId", val=number)))])]
            for child in inner:
                if child.tag in ("ol", "ul"):
                    blocks += self.items(child, key, depth + 1, number if child.tag == block.tag == "ol" else None)
                elif child.tag == "p":
                    words = [*self.lead(), *self.inline(child, key)]
                    blocks += self.unit([self.paragraph(words, "List Continue", w("ind", left=self._indent(depth)))])
            yield from self.conditional(item.get("data-if"), blocks)

    def inline(self, element, key, bold=False):
        """The runs and blanks of an element's own words, without the lists in it."""
        yield from self._words(element.text, bold)
        for child in element:
            if child.tag in ("ol", "ul", "p"):
                return
            if child.tag not in ("strong", "a", "span"):
                raise ValueError(f"<{child.tag}> in een clausule kan niet naar Word")
            runs = list(self.inline(child, key, bold or child.tag == "strong"))
            if child.get("data-ref"):
                runs = self.reference(key, child.get("data-ref"), runs)
            yield from self.conditional(child.get("data-if"), runs)
            yield from self._words(child.tail, bold)

    def _words(self, text, bold):
        for index, part in enumerate(TOKEN.split(even(text)) if text else ()):
            if index % 2:
                yield self.blank(part)
            elif part:
                yield self.run(part, bold=bold)

    def paragraph(self, content, style=None, *properties):
        """A paragraph of runs and blanks."""
        style = self.looks.get(style, style)
        paragraph = _paragraph(self.style(style) if style else None).__copy__()
        if properties:
            paragraph[0].extend([one for one in properties if one is not None])
        paragraph.extend(content)
        if paragraph[-1].tag == RUN:
            paragraph[-1][-1].text = paragraph[-1][-1].text.rstrip()
        self.space(paragraph)
        return paragraph

    def space(self, paragraph):
        """Leave no space in front of a paragraph, and one where words fell away."""
        spaced = True
        for text in paragraph.iter(TEXT):
            words = text.text
            if spaced:
                text.text = words = (words or "").lstrip()
            spaced = words[-1].isspace() if words else spaced

    def heading(self, level, words, turn=None):
        """A real heading; `turn` puts it on a new page."""
        return self.paragraph([self.run(words)], f"Heading {level}", turn)

    def run(self, words, bold=False, style=None, language=None):
        """Words of one kind; line breaks become Word's own. A mark instead of words stays as it is."""
        run = _run(self.style(style) if style else None, bold, language or self.language).__copy__()
        if isinstance(words, str):
            run[-1].text, *lines = BREAK.split(words)
            for line in lines:
                run.extend([w("br"), spoken("t", line)])
        else:
            run[-1].append(words)
        return run

    def control(self, tag, label, value, style):
        """A content control: what someone filled in, or the label in square brackets, in a style."""
        if isinstance(value, str):
            value = ILLEGAL.sub("", value).strip()
        control = _control(tag, label, value != "").__copy__()
        control[-1].append(self.run(f"[{label}]" if value == "" else value, style=style))
        return control

    def _table(self, block, key):
        """A table of a clause: the first row is its header, and each column gets the room its words ask for."""
        head, *rows = block.iter("tr")
        texts = [["".join(cell.itertext()) for cell in column] for column in zip(head, *rows)]
        columns = widths(texts, self.width)
        table = self.table([self.inline(cell, key, True) for cell in head], [], columns)
        for row in rows:
            cells = [[*(self.lead() if index == 0 else ()), *self.inline(cell, key)] for index, cell in enumerate(row)]
            table.extend(self.conditional(row.get("data-if"), self.unit([self.row(cells, columns)])))
        return table

    def table(self, head, rows, columns):
        """A table with lines and a header row that comes back on each page; a cell is a list of runs and blanks."""
        return w(
            "tbl",
            w(
                "tblPr",
                w("tblStyle", val=self.style("Table Grid")),
                w("tblW", w=sum(columns), type="dxa"),
                w("tblLayout", type="fixed"),
                w("tblLook", val="0020", firstRow=1, noHBand=1, noVBand=1),
            ),
            w("tblGrid", *(w("gridCol", w=width) for width in columns)),
            self.row(head, columns, True),
            *(self.row(cells, columns) for cells in rows),
        )

    def row(self, cells, columns, header=False):
        """One row of a table, that stays whole at the end of a page; a header stays with the row below it.

        A header alone at the end of a page says nothing, and LibreOffice 7.4 then leaves out the rows that should follow.
        """
        row = _row(tuple(columns)).__copy__()
        if header:
            row[0].append(w("tblHeader"))
        for cell, place in zip(cells, row[1:], strict=True):
            if header and self.opened.shade is not None:
                # In the cells too: a table that is pasted into another tender takes on the styles of that tender.
                place[0].append(copy(self.opened.shade))
            place.append(self.paragraph(cell, "Tabeltekst", w("keepNext") if header else None))
        return row

    def style(self, name):
        """The id by which the file knows a style of the template."""
        return self.opened.styles[name.lower()]

    def _indent(self, depth):
        """How far the words of a numbered list stand to the right."""
        path = f"w:abstractNum[@w:abstractNumId='{self.opened.counting}']/w:lvl[@w:ilvl='{depth}']/w:pPr/w:ind/@w:left"
        return self.numbering.xpath(path)[0]

    def _number(self, depth, start):
        """A number for one list, that begins to count anew."""
        self.lists += 1
        counted = w("lvlOverride", w("startOverride", val=start), ilvl=depth)
        self.numbering.append(w("num", w("abstractNumId", val=self.opened.counting), counted, numId=self.lists))
        return self.lists

    def contents(self, title, words):
        """A table of contents that Word fills when it opens the document."""
        *opening, end = self.field(r' TOC \o "1-3" \h \z \u ', words)
        self.add(
            w(
                "sdt",
                w("sdtPr", w("docPartObj", w("docPartGallery", val="Table of Contents"), w("docPartUnique"))),
                w(
                    "sdtContent",
                    self.paragraph([self.run(title)], "TOC Heading", w("pageBreakBefore")),
                    w("p", *opening),
                    instruction("here", "contents"),
                    w("p", end),
                ),
            )
        )
        self._part(REL.SETTINGS).insert_element_before(
            w("updateFields", val="true"), "w:hdrShapeDefaults", "w:footnotePr", "w:endnotePr", "w:compat"
        )

    def _around(self, title):
        """In the header and footer: our title for that of the template, and our words in the language of the text."""
        for name in self.opened.edges:
            for part in self.trees[name].iter(TEXT):
                words = part.text.strip()
                part.text = part.text.replace(words, title if words == self.opened.title else translated(words, self.language))


class Pieces(Sheet):
    """The sheet from which the kit is cut: what depends on the tender is left to docx.js, by instructions."""

    def space(self, paragraph):
        """What falls away is not known yet."""

    def heading(self, level, words, turn=None):
        return self.paragraph(
            [instruction("head", str(level)), instruction("lots"), self.run(words), instruction("tail")], f"Heading {level}", turn
        )

    def outline(self):
        return []

    def marked(self, kind, words, place, content):
        return [instruction(kind, words), *content, instruction("tail")]

    def begin(self, article):
        return [instruction("article", article)]

    def unit(self, blocks):
        return [instruction("unit", "open"), *blocks, instruction("unit", "close")]

    def again(self, depth):
        """How another reading of a member looks: it stands below the first and has no number of its own."""
        return w("pPr", w("pStyle", val=self.style("List Continue")), w("ind", left=self._indent(depth)))

    def lead(self):
        return [instruction("lots")]

    def conditional(self, condition, runs):
        return [instruction("if", condition), *runs, instruction("fi")] if condition else runs

    def reference(self, key, target, runs):
        clause, _, place = target.partition(":")
        return [instruction("ref", f"{clause or key}:{place}"), *runs, instruction("fer")]


def narrow(section):
    """Give a section the margins of a text that has to fit on one page."""
    margins = at(section, "w:pgMar")
    for side in ("top", "bottom", "left", "right"):
        margins.set(qn(f"w:{side}"), str(MARGIN))
    for edge in ("header", "footer"):
        margins.set(qn(f"w:{edge}"), str(MARGIN // 2))


def drop(parent, child):
    """Take an element out of a tree, but not the words behind it."""
    at = list(parent).index(child)
    if at:
        parent[at - 1].tail = (parent[at - 1].tail or "") + (child.tail or "") or None
    else:
        parent.text = (parent.text or "") + (child.tail or "") or None
    parent.remove(child)


def widths(columns: list[list[str]], room: int) -> list[int]:
    """How `room` is divided among columns: place for its longest word, and a share of the rest that grows with its text."""
    least = [min(110 * max(map(len, re.findall(r"\w+", " ".join(column)))) + 250, room // 3) for column in columns]
    # What a supplier fills in asks for more room than its label.
    weight = [sqrt(sum(len(text) + (60 if "⟦?" in text else 0) for text in column)) for column in columns]
    rest = max(room - sum(least), 0)
    wanted = [low + rest * share / sum(weight) for low, share in zip(least, weight)]
    return [int(width * room / sum(wanted)) for width in wanted]
