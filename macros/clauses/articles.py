"""From the source of a clause to its articles: variants as differences, shared articles, numbers, references and conditions."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from macros.facts.problems import suggest

VARIANTS = ("basis", "lichter", "sterker")
OPENING = "aanhef"
"""The id of the words above the first heading."""

HEADING = re.compile(r"(?m)^### +(.+?)[ ]*$")
NAMED = re.compile(r"(?P<title>.+?) \{#(?P<id>[a-z0-9-]+)(?: na (?P<after>[a-z0-9-]+))?(?:: *(?P<duties>[^{}]*?))? *\}")
VARIANT = re.compile(r"(?m)^=== +(.+?)[ ]*$")
WITHOUT = re.compile(r"(?m)\A\s*zonder: *(.+)$")
REFERENCE = re.compile(r"\[§(?:([a-z0-9-]+):)?([a-z0-9-]+)((?:\.\d+){0,2})(?:\|([^\]]+))?\]")
"""How a text points at an article: [§termijnen.2], or of another clause [§plan-actie:termijnen|woorden die altijd kloppen]."""

CONDITION = re.compile(r"\{als ([a-z0-9/ -]+?)(:(?: |\n)[^{}]*)?\}")
"""What stands only in some tenders: {als duty} in front of an item, {als clause: words} within a sentence."""

DUTY = re.compile(r"[a-z0-9-]+(/[a-z0-9-]+)?")
NUMBERED = {"nl": "Artikel", "en": "Article", "fr": "Article"}
POINTS = "abcdefghijklmnopqrstuvwxyz"
"""How the points of a member are named, as lists on the page and in Word show them."""

LEVELS = {"nl": ("artikel", "lid", "punt"), "en": ("article", "paragraph", "point"), "fr": ("article", "paragraphe", "point")}


class TextError(ValueError):
    """What is wrong in the source of a clause; `faults` holds (a Dutch sentence, the words to look for) each."""

    def __init__(self, faults: list[tuple[str, str]]):
        self.faults = faults
        super().__init__("\n".join(sentence for sentence, _ in faults))


@dataclass(frozen=True)
class Article:
    """A part of a text: with a number, or without one such as a table for signatures.

    `duties` are what it imposes ('duty' or 'duty/way'), `after` is only set in the source of a variant, `shared` is the id of the
    shared article that it takes over.
    """

    id: str
    title: str
    body: str
    numbered: bool = True
    duties: tuple[str, ...] = ()
    after: str | None = None
    shared: str | None = None


def parse(source: str) -> list[Article]:
    """The articles in the source of a text, in order; words above the first heading become the article `aanhef`.

    Raises TextError for a heading without an id, an id that comes twice or a duty that is not written as one.
    """
    faults, found = [], []
    opening, *rest = HEADING.split(source.strip())
    if opening.strip():
        found.append(Article(OPENING, "", opening.strip(), numbered=False))
    for heading, body in zip(rest[::2], rest[1::2]):
        named = NAMED.fullmatch(heading)
        if not named:
            faults.append((f"de kop '{heading}' heeft geen id; schrijf bijvoorbeeld '### Artikel. Termijnen {{#termijnen}}'", heading))
            continue
        title, numbered, shared = named["title"], False, None
        if title.startswith("Artikel. "):
            title, numbered = title.removeprefix("Artikel. "), True
        elif title.startswith("= "):
            title, shared = "", title.removeprefix("= ").strip()
        duties = tuple(duty.strip() for duty in (named["duties"] or "").split(",") if duty.strip())
        faults += [
            (f"'{duty}' in de kop '{heading}' is geen plicht; schrijf plicht of plicht/optie", heading)
            for duty in duties
            if not DUTY.fullmatch(duty)
        ]
        if any(article.id == named["id"] for article in found):
            faults.append((f"het artikel '{named['id']}' staat er twee keer", heading))
        found.append(Article(named["id"], title, body.strip(), numbered, duties, named["after"], shared))
    if faults:
        raise TextError(faults)
    return found


def read(source: str, shared: dict[str, Article]) -> dict[str, list[Article]]:
    """The articles of each variant of a clause: {"basis": […], "lichter": […]}; `shared` are the articles that clauses have in common.

    A variant replaces, adds ('na') or omits ('zonder:') articles of the base by id; `=== lichter heel` is a text of its own.
    Raises TextError with every fault.
    """
    base, *rest = VARIANT.split(source)
    faults, texts = [], {}

    def taken(articles):
        for article in articles:
            if article.shared is None:
                yield article
            elif article.shared in shared:
                yield replace(shared[article.shared], id=article.id, after=article.after, shared=article.shared)
            else:
                faults.append((f"onbekend gedeeld artikel '{article.shared}'." + suggest(article.shared, shared), f"= {article.shared}"))

    try:
        texts["basis"] = list(taken(parse(base)))
    except TextError as error:
        faults += error.faults
        texts["basis"] = []
    if not texts["basis"]:
        raise TextError(faults or [("onder de kop staat geen tekst", "---")])
    for name, words in zip(rest[::2], rest[1::2]):
        variant, _, whole = name.partition(" ")
        if variant not in VARIANTS[1:] or whole not in ("", "heel") or variant in texts:
            faults.append(
                (
                    f"'=== {name}' kan hier niet; schrijf '=== lichter' of '=== sterker', of met 'heel' erachter, elk hoogstens één keer",
                    f"=== {name}",
                )
            )
            continue
        try:
            texts[variant] = _vary(texts["basis"], words, whole == "heel", taken, variant)
        except TextError as error:
            faults += error.faults
    faults += [
        (f"de tekst '{name}' is leeg; schrijf hem, of wis de regel '=== {name}'", f"=== {name}")
        for name, found in texts.items()
        if not found and not faults
    ]
    if faults:
        raise TextError(faults)
    return texts


def _vary(base, words, whole, taken, variant):
    """The articles of one variant."""
    if whole:
        return list(taken(parse(words)))
    without = WITHOUT.match(words)
    gone = [id.strip() for id in without[1].split(",")] if without else []
    known = [article.id for article in base]
    faults = [
        (f"de variant '{variant}' laat '{id}' weg, maar de basis heeft dat artikel niet." + suggest(id, known), f"zonder: {without[1]}")
        for id in gone
        if id not in known
    ]
    articles = [article for article in base if article.id not in gone]
    for change in taken(parse(words[without.end() :] if without else words)):
        mark = f"{{#{change.id}"
        at = next((i for i, article in enumerate(articles) if article.id == change.id), None)
        if at is not None and change.after is None:
            if articles[at] == change:
                faults.append((f"het artikel '{change.id}' van de variant '{variant}' is gelijk aan dat van de basis; laat het weg", mark))
            articles[at] = change
        elif at is not None or change.id in gone:
            faults.append(
                (
                    f"het artikel '{change.id}' van de variant '{variant}' bestaat al in de basis; laat 'na …' en 'zonder' weg om het te "
                    "vervangen",
                    mark,
                )
            )
        elif change.id == OPENING:
            articles.insert(0, change)
        elif change.after is None:
            faults.append(
                (
                    f"het artikel '{change.id}' van de variant '{variant}' is nieuw; zeg waar het komt, zoals "
                    f"{{#{change.id} na {known[-1] if known else 'begrippen'}}}",
                    mark,
                )
            )
        else:
            after = next((i for i, article in enumerate(articles) if article.id == change.after), None)
            if after is None:
                faults.append(
                    (
                        f"het artikel '{change.id}' van de variant '{variant}' komt na '{change.after}', maar dat staat er niet."
                        + suggest(change.after, known),
                        mark,
                    )
                )
            else:
                articles.insert(after + 1, replace(change, after=None))
    if faults:
        raise TextError(faults)
    return articles


def numbers(articles: list[Article]) -> dict[str, int]:
    """The number of each numbered article of one text, when it stands alone."""
    return {article.id: number for number, article in enumerate((a for a in articles if a.numbered), 1)}


def written(articles: list[Article], language: str) -> str:
    """The whole text as Markdown: '### Artikel 1. Titel {#id}' and the words; references and conditions still stand in it."""
    number, parts = numbers(articles), []
    for article in articles:
        if article.id != OPENING:
            title = f"{NUMBERED[language]} {number[article.id]}. {article.title}" if article.numbered else article.title
            parts.append(f"### {title} {{#{article.id}}}")
        parts.append(article.body)
    return "\n\n".join(part for part in parts if part)


@lru_cache(maxsize=4096)
def members(body: str) -> tuple[int, ...]:
    """How many points each numbered member of an article has: two members of which the second has three points give (0, 3)."""
    found = []
    for line in body.splitlines():
        if re.match(r"\d+\. ", line):
            found.append(0)
        elif found and re.match(r" {3,}\d+\. ", line):
            found[-1] += 1
    return tuple(found)


def points_at(articles: list[Article], id: str, path: str) -> str | None:
    """What is wrong with a reference to a member of one of these articles, in Dutch; None when it is there."""
    article = next((article for article in articles if article.id == id), None)
    if article is None:
        return f"er is geen artikel '{id}'"
    where = [int(step) for step in path.split(".")[1:]]
    lids = members(article.body)
    if where and where[0] > len(lids):
        return f"het artikel '{id}' heeft geen lid {where[0]}"
    if len(where) > 1 and where[1] > lids[where[0] - 1]:
        return f"lid {where[0]} van het artikel '{id}' heeft geen punt {where[1]}"
    return None


def cited(article: Article, number: int | None, path: str, language: str) -> str:
    """How a contract names a place: 'artikel 3, lid 2, punt a'; a part without a number goes by its title."""
    words = [f"{LEVELS[language][0]} {number}" if article.numbered else f"‘{article.title}’"]
    where = [int(step) for step in path.split(".")[1:]]
    words += [
        f"{name} {step}" for name, step in zip(LEVELS[language][1:], [*map(str, where[:1]), *(POINTS[step - 1] for step in where[1:])])
    ]
    return ", ".join(words)


def holds(condition: str, present) -> bool:
    """Whether a condition ('x', 'x of y', 'niet x') holds where the names in `present` are in the tender."""
    if condition.startswith("niet "):
        return not holds(condition.removeprefix("niet "), present)
    return any(name.strip() in present for name in condition.split(" of "))


def names_in(condition: str) -> list[str]:
    """The names in a condition: duties, duties with their way, clauses and variants."""
    return [name.strip() for name in condition.removeprefix("niet ").split(" of ")]


def hanging(words: str) -> str:
    """The words behind {als x: …}: a space in front of them, unless they begin with a comma, a point or the like."""
    words = words[1:].strip()
    return words if words[:1] in ",.;:)" else f" {words}"


def kept(body: str, present) -> str:
    """The words of an article as they stand in a tender that has the names in `present`."""

    def sentence(match):
        return (hanging(match[2]) if holds(match[1], present) else "") if match[2] else match[0]

    lines, dropped, depth = [], False, 0
    for line in CONDITION.sub(sentence, body).splitlines():
        indent = len(line) - len(line.lstrip())
        starts = re.match(r"\s*(?:\d+\. |- |\| )?", line)
        if dropped and line.strip() and (indent > depth or not re.match(r"\s*(?:\d+\. |- |\| )", line)):
            continue  # what belongs to the item that fell away
        dropped = False
        mark = CONDITION.match(line, starts.end())
        if mark and not mark[2]:
            if not holds(mark[1], present):
                dropped, depth = True, indent
                continue
            line = line[: mark.start()] + line[mark.end() :].lstrip()
        lines.append(line)
    return "\n".join(lines)
