"""After the build: prepares all that the search looks up, so that the browser only has to read it."""

from __future__ import annotations

import json
import math
import re
from collections import Counter, defaultdict
from functools import cache
from itertools import chain

from macros.facts.models import Stated
from macros.facts.problems import DataError, Problem, suggest
from macros.search import sections
from macros.search.words import STEM, stem, words

OURS = "search/index.json"
"""Where it stands in the site."""

TITLE, ALIAS, PAGE = 9, 9, 1.6
"""What a word weighs in a title, in another name and in the title of the page, against at most 1 in the text."""

STEPS = 1.12
"""What a word weighs in a text is kept in steps of an eighth: finer does not change what is found."""

CODES = [chr(code) for code in range(0x23, 0x7F) if chr(code) not in "0123456789\\"]
"""Signs for a weight, beside digits for a place."""

SENTENCES, COMMON = 10, 12
"""So many sentences of a section can stand with a result; a sentence that stands in more sections than this says nothing about one."""

WORD = re.compile(r"\w+")
SERIES = re.compile(r"(?P<first>\d+)(?:/(?P<start>\d+))? tot (?P<last>\d+)/(?P<end>\d+)")
"""What is a word, and how the numbers of a series of articles are written."""

SENTENCE = re.compile(r"[A-Z“‘0-9].{20,}[.!?:]")


def prepare(guide, pages: dict[str, str]):
    """What makes the file that the worker reads, from the pages of any built site (file → HTML): a function that gives its bytes.

    Raises DataError at once when data/search.yml names an address that is not there.
    """
    docs = sections.each(guide, pages)
    texts = {doc["location"]: f"{doc['title']} {' '.join(line for line, _ in doc['lines'])}" for doc in docs}
    names = called_otherwise(guide, texts)
    return lambda: json.dumps(index(guide.site.search, docs, names), ensure_ascii=False, separators=(",", ":")).encode()


def index(search, docs, names) -> dict:
    """All that the worker looks up.

    `search` is data/search.yml, `docs` are the sections of the site (location, title and lines), `names` what is called otherwise.
    """
    parts = [doc["lines"] for doc in docs]
    titles = {doc["location"]: doc["title"] for doc in docs}
    lists = tuple(kind.prefix for kind in search.kinds if kind.lists)
    parts = [[] if doc["location"].startswith(lists) and "#" in doc["location"] else part for doc, part in zip(docs, parts)]
    read = lambda text: words(text, search.same, joined=False)
    lines = cache(lambda line: words(line, search.same))
    small = {word for entry in search.stopwords for word in words(entry, search.same)}
    terms, found = defaultdict(dict), []
    for number, ((place, title), part) in enumerate(zip(titles.items(), parts)):
        page, own, other = place.partition("#")[0], *names.get(place, ([], []))
        known = [read(name) for name in (title, *own, *other)]
        for word, weight in weights(known, [word for line, _ in part for word in lines(line)], small).items():
            terms[word].setdefault(number, weight)
        if page != place:
            for word in read(titles[page]):
                terms[word][number] = max(terms[word].get(number, 0), PAGE)
        kind = next(at for at, kind in enumerate(search.kinds) if place.startswith(kind.prefix))
        found.append(
            {"location": place, "title": title, "kind": kind, "names": [" ".join(name) for name in known]} | ({"own": own} if own else {})
        )
    for doc, said in zip(found, sentences(parts, search.asides)):
        doc["says"] = said
    kept, known = packed(terms)
    stems = {}
    for word in sorted(kept):
        stems.setdefault(stem(word), {})[word] = kept[word]
    return {
        "docs": found,
        "stems": stems,
        "codes": known,
        "stem": STEM,
        "small": sorted(small),
        "questions": search.questions,
        "same": search.same,
        "kinds": [{"name": kind.name, "weight": kind.weight} for kind in search.kinds],
        "ways": [{"location": way.address, "title": way.title, "text": way.text} for way in search.ways],
        "messages": search.messages,
        "synonyms": search.expand,
    }


def weights(names, text, small) -> dict[str, float]:
    """What each word weighs in a section with these names, of which the first is its title, and this text; all are lists of words."""
    found, long = Counter(), 1 + len(text) / 400
    for at, name in enumerate(names):
        # Of a name that is a whole question, the small words count too: it is no name for one of its words.
        counted = len(name if at and len(name) > 3 else [word for word in name if word not in small]) or 1
        weight = ALIAS * (0.25 + 0.75 / math.sqrt(counted)) if at else TITLE * (0.45 + 0.55 / math.sqrt(counted))
        for word in name:
            found[word] = max(found[word], weight)
        for one, two in zip(name, name[1:]):  # 'SA 8000' is also SA8000, and '12/4' one number
            short = len(one) == 1 or len(name) < 4 and not any(map(str.isdigit, one))
            if len(one + two) > 3 and (short or two.isdigit()) and not {one, two} & small:
                found[one + two] = max(found[one + two], ALIAS)
    for word, count in Counter(text).items():
        if word not in small:
            found[word] = max(found.get(word, 0), count / (count + 1.2 * long))
    return found


def packed(terms) -> tuple[dict[str, str], dict[str, float]]:
    """The weights of each word per section as one short text, and what its signs stand for.

    In '12a3b' the thirteenth section has the weight of a, and the fourth after that the weight of b.
    """
    counted = Counter(chain.from_iterable(places.values() for places in terms.values()))
    steps = {weight: round(weight, 2) if weight > 1 else round(STEPS ** round(math.log(weight, STEPS)), 4) for weight in counted}
    used = Counter()
    for weight, count in counted.items():
        used[steps[weight]] += count
    sign = dict(zip((weight for weight, _ in used.most_common()), CODES, strict=False))
    signs, found = {weight: sign[step] for weight, step in steps.items()}, {}
    for word, places in terms.items():
        order = sorted(places)
        gaps = (place - before - 1 for before, place in zip([-1, *order], order))
        found[word] = "".join(f"{gap or ''}{signs[places[place]]}" for gap, place in zip(gaps, order))
    return found, {mark: weight for weight, mark in sign.items()}


def sentences(parts, asides) -> list[list[str]]:
    """The sentences of each section that can stand with it as a result, in their order.

    Running text first; only what has none is answered by a cell of a table, or by what many sections share. What begins with one of `asides`
    says nothing by itself.
    """
    aside = "|".join(map(re.escape, asides))
    between, idle = re.compile(rf"(?<=[.!?)])(?<!\(\d\))\s+(?=[A-Z“‘]|{aside})"), tuple(asides)
    said = cache(lambda line: [said for said in between.split(line) if SENTENCE.fullmatch(said) and not said.startswith(idle)])
    found = [[(one, cell) for line, cell in part for one in said(line)] for part in parts]
    shared = Counter(one for section in found for one in {one for one, _ in section})
    first = lambda section: [
        [one for one, cell in section if not cell and shared[one] <= COMMON],
        [one for one, cell in section if not cell],
        [one for one, _ in section],
    ]
    return [next(filter(None, first(section)), [])[:SENTENCES] for section in found]


def called_otherwise(guide, texts) -> dict[str, tuple[list[str], list[str]]]:
    """What stands at an address under other names: address → (the words the site's texts use for it, the rest).

    The worker reads each as standing for the former. `texts` holds address → text.
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
            # A term lists its first synonyms, so what its text holds says nothing of them.
            if not address.startswith(links.page("glossary")):
                other = [name for name in other if tells(name, texts[address], small)]
            for kept, given in zip(both, (own, other)):
                kept.extend(name for name in dict.fromkeys(given) if name not in kept)
    return names


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
