"""The slides of a training: they hold the records, anyone can read them, and their look comes from a template."""

import re
import zipfile
from io import BytesIO

import pytest
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE
from pptx.util import Inches

from macros.after import drawing, slides
from macros.after.slides import SIZES, height, training
from macros.facts.problems import DataError
from macros.guide import Guide
from macros.pages.pictures import PICTURES, draw
from tests.real import SITE, advised

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def deck():
    """The slides as a reader opens them."""
    return Presentation(BytesIO(training(Guide(SITE, "https://example.org/", "Sociaal verantwoorde werkkledij"))))


def test_slides_hold_the_records(deck):
    """Every step, option, legal question, system, principle and exercise stands on a slide, with notes that say where it comes from."""
    shown = list(deck.slides)
    words = " ".join(text for slide in shown for text in texts(slide))
    wanted = [
        *(o.name for step in SITE.toolbox.values() for o in step.options.values()),
        *(s.name for s in SITE.systems.values()),
        *(p.name for p in SITE.principles.values()),
        *(e.title for e in SITE.exercises.values()),
        *(d.name for d in SITE.duties.values() if d.ways),
        *(q.question for q in SITE.legal_questions.values() if "@" not in q.question),
    ]

    assert [one for one in wanted if one not in words] == []
    assert [slide.shapes.title.text for slide in shown if "https://example.org/" not in notes(slide)] == []


def texts(slide):
    """Every text of a slide, its notes aside."""
    for shape in slide.shapes:
        if shape.has_text_frame:
            yield shape.text_frame.text
        if shape.has_table:
            yield from (cell.text for row in shape.table.rows for cell in row.cells)


def notes(slide):
    return slide.notes_slide.notes_text_frame.text if slide.has_notes_slide else ""


def test_slides_are_for_everyone(deck):
    """Each slide has a title and nothing empty, no text under 16 points or too long for its place, pictures and tables are described, and all is Dutch."""
    for slide in deck.slides:
        assert slide.shapes.title.text.strip()
        for shape in slide.shapes:
            if shape.has_text_frame and shape.is_placeholder and "SLIDE_NUMBER" not in str(shape.placeholder_format.type):
                assert shape.text_frame.text.strip(), slide.shapes.title.text
            if not shape.is_placeholder and not shape.has_text_frame:
                assert shape._element.xpath(".//p:cNvPr/@descr"), slide.shapes.title.text
        body = next((p for p in slide.placeholders if p.placeholder_format.idx == 1), None)
        if body:
            runs = [run for paragraph in body.text_frame.paragraphs for run in paragraph.runs]
            size = runs[0].font.size.pt
            assert size >= SIZES[-1] and all(run.font.language_id is not None for run in runs)
            assert height([p.text for p in body.text_frame.paragraphs], size, body.width) <= body.height, slide.shapes.title.text


def test_slides_show_the_drawings(deck):
    """Three drawings of the site stand on slides as shapes: described, in the colours of the template, within the slide, no word under 14 points."""
    pictures = [shape for slide in deck.slides for shape in slide.shapes if shape.shape_type == MSO_SHAPE_TYPE.GROUP]
    assert [picture.name for picture in pictures] == [PICTURES[name][1] for name in ("dimension_picture", "chain_picture", "staircase")]
    for picture, records in zip(pictures, (SITE.dimensions, SITE.chain, SITE.toolbox)):
        words = [shape.text_frame.text for shape in picture.shapes if shape.has_text_frame]
        assert {record.name for record in records.values()} <= set(words)
        assert picture._element.xpath("./p:nvGrpSpPr/p:cNvPr/@descr")[0].startswith(f"{picture.name}. ")
        assert picture.left + picture.width <= deck.slide_width and picture.top + picture.height <= deck.slide_height
        assert min(int(size) for size in picture._element.xpath(".//a:rPr/@sz")) >= 1400
        assert not picture._element.xpath(".//a:srgbClr")


def test_drawing_that_does_not_fit_a_slide_is_refused():
    """A drawing with curved lines is no drawing for a slide, and the build says so."""
    deck, svg = slides.Deck(), draw(Guide(SITE, "https://example.org/", "x"), "decision_picture")["svg"]

    with pytest.raises(ValueError, match="alleen rechte lijnen"):
        drawing.place(deck.slide("Titel"), svg, deck.box)


