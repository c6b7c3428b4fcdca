"""One Word file in the making, in the look of template.docx: paragraphs, lists, tables and content controls."""
from __future__ import annotations

import re
from base64 import b64encode
from copy import deepcopy
from datetime import datetime
from io import BytesIO
from math import sqrt
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE as REL
from docx.oxml.ns import nspfxmap, qn
from lxml import etree

from macros.clauses.text import TOKEN
from macros.facts.problems import DataError, Problem

TEMPLATE = Path(__file__).with_name("template.docx")
"""The look: styles, margins, lists, header and footer. Who wants another changes that file in Word or LibreOffice."""

LANGUAGE = {"nl": "nl-BE", "en": "en-GB", "fr": "fr-BE"}
TRANSLATED = {
    "en": {
        "Pagina": "Page", "van": "of", "Plaats in het bestek": "Place in the tender documents",
        "bijlagen bij de offerte": "annexes to the tender",
        "bijlagen voor de uitvoering": "annexes for the performance of the contract",
        "ontwerp, niet juridisch nagekeken": "draft, not reviewed by a lawyer",
        "juridisch nagekeken": "reviewed by a lawyer (the Dutch text)"},
    "fr": {
        "Pagina": "Page", "van": "sur", "Plaats in het bestek": "Place dans le cahier spécial des charges",
        "bijlagen bij de offerte": "annexes à l'offre", "bijlagen voor de uitvoering": "annexes pour l'exécution",
        "ontwerp, niet juridisch nagekeken": "projet, non relu par un juriste",
        "juridisch nagekeken": "relu par un juriste (le texte néerlandais)"},
}
"""What our own words around a translated text become; the list of origins stays Dutch."""

STYLES = ("Title", "Subtitle", "TOC Heading", "Heading 1", "Heading 2", "Heading 3", "List Bullet", "List Number", "List Continue",
          "Table Grid", "Placeholder Text", "Titelblad", "Tabeltekst", "Na Tabel", "Status", "Herkomst")
"""The styles of the template that we name. Word calls its own by these names in every language; their ids differ."""

TWIP = 635
"""A twentieth of a point, in which Word measures, in the unit of python-docx."""

ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 does not know."""


SPACE = nspfxmap("w")
W = f"{{{SPACE['w']}}}"
"""The namespace of Word's own language, and the start of each of its names."""


def w(tag: str, *children, **attributes):
    """One element of Word's own language: w("sz", val=22)."""
    element = etree.Element(W + tag, nsmap=SPACE)   # a document has a thousand of these; python-docx's own way takes twice as long
    for name, value in attributes.items():
        element.set(W + name, str(value))
    element.extend([child for child in children if child is not None])
    return element


def at(element, path: str):
    """What stands at a path within an element, like "w:pPr/w:numPr", or None."""
    return element.find("/".join(map(qn, path.split("/"))))


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
    wrong += [f"de stijl '{name}' heeft geen opsommingsteken of nummer" for name in ("List Bullet", "List Number")
              if name.lower() in styles and at(styles[name.lower()], "w:pPr/w:numPr/w:numId") is None]
    if "".join(body.itertext()).strip():
        wrong.append("de bladzijde is niet leeg; alleen in de kop- en voettekst mag iets staan")
    if wrong:
        raise DataError([Problem(f"macros/clauses/{path.name}", message) for message in wrong])
    del body[:-1]   # Word leaves a paragraph in an empty document
    package = word.part.package
    for key in [key for key, rel in package.rels.items() if rel.reltype not in (REL.OFFICE_DOCUMENT, REL.CORE_PROPERTIES)]:
        del package.rels[key]
    core.author, core.last_modified_by, core.comments, core.keywords, core.revision = "", "", "", "", 1
    with BytesIO() as file:
        word.save(file)
        return file.getvalue()


def translated(words: str, language: str) -> str:
    """Our own words in the language of the text around them."""
    return TRANSLATED.get(language, {}).get(words, words)


def instruction(name: str, words: str):
    """A processing instruction: a place in the XML that no reader of it sees."""
    return etree.ProcessingInstruction(name, words)


