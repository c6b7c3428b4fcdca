"""Makes the slides for a training from the same records as the site: real titles, tables and speaker notes, free to change."""

from __future__ import annotations

import re
from copy import deepcopy
from datetime import datetime
from functools import cache
from io import BytesIO
from math import ceil
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from pptx import Presentation
from pptx.enum.dml import MSO_THEME_COLOR as COLOUR
from pptx.enum.lang import MSO_LANGUAGE_ID
from pptx.enum.shapes import PP_PLACEHOLDER as PLACE
from pptx.opc.constants import CONTENT_TYPE as KIND
from pptx.opc.constants import RELATIONSHIP_TYPE as REL
from pptx.opc.packuri import PackURI
from pptx.oxml.text import CT_TextBody
from pptx.parts.slide import NotesSlidePart, SlidePart
from pptx.text.text import TextFrame
from pptx.util import Emu, Inches, Pt

from macros.after import drawing, qr
from macros.decision.words import amounts, query
from macros.dutch import day
from macros.facts.duties import due
from macros.facts.problems import DataError, Problem
from macros.pages import pictures

TEMPLATE = Path(__file__).with_name("template.pptx")
"""The look: colours, fonts, places and a logo. Who wants another changes its slide master in PowerPoint."""

LAYOUTS = {"Titeldia": 2, "Titel en tekst": 2, "Alleen titel": 1}
"""The layouts of the template, and how many of its first places we fill: a title, and a text."""

LONG = 90
"""From how many letters a title gets a smaller size."""

SIZES = (24, 22, 20, 18, 16)
"""Sizes of the text in points, from which the largest that fits is taken; nothing is smaller than the last."""

QR = Inches(3.5)
"""The side of a QR code."""

MADE = datetime(2026, 1, 1)
"""The date inside the file: always the same, so that the same data give the same file."""


