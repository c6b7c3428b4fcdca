"""A tender of the toy site agrees with itself, and each of the five ways in which it may not is told with both places."""

import functools

import pytest

from macros.after.downloads import tender
from macros.clauses.articles import parse
from macros.clauses.tenders import Tender, Unserved, compiled, derive, users
from macros.facts.load import load
from tests import real
from tests.node import call, source

RAPPORT = {"termijn-rapport/rapport", "plicht-samenvatting"}


@pytest.fixture
def site(toy_data):
    """A toy site of one's own, to plant faults in."""
    return load(toy_data)


def plant(site, key, source, **fields):
    """Replace the base of a clause by other articles, and other fields of it."""
    clause = site.clauses[key]
    site.clauses[key] = clause.model_copy(
        update={"articles_by": {"nl": {"basis": parse(source)}}, "texts": {"nl": {"basis": source}}, **fields}
    )


def test_term_is_a_word():
    """A term counts where it stands as a word, in capitals too, and not within a longer or a hyphened one, nor in the name of a record."""
    used = users((("stof", "stoffen"), ("rapport",)))

    assert used("De Stoffen. Het rapport.") == ["stof", "rapport"]
    assert used("Grondstof, rapportage, stof-en-zo, keten-stof, @rapport, [[rapport]].") == []


def test_derived_tender_asks_what_is_wanted(toy):
    """From duties follow the texts that impose exactly those, with what these need."""
    tender = derive(toy.site, RAPPORT)

    assert tender.texts == {"proef": "basis", "bijlage": "basis"}
    assert tender.duties == RAPPORT
    assert tender.faults() == []


def test_variant_follows_from_the_duties(toy):
    """Who wants fewer duties gets the variant that imposes those."""
    assert derive(toy.site, {"termijn-rapport/rapport"}).texts == {"proef": "lichter"}


def test_duty_that_no_text_imposes_is_told(toy):
    """1. The duties in the texts equal those wanted."""
    with pytest.raises(Unserved, match="geen tekst legt de plicht 'termijn-plan' op"):
        derive(toy.site, RAPPORT | {"termijn-plan"})


def test_duty_that_nobody_wants_is_told(site):
    """1. A text that is named and imposes more than is wanted is told, with the article."""
    with pytest.raises(Unserved, match="proef › wat legt 'plicht-samenvatting' op, maar het advies vraagt dat niet"):
        derive(site, {"termijn-rapport/rapport"}, {"proef": "basis"})


def test_duty_twice_is_told(site):
    """2. A duty in two texts is told with both places; the same shared article in both is no fault."""
    plant(site, "bijlage", "### Artikel. Blad {#blad: plicht-samenvatting}\n\n1. Een blad.")

    tender = Tender(site, {"proef": "basis", "bijlage": "basis"})
    assert tender.twice() == ["de plicht 'plicht-samenvatting' staat in twee teksten: proef › wat en bijlage › blad"]
    assert set(tender.twice()) <= set(tender.faults())


def test_term_without_definition_is_told(site):
    """3. A term that no text of the tender defines is told; a definition in any of them mends it."""
    plant(site, "bijlage", "### Artikel. Blad {#blad}\n\n1. De ketens.")
    tender = {"proef": "basis", "bijlage": "basis"}
    assert Tender(site, tender).terms() == ["bijlage gebruikt het begrip 'keten', maar geen tekst van dit bestek omschrijft het"]
    assert set(Tender(site, tender).terms()) <= set(Tender(site, tender).faults())

    plant(site, "bijlage", "### Artikel. Blad {#blad}\n\n- **keten**: alles. De ketens.")
    assert Tender(site, tender).terms() == []


def test_reference_without_target_is_told(site):
    """3. A reference to what is not in the tender and has no words of its own is told."""
    plant(site, "bijlage", "### Artikel. Blad {#blad}\n\n1. Zie [§proef:weg|iets] en [§proef:wat.9|iets].")

    tender = Tender(site, {"proef": "basis", "bijlage": "basis"})
    assert set(tender.references()) <= set(tender.faults())
    assert tender.references() == [
        "proef verwijst naar 'bijlage:aanhef' (basis): er is geen artikel 'aanhef'",
        "bijlage verwijst naar 'proef:weg' (basis): er is geen artikel 'weg'",
        "bijlage verwijst naar 'proef:wat.9' (basis): het artikel 'wat' heeft geen lid 9",
    ]


