"""After the build: a QR code of every page, as a drawing with the address in words under it and as a picture."""

from __future__ import annotations

import re
import struct
import zlib
from functools import lru_cache, partial

import segno

EDGE = 4
"""White squares around a code; a reader needs them."""

SHADES = bytes.maketrans(b"\0\1", b"\xff\0")
"""A light and a dark square, as the eight dots beside each other that they are in the picture."""


def code(address: str) -> segno.QRCode:
    """The code of one address: of 15 % that is stained or torn a reader can do without (level M)."""
    return segno.make(address, error="m", micro=False, boost_error=False)


def file(page: str) -> str:
    """The place of a page's code, without its suffix: 'systemen/gots/' → 'qr/systemen/gots'."""
    return f"qr/{page.rstrip('/') or 'index'}"


def broken(address: str, width: int) -> list[str]:
    """An address in lines of at most `width` characters, broken after a sign where there is one."""
    return re.findall(rf".{{1,{width - 1}}}(?:[/=&#-]|$)|.{{1,{width}}}", address)


def files(guide, pages) -> dict:
    """What makes qr/<page>.svg and .png, for each page: file → function that gives its bytes."""
    found = {}
    for page in pages:
        drawn = lru_cache(partial(code, guide.address + page))  # both files draw the same code
        found[f"{file(page)}.svg"] = partial(_svg, guide, guide.address + page, drawn)
        found[f"{file(page)}.png"] = partial(_png, drawn)
    return found


def _svg(guide, address, drawn):
    size = drawn().symbol_size(border=EDGE)[0]
    return (
        guide.jinja.get_template("qr.svg")
        .render(code=drawn().svg_inline(border=EDGE), size=size, lines=broken(address, size), address=address)
        .encode()
    )


def _png(drawn):
    return png(drawn().matrix)


def png(matrix) -> bytes:
    """The picture of a code, byte for byte what segno writes at a scale of 8, in a tenth of the time.

    At that scale a square is exactly one byte of a line in black and white, and the seven lines under it are the same.
    """
    edge, width = b"\xff" * EDGE, len(matrix) + 2 * EDGE
    above = (b"\0" + b"\xff" * width) * 8 * EDGE
    lines = above + b"".join(b"\0" + edge + row.translate(SHADES) + edge + (b"\2" + bytes(width)) * 7 for row in matrix) + above
    size = struct.pack(">2I5B", 8 * width, 8 * width, 1, 0, 0, 0, 0)
    chunks = (b"IHDR", size), (b"IDAT", zlib.compress(lines, 9)), (b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in chunks
    )
