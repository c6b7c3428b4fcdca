"""The one place that knows what a condition means; works out each decision and compiles what the browser follows."""

from __future__ import annotations

from functools import cache, lru_cache
from itertools import product

from macros.facts import duties
from macros.facts.models import DECISION

LIMIT = "/grens"
"""Behind the name of a decision that takes the lowest limit: the rule that laid it, 'hoe-ver/grens'."""


def holds(when: dict[str, list[str]], answers: dict[str, str]) -> bool:
    """Whether a rule's conditions hold: 'and' between the subjects, 'or' within each list."""
    for subject, options in when.items():  # a loop: the proofs ask this millions of times
        if answers.get(subject) not in options:
            return False
    return True


def decide(decision, answers: dict[str, str]):
    """One decision, worked out from answers and the outcomes of earlier decisions.

    Returns (outcome, rules): for hit 'een' and 'laagste' one outcome id and the rules that led to it; for 'alle' a tuple of
    outcome ids and for each the first rule that gives it. Nothing twice, ((), ()), where the decision does not apply. Raises LookupError
    when not exactly one rule of 'een' holds, or none of 'laagste'.
    """
    if not holds(decision.applies, answers):
        return (), ()
    return come_to(decision, [key for key, rule in decision.rules.items() if holds(rule.when, answers)])


def come_to(decision, found, name=""):
    """What the rules that hold come to: the same, and the same error."""
    advised = {key: decision.rules[key].advises for key in found}
    if decision.hit == "alle":
        first = {outcome: key for key, outcome in reversed(advised.items())}
        given = [outcome for outcome in decision.outcomes if outcome in first]
        return tuple(given), tuple(first[outcome] for outcome in given)
    if decision.hit == "een" and len(found) != 1 or not found:
        raise LookupError(f"{len(found)} regels gelden samen ({', '.join(found) or 'geen enkele'})" + f" in '{name}'" * bool(name))
    lowest = min(advised.values(), key=list(decision.outcomes).index)
    return lowest, tuple(key for key, outcome in advised.items() if outcome == lowest)


def told(name: str, decision, outcome, rules) -> dict[str, str]:
    """What a later condition may look at, once a decision came to something: its outcome, and the first rule that laid the limit."""
    if not isinstance(outcome, str):
        return {}
    return {name: outcome} | ({name + LIMIT: rules[0]} if decision.hit == "laagste" else {})


def advise(site, answers: dict[str, str]) -> dict[str, tuple]:
    """Every decision in turn: name → (outcome, rules). `answers` holds an answer to every question that matters."""
    known, advice = chosen(site, answers), {}
    for name, decision in site.decisions.items():
        try:
            outcome, rules = decide(decision, known)
        except LookupError as error:
            raise LookupError(f"beslissing '{name}', {error} bij {answers}") from None
        advice[name] = (outcome, rules)
        known |= told(name, decision, outcome, rules)
    return advice


@lru_cache(maxsize=64)
def lows(site, question: str) -> list[int]:
    """The lowest number of each option of a question that asks a number, from the duties and the option that they name."""
    return [
        site.questions[question].number.least
        if option.since is None
        else duties.month(site, option.since) + (site.options[option.lasting].active_months if option.lasting else 0)
        for option in site.questions[question].options.values()
    ]


def chosen(site, answers: dict[str, str]) -> dict[str, str]:
    """Answers with each number as the option in which it lies; a number that counts on from another is added to it first."""
    found = dict(answers)
    for question, record in site.questions.items():
        if record.number is None or not str(answers.get(question, "")).isdecimal():
            continue
        number, base = int(answers[question]), record.number.adds
        if base:
            number += int(answers[base]) if answers.get(base, "").isdecimal() else 0
        below = [option for option, low in zip(record.options, lows(site, question)) if low <= number]
        if below:
            found[question] = below[-1]
        else:
            del found[question]
    return found


def paths(site):
    """Every combination of answers, as dicts."""
    names = list(site.questions)
    for combination in product(*(site.questions[name].options for name in names)):
        yield dict(zip(names, combination))


def pieces(site) -> dict[str, list]:
    """What is worked out on its own: decision → [decision]. One that gathers points falls apart into one for each point."""
    found = {}
    for name, decision in site.decisions.items():
        if decision.hit != "alle":
            found[name] = [decision]
            continue
        by = {outcome: {key: rule for key, rule in decision.rules.items() if rule.advises == outcome} for outcome in decision.outcomes}
        found[name] = [decision.model_copy(update={"rules": rules}) for rules in by.values()]
    return found


def conditions(decision) -> list[dict[str, list[str]]]:
    """Every set of conditions of a decision: when it applies, and when each rule holds."""
    return [decision.applies, *(rule.when for rule in decision.rules.values())]


@lru_cache(maxsize=4)
def compiled(site) -> Diagrams:
    """The diagrams of a site, worked out once."""
    return Diagrams(site)


class Nodes(list):
    """The nodes of diagrams by their number; equal nodes have one."""

    def __init__(self, nodes=()):
        super().__init__(nodes)
        self.numbers = {node: number for number, node in enumerate(self)}

    def number(self, node: tuple) -> int:
        """The number of a node, which is added when there is none like it."""
        if node not in self.numbers:
            self.numbers[node] = len(self)
            self.append(node)
        return self.numbers[node]


