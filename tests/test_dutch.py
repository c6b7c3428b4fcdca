"""Dates, amounts and terms read as a person writes them."""
from macros.dutch import cell, day, due, euro, month


def test_due_in_words_and_months(toy):
    """A deadline reads as a sentence and adds up over the deadline it counts from."""
    assert due(toy.site, "termijn-rapport") == "binnen 6 maanden na de opstart van het contract"
    assert due(toy.site, "termijn-plan") == "binnen 3 maanden na het rapport"
    assert due(toy.site, "termijn-offerte") == "bij de indiening van de offerte"
    assert [month(toy.site, key) for key in ("termijn-rapport", "termijn-plan", "termijn-offerte")] == [6, 9, None]


def test_small_words():
    """Dates, amounts and the cells of a table."""
    assert [day("2026-11-23"), day("2024-01"), day("2019")] == ["23 november 2026", "januari 2024", "2019"]
    assert euro(1203950) == "1.203.950 euro"
    assert cell("a | b\n c") == "a \\| b c"
