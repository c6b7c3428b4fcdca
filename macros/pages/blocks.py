"""From records to Markdown: each block fills the template of the same name."""
from __future__ import annotations

import re
from collections import Counter, defaultdict
from datetime import date
from difflib import SequenceMatcher
from functools import cached_property
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from macros.after.addresses import pieces, short
from macros.clauses.text import LANGUAGES, Writer, blanks
from macros.decision import proof
from macros.decision.rules import Diagrams
from macros.dutch import cell, day, euro
from macros.facts.duties import due, month
from macros.facts.links import Links
from macros.facts.models import FactFields, Stated
from macros.facts.site import AMOUNT, Site
from macros.pages import pictures

ROOT = Path(__file__).parents[1]
TEMPLATES = [ROOT / "pages" / "templates", ROOT / "decision", ROOT / "clauses", ROOT / "after"]
"""Where a template may stand: a component has its own beside its code."""
WORD = re.compile(r"\w+")


def rows(items):
    """The items, or an error when there are none: a table without rows never reaches a page."""
    items = list(items)
    if not items:
        raise ValueError("een tabel zonder rijen mag niet")
    return items


class Blocks:
    """Every block a page may call: a method for what needs working out, a template for how it looks."""

    def __init__(self, site: Site):
        self.site, self.links = site, Links(site)
        self.writer = Writer(site, self.links)
        self.jinja = Environment(
            loader=FileSystemLoader(TEMPLATES), undefined=StrictUndefined,
            trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=False, autoescape=False)
        self.jinja.filters |= {
            "cell": cell, "day": day, "euro": euro, "rows": rows, "plain": self.links.plain,
            "word": lambda key, name: site.word(name, key), "due": lambda key: due(site, key),
            "month": lambda key: month(site, key), "list": list, "clause_html": self.writer.html, "blanks": blanks,
            "default": lambda key: self.default(key), "amounts": self.amounts, "asked": self.asked,
            "answered": lambda pair: self.answered(*pair), "query": lambda answers: "&".join(map("=".join, answers.items()))}
        kinds = list(site.vocabulary["system_kinds"])
        self.jinja.globals |= {
            "site": site, "links": self.links, "languages": LANGUAGES,
            "systems": dict(sorted(site.systems.items(), key=lambda item: (kinds.index(item[1].kind), item[1].name.lower())))}

    def fill(self, block, **values):
        """The template of a block, filled; returns Markdown in which @id still stands."""
        return self.jinja.get_template(f"{block}.md").render(**values).strip("\n")

    def all(self):
        """Name → function, for every block."""
        simple = {name: self._one(name, kind) for name, kind in ONE.items()}
        simple |= {name: self._whole(name) for name in WHOLE}
        drawn = {name: self._picture(name) for name in pictures.PICTURES if name != "decision_picture"}
        return simple | drawn | {name: getattr(self, name) for name in WORKED}

    def _one(self, name, kind):
        def block(key):
            records = self.site.ids(kind)
            if key not in records:
                raise ValueError(f"{name}(\"{key}\"): onbekend id in {kind}")
            return self.fill(name, id=key, record=records[key])
        return block

    def _whole(self, name):
        return lambda: self.fill(name)

    def _picture(self, name):
        return lambda: self.fill("picture", name=name, picture=pictures.draw(self.site, self.links, name, self.jinja))

    def mark(self, state, *sources, checked=None, check=None):
        """How sure one statement in prose is; the arguments obey the same rules as in data."""
        fact = FactFields(text="-", state=state, sources=list(sources), check=check,
                          checked=date.fromisoformat(checked) if checked else None)
        if state not in self.site.vocabulary["states"]:
            raise ValueError(f"mark: onbekende staat '{state}'")
        for source in sources:
            if source not in self.site.sources:
                raise ValueError(f"mark: onbekende bron '{source}'")
        return self.fill("mark", fact=fact)

    def page_state(self, meta):
        """The line under a page's title that says how sure its prose is; empty without `state`."""
        if "state" not in meta:
            return ""
        given = {key: meta[key] for key in ("state", "checked", "sources", "check") if key in meta}
        for source in given.get("sources", []):
            if source not in self.site.sources:
                raise ValueError(f"onbekende bron '{source}' in de kop van de pagina")
        return self.fill("page_state", record=Stated.model_validate(given))

    def moved(self, page):
        """The anchors that once stood on a page, each with a link to where its piece now stands; empty without any."""
        moved = pieces(self.site, page)
        return self.fill("moved", moved=moved) if moved else ""

    def default(self, key):
        """What a field of a clause holds before anyone fills it: the guide's number of months, our default, or nothing."""
        field = self.site.fields[key]
        if not field.duty:
            return field.default or ""
        duty = self.site.duties[field.duty]
        return str(duty.days or duty.months)

    def clause(self, key):
        """One clause with everything around its text, and the older versions with what changed in them."""
        if key not in self.site.clauses:
            raise ValueError(f"clause(\"{key}\"): onbekend id in clauses")
        record = self.site.clauses[key]
        used = list(dict.fromkeys(b for text in record.texts["nl"].values() for b in blanks(text)))
        older = [(version, self.compare(record.older[version.version], record.texts["nl"]))
                 for version in reversed(record.history[:-1])]
        return self.fill("clause", id=key, record=record, used=used, older=older)

    def compare(self, old, new):
        """The words that left and came between two versions of a text: a list of ('same' | 'gone' | 'new', words)."""
        before, after = (re.sub(r"[⟦⟧]", "", self.writer.filled(t["basis"], "nl")).split() for t in (old, new))
        changes = []
        for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
            if kind == "equal":
                changes.append(("same", " ".join(before[a:b])))
            else:
                changes += [(name, " ".join(words)) for name, words in (("gone", before[a:b]), ("new", after[c:d])) if words]
        return changes

    def amounts(self, text):
        """A text of the decision helper with the amount of now in place of {threshold}."""
        return AMOUNT.sub(lambda m: euro(self.site.thresholds[m[1]].periods[-1].euro), text)

    def asked(self, subject):
        """The words of a question, or the name of a decision that a rule waits for."""
        return self.site.questions[subject].text if subject in self.site.questions else self.site.decisions[subject].name

    def answered(self, subject, option):
        """The words of an answer, or of the outcome of a decision."""
        if subject in self.site.questions:
            return self.amounts(self.site.questions[subject].options[option].label)
        return self.site.decisions[subject].outcomes[option].label

    @cached_property
    def homes(self):
        """Address → short address, for what stands on a page with others; a record with its own page needs none."""
        return {address: brief for brief, address in short(self.site, self.links).items() if "#" in address}

    @cached_property
    def diagrams(self):
        """What the browser follows, compiled once."""
        return Diagrams(self.site)

    @cached_property
    def report(self):
        """How large the logic of the decision helper is."""
        return proof.report(self.site)

    def decision(self):
        """The decision helper: every question and every rule, of which the browser shows what applies."""
        return self.fill("decision", small=False)

    def decision_small(self):
        """The questions alone, with the main advice and a link to the rest."""
        return self.fill("decision", small=True)

    def decision_logic(self):
        """How the decision helper decides, as tables and a drawing."""
        drawing = self.fill("picture", name="decision_picture", picture=pictures.draw(self.site, self.links, "decision_picture", self.jinja))
        return self.fill("decision_logic", report=self.report, drawing=drawing)

    def keys(self):
        """The key of each exercise, from the rules: id → [(decision, outcomes, rules)]."""
        def key(example):
            for name in self.site.decisions:
                _, outcome, rules = self.diagrams.follow(name, example.answers)
                outcomes = [outcome] if isinstance(outcome, str) else list(outcome)
                if outcomes:
                    yield name, outcomes, list(rules)

        return {id: list(key(self.site.examples[e.example])) for id, e in self.site.exercises.items()}

    def exercises(self):
        """The exercises for trainers, each with its key."""
        return self.fill("exercises", keys=self.keys())

    def by_place(self):
        """The clauses in the order of a tender: place → [(id, clause)]; places without one are left out."""
        places = {place: [(k, c) for k, c in self.site.clauses.items() if c.place == place]
                  for place in self.site.vocabulary["places"]}
        return {place: found for place, found in places.items() if found}

    def clause_library(self):
        """All clauses, to filter."""
        return self.fill("clause_library", places=self.by_place())

    def tender(self):
        """'Mijn bestek': every clause to choose, every field to fill."""
        groups = {group: [(k, f) for k, f in self.site.fields.items() if f.group == group]
                  for group in self.site.vocabulary["field_groups"]}
        return self.fill("tender", places=self.by_place(), groups=groups)

    def clause_check(self):
        """'Is mijn clausule nog actueel?': every clause with its version and history."""
        return self.fill("clause_check")

    def asked_of(self, who):
        """What each step asks of 'buyer' or 'supplier'."""
        if who not in ("buyer", "supplier"):
            raise ValueError(f"asked_of: '{who}' is geen buyer of supplier")
        return self.fill("asked_of", who=who)

    def vocabulary(self, name):
        """A closed list with its meanings."""
        return self.fill("vocabulary", words=self.site.vocabulary[name])

    def upcoming(self):
        """Acts that are adopted but not yet in force, and proposals."""
        acts = {k: a for k, a in self.site.acts.items() if a.status != "geldt"}
        return self.fill("upcoming", acts=acts)

    def changes(self):
        """Every change since April 2018, newest first, gathered from all records."""
        found = []
        for kind, key, record in self.site.placed():
            subject = f"[{record.named(self.site, key)}]({self.links.places[kind, key]})"
            found += [(change.date, change.what, subject, change) for change in getattr(record, "changes", [])]
            if kind == "notes" and record.since:
                found.append((record.since, record.now, subject, record))
        found.sort(key=lambda item: item[0], reverse=True)
        years = {}
        for item in found:
            years.setdefault(item[0][:4], []).append(item)
        return self.fill("changes", years=years)

    def passages(self):
        """The concordance: each passage of the guide by chapter, with where its content stands here."""
        chapters = {chapter: [(key, p) for key, p in self.site.passages.items() if p.chapter == chapter]
                    for chapter in self.site.vocabulary["chapters"]}
        return self.fill("passages", chapters=chapters, where=where)

    def tooltips(self, text):
        """Abbreviation lines for Markdown: each form of a term or system that stands in `text`, with its definition."""
        # A blank line between them: the abbr extension is quadratic in the length of one block.
        words = set(WORD.findall(text))
        near = [form for word in words for form in self.forms_by_word.get(word, ()) if words.issuperset(WORD.findall(form)) and form in text]
        return "\n\n".join(f"*[{form}]: {self.forms[form]}" for form in sorted(near))

    @cached_property
    def forms(self):
        """Every written form of a term or system → its definition in plain words."""
        forms = {}
        for concept in self.site.glossary.values():
            for form in [concept.term, *concept.forms]:
                for written in (form, form[0].upper() + form[1:]):
                    forms.setdefault(written, concept.definition)
        for system in self.site.systems.values():
            gist = f"{self.site.word('system_kinds', system.kind)}: {_first_sentence(system.today.text)}"
            for form in [system.name, *system.abbreviations]:
                forms.setdefault(form, gist)
        return {form: cell(self.links.plain(gist)) for form, gist in forms.items()}

    @cached_property
    def forms_by_word(self):
        """Word → the forms in which it is the rarest: looking for every form in every page would not be linear."""
        often = Counter(word for form in self.forms for word in set(WORD.findall(form)))
        found = defaultdict(list)
        for form in self.forms:
            found[min(WORD.findall(form), key=often.get)].append(form)
        return found


def where(address):
    """An address as a person reads it: '/gids/keten.md#confectie' → 'gids › keten › confectie'."""
    parts = re.sub(r"(/index)?\.md", "", address).strip("/").replace("#", "/").split("/")
    return " › ".join(part.replace("-", " ") for part in parts)


def _first_sentence(text):
    return re.split(r"(?<=[.!?])\s", text.strip(), maxsplit=1)[0]


ONE = {"note": "notes", "article": "articles", "act": "acts", "system": "systems", "step": "toolbox", "case": "cases",
       "handout": "toolbox"}
"""Blocks that show one record."""

WHOLE = (
    "chain", "dimensions", "principles", "products", "articles", "phase_table", "acts", "thresholds", "conventions",
    "convention_table", "legal_questions", "european_table", "system_table", "proof_matrix", "system_list", "step_table",
    "duty_table", "case_list", "embed_code", "programmes", "checks", "releases", "glossary", "sources", "notes", "states")
"""Blocks that show a whole kind."""

WORKED = ("mark", "asked_of", "vocabulary", "upcoming", "changes", "passages", "clause", "clause_library", "tender", "clause_check",
          "decision", "decision_small", "decision_logic", "exercises")
"""Blocks that need something worked out first."""
