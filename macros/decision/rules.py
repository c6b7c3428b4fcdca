"""The one place that knows what a condition means; works out each decision and compiles what the browser follows."""

from __future__ import annotations

from functools import cache
from itertools import product


def holds(when: dict[str, list[str]], answers: dict[str, str]) -> bool:
    """Whether a rule's conditions hold: 'and' between the subjects, 'or' within each list."""
    for subject, options in when.items():  # a loop: the proofs ask this millions of times
        if answers.get(subject) not in options:
            return False
    return True


def decide(decision, answers: dict[str, str]):
    """One decision, worked out from answers and the outcomes of earlier decisions.

    Returns (outcome, rules): for hit 'een' and 'laagste' one outcome id and the rules that led to it; for 'alle' a tuple of
    outcome ids and their rules. Raises LookupError when not exactly one rule of 'een' holds, or none of 'laagste'.
    """
    return come_to(decision, [key for key, rule in decision.rules.items() if holds(rule.when, answers)])


def come_to(decision, found, name=""):
    """What the rules that hold come to: the same, and the same error."""
    advised = {key: decision.rules[key].advises for key in found}
    if decision.hit == "alle":
        return tuple(advised.values()), tuple(advised)
    if decision.hit == "een" and len(found) != 1 or not found:
        raise LookupError(f"{len(found)} regels gelden samen ({', '.join(found) or 'geen enkele'})" + f" in '{name}'" * bool(name))
    lowest = min(advised.values(), key=list(decision.outcomes).index)
    return lowest, tuple(key for key, outcome in advised.items() if outcome == lowest)


def advise(site, answers: dict[str, str]) -> dict[str, tuple]:
    """Every decision in turn: name → (outcome, rules). `answers` holds an answer to every question that matters."""
    known, advice = dict(answers), {}
    for name, decision in site.decisions.items():
        try:
            outcome, rules = decide(decision, known)
        except LookupError as error:
            raise LookupError(f"beslissing '{name}', {error} bij {answers}") from None
        advice[name] = (outcome, rules)
        if isinstance(outcome, str):
            known[name] = outcome
    return advice


def paths(site):
    """Every combination of answers, as dicts."""
    names = list(site.questions)
    for combination in product(*(site.questions[name].options for name in names)):
        yield dict(zip(names, combination))


class Diagrams:
    """One reduced decision diagram per decision: a node asks a question, a leaf holds an outcome with its rules.

    Equal nodes are shared and a question that does not matter is left out, so that a reader is asked only what can still
    change the advice.
    """

    def __init__(self, site):
        self.site = site
        self.questions = list(site.questions)
        self.options = [list(q.options) for q in site.questions.values()]
        self.places = [{option: place for place, option in enumerate(options)} for options in self.options]
        self.nodes: list[tuple] = []
        self.index: dict[tuple, int] = {}
        self.roots: dict[str, int] = {}
        for name in site.decisions:
            self.roots[name] = self._compile(name)

    def _node(self, node):
        if node not in self.index:
            self.index[node] = len(self.nodes)
            self.nodes.append(node)
        return self.index[node]

    def _compile(self, name):
        """The root of one decision's diagram.

        Walks the questions in order, keeping only the rules that can still hold and how far the earlier decisions are
        known; equal situations are worked out once, so that not every combination of answers is visited.
        """
        decision = self.site.decisions[name]
        earlier = [d for d in self.roots if any(d in rule.when for rule in decision.rules.values())]

        @cache
        def build(position, alive, depths):
            for which, depth in zip(earlier, depths):
                if self.nodes[depth][0] == "leaf":
                    outcome = self.nodes[depth][2]
                    alive = tuple(r for r in alive if outcome in decision.rules[r].when.get(which, [outcome]))
            if position == len(self.questions):
                return self._node(("leaf", name, *come_to(decision, alive, name)))
            question, children = self.questions[position], []
            for number, option in enumerate(self.options[position]):
                still = tuple(r for r in alive if option in decision.rules[r].when.get(question, [option]))
                further = tuple(self.nodes[d][1][number] if self.nodes[d][0] == position else d for d in depths)
                children.append(build(position + 1, still, further))
            return children[0] if len(set(children)) == 1 else self._node((position, tuple(children)))

        return build(0, tuple(decision.rules), tuple(self.roots[d] for d in earlier))

    def follow(self, name, answers):
        """Walk one diagram with what is answered: ('ask', question) or ('leaf', outcome, rules)."""
        node = self.nodes[self.roots[name]]
        while node[0] != "leaf":
            question = self.questions[node[0]]
            place = self.places[node[0]].get(answers.get(question))
            if place is None:
                return "ask", question
            node = self.nodes[node[1][place]]
        return "leaf", node[2], node[3]

    def next_question(self, answers):
        """The first question, in the order of the file, that still matters; None when everything is decided."""
        asked = {walked[1] for name in self.roots if (walked := self.follow(name, answers))[0] == "ask"}
        return next((q for q in self.questions if q in asked), None)

    def data(self) -> dict:
        """What the browser needs, small: nodes as [question, children] or [-1, outcomes, rules], by number.

        A decision is [id, whether it comes to one outcome, outcomes, rules, root]; on the outcome of `main` the others wait.
        """
        decisions = list(self.site.decisions.values())
        numbers = {name: i for i, name in enumerate(self.site.decisions)}
        nodes = []
        for node in self.nodes:
            if node[0] == "leaf":
                decision = decisions[numbers[node[1]]]
                outcomes, rules = list(decision.outcomes), list(decision.rules)
                found = [node[2]] if isinstance(node[2], str) else node[2]
                nodes.append([-1, [outcomes.index(o) for o in found], [rules.index(r) for r in node[3]]])
            else:
                nodes.append([node[0], list(node[1])])
        return {
            "questions": [[key, list(q.options)] for key, q in self.site.questions.items()],
            "aliases": {alias: key for key, q in self.site.questions.items() for alias in q.aliases},
            "optionAliases": {
                key: {alias: option for option, choice in q.options.items() for alias in choice.aliases}
                for key, q in self.site.questions.items()
                if any(c.aliases for c in q.options.values())
            },
            "decisions": [
                [key, d.hit != "alle", list(d.outcomes), list(d.rules), self.roots[key]] for key, d in self.site.decisions.items()
            ],
            "main": next(key for key, d in self.site.decisions.items() if d.hit != "alle"),
            "nodes": nodes,
        }
