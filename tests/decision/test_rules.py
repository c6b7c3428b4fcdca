"""The decision helper: what a condition means, proofs over every combination of answers, and each example."""

import functools
import gzip
import json
import re
import sys
from dataclasses import replace

import pytest

from macros.after.scripts import files
from macros.decision import advice, fitting
from macros.decision.proof import concerns, each, gaps, hidden_rules, idle, lengths, median, report, twins, unreached, unused_rules, walks
from macros.decision.rules import Diagrams, advise, chosen, compiled, decide, holds, lows, paths
from macros.facts import duties
from macros.facts.duties import month
from macros.facts.load import Site, load
from macros.facts.models import DECISION, Decision, Question
from macros.preview import kept
from tests.conftest import TOY
from tests.real import SITE, diagrams, first_answers, leaves, walk, walk_per_rule, worked


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
    kinds = {"questions": questions or original.questions, "decisions": decisions or original.decisions}
    return replace(original, kinds=original.kinds | kinds)


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

    assert [check(toy) for check in (gaps, unused_rules, hidden_rules, unreached)] == [[], [], [], []] and idle(Diagrams(toy)) == []
    assert report(Diagrams(toy)) == {
        "combinations": 4,
        "walks": 4,
        "longest": 2,
        "median": 2,
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

    assert idle(Diagrams(toy)) == ["wind", "maan"]


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

    assert twins(Diagrams(toy)) == {"lucht": [["zon", "wolken"]]}
    assert idle(Diagrams(toy)) == []


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
# Each decision, and each point of one that gathers points, is worked out in boxes: combinations of answers that its rules do not tell
# apart. The boxes are read from the rules and together hold every combination once, so what is true in each box is true for all.


def test_boxes_hold_every_combination_once():
    """The boxes of a table hold as many combinations as there are, and no two of them overlap."""
    total = report(diagrams())["combinations"]

    for table in each(worked()):
        assert sum(box.size(SITE) for box in table.boxes) == total, table.name
    boxes = worked()["hoe-ver"][0].boxes
    assert all(apart(one, other) for place, one in enumerate(boxes) for other in boxes[:place])


def apart(box, other):
    """Whether no combination is in both boxes."""
    return any(not options & other.answers.get(question, options) for question, options in box.answers.items())


@pytest.mark.parametrize("name", SITE.decisions)
def test_box_is_one_situation(name):
    """All combinations in a box make the same rules hold: each condition on a question holds for all its answers there, or for none."""
    questions = SITE.questions
    for table in worked()[name]:
        asked = {key: list((table.decision.applies | rule.when).items()) for key, rule in table.decision.rules.items()}
        for box in table.boxes:
            for key, conditions in asked.items():
                sides = [
                    {answer in options for answer in box.answers.get(subject, questions[subject].options)}
                    if subject in questions
                    else {box.known.get(subject, "") in options}
                    for subject, options in conditions
                ]
                assert {False} in sides or (all(side == {True} for side in sides) and key in box.case.held), (name, key)


def test_one_advice():
    """Every combination of answers gets exactly one advice for each decision that applies to it."""
    assert gaps(SITE, worked()) == []
    assert [table.name for table in each(worked()) for case in table.distinct if case.outcome is None] == []


def test_no_rule_unused_or_hidden():
    """Every rule holds somewhere, and every limit and every reason for a point is binding somewhere."""
    assert unused_rules(SITE, worked()) == []
    assert hidden_rules(SITE, worked()) == []


@pytest.mark.parametrize("rule", SITE.decisions["hoe-ver"].rules)
def test_limit_is_needed(rule):
    """Without this limit some reader would be sent further up the stairs."""
    decision = SITE.decisions["hoe-ver"]
    order = list(decision.outcomes)

    others = [
        ([decision.rules[other].advises for other in case.held if other != rule], case.outcome)
        for case in worked()["hoe-ver"][0].distinct
        if rule in case.held
    ]

    assert any(not advised or min(advised, key=order.index) != outcome for advised, outcome in others)


def test_every_outcome_is_reached():
    """Every outcome of every decision comes out for some combination."""
    assert unreached(SITE, worked()) == []


def test_every_question_matters():
    """Every question changes some advice somewhere."""
    assert idle(diagrams(), coinciding()) == []


@functools.cache
def coinciding():
    """The answers of the real questions that lead to the same advice everywhere; worked out once."""
    return twins(diagrams())


@pytest.mark.parametrize("question", SITE.questions)
def test_every_option_matters(question):
    """Every answer gives other advice than some other answer to its question; only a reader's own words may coincide.

    Product groups are names in which a buyer finds his purchase, so several may lead to the same advice. Who does not
    know the market is advised as carefully as who knows that it is only beginning.
    """
    may_coincide = {
        "productgroep": [{"duurzame-werkkledij", "basiskledij", "signalisatie", "medisch"}],
        "bewijs": [{"onbekend", "beginnend"}],
    }

    for group in coinciding()[question]:
        assert any(set(group) <= allowed for allowed in may_coincide.get(question, [])), group


def test_number_of_questions():
    """No reader is asked more than ten questions, half of all walks take at most eight, and a small order ends after three."""
    counted = lengths(diagrams())

    assert max(counted) <= 10 and median(counted) <= 8
    for group in SITE.questions["productgroep"].options:
        small = {"fase": "bestek", "raming": "beperkte-waarde", "productgroep": group}
        assert walk(first_answers() | small) == small


def test_walks_are_counted_right(toy):
    """Counting walks gives what making them one by one gives."""
    for small in (Diagrams(toy.site), Diagrams(site(WEER, JAS | UIT | MEE))):
        made = [len(walk) for walk in walks(small)]

        assert lengths(small) == {length: made.count(length) for length in set(made)}


@pytest.mark.parametrize("name", SITE.decisions)
def test_compiled_equals_rules(name):
    """The compiled form gives for every combination the outcome and the rules that the rules themselves give."""
    for root, table in zip(diagrams().roots[name], worked()[name], strict=True):
        for box in table.boxes:
            assert leaves(diagrams(), root, box.answers) == {(box.case.outcome, box.case.binding)}, box.answers


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
    for name, parts in worked().items():
        for root, table in zip(other.roots[name], parts, strict=True):
            for box in table.boxes:
                assert leaves(other, root, box.answers) == {(box.case.outcome, box.case.binding)}, box.answers


@pytest.mark.parametrize("rule", sorted(f"{name}/{rule}" for name, decision in SITE.decisions.items() for rule in decision.rules))
def test_answers_asked_for_are_enough(rule):
    """With only the answers of a walk the rules come to the same advice as with an answer to every question, whichever that is."""
    walk = walk_per_rule()[rule]
    last = {question: list(record.options)[-1] for question, record in SITE.questions.items()}

    assert advise(SITE, walk) == advise(SITE, first_answers() | walk) == advise(SITE, last | walk)
    assert rule in {f"{name}/{one}" for name, (_, rules) in advise(SITE, walk).items() for one in rules}


def test_data_says_the_same():
    """What the browser gets is the compiled form, by number."""
    compiled = diagrams()
    data = json.loads(json.dumps(compiled.data()))

    for node, sent in zip(compiled.nodes, data["nodes"], strict=True):
        if node[0] != "leaf":
            assert sent == [node[0], list(node[1])]
            continue
        _, _, outcomes, rules, roots = next(row for row in data["decisions"] if row[0] == node[1])
        assert roots == compiled.roots[node[1]]
        assert tuple(outcomes[i] for i in sent[1]) == ((node[2],) if isinstance(node[2], str) else node[2])
        assert tuple(rules[i] for i in sent[2]) == node[3]


def test_numbers():
    """A number lies in the option that begins at or below it, counted on from another where it says so; the duties say where one begins."""
    assert lows(SITE, "looptijd") == [0, 6, 9, 15, 18, 33] and lows(SITE, "verlenging") == [0, 9, 15]
    options = dict(zip(["0", "5", "6", "8", "9", "14", "15", "18", "32", "33"], [0, 0, 1, 1, 2, 2, 3, 4, 4, 5]))
    for number, place in options.items():
        assert chosen(SITE, {"looptijd": number}) == {"looptijd": list(SITE.questions["looptijd"].options)[place]}
    assert chosen(SITE, {"looptijd": "7", "verlenging": "3"})["verlenging"] == "dan-een-plan"
    assert chosen(SITE, {"looptijd": "7", "verlenging": "8"})["verlenging"] == "dan-een-trend"
    assert chosen(SITE, {"looptijd": "een-plan", "fase": "bestek"}) == {"looptijd": "een-plan", "fase": "bestek"}


def test_data_names_the_main_decision(toy):
    """The browser is told on which decision the others wait."""
    assert Diagrams(toy.site).data()["main"] == "ver"


def test_advice_tells_what_it_asks(toy):
    """The browser is told for each combination of weighty outcomes which texts and which duties belong to it."""
    data = advice.offered(toy.site, Diagrams(toy.site))

    assert data["weighty"] == {"ver": ["twee"]} and data["of"] == {"": 0, "0": 1}
    assert data["tenders"] == [("", ""), ("01", "01")]
    assert data["texts"] == [("proef", "basis"), ("bijlage", "basis")]
    assert data["duties"] == [("termijn-rapport", 6), ("plicht-samenvatting", 6)]
    assert data["ends"] == {
        "sure": None,
        "more": None,
        "lapse": ["termijn-plan"],
        "close": ["termijn-rapport", "termijn-vroeger", "plicht-samenvatting"],
    }


class Noting(dict):
    """The kinds of a site, that notes which of them anyone looks at."""

    def __init__(self, kinds):
        super().__init__(kinds)
        self.read = set()

    def __getitem__(self, kind):
        self.read.add(kind)
        return super().__getitem__(kind)

    def items(self):
        self.read.update(self)
        return super().items()

    def values(self):
        self.read.update(self)
        return super().values()

    def get(self, kind, other=None):
        self.read.add(kind)
        return super().get(kind, other)


def test_advice_is_worked_out_of_what_it_says(toy):
    """What an advice is worked out of is what its key holds: else a change in another kind would leave an old one on the page while serving."""
    noting = replace(toy.site, kinds=Noting(toy.site.kinds))
    made = Diagrams(noting)
    combinations = advice.together(made)

    assert noting.kinds.read == {"questions", "decisions"} <= set(DECISION)

    for outcomes in combinations:
        advice.tender(noting, outcomes)
    advice.offered(noting, made)

    assert {"clauses", "duties", "questions"} < noting.kinds.read <= set(advice.READS)


def test_what_stays_knows_its_code(monkeypatch):
    """All our code that runs or made what is looked at, while something that stays is worked out, is in its key.

    Else a change in that code would leave what was on the page while serving.
    """
    opened, strange = [], {}

    class Watched(Diagrams):
        def __getattribute__(self, name):
            for ran in opened:
                ran.add(Diagrams.__module__)
            return super().__getattribute__(name)

    def once(key, make):
        name, *modules = key
        opened.append(set())
        sys.setprofile(lambda frame, event, _: event == "call" and [ran.add(frame.f_globals["__name__"]) for ran in opened])
        try:
            return make()
        finally:
            ran = {name for name in opened.pop() if name.startswith("macros.") and not name.startswith("macros.preview")}
            if not opened:
                sys.setprofile(None)
            strange.setdefault(name, set()).update(ran - set().union(*map(kept.closure, modules)))

    monkeypatch.setattr(kept, "key", lambda name, code=(), *_: (name, *code))
    monkeypatch.setattr(kept, "code", lambda *modules: modules)
    monkeypatch.setattr(kept, "once", once)
    site = load(TOY)
    made = Watched(site)
    advice.offered(site, made)
    fitting.asking(site, made)

    assert strange == dict.fromkeys(["document", "diagrams", "together ()", "logic", "offered", "asking"], set())


def test_tender_of_an_advice_agrees_with_itself():
    """The texts of every advice ask exactly what the advice does; none of their words are data.

    That they contradict each other in nothing and resolve every reference is what `derive` refuses otherwise.
    """
    advices, read = advice.together(diagrams()), set()
    for outcomes in advices:
        tender = advice.tender(SITE, outcomes)
        wanted, _ = advice.asked(SITE, outcomes)

        assert tender.duties == duties.standing(SITE, wanted), advice.places(outcomes)
        read |= {(key, tender.words(key)) for key in tender.texts}
    leftover = re.compile(r"\{als|\b(?:state|sources|checked|check): |\[\[=(?!iao-verdragen|plichten)")

    assert len(advices) > 500 and {key for key, words in read if leftover.search(words)} == set()


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

STEPS = ("stap-2", "stap-3", "stap-4")


def too_late(site, duration, sure):
    """What is asked too late when this is answered to the duration, of which only the months `sure` are certain.

    The first piece of each step must fall due within them. What falls due later must end with the contract by its own text.
    """
    due = {key: month(site, key) for key in site.duties}
    for outcomes in advice.together(compiled(site), {"looptijd": duration}):
        for step in STEPS:
            asked = {duties.split(duty)[0] for one in outcomes[step] for duty in site.decisions[step].outcomes[one].duties}
            firsts = [due[key] for key in asked if due[key] is not None]
            if firsts and min(firsts) > sure:
                yield outcomes, step, min(firsts)
        wanted, _ = advice.asked(site, outcomes)
        for key in {duties.split(duty)[0] for duty in duties.standing(site, wanted)}:
            if (due[key] or 0) > sure and site.duties[key].beyond not in ("vervalt", "op-einde"):
                yield outcomes, key, due[key]


def test_months():
    """A report is due in month 6, a plan in month 9, the second report in month 15."""
    deadlines = ("termijn-transparantie", "termijn-actieplan", "termijn-leiderschap-jaar-2")

    assert [month(SITE, key) for key in deadlines] == [6, 9, 15]


@pytest.mark.parametrize("duration, sure", list(zip(SITE.questions["looptijd"].options, lows(SITE, "looptijd"))))
def test_time_is_enough(duration, sure):
    """No advice asks what falls due after the least number of months that an answer stands for."""
    assert list(too_late(SITE, duration, sure)) == []


@pytest.mark.parametrize(
    "rule, duration, sure", [("een-levering", "geen-rapport", 0), ("een-jaar", "een-rapport", 6), ("twee-jaar", "een-plan", 9)]
)
def test_time_rule_is_needed(rule, duration, sure):
    """Without this rule of time something would be asked too late, so that the proof above can fail."""
    rules = {key: record for key, record in SITE.decisions["hoe-ver"].rules.items() if key != rule}
    decisions = {name: SITE.decisions[name] for name in ("hoe-ver", *STEPS)}
    decisions["hoe-ver"] = decisions["hoe-ver"].model_copy(update={"rules": rules})

    assert list(too_late(changed(SITE, decisions=decisions), duration, sure))


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
    """There are at least sixty examples, the five lots of Gent among them, and no two are the same."""
    answers = [tuple(example.answers.items()) for example in SITE.examples.values()]

    assert len(answers) >= 60
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
    given = {chosen(SITE, example.answers).get(question) for example in SITE.examples.values()}

    assert set(SITE.questions[question].options) - given == set()
