"""Word: each ready document, the kit, and the document that the browser makes of it."""

from __future__ import annotations

import base64
import functools
import itertools
import re
import subprocess
import zipfile
from copy import deepcopy
from io import BytesIO

import pytest
import segno
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from macros.after.downloads import files
from macros.clauses import tenders
from macros.clauses import word as module
from macros.clauses.articles import LEVELS, NUMBERED, holds
from macros.clauses.sheet import ANCHOR, BIDDER, BUYER, LANGUAGE, STYLES, TEMPLATE, TRANSLATED, WRONG, drop, placed, template
from macros.clauses.text import TOKEN
from macros.clauses.word import ANNEXES, Word
from macros.facts.problems import DataError
from tests.node import call, source
from tests.real import guide

pytestmark = pytest.mark.slow
NASTY = "<w:p/>&\"' <?blank opdracht?> ]]> 😀\nregel twee\r\nregel drie\x00\x08\x1b\ud800\ufffe" + "x" * 10_000
INTACT = "<w:p/>&\"' <?blank opdracht?> ]]> 😀\nregel twee\nregel drie" + "x" * 10_000


@functools.cache
def word():
    """What is tested, for a made-up address."""
    return Word(guide().site, guide().writer, guide().address)


@functools.cache
def kit():
    """The kit, made once."""
    return word().kit()


@functools.cache
def made(key, variant, language):
    """A ready document, opened as a reader of Word files opens it."""
    return Document(BytesIO(word().document(key, variant, language)))


def tree(key, variant, language, tender=None):
    """The clause as Word should show it in a tender, or alone with what it needs: the tree of its text without what does not stand there,
    with labels in the blanks, no numbers of articles, and § for a reference to one that stands there."""
    present = tender.present if tender else tenders.alone(guide().site, key, variant).present
    there = tender.texts if tender else {key: variant}
    root = guide().writer.tree(guide().site.clauses[key].texts[language][variant], language)
    for parent in list(root.iter()):
        for child in list(parent):
            if child.get("data-if") and not holds(child.get("data-if"), present):
                drop(parent, child)
    for reference in root.iter("a"):
        clause, _, place = reference.get("data-ref").partition(":")
        clause = clause or key
        if clause in there and any(
            a.numbered and a.id == place.split(".")[0] for a in guide().site.clauses[clause].articles_of("nl", there[clause])
        ):
            reference.text = "§"
    for span in [h3.find("span") for h3 in root.iter("h3") if h3.find("span") is not None]:
        span.text = None
    for element in root.iter():
        for side in ("text", "tail"):
            words = getattr(element, side) or ""
            setattr(element, side, TOKEN.sub(lambda m: f"[{guide().writer.blank(m[1], language).words}]", words))
    return root


def unreferred(document):
    """A document in which § stands for each reference."""
    document = deepcopy(document)
    for code in [c for c in document.element.iter(qn("w:instrText")) if c.text.startswith(" REF ")]:
        begin = code.getparent().getprevious()
        field = [begin, *itertools.islice(begin.itersiblings(), 4)]
        before = begin.getprevious()
        level = 0 if "Lower" in code.text else 1
        if level:
            before.getparent().remove(before)  # ', lid '
        else:
            before = field.pop(3)
            before.find(qn("w:t")).text = "§"
        for run in field:
            run.getparent().remove(run)
    return document


def text(elements):
    """All words in XML elements, line breaks included, without the spaces between them."""
    found = []
    for element in elements:
        found += [part.text or "" if part.tag == qn("w:t") else "\n" for part in element.iter(qn("w:t"), qn("w:br"))]
    return re.sub(r"[ \n]+", "", "".join(found))


def style(paragraph):
    """The style of a w:p, or nothing."""
    found = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    return None if found is None else found.get(qn("w:val"))


def value(element, path):
    """The w:val of what stands at a path like 'w:pPr/w:numPr/w:numId', or nothing."""
    found = element.find("/".join(map(qn, path.split("/"))))
    return None if found is None else found.get(qn("w:val"))


# First the template: the look of every document, which a person changes in Word or LibreOffice.


def changed(tmp_path, change):
    """A copy of the template with something changed in it."""
    document, path = Document(TEMPLATE), tmp_path / "template.docx"
    change(document)
    document.save(path)
    return path


def test_template_has_every_style():
    """The template has each style that the code names, and documents use no other."""
    names = {p.style_id: p.name for p in Document(TEMPLATE).styles}
    used = {
        value(part, path)
        for key, variant, language in (param.values for param in EVERY)
        for path, tag in (("w:pPr/w:pStyle", "p"), ("w:rPr/w:rStyle", "r"), ("w:tblPr/w:tblStyle", "tbl"))
        for part in made(key, variant, language).element.body.iter(qn(f"w:{tag}"))
    }
    pieces = str([kit()[name] for name in ("open", "place", "clause", "blank", "table_open")])
    used |= set(re.findall(r'<w:(?:p|r|tbl)Style w:val="(.+?)"', pieces)) | set(kit()["styles"].values())

    assert set(STYLES) <= set(names.values())
    assert {names[style] for style in used - {None}} <= {*STYLES, "Normal"}


def test_template_is_empty():
    """The template holds no text but its header and footer, nothing of who made it, and only words that have a translation."""
    document = Document(TEMPLATE)
    title = document.core_properties.title
    around = [
        part
        for rel in document.part.rels.values()
        if rel.reltype.endswith(("header", "footer"))
        for part in rel.target_part.element.iter(qn("w:t"))
    ]
    words = {part.text.strip() for part in around} - {title}

    assert text([document.element.body]) == "" and title in {part.text for part in around}
    assert {word for word in words if not word.isdigit()} <= set(TRANSLATED["en"]) & set(TRANSLATED["fr"])
    core = document.core_properties
    assert (core.author, core.last_modified_by, core.comments, core.keywords) == ("", "", "", "")
    with zipfile.ZipFile(TEMPLATE) as file:
        assert not [name for name in file.namelist() if re.search("app|custom|comments|thumbnail|people", name)]


