"""What a jurist reads in Word: a file per clause to go through line by line, and one with every open question about the law."""

from __future__ import annotations

import re
from copy import copy
from functools import cached_property

from macros.clauses import reviews, tenders
from macros.clauses.sheet import BIDDER, BUYER, PARAGRAPH, PROPERTIES, TEMPLATE, Sheet, at, template, w
from macros.dutch import VARIANTS, day
from macros.facts import upkeep
from macros.facts.dates import today

REMARKS = 14
"""Empty rows for remarks."""

REPORT = (
    ("Naam", ""),
    ("Functie", "bijvoorbeeld jurist overheidsopdrachten"),
    ("Organisatie", ""),
    ("Datum van de lezing", ""),
    ("Gelezen varianten", ""),
    ("Wat ik naging, en wat niet", "bijvoorbeeld alleen de regels over overheidsopdrachten, niet de taalregels"),
    ("Voorwaarden", "waaronder u de tekst goed vindt; laat leeg als er geen zijn"),
    ("Geldig tot", "de dag waarop iemand de tekst opnieuw moet lezen"),
    ("Besluit", "bruikbaar, bruikbaar met de opmerkingen, of niet bruikbaar"),
    ("Mag uw naam op de site?", "ja, alleen mijn functie en organisatie, of nee"),
)
"""What the outcome of a reading tells: what a record in reviews.yml holds."""

