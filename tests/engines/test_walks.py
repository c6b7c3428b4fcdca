"""The ways that people go through the site, in three engines: Chromium (Chrome, Edge), Firefox, and WebKit (Safari, iPhone)."""

import io
import json

import docx

from tests.real import SITE

BOX = "[data-search=box] [data-search-query]"

SHOWS = "e => Boolean(e?.checkVisibility({ visibilityProperty: true }))"


def words(content):
    """All words of a Word file, also those in the fields."""
    document = docx.Document(io.BytesIO(content))
    return " ".join(node.text or "" for node in document.element.body.iter() if node.tag.endswith("}t"))


def paste(hand):
    """What is on the clipboard, as a page gets it that is pasted into: type → text."""
    hand.evaluate(
        """() => { window.pasted = null; document.addEventListener("paste", event => {
      event.preventDefault()
      window.pasted = Object.fromEntries(["text/html", "text/plain"].map(type => [type, event.clipboardData.getData(type)]))
    }, { once: true }) }"""
    )
    hand.press("Control+v")
    hand.until("window.pasted")
    return hand.evaluate("() => window.pasted")


def search(hand):
    """Look for a system and open what is found."""
    hand.click(BOX)
    hand.type(BOX, "SA 8000")
    hand.click(".search-hit a[href*='systemen/sa8000']")
    hand.until("location.pathname.includes('systemen/sa8000')")


def advice(hand):
    """Give the first answer to each question until the advice shows; it asks one text for a small purchase."""
    asked = f"[...document.querySelectorAll('[data-question]')].find({SHOWS})?.dataset.question"
    shows = f"({SHOWS})(document.querySelector('[data-advice]'))"
    hand.until(asked)
    while question := hand.evaluate(f"() => {asked}"):
        hand.click(f"[data-question='{question}'] input")
        hand.until(f"{shows} || {asked} && {asked} !== '{question}'")


def test_search(hand, address):
    """The search box finds a system by how people write it, and a click opens its page."""
    hand.goto(address + "over/melden/")
    search(hand)


def test_escape_closes_the_search(hand, address):
    """Escape closes the results and leaves the focus in the field, from where Tab goes on; the field can be emptied."""
    hand.goto(address + "over/melden/")
    hand.click(BOX)
    hand.type(BOX, "SA 8000")
    hand.until("document.querySelector('[data-search-list]:not([aria-busy]) .search-hit a')")
    hand.press("ArrowDown")
    hand.until("document.activeElement.closest('.search-hit')")
    hand.press("Escape")
    hand.until("!document.getElementById('__search').checked")

    assert hand.evaluate(f"() => document.activeElement === document.querySelector({json.dumps(BOX)})")


def test_keyboard_passes_the_header(hand, address):
    """Tab goes from the skip link through the header into the page; Safari once began again at the top, for ever."""
    hand.goto(address + "toolbox/")
    seen = []
    for _ in range(40):
        hand.press("Tab")
        seen.append(hand.evaluate("() => document.activeElement.closest('.md-header, .md-skip, article')?.className ?? ''"))
        if "md-content" in seen[-1]:
            break

    assert "md-content" in seen[-1] and any("md-header" in place for place in seen)


def test_keuzehulp_to_word(hand, address):
    """From the first question to the advice, and the advice as a Word file."""
    hand.goto(address + "keuzehulp/")
    advice(hand)

    assert "bestelbon, versie" in words(hand.download("[data-log-docx]"))


def test_clause_is_copied(hand, address):
    """A clause comes on the clipboard with its layout and its numbers, and as text, without what is only said to who listens."""
    hand.goto(address + "clausules/plan-actie/")
    hand.click("[data-copy=rich]")
    hand.until("document.querySelector('.clause__status').textContent.includes('Gekopieerd')")

    copied = paste(hand)
    version = SITE.clauses["plan-actie"].version
    assert f"plan-actie · versie {version}" in copied["text/plain"] and "1. " in copied["text/plain"]
    html = copied["text/html"]
    assert "<ol" in html and "<table" in html and "<th" in html
    assert "<caption" not in html and "scope" not in html and html.count("</th>") == 7  # the names of its columns, none of its rows


def test_row_and_heading_are_copied(hand, address):
    """A row or a heading that someone selects and copies has its words, and not those of the sign with which its address is copied."""
    hand.goto(address + "wetgeving/wetten/")
    row = "[...document.querySelectorAll('article tbody tr')].find(row => row.checkVisibility() && row.querySelector('.headerlink'))"
    hand.evaluate(f"() => getSelection().selectAllChildren({row})")
    hand.press("Control+c")
    copied = paste(hand)["text/plain"]

    assert "kopieer link" not in copied
    assert hand.evaluate(f"() => {row}.cells[1].textContent.trim()") in copied

    hand.evaluate("() => getSelection().selectAllChildren(document.querySelector('article h2'))")
    hand.press("Control+c")
    assert "kopieer link" not in paste(hand)["text/plain"]


def test_tender_to_word(hand, address):
    """A text that is chosen in 'Mijn bestek', and what is typed in its fields, stand in the Word file."""
    hand.goto(address + "clausules/mijn-bestek/#teksten=kader-uitvoering")
    hand.click("[data-steps] a[href='#velden']")
    hand.type("[data-input=aanbesteder]", 'Gemeente "Gent" & <b>Zoé</b>')
    hand.until("localStorage.getItem('velden')?.includes('Zoé')")
    made = words(hand.download("[data-bar] [data-docx]"))

    assert 'Gemeente "Gent" & <b>Zoé</b>' in made and SITE.clauses["kader-uitvoering"].title in made


def test_emptied_tender_has_no_variants(hand, address):
    """Who empties 'Mijn bestek' begins again with the base of each text."""
    version, variant = SITE.clauses["plan-actie"].version, "document.querySelector('#variant-plan-actie').value"
    hand.goto(f"{address}clausules/mijn-bestek/#teksten=plan-actie@{version}+lichter")
    hand.until(f"{variant} === 'lichter'")
    hand.evaluate("() => document.querySelector('[data-clear]').click()")
    hand.until("!document.querySelector('#kies-plan-actie').checked")
    hand.evaluate("() => document.querySelector('#kies-plan-actie').click()")

    assert hand.evaluate(f"() => {variant}") == "basis"


def test_version_check(hand, address):
    """A line that came back from Word is known, and so is one of a text that is not ours."""
    hand.goto(address + "clausules/actueel/")
    version = SITE.clauses["plan-actie"].version
    hand.type("[data-check] textarea", f"plan\u2011actie · versie {version} en bestaat-niet · versie 1.0 · 23 november 2026")
    hand.click("[data-check] button")
    hand.until("document.querySelectorAll('[data-check-list] > *').length === 2")

    told = hand.evaluate("() => [...document.querySelectorAll('[data-check-list] > *')].map(e => e.textContent)")
    assert "huidige" in told[0] and "bestaat-niet" in told[1]


def test_offline_copy(hand, folder):
    """Opened from a folder, the copy finds, advises and makes a Word file."""
    hand.goto((folder / "over/melden/index.html").as_uri())
    search(hand)
    hand.goto((folder / "keuzehulp/index.html").as_uri())
    advice(hand)

    assert "bestelbon, versie" in words(hand.download("[data-log-docx]"))
