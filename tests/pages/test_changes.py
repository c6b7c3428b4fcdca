"""'Sinds 2018': each change by role and by subject, and what it asks of a contract that is running."""

import re

import pytest

from macros.facts.load import load
from macros.facts.problems import DataError
from macros.pages.blocks import Blocks
from tests.real import SITE, guide, soup


def changes():
    """Each change and each dated note of the facts: (name for the test, the record)."""
    for kind, key, record in SITE.placed():
        for change in getattr(record, "changes", []):
            yield f"{key} {change.date}", change
        if kind == "notes" and record.since:
            yield key, record


CHANGES = dict(changes())


@pytest.mark.parametrize("name", [name for name, change in CHANGES.items() if change.running])
def test_running_contract_holds(name):
    """What a change asks of a running contract stands in the list for it, and again at the change itself."""
    blocks = Blocks(guide())
    words = CHANGES[name].running

    assert words in blocks.running_contract() and f"**Lopend contract:** {words}" in blocks.changes()


@pytest.mark.parametrize("name", CHANGES)
def test_change_is_not_for_all_by_listing_all(name):
    """A change names roles only when some are left out, each once: who names nobody means everybody."""
    roles = CHANGES[name].roles

    assert len(set(roles)) == len(roles) < len(SITE.vocabulary["roles"])


def test_running_contract_of_the_toy(toy):
    """Only what a change says of a running contract stands in that list, with its subject and its date."""
    text = toy.running_contract()

    assert "Vraag het label van nu." in text and "september 2026" in text and "Twee erbij" not in text
    assert "Voor aankopers." in toy.changes()


def test_unknown_role_is_refused(toy_data):
    """A role that is not in the list stops the build."""
    path = toy_data / "articles.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("roles: [aankoper]", "roles: [aankoop]"), encoding="utf-8")

    with pytest.raises(DataError, match=re.escape("'aankoop' staat niet in de lijst roles")):
        load(toy_data)


def shown(tab):
    return tab.evaluate(
        "[...document.querySelectorAll('[data-item]')].filter(item => item.checkVisibility()).map(item => [item.dataset.rol, item.dataset.onderwerp])"
    )


def test_by_role_and_subject(visit):
    """The list narrows by role and by subject, counts what is left, and a link keeps the choice."""
    tab = visit("sinds-2018/#rol=leverancier")
    found = shown(tab)
    wanted = [change for change in CHANGES.values() if not change.roles or "leverancier" in change.roles]
    assert len(found) == len(wanted) < len(CHANGES) and all("leverancier" in rol.split() for rol, _ in found)

    tab.select_option("[name=onderwerp]", "systemen")
    found = shown(tab)
    assert found and {part for _, part in found} == {"systemen"}
    assert tab.text_content("[data-count]") == f"{len(found)} van de {len(CHANGES)} wijzigingen"
    again = visit(tab.url.split("/", 3)[3], context=tab.context)
    assert shown(again) == found and tab.trouble == again.trouble == []


def test_whole_without_scripts(built):
    """Without JavaScript everything stands there, with for whom it is."""
    page = soup(built / "sinds-2018")

    assert len(page.select("[data-item]:not([hidden])")) == len(CHANGES)
    assert all("Voor " in item.get_text() for item in page.select("[data-item]") if len(item["data-rol"].split()) < 3)
