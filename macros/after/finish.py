"""After the build, by whatever tool: adds to the site the downloads, the words for the search box, lasting addresses and safety."""

from __future__ import annotations

from pathlib import Path

from macros import tables
from macros.after import addresses, downloads, fonts, headers, opendata, qr, scripts, workbooks
from macros.pages.tooltips import sparing
from macros.preview import kept
from macros.search import index


def finish(guide, folder: Path):
    """Add to the built site `folder` all that a build of pages does not make.

    Runs once per build. Raises DataError when the data names an address that is not there.
    """
    for name, make in complete(guide, folder).items():
        save(folder / name, make())


def complete(guide, folder: Path) -> dict:
    """Complete the pages of the built site `folder`, each read and written once; returns what no page needs in order to be shown.

    That is what a reader takes along, and what leads on from an old or short address: file below the site → function that gives its
    bytes. Raises as `finish`.
    """
    pages = addresses.read(folder)
    searched = {index.OURS: index.prepare(guide, pages)}
    for name, text in pages.items():
        start, end = text.find("<article"), text.rfind("</article>")
        if 0 <= start < end:
            pages[name] = text[:start] + _told(text[start:end]) + text[end:]
    files = (
        downloads.files(guide) | qr.files(guide, addresses.homes(pages).values()) | workbooks.offered(guide, pages) | opendata.files(guide)
    )
    redirects = addresses.redirect(guide, pages)
    headers.write(guide, folder, pages, redirects)
    for name, text in pages.items():
        save(folder / name, text.encode())
    for name, path in scripts.files().items():
        save(folder / name, path.read_bytes())
    for name, make in fonts.files().items():
        save(folder / name, make())
    save(folder / "robots.txt", addresses.robots(guide).encode())
    return searched | files | {name: text.encode for name, text in redirects.items()}


def _told(article):
    """An article with names for its tables and few tooltips."""
    made = kept.key("told", kept.code("macros.tables", "macros.pages.tooltips"), article)
    return kept.once(made, lambda: sparing(tables.told(article)))


def save(path: Path, content: bytes):
    """Write a file, in a new folder where needed."""
    try:
        path.write_bytes(content)
    except FileNotFoundError:
        path.parent.mkdir(parents=True)
        path.write_bytes(content)
