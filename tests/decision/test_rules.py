"""The decision helper: what a condition means, proofs over every combination of answers, and each example."""

import functools
import gzip
import json
import re
from itertools import product

import pytest

from macros.after.scripts import files
from macros.decision import advice
from macros.decision.proof import concerns, gaps, hidden_rules, idle, report, tables, twins, unreached, unused_rules, walks
from macros.decision.rules import Diagrams, advise, decide, holds, paths
from macros.facts import duties
from macros.facts.duties import month
from macros.facts.load import Site
from macros.facts.models import Decision, Question
from tests.real import SITE, diagrams, walked, worked


def site(questions, decisions):
    """A toy site: question → options, and decision → (hit, outcomes, rules as name → (advises, when))."""
    asked = {
        key: Question.model_validate({"text": f"{key}?", "help": "Hulp.", "options": {o: {"label": o} for o in options}})
        for key, options in questions.items()
    }
    decided = {
        name: Decision.model_validate(
            {
                "name": name,
                "hit": hit,
                "outcomes": {o: {"label": o, "text": o} for o in outcomes},
                "rules": {
                    key: {"advises": advises, "when": when, "basis": "oordeel", "because": "Daarom.", "see": ["proef"]}
                    for key, (advises, when) in rules.items()
                },
            }
        )
        for name, (hit, outcomes, rules) in decisions.items()
    }
    return Site({"questions": asked, "decisions": decided, "examples": {}}, {})


def changed(original, questions=None, decisions=None):
    """The same site with other questions or decisions."""
    return Site(
        original.kinds | {"questions": questions or original.questions, "decisions": decisions or original.decisions}, original.vocabulary
    )


WEER = {"lucht": ["zon", "regen"], "wind": ["stil", "storm"]}
JAS = {"jas": ("een", ["geen", "regenjas"], {"droog": ("geen", {"lucht": ["zon"]}), "nat": ("regenjas", {"lucht": ["regen"]})})}
UIT = {
    "uit": (
        "laagste",
        ["thuis", "tuin", "zee"],
        {"altijd": ("zee", {}), "bij-regen": ("tuin", {"lucht": ["regen"]}), "bij-storm": ("thuis", {"wind": ["storm"]})},
    )
}
MEE = {"mee": ("alle", ["sleutel", "muts"], {"altijd": ("sleutel", {}), "koud": ("muts", {"wind": ["storm"]})})}


# --- What the words mean -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "when, expected",
    [
        ({}, True),
        ({"lucht": ["zon"]}, True),
        ({"lucht": ["regen"]}, False),
        ({"lucht": ["regen", "zon"]}, True),
        ({"lucht": ["zon"], "wind": ["storm"]}, False),
        ({"maan": ["vol"]}, False),
    ],
)
def test_condition(when, expected):
    """A rule holds by 'and' between its subjects and 'or' within a list; an unanswered subject does not hold."""
    assert holds(when, {"lucht": "zon", "wind": "stil"}) is expected


def test_exactly_one():
    """With 'een' the one rule that holds decides."""
    decision = site(WEER, JAS).decisions["jas"]

    assert decide(decision, {"lucht": "regen"}) == ("regenjas", ("nat",))


def test_lowest():
    """With 'laagste' each rule is a limit, the lowest outcome wins, and only the rules at that limit led to it."""
    decision = site(WEER, UIT).decisions["uit"]

    assert decide(decision, {"lucht": "zon", "wind": "stil"}) == ("zee", ("altijd",))
    assert decide(decision, {"lucht": "regen", "wind": "stil"}) == ("tuin", ("bij-regen",))
    assert decide(decision, {"lucht": "regen", "wind": "storm"}) == ("thuis", ("bij-storm",))


def test_all():
    """With 'alle' every rule that holds adds its outcome, in the order of the rules."""
    decision = site(WEER, MEE).decisions["mee"]

    assert decide(decision, {"wind": "storm"}) == (("sleutel", "muts"), ("altijd", "koud"))
    assert decide(decision, {"wind": "stil"}) == (("sleutel",), ("altijd",))


