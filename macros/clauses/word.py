"""Writes clauses as Word: each as a ready document, and as a kit from which the browser joins any choice of them."""
from __future__ import annotations

import re
from datetime import datetime
from io import BytesIO
from math import sqrt
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import nspfxmap, qn
from docx.shared import Cm, Pt, RGBColor
from lxml import etree

from macros.clauses.text import TOKEN
from macros.dutch import day

LANGUAGE = {"nl": "nl-BE", "en": "en-GB", "fr": "fr-BE"}
ANNEXES = ("offertebijlagen", "bijlagen")
"""Places whose texts each start on a new page; each place does."""

COVER = ("opdracht", "besteknummer", "aanbesteder")
"""Fields on the first page, under the title."""

ORIGIN = {"Id": 1950, "Versie": 950, "Titel": 1960, "Variant": 800, "Datum": 1240, "Adres": 2400}
"""The last table with its widths; id and version stand side by side, so that the page 'actueel' finds them."""

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

INK, GREY, LINE, HEAD, OPEN = "1F3A4D", "595959", "A6A6A6", "EEF2F5", "FFF2CC"
WIDTH = 9300
"""The room between the margins of an A4, in twentieths of a point."""

STEP = 425
"""How far each level of a list stands to the right, in the same unit."""

BULLETS, NUMBERS = 0, 1
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


def say(words: str, language: str) -> str:
    """Our own words in the language of the text around them."""
    return TRANSLATED.get(language, {}).get(words, words)


