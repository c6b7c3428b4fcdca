"""Serving as an editor does, on the toy project: what is changed is on the page, and a fault is told there while the previous site stays."""

import re
import socket
import subprocess
import sys
import time
from contextlib import ExitStack, contextmanager
from types import SimpleNamespace
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

import pytest

from macros.preview import server
from tests.conftest import mkdocs, toy_project
from tools.build import settings

LIMIT = 60
"""Seconds after which a change that is not served is a fault; not how long it may take."""

SHOWN = re.compile(r"(<script src=\"[^\"]*preview\.js\"[^>]*></script>|\s)+(?=</body>)")
"""What the preview adds to a page, and the space before it."""

TOLD = "Uw laatste wijziging staat nog niet op de site"
"""What a page says while the last build failed."""


class Served:
    """A project that mkdocs serves in a process of its own."""

    def __init__(self, folder):
        self.folder, self.log = folder, folder / "serve.log"
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.address = f"http://127.0.0.1:{free.getsockname()[1]}/"
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", self.address.removeprefix("http://").rstrip("/")],
                cwd=folder,
                env=settings(),
                stdout=log,
                stderr=log,
            )

    def get(self, page) -> str:
        """What the server answers, also when that is a page for a fault, or nothing as long as it is not there; it waits for a build itself."""
        try:
            with urlopen(self.address + page, timeout=LIMIT) as answer:
                return answer.read().decode(errors="replace")
        except HTTPError as error:
            return error.read().decode(errors="replace")
        except URLError:
            return ""

    def until(self, page, holds):
        """The answer, as soon as `holds` is true of it."""
        end = time.monotonic() + LIMIT
        while not holds(text := self.get(page)):
            assert time.monotonic() < end and self.process.poll() is None, self.log.read_text(encoding="utf-8")[-3000:]
        return text

    @contextmanager
    def changed(self, name, old, new):
        """A file of the project with other words in it, until the end of the block."""
        path = self.folder / name
        before = path.read_text(encoding="utf-8")
        assert old in before
        path.write_text(before.replace(old, new, 1), encoding="utf-8")
        yield
        path.write_text(before, encoding="utf-8")


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """The toy project, served."""
    running = Served(toy_project(tmp_path_factory.mktemp("served")))
    running.until("", lambda text: "proefsite" in text)
    yield running
    running.process.terminate()
    running.process.wait()


CHANGES = {
    "fact": ("data/chain.yml", "Het weven.", "Het spinnen.", "gids/keten/", "Het spinnen."),
    "page": ("docs/gids/keten.md", "# Keten", "# Ketting", "gids/keten/", "Ketting"),
    "settings": ("mkdocs.yml", "  - index.md", "  - Voorblad: index.md", "gids/keten/", "Voorblad"),
    "template": (
        "macros/pages/templates/chain.md",
        "Ons advies bij deze schakel",
        "Vraag bij deze schakel",
        "gids/keten/",
        "Vraag bij deze",
    ),
    "style": ("docs/assets/site.css", "\n", "\n.proef { color: red }\n", "assets/site.css", ".proef {"),
    "script": ("macros/pages/links.js", "\n", "\n// proef\n", "assets/links.js", "// proef"),
    "override": ("overrides/main.html", '<p class="page-end" ', '<p class="page-end" data-proef ', "gids/keten/", "data-proef"),
    "macro": ("macros/dutch.py", " april ", " grasmaand ", "bronnen/", "grasmaand"),
}
"""Kind → file, old words, new words, page, what it says then."""


@pytest.mark.parametrize("name, old, new, page, said", CHANGES.values(), ids=CHANGES)
def test_change_is_served(name, old, new, page, said, served):
    """A change of any kind is on the page without a new start, and goes away with it."""
    assert said not in served.get(page)
    with served.changed(name, old, new):
        assert TOLD not in served.until(page, lambda text: said in text)
    served.until(page, lambda text: said not in text)


MEANWHILE = {
    "code": ("macros/facts/duties.py", "binnen {words} na", "niet later dan {words} na"),
    "a source": ("data/sources.yml", "Het staatsblad", "Het Belgisch Staatsblad"),
    "a decision": ("data/decision.yml", "label: kort", "label: maar kort"),
    "a term": ("data/glossary.yml", "De regels van", "De voorwaarden van"),
    "a clause": ("data/clauses/proef.md", "Omdat het kan.", "Omdat het moet."),
    "a duty": ("data/duties.yml", "months: 6,", "months: 7,"),
}
"""What changed, one after the other: file, old words, new words. Code first: it makes much anew, and would hide what was kept wrongly."""


MADE = ("search/index.json", "bestanden/keuzehulp.js", "bestanden/teksten.js", "bestanden/bestek.js")
"""Files that are made when they are asked for."""


def test_served_as_built(served, tmp_path):
    """After many changes, of which each left some of what was made before, every page is that of a build of that moment by itself."""
    with ExitStack() as stack:
        for change in MEANWHILE.values():
            assert all(map(served.get, MADE))  # what is made when asked for stays too
            builds = served.log.read_text(encoding="utf-8").count("Reloading browsers")
            stack.enter_context(served.changed(*change))
            served.until("", lambda _: served.log.read_text(encoding="utf-8").count("Reloading browsers") > builds)
        done = mkdocs(served.folder, "--site-dir", str(tmp_path), SITE_URL=served.address)
        assert done.returncode == 0, done.stderr[-2000:]
        files = [path.relative_to(tmp_path).as_posix() for path in sorted(tmp_path.rglob("*.html"))]
        asked = [*files, *MADE]
        other = [name for name in asked if SHOWN.sub("", served.get(name)) != SHOWN.sub("", (tmp_path / name).read_text(encoding="utf-8"))]
        assert len(files) > 20 and other == []


