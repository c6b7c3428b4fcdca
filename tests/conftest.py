"""What tests share: a toy site, the real data, one strict build, and a browser."""

from __future__ import annotations

import functools
import gc
import http.server
import os
import re
import shutil
import subprocess
import sys
import threading
import zipfile
from pathlib import Path

import axe_playwright_python
import pytest
from filelock import FileLock
from playwright.sync_api import sync_playwright
from xdist.scheduler import LoadScopeScheduling

from macros.after.offline import NAME, ZIP, pack
from macros.facts.load import load
from macros.facts.problems import DataError
from macros.guide import Guide
from macros.pages.blocks import Blocks
from tools.browser import launch
from tools.build import settings

os.environ["SOURCE_DATE_EPOCH"] = "1795694400"  # 26 november 2026: what the calendar says of the facts is the same on every day

gc.set_threshold(1_000_000, 20, 50)  # with every fact and thousands of tests in memory, looking for rubbish takes a seventh of the time

ROOT = Path(__file__).parent.parent
TOY = Path(__file__).parent / "toy" / "data"
AXE = Path(axe_playwright_python.__file__).parent / "axe.min.js"
"""What looks at accessibility; the server of the tests gives it to a page that asks for it."""

CODE = ("macros", "overrides", "tools", "Makefile", "requirements.txt")


TOGETHER = (
    "after/test_slides",
    "browser/test_hostile.py::test_any_fragment",
    "clauses/test_word",
    "decision/test_keuzehulp.py::test_example_link",
    "decision/test_rules",
    "engines/test_paper",
    "engines/test_reader",
    "pages/test_texts",
    "pages/test_trainings.py::test_link",
    "preview/test_server",
    "search/test_search",
)
"""Tests that share what takes long to work out or to start: thousands of answers, every combination, a page, a set of slides, every Word file, a screen reader."""


SLOW = {"browser", "built", "office", "project", "served"}
"""Fixtures that take seconds."""

OFFICE = "libreoffice-writer-nogui libreoffice-calc-nogui poppler-utils fonts-crosextra-carlito"
"""What Debian calls the programs and letters for tests of Word files and workbooks."""

OF_PAGES = (
    "after/test_addresses",
    "after/test_headers",
    "after/test_qr",
    "browser/test_browser",
    "engines/test_walks",
    "pages/test_schema_org",
    "site/test_site",
)
"""Tests of which many look at the same page, or in the same browser."""


class OneByOne(LoadScopeScheduling):
    """Gives each process one test at a time, but all of a file that shares its work to one process, and so all that looks at one page.

    The groups of xdist itself do not work with pytest 9, which no longer lets it change the name of a test.
    """

    def _split_scope(self, nodeid):
        name = nodeid.removeprefix("tests/")
        if self.config.option.markexpr == "check":  # short tests: handing them out one by one takes longer than they do
            return name.partition("::")[0]
        if name.startswith(OF_PAGES) and "[" in name:
            return re.sub(r".*\[(?:\d+-|start)?", "", name)  # the page, whatever the width
        return next((group for group in TOGETHER if name.startswith(group)), name)


@pytest.hookimpl(optionalhook=True, wrapper=True)
def pytest_xdist_auto_num_workers(config):
    """One process more than xdist would start: each waits for its browser now and then. The tests of `make check` wait for nothing."""
    number = yield
    return number + (config.option.markexpr != "check" and "PYTEST_XDIST_AUTO_NUM_WORKERS" not in os.environ)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    return OneByOne(config, log)


def pytest_collection_modifyitems(items):
    """Mark as 'check' what is quick, for `make check`: no built site, browser or LibreOffice, no invented input by the thousand.

    What counts in the accessibility statement says so in its report.
    """
    for item in items:
        invented = getattr(item.obj, "is_hypothesis_test", False)
        slow = item.get_closest_marker("slow") or SLOW.intersection(item.fixturenames)
        if not invented and not slow:
            item.add_marker("check")
        for mark in item.iter_markers("figure"):
            item.user_properties.append(("figure", mark.args))


@pytest.hookimpl(wrapper=True)
def pytest_sessionstart(session):
    """A fault in the data stops the run before it begins, and is told as the build tells it; the other processes start meanwhile."""
    started = yield
    if not hasattr(session.config, "workerinput"):
        try:
            load(ROOT / "data")
        except DataError as error:
            pytest.exit(f"\n{error}", returncode=1)
    return started