class Word:
    """All clauses of the site for Word; `address` is where the site stands, ending in a slash."""

    def __init__(self, site, writer, address: str):
        self.site, self.writer, self.address, self.template = site, writer, address, template()

    def document(self, key: str, variant: str = "basis", language: str = "nl", values: dict | None = None) -> bytes:
        """One clause as a .docx; blanks without a value show their label in square brackets."""
        clause = self.site.clauses[key]
        sheet = Sheet(self.template, clause.titles[language], language, clause.date)
        values = values or {}
        sheet.blank = lambda token: self._control(sheet, token, values.get(token, ""))
        place = f"{say('Plaats in het bestek', language)}: {say(self.site.word('places', clause.place), language)}."
        sheet.add(
            sheet.heading(1, clause.titles[language]), sheet.paragraph([sheet.run(place)], "Herkomst"),
            self._state(sheet, clause), *self._text(sheet, clause, variant, language, 2),
            sheet.paragraph([sheet.run(self._source(key, variant), language="nl")], "Herkomst"))
        return sheet.save()

    def kit(self) -> dict:
        """What the browser joins: the parts of the zip, and the pieces of word/document.xml.

        All Dutch clauses are written into one document, so that every list has its own number; its XML is then cut
        where we left a mark. In a piece, `<?blank id?>` stands for what is under `blank`, `<?here turn?>` for
        `page_break`, and `<?here value?>` for what was typed.
        """
        clauses = self.site.clauses
        sheet = Sheet(self.template, "Teksten voor het bestek", "nl", max(c.date for c in clauses.values()))
        sheet.blank = lambda token: mark("blank", token) if token in self.site.fields else self._control(sheet, token)
        self._cover(sheet)
        for place, word in self.site.vocabulary["places"].items():
            sheet.add(mark("cut", f"place {place}"), sheet.heading(1, word.name.capitalize(), w("pageBreakBefore")))
        for key, clause in clauses.items():
            for variant in clause.texts["nl"]:
                turn = mark("here", "turn") if clause.place in ANNEXES else None
                sheet.add(mark("cut", f"clause {key} {variant}"), sheet.heading(2, clause.title, turn),
                          self._state(sheet, clause), *self._text(sheet, clause, variant, "nl", 3))
        for key in self.site.fields:
            sheet.add(mark("cut", f"blank {key} empty"), self._control(sheet, key),
                      mark("cut", f"blank {key} filled"), self._control(sheet, key, mark("here", "value")))
        sheet.add(mark("cut", "page_break"), w("pageBreakBefore"), mark("cut", "table_open"))
        self._origins(sheet)
        return sheet.pieces() | {"place_of": {key: clause.place for key, clause in clauses.items()}}

    def _text(self, sheet, clause, variant, language, level):
        return sheet.blocks(self.writer.tree(clause.texts[language][variant], language), level)

    def _state(self, sheet, clause):
        state = say(self.site.word("clause_states", clause.legal), sheet.language)
        return sheet.paragraph([sheet.run(f"{state[0].upper()}{state[1:]}.")], "Status")

    def _url(self, key):
        return f"{self.address}{self.writer.links.url(key)}#versie-{self.site.clauses[key].version.replace('.', '-')}"

    def _source(self, key, variant):
        clause = self.site.clauses[key]
        kind = "" if variant == "basis" else f" ({variant})"
        return f"{key} · versie {clause.version}{kind} · {day(clause.date)} · {self._url(key)}"

    def _cover(self, sheet):
        sheet.add(sheet.paragraph([sheet.run("Sociaal verantwoorde werkkledij")], "Title"),
                  sheet.paragraph([sheet.run("Teksten voor het bestek")], "Subtitle"))
        for key in COVER:
            if key in self.site.fields:
                label = f"{self.site.fields[key].label}: "
                sheet.add(sheet.paragraph([sheet.run(label), sheet.blank(key)], "Titelblad"))
        sheet.contents("Inhoud", "Word vraagt bij het openen of het de velden mag bijwerken. Kies ja: dan komt hier de "
                                 "inhoudstafel. In LibreOffice: rechtsklik hier en kies 'Index bijwerken'.")

    def _origins(self, sheet):
        """The last page: a row for each clause, to be picked from."""
        sheet.add(sheet.heading(1, "Herkomst van de teksten", w("pageBreakBefore")), sheet.paragraph([sheet.run(
            f"Deze teksten komen van {self.address}, een onafhankelijke kennissite. Kijk op {self.address}clausules/"
            "actueel/ na of een versie nog de huidige is: plak daar de tekst van dit document.")]))
        columns = list(ORIGIN.values())
        table = sheet.table([[sheet.run(word, bold=True)] for word in ORIGIN], [], columns)
        for key, clause in self.site.clauses.items():
            for variant in clause.texts["nl"]:
                words = key, f"versie {clause.version}", clause.title, variant, day(clause.date), self._url(key)
                row = sheet.row([[sheet.run(word)] for word in words], columns)
                table.extend([mark("cut", f"row {key} {variant}"), row])
        table.append(mark("cut", "table_close"))
        sheet.add(table, mark("cut", "close"), w("p"))   # Word wants a paragraph after the last table

    def _control(self, sheet, token, value=""):
        """A content control for one blank; a field carries its id, so that a filled document stays readable by id."""
        blank = self.writer.blank(token)
        return sheet.control(blank.field or "in-te-vullen", blank.words, value, "nl" if blank.field else sheet.language)


def mark(name: str, words: str):
    """A processing instruction: a place in the XML that no reader of it sees."""
    return etree.ProcessingInstruction(name, words)