def test_earlier_decision():
    """A condition may name an earlier decision; the compiled form and the questions it depends on follow through."""
    droog = {
        "droog-thuis": (
            "een",
            ["ja", "nee"],
            {
                "binnen": ("ja", {"uit": ["thuis"]}),
                "met-jas": ("ja", {"uit": ["tuin", "zee"], "jas": ["regenjas"]}),
                "zonder": ("nee", {"uit": ["tuin", "zee"], "jas": ["geen"]}),
            },
        )
    }
    toy = site(WEER, JAS | UIT | droog)

    assert concerns(toy)["droog-thuis"] == ["lucht", "wind"]
    assert advise(toy, {"lucht": "regen", "wind": "stil"})["droog-thuis"] == ("ja", ("met-jas",))
    for answers in paths(toy):
        assert Diagrams(toy).follow("droog-thuis", answers)[1:] == advise(toy, answers)["droog-thuis"]


def test_reduction():
    """A question that cannot change a decision is not in its diagram, and one that no longer matters is not asked."""
    diagrams = Diagrams(site(WEER, JAS))

    assert diagrams.follow("jas", {}) == ("ask", "lucht")
    assert diagrams.follow("jas", {"lucht": "zon"}) == ("leaf", "geen", ("droog",))
    assert diagrams.next_question({"lucht": "zon"}) is None
    assert list(walks(diagrams)) == [{"lucht": "zon"}, {"lucht": "regen"}]


def test_unknown_answer_is_asked_again():
    """An answer that is no option of its question counts as not given."""
    assert Diagrams(site(WEER, JAS)).next_question({"lucht": "hagel"}) == "lucht"


def test_sound_toy_has_no_problem():
    """The checks find nothing in a sound toy."""
    toy = site(WEER, JAS | UIT | MEE)

    assert [check(toy) for check in (gaps, idle, unused_rules, hidden_rules, unreached)] == [[], [], [], [], []]
    assert report(Diagrams(toy)) == {
        "combinations": 4,
        "walks": 4,
        "longest": 2,
        "questions": 2,
        "decisions": 3,
        "rules": 7,
        "outcomes": 7,
        "examples": 0,
    }


# --- What goes wrong is named --------------------------------------------------------------------------------------


def planted(rules, **more):
    """The coat decision with other rules."""
    return site(WEER | more, {"jas": ("een", ["geen", "regenjas"], rules)})


def test_planted_gap():
    """A combination for which no rule holds is named, by the check and by the compiler."""
    toy = planted({"droog": ("geen", {"lucht": ["zon"]}), "nat": ("regenjas", {"lucht": ["regen"], "wind": ["stil"]})})

    assert gaps(toy) == ["jas: gat: geen enkele regel geldt bij lucht=regen, wind=storm (1 keer)"]
    with pytest.raises(LookupError, match="geen enkele.*'jas'"):
        Diagrams(toy)
    with pytest.raises(LookupError, match="'jas'.*geen enkele.*'wind': 'storm'"):
        advise(toy, {"lucht": "regen", "wind": "storm"})


def test_planted_overlap():
    """Two rules that hold together are named, by the check and by the compiler."""
    toy = planted(
        {"droog": ("geen", {"lucht": ["zon"]}), "nat": ("regenjas", {"lucht": ["regen"]}), "guur": ("regenjas", {"wind": ["storm"]})}
    )

    assert gaps(toy) == [
        "jas: overlap: droog en guur gelden samen bij lucht=zon, wind=storm (1 keer)",
        "jas: overlap: nat en guur gelden samen bij lucht=regen, wind=storm (1 keer)",
    ]
    with pytest.raises(LookupError, match="droog, guur.*'jas'"):
        Diagrams(toy)