FAULTS = {
    "fact": ("data/chain.yml", "state: gids", "state: gis", "&#39;gis&#39; staat niet in de lijst states"),
    "page": ("docs/gids/keten.md", "{{ chain() }}", "{{ chian() }}", "docs/gids/keten.md"),
    "settings": ("mkdocs.yml", "nav:", "nav: [", "mkdocs.yml, regel "),
    "setting": ("mkdocs.yml", "nav:", "nva: 1\nnav:", "mkdocs.yml: &#39;nva&#39; is geen instelling van mkdocs."),
    "link": (
        "docs/index.md",
        "#stof",
        "#stfo",
        "docs/index.md: de link &#39;/gids/keten.md#stfo&#39; leidt naar een anker dat er niet is.",
    ),
    "file": ("docs/index.md", "keten.md", "ktn.md", "leidt naar een pagina of bestand dat er niet is."),
    "macro": ("macros/dutch.py", "def day(", "def day((", "macros/dutch.py, regel "),
    "template": ("macros/pages/templates/chain.md", "{% endfor %}", "{% endfr %}", "docs/gids/keten.md"),
    "override": ("overrides/main.html", "{% endblock %}", "{% endblok %}", "main.html, regel "),
    "preview": ("macros/preview/faults.py", '"""Why', '"""Just why', "macros/preview is gewijzigd"),
}
"""Kind → file, old words, new words, what the page must tell."""


@pytest.mark.parametrize("name, old, new, said", FAULTS.values(), ids=FAULTS)
def test_fault_is_told_on_the_previous_site(name, old, new, said, served):
    """A fault is told in Dutch on every page, the previous site stands, another change does not hide it, and mended it is gone."""
    with served.changed(name, old, new):
        page = served.until("gids/keten/", lambda text: TOLD in text)
        assert said in page and "Ons advies bij deze schakel" in page and "Aborted" not in page
        assert "proefsite" in served.get("")
        with served.changed("docs/assets/site.css", "\n", "\n.proef { color: red }\n"):
            builds = served.log.read_text(encoding="utf-8").count("Reloading browsers")
            served.until("gids/keten/", lambda _: served.log.read_text(encoding="utf-8").count("Reloading browsers") > builds)
            assert said in served.get("gids/keten/")
    served.until("gids/keten/", lambda text: TOLD not in text)


def test_downloads_are_made_when_asked_for(served):
    """A QR code, the data for Word and a short address are there, and follow a change of the facts; what is not there stays so."""
    assert "<svg" in served.get("qr/gids/keten.svg")
    assert "Naam van de aanbesteder" in served.get("bestanden/word.js")
    with served.changed("data/fields.yml", "Naam van de aanbesteder", "Naam van het bestuur"):
        served.until("bestanden/word.js", lambda text: "Naam van het bestuur" in text)
    served.until("bestanden/word.js", lambda text: "Naam van de aanbesteder" in text)
    assert "<svg" not in served.get("qr/weg.svg")[:100]
    assert 'http-equiv="refresh"' in served.get("r/engagement/")


def test_download_that_cannot_be_made_is_told(tmp_path, monkeypatch):
    """What goes wrong while a download is made is told on the pages, whatever kind of fault it is, and the server goes on."""
    monkeypatch.setattr(server, "RUNNING", [])
    monkeypatch.setattr(sys, "dont_write_bytecode", sys.dont_write_bytecode)
    preview = server.Preview(
        SimpleNamespace(builder=None, mount_path="/", root=str(tmp_path), set_app=lambda app: None, _watched_paths={}), tmp_path, tmp_path
    )
    preview.later |= {"bestanden/een.docx": lambda: {}["weg"], "bestanden/twee.docx": lambda: b"twee"}

    assert not preview.make("/bestanden/een.docx") and "bestanden/een.docx" in preview.fault and "weg" in preview.fault
    assert preview.make("/bestanden/twee.docx") and (tmp_path / "bestanden" / "twee.docx").read_bytes() == b"twee"
    assert not preview.make("/bestanden/twee.docx") and not preview.make("/bestanden/drie.docx")
    assert b"bestanden/een.docx" in preview.inject(b"<body></body>", 1)


def test_open_page_follows(served, browser):
    """An open page tells a fault by itself and loads anew once it is mended; our policy lets that happen."""
    tab = browser.new_page()
    refused = []
    tab.on("console", lambda line: refused.append(line.text) if "Content Security Policy" in line.text else None)
    tab.goto(served.address + "gids/keten/")
    with served.changed("data/chain.yml", "state: gids", "state: gis"):
        tab.get_by_role("alert").filter(has_text=TOLD).wait_for(timeout=LIMIT * 1000)
        assert "'gis' staat niet in de lijst states" in tab.get_by_role("alert").inner_text()
    tab.get_by_role("alert").filter(has_text=TOLD).wait_for(state="detached", timeout=LIMIT * 1000)
    assert tab.get_by_role("heading", name="Keten", exact=False).first.is_visible() and refused == []
    tab.close()
