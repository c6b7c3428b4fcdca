"""Dates, amounts and terms read as a person writes them."""

from macros.dutch import cell, day, euro, span


def test_span():
    """A length of time has its unit, in the singular for one."""
    assert [span(6, None), span(1, None), span(None, 30), span(None, 1)] == ["6 maanden", "1 maand", "30 kalenderdagen", "1 kalenderdag"]


def test_small_words():
    """Dates, amounts and the cells of a table."""
    assert [day("2026-11-23"), day("2024-01"), day("2019")] == ["23 november 2026", "januari 2024", "2019"]
    assert euro(1203950) == "1.203.950 euro"
    assert cell("a | b\n c") == "a \\| b c"
