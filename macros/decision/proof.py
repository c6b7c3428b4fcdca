"""What can be proved about the decision helper over every combination of answers, and what the page about it publishes."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache, cached_property
from math import prod

from macros.decision.rules import LIMIT, Nodes, come_to, conditions, holds, pieces, told


@dataclass(frozen=True, eq=False)
class Case:
    """What a decision comes to: the rules that hold, the outcome, and the rules that led to it.

    The outcome is None where no rule gives one or two contradict each other, or an earlier decision came to nothing.
    """

    held: tuple[str, ...]
    outcome: str | tuple[str, ...] | None
    binding: tuple[str, ...] = ()
    earlier: bool = True


@dataclass(frozen=True, eq=False)
class Box:
    """All combinations of answers that the rules do not tell apart: question → its possible answers; any answer where a question is left out.

    `known` is what earlier decisions come to in it, and what this one does.
    """

    answers: dict[str, frozenset[str]]
    known: dict[str, str | None]
    case: Case

    def one(self, site) -> dict[str, str]:
        """An answer to every question, in this box: the first where it does not matter."""
        return {
            question: next(
                filter(self.answers[question].__contains__, record.options) if question in self.answers else iter(record.options)
            )
            for question, record in site.questions.items()
        }

    def size(self, site) -> int:
        """How many combinations of answers to all questions are in it."""
        return prod(len(self.answers.get(question, record.options)) for question, record in site.questions.items())


@dataclass(frozen=True)
class Table:
    """One decision, or one point of a decision that gathers points, worked out for all combinations of answers, as boxes."""

    name: str
    decision: object
    boxes: list[Box]

    @cached_property
    def distinct(self):
        """Each case once; equal situations share theirs."""
        return list(dict.fromkeys(box.case for box in self.boxes))


def concerns(site) -> dict[str, list[str]]:
    """Each decision → the questions it can depend on, directly or through an earlier one, in the order of the file."""
    found: dict[str, list[str]] = {}
    for name, decision in site.decisions.items():
        named = {subject.removesuffix(LIMIT) for when in conditions(decision) for subject in when}
        named |= {question for earlier in named & set(found) for question in found[earlier]}
        found[name] = [question for question in site.questions if question in named]
    return found


def tables(site) -> dict[str, list[Table]]:
    """Every decision worked out straight from its rules, without the compiled form: decision → its pieces."""
    done: dict[str, list[Table]] = {}
    for name, parts in pieces(site).items():
        done[name] = [Table(name, part, _boxes(site, name, part, done)) for part in parts]
    return done


def _boxes(site, name, decision, done):
    """The boxes of one decision: those of the decisions that it waits for, each divided by what its own rules still ask."""
    when = {"": decision.applies} | {key: rule.when for key, rule in decision.rules.items()}
    subjects = {subject for condition in when.values() for subject in condition}
    own = {question: list(record.options) for question, record in site.questions.items() if question in subjects}
    waits = {key: [(s, {*options, None}) for s, options in condition.items() if s not in own] for key, condition in when.items()}
    before, starts = subjects - own.keys(), [({}, {})]
    for earlier in reversed(done):
        if {earlier, earlier + LIMIT} & before:
            starts = [both for start in starts for both in _within(start, earlier, done)]
    found, seen = [], {}
    for answers, known in starts:
        met = {subject: known.get(subject, "") for subject in before}
        alive = tuple(key for key, others in waits.items() if all(met[subject] in options for subject, options in others))
        for box in _divided(list(own.items()), when, alive, answers):
            one = met | {question: next(iter(box.get(question, options))) for question, options in own.items()}
            situation = tuple(one.values())
            if situation not in seen:
                case = _case(decision, one)
                seen[situation] = case, {name: None} if case.outcome is None else told(name, decision, case.outcome, case.binding)
            case, came = seen[situation]
            found.append(Box(box, known | came, case))
    return found


def _within(start, earlier, done):
    """The parts of a start in which an earlier decision comes to one thing; the start itself where that is known already."""
    answers, known = start
    if earlier in known or earlier + LIMIT in known:
        yield start
        return
    for box in done[earlier][0].boxes:
        both = dict(answers)
        for question, options in box.answers.items():
            both[question] = both[question] & options if question in both else options
            if not both[question]:
                break
        else:
            yield both, {earlier: ""} | box.known | known


def _divided(questions, when, alive, answers):
    """A box, divided by the answers that the rules still alive tell apart; one that none of them asks after is left whole."""
    if "" not in alive or not questions:
        yield answers
        return
    (question, each), groups = questions[0], {}
    lists = [when[key][question] for key in alive if question in when[key]]
    for option in filter(answers.get(question, each).__contains__, each) if lists else ():
        groups.setdefault(tuple(option in options for options in lists), []).append(option)
    if not lists:
        yield from _divided(questions[1:], when, alive, answers)
    for options in groups.values():
        still = tuple(key for key in alive if question not in when[key] or options[0] in when[key][question])
        yield from _divided(questions[1:], when, still, answers | {question: frozenset(options)})


def _case(decision, known):
    if None in known.values():
        return Case((), None, earlier=False)
    if not holds(decision.applies, known):
        return Case((), ())
    held = tuple(key for key, rule in decision.rules.items() if holds(rule.when, known))
    try:
        return Case(held, *come_to(decision, held))
    except LookupError:
        return Case(held, None)


def each(worked) -> list[Table]:
    """Every table of every decision."""
    return [table for parts in worked.values() for table in parts]


def gaps(site, worked=None) -> list[str]:
    """Where a decision comes to nothing (a gap) or to two things (an overlap), with the first answers that do so."""
    problems = []
    for table in each(worked or tables(site)):
        wrong: dict[tuple, list] = {}
        for box in table.boxes:
            if box.case.outcome is None and box.case.earlier:
                wrong.setdefault(box.case.held, []).append(box)
        for held, boxes in wrong.items():
            what = f"overlap: {' en '.join(held)} gelden samen" if held else "gat: geen enkele regel geldt"
            one = boxes[0].one(site)
            first = ", ".join(f"{question}={answer}" for question, answer in one.items() if question in boxes[0].answers)
            problems.append(f"{table.name}: {what} bij {first} ({sum(box.size(site) for box in boxes)} keer)")
    return problems


def unused_rules(site, worked=None) -> list[str]:
    """Rules that hold for no combination of answers, as 'decision: rule'."""
    return [
        f"{table.name}: {rule}"
        for table in each(worked or tables(site))
        for rule in table.decision.rules
        if all(rule not in case.held for case in table.distinct)
    ]


def hidden_rules(site, worked=None) -> list[str]:
    """Rules that hold somewhere and are overruled everywhere, as 'decision: rule'."""
    return [
        f"{table.name}: {rule}"
        for table in each(worked or tables(site))
        for rule in table.decision.rules
        if any(rule in case.held for case in table.distinct) and all(rule not in case.binding for case in table.distinct)
    ]


def unreached(site, worked=None) -> list[str]:
    """Outcomes that no combination of answers comes to, as 'decision: outcome'."""
    problems = []
    for name, parts in (worked or tables(site)).items():
        reached = {table.decision.rules[rule].advises for table in parts for case in table.distinct for rule in case.binding}
        problems += [f"{name}: {outcome}" for outcome in site.decisions[name].outcomes if outcome not in reached]
    return problems


class Compared:
    """Compares what compiled decisions come to under different answers. What it finds holds for all combinations, because the diagrams do."""

    def __init__(self, diagrams):
        self.diagrams, self.nodes = diagrams, Nodes(diagrams.nodes)
        self.plain = cache(self._plain)

    def _plain(self, node: int, asked: int = -1, place: int = 0) -> int:
        """A diagram without the rules that led to its outcomes, with one question answered; the same number for what comes to the same."""
        kind, *rest = self.nodes[node]
        if kind == "leaf":
            return self.nodes.number(("leaf", "", rest[1], ()))
        if kind == asked:
            return self.plain(rest[0][place], asked, place)
        children = tuple(self.plain(child, asked, place) for child in rest[0])
        return children[0] if len(set(children)) == 1 else self.nodes.number((kind, children))

    def given(self, root: int, question: str, option: str) -> int:
        """A diagram in which one question is answered."""
        asked = self.diagrams.questions.index(question)
        return self.plain(root, asked, self.diagrams.places[asked][option])

    def pairs(self, one: int, other: int) -> set[tuple]:
        """Every two outcomes to which two diagrams come for the same answers."""
        seen, found, waits = set(), set(), [(one, other)]
        while waits:
            pair = waits.pop()
            if pair in seen:
                continue
            seen.add(pair)
            nodes = [self.nodes[place] for place in pair]
            asks = [node[0] for node in nodes if node[0] != "leaf"]
            if not asks:
                found.add((nodes[0][2], nodes[1][2]))
                continue
            asked = min(asks)
            for number in range(len(self.diagrams.options[asked])):
                waits.append(tuple(node[1][number] if node[0] == asked else place for node, place in zip(nodes, pair)))
        return found


def twins(diagrams) -> dict[str, list[list[str]]]:
    """Each question → the groups of answers that give the same advice everywhere, whatever else is answered."""
    compared, found = Compared(diagrams), {}
    roots = [root for roots in diagrams.roots.values() for root in roots]
    for question, record in diagrams.site.questions.items():
        groups: dict[tuple, list[str]] = {}
        for option in record.options:
            groups.setdefault(tuple(compared.given(root, question, option) for root in roots), []).append(option)
        found[question] = [names for names in groups.values() if len(names) > 1]
    return found


def idle(diagrams, coinciding=None) -> list[str]:
    """Questions whose answer changes no advice anywhere; `coinciding` is what `twins` gives, if that is known."""
    questions = diagrams.site.questions
    return [question for question, groups in (coinciding or twins(diagrams)).items() if groups == [list(questions[question].options)]]


def walks(diagrams):
    """Every walk a reader can make: the answers he gives, in the order in which they are asked."""

    def further(nodes, answers):
        asked, ways = _asks(diagrams, nodes)
        if asked is None:
            yield answers
        for number, option in enumerate(diagrams.options[asked] if ways else ()):
            yield from further(ways[number], answers | {diagrams.questions[asked]: option})

    yield from further(_starts(diagrams), {})


def _starts(diagrams):
    return frozenset(root for roots in diagrams.roots.values() for root in roots if diagrams.nodes[root][0] != "leaf")


def _asks(diagrams, nodes):
    """The question that is asked where these diagrams stand, and where each answer leads; (None, []) when nothing is left to ask."""
    if not nodes:
        return None, []
    asked = min(diagrams.nodes[node][0] for node in nodes)
    waits, rest = [], []
    for node in nodes:
        (waits if diagrams.nodes[node][0] == asked else rest).append(node)
    stay = frozenset(rest)
    children = [diagrams.nodes[node][1] for node in waits]
    return asked, [
        stay | {child[number] for child in children if diagrams.nodes[child[number]][0] != "leaf"}
        for number in range(len(diagrams.options[asked]))
    ]


def lengths(diagrams) -> Counter:
    """How many walks there are of each number of questions, without making them one by one."""

    @cache
    def count(nodes):
        asked, ways = _asks(diagrams, nodes)
        if asked is None:
            return Counter({0: 1})
        total = Counter()
        for way, times in Counter(ways).items():
            for length, number in count(way).items():
                total[length + 1] += number * times
        return total

    return count(_starts(diagrams))


def median(counted: Counter) -> int:
    """The length that half of the walks do not exceed."""
    seen, half = 0, counted.total() / 2
    for length in sorted(counted):
        seen += counted[length]
        if seen >= half:
            return length
    raise ValueError("geen enkele weg")


def report(diagrams) -> dict[str, int]:
    """How large the logic is, for the page that publishes it."""
    site, counted = diagrams.site, lengths(diagrams)
    return {
        "combinations": prod(len(question.options) for question in site.questions.values()),
        "walks": counted.total(),
        "longest": max(counted),
        "median": median(counted),
        "questions": len(site.questions),
        "decisions": len(site.decisions),
        "rules": sum(len(decision.rules) for decision in site.decisions.values()),
        "outcomes": sum(len(decision.outcomes) for decision in site.decisions.values()),
        "examples": len(site.examples),
    }