@pytest.mark.parametrize(
    "change, message",
    [
        (lambda d: d.styles["Herkomst"].delete(), "de stijl 'Herkomst' ontbreekt"),
        (lambda d: d.styles["List Bullet"].element.pPr._remove_numPr(), "de stijl 'List Bullet' heeft geen opsommingsteken of nummer"),
        (lambda d: d.add_paragraph("Kladtekst"), "de bladzijde is niet leeg"),
    ],
)
def test_spoilt_template_is_refused(change, message, tmp_path):
    """A template that lacks a style or a list, or holds text, stops the build with a sentence that says what to mend."""
    with pytest.raises(DataError, match=f"macros/clauses/template.docx: {message}"):
        template(changed(tmp_path, change))


def test_template_sets_the_look(tmp_path, monkeypatch):
    """Another font, other margins and an empty paragraph that Word left: documents follow the template, and tables its width."""

    def change(document):
        document.styles["Normal"].font.name = "Georgia"
        document.sections[0].left_margin = document.sections[0].right_margin = Cm(4)
        document.add_paragraph()
        document.core_properties.last_modified_by = "Jan Peeters"

    monkeypatch.setattr(module, "TEMPLATE", changed(tmp_path, change))
    document = Document(BytesIO(Word(guide().site, guide().writer, guide().address).document("vragenlijst-keten")))

    assert document.styles["Normal"].font.name == "Georgia" and document.core_properties.last_modified_by == ""
    assert document.paragraphs[0].style.name == "Heading 1"
    room = Cm(13).twips
    for table in document.tables:
        assert sum(column.width.twips for column in table.columns) == pytest.approx(room, abs=15)


def test_same_document_twice():
    """The same clause gives the same file, to the byte."""
    again = Word(guide().site, guide().writer, guide().address)

    assert again.document("vragenlijst-keten") == word().document("vragenlijst-keten")


EVERY = [
    pytest.param(key, variant, language, id=f"{key}-{variant}-{language}")
    for key, clause in guide().site.clauses.items()
    for language, texts in clause.texts.items()
    for variant in texts
]
every = pytest.mark.parametrize("key, variant, language", EVERY)


@every
def test_document_holds_the_whole_text(key, variant, language):
    """A ready document holds its title, place, state, the text word for word, and its source line."""
    body = list(unreferred(made(key, variant, language)).element.body)[:-1]
    clause = guide().site.clauses[key]

    assert text(body[3:-1]) == re.sub(r"\s+", "", "".join(tree(key, variant, language).itertext()))
    assert text(body[:1]) == clause.titles[language].replace(" ", "")
    assert re.sub(r"\s", "", f"{key} · versie {clause.version}") in text(body[-1:])
    assert f"https://voorbeeld.be/clausules/{key}/" in text(body[-1:])
    assert (f"({CALLED[variant]})" in text(body[-1:])) == (variant != "basis")


@every
def test_document_headings_are_real(key, variant, language):
    """Title and articles are Word's own headings, so that navigation and the table of contents find them."""
    document = made(key, variant, language)
    expected = [("Heading 1", guide().site.clauses[key].titles[language])]
    part = "Blad Kop" if guide().site.clauses[key].one_page else "Heading 3"
    expected += [(part if h3.find("span") is None else "Artikel", "".join(h3.itertext())) for h3 in tree(key, variant, language).iter("h3")]

    headings = [p for p in document.paragraphs if p.style.name.startswith(("Heading", "Artikel", "Blad Kop"))]

    assert [p.style.name for p in headings] == [name for name, _ in expected]
    assert [text([p._p]) for p in headings] == [words.replace(" ", "") for _, words in expected]
    assert [value(p._p, "w:pPr/w:outlineLvl") for p in headings] == [None] + ["1"] * (len(headings) - 1)
    assert numbering(document)["Artikel"] == f"{NUMBERED[language]} %1."


def numbering(document):
    """The words with which Word numbers the paragraphs of a style: style → '%1.'."""
    part, found = document.part.numbering_part.element, {}
    for style in document.styles.element.iter(qn("w:style")):
        if number := value(style, "w:pPr/w:numPr/w:numId"):
            [num] = part.xpath(f"w:num[@w:numId='{number}']/w:abstractNumId/@w:val")
            [found[value(style, "w:name")]] = part.xpath(f"w:abstractNum[@w:abstractNumId='{num}']/w:lvl[@w:ilvl='0']/w:lvlText/@w:val")
    return found


def numbers(document):
    """The number that Word shows of each bookmarked paragraph, worked out from its lists: name → 'artikel 3' or '2'."""
    found, article, count = {}, 0, {}
    for paragraph in document.element.body.iter(qn("w:p")):
        number, level = value(paragraph, "w:pPr/w:numPr/w:numId"), int(value(paragraph, "w:pPr/w:numPr/w:ilvl") or 0)
        if style(paragraph) == "Artikel":
            article += 1
            shown = f"artikel {article}"
        elif number:
            count[number, level] = count.get((number, level), 0) + 1
            count |= {key: 0 for key in count if key[0] == number and key[1] > level}
            shown = "abcdefgh"[count[number, level] - 1] if level and style(paragraph) == "ListNumber" else str(count[number, level])
        for mark in paragraph.iter(qn("w:bookmarkStart")):
            if mark.get(qn("w:name")).startswith("_Ref"):
                found[mark.get(qn("w:name"))] = shown
    return found


def fields(document):
    """The references of a document: (the bookmark, the words that it shows) each."""
    found = []
    for code in document.element.iter(qn("w:instrText")):
        if code.text.startswith(" REF "):
            result = code.getparent().getnext().getnext()
            found.append((code.text.split()[1], "".join(t.text for t in result.iter(qn("w:t")))))
    return found


