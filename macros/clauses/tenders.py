"""A tender is what a buyer takes away: the texts for one lot. Works out what it asks, whether it agrees with itself, and which one an advice gives."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, cached_property, lru_cache

from macros.clauses import articles
from macros.clauses.articles import CONDITION, REFERENCE, names_in
from macros.facts import duties

DEFINES = re.compile(r"(?m)(?:^ *(?:- |\d+\. )?\*\*(?P<item>[^*]+)\*\*:)|\(hierna:? (?:de |het )?\*\*(?P<word>[^*]+)\*\*\)")
"""How a text defines a term: '**keten**: …' at the start of an item, or '(hierna: **stuk**)'."""


class Tender:
    """The texts of one lot: `texts` maps the id of a clause to its variant, in the order of a tender.

    `asked` leaves out what stands apart from the tender itself, such as questions to the market.
    """

    def __init__(self, site, texts: Mapping[str, str]):
        clauses, places = site.clauses, site.vocabulary["places"]
        self.site, self.texts = site, {key: texts[key] for key in clauses if key in texts}
        self.asked = {key: variant for key, variant in self.texts.items() if not places[clauses[key].place].apart}

    @cached_property
    def imposed(self) -> dict[str, list[str]]:
        """Each duty that the texts impose, as it is imposed → the places 'clausule › artikel' that do."""
        found: dict[str, list[str]] = {}
        for key, variant in self.asked.items():
            for duty, place in _imposing(self.site, key, variant):
                found.setdefault(duty, []).append(place)
        return found

    @cached_property
    def duties(self) -> set[str]:
        """The duties that stand: what another takes the place of is left out."""
        return duties.standing(self.site, self.imposed)

    @cached_property
    def present(self) -> set[str]:
        """All that a condition in a text may ask after: clauses, clauses with their variant, duties, duties with their way."""
        return {*self.asked, *(f"{key}/{variant}" for key, variant in self.asked.items()), *duties.names(self.duties)}

    def words(self, key: str) -> str:
        """The words of one text as they stand in this tender, in Markdown."""
        text = self.site.clauses[key].texts["nl"][self.texts[key]]
        return _kept(text, _asked_after(text) & self.present)

    @cached_property
    def _said(self):
        """The words of each text that asks something."""
        return {key: self.words(key) for key in self.asked}

    def unmet(self) -> Iterator[tuple[str, str, tuple[str, ...]]]:
        """The needs of these texts that the tender does not meet: (clause, need, the names of which any meets it)."""
        for key, variant in self.asked.items():
            for need, names in _needs(self.site, key, variant):
                if self.present.isdisjoint(names):
                    yield key, need, names

    def needs(self) -> list[str]:
        """The needs of these texts that the tender does not meet, in Dutch."""
        clauses, texts = self.site.clauses, self.texts
        return [f"{key} ({texts[key]}) heeft '{need}' nodig: {clauses[key].needs_of(texts[key])[need]}" for key, need, _ in self.unmet()]

    def conflicts(self) -> list[str]:
        """The texts that do not go together, in Dutch; one sentence a pair."""
        return [
            f"{key} ({variant}) gaat niet samen met '{other}': {reason}"
            for key, variant in self.asked.items()
            for other, reason in _conflicts(self.site, key, variant)
            if other in self.present
        ]

    def twice(self) -> list[str]:
        """The duties that two texts impose, or that fall due at two times, in Dutch."""
        faults = [
            f"de plicht '{duty}' staat in twee teksten: {' en '.join(places)}"
            for duty, places in self.imposed.items()
            if len(places) > 1 and len({self._owner(place) for place in places}) > 1
        ]
        ways = Counter(duties.split(duty)[0] for duty in self.duties)
        for duty, number in ways.items():
            if number > 1 and not self.site.duties[duty].cumulative:
                several = sorted(d for d in self.duties if duties.split(d)[0] == duty)
                faults.append(
                    f"de plicht '{duty}' wordt op {number} manieren opgelegd: {', '.join(f'{d} ({self.imposed[d][0]})' for d in several)}"
                )
        return faults

    def _owner(self, place):
        """Where an article that imposes a duty stands: a shared article is one and the same in each text that takes it over."""
        key, _, id = place.partition(" › ")
        article = next(a for a in self.site.clauses[key].articles_of("nl", self.texts[key]) if a.id == id)
        return article.shared or key

    def terms(self) -> list[str]:
        """The terms that a text uses and none defines, in Dutch."""
        defined = set().union(*map(defines, self._said.values()))
        used = users(tuple((term.term, *term.forms) for term in self.site.contract_terms.values() if not term.by_law))
        return [
            f"{key} gebruikt het begrip '{term}', maar geen tekst van dit bestek omschrijft het"
            for key, text in self._said.items()
            for term in used(text)
            if term.lower() not in defined
        ]

    def references(self) -> list[str]:
        """The references that lead nowhere in this tender, in Dutch."""
        faults = []
        for key, text in self._said.items():
            for clause, id, path, fallback in _references(text):
                there = clause or key
                if there not in self.texts:
                    if not fallback:
                        faults.append(f"{key} verwijst naar '{there}:{id}', maar die tekst is er niet en er staan geen woorden voor")
                elif wrong := _points_at(self.site, there, self.texts[there], id, path):
                    faults.append(f"{key} verwijst naar '{there}:{id}{path}' ({self.texts[there]}): {wrong}")
        return faults

    def faults(self) -> list[str]:
        """All in which this tender does not agree with itself, in Dutch."""
        return [*self.twice(), *self.terms(), *self.references(), *self.needs(), *self.conflicts()]


@lru_cache(maxsize=1024)
def _imposing(site, key, variant):
    """(duty, the place that imposes it) for a text."""
    return [(duty, f"{key} › {article.id}") for article in site.clauses[key].articles_of("nl", variant) for duty in article.duties]


@lru_cache(maxsize=1024)
def _needs(site, key, variant):
    """(need, the names of which any meets it) for a text."""
    return [(need, tuple(need.split(" of "))) for need in site.clauses[key].needs_of(variant)]


@lru_cache(maxsize=1024)
def _conflicts(site, key, variant):
    """(what a text does not go together with, why) for a text."""
    return list(site.clauses[key].conflicts_of(variant).items())


@lru_cache(maxsize=4096)
def _points_at(site, key, variant, id, path):
    """What is wrong with a reference to a place in a text, in Dutch, or None."""
    return articles.points_at(site.clauses[key].articles_of("nl", variant), id, path)


@lru_cache(maxsize=4096)
def _references(text):
    """(clause, article, path, words without it) for each reference in the words of a text."""
    return REFERENCE.findall(text)


@cache
def _asked_after(text: str) -> frozenset[str]:
    return frozenset(conditions(text))


@lru_cache(maxsize=4096)
def _kept(text: str, present: frozenset[str]) -> str:
    return articles.kept(text, present)


@lru_cache(maxsize=4096)
def defines(text: str) -> frozenset[str]:
    """The terms that a text defines, in small letters."""
    return frozenset((match["item"] or match["word"]).strip().lower() for match in DEFINES.finditer(text))


def _word(form):
    """A word in small letters; what may not stand before it is looked for after it: so Python skips to where it stands."""
    word = re.escape(form.lower())
    return re.compile(rf"{word}(?<![\w-]{word})(?![\w-])")


@lru_cache(maxsize=16)
def users(terms: tuple[tuple[str, ...], ...]) -> Callable[[str], list[str]]:
    """What finds the terms, of which each is (term, other forms …), that stand in a text as words; names of records, fields and titles do not count."""
    shapes = [(forms[0], list(map(_word, forms))) for forms in terms]

    @lru_cache(maxsize=4096)
    def used(text):
        bare = re.sub(r"\[\[.*?\]\]|@@?[a-z0-9-]+|\[§[^\]]*\]|(?m:^###.*$)|\{als [^:}]*[:}]", " ", text)
        flat = re.sub(r"\s+", " ", bare).lower()
        return [term for term, words in shapes if any(word.search(flat) for word in words)]

    return used


class Unserved(LookupError):
    """No texts ask exactly what is wanted, or those that do contradict each other; `faults` holds a Dutch sentence each."""

    def __init__(self, faults: list[str]):
        self.faults = faults
        super().__init__("\n".join(faults))


def derive(site, wanted: Iterable[str], named: Mapping[str, str] | None = None) -> Tender:
    """The tender that imposes exactly the duties `wanted`, and holds the texts `named` (clause → variant).

    For each clause the variant that imposes most of what is wanted, and nothing else; of equals the base. What these need is added.
    Raises Unserved.
    """
    return _derived(site, frozenset(wanted), tuple(sorted((named or {}).items())))


@lru_cache(maxsize=2048)
def _derived(site, wanted, named):
    """Several advices ask the same, and get one tender."""
    texts = dict(named)
    for key, clause in site.clauses.items():
        fitting = {variant: asked for variant in clause.texts["nl"] if (asked := clause.imposes(variant)) and asked <= wanted}
        if fitting and key not in texts:
            texts[key] = max(fitting, key=lambda variant: (len(fitting[variant]), variant == "basis"))
    tender, standing = _with_needs(site, texts, wanted), duties.standing(site, wanted)
    faults = [f"geen tekst legt de plicht '{duty}' op" for duty in sorted(standing - tender.duties)]
    faults += [f"{tender.imposed[duty][0]} legt '{duty}' op, maar het advies vraagt dat niet" for duty in sorted(tender.duties - standing)]
    if faults := faults + tender.faults():
        raise Unserved(faults)
    return tender


def _with_needs(site, texts, wanted):
    """The tender of these texts and of what they need, as far as that imposes nothing that is not wanted."""
    tender = Tender(site, texts)
    while added := _needed(site, tender, wanted):
        tender = Tender(site, tender.texts | added)
    return tender


def _needed(site, tender, wanted):
    """The first text that meets a need of a tender and imposes nothing that is not wanted: {clause: variant}, or nothing."""
    for _, _, names in tender.unmet():
        for name in names:
            other, _, only = name.partition("/")
            if other not in site.clauses or other in tender.texts:
                continue  # a duty: no text follows from it that the advice does not ask
            fits = [v for v in ([only] if only else site.clauses[other].texts["nl"]) if site.clauses[other].imposes(v) <= wanted]
            if fits:
                return {other: "basis" if "basis" in fits else fits[0]}
    return {}


def conditions(text: str) -> list[str]:
    """The names that the conditions in a text ask after."""
    return [name for match in CONDITION.finditer(text) for name in names_in(match[1])]


def imposed(site, clause) -> list[tuple]:
    """The duties that a clause imposes, in the order of duties.yml: (id, duty, variants); no variants when all of them impose it."""
    by = {variant: {duties.split(duty)[0] for duty in clause.imposes(variant)} for variant in clause.texts["nl"]}
    found = [(key, duty, [variant for variant, asked in by.items() if key in asked]) for key, duty in site.duties.items()]
    return [(key, duty, [] if len(variants) == len(by) else variants) for key, duty, variants in found if variants]


def imposable(site) -> list[str]:
    """The ids of the duties that some text imposes, in the order of duties.yml."""
    asked = {
        duties.split(duty)[0] for clause in site.clauses.values() for variant in clause.texts["nl"] for duty in clause.imposes(variant)
    }
    return [key for key in site.duties if key in asked]


def named(site, name: str) -> str:
    """What a need or a conflict names, as a sentence names it: '@plan-actie (lichter) of @plan-correctief'."""

    def one(part):
        first, _, second = part.partition("/")
        if first in site.clauses:
            return f"@{first}" + f" ({second})" * bool(second)
        return f"[{site.duties[first].name.lower()}](@{first})" + f" met @{second}" * bool(second)

    return " of ".join(one(part) for part in name.split(" of "))


def called(site, name: str) -> str:
    """What a condition names, in words without marks: ‘Actieplan na het rapport (lichter)’."""
    first, _, second = name.partition("/")
    if first in site.clauses:
        return site.clauses[first].title + f" ({second})" * bool(second)
    return site.duties[first].name + (f" ({site.options[second].name.lower()})" if second else "")


def when(site, condition: str) -> str:
    """A condition in words: staat er alleen met ‘Actieplan na het rapport’."""
    names = " of ".join(f"‘{called(site, name)}’" for name in names_in(condition))
    return f"staat er alleen {'zonder' if condition.startswith('niet ') else 'met'} {names}"


def alone(site, key: str, variant: str) -> Tender:
    """The tender of one text and what it needs."""
    every = {duty for clause in site.clauses.values() for name in clause.texts["nl"] for duty in clause.imposes(name)}
    return _with_needs(site, {key: variant}, every)


def compiled(site) -> dict:
    """What tenders.js needs to tell what a tender asks, what it lacks and what does not go together in it."""

    def each(of):
        """Clause → variant → what `of` gives for them."""
        return {key: {variant: of(clause, variant) for variant in clause.texts["nl"]} for key, clause in site.clauses.items()}

    return {
        "imposes": each(lambda clause, variant: sorted(clause.imposes(variant))),
        "shared": each(
            lambda clause, variant: {
                duty: article.shared for article in clause.articles_of("nl", variant) if article.shared for duty in article.duties
            }
        ),
        "needs": each(lambda clause, variant: list(clause.needs_of(variant).items())),
        "conflicts": each(lambda clause, variant: list(clause.conflicts_of(variant).items())),
        "supersedes": {key: duty.supersedes for key, duty in site.duties.items() if duty.supersedes},
        "every_lot": [key for key, clause in site.clauses.items() if clause.every_lot],
        "with_lots": {key: clause.with_lots for key, clause in site.clauses.items() if clause.with_lots},
        "one_page": [key for key, clause in site.clauses.items() if clause.one_page],
        "apart": [key for key, clause in site.clauses.items() if site.vocabulary["places"][clause.place].apart],
    }
