"""A QR code of every page, and of every address that only a browser makes."""

import re
from io import BytesIO

import pytest
import segno
import zxingcpp
from PIL import Image

from macros.after.qr import broken, code, file, png
from tests import node
from tests.conftest import until
from tests.real import PAGES, ROOT, SITE, soup


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page or "start")
def test_page_has_its_code(page, built):
    """Every page offers its QR code as SVG and PNG, with exactly its own address in squares and in words."""
    offered = [link["href"] for link in soup(built / page).select(".page-end a[download]")]
    assert [(built / page / href).resolve() for href in offered] == [(built / file(page)).with_suffix(kind) for kind in (".svg", ".png")]
    drawing = (built / file(page)).with_suffix(".svg").read_text(encoding="utf-8")
    address = "https://example.org/" + page

    assert squares(drawing) == [(x, y) for y, row in enumerate(code(address), 4) for x, shade in enumerate(row, 4) if not shade]
    assert "".join(re.findall("<text[^>]*>([^<]*)</text>", drawing)) == address
    assert zxingcpp.read_barcode(Image.open((built / file(page)).with_suffix(".png"))).text == address


def squares(drawing):
    """The dark squares of a drawing, as (x, y) from above."""
    lines = re.findall(r"M(\d+) (\d+)\.5h(\d+)", drawing)
    return [(x, int(y)) for start, y, length in lines for x in range(int(start), int(start) + int(length))]


@pytest.mark.parametrize("address", ["https://example.org/", f"https://example.org/{'lang/' * 40}", "https://voorbeeld.be/é/?één=ü#&"])
def test_code_is_read_back(address):
    """What a code says is exactly the address, with the share that may be torn, and no larger than that takes by another reckoning."""
    drawn, other = code(address), segno.make(address, error="m", micro=False, boost_error=False)
    found = zxingcpp.read_barcode(Image.open(BytesIO(png(drawn))))

    assert (found.text, found.ec_level) == (address, "M")
    assert len(drawn) == len(other.matrix)


def test_address_is_broken_after_a_sign():
    """A long address is cut in lines that fit, after a sign where there is one, and nothing gets lost."""
    lines = broken("https://example.org/keuzehulp/#fase=bestek&raming=boven-drempel", 20)

    assert max(map(len, lines)) <= 20 and "".join(lines).endswith("boven-drempel") and lines[0].endswith("/")


@pytest.mark.parametrize("address", ["https://example.org/", f"https://example.org/{'lang/' * 40}"])
def test_picture_is_that_of_segno(address):
    """The picture of squares is byte for byte the one that segno draws of them, for small and large codes."""
    expected, drawn = BytesIO(), segno.make(address, error="m", micro=False)
    drawn.save(expected, kind="png", scale=8, border=4)

    assert png([bytes(0 if dark else 255 for dark in row) for row in drawn.matrix]) == expected.getvalue()


@pytest.mark.slow
def test_script_draws_the_same_code():
    """For texts of every size, up to the largest code there is, our script draws square for square what segno draws."""
    texts = ["a" * size for size in (*range(1, 140, 9), *range(140, 2331, 180), 2331)] + [
        "é#&=;ü" * 30,
        "https://example.org/keuzehulp/#fase=bestek",
    ]
    *drawn, too_long = node.call([node.source("qr.js")], "texts => texts.map(text => Qr.matrix(text))", [*texts, "a" * 2332])

    for text, rows in zip(texts, drawn):
        expected = segno.make(text.encode(), error="m", micro=False, boost_error=False, mode="byte")
        assert rows == [list(row) for row in expected.matrix], (expected.version, text[:20])
    assert too_long is None


