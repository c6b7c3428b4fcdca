"""What a table is about is told from where it stands, and its rows by what tells them apart."""

from xml.etree import ElementTree

import markdown
import pytest

from macros import tables


def made(text):
    """The tables of a page in Markdown: (caption, names of its rows)."""
    root = ElementTree.fromstring(
        f"<div>{markdown.markdown(text, extensions=['tables', 'attr_list', 'md_in_html', 'macros.tables'], output_format='xhtml')}</div>"
    )
    return [(table.find("caption").text, [row.find("th").text for row in table.iterfind("tbody/tr")]) for table in root.iter("table")]


ROWS = "| Stap | Optie |\n|---|---|\n| 1 | een |\n| 1 | twee |\n"
REGION = f'<div role="region" aria-label="De opties" markdown="1">\n\n{ROWS}\n</div>\n\n'


@pytest.mark.parametrize(
    "text, told",
    [
        (f"## Wat *mag* &amp; moet\n\n{ROWS}", ["Wat mag & moet"]),
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
    """A table that has a caption and names of rows of its own keeps them."""
    html = "<table><caption>Zo</caption><thead><tr><th>Wie</th></tr></thead><tbody><tr><th>a</th></tr></tbody></table>"
    root = ElementTree.fromstring(f"<div>{html}</div>")
    tables.tell(root, lambda element: element.text)

    assert ElementTree.tostring(root, encoding="unicode") == "<div>" + html.replace("<tr><th>Wie", '<tr><th scope="col">Wie') + "</div>"
