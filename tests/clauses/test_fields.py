"""What may stand in a field, and how it then reads in a text: in the script that the page runs."""

import functools

import pytest
from pydantic import ValidationError

from macros.facts.models import FieldInput
from tests.node import call, source

NUMBER = {"type": "getal", "min": "1", "max": "120", "preset": "6"}


RIGHT = [
    (NUMBER, "6", True),
    (NUMBER, " 120 ", True),
    (NUMBER, "", True),
    (NUMBER, "zes", False),
    (NUMBER, "0", False),
    (NUMBER, "121", False),
    (NUMBER, "6 maanden", False),
    (NUMBER, "-6", False),
    (NUMBER, "1,5", False),
    (NUMBER | {"decimals": ""}, "1,5", True),
    ({"type": "datum"}, "15 maart 2027", True),
    ({"type": "datum"}, "15/03/2027", True),
    ({"type": "datum"}, "2027-03-15", True),
    ({"type": "datum"}, "31/02/2027", False),
    ({"type": "datum"}, "15/13/2027", False),
    ({"type": "datum"}, "binnenkort", False),
    ({"type": "datum", "preset": "later"}, "later", True),
    ({"type": "email"}, "aankoop@voorbeeld.be", True),
    ({"type": "email"}, "aankoop@voorbeeld", False),
    ({"type": "email"}, "a b@c.be", False),
    ({"type": "tekst"}, "<b>", True),
    ({"type": "lijst"}, "a\nb", True),
]
SHOWN = [
    ("datum", "15/3/2027", "15 maart 2027"),
    ("datum", "later", "later"),
    ("lijst", " a \n\n b\r\nc", "a; b; c"),
    ("tekst", " a ", "a"),
    ("getal", "6 ", "6"),
]


@functools.cache
def said():
    """What the script says of all that is tried below; node is started once for all."""
    fields = [field | ({"decimals": True} if "decimals" in field else {}) for field, _, _ in RIGHT]
    asked = [[field, value] for field, (_, value, _) in zip(fields, RIGHT)], [[{"type": kind}, value] for kind, value, _ in SHOWN]
    every = "(asked, shown) => [asked.map(given => Fields.right(...given)), shown.map(given => Fields.shown(...given))]"
    return call([source("fields.js")], every, *asked)


@pytest.mark.parametrize("number", range(len(RIGHT)), ids=[f"{field['type']}-{value}" for field, value, _ in RIGHT])
def test_right(number):
    """A number within its limits, a day that exists, an address; an empty field is open and not wrong, and a preset always may stand."""
    assert said()[0][number] is RIGHT[number][2]


@pytest.mark.parametrize("number", range(len(SHOWN)), ids=[kind for kind, _, _ in SHOWN])
def test_shown(number):
    """A day reads in full, a list in one line."""
    assert said()[1][number] == SHOWN[number][2]


GOOD = {
    "label": "Maanden",
    "help": "Hoe lang.",
    "example": "6",
    "group": "termijnen",
    "type": "getal",
    "unit": "maanden",
    "min": 1,
    "max": 12,
}


@pytest.mark.parametrize(
    "wrong, told",
    [
        ({"unit": None}, "heeft 'unit', 'min' en 'max'"),
        ({"type": "tekst"}, "'unit' hoort alleen bij het type 'getal'"),
        ({"example": "zes"}, "'zes' is geen getal van 1 tot 12"),
        ({"default": "13"}, "'13' is geen getal van 1 tot 12"),
    ],
)
def test_type_of_a_field(wrong, told):
    """A number has its unit and limits, nothing else has them, and its example and preset obey."""
    assert FieldInput(**GOOD).unit == "maanden"
    with pytest.raises(ValidationError, match=told):
        FieldInput(**GOOD | wrong)
