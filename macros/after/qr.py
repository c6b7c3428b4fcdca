"""After the build: a QR code of every page, as a drawing with the address in words under it and as a picture."""

from __future__ import annotations

import re
import struct
import zlib
from functools import lru_cache, partial

import zxingcpp

EDGE = 4
"""White squares around a code; a reader needs them."""

DARK = re.compile(rb"\0+")


def code(address: str) -> list[bytes]:
    """The code of one address, row by row: a byte for each square, 0 for a dark one and 255 for a light one.

    Of 15 % that is stained or torn a reader can do without (level M).
    """
    drawn = zxingcpp.create_barcode(address, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    squares = memoryview(drawn.to_image(scale=1, add_quiet_zones=False))
    size = len(squares)
    return [bytes(squares)[at : at + size] for at in range(0, size * size, size)]


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
    size = len(drawn()) + 2 * EDGE
    lines = [(EDGE + dark.start(), EDGE + y, len(dark[0])) for y, row in enumerate(drawn()) for dark in DARK.finditer(row)]
    return guide.jinja.get_template("qr.svg").render(lines=lines, size=size, words=broken(address, size), address=address).encode()


def _png(drawn):
    return png(drawn())


def png(rows: list[bytes]) -> bytes:
    """The picture of a code in black and white, eight dots to a square: exactly a byte of a line, and the seven lines under it are the same."""
    edge, width = b"\xff" * EDGE, len(rows) + 2 * EDGE
    above = (b"\0" + b"\xff" * width) * 8 * EDGE
    lines = above + b"".join(b"\0" + edge + row + edge + (b"\2" + bytes(width)) * 7 for row in rows) + above
    size = struct.pack(">2I5B", 8 * width, 8 * width, 1, 0, 0, 0, 0)
    chunks = (b"IHDR", size), (b"IDAT", zlib.compress(lines, 9)), (b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in chunks
    )
