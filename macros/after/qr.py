"""After the build: a QR code of every page, as a drawing with the address in words under it and as a picture."""
from __future__ import annotations

import re
from functools import lru_cache, partial
from io import BytesIO

import segno

EDGE = 4
"""White squares around a code; a reader needs them."""


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
        drawn = lru_cache(partial(code, guide.address + page))   # both files draw the same code
        found[f"{file(page)}.svg"] = partial(_svg, guide, guide.address + page, drawn)
        found[f"{file(page)}.png"] = partial(_png, drawn)
    return found


def _svg(guide, address, drawn):
    size = drawn().symbol_size(border=EDGE)[0]
    return guide.jinja.get_template("qr.svg").render(
        code=drawn().svg_inline(border=EDGE), size=size, lines=broken(address, size), address=address).encode()


def _png(drawn):
    with BytesIO() as file:
        drawn().save(file, kind="png", scale=8, border=EDGE)
        return file.getvalue()