def test_references_show_their_number():
    """In every ready document each reference shows the number that Word gives to what it points at, and leads there."""
    seen = 0
    for key, variant, language in (param.values for param in EVERY):
        document = made(key, variant, language)
        at = {name: words.replace("artikel", LEVELS[language][0]) for name, words in numbers(document).items()}
        assert [(name, at.get(name)) for name, _ in fields(document)] == fields(document), (key, variant, language)
        seen += len(fields(document))
    assert seen > 10


@every
def test_document_lists_restart(key, variant, language):
    """Each numbered list has a number of its own that starts at 1; lists within it are a level deeper."""
    document, expected = made(key, variant, language), []

    def walk(block, depth, name):
        for item in block:
            expected.append((name if block.tag == "ol" else "•", depth))
            for inner in item:
                if inner.tag in ("ol", "ul"):
                    walk(inner, depth + 1, name)

    for index, block in enumerate(b for b in tree(key, variant, language) if b.tag in ("ol", "ul")):
        walk(block, 0, index)
    nums = {num.get(qn("w:numId")): num for num in document.part.numbering_part.element.findall(qn("w:num"))}
    found = [
        (value(p._p, "w:pPr/w:numPr/w:numId"), int(value(p._p, "w:pPr/w:numPr/w:ilvl")))
        for p in document.paragraphs
        if p._p.find(f"{qn('w:pPr')}/{qn('w:numPr')}") is not None
    ]

    assert [depth for _, depth in found] == [depth for _, depth in expected]
    pairs = {(number, name) for (number, _), (name, _) in zip(found, expected)}
    assert len(pairs) == len({number for number, _ in pairs}) == len({name for _, name in pairs})
    for number, name in pairs:
        assert value(nums[number], "w:abstractNumId") == ("0" if name == "•" else "1")
        assert name == "•" or value(nums[number], "w:lvlOverride/w:startOverride") == "1"


@every
def test_document_has_a_control_for_each_blank(key, variant, language):
    """Each blank is a content control with its field as tag, a name that Word accepts, and its label in brackets."""
    controls = list(made(key, variant, language).element.body.iter(qn("w:sdt")))
    words = re.findall(r"\[([^\]]+)\]", " ".join("".join(tree(key, variant, language).itertext()).split()))
    styles = {style.style_id: style.name for style in made(key, variant, language).styles}
    fields = guide().site.fields

    assert [text([c]) for c in controls] == [f"[{label}]".replace(" ", "") for label in words]
    assert all(label[:60].startswith(value(c, "w:sdtPr/w:alias")[:60]) for label, c in zip(words, controls))
    for control in controls:
        tag = value(control, "w:sdtPr/w:tag")
        assert tag in fields or tag == "in-te-vullen"
        assert styles[value(next(control.iter(qn("w:r"))), "w:rPr/w:rStyle")] == (BUYER if tag in fields else BIDDER)
    assert all(len(value(c, "w:sdtPr/w:alias")) <= 64 for c in controls)
    assert all(c.find(f".//{qn('w:showingPlcHdr')}") is not None for c in controls)


@every
def test_document_keeps_tables(key, variant, language):
    """A table stays a table: as many rows and cells, lines around them, a header row that comes back."""
    expected = [[len(row) for row in table.iter("tr")] for table in tree(key, variant, language).iter("table")]

    tables = made(key, variant, language).tables

    assert [[len(row.cells) for row in table.rows] for table in tables] == expected
    for table in tables:
        assert table.style.name == "Table Grid"
        assert [row._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in table.rows] == (
            [True] + [False] * (len(table.rows) - 1)
        )


@every
def test_document_knows_its_language(key, variant, language):
    """Each run says its language, so that Word checks the spelling: that of the text, or Dutch for our labels."""
    document = made(key, variant, language)
    langs = {value(run, "w:rPr/w:lang") for run in document.element.body.iter(qn("w:r")) if run.find(qn("w:t")) is not None}

    assert LANGUAGE[language] in langs and langs <= {LANGUAGE[language], "nl-BE"}
    assert document.core_properties.language == LANGUAGE[language]
    assert document.core_properties.title == guide().site.clauses[key].titles[language]


def test_translated_documents_speak_the_language():
    """Around a translated text our own words are translated too."""
    site = guide().site
    for key, clause in site.clauses.items():
        for language in set(clause.texts) - {"nl"}:
            for words in (
                "Pagina",
                "van",
                "Plaats in het bestek",
                site.word("places", clause.place),
                *(state.name for state in site.vocabulary["clause_states"].values()),
            ):
                assert words in TRANSLATED[language], key


@pytest.mark.parametrize("language, count", [("nl", "Pagina1van1"), ("en", "Page1of1"), ("fr", "Page1sur1")])
def test_footer_counts_pages(language, count):
    """The foot of each page names the clause and counts, in the language of the text: pagina X van Y."""
    footer = made("code-keten", "basis", language).sections[0].footer._element
    title = guide().site.clauses["code-keten"].titles[language]

    assert text([footer]) == title.replace(" ", "") + count
    assert [field.get(qn("w:instr")) for field in footer.iter(qn("w:fldSimple"))] == ["TITLE", "PAGE", "NUMPAGES"]


def test_document_takes_values():
    """A value fills its blank as text, whatever it holds, and no longer looks like a blank."""
    document = Document(BytesIO(word().document("code-keten", values={"opdracht": NASTY, "besteknummer": "  "})))

    controls = {value(c, "w:sdtPr/w:tag"): c for c in document.element.body.iter(qn("w:sdt"))}

    assert shown(controls["opdracht"]) == INTACT
    assert controls["opdracht"].find(f".//{qn('w:showingPlcHdr')}") is None
    assert shown(controls["besteknummer"]) == "[Nummer van het bestek]"


