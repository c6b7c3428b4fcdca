"""An address that was changed on its way is read as what it was."""

import re
from urllib.parse import quote

import pytest

from tests.node import call, source

LINKS = {
    "keuzehulp": "fase=voorbereiding&raming=beperkte-waarde&looptijd=eenmalig",
    "lots": "perceel=Broeken+%26+hemden&fase=bestek&raming=onder-drempel;perceel=Schoenen+%C3%A9n+PBM&fase=bestek",
    "tender": "percelen=Broeken,Schoenen%20%C3%A9n%20PBM&teksten=kader-uitvoering@2.0,rapport-risico@2.0+lichter~1",
}
"""What a page of ours writes behind the #."""

CHANGES = {
    "nothing": lambda text: text,
    "two hashes": lambda text: f"#{text}",
    "HTML once": lambda text: text.replace("&", "&amp;"),
    "HTML twice": lambda text: text.replace("&", "&amp;amp;"),
    "HTML by number": lambda text: text.replace("&", "&#38;"),
    "JSON": lambda text: text.replace("&", "\\u0026"),
    "encoded as a whole": lambda text: quote(text, safe=""),
    "encoded as a whole twice": lambda text: quote(quote(text, safe=""), safe=""),
    "percent encoded once more": lambda text: text.replace("%", "%25"),
    "quoted printable": lambda text: re.sub("=(?=[a-z])", "=3D", text),
    "semicolons encoded": lambda text: text.replace(";", "%3B"),
    "bracket": lambda text: f"{text})",
    "bracket encoded": lambda text: f"{text}%29",
    "angle": lambda text: f"{text}>",
    "angle encoded": lambda text: f"{text}%3E",
    "curly quote": lambda text: f"{text}”",
    "curly quote encoded": lambda text: f"{text}%E2%80%9D",
    "straight quote": lambda text: f'{text}"',
    "guillemet": lambda text: f"{text}%C2%BB",
    "semicolon": lambda text: f"{text};",
    "full stop": lambda text: f"{text}.",
    "comma": lambda text: f"{text},",
    "bracket and full stop": lambda text: f"{text}).",
    "star of a chat": lambda text: f"{text}*",
    "line end": lambda text: f"{text}%0D%0A",
    "hard space": lambda text: f"{text}%C2%A0",
    "space without width": lambda text: f"{text[:9]}\u200b{text[9:]}%E2%80%8B",
    "newsletter": lambda text: f"{text}&utm_source=nieuwsbrief&utm_medium=email",
    "newsletter in front": lambda text: f"mc_cid=1a2b&{text}&mc_eid=3c4d",
    "social": lambda text: f"{text}&fbclid=IwAR0x",
    "mail filter": lambda text: f"{text}&data=05%7C02%7Cx&sdata=abc%3D&reserved=0",
    "found words": lambda text: f"{text}:~:text=actieplan",
    "capitals of names": lambda text: re.sub(r"(^|[&;])([a-z]+)(?==)", lambda match: match[0].upper(), text),
    "HTML and tracking": lambda text: f"{text}&utm_campaign=x".replace("&", "&amp;") + ">",
}
"""What mail programs, chats and newsletters do to a link: name → how."""


@pytest.fixture(scope="module")
def read():
    """What the script reads in each changed fragment: (link, change) → text."""
    given = {(link, change): CHANGES[change](text) for link, text in LINKS.items() for change in CHANGES}
    found = call([source("address.js")], "texts => texts.map(Address.read)", list(given.values()))
    return dict(zip(given, found))


@pytest.mark.check
@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("link", LINKS)
def test_changed_link(link, change, read):
    """Whatever was done to a link, it is read as what it was."""
    assert read[link, change] == LINKS[link]


@pytest.mark.check
@pytest.mark.parametrize("fragment", ["", "#", "advies", "%", "%%%=", "fase=%zz", "=", "&&&", "fase=" + "%" * 9999])
def test_what_no_link_of_ours_is(fragment):
    """What cannot be read throws nothing: the page tells."""
    assert isinstance(call([source("address.js")], "text => Address.read(text)", fragment), str)


ANCHORS = {
    "begrippen/": "bestek",
    "wetgeving/artikelen/": "wet-54",
    "clausules/plan-actie/": "versie-1-0",
    "clausules/aankondiging/": "bt-23",
    "clausules/mijn-bestek/": "velden",
    "toolbox/actie/": "opties",
    "over/toegankelijkheid/": "browsers",
}
"""Pages of each kind that read what stands behind the #, with a piece on it."""

PIECES = {name: change for name, change in CHANGES.items() if not name.startswith(("newsletter in front", "HTML", "JSON", "quoted"))}
"""What happens to the name of a piece, which has no = or & to change."""


@pytest.mark.parametrize("page", ANCHORS)
def test_changed_link_to_a_piece(page, visit):
    """A link to a piece of a page, changed on its way, leads to that piece, on each page that reads what stands behind the #."""
    tab, anchor = visit(page), ANCHORS[page]
    arrived = tab.evaluate(
        """async fragments => {
      const found = {}
      for (const [name, fragment] of Object.entries(fragments)) {
        location.hash = "#"
        location.hash = fragment
        for (let wait = 0; wait < 9 && !document.getElementById(location.hash.slice(1)); wait++) await new Promise(requestAnimationFrame)
        found[name] = location.hash.slice(1)
      }
      return found }""",
        {name: change(anchor) for name, change in PIECES.items()} | {"tracking": f"{anchor}?utm_source=x&utm_medium=mail"},
    )

    assert {name: where for name, where in arrived.items() if where != anchor} == {}
    assert tab.trouble == []


def test_changed_link_to_a_choice(visit, address):
    """The choice in the library comes through a changed link."""
    tab = visit("clausules/#kind=x")
    name, value = tab.evaluate(
        """() => { const select = document.querySelector("[data-table-filter] select"); return [select.name, select.options[1].value] }"""
    )
    for change in ("HTML and tracking", "encoded as a whole twice", "quoted printable", "bracket and full stop", "mail filter", "line end"):
        tab.goto("about:blank")
        tab.goto(f"{address}clausules/#{CHANGES[change](f'{name}={value}')}")
        assert tab.evaluate("name => document.querySelector('[data-table-filter]').elements[name].value", name) == value
    assert tab.trouble == []