def test_gap_does_not_spread():
    """A decision that waits for one with a gap is no second problem."""
    waits = {"schoenen": ("een", ["laag", "hoog"], {"a": ("laag", {"jas": ["geen"]}), "b": ("hoog", {"jas": ["regenjas"]})})}
    toy = site(
        WEER,
        {
            "jas": (
                "een",
                ["geen", "regenjas"],
                {"droog": ("geen", {"lucht": ["zon"]}), "nat": ("regenjas", {"lucht": ["regen"], "wind": ["stil"]})},
            )
        }
        | waits,
    )

    assert [problem.split(":")[0] for problem in gaps(toy)] == ["jas"]


def test_planted_idle_question():
    """A question that changes nothing is named, also when rules mention it."""
    toy = planted(
        {
            "droog": ("geen", {"lucht": ["zon"]}),
            "nat": ("regenjas", {"lucht": ["regen"], "wind": ["stil"]}),
            "guur": ("regenjas", {"lucht": ["regen"], "wind": ["storm"]}),
        },
        maan=["vol", "nieuw"],
    )

    assert idle(toy) == ["wind", "maan"]


def test_planted_twin():
    """An answer that never differs from another is named with it."""
    toy = site(
        {"lucht": ["zon", "wolken", "regen"]},
        {
            "jas": (
                "een",
                ["geen", "regenjas"],
                {"droog": ("geen", {"lucht": ["zon", "wolken"]}), "nat": ("regenjas", {"lucht": ["regen"]})},
            )
        },
    )

    assert twins(toy) == {"lucht": [["zon", "wolken"]]}
    assert idle(toy) == []


def test_planted_unused_rule():
    """A rule that never holds is named, and so is an outcome that nothing comes to."""
    rules = UIT["uit"][2] | {"nooit": ("tuin", {"jas": ["geen"], "lucht": ["regen"]})}
    toy = site(WEER, JAS | {"uit": ("laagste", ["thuis", "tuin", "zee", "maan"], rules)})

    assert unused_rules(toy) == ["uit: nooit"]
    assert unreached(toy) == ["uit: maan"]
    assert hidden_rules(toy) == []


def test_planted_hidden_rule():
    """A limit that lies nowhere lowest is named."""
    toy = site(
        WEER,
        {
            "uit": (
                "laagste",
                ["thuis", "tuin", "zee"],
                {"altijd": ("tuin", {}), "bij-zon": ("zee", {"lucht": ["zon"]}), "bij-storm": ("thuis", {"wind": ["storm"]})},
            )
        },
    )

    assert hidden_rules(toy) == ["uit: bij-zon"]
    assert unused_rules(toy) == []


# --- Proofs over every combination of real answers -----------------------------------------------------------------


def combinations(questions):
    """Every combination of answers to these questions."""
    for key in product(*(SITE.questions[question].options for question in questions)):
        yield dict(zip(questions, key))


def test_number_of_combinations():
    """The proofs below speak of 207.360 combinations, and each of them has its case in every table."""
    assert report(diagrams())["combinations"] == 207_360
    assert {question for table in worked().values() for question in table.questions} == set(SITE.questions)
    for table in worked().values():
        assert len(table.cases) == len(list(combinations(table.questions)))


def test_one_advice():
    """Every combination of answers gets exactly one advice for each decision."""
    assert gaps(SITE, worked()) == []
    assert [name for name, table in worked().items() for case in table.distinct if case.outcome is None] == []


def test_no_point_twice():
    """No point of attention and nothing ruled out is said twice to the same reader."""
    for name, decision in SITE.decisions.items():
        if decision.hit == "alle":
            assert [case.held for case in worked()[name].distinct if len(set(case.outcome)) < len(case.outcome)] == []


def test_no_rule_unused_or_hidden():
    """Every rule holds somewhere, and every limit is binding somewhere."""
    assert unused_rules(SITE, worked()) == []
    assert hidden_rules(SITE, worked()) == []


