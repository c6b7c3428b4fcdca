"""Pages that no one writes: each record makes its own, in the place and the menu where a written one would stand."""

from types import SimpleNamespace

import pytest
import yaml
from mkdocs.config.base import load_config
from mkdocs.structure.files import get_files
from mkdocs.structure.pages import Page

from macros import Events
from macros.facts.read import HEAD
from macros.pages.made import Made, menu, order, pages
from tests.conftest import ROOT
from tests.real import SITE, guide

MADE = pages(guide(), ROOT / "docs")


def head(page):
    """The settings at the top of a page."""
    return yaml.safe_load(HEAD.match(page.text)[1])


@pytest.mark.parametrize("key", SITE.clauses)
def test_page_of_a_clause(key):
    """The page of a clause bears its title and summary, shows it, without the menu beside it, and is edited where the clause stands."""
    page, clause = MADE[f"clausules/{key}.md"], SITE.clauses[key]

    assert head(page) == {"title": clause.title, "description": clause.summary, "hide": ["navigation", "toc"]}
    assert f"\n# {clause.title} {{ #" in page.text and page.text.endswith(f'\n{{{{ clause("{key}") }}}}\n')
    assert page.data == f"data/clauses/{key}.md"


@pytest.mark.parametrize("key", SITE.systems)
def test_page_of_a_system(key):
    """The page of a system bears its name and summary, shows it, and is edited where the system stands."""
    page, system = MADE[f"systemen/{key}.md"], SITE.systems[key]

    assert head(page) == {"title": system.name, "description": system.summary}
    assert f"\n# {system.name} {{ #" in page.text and page.text.endswith(f'\n{{{{ system("{key}") }}}}\n')
    assert page.data == f"data/systems/{key}.yml"


@pytest.mark.parametrize("key", SITE.toolbox)
def test_page_of_a_handout(key):
    """The hand-out of a step bears its number and name, and is edited where the step stands."""
    page, step = MADE[f"trainers/handout-{key}.md"], SITE.toolbox[key]

    assert head(page)["title"] == f"Hand-out stap {step.number}: {step.name.lower()}"
    assert page.text.endswith(f'\n{{{{ handout("{key}") }}}}\n') and page.data == "data/toolbox.yml"


def test_a_written_page_comes_first(toy, tmp_path):
    """A page that somebody wrote for a record is not made as well."""
    assert "systemen/keurmerk.md" in pages(toy.guide, tmp_path)
    (tmp_path / "systemen").mkdir()
    (tmp_path / "systemen" / "keurmerk.md").write_text("# Zelf geschreven { #keurmerk }", encoding="utf-8")

    assert "systemen/keurmerk.md" not in pages(toy.guide, tmp_path)


@pytest.mark.parametrize(
    "named, whole",
    [
        (["a/1.md", "a/2.md", "a/3.md"], ["a/1.md", "a/2.md", "a/3.md"]),
        (["a/3.md", "a/2.md", "a/1.md"], ["a/3.md", "a/2.md", "a/1.md"]),
        (["a/1.md", "a/3.md"], ["a/1.md", "a/2.md", "a/3.md"]),
        (["a/3.md"], ["a/1.md", "a/2.md", "a/3.md"]),
        ([{"Een": "a/1.md"}, {"Groep": ["a/2.md"]}], [{"Een": "a/1.md"}, {"Groep": ["a/2.md", "a/3.md"]}]),
        (["index.md"], ["index.md", "a/1.md", "a/2.md", "a/3.md"]),
    ],
)
def test_menu(named, whole):
    """A made page that the menu names stays there; another stands after the one that is made before it, or before the first that is named."""
    made = dict.fromkeys(["b/1.md", "a/1.md", "a/2.md", "a/3.md"])

    assert menu(["b/1.md", *named], made)[1:] == whole


def test_builder_gets_the_page(tmp_path):
    """The builder lists a made page where it would list a written one, and 'Bewerk deze pagina' opens its data."""
    written = ("index.md", "a/index.md", "a/a.md", "a/z.md", "a/b/c.md", "z.md", "b/a.css")
    for name in written:
        path = tmp_path / "docs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("# x", encoding="utf-8")
    (tmp_path / "mkdocs.yml").write_text("site_name: Proef\n", encoding="utf-8")
    config = load_config(str(tmp_path / "mkdocs.yml"), repo_url="https://voorbeeld.be/werk/", edit_uri="edit/main/docs/")
    config.plugins._current_plugin = "macros"  # mkdocs sets it when it calls an event
    listed = [file.src_uri for file in get_files(config)]
    (tmp_path / "docs" / "a" / "a.md").unlink()
    events = Events(SimpleNamespace(made={"a/a.md": Made("# Gemaakt", "data/clauses/a.md")}))

    files = events.on_files(get_files(config), config=config)
    assert [file.src_uri for file in files] == listed == sorted(written, key=order)
    page = Page(None, files.get_file_from_path("a/a.md"), config)
    assert page.edit_url == "https://voorbeeld.be/werk/edit/main/data/clauses/a.md"
    assert page.file.content_string == "# Gemaakt"
