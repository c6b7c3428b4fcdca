"""What stays between two builds: looked up only after the preview handed it over, and made anew when its input or the code changes."""

import subprocess
import sys
from collections import Counter
from types import ModuleType, SimpleNamespace

import pytest
from jinja2 import DictLoader, Environment

from macros.preview import kept
from tools.build import settings

BUILD = """
from macros.preview import kept
from mkdocs.__main__ import cli

def refuse(good):
    raise AssertionError("een bouw op zich geeft niets door")

class Watched(dict):
    def __getitem__(self, key):
        raise AssertionError("een bouw op zich gebruikt niets van vroeger")

kept.settle, kept.BEFORE = refuse, Watched()
cli(["build", "--site-dir", "new"])
"""
"""A whole build in which nothing may be handed over and nothing looked up."""


@pytest.fixture(autouse=True)
def nothing():
    """A process that kept nothing yet, and will not keep what a test made."""
    all_ = (kept.BEFORE, kept.NOW, kept.INSIDE)
    before = [dict(one) for one in all_]  # what other tests of this process worked out
    for one in all_:
        one.clear()
    yield
    for one, held in zip(all_, before):
        one.clear()
        one.update(held)


def built(make, good=True):
    """What one build makes under each name, after which it succeeds or fails."""
    found = {name: kept.once(name, one) for name, one in make.items()}
    kept.settle(good)
    return found


def test_a_build_by_itself_uses_nothing(project):
    """A full build, as `make build` and the tests run it, hands nothing over and looks nothing up."""
    done = subprocess.run([sys.executable, "-c", BUILD], cwd=project, capture_output=True, text=True, env=settings())

    assert done.returncode == 0, done.stderr[-2000:]
    assert (project / "new" / "index.html").exists()


def test_a_failed_build_leaves_nothing():
    """What a build made before it failed is made anew: mkdocs warns of a broken link only while it makes the page."""
    assert built({"page": lambda: "old"}) == {"page": "old"}
    assert built({"page": lambda: "unused", "other": lambda: "broken"}, good=False) == {"page": "old", "other": "broken"}
    assert built({"page": lambda: "unused", "other": lambda: "mended"}) == {"page": "old", "other": "mended"}


def test_what_lies_inside_stays_with_it():
    """What a kept thing was made from stays as long as the thing is used, and so is there when that is made anew."""
    outer = lambda word: {"outer": lambda: (word, kept.once("inner", lambda: word))}
    assert built(outer("old")) == {"outer": ("old", "old")}
    assert built(outer("unused")) == {"outer": ("old", "old")}
    assert built({"other": lambda: kept.once("inner", lambda: "new")}) == {"other": "old"}
    assert kept.INSIDE.keys() == kept.BEFORE.keys() == {"other", "inner"}


def test_what_is_no_longer_used_goes():
    """What the last build did not use is forgotten, so that a long day of editing does not fill the memory."""
    built({"one": lambda: 1, "two": lambda: 2})
    built({"two": lambda: 0})

    assert kept.BEFORE == {"two": 2}


def filled(source, day, **options):
    """A template filled in a new environment, as each build has one; its filter is worked out with what holds in that build."""
    jinja = Environment(loader=DictLoader({"page": source}), **options)
    jinja.filters["since"] = lambda words: f"{words} {day}"
    kept.templates(jinja)
    text = jinja.get_template("page").render()
    kept.settle(good=True)
    return text


def test_template_is_compiled_anew_when_it_changes():
    """A kept template follows its own words, the settings of its environment, and the facts and code behind its filters."""
    assert filled("{{ 'sinds'|since }}", 1) == "sinds 1"
    first = dict(kept.BEFORE)
    assert filled("{{ 'sinds'|since }}", 2) == "sinds 2" and first == kept.BEFORE
    assert filled("{{ 'vanaf'|since }}", 2) == "vanaf 2" and kept.BEFORE.keys() != first.keys()
    assert filled("{{ 'sinds'|since }}", 2, variable_start_string="[[") == "{{ 'sinds'|since }}" and kept.BEFORE.keys() != first.keys()


class File:
    """A file that a page links to, of one build."""

    src_uri = "x.md"


class Page:
    """A page as mkdocs has it, that counts how often it becomes HTML."""

    made = 0

    def __init__(self, markdown):
        self.markdown, self.file = markdown, SimpleNamespace(src_uri="gids/index.md")

    def render(self, config, files):
        Page.made += 1
        self.content, self.toc, self._title_from_render = f"<p>{self.markdown}</p>", ["toc"], "title"
        self.present_anchor_ids, self.links_to_anchors = {"a"}, {next(iter(files.values())): {"b": "x.md#b"}}


