"""Makes one book of a built site, as a tagged PDF and as an EPUB, from its pages as Markdown: `make book`."""

from __future__ import annotations

import io
import os
import re
import sys
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path

import pikepdf
import pypandoc
import typst

from macros.dutch import day as words
from macros.facts import read
from macros.facts.links import url
from macros.pages.markdown import trails
from tools.build import DATE, ROOT, settings

PARTS = {
    "Wegwijs": ("aankopers/", "leveranciers/"),
    "De gids van 2018": ("gids/",),
    "De toolbox": ("toolbox/",),
    "De verificatiesystemen": ("systemen/",),
    "De wet": ("wetgeving/",),
    "Teksten voor een bestek": ("clausules/",),
    "Praktijk": ("praktijk/",),
    "Naslag": ("sinds-2018/", "begrippen/", "over/knopen/", "bronnen/"),
}
"""The parts of the book: every page whose address begins with one of these, in this order; of a text for a tender its base in Dutch."""

TOOLS = ("mijn-bestek", "actueel", "aankondiging", "nazicht")
"""Pages among the texts that are something to work with, not to read."""

FILES = {"pdf": "bestanden/sociaal-verantwoorde-werkkledij.pdf", "epub": "bestanden/sociaal-verantwoorde-werkkledij.epub"}
TITLE = "Sociaal verantwoorde werkkledij"
IDENTITY = "urn:uuid:2c6b7c43-5d5b-5f06-9a0a-6f2018042018"
"""By which a reader of e-books knows a new edition of the same book."""

FONTS = ("fontpkg_source_sans_3", "fontpkg_source_serif_4")

OFFERED = "over/open-data/index.html"
"""The page that offers the book, once it is there."""

MARKDOWN = "gfm-raw_html+attributes"
"""What pandoc reads: as GitHub has it, without HTML, and a heading may have a name."""

HEADING = re.compile(r"(?m)^(#{1,5}) ")
TO = re.compile(r"\]\(([^)#\s]+)\)")
ADDRESS = re.compile(r"(?m)^address: (\S+)$")
FRONT = re.compile(r"(?s)\A---\n(.*?)\n---\n")
HEADS = re.compile(r"(?m)^\|.*(?=\n\|(?:---\|)+$)")
LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
"""The heads of a table come back on each of its pages, where they are not read again: a link in them is none."""

LONG = re.compile(r"(?m)(?:^\|.*\n){20,}")
"""A table of more than a page."""

SECTION, TEXT = re.compile(r"(?m)^(?=## )"), "## De tekst, "
"""Where a section begins, and the one that holds a text for a tender."""

LOOK = """
#set document(title: "{title}", author: "{title}", date: datetime(year: {day.year}, month: {day.month}, day: {day.day}))
#set page(paper: "a4", margin: 2.2cm, numbering: "1", header: context if counter(page).get().first() > 1 [#set text(8pt); {title} · {told}])
#set text(font: ("Source Sans 3", "Libertinus Serif"), size: 10pt, lang: "nl", region: "BE")
#set par(justify: false)
#set table(stroke: 0.4pt + gray, inset: 4pt)
#show table: set text(8pt)
#show table: set align(left)
#show figure: set block(breakable: true)
#show heading: set text(font: ("Source Serif 4", "Libertinus Serif"))
#show heading.where(level: 1): it => pagebreak(weak: true) + it
#show link: set text(fill: rgb("#0a5285"))
#let horizontalrule = line(length: 100%)
#align(center)[#v(5cm) #text(26pt, weight: "bold")[{title}] #v(1cm) #text(12pt)[{told}] #v(1cm)
Onafhankelijke hervertelling van de gids van VVSG en Stad Gent (april 2018), met wat sindsdien veranderde. Geen publicatie van VVSG of Stad Gent.
Bij elk feit staat hoe zeker het is, en de bron. Wat _nog te controleren_ is, staat niet vast. Licentie: CC BY 4.0.]
#pagebreak()
#outline(title: "Inhoud", depth: 2)
"""


