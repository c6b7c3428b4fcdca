"""Checks what no single record can know: references, ids, versions of clauses and the logic of the decision helper."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from datetime import date
from functools import cache, cached_property
from types import NoneType, UnionType
from typing import Annotated, Literal, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel

from macros.clauses import articles, tenders
from macros.clauses import text as clauses
from macros.decision import advice
from macros.decision.rules import LIMIT, compiled, lows
from macros.facts import duties, proofs, tables, upkeep
from macros.facts.links import MENTION, Links
from macros.facts.models import ALWAYS, DECISION, KINDS, Looked, Ref, Term
from macros.facts.problems import Problem, shortened, suggest
from macros.facts.site import AMOUNT

PROSE = {
    "about",
    "act",
    "at",
    "basis",
    "codes",
    "contract",
    "euro",
    "group",
    "label",
    "of",
    "order",
    "procedure",
    "start",
    "status",
    "template",
    "term",
    "tools",
}
"""Names of fields that are words a Dutch text may well hold before a colon."""

TEXTLESS = (bool, date, float, int, NoneType)
"""Types of which no value is a text or holds one."""

LEVELS = "staat op 'bevestigd' maar geen bron is primair; zet 'secundair' of voeg de primaire bron toe"


def walk(annotation, value):
    """(path, annotation mark, value) for each leaf of a record: what carries a mark (a Ref, a Term), and every other text."""
    found = []
    _visit(annotation)(value, "", found)
    return found


@cache
def _visit(annotation):
    """What adds the leaves in a value of this type to a list, as a function of (value, path, list); None when no such value holds any.

    What can hold a leaf is known from the type: to find that out for each value takes four times as long.
    """
    origin, inside = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        mark = next((mark for mark in inside if isinstance(mark, (Ref, Term))), None)
        return (lambda value, path, found: found.append((path, mark, value))) if mark else _visit(inside[0])
    if origin in (Union, UnionType):
        return _visit_any(list(filter(None, map(_visit, inside))))
    if origin is list:
        return _visit_list(_visit(inside[0]))
    if origin is dict:
        return _visit_dict(*map(_visit, inside))
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return _visit_model(annotation)
    return None if annotation in TEXTLESS else _visit_text


def _visit_text(value, path, found):
    if isinstance(value, str):
        found.append((path, None, value))


def _visit_any(ways):
    def visit(value, path, found):
        if value is not None:
            for way in ways:
                way(value, path, found)

    return visit if ways else None


def _visit_list(each):
    def visit(value, path, found):
        if isinstance(value, list):  # a field may hold one text or a list of them
            for index, item in enumerate(value):
                each(item, f"{path}.{index}", found)

    return visit if each else None


def _visit_dict(key, each):
    def visit(value, path, found):
        for name, item in value.items():
            if key:
                key(name, f"{path}.{name}", found)
            if each:
                each(item, f"{path}.{name}", found)

    return visit if key or each else None


def _visit_model(model):
    fields = [(name, visit) for name, hint in _hints(model).items() if (visit := _visit(hint))]

    def visit(value, path, found):
        for name, field in fields:
            field(getattr(value, name), f"{path}.{name}", found)

    return visit


@cache
def _hints(model):
    """The annotation of each field of a model; working them out takes longer than the check itself."""
    hints = get_type_hints(model, include_extras=True)
    return {name: hints[name] for name in model.model_fields}


def parts(annotation):
    """Yield every model and every mark (a Ref, a Term) that a value of this type can hold inside."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
        for hint in _hints(annotation).values():
            yield from parts(hint)
    for part in get_args(annotation):
        if isinstance(part, (Ref, Term)):
            yield part
        elif get_origin(annotation) is not Literal:
            yield from parts(part)


FIELDS = {name for kind in KINDS.values() for model in parts(kind) if isinstance(model, type) for name in model.model_fields} - PROSE
LOOKED_AT = {upkeep.PAGES} | {
    kind for kind, model in KINDS.items() if any(isinstance(part, type) and issubclass(part, Looked) for part in parts(model))
}
"""Every kind of which a record may rest on a check."""

LABEL = re.compile(r"(?<![\w-])[a-z_]+(?=:\s)")
"""What stands before a colon: one of FIELDS when a field ended up inside a text, as happens when its line is indented too far."""


