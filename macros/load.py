"""Reads data/, checks every record and every reference, and tells the editor in Dutch what is wrong."""
from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from types import UnionType
from typing import Annotated, Union, get_args, get_origin, get_type_hints

import yaml
from pydantic import BaseModel, ValidationError

from macros import clauses
from macros.decision import Diagrams
from macros.links import MENTION, Links
from macros.models import DECISION, KINDS, Option, Ref, Term, Translation, Word
from macros.problems import DataError, Problem, suggest

UNLINKED = ("glossary", "passages", "fields", *DECISION)
"""Kinds that @id does not reach: terms have tooltips, passages only point, fields stand in clauses as [[id]]; the
decision helper has addresses of its own."""


AMOUNT = re.compile(r"\{([a-z-]+)\}")
"""How the decision helper names an amount: {europees-lokaal} is what that threshold is now."""


@dataclass
class Site:
    """Everything in data/: for each kind a mapping from id to record, in the order of the file."""

    kinds: dict[str, dict[str, BaseModel]]
    vocabulary: dict[str, dict[str, Word]]
    options: dict[str, Option] = field(default_factory=dict)
    step_of: dict[str, str] = field(default_factory=dict)

    def __getattr__(self, kind):
        try:
            return self.__dict__["kinds"][kind]
        except KeyError:
            raise AttributeError(kind) from None

    def records(self):
        """Yield (kind, id, record) for all that @id can reach."""
        for kind, records in self.kinds.items():
            if kind not in UNLINKED:
                yield from ((kind, key, record) for key, record in records.items())
        yield from (("options", key, option) for key, option in self.options.items())

    def ids(self, kind):
        """The ids of one kind; `options` are the options of all steps."""
        return self.options if kind == "options" else self.kinds[kind]

    def word(self, name, key):
        """The Dutch name of an entry of a closed list."""
        return self.vocabulary[name][key].name


class _Loader(yaml.SafeLoader):
    """YAML that remembers duplicate keys instead of silently keeping the last one."""

    def __init__(self, stream):
        super().__init__(stream)
        self.duplicates = []

    def construct_mapping(self, node, deep=False):
        seen = {}
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=True)
            if key in seen:
                self.duplicates.append((key, seen[key], key_node.start_mark.line + 1))
            seen[key] = key_node.start_mark.line + 1
        return super().construct_mapping(node, deep)


def load(folder: Path) -> Site:
    """Read and check the data folder.

    `folder` holds one YAML file per kind, or one folder per kind with a file per record.
    Raises DataError with every problem found.
    """
    problems: list[Problem] = []
    homes: dict[tuple[str, str], str] = {}
    raw = {kind: _read_kind(folder, kind, homes, problems) for kind in KINDS if kind not in ("clauses", *DECISION)}
    raw |= _read_decision(folder / "decision.yml", homes, problems)
    raw["clauses"] = _read_clauses(folder / "clauses", homes, problems)
    vocabulary = _vocabulary(folder, problems)
    site = Site({}, vocabulary)
    for kind, model in KINDS.items():
        site.kinds[kind] = {}
        for key, value in raw[kind].items():
            try:
                site.kinds[kind][key] = model.model_validate(value)
            except ValidationError as error:
                problems += _explain(error, model, homes[kind, key], key)
    _in_tender_order(site)
    for step, record in site.toolbox.items():
        for key, option in record.options.items():
            if key in site.options:
                problems.append(Problem(homes["toolbox", step], f"optie '{key}' bestaat al", step, f"options.{key}"))
            site.options[key], site.step_of[key] = option, step
    problems += _check_ids(site, raw, homes)
    problems += _check_references(site, raw, homes)
    problems += _check_clauses(site, raw, homes)
    problems += _check_decisions(site, raw, homes)
    if not problems:
        problems += _check_levels(site, homes)
        problems += _check_versions(site, homes)
        problems += _check_logic(site)
    if problems:
        raise DataError(problems)
    return site


