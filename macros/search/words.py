"""What a word is for the search, the same here for what the pages say as in search-worker.js for what a reader types."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

MARK = re.compile(r"[\u0300-\u036f’'`]")
INITIALS = re.compile(r"\b([a-z])\.(?=[a-z]\b)", re.A)
"""The full stops in g.o.t.s., which is gots."""

WORD = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
NUMBER = re.compile(r"\d")

STEM = [  # pattern, what comes in its place, whether it holds for a word of four letters too
    ["[tp]?jes?$", "", False],
    ["ingen$", "ing", False],
    ["^(aan|af|bij|in|mee|na|om|op|over|toe|uit|vast|voor)?ge(?=.{3,}(?:d|t|en)$)", "$1", False],
    ["(.{4})(?:eren|eert|eerde?n?|aties?)$", "$1", False],
    ["(?:eren|eert|eerde?n?|eer)$", "er", False],
    ["(.{3})(?:enden|ende|end|en|es|e|s|dt|de|te|t|d)$", "$1", False],
    ["([a-z])\\1", "$1", True],
    ["z$", "s", False],
    ["v$", "f", False],
]
"""A rough stem, rule after rule: endings off, double letters single, the final sound unvoiced. The worker gets the same list."""

_RULES = [(re.compile(pattern), text.replace("$1", r"\1"), short) for pattern, text, short in STEM]


def fold(text: str) -> str:
    """Lower case, without accents and apostrophes."""
    text = text.lower()
    return MARK.sub("", text if text.isascii() else unicodedata.normalize("NFD", text))


def words(text: str, same: dict[str, str], joined: bool = True) -> list[str]:
    """The words of a text as they are searched: 'artikel 54' as one word, a hyphened word in parts and, if `joined`, also as one.

    `same` maps a word to the one it is read as.
    """
    found = []
    for word in WORD.findall(INITIALS.sub(r"\1", fold(text))):
        word = same.get(word, word)
        if word.isalpha():  # nearly all
            found.append(word)
        elif word[0].isdigit() and found and found[-1] == "artikel":
            found[-1] += word
        elif "-" in word:
            found += [same.get(part, part) for part in word.split("-")]
            found += [word.replace("-", "")] * joined
        else:
            found.append(word)
    return found


@cache
def stem(word: str) -> str:
    """What inflections of a word have in common; a short word and one with a number are themselves."""
    if len(word) < 4 or NUMBER.search(word):
        return word
    long = len(word) > 4
    for pattern, text, short in _RULES:
        if long or short:
            word = pattern.sub(text, word)
    return word