def shown(markdown, settings):
    """A page and its links, in a build with files of its own."""
    page, target = Page(markdown), File()
    kept.page(page, settings)
    files = {"x.md": target}
    page.render(None, SimpleNamespace(values=files.values, get_file_from_path=files.get))
    kept.settle(good=True)
    assert list(page.links_to_anchors) == [target] and page.present_anchor_ids == {"a"} and page.toc == ["toc"]
    return page.content


def test_page_is_made_anew_when_its_markdown_or_the_settings_change():
    """The HTML of a page stays as long as its Markdown and all it links to do; its links lead to the files of this build."""
    Page.made = 0
    assert [shown("one", "s"), shown("one", "s"), Page.made] == ["<p>one</p>", "<p>one</p>", 1]
    assert [shown("two", "s"), Page.made] == ["<p>two</p>", 2]
    assert [shown("two", "other pages"), Page.made] == ["<p>two</p>", 3]


def test_content_of_a_folder(tmp_path):
    """The hash of a folder follows the words and the names of its files, not the time they were written; a pattern leaves files out."""
    (tmp_path / "room").mkdir()
    path = tmp_path / "room" / "a.py"
    path.write_text("one", encoding="utf-8")
    first = kept.content(tmp_path)
    path.write_text("one", encoding="utf-8")
    assert kept.content(tmp_path) == first
    path.with_suffix(".yml").write_text("two", encoding="utf-8")
    assert kept.content(tmp_path) != first == kept.content(tmp_path, "*.py")
    path.rename(path.with_stem("b"))
    assert kept.content(tmp_path, "*.py") != first


@pytest.fixture
def house(monkeypatch):
    """Four modules of ours: `one` and `two` ask `base`, `one` within a function; the last hands over to all."""
    found = {
        "macros": b"from macros.room import one, two\n",
        "macros.room": b"",
        "macros.room.base": b"",
        "macros.room.one": b"import re\n\ndef late():\n    from macros.room import base\n",
        "macros.room.two": b"from macros.room.base import thing\nimport macros.room\n",
    }
    kept.look_again()
    monkeypatch.setattr(kept, "sources", lambda: found)
    monkeypatch.setattr(kept, "look_again", kept.look_again)
    monkeypatch.setattr(kept, "AGAIN", Counter())
    yield found
    for known in (kept._asked, kept.closure, kept.code):
        known.cache_clear()


def test_code_follows_what_it_imports(house):
    """The hash of a module changes with all that it imports, however deep, and with nothing else; not with what hands over to all."""
    assert kept.closure("macros.room.one") == {"macros.room", "macros.room.base", "macros.room.one"}
    assert kept.closure("macros.room.two") == {"macros.room", "macros.room.base", "macros.room.two"}
    one, two, all_ = kept.code("macros.room.one"), kept.code("macros.room.two"), kept.code()
    house["macros.room.one"] += b"# another word\n"
    for known in (kept._asked, kept.closure, kept.code):
        known.cache_clear()
    assert kept.code("macros.room.one") != one and kept.code("macros.room.two") == two and kept.code() != all_


def test_only_changed_code_is_read_anew(house, monkeypatch):
    """What changed and all that imports it is read anew, also where its room still knew it by name; the rest stays as it is.

    What it made before is not kept, also when its words come back: that is of its older classes.
    """
    before = dict(house)
    modules = {name: ModuleType(name) for name in house}
    for name in ("base", "one", "two"):
        setattr(modules["macros.room"], name, modules[f"macros.room.{name}"])
    monkeypatch.setattr(sys, "modules", modules)
    one, two = kept.code("macros.room.one"), kept.code("macros.room.two")
    house["macros.room.two"] += b"# another word\n"

    kept.forget(before)

    assert modules.keys() == {"macros.room", "macros.room.base", "macros.room.one"}
    assert set(vars(modules["macros.room"])) >= {"base", "one"} and not hasattr(modules["macros.room"], "two")

    house["macros.room.two"] = before["macros.room.two"]
    assert kept.code("macros.room.one") == one
    assert kept.code("macros.room.two") != two, "what is kept would be of classes that are no more"


def test_key_tells_its_parts_apart():
    """Other parts, another order, another cut or another type give another key; the same parts the same."""
    given = [("a", "bc"), ("ab", "c"), ("bc", "a"), ("a", "bc", ""), ("a", b"bc"), ("1",), (1,), (["1"],), ("['1']",), ({"a": 1},)]

    assert len({kept.key(*parts) for parts in given}) == len(given)
    assert kept.key("a", {"b": ["c"]}) == kept.key("a", {"b": ["c"]})
