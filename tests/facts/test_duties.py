"""Duties of the toy site: which stand together, when they fall due, and how that reads."""

import pytest

from macros.facts import duties
from macros.facts.load import load


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("termijn-offerte", "bij de indiening van de offerte"),
        ("termijn-rapport", "binnen 6 maanden na de opstart van het contract"),
        ("termijn-plan", "binnen 3 maanden na het rapport"),
        ("plicht-samenvatting", "samen met: rapport"),
        ("plicht-melding", "minstens 45 kalenderdagen vóór de opstart van het contract"),
        ("plicht-zwijgen", "vanaf de opstart van het contract tot het einde van de opdracht"),
    ],
)
def test_due_in_words(key, words, toy):
    """Each way to count reads as a sentence would say it."""
    assert duties.due(toy.site, key) == words


def test_due_in_years(toy_data):
    """Where the buyer fills in years, a duty of so many months reads in years, is preset in years and counts twelve months for each."""
    site = load(toy_data)
    site.duties["termijn-rapport"] = site.duties["termijn-rapport"].model_copy(update={"months": 24})
    site.fields["maanden"] = site.fields["maanden"].model_copy(update={"unit": "jaar"})

    assert duties.asked(site, "termijn-rapport") == 2
    assert duties.due(site, "termijn-rapport", "[[maanden]]") == "binnen [[maanden]] jaar na de opstart van het contract"
    assert duties.moments(site, "termijn-rapport") == [(None, [(2, "y", "maanden")])]


def test_due_again(toy_data):
    """What comes with another duty and comes back says so."""
    site = load(toy_data)
    site.duties["plicht-samenvatting"] = site.duties["plicht-samenvatting"].model_copy(update={"every_months": 12})

    assert duties.due(site, "plicht-samenvatting") == "samen met: rapport, en daarna telkens opnieuw"


def test_due_with_a_blank(toy):
    """A text has the blank of the field that takes its number from the duty."""
    assert duties.blank(toy.site, "termijn-rapport") == "maanden"
    assert duties.due(toy.site, "termijn-rapport", "[[maanden]]") == "binnen [[maanden]] maanden na de opstart van het contract"


@pytest.mark.parametrize(
    ("key", "present", "month"),
    [
        ("termijn-offerte", (), None),
        ("termijn-rapport", (), 6),
        ("termijn-plan", (), 9),
        ("termijn-plan", ("termijn-vroeger",), 6),
        ("plicht-samenvatting", ("termijn-vroeger",), 3),
        ("plicht-melding", (), -2),
        ("plicht-zwijgen", (), None),
    ],
)
def test_month(key, present, month, toy):
    """A duty counts from what stands in the tender: where the report comes earlier, so does what hangs on it."""
    assert duties.month(toy.site, key, present) == month


def test_superseded_duty_does_not_stand(toy):
    """Of two duties for the same report only the earlier one stands."""
    assert duties.standing(toy.site, {"termijn-rapport/rapport", "termijn-vroeger"}) == {"termijn-vroeger"}
    assert duties.names({"termijn-rapport/rapport"}) == {"termijn-rapport/rapport", "termijn-rapport"}


@pytest.mark.parametrize(
    "key", ["termijn-rapport", "termijn-plan", "plicht-samenvatting", "plicht-melding", "termijn-offerte", "plicht-zwijgen"]
)
@pytest.mark.parametrize("present", [(), ("termijn-vroeger",)])
def test_moments(key, present, toy):
    """The steps that the browser adds up come to the same month; a step names the field in which the buyer may change it."""
    moments = duties.moments(toy.site, key)
    steps = next((steps for other, steps in moments if other in (None, *present)), None)
    month = duties.month(toy.site, key, present)

    assert (steps is None) == (month is None)
    if steps:
        assert sum(number if unit == "m" else -(-abs(number) // 30) * (1 if number > 0 else -1) for number, unit, _ in steps) == month
        assert {field for _, _, field in steps} <= {None, "maanden"}
