"""A kind says where its model begins all there is to say of it: its page, its name, and whether @id reaches it."""
import pytest

from macros.facts.links import Links
from macros.facts.models import KINDS

NOWHERE = {"contract_terms", "passages", "fields", "questions", "decisions", "examples", "exercises", "programmes", "checks", "releases"}
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
