"""Reads data/ into a Site, and tells the editor in Dutch what does not hold."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import ValidationError

from macros.clauses import articles
from macros.clauses import text as clauses
from macros.facts import read
from macros.facts.check import Checks, parts
from macros.facts.explain import explain
from macros.facts.models import DECISION, KINDS, Search, Term, Translation, Word
from macros.facts.problems import DataError, Problem, nearest, net, shortened, suggest
from macros.facts.site import Site
from macros.preview import kept

ADDRESS = re.compile(r"([a-z0-9-]+/)*(#[a-z0-9-]+(=[a-z0-9-]+)?)?")
"""An address within the site, without a slash in front: a page, a piece of it, or an answer of the keuzehulp."""

ID = r"[a-z0-9]+(?:-[a-z0-9]+)*"
VERSION = r"\d+\.\d+"
TRANSLATED = "|".join(language for language in clauses.LANGUAGES if language != "nl")

SHARED = "gedeeld.md"
"""The file of articles that clauses have in common."""

TERMS = {mark.name for model in KINDS.values() for mark in parts(model) if isinstance(mark, Term)} | {"clause_states"}
"""The closed lists that records choose from."""

FILLED = ("articles_by", "texts", "titles", "older")
"""Fields of a clause that its text and the files beside it fill, never its head."""


def load(folder: Path) -> Site:
    """Read and check the data folder.

    `folder` holds one YAML file per kind, or one folder per kind with a file per record. Raises DataError with every problem found, and
    nothing else.
    """
    with net("data"):
        return _Reading(folder).site()


@dataclass
class Home:
    """Where a record stands: its document, its path there, and the documents beside it that fill a field of it."""

    document: read.Document
    path: tuple
    beside: dict[str, read.Document] = field(default_factory=dict)

    @property
    def name(self):
        return self.document.name

    def problem(self, message: str, place: str = "", word: str = "") -> Problem:
        """A problem in a field, written as a.b.0; `word` is what to look for in a text below a head."""
        for start, document in self.beside.items():
            if place.startswith(start):
                return Problem(document.name, message, self.path[-1] if self.path else self.document.record, line=document.find(word))
        return self.document.problem((*self.path, *filter(None, place.split("."))), message)


class _Reading:
    """Gathers the records as they stand in the files, where each stands, and every problem.

    `unsure` holds the kinds of which a record could not be read: whether an id of them exists is not known. `files` holds for each kind those it was read from,
    each with the hash of what stands in it.
    """

    def __init__(self, folder):
        self.folder, self.problems, self.unsure = folder, [], set()
        self.raw: dict[str, dict] = {kind: {} for kind in KINDS}
        self.homes: dict[tuple[str, str], Home] = {}
        self.lines: dict[tuple[str, str], int] = {}
        self.files: dict[str, list[tuple[str, str]]] = {kind: [] for kind in [*KINDS, "vocabulary"]}

    def site(self):
        """The Site; raises DataError."""
        self._listing()
        for kind in KINDS:
            if kind not in ("clauses", *DECISION):
                self._kind(kind)
        self._decision()
        self._clauses()
        site = Site({}, self._vocabulary(), self._search(), self._redirects())
        site.lines = self.lines
        site.marks = {kind: kept.key(files) for kind, files in self.files.items()}
        site.files = {place: home.name for place, home in self.homes.items()}
        site.kinds["upkeep"] = self._valid("upkeep", KINDS["upkeep"])
        months = {kind: group.months.model_dump() for group in site.kinds["upkeep"].values() for kind in group.kinds}
        for kind, model in KINDS.items():
            if kind != "upkeep":
                site.kinds[kind] = self._valid(kind, model, months.get(kind))
        _in_tender_order(site)
        for step, record in site.toolbox.items():
            for key, option in record.options.items():
                if key in site.options:
                    self.problems.append(self.homes["toolbox", step].problem(f"optie '{key}' bestaat al", f"options.{key}"))
                site.options[key], site.step_of[key] = option, step
        checks = Checks(site, self.raw, self.homes, self.unsure)
        self.problems += checks.first()
        if not self.problems:
            self.problems += checks.then()
        if self.problems:
            raise DataError(self.problems)
        return site

    def _listing(self):
        """Every file in data/ is read: one that is not would be passed over without a word."""
        if not self.folder.is_dir():
            raise DataError([Problem("data", "deze map ontbreekt")])
        many = [kind for kind in KINDS if kind != "clauses" and (self.folder / kind).is_dir()]
        files = [
            f"{kind}.yml" for kind in [*KINDS, "decision", "redirects", "search", "vocabulary"] if kind not in ("clauses", *DECISION, *many)
        ]
        self.problems += read.listed(self.folder, "data", "|".join(map(re.escape, files)), "acts.yml", files, [*many, "clauses"])
        for kind in many:
            self._strangers(kind, self.folder / kind, rf"{ID}\.yml", "leefbaar-loon.yml")
        folder = self.folder / "clauses"
        self._strangers("clauses", folder, rf"{ID}(\.({TRANSLATED}))?\.md", "plan-actie.en.md", ["oud"])
        if (folder / "oud").is_dir():
            self._strangers("clauses", folder / "oud", rf"{ID}-{VERSION}\.md", "plan-actie-1.0.md")

    def _strangers(self, kind, folder, shape, example, folders=()):
        found = read.listed(folder, f"data/{folder.relative_to(self.folder).as_posix()}", shape, example, (), folders)
        self.problems += found
        if found:
            self.unsure.add(kind)

    def _name(self, path):
        return f"data/{path.relative_to(self.folder).as_posix()}"

    def _data(self, path, kinds, above=0):
        """A YAML file; what it cannot read leaves `kinds` unsure. A missing one was told with the folder."""
        document = read.data(path, self._name(path), above, all(kind in KINDS and KINDS[kind].may_be_empty for kind in kinds or [""]))
        if path.exists():
            self.problems += document.problems
        for kind in kinds:
            self.files[kind].append((document.name, document.mark))
        if not document.sound:
            self.unsure.update([*kinds, *(["options"] if "toolbox" in kinds else [])])
        return document

    def _kind(self, kind):
        """All raw records of one kind, from data/<kind>.yml or data/<kind>/<id>.yml."""
        many = self.folder / kind
        if not many.is_dir():
            self._records(kind, self._data(self.folder / f"{kind}.yml", [kind]), ())
            return
        for path in sorted(path for path in many.iterdir() if re.fullmatch(rf"{ID}\.yml", path.name)):
            document = self._data(path, [kind])
            if document.sound and list(document.data) != [path.stem]:
                self.unsure.add(kind)
                message = f"hier hoort precies één record, met id '{path.stem}'"
                self.problems.append(Problem(document.name, message, line=document.spot[0]))
            else:
                self._records(kind, document, ())

    def _records(self, kind, document, path):
        """Take in the records that stand below a path of a document."""
        records = document.data if not path else document.data[path[0]]
        stray = [key for key, value in records.items() if key in KINDS[kind].model_fields and not isinstance(value, dict)]
        if stray:  # the fields of the record above, or of one whose id is gone
            self.unsure.add(kind)
            message = f"'{stray[0]}' is een veld en geen record: het staat te ver naar links, of het id erboven ontbreekt"
            self.problems.append(document.problem((*path, stray[0]), message))
            above = list(records)[: list(records).index(stray[0])][-1:]
            document.told.update((*path, key) for key in above)
        for key, value in records.items():
            if key in stray:
                continue
            if re.fullmatch(ID, key):
                self.raw[kind][key], self.homes[kind, key] = value, Home(document, (*path, key))
            else:
                self.unsure.add(kind)
                self.problems.append(
                    document.problem((*path, key), f"'{key}' is geen geldig id; gebruik kleine letters, cijfers en streepjes")
                )

    def _decision(self):
        """The three kinds of decision.yml."""
        document = self._data(self.folder / "decision.yml", DECISION, above=1)
        strange = [name for name in document.data if name not in DECISION]
        for section in strange:
            self.unsure.update(DECISION)
            self.problems.append(
                document.problem((section,), f"onbekend deel '{section}'; hier horen {', '.join(DECISION)}." + suggest(section, DECISION))
            )
        for kind in DECISION if document.data else ():
            if isinstance(document.data.get(kind), dict) and document.data[kind]:
                self._records(kind, document, (kind,))
                continue
            self.unsure.update(DECISION)
            if (kind,) not in document.told and not (strange and kind not in document.data):
                self.problems.append(document.problem((kind,), f"het deel '{kind}' is leeg, ontbreekt of is geen groep van records"))

    def _clauses(self):
        """All raw clauses: the heads, with the texts, the translations and the older versions beside them."""
        folder = self.folder / "clauses"
        if not folder.is_dir():
            return
        found = {path.relative_to(folder).as_posix(): path for path in [*sorted(folder.glob("*.md")), *sorted(folder.glob("oud/*.md"))]}
        shared = self._shared(found.pop(SHARED, None))
        parts = {}
        for name, path in found.items():
            match = re.fullmatch(rf"(?:({ID})(?:\.({TRANSLATED}))?|oud/({ID})-({VERSION}))\.md", name)
            if not match or not path.is_file():
                continue
            key = match[1] or match[3]
            document = read.page(path, self._name(path), key)
            self.problems += document.problems
            self.files["clauses"].append((document.name, document.mark))
            texts = clauses.whole(document.body) if match[4] else self._articles(document, key, shared)
            parts.setdefault(key, {})[match[2] or match[4] or "nl"] = (document, texts)
        for key, versions in parts.items():
            if "nl" in versions:
                self._clause(key, versions)
            elif "clauses" not in self.unsure:
                document, _ = next(iter(versions.values()))
                self.problems.append(Problem(document.name, f"hoort bij geen tekst: er is geen data/clauses/{key}.md"))
                self.unsure.add("clauses")

    def _shared(self, path):
        """The articles that clauses have in common: id → article."""
        if path is None:
            return {}
        document = read.Document(self._name(path))
        try:
            document.body = read.text(path, document.name)
            self.files["clauses"].append((document.name, document.body))
            found = re.search(r"(?m)^### ", document.body)
            return {article.id: article for article in articles.parse(document.body[found.start() :] if found else "")}
        except articles.TextError as error:
            self._told(error, document, "")
        except DataError as error:
            self.unsure.add("clauses")
            self.problems += error.problems
        return {}

    def _articles(self, document, key, shared):
        """The articles of each variant in the source of a text, or None with its problems."""
        strange = clauses.strange(document.body) if document.data else []
        self.problems += [Problem(document.name, message, key, line=document.find(word)) for message, word in strange]
        try:
            return articles.read(document.body, shared)
        except articles.TextError as error:
            if document.data:
                self._told(error, document, key)
            return None

    def _told(self, error, document, key):
        self.unsure.add("clauses")
        self.problems += [Problem(document.name, message, key, line=document.find(word)) for message, word in error.faults]

    def _clause(self, key, versions):
        """One raw clause, of its head and its text per language and per older version."""
        document, texts = versions.pop("nl")
        if not document.data or not texts:
            self.unsure.add("clauses")
            return
        for name in [name for name in FILLED if name in document.data]:
            self.problems.append(
                document.problem((name,), f"onbekende sleutel '{name}'; de teksten staan onder de kop en in de bestanden ernaast")
            )
        head = document.data
        record = head | {"articles_by": {"nl": texts}, "titles": {"nl": str(head.get("title"))}, "older": {}}
        home = Home(document, (), {"texts.nl": document})
        for version, (beside, words) in versions.items():
            if version not in clauses.LANGUAGES:
                record["older"][version], home.beside[f"older.{version}"] = words, beside
                continue
            home.beside[f"texts.{version}"] = home.beside[f"titles.{version}"] = beside
            translation = self._one(Translation, beside.data, beside)
            if translation and translation.of != head.get("version") and isinstance(head.get("version"), str):
                self.problems.append(
                    beside.problem(
                        ("of",), f"vertaalt versie {translation.of}, maar de tekst staat op versie {head['version']}; werk de vertaling bij"
                    )
                )
            if translation and words:
                record["articles_by"][version], record["titles"][version] = words, translation.title
        record["texts"] = {
            language: {variant: articles.written(found, language) for variant, found in texts.items()}
            for language, texts in record["articles_by"].items()
        }
        self.raw["clauses"][key], self.homes["clauses", key] = record, home

    def _one(self, model, value, document, path=(), months=None):
        """A record of a model, or None with its problems; a document that could not be read has told its own."""
        if not path and not value:
            return None
        try:
            return model.model_validate(value, context=months)
        except ValidationError as error:
            self.problems += explain(error, model, document, path)
            return None

    def _valid(self, kind, model, months=None):
        """The records of one kind that hold by themselves; after `months` by state, a fact is looked at again."""
        found = {}
        for key, value in self.raw[kind].items():
            home = self.homes[kind, key]
            record = self._one(model, value, home.document, home.path, months)
            if record:
                found[key] = record
            elif kind in ("toolbox", *DECISION):  # what they hold inside is pointed at as well
                self.unsure.update(["options"] if kind == "toolbox" else DECISION)
        return found

    def _vocabulary(self):
        """data/vocabulary.yml: the closed lists, each with its words."""
        document, lists = self._data(self.folder / "vocabulary.yml", ["vocabulary"]), {}
        for name, entries in document.data.items():
            lists[name] = {}
            if not isinstance(entries, dict) or not entries:
                self.unsure.add("vocabulary")
                if (name,) not in document.told:
                    self.problems.append(document.problem((name,), "de lijst is leeg, of is geen groep van woorden"))
                continue
            for key, value in entries.items():
                word = self._one(Word, value, document, (name, key))
                if word:
                    lists[name][key] = word
                else:
                    self.unsure.add("vocabulary")
        missing = sorted(TERMS - set(lists)) if document.data else []
        for name in [name for name in lists if name not in TERMS and nearest(name, missing, 0.75)]:
            meant = nearest(name, missing, 0.75)
            missing.remove(meant)
            self.unsure.add("vocabulary")
            self.problems.append(document.problem((name,), f"onbekende lijst '{name}'. Bedoelde u '{meant}'?"))
        if missing:
            self.unsure.add("vocabulary")
            self.problems.append(Problem(document.name, f"hier ontbreken lijsten waaruit records kiezen: {', '.join(missing)}"))
        return lists

    def _search(self):
        """data/search.yml, or None with its problems."""
        document = self._data(self.folder / "search.yml", [], above=None)
        found = self._one(Search, document.data, document)
        if found:
            places = [("words", address) for address in found.words] + [("each_system", head) for head in found.each_system]
            self.lines |= {("search", place[1]): document.at(place)[0] for place in places}
            self.lines |= {("search", way.address): document.at(("ways", number))[0] for number, way in enumerate(found.ways)}
        return found

    def _redirects(self):
        """data/redirects.yml: old address → new address; whether they exist is only known after the build."""
        document = self._data(self.folder / "redirects.yml", [])
        self.lines |= {("redirects", old): document.at((old,))[0] for old in document.data}
        for old, new in document.data.items():
            for address in (old, new):
                if (old,) not in document.told and not (isinstance(address, str) and ADDRESS.fullmatch(address)):
                    message = f"'{shortened(address)}' is geen adres zoals 'toolbox/actie/' of 'toolbox/actie/#actieplan'"
                    self.problems.append(document.problem((old,), message))
        return document.data


def _in_tender_order(site):
    """The clauses as they stand in a tender: by place, and within a place by their own order."""
    places = list(site.vocabulary.get("places", []))
    site.kinds["clauses"] = dict(
        sorted(
            site.clauses.items(), key=lambda item: (places.index(item[1].place) if item[1].place in places else 0, item[1].order, item[0])
        )
    )
