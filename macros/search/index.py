"""After the build: gives the search index the words people use, and every page our own search worker."""

from __future__ import annotations

import json
import re
from pathlib import Path

from macros.facts.models import Stated
from macros.facts.problems import DataError, Problem, suggest

WORKER = re.compile(r'("search":\s*")([^"]*?)assets/javascripts/workers/search\.[0-9a-f]+\.min\.js"')
"""Where Material's page settings name its worker."""

PART = re.compile(r"</?(?:p|li|ul|ol|pre)\b[^>]*>")
TAG = re.compile(r"<[^>]+>")
WORD = re.compile(r"\w+")
SERIES = re.compile(r"(?P<first>\d+)(?:/(?P<start>\d+))? tot (?P<last>\d+)/(?P<end>\d+)")
"""What the theme leaves of the markup in its index, what is a word, and how the numbers of a series of articles are written."""


def improve(guide, folder: Path):
    """Add the words to `folder`/search/search_index.json.

    Runs on any built site, also outside mkdocs. Raises DataError when data/search.yml names an address that is not there.
    """
    path = folder / "search" / "search_index.json"
    index = json.loads(path.read_text(encoding="utf-8"))
    bodies = [plain(doc["text"]) for doc in index["docs"]]
    texts = {doc["location"]: f"{plain(doc['title'])} {body}" for doc, body in zip(index["docs"], bodies)}
    index["config"]["dutch"] = dutch(guide, texts)
    lists = tuple(kind.prefix for kind in guide.site.search.kinds if kind.lists)
    for doc, body in zip(index["docs"], bodies):
        doc["text"] = "" if doc["location"].startswith(lists) else body
    path.write_text(json.dumps(index, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")


def employ(pages: dict[str, str]):
    """Put our worker in place of the theme's in each page (file → HTML). Raises ValueError when no page names the theme's worker."""
    before = dict(pages)
    pages |= {path: WORKER.sub(r'\1\2assets/search-worker.js"', text) for path, text in pages.items()}
    if pages == before:
        raise ValueError("geen enkele pagina noemt de zoeker van het thema; kijk na wat Material veranderde")


def plain(html: str) -> str:
    """The text of a section, a line for each of its parts; what HTML escapes stays escaped."""
    text = TAG.sub("", PART.sub("\n", re.sub(r"\s+", " ", html)))
    return re.sub(r" *\n[ \n]*", "\n", text).strip()


def dutch(guide, texts):
    """What the worker needs beside the pages: a mapping that goes into the index as JSON. `texts` holds address → text.

    `names` maps an address to what stands there under other names: [the words the site's texts use for it, the rest]. The
    worker reads each as standing for the former. `synonyms` maps a word to more words it may stand for.
    """
    site, links, search = guide.site, guide.links, guide.site.search
    line = lambda *place: site.lines.get(place)
    problems = [
        Problem("data/search.yml", f"onbekend adres '{address}'." + suggest(address, texts), field="words", line=line("search", address))
        for address in [*search.words, *(way.address for way in search.ways)]
        if address not in texts
    ]
    heads = {head for page, _, head in (address.partition("/#") for address in texts) if links.pages.get(f"{page}/", [""])[0] == "systems"}
    problems += [
        Problem(
            "data/search.yml",
            f"geen pagina van een systeem heeft de kop '{head}'." + suggest(head, heads),
            field="each_system",
            line=line("search", head),
        )
        for head in search.each_system
        if head not in heads
    ]
    if problems:
        raise DataError(problems)
    names, small = {}, {*search.stopwords, *search.questions}
    for address, own, other in [*called(site, links), *((address, [], given) for address, given in search.words.items())]:
        if address in texts:
            both = names.setdefault(address, ([], []))
            if not address.startswith(
                links.page("glossary")
            ):  # a term lists its first synonyms, so what its text holds says nothing of them
                other = [name for name in other if tells(name, texts[address], small)]
            for kept, given in zip(both, (own, other)):
                kept.extend(name for name in dict.fromkeys(given) if name not in kept)
    return {
        "stopwords": search.stopwords,
        "questions": search.questions,
        "same": search.same,
        "kinds": [kind.model_dump(exclude={"lists"}) for kind in search.kinds],
        "ways": [way.model_dump() for way in search.ways],
        "messages": search.messages,
        "names": names,
        "synonyms": search.expand,
    }


def tells(name: str, text: str, small: set[str]) -> bool:
    """Whether a name adds to what the text already says: it is short, has a number, or has a word that the text lacks."""
    real = set(WORD.findall(name.lower())) - small
    return len(real) < 4 or any(character.isdigit() for character in name) or not real <= set(WORD.findall(text.lower()))


def called(site, links):
    """Yield (address in the index, the words a text uses for it, its other names) for each record that has other names."""
    for key, concept in site.glossary.items():
        yield links.url(key, "glossary"), [concept.term, *concept.forms[:2]], [*concept.forms[2:], *concept.synonyms]
    for kind, key, record in site.records():
        address = links.url(key)
        other = list(getattr(record, "synonyms", []))
        if kind == "systems":
            yield address, [record.name], [*record.former_names, *record.abbreviations, *other]
            for section, asked in site.search.each_system.items():
                yield (
                    f"{address}#{section}",
                    [],
                    [question.format(name=name) for name in [record.name, *record.abbreviations[:1]] for question in asked],
                )
        elif kind == "articles":
            cited = [f"artikel {number} {site.acts[record.act].short}" for number in numbers(record.number)]
            yield address, [], [*cited, record.title, *other]
        elif kind == "acts":
            yield address, [record.short], [record.name, *other]
        elif kind == "conventions":
            number = record.number.lstrip("CP0")
            yield address, [], [record.number, f"verdrag {number}", f"IAO-conventie {number}", record.name, *record.names.values(), *other]
        elif kind == "toolbox":
            yield address, [], [record.name, f"stap {record.number}", *other]
        elif other and (isinstance(record, Stated) or kind == "options"):
            yield address, [], other


def numbers(number: str) -> list[str]:
    """An article's number and, if it stands for a series as '12 tot 12/4', each number in it: a reader looks for the one that was cited."""
    match = SERIES.fullmatch(number)
    if not match or match["last"] != match["first"]:
        return [number]
    first, start, end = match["first"], int(match["start"] or 0), int(match["end"])
    return [number, *(f"{first}/{index}" if index else first for index in range(start, end + 1))]
