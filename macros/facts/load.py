"""Reads data/ into a Site, and tells the editor in Dutch what cannot be read."""
from __future__ import annotations

import re
from pathlib import Path
from typing import get_args, get_type_hints

import yaml
from pydantic import BaseModel, ValidationError

from macros.clauses import articles
from macros.clauses import text as clauses
from macros.facts.check import Checks
from macros.facts.models import DECISION, KINDS, SHAPES, Search, Translation, Word
from macros.facts.problems import DataError, Problem, suggest
from macros.facts.site import Site

ADDRESS = re.compile(r"([a-z0-9-]+/)*(#[a-z0-9-]+(=[a-z0-9-]+)?)?")
"""An address within the site, without a slash in front: a page, a piece of it, or an answer of the keuzehulp."""


SHARED = "gedeeld.md"
"""The file of articles that clauses have in common."""


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
    site = Site({}, vocabulary, _search(folder, problems), _redirects(folder, problems))
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
    checks = Checks(site, raw, homes)
    problems += checks.first()
    if not problems:
        problems += checks.then()
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
    shared = _shared(folder / SHARED, problems)
    for path in [p for p in sorted(folder.glob("*.md")) if p.name != SHARED] + sorted(folder.glob("oud/*.md")):
        name = f"data/clauses/{path.relative_to(folder).as_posix()}"
        try:
            parts[path.relative_to(folder).as_posix()] = (name, *clauses.split(path.read_text(encoding="utf-8")))
        except (ValueError, yaml.YAMLError) as error:
            problems.append(Problem(name, f"de kop is niet te lezen: {str(error).splitlines()[0]}"))
    for path, (name, front, texts) in parts.items():
        if "/" in path or path.count(".") > 1:
            continue
        key = path.removesuffix(".md")
        record = dict(front) | {"articles_by": {"nl": _articles(texts, shared, name, problems)}, "titles": {"nl": str(front.get("title"))}, "older": {}}
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
                record["articles_by"][language], record["titles"][language] = _articles(words, shared, home, problems), translation.title
        for old, (_, _, words) in parts.items():
            match = re.fullmatch(rf"oud/{re.escape(key)}-(\d+\.\d+)\.md", old)
            if match:
                record["older"][match[1]] = clauses.whole(words)
        record["texts"] = {language: {variant: articles.written(found, language) for variant, found in texts.items()}
                           for language, texts in record["articles_by"].items()}
        records[key], homes["clauses", key] = record, name
    for path, (name, *_) in parts.items():
        key = re.sub(r"^oud/|-\d+\.\d+(?=\.md)|(\.[a-z]{2})?\.md$", "", path)
        if key not in records:
            problems.append(Problem(name, f"hoort bij geen tekst: er is geen data/clauses/{key}.md"))
    return records


def _shared(path, problems):
    """The articles that clauses have in common: id → article."""
    if not path.exists():
        return {}
    try:
        return {article.id: article for article in articles.parse(path.read_text(encoding="utf-8").partition("\n### ")[1].strip() + " "
                                                                  + path.read_text(encoding="utf-8").partition("\n### ")[2])}
    except articles.TextError as error:
        problems += [Problem(f"data/clauses/{SHARED}", fault) for fault in error.faults]
        return {}


def _articles(source, shared, name, problems):
    """The articles of each variant in the source of a text."""
    try:
        return articles.read(source, shared)
    except articles.TextError as error:
        problems += [Problem(name, fault) for fault in error.faults]
        return {"basis": []}


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


def _in_tender_order(site):
    """The clauses as they stand in a tender: by place, and within a place by their own order."""
    places = list(site.vocabulary.get("places", []))
    site.kinds["clauses"] = dict(sorted(site.clauses.items(), key=lambda item: (
        places.index(item[1].place) if item[1].place in places else 0, item[1].order, item[0])))


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


def _search(folder, problems):
    """data/search.yml, or None with its problems."""
    try:
        return Search.model_validate(read(folder / "search.yml", "data/search.yml", problems))
    except ValidationError as error:
        problems += _explain(error, Search, "data/search.yml", "")


def _redirects(folder, problems):
    """data/redirects.yml: old address → new address; whether they exist is only known after the build."""
    found = read(folder / "redirects.yml", "data/redirects.yml", problems)
    for old, new in found.items():
        for address in (old, new):
            if not isinstance(address, str) or not ADDRESS.fullmatch(address):
                problems.append(Problem("data/redirects.yml", f"'{address}' is geen adres zoals 'toolbox/actie/' of 'toolbox/actie/#actieplan'", str(old)))
    return found


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
            text = (f"is ja/nee ({str(value).lower()}) in plaats van tekst; YAML leest no, yes, on en off zo. "
                    "Zet er aanhalingstekens rond")
        elif kind == "string_type":
            text = f"'{value}' moet tekst zijn; zet er aanhalingstekens rond"
        elif kind in ("int_type", "int_parsing"):
            text = f"'{value}' moet een geheel getal zijn, zonder aanhalingstekens of punten"
        elif kind == "bool_type":
            text = f"'{value}' moet true of false zijn"
        elif kind.startswith("date"):
            text = f"'{value}' is geen datum; schrijf jjjj-mm-dd"
        elif kind in ("list_type", "dict_type", "model_type", "model_attributes_type"):
            wanted = "een lijst" if kind == "list_type" else "een groep velden"
            text = f"'{_short(value)}' heeft niet de goede vorm; verwacht is {wanted}"
        elif kind == "too_short":
            text = "is leeg; een lege tabel of lijst mag niet"
        elif kind == "string_too_short":
            text = "is leeg"
        elif kind == "string_too_long":
            text = f"is te lang: {len(value)} tekens, hoogstens {context['max_length']}"
        elif kind == "string_pattern_mismatch":
            text = f"'{_short(value)}' heeft niet de goede vorm; {SHAPES[context['pattern']]}"
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