@pytest.mark.parametrize("markdown, tag", [("een `woord`", "code"), ("> citaat", "blockquote"), ("# Titel", "h1")])
def test_unknown_markup_is_refused(markdown, tag, monkeypatch):
    """What has no place in Word stops the build instead of getting lost."""
    monkeypatch.setitem(guide().site.clauses["code-keten"].texts["nl"], "basis", f"### Kop {{#kop}}\n\n{markdown}")

    with pytest.raises(ValueError, match=f"<{tag}> in een clausule kan niet naar Word"):
        word().document("code-keten")


def test_kit_has_everything():
    """The kit has each place, each Dutch clause and variant with its row, and each field; every list its own number."""
    site = guide().site
    texts = {key: set(clause.texts["nl"]) for key, clause in site.clauses.items()}
    pieces = [piece for variants in kit()["clause"].values() for piece in variants.values()]
    numbers = [set(re.findall(r'<w:numId w:val="(\d+)"/>', piece)) - {"1"} for piece in pieces]

    assert list(kit()["place"]) == list(site.vocabulary["places"])
    assert {key: set(found) for key, found in kit()["clause"].items()} == texts
    assert {key: set(found) for key, found in kit()["row"].items()} == texts
    assert set(re.findall(r"<\?blank (\S+)\?>", kit()["open"] + "".join(pieces))) <= set(kit()["blank"])
    assert sum(map(len, numbers)) == len(set().union(*numbers))
    defined = set(re.findall(r'<w:num w:numId="(\d+)">', kit()["parts"]["word/numbering.xml"]))
    assert set().union(*numbers) <= defined


# From here on: what the browser makes of the kit.

BASE64 = """async (...given) => {{
    const bytes = new Uint8Array(await (await {make}).arrayBuffer())
    let text = ""
    for (let at = 0; at < bytes.length; at += 32768) text += String.fromCharCode(...bytes.subarray(at, at + 32768))
    return btoa(text)
}}"""
"""A script that makes a file and gives its bytes."""


PAGE = "globalThis.document = { currentScript: { dataset: {} } }"
"""What docx.js finds of a page when it is loaded."""


def script(make, *given, prepare=""):
    """The bytes of the file that our scripts make."""
    return BytesIO(
        base64.b64decode(call([PAGE, prepare, source("tenders.js"), source("zip.js"), source("docx.js")], BASE64.format(make=make), *given))
    )


def build(chosen, values=None, prepare="", kit=kit, lots=()):
    """The .docx that the browser builds of (id, variant) or (id, variant, lots), as a zip."""
    choices = [dict(zip(("id", "variant", "lots"), choice)) for choice in chosen]
    return script("Docx.build(...given)", kit() if callable(kit) else kit, choices, values or {}, list(lots), prepare=prepare)


CALLED = {"basis": "basis", "lichter": "lichter", "sterker": "zwaarder"}
"""The one word by which a reader meets each variant, on a page as in Word."""


def ordered(variant):
    """Every clause in the order of a tender, in this variant where it exists; what stands apart from it comes last."""
    places = sorted(guide().site.vocabulary["places"], key=lambda place: guide().site.vocabulary["places"][place].apart)
    clauses = sorted(guide().site.clauses.items(), key=lambda item: places.index(item[1].place))
    return [(key, variant if variant in clause.texts["nl"] else "basis") for key, clause in clauses]


def shown(control):
    """What a content control shows, line breaks and all."""
    return "".join("\n" if part.tag == qn("w:br") else part.text or "" for part in control.iter(qn("w:t"), qn("w:br")))


def sections(document):
    """The text of each clause (Heading 2) up to the next heading of that level or higher, by its title."""
    found, current = {}, None
    for block in list(document.element.body)[:-1]:
        if style(block) in ("Heading1", "Heading2"):
            current = None
        if style(block) == "Heading2":
            assert shown(block) not in found, "staat er twee keer"
            current = found[shown(block)] = []
        elif current is not None:
            current.append(block)
    return found


@pytest.mark.parametrize(
    "keys, title",
    [
        (["brief-vrijwillig"], None),
        (["brief-herinnering", "brief-bevinding"], "Brieven over de keten"),
        (["kader-uitvoering", "brief-herinnering"], "Teksten voor het bestek"),
    ],
    ids=["een brief", "brieven", "bestek"],
)
def test_document_is_called_by_what_it_holds(keys, title):
    """One text gives its own title, letters are called letters; on the cover, in the properties and in the footer, and nowhere another."""
    title = title or guide().site.clauses[keys[0]].title
    file = build([(key, "basis") for key in keys])
    document = Document(file)
    with zipfile.ZipFile(file) as parts:
        whole = "".join(parts.read(name).decode() for name in parts.namelist() if re.search(r"(header|footer)\d*\.xml|core\.xml", name))

    assert document.core_properties.title == title
    assert [p.text for p in document.paragraphs if p.style.name == "Subtitle"] == [title] and whole.count(title) >= 2
    assert title == "Teksten voor het bestek" or "Teksten voor het bestek" not in whole


@pytest.mark.parametrize("variant", ["basis", "lichter", "sterker"])
def test_built_holds_each_clause_once(variant):
    """A document of all clauses holds each once, word for word, in order, in the variant that was chosen."""
    chosen, clauses = ordered(variant), guide().site.clauses

    document = unreferred(Document(build(chosen)))

    found = sections(document)
    assert list(found) == [clauses[key].title for key, _ in chosen]
    tender = tenders.Tender(guide().site, dict(chosen))
    for key, kind in chosen:
        assert text(found[clauses[key].title][1:]) == re.sub(r"\s+", "", "".join(tree(key, kind, "nl", tender).itertext())), key
    rows = [[cell.text for cell in row.cells] for row in document.tables[-1].rows[1:]]
    assert [(row[0], row[3]) for row in rows] == [(key, CALLED[kind]) for key, kind in chosen]
    assert not document.element.xpath("//processing-instruction()")