def changed(tmp_path, change):
    """A copy of the template of the slides with something changed in it."""
    file, path = Presentation(slides.TEMPLATE), tmp_path / "template.pptx"
    change(file)
    file.save(path)
    return path


def test_template_of_slides_is_empty():
    """The template holds the layouts that the code names and no other, no slide, and nothing of who made it."""
    file = Presentation(slides.TEMPLATE)
    core = file.core_properties

    assert [layout.name for layout in file.slide_layouts] == list(slides.LAYOUTS) and len(file.slides) == 0
    assert (core.author, core.last_modified_by, core.comments, core.keywords) == ("", "", "", "")
    with zipfile.ZipFile(slides.TEMPLATE) as parts:
        assert not [name for name in parts.namelist() if re.search("app|custom|comment|thumbnail|printer|media", name)]


@pytest.mark.parametrize(
    "change, message",
    [
        (lambda f: f.slide_layouts.remove(f.slide_layouts[2]), "de indeling 'Alleen titel' ontbreekt of heeft geen plaats voor een titel"),
        (
            lambda f: setattr(f.slide_layouts[1], "name", "Tekst"),
            "de indeling 'Titel en tekst' ontbreekt of heeft geen plaats voor titel en tekst",
        ),
        (lambda f: f.slides.add_slide(f.slide_layouts[0]), "er staan dia's in"),
    ],
)
def test_spoilt_template_of_slides_is_refused(change, message, tmp_path, monkeypatch):
    """A template that lacks a layout or holds slides stops the build with a sentence that says what to mend."""
    monkeypatch.setattr(slides, "TEMPLATE", changed(tmp_path, change))

    with pytest.raises(DataError, match=f"macros/after/template.pptx: {message}"):
        slides.Deck()


def test_template_sets_the_look_of_slides(tmp_path, monkeypatch):
    """Text that gets less room in the template goes on to a next slide, and no slide names a colour or a font of its own."""

    def change(file):
        body = next(place for place in file.slide_layouts[1].placeholders if place.placeholder_format.idx == 1)
        body.left, body.top, body.width, body.height = Inches(1), Inches(2), Inches(8), Inches(2)
        file.core_properties.last_modified_by = "Jan Peeters"

    monkeypatch.setattr(slides, "TEMPLATE", changed(tmp_path, change))
    deck = slides.Deck()
    deck.points("Titel", ["Een punt van deze vorming dat een hele regel vult. " * 2] * 8)
    deck.table("Tabel", ["Wat"], [["rij"]], [1])
    made = Presentation(BytesIO(deck.save()))

    assert len(made.slides) > 2 and made.core_properties.last_modified_by == ""
    assert {shape.left for slide in made.slides for shape in slide.shapes if shape.has_table} == {Inches(1)}
    for slide in made.slides:
        assert not slide._element.xpath(".//a:srgbClr | .//a:latin")


def test_words_between_stars_are_bold():
    """Words between two stars are bold, and only those; where all are, they stay so."""
    made = slides.Deck()
    frame = made.slide("Titel", made.text).placeholders[1].text_frame
    for bold, expected in ((None, [None, True, None]), (True, [True, True, True])):
        made.put(frame, ["Een **twee** drie"], 20, bold)
        runs = frame.paragraphs[-1].runs
        assert [run.text for run in runs] == ["Een ", "twee", " drie"] and [run.font.bold for run in runs] == expected


def test_slides_are_the_same_twice():
    """The same data make the same file, to the byte."""
    assert training(Guide(SITE, "https://example.org/", "x")) == training(Guide(SITE, "https://example.org/", "x"))


@pytest.mark.parametrize("key", SITE.exercises)
def test_slide_holds_the_key(key, deck):
    """The notes of an exercise hold the key from the rules and the link that opens it filled in."""
    [slide] = [slide for slide in deck.slides if slide.shapes.title.text == f"Oefening: {SITE.exercises[key].title}"]
    for name, one in advised(key):
        assert SITE.decisions[name].outcomes[one].label in notes(slide), (name, one)
    assert "keuzehulp/#" in notes(slide)