def test_conflict_is_told(site):
    """4. Texts that do not go together are told with the reason."""
    plant(site, "bijlage", "Vul in.", conflicts={"proef/lichter": "Twee bladen zijn er een te veel."})

    tender = Tender(site, {"proef": "lichter", "bijlage": "basis"})
    assert tender.conflicts() == ["bijlage (basis) gaat niet samen met 'proef/lichter': Twee bladen zijn er een te veel."]
    assert set(tender.conflicts()) <= set(tender.faults())
    assert Tender(site, {"proef": "basis", "bijlage": "basis"}).conflicts() == []


def test_unmet_need_is_told(toy):
    """4. A text whose need is not met is told with the reason."""
    tender = Tender(toy.site, {"proef": "basis"})
    assert tender.needs() == ["proef (basis) heeft 'bijlage' nodig: Daar staat wat u invult."]
    assert set(tender.needs()) <= set(tender.faults())


def test_superseded_duty_falls_away(site):
    """2. Where another text asks the report earlier, the later duty does not stand and its words fall away."""
    plant(site, "bijlage", "### Artikel. Vroeger {#vroeger: termijn-vroeger}\n\n1. Vroeger.")
    tender = Tender(site, {"proef": "basis", "bijlage": "basis"})

    assert tender.duties == {"plicht-samenvatting", "termijn-vroeger"}
    assert "vroeger rapport" in tender.words("proef") and ", binnen dezelfde tijd" not in tender.words("proef")


def test_browser_works_out_the_same(toy):
    """In the browser a tender has the same names present, needs and conflicts as here."""
    kit = tender(toy.guide)
    for texts in ({"proef": "basis"}, {"proef": "lichter", "bijlage": "basis"}, {"bijlage": "basis"}):
        choices = [{"id": key, "variant": variant} for key, variant in texts.items()]
        found = call(
            [source("tenders.js")],
            """(kit, choices) => ({
            present: [...Tenders.present(kit, choices)].sort(), needs: Tenders.needs(kit, choices).map(n => [n.id, n.other]),
            conflicts: Tenders.conflicts(kit, choices).length, twice: Tenders.twice(kit, choices) })""",
            kit,
            choices,
        )
        here = Tender(toy.site, texts)

        assert found["present"] == sorted(here.present)
        assert len(found["needs"]) == len(here.needs()) and found["conflicts"] == len(here.conflicts()) and found["twice"] == []


APART = {key: "basis" for key, clause in real.SITE.clauses.items() if real.SITE.vocabulary["places"][clause.place].apart}
"""The texts that stand apart from a tender itself."""


@functools.cache
def present():
    """The names that are present in the browser for each text, beside all that stands apart from a tender; node is started once for all."""
    tenders = {key: [{"id": other, "variant": variant} for other, variant in (APART | {key: "basis"}).items()] for key in real.SITE.clauses}
    every = "(kit, tenders) => Object.fromEntries(Object.entries(tenders).map(([key, given]) => [key, [...Tenders.present(kit, given)].sort()]))"
    return call([source("tenders.js")], every, compiled(real.SITE), tenders)


@pytest.mark.parametrize("key", real.SITE.clauses)
def test_browser_knows_the_same_names(key):
    """For each text, beside all that stands apart from a tender, the browser has the same names present as Python."""
    assert present()[key] == sorted(Tender(real.SITE, APART | {key: "basis"}).present)


# --- Choosing, in the script of the pages -----------------------------------------------------------------------------

ALL, A, B = {"id": "x", "variant": "basis", "lots": []}, ["A"], ["B"]


def choosing(name, *given):
    return call([source("tenders.js")], f"(...given) => Tenders.{name}(...given)", *given)


def test_put_in_one_lot():
    """One lot takes another variant and the other keeps its own; the same in both is one choice again, in its place."""
    other = {"id": "y", "variant": "basis", "lots": []}
    apart = choosing("put", [ALL, other], "x", "lichter", B, ["A", "B"])

    assert apart == [{"id": "x", "variant": "basis", "lots": A}, {"id": "x", "variant": "lichter", "lots": B}, other]
    assert choosing("put", apart, "x", "basis", B, ["A", "B"]) == [ALL, other]
    assert choosing("put", apart, "x", None, B, ["A", "B"]) == [apart[0], other]
    assert choosing("put", [ALL, other], "x", None, [], []) == [other]


def test_merge_counts():
    """What is new is added, another variant replaced, what stood there kept; per text, whatever the number of lots."""
    added = [
        {"id": "x", "variant": "lichter", "lots": B},
        {"id": "y", "variant": "basis", "lots": A},
        {"id": "y", "variant": "basis", "lots": B},
        {"id": "z", "variant": "basis", "lots": []},
    ]
    found = choosing("merge", [ALL, {"id": "z", "variant": "basis", "lots": []}], added, ["A", "B"])

    assert {name: found[name] for name in ("added", "replaced", "kept")} == {"added": 1, "replaced": 1, "kept": 1}
    assert {"id": "y", "variant": "basis", "lots": []} in found["choices"] and len(found["choices"]) == 4