def test_built_holds_nothing_else():
    """A document of two clauses holds those two, under their place, and their rows; nothing of any other clause."""
    clauses = guide().site.clauses

    document = Document(build([("rapport-risico", "lichter"), ("vragenlijst-keten", "basis")]))

    assert [p.text for p in document.paragraphs if p.style.name == "Heading 1"] == [
        "Uitvoeringsvoorwaarden",
        "Bijlagen bij de offerte",
        "Herkomst van de teksten",
    ]
    assert list(sections(document)) == [clauses["rapport-risico"].title, clauses["vragenlijst-keten"].title]
    assert [row.cells[0].text for row in document.tables[-1].rows[1:]] == ["rapport-risico", "vragenlijst-keten"]
    row = [cell.text for cell in document.tables[-1].rows[1].cells]
    assert re.search(rf"rapport-risico\s+versie {clauses['rapport-risico'].version}", "\t".join(row)), (
        "de pagina 'actueel' herkent de rij niet"
    )
    assert row[-1].startswith("https://voorbeeld.be/clausules/rapport-risico/")


ONE_PAGE = [param for param in EVERY if guide().site.clauses[param.values[0]].one_page]
"""What has to fit on one page."""

SHIFTS = range(26)
"""By how many lines a table is moved down a page."""


@pytest.fixture(scope="module")
def laid_out(office, tmp_path_factory):
    """A folder with each Word file that is looked at on paper, and its PDF beside it: LibreOffice lays out all in one go, for it takes longer to start."""
    folder = tmp_path_factory.mktemp("paper")
    for param in ONE_PAGE:
        (folder / f"{param.id}.docx").write_bytes(word().document(*param.values))
    tender = build([("kader-uitvoering", "basis"), ("vragenlijst-keten", "basis"), ("samenvatting-a4", "sterker")])
    (folder / "bestek.docx").write_bytes(tender.getvalue())
    source = build([("code-keten", "lichter"), ("vragenlijst-keten", "lichter")])
    for shift in SHIFTS:
        source.seek(0)
        document = Document(source)
        where = next(p for p in document.paragraphs if p.text == "Uitleg voor u begint")
        for _ in range(shift):
            where.insert_paragraph_before().paragraph_format.line_spacing = Pt(10)
        document.save(folder / f"{shift}.docx")
    office("pdf", folder, *folder.glob("*.docx"))
    return folder


def words_of(file, *options):
    """The words of a PDF, a form feed behind each page."""
    return subprocess.run(["pdftotext", *options, file, "-"], check=True, capture_output=True, text=True).stdout


def pages(file):
    """The words on each page of a PDF."""
    return words_of(file, "-layout").split("\f")[:-1]


@pytest.mark.parametrize("name", [param.id for param in ONE_PAGE])
def test_one_page_fits(name, laid_out):
    """A text that has to fit on one page does, also empty and translated."""
    assert len(pages(laid_out / f"{name}.pdf")) == 1


def test_built_one_page_fits(laid_out):
    """In a whole tender, too, such a text has a page of its own and no more."""
    words, title = pages(laid_out / "bestek.pdf"), guide().site.clauses["samenvatting-a4"].title
    [number] = [
        number for number, page in enumerate(words) if title in page and "Bijlagen voor de uitvoering" in page and "Inhoud" not in page
    ]

    assert "Ingevuld door" in words[number] and "Herkomst van de teksten" in words[number + 1]


def test_header_stays_with_its_rows():
    """No header of a table stands alone at the end of a page: LibreOffice then leaves the rows out."""
    document = Document(build([("code-keten", "lichter"), ("vragenlijst-keten", "basis")]))
    heads = [table.rows[0] for table in document.tables]

    assert len(heads) > 5
    assert all(paragraph.paragraph_format.keep_with_next for row in heads for cell in row.cells for paragraph in cell.paragraphs)


def test_no_row_falls_off_a_page(laid_out):
    """Wherever on a page a table begins, each of its rows stands in the PDF too."""
    document = Document(laid_out / "0.docx")
    rows = [re.sub(r"\s+", "", row.cells[0].text) for table in document.tables[:-1] for row in table.rows]
    lost = {}
    for shift in SHIFTS:
        words = re.sub(r"\s+", "", words_of(laid_out / f"{shift}.pdf"))
        lost[shift] = [row for row in rows if row not in words]

    assert len(rows) > 25 and {shift: gone for shift, gone in lost.items() if gone} == {}


def test_built_leaves_no_space():
    """Where words fall away one space is left, and none in front of a paragraph: in a tender and in each text alone."""
    clauses = guide().site.clauses.items()
    documents = [made(*param.values) for param in EVERY] + [Document(build(LOTS, lots=["Perceel 1", "Perceel <2>", "Perceel 3"]))]
    documents += [
        Document(build([(key, variant) for key, clause in clauses if variant in clause.texts["nl"]]))
        for variant in ("basis", "lichter", "sterker")
    ]
    texts = [
        "".join(text.text or "" for text in paragraph.iter(qn("w:t")))
        for document in documents
        for paragraph in document.element.body.iter(qn("w:p"))
    ]

    assert [text for text in texts if text.startswith(" ") or "  " in text] == []


def test_translated_blanks_have_a_name():
    """Each field in a translated text has a name in that language, and a number that is preset is filled in there too."""
    site = guide().site
    for key, clause in site.clauses.items():
        for language in set(clause.texts) - {"nl"}:
            used = {field for text in clause.texts[language].values() for field in guide().writer.blanks(text)}
            assert not [field for field in used if not site.fields[field].label_in], (key, language)
    document = Document(BytesIO(files(guide())["bestanden/clausules/code-keten.fr.docx"]()))
    controls = {value(c, "w:sdtPr/w:tag"): shown(c) for c in document.element.body.iter(qn("w:sdt"))}
    assert controls["opdracht"] == "[Objet du marché]" and controls["termijn-melding-dagen"] == guide().writer.preset(
        "termijn-melding-dagen"
    )


