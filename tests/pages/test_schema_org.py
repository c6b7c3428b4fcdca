"""What search engines read of a page: data that parses, and equal to what a reader sees."""

import json

import pytest

from macros.after.addresses import published
from tests.real import PAGES, SITE, soup


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page or "start")
def test_page_says_what_it_is(page, built):
    """Every page tells search engines its name, its place and its licence, in data that parses, and equal to what the reader sees."""
    here = soup(built / page)
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
        told = json.loads(soup(built / page).find("script", type="application/ld+json").string)["@graph"][0][key]
        assert [one["@id"] for one in told] == [f"https://example.org/{page}#{id}" for id in records]
        assert {one["@id"].removeprefix("https://example.org/") for one in told} <= found
