"""Every fact that rests on a check has a day to look at it again; what is overdue is told, and never stops the build."""

from datetime import date

import pytest

from macros.facts import upkeep
from macros.facts.check import LOOKED_AT
from macros.facts.load import load
from macros.facts.models import SEEN, Change, Period
from macros.facts.problems import DataError
from macros.guide import Guide
from macros.pages import sources
from macros.pages.blocks import Blocks
from tests.conftest import TOY, mkdocs
from tests.real import ROOT, SITE, guide
from tools import due


def toy_guide(data):
    """The guide of a toy site with its pages."""
    found = Guide(load(data), "https://example.org/", "Proef")
    sources.pages(TOY.parent / "docs", found)
    return found


def edit(data, file, old, new):
    path = data / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize("kind", SITE.kinds)
def test_every_check_has_a_day(kind):
    """What was seen in a source has a day after its check, unless it is history; what was not seen has none."""
    for record in SITE.kinds[kind].values():
        for _, fact in upkeep.stated(record):
            past = isinstance(fact, (Change, Period)) and fact.review_by is None
            assert bool(fact.review_by) == (fact.state in SEEN) or past
            assert not fact.review_by or fact.review_by > fact.checked


def test_every_kind_has_a_rule():
    """Each kind that rests on checks stands in one group, and what costs a buyer most has the lowest rank."""
    assert set(upkeep.groups(SITE)) == LOOKED_AT
    assert len({group.rank for group in SITE.upkeep.values()}) == len(SITE.upkeep)


def test_day_comes_from_the_kind_and_the_state(toy_data):
    """The months of its kind and state after the check; a day of its own goes before."""
    assert load(toy_data).articles["wet-7"].review_by == date(2026, 7, 2)

    edit(toy_data, "articles.yml", "  checked: 2026-01-02\n", "  checked: 2026-01-02\n  review_by: 2026-03-01\n")
    assert load(toy_data).articles["wet-7"].review_by == date(2026, 3, 1)


@pytest.mark.parametrize(
    "old, new, said",
    [
        ("  checked: 2026-01-02\n", "  checked: 2026-01-02\n  review_by: 2026-01-02\n", "'review_by' hoort bij een feit dat nagekeken is"),
        ("  check: Op Justel.\n", "  check: Op Justel.\n  review_by: 2027-01-02\n", "'review_by' hoort bij een feit dat nagekeken is"),
    ],
)
def test_day_without_a_check(old, new, said, toy_data):
    """A day to look again needs a check before it."""
    edit(toy_data, "articles.yml", old, new)

    with pytest.raises(DataError, match=said):
        load(toy_data)


@pytest.mark.parametrize(
    "old, new, said",
    [
        ("kinds: [cases]", "kinds: [case]", "onbekende soort 'case'. Bedoelde u 'cases'?"),
        ("kinds: [cases]", "kinds: [cases, systems]", "de soort 'systems' staat ook in nazicht-systemen"),
        ("kinds: [systems]", "kinds: [duties]", "geen termijn voor systems"),
    ],
)
def test_rules_are_whole(old, new, said, toy_data):
    """A kind without a rule, with two, or one that is not there is refused."""
    edit(toy_data, "upkeep.yml", old, new)

    with pytest.raises(DataError) as told:
        load(toy_data)

    assert said in str(told.value)


def test_history_is_not_looked_at_again():
    """What was over when it was checked cannot change; what was still to come can."""
    past, ahead = (
        Change.model_validate(
            {"date": when, "what": "x", "state": "bevestigd", "checked": date(2026, 11, 1), "sources": ["s"]},
            context={"bevestigd": 6, "secundair": 6},
        )
        for when in ("2026-10", "2027")
    )

    assert past.review_by is None and ahead.review_by == date(2027, 5, 1)


def test_due_tells_the_most_costly_first(toy_data):
    """The command names file, record and field; rank goes before date, and what is not due yet is counted."""
    edit(toy_data, "upkeep.yml", "rank: 4", "rank: 8")
    found = toy_guide(toy_data)
    looks = upkeep.overdue(found, date(2027, 1, 3))

    assert [(look.group.rank, look.by) for look in looks] == sorted((look.group.rank, look.by) for look in looks)
    assert len({look.group.rank for look in looks}) > 1
    assert "data/articles.yml › wet-7  (bevestigd op 2026-01-02)" in "\n".join(due.lines(found, date(2027, 1, 3)))
    assert upkeep.overdue(found, date(2026, 1, 3)) == []


def test_page_names_a_record_once(toy_data, monkeypatch):
    """On an overdue day the page has the groups with the most costly first, and each record once, with how many of its facts are due."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1798934400")  # 3 januari 2027
    found = toy_guide(toy_data)
    looks = upkeep.overdue(found, date(2027, 1, 3))
    shown = Blocks(found).all()["upkeep"]()

    groups = [group for group, _ in upkeep.by_record(looks)]
    assert [group.rank for group in groups] == sorted(group.rank for group in groups)
    for group, records in upkeep.by_record(looks):
        assert f"**{group.name.capitalize()}** ({sum(len(facts) for facts in records)}): {group.cost}" in shown
        for facts in records:
            row = f"[{facts[0].name}]({facts[0].at})"
            assert shown.count(row) == 1 and len({(look.kind, look.key) for look in facts}) == 1
    assert sum(len(facts) for _, records in upkeep.by_record(looks) for facts in records) == len(looks) > len({look.key for look in looks})


def test_sentences_on_a_page():
    """A sentence in prose rests on a check as well: it is due with its page, its line and the heading above it."""
    real = guide()
    sources.pages(ROOT / "docs", real)

    found = [look for look in real.looks if look.kind == upkeep.PAGES]

    assert {look.at for look in found} >= {"/gids/index.md#na-rana-plaza"}
    for look in found:
        line = int(look.field.removeprefix("regel "))
        assert line == 1 or "state_mark" in (ROOT / look.file).read_text(encoding="utf-8").split("\n")[line - 1]


def test_overdue_warns_and_builds(project):
    """On a day on which facts are overdue the site still builds, says so, and marks the fact; before that it says nothing."""
    late = mkdocs(project, "--site-dir", str(project / "late"), SOURCE_DATE_EPOCH="1798761600")  # 1 januari 2027
    assert late.returncode == 0, late.stderr
    assert "over tijd; zie over/nazicht, of: make due" in late.stderr
    assert "opnieuw te bekijken sinds 2 juli 2026" in (project / "late/wetgeving/artikelen/index.html").read_text(encoding="utf-8")

    early = mkdocs(project, "--site-dir", str(project / "early"), SOURCE_DATE_EPOCH="1767312000")  # 2 januari 2026
    assert early.returncode == 0 and "over tijd" not in early.stderr
    assert "opnieuw te bekijken" not in (project / "early/wetgeving/artikelen/index.html").read_text(encoding="utf-8")
