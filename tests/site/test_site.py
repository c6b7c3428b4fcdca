"""The built pages: what holds between layers, on every page."""

import re
from functools import cache
from urllib.parse import unquote, urlsplit

import pytest

from tests.conftest import ROOT
from tests.real import PAGES, WRITTEN, soup


@cache
def anchors(path):
    return {tag["id"] for tag in soup(path).find_all(id=True)}


@pytest.fixture(params=PAGES, ids=lambda page: page or "start")
def page(request, built):
    """Each page in turn, as its built file."""
    return built / request.param / "index.html"


def article(page):
    return soup(page).select_one("article.md-content__inner")


def test_links_and_anchors_resolve(page, built):
    """Every link to the site itself leads to a file and to an anchor that exists there."""
    broken = []
    for link in soup(page).find_all("a", href=True):
        parts = urlsplit(link["href"])
        if parts.scheme or parts.netloc or not link["href"]:
            continue
        target = page if not parts.path else (page.parent / unquote(parts.path)).resolve()
        target = target / "index.html" if target.is_dir() else target
        # Answers of the decision helper stand behind the # too; tests/test_keuzehulp.py opens those.
        if not target.exists() or (
            parts.fragment
            and "=" not in parts.fragment
            and target.suffix == ".html"
            and unquote(parts.fragment) not in anchors(target)
            and not parts.fragment.startswith("__")
        ):
            broken.append(link["href"])

    assert broken == []


def test_ids_are_unique(page):
    """No id stands twice on a page: an anchor leads to one place."""
    ids = [tag["id"] for tag in soup(page).find_all(id=True)]

    assert sorted({i for i in ids if ids.count(i) > 1}) == []


def test_tables_have_rows_and_words(page):
    """Every table has rows, and a word or number in each of its cells."""
    for table in article(page).find_all("table"):
        cells = table.select("tbody :is(td, th)")
        assert cells
        assert [c for c in cells if not re.search(r"\w", c.get_text())] == []


def test_tables_are_told(page):
    """Who hears a table hears what it is about, and the name of each column and row; no two tables that show together have one name."""
    for place in [article(page), *article(page).select(".clause__text")]:
        tables = [table for table in place.find_all("table") if table.find_parent(class_="clause__text") in (None, place)]
        names = [table.caption.get_text(strip=True) for table in tables]
        assert all(names) and len({*names}) == len(names)
        for table in tables:
            assert [str(cell) for cell in table.select("thead th") if cell["scope"] != "col"] == []
            assert [str(row) for row in table.select("tbody tr") if len(row.select("th[scope=row]")) != 1] == []


def test_names_are_without_explanations(page):
    """What a link, a heading, a name of a column or row and a button is called, is what stands there: some programs read the explanation of a term in its place."""
    assert [
        str(part) for part in soup(page).select(":is(a, h1, h2, h3, h4, h5, h6, th, caption, legend, label, summary, button) abbr")
    ] == []


def test_nothing_left_unfilled(page):
    """No braces, no @id, no marker of ours and no field of a record is left in the text."""
    text = article(page).get_text()

    assert not re.search(r"\{\{|\}\}|\{%|%ROOT%|\bNone\b|\{ ?data-label|\{ ?#", text)
    assert not re.search(r"(?<![\w.])@[a-z0-9-]+", text)
    assert not re.search(r"\b(state|checked|sources|check):\s", text)


def test_nothing_from_another_host(page):
    """No script, style, image, font or frame comes from elsewhere."""
    remote = [
        tag
        for tag in soup(page).find_all(["script", "link", "img", "iframe", "source", "object"])
        for name in ("src", "href", "data")
        if urlsplit(tag.get(name, "")).netloc
        and "stylesheet preload icon preconnect dns-prefetch".find((tag.get("rel") or ["stylesheet"])[0]) >= 0
    ]

    assert remote == []


def test_one_title(page):
    """One h1 with words, a title and a description; the language is Dutch; no heading level is skipped."""
    levels = [int(h.name[1]) for h in article(page).find_all(re.compile("^h[1-6]$"))]

    assert levels.count(1) == 1 and levels[0] == 1
    assert all(later - earlier <= 1 for earlier, later in zip(levels, levels[1:]))
    assert soup(page).html["lang"] == "nl"
    assert len(soup(page).find("meta", attrs={"name": "description"})["content"]) > 30


def test_preview_when_shared(page):
    """A shared link shows title and description, with nothing from another host; the page says which address is its own."""
    head = soup(page)
    shown = {tag["property"]: tag["content"] for tag in head.find_all("meta", property=True)}

    assert {"og:title", "og:description", "og:url", "og:type", "og:locale"} <= set(shown) and all(shown.values())
    assert shown["og:url"] == head.find("link", rel="canonical")["href"]
    assert shown["og:description"] == head.find("meta", attrs={"name": "description"})["content"]
    assert "og:image" not in shown


def test_sitemap_lists_every_page(built):
    """The sitemap holds the public address of every page, and only of pages."""
    listed = re.findall("<loc>(.*?)</loc>", (built / "sitemap.xml").read_text(encoding="utf-8"))

    assert sorted(listed) == sorted("https://example.org/" + page for page in PAGES)


def test_foot_tells_what_this_is(page):
    """Every page foot says that this is an independent retelling, links to the source and names the licences."""
    foot = soup(page).select_one(".md-copyright").get_text(" ")

    assert "Onafhankelijke hervertelling" in foot and "geen publicatie van VVSG of Stad Gent" in foot
    assert "CC BY 4.0" in foot and "EUPL-1.2" in foot


def test_print_sheet(page):
    """The printed sheet bears the page's address and a date."""
    sheet = soup(page).select_one(".sheet").get_text()

    assert "https://example.org/" in sheet and re.search(r"\d\d-\d\d-\d{4}", sheet)


@pytest.mark.parametrize("name", ["keten", "dimensies", "trap", "termijnen"])
def test_picture_download(name, built):
    """Each drawing is there as a file of its own, with a title and without anything from elsewhere."""
    text = (built / "beelden" / f"{name}.svg").read_text(encoding="utf-8")

    assert "<title" in text and "prefers-color-scheme" in text
    assert not re.search(r"(href|src|url)\s*[=(]\s*[\"']?https?:", text)


def test_style_asks_no_other_host(built):
    """Our stylesheet and scripts name no other host; the names of the parts of a workbook only look like one, and nothing asks for them."""
    for file in (built / "assets").glob("*.[cj]s*"):
        assert not re.search(r"https?://(?!schemas\.openxmlformats\.org/)", file.read_text(encoding="utf-8")), file.name


@pytest.mark.parametrize("page_source", WRITTEN)
def test_page_types_no_fact(page_source):
    """A page types no article number and no amount of a threshold: those have a record, shown by a block or @id."""
    text = (ROOT / "docs" / page_source).read_text(encoding="utf-8")

    assert not re.findall(r"\bart(?:ikel|\.)\s*\d+", text)
    assert not re.findall(r"\b\d{3}[. ]000 euro", text)