LOTS = [
    ("mededeling-uitvoering", "basis"),
    ("kader-uitvoering", "basis"),
    ("afwijkingen", "basis"),
    ("rapport-risico", "basis"),
    ("niet-uitvoering", "basis", ["Perceel 1", "Perceel <2>"]),
    ("niet-uitvoering", "lichter", ["Perceel 3"]),
    ("code-keten", "basis", ["Perceel 1"]),
]
"""A tender of three lots, of which one has a lighter text and only one has the code of conduct."""


@pytest.mark.parametrize(
    "chosen",
    [[(key, variant) for key, variant in [("afwijkingen", "basis"), ("niet-uitvoering", "basis")]], LOTS],
    ids=["twee teksten", "percelen"],
)
def test_built_references_show_their_number(chosen):
    """In a tender, also of several lots, each reference shows the number that Word gives to what it points at, and leads there."""
    document = Document(build(chosen))
    at = numbers(document)

    assert fields(document) and [(name, at.get(name)) for name, _ in fields(document)] == fields(document)
    assert len(at) == len(set(at)) and numbering(document)["Artikel"] == "Artikel %1."


def test_built_leaves_nothing_of_the_source():
    """No mark of our own is left in a document: of conditions, references, blanks or pieces."""
    for chosen in (LOTS, ordered("basis"), ordered("sterker")):
        xml = zipfile.ZipFile(build(chosen)).read("word/document.xml").decode()
        assert not [mark for mark in ("{als", "[§", "⟦", "⟧", "[[", "]]", ANCHOR) if mark in xml]
        assert xml.count("<?") == 1  # the line that says it is XML


def test_built_has_a_part_for_each_lot():
    """What differs from lot to lot stands there for each of them, and says for which; what does not, stands there once."""
    document = Document(build(LOTS))
    found, clauses = sections(document), guide().site.clauses
    code = f"Perceel 1: {clauses['code-keten'].title}"

    assert [title for title in found if "erceel" in title] == [code]
    assert len(found) == len({key for key, *_ in LOTS})
    assert "DitdeelgeldtalleenvoorPerceel1." in text(found[code])
    assert "geldtalleenvoor" not in text(found[clauses["kader-uitvoering"].title] + found[clauses["niet-uitvoering"].title])
    [table] = [table for table in document.tables if table.rows[0].cells[0].text == "Artikel en onderwerp"]
    assert [row.cells[0].text.split("Artikel")[0] for row in table.rows] == [""] * 2 + ["Perceel 1 en Perceel <2>: "] * 3
    links = [p.text for p in document.paragraphs if "afwijkende regels zelf" in p.text]
    assert len(links) == 1 and re.search(r"artikel \d+ \(Perceel 1 en Perceel <2>\) of artikel \d+ \(Perceel 3\)\.$", links[0])
    assert [row.cells[3].text for row in document.tables[-1].rows[1:] if row.cells[0].text == "niet-uitvoering"] == [
        "basis · Perceel 1 en Perceel <2>",
        "lichter · Perceel 3",
    ]


def test_title_stays_with_its_text():
    """Between the title of a text and its words no page ends: all that says what it is stays with what follows."""
    document = Document(build(LOTS))
    names = {style.style_id: style for style in document.styles}
    blocks = list(document.element.body)[:-1]
    titles = [at for at, block in enumerate(blocks) if style(block) == "Heading2"]

    for at in titles:
        for block in itertools.takewhile(lambda block: style(block) in ("Heading2", "Status", None), blocks[at:]):
            kept = block.find(f"{qn('w:pPr')}/{qn('w:keepNext')}") is not None
            assert kept or style(block) and names[style(block)].paragraph_format.keep_with_next, shown(block)
            if style(block) == "Status":
                break
    assert len(titles) == len({key for key, *_ in LOTS})


def test_built_shares_articles_of_variants():
    """Of a text with a variant for each lot the articles that are the same stand once; the others stand apart and name their lots."""
    blocks = sections(Document(build(LOTS)))[guide().site.clauses["niet-uitvoering"].title]
    base, lighter = (guide().site.clauses["niet-uitvoering"].articles_of("nl", variant) for variant in ("basis", "lichter"))
    titles = [shown(block) for block in blocks if style(block) == "Artikel"]

    assert sorted(titles) == sorted(
        [article.title for article in base if article in lighter]
        + [f"Perceel 1 en Perceel <2>: {article.title}" for article in base if article not in lighter]
        + [f"Perceel 3: {article.title}" for article in lighter if article not in base]
    )
    assert titles[0].endswith(titles[1].removeprefix("Perceel 3: ")) and "Waarvoor deze regels gelden" in titles


def joined(*texts, apart=False):
    """What is made of texts, each (words of its articles by id, lots): [[(id, words, lots), …], …]."""
    given = [{"articles": [{"id": id, "words": words} for id, words in articles.items()], "lots": lots} for articles, lots in texts]
    made = call([source("tenders.js")], "(...given) => Tenders.joined(...given)", given, apart)
    return [[(article["id"], article["words"], "".join(article["lots"])) for article in text["articles"]] for text in made]


def test_variants_join_in_order():
    """An article stands behind the one that came before it, in whatever variant; texts that share little stay apart."""
    base, lighter = {"a": "1", "b": "2", "d": "4"}, {"a": "1", "b": "2+", "c": "3", "d": "4"}

    assert joined((base, ["A"]), (lighter, ["B"])) == [
        [("a", "1", "AB"), ("b", "2", "A"), ("b", "2+", "B"), ("c", "3", "B"), ("d", "4", "AB")]
    ]
    assert len(joined((base, ["A"]), ({"a": "1", "x": "5", "y": "6", "z": "7"}, ["B"]))) == 2
    assert len(joined((base, ["A"]), (base, ["B"]), apart=True)) == 2


