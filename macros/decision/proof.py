"""What can be proved about the decision helper over every combination of answers, and what the page about it publishes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import product
from math import prod
from operator import itemgetter

from macros.decision.rules import come_to, holds


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
    """One decision worked out for every combination of the questions it can depend on."""

    decision: object
    questions: list[str]
    cases: dict[tuple[str, ...], Case]

    def case(self, answers):
        return self.cases[tuple(answers[question] for question in self.questions)]

    @cached_property
    def distinct(self):
        """Each case once; equal situations share theirs."""
        return list(dict.fromkeys(self.cases.values()))


def concerns(site) -> dict[str, list[str]]:
    """Each decision → the questions it can depend on, directly or through an earlier one, in the order of the file."""
    found: dict[str, list[str]] = {}
    for name, decision in site.decisions.items():
        named = {subject for rule in decision.rules.values() for subject in rule.when}
        named |= {question for earlier in named & set(found) for question in found[earlier]}
        found[name] = [question for question in site.questions if question in named]
    return found


def tables(site) -> dict[str, Table]:
    """Every decision worked out over its own questions, straight from the rules, without the compiled form."""
    done: dict[str, Table] = {}
    for name, questions in concerns(site).items():
        decision, cases, seen = site.decisions[name], {}, {}
        subjects = list(dict.fromkeys(subject for rule in decision.rules.values() for subject in rule.when))
        read = [_reader(subject, questions, done) for subject in subjects]
        for key in product(*(site.questions[question].options for question in questions)):
            situation = tuple(answer(key) for answer in read)
            if situation not in seen:
                seen[situation] = _case(decision, dict(zip(subjects, situation)))
            cases[key] = seen[situation]
        done[name] = Table(decision, questions, cases)
    return done


def _reader(subject, questions, done):
    """A function from a combination of answers to what a condition on `subject` looks at."""
    if subject not in done:
        return itemgetter(questions.index(subject))
    places, cases = [questions.index(question) for question in done[subject].questions], done[subject].cases
    if len(places) == 1:
        return lambda key: cases[key[places[0]],].outcome
    pick = itemgetter(*places)
    return lambda key: cases[pick(key)].outcome


def _case(decision, known):
    if None in known.values():
        return Case((), None, earlier=False)
    held = tuple(key for key, rule in decision.rules.items() if holds(rule.when, known))
    try:
        return Case(held, *come_to(decision, held))
    except LookupError:
        return Case(held, None)


def gaps(site, worked=None) -> list[str]:
    """Where a decision comes to nothing (a gap) or to two things (an overlap), with the first answers that do so."""
    problems = []
    for name, table in (worked or tables(site)).items():
        wrong: dict[tuple, list] = {}
        for key, case in table.cases.items():
            if case.outcome is None and case.earlier:
                wrong.setdefault(case.held, []).append(key)
        for held, keys in wrong.items():
            what = f"overlap: {' en '.join(held)} gelden samen" if held else "gat: geen enkele regel geldt"
            first = ", ".join(f"{question}={answer}" for question, answer in zip(table.questions, keys[0]))
            problems.append(f"{name}: {what} bij {first} ({len(keys)} keer)")
    return problems


def unused_rules(site, worked=None) -> list[str]:
    """Rules that hold for no combination of answers, as 'decision: rule'."""
    return [
        f"{name}: {rule}"
        for name, table in (worked or tables(site)).items()
        for rule in table.decision.rules
        if all(rule not in case.held for case in table.distinct)
    ]


def hidden_rules(site, worked=None) -> list[str]:
    """Rules that hold somewhere and are overruled everywhere, as 'decision: rule'."""
    return [
        f"{name}: {rule}"
        for name, table in (worked or tables(site)).items()
        for rule in table.decision.rules
        if any(rule in case.held for case in table.distinct) and all(rule not in case.binding for case in table.distinct)
    ]


def unreached(site, worked=None) -> list[str]:
    """Outcomes that no combination of answers comes to, as 'decision: outcome'."""
    problems = []
    for name, table in (worked or tables(site)).items():
        reached = {table.decision.rules[rule].advises for case in table.distinct for rule in case.binding}
        problems += [f"{name}: {outcome}" for outcome in table.decision.outcomes if outcome not in reached]
    return problems


def twins(site, worked=None) -> dict[str, list[list[str]]]:
    """Each question → the groups of answers that give the same advice everywhere, whatever else is answered."""
    columns = {question: [[] for _ in record.options] for question, record in site.questions.items()}
    for table in (worked or tables(site)).values():
        outcomes = [case.outcome for case in table.cases.values()]
        sizes = [len(columns[question]) for question in table.questions]
        for place, question in enumerate(table.questions):
            run = prod(sizes[place + 1 :])
            for number, column in enumerate(columns[question]):
                column.append([outcomes[i : i + run] for i in range(number * run, len(outcomes), run * sizes[place])])
    found = {}
    for question, record in site.questions.items():
        groups: list[tuple[list, list[str]]] = []
        for option, column in zip(record.options, columns[question]):
            same = next((names for other, names in groups if other == column), None)
            if same is None:
                groups.append((column, [option]))
            else:
                same.append(option)
        found[question] = [names for _, names in groups if len(names) > 1]
    return found


def idle(site, coinciding=None) -> list[str]:
    """Questions whose answer changes no advice anywhere; `coinciding` is what `twins` gives, if that is known."""
    return [question for question, groups in (coinciding or twins(site)).items() if groups == [list(site.questions[question].options)]]


def walks(diagrams):
    """Every walk a reader can make: the answers he gives, in the order in which they are asked."""

    def further(nodes, answers):
        asked = min((diagrams.nodes[node][0] for node in nodes if diagrams.nodes[node][0] != "leaf"), default=None)
        if asked is None:
            yield answers
            return
        for number, option in enumerate(diagrams.options[asked]):
            children = [diagrams.nodes[node][1][number] if diagrams.nodes[node][0] == asked else node for node in nodes]
            yield from further(children, answers | {diagrams.questions[asked]: option})

    yield from further(list(diagrams.roots.values()), {})


def report(diagrams) -> dict[str, int]:
    """How large the logic is, for the page that publishes it."""
    site, lengths = diagrams.site, [len(walk) for walk in walks(diagrams)]
    return {
        "combinations": prod(len(question.options) for question in site.questions.values()),
        "walks": len(lengths),
        "longest": max(lengths),
        "questions": len(site.questions),
        "decisions": len(site.decisions),
        "rules": sum(len(decision.rules) for decision in site.decisions.values()),
        "outcomes": sum(len(decision.outcomes) for decision in site.decisions.values()),
        "examples": len(site.examples),
    }
