"""After the build, by whatever tool: adds to the site the downloads, the words for the search box, lasting addresses and safety."""
from __future__ import annotations

from pathlib import Path

from macros.after import addresses, downloads, headers, qr
from macros.search import index


def finish(blocks, folder: Path, address: str, name: str):
    """Add to the built site `folder` all that a build of pages does not make; `address` is where the site will
    stand, ending in a slash, and `name` what it is called.

    Runs once per build. Raises DataError when the data names an address that is not there.
    """
    downloads.write(blocks, folder, address, name)
    qr.write(blocks.jinja, folder, address)
    index.improve(blocks.site, blocks.links, folder)
    addresses.write(blocks.site, blocks.links, blocks.jinja, folder, address)
    headers.write(blocks.jinja, folder)
