"""What the site asks of a browser is listed with the oldest version that knows it, and who has an older one is told."""

import re

import pytest

from macros.after.scripts import files
from tests.conftest import ROOT
from tests.node import call, source
from tests.real import SITE, soup

COMMENT = re.compile(r"(?m)(?<!:)//.*$|(?s:/\*.*?\*/)")
SCRIPTS = COMMENT.sub("", "\n".join(path.read_text(encoding="utf-8") for path in files().values()))
STYLE = re.sub(r"(?s)/\*.*?\*/", "", (ROOT / "docs" / "assets" / "site.css").read_text(encoding="utf-8"))
POLICY = (ROOT / "macros" / "after" / "headers.py").read_text(encoding="utf-8")
USED = "\n".join((SCRIPTS, STYLE, POLICY))

OWN = {"day", "format", "load", "month", "months", "or", "reason", "share", "when"}
"""Names of ours that are also new names of something that we do not use."""


def names():
    """Text of ours → the expressions for the names in it that are younger than mid 2020."""
    text = (ROOT / "tests" / "pages" / "modern.txt").read_text(encoding="utf-8")
    _, styles, scripts = re.split(r"(?m)^(?:css|js):$", text)
    found = {STYLE: [re.escape(name) + r"(?![\w-])" for name in styles.split() if name in STYLE]}
    found[STYLE] = [rf"(?<![\w-]){name}" if name[0].isalpha() else name for name in found[STYLE]]
    whole = lambda name: name[0].isupper() or name.startswith("aria")  # of the other names, what is not called or set is a name of ours
    return found | {
        SCRIPTS: [
            rf"\bnew {name}\b|\.{name}" + (r"\b" if whole(name) else r"(?:\(| = )")
            for name in scripts.split()
            if name in SCRIPTS and name not in OWN
        ]
    }


def test_what_is_young_is_listed():
    """Every name in our scripts and style that is younger than mid 2020 is part of a feature in data/features.yml."""
    found = [(text, match) for text, young in names().items() for name in young for match in re.finditer(name, text)]
    listed = {
        text: [match.span() for feature in SITE.features.values() for match in re.finditer(feature.sign, text)] for text in (SCRIPTS, STYLE)
    }

    assert len({match[0] for _, match in found}) > 25
    assert {
        match[0] for text, match in found if not any(start < match.end() and match.start() < end for start, end in listed[text])
    } == set()


@pytest.mark.parametrize("key", SITE.features)
def test_what_is_listed_is_used(key):
    """A feature that nothing uses any more makes nobody's browser too old."""
    assert re.search(SITE.features[key].sign, USED)


LACKS = {
    "eigen-sleutels": "delete Object.hasOwn",
    "laatste-vinden": "delete Array.prototype.findLast",
    "van-achteren-tellen": "delete Array.prototype.at",
    "alles-vervangen": "delete String.prototype.replaceAll",
    "inhoud-vervangen": "delete document.documentElement.replaceChildren",
    "opsommen": "delete Intl.ListFormat",
    "stijl-kiezen": "globalThis.CSS = { supports: condition => condition !== 'selector(:is(a))' }",
    "zichtbare-rand": "globalThis.CSS = { supports: condition => condition !== 'selector(:focus-visible)' }",
}
"""What a browser has not, by the feature that asks it."""

PAGE = """globalThis.window = globalThis
globalThis.CSS = { supports: () => true }
globalThis.document = { documentElement: { className: "no-js", replaceChildren() {}, setAttribute(name) { globalThis.told = name } } }"""


def told(lacks):
    """The mark that the page gets in a browser that lacks something, or None, and the class by which the style knows that scripts run."""
    return call([f"{PAGE}\n{lacks}", source("too-old.js")], "() => [globalThis.told ?? null, document.documentElement.className]")


@pytest.mark.parametrize("key", [key for key, feature in SITE.features.items() if not feature.without])
def test_too_old_is_seen(key):
    """A browser that lacks any one thing that the site needs is too old."""
    assert told(LACKS[key]) == ["data-too-old", "no-js"]


def test_new_enough_is_seen():
    """A browser that has all of it is not, and is told that scripts run before the page shows."""
    assert told("") == [None, "js"]


def test_too_old_is_said(visit):
    """Only in a browser that is too old the page says so, in a sentence with a link to what is new enough; the rest stays readable."""
    tab = visit("toolbox/")
    assert not tab.is_visible(".too-old")

    tab.context.add_init_script("delete Object.hasOwn")
    tab.goto(tab.url)

    assert "te oud" in tab.inner_text(".too-old:visible") and tab.is_visible("article h2")
    tab.click(".too-old a")
    assert tab.url.endswith("over/toegankelijkheid/#browsers")


def test_oldest_versions_are_shown(built):
    """The page names the newest of the oldest versions that the needed features ask, and each feature that only does less."""
    text = soup(built / "over" / "toegankelijkheid").find("article").get_text(" ", strip=True)
    wide = lambda version: tuple(int(part) for part in version.split("."))
    needed = [feature for feature in SITE.features.values() if not feature.without]
    chrome, firefox, safari = (max((getattr(feature, name) for feature in needed), key=wide) for name in ("chrome", "firefox", "safari"))

    assert f"Chrome en Edge {chrome}, Firefox {firefox} en Safari {safari}" in text
    assert [feature.without for feature in SITE.features.values() if feature.without and feature.without not in text] == []
