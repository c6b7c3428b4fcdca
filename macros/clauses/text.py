"""Reads a clause and turns its one text into HTML for the page, and into the tree that Word is made from."""

from __future__ import annotations

import hashlib
import re
from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from xml.etree import ElementTree

import markdown

from macros.clauses import articles, compare, tenders
from macros.clauses.articles import CONDITION, LEVELS, REFERENCE
from macros.facts import dates, duties
from macros.preview import kept

OLD_VARIANT = re.compile(r"(?m)^=== (lichter|sterker)[ ]*$")
HTML = re.compile(r"<(?!https?://|mailto:)[A-Za-z/!][^>\n]{0,20}>?|&(?!(?:amp|lt|gt|quot);)#?\w+;|[⟦⟧]")
UNWORDED = re.compile(
    r"(?m)^(?:#{1,2}(?!#).*|#{4,}.*| *>.*| *(?:[-*_] *){3,}$|-+ *$)|`[^`\n]*`?|!\["
    r"|\*(?<![*\w\\]\*)(?![*\s])[^*\n]+\*(?!\*)|_(?<![\w\\[]_)(?![_\s])[^_\n]+_(?![\w_])|\*\*\*"
)
"""Markdown that has no form in Word: other headings than ###, quotations, lines, code, pictures, words in italics."""

BLANK = re.compile(r"\[\[([?=]?\s*[^\s?=\[\]][^\[\]]*)\]\]")
HALF = re.compile(r"\[\[.{0,20}|[^\[\n]{0,20}\]\]")
MARKDOWN = {"extensions": ["tables", "sane_lists"], "output_format": "xhtml"}
TOKEN = re.compile("⟦(.+?)⟧")
REFERRED = re.compile("⟦§(.+?)⟧")
CONDITIONAL = re.compile("(⟦als [^⟧]+⟧|⟦/als⟧)")
AHEAD = re.compile("⟦als! ([^⟧]+)⟧ *")
HEAD = re.compile(r"(?m)^### (?:(?:Artikel|Article) (\d+)\. )?(.+?) \{#([a-z0-9-]+)\}$")
NUMBERED = re.compile(r"(?P<number>(?:Artikel|Article) \d+\.)? ?(?P<title>.+?) \{#(?P<id>[a-z0-9-]+)\}")
DUTIES = re.compile(r"\[\[=plichten (inschrijver|opdrachtnemer|aanbesteder)\]\]")
CITATION = re.compile(r"@@(?<![\w@]@@)([a-z0-9]+(?:-[a-z0-9]+)*)")
CONVENTIONS = "[[=iao-verdragen]]"
LANGUAGES = {"nl": "Nederlands", "en": "English", "fr": "Français"}
ARTICLE = re.compile(r"<\w+\s[^>]*\bdata-article=[^>]*>")
BEGINNING, REST = 500, 900
"""How many letters of a text are enough to begin with on a small screen, and how many must be left for it to break off there."""


@dataclass(frozen=True)
class Blank:
    """A place in a clause that someone fills: the buyer (a field) or the supplier (`words` only)."""

    words: str
    field: str | None


def whole(source: str) -> dict[str, str]:
    """The text per variant of a former version, in which each variant is written out."""
    parts = OLD_VARIANT.split(source)
    return {"basis": parts[0].strip()} | {name: body.strip() for name, body in zip(parts[1::2], parts[2::2])}


def strange(source: str) -> list[tuple[str, str]]:
    """What does not belong in the source of a text: (what is wrong in Dutch, the words where)."""
    wrong = []
    if found := list(dict.fromkeys(HTML.findall(source))):
        named = ", ".join(f"'{tag}'" for tag in found)
        wrong.append((f"{named} hoort niet in de tekst van een clausule; schrijf ze in Markdown, zonder HTML", found[0]))
    if found := dates.OPENED.findall(source):
        wrong.append((f"'{found[0]}' hoort niet in de tekst van een clausule: wat iemand kopieert, verandert niet vanzelf", found[0]))
    if found := [piece.strip() for piece in UNWORDED.findall(source)]:
        named = ", ".join(f"'{piece[:40]}'" for piece in dict.fromkeys(found))
        wrong.append((f"{named} heeft geen vorm in Word; gebruik alleen ### voor een kop, lijsten, tabellen en **vet**", found[0]))
    rest = BLANK.sub("", source)
    halves = HALF.findall(rest) if "[[" in rest or "]]" in rest else []  # to see that there can be none is quicker
    return wrong + [(f"'{found}' is geen volledig invulveld; schrijf [[id]] of [[?woorden]]", found) for found in halves]