@pytest.mark.parametrize("rule", SITE.decisions["hoe-ver"].rules)
def test_limit_is_needed(rule):
    """Without this limit some reader would be sent further up the stairs."""
    decision = SITE.decisions["hoe-ver"]
    order = list(decision.outcomes)

    others = [
        ([decision.rules[other].advises for other in case.held if other != rule], case.outcome)
        for case in worked()["hoe-ver"].distinct
        if rule in case.held
    ]

    assert any(not advised or min(advised, key=order.index) != outcome for advised, outcome in others)


def test_every_outcome_is_reached():
    """Every outcome of every decision comes out for some combination."""
    assert unreached(SITE, worked()) == []


def test_every_question_matters():
    """Every question changes some advice somewhere."""
    assert idle(SITE, coinciding()) == []


@functools.cache
def coinciding():
    """The answers of the real questions that lead to the same advice everywhere; worked out once."""
    return twins(SITE, worked())


@pytest.mark.parametrize("question", SITE.questions)
def test_every_option_matters(question):
    """Every answer gives other advice than some other answer to its question; only a reader's own words may coincide.

    Product groups are names in which a buyer finds his purchase, so several may lead to the same advice. Who does not
    know the market is advised as carefully as who knows that it is only beginning.
    """
    may_coincide = {
        "productgroep": [{"duurzame-werkkledij", "basiskledij", "linnen"}, {"standaard-werkkledij", "uniformen", "werkschoenen", "andere"}],
        "markt": [{"onbekend", "beginnend"}],
    }

    for group in coinciding()[question]:
        assert any(set(group) <= allowed for allowed in may_coincide.get(question, [])), group


def test_at_most_eight_questions():
    """No reader is asked more than eight questions."""
    assert max(map(len, walked())) <= 8


def test_walks_cover_everything_once():
    """The walks together are all the combinations, none of them twice."""
    sizes = {question: len(record.options) for question, record in SITE.questions.items()}
    covered = 0
    for walk in walked():
        free = 1
        for question, size in sizes.items():
            free *= 1 if question in walk else size
        covered += free

    assert covered == 207_360
    assert len({tuple(walk.items()) for walk in walked()}) == len(walked())


@pytest.mark.parametrize("name", SITE.decisions)
def test_compiled_equals_rules(name):
    """The compiled form gives for every combination the outcome and the rules that the rules themselves give."""
    for key, case in worked()[name].cases.items():
        assert diagrams().follow(name, dict(zip(worked()[name].questions, key))) == ("leaf", case.outcome, case.binding)


ORDERS = {
    "omgekeerd": lambda keys: keys[::-1],
    "verschoven": lambda keys: keys[4:] + keys[:4],
    "om-en-om": lambda keys: keys[1::2] + keys[::2],
}


@pytest.mark.parametrize("order", ORDERS)
def test_asking_order(order):
    """Asked in another order, the same answers give the same advice, for every combination."""
    keys = ORDERS[order](list(SITE.questions))
    other = Diagrams(changed(SITE, questions={key: SITE.questions[key] for key in keys}))

    assert other.questions == keys
    for name, table in worked().items():
        for key, case in table.cases.items():
            assert other.follow(name, dict(zip(table.questions, key))) == ("leaf", case.outcome, case.binding)


def test_answers_asked_for_are_enough():
    """With only the answers of a walk the rules come to the same advice as with all nine."""
    for walk in walked():
        advice = advise(SITE, walk)
        rest = {question: next(iter(record.options)) for question, record in SITE.questions.items()} | walk
        for name, table in worked().items():
            case = table.case(rest)
            assert advice[name] == (case.outcome, case.binding)


def test_data_says_the_same():
    """What the browser gets leads on every walk to the same outcomes and rules."""
    data = json.loads(json.dumps(diagrams().data()))
    questions = data["questions"]
    for walk in walked():
        chosen = [options.index(walk[key]) if key in walk else None for key, options in questions]
        for name, _, outcomes, rules, node in data["decisions"]:
            while data["nodes"][node][0] >= 0:
                place, children = data["nodes"][node]
                node = children[chosen[place]]
            _, came, through = data["nodes"][node]
            _, outcome, held = diagrams().follow(name, walk)
            assert [outcomes[i] for i in came] == ([outcome] if isinstance(outcome, str) else list(outcome))
            assert tuple(rules[i] for i in through) == held


