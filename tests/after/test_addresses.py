"""Addresses that were published stay: each is still there, or leads on, and all that has one can be copied."""

import shutil
from dataclasses import replace

import pytest
from bs4 import BeautifulSoup

from macros.after.addresses import nameless, published, read, redirect
from macros.facts.problems import DataError
from macros.guide import Guide
from tests.conftest import mkdocs
from tests.real import PAGES, SITE, soup
from tools.published import LIST

PUBLISHED = LIST.read_text(encoding="utf-8").splitlines()


def test_nothing_published_is_lost(built):
    """Every address and anchor in the list still exists; one that moved stands in data/redirects.yml."""
    found = published(built)
    lost = [line for line in PUBLISHED if line not in found and {line, line.partition("#")[0]}.isdisjoint(SITE.redirects)]

    assert lost == [], "verdwenen adressen: zet ze in data/redirects.yml met waar het stuk nu staat"


def test_everything_published_is_listed(built):
    """Every address of the site stands in the list, so that it can never get lost; `make addresses` adds new ones."""
    assert sorted(published(built) - set(PUBLISHED)) == [], "nieuwe adressen: draai `make addresses`"


def test_a_lost_page_and_anchor_are_seen(built, tmp_path):
    """A page or an anchor that goes away is missed, and a redirect makes up for it."""
    copy = shutil.copytree(built / "toolbox", tmp_path / "site" / "toolbox").parent
    before = published(copy)
    shutil.rmtree(copy / "toolbox" / "actie")
    page = copy / "toolbox" / "index.html"
    page.write_text(page.read_text(encoding="utf-8").replace('id="trap"', 'id="ladder"'), encoding="utf-8")

    assert {"toolbox/actie/", "toolbox/actie/#actieplan", "toolbox/#trap"} <= before - published(copy)


@pytest.mark.parametrize(
    "old, new, message",
    [
        ("weg/", "nergens/", "leidt naar 'nergens/', maar dat adres is er niet"),
        ("toolbox/", "gids/", "deze pagina bestaat nog"),
        ("weg", "gids/", "eindigt op een schuine streep"),
    ],
)
def test_wrong_redirect(old, new, message, built, tmp_path):
    """A redirect that leads nowhere, or stands where a page is, is refused with its address and its line."""
    site = replace(SITE, redirects={old: new}, lines={("redirects", old): 7})
    with pytest.raises(DataError, match=rf"data/redirects\.yml, regel 7 › {old}: .*{message}"):
        redirect(Guide(site, "https://example.org/", "Proef"), read(built))


@pytest.mark.parametrize("old", [old for old in SITE.redirects if "#" not in old])
def test_redirect_leads_on(old, visit, address):
    """An old or short address leads to its page, and takes what stands behind it along."""
    tab = visit(f"{old}?x=1#y")
    tab.wait_for_url(f"{address}{SITE.redirects[old]}**")

    assert tab.url.endswith("?x=1#y") and tab.trouble == []


def test_every_record_has_a_short_address(built):
    """Every clause, article, system, option, term and step has a short address that leads to its own place, also without JavaScript."""
    for kind in ("clauses", "articles", "systems", "toolbox", "conventions", "legal_questions", "glossary", "products", "cases"):
        for key in getattr(SITE, kind):
            page = BeautifulSoup((built / "r" / key / "index.html").read_text(encoding="utf-8"), "html.parser")
            refresh = page.find("meta", attrs={"http-equiv": "refresh"})["content"]
            assert refresh.endswith(page.find("a")["href"])
            target = page.find("a")["href"].removeprefix("../../")
            assert target in set(PUBLISHED), (kind, key)


def test_moved_anchor(project):
    """An anchor that moved stands at the end of its old page and, in the site, leads on."""
    (project / "data" / "redirects.yml").write_text("gids/keten/#oude-stof: toolbox/termijnen/#termijnen\n", encoding="utf-8")
    done = mkdocs(project, "--site-dir", str(project / "new"))

    assert done.returncode == 0, done.stdout
    page = BeautifulSoup((project / "new" / "gids" / "keten" / "index.html").read_text(encoding="utf-8"), "html.parser")
    assert page.find(id="oude-stof").find("a")["href"] == "../../toolbox/termijnen/#termijnen"


@pytest.mark.parametrize("old", [old for old in SITE.redirects if "#" in old and "=" not in old])
def test_moved_anchor_is_still_there(old, built):
    """Every anchor that moved stands on its old page, with a link to where its piece went."""
    page, _, anchor = old.partition("#")

    assert soup(built / page).find(id=anchor, attrs={"data-moved": True}).find("a")["href"].endswith(SITE.redirects[old].rpartition("/")[2])


def test_moved_piece_shows_to_whoever_comes_for_it(visit):
    """Where a piece has gone is told to whoever follows its old address, without scripts too, and to nobody else."""
    lines = ".moved p:visible"
    assert visit("clausules/code-keten/", java_script_enabled=False).locator(lines).count() == 0
    tab = visit("clausules/code-keten/#veld-opstart", java_script_enabled=False)

    assert tab.locator(lines).evaluate_all("all => all.map(line => [line.id, line.innerText])") == [
        ["veld-opstart", "Dit stuk is verhuisd naar clausules › code keten › velden."]
    ]


def test_heading_copies_its_link(visit, address):
    """The sign behind a heading copies its address and says so."""
    tab = visit("toolbox/actie/")
    tab.click("#doel .headerlink")
    tab.wait_for_selector("[data-link-status]:not(:empty)")

    assert tab.evaluate("navigator.clipboard.readText()") == f"{address}toolbox/actie/#doel"
    assert tab.trouble == []


def test_row_copies_its_short_address(visit, address):
    """The sign in the row of a table copies the address of that row; that of a record its short address, and both say which."""
    tab = visit("wetgeving/artikelen/")
    tab.click("#wet-54 .headerlink")
    tab.wait_for_selector("[data-link-status]:not(:empty)")

    assert tab.evaluate("navigator.clipboard.readText()") == f"{address}r/wet-54/"
    assert f"{address}r/wet-54/" in tab.text_content("[data-link-status]")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page or "start")
def test_everything_with_an_anchor_can_be_copied(page, built):
    """Every heading, record and row of a page has a sign that copies its address."""
    here = soup(built / page).find("article")
    anchors = {tag["id"] for tag in here.select("h1[id], h2[id], h3[id], td[id], th[id]")}

    assert anchors <= {link["href"].removeprefix("#") for link in here.select(".headerlink")}


def test_heading_needs_a_fixed_anchor():
    """A heading whose anchor would be made from its words is refused, with the anchor to write; one in a code block is not."""
    [problem] = nameless("# Titel { #titel }\n\n```\n# geen kop\n```\n\n## Wat u doet\n", "docs/x.md")

    assert "'Wat u doet'" in str(problem) and "{ #wat-u-doet }" in str(problem)


def test_robots(built):
    """Search robots are let in and shown the sitemap."""
    assert "Sitemap: https://example.org/sitemap.xml" in (built / "robots.txt").read_text(encoding="utf-8")
