"""The source of a text: articles, variants as differences, numbers, references and conditions."""

import pytest

from macros.clauses.articles import TextError, cited, holds, kept, members, numbers, parse, points_at, read, written

BASE = """Vooraf.

### Artikel. Rapport {#rapport: bezorgen/audit, bewaren}

1. Een rapport.
2. Met dit:
    1. een;
    2. twee.

### Artikel. Gevolgen {#gevolgen}

1. Zie [§rapport.2.1].

### Handtekening {#handtekening}
"""


def test_parse_gives_articles_in_order():
    """A text is its opening words and its articles, each with its id, its number or none, and the duties that it imposes."""
    found = parse(BASE)

    assert [(a.id, a.numbered, a.duties) for a in found] == [
        ("aanhef", False, ()),
        ("rapport", True, ("bezorgen/audit", "bewaren")),
        ("gevolgen", True, ()),
        ("handtekening", False, ()),
    ]
    assert numbers(found) == {"rapport": 1, "gevolgen": 2}


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        ("### Artikel 1. Rapport", "de kop 'Artikel 1. Rapport' heeft geen id"),
        ("### Artikel. A {#a}\n\n### Artikel. B {#a}", "het artikel 'a' staat er twee keer"),
        ("### Artikel. A {#a: Bezorgen}", "'Bezorgen' in de kop"),
        ("=== lichter\n\n### Artikel. A {#a}", "onder de kop staat geen tekst"),
        (BASE + "\n=== zwaarder\n\nX", "'=== zwaarder' kan hier niet"),
        (BASE + "\n=== lichter\n\n=== lichter\n\nX", "'=== lichter' kan hier niet"),
        (BASE + "\n=== lichter\nzonder: raport", "laat 'raport' weg, maar de basis heeft dat artikel niet. Bedoelde u 'rapport'?"),
        (BASE + "\n=== lichter\n\n### Artikel. Nieuw {#nieuw}\n\nX", "is nieuw; zeg waar het komt"),
        (
            BASE + "\n=== lichter\n\n### Artikel. Nieuw {#nieuw na gevolg}\n\nX",
            "komt na 'gevolg', maar dat staat er niet. Bedoelde u 'gevolgen'?",
        ),
        (BASE + "\n=== lichter\n\n### Artikel. Gevolgen {#gevolgen na rapport}\n\nX", "bestaat al in de basis"),
        (BASE + "\n=== lichter\n\n### Artikel. Gevolgen {#gevolgen}\n\n1. Zie [§rapport.2.1].", "is gelijk aan dat van de basis"),
        (BASE + "\n=== lichter heel\n", "de tekst 'lichter' is leeg"),
        ("### = samen {#a}", "onbekend gedeeld artikel 'samen'"),
    ],
)
def test_fault_is_told(source, fault):
    """Each way in which a source can be wrong is told in one Dutch sentence, with the words to look for."""
    with pytest.raises(TextError) as error:
        read(source, {})

    assert [sentence for sentence, _ in error.value.faults if fault in sentence]


def test_variant_is_its_difference():
    """A variant replaces, adds and omits articles of the base by id, and keeps the rest."""
    texts = read(
        BASE
        + """
=== lichter
zonder: handtekening

Korter.

### Artikel. Rapport {#rapport: bezorgen/audit}

1. Eén rapport.

### Artikel. Meldpunt {#meldpunt na rapport: melden}

1. Een meldpunt.

=== sterker heel

### Artikel. Alles {#alles}

1. Alles anders.
""",
        {},
    )

    assert [a.id for a in texts["lichter"]] == ["aanhef", "rapport", "meldpunt", "gevolgen"]
    assert [d for a in texts["lichter"] for d in a.duties] == ["bezorgen/audit", "melden"]
    assert texts["lichter"][0].body == "Korter."
    assert [a.id for a in texts["sterker"]] == ["alles"]