def test_code_of_a_filled_in_keuzehulp(visit):
    """The code of a filled-in keuzehulp holds its public address with every answer, follows a change, and can be saved as SVG and PNG."""
    tab = visit("keuzehulp/#fase=aansluiten&voorwaarden=nee")
    tab.click("summary:has(#meenemen)")
    tab.click("[data-qr-make]")
    assert shown(tab) == "https://example.org/keuzehulp/#fase=aansluiten&voorwaarden=nee"
    for button, start in (("[data-qr-svg]", b"<svg"), ("[data-qr-png]", b"\x89PNG")):
        with tab.expect_download() as download:
            tab.click(button)
        assert download.value.path().read_bytes().startswith(start)
    tab.click("[data-forget-answers]")
    until(tab, "!document.querySelector('[data-qr]').textContent.includes('fase')")

    assert shown(tab) == "https://example.org/keuzehulp/#"
    assert tab.trouble == []


def test_code_of_mijn_bestek(visit):
    """The code of Mijn bestek holds the choice of texts and their versions, never what was filled in."""
    tab = visit("clausules/mijn-bestek/")
    tab.check("#kies-kader-uitvoering")
    tab.click("[data-steps] [href='#meenemen']")
    tab.click("[data-qr-make]")

    assert shown(tab) == f"https://example.org/clausules/mijn-bestek/#teksten=kader-uitvoering@{SITE.clauses['kader-uitvoering'].version}"
    assert tab.trouble == []


def test_part_that_failed_comes_at_the_next_try(visit):
    """Where the part that draws does not come, the page says so; once it does, the code is drawn without opening the page anew."""
    tab = visit("toolbox/actie/")
    tab.route("**/assets/qr.js", lambda route: route.abort())
    fold = "[data-share] summary"
    tab.click(fold)
    until(tab, "document.querySelector('[data-share] [data-qr-status]').textContent")
    assert "een bestand van deze site kwam niet aan" in tab.inner_text("[data-share] [data-qr-status]")
    tab.click(fold)
    tab.unroute("**/assets/qr.js")
    tab.click(fold)
    until(tab, "globalThis.Qr && !document.querySelector('[data-share] [data-qr-status]').textContent")
    tab.click("[data-share] [data-qr-make]")

    assert shown(tab).startswith("https://example.org/toolbox/actie/")


def test_file_stays_as_long_as_the_page(visit):
    """What a reader saves can still be fetched when a phone asks for it much later; it goes with the page."""
    tab = visit("toolbox/actie/")
    tab.clock.install()
    tab.click("[data-share] summary")
    until(tab, "globalThis.Qr")
    tab.click("[data-share] [data-qr-make]")
    tab.evaluate("() => { globalThis.gone = []; URL.revokeObjectURL = url => gone.push(url) }")
    with tab.expect_download():
        tab.click("[data-share] [data-qr-svg]")
    tab.clock.fast_forward("30:00")
    assert tab.evaluate("gone") == []
    tab.evaluate("dispatchEvent(new Event('pagehide'))")

    assert len(tab.evaluate("gone")) == 1


@pytest.mark.check
@pytest.mark.parametrize("script", sorted(path.name for path in (ROOT / "macros").glob("*/*.js")))
def test_files_are_given_in_one_way(script):
    """A script that makes a file gives it as all do: its address is not taken back while the reader may still want it."""
    [path] = (ROOT / "macros").glob(f"*/{script}")

    assert ("revokeObjectURL" in path.read_text(encoding="utf-8")) == (script == "copy.js")


def shown(tab):
    """The address in words under a drawing; its squares are that of this address."""
    text, drawn = tab.evaluate("""() => [[...document.querySelectorAll("[data-qr] text")].map(line => line.textContent).join(""),
        [...document.querySelector("[data-qr] path").getAttribute("d").matchAll(/M(\\d+) ([\\d.]+)h1/g)]
          .map(([, x, y]) => [Number(x) - 4, Number(y) - 4.5])]""")
    expected = segno.make(text.encode(), error="m", micro=False, boost_error=False, mode="byte").matrix
    assert drawn == [[x, y] for y, row in enumerate(expected) for x, dark in enumerate(row) if dark]
    return text
