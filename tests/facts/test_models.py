"""A kind says where its model begins all there is to say of it: its page, its name, and whether @id reaches it."""

import pytest

from macros import layout
from macros.facts.links import Links
from macros.facts.load import load
from macros.facts.models import KINDS, Stated, Text
from macros.facts.schemas import schemas
from macros.guide import Guide
from macros.pages.blocks import Blocks

NOWHERE = {
    "contract_terms",
    "passages",
    "documents",
    "tables",
    "fields",
    "questions",
    "decisions",
    "examples",
    "exercises",
    "programmes",
    "figures",
    "features",
    "releases",
    "upkeep",
    "reviews",
    "proposals",
    "links",
}
"""Kinds whose records have no place of their own: @id does not reach them and they have no short address."""


@pytest.mark.parametrize("kind", KINDS)
def test_kind_has_a_place_and_a_name(kind, toy):
    """A kind with a page has the id of its records in it and names each of them; a kind without one is not reached."""
    model = KINDS[kind]

    assert (model.page == "") == (kind in NOWHERE)
    assert ("{id}" in model.page) == bool(model.page) and (model.page or not (model.linked or model.short_address))
    if model.page:
        assert all(record.named(toy.site, key).strip() for key, record in toy.site.kinds[kind].items())


def test_terms_have_a_place_that_id_does_not_reach(toy):
    """A term has an address, but @id does not reach it: it has a tooltip, and may have the id of a record."""
    links, key = Links(toy.site), next(iter(toy.site.glossary))

    assert links.url(key, "glossary") == f"begrippen/#{key}"
    assert key not in links.targets
    assert links.page("glossary") == "begrippen/"


def test_options_stand_on_the_page_of_their_step(toy):
    """The address of an option is that of its step, with the option behind the #."""
    links = Links(toy.site)
    for key in toy.site.options:
        assert links.url(key) == f"toolbox/{toy.site.step_of[key]}/#{key}"


def test_a_new_kind_is_declared_once(toy_data, tmp_path, monkeypatch):
    """A class, a file and a template make a kind: it is read and checked, has its address, its block and its schema."""
    monkeypatch.setitem(KINDS, "labels", None)  # so that the test takes away what the class puts there

    class Label(Stated, kind="labels", page="/labels.md#{id}", named_by="title"):
        """A kind of this test alone."""

        title: Text

    (toy_data / "labels.yml").write_text("eco: {title: Ecolabel, state: gids, sources: [gids-2018]}\n", encoding="utf-8")
    (tmp_path / "label.md").write_text("## {{ record.title }} { #{{ id }} }", encoding="utf-8")
    monkeypatch.setattr(layout, "TEMPLATES", layout.TEMPLATES + [tmp_path])
    guide = Guide(load(toy_data), "https://example.org/", "Proef")

    assert Blocks(guide).all()["label"]("eco") == "## Ecolabel { #eco }"
    assert guide.links.resolve("zie @eco") == "zie [Ecolabel](/labels.md#eco)"
    assert guide.links.url("eco") == "labels/#eco" and "labels.json" in schemas()