def read(path: Path, name: str, problems: list[Problem]) -> dict:
    """One YAML file as a mapping; syntax errors, duplicate keys and an empty file become problems."""
    try:
        loader = _Loader(path.read_text(encoding="utf-8"))
        data = loader.get_single_data()
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"regel {mark.line + 1}, kolom {mark.column + 1}: " if mark else ""
        problems.append(Problem(name, f"{where}dit is geen geldige YAML ({getattr(error, 'problem', error)})"))
        return {}
    for key, first, second in loader.duplicates:
        problems.append(Problem(name, f"dubbele sleutel '{key}' op regel {second}; ze staat ook op regel {first}"))
    if not isinstance(data, dict) or not data:
        problems.append(Problem(name, "het bestand bevat geen records; een lege tabel mag niet"))
        return {}
    return data


def _read_kind(folder, kind, homes, problems):
    """All raw records of one kind, from data/<kind>.yml or data/<kind>/<id>.yml."""
    many = folder / kind
    files = sorted(many.glob("*.yml")) if many.is_dir() else [folder / f"{kind}.yml"]
    records = {}
    if not files or not files[0].exists():
        problems.append(Problem(f"data/{kind}.yml", "dit bestand ontbreekt"))
        return records
    for path in files:
        name = f"data/{path.relative_to(folder).as_posix()}"
        data = read(path, name, problems)
        if many.is_dir() and data and list(data) != [path.stem]:
            problems.append(Problem(name, f"hier hoort precies één record, met id '{path.stem}'"))
        for key, value in data.items():
            if not isinstance(key, str) or not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", key):
                problems.append(Problem(name, f"'{key}' is geen geldig id; gebruik kleine letters, cijfers en streepjes"))
                continue
            records[key] = value
            homes[kind, key] = name
    return records


def _read_clauses(folder, homes, problems):
    """All raw clauses: front matter, with the texts, the translations and the older versions beside it."""
    records, parts = {}, {}
    for path in sorted(folder.glob("*.md")) + sorted(folder.glob("oud/*.md")):
        name = f"data/clauses/{path.relative_to(folder).as_posix()}"
        try:
            parts[path.relative_to(folder).as_posix()] = (name, *clauses.split(path.read_text(encoding="utf-8")))
        except (ValueError, yaml.YAMLError) as error:
            problems.append(Problem(name, f"de kop is niet te lezen: {str(error).splitlines()[0]}"))
    for path, (name, front, texts) in parts.items():
        if "/" in path or path.count(".") > 1:
            continue
        key = path.removesuffix(".md")
        record = dict(front) | {"texts": {"nl": texts}, "titles": {"nl": str(front.get("title"))}, "older": {}}
        for language in clauses.LANGUAGES:
            if f"{key}.{language}.md" in parts:
                home, translated, words = parts[f"{key}.{language}.md"]
                try:
                    translation = Translation.model_validate(translated)
                except ValidationError as error:
                    problems += _explain(error, Translation, home, key)
                    continue
                if translation.of != front.get("version"):
                    problems.append(Problem(home, f"vertaalt versie {translation.of}, maar de tekst staat op versie "
                                                  f"{front.get('version')}; werk de vertaling bij", key, "of"))
                record["texts"][language], record["titles"][language] = words, translation.title
        for old, (_, _, words) in parts.items():
            match = re.fullmatch(rf"oud/{re.escape(key)}-(\d+\.\d+)\.md", old)
            if match:
                record["older"][match[1]] = words
        records[key], homes["clauses", key] = record, name
    for path, (name, *_) in parts.items():
        key = re.sub(r"^oud/|-\d+\.\d+(?=\.md)|(\.[a-z]{2})?\.md$", "", path)
        if key not in records:
            problems.append(Problem(name, f"hoort bij geen tekst: er is geen data/clauses/{key}.md"))
    return records


def _read_decision(path, homes, problems):
    """The three kinds of decision.yml."""
    data = read(path, "data/decision.yml", problems)
    for section in data:
        if section not in DECISION:
            problems.append(Problem("data/decision.yml", f"onbekend deel '{section}'." + suggest(section, DECISION)))
    raw = {}
    for kind in DECISION:
        raw[kind] = data.get(kind) or {}
        if data and not raw[kind]:
            problems.append(Problem("data/decision.yml", f"het deel '{kind}' is leeg of ontbreekt"))
        homes.update({(kind, key): "data/decision.yml" for key in raw[kind]})
    return raw


