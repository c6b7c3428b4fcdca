"""Colours: each pair that a style rule may put together holds AA, in light and in dark."""

import re

import pytest

from tests.conftest import ROOT

STYLE = re.sub(r"/\*.*?\*/", "", (ROOT / "docs" / "assets" / "site.css").read_text(encoding="utf-8"), flags=re.S)
INK = [
    "--md-default-fg-color",
    "--md-default-fg-color--light",
    "--md-default-fg-color--lighter",
    "--md-typeset-a-color",
    "--site-accent",
    "--site-guide",
]
INK += ["--site-sure", "--site-half", "--site-open"]
PAPER = ["--md-default-bg-color", "--site-card", "--site-fill"]
TEXT = [(ink, paper) for ink in INK for paper in PAPER if (ink, paper) != ("--md-default-fg-color--lighter", "--site-fill")]
TEXT += [(f"--site-{state}", f"--site-{state}-fill") for state in ("sure", "half", "open")]
TEXT += [("--md-default-fg-color", f"--site-{fill}") for fill in ("sure-fill", "half-fill", "open-fill", "blank")]
TEXT += [("--site-on-button", "--site-button"), ("--site-on-main", "--site-main"), ("--md-primary-bg-color", "--md-primary-fg-color")]
TEXT += [
    ("--md-primary-bg-color--light", "--md-primary-fg-color"),
    ("--md-primary-bg-color", "--md-footer-bg-color"),
    ("--ink", "--fill"),
    ("--ink", "--paper"),
]
TEXT += [
    ("--soft", "--paper"),
    ("--accent", "--paper"),
    ("--accent", "--fill"),
    ("--site-button", "--md-default-bg-color"),
    ("--site-button", "--site-card"),
]
"""What is written in a colour, on what."""

LINES = [
    (line, paper) for line in ("--site-button", "--site-seam", "--md-default-fg-color--lighter", "--md-accent-fg-color") for paper in PAPER
]
LINES += [("--site-blank-line", "--site-blank"), ("--line", "--paper"), ("--line", "--fill")]
"""What is drawn and has to be seen: the edge of a button or a field, a seam, the ring of the focus."""


def colours(dark):
    """Name → colour, as the style sheet gives it in a scheme; a later rule wins, as in the browser."""
    blocks = re.findall(r"(\[data-md-color-(?:scheme|primary|accent)[^{]*)\{([^{}]*)\}", STYLE)
    found = {}
    for where, block in blocks:
        if dark or "slate" not in where:
            found |= dict(re.findall(r"(--[\w-]+):\s*(#[0-9a-f]{3,6})\b(?![0-9a-f])", block))
    return found


def light(colour):
    """How light a colour is, as WCAG counts it."""
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    red, green, blue = (
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in (int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4))
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    """The contrast of two colours, from 1 to 21."""
    dark, bright = sorted((light(one), light(other)))
    return (bright + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("dark", [False, True], ids=["licht", "donker"])
@pytest.mark.parametrize(("pairs", "least"), [(TEXT, 4.5), (LINES, 3)], ids=["tekst", "lijnen"])
def test_contrast(dark, pairs, least):
    """Words on a fill have a contrast of at least 4.5, lines that tell something of at least 3."""
    found = colours(dark)

    assert [
        f"{one} op {other}: {contrast(found[one], found[other]):.2f}" for one, other in pairs if contrast(found[one], found[other]) < least
    ] == []


def test_yellow_is_for_the_main_action_only():
    """One rule uses the yellow of the main action, and no rule names that colour itself."""
    used = re.findall(r"([^{}]+)\{[^{}]*var\(--site-main\)[^{}]*\}", STYLE)

    assert [rule.strip() for rule in used] == [".md-typeset .main-action.main-action"]
    assert STYLE.count("#ffd84a") == 1