def pytest_collection_finish():
    """What was read to find the tests stays until the end: nothing in it is rubbish to look for."""
    gc.freeze()


TOY_FILES = {path.relative_to(TOY).as_posix(): path.read_bytes() for path in TOY.rglob("*") if path.is_file()}


def mend(folder):
    """Make a folder equal to the toy data again, whatever was broken in it; copying every file for every test takes many times as long."""
    found = {}
    for place, folders, files in os.walk(folder, topdown=False):
        within = Path(place).relative_to(folder)
        found |= {(within / name).as_posix(): Path(place, name) for name in files}
        for name in folders:
            if not any(Path(place, name).iterdir()) or (within / name).as_posix() in TOY_FILES:
                shutil.rmtree(Path(place, name))
    for name in found.keys() - TOY_FILES:
        found[name].unlink()
    for name, content in TOY_FILES.items():
        if name not in found or found[name].read_bytes() != content:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(content)
    return folder


def pytest_unconfigure():
    """The process ends here, and would look for rubbish among all that it made."""
    gc.freeze()


@pytest.fixture(scope="session")
def toy_copy(tmp_path_factory):
    """Where the toy data stand that tests break, one after another."""
    return tmp_path_factory.mktemp("toy") / "data"


@pytest.fixture
def toy_data(toy_copy):
    """A copy of the toy data that a test may break."""
    return mend(toy_copy)


def toy_project(folder):
    """Fill a folder with a small project: our code, the toy facts, a handful of pages, and a previous site; returns the folder."""
    toy = TOY.parent
    for source in (*(ROOT / name for name in CODE), TOY, toy / "docs", toy / "mkdocs.yml"):
        (shutil.copytree if source.is_dir() else shutil.copy)(source, folder / source.name)
    shutil.copytree(ROOT / "docs" / "assets", folder / "docs" / "assets")
    shutil.copy(ROOT / "mkdocs.yml", folder / "base.yml")
    (folder / "site").mkdir()
    (folder / "site" / "index.html").write_text("vorige site", encoding="utf-8")
    return folder


@pytest.fixture
def project(tmp_path):
    """A small project that a test may break and build."""
    return toy_project(tmp_path)


@pytest.fixture(scope="session")
def toy():
    """The blocks of the toy site."""
    return Blocks(Guide(load(TOY), "https://example.org/", "Proef"))


def mkdocs(project, *options, tool="mkdocs", **env):
    """Run `mkdocs build`, or that of a tool that takes its place, in a project folder; returns the finished process."""
    return subprocess.run(
        [sys.executable, "-m", tool, "build", *options], cwd=project, capture_output=True, text=True, env=settings() | env
    )


@pytest.fixture(scope="session")
def built(tmp_path_factory):
    """The real site, built strictly, once for all processes; returns its folder, in which no test writes."""
    own = tmp_path_factory.getbasetemp()
    shared = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    folder, new = shared / "site", shared / "site-new"
    with FileLock(shared / "site.lock"):
        if not folder.exists():
            done = mkdocs(ROOT, "--site-dir", str(new), SITE_URL="https://example.org/")
            assert done.returncode == 0, done.stdout + done.stderr
            pack(new)
            new.rename(folder)
    return folder


@pytest.fixture(scope="session")
def folder(built, tmp_path_factory):
    """The copy for without network, unpacked in a folder with a space and an accent in its name."""
    place = tmp_path_factory.mktemp("map één")
    with zipfile.ZipFile(built / ZIP) as archive:
        archive.extractall(place)
    return place / NAME


class _Handler(http.server.SimpleHTTPRequestHandler):
    """Answers request after request over one connection, each in one piece, as a web server does."""

    protocol_version, disable_nagle_algorithm, wbufsize = "HTTP/1.1", True, -1

    def log_message(self, *args):
        pass

    def translate_path(self, path):
        return str(AXE) if path == f"/{AXE.name}" else super().translate_path(path)


