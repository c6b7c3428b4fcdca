"""Writes clauses as Word: each as a ready document, and as a kit from which the browser joins any choice of them."""

from __future__ import annotations

from macros.clauses import reviews, tenders
from macros.clauses.articles import LEVELS, NUMBERED
from macros.clauses.sheet import ANCHOR, BIDDER, BUYER, TEMPLATE, WRONG, Pieces, Sheet, instruction, narrow, placed, template, translated, w
from macros.dutch import VARIANTS, day

ANNEXES = ("offertebijlagen", "bijlagen")
"""Places whose texts each start on a new page; each place does."""

COVER = ("opdracht", "besteknummer", "aanbesteder")
"""Fields on the first page, under the title: those that some text of the document asks."""

ORIGIN = {"Id": 1950, "Versie": 950, "Titel": 1960, "Variant": 800, "Datum": 1240, "Adres": 2400}
"""The last table with the shares of its columns; id and version stand side by side, so that the page 'actueel' finds them."""

REPORT = ("Title", "Heading 1", "Heading 2", "Normal", "List Bullet")
"""The styles with which the browser writes the advice of the keuzehulp."""


TITLE = "Teksten voor het bestek"
"""What a document of the browser is called, unless it holds one text or letters only."""


class Word:
    """All clauses of the site for Word; `address` is where the site stands, ending in a slash.

    Raises DataError when the template lacks what a document needs.
    """

    def __init__(self, site, writer, address: str):
        self.site, self.writer, self.address, self.template = site, writer, address, template(TEMPLATE)

    def document(self, key: str, variant: str = "basis", language: str = "nl", values: dict | None = None) -> bytes:
        """One clause as a .docx, as it reads in a tender of that clause and what it needs; blanks without a value show their label in
        square brackets."""
        clause = self.site.clauses[key]
        sheet = Sheet(self.template, clause.titles[language], language, clause.date, clause.one_page)
        if clause.one_page:
            narrow(sheet.body[-1])
        values = values or {}
        sheet.blank = lambda token: self._control(sheet, token, values.get(token, ""))
        root = placed(self.writer.tree(clause.texts[language][variant], language))
        sheet.know(root, tenders.alone(self.site, key, variant).present)
        place = f"{translated('Plaats in het bestek', language)}: {translated(self.site.word('places', clause.place), language)}."
        sheet.add(
            sheet.heading(1, clause.titles[language]),
            sheet.paragraph([sheet.run(place)], "Herkomst"),
            self._state(sheet, key, variant),
            *sheet.blocks(root, ""),
            sheet.paragraph([sheet.run(self._source(key, variant, language), language="nl")], "Herkomst"),
        )
        return sheet.save()

    def kit(self) -> dict:
        """What the browser joins: the parts of the zip, the pieces of word/document.xml, and what tells which of them hold together.

        All Dutch clauses are written into one document, so that every list has its own number; its XML is then cut
        where we left a mark. What an instruction within a piece stands for, docx.js tells.
        """
        clauses = self.site.clauses
        sheet = Pieces(self.template, TITLE, "nl", max(c.date for c in clauses.values()))
        sheet.blank = lambda token: instruction("blank", token) if token in self.site.fields else self._control(sheet, token)
        self._cover(sheet)
        for place, word in self.site.vocabulary["places"].items():
            sheet.add(instruction("cut", f"place {place}"), sheet.heading(1, word.name.capitalize(), w("pageBreakBefore")))
            if word.apart:
                sheet.add(sheet.paragraph([sheet.run(f"Dit deel hoort niet in het bestek. {word.meaning}", bold=True)]))
        for key, clause in clauses.items():
            sheet.fit(clause.one_page)
            for variant in clause.texts["nl"]:
                turn = instruction("here", "turn") if clause.place in ANNEXES else None
                root = placed(self.writer.tree(clause.texts["nl"][variant]))
                sheet.add(
                    instruction("cut", f"clause {key} {variant}"),
                    sheet.heading(2, clause.title, turn),
                    instruction("here", "only"),
                    self._state(sheet, key, variant),
                    *sheet.blocks(root, key),
                )
        sheet.fit(False)
        for key in self.site.fields:
            label = self.writer.blank(key).words
            sheet.add(
                instruction("cut", f"blank {key} empty"),
                self._control(sheet, key),
                instruction("cut", f"blank {key} filled"),
                self._control(sheet, key, instruction("here", "value")),
                instruction("cut", f"blank {key} wrong"),
                self._control(sheet, key, instruction("here", "value"), WRONG),
                instruction("cut", f"open_field {key}"),
                sheet.link(label),
            )
        self._small(sheet)
        self._origins(sheet)
        data = tenders.compiled(self.site)
        return (
            sheet.cut_document()
            | {
                "styles": {name: sheet.style(name) for name in REPORT},
                "place_of": {key: clause.place for key, clause in clauses.items()},
                "words": {"levels": LEVELS["nl"], "heading": NUMBERED["nl"], "or": " of "},
                "anchor": ANCHOR,
                "title": TITLE,
                "titles": {key: clause.title for key, clause in clauses.items()},
                "letters": [key for key, clause in clauses.items() if clause.kind == "brief"],
                "letters_title": "Brieven over de keten",
            }
            | {name: data[name] for name in ("imposes", "supersedes", "apart", "one_page", "every_lot")}
        )

    def _small(self, sheet):
        """The pieces that are not of one text: each a paragraph, a run or a property that docx.js uses where it needs one."""

        def words(text, **look):
            """Words in which {} stands for what docx.js puts there."""
            before, _, after = text.partition("{}")
            return [
                run
                for run in (
                    before and sheet.run(before, **look),
                    sheet.run(instruction("here", "words"), **look),
                    after and sheet.run(after, **look),
                )
                if run is not None and run != ""
            ]

        for name, pieces in {
            "page_break": [w("pageBreakBefore")],
            "section": [sheet.section(False)],
            "sheet": [sheet.section(True)],
            "only": [sheet.paragraph(words("Dit deel geldt alleen voor {}.", bold=True), None, w("keepNext"))],
            "lots": words("{}: ", bold=True),
            "text": words("{}"),
            "field": list(sheet.field(instruction("here", "code"), instruction("here", "words"))),
            "link": [sheet.link(instruction("here", "words"))],
            "todo_open": [sheet.paragraph([instruction("here", "open")], "List Bullet")],
            "todo_wrong": [sheet.paragraph([sheet.run("Kijk na: ", style=WRONG), instruction("here", "open")], "List Bullet")],
            "also": [sheet.run(" · ook:")],
            "space": [sheet.run(" ")],
            "again 0": [sheet.again(0)],
            "again 1": [sheet.again(1)],
            "contents_1": [sheet.entry(1)],
            "contents_2": [sheet.entry(2)],
            "contents_3": [sheet.entry(3)],
        }.items():
            sheet.add(instruction("cut", name), *pieces)
        sheet.add(instruction("cut", "table_open"))

    def _state(self, sheet, key, variant):
        """Whether a jurist read the Dutch text as it stands; by whom and when, or why that no longer counts, in Dutch."""
        found = reviews.standing(self.writer, key, variant)
        state = translated(self.site.word("clause_states", found.state), sheet.language)
        told = [sheet.run(f"{state[0].upper()}{state[1:]}.")]
        if found.state == reviews.READ:
            told.append(sheet.run(f" {found.review.organisation}, {day(found.review.date)}: {found.review.scope}", language="nl"))
        elif found.why:
            told.append(sheet.run(f" Reden: {'; '.join(found.why)}.", language="nl"))
        return sheet.paragraph(told, "Status", w("keepNext"))

    def _url(self, key):
        return f"{self.address}{self.writer.links.url(key)}#versie-{self.site.clauses[key].version.replace('.', '-')}"

    def _source(self, key, variant, language="nl"):
        clause = self.site.clauses[key]
        kind = "" if variant == "basis" else f" ({VARIANTS[variant]})"
        read = reviews.words(self.site, reviews.standing(self.writer, key, variant), language)
        return f"{key} · versie {clause.version}{kind} · {day(clause.date)} · {read} · {self._url(key)}"

    def _cover(self, sheet):
        sheet.add(
            sheet.paragraph([sheet.run("Sociaal verantwoorde werkkledij")], "Title"),
            sheet.paragraph([sheet.run(TITLE)], "Subtitle"),
        )
        for key in COVER:
            if key in self.site.fields:
                label = f"{self.site.fields[key].label}: "
                sheet.add(instruction("cut", f"cover {key}"), sheet.paragraph([sheet.run(label), sheet.blank(key)], "Titelblad"))
        sheet.add(
            instruction("cut", "todo_head"),
            sheet.paragraph([sheet.run("Nog in te vullen door u")], "TOC Heading"),
            instruction("cut", "todo"),
            sheet.paragraph(
                [
                    sheet.run("Klik op een veld om ernaartoe te gaan. Wat u nog invult, is "),
                    sheet.run("geel gemarkeerd", style=BUYER),
                    sheet.run(". Wat "),
                    sheet.run("omkaderd en grijs", style=BIDDER),
                    sheet.run(
                        " is, vult de inschrijver of de opdrachtnemer in: dat laat u staan. Wis deze lijst voor u dit document verstuurt of bekendmaakt."
                    ),
                ]
            ),
        )
        sheet.add(
            instruction("cut", "todo_none"),
            sheet.paragraph(
                [
                    sheet.run("Alle velden zijn ingevuld. Wat "),
                    sheet.run("omkaderd en grijs", style=BIDDER),
                    sheet.run(
                        " is, vult de inschrijver of de opdrachtnemer in. Wis deze lijst voor u dit document verstuurt of bekendmaakt."
                    ),
                ]
            ),
        )
        sheet.add(instruction("cut", "contents"))
        sheet.contents(
            "Inhoud",
            "Word vraagt bij het openen of het de velden mag bijwerken. Kies ja: dan komen hier de "
            "bladzijden bij. In LibreOffice: rechtsklik hier en kies 'Index bijwerken'.",
        )

    def _origins(self, sheet):
        """The last page: a row for each clause, to be picked from."""
        sheet.add(
            sheet.heading(1, "Herkomst van de teksten", w("pageBreakBefore")),
            sheet.paragraph(
                [
                    sheet.run(
                        f"Deze teksten komen van {self.address}, een onafhankelijke kennissite. Kijk op {self.address}clausules/"
                        "actueel/ na of een versie nog de huidige is: plak daar de tekst van dit document."
                    )
                ]
            ),
        )
        columns = [share * sheet.width // sum(ORIGIN.values()) for share in ORIGIN.values()]
        table = sheet.table([[sheet.run(word, bold=True)] for word in ORIGIN], [], columns)
        for key, clause in self.site.clauses.items():
            for variant in clause.texts["nl"]:
                words = key, f"versie {clause.version}", clause.title, VARIANTS[variant], day(clause.date), self._url(key)
                cells = [[sheet.run(word)] for word in words]
                cells[3].append(instruction("here", "lots"))
                row = sheet.row(cells, columns)
                table.extend([instruction("cut", f"row {key} {variant}"), row])
        table.append(instruction("cut", "table_close"))
        sheet.add(table, instruction("cut", "close"), w("p"))  # Word wants a paragraph after the last table

    def _control(self, sheet, token, value="", style=None):
        """A content control for one blank; a field carries its id, so that a filled document stays readable by id."""
        blank = self.writer.blank(token, sheet.language)
        return sheet.control(blank.field or "in-te-vullen", blank.words, value, style if value != "" else BUYER if blank.field else BIDDER)
