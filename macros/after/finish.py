"""After the build, by whatever tool: adds to the site the downloads, the words for the search box, lasting addresses and safety."""
from __future__ import annotations

from pathlib import Path

from macros.after import addresses, downloads, headers, qr
from macros.search import index


def finish(guide, folder: Path):
    """Add to the built site `folder` all that a build of pages does not make.

    Runs once per build. Raises DataError when the data names an address that is not there.
    """
    downloads.write(guide, folder)
    qr.write(guide, folder)
    index.improve(guide, folder)
    addresses.write(guide, folder)
    headers.write(guide, folder)
