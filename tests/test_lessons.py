"""Trainings: the key of an exercise is what the rules advise, and a programme lasts as long as it says."""
import pytest
from bs4 import BeautifulSoup

from macros.decision import advise
from macros.load import load
from macros.problems import DataError
from tests.conftest import ROOT

SITE = load(ROOT / "data")


def complete(answers):
    """The answers, with any answer for what is not asked: it cannot matter."""
    return {question: next(iter(q.options)) for question, q in SITE.questions.items()} | answers


@pytest.mark.parametrize("key", SITE.exercises)
def test_key_is_what_the_rules_advise(key, built):
    """The key of each exercise names, for each decision, the outcomes that the rules come to."""
    page = BeautifulSoup((built / "trainers" / "oefeningen" / "index.html").read_text(encoding="utf-8"), "html.parser")
    shown = " ".join(page.find(id=key).find_next("details").get_text().split())
    for name, (outcome, rules) in advise(SITE, complete(SITE.examples[SITE.exercises[key].example].answers)).items():
        for one in [outcome] if isinstance(outcome, str) else outcome:
            assert SITE.decisions[name].outcomes[one].label in shown, (name, one)


@pytest.mark.parametrize("key", SITE.exercises)
def test_link_opens_the_same_advice(key, visit):
    """The link of an exercise opens the keuzehulp filled in, with the same outcomes as the key."""
    tab = visit("trainers/oefeningen/")
    tab.click(f"#{key} ~ p a:has-text('open ze met de antwoorden')")
    tab.wait_for_selector("[data-advice]:not([hidden])")
    for name, (outcome, _) in advise(SITE, complete(SITE.examples[SITE.exercises[key].example].answers)).items():
        for one in [outcome] if isinstance(outcome, str) else outcome:
            assert tab.is_visible(f"[data-outcome='{name}/{one}']"), (name, one)
    assert tab.trouble == []


def test_enough_exercises():
    """There are at least eight exercises, each on another situation."""
    assert len({exercise.example for exercise in SITE.exercises.values()}) == len(SITE.exercises) >= 8


def test_minutes_must_add_up(toy_data):
    """A programme whose parts last longer or shorter than it says is refused with both numbers."""
    path = toy_data / "programmes.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("minutes: 5\n", "minutes: 6\n"), encoding="utf-8")

    with pytest.raises(DataError, match="de delen duren samen 5 minuten, het programma 6"):
        load(toy_data)
