"""What a table is about is told from where it stands, and its rows by what tells them apart."""

import re

import markdown
import pytest

from macros import tables


def made(text):
    """The tables of a page in Markdown: (caption, names of its rows)."""
    html = tables.told(markdown.markdown(text, extensions=["tables", "md_in_html"]))
    found = [
        (re.findall(r"<caption[^>]*>(.*?)</caption>", table), re.findall(r'<th scope="row">(.*?)</th>', table))
        for table in tables.TABLE.findall(html)
    ]
    return [(caption, rows) for [caption], rows in found]


ROWS = "| Stap | Optie |\n|---|---|\n| 1 | een |\n| 1 | twee |\n"
REGION = f'<div role="region" aria-label="De opties" markdown="1">\n\n{ROWS}\n</div>\n\n'


@pytest.mark.parametrize(
    "text, told",
    [
        (f"## Wat *mag* &amp; moet\n\n{ROWS}", ["Wat mag &amp; moet"]),
        (f"## Mag\n\n{ROWS}\nEn ook:\n\n{ROWS}", ["Mag", "Mag: Stap, Optie"]),
        (f"## Mag\n\n{REGION}{ROWS}", ["De opties", "Mag"]),
        (ROWS, ["Stap, Optie"]),
    ],
)
def test_caption(text, told):
    """The region or the heading names a table; a second table there, or one without either, is named by its columns too."""
    assert [caption for caption, _ in made(text)] == told


@pytest.mark.parametrize(
    "cells, told",
    [
        (["a | x", "b | y"], ["a", "b"]),
        (["a | x", "a | y"], ["x", "y"]),
        ([" | x", " | y"], ["x", "y"]),
        (["a | x", "a | x"], ["a", "a"]),
    ],
)
def test_names_of_rows(cells, told):
    """The first cell names a row, or the second where the first is the same in two rows or empty."""
    assert made("| Een | Twee | Drie |\n|---|---|---|\n" + "".join(f"| {row} | z |\n" for row in cells)) == [("Een, Twee, Drie", told)]


def test_what_is_named_stays():
    """A table that has a caption and names of its own keeps them; the link of a heading and the number of an article are no part of a name."""
    html = (
        '<table><caption>Zo</caption><thead><tr><th scope="col">Wie</th></tr></thead><tbody><tr><th scope="row">a</th></tr></tbody></table>'
    )
    heading = '<h3><span class="number">Artikel 1.</span> Het plan<a class="headerlink" href="#x">kopieer link</a></h3>'

    assert tables.told(html) == html
    assert ">Het plan</caption>" in tables.told(f"{heading}<table><tr><th>Wat</th></tr></table>")