def pages(site: Path) -> dict[str, list[tuple[str, str, str]]]:
    """The pages of the book as Markdown: part → (address on the web, name in the book, text), in the order of the menu, with their headings a
    level lower, as the part has the first."""
    menu = [url(source) for source in trails(read.settings(ROOT / "mkdocs.yml", "nav")["nav"])]
    place = {address: number for number, address in enumerate(menu)}
    found = {}
    for part, starts in PARTS.items():
        for start in starts:
            for path in sorted((site / start).rglob("index.md"), key=lambda path: (place.get(_address(site, path), len(place)), path)):
                if path.parent.name in TOOLS and start == "clausules/":
                    continue
                text = path.read_text(encoding="utf-8")
                [address] = ADDRESS.findall(FRONT.match(text)[1])
                name = f"blad-{_address(site, path).strip('/').replace('/', '-')}"
                found.setdefault(part, []).append((address, name, HEADING.sub(r"#\1 ", _base(FRONT.sub("", text).strip()))))
    return found


def _once(texts: list[str]) -> list[str]:
    """The texts in which a long table that comes again later on stands there only, and a line says where."""
    titles = [text.partition("\n")[0].lstrip("# ") for text in texts]
    last = {table: number for number, text in enumerate(texts) for table in LONG.findall(text)}
    return [
        LONG.sub(lambda match: match[0] if last[match[0]] == number else f"De tabel staat verder, bij ‘{titles[last[match[0]]]}’.\n", text)
        for number, text in enumerate(texts)
    ]


def _base(text):
    """Of the page of a text for a tender: its title, what it asks, how sure it is, and the text; variants, notes and history stay on the page."""
    head, *sections = SECTION.split(text)
    base = next((section for section in sections if section.startswith(TEXT)), None)
    return text if base is None else "\n\n".join([*head.split("\n\n")[:3], base.strip()])


def _address(site, path):
    return f"{path.parent.relative_to(site).as_posix()}/"


def markdown(site: Path) -> str:
    """The whole book as Markdown."""
    found = pages(site)
    every = [page for some in found.values() for page in some]
    names = {address: name for address, name, _ in every}
    texts = iter(_once([text + "\n" for *_, text in every]))
    # The title has its name: a link to a page of the book leads to it; one to a place within a page still leads to the site.
    titled = (re.sub(r"\n", f" {{#{name}}}\n", next(texts), count=1) for _, name, _ in every)
    whole = "\n\n".join("\n\n".join([f"# {part}", *(next(titled) for _ in some)]) for part, some in found.items())
    whole = TO.sub(lambda match: f"](#{names[match[1]]})" if match[1] in names else match[0], whole)
    return HEADS.sub(lambda match: LINK.sub(r"\1", match[0]), whole)


def pdf(text: str, day: datetime, told: str) -> bytes:
    """The book as a PDF with contents, bookmarks and page numbers, tagged as PDF/UA-1 asks.

    Raises typst.TypstError where it would not be, as where a level of headings is left out.
    """
    body = pypandoc.convert_text(text, "typst", format=MARKDOWN)
    fonts = [files(package) for package in FONTS]
    source = (LOOK.format(title=TITLE, told=told, day=day) + body).encode()
    made = typst.compile(source, font_paths=fonts, ignore_system_fonts=True, pdf_standards="ua-1")
    # Nearly all of it is structure, which typst writes out in full: packed the same takes less than a third.
    with pikepdf.open(io.BytesIO(made)) as whole, io.BytesIO() as packed:
        whole.save(packed, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
        return packed.getvalue()


def epub(text: str, day: datetime, told: str, target: Path):
    """The book as an EPUB 3, a chapter a page."""
    facts = {"title": TITLE, "subtitle": told, "lang": "nl-BE", "identifier": IDENTITY, "date": f"{day:%Y-%m-%d}", "rights": "CC BY 4.0"}
    options = ["--toc", "--toc-depth=2", "--split-level=2", *(f"--metadata={name}:{value}" for name, value in facts.items())]
    pypandoc.convert_text(text, "epub3", format=MARKDOWN, outputfile=str(target), extra_args=options)


def make(site: Path):
    """Write both into a built site, and let its page on what to take along offer them."""
    os.environ |= {DATE: settings()[DATE]}  # pandoc dates its files by it too
    day = datetime.fromtimestamp(int(os.environ[DATE]), UTC)
    text, told = markdown(site), f"stand van {words(day.date())}"
    (site / FILES["pdf"]).parent.mkdir(exist_ok=True)
    (site / FILES["pdf"]).write_bytes(pdf(text, day, told))
    epub(text, day, told, site / FILES["epub"])
    page = site / OFFERED
    text = page.read_text(encoding="utf-8").replace("<p hidden data-book>", "<p>")
    for kind, place in FILES.items():
        text = text.replace(f"data-book-{kind}", f'href="../../{place}" download')
    page.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    make(Path(sys.argv[1]))
