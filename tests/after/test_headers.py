"""Safety: each page allows only its own scripts, asks no one else for anything, and keeps only what the privacy page says."""

import base64
import hashlib
import re

import pytest

from macros.after.headers import FILES, HEADERS, SCRIPT, policy
from macros.after.scripts import files
from tests.conftest import ROOT
from tests.real import PAGES, soup


def rules(text):
    return {name: values.split() for name, _, values in (part.strip().partition(" ") for part in text.split(";"))}


@pytest.mark.parametrize("path", [*PAGES, "404.html", "r/gots/", "bestek/"])
def test_policy_of_each_page(path, built):
    """The policy stands before every script, allows each script in the page by its hash, and no other."""
    file = built / path
    file = file if file.suffix else file / "index.html"
    text = file.read_text(encoding="utf-8")
    meta = soup(file).find("meta", attrs={"http-equiv": "Content-Security-Policy"})
    given = rules(meta["content"])
    hashes = {"'sha256-" + base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() + "'" for script in SCRIPT.findall(text)}

    assert text.index("Content-Security-Policy") < text.find("<script")
    assert not soup(file).find_all("link", rel=["next", "prefetch", "prerender"]), "Firefox haalt dat op voor wie het niet vraagt"
    assert set(given["script-src"]) == {"'self'"} | hashes and given["default-src"] == ["'none'"]
    assert not re.search(r'\son[a-z]+="|href="javascript:', text), "een script in een attribuut mag niet draaien"


@pytest.mark.parametrize("name", FILES)
def test_settings_for_web_servers(name, built):
    """The settings hold the policy of all pages, every header, and let other sites show only the small keuzehulp."""
    text = (built / name).read_text(encoding="utf-8")
    whole = policy(p.read_text(encoding="utf-8") for p in built.rglob("*.html"))

    assert whole in text and all(header in text and value in text for header, value in HEADERS.items())
    assert text.count("frame-ancestors *") == 1 and "frame-ancestors 'self'" in text


def test_policy_stops_a_strange_script(visit):
    """A script that is put into a page does not run, and the refusal is noted."""
    tab = visit("over/melden/")
    ran = tab.evaluate("""() => {
      document.body.insertAdjacentHTML("beforeend", "<img src=x onerror='globalThis.strange = 1'>")
      const script = document.createElement("script")
      script.textContent = "globalThis.strange = 2"
      document.body.append(script)
      return new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(globalThis.strange ?? null))))
    }""")

    assert ran is None and any("Content Security Policy" in line for line in tab.trouble)


def test_privacy_page_names_all_that_is_kept():
    """Every name under which our scripts keep something stands on the privacy page, and nothing writes a cookie."""
    page = (ROOT / "docs" / "over" / "privacy.md").read_text(encoding="utf-8")
    scripts = "\n".join(p.read_text(encoding="utf-8") for p in files().values())
    names = set(re.findall(r'(?:setItem|removeItem|write|erase)\("([a-z-]+)"', scripts))

    assert names == {
        "velden",
        "bestek",
        "percelen-namen",
        "velden-percelen",
        "gegevens",
        "keuzehulp-antwoorden",
        "vorige",
        "keuzehulp",
        "verslag",
    } and all(f"`{name}`" in page for name in names)
    assert "document.cookie" not in scripts and "sendBeacon" not in scripts


def test_no_cookie(visit):
    """Walking through the site sets no cookie."""
    tab = visit("keuzehulp/#fase=aansluiten&voorwaarden=nee")
    tab.goto(tab.url.split("keuzehulp")[0] + "clausules/mijn-bestek/")

    assert tab.context.cookies() == [] and tab.trouble == []