class Deck:
    """Slides in the look of the template; text that does not fit goes on to a next slide.

    Raises DataError when the template lacks what a slide needs.
    """

    def __init__(self):
        self.file = Presentation(TEMPLATE)
        layouts = {layout.name: layout for layout in self.file.slide_layouts}
        wrong = [
            f"de indeling '{name}' ontbreekt of heeft geen plaats voor {'titel en tekst' if count == 2 else 'een titel'}"
            for name, count in LAYOUTS.items()
            if name not in layouts
            or {0, 1}.intersection(place.placeholder_format.idx for place in layouts[name].placeholders) != set(range(count))
        ]
        if len(self.file.slides):
            wrong.append("er staan dia's in; bewaar in PowerPoint alleen het diamodel, want LibreOffice voegt een dia toe")
        if wrong:
            raise DataError([Problem(f"macros/after/{TEMPLATE.name}", message) for message in wrong])
        for rels in (self.file.part.rels, self.file.part.package._rels):  # what PowerPoint keeps of who changed it and on which machine
            for key in [key for key, rel in rels.items() if rel.reltype in (REL.EXTENDED_PROPERTIES, REL.CUSTOM_PROPERTIES, REL.THUMBNAIL)]:
                rels.pop(key)
        self.opening, self.text, self.bare = (layouts[name] for name in LAYOUTS)
        self.places, self.notes = {name: self._places(layouts[name]) for name in LAYOUTS}, None
        place = next(place for place in self.text.placeholders if place.placeholder_format.idx == 1)
        self.box = place.left, place.top, place.width, place.height

    def slide(self, title, layout=None, notes=""):
        """A new slide with its title, number and notes; returns it."""
        layout = layout or self.bare
        rel, slide = self.file.part.add_slide(layout)
        slide.shapes._spTree.extend(map(deepcopy, self.places[layout.name]))
        self.file.slides._sldIdLst.add_sldId(rel)
        self.put(slide.shapes.title.text_frame, [title], None if len(title) < LONG else 24)
        if notes:
            self.put(self._notes(slide), notes.strip().split("\n"))
        return slide

    def _places(self, layout):
        """What stands on each new slide of a layout: its places, still empty, and its number."""
        shapes = SlidePart.new(PackURI("/new"), self.file.part.package, layout.part).slide.shapes
        shapes.clone_layout_placeholders(layout)
        numbers = (place for place in layout.placeholders if place.placeholder_format.type == PLACE.SLIDE_NUMBER)
        return [place._element for place in (*shapes, *numbers)]

    def _notes(self, slide):
        """The frame for the notes of a slide. Only the first is made by python-pptx, which looks through the whole file for each."""
        if self.notes is None:
            self.notes = deepcopy(slide.notes_slide._element)
        else:
            name = PackURI(f"/ppt/notesSlides/notesSlide{len(self.file.slides)}.xml")
            part = NotesSlidePart(name, KIND.PML_NOTES_SLIDE, slide.part.package, deepcopy(self.notes))
            part.relate_to(self.file.part.notes_master_part, REL.NOTES_MASTER)
            part.relate_to(slide.part, REL.SLIDE)
            slide.part.relate_to(part, REL.NOTES_SLIDE)
        return slide.notes_slide.notes_text_frame

    def put(self, frame, lines, size=None, bold=None, colour=None):
        """Fill an empty frame with one paragraph a line, marked as Dutch; **words** between stars are bold. What is not given, the template says."""
        frame.word_wrap = True
        paragraphs = []
        for line in lines:
            paragraphs.append(deepcopy(look(size)[0]))
            for at, part in enumerate(line.split("**")):
                if part:
                    run = deepcopy(look(size, True if at % 2 else bold, colour)[1])
                    run.text = part
                    paragraphs[-1].append(run)
        frame._element[-1:] = paragraphs  # for the empty one

    def points(self, title, lines, notes=""):
        """A slide with points, in the largest size that fits; more of them go on to a next slide."""
        size = next((size for size in SIZES if height(lines, size, self.box[2]) <= self.box[3]), SIZES[-1])
        while lines:
            count = max(n for n in range(1, len(lines) + 1) if n == 1 or height(lines[:n], size, self.box[2]) <= self.box[3])
            slide = self.slide(title, self.text, notes)
            self.put(slide.placeholders[1].text_frame, lines[:count], size)
            lines, title = lines[count:], title if title.endswith("(vervolg)") else f"{title} (vervolg)"

    def table(self, title, head, rows, shares, notes=""):
        """A slide with a real table with a row of headings; `shares` says how the width is divided. It goes on to a next slide.

        `notes` is a text for each of those slides, or a list with a line for each row, that stands where its row stands.
        """
        beside = notes if isinstance(notes, list) else [notes] * len(rows)
        widths = [Emu(int(self.box[2] * share / sum(shares))) for share in shares]

        def tall(row, size):
            return max(height([cell], size, width - Inches(0.2)) for cell, width in zip(row, widths)) + Inches(0.1)

        size = next((size for size in SIZES[2:] if sum(tall(row, size) for row in [head, *rows]) <= self.box[3]), SIZES[-1])
        while rows:
            room, count = self.box[3] - tall(head, size), 0
            while count < len(rows) and (not count or sum(tall(row, size) for row in rows[: count + 1]) <= room):
                count += 1
            slide = self.slide(title, self.bare, "\n".join(dict.fromkeys(beside[:count])))
            grid = slide.shapes.add_table(
                count + 1, len(head), *self.box[:3], Emu(int(sum(tall(row, size) for row in [head, *rows[:count]])))
            )
            grid.name = title
            grid._element.nvGraphicFramePr.cNvPr.set("descr", f"Tabel: {title}")
            for column, width in zip(grid.table.columns, widths):
                column.width = width
            for y, row in enumerate([head, *rows[:count]]):
                for x, text in enumerate(row):
                    cell = grid.table.cell(y, x)
                    self.put(cell.text_frame, [text], size, not y, COLOUR.TEXT_1)
                    cell.fill.solid()
                    cell.fill.fore_color.theme_color = COLOUR.BACKGROUND_1 if y else COLOUR.BACKGROUND_2
            rows, beside, title = rows[count:], beside[count:], title if title.endswith("(vervolg)") else f"{title} (vervolg)"

    def picture(self, found, notes=""):
        """A slide with a drawing of the site, under its own title."""
        drawing.place(self.slide(found["title"], self.bare, notes), found["svg"], self.box)

    def save(self) -> bytes:
        """The file; the same slides always give the same bytes."""
        about = self.file.core_properties
        about.created = about.modified = MADE
        about.language, about.author, about.last_modified_by, about.revision = "nl-BE", "", "", 1
        with BytesIO() as raw, BytesIO() as out:
            self.file.save(raw)
            with ZipFile(raw) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
                for name in sorted(old.namelist(), key=lambda n: (n != "[Content_Types].xml", n)):
                    new.writestr(ZipInfo(name, MADE.timetuple()[:6]), old.read(name), ZIP_DEFLATED)
            return out.getvalue()