def _check_decisions(site, raw, homes):
    """Rules name only questions, options, earlier decisions and outcomes that exist; texts only thresholds that exist."""
    if set(site.questions) != set(raw["questions"]):
        return  # a question that failed its own check would make a problem of each rule
    home, known = "data/decision.yml", {key: list(q.options) for key, q in site.questions.items()}
    reachable = set().union(*(ids for kind, ids in _known(raw).items() if kind not in UNLINKED))
    for name, decision in site.decisions.items():
        for key, rule in decision.rules.items():
            where = f"rules.{key}"
            if rule.advises not in decision.outcomes:
                yield Problem(home, f"onbekende uitkomst '{rule.advises}'." + suggest(rule.advises, decision.outcomes), name, f"{where}.advises")
            for subject, answers in rule.when.items():
                if subject not in known:
                    yield Problem(home, f"'{subject}' is geen vraag en geen eerdere beslissing." + suggest(subject, known), name, f"{where}.when")
                for answer in answers if subject in known else []:
                    if answer not in known[subject]:
                        yield Problem(home, f"'{answer}' is geen antwoord op '{subject}'." + suggest(answer, known[subject]), name, f"{where}.when.{subject}")
            for target in rule.see:
                if target not in reachable:
                    yield Problem(home, f"onbekend id '{target}'." + suggest(target, reachable), name, f"{where}.see")
        known[name] = list(decision.outcomes)
        if decision.hit == "alle":
            # Other rules can only wait for a decision that comes to one outcome.
            del known[name]
    for key, example in site.examples.items():
        for subject, answer in example.answers.items():
            options = site.questions[subject].options if subject in site.questions else None
            if options is None or answer not in options:
                yield Problem(home, f"'{subject}: {answer}' is geen vraag met dat antwoord." + suggest(answer, options or site.questions), key, "answers")
        for name, outcome in example.advises.items():
            outcomes = site.decisions[name].outcomes if name in site.decisions else None
            for one in [outcome] if isinstance(outcome, str) else outcome:
                if outcomes is None or one not in outcomes:
                    yield Problem(home, f"'{name}: {one}' is geen beslissing met die uitkomst." + suggest(one, outcomes or site.decisions), key, "advises")
    for kind in DECISION:
        for key, record in site.kinds[kind].items():
            for path, _, text in walk(KINDS[kind], record):
                for amount in AMOUNT.findall(text):
                    if amount not in site.thresholds:
                        yield Problem(home, f"onbekende drempel '{{{amount}}}'." + suggest(amount, site.thresholds), key, path.lstrip("."))


def _check_logic(site):
    """The rules leave no gap and no overlap: compiling them finds the first."""
    try:
        Diagrams(site)
    except LookupError as error:
        yield Problem("data/decision.yml", str(error))


def _in_tender_order(site):
    """The clauses as they stand in a tender: by place, and within a place by their own order."""
    places = list(site.vocabulary.get("places", []))
    site.kinds["clauses"] = dict(sorted(site.clauses.items(), key=lambda item: (
        places.index(item[1].place) if item[1].place in places else 0, item[1].order, item[0])))


def _check_clauses(site, raw, homes):
    """A clause has a text for each variant it explains, and names only fields, articles and lists that exist."""
    for key, clause in site.clauses.items():
        home = homes["clauses", key]
        for name, told in (("lichter", clause.lighter), ("sterker", clause.stronger)):
            if (name in clause.texts["nl"]) != bool(told):
                field = "lighter" if name == "lichter" else "stronger"
                yield Problem(home, f"de variant '{name}' heeft een tekst (=== {name}) én een uitleg nodig", key, field)
        for language, texts in clause.texts.items():
            for text in texts.values():
                for blank in clauses.blanks(text):
                    if raw["fields"] and blank not in raw["fields"]:
                        yield Problem(home, f"onbekend invulveld '[[{blank}]]' in de tekst." + suggest(blank, raw["fields"]), key)
                for cited in clauses.CITATION.findall(text):
                    if raw["articles"] and cited not in raw["articles"]:
                        yield Problem(home, f"onbekend artikel '@@{cited}' in de tekst." + suggest(cited, raw["articles"]), key)
                for list_name in re.findall(r"\[\[=.*?\]\]", text):
                    if list_name != clauses.CONVENTIONS:
                        yield Problem(home, f"onbekende lijst '{list_name}' in de tekst", key)


