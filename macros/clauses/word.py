"""Writes clauses as Word: each as a ready document, and as a kit from which the browser joins any choice of them."""
from __future__ import annotations

from macros.clauses.sheet import TEMPLATE, Sheet, instruction, template, translated, w
from macros.dutch import day

ANNEXES = ("offertebijlagen", "bijlagen")
"""Places whose texts each start on a new page; each place does."""

COVER = ("opdracht", "besteknummer", "aanbesteder")
"""Fields on the first page, under the title."""

ORIGIN = {"Id": 1950, "Versie": 950, "Titel": 1960, "Variant": 800, "Datum": 1240, "Adres": 2400}
"""The last table with the shares of its columns; id and version stand side by side, so that the page 'actueel' finds them."""

REPORT = ("Title", "Heading 1", "Heading 2", "Normal", "List Bullet")
"""The styles with which the browser writes the advice of the keuzehulp."""


class Word:
    """All clauses of the site for Word; `address` is where the site stands, ending in a slash.

    Raises DataError when the template lacks what a document needs.
    """

    def __init__(self, site, writer, address: str):
        self.site, self.writer, self.address, self.template = site, writer, address, template(TEMPLATE)

    def document(self, key: str, variant: str = "basis", language: str = "nl", values: dict | None = None) -> bytes:
        """One clause as a .docx; blanks without a value show their label in square brackets."""
        clause = self.site.clauses[key]
        sheet = Sheet(self.template, clause.titles[language], language, clause.date)
        values = values or {}
        sheet.blank = lambda token: self._control(sheet, token, values.get(token, ""))
        place = f"{translated('Plaats in het bestek', language)}: {translated(self.site.word('places', clause.place), language)}."
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
        sheet.blank = lambda token: instruction("blank", token) if token in self.site.fields else self._control(sheet, token)
        self._cover(sheet)
        for place, word in self.site.vocabulary["places"].items():
            sheet.add(instruction("cut", f"place {place}"), sheet.heading(1, word.name.capitalize(), w("pageBreakBefore")))
        for key, clause in clauses.items():
            for variant in clause.texts["nl"]:
                turn = instruction("here", "turn") if clause.place in ANNEXES else None
                sheet.add(instruction("cut", f"clause {key} {variant}"), sheet.heading(2, clause.title, turn),
                          self._state(sheet, clause), *self._text(sheet, clause, variant, "nl", 3))
        for key in self.site.fields:
            sheet.add(instruction("cut", f"blank {key} empty"), self._control(sheet, key),
                      instruction("cut", f"blank {key} filled"), self._control(sheet, key, instruction("here", "value")))
        sheet.add(instruction("cut", "page_break"), w("pageBreakBefore"), instruction("cut", "table_open"))
        self._origins(sheet)
        return sheet.cut_document() | {"styles": {name: sheet.style(name) for name in REPORT},
                                 "place_of": {key: clause.place for key, clause in clauses.items()}}

    def _text(self, sheet, clause, variant, language, level):
        return sheet.blocks(self.writer.tree(clause.texts[language][variant], language), level)

    def _state(self, sheet, clause):
        state = translated(self.site.word("clause_states", clause.legal), sheet.language)
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
        columns = [share * sheet.width // sum(ORIGIN.values()) for share in ORIGIN.values()]
        table = sheet.table([[sheet.run(word, bold=True)] for word in ORIGIN], [], columns)
        for key, clause in self.site.clauses.items():
            for variant in clause.texts["nl"]:
                words = key, f"versie {clause.version}", clause.title, variant, day(clause.date), self._url(key)
                row = sheet.row([[sheet.run(word)] for word in words], columns)
                table.extend([instruction("cut", f"row {key} {variant}"), row])
        table.append(instruction("cut", "table_close"))
        sheet.add(table, instruction("cut", "close"), w("p"))   # Word wants a paragraph after the last table

    def _control(self, sheet, token, value=""):
        """A content control for one blank; a field carries its id, so that a filled document stays readable by id."""
        blank = self.writer.blank(token)
        return sheet.control(blank.field or "in-te-vullen", blank.words, value, "nl" if blank.field else sheet.language)