@pytest.fixture(scope="session")
def address(built):
    """The address of the built site on this machine, ending in a slash."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Handler, directory=str(built)))
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()


@pytest.fixture(scope="session")
def office(tmp_path_factory):
    """LibreOffice, which saves files anew in a form ("pdf", "docx"): `office(form, folder, *files)`.

    What is laid out needs a reader of PDF too, and letters as wide as those of the template. Where one of them is not installed such tests are
    left out, but not on the machine that judges a change.
    """
    lacks = [name for name in ("soffice", "pdftotext", "fc-match") if not shutil.which(name)]
    letters = "" if lacks else subprocess.run(["fc-match", "Calibri"], check=True, capture_output=True, text=True).stdout
    if lacks or not re.search("Calibri|Carlito", letters):
        told = f"{', '.join(lacks) or 'letters zo breed als Calibri'} ontbreekt: sudo apt install {OFFICE}"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(told)
    profile = f"-env:UserInstallation={tmp_path_factory.mktemp('office').as_uri()}"

    def save(form, folder, *files):
        command = ["soffice", profile, "--headless", "--convert-to", form, "--outdir", folder, *files]
        subprocess.run(command, check=True, capture_output=True)

    return save


@pytest.fixture(scope="session")
def browser():
    """One headless browser for the whole run."""
    with sync_playwright() as playwright:
        # A page is left before its scripts have earned back what making them faster takes, and what they threw away before it fills up.
        running = launch(playwright, "--js-flags=--no-opt --no-maglev --single-threaded-gc --min-semi-space-size=16")
        yield running
        running.close()


def watched(tab, address):
    """The tab, which notes in `tab.trouble` what goes wrong in its scripts, what its security policy refuses and every dialog, and in
    `tab.elsewhere` every request to another host than `address`."""
    tab.trouble, tab.elsewhere = [], []
    tab.on("pageerror", lambda error: tab.trouble.append(str(error)))
    tab.on("console", lambda line: tab.trouble.append(line.text) if "Content Security Policy" in line.text else None)
    tab.on("dialog", lambda dialog: (tab.trouble.append(dialog.message), dialog.dismiss()))
    tab.on("request", lambda r: None if r.url.startswith((address, "data:", "blob:")) else tab.elsewhere.append(r.url))
    return tab


def until(tab, holds):
    """Wait until a JavaScript expression holds on the page.

    Playwright's own way reads the expression as code again at each try, which our security policy refuses after the first.
    """
    tab.evaluate(f"""async () => {{
      for (let frame = 0; frame < 1800; frame++) {{
        if ({holds}) return
        await new Promise(requestAnimationFrame)
      }}
      throw new Error("dit komt er niet van")
    }}""")


@pytest.fixture
def visit(browser, address):
    """Open a page of the built site: `visit(path, context=None, clipboard=True, **browser options)`.

    What goes wrong is noted, as `watched` says.
    """
    contexts = []

    def open_page(path="", context=None, clipboard=True, **options):
        if context is None:
            context = browser.new_context(locale="nl-BE", accept_downloads=True, **options)
            contexts.append(context)
            if clipboard:
                context.grant_permissions(["clipboard-read", "clipboard-write"], origin=address.rstrip("/"))
        tab = watched(context.new_page(), address)
        tab.goto(address + path)
        return tab

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def helper(browser, address):
    """One tab with the decision helper, for link after link."""
    context = browser.new_context()
    tab = watched(context.new_page(), address)
    tab.goto(address + "keuzehulp/")
    yield tab
    context.close()


@pytest.fixture
def follow(helper):
    """Follow a link to the decision helper: `follow(what stands behind the #)` gives what then shows, on a page that knew no answers."""

    def go(fragment):
        helper.trouble.clear()
        shown = helper.evaluate(
            """fragment => new Promise(done => {
          document.querySelector("[data-forget-answers]").click()
          dispatchEvent(new Event("pagehide"))   // what the page puts off comes now, and not after the new address
          document.querySelector("[data-notice]").textContent = ""
          const shows = e => e.checkVisibility({ visibilityProperty: true }), told = e => !e.closest("[hidden]")   // what is folded in is told too
          addEventListener("hashchange", () => done({
            advice: shows(document.querySelector("[data-advice]")), notice: document.querySelector("[data-notice]").textContent,
            outcomes: [...document.querySelectorAll("[data-outcome]")].filter(told).map(e => e.dataset.outcome)
          }), { once: true })
          location.hash = fragment
        })""",
            fragment,
        )
        assert helper.trouble == []
        return shown

    return go
