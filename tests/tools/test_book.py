"""The book: one PDF and one EPUB of the pages, with contents, structure for who has it read aloud, states and sources, the same bytes each time."""

import io
import re
import shutil
import subprocess
import xml.etree.ElementTree as ET
from datetime import datetime
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile

import pikepdf
import pytest
import typst

from tools import book

pytestmark = pytest.mark.slow

CHECKER = Path("/usr/share/java/epubcheck.jar")
"""Where Debian has the checker of EPUB: the package epubcheck."""

PAGE = """---
title: {title}
address: https://example.org/{page}/
---

# {title}

Eerst het antwoord. (bevestigd op 23 november 2026) (bron: [Een uitgever](https://example.org/bronnen/#bron))

## Een kop van {title}

| [Wat](https://example.org/wat/) | Hoe zeker |
|---|---|
| **Ja.** é < & 1 | (nog te controleren) |

- een [link](https://example.org/gids/keten/#stof) en een [bladzijde](https://example.org/gids/keten/)
"""
CLAUSE = """---
title: Een rapport
address: https://example.org/clausules/rapport/
---

# Een rapport

**De opdrachtnemer bezorgt een rapport.**

**Ontwerp, niet juridisch nagekeken.** Versie 1.0.

Hoeveel de tekst vraagt

## De tekst, versie 1.0

### Artikel 1. Het rapport

1. Een derde partij gaat het na.

2. Het rapport heeft een datum.

## Zwaardere variant

### Artikel 1. Twee rapporten
"""
"""The page of a text for a tender: the book has its base."""

