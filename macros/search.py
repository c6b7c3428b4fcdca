"""After the build: gives the search index the words people use, and every page our own search worker."""
from __future__ import annotations

import json
import re
from pathlib import Path

from macros.models import Stated
from macros.problems import DataError, Problem, suggest

WORKER = re.compile(r'("search":\s*")([^"]*?)assets/javascripts/workers/search\.[0-9a-f]+\.min\.js"')
"""Where Material's page settings name its worker."""


def improve(site, links, folder: Path):
    """Add the words to `folder`/search/search_index.json and put our worker in place of the theme's in each page.

    Runs on any built site, also outside mkdocs. Raises DataError when data/search.yml names an address that is not
    there, and ValueError when no page names the theme's worker.
    """
    path = folder / "search" / "search_index.json"
    index = json.loads(path.read_text(encoding="utf-8"))
    known = {doc["location"] for doc in index["docs"]}
    index["config"]["dutch"] = words(site, links, known)
    path.write_text(json.dumps(index, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
    changed = 0
    for page in folder.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        text, found = WORKER.subn(r'\1\2assets/search-worker.js"', text)
        if found:
            page.write_text(text, encoding="utf-8")
            changed += 1
    if not changed:
        raise ValueError("geen enkele pagina noemt de zoeker van het thema; kijk na wat Material veranderde")


def words(site, links, known):
    """What the worker needs beside the pages: a mapping that goes into the index as JSON.

    `names` maps an address to the other names of what stands there, `synonyms` a word to the words it may stand for.
    """
    search = site.search
    problems = [Problem("data/search.yml", f"onbekend adres '{address}'." + suggest(address, known), field="words")
                for address in [*search.words, *(way.address for way in search.ways)] if address not in known]
    if problems:
        raise DataError(problems)
    names, synonyms = {}, {}
    for address, given, also in called(site, links):
        if address in known:
            names.setdefault(address, []).extend(given)
        for form in given:
            others = [other for other in also if other.lower() != form.lower()]
            if others:
                known_as = synonyms.setdefault(form.lower(), [])
                known_as.extend(other for other in others if other not in known_as)
    for address, given in search.words.items():
        names.setdefault(address, []).extend(given)
    for word, others in search.expand.items():
        synonyms.setdefault(word, []).extend(others)
    return {
        "stopwords": search.stopwords, "questions": search.questions, "same": search.same,
        "kinds": [kind.model_dump() for kind in search.kinds], "ways": [way.model_dump() for way in search.ways],
        "messages": search.messages, "names": {key: list(dict.fromkeys(value)) for key, value in names.items()},
        "synonyms": synonyms}


def called(site, links):
    """Yield (address in the index, its names, the words a text uses for it) for each record that has other names."""
    for key, concept in site.glossary.items():
        yield f"begrippen/#{key}", [concept.term, *concept.forms, *concept.synonyms], [concept.term, *concept.forms[:2]]
    for kind, key, record in site.records():
        address = links.address(key).lstrip("/").replace("index.md", "").replace(".md", "/")
        other = list(getattr(record, "synonyms", []))
        if kind == "systems":
            other = [record.name, *record.former_names, *record.abbreviations, *other]
            yield address, other, [record.name]
        elif kind == "articles":
            act = site.acts[record.act]
            yield address, [f"artikel {record.number} {name}" for name in (act.short, *act.synonyms)] + other, []
        elif kind == "acts":
            yield address, [record.short, record.name, *other], [record.short]
        elif kind == "conventions":
            number = record.number.lstrip("CP0")
            yield address, [record.number, f"verdrag {number}", f"IAO-conventie {number}", record.name, *record.names.values(), *other], []
        elif kind == "toolbox":
            yield address, [record.name, f"stap {record.number}", *other], []
        elif isinstance(record, Stated) or kind == "options":
            if other:
                yield address, other, []
