"""The text of every page as plain Markdown, before any build: it is whole, and its links lead to what is there."""

import re

import pytest

from macros.facts.links import url
from macros.pages.markdown import write
from tests.conftest import ROOT
from tests.real import PAGES, guide

LINK = re.compile(r"\]\(/([^)#\s]*\.md)(?:#([^)\s]*))?\)")
ANCHOR = re.compile(r"\{ #([a-z0-9-]+)|\sid=\"([^\"]+)\"")
"""How a heading, a cell or a tag gets its anchor."""


@pytest.fixture(scope="module")
def texts(tmp_path_factory):
    """The Markdown of every page: its address → its text."""
    folder = tmp_path_factory.mktemp("pages") / "docs"
    write(guide(), ROOT / "docs", folder, [])
    return {url(path.relative_to(folder).as_posix()): path.read_text(encoding="utf-8") for path in folder.rglob("*.md")}


@pytest.fixture(scope="module")
def anchors(texts):
    """The anchors of every page: its address → what may stand behind its #."""
    return {page: {one or other for one, other in ANCHOR.findall(text)} for page, text in texts.items()}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page or "start")
def test_nothing_left_unfilled(page, texts):
    """No braces, no @id and no marker of ours is left in the text."""
    body = texts[page].split("\n---\n", 1)[1]

    assert not re.search(r"\{\{|\}\}|\{%|%ROOT%|%SITE%|\bNone\b", body)
    assert not re.search(r"(?<![\w./])@[a-z0-9]+(?:-[a-z0-9]+)*", body)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page or "start")
def test_links_lead_somewhere(page, texts, anchors):
    """Every link to another page leads to a page, and to an anchor, that is there."""
    links = [(url(place), anchor) for place, anchor in LINK.findall(texts[page])]

    assert [link for link in links if link[0] not in texts or link[1] and "=" not in link[1] and link[1] not in anchors[link[0]]] == []