def blanks(text: str) -> list[str]:
    """The ids of the fields in a text, in order, each once."""
    return list(dict.fromkeys(b for b in BLANK.findall(text) if b[0] not in "?="))


class Writer:
    """Fills the facts into a clause's text and parses it, once for every form it takes."""

    def __init__(self, site, links):
        self.site, self.links = site, links
        self.shown = {}  # (text, language) → HTML: a text stands on its page and in its copy
        self.trees = {}  # the same → its tree: its variants are compared with it, and Word is made of it
        # Pages, files and reviews ask for the same words, tables of duties and defaults of fields.
        self.words, self.duties, self.preset = cache(self.words), cache(self.duties), cache(self.preset)
        self.markdown = markdown.Markdown(**MARKDOWN)

    def cite(self, key: str) -> str:
        """An article as a contract cites it: 'artikel 87 van de wet van 17 juni 2016 …'."""
        article = self.site.articles[key]
        act = self.site.acts[article.act].name
        number = f"artikel {article.number}" if article.number[0].isdigit() else article.number
        return f"{number} van {'het ' if act.startswith('Koninklijk') else 'de '}{act[0].lower()}{act[1:]}"

    def filled(self, text: str, language: str) -> str:
        """The text with facts in place of @@article, @id and [[=…]]; blanks become ⟦field⟧ or ⟦?words⟧, references ⟦§place¦words⟧,
        conditions ⟦als …⟧words⟦/als⟧, and ⟦als! …⟧ in front of an item."""
        text = text.replace(
            CONVENTIONS, "\n".join(f"- {c.number}: {c.names.get(language, c.name)} ({c.year})" for c in self.site.conventions.values())
        )
        text = self.whole(text)
        text = CITATION.sub(lambda m: self.cite(m[1]), text)
        heads = {id: (number and int(number), title) for number, title, id in HEAD.findall(text)}
        text = REFERENCE.sub(lambda m: f"⟦§{m[1] or ''}:{m[2]}{m[3]}¦{self._cited(heads, m, language)}⟧", text)
        text = CONDITION.sub(lambda m: f"⟦als {m[1]}⟧{articles.hanging(m[2])}⟦/als⟧" if m[2] else f"⟦als! {m[1]}⟧", text)
        text = self.links.plain(text)
        return BLANK.sub(lambda m: f"⟦{m[1]}⟧", text)

    def _cited(self, heads, match, language):
        """The words of a reference as they read in the text alone: a number within the text, else its words or the name of the other text."""
        clause, id, path, words = match.groups()
        if clause:
            return re.sub(r"\s+", " ", words or "") or f"de tekst ‘{self.site.clauses[clause].title}’"
        number, title = heads[id]
        return articles.cited(articles.Article(id, title, "", bool(number)), number, path, language)

    def duties(self, party: str) -> str:
        """All duties that texts impose on a party, as the table of a text: each row stands only where its duty is in the tender."""
        rows = [
            f"| {{als {key}}} {duty.does[0].upper()}{duty.does[1:]} | {self.when(key)} | {duty.proof} |"
            for key in tenders.imposable(self.site)
            if (duty := self.site.duties[key]).party == party
        ]
        return "\n".join([f"| Wat de {party} doet | Tegen wanneer | Bewijs |", "| --- | --- | --- |", *rows])

    def whole(self, text: str) -> str:
        """The text with its tables of duties written out."""
        return DUTIES.sub(lambda m: self.duties(m[1]), text)

    def blanks(self, text: str) -> list[str]:
        """The ids of the fields in a text, in order, each once; also those in its table of duties."""
        return blanks(self.whole(text))

    def when(self, key: str) -> str:
        """When a duty falls due, as a text says it: with the blank in which the buyer may change the length."""
        field = duties.blank(self.site, key)
        return duties.due(self.site, key, f"[[{field}]]" if field else None)

    def preset(self, key: str) -> str:
        """What a field holds before anyone fills it: the guide's number of months, our default, or nothing."""
        field = self.site.fields[key]
        if not field.duty:
            return field.default or ""
        return str(duties.asked(self.site, field.duty))

    def presets(self, language: str = "nl") -> dict[str, str]:
        """Every field that holds something before anyone fills it → what it holds; in another language only numbers, as our words are Dutch."""
        return {key: value for key in self.site.fields if (value := self.preset(key)) and (language == "nl" or value.isdecimal())}

    def compare(self, old: dict[str, str], new: dict[str, str]) -> list[tuple[str, str]]:
        """The words that left and came between two versions of a clause: ('same' | 'gone' | 'new', words) in turn."""
        before, after = (self.words(texts["basis"]) for texts in (old, new))
        return compare.pieces(before, after)

    def words(self, text: str) -> str:
        """The words of a text as a reader sees them: facts filled in, blanks by their id, references as words, no ids and no conditions."""
        filled = self.filled(HEAD.sub(lambda m: m[0].rpartition(" {#")[0], self._bare(text)), "nl")
        return re.sub(r"⟦als!? [^⟧]*⟧|⟦/als⟧|[⟦⟧]", "", filled)

    def fingerprint(self, texts: dict[str, str]) -> str:
        """Twelve characters that change when the words of a clause change, and not when only line breaks do.

        The facts are filled in first: a system that gets another name is another text in a contract. Ids of articles are no words. Nor is a
        table of duties: it repeats what other texts ask, and each of those has a history of its own.
        """
        words = "\n".join(
            f"{name}\n"
            + " ".join(self.filled(re.sub(r" \{#[a-z0-9-]+\}$", "", DUTIES.sub("", self._bare(texts[name])), flags=re.M), "nl").split())
            for name in articles.VARIANTS
            if name in texts
        )
        return hashlib.sha256(words.encode()).hexdigest()[:12]

    def _bare(self, text):
        """The text in which references are already words: their places are ids and no words."""
        heads = {id: (number and int(number), title) for number, title, id in HEAD.findall(text)}
        return REFERENCE.sub(lambda m: self._cited(heads, m, "nl"), text)

    def tree(self, text: str, language: str = "nl") -> ElementTree.Element:
        """The text as a tree of h3, p, ol, ul, table; blanks stand in it as ⟦…⟧.

        A heading carries `data-article` and its number in a span; a reference is an `a` with `data-ref`; what stands only in some tenders
        carries `data-if`. Each who asks gets a tree of his own.
        """
        if (text, language) not in self.trees:
            self.trees[text, language] = self._tree(text, language)
        return deepcopy(self.trees[text, language])

    def _tree(self, text, language):
        text = self.filled(text, language)
        html = kept.once(kept.key("clause", MARKDOWN, text), lambda: self.markdown.reset().convert(text))
        root = ElementTree.fromstring(f"<div>{html}</div>")
        for parent in list(root.iter()):
            _mark_condition(parent)
            _nest(parent)
            if parent.tag == "li":
                for inner in parent.findall("ol"):
                    inner.set("type", "a")
            elif parent.tag == "h3":
                _number(parent, language)
        return root

    def blank(self, token: str, language: str = "nl") -> Blank:
        """What one ⟦…⟧ stands for, named in a language."""
        if token.startswith("?"):
            return Blank(token[1:].strip(), None)
        field = self.site.fields[token]
        return Blank(field.label if language == "nl" else getattr(field.label_in, language), token)

    def html(self, text: str, language: str = "nl") -> str:
        """The text as HTML in which each blank is a span that the page can fill."""
        if (text, language) not in self.shown:
            self.shown[text, language] = self._html(text, language)
        return self.shown[text, language]

    def _html(self, text, language):
        root = self.tree(text, language)
        for element in list(root.iter()):
            _rebuild(element, TOKEN, lambda token: self._span(token, language))
        return "".join(ElementTree.tostring(child, encoding="unicode", method="html") for child in root)

    def _span(self, token, language):
        blank = self.blank(token, language)
        span = ElementTree.Element("span", {"class": "blank"} | ({"data-field": blank.field} if blank.field else {}))
        span.text = f"[{blank.words}]"
        return span