def test_member_has_one_number_in_every_lot():
    """A member, or a point, that reads otherwise from lot to lot has one number: the other readings stand below it without one."""
    site, lots = guide().site, ["A", "B"]
    chosen = [("kader-uitvoering", "basis"), ("niet-uitvoering", "basis"), ("plan-actie", "basis", ["A"]), ("code-keten", "basis", ["A"])]
    blocks, trees = (
        sections(Document(build(chosen, lots=lots))),
        {lot: {c[0]: "basis" for c in chosen if lot in (c[2:] or (lots,))[0]} for lot in lots},
    )
    for key in ("kader-uitvoering", "niet-uitvoering"):
        stands = {}
        for lot, texts in trees.items():
            present = tenders.Tender(site, texts).present
            for item in placed(guide().writer.tree(site.clauses[key].texts["nl"]["basis"])).iter("li"):
                if item.get("data-place") and (not item.get("data-if") or holds(item.get("data-if"), present)):
                    stands[item.get("data-place")] = lot
        assert len([block for block in blocks[site.clauses[key].title] if style(block) == "ListNumber"]) == len(stands)
    again = [shown(block) for block in blocks[site.clauses["kader-uitvoering"].title] if style(block) == "ListContinue"]
    assert again and all(words.startswith("B: ") for words in again)
    assert any(words.startswith("A: ") for words in map(shown, blocks[site.clauses["niet-uitvoering"].title]))


def test_built_knows_the_other_lots():
    """A text for the only lot that is named still says so, when the tender has others."""
    titles = [
        list(sections(Document(build([("kader-uitvoering", "basis"), ("code-keten", "basis", ["A"])], lots=lots)))) for lots in ("AB", "A")
    ]
    title = guide().site.clauses["code-keten"].title

    assert [found[1] for found in titles] == [f"A: {title}", title]


def test_built_follows_the_tender(toy):
    """A member, a row and words stand only in a tender that has what they ask for; a reference to a text that is not there keeps its words."""
    made = Word(toy.site, toy.guide.writer, "https://voorbeeld.be/").kit()
    few, more = (Document(build(chosen, kit=made)) for chosen in ([("proef", "basis")], [("proef", "basis"), ("bijlage", "basis")]))

    assert "Hij vult" not in " ".join(p.text for p in few.paragraphs)
    assert "Hij vult een blad in, binnen dezelfde tijd." in [p.text for p in more.paragraphs]
    assert [len(table.rows) for table in few.tables[:1] + more.tables[:1]] == [2, 2]


def test_built_starts_with_what_is_open():
    """The first page names each field that is empty or wrong, with links to every place where it stands; a wrong value looks wrong."""
    values = {"opdracht": "Kledij", "contact-email": {"text": "<geen adres>", "wrong": True}, "besteknummer": {"text": "2026/1"}}
    document = Document(build([("code-keten", "basis"), ("kader-uitvoering", "basis")], values))
    site, names = guide().site, {mark.get(qn("w:name")) for mark in document.element.iter(qn("w:bookmarkStart"))}
    controls = [c for c in document.element.iter(qn("w:sdt")) if value(c, "w:sdtPr/w:tag")]
    places = [value(c, "w:sdtPr/w:tag") for c in controls if c.getprevious() is not None and c.getprevious().tag == qn("w:bookmarkStart")]
    begin = [p.text for p in document.paragraphs].index("Nog in te vullen door u")
    listed = list(itertools.takewhile(lambda p: p.style.name == "List Bullet", document.paragraphs[begin + 2 :]))

    assert [p.text.split(" · ")[0].removeprefix("Kijk na: ") for p in listed] == [site.fields[key].label for key in dict.fromkeys(places)]
    assert not {"opdracht", "besteknummer", "in-te-vullen"} & set(places) and "aanbesteder" in places
    assert [p.text.split(":")[0] for p in listed if p.text.startswith("Kijk na")] == ["Kijk na"]
    links = [link.get(qn("w:anchor")) for link in document.element.iter(qn("w:hyperlink"))]
    assert set(links) <= names and len([link for link in links if link.startswith("veld")]) == len(places)
    styles = {style.style_id: style.name for style in document.styles}
    wrong = [c for c in controls if shown(c) == "<geen adres>"]
    assert wrong and {styles[value(c, "w:sdtContent/w:r/w:rPr/w:rStyle")] for c in wrong} == {WRONG}


def test_built_keeps_apart_what_is_no_part_of_it():
    """The list of departures stands in front, and questions to the market behind the rest, with a line that says so."""
    document = Document(build([("marktvragen", "basis"), ("kader-uitvoering", "basis"), ("afwijkingen", "basis")]))
    lines = [p.text for p in document.paragraphs]
    places = [p.text for p in document.paragraphs if p.style.name == "Heading 1"]

    assert places == ["Begin van het bestek", "Uitvoeringsvoorwaarden", "Marktconsultatie", "Herkomst van de teksten"]
    assert lines[len(lines) - lines[::-1].index("Marktconsultatie")].startswith("Dit deel hoort niet in het bestek.")


@pytest.mark.parametrize(
    "key, asked", [("bestelbon", ["opdracht", "aanbesteder"]), ("kader-uitvoering", ["opdracht", "besteknummer", "aanbesteder"])]
)
def test_first_page_asks_what_a_text_asks(key, asked):
    """The first page holds no field that no text of the document holds: a small order has no number of a tender."""
    cover = [p.text.split(":")[0] for p in Document(build([(key, "basis")])).paragraphs if p.style.name == "Titelblad"]

    assert cover == [guide().site.fields[field].label for field in asked]


