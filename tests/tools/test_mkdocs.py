"""What mkdocs would say in English, before our own code runs, is said in Dutch."""

import subprocess
import sys

import pytest

from tests.conftest import ROOT
from tools import mkdocs

SETTINGS = """site_name: Proef
site_url: https://example.org/
theme:
  name: mkdocs
plugins: []
nav:
  - Start: index.md
"""


@pytest.fixture
def project(tmp_path):
    """A project of one page."""
    for name in mkdocs.FOLDERS:
        (tmp_path / name).mkdir()
    (tmp_path / "docs" / "index.md").write_text("# Start\n", encoding="utf-8")
    (tmp_path / "mkdocs.yml").write_text(SETTINGS, encoding="utf-8")
    return tmp_path


def run(project):
    """(code, what is said) of a strict build."""
    command = [
        sys.executable,
        "-c",
        f"import sys; sys.path.insert(0, {str(ROOT)!r}); from tools.mkdocs import main; main('build', '--strict')",
    ]
    done = subprocess.run(
        command, cwd=project, text=True, env={"NO_MKDOCS_2_WARNING": "1"}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    return done.returncode, "".join(line for line in done.stdout.splitlines(True) if "INFO" not in line)


def test_good_settings(project):
    """A project that is as it should be is built without a word."""
    assert run(project) == (0, "") and (project / "site" / "index.html").exists()


@pytest.mark.parametrize(
    "old, new, said",
    [
        (SETTINGS, SETTINGS + "nav: [\n", "mkdocs.yml, regel "),
        ("theme:", "themes:", "mkdocs.yml: hier ontbreekt theme\n1 fout. De site is niet gebouwd."),
        ("nav:", "sitename: x\nnav:", "mkdocs.yml: 'sitename' is geen instelling van mkdocs.\nDe site is niet gebouwd."),
        ("plugins: []", "plugins: [macroos]", "mkdocs.yml › plugins: 'macroos' is geen plugin die hier geïnstalleerd is."),
        ("name: mkdocs", "name: mkdocs\n  custom_dir: weg", "/weg' is er niet.\nDe site is niet gebouwd."),
        ("plugins: []", "plugins: []\nwatch: [weg]", "/weg' is er niet.\nDe site is niet gebouwd."),
        ("index.md", "indx.md", "mkdocs.yml: het menu (nav) noemt 'indx.md', maar die pagina is er niet."),
    ],
    ids=["syntax", "missing", "unknown", "plugin", "theme folder", "watched folder", "menu"],
)
def test_wrong_settings(old, new, said, project):
    """A fault in the settings is told in Dutch and nothing is said in English."""
    (project / "mkdocs.yml").write_text(SETTINGS.replace(old, new), encoding="utf-8")

    code, told = run(project)

    assert code == 1 and said in told and "Aborted" not in told and "Traceback" not in told


@pytest.mark.parametrize("name", [*mkdocs.FOLDERS, "mkdocs.yml"])
def test_missing(name, project, monkeypatch):
    """What is missing of the project is named."""
    (project / name).rename(project / "elders")
    monkeypatch.chdir(project)

    with pytest.raises(SystemExit) as refused:
        mkdocs.main("build")

    what = "dit bestand ontbreekt" if name == "mkdocs.yml" else "deze map ontbreekt; zet ze terug"
    assert str(refused.value) == f"{name}: {what}\n1 fout. De site is niet gebouwd."