def beginning(html: str) -> tuple[int, int]:
    """Where a text may break off on a small screen: how many of its articles come first (one or two), and how many then follow; (0, 0) if little is left."""
    lengths = [len(re.sub("<[^>]+>", "", part)) for part in ARTICLE.split(html)[1:]]
    first = 1 if lengths and lengths[0] >= BEGINNING else 2
    return (first, len(lengths) - first) if sum(lengths[first:]) >= REST else (0, 0)


def _mark_condition(element):
    """Move the condition in front of an item, a row or a paragraph to its `data-if`."""
    first = element
    if element.tag == "tr" or element.tag == "li" and len(element) and element[0].tag == "p" and not (element.text or "").strip():
        first = element[0]
    if element.tag in ("li", "p", "tr") and (found := AHEAD.match(first.text or "")):
        first.text = first.text[found.end() :]
        element.set("data-if", found[1])


def _number(heading, language):
    """Give a heading its id and the words with which it is cited, and set its number apart."""
    found = NUMBERED.fullmatch(heading.text or "")
    if not found or len(heading):
        return
    heading.set("data-article", found["id"])
    heading.set("data-cited", f"{LEVELS[language][0]} 0")
    heading.set("data-levels", " ".join(LEVELS[language][1:]))
    heading.text = None if found["number"] else found["title"]
    if found["number"]:
        span = ElementTree.SubElement(heading, "span", {"class": "number"})
        span.text, span.tail = found["number"], f" {found['title']}"


