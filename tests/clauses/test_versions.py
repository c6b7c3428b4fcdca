"""Lines of ours are found in what Word, a PDF, mail and chat make of them, and nothing else is."""

import pytest

from tests.conftest import ROOT
from tests.node import call, source
from tests.real import SITE

KNOWN = ["plan-actie", "plan-correctief", "rapport-audit", "rapport-audit-systeem", "uitsluiting-artikel-7", "bestelbon", "code-keten"]
ADDRESS = "https://example.org/clausules/plan-actie/#versie-1-0"

PASTED = {
    "own line": "plan-actie · versie 1.0 · 23 november 2026 · https://example.org/",
    "non-breaking hyphen": "plan\u2011actie · versie 1.0",
    "hyphen sign": "plan\u2010actie · versie 1.0",
    "en dash": "plan\u2013actie · versie 1.0",
    "minus": "plan\u2212actie · versie 1.0",
    "wide hyphen": "plan\uff0dactie · versie 1.0",
    "soft hyphen": "plan-\u00adactie · versie 1.0",
    "soft hyphen for hyphen": "plan\u00adactie · versie 1.0",
    "word joiner": "plan\u2060-\u2060actie · versie 1.0",
    "marks of direction": "plan-actie\u200e \u200f· versie 1.0",
    "space without width": "plan-actie\u200b · versie\u200b 1.0",
    "byte order mark": "\ufeffplan-actie · versie 1.0",
    "hard spaces": "plan-actie\u00a0·\u00a0versie\u00a01.0",
    "thin spaces": "plan-actie\u2009·\u2009versie\u202f1.0",
    "capital of a sentence": "Plan-actie · versie 1.0",
    "capitals": "PLAN-ACTIE · VERSIE 1.0",
    "capital of the version": "plan-actie · Versie 1.0",
    "bullet for dot": "plan-actie • versie 1.0",
    "dash for dot": "plan-actie – versie 1.0",
    "pipe for dot": "plan-actie | versie 1.0",
    "wrong encoding": "plan-actie Â· versie 1.0",
    "lost sign": "plan-actie ? versie 1.0",
    "no sign": "plan-actie versie 1.0",
    "cells of a table": "plan-actie\tversie 1.0\tActieplan",
    "cells under each other": "plan-actie\n\nversie 1.0\n\nActieplan",
    "broken at the hyphen": "plan-\nactie\nversie 1.0",
    "broken before the hyphen": "plan\n-actie · versie 1.0",
    "broken in the word": "plan-actie · ver-\nsie 1.0",
    "broken before the version": "plan-actie · versie\n1.0",
    "quoted mail": "> - plan-actie · versie 1.0 · 23 november 2026",
    "list of a chat": "-plan-actie · versie 1.0",
    "decimal comma": "plan-actie · versie 1,0",
    "in brackets": "(plan-actie, versie 1.0)",
    "bold of a chat": "*plan-actie* · versie 1.0",
    "only the address": ADDRESS,
    "address without slash": ADDRESS.replace("/#", "#"),
    "address in a sentence": f"Zie {ADDRESS}).",
    "safe link": "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fexample.org%2Fclausules%2Fplan-actie%2F%23versie-1-0&data=05%7C02",
    "encoded twice": "https://link.example/?u=https%253A%252F%252Fexample.org%252Fclausules%252Fplan-actie%252F%2523versie-1-0",
    "broken address": "https://example.org/clausules/plan-\nactie/#versie-\n1-0",
}
"""What programs make of one line: name → what is pasted."""


@pytest.mark.check
@pytest.mark.parametrize("name", PASTED)
def test_found_again(name, found):
    """However a line comes back, its text and its version are known again."""
    assert found[PASTED[name]] == [["plan-actie", "1.0"]]


ELSE = {
    "prose": "De inschrijver levert de gedragscode versie 2.1 aan.",
    "a word that is also an id": "We werken met de bestelbon versie 2.1 van ons pakket.",
    "programs": "Gebouwd met Excel versie 16.0, zie ook conversie 1.0.",
    "a standard": "EN ISO 20471 versie 2.0",
    "hyphens": "a-" * 100_000,
    "spaces": "a " + " " * 200_000 + "-",
    "lines": "ver" + "\n" * 200_000 + "-",
    "signs": "%20" * 50_000,
    "nothing": "",
}
"""What holds no line of ours: name → what is pasted."""


@pytest.mark.check
@pytest.mark.parametrize("name", ELSE)
def test_something_else_is_left_alone(name, found):
    """A version of something else in prose is none of ours, and nothing is told of it."""
    assert found[ELSE[name]] == []