class Sheet:
    """One Word file in the making: turns a clause's tree into paragraphs, lists, tables and content controls."""

    def __init__(self, template: bytes, title: str, language: str, date):
        self.language, self.blank, self.word = language, None, Document(BytesIO(template))
        self.body = self.word.element.body
        self.numbering = self.word.part.numbering_part.element
        self.word.styles.element.find(f".//{qn('w:lang')}").set(qn("w:val"), LANGUAGE[language])
        core = self.word.core_properties
        core.title, core.language, core.author, core.comments = title, LANGUAGE[language], "", ""
        core.created = core.modified = datetime(date.year, date.month, date.day)
        self._footer(title)

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

    def pieces(self) -> dict:
        """The zip's parts, and the document cut at its marks: 'clause x basis' becomes ["clause"]["x"]["basis"]."""
        with ZipFile(BytesIO(self.save())) as file:
            parts = {name: file.read(name).decode() for name in file.namelist()}
        opening, *cut = re.split(r"<\?cut (.+?)\?>", parts.pop("word/document.xml"))
        found = {"parts": parts, "open": opening}
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
                yield self.paragraph(self.inline(block), f"Heading{level}")
            elif block.tag == "p":
                yield self.paragraph(self.inline(block), "NaTabel" if before == "table" else None)
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
            number = BULLETS + 1
        elif number is None:
            number = self._number(depth, block.get("start", 1))
        style = "ListBullet" if block.tag == "ul" else "ListNumber"
        for item in block:
            inner = list(item)
            # Markdown wraps an item in paragraphs when blank lines stand between the items.
            first = inner.pop(0) if inner and inner[0].tag == "p" else item
            yield self.paragraph(self.inline(first), style, w("numPr", w("ilvl", val=depth), w("numId", val=number)))
            for child in inner:
                if child.tag in ("ol", "ul"):
                    yield from self.items(child, depth + 1, number if child.tag == block.tag == "ol" else None)
                elif child.tag == "p":
                    yield self.paragraph(self.inline(child), "ListContinue", w("ind", left=STEP * (depth + 1)))

    def inline(self, element, bold=False):
        """The runs and blanks of an element's own words, without the lists in it."""
        yield from self._words(element.text, bold)
        for child in element:
            if child.tag in ("ol", "ul", "p"):
                return
            if child.tag != "strong":
                raise ValueError(f"<{child.tag}> in een clausule kan niet naar Word")
            yield from self.inline(child, True)
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
        return w("p", w("pPr", w("pStyle", val=style) if style else None, *properties), *runs)

    def heading(self, level, words, turn=None):
        """A real heading; `turn` puts it on a new page."""
        return self.paragraph([self.run(words)], f"Heading{level}", turn)

    def run(self, words, bold=False, style=None, language=None):
        """Words of one kind; line breaks become Word's own. A mark instead of words stays as it is."""
        look = w("rPr", w("rStyle", val=style) if style else None, w("b") if bold else None,
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
                   else self.run(f"[{label}]", style="PlaceholderText", language=language)))

    def _table(self, block):
        """A table of a clause: the first row is its header, and each column gets the room its words ask for."""
        head, *rows = [list(row) for row in block.iter("tr")]
        texts = [["".join(cell.itertext()) for cell in column] for column in zip(head, *rows)]
        return self.table([self.inline(cell, True) for cell in head],
                          [[self.inline(cell) for cell in row] for row in rows], widths(texts))

    def table(self, head, rows, columns):
        """A table with lines and a header row that comes back on each page; a cell is a list of runs and blanks."""
        return w("tbl",
                 w("tblPr", w("tblStyle", val="TableGrid"), w("tblW", w=sum(columns), type="dxa"),
                   w("tblLayout", type="fixed"), w("tblLook", val="0020", firstRow=1, noHBand=1, noVBand=1)),
                 w("tblGrid", *(w("gridCol", w=width) for width in columns)),
                 self.row(head, columns, True), *(self.row(cells, columns) for cells in rows))

    def row(self, cells, columns, header=False):
        """One row of a table, that stays whole at the end of a page."""
        shade = {"val": "clear", "color": "auto", "fill": HEAD}
        return w("tr", w("trPr", w("cantSplit"), w("tblHeader") if header else None), *(
            w("tc", w("tcPr", w("tcW", w=width, type="dxa"), w("shd", **shade) if header else None),
              self.paragraph(cell, "Tabeltekst")) for cell, width in zip(cells, columns)))

    def _number(self, depth, start):
        """A number for one list, that begins to count anew."""
        number = len(self.numbering.findall(qn("w:num"))) + 1
        self.numbering.append(w("num", w("abstractNumId", val=NUMBERS),
                                w("lvlOverride", w("startOverride", val=start), ilvl=depth), numId=number))
        return number

    def contents(self, title, words):
        """A table of contents that Word fills when it opens the document."""
        code = w("instrText")
        code.text = r'TOC \o "1-2" \h \z'
        begin, separate, end = (w("r", w("fldChar", fldCharType=kind)) for kind in ("begin", "separate", "end"))
        field = w("p", begin, w("r", code), separate, self.run(words), end)
        self.add(w("sdt", w("sdtPr", w("docPartObj", w("docPartGallery", val="Table of Contents"), w("docPartUnique"))),
                   w("sdtContent", self.paragraph([self.run(title)], "TOCHeading"), field)))
        self.word.settings.element.find(qn("w:compat")).addprevious(w("updateFields", val="true"))

    def _footer(self, title):
        """Title to the left, 'Pagina X van Y' to the right."""
        footer = self.word.sections[0].footer.paragraphs[0]._p
        page, of = say("Pagina", self.language), say("van", self.language)
        footer.extend([self.run(title), w("r", w("tab")), self.run(f"{page} "), self._field("PAGE"),
                       self.run(f" {of} "), self._field("NUMPAGES")])

    def _field(self, code):
        return w("fldSimple", self.run("1"), instr=code)


