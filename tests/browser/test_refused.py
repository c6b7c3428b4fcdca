"""A browser that refuses to keep or to copy: the page goes on in another way, or says in words that it cannot."""

import pytest

from tests.conftest import until

NO_STORAGE = """for (const name of ["localStorage", "sessionStorage"]) Object.defineProperty(window, name, {
  configurable: true, get() { throw new DOMException("The operation is insecure.", "SecurityError") } })"""
"""As with 'block all cookies' in Chromium and Firefox, or the policy of a company."""

NO_CLIPBOARD = """Object.defineProperty(navigator, "clipboard", { configurable: true, value: undefined }); delete window.ClipboardItem"""
"""As on a page without https that is not on this machine."""

NOTHING_COPIES = NO_CLIPBOARD + "; document.execCommand = () => false"

PASTED = """() => new Promise(found => document.addEventListener("paste", event => {
  event.preventDefault()
  found(Object.fromEntries(["text/html", "text/plain"].map(type => [type, event.clipboardData.getData(type)])))
}, { once: true }))"""


@pytest.fixture
def tab(browser, address, request):
    """A tab in which a script runs before any other: opens a path below the site, and keeps what goes wrong in `trouble`."""
    context = browser.new_context(locale="nl-BE", permissions=["clipboard-read"])
    context.add_init_script(request.param)
    page = context.new_page()
    page.trouble = []
    page.on("pageerror", lambda error: page.trouble.append(str(error)))
    page.at = lambda path: page.goto(address + path)
    yield page
    context.close()


def pasted(tab):
    """What the clipboard holds, as a page gets it that is pasted into: type → text."""
    tab.evaluate(f"void (globalThis.pasted = ({PASTED})())")
    tab.keyboard.press("Control+v")
    return tab.evaluate("pasted")


@pytest.mark.parametrize("tab", [NO_STORAGE], indirect=True, ids=["no storage"])
def test_storage_is_refused(tab):
    """Without storage the theme, the search and Mijn bestek work as long as the page is open, and it says that nothing is kept."""
    tab.at("clausules/mijn-bestek/")
    assert "bewaart niets" in tab.inner_text(".not-kept:visible")
    tab.check("#kies-kader-uitvoering")
    tab.click("[data-steps] a[href='#velden']")
    tab.fill("[data-input=aanbesteder]", "Gemeente Voorbeeld")
    tab.click("[data-steps] a[href='#nakijken']")
    tab.locator(".reading summary").first.click()
    until(tab, "document.querySelector('.reading').textContent.includes('Gemeente Voorbeeld')")
    with tab.expect_download() as download:
        tab.click("[data-bar] [data-docx]")
    assert download.value.suggested_filename.endswith(".docx")

    tab.click("label[for=__palette_1] >> visible=true")
    assert tab.get_attribute("body", "data-md-color-scheme") == "slate"
    tab.click(".md-search__input")
    tab.keyboard.type("bestek")
    tab.wait_for_selector("[data-search=box] .search-hit")
    assert tab.trouble == []


@pytest.mark.parametrize("tab", [NO_STORAGE], indirect=True, ids=["no storage"])
def test_keuzehulp_without_storage(tab):
    """The keuzehulp says that nothing is kept, so nobody believes that the texts wait elsewhere."""
    tab.at("keuzehulp/")

    assert "bewaart niets" in tab.inner_text(".not-kept:visible") and tab.trouble == []


def test_nothing_is_said_where_storage_works(visit):
    """The sentence stands only where nothing is kept."""
    assert not visit("keuzehulp/").is_visible(".not-kept")


@pytest.mark.parametrize("tab", [NO_CLIPBOARD], indirect=True, ids=["no clipboard"])
def test_copying_without_https(tab):
    """Where a browser has no clipboard for scripts, a clause is copied in the old way, with its layout and as text; so is a link."""
    tab.at("clausules/kader-uitvoering/")
    tab.locator("[data-copy=rich]:visible").first.click()
    until(tab, "[...document.querySelectorAll('[role=status]')].some(e => e.textContent.includes('Gekopieerd'))")
    found = pasted(tab)
    assert found["text/html"].count("<ol") > 5 and "kader-uitvoering · versie" in found["text/plain"]

    tab.at("clausules/mijn-bestek/#teksten=plan-actie")
    tab.click("[data-steps] a[href='#meenemen']")
    tab.click("[data-share]")
    until(tab, "document.querySelector('[data-take-status]').textContent")
    assert "De link is gekopieerd" in tab.inner_text("[data-take-status]")
    assert pasted(tab)["text/plain"] == tab.url and tab.trouble == []

    tab.at("over/melden/")
    tab.click("[data-propose] summary")
    tab.fill("[data-propose] [name=proposed]", "Iets anders.")
    tab.click("[data-propose-copy]")
    until(tab, "document.querySelector('[data-propose-status]').textContent")
    assert "Gekopieerd" in tab.inner_text("[data-propose-status]") and "Iets anders." in pasted(tab)["text/plain"]


@pytest.mark.parametrize("tab", [NOTHING_COPIES], indirect=True, ids=["nothing copies"])
def test_copying_is_refused(tab):
    """Where nothing copies, it is said what the reader can do, and never that it was copied."""
    tab.at("clausules/mijn-bestek/#teksten=plan-actie")
    tab.click("[data-steps] a[href='#meenemen']")
    tab.click("[data-share]")
    until(tab, "document.querySelector('[data-take-status]').textContent")

    assert "staat nu in de adresbalk" in tab.inner_text("[data-take-status]") and "teksten=plan-actie" in tab.url and tab.trouble == []
