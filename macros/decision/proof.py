"""What can be proved about the decision helper over every combination of answers, and what the page about it publishes."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import product
from math import prod
from operator import itemgetter

from macros.decision.rules import LIMIT, come_to, conditions, holds, pieces, told


@dataclass(frozen=True, eq=False)
class Case:
    """What a decision comes to: the rules that hold, the outcome, and the rules that led to it.

    The outcome is None where no rule gives one or two contradict each other, or an earlier decision came to nothing.
    """

    held: tuple[str, ...]
    outcome: str | tuple[str, ...] | None
    binding: tuple[str, ...] = ()
    earlier: bool = True


@dataclass(frozen=True)
class Table:
    """One decision, or one point of a decision that gathers points, worked out for every combination of what it can depend on.

    `alike` says for each question which answers no rule tells apart: option → the first of those. Of these only the first is in `cases`.
    """

    name: str
    decision: object
    questions: list[str]
    alike: dict[str, dict[str, str]]
    cases: dict[tuple[str, ...], Case]

    def case(self, answers):
        return self.cases[tuple(self.alike[question][answers[question]] for question in self.questions)]

    @cached_property
    def distinct(self):
        """Each case once; equal situations share theirs."""
        return list(dict.fromkeys(self.cases.values()))


def concerns(site) -> dict[str, list[str]]:
    """Each decision → the questions it can depend on, directly or through an earlier one, in the order of the file."""
    return {name: [q for q in site.questions if any(q in alike for _, alike in parts)] for name, parts in _apart(site).items()}


def _apart(site):
    """For each piece of each decision the answers that no rule tells apart: name → [(piece, question → option → first of its like)]."""
    signs, found = {}, {}
    for name, parts in pieces(site).items():
        found[name] = []
        for part in parts:
            sign = {}
            for when in conditions(part):
                for subject, options in when.items():
                    if subject in site.questions:
                        sign.setdefault(subject, []).append(frozenset(options))
                    else:
                        for question, lists in signs[subject.removesuffix(LIMIT)].items():
                            sign.setdefault(question, []).extend(lists)
            alike = {}
            for question in site.questions:
                if question in sign:
                    first, lists = {}, dict.fromkeys(sign[question])
                    for option in site.questions[question].options:
                        first.setdefault(tuple(option in options for options in lists), option)
                    alike[question] = {o: first[tuple(o in options for options in lists)] for o in site.questions[question].options}
            found[name].append((part, alike))
        signs[name] = sign
    return found


def tables(site) -> dict[str, list[Table]]:
    """Every decision worked out over its own questions, straight from the rules, without the compiled form: decision → its pieces."""
    done: dict[str, list[Table]] = {}
    for name, parts in _apart(site).items():
        done[name] = [_table(site, name, part, alike, done) for part, alike in parts]
    return done


def _table(site, name, decision, alike, done):
    questions, cases, seen = list(alike), {}, {}
    subjects = list(dict.fromkeys(subject for when in conditions(decision) for subject in when))
    read = [_reader(subject, questions, done) for subject in subjects]
    for key in product(*(dict.fromkeys(alike[question].values()) for question in questions)):
        situation = tuple(answer(key) for answer in read)
        if situation not in seen:
            seen[situation] = _case(decision, dict(zip(subjects, situation)))
        cases[key] = seen[situation]
    return Table(name, decision, questions, alike, cases)


def _reader(subject, questions, done):
    """A function from a combination of answers to what a condition on `subject` looks at."""
    name = subject.removesuffix(LIMIT)
    if name not in done:
        return itemgetter(questions.index(subject))
    table = done[name][0]
    picks = [(questions.index(question), table.alike[question]) for question in table.questions]

    def read(key):
        case = table.cases[tuple(alike[key[place]] for place, alike in picks)]
        if case.outcome is None:
            return None
        return told(name, table.decision, case.outcome, case.binding).get(subject, "")

    return cache(read)


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
        for key, case in table.cases.items():
            if case.outcome is None and case.earlier:
                wrong.setdefault(case.held, []).append(key)
        for held, keys in wrong.items():
            what = f"overlap: {' en '.join(held)} gelden samen" if held else "gat: geen enkele regel geldt"
            first = ", ".join(f"{question}={answer}" for question, answer in zip(table.questions, keys[0]))
            problems.append(f"{table.name}: {what} bij {first} ({len(keys)} keer)")
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


def twins(site, worked=None) -> dict[str, list[list[str]]]:
    """Each question → the groups of answers that give the same advice everywhere, whatever else is answered."""
    signs = {question: {option: [] for option in record.options} for question, record in site.questions.items()}
    for table in each(worked or tables(site)):
        outcomes = [case.outcome for case in table.cases.values()]
        sizes = [len(dict.fromkeys(table.alike[question].values())) for question in table.questions]
        for place, question in enumerate(table.questions):
            run, same, columns = prod(sizes[place + 1 :]), {}, {}
            for number, first in enumerate(dict.fromkeys(table.alike[question].values())):
                column = tuple(o for i in range(number * run, len(outcomes), run * sizes[place]) for o in outcomes[i : i + run])
                same[first] = columns.setdefault(column, len(columns))
            for option, first in table.alike[question].items():
                signs[question][option].append(same[first])
    found = {}
    for question, options in signs.items():
        groups: dict[tuple, list[str]] = {}
        for option, sign in options.items():
            groups.setdefault(tuple(sign), []).append(option)
        found[question] = [names for names in groups.values() if len(names) > 1]
    return found


def idle(site, coinciding=None) -> list[str]:
    """Questions whose answer changes no advice anywhere; `coinciding` is what `twins` gives, if that is known."""
    return [question for question, groups in (coinciding or twins(site)).items() if groups == [list(site.questions[question].options)]]


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
