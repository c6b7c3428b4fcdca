"""What a person takes along of a page: a QR code, the address of a row, and what search engines read."""
import json
import re

import pytest
import segno
from bs4 import BeautifulSoup

from macros.after.addresses import nameless, published
from macros.after.qr import broken, code, file
from tests import node
from tests.real import SITE
from tools.published import LIST

PAGES = sorted({line for line in LIST.read_text(encoding="utf-8").splitlines() if "#" not in line and not line.startswith("r/")} - set(SITE.redirects))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page or "start")
def test_page_has_its_code(page, built):
    """Every page offers its QR code as SVG and PNG, with exactly its own address in squares and in words."""
    offered = [link["href"] for link in soup(built, page).select(".page-end a[download]")]
    assert [(built / page / href).resolve() for href in offered] == [(built / file(page)).with_suffix(kind) for kind in (".svg", ".png")]
    drawing = (built / file(page)).with_suffix(".svg").read_text(encoding="utf-8")
    address = "https://example.org/" + page

    assert code(address).svg_inline(border=4) in drawing
    assert "".join(re.findall("<text[^>]*>([^<]*)</text>", drawing)) == address
    assert (built / file(page)).with_suffix(".png").read_bytes()[:4] == b"\x89PNG"


def soup(built, page):
    """A page of the built site."""
    return BeautifulSoup((built / page / "index.html").read_text(encoding="utf-8"), "html.parser")


def test_address_is_broken_after_a_sign():
    """A long address is cut in lines that fit, after a sign where there is one, and nothing gets lost."""
    lines = broken("https://example.org/keuzehulp/#fase=bestek&raming=boven-drempel", 20)

    assert max(map(len, lines)) <= 20 and "".join(lines).endswith("boven-drempel") and lines[0].endswith("/")


def test_script_draws_the_same_code():
    """For texts of every size, up to the largest code there is, our script draws square for square what segno draws."""
    texts = ["a" * size for size in (*range(1, 140, 9), *range(140, 2331, 180), 2331)] + ["é#&=;ü" * 30, "https://example.org/keuzehulp/#fase=bestek"]
    *drawn, too_long = node.call([node.source("qr.js")], "texts => texts.map(text => Qr.matrix(text))", [*texts, "a" * 2332])

    for text, rows in zip(texts, drawn):
        expected = segno.make(text.encode(), error="m", micro=False, boost_error=False, mode="byte")
        assert rows == [list(row) for row in expected.matrix], (expected.version, text[:20])
    assert too_long is None


def test_code_of_a_filled_in_keuzehulp(visit):
    """The code of a filled-in keuzehulp holds its public address with every answer, follows a change, and can be saved as SVG and PNG."""
    tab = visit("keuzehulp/#fase=lopend")
    tab.click("[data-qr-make]")
    assert shown(tab) == "https://example.org/keuzehulp/#fase=lopend"
    for button, start in (("[data-qr-svg]", b"<svg"), ("[data-qr-png]", b"\x89PNG")):
        with tab.expect_download() as download:
            tab.click(button)
        assert download.value.path().read_bytes().startswith(start)
    tab.click("[data-forget-answers]")

    assert "fase" not in shown(tab)
    assert tab.trouble == []


def test_code_of_mijn_bestek(visit):
    """The code of Mijn bestek holds the choice of texts and their versions, never what was filled in."""
    tab = visit("clausules/mijn-bestek/")
    tab.check("#kies-kader-uitvoering")
    tab.click("[data-qr-make]")

    assert shown(tab) == f"https://example.org/clausules/mijn-bestek/#teksten=kader-uitvoering@{SITE.clauses['kader-uitvoering'].version}"
    assert tab.trouble == []


def shown(tab):
    """The address in words under a drawing; its squares are that of this address."""
    text = "".join(tab.locator("[data-qr] text").all_text_contents())
    drawn = tab.evaluate("""() => [...document.querySelector("[data-qr] path").getAttribute("d").matchAll(/M(\\d+) ([\\d.]+)h1/g)]
        .map(([, x, y]) => [Number(x) - 4, Number(y) - 4.5])""")
    expected = segno.make(text.encode(), error="m", micro=False, boost_error=False, mode="byte").matrix
    assert drawn == [[x, y] for y, row in enumerate(expected) for x, dark in enumerate(row) if dark]
    return text


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page or "start")
def test_page_says_what_it_is(page, built):
    """Every page tells search engines its name, its place and its licence, in data that parses, and equal to what the reader sees."""
    here = soup(built, page)
    [data] = here.find_all("script", type="application/ld+json")
    graph = json.loads(data.string)["@graph"]

    assert graph[0]["url"] == here.find("link", rel="canonical")["href"] == f"https://example.org/{page}"
    assert graph[0]["license"] and graph[0]["description"] == here.find("meta", attrs={"name": "description"})["content"]
    crumbs = graph[1]["itemListElement"] if page else [{"item": "https://example.org/", "position": 1}]
    assert [crumb["position"] for crumb in crumbs] == list(range(1, len(crumbs) + 1))
    assert all(crumb["item"].removeprefix("https://example.org/") in PAGES for crumb in crumbs)


def test_questions_and_terms_are_told(built):
    """Each legal question and each term stands in what search engines read, at its own address."""
    found = published(built)
    for page, key, records in (("wetgeving/vragen/", "mainEntity", SITE.legal_questions), ("begrippen/", "hasDefinedTerm", SITE.glossary)):
        told = json.loads(soup(built, page).find("script", type="application/ld+json").string)["@graph"][0][key]
        assert [one["@id"] for one in told] == [f"https://example.org/{page}#{id}" for id in records]
        assert {one["@id"].removeprefix("https://example.org/") for one in told} <= found


def test_robots(built):
    """Search robots are let in and shown the sitemap."""
    assert "Sitemap: https://example.org/sitemap.xml" in (built / "robots.txt").read_text(encoding="utf-8")


def test_heading_needs_a_fixed_anchor():
    """A heading whose anchor would be made from its words is refused, with the anchor to write; one in a code block is not."""
    [problem] = nameless("# Titel { #titel }\n\n```\n# geen kop\n```\n\n## Wat u doet\n", "docs/x.md")

    assert "'Wat u doet'" in str(problem) and "{ #wat-u-doet }" in str(problem)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page or "start")
def test_everything_with_an_anchor_can_be_copied(page, built):
    """Every heading, record and row of a page has a sign that copies its address."""
    here = soup(built, page).find("article")
    anchors = {tag["id"] for tag in here.select("h1[id], h2[id], h3[id], td[id]")}

    assert anchors <= {link["href"].removeprefix("#") for link in here.select(".headerlink")}


def test_row_copies_its_short_address(visit, address):
    """The sign in the row of a table copies the address of that row; that of a record its short address, and both say which."""
    tab = visit("wetgeving/artikelen/")
    tab.click("#wet-54 .headerlink")
    tab.wait_for_selector("[data-link-status]:not(:empty)")

    assert tab.evaluate("navigator.clipboard.readText()") == f"{address}r/wet-54/"
    assert f"{address}r/wet-54/" in tab.text_content("[data-link-status]")
