"""What looks at the colours of every page finds what is wrong on one, also where the same words were found good on another."""

import pytest

from tests.browser import looks

PAGE = "gids/principes/"
FAULTS = {
    "grijze woorden": ("color-contrast", "article p { color: #aaa }"),
    "alleen in het donker grijs": ("color-contrast", "[data-md-color-scheme=slate] article p { color: #444 }"),
    "over een vlak": ("color-contrast", ".box { height: 9rem; margin-bottom: -9rem; background: #999 }"),
    "alleen in het donker over een vlak": (
        "color-contrast",
        ".box { height: 9rem; margin-bottom: -9rem } [data-md-color-scheme=slate] .box { background: #999 }",
    ),
    "een link zonder streep": ("link-in-text-block", ".md-typeset p a { text-decoration: none; color: inherit }"),
}
"""Name → the rule of axe, and the style that breaks it."""


@pytest.fixture(scope="module")
def good(reader, address):
    """The looks of a page on which nothing is wrong."""
    known = set()
    looks.normal(reader)
    reader.goto(address + PAGE)
    assert looks.light_and_dark(reader, known, whole=False) == []
    return frozenset(known)


@pytest.mark.parametrize("fault", FAULTS)
def test_fault_among_known_looks_is_found(fault, good, reader, address):
    """Words that are no longer good are found, though all words of the page were found good before."""
    rule, style = FAULTS[fault]
    looks.normal(reader)
    reader.goto(address + PAGE)
    reader.evaluate("""() => {
      const [, , third] = document.querySelectorAll("article p")
      third.before(Object.assign(document.createElement("div"), { className: "box" }))
      third.innerHTML = "Woorden met <a href='#hier'>een link</a> erin."
    }""")
    reader.add_style_tag(content=style)

    assert rule in {rule for rule, _ in looks.light_and_dark(reader, {*good}, whole=False)}