def test_built_without_open_fields():
    """When every field is filled the first page says so."""
    document = Document(build([("code-keten", "basis")], dict.fromkeys(guide().site.fields, "1")))

    assert [p.text for p in document.paragraphs if p.text.startswith("Alle velden zijn ingevuld.")]
    assert not [link for link in document.element.iter(qn("w:hyperlink")) if link.get(qn("w:anchor")).startswith("veld")]


def test_built_keeps_values_intact():
    """What is typed stays text: markup, quotes, line breaks, emoji, control characters and 10 000 characters."""
    values = {"opdracht": NASTY, "aanbesteder": "$& $1 $` &amp; <?here value?>", "besteknummer": " \n ", "__proto__": "x"}

    document = Document(build([("code-keten", "basis")], values))

    controls = {value(c, "w:sdtPr/w:tag"): c for c in document.element.body.iter(qn("w:sdt"))}
    assert shown(controls["opdracht"]) == INTACT
    assert shown(controls["aanbesteder"]) == values["aanbesteder"]
    assert shown(controls["besteknummer"]) == "[Nummer van het bestek]"
    assert controls["opdracht"].find(f".//{qn('w:showingPlcHdr')}") is None
    assert not document.element.xpath("//processing-instruction()")
    assert list(sections(document)) == [guide().site.clauses["code-keten"].title]


def test_built_turns_pages():
    """Each place starts on a new page, and so does each annex, but never twice for the same text."""
    document = Document(build(ordered("basis")))
    titles = {clause.title: clause.place for clause in guide().site.clauses.values()}
    before, turned = None, {}
    for paragraph in document.paragraphs:
        if paragraph.style.name in ("Heading 1", "Heading 2"):
            turned[paragraph.text] = bool(paragraph.paragraph_format.page_break_before)
            if paragraph.style.name == "Heading 2":
                place = titles[paragraph.text]
                assert turned[paragraph.text] == (place in ANNEXES and place == before), paragraph.text
                before = place
            else:
                assert turned[paragraph.text], paragraph.text


def test_built_has_contents():
    """The table of contents already holds every heading with its number, as a link; Word is asked to fill in the pages."""
    document = Document(build(LOTS))
    marks = {mark.get(qn("w:name")): mark.getparent() for mark in document.element.iter(qn("w:bookmarkStart"))}
    [place] = [sdt for sdt in document.element.iter(qn("w:sdt")) if sdt.find(f".//{qn('w:docPartGallery')}") is not None]
    lines = [("".join(t.text for t in link.iter(qn("w:t"))), marks[link.get(qn("w:anchor"))]) for link in place.iter(qn("w:hyperlink"))]
    headings = [p for p in document.paragraphs if p.style.name in ("Heading 1", "Heading 2", "Heading 3", "Artikel", "Blad Kop")]
    number = itertools.count(1)
    titles = [(f"Artikel {next(number)}. " if p.style.name == "Artikel" else "") + p.text for p in headings]

    assert lines == list(zip(titles, [p._p for p in headings]))
    assert "TOC " in "".join(code.text for code in document.element.iter(qn("w:instrText")))
    assert value(document.settings.element, "w:updateFields") == "true"
    assert "Wordvraagtbijhetopenen" in text([document.element.body])


def test_built_has_the_logo(tmp_path, monkeypatch):
    """A logo in the header of the template stands in what the browser builds, byte for byte."""
    picture = BytesIO()
    segno.make("logo").save(picture, kind="png")
    path = changed(tmp_path, lambda d: d.sections[0].header.paragraphs[0].add_run().add_picture(BytesIO(picture.getvalue())))
    monkeypatch.setattr(module, "TEMPLATE", path)
    made = Word(guide().site, guide().writer, guide().address).kit()

    document = Document(build([("code-keten", "basis")], kit=made))

    [image] = [rel.target_part for rel in document.sections[0].header.part.rels.values() if "image" in rel.reltype]
    assert image.blob == picture.getvalue()


def test_report_uses_the_template():
    """The advice of the keuzehulp is written in the styles of the template, and its list has a sign."""
    lines = [{"style": name, "text": f"{name} & meer"} for name in kit()["styles"]]
    document = Document(script("Docx.report(...given)", kit(), lines))

    assert [(p.style.name, p.text) for p in document.paragraphs[:-1]] == [(line["style"], line["text"]) for line in lines]
    assert value(document.styles["List Bullet"].element, "w:pPr/w:numPr/w:numId")


@pytest.mark.parametrize(
    "prepare, method",
    [("", zipfile.ZIP_DEFLATED), ("globalThis.CompressionStream = class { constructor() { throw new TypeError() } }", zipfile.ZIP_STORED)],
)
def test_zip_is_sound(prepare, method):
    """The zip passes its own checks, also in a browser that cannot compress."""
    data = build([("code-keten", "basis")], prepare=prepare)

    with zipfile.ZipFile(data) as file:
        assert file.testzip() is None
        assert {info.compress_type for info in file.infolist()} == {method}
        assert set(file.namelist()) == {*kit()["parts"], "word/document.xml"}
    assert Document(data).paragraphs


def test_browser_builds_the_same(browser):
    """A real browser makes the same document as our scripts do by themselves."""
    page = browser.new_page()
    for name in ("tenders.js", "zip.js", "docx.js"):
        page.add_script_tag(path=source(name))
    choices = [dict(zip(("id", "variant", "lots"), choice)) for choice in LOTS]
    data = page.evaluate(f"given => ({BASE64.format(make='Docx.build(...given)')})(...given)", [kit(), choices, {"opdracht": NASTY}])
    page.close()

    with zipfile.ZipFile(BytesIO(base64.b64decode(data))) as there, zipfile.ZipFile(build(LOTS, {"opdracht": NASTY})) as here:
        assert there.read("word/document.xml") == here.read("word/document.xml")