def widths(columns: list[list[str]]) -> list[int]:
    """The width of each column: room for its longest word, and a share of the rest that grows with its text."""
    least = [min(110 * max(map(len, re.findall(r"\w+", " ".join(column)))) + 250, WIDTH // 3) for column in columns]
    # What a supplier fills in asks for more room than its label.
    weight = [sqrt(sum(len(text) + (60 if "⟦?" in text else 0) for text in column)) for column in columns]
    rest = max(WIDTH - sum(least), 0)
    wanted = [low + rest * share / sum(weight) for low, share in zip(least, weight)]
    return [int(width * WIDTH / sum(wanted)) for width in wanted]


KEPT = (
    "Normal", "DefaultParagraphFont", "NoList", "TableNormal", "TableGrid", "Footer", "Title", "Subtitle", "TOCHeading",
    "Heading1", "Heading2", "Heading3", "ListBullet", "ListNumber", "ListContinue")
"""The styles of python-docx's own template that we use."""

LOOK = ("w:link", "w:rsid", "w:rPr", "w:pPr/w:pBdr", "w:pPr/w:numPr", "w:pPr/w:contextualSpacing", "w:pPr/w:tabs")
"""What we take out of those styles, to put our own in its place."""

SETTINGS = ("zoom", "defaultTabStop", "characterSpacingControl", "compat", "decimalSymbol", "listSeparator")

STYLES = {
    # style: (based on, points, bold, colour, points before, points after)
    "Normal": (None, 10.5, None, None, 0, 6),
    "Title": ("Normal", 24, True, INK, 0, 4),
    "Subtitle": ("Normal", 14, None, GREY, 0, 18),
    "Heading 1": ("Normal", 17, True, INK, 24, 8),
    "Heading 2": ("Normal", 13.5, True, INK, 20, 4),
    "Heading 3": ("Normal", 11, True, INK, 12, 4),
    "TOC Heading": ("Heading 1", 13.5, True, INK, 24, 6),
    "toc 1": ("Normal", 10.5, True, None, 6, 2),
    "toc 2": ("Normal", 10.5, None, None, 0, 2),
    "List Number": ("Normal", 10.5, None, None, 0, 4),
    "List Bullet": ("Normal", 10.5, None, None, 0, 3),
    "List Continue": ("Normal", 10.5, None, None, 0, 4),
    "Footer": ("Normal", 8.5, None, GREY, 0, 0),
    "Titelblad": ("Normal", 10.5, None, None, 0, 3),
    "Tabeltekst": ("Normal", 9, None, None, 2, 2),
    "Na Tabel": ("Normal", 10.5, None, None, 10, 6),
    "Status": ("Normal", 9, None, GREY, 0, 8),
    "Herkomst": ("Normal", 9, None, GREY, 6, 2),
}


def template() -> bytes:
    """An empty A4 with our styles and lists: python-docx's own template, without what we do not use."""
    word = Document()
    _strip(word)
    section = word.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.3)
    section.top_margin, section.bottom_margin = Cm(2.3), Cm(2.2)
    _styles(word.styles)
    numbering = word.part.numbering_part.element
    bullets = [("bullet", sign) for sign in "•–•"]
    numbers = [("decimal", "%1."), ("lowerLetter", "%2)"), ("lowerRoman", "%3.")]
    numbering.extend(w("abstractNum", w("multiLevelType", val="multilevel"), *(
        w("lvl", w("start", val=1), w("numFmt", val=form), w("lvlText", val=text), w("lvlJc", val="left"),
          w("pPr", w("ind", left=STEP * (level + 1), hanging=STEP)), ilvl=level)
        for level, (form, text) in enumerate(levels)), abstractNumId=key)
        for key, levels in ((BULLETS, bullets), (NUMBERS, numbers)))
    numbering.append(w("num", w("abstractNumId", val=BULLETS), numId=BULLETS + 1))
    with BytesIO() as file:
        word.save(file)
        return file.getvalue()


def _strip(word):
    """Take out styles, parts and settings that only make the file heavier; Word's current mode, not that of 2010."""
    for owner, kept in ((word.part, ("styles", "settings", "numbering", "fontTable")),
                        (word.part.package, ("officeDocument", "core-properties"))):
        for key in [key for key, rel in owner.rels.items() if not rel.reltype.endswith(kept)]:
            del owner.rels[key]
    styles = word.styles.element
    for style in styles.findall(qn("w:style")):
        if style.get(qn("w:styleId")) not in KEPT:
            styles.remove(style)
        for name in LOOK:
            for old in style.findall("/".join(map(qn, name.split("/")))):
                old.getparent().remove(old)
    styles.find(qn("w:latentStyles"))[:] = []
    settings = word.settings.element
    for child in list(settings):
        if child.tag not in [qn(f"w:{name}") for name in SETTINGS]:
            settings.remove(child)
    zoom = settings.find(qn("w:zoom"))
    zoom.attrib.clear()
    zoom.set(qn("w:percent"), "100")
    compat = settings.find(qn("w:compat"))
    compat.remove(compat.find(qn("w:useFELayout")))
    compat[0].set(qn("w:val"), "15")
    word.part.numbering_part.element[:] = []


def _styles(styles):
    """Our own look on Word's built-in styles, and a few styles of our own."""
    fonts = styles.element.find(f".//{qn('w:rFonts')}")
    fonts.attrib.clear()
    for name in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{name}"), "Calibri")
    known = {style.name for style in styles}
    for name, (base, size, bold, colour, before, after) in STYLES.items():
        style = styles[name] if name in known else styles.add_style(
            name, WD_STYLE_TYPE.PARAGRAPH, builtin=name.startswith("toc"))
        style.base_style = styles[base] if base else None
        style.font.size, style.font.bold = Pt(size), bold
        style.font.color.rgb = RGBColor.from_string(colour) if colour else None
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
        style.paragraph_format.line_spacing = 1 if name in ("Tabeltekst", "Title", "Footer") else 1.12
    styles["Herkomst"].paragraph_format.keep_together = True
    styles["Status"].font.italic = True
    for name in ("toc 1", "toc 2"):
        tab = w("tab", val="right", leader="dot", pos=WIDTH)
        styles[name].element.get_or_add_pPr().insert_element_before(w("tabs", tab), "w:spacing", "w:ind")
    styles["toc 2"].paragraph_format.left_indent = Pt(12)
    styles["Footer"].element.get_or_add_pPr().insert_element_before(
        w("tabs", w("tab", val="right", pos=WIDTH)), "w:spacing")
    blank = styles.add_style("Placeholder Text", WD_STYLE_TYPE.CHARACTER, builtin=True)
    blank.element.get_or_add_rPr().append(w("shd", val="clear", color="auto", fill=OPEN))
    borders = styles["Table Grid"].element.find(f".//{qn('w:tblBorders')}")
    for border in borders:
        border.set(qn("w:color"), LINE)
    margins = styles["Table Grid"].element.find(f".//{qn('w:tblCellMar')}")
    for side in ("top", "bottom"):
        margins.find(qn(f"w:{side}")).set(qn("w:w"), "30")
