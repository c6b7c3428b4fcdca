"""What each document of each system counts for, over all of them, against the records and as the pages show it."""

import pytest

from macros.facts import proofs
from macros.facts.load import load
from macros.facts.problems import DataError
from tests.real import SITE, guide, soup

ORDER = list(SITE.vocabulary["proofs"])


@pytest.mark.parametrize("system", SITE.systems)
def test_worth_of_every_document(system):
    """A document is never worth more than its system or than it allows, is worth that where nothing lowers it, and says what is missing where it is lowered."""
    counts = SITE.systems[system].counts
    assert any(not SITE.documents[document].never for document in proofs.papers(SITE, system))
    for document in proofs.papers(SITE, system):
        paper = SITE.documents[document]
        for option in proofs.asking(SITE):
            worth, limit = proofs.worth(SITE, system, document, option), paper.limits.get(option)
            most = [counts[option].value, *([limit.value] if limit else []), *(["nee"] if paper.never else [])]
            assert worth.value == max(most, key=ORDER.index), (document, option)
            assert worth.value == counts[option].value or worth.missing or paper.never, (document, option)
            assert worth.value in ("genoemd",) or worth.why, (document, option)


def test_lines_hold_every_document_once():
    """Every system with every document it has is told once for each option, the best first; what counts nowhere is told once."""
    found = proofs.lines(SITE)
    told = sorted((line.option, system, document) for line in found for system in line.systems for document in line.documents)

    assert told == sorted(
        ("" if SITE.documents[document].never else option, system, document)
        for system in SITE.systems
        for document in SITE.documents
        for option in (proofs.asking(SITE)[:1] if SITE.documents[document].never else proofs.asking(SITE))
        if document in proofs.papers(SITE, system) or SITE.documents[document].never
    )
    for option in proofs.asking(SITE):
        values = [ORDER.index(line.worth.value) for line in found if line.option == option]
        assert values == sorted(values)


@pytest.mark.parametrize("page", ["leveranciers", "systemen/bewijs"])
def test_page_shows_every_line(page, built):
    """Without a script the whole table stands: each line with its option, its systems and documents, its word, why and what is missing."""
    rows = soup(built / page).select("[data-table=telt-dat] tbody tr")
    found = proofs.lines(SITE)
    assert len(rows) == len(found)
    for row, line in zip(rows, found):
        words = " ".join(row.get_text().split())
        assert row["data-heb"].split() == list(line.systems) and row["data-document"].split() == list(line.documents)
        assert SITE.word("proofs", line.worth.value) in row.select_one(".chip").get_text()
        assert all(SITE.documents[document].name in words for document in line.documents)
        why, missing = (" ".join(cell.get_text().split()) for cell in row.select("td")[-2:])
        assert why == guide().links.plain(line.worth.why) and missing == guide().links.plain(line.worth.missing) and why and missing


@pytest.mark.parametrize("system", SITE.systems)
def test_system_says_it_first(system, built):
    """The first thing the page of a system says is whether it counts, with its words as the records give them."""
    first = soup(built / "systemen" / system).select_one("article h1 ~ p").get_text()
    values = {use.value for use in SITE.systems[system].counts.values()}

    assert first.startswith("Telt het als bewijs?")
    for value, words in {
        "genoemd": "Ja, de gids noemt het",
        "gelijkwaardig": "gelijkwaardig zijn",
        "deels": "Deels",
        "nee": "Niet",
    }.items():
        assert (words in first) == (value in values)


@pytest.mark.parametrize(
    "old, new, said",
    [
        (
            "    rapport: {value: deels, text: Het toont geen bevindingen. Stuur het verslag mee.}",
            "    rapport: {value: deels, text: Stuur het.}",
            "zegt bij 'rapport' niet waarom",
        ),
        ("    rapport:", "    raport:", "onbekend id 'raport' in options.*Bedoelde u 'rapport'"),
        (
            "  never: Een logo telt niet.",
            "  never: Een logo telt niet.\n  limits: {rapport: {value: nee, text: Nee.}}",
            "heeft dus geen 'limits'",
        ),
    ],
)
def test_refused(old, new, said, toy_data):
    """A limit without what is missing, for an option that is not there, or at what counts nowhere, is refused in Dutch."""
    path = toy_data / "documents.yml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")

    with pytest.raises(DataError, match=said):
        load(toy_data)
