"""The copy for without network, opened from a folder as after a double-click."""

import shutil
import zipfile
from urllib.parse import unquote, urlsplit

import pytest
from lxml.html import fromstring

from macros.after.offline import ZIP, pack
from tests.conftest import until


@pytest.fixture
def local(browser, folder):
    """Open a page of the copy without network: `local(path)`; what fails or asks the network is noted in `tab.trouble`.

    A `script` runs first in the page and in each of its frames.
    """
    context = browser.new_context(locale="nl-BE", accept_downloads=True, offline=True)

    def open_page(path="index.html", fragment="", script=""):
        tab = context.new_page()
        tab.add_init_script(script)
        tab.trouble = []
        tab.on("pageerror", lambda error: tab.trouble.append(str(error)))
        # Leaving a page breaks off what it still asked for; that is no failure.
        tab.on("requestfailed", lambda r: None if r.failure == "net::ERR_ABORTED" else tab.trouble.append(r.url))
        tab.on("request", lambda r: None if r.url.startswith(("file:", "data:", "blob:", "about:")) else tab.trouble.append(r.url))
        tab.goto((folder / path).as_uri() + fragment)
        return tab

    yield open_page
    context.close()


def test_search(local):
    """The search finds a section, and Enter opens it."""
    tab = local("over/melden/index.html")
    tab.fill("[data-search=box] [data-search-query]", "lastenboek")
    tab.wait_for_selector("[data-search=box] .search-hit")
    assert "Bestek" in tab.inner_text("[data-search=box] .search-hit >> nth=0")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/begrippen/index.html*#bestek")

    assert tab.trouble == []


def test_search_without_messages_between_frames(local):
    """The search also works where a frame of a page from a folder gets no message that it posts to itself, as in Safari."""
    tab = local(
        "over/melden/index.html", script="if (location.protocol === 'about:') Window.prototype.postMessage = postMessage = () => {}"
    )
    tab.fill("[data-search=box] [data-search-query]", "lastenboek")
    tab.wait_for_selector("[data-search=box] .search-hit mark")

    assert tab.trouble == []


def test_home_search(local):
    """The search field on the home page and the page of results work from the folder too, and a result opens."""
    tab = local()
    tab.fill(".find input", "SA 8000")
    tab.click(".find button")
    tab.wait_for_selector("[data-search=page] .search-hit")
    assert "SA8000" in tab.inner_text("[data-search=page] .search-hit >> nth=0")
    tab.click("[data-search=page] .search-hit a")
    tab.wait_for_url("**/systemen/sa8000/index.html*")

    assert tab.trouble == []


def test_keuzehulp_to_word(local):
    """From the first question to the advice, its Word file and the texts in 'Mijn bestek' with a Word file of their own."""
    tab = local("keuzehulp/index.html")
    tab.check("#fase-bestek")
    while not tab.is_visible("[data-advice]"):
        first = tab.locator("fieldset[data-question]:not([hidden]) input").first
        if first.get_attribute("type") == "number":
            first.fill("48")
            first.press("Enter")
        else:
            first.click()
    with tab.expect_download() as report:
        tab.click("[data-log-docx]")
    tab.click("[data-to-tender]")
    tab.click("[data-take-status] a")
    tab.wait_for_url("**/clausules/mijn-bestek/index.html")
    assert tab.locator("[data-choice] input:checked").count() > 0
    with tab.expect_download() as tender:
        tab.click("[data-docx]")

    for made in (report.value, tender.value):
        assert zipfile.is_zipfile(made.path())
    assert tab.trouble == []


def test_clause_can_be_copied(local):
    """A clause is copied, or selected for Ctrl+C where the browser refuses, and the page says which."""
    tab = local("clausules/kader-uitvoering/index.html")
    tab.click("[data-copy=rich]")
    until(tab, "document.querySelector('.clause__status').textContent")

    assert tab.trouble == []


def test_every_page_opens(local, folder):
    """Every page of the copy opens without an error, a failed request or a link to a folder."""
    tab = local()
    wrong = {}
    for page in sorted(folder.rglob("*.html")):
        if page.name == "404.html" or 'http-equiv="refresh"' in page.read_text(encoding="utf-8"):
            continue  # a short address only leads on
        tab.trouble.clear()
        tab.goto(page.as_uri())
        found = tab.evaluate(
            "[...document.querySelectorAll('a[href]')].filter(a => a.protocol === 'file:' && a.pathname.endsWith('/')).map(a => a.href)"
        )
        if tab.trouble or found:
            wrong[str(page.relative_to(folder))] = [*tab.trouble, *found]

    assert wrong == {}


def test_links_lead_to_files(folder):
    """Every link within the copy leads to a file in it."""
    lost = []
    for page in folder.rglob("*.html"):
        if page.name != "404.html":
            for href in fromstring(page.read_bytes()).xpath("//a/@href"):
                parts = urlsplit(href)
                if (
                    not parts.scheme
                    and parts.path
                    and not parts.path.endswith(".zip")
                    and not (page.parent / unquote(parts.path)).resolve().is_file()
                ):
                    lost.append((page.parent.name, href))

    assert lost == []


def test_same_site_same_bytes(built, tmp_path):
    """Packing the same site again gives the same zip."""
    again = shutil.copytree(built, tmp_path / "site")

    assert pack(again).read_bytes() == (built / ZIP).read_bytes()
