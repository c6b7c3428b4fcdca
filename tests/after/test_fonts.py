"""Typefaces: small, complete for what the site writes, under their own name, and as wide and high as what shows until they are there."""

import re
from html import unescape
from io import BytesIO

import pytest
from fontTools.ttLib import TTFont

from macros.after import fonts
from tests.conftest import ROOT

STYLE = (ROOT / "docs" / "assets" / "site.css").read_text(encoding="utf-8")
FACES = [name for name in fonts.files() if name.endswith(".woff2")]


@pytest.fixture(scope="module")
def made():
    """Each typeface as the build makes it."""
    return {name: fonts.files()[name]() for name in FACES}


def test_weight(made):
    """Together they are at most 90 kB, and the style sheet and the pages name the very files that are made."""
    assert sum(map(len, made.values())) <= 90_000
    assert sorted(re.findall(r"url\((fonts/.+?)\)", STYLE)) == sorted(name.removeprefix("assets/") for name in FACES)


@pytest.mark.slow
def test_same_again():
    """Cutting gives the same bytes each time, so that the same sources give the same site."""
    face = fonts.FACES["sans-italic"]

    assert fonts.cut(*face) == fonts.files()["assets/fonts/sans-italic.woff2"]()


@pytest.mark.parametrize("name", FACES)
def test_name(made, name):
    """The licence keeps the name Source for the whole family: what is cut bears our name, and still tells whose it is and under which licence."""
    names = {entry.nameID: str(entry) for entry in TTFont(BytesIO(made[name]))["name"].names}

    assert "Source" not in "".join(names[place] for place in fonts.CALLED) and "Adobe" in names[0] and "Open Font License" in names[13]


def test_letters(built):
    """Every letter that a page shows is in the typeface of the text, but for a half circle, which every device has."""
    held = set(TTFont(BytesIO((built / "assets/fonts/sans.woff2").read_bytes())).getBestCmap())
    pages = (re.sub(r"(?s)<(script|style|svg).*?</\1>|<[^>]+>", "", page.read_text(encoding="utf-8")) for page in built.rglob("*.html"))

    assert {letter for page in pages for letter in unescape(page) if ord(letter) not in held and not letter.isspace()} <= {"◐"}


@pytest.mark.parametrize(("family", "name"), [("Sans", "sans"), ("Serif", "serif")])
def test_nothing_shifts(made, family, name):
    """What shows first has the ascent and descent of the typeface that follows, to a two-hundredth of a letter."""
    font = TTFont(BytesIO(made[f"assets/fonts/{name}.woff2"]))
    high = [getattr(font["hhea"], side) / font["head"].unitsPerEm for side in ("ascent", "descent", "lineGap")]
    first = re.findall(
        rf'font-family: "{family} (?:until then|on Android)";.+?size-adjust: (.+?)%; ascent-override: (.+?)%; descent-override: (.+?)%; line-gap-override: 0%',
        STYLE,
    )

    assert len(first) == 3 and high[2] == 0
    for size, ascent, descent in ([float(value) / 100 for value in face] for face in first):
        assert abs(size * ascent - high[0]) < 0.005 and abs(size * descent + high[1]) < 0.005
