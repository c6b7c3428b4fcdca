"""The command that shows a record names every place where it appears."""

import pytest

from macros.pages import sources
from tests.conftest import ROOT
from tests.real import SITE, guide
from tools import show


@pytest.fixture(scope="module")
def real():
    found = guide()
    sources.pages(ROOT / "docs", found)
    return found


def told(real, key, built):
    return "\n".join(show.lines(real, key, built))


def test_where_a_record_appears(real, tmp_path):
    """In fields, in prose, in the words of a clause and on pages; and on those of a built site that link to it."""
    page = tmp_path / "proef" / "index.html"
    page.parent.mkdir()
    page.write_text('<a href="../wetgeving/artikelen/#wet-87">artikel 87</a>', encoding="utf-8")
    text = told(real, "wet-87", tmp_path)

    assert "wet-87 (articles) in data/articles.yml" in text and "op de site: /wetgeving/artikelen/#wet-87" in text
    assert "data/clauses/kader-uitvoering.md › kader-uitvoering › articles" in text
    assert "data/clauses/kader-uitvoering.md › de tekst (basis)" in text
    assert "docs/" in text.partition("Genoemd in:")[2]
    assert text.endswith("Op deze pagina's van de gebouwde site:\n  /proef/")


@pytest.mark.parametrize("kind", ["articles", "systems", "duties", "options", "glossary", "clauses", "sources"])
def test_every_kind(kind, real, tmp_path):
    """A record of each kind is shown with its file."""
    key = next(iter(SITE.ids(kind)))

    assert f"{key} ({kind}) in data/" in told(real, key, tmp_path / "geen")


def test_unknown_record(real, tmp_path):
    """An id that is not there is refused, with the nearest one."""
    with pytest.raises(LookupError, match="Er is geen record 'wet-8'. Bedoelde u 'wet-87'?"):
        show.lines(real, "wet-8", tmp_path)
