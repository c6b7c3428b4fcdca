"""After the build: a QR code of every page, as a drawing with the address in words under it and as a picture."""
from __future__ import annotations

import re
from pathlib import Path

import segno

from macros.after.addresses import published

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


def write(guide, folder: Path):
    """Write qr/<page>.svg and .png for every page of the built site, before redirects come in."""
    address, template = guide.address, guide.jinja.get_template("qr.svg")
    for page in sorted(page for page in published(folder) if "#" not in page):
        drawn, path = code(address + page), folder / file(page)
        path.parent.mkdir(parents=True, exist_ok=True)
        size = drawn.symbol_size(border=EDGE)[0]
        path.with_suffix(".svg").write_text(template.render(
            code=drawn.svg_inline(border=EDGE), size=size, lines=broken(address + page, size), address=address + page), encoding="utf-8")
        drawn.save(path.with_suffix(".png"), scale=8, border=EDGE)