def test_shared_article_is_taken_over_with_its_duties():
    """A shared article stands in a text under an id of that text, with its words and its duties."""
    shared = {a.id: a for a in parse("### Artikel. Antwoord {#antwoord: antwoorden}\n\n1. Een antwoord.")}

    taken = read("### = antwoord {#laatste}", shared)["basis"][0]

    assert (taken.id, taken.title, taken.duties, taken.shared) == ("laatste", "Antwoord", ("antwoorden",), "antwoord")


def test_variant_adds_a_shared_article():
    """A variant may add a shared article after one of its own."""
    shared = {a.id: a for a in parse("### Artikel. Antwoord {#antwoord}\n\n1. Een antwoord.")}

    texts = read(BASE + "\n=== lichter\n\n### = antwoord {#laatste na rapport}", shared)

    assert [a.id for a in texts["lichter"]] == ["aanhef", "rapport", "laatste", "gevolgen", "handtekening"]


def test_written_numbers_the_articles():
    """The whole text has a number for each article that has one, in its own language."""
    assert "### Artikel 2. Gevolgen {#gevolgen}" in written(parse(BASE), "nl")
    assert "### Handtekening {#handtekening}" in written(parse(BASE), "nl")
    assert "### Article 1. Rapport {#rapport}" in written(parse(BASE), "fr")


@pytest.mark.parametrize(
    ("id", "path", "wrong"),
    [
        ("rapport", ".2.2", None),
        ("rapport", ".2.3", "lid 2 van het artikel 'rapport' heeft geen punt 3"),
        ("rapport", ".3", "het artikel 'rapport' heeft geen lid 3"),
        ("anders", "", "er is geen artikel 'anders'"),
        ("handtekening", "", None),
    ],
)
def test_reference_points_at_what_is_there(id, path, wrong):
    """A reference to an article, a member or a point that is not there is told."""
    assert points_at(parse(BASE), id, path) == wrong


def test_cited_as_a_contract_does():
    """A place reads as in a contract, in each language; a part without a number goes by its title."""
    rapport, *_, sign = parse(BASE)[1:]

    assert cited(rapport, 3, ".2.1", "nl") == "artikel 3, lid 2, punt a"
    assert cited(rapport, 3, ".2", "fr") == "article 3, paragraphe 2"
    assert cited(sign, None, "", "nl") == "‘Handtekening’"


@pytest.mark.parametrize(
    ("condition", "present", "held"),
    [("a", {"a"}, True), ("a", {"b"}, False), ("a of b", {"b"}, True), ("niet a", {"b"}, True), ("niet a of b", {"b"}, False)],
)
def test_condition_holds(condition, present, held):
    """A condition asks after names in the tender: one, either, or none of them."""
    assert holds(condition, present) is held


def test_kept_drops_what_hangs_on_what_is_not_there():
    """Items, rows, paragraphs and words that hang on something else fall away with all that belongs to them; the rest stays."""
    body = """{als x} Een alinea
over twee regels.

1. Eerst{als x: , en dit}.
2. {als x} Dan dit:
    1. een;
    2. twee
       regels.
3. {als niet x} Of dat.

| A | B |
| --- | --- |
| {als x} rij | 1 |
| vast | 2 |"""

    assert kept("{als x} Weg.\n\nBlijft{als x: nog}.", set()) == "\nBlijft."
    assert kept("Blijft{als x: nog}.", {"x"}) == "Blijft nog."
    assert kept(body, {"x"}) == body.replace("{als x} ", "").replace("{als x: , en dit}", ", en dit").replace(
        "3. {als niet x} Of dat.\n", ""
    )
    assert kept(body, set()) == "\n1. Eerst.\n3. Of dat.\n\n| A | B |\n| --- | --- |\n| vast | 2 |"


def test_members_counts_members_and_points():
    """Members and their points are counted as they are written."""
    assert members(parse(BASE)[1].body) == (0, 2)