def test_data_names_the_main_decision(toy):
    """The browser is told on which decision the others wait."""
    assert Diagrams(toy.site).data()["main"] == "ver"


def test_advice_tells_what_it_asks(toy):
    """The browser is told for each combination of weighty outcomes which texts and which duties belong to it."""
    data = advice.offered(toy.site, Diagrams(toy.site))

    assert data["weighty"] == {"ver": ["twee"]} and data["of"] == {"": [0, 0], "twee": [1, 1]}
    assert data["texts"] == [(), (("proef", "basis"), ("bijlage", "basis"))]
    assert data["duties"] == [(), (("termijn-rapport", 6), ("plicht-samenvatting", 6))]


@pytest.mark.parametrize("outcomes", advice.together(diagrams()), ids=advice.places)
def test_tender_of_an_advice_agrees_with_itself(outcomes):
    """The texts of every advice ask exactly what the advice does, and contradict each other in nothing; none of their words are data."""
    tender = advice.tender(SITE, outcomes)
    wanted, _ = advice.asked(SITE, outcomes)

    assert tender.duties == duties.standing(SITE, wanted) and tender.faults() == []
    for key in tender.texts:
        assert not re.search(r"\{als|\b(?:state|sources|checked|check): |\[\[=(?!iao-verdragen|plichten)", tender.words(key)), key


def test_scripts_know_no_rule():
    """No script names a question, an answer, a decision, an outcome, a rule, a step, a duty or a clause: the data do."""
    names = {*SITE.toolbox, *SITE.duties, *SITE.clauses, *SITE.questions, *SITE.decisions}
    names |= {option for question in SITE.questions.values() for option in question.options}
    names |= {name for decision in SITE.decisions.values() for name in [*decision.outcomes, *decision.rules]}
    names -= {"bestek"}  # also the name under which the browser keeps the chosen texts
    told = {
        path.name: names & set(re.findall(r"""["'`/]([a-z0-9]+(?:-[a-z0-9]+)*)["'`/]""", path.read_text(encoding="utf-8")))
        for path in files().values()
    }

    assert len(told) > 10 and {name: found for name, found in told.items() if found} == {}


def test_data_is_small():
    """The compiled data stays under 100 kB, and under 25 kB compressed."""
    text = json.dumps(diagrams().data(), ensure_ascii=False, separators=(",", ":")).encode()

    assert len(text) < 100_000
    assert len(gzip.compress(text)) < 25_000


# --- The arithmetic of time ----------------------------------------------------------------------------------------

LAST_MONTH = {
    "eenmalig": 0,
    # One report and nothing after it: a contract of at most a year leaves no time to carry out a plan.
    "tot-1-jaar": month(SITE, "termijn-transparantie"),
    "1-tot-2-jaar": 12,
    "2-tot-3-jaar": 24,
    "3-jaar-of-meer": 36,
}
"""The last month in which something may fall due for the first time: what the answer guarantees, not what it hopes."""

TWO_YEARS = 24


def first_due(proof, far, evidence):
    """The month in which the last thing that is asked falls due for the first time."""
    if far in ("overleg", "tot-1"):
        return 0
    if far == "tot-2":
        return month(SITE, "termijn-transparantie")
    if far == "tot-3":
        return month(SITE, "termijn-actieplan")
    if evidence == "leiderschap-managementsysteem":
        # Who already has the system counts from his own start; who begins does so when the plan is due.
        return month(SITE, "termijn-actieplan") + (0 if proof == "managementsysteem" else TWO_YEARS)
    return month(SITE, "termijn-leiderschap-jaar-2")