@cache
def look(size=None, bold=None, colour=None):
    """How words look: a paragraph and a run without words, to be copied, as python-pptx takes its time for each property that it sets."""
    paragraph = TextFrame(CT_TextBody.new_a_txBody(), None).paragraphs[0]
    run = paragraph.add_run()
    run.font.language_id, run.font.bold = MSO_LANGUAGE_ID.BELGIAN_DUTCH, bold
    if size:
        run.font.size, paragraph.space_after = Pt(size), Pt(size / 3)
    if colour:
        run.font.color.theme_color = colour
    paragraph._p.remove(run._r)
    return paragraph._p, run._r


def height(lines, size, width) -> int:
    """The height that lines need at a size in points, as far as one can tell without drawing them."""
    across = width / Pt(size) / 0.54  # the mean width of a letter
    return int(sum(ceil(max(len(line.replace("**", "")), 1) / across) * 1.25 + 0.35 for line in lines) * Pt(size))


def training(guide) -> bytes:
    """The slides of a training."""
    site, address, deck = guide.site, guide.address, Deck()

    def at(key):
        return address + guide.links.url(key)

    def plain(text):
        return re.sub(r"(?<!\*)\*(?!\*)|`", "", re.sub(r"\s+", " ", guide.links.plain(text))).strip()

    opening = deck.slide(
        guide.name,
        deck.opening,
        "\n".join(
            [f"Vrij te gebruiken en aan te passen met bronvermelding: CC BY 4.0, {address}", "", "Twee programma's om uit te kiezen:"]
            + [
                line
                for programme in site.programmes.values()
                for line in (
                    f"{programme.title} ({programme.minutes} minuten)",
                    *(f"- {part.minutes} minuten: {plain(part.what)}" for part in programme.parts),
                )
            ]
        ),
    )
    deck.put(opening.placeholders[1].text_frame, ["Dia's voor een vorming van aankopers", address], 22)

    deck.points(
        "Wat u vandaag leert",
        [
            "Waarom uw contract een hefboom is",
            "Wat de wet toelaat",
            "Wat een certificaat, een audit en een rating bewijzen",
            "De toolbox in vier stappen: " + ", ".join(step.name.lower() for step in site.toolbox.values()),
            "Zelf beslissen met de keuzehulp",
        ],
        f"Programma's en oefeningen: {address}trainers/",
    )
    chain = f"De tekening en wat er in elke schakel gebeurt: {address}{guide.links.page('chain')}"
    deck.picture(
        pictures.draw(guide, "dimension_picture", wide=True), f"Product, leverancier of keten: {address}{guide.links.page('dimensions')}"
    )
    deck.picture(pictures.draw(guide, "chain_picture", wide=True), chain)
    deck.table(
        "De keten van een T-shirt",
        ["Schakel", "Wat er gebeurt"],
        [[stage.name, plain(stage.what.text)] for stage in site.chain.values()],
        (3, 9),
        chain,
    )
    for key, principle in site.principles.items():
        deck.points(f"Principe: {principle.name}", [plain(principle.definition.text), f"**Nu.** {plain(principle.now.text)}"], at(key))
    for key, question in site.legal_questions.items():
        deck.points(
            plain(question.question), [plain(question.short)], f"Laat de groep eerst zelf antwoorden.\n{plain(question.answer)}\n{at(key)}"
        )
    for kind in site.vocabulary["system_kinds"]:
        found = [(key, system) for key, system in site.systems.items() if system.kind == kind]
        if found:
            deck.table(
                f"Systemen: {site.word('system_kinds', kind)}",
                ["Systeem", "Zegt iets over", "Derde partij", "Leefbaar loon"],
                [
                    [
                        system.name,
                        ", ".join(site.word("objects", o) for o in system.objects),
                        *(
                            site.word("degrees", fact.value) + (" (nog te controleren)" if fact.state == "te-bevestigen" else "")
                            for fact in (system.third_party, system.living_wage)
                        ),
                    ]
                    for key, system in found
                ],
                (4, 4, 2.5, 2.5),
                [at(key) for key, _ in found],
            )
    deck.picture(pictures.draw(guide, "staircase"), f"De toolbox, stap na stap: {address}toolbox/")
    for key, step in site.toolbox.items():
        deck.points(
            f"Stap {step.number}: {step.name.lower()}",
            [
                f"**{plain(step.gist)}**",
                plain(step.binding.text),
                *(f"Optie: {option.name}" for option in step.options.values()),
                *(f"{site.duties[d].name}: {due(site, d)}" for d in step.duties),
            ],
            at(key),
        )
        for id, option in step.options.items():
            named = ", ".join(site.systems[s].name for s in option.systems)
            deck.points(
                option.name,
                [
                    f"**Doel.** {plain(option.aim.text)}",
                    *(f"**Bewijs.** {plain(fact.text)}" for fact in option.evidence),
                    f"**Wie gaat het na.** {plain(option.verified_by.text)}",
                    *([f"**De gids noemt** {named}, of gelijkwaardig."] if named else []),
                ],
                at(id),
            )
        deck.points(f"Bespreek: {step.name.lower()}", list(step.discuss), at(key))
    deck.table(
        "Alle termijnen",
        ["Wat", "Wanneer", "Wie"],
        [[d.name, due(site, key), d.who or site.word("parties", d.party).capitalize()] for key, d in site.duties.items() if d.ways],
        (5, 5, 2.5),
        address + guide.links.page("duties"),
    )
    helper = deck.slide(
        "De keuzehulp: samen invullen", deck.bare, f"Open {address}keuzehulp/ en vul ze samen in voor een dossier uit de groep."
    )
    picture = BytesIO(qr.png(qr.code(f"{address}keuzehulp/")))
    left, top, width, _ = deck.box
    shown = helper.shapes.add_picture(picture, left + (width - QR) // 2, top + Inches(0.2), height=QR)
    shown._element.nvPicPr.cNvPr.set("descr", f"QR-code van {address}keuzehulp/")
    deck.put(helper.shapes.add_textbox(left, top + Inches(4), width, Inches(0.8)).text_frame, [f"{address}keuzehulp/"], 24)
    for key, exercise in site.exercises.items():
        example = site.examples[exercise.example]
        lines = [
            f"{site.decisions[n].name} {'; '.join(site.decisions[n].outcomes[o].label for o in outcomes)}. "
            + " ".join(plain(amounts(site, site.decisions[n].rules[r].because)) for r in rules)
            for n, outcomes, rules in guide.answer_keys[key]
        ]
        deck.points(
            f"Oefening: {exercise.title}",
            [plain(example.situation), *(f"**{plain(q)}**" for q in exercise.questions)],
            "\n".join(
                [
                    "De sleutel, uit de regels van de keuzehulp:",
                    *lines,
                    "",
                    "Bespreek:",
                    *map(plain, exercise.discussion),
                    f"{address}keuzehulp/#{query(example.answers)}",
                ]
            ),
        )
    source = site.sources["gids-2018"]
    deck.points(
        "Bron en licentie",
        [
            f"{source.publisher}, {source.title}, {day(source.date)}, opnieuw verteld en bijgewerkt op {address}",
            "Geen juridisch advies. De clausules zijn ontwerpen die geen jurist nagelezen heeft.",
            "Vrij te gebruiken en aan te passen met bronvermelding: CC BY 4.0.",
        ],
        f"Hoe zeker elk feit is: {address}over/",
    )
    return deck.save()
