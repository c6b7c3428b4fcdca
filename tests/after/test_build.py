"""Building as an editor does: a fault stops it, tells what is wrong and leaves the previous site alone."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import mkdocs


def make_build(project):
    """`make build`, with the environment that runs the tests instead of a new one."""
    (project / ".venv").mkdir()
    (project / ".venv" / ".build").touch()
    return subprocess.run(["make", "build", f"BIN={Path(sys.executable).parent}"], cwd=project, capture_output=True, text=True)


def test_fault_in_data(project):
    """A fault in data gives the Dutch message and a failure; the previous site stands."""
    path = project / "data" / "chain.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("state: gids", "state: gis", 1), encoding="utf-8")

    done = make_build(project)

    assert done.returncode != 0
    assert "'gis' staat niet in de lijst states" in done.stdout and "De site is niet gebouwd." in done.stdout
    assert (project / "site" / "index.html").read_text(encoding="utf-8") == "vorige site"


@pytest.mark.parametrize(
    "name, text, message",
    [
        ("undefined variable", "{{ zzz }}", "docs/gids/keten.md, regel 10: 'zzz' is geen blok"),
        ("unknown block argument", '{{ system("keurmrk") }}', 'docs/gids/keten.md, regel 10: system("keurmrk"): onbekend id in systems.'),
        ("unknown mention", "Zie @wet-5454.", "docs/gids/keten.md, regel 10: onbekend id '@wet-5454'"),
        (
            "broken link",
            "[weg](/gids/weg.md)",
            "docs/gids/keten.md: de link '/gids/weg.md' leidt naar een pagina of bestand dat er niet is.",
        ),
        (
            "broken anchor",
            "[weg](/toolbox/termijnen.md#weg)",
            "docs/gids/keten.md: de link '/toolbox/termijnen.md#weg' leidt naar een anker dat er",
        ),
    ],
)
def test_fault_on_a_page(name, text, message, project):
    """A fault on a page stops the build and is named."""
    page = project / "docs" / "gids" / "keten.md"
    page.write_text(page.read_text(encoding="utf-8") + f"\n{text}\n", encoding="utf-8")

    done = mkdocs(project, "--site-dir", str(project / "new"))

    assert done.returncode != 0
    assert message in done.stderr + done.stdout
    assert "keten.md" in done.stderr + done.stdout


def test_unforeseen(project):
    """What nobody foresaw, here in a template of ours, names the page and where it went wrong, without a traceback."""
    (project / "macros" / "pages" / "templates" / "glossary.md").write_text("{{ site.weg.ergens }}", encoding="utf-8")

    done = mkdocs(project, "--site-dir", str(project / "new"))

    assert done.returncode != 0 and "Traceback" not in done.stdout + done.stderr
    assert "docs/begrippen.md: hier loopt de bouw vast op iets wat niet voorzien is." in done.stderr + done.stdout
    assert "(UndefinedError in glossary.md, regel 1)" in done.stderr + done.stdout


@pytest.mark.parametrize(
    "name, old, new, message",
    [
        (
            "data/chain.yml",
            b"Stof",
            b"Stoff\xe9",
            "data/chain.yml, regel 2: bij 'Stoff\u00e9' staat een letter in een oude codering (ANSI); "
            "bewaar dit bestand als UTF-8\n1 fout. De site is niet gebouwd.\n",
        ),
        (
            "mkdocs.yml",
            b"- index.md",
            b"- @index.md",
            "mkdocs.yml, regel 5, kolom 5: een waarde mag niet beginnen met @, ` of %; zet ze tussen "
            "aanhalingstekens\n1 fout. De site is niet gebouwd.\n",
        ),
        ("mkdocs.yml", b"nav:", b"menu:", "mkdocs.yml: hier ontbreekt nav\n1 fout. De site is niet gebouwd.\n"),
    ],
)
def test_fault_without_a_builder(name, old, new, message, project):
    """The step that writes plain Markdown tells a fault as the build does, and nothing else."""
    settings, path = project / "mkdocs.yml", project / name
    settings.write_bytes(b"site_name: Proef\n" + settings.read_bytes())
    path.write_bytes(path.read_bytes().replace(old, new, 1))

    done = subprocess.run(
        [sys.executable, "-m", "macros", "pages", "out", "https://example.org/"],
        cwd=project,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )

    assert (done.returncode, done.stdout, done.stderr) == (1, "", message)


def test_edit_and_report_links(project):
    """With these addresses set, every page offers to edit it and to report a fault there; it bears the given date.

    Below a sub path the page for what does not exist links from the root: no one knows how deep the reader is. A record that is added
    and nothing else has its page, after the one before it in the menu, and is edited where it stands.
    """
    systems = project / "data" / "systems"
    record = (systems / "keurmerk.yml").read_text(encoding="utf-8")
    (systems / "keurmerk2.yml").write_text(
        record.replace("keurmerk:", "keurmerk2:", 1).replace("Keurmerk Eén", "Keurmerk Twee"), encoding="utf-8"
    )
    done = mkdocs(
        project,
        "--site-dir",
        str(project / "new"),
        SITE_URL="https://example.org/kledij/",
        REPO_URL="https://example.org/repo",
        EDIT_URI="edit/main/docs/",
        REPORT_URL="mailto:fout@example.org",
        SOURCE_DATE_EPOCH="1700000000",
    )

    missing = (project / "new" / "404.html").read_text(encoding="utf-8")
    page = (project / "new" / "gids" / "keten" / "index.html").read_text(encoding="utf-8")
    assert done.returncode == 0, done.stderr + done.stdout
    assert 'href="https://example.org/repo/edit/main/docs/gids/keten.md"' in page and 'href="mailto:fout@example.org"' in page
    assert 'gebouwd op <time datetime="2023-11-14">' in page
    added = (project / "new" / "systemen" / "keurmerk2" / "index.html").read_text(encoding="utf-8")
    assert 'href="https://example.org/repo/edit/main/data/systems/keurmerk2.yml"' in added
    assert re.search(r'<link rel="prev" href="\.\./keurmerk/">', added)
    found = re.findall(r'(?:href|src|action)="(?!https?:|#|mailto:)([^"]*)"', missing)
    assert len(found) > 20 and [address for address in found if not address.startswith("/kledij/")] == []


def test_gap_in_the_decision_helper(project):
    """A rule taken out of the decision helper leaves a gap, and the build says in which decision."""
    path = project / "data" / "decision.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("when: {ver: [een]}", "when: {ver: [een], zin: [veel]}"), encoding="utf-8")

    done = mkdocs(project, "--site-dir", str(project / "new"))

    assert done.returncode != 0 and "geen enkele" in done.stdout and "plan" in done.stdout
