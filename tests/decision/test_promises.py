"""What the decision helper promises over every combination of answers: more is never less, no advice against another, one reason for what falls."""

import pytest

from macros.decision.proof import Compared
from macros.decision.rules import Diagrams, lows
from macros.facts.duties import month
from tests.decision.test_rules import changed
from tests.real import SITE, diagrams, leaves, worked

MAIN = "hoe-ver"
STEPS = {name: SITE.decisions[name] for name in ("stap-2", "stap-3", "stap-4")}


def compared(site, name):
    """What compares the outcomes of one decision, and the number of its diagram."""
    compiled = Diagrams(site)
    return Compared(compiled), compiled.roots[name][0]


def with_limit(key, **rule):
    """The site with one more limit in the main decision, without the decisions that look at which limit was met."""
    main = SITE.decisions[MAIN]
    extra = main.rules["plaats-onbekend"].model_copy(update=rule)
    return changed(SITE, decisions={MAIN: main.model_copy(update={"rules": main.rules | {key: extra}})} | STEPS)


# --- More is never less --------------------------------------------------------------------------------------------


def chain(question):
    """Every two neighbours of a question whose answers go up."""
    options = list(SITE.questions[question].options)
    return list(zip(options, options[1:]))


MORE = {
    "raming": chain("raming"),
    "looptijd": chain("looptijd"),
    "productie": [("onbekend", known) for known in SITE.questions["productie"].options if known != "onbekend"],
    "bewijs": [("onbekend", known) for known in SITE.questions["bewijs"].options if known != "onbekend"]
    + [("beginnend", "gemengd"), ("gemengd", "rijp"), ("rijp", "risicorapport"), ("rijp", "audits"), ("rijp", "managementsysteem")],
    "opvolging": [("beperkt", more) for more in ("ruim", "gedeeld", "centrale")],
    "ambitie": chain("ambitie"),
}
"""Answers of which the second says that the reader knows more, has more or wants more than the first."""


def lowered(site, name, questions=MORE):
    """Every answer that says more and yet lowers what a decision comes to, for some answers to the rest."""
    pairs, root = compared(site, name)
    order = list(site.decisions[name].outcomes)
    for question in questions:
        for less, more in MORE[question]:
            for one, other in pairs.pairs(pairs.given(root, question, less), pairs.given(root, question, more)):
                if one and other and order.index(other) < order.index(one):
                    yield question, less, more


def test_unknown_is_compared_with_all():
    """Each answer 'weet ik niet' of a tender is compared with every known answer to its question."""
    unknown = {(question, option) for question, record in SITE.questions.items() for option, o in record.options.items() if o.unknown}

    assert {question for question, _ in unknown} == {"voorwaarden", "productie", "bewijs"}
    for question, option in unknown - {("voorwaarden", "onbekend")}:  # that one is of a running contract, in which nothing is climbed
        assert {known for less, known in MORE[question] if less == option} == set(SITE.questions[question].options) - {option}


def test_more_never_gives_a_lower_step():
    """Who knows more, has more time or means, or wants more, is never sent to a lower step, whatever else he answers."""
    assert set(lowered(SITE, MAIN)) == set()


def test_more_never_gives_a_lighter_label():
    """Who knows more or wants more is never advised a lighter label."""
    assert set(lowered(SITE, "labels", ["bewijs", "opvolging", "ambitie"])) == set()


def test_planted_punished_knowledge():
    """A limit that only falls on who knows where his clothes are made is found."""
    planted = with_limit("geplant", advises="tot-2", when={"fase": ["bestek"], "productie": ["streng-toezicht"]})

    assert ("productie", "onbekend", "streng-toezicht") in set(lowered(planted, MAIN))


def test_planted_punished_means():
    """A limit that falls on who has time and not on who has none is found."""
    planted = with_limit("geplant", advises="tot-2", when={"fase": ["bestek"], "opvolging": ["ruim"]})

    assert ("opvolging", "beperkt", "ruim") in set(lowered(planted, MAIN))


FITS = {"geen-rapport": "tot-1", "een-rapport": "tot-2", "een-plan": "tot-3", "tweede-rapport": "tot-4", "beide-termijnen": "tot-4"}
"""The last step of which the first piece falls due within a duration; `test_fit` holds this to the duties."""


def test_fit():
    """The step that fits in a duration is the last of which the first piece falls due within its least number of months."""
    firsts = {"tot-1": 0, "tot-2": month(SITE, "termijn-transparantie"), "tot-3": month(SITE, "termijn-actieplan")}
    firsts["tot-4"] = month(SITE, "termijn-leiderschap-jaar-2")

    for duration, low in zip(SITE.questions["looptijd"].options, lows(SITE, "looptijd")):
        assert FITS.get(duration, "tot-4") == max((step for step in firsts if firsts[step] <= low), key=firsts.get)


def removed(site):
    """Where less time takes away more than it must.

    What a shorter contract asks must be what fits of what a long one does; who has little time to follow up is asked all but step 4.
    """
    pairs, root = compared(site, MAIN)
    order = list(site.decisions[MAIN].outcomes)
    for duration, fits in FITS.items():
        for short, long in pairs.pairs(pairs.given(root, "looptijd", duration), pairs.given(root, "looptijd", "nieuw-systeem")):
            if short != min(long, fits, key=order.index):
                yield duration, short, long
    for little, enough in pairs.pairs(pairs.given(root, "opvolging", "beperkt"), pairs.given(root, "opvolging", "ruim")):
        if little != min(enough, "tot-3", key=order.index):
            yield "beperkt", little, enough