TOLD = {
    "bestaat-niet · versie 1.0 · 23 november 2026": [["bestaat-niet", "1.0"]],
    "bestelbon · versie 1.0": [["bestelbon", "1.0"]],
    "bestelbon versie 1.0 (lichter) · 23 november 2026": [["bestelbon", "1.0"]],
    "rapport-audit-systeem · versie 2.0 rapport-audit · versie 2.0": [["rapport-audit-systeem", "2.0"], ["rapport-audit", "2.0"]],
    "uitsluiting-\nartikel-7\nversie 1.0": [["uitsluiting-artikel-7", "1.0"]],
    "code-keten · versie 1.0 code-keten · versie 1.0 code-keten · versie 2.0": [["code-keten", "1.0"], ["code-keten", "2.0"]],
    "https://example.org/clausules/weg/#versie-1-0": [["weg", "1.0"]],
}
"""What is pasted → what is told."""


@pytest.mark.check
@pytest.mark.parametrize("pasted", TOLD)
def test_what_is_told(pasted, found):
    """Each text is told once, the longest id wins, and a line of our shape with an id that we do not know is told too."""
    assert found[pasted] == TOLD[pasted]


@pytest.fixture(scope="module")
def found():
    """What the script finds in each text: text → [[id, version]]."""
    texts = [*PASTED.values(), *ELSE.values(), *TOLD]
    code = "(texts, ids) => texts.map(text => Versions.find(text, ids))"
    return dict(zip(texts, call([source("versions.js")], code, texts, KNOWN)))


@pytest.mark.check
def test_every_text_is_found():
    """The last line of every clause is found again, in one paste, in its order."""
    lines = [f"{key} · versie {clause.version} · 23 november 2026 · https://x.be/clausules/{key}/" for key, clause in SITE.clauses.items()]

    assert call([source("versions.js")], "(text, ids) => Versions.find(text, ids)", "\n".join(lines), [*SITE.clauses]) == [
        [key, clause.version] for key, clause in SITE.clauses.items()
    ]


@pytest.mark.check
def test_work_grows_with_the_text():
    """At each version only the words right before and behind it are looked at: what is read does not grow with what stands around it."""
    counted = """(text, ids) => {
      let longest = 0
      const exec = RegExp.prototype.exec
      RegExp.prototype.exec = function (given) { if (given.length < text.length) longest = Math.max(longest, given.length); return exec.call(this, given) }
      Versions.find(text, ids)
      return longest
    }"""

    assert 100 < call([source("versions.js")], counted, "plan-actie versie 1.0 " * 1000, KNOWN) < 200


SIGNS = [["acht basisconventies", "8 basisconventies"], ["BSCI-gecertificeerd"], ["bsci-intl.org"], ["221000"]]

OLD = {
    "De leverancier leeft de acht\nbasisconventies van de IAO na.": ["acht basisconventies", None, None, None],
    "Alle 8\u00a0Basisconventies; BSCI\u2011gecertificeerd.": ["8 basisconventies", "BSCI-gecertificeerd", None, None],
    "de kledij is bsci gecertificeerd (https%3A%2F%2Fwww.bsci-intl.org%2F)": [None, "BSCI-gecertificeerd", "bsci-intl.org", None],
    "vanaf 221.000 euro zonder btw": [None, None, None, "221000"],
    "€ 221 000,00": [None, None, None, "221000"],
    "geraamd op 221000 EUR": [None, None, None, "221000"],
    "dossier 221000, 1.221.000 euro, 221.000.000 euro en 221.000 stuks": [None] * 4,
    "achtentwintig basisconventies, 18 basisconventies, bsci-intl.organisatie": [None] * 4,
}
"""What is pasted → the words in it that are out of date."""


@pytest.mark.check
def test_old_words_are_found():
    """Words that are out of date are found as a program gives them back, and only as words or amounts of their own."""
    found = call([source("versions.js")], "(texts, signs) => texts.map(text => Versions.signs(text, signs))", [*OLD], SIGNS)

    assert dict(zip(OLD, found)) == OLD


@pytest.mark.check
def test_our_own_texts_have_no_old_words():
    """No text that this site offers holds words that it calls out of date."""
    signs = [note.signs for note in SITE.notes.values() if note.signs]
    texts = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "data" / "clauses").glob("*.md"))]
    found = call([source("versions.js")], "(texts, signs) => texts.map(text => Versions.signs(text, signs))", texts, signs)

    assert signs and [words for one in found for words in one if words] == []
