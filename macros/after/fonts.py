"""The typefaces of the site: the weights and letters that it uses, cut from the whole families that pip brings."""

from __future__ import annotations

import sys
import tempfile
from functools import cache, partial
from importlib.metadata import version
from importlib.resources import files as resources
from io import BytesIO
from pathlib import Path

from macros.preview.kept import key

FOLDER = "assets/fonts/"
"""Where the site offers them; the style sheet names each file."""

FACES = {
    "sans": ("source-sans-3", "SourceSans3[wght].ttf", {"wght": (400, 700)}),
    "sans-italic": ("source-sans-3", "SourceSans3-Italic[wght].ttf", {"wght": 400}),
    "serif": ("source-serif-4", "SourceSerif4[opsz,wght].ttf", {"wght": (400, 700), "opsz": 20}),
}
"""Name of the file → family, file in its package, and how much of each axis stays: a range, or one place on it."""

NAMES = {"source-sans-3": "Naad Sans", "source-serif-4": "Naad Serif"}
"""What a family is called once it is cut: its licence keeps the name Source for the whole one."""

LETTERS = (
    "".join(map(chr, [*range(0x20, 0x7F), *range(0xA0, 0x100)])) + "ĲĳŒœŠšŸŽžıİŁłĆćČčĞğŞşŻżŹźŃńĘęĄąŐőŰűŘřĚěŮů–—‘’‚“”„•…‹›€→←↑↓✓✗·≤≥×−≈"
)
"""What the languages of Europe's west need, and the signs of the site; another letter shows in a typeface of the reader's device."""

FEATURES = ["kern", "liga", "mark", "mkmk", "ccmp", "locl", "tnum", "lnum"]
"""What stays of the rules by which letters change and move."""

CALLED = (1, 3, 4, 6)
"""The places in a typeface that hold its name; 6 takes no space."""

TOOLS = ["fonttools", "brotli"]


def files() -> dict:
    """What makes each typeface (woff2) and each licence: file below the built site → function that gives its bytes."""
    made = {f"{FOLDER}{name}.woff2": partial(_kept, *face) for name, face in FACES.items()}
    return made | {f"{FOLDER}{family}.txt": (_package(family) / "LICENSE").read_bytes for family in NAMES}


def _package(family):
    return resources(f"fontpkg_{family.replace('-', '_')}")


@cache
def _version(package):
    return version(package)


def _kept(family, file, axes):
    """A typeface as it was cut before, if package, letters and axes are the same: cutting takes seconds, and gives the same each time."""
    name = key(family, file, axes, NAMES, LETTERS, FEATURES, [_version(package) for package in (*TOOLS, f"fontpkg-{family}")])
    path = Path(sys.prefix) / "fonts" / f"{name}.woff2"
    if path.exists():
        return path.read_bytes()
    made = cut(family, file, axes)
    try:
        path.parent.mkdir(exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as whole:  # another build may look at the same time
            whole.write(made)
        Path(whole.name).replace(path)
    except OSError:  # a folder that is not ours to write: the next build cuts again
        pass
    return made


def cut(family: str, file: str, axes: dict) -> bytes:
    """Cut one typeface from its family: only LETTERS, only `axes`."""
    from fontTools.subset import Options, Subsetter  # a second to load, and rarely needed
    from fontTools.ttLib import TTFont
    from fontTools.varLib.instancer import instantiateVariableFont

    font = TTFont(_package(family) / "files" / file, recalcTimestamp=False)
    subset = Subsetter(Options(layout_features=FEATURES, hinting=False, notdef_outline=True, name_IDs=[0, 2, 5, 13, 14, *CALLED]))
    subset.populate(text=LETTERS)
    subset.subset(font)
    font = instantiateVariableFont(font, axes)
    for name in font["name"].names:
        if name.nameID in CALLED:
            name.string = NAMES[family].replace(" ", "") if name.nameID == 6 else NAMES[family]
    font.flavor = "woff2"
    made = BytesIO()
    font.save(made)
    return made.getvalue()