def _nest(element):
    """Turn ⟦§place¦words⟧ into a reference, and what stands between ⟦als …⟧ and ⟦/als⟧ into one span."""
    _rebuild(element, REFERRED, _reference)
    if not any("⟦als " in (part or "") for part in (element.text, *(child.tail for child in element))):
        return
    pieces, target = [], element
    for piece in _pieces(element):
        pieces += [part for part in CONDITIONAL.split(piece) if part] if isinstance(piece, str) else [piece]
    _empty(element)
    for piece in pieces:
        if isinstance(piece, str) and piece.startswith("⟦als "):
            target = ElementTree.SubElement(element, "span", {"data-if": piece[5:-1]})
        elif piece == "⟦/als⟧":
            target = element
        else:
            _add(target, piece)


def _reference(token):
    place, _, words = token.partition("¦")
    reference = ElementTree.Element("a", {"class": "reference", "data-ref": place})
    reference.text = words
    return reference


def _pieces(element):
    """The words and the children of an element, in order; a child without its tail."""
    pieces = [element.text] if element.text else []
    for child in element:
        tail, child.tail = child.tail, None
        pieces += [child, tail] if tail else [child]
    return pieces


def _empty(element):
    for child in list(element):
        element.remove(child)
    element.text = None


def _add(element, piece):
    """Put words or a child at the end of an element."""
    if not isinstance(piece, str):
        element.append(piece)
    elif len(element):
        element[-1].tail = (element[-1].tail or "") + piece
    else:
        element.text = (element.text or "") + piece


def _rebuild(element, token, make):
    """Replace each token in an element's own words by the element that `make` gives for it."""
    if not any(token.search(part or "") for part in (element.text, *(child.tail for child in element))):
        return
    pieces = _pieces(element)
    _empty(element)
    for piece in pieces:
        if not isinstance(piece, str):
            _add(element, piece)
            continue
        for index, part in enumerate(token.split(piece)):
            if part:
                _add(element, make(part) if index % 2 else part)
