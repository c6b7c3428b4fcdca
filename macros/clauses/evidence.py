"""The questionnaire about proof: what a bidder fills in for a tender, as a workbook and in Word, and what the browser reads back from it."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime, time

import xlsxwriter

from macros.clauses.dossier import Reading
from macros.clauses.sheet import BIDDER, TEMPLATE, template, w
from macros.dutch import day
from macros.facts.dates import today
from macros.facts.duties import due
from macros.facts.proofs import worth
from macros.facts.tables import COUNTING

ROWS = 60
"""Empty rows for an answer."""

FORMS = 6
"""Empty blocks in the Word form."""

MARK = "bewijsvragenlijst 1"
"""By which the browser knows a file as ours; another number for a form with other columns."""

SHEETS = ("Lees mij", "Antwoord", "Gevraagd", "Wat telt", "Lijsten")

COLUMNS = (
    ("Productieplaats", 28),
    ("Adres en land", 28),
    ("Schakel", 20),
    ("Systeem", 28),
    ("Ander systeem", 24),
    ("Soort document", 24),
    ("Nummer of vindplaats", 26),
    ("Geldig tot", 14),
    ("Opmerking", 30),
)
"""What a bidder tells of each proof, and how wide the column is."""

OTHER, OTHER_DOCUMENT = "ander systeem", "ander document"

HEAD, BLANK = "#E7EDF3", "#FFF3B8"
"""Behind the heads of the columns, and behind what is to be filled in."""


def ways(site) -> dict:
    """The options for which a supplier later shows proof: id → option, in the order of the toolbox."""
    return {key: option for key, option in site.options.items() if option.proof}


def asked(site, links, way: str) -> list[str]:
    """A row of what is asked: the step, the option, when, with which proof, who goes and looks, and the id by which it comes back."""
    option, step = site.options[way], site.toolbox[site.step_of[way]]
    moments = [due(site, key) for key, duty in site.duties.items() if way in duty.ways]
    proof = " ".join(links.plain(fact.text) for fact in option.evidence)
    return [f"{step.number}. {step.name}", option.name, "; ".join(moments), proof, links.plain(option.verified_by.text), way]


def counts(site, links, way: str) -> list[list[str]]:
    """For an option a row per system: whether it counts, and why."""
    return [
        [
            system.name,
            site.options[way].name,
            site.word("proofs", system.counts[way].value),
            links.plain(system.counts[way].text or ""),
        ]
        for system in _systems(site)
    ]


def documents(site) -> list[str]:
    """The kinds of document to choose from, as everywhere on the site."""
    return [*(paper.name for paper in site.documents.values()), OTHER_DOCUMENT]


def _worths(site, links) -> tuple[list, dict]:
    """What each document of each system counts for, as the site tells it: [value, why with what is missing] each once, and by number for
    system → document → way; "" is a document that is not told."""
    found = {}

    def number(value, *why):
        return found.setdefault((value, links.plain(" ".join(filter(None, why)))), len(found))

    numbers = {}
    for key, system in site.systems.items():
        numbers[system.name] = {"": {way: number(use.value, use.text) for way, use in system.counts.items()}}
        for document, paper in site.documents.items():
            told = {way: worth(site, key, document, way) for way in ways(site)}
            numbers[system.name][paper.name] = {way: number(one.value, one.why, one.missing) for way, one in told.items()}
    return list(found), numbers


def _systems(site):
    return sorted(site.systems.values(), key=lambda system: system.name.lower())


def _read_me(guide, word: bool) -> list[str]:
    """What stands before the questions, a line each as 'label|words'; without words it is a blank. `word` for the form in Word."""
    return guide.fill("_evidence_read_me", address=guide.address, built=day(today()), ways=ways(guide.site), word=word).split("\n")


def workbook(guide) -> bytes:
    """The questionnaire for everything that may be asked: lists to choose from, no formulas, and nothing that runs."""
    site, links, out = guide.site, guide.links, io.BytesIO()
    # Row by row, with the words in the row itself: so the browser can leave out the rows that a tender does not ask.
    book = xlsxwriter.Workbook(out, {"in_memory": True, "constant_memory": True})
    book.set_properties({"title": "Bewijsvragenlijst", "created": datetime.combine(today(), time())})
    wrap = {"text_wrap": True, "valign": "top"}
    head = book.add_format(wrap | {"bold": True, "bottom": 1, "bg_color": HEAD})
    plain, title = book.add_format(wrap), book.add_format(wrap | {"bold": True, "font_size": 14})
    blank = book.add_format(wrap | {"bg_color": BLANK, "border": 1, "border_color": "#C9B458"})
    date = book.add_format(wrap | {"bg_color": BLANK, "border": 1, "border_color": "#C9B458", "num_format": "dd/mm/yyyy"})
    sheets = {name: book.add_worksheet(name) for name in SHEETS}

    sheet = sheets["Lees mij"]
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 1, 80)
    for row, line in enumerate(_read_me(guide, word=False)):
        label, sign, words = line.partition("|")
        sheet.set_row(row, 15 * -(-len(words) // 78) or (20 if row == 0 else 15))
        sheet.write_string(row, 0, label, title if row == 0 else plain)
        if sign:
            sheet.write_string(row, 1, words, plain if words else blank)

    lists = [[stage.name for stage in site.chain.values()], [*(system.name for system in _systems(site)), OTHER], documents(site)]
    sheet = sheets["Antwoord"]
    for column, (name, width) in enumerate(COLUMNS):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, name, head)
    for row in range(1, ROWS + 1):
        for column, (name, _) in enumerate(COLUMNS):
            sheet.write_blank(row, column, None, date if name == "Geldig tot" else blank)
    for column, values in zip((2, 3, 5), lists):
        letter = "ABC"[lists.index(values)]
        told = {"error_title": COLUMNS[column][0], "error_message": "Kies een waarde uit de lijst, of laat de cel leeg."}
        source = f"=Lijsten!${letter}$3:${letter}${len(values) + 2}"
        sheet.data_validation(1, column, ROWS, column, {"validate": "list", "source": source} | told)
    dated = {"validate": "date", "criteria": ">=", "value": datetime(2000, 1, 1), "error_title": "Geldig tot"}
    sheet.data_validation(1, 7, ROWS, 7, dated | {"error_message": "Schrijf een datum, zoals 31/12/2027."})
    sheet.freeze_panes(1, 1)

    for name, heads, widths, rows in (
        ("Gevraagd", ASKED, (18, 34, 34, 60, 50, 30), [asked(site, links, way) for way in ways(site)]),
        ("Wat telt", COUNTS, (30, 40, 26, 80), [row for way in ways(site) for row in counts(site, links, way)]),
    ):
        sheet = sheets[name]
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        for row, cells in enumerate([heads, *rows]):
            sheet.set_row(row, 15 * max(-(-len(words) // (width - 2)) for words, width in zip(cells, widths)))
            for column, words in enumerate(cells):
                sheet.write_string(row, column, words, plain if row else head)
        sheet.freeze_panes(1, 0)

    sheet = sheets["Lijsten"]
    sheet.set_column(0, 2, 34)
    sheet.write_string(0, 0, MARK)
    for row in range(max(map(len, lists)) + 1):
        for column, values in enumerate(lists):
            if row == 0:
                sheet.write_string(1, column, COLUMNS[(2, 3, 5)[column]][0], head)
            elif row <= len(values):
                sheet.write_string(row + 1, column, values[row - 1])

    for sheet in sheets.values():
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
    sheets["Antwoord"].activate()
    book.close()
    return out.getvalue()


ASKED = ("Stap", "Op deze manier", "Wanneer", "Bewijs", "Wie gaat het na", "Kenmerk")
COUNTS = ("Systeem", "Op deze manier", "Telt het?", "Waarom")


def kit(guide) -> dict:
    """What the browser needs to make the questionnaire for one tender, and to judge one that comes back."""
    site, links = guide.site, guide.links
    with zipfile.ZipFile(io.BytesIO(workbook(guide))) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    found, per = {}, len(site.systems)
    for name, of in (("Gevraagd", list(ways(site))), ("Wat telt", [way for way in ways(site) for _ in range(per)])):
        path = f"xl/worksheets/sheet{SHEETS.index(name) + 1}.xml"
        head, rows, tail = re.fullmatch(r'(?s)(.*?<row r="1".*?</row>)(.*)(</sheetData>.*)', parts.pop(path)).groups()
        rows = re.findall(r"(?s)<row .*?</row>", rows)
        assert len(rows) == len(of)
        found[path] = {"head": head, "rows": list(zip(of, rows)), "tail": tail}
    worths, numbers = _worths(site, links)
    return {
        "mark": MARK,
        "worths": worths,
        "parts": parts,
        "cut": found,
        "ways": {way: option.name for way, option in ways(site).items()},
        "proofs": {key: word.name for key, word in site.vocabulary["proofs"].items()},
        "counting": COUNTING,
        "systems": {
            system.name: {
                "address": links.url(key),
                "site": "vestiging" in system.objects,
                "counts": numbers[system.name],
            }
            for key, system in site.systems.items()
        },
    }


def document(guide) -> bytes:
    """The same questionnaire in Word: what is asked, and a block to fill in for each proof, with lists to choose from."""
    site, links = guide.site, guide.links
    sheet = Reading(template(TEMPLATE), "Bewijsvragenlijst", "nl", today())
    sheet.add(sheet.heading(1, "Bewijsvragenlijst"))
    _, *rest = _read_me(guide, word=True)
    blanks = [line.rstrip("|") for line in rest if line.endswith("|")]
    for line in rest:
        if line and not line.endswith("|"):
            sheet.words(line.replace("|", ": "))
    sheet.grid(
        ("Over u", "Vul in"),
        [(label, [sheet.control(f"bewijs-{index}", label, "", BIDDER)]) for index, label in enumerate(blanks)],
        (1, 2),
    )
    sheet.add(sheet.heading(2, "Wat gevraagd wordt"))
    sheet.grid(ASKED[:5], [asked(site, links, way)[:5] for way in ways(site)], (3, 3, 4, 5, 4))
    lists = {
        "Schakel": [stage.name for stage in site.chain.values()],
        "Systeem": [*(system.name for system in _systems(site)), OTHER],
        "Soort document": documents(site),
    }
    sheet.add(sheet.heading(2, "Uw bewijs"))
    for number in range(1, FORMS + 1):
        sheet.add(sheet.heading(3, f"Bewijs {number}"))
        rows = [
            (
                name,
                [
                    _choice(sheet, f"bewijs-{number}-{index}", name, lists[name])
                    if name in lists
                    else sheet.control(f"bewijs-{number}-{index}", name, "", BIDDER)
                ],
            )
            for index, (name, _) in enumerate(COLUMNS)
        ]
        sheet.grid(("Wat", "Vul in"), rows, (1, 2))
    return sheet.save()


def _choice(sheet, tag, label, values):
    """A blank with a list to choose from."""
    items = [w("listItem", displayText=value, value=value) for value in values]
    return w(
        "sdt",
        w("sdtPr", w("alias", val=label), w("tag", val=tag), w("showingPlcHdr"), w("dropDownList", *items)),
        w("sdtContent", sheet.run("[kies]", style=BIDDER)),
    )
