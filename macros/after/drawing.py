"""Puts a drawing of the site on a slide as shapes in the colours of the template, so that a trainer can change it."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from pptx.enum.dml import MSO_LINE
from pptx.enum.dml import MSO_THEME_COLOR as COLOUR
from pptx.enum.lang import MSO_LANGUAGE_ID
from pptx.enum.shapes import MSO_CONNECTOR, MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Emu, Pt

FILLS = {"d-fill": COLOUR.BACKGROUND_2, "d-paper": COLOUR.BACKGROUND_1, "d-accent": COLOUR.ACCENT_2}
LINES = {"d-line": COLOUR.TEXT_2, "d-seam": COLOUR.ACCENT_2}
SIZES = {"d-big": 26, "d-head": 20, "d-step": 18, "d-text": 16}
"""What the classes of the drawings are here: colours of the theme, and the size of a letter in units of the drawing."""

ALIGN = {"start": (PP_ALIGN.LEFT, 0), "middle": (PP_ALIGN.CENTER, 0.5), "end": (PP_ALIGN.RIGHT, 1)}
"""Where a text begins: how it is aligned, and which part of it lies before that place."""

STRAIGHT = re.compile(r"M([\d.]+) ([\d.]+)([HV])([\d.]+)")


def place(slide, svg: str, box: tuple[int, int, int, int]):
    """Draw an SVG of rectangles, circles, straight lines and words as one group in a box (left, top, width, height); returns the group.

    Raises ValueError for anything else: a slide never shows half a drawing.
    """
    root = ElementTree.fromstring(svg)
    _, _, width, height = map(float, root.get("viewBox").split())
    scale = min(box[2] / width, box[3] / height)
    left, top = box[0] + (box[2] - width * scale) / 2, box[1]
    shapes = slide.shapes
    before, group = len(shapes), shapes.add_group_shape()

    def at(x, y):
        return Emu(int(left + float(x) * scale)), Emu(int(top + float(y) * scale))

    def long(*units):
        return [Emu(int(float(unit) * scale)) for unit in units]

    about = {}
    for part in root:
        kind, look = part.tag.rpartition("}")[2], part.get("class", "").split()
        if kind in ("title", "desc"):
            about[kind] = part.text
        elif kind == "rect":
            shape = MSO_SHAPE.ROUNDED_RECTANGLE if part.get("rx") else MSO_SHAPE.RECTANGLE
            drawn = shapes.add_shape(shape, *at(part.get("x"), part.get("y")), *long(part.get("width"), part.get("height")))
            if part.get("rx"):
                drawn.adjustments[0] = float(part.get("rx")) / min(float(part.get("width")), float(part.get("height")))
            _paint(drawn, look)
        elif kind == "circle":
            x, y, radius = (float(part.get(name)) for name in ("cx", "cy", "r"))
            _paint(shapes.add_shape(MSO_SHAPE.OVAL, *at(x - radius, y - radius), *long(2 * radius, 2 * radius)), look)
        elif kind == "path":
            line = shapes.add_connector(MSO_CONNECTOR.STRAIGHT, *(value for end in _ends(part.get("d")) for value in at(*end)))
            _plain(line)
            line.line.color.theme_color, line.line.width = LINES[look[0]], Pt(1.5)
            if look[0] == "d-seam":
                line.line.dash_style = MSO_LINE.DASH
        elif kind == "text":
            _write(shapes, part, look, at, scale, width)
        else:
            raise ValueError(f"een tekening voor een dia kan geen <{kind}> hebben")
    for drawn in [*shapes][before + 1 :]:  # all at once: a group measures all that is in it anew for each that comes
        group._element.append(drawn._element)
    group._element.recalculate_extents()
    group.name = about["title"]
    group._element.nvGrpSpPr.cNvPr.set("descr", f"{about['title']}. {about['desc']}")
    return group


def _paint(shape, look):
    """The fill of a shape, and the line around it unless it is a spot of colour."""
    _plain(shape)
    shape.fill.solid()
    shape.fill.fore_color.theme_color = FILLS[look[0]]
    if look[0] == "d-accent":
        shape.line.fill.background()
    else:
        shape.line.color.theme_color, shape.line.width = COLOUR.TEXT_2, Pt(1.25)


def _plain(shape):
    """Without the shadow and the gloss that a theme gives to whatever is drawn."""
    shape._element.remove(shape._element.find(qn("p:style")))


def _ends(path):
    """Both ends of a straight line, as 'M8 7H152' or 'M34 40V500' writes it."""
    match = STRAIGHT.fullmatch(path)
    if not match:
        raise ValueError(f"een tekening voor een dia heeft alleen rechte lijnen, niet {path}")
    x, y, how, to = match.groups()
    return (x, y), ((to, y) if how == "H" else (x, to))


def _write(shapes, part, look, at, scale, width):
    """A line of words: SVG says where its base line is, a slide where its box begins."""
    size = next(SIZES[name] for name in look if name in SIZES)
    align, before = ALIGN[part.get("text-anchor", "start")]
    x, y = float(part.get("x")), float(part.get("y")) - size
    wide = min(max(len(part.text), 4) * size * 0.75, (width - x) / (1 - before) if before < 1 else x)
    x -= before * wide
    box = shapes.add_textbox(*at(x, y), Emu(int(wide * scale)), Emu(int(size * 1.25 * scale)))
    frame = box.text_frame
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.vertical_anchor, frame.word_wrap = MSO_ANCHOR.TOP, True
    paragraph = frame.paragraphs[0]
    paragraph.alignment = align
    run = paragraph.add_run()
    run.text, run.font.language_id = part.text, MSO_LANGUAGE_ID.BELGIAN_DUTCH
    run.font.size, run.font.bold = Pt(int(size * scale / Pt(1))), size > 16
    run.font.color.theme_color = COLOUR.TEXT_1
