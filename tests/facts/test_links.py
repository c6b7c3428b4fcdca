"""Names and addresses of records: what an editor writes as @id, and where it leads."""

import pytest
from markdown import Markdown

from macros.facts import links
from macros.facts.links import url, where


def test_mentions_become_links(toy):
    """@id becomes a link with the record's own name; (@id) only its address."""
    assert toy.links.resolve("zie @wet-54.") == "zie [artikel 54](/wetgeving/artikelen.md#wet-54)."
    assert toy.links.resolve("[het label](@keurmerk)") == "[het label](/systemen/keurmerk.md)"
    assert toy.links.resolve("mail a@b.be") == "mail a@b.be"
    assert [str(p) for p in toy.links.unknown("@wet-45", "docs/x.md")] == [
        "docs/x.md: onbekend id '@wet-45' in de tekst. Bedoelde u 'wet-54'?"
    ]


@pytest.mark.parametrize(
    "place, address",
    [
        ("index.md", ""),
        ("gids/index.md", "gids/"),
        ("/gids/keten.md#stof", "gids/keten/#stof"),
        ("/gids/index.md#x", "gids/#x"),
        ("bronnen.md", "bronnen/"),
    ],
)
def test_url(place, address):
    """The address of a place in docs/, with or without a slash in front."""
    assert url(place) == address


def test_texts_are_read_one_at_a_time(toy, monkeypatch):
    """While a text is read no other can be: a download that is made beside a build would get words of another page."""
    held = []

    class Watched(Markdown):
        def convert(self, source):
            held.append(links.ALONE.locked())
            return super().convert(source)

    monkeypatch.setattr(links, "PLAIN", Watched())

    assert toy.links.inline("alleen *deze* tekst") == "alleen <em>deze</em> tekst" and held == [True]


def test_where():
    """A place as a person reads it."""
    assert where("/gids/keten.md#confectie") == "gids › keten › confectie"