PAGES = {"aankopers": "Aankopen", "gids": "De gids", "gids/keten": "De keten", "toolbox/engagement": "Stap 1", "bronnen": "Bronnen"}


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A small built site with its book, and the same once more."""
    sites = []
    for _ in range(2):
        site = tmp_path_factory.mktemp("site")
        for page, title in PAGES.items():
            (site / page).mkdir(parents=True, exist_ok=True)
            (site / page / "index.md").write_text(PAGE.format(title=title, page=page), encoding="utf-8")
        for page, text in {
            "clausules/rapport": CLAUSE,
            "clausules/mijn-bestek": PAGE.format(title="Werkblad", page="clausules/mijn-bestek"),
        }.items():
            (site / page).mkdir(parents=True)
            (site / page / "index.md").write_text(text, encoding="utf-8")
        (site / book.OFFERED).parent.mkdir(parents=True)
        (site / book.OFFERED).write_text("<p hidden data-book><a data-book-pdf>PDF</a> <a data-book-epub>EPUB</a></p>", encoding="utf-8")
        book.make(site)
        sites.append(site)
    return sites


@pytest.mark.parametrize("kind", book.FILES)
def test_same_bytes(kind, made):
    """The same pages give the same book, byte for byte."""
    one, other = ((site / book.FILES[kind]).read_bytes() for site in made)

    assert one == other and len(one) > 5000


def elements(node):
    """The elements of the structure of a PDF, in reading order."""
    waits = [node]
    while waits:
        node = waits.pop()
        if isinstance(node, pikepdf.Dictionary):
            if "/S" in node:
                yield node
            waits += [node["/K"]] if "/K" in node else []
        elif isinstance(node, pikepdf.Array):
            waits += reversed(list(node))


def test_pdf_is_tagged(made):
    """The PDF says that it keeps PDF/UA-1, and has structure, its language, a title, bookmarks for each part and page, page numbers, and
    tables with heads that know their column, lists and links as such."""
    with pikepdf.open(made[0] / book.FILES["pdf"]) as pdf:
        root = pdf.Root
        assert root.MarkInfo.Marked and str(root.Lang).startswith("nl") and str(pdf.docinfo["/Title"]) == book.TITLE
        assert root.ViewerPreferences.DisplayDocTitle and "/PageLabels" in root
        with pdf.open_metadata() as about:
            assert about["pdfuaid:part"] == "1"
        with pdf.open_outline() as outline:
            found = [(part.title, [page.title for page in part.children]) for part in outline.root]
        structure = list(elements(root.StructTreeRoot))
        roles = [str(element.S) for element in structure]
        scopes = {str(part.get("/Scope")) for element in structure if element.S == "/TH" for part in element.A}
        assert all("/Contents" in link for page in pdf.pages for link in page.get("/Annots", []))
    assert found == [
        ("Wegwijs", ["Aankopen"]),
        ("De gids van 2018", ["De gids", "De keten"]),
        ("De toolbox", ["Stap 1"]),
        ("Teksten voor een bestek", ["Een rapport"]),
        ("Naslag", ["Bronnen"]),
    ]
    assert {"/H1", "/H2", "/P", "/L", "/LI", "/Table", "/TD", "/Link", "/TOC"} <= {*roles} and "/Column" in scopes
    assert roles.count("/TH") == 2 * roles.count("/Table") == 2 * len(PAGES)
    levels = [int(role[2]) for role in roles if re.fullmatch(r"/H[1-6]", role)]
    assert all(after <= before + 1 for before, after in zip(levels, levels[1:]))


@pytest.mark.parametrize(
    "text", ["# Deel\n\n### Te diep\n", "# Deel\n\n| [A](https://example.org/) |\n|---|\n" + "| b |\n" * 80], ids=["kop", "link in kop"]
)
def test_refuses_what_is_not_accessible(text):
    """A level of headings that is left out, or a link that would stand in the heads that come back, stops the book."""
    with pytest.raises(typst.TypstError, match="PDF/UA-1"):
        book.pdf(text, datetime(2026, 11, 26), "nu")


def test_links_within_the_book(made):
    """A link to a page of the book leads to it there; one to a place within a page, or elsewhere, leads to the site."""
    with pikepdf.open(made[0] / book.FILES["pdf"]) as pdf:
        links = [link for page in pdf.pages for link in page.get("/Annots", [])]
        within = [link for link in links if "/Dest" in link or link.get("/A", {}).get("/S") == "/GoTo"]
        out = {str(link.A.URI) for link in links if link.get("/A", {}).get("/S") == "/URI"}
    with ZipFile(made[0] / book.FILES["epub"]) as archive:
        texts = "".join(archive.read(name).decode() for name in archive.namelist() if name.endswith(".xhtml"))

    assert out == {"https://example.org/gids/keten/#stof", "https://example.org/bronnen/#bron"}
    assert len(within) >= len(PAGES) and texts.count('#blad-gids-keten">bladzijde<') == len(PAGES)


def test_heads_of_tables_are_no_links(made):
    """Heads that come back on the next page are words, whatever they link to on the site."""
    text = book.markdown(made[0])
    assert text.count("| Wat | Hoe zeker |") == len(PAGES) and "example.org/wat/" not in text


def test_long_table_stands_once(tmp_path):
    """A long table that stands on two pages stands in the book where it comes last; the other says where."""
    rows = "\n".join(f"| {number} | ja |" for number in range(40))
    for page, title in {"leveranciers": "Leveren", "systemen/bewijs": "Wat telt"}.items():
        (tmp_path / page).mkdir(parents=True)
        (tmp_path / page / "index.md").write_text(
            f"---\naddress: https://example.org/{page}/\n---\n# {title}\n\n| Wat | Telt |\n|---|---|\n{rows}\n\nEinde.\n", encoding="utf-8"
        )
    first, second = book.markdown(tmp_path).split("## Wat telt")

    assert "| 39 | ja |" in second and "| 39 |" not in first and "bij ‘Wat telt’" in first
    assert first.count("Einde.") == second.count("Einde.") == 1


def test_small(made):
    """The PDF is packed: no structure is written out in full."""
    data = (made[0] / book.FILES["pdf"]).read_bytes()
    assert b"/StructElem" not in data and b"/ObjStm" in data


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="pdftotext staat hier niet")
def test_pdf_holds_every_page(made):
    """Every page stands in it with its states and sources, and the contents say on which page."""
    told = subprocess.run(["pdftotext", "-layout", made[0] / book.FILES["pdf"], "-"], check=True, capture_output=True, text=True).stdout

    for title in PAGES.values():
        assert re.search(rf"(?m)^ *{title}\W+\d+ *$", told) and f"Een kop van {title}" in told
    assert re.search(r"(?m)^ *2\. Het rapport heeft een datum\.$", told)  # members keep their numbers
    assert told.count("(nog te controleren)") == told.count("bron: Een uitgever") == len(PAGES)


def test_epub_is_whole(made):
    """The EPUB has its parts in the order and form that the format asks: each file listed and there, each page sound XML, each link within it good."""
    with ZipFile(io.BytesIO((made[0] / book.FILES["epub"]).read_bytes())) as archive:
        first, names = archive.infolist()[0], set(archive.namelist())
        assert first.filename == "mimetype" and first.compress_type == ZIP_STORED and archive.read("mimetype") == b"application/epub+zip"
        [place] = re.findall(r'full-path="([^"]+)"', archive.read("META-INF/container.xml").decode())
        package, space = ET.fromstring(archive.read(place)), {"o": "http://www.idpf.org/2007/opf", "d": "http://purl.org/dc/elements/1.1/"}
        folder = place.rpartition("/")[0]
        items = {item.get("id"): item for item in package.iterfind(".//o:manifest/o:item", space)}
        files = {f"{folder}/{item.get('href')}" for item in items.values()}
        assert files <= names and {name for name in names if name.startswith(f"{folder}/")} - {place} == files
        assert package.get("version") == "3.0" and package.findtext(".//d:language", namespaces=space).startswith("nl")
        assert package.findtext(".//d:identifier", namespaces=space) == book.IDENTITY
        assert [item for item in items.values() if "nav" in (item.get("properties") or "")]
        texts = {}
        for ref in package.iterfind(".//o:spine/o:itemref", space):
            name = f"{folder}/{items[ref.get('idref')].get('href')}"
            texts[name] = archive.read(name).decode()
            ET.fromstring(texts[name])
        words = " ".join(texts.values())
        for link in re.findall(r'href="(?!https?:)([^"]+)"', words):
            assert any(name.endswith(link.partition("#")[0].rpartition("/")[2]) for name in names), link
    assert all(title in words for title in PAGES.values()) and words.count("nog te controleren") == len(PAGES)
    assert "Een derde partij gaat het na" in words and "niet juridisch nagekeken" in words
    assert "Twee rapporten" not in words and "Hoeveel de tekst" not in words and "Werkblad" not in words


@pytest.mark.skipif(not CHECKER.is_file(), reason="epubcheck staat hier niet")
def test_epub_passes_its_checker(made):
    """The checker of the format itself finds no fault in the EPUB."""
    command = ["java", "-XX:TieredStopAtLevel=1", "-jar", CHECKER, "--failonwarnings", made[0] / book.FILES["epub"]]
    found = subprocess.run(command, capture_output=True, text=True)

    assert found.returncode == 0, found.stderr


def test_page_offers_the_book(made):
    """Once the book is there, the page on what to take along offers it; each link leads to its file."""
    page = made[0] / book.OFFERED
    text = page.read_text(encoding="utf-8")

    assert "hidden" not in text and "data-book" not in text
    assert [(page.parent / link).resolve().is_file() for link in re.findall(r'href="([^"]+)"', text)] == [True, True]