def too_late(worked, duration):
    """The combinations of this duration in which something is asked that falls due after the last month."""
    far, evidence = worked["hoe-ver"], worked["stap-4"]
    for answers in combinations([q for q in SITE.questions if q in {*far.questions, *evidence.questions}]):
        if answers["looptijd"] == duration and answers["fase"] != "lopend":
            due = first_due(answers["bewijs"], far.case(answers).outcome, evidence.case(answers).outcome)
            if due > LAST_MONTH[duration]:
                yield answers


def test_months():
    """A report is due in month 6, a plan in month 9, the second report in month 15."""
    deadlines = ("termijn-transparantie", "termijn-actieplan", "termijn-leiderschap-jaar-2")

    assert [month(SITE, key) for key in deadlines] == [6, 9, 15]


@pytest.mark.parametrize("duration", SITE.questions["looptijd"].options)
def test_time_is_enough(duration):
    """No advice asks what falls due after the months that the duration guarantees."""
    assert list(too_late(worked(), duration)) == []


@pytest.mark.parametrize("rule, duration", [("een-levering", "eenmalig"), ("een-jaar", "tot-1-jaar"), ("twee-jaar", "1-tot-2-jaar")])
def test_time_rule_is_needed(rule, duration):
    """Without this rule of time something would be asked too late, so that the proof above can fail."""
    without = {key: record for key, record in SITE.decisions["hoe-ver"].rules.items() if key != rule}
    decisions = {name: SITE.decisions[name] for name in ("hoe-ver", "stap-2", "stap-4")}
    decisions["hoe-ver"] = decisions["hoe-ver"].model_copy(update={"rules": without})

    assert list(too_late(tables(changed(SITE, decisions=decisions)), duration))


@pytest.mark.parametrize("question", ["raming", "looptijd", "opvolging", "ambitie"])
def test_more_never_gives_less(question):
    """A larger or longer contract, more follow-up or more ambition never leads to a lower step."""
    table, order = worked()["hoe-ver"], list(SITE.decisions["hoe-ver"].outcomes)
    options, place = list(SITE.questions[question].options), table.questions.index(question)

    for key, case in table.cases.items():
        for more in options[options.index(key[place]) + 1 :]:
            further = table.cases[key[:place] + (more,) + key[place + 1 :]]
            assert order.index(further.outcome) >= order.index(case.outcome), (key, more)


# --- The examples --------------------------------------------------------------------------------------------------

SHOWN = ("hoe-ver", "stap-2", "stap-3", "stap-4", "percelen", "labels")


@pytest.mark.parametrize("key", SITE.examples)
def test_example(key):
    """The example answers exactly what is asked, in that order, and gets the advice that it says."""
    example, asked = SITE.examples[key], {}
    while question := diagrams().next_question(asked):
        assert question in example.answers, f"'{question}' wordt gevraagd maar heeft geen antwoord"
        asked[question] = example.answers[question]
    found = {name: diagrams().follow(name, asked)[1] for name in example.advises}

    assert list(asked) == list(example.answers)
    for name, outcome in example.advises.items():
        if isinstance(outcome, str):
            assert found[name] == outcome, name
        else:
            assert set(outcome) <= set(found[name]), name


def test_enough_examples():
    """There are at least twenty-eight examples, the five lots of Gent among them, and no two are the same."""
    answers = [tuple(example.answers.items()) for example in SITE.examples.values()]

    assert len(answers) >= 28
    assert {f"gent-perceel-{number}" for number in range(1, 6)} <= set(SITE.examples)
    assert len(set(answers)) == len(answers)


@pytest.mark.parametrize("name", SHOWN)
def test_examples_show_every_outcome(name):
    """The examples together show every outcome of this decision."""
    shown = {example.advises.get(name) for example in SITE.examples.values()}

    assert set(SITE.decisions[name].outcomes) - shown == set()


@pytest.mark.parametrize("question", SITE.questions)
def test_examples_give_every_answer(question):
    """The examples together give every answer to this question."""
    given = {example.answers.get(question) for example in SITE.examples.values()}

    assert set(SITE.questions[question].options) - given == set()