def _check_versions(site, homes):
    """The words of a clause, facts filled in, never change without a new version and a line in its history."""
    writer = clauses.Writer(site, Links(site))
    for key, clause in site.clauses.items():
        home, last = homes["clauses", key], clause.history[-1]
        found = writer.fingerprint(clause.texts["nl"])
        if last.version != clause.version:
            yield Problem(home, f"staat op versie {clause.version}, maar de geschiedenis eindigt bij {last.version}", key, "history")
        elif last.text != found:
            yield Problem(home, f"de tekst is veranderd sinds versie {last.version}. Bewaar de vorige tekst als data/clauses/oud/"
                                f"{key}-{last.version}.md, verhoog 'version' en voeg een regel aan 'history' toe met text: \"{found}\"",
                          key, "history")
        for version in clause.history[:-1]:
            if version.version not in clause.older:
                yield Problem(home, f"de tekst van versie {version.version} ontbreekt: data/clauses/oud/{key}-{version.version}.md",
                              key, "history")
            elif writer.fingerprint(clause.older[version.version]) != version.text:
                yield Problem(home, f"de bewaarde tekst van versie {version.version} leest niet meer zoals toen. Schrijf er de "
                                    "namen en verwijzingen voluit in", key, "history")


def _vocabulary(folder, problems):
    name, lists = "data/vocabulary.yml", {}
    for list_name, entries in read(folder / "vocabulary.yml", name, problems).items():
        lists[list_name] = {}
        for key, value in (entries or {}).items():
            try:
                lists[list_name][key] = Word.model_validate(value)
            except ValidationError as error:
                problems += _explain(error, Word, name, f"{list_name}.{key}")
        if not entries:
            problems.append(Problem(name, "de lijst is leeg", list_name))
    return lists


def _explain(error, model, file, record):
    """Pydantic's findings as Dutch sentences; kinds without a sentence keep pydantic's words."""
    for item in error.errors():
        path = ".".join(str(part) for part in item["loc"] if part != "[key]")
        value, kind, context = item["input"], item["type"], item.get("ctx", {})
        last = item["loc"][-1] if item["loc"] else ""
        if kind == "extra_forbidden":
            text = f"onbekende sleutel '{last}'." + suggest(last, _fields(model, item["loc"][:-1]))
        elif kind == "missing":
            text = "ontbreekt maar is verplicht"
        elif isinstance(value, bool) and kind.endswith("_type"):
            text = f"is ja/nee ({str(value).lower()}) in plaats van tekst; YAML leest no, yes, on en off zo. Zet er aanhalingstekens rond"
        elif kind == "string_type":
            text = f"'{value}' moet tekst zijn; zet er aanhalingstekens rond"
        elif kind in ("int_type", "int_parsing"):
            text = f"'{value}' moet een geheel getal zijn, zonder aanhalingstekens of punten"
        elif kind == "bool_type":
            text = f"'{value}' moet true of false zijn"
        elif kind.startswith("date"):
            text = f"'{value}' is geen datum; schrijf jjjj-mm-dd"
        elif kind in ("list_type", "dict_type", "model_type", "model_attributes_type"):
            text = f"'{_short(value)}' heeft niet de goede vorm; verwacht is {'een lijst' if kind == 'list_type' else 'een groep velden'}"
        elif kind == "too_short":
            text = "is leeg; een lege tabel of lijst mag niet"
        elif kind == "string_too_short":
            text = "is leeg"
        elif kind == "string_too_long":
            text = f"is te lang: {len(value)} tekens, hoogstens {context['max_length']}"
        elif kind == "string_pattern_mismatch":
            text = f"'{_short(value)}' heeft niet de goede vorm ({context['pattern']})"
        else:
            text = item["msg"]
        yield Problem(file, text, record, path)


def _short(value):
    text = str(value)
    return text if len(text) <= 60 else text[:57] + "…"