def test_replaced_in_one_lot_counts_as_replaced():
    """A text that is new in one lot and takes the place of a variant in another is told as replaced: that is what a reader may not miss."""
    found = choosing("merge", [{"id": "x", "variant": "basis", "lots": A}], [{"id": "x", "variant": "lichter", "lots": []}], ["A", "B"])

    assert found == {"choices": [{"id": "x", "variant": "lichter", "lots": []}], "added": 0, "replaced": 1, "kept": 0}


def test_lot_goes():
    """What stood in a lot alone goes with it; what is left in all the others holds for all."""
    mine = [ALL, {"id": "y", "variant": "basis", "lots": B}, {"id": "z", "variant": "lichter", "lots": ["A", "B"]}]

    assert choosing("withoutLot", mine, "B", ["A", "C"]) == [ALL, {"id": "z", "variant": "lichter", "lots": A}]
    assert choosing("withoutLot", mine, "B", ["A"]) == [ALL, {"id": "z", "variant": "lichter", "lots": []}]


KIT = {
    "imposes": {"x": {"basis": ["p/a"], "lichter": []}, "y": {"basis": ["q"]}, "z": {"basis": ["r"]}},
    "supersedes": {},
    "apart": [],
    "shared": {},
    "needs": {"x": {"basis": [["z of q", "Omdat."]], "lichter": []}, "y": {"basis": [["p/a", "Omdat."]]}, "z": {"basis": []}},
    "conflicts": {"x": {"basis": [["y", "Omdat."]], "lichter": []}, "y": {"basis": []}, "z": {"basis": []}},
    "when": {
        "q": [["r", [[1, "m", None]]], [None, [[12, "m", None], [-3, "m", "velden"]]]],
        "d": [[None, [[30, "d", "dagen"]]]],
        "j": [[None, [[2, "y", "jaren"]]]],
    },
}


def test_meets_a_need():
    """A need is met by the text that it names, or by one that imposes the duty; the first closes the tender."""
    assert choosing("meets", KIT, "z of q") == [{"id": "z", "variant": "basis"}, {"id": "y", "variant": "basis"}]
    assert choosing("meets", KIT, "p") == [{"id": "x", "variant": "basis"}]
    assert [c["id"] for c in choosing("closed", KIT, [ALL])] == ["x", "z"]


def test_ways_out_of_a_conflict():
    """Another variant that goes with the other text, or either of the two left out."""
    fault = {"id": "x", "variant": "basis", "other": "y"}

    assert choosing("waysOut", KIT, [ALL, {"id": "y", "variant": "basis", "lots": []}], fault) == [
        {"id": "x", "variant": "lichter"},
        {"id": "x", "variant": None},
        {"id": "y", "variant": None},
    ]


@pytest.mark.parametrize(
    "start, months, day", [("2027-08-31", 6, "2028-02-29"), ("2026-08-31", 6, "2027-02-28"), ("2027-01-15", 15, "2028-04-15")]
)
def test_months(start, months, day):
    """Some months later is the same day, or the last of a shorter month."""
    given = "(start, months) => Tenders.months(new Date(start), months).toISOString().slice(0, 10)"

    assert call([source("tenders.js")], given, start, months) == day


@pytest.mark.parametrize(
    "duty, names, values, day",
    [
        ("q", ["r"], {}, "2027-02-28"),
        ("q", [], {}, "2027-10-31"),
        ("q", [], {"velden": "1"}, "2027-12-31"),
        ("q", [], {"velden": {"text": "x", "wrong": True}}, "2027-10-31"),
        ("d", [], {"dagen": "1"}, "2027-02-01"),
        ("j", [], {}, "2029-01-31"),
        ("j", [], {"jaren": "1"}, "2028-01-31"),
        ("onbekend", [], {}, None),
    ],
)
def test_day_of_a_duty(duty, names, values, day):
    """Steps add up from the start, with the number that was filled in; another duty in the tender may lead to other steps."""
    found = call(
        [source("tenders.js")],
        """(kit, duty, names, values) => Tenders.due(kit, duty, new Set(names), new Date("2027-01-31"), values)?.toISOString().slice(0, 10)""",
        KIT,
        duty,
        names,
        values,
    )

    assert found == day