class Sheet:
    """One Word file in the making: turns a clause's tree into paragraphs, lists, tables and content controls."""

    def __init__(self, template: bytes, title: str, language: str, date):
        self.language, self.blank, self.word = language, None, Document(BytesIO(template))
        self.body, self.styles = self.word.element.body, named(self.word)
        self.bullets, self.numbers = (look(self.styles[name], "w:pPr/w:numPr/w:numId") for name in ("list bullet", "list number"))
        self.numbering = self.word.part.numbering_part.element
        page, core = self.word.sections[0], self.word.core_properties
        self.width = (page.page_width - page.left_margin - page.right_margin) // TWIP
        self._around(core.title, title)
        for lang in self.word.styles.element.iter(qn("w:lang")):
            lang.set(qn("w:val"), LANGUAGE[language])
        core.title, core.language = title, LANGUAGE[language]
        core.created = core.modified = datetime(date.year, date.month, date.day)

    def add(self, *blocks):
        """Put blocks at the end of the document."""
        for block in blocks:
            self.body[-1].addprevious(block)

    def save(self) -> bytes:
        """The file as it is now; the same content gives the same bytes, whenever it is made."""
        with BytesIO() as made, BytesIO() as file:
            self.word.save(made)
            with ZipFile(made) as parts, ZipFile(file, "w", ZIP_DEFLATED) as dateless:
                for name in parts.namelist():
                    dateless.writestr(ZipInfo(name), parts.read(name), ZIP_DEFLATED)
            return file.getvalue()

    def cut_document(self) -> dict:
        """The zip's parts, and the document cut at its marks: 'clause x basis' becomes ["clause"]["x"]["basis"]."""
        with ZipFile(BytesIO(self.save())) as file:
            parts = {name: file.read(name) for name in file.namelist()}
        images = {name: b64encode(parts.pop(name)).decode() for name in list(parts) if not name.endswith((".xml", ".rels"))}
        parts = {name: part.decode() for name, part in parts.items()}
        opening, *cut = re.split(r"<\?cut (.+?)\?>", parts.pop("word/document.xml"))
        found = {"parts": parts, "images": images, "open": opening}
        for name, piece in zip(cut[::2], cut[1::2]):
            *path, last = name.split()
            at = found
            for step in path:
                at = at.setdefault(step, {})
            at[last] = piece
        return found

    def blocks(self, root, level: int):
        """The blocks of a clause's tree, with its headings at `level`."""
        before = None
        for block in root:
            if block.tag == "h3":
                yield self.paragraph(self.inline(block), f"Heading {level}")
            elif block.tag == "p":
                yield self.paragraph(self.inline(block), "Na Tabel" if before == "table" else None)
            elif block.tag in ("ol", "ul"):
                yield from self.items(block)
            elif block.tag == "table":
                if before == "table":
                    yield w("p")   # two tables without a paragraph between them become one in Word
                yield self._table(block)
            else:
                raise ValueError(f"<{block.tag}> in een clausule kan niet naar Word")
            before = block.tag

    def items(self, block, depth=0, number=None):
        """The paragraphs of a list; a list within a numbered list keeps its number, one level deeper."""
        if block.tag == "ul":
            number = self.bullets
        elif number is None:
            number = self._number(depth, block.get("start", 1))
        style = "List Bullet" if block.tag == "ul" else "List Number"
        for item in block:
            inner = list(item)
            # Markdown wraps an item in paragraphs when blank lines stand between the items.
            first = inner.pop(0) if inner and inner[0].tag == "p" else item
            yield self.paragraph(self.inline(first), style, w("numPr", w("ilvl", val=depth), w("numId", val=number)))
            for child in inner:
                if child.tag in ("ol", "ul"):
                    yield from self.items(child, depth + 1, number if child.tag == block.tag == "ol" else None)
                elif child.tag == "p":
                    yield self.paragraph(self.inline(child), "List Continue", w("ind", left=self._indent(depth)))

    def inline(self, element, bold=False):
        """The runs and blanks of an element's own words, without the lists in it."""
        yield from self._words(element.text, bold)
        for child in element:
            if child.tag in ("ol", "ul", "p"):
                return
            if child.tag not in ("strong", "a", "span"):
                raise ValueError(f"<{child.tag}> in een clausule kan niet naar Word")
            yield from self.inline(child, bold or child.tag == "strong")
            yield from self._words(child.tail, bold)

    def _words(self, text, bold):
        for index, part in enumerate(TOKEN.split(re.sub(r"\s+", " ", text or ""))):
            if index % 2:
                yield self.blank(part)
            elif part:
                yield self.run(part, bold=bold)

    def paragraph(self, content, style=None, *properties):
        """A paragraph of runs and blanks."""
        runs = list(content)
        if runs and runs[-1].tag == qn("w:r"):
            runs[-1][-1].text = runs[-1][-1].text.rstrip()
        return w("p", w("pPr", w("pStyle", val=self.style(style)) if style else None, *properties), *runs)

    def heading(self, level, words, turn=None):
        """A real heading; `turn` puts it on a new page."""
        return self.paragraph([self.run(words)], f"Heading {level}", turn)

    def run(self, words, bold=False, style=None, language=None):
        """Words of one kind; line breaks become Word's own. A mark instead of words stays as it is."""
        look = w("rPr", w("rStyle", val=self.style(style)) if style else None, w("b") if bold else None,
                 w("lang", val=LANGUAGE[language or self.language]))
        if not isinstance(words, str):
            return w("r", look, self._t(words))
        lines = re.split(r"\r\n|\r|\n", words)
        texts = [part for line in lines for part in (w("br"), self._t(line))][1:]
        return w("r", look, *texts)

    @staticmethod
    def _t(words):
        element = w("t", None if isinstance(words, str) else words)
        element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        if isinstance(words, str):
            element.text = words
        return element

    def control(self, tag, label, value, language):
        """A content control: what someone filled in, or the label in square brackets."""
        if isinstance(value, str):
            value = ILLEGAL.sub("", value).strip()
        filled = value != ""
        # Word calls a file damaged when a name is longer than 64 characters.
        name = label if len(label) <= 64 else f"{label[:63]}…"
        return w("sdt",
                 # Not plain text: LibreOffice then glues lines together and drops the colour of a blank.
                 w("sdtPr", w("alias", val=name), w("tag", val=tag), None if filled else w("showingPlcHdr"),
                   w("richText")),
                 w("sdtContent", self.run(value) if filled
                   else self.run(f"[{label}]", style="Placeholder Text", language=language)))

    def _table(self, block):
        """A table of a clause: the first row is its header, and each column gets the room its words ask for."""
        head, *rows = [list(row) for row in block.iter("tr")]
        texts = [["".join(cell.itertext()) for cell in column] for column in zip(head, *rows)]
        return self.table([self.inline(cell, True) for cell in head],
                          [[self.inline(cell) for cell in row] for row in rows], widths(texts, self.width))

    def table(self, head, rows, columns):
        """A table with lines and a header row that comes back on each page; a cell is a list of runs and blanks."""
        return w("tbl",
                 w("tblPr", w("tblStyle", val=self.style("Table Grid")), w("tblW", w=sum(columns), type="dxa"),
                   w("tblLayout", type="fixed"), w("tblLook", val="0020", firstRow=1, noHBand=1, noVBand=1)),
                 w("tblGrid", *(w("gridCol", w=width) for width in columns)),
                 self.row(head, columns, True), *(self.row(cells, columns) for cells in rows))

    def row(self, cells, columns, header=False):
        """One row of a table, that stays whole at the end of a page."""
        # In the cells too: a table that is pasted into another tender takes on the styles of that tender.
        shade = at(self.styles["table grid"], "w:tblStylePr/w:tcPr/w:shd") if header else None
        return w("tr", w("trPr", w("cantSplit"), w("tblHeader") if header else None), *(
            w("tc", w("tcPr", w("tcW", w=width, type="dxa"), deepcopy(shade)),
              self.paragraph(cell, "Tabeltekst")) for cell, width in zip(cells, columns)))

    def style(self, name):
        """The id by which the file knows a style of the template."""
        return self.styles[name.lower()].get(qn("w:styleId"))

    def _look_of(self, number):
        """The id of the look that a list with this number has: its signs and indents by level."""
        return next(look(num, "w:abstractNumId") for num in self.numbering.findall(qn("w:num")) if num.get(qn("w:numId")) == number)

    def _indent(self, depth):
        """How far the words of a numbered list stand to the right."""
        path = f"w:abstractNum[@w:abstractNumId='{self._look_of(self.numbers)}']/w:lvl[@w:ilvl='{depth}']/w:pPr/w:ind/@w:left"
        return self.numbering.xpath(path)[0]

    def _number(self, depth, start):
        """A number for one list, that begins to count anew."""
        number = max(int(num.get(qn("w:numId"))) for num in self.numbering.findall(qn("w:num"))) + 1
        self.numbering.append(w("num", w("abstractNumId", val=self._look_of(self.numbers)),
                                w("lvlOverride", w("startOverride", val=start), ilvl=depth), numId=number))
        return number

    def contents(self, title, words):
        """A table of contents that Word fills when it opens the document."""
        code = w("instrText")
        code.text = r'TOC \o "1-2" \h \z'
        begin, separate, end = (w("r", w("fldChar", fldCharType=kind)) for kind in ("begin", "separate", "end"))
        field = w("p", begin, w("r", code), separate, self.run(words), end)
        self.add(w("sdt", w("sdtPr", w("docPartObj", w("docPartGallery", val="Table of Contents"), w("docPartUnique"))),
                   w("sdtContent", self.paragraph([self.run(title)], "TOC Heading"), field)))
        self.word.settings.element.insert_element_before(
            w("updateFields", val="true"), "w:hdrShapeDefaults", "w:footnotePr", "w:endnotePr", "w:compat")

    def _around(self, model, title):
        """In the header and footer: our title for that of the template, and our words in the language of the text."""
        for rel in self.word.part.rels.values():
            if rel.reltype in (REL.HEADER, REL.FOOTER):
                for part in rel.target_part.element.iter(qn("w:t")):
                    words = part.text.strip()
                    part.text = part.text.replace(words, title if words == model else translated(words, self.language))


def widths(columns: list[list[str]], room: int) -> list[int]:
    """How `room` is divided among columns: place for its longest word, and a share of the rest that grows with its text."""
    least = [min(110 * max(map(len, re.findall(r"\w+", " ".join(column)))) + 250, room // 3) for column in columns]
    # What a supplier fills in asks for more room than its label.
    weight = [sqrt(sum(len(text) + (60 if "⟦?" in text else 0) for text in column)) for column in columns]
    rest = max(room - sum(least), 0)
    wanted = [low + rest * share / sum(weight) for low, share in zip(least, weight)]
    return [int(width * room / sum(wanted)) for width in wanted]