class Checks:
    """All checks over one Site; `raw` holds the records as read, `homes` says where each stands, `unsure` the kinds not read whole."""

    def __init__(self, site, raw, homes, unsure):
        self.site, self.raw, self.homes, self.unsure = site, raw, homes, unsure

    def first(self):
        """The checks that also make sense when something else is wrong."""
        return [*self.ids(), *self.references(), *self.upkeep(), *self.clauses(), *self.notices(), *self.decisions(), *self.tables()]

    def then(self):
        """The checks that need sound records."""
        return [*self.levels(), *self.versions(), *self.reviews(), *self.logic(), *self.presets(), *self.documents()]

    def problem(self, kind, key, message, field="", word=""):
        """A problem in one record; `word` is what to look for when it is in the text of a clause."""
        return self.homes[kind, key].problem(message, field, word)

    def unknown(self, kind, key, what, value, known, field="", word=""):
        """A problem in one record, with the nearest of what it could have been."""
        return self.problem(kind, key, f"{what}." + suggest(value, known), field, word)

    @cached_property
    def known(self):
        """The ids of each kind as they stand in the files: pointing at a record that failed is no second problem."""
        return {**{kind: set(self.raw[kind]) for kind in KINDS}, "options": set(self.site.options)}

    @cached_property
    def reachable(self):
        """Every id that @id may name, or nothing as long as some kind could not be read."""
        linked = [kind for kind in self.known if kind == "options" or KINDS[kind].linked]
        return set().union(*(self.known[kind] for kind in linked)) if self.unsure.isdisjoint(linked) else None

    def ids(self):
        """An id names one record in the whole of data/, so that @id is never ambiguous."""
        seen = {}
        for kind, key, _ in self.site.records():
            step = self.site.step_of.get(key) if kind == "options" else None
            home = self.homes["toolbox", step] if step else self.homes[kind, key]
            if key in seen:
                yield home.problem(f"het id '{key}' bestaat al in {seen[key]}; elk id is uniek", f"options.{key}" if step else "")
            seen[key] = home.name

    def references(self):
        """Every reference, every word of a closed list and every @id exists; one that is asked for in many places is one fault."""
        found = defaultdict(list)
        for kind, records in self.site.kinds.items():
            for key, record in records.items():
                for path, mark, value in walk(KINDS[kind], record):
                    if mark or ":" in value or "@" in value:  # any other text names nothing
                        for problem in self._leaf(kind, key, path.lstrip("."), mark, value):
                            found[problem.message].append(problem)
        for first, *others in found.values():
            places = [f"{problem.file}, regel {problem.line}" for problem in others[:3]] + ["…"] * (len(others) > 3)
            yield replace(first, message=f"{first.message} Dat staat ook in {'; '.join(places)}") if others else first

    def _leaf(self, kind, key, path, mark, value):
        if isinstance(mark, Ref):
            known = self.known[mark.kind]
            if mark.kind not in self.unsure and value not in known:
                yield self.unknown(kind, key, f"onbekend id '{shortened(value)}' in {mark.kind}", value, known, path)
        elif isinstance(mark, Term):
            words = self.site.vocabulary.get(mark.name, {})
            if "vocabulary" not in self.unsure and value not in words:
                what = f"'{shortened(value)}' staat niet in de lijst {mark.name} ({', '.join(words)})"
                yield self.unknown(kind, key, what, value, words, path)
        else:
            yield from self._text(kind, key, path, value)

    def _text(self, kind, key, path, value):
        """A text names only ids that exist, and holds no field that should stand on a line of its own."""
        parts = path.split(".")
        foreign = kind == "sources" or parts[0] in ("texts", "titles") and parts[1] != "nl"  # a field is an ordinary word in English
        labels = LABEL.findall(value) if ":" in value and not foreign else ()
        found = [name for name in labels if name in FIELDS]
        if found:
            fields = ", ".join(f"'{name}:'" for name in dict.fromkeys(found))
            yield self.problem(
                kind,
                key,
                f"tekst die op gegevens lijkt ({fields}); zet elk veld op een eigen regel, niet in de tekst",
                path,
                f"{found[0]}:",
            )
        for mention in MENTION.findall(value) if self.reachable is not None else ():
            if mention not in self.reachable:
                what = f"onbekend id '@{shortened(mention)}' in de tekst"
                yield self.unknown(kind, key, what, mention, self.reachable, path, f"@{mention}")

    def upkeep(self):
        """Each kind that rests on checks is looked at again by one rule, and each rule is about kinds that are there."""
        if "upkeep" in self.unsure:
            return
        told = defaultdict(list)
        for key, group in self.site.upkeep.items():
            for index, kind in enumerate(group.kinds):
                told[kind].append(key)
                if kind not in LOOKED_AT:
                    yield self.unknown("upkeep", key, f"onbekende soort '{shortened(kind)}'", kind, LOOKED_AT, f"kinds.{index}")
                elif len(told[kind]) > 1:
                    yield self.problem(
                        "upkeep", key, f"de soort '{kind}' staat ook in {told[kind][0]}; ze hoort in één groep", f"kinds.{index}"
                    )
        missing = sorted(LOOKED_AT - set(told))
        if missing:
            yield Problem("data/upkeep.yml", f"geen termijn voor {', '.join(missing)}; zet elke soort bij een groep onder 'kinds'")

    def tables(self):
        """A table shows fields that its records have, asks about what it shows, and is sorted by a column of its own."""
        kinds = {*KINDS, "options"} - {"tables"}
        for key, table in self.site.tables.items():
            if table.of not in kinds:
                yield self.unknown("tables", key, f"onbekende soort '{shortened(table.of)}'", table.of, kinds, "of")
                continue
            known = tables.fields(self.site, table.of)
            named = [(f"columns.{name}.field", column.field) for name, column in table.columns.items()]
            named += [(f"beside.rows.{name}.field", column.field) for name, column in (table.beside.rows if table.beside else {}).items()]
            named += [(f"facets.{name}.field", facet.field) for name, facet in table.facets.items() if facet.field]
            for place, field in named:
                if field not in known and not ("vocabulary" in self.unsure and "." in field):
                    what = f"{table.of} hebben geen veld '{shortened(field)}'; er is: {', '.join(sorted(known))}"
                    yield self.unknown("tables", key, what, field, known, place)
            for place in ("having", "lacking"):
                field, own = getattr(table, place), tables.own(table.of)
                if field and field not in own:
                    yield self.unknown("tables", key, f"{table.of} hebben geen veld '{shortened(field)}'", field, own, place)
            if table.group and table.group not in table.facets:
                yield self.unknown(
                    "tables", key, f"de tabel stelt geen vraag '{shortened(table.group)}'", table.group, table.facets, "group"
                )
            for number, preset in enumerate(table.presets):
                for facet in preset.answers:
                    if facet not in table.facets:
                        what = f"de tabel stelt geen vraag '{shortened(facet)}'"
                        yield self.unknown("tables", key, what, facet, table.facets, f"presets.{number}.answers.{facet}")
            asked = [(f"facets.{name}", name) for name, facet in table.facets.items() if not facet.field] + [("sort", table.sort)] * bool(
                table.sort
            )
            for place, name in asked:
                if name not in table.columns:
                    what = f"de tabel heeft geen kolom '{shortened(name)}'; ze heeft: {', '.join(table.columns)}"
                    yield self.unknown("tables", key, what, name, table.columns, place)

    def documents(self):
        """Of every system there is a document that may count, and a document limits only what asks proof."""
        for key, paper in self.site.documents.items():
            for option in paper.limits:
                if not self.site.options[option].proof:
                    yield self.problem("documents", key, f"de optie '{option}' vraagt geen bewijs", f"limits.{option}")
        for key in self.site.systems:
            if all(self.site.documents[paper].never for paper in proofs.papers(self.site, key)):
                yield self.problem(
                    "systems", key, f"geen enkel document in documents.yml bestaat bij '{self.site.systems[key].kind}'", "kind"
                )

    def presets(self):
        """A choice that a table offers has answers, and leaves some rows."""
        for key, table in self.site.tables.items():
            found = tables.rows(self.site, table)
            asked = tables.choices(self.site, table, found)
            for number, preset in enumerate(table.presets):
                for facet, answer in preset.answers.items():
                    if answer not in asked[facet]:
                        what = f"'{shortened(answer)}' antwoordt niets op '{facet}'; er is: {', '.join(asked[facet])}"
                        yield self.unknown("tables", key, what, answer, asked[facet], f"presets.{number}.answers.{facet}")
                if not tables.kept(found, preset.answers):
                    yield self.problem("tables", key, "deze keuze laat geen enkele rij over", f"presets.{number}")

    def levels(self):
        """'Bevestigd' rests on a primary source; 'secundair' is the honest word otherwise."""
        for kind, records in self.site.kinds.items():
            for key, record in records.items():
                for path, item in upkeep.stated(record):
                    if item.state == "bevestigd" and not any(self.site.sources[s].level == "primair" for s in item.sources):
                        yield self.problem(kind, key, LEVELS, f"{path}state")

    def clauses(self):
        """A clause explains each variant that has a text, and names only fields, articles, duties, conditions and lists that exist."""
        for key, clause in self.site.clauses.items():
            told = {name for name, variant in clause.variants.items() if variant.what}
            refused = {place[1] for place in self.homes["clauses", key].document.told if place[:1] == ("variants",) and len(place) > 1}
            for name in sorted((told ^ (set(clause.texts["nl"]) - {"basis"})) - refused):
                yield self.problem(
                    "clauses", key, f"de variant '{name}' heeft een tekst (=== {name}) én een uitleg nodig", f"variants.{name}.what"
                )
            for place in ("texts", "older"):
                for name, texts in getattr(clause, place).items():
                    for text in texts.values():
                        yield from self._clause_text(key, f"{place}.{name}", text)
            for language in clause.texts:
                yield from self._same_articles(key, clause, language)
                yield from self._named_blanks(key, clause, language)
            if self.unsure.isdisjoint(("clauses", "duties", "toolbox", "options")):
                yield from self._related(key, clause)
                for variant in clause.texts["nl"]:
                    yield from self._imposed(key, clause, variant)
                    yield from self._pointed(key, clause, variant)

    def _clause_text(self, key, place, text):
        for kind, found, sign in (
            ("fields", clauses.blanks(text), "invulveld '[[{}]]'"),
            ("articles", clauses.CITATION.findall(text), "artikel '@@{}'"),
        ):
            for value in found:
                if kind not in self.unsure and value not in self.raw[kind]:
                    word = sign.format(value)
                    what = f"onbekend {sign.format(shortened(value))} in de tekst"
                    yield self.unknown("clauses", key, what, value, self.raw[kind], place, word.split("'")[1])
        for name in re.findall(r"\[\[=.*?\]\]", text):
            if name != clauses.CONVENTIONS and not clauses.DUTIES.fullmatch(name):
                yield self.problem("clauses", key, f"onbekende lijst '{shortened(name)}' in de tekst", place, name)

    def _same_articles(self, key, clause, language):
        """A translation has the articles of the Dutch text, in the same order."""
        for variant, found in clause.articles_by[language].items():
            ids = [article.id for article in clause.articles_by["nl"].get(variant, [])]
            if [article.id for article in found] != ids:
                yield self.problem(
                    "clauses",
                    key,
                    f"de vertaling heeft in de variant '{variant}' andere artikelen dan het Nederlands: "
                    f"{', '.join(article.id for article in found)} in plaats van {', '.join(ids)}",
                    f"texts.{language}",
                )

    def _named_blanks(self, key, clause, language):
        """The fields of a translation have a name in its language."""
        used = {field for text in clause.texts[language].values() for field in clauses.blanks(text)} if language != "nl" else set()
        for field in sorted(used & set(self.site.fields)) if "fields" not in self.unsure else ():
            if not self.site.fields[field].label_in:
                yield self.problem(
                    "fields", field, f"staat in de vertaling van '{key}', maar heeft geen naam in het Engels en het Frans", "label_in"
                )

    def _imposed(self, key, clause, variant):
        """What a text imposes and asks after exists."""
        for duty in sorted(clause.imposes(variant)):
            if wrong := self._unknown_duty(duty):
                yield self.unknown("clauses", key, wrong, duty, self.raw["duties"], "texts.nl", duty)
        for name in tenders.conditions(clause.texts["nl"][variant]):
            if wrong := self._unknown_name(name):
                yield self.unknown(
                    "clauses",
                    key,
                    f"onbekende voorwaarde '{{als {name}}}': {wrong}",
                    name,
                    [*self.raw["duties"], *self.raw["clauses"]],
                    "texts.nl",
                    name,
                )

    def _related(self, key, clause):
        """What a text and its variants need and conflict with exists."""
        found = [("needs", clause.needs), ("conflicts", clause.conflicts)]
        for name, variant in clause.variants.items():
            found += [(f"variants.{name}.needs", variant.needs), (f"variants.{name}.conflicts", variant.conflicts)]
        for field, name in ((field, name) for field, others in found for other in others for name in other.split(" of ")):
            if wrong := self._unknown_name(name):
                yield self.unknown("clauses", key, f"onbekend '{name}': {wrong}", name, [*self.raw["clauses"], *self.raw["duties"]], field)

    def _pointed(self, key, clause, variant):
        """A reference points at an article that is there, and has words for a tender without that text."""
        needed = {name.split("/")[0] for need in clause.needs_of(variant) for name in need.split(" of ")}
        for target, id, path, fallback in articles.REFERENCE.findall(clause.texts["nl"][variant]):
            where = f"[§{target}{':' * bool(target)}{id}{path}]"
            if target and target not in self.site.clauses:
                if target not in self.raw["clauses"]:
                    yield self.unknown(
                        "clauses", key, f"onbekende tekst in de verwijzing {where}", target, self.raw["clauses"], "texts.nl", f"[§{target}"
                    )
                continue
            texts = [*self.site.clauses[target].articles_by["nl"].values()] if target else [clause.articles_of("nl", variant)]
            wrong = [articles.points_at(found, id, path) for found in texts]
            if all(wrong):
                yield self.problem("clauses", key, f"de verwijzing {where} klopt niet: {wrong[0]}", "texts.nl", where[:-1])
            if target and not fallback and target not in needed:
                message = f"de verwijzing {where} heeft woorden nodig voor als die tekst er niet is: [§{target}:{id}{path}|woorden]"
                yield self.problem("clauses", key, message, "texts.nl", where[:-1])

    def _unknown_duty(self, imposed):
        """What is wrong with a duty as it is imposed, in Dutch, or None."""
        duty, way = duties.split(imposed)
        if not self.unsure.isdisjoint(("duties", "toolbox", "options")):
            return None
        if duty not in self.site.duties:
            return None if duty in self.raw["duties"] else f"onbekende plicht '{duty}'"
        ways = self.site.duties[duty].ways
        if bool(ways) != bool(way) or way and way not in ways:
            return (
                f"de plicht '{imposed}' hoort met één van haar opties: {', '.join(f'{duty}/{w}' for w in ways)}"
                if ways
                else f"de plicht '{duty}' heeft geen opties"
            )
        return None

    def _unknown_name(self, name):
        """What is wrong with the name of a clause, a variant, a duty or a duty with its way, in Dutch, or None."""
        first, _, second = name.partition("/")
        if not self.unsure.isdisjoint(("clauses", "duties")):
            return None
        if first in self.raw["clauses"]:
            texts = self.site.clauses[first].texts["nl"] if first in self.site.clauses else [second]
            return None if not second or second in texts else f"'{first}' heeft geen variant '{second}'"
        if first in self.site.duties:
            return None if not second or second in self.site.duties[first].ways else f"'{first}' heeft geen optie '{second}'"
        return None if first in self.raw["duties"] else "geen tekst en geen plicht"

    def notices(self):
        """What fills a field of a notice asks after what exists, and a sentence goes with a code of the field it follows."""
        for key, field in self.site.notice_fields.items():
            filled = [(f"codes.{code}.when", record.when) for code, record in field.codes.items() if record.when]
            filled += [(f"texts.{index}.when", record.when) for index, record in enumerate(field.texts)]
            for path, name in ((path, name) for path, when in filled if when != ALWAYS for name in articles.names_in(when)):
                if wrong := self._unknown_name(name):
                    known = [*self.raw["duties"], *self.raw["clauses"]]
                    yield self.unknown("notice_fields", key, f"onbekende voorwaarde '{shortened(name)}': {wrong}", name, known, path)
            followed = self.site.notice_fields.get(field.follows)
            for index, text in enumerate(field.texts):
                if bool(text.to) != bool(field.follows) or followed and text.to not in followed.codes:
                    message = "noemt in 'to' een code van het veld in 'follows', en alleen dan"
                    yield self.problem("notice_fields", key, message, f"texts.{index}.to")
        for key, example in self.site.notice_examples.items():
            goods = self.site.goods.get(example.goods)
            for code in example.further if goods else ():
                if code not in goods.further:
                    message = f"'{code}' staat niet bij de aanvullende codes van '{example.goods}'"
                    yield self.problem("notice_examples", key, message, "further")

    def versions(self):
        """The words of a clause, facts filled in, never change without a new version and a line in its history."""
        writer = clauses.Writer(self.site, Links(self.site))
        for key, clause in self.site.clauses.items():
            last, found = clause.history[-1], writer.fingerprint(clause.texts["nl"])
            if last.version != clause.version:
                message = f"staat op versie {clause.version}, maar de geschiedenis eindigt bij {last.version}"
                yield self.problem("clauses", key, message, "history")
            elif last.text != found:
                yield self.problem(
                    "clauses",
                    key,
                    (
                        f"de tekst is veranderd sinds versie {last.version}. Bewaar de vorige tekst als data/clauses/oud/{key}-"
                        f"{last.version}.md, verhoog 'version' en voeg een regel aan 'history' toe met text: \"{found}\""
                    ),
                    "history",
                )
            for version in clause.history[:-1]:
                if version.version not in clause.older:
                    yield self.problem(
                        "clauses",
                        key,
                        f"de tekst van versie {version.version} ontbreekt: data/clauses/oud/{key}-{version.version}.md",
                        "history",
                    )
                elif writer.fingerprint(clause.older[version.version]) != version.text:
                    yield self.problem(
                        "clauses",
                        key,
                        f"de bewaarde tekst van versie {version.version} leest niet meer zoals "
                        "toen. Schrijf er de namen en verwijzingen voluit in",
                        "history",
                    )

    def reviews(self):
        """A review is of a version and of variants that a clause has, and holds the codes of the articles it rests on."""
        for key, review in self.site.reviews.items():
            clause = self.site.clauses[review.clause]
            if review.version not in [version.version for version in clause.history]:
                yield self.problem("reviews", key, f"de tekst '{review.clause}' heeft geen versie {review.version}", "version")
            for variant in review.texts:
                if variant not in clause.texts["nl"]:
                    yield self.problem("reviews", key, f"de tekst '{review.clause}' heeft geen variant '{variant}'", f"texts.{variant}")

    def decisions(self):
        """Rules name only questions, answers, earlier decisions and outcomes that exist; texts only thresholds that exist."""
        if not self.unsure.isdisjoint(DECISION):
            return  # a question that failed its own check would make a problem of each rule
        known = {key: list(question.options) for key, question in self.site.questions.items()}
        for name, decision in self.site.decisions.items():
            for key, outcome in decision.outcomes.items():
                yield from self._outcome(name, decision, key, outcome)
            yield from self._conditions(name, decision.applies, "applies", known)
            for key, rule in decision.rules.items():
                yield from self._rule(name, decision, key, rule, known)
            if decision.hit != "alle":  # other rules can only wait for a decision that comes to one outcome
                known[name] = list(decision.outcomes)
            if decision.hit == "laagste":
                known[name + LIMIT] = list(decision.rules)
        for key, question in self.site.questions.items() if "duties" not in self.unsure else ():
            if question.number:
                yield from self._numbers(key, question)
        for key, example in self.site.examples.items():
            yield from self._example(key, example)
        for kind in DECISION:
            for key, record in self.site.kinds[kind].items():
                for path, _, text in walk(KINDS[kind], record):
                    for amount in AMOUNT.findall(text) if "{" in text and "thresholds" not in self.unsure else ():
                        if amount not in self.known["thresholds"]:
                            what = f"onbekende drempel '{{{shortened(amount)}}}'"
                            yield self.unknown(kind, key, what, amount, self.known["thresholds"], path.lstrip("."))

    def _outcome(self, name, decision, key, outcome):
        where = f"outcomes.{key}"
        for duty in outcome.duties:
            if wrong := self._unknown_duty(duty):
                yield self.unknown("decisions", name, wrong, duty, self.raw["duties"], f"{where}.duties")
        for clause, variant in outcome.texts.items():
            if clause in self.site.clauses and variant not in self.site.clauses[clause].texts["nl"]:
                yield self.problem("decisions", name, f"de tekst '{clause}' heeft geen variant '{variant}'", f"{where}.texts.{clause}")
        for other in outcome.against:
            there, _, one = other.partition("/")
            if there not in self.site.decisions or one not in self.site.decisions[there].outcomes:
                every = [f"{id}/{found}" for id, record in self.site.decisions.items() for found in record.outcomes]
                yield self.unknown("decisions", name, f"'{other}' is geen uitkomst van een beslissing", other, every, f"{where}.against")
        known, step = [key], outcome.also
        while step:
            if step not in decision.outcomes or step in known:
                yield self.unknown(
                    "decisions", name, f"'{step}' is geen andere uitkomst van deze beslissing", step, decision.outcomes, f"{where}.also"
                )
                return
            known, step = [*known, step], decision.outcomes[step].also

    def _rule(self, name, decision, key, rule, known):
        where = f"rules.{key}"
        if rule.advises not in decision.outcomes:
            what = f"onbekende uitkomst '{shortened(rule.advises)}'"
            yield self.unknown("decisions", name, what, rule.advises, decision.outcomes, f"{where}.advises")
        yield from self._conditions(name, rule.when, f"{where}.when", known)
        for target in rule.see if self.reachable is not None else ():
            if target not in self.reachable:
                yield self.unknown("decisions", name, f"onbekend id '{shortened(target)}'", target, self.reachable, f"{where}.see")

    def _conditions(self, name, when, where, known):
        for subject, answers in when.items():
            if subject not in known:
                what = f"'{subject}' is geen vraag en geen eerdere beslissing"
                yield self.unknown("decisions", name, what, subject, known, where)
            for answer in answers if subject in known else []:
                if answer not in known[subject]:
                    what = f"'{shortened(answer)}' is geen antwoord op '{subject}'"
                    yield self.unknown("decisions", name, what, answer, known[subject], f"{where}.{subject}")

    def _numbers(self, key, question):
        """The ranges of a number go up, and what it is added to is a number as well."""
        starts = [choice for choice in question.options.values() if choice.since]
        for choice in starts:
            if choice.lasting in self.site.options and not self.site.options[choice.lasting].active_months:
                yield self.problem("questions", key, f"'{choice.lasting}' zegt niet hoeveel maanden het al moet lopen", "options")
                return
            if choice.since not in self.site.duties or duties.month(self.site, choice.since) is None:
                yield self.problem("questions", key, f"'{choice.since}' valt niet in een maand van het contract", "options")
                return
        months = lows(self.site, key)
        if months != sorted(set(months)):
            yield self.problem("questions", key, f"de antwoorden beginnen niet elk later dan het vorige: maand {months}", "options")
        if question.number.adds and (
            question.number.adds not in self.site.questions or not self.site.questions[question.number.adds].number
        ):
            yield self.problem("questions", key, f"'{question.number.adds}' is geen vraag naar een getal", "number.adds")

    def _example(self, key, example):
        for subject, answer in example.answers.items():
            question = self.site.questions.get(subject)
            options = question.options if question else None
            if question and question.number and answer.isdecimal() and question.number.least <= int(answer) <= question.number.most:
                continue
            if options is None or answer not in options or question.number:
                what = f"'{subject}: {shortened(answer)}' is geen vraag met dat antwoord"
                yield self.unknown("examples", key, what, answer, options or self.site.questions, "answers")
        for target in example.see if self.reachable is not None else ():
            if target not in self.reachable:
                yield self.unknown("examples", key, f"onbekend id '{shortened(target)}'", target, self.reachable, "see")
        for name, outcome in example.advises.items():
            outcomes = self.site.decisions[name].outcomes if name in self.site.decisions else None
            for one in [outcome] if isinstance(outcome, str) else outcome:
                if outcomes is None or one not in outcomes:
                    what = f"'{name}: {shortened(one)}' is geen beslissing met die uitkomst"
                    yield self.unknown("examples", key, what, one, outcomes or self.site.decisions, "advises")

    def logic(self):
        """The rules leave no gap and no overlap, the texts of every advice ask exactly what it does, and a text that none gives says when to pick it."""
        return self.site.once("logic", (__name__,), advice.READS, lambda: list(self._logic()))

    def _logic(self):
        try:
            diagrams = compiled(self.site)
        except LookupError as error:
            yield Problem("data/decision.yml", str(error))
            return
        seen, given = set(), set()
        for outcomes in advice.together(diagrams):
            try:
                given |= set(advice.tender(self.site, outcomes).texts)
            except tenders.Unserved as error:
                for fault in error.faults:
                    if fault not in seen:  # one fault shows in many advices
                        seen.add(fault)
                        yield Problem("data/decision.yml", f"bij het advies {advice.places(outcomes)}: {fault}")
        for key, clause in self.site.clauses.items() if not seen else ():
            if key in given and clause.extra:
                yield self.problem("clauses", key, "de keuzehulp geeft deze tekst wel: laat 'extra' weg", "extra")
            elif key not in given and not clause.extra:
                yield self.problem(
                    "clauses", key, "geen enkel advies van de keuzehulp geeft deze tekst: zeg in 'extra' wanneer een aankoper ze zelf kiest"
                )