BEFORE_SUPPRESS = {w(name).tag for name in ("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "numPr")}
"""What stands before the mark that a paragraph has no line numbers."""

MARKUP = re.compile(r"\*\*|(?<!\S)(?:#{3}|-|\||-{3,})(?!\S)")
"""What a text carries for its form, and a reader of its words does not need."""


class Reading(Sheet):
    """A sheet on which a text stands whole: with its conditions in words and its numbers as they are, so that nothing falls away."""

    def part(self, block, key):
        return self.paragraph([*self.inline(block, key)], "Heading 3")

    def reference(self, key, target, runs):
        return runs

    def number_lines(self, first, last):
        """Number the lines of what stands between these two ends of a part, and of nothing else that stands here."""
        inside = False
        for paragraph in self.body.iter(PARAGRAPH):
            if paragraph in (first, last):
                inside = paragraph is first
            elif not inside:
                _unnumbered(paragraph)
        at(last, "w:pPr/w:sectPr/w:pgMar").addnext(w("lnNumType", countBy=1, restart="continuous"))

    def words(self, text, style=None, bold=False):
        """A paragraph of words."""
        self.add(self.paragraph([self.run(text, bold=bold)], style))

    def grid(self, head, rows, shares):
        """A table of words, with a paragraph behind it, as Word wants between two tables."""
        columns = [share * self.width // sum(shares) for share in shares]
        cells = [[self._cell(words) for words in row] for row in rows]
        self.add(self.table([[self.run(words, bold=True)] for words in head], cells, columns), w("p"))

    def _cell(self, words):
        return [self.run(words)] if isinstance(words, str) else words


def _unnumbered(paragraph):
    """Give no numbers to the lines of a paragraph."""
    properties = paragraph[0] if len(paragraph) and paragraph[0].tag == PROPERTIES else w("pPr")
    if properties.getparent() is None:
        paragraph.insert(0, properties)
    place = sum(child.tag in BEFORE_SUPPRESS for child in properties)
    properties.insert(place, w("suppressLineNumbers"))


class Dossier:
    """The files for a jurist; `address` is where the site stands, ending in a slash."""

    def __init__(self, site, writer, address: str):
        self.site, self.writer, self.links, self.address = site, writer, writer.links, address
        self.template = template(TEMPLATE)

    def clause(self, key: str) -> bytes:
        """Everything a jurist needs to read one clause, in each of its variants."""
        clause = self.site.clauses[key]
        sheet = Reading(self.template, f"Nazicht: {clause.title}", "nl", clause.date)
        sheet.blank = lambda token: self._blank(sheet, token)
        sheet.add(sheet.heading(1, f"Nazicht: {clause.title}"))
        sheet.words(
            f"{clause.summary} Lees de tekst, zet uw opmerkingen in de tabel achteraan bij het nummer van de regel, en vul het besluit in."
        )
        self._about(sheet, key, clause)
        self._basis(sheet, key, clause)
        self._questions(sheet, [(id, q) for id, q in self.open_questions() if key in q.clauses], 2)
        self._changed(sheet, clause)
        first, last = sheet.section(False), sheet.section(False)
        sheet.add(first)
        for variant, text in clause.texts["nl"].items():
            name = "De tekst" if variant == "basis" else f"De variant {VARIANTS[variant]}"
            sheet.add(sheet.heading(2, f"{name}, versie {clause.version}"))
            sheet.add(*sheet.blocks(self._told(self.writer.tree(text)), ""))
        sheet.add(last)
        sheet.number_lines(first, last)
        sheet.add(*map(copy, self.outcome))
        return sheet.save()

    def questions(self) -> bytes:
        """Every open question about the law, by what its answer changes, and every fact about the law that is still to be checked."""
        newest = max(clause.date for clause in self.site.clauses.values())
        sheet = Reading(self.template, "Open vragen over het recht", "nl", newest)
        sheet.add(sheet.heading(1, "Open vragen over het recht"))
        sheet.words(f"Wat {self.address} niet kon nagaan. Bovenaan staat wat het meest verandert.")
        for stake, found in self.by_stake().items():
            word = self.site.vocabulary["stakes"][stake]
            sheet.add(sheet.heading(2, word.name[0].upper() + word.name[1:]))
            sheet.words(word.meaning)
            self._questions(sheet, found, 3)
        sheet.add(sheet.heading(2, "Feiten over het recht die nog te controleren zijn"))
        rows = [(name, self._plain(fact), fact.check) for name, fact in open_facts(self.site)]
        sheet.grid(("Waar", "Wat er staat", "Nagaan"), rows, (2, 5, 3))
        return sheet.save()

    def open_questions(self):
        """The open questions, those that change most first: (id, question)."""
        return [item for found in self.by_stake().values() for item in found]

    def by_stake(self) -> dict[str, list]:
        """The open questions by what they change, as the list `stakes` has them."""
        return by_stake(self.site)

    def _plain(self, fact):
        return self.links.plain(
            getattr(fact, "text", None) or getattr(fact, "what", None) or getattr(fact, "short", None) or "het hele stuk"
        )

    def _about(self, sheet, key, clause):
        standings = {variant: reviews.standing(self.writer, key, variant) for variant in clause.texts["nl"]}
        rows = [
            ("Id en versie", f"{key} · versie {clause.version} van {day(clause.date)}"),
            ("Plaats in het bestek", self.site.word("places", clause.place)),
            ("Adres", f"{self.address}{self.links.url(key)}"),
            *(
                (
                    f"Staat ({VARIANTS[variant]})",
                    "; ".join([reviews.words(self.site, found), *found.why])
                    + f". Code van deze woorden: {reviews.text_code(self.writer, key, variant)}",
                )
                for variant, found in standings.items()
            ),
        ]
        sheet.grid(("Gegeven", "Wat u leest"), rows, (2, 7))
        sheet.words(
            "Uw besluit geldt voor precies deze woorden en deze rechtsgrond. Verandert er een, dan vervalt het vanzelf en zegt de site waarom."
        )

    def _basis(self, sheet, key, clause):
        sheet.add(sheet.heading(2, "De rechtsgrond"))
        cited = list(dict.fromkeys(article for variant in clause.texts["nl"] for article in reviews.cited(self.site, key, variant)))
        rows = []
        for article in cited:
            record = self.site.articles[article]
            fact = record.gist if record.gist.state else record
            sure = self.site.word("states", fact.state) + (f" op {day(fact.checked)}" if fact.checked else "")
            check = f". Nagaan: {fact.check}" if fact.check else ""
            rows.append(
                (self.writer.cite(article), self.links.plain(record.gist.text), f"{sure}{check}", reviews.article_code(self.site, article))
            )
        sheet.grid(("Artikel", "Wat er volgens ons staat", "Hoe zeker", "Code"), rows, (3, 5, 4, 2))
        unsure = [(path, fact) for path, fact in upkeep.stated(clause) if fact.state == "te-bevestigen" and path]
        if unsure:
            sheet.add(sheet.heading(2, "Wat we bij deze tekst niet zeker weten"))
            sheet.grid(("Wat er bij de tekst staat", "Nagaan"), [(self._plain(fact), fact.check) for _, fact in unsure], (6, 4))

    def _questions(self, sheet, found, level):
        if level == 2:
            sheet.add(sheet.heading(2, "Onze open vragen"))
            if not found:
                sheet.words("Bij deze tekst staat geen open vraag genoteerd. Ziet u er een, zet ze bij uw opmerkingen.")
        for _, question in found:
            sheet.words(self.links.plain(question.question), f"Heading {3}")
            for label, words in (
                ("Waarom het niet zeker is", question.why),
                ("Wat het antwoord verandert", question.alters),
                ("Hoe we intussen te werk gaan", question.meanwhile),
                ("Waar het na te gaan is", question.where),
            ):
                sheet.add(sheet.paragraph([sheet.run(f"{label}: ", bold=True), sheet.run(self.links.plain(words))]))
            if level == 3:
                names = "; ".join(self.site.clauses[key].title for key in question.clauses)
                laws = "; ".join(self.writer.cite(key) for key in question.articles)
                sheet.add(sheet.paragraph([sheet.run("Raakt aan: ", bold=True), sheet.run("; ".join(filter(None, [names, laws])))]))
            sheet.add(sheet.paragraph([sheet.run("Uw antwoord: ", bold=True), sheet.run("[uw antwoord]", style=BIDDER)]))

    def _changed(self, sheet, clause):
        sheet.add(sheet.heading(2, "Wat veranderde sinds de vorige versie"))
        if len(clause.history) == 1:
            sheet.words("Dit is de eerste versie.")
            return
        last = clause.history[-2]
        sheet.words(
            f"{clause.history[-1].what} Hieronder staat wat wegviel (doorgehaald) en wat erbij kwam (onderstreept) sinds versie {last.version}."
        )
        runs = []
        for kind, words in self.writer.compare(clause.older[last.version], clause.texts["nl"]):
            words = " ".join(MARKUP.sub(" ", words).split())
            run = sheet.run(f"{_short(words) if kind == 'same' else words} ")
            if kind != "same":
                run[0].append(w("strike") if kind == "gone" else w("u", val="single"))
            runs.append(run)
        sheet.add(sheet.paragraph(runs))

    def _told(self, root):
        """The tree of a text in which each condition stands as words in front of what hangs on it."""
        for element in root.iter():
            condition = element.attrib.pop("data-if", None)
            if condition and element.tag == "span":
                element.text = f" [{tenders.when(self.site, condition)}:{element.text or ''}"
                last = element[-1] if len(element) else None
                if last is None:
                    element.text += "]"
                else:
                    last.tail = f"{last.tail or ''}]"
            elif condition:
                first = element
                while len(first) and not (first.text or "").strip() and first[0].tag in ("p", "td"):
                    first = first[0]
                first.text = f"[{tenders.when(self.site, condition)}] {(first.text or '').lstrip()}"
        return root

    def _blank(self, sheet, token):
        blank = self.writer.blank(token)
        preset = self.writer.preset(blank.field) if blank.field else ""
        return sheet.run(f"[{blank.words}{f': {preset}' if preset else ''}]", style=BUYER if blank.field else BIDDER)

    @cached_property
    def outcome(self) -> list:
        """Where a jurist writes what he found, without numbers of lines: the same blocks in each file."""
        sheet = Reading(self.template, "", "nl", today())
        sheet.add(sheet.heading(2, "Uw opmerkingen"))
        sheet.words("Een tabel in de tekst heeft geen regelnummers: noem dan de rij.")
        sheet.grid(("Regel", "Opmerking", "Wat er beter staat"), [("", "", "")] * REMARKS, (1, 5, 5))
        sheet.add(sheet.heading(2, "Uw besluit"))
        rows = [(label, [sheet.run(f"[{hint or label.lower()}]", style=BIDDER)]) for label, hint in REPORT]
        sheet.grid(("Vraag", "Antwoord"), rows, (3, 7))
        sheet.words(
            f"Bezorg dit bestand aan wie de site onderhoudt; {self.address}clausules/nazicht/ zegt hoe. U geeft een oordeel over een modeltekst. Wie "
            "de tekst in een bestek gebruikt, blijft er zelf verantwoordelijk voor."
        )
        for paragraph in sheet.body.iter(PARAGRAPH):
            _unnumbered(paragraph)
        return sheet.body[:-1]


def _short(words, keep=12):
    """Words that stayed: the first and the last of many."""
    parts = words.split()
    return words if len(parts) <= 2 * keep else f"{' '.join(parts[:keep])} […] {' '.join(parts[-keep:])}"


def by_stake(site) -> dict[str, list]:
    """The open questions by what they change, as the list `stakes` has them; a stake without one is left out."""
    found = {stake: [(key, q) for key, q in site.open_questions.items() if q.stake == stake] for stake in site.vocabulary["stakes"]}
    return {stake: questions for stake, questions in found.items() if questions}


LAW = ("thresholds", "articles", "acts", "conventions", "legal_questions")
"""The kinds whose facts are about the law, what costs a buyer most first."""


def open_facts(site) -> list[tuple]:
    """(name of the record, statement) for each fact about the law that is still to be checked."""
    return [
        (record.named(site, key), fact)
        for kind in LAW
        for key, record in site.kinds[kind].items()
        for _, fact in upkeep.stated(record)
        if fact.state == "te-bevestigen"
    ]