class Diagrams:
    """Reduced decision diagrams, one per decision and one per point of a decision that gathers points.

    A node asks a question, a leaf holds an outcome with its rules. Equal nodes are shared and a question that does not matter is left
    out, so that a reader is asked only what can still change the advice.
    """

    def __init__(self, site):
        self.site = site
        self.questions = list(site.questions)
        self.options = [list(q.options) for q in site.questions.values()]
        self.places = [{option: place for place, option in enumerate(options)} for options in self.options]
        self.nodes, self.bare = Nodes(), Nodes()
        self.bared = cache(self._bared)
        self.roots: dict[str, list[int]] = {}
        self.nodes, self.roots = site.once("diagrams", (__name__,), DECISION, self._compiled)

    def _compiled(self):
        for name, parts in pieces(self.site).items():
            self.roots[name] = [self._compile(name, part) for part in parts]
        return self.nodes, self.roots

    def _compile(self, name, decision):
        """The root of one diagram.

        Walks the questions in order, keeping only the rules that can still hold and how far the earlier decisions are
        known that have yet to come to something; equal situations are worked out once, so that not every combination of
        answers is visited. Answers that no rule tells apart are one branch.
        """
        when = {"": decision.applies} | {key: rule.when for key, rule in decision.rules.items()}
        named = {subject for condition in when.values() for subject in condition}
        earlier = {d: self.nodes if d + LIMIT in named else self.bare for d in self.roots if {d, d + LIMIT} & named}

        def build(position, alive, waits):
            """The number of the node from a question on; of an earlier decision that came to something matter only the rules that it leaves."""
            coming = []
            for which, depth in waits:
                if earlier[which][depth][0] != "leaf":
                    coming.append((which, depth))
                    continue
                known = told(which, self.site.decisions[which], *earlier[which][depth][2:])
                for subject in (which, which + LIMIT):
                    alive = tuple(r for r in alive if subject not in when[r] or known.get(subject) in when[r][subject])
            return divided(position, alive, tuple(coming))

        @cache
        def divided(position, alive, waits):
            if "" not in alive:
                return self.nodes.number(("leaf", name, (), ()))
            if position == len(self.questions):
                return self.nodes.number(("leaf", name, *come_to(decision, alive[1:], name)))
            question, children, same = self.questions[position], [], {}
            asking = {which for which, depth in waits if earlier[which][depth][0] == position}
            if not asking and not any(question in when[r] for r in alive):  # so each answer leads to the same
                return divided(position + 1, alive, waits)
            for number, option in enumerate(self.options[position]):
                still = tuple(r for r in alive if question not in when[r] or option in when[r][question])
                further = tuple((which, earlier[which][depth][1][number] if which in asking else depth) for which, depth in waits)
                if (still, further) not in same:
                    same[still, further] = build(position + 1, still, further)
                children.append(same[still, further])
            return children[0] if len(set(children)) == 1 else self.nodes.number((position, tuple(children)))

        roots = {d: self.roots[d][0] if nodes is self.nodes else self.bared(self.roots[d][0]) for d, nodes in earlier.items()}
        return build(0, tuple(when), tuple(roots.items()))

    def _bared(self, place):
        """The number in `bare` of a diagram that does not tell which rules led to its outcomes: what differs in them alone is one there."""
        kind, rest, *came = self.nodes[place]
        if kind == "leaf":
            return self.bare.number((kind, rest, came[0], ("",)))
        children = tuple(map(self.bared, rest))
        return children[0] if len(set(children)) == 1 else self.bare.number((kind, children))

    def follow(self, name, answers):
        """Walk the diagrams of a decision with what is answered: ('ask', question) or ('leaf', outcome, rules)."""
        return self._follow(name, chosen(self.site, answers))

    def _follow(self, name, given):
        waits, outcomes, rules = [], (), ()
        for root in self.roots[name]:
            node = self.nodes[root]
            while node[0] != "leaf":
                place = self.places[node[0]].get(given.get(self.questions[node[0]]))
                if place is None:
                    waits.append(node[0])
                    break
                node = self.nodes[node[1][place]]
            else:
                if self.site.decisions[name].hit != "alle":
                    return "leaf", node[2], node[3]
                outcomes, rules = outcomes + node[2], rules + node[3]
        return ("ask", self.questions[min(waits)]) if waits else ("leaf", outcomes, rules)

    def next_question(self, answers):
        """The first question, in the order of the file, that still matters; None when everything is decided."""
        given = chosen(self.site, answers)
        asked = {walked[1] for name in self.roots if (walked := self._follow(name, given))[0] == "ask"}
        return next((q for q in self.questions if q in asked), None)

    def data(self) -> dict:
        """What the browser needs, small: nodes as [question, children] or [-1, outcomes, rules], by number.

        A decision is [id, whether it comes to one outcome, outcomes, rules, roots]; on the outcome of `main` the others wait. `fixed` says
        per question which answers the reader cannot give another of. A question that asks a number has in `numbers` the lowest number of
        each option, the highest number, the question to which it is added, and what older links called a number.
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
        asked = self.site.questions
        return {
            "questions": [[key, list(q.options)] for key, q in asked.items()],
            "numbers": {
                key: {"lows": lows(self.site, key), "most": q.number.most, "adds": q.number.adds, "links": q.number.links}
                for key, q in asked.items()
                if q.number
            },
            "aliases": {alias: key for key, q in asked.items() for alias in q.aliases},
            "optionAliases": {
                key: {alias: option for option, choice in q.options.items() for alias in choice.aliases}
                for key, q in asked.items()
                if any(c.aliases for c in q.options.values())
            },
            "decisions": [
                [key, d.hit != "alle", list(d.outcomes), list(d.rules), self.roots[key]] for key, d in self.site.decisions.items()
            ],
            "fixed": {key: [option for option, o in q.options.items() if not o.for_now] for key, q in asked.items() if q.fixed},
            "main": next(key for key, d in self.site.decisions.items() if d.hit != "alle"),
            "nodes": nodes,
        }