def test_less_time_keeps_what_is_compulsory():
    """A shorter contract drops only what falls due after its end; little time to follow up drops only step 4, which is not compulsory."""
    assert set(removed(SITE)) == set()


@pytest.mark.parametrize("when", [{"opvolging": ["beperkt"]}, {"looptijd": ["een-plan"], "ambitie": ["verbetering"]}], ids=str)
def test_planted_dropped_plan(when):
    """A limit that drops the plan for who has little time, or in a contract in which it fits, is found."""
    assert set(removed(with_limit("geplant", advises="tot-2", when={"fase": ["bestek"]} | when)))


# --- No advice speaks against another ------------------------------------------------------------------------------

AGAINST = [
    (f"{name}/{key}", other)
    for name, decision in SITE.decisions.items()
    for key, outcome in decision.outcomes.items()
    for other in outcome.against
]


def both(compiled, one, other):
    """Whether some answers lead to two outcomes, each as 'decision/outcome'."""
    site, trees = compiled.site, []
    for place in (one, other):
        name, _, outcome = place.partition("/")
        gathers = site.decisions[name].hit == "alle"
        root = compiled.roots[name][list(site.decisions[name].outcomes).index(outcome) if gathers else 0]
        trees.append((root, (outcome,) if gathers else outcome))
    return tuple(outcome for _, outcome in trees) in Compared(compiled).pairs(*(root for root, _ in trees))


def test_no_advice_against_another():
    """No answers lead to two advices of which one speaks against the other."""
    assert len(AGAINST) > 30
    assert [pair for pair in AGAINST if both(diagrams(), *pair)] == []


@pytest.mark.parametrize("pair", [("labels/eisen", "aandacht/label-zonder-offertes"), ("stap-3/geen", "hoe-ver/tot-2")], ids=str)
def test_planted_contradiction(pair):
    """Two advices that do come together are found, so that the proof above can fail."""
    assert both(diagrams(), *pair)


def required_without_supply(site):
    """The product groups for which a label is required although the guide found no supply."""
    pairs, root = compared(site, "labels")
    for group, choice in site.questions["productgroep"].options.items():
        whole = pairs.given(root, "productgroep", group)
        if choice.supply != "gevonden" and any("eisen" in pair for pair in pairs.pairs(whole, whole)):
            yield group


def test_label_is_required_only_where_there_was_supply():
    """A label is never required for a product group for which the guide found no supply; every group says what the guide found."""
    assert all(choice.supply for choice in SITE.questions["productgroep"].options.values())
    assert list(required_without_supply(SITE)) == []


def test_planted_label():
    """A group for which the guide found nothing, and a label is required all the same, is found."""
    labels, rules = SITE.decisions["labels"], dict(SITE.decisions["labels"].rules)
    rules["label-linnen"] = rules["label-linnen"].model_copy(update={"advises": "eisen"})
    planted = changed(SITE, decisions={MAIN: SITE.decisions[MAIN], "labels": labels.model_copy(update={"rules": rules})})

    assert list(required_without_supply(planted)) == ["linnen"]


# --- What was dropped, and by what ---------------------------------------------------------------------------------

DROPS = {"tot-1": "vanaf-stap-2", "tot-2": "vanaf-stap-3", "tot-3": "stap-4-af", "tot-4": None}


def unexplained(decision):
    """The limits for which no line, or the wrong one, says what they dropped."""
    lines = {rule.when["hoe-ver/grens"][0]: rule for rule in decision.rules.values() if list(rule.when) == ["hoe-ver/grens"]}
    for case in worked()[MAIN][0].distinct:
        if case.outcome in DROPS and (lines[case.binding[0]].advises if case.binding[0] in lines else None) != DROPS[case.outcome]:
            yield case.binding[0]


def test_one_reason_for_what_was_dropped():
    """On every walk of a tender one line says which steps were dropped and by which limit, and no other line does."""
    decision = SITE.decisions["uitgesloten"]

    assert set(unexplained(decision)) == set()
    assert all(len(rule.when.get("hoe-ver/grens", [0])) == 1 for rule in decision.rules.values())


def test_planted_silence():
    """A limit that drops a step without a line that says so is found."""
    decision = SITE.decisions["uitgesloten"]
    silent = decision.model_copy(update={"rules": {key: rule for key, rule in decision.rules.items() if key != "af-markt"}})

    assert set(unexplained(silent)) == {"onrijpe-markt"}


def test_time_is_told_only_where_it_binds():
    """A longer contract is advised only where time is the limit, so that a longer one leads further."""
    point = list(SITE.decisions["aandacht"].outcomes).index("te-kort-voor-stap")
    order, root = list(SITE.decisions[MAIN].outcomes), diagrams().roots[MAIN][0]
    told = [box for box in worked()["aandacht"][point].boxes if box.case.outcome]

    assert told
    for box in told:
        ((short, _),) = {(outcome, "") for outcome, _ in leaves(diagrams(), root, box.answers)}
        for longer, _ in leaves(diagrams(), root, box.answers | {"looptijd": {"nieuw-systeem"}}):
            assert order.index(longer) > order.index(short), box.answers
