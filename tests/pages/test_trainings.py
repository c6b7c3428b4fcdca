"""Trainings: the key of an exercise is what the rules advise, a programme lasts as long as it says, a hand-out is one sheet."""

import re

import pytest

from macros.facts.load import load
from macros.facts.problems import DataError
from tests.real import SITE, advised, soup


@pytest.mark.parametrize("key", SITE.exercises)
def test_key_is_what_the_rules_advise(key, built):
    """The key of each exercise names, for each decision, the outcomes that the rules come to."""
    shown = " ".join(soup(built / "trainers/oefeningen/").find(id=key).find_next("details").get_text().split())
    for name, one in advised(key):
        assert SITE.decisions[name].outcomes[one].label in shown, (name, one)


@pytest.mark.parametrize("key", SITE.exercises)
def test_link_opens_the_same_advice(key, built, follow):
    """The link of an exercise opens the keuzehulp filled in, with the same outcomes as the key."""
    page = built / "trainers" / "oefeningen"
    link = soup(built / "trainers/oefeningen/").find(id=key).find_next("a", string="open ze met de antwoorden")["href"]
    shown = follow(link.partition("#")[2])
    assert (page / link.partition("#")[0]).resolve() == built / "keuzehulp" and shown["advice"]
    for name, one in advised(key):
        assert f"{name}/{one}" in shown["outcomes"], (name, one)


def test_enough_exercises():
    """There are at least eight exercises, each on another situation."""
    assert len({exercise.example for exercise in SITE.exercises.values()}) == len(SITE.exercises) >= 8


def test_minutes_must_add_up(toy_data):
    """A programme whose parts last longer or shorter than it says is refused with both numbers."""
    path = toy_data / "programmes.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("minutes: 5\n", "minutes: 6\n"), encoding="utf-8")

    with pytest.raises(DataError, match="de delen duren samen 5 minuten, het programma 6"):
        load(toy_data)


@pytest.mark.parametrize("key", SITE.toolbox)
def test_handout_is_one_sheet(key, visit):
    """The hand-out of a step prints on exactly one A4, with nothing cut off and no letter under 8 points."""
    tab = visit(f"trainers/handout-{key}/", viewport={"width": 794, "height": 1123})
    pages = re.findall(rb"/Type\s*/Page\b(?!s)", tab.pdf(format="A4"))
    tab.emulate_media(media="print")
    wrong = tab.evaluate("""() => [...document.querySelectorAll(".handout *")].filter(e => e.checkVisibility() && !e.closest(".sr")).filter(e => e.scrollWidth > e.clientWidth + 2 && e.clientWidth
        || [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()) && parseFloat(getComputedStyle(e).fontSize) < 8 * 4 / 3)
        .map(e => `${e.tagName}: ${e.textContent.slice(0, 40)}`)""")

    assert (len(pages), wrong) == (1, [])
    tab.emulate_media(media="screen")
    tab.evaluate("() => { globalThis.print = () => { globalThis.printed = true } }")
    tab.get_by_role("button", name="Druk af").click()
    assert tab.evaluate("globalThis.printed") and tab.trouble == []


@pytest.mark.parametrize("key", SITE.toolbox)
def test_handout_holds_the_step(key, built):
    """The hand-out names every option, every duty, every clause and every question to discuss of its step."""
    shown = " ".join(soup(built / f"trainers/handout-{key}/").find("article").get_text().split())
    step = SITE.toolbox[key]
    wanted = [
        *(o.short for o in step.options.values()),
        *(SITE.duties[d].name for d in step.duties),
        *step.discuss,
        *(id for id, clause in SITE.clauses.items() if clause.option in step.options),
    ]

    assert [one for one in wanted if one not in shown] == []
    here = soup(built / f"trainers/handout-{key}/").select(".handout__stairs .d-on")
    assert [words.get_text() for words in here][:1] == [f"{step.number}. {step.name}"] and len(here) == 2
