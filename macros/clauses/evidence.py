"""The questionnaire about proof: what a bidder fills in for a tender, as a workbook and in Word, and what the browser reads back from it."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime, time
from itertools import zip_longest

import xlsxwriter
from docx.enum.section import WD_ORIENT

from macros.clauses.dossier import Reading
from macros.clauses.sheet import BIDDER, TEMPLATE, instruction, template, w
from macros.dutch import day
from macros.facts.dates import today
from macros.facts.duties import due
from macros.facts.proofs import NOT, PARTLY, lines
from macros.facts.tables import COUNTING

ROWS = 60
"""Empty rows for an answer."""

FORMS = 6
"""Empty blocks in the Word form."""

TITLE = "Bewijsvragenlijst"

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

LISTED = ("Schakel", "Systeem", "Soort document")
"""The columns in which one chooses from a list."""

UNTIL = "Geldig tot"
"""The column that holds a day."""

OTHER, OTHER_DOCUMENT = "ander systeem", "ander document"

EVERY_WAY, EVERY_SYSTEM = "Elke manier", "Elk systeem"

CHOOSE = "kies"
"""What a list in Word shows until one chooses; any other blank shows what it is for."""

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


def covered(site, links, word: bool = False) -> list[list[str]]:
    """What each document of each system counts for, a row each, as 'telt dat?' on the site has them: the best first for each way.

    For the form in Word only what counts, wholly or in part: the rest takes many pages.
    """
    return [
        [
            site.options[line.option].name if line.option else EVERY_WAY,
            site.systems[line.systems[0]].name if line.option else EVERY_SYSTEM,
            "; ".join(site.documents[document].name for document in line.documents),
            site.word("proofs", line.worth.value),
            links.plain(line.worth.why),
            links.plain(line.worth.missing),
        ]
        for line in lines(site)
        if not (word and line.worth.value == NOT)
    ]


def documents(site) -> list[str]:
    """The kinds of document to choose from, as everywhere on the site."""
    return [*(paper.name for paper in site.documents.values()), OTHER_DOCUMENT]


def _lists(site):
    """What each list offers: column → values."""
    systems = [*(system.name for system in _systems(site)), OTHER]
    return dict(zip(LISTED, ([stage.name for stage in site.chain.values()], systems, documents(site))))


def _systems(site):
    return sorted(site.systems.values(), key=lambda system: system.name.lower())


def _read_me(guide, word: bool) -> list[str]:
    """What stands before the questions, a line each as 'label|words'; without words it is a blank. `word` for the form in Word."""
    return guide.fill("_evidence_read_me", address=guide.address, built=day(today()), ways=ways(guide.site), word=word).split("\n")


def _blanks(read_me):
    """What a bidder tells of himself: the labels of the blanks."""
    return [line.removesuffix("|") for line in read_me if line.endswith("|")]


def workbook(guide) -> bytes:
    """The questionnaire for everything that may be asked: lists to choose from, no formulas, and nothing that runs."""
    site, links, out = guide.site, guide.links, io.BytesIO()
    # Row by row, with the words in the row itself: so the browser can leave out the rows that a tender does not ask. In memory there is no such way.
    book = xlsxwriter.Workbook(out, {"constant_memory": True})
    book.set_properties({"title": TITLE, "created": datetime.combine(today(), time())})
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

    lists, names = _lists(site), [name for name, _ in COLUMNS]
    sheet = sheets["Antwoord"]
    for column, (name, width) in enumerate(COLUMNS):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, name, head)
    for row in range(1, ROWS + 1):
        for column, name in enumerate(names):
            sheet.write_blank(row, column, None, date if name == UNTIL else blank)
    for letter, (name, values) in zip("ABC", lists.items()):
        told = {"error_title": name, "error_message": "Kies een waarde uit de lijst, of laat de cel leeg."}
        source = f"=Lijsten!${letter}$3:${letter}${len(values) + 2}"
        sheet.data_validation(1, names.index(name), ROWS, names.index(name), {"validate": "list", "source": source} | told)
    dated = {"validate": "date", "criteria": ">=", "value": datetime(2000, 1, 1), "error_title": UNTIL}
    until = names.index(UNTIL)
    sheet.data_validation(1, until, ROWS, until, dated | {"error_message": "Schrijf een datum, zoals 31/12/2027."})
    sheet.freeze_panes(1, 1)

    for name, heads, widths, rows in (
        ("Gevraagd", ASKED, (18, 34, 34, 60, 50, 30), [asked(site, links, way) for way in ways(site)]),
        ("Wat telt", COVERED, WIDTHS, covered(site, links)),
    ):
        sheet = sheets[name]
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        for row, cells in enumerate([heads, *rows]):
            sheet.set_row(row, _height(cells, widths))
            for column, words in enumerate(cells):
                sheet.write_string(row, column, words, plain if row else head)
        sheet.freeze_panes(1, 0)
        sheet.repeat_rows(0)
        sheet.autofilter(0, 0, len(rows), len(heads) - 1)

    sheet = sheets["Lijsten"]
    sheet.set_column(0, 2, 34)
    sheet.write_string(0, 0, MARK)
    for column, name in enumerate(lists):
        sheet.write_string(1, column, name, head)
    for row, values in enumerate(zip_longest(*lists.values()), 2):
        for column, words in enumerate(values):
            if words:
                sheet.write_string(row, column, words)

    for sheet in sheets.values():
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
    sheets["Antwoord"].activate()
    book.close()
    return out.getvalue()


ASKED = ("Stap", "Op deze manier", "Wanneer", "Bewijs", "Wie gaat het na", "Kenmerk")
COVERED = ("Op deze manier", "Systeem", "Soort document", "Telt het?", "Waarom", "Wat er nog bij moet")

WIDTHS = (34, 30, 44, 26, 60, 44)
"""Of the columns with what counts, in characters."""


def _height(cells, widths):
    """How high a row of words is, in points: not every program works it out."""
    return 15 * max(-(-len(words) // (width - 2)) for words, width in zip(cells, widths))


def kit(guide, workbook: bytes) -> dict:
    """What the browser needs to make the questionnaire for one tender, and to judge one that comes back; `workbook` is the one for everything.

    `lines` is what each document counts for, as [way, system, documents, number in `worths`, height of its row]; a line without a way and a system holds for all.
    """
    site, links = guide.site, guide.links
    worths = {}
    told = [
        (
            line.option,
            line.systems[0] if line.option else "",
            line.documents,
            worths.setdefault(line.worth, len(worths)),
            _height(cells, WIDTHS),
        )
        for line, cells in zip(lines(site), covered(site, links))
    ]
    return {
        "mark": MARK,
        "columns": [name for name, _ in COLUMNS],
        "about": _blanks(_read_me(guide, word=False)),
        "choose": CHOOSE,
        "forms": FORMS,
        "ways": {way: option.name for way, option in ways(site).items()},
        "proofs": {key: word.name for key, word in site.vocabulary["proofs"].items()},
        "counting": COUNTING,
        "partly": PARTLY,
        "not": NOT,
        "documents": {key: paper.name for key, paper in site.documents.items()},
        "systems": {key: {"name": system.name, "site": "vestiging" in system.objects} for key, system in site.systems.items()},
        "every": [EVERY_WAY, EVERY_SYSTEM],
        "worths": [[worth.value, links.plain(worth.why), links.plain(worth.missing)] for worth in worths],
        "lines": told,
        "sheet": _sheet_kit(guide, workbook),
        "word": _form(guide, cut=True).cut_document() | {"title": TITLE},
    }


def _sheet_kit(guide, workbook):
    """The parts of the workbook; of the sheet with what is asked a row for each way, and of the one with what counts the pieces of one row,
    between which stand its words."""
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    cut = {}
    for name in ("Gevraagd", "Wat telt"):
        path = f"xl/worksheets/sheet{SHEETS.index(name) + 1}.xml"
        head, rows, tail = re.fullmatch(r'(?s)(.*?<row r="1".*?</row>)(.*)(</sheetData>.*)', parts.pop(path)).groups()
        cut[name] = {"path": path, "head": head, "rows": re.findall(r"(?s)<row .*?</row>", rows), "tail": tail}
    cut["Gevraagd"]["rows"] = dict(zip(ways(guide.site), cut["Gevraagd"]["rows"], strict=True))
    cut["Wat telt"]["rows"] = re.split(r"(?s)(?<=<t>).*?(?=</t>)", cut["Wat telt"]["rows"][0])
    return {"parts": parts, "asked": cut["Gevraagd"], "covered": cut["Wat telt"]}


def document(guide) -> bytes:
    """The same questionnaire in Word: what is asked, a block to fill in for each proof, with lists to choose from, and what counts."""
    return _form(guide).save()


def _form(guide, cut: bool = False):
    """The form in Word; `cut` for the pieces from which the browser makes one for a tender, in which ⟦…⟧ stands for what comes there."""
    site, links = guide.site, guide.links
    sheet = Reading(template(TEMPLATE), TITLE, "nl", today())

    def mark(words):
        return [instruction("cut", words)] if cut else []

    def table(head, shares):
        columns = [share * sheet.width // sum(shares) for share in shares]
        made = sheet.table([[sheet.run(words, bold=True)] for words in head], [], columns)
        sheet.add(made)
        return made, lambda cells: sheet.row([[sheet.run(words)] for words in cells], columns)

    sheet.add(sheet.heading(1, TITLE))
    _, *rest = _read_me(guide, word=True)
    for line in rest:
        if line and not line.endswith("|"):
            sheet.words(line.replace("|", ": "))
    about = [(label, [_blank(sheet, f"bewijs-{index}", label)]) for index, label in enumerate(_blanks(rest))]
    sheet.grid(("Over u", "Vul in"), about, (1, 2))

    sheet.add(sheet.heading(2, "Wat gevraagd wordt"))
    rows, row = table(ASKED[:5], (3, 3, 4, 5, 4))
    for way in ways(site):
        rows.extend([*mark(f"asked {way}"), row(asked(site, links, way)[:5])])
    rows.extend(mark("answer"))

    sheet.add(w("p"), sheet.heading(2, "Uw bewijs"))
    lists = _lists(site)
    for number in ["⟦nummer⟧"] if cut else range(1, FORMS + 1):
        sheet.add(*mark("form"), sheet.heading(3, f"Bewijs {number}"))
        blanks = [(name, [_blank(sheet, f"bewijs-{number}-{index}", name, lists.get(name))]) for index, (name, _) in enumerate(COLUMNS)]
        sheet.grid(("Wat", "Vul in"), blanks, (1, 2))

    sheet.add(*mark("counts"), sheet.section(False))
    sheet.page.orientation, sheet.page.page_width, sheet.page.page_height = (
        WD_ORIENT.LANDSCAPE,
        sheet.page.page_height,
        sheet.page.page_width,
    )
    sheet.fit(False)
    sheet.add(sheet.heading(2, "Waarvoor elk document telt"))
    rows, row = table(COVERED, (5, 4, 8, 4, 11, 8))
    for cells in [[f"⟦{index}⟧" for index in range(len(COVERED))]] if cut else covered(site, links, word=True):
        rows.extend([*mark("covered"), row(cells)])
    rows.extend(mark("end"))
    told = "⟦wegen⟧" if cut else " · ".join(ways(site))
    sheet.add(sheet.paragraph([sheet.run(f"Laat deze regel staan: daaraan herkent de site uw lijst. {MARK} · {told}")], "Herkomst"))
    return sheet


def _blank(sheet, tag, label, values=None):
    """A control for one blank: a list to choose from, a day, or words."""
    kind = w("richText")
    if values:
        kind = w("dropDownList", *(w("listItem", displayText=value, value=value) for value in values))
    elif label == UNTIL:
        kind = w("date", *(w(name, val=value) for name, value in DATED.items()))
    return w(
        "sdt",
        w("sdtPr", w("alias", val=label), w("tag", val=tag), w("showingPlcHdr"), kind),
        w("sdtContent", sheet.run(f"[{CHOOSE if values else label}]", style=BIDDER)),
    )


DATED = {"dateFormat": "d/MM/yyyy", "lid": "nl-BE", "storeMappedDataAs": "dateTime", "calendar": "gregorian"}
"""How Word writes a day that one picks."""
