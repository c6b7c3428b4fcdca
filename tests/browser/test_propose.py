"""Proposing a change: the page makes a message of it with the piece filled in, and sends nothing."""

from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import BeautifulSoup

from macros.facts.load import load
from macros.facts.problems import DataError
from macros.guide import Guide
from macros.pages.blocks import Blocks
from tests.conftest import mkdocs, until

PAGE = "wetgeving/artikelen/"


def opened(visit, to):
    """The articles with the form open at article 54, as it is when proposals go to an address."""
    tab = visit()
    tab.route("**/wetgeving/artikelen/", lambda route: route.fulfill(response=(r := route.fetch()), body=aimed(r.text(), to)))
    tab.goto(tab.url + PAGE)
    tab.click("#wet-54 ~ .record-state .propose-link >> nth=0")
    return tab


def aimed(html, to):
    """The page as it is built with that address."""
    box = BeautifulSoup(html, "html.parser").select_one("[data-propose]")
    with_link = str(box).replace('data-propose=""', f'data-propose="{to}"')
    if to:
        with_link = with_link.replace(
            '<p class="actions">', f'<p class="actions"><a class="action" data-propose-send href="{to}">Open</a>', 1
        )
    start, end = html.index('<details class="share propose"'), html.index("</details>", html.index('<details class="share propose"')) + 10
    return html[:start] + with_link + html[end:]


def test_mail_with_the_piece(visit):
    """From the state of a fact the form opens at that fact; the mail holds its id, its text, the proposal, the source and no name."""
    tab = opened(visit, "mailto:meld@voorbeeld.be")
    assert "Artikel 54" in tab.input_value("[name=piece]") or "Artikel 54" in tab.inner_text("[name=piece] option:checked")
    assert tab.input_value("[name=now]").startswith(tab.inner_text("#wet-54 + p")[:40])
    tab.fill("[name=proposed]", "Een & ander: 50 % méér\nen nog iets.")
    tab.fill("[name=source]", "https://voorbeeld.be/a?b=c&d")

    found = urlsplit(tab.get_attribute("[data-propose-send]", "href"))
    query = parse_qs(found.query)
    assert (found.scheme, found.path) == ("mailto", "meld@voorbeeld.be") and query["subject"] == [
        "Voorstel bij wet-54 (Zoek een artikel van de wet op)"
    ]
    [body] = query["body"]
    now = tab.input_value("[name=now]")
    for words in (
        "Id: wet-54",
        now[:60],
        "Een & ander: 50 % méér\nen nog iets.",
        "https://voorbeeld.be/a?b=c&d",
        "mijn naam noemen? nee, noem mij niet",
        "#wet-54",
    ):
        assert words in body
    assert tab.trouble == [] and tab.elsewhere == []


def test_name_only_when_asked(visit):
    """A name comes along only for who ticks that it may."""
    tab = opened(visit, "mailto:meld@voorbeeld.be")
    assert not tab.is_visible("[name=name]")
    tab.check("[name=named]")
    tab.fill("[name=name]", "Proefpersoon")
    assert "noemen? Proefpersoon" in parse_qs(urlsplit(tab.get_attribute("[data-propose-send]", "href")).query)["body"][0]
    tab.uncheck("[name=named]")
    assert "Proefpersoon" not in tab.get_attribute("[data-propose-send]", "href")


def test_issue_form(visit):
    """An address with {title} and {body} gets both filled in; a long text is cut, not what is proposed."""
    tab = opened(visit, "https://voorbeeld.be/issues/new?title={title}&amp;body={body}")
    tab.fill("[name=now]", "lang " * 2000)
    tab.fill("[name=proposed]", "Dit blijft heel.")

    address = tab.get_attribute("[data-propose-send]", "href")
    query = parse_qs(urlsplit(address).query)
    assert (
        query["title"] == ["Voorstel bij wet-54 (Zoek een artikel van de wet op)"]
        and "Dit blijft heel." in query["body"][0]
        and len(address) <= 1900
    )


def test_without_an_address_it_is_copied(visit):
    """A site without an address says so, and the message can be copied."""
    tab = visit(PAGE)
    tab.click(".propose-link >> nth=0")
    tab.fill("[name=proposed]", "Iets anders.")
    assert "nog geen meldadres" in tab.inner_text("[data-propose]") and tab.query_selector("[data-propose-send]") is None
    tab.click("[data-propose-copy]")
    until(tab, "document.querySelector('[data-propose-status]').textContent")

    assert tab.inner_text("[data-propose-status]") == "Gekopieerd. Er is nog niets verzonden."
    assert "Iets anders." in tab.evaluate("navigator.clipboard.readText()")


def test_without_scripts(project):
    """Without scripts the foot of a page has a mail with the page filled in, and each fact leads to how to report."""
    done = mkdocs(project, REPORT_URL="mailto:meld@voorbeeld.be")
    assert done.returncode == 0, done.stderr
    page = BeautifulSoup((project / "site" / PAGE / "index.html").read_text(encoding="utf-8"), "html.parser")
    query = parse_qs(urlsplit(page.select_one("[data-propose-plain] a")["href"]).query)

    assert query["subject"][0].startswith("Voorstel: ") and PAGE in query["body"][0]
    assert page.select_one("[data-propose] form").has_attr("hidden")
    assert {link["href"] for link in page.select(".record-state .propose-link")} == {"../../over/melden/"}


def test_list_is_honest(toy_data):
    """Without proposals the page says so; with one it tells the stand, and a name only when it is there."""
    assert "geen voorstellen in beraad" in blocks(toy_data)["proposals"]()
    record = "voorstel-1: {about: /wetgeving/artikelen.md#wet-7, received: 2026-03-01, what: Iets anders., stand: in-beraad}\n"
    (toy_data / "proposals.yml").write_text(record, encoding="utf-8")
    shown = blocks(toy_data)["proposals"]()

    assert "**In beraad.**" in shown and "1 maart 2026" in shown and "Voorgesteld door" not in shown


def test_decision_has_a_reason(toy_data):
    """What is decided says why."""
    record = f"voorstel-1: {{about: /wetgeving/artikelen.md#wet-7, received: {date(2026, 3, 1)}, what: Iets., stand: niet-overgenomen}}\n"
    (toy_data / "proposals.yml").write_text(record, encoding="utf-8")

    with pytest.raises(DataError, match="is beslist; zeg in 'answer' wat er gebeurde en waarom"):
        load(toy_data)


def blocks(data):
    return Blocks(Guide(load(data), "https://example.org/", "Proef")).all()