def _fields(model, loc):
    """The field names an editor could have meant at this place in the record."""
    current = model
    for part in loc:
        hints = get_type_hints(current, include_extras=True) if isinstance(current, type) and issubclass(current, BaseModel) else {}
        current = next(iter(_models(hints.get(part, current))), current)
    return current.model_fields if isinstance(current, type) and issubclass(current, BaseModel) else []


def _models(annotation):
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        if part is not annotation:
            yield from _models(part)


def walk(annotation, value, path=""):
    """Yield (path, annotation marks, value) for each leaf of a record."""
    origin = get_origin(annotation)
    if value is None:
        return
    if origin is Annotated:
        base, *marks = get_args(annotation)
        marks = [mark for mark in marks if isinstance(mark, (Ref, Term))]
        if marks:
            yield path, marks[0], value
        else:
            yield from walk(base, value, path)
    elif origin in (Union, UnionType):
        for part in get_args(annotation):
            if part is not type(None):
                yield from walk(part, value, path)
    elif origin is list:
        for index, item in enumerate(value):
            yield from walk(get_args(annotation)[0], item, f"{path}.{index}")
    elif origin is dict:
        key_type, value_type = get_args(annotation)
        for key, item in value.items():
            yield from walk(key_type, key, f"{path}.{key}")
            yield from walk(value_type, item, f"{path}.{key}")
    elif isinstance(value, BaseModel):
        for name, hint in get_type_hints(type(value), include_extras=True).items():
            if name != "model_config":
                yield from walk(hint, getattr(value, name), f"{path}.{name}")
    elif isinstance(value, str):
        yield path, None, value


def _check_ids(site, raw, homes):
    """An id names one record in the whole of data/, so that @id is never ambiguous."""
    seen = {}
    for kind, key, _ in site.records():
        if key in seen:
            home = homes.get((kind, key)) or homes["toolbox", site.step_of[key]]
            yield Problem(home, f"het id '{key}' bestaat al in {seen[key]}; elk id is uniek", key)
        seen[key] = homes.get((kind, key)) or homes["toolbox", site.step_of[key]]


def _known(raw):
    """The ids of each kind as they stand in the files: pointing at a record that failed its own check is no second problem."""
    known = {kind: set(raw[kind]) for kind in KINDS}
    known["options"] = {key for step in raw["toolbox"].values() if isinstance(step, dict)
                        for key in (step.get("options") or {})}
    return known


def _check_references(site, raw, homes):
    known = _known(raw)
    reachable = set().union(*(ids for kind, ids in known.items() if kind not in UNLINKED))
    for kind, records in site.kinds.items():
        for key, record in records.items():
            for path, mark, value in walk(KINDS[kind], record):
                path = path.lstrip(".")
                if isinstance(mark, Ref) and known[mark.kind] and value not in known[mark.kind]:
                    yield Problem(homes[kind, key], f"onbekend id '{value}' in {mark.kind}." + suggest(value, known[mark.kind]), key, path)
                elif isinstance(mark, Term) and site.vocabulary and value not in site.vocabulary.get(mark.name, {}):
                    words = site.vocabulary.get(mark.name, {})
                    yield Problem(homes[kind, key], f"'{value}' staat niet in de lijst {mark.name} ({', '.join(words)})." + suggest(value, words), key, path)
                elif mark is None:
                    for mention in MENTION.findall(value):
                        if mention not in reachable and all(raw.values()):
                            yield Problem(homes[kind, key], f"onbekend id '@{mention}' in de tekst." + suggest(mention, reachable), key, path)


def _check_levels(site, homes):
    """'Bevestigd' rests on a primary source; 'secundair' is the honest word otherwise."""
    for kind, records in site.kinds.items():
        for key, record in records.items():
            for path, item in _stated(record):
                if item.state == "bevestigd" and not any(site.sources[s].level == "primair" for s in item.sources):
                    yield Problem(homes[kind, key], "staat op 'bevestigd' maar geen bron is primair; zet 'secundair' of voeg de primaire bron toe", key, f"{path}state".lstrip("."))


def _stated(value, path=""):
    if isinstance(value, BaseModel):
        if getattr(value, "state", None):
            yield path, value
        for name in type(value).model_fields:
            yield from _stated(getattr(value, name), f"{path}{name}.")
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _stated(item, f"{path}{index}.")
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _stated(item, f"{path}{key}.")
