"""Reads a clause and turns its one text into HTML for the page, and into the tree that Word is made from."""
from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from xml.etree import ElementTree

import markdown

from macros.preview import kept

VARIANT = re.compile(r"(?m)^=== (lichter|sterker)[ ]*$")
MARKED = re.compile(r"(?m)^=+.*")
HTML = re.compile(r"<(?!https?://|mailto:)[A-Za-z/!][^>\n]{0,20}>?|&(?!(?:amp|lt|gt|quot);)#?\w+;|[⟦⟧]")
UNWORDED = re.compile(
    r"(?m)^#{1,2}(?!#).*|^#{4,}.*|^ *>.*|^ *(?:[-*_] *){3,}$|^-+ *$|`[^`\n]*`?|!\["
    r"|(?<![*\w\\])\*(?![*\s])[^*\n]+\*(?!\*)|(?<![\w\\[])_(?![_\s])[^_\n]+_(?![\w_])|\*\*\*")
"""Markdown that has no form in Word: other headings than ###, quotations, lines, code, pictures, words in italics."""

BLANK = re.compile(r"\[\[([?=]?\s*[^\s?=\[\]][^\[\]]*)\]\]")
HALF = re.compile(r"\[\[.{0,20}|[^\[\n]{0,20}\]\]")
MARKDOWN = {"extensions": ["tables", "sane_lists"], "output_format": "xhtml"}
TOKEN = re.compile("⟦(.+?)⟧")
CITATION = re.compile(r"@@(?<![\w@]@@)([a-z0-9]+(?:-[a-z0-9]+)*)")
CONVENTIONS = "[[=iao-verdragen]]"
LANGUAGES = {"nl": "Nederlands", "en": "English", "fr": "Français"}
VARIANTS = ("basis", "lichter", "sterker")


@dataclass(frozen=True)
class Blank:
    """A place in a clause that someone fills: the buyer (a field) or the supplier (`words` only)."""

    words: str
    field: str | None


def split(body: str) -> tuple[dict[str, str], list[tuple[str, str]]]:
    """The text per variant of what stands below the head of a clause, and what is wrong with it: (what, the words where)."""
    parts = VARIANT.split(body)
    texts, wrong = {"basis": parts[0].strip()}, []
    for name, text in zip(parts[1::2], parts[2::2]):
        if name in texts:
            wrong.append((f"de variant '{name}' staat er twee keer; houd er een", f"=== {name}"))
        texts[name] = text.strip()
    wrong += [(f"de tekst '{name}' is leeg; schrijf hem, of wis de regel '=== {name}'" if name != "basis" else
               "onder de kop staat geen tekst", f"=== {name}") for name, text in texts.items() if not text]
    for text in texts.values():
        wrong += [(f"de regel '{line[:40]}' begint geen variant; schrijf '=== lichter' of '=== sterker'", line) for line in MARKED.findall(text)]
        if found := list(dict.fromkeys(HTML.findall(text))):
            named = ", ".join(f"'{tag}'" for tag in found)
            wrong.append((f"{named} hoort niet in de tekst van een clausule; schrijf ze in Markdown, zonder HTML", found[0]))
        if found := [piece.strip() for piece in UNWORDED.findall(text)]:
            named = ", ".join(f"'{piece[:40]}'" for piece in dict.fromkeys(found))
            wrong.append((f"{named} heeft geen vorm in Word; gebruik alleen ### voor een kop, lijsten, tabellen en **vet**", found[0]))
        wrong += [(f"'{found}' is geen volledig invulveld; schrijf [[id]] of [[?woorden]]", found)
                  for found in HALF.findall(BLANK.sub("", text))]
    return texts, wrong


def blanks(text: str) -> list[str]:
    """The ids of the fields in a text, in order, each once."""
    return list(dict.fromkeys(b for b in BLANK.findall(text) if b[0] not in "?="))


class Writer:
    """Fills the facts into a clause's text and parses it, once for every form it takes."""

    def __init__(self, site, links):
        self.site, self.links = site, links
        self.shown = {}   # (text, language) → HTML: a text stands on its page and in its copy
        self.markdown = markdown.Markdown(**MARKDOWN)

    def cite(self, key: str) -> str:
        """An article as a contract cites it: 'artikel 87 van de wet van 17 juni 2016 …'."""
        article = self.site.articles[key]
        act = self.site.acts[article.act].name
        number = f"artikel {article.number}" if article.number[0].isdigit() else article.number
        return f"{number} van {'het ' if act.startswith('Koninklijk') else 'de '}{act[0].lower()}{act[1:]}"

    def filled(self, text: str, language: str) -> str:
        """The text with facts in place of @@article, @id and [[=…]]; blanks become ⟦field⟧ or ⟦?words⟧."""
        text = text.replace(CONVENTIONS, "\n".join(
            f"- {c.number}: {c.names.get(language, c.name)} ({c.year})" for c in self.site.conventions.values()))
        text = CITATION.sub(lambda m: self.cite(m[1]), text)
        text = self.links.plain(text)
        return BLANK.sub(lambda m: f"⟦{m[1]}⟧", text)

    def preset(self, key: str) -> str:
        """What a field holds before anyone fills it: the guide's number of months, our default, or nothing."""
        field = self.site.fields[key]
        return str(self.site.deadlines[field.deadline].months) if field.deadline else field.default or ""

    def presets(self) -> dict[str, str]:
        """Every field that holds something before anyone fills it → what it holds."""
        return {key: value for key in self.site.fields if (value := self.preset(key))}

    def compare(self, old: dict[str, str], new: dict[str, str]) -> list[tuple[str, str]]:
        """The words that left and came between two versions of a clause: ('same' | 'gone' | 'new', words) in turn."""
        before, after = (re.sub(r"[⟦⟧]", "", self.filled(texts["basis"], "nl")).split() for texts in (old, new))
        changes = []
        for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
            if kind == "equal":
                changes.append(("same", " ".join(before[a:b])))
            else:
                changes += [(name, " ".join(words)) for name, words in (("gone", before[a:b]), ("new", after[c:d])) if words]
        return changes

    def fingerprint(self, texts: dict[str, str]) -> str:
        """Twelve characters that change when the words of a clause change, and not when only line breaks do.

        The facts are filled in first: a system that gets another name is another text in a contract.
        """
        words = "\n".join(f"{name}\n" + re.sub(r"\s+", " ", self.filled(texts[name], "nl")).strip()
                          for name in VARIANTS if name in texts)
        return hashlib.sha256(words.encode()).hexdigest()[:12]

    def tree(self, text: str, language: str = "nl") -> ElementTree.Element:
        """The text as a tree of h3, p, ol, ul, table; blanks stand in it as ⟦…⟧."""
        text = self.filled(text, language)
        html = kept.once(kept.key("clause", MARKDOWN, text), lambda: self.markdown.reset().convert(text))
        root = ElementTree.fromstring(f"<div>{html}</div>")
        for parent in root.iter("li"):
            for inner in parent.findall("ol"):
                inner.set("type", "a")
        return root

    def blank(self, token: str) -> Blank:
        """What one ⟦…⟧ stands for."""
        if token.startswith("?"):
            return Blank(token[1:].strip(), None)
        return Blank(self.site.fields[token].label, token)

    def html(self, text: str, language: str = "nl") -> str:
        """The text as HTML in which each blank is a span that the page can fill."""
        if (text, language) not in self.shown:
            self.shown[text, language] = self._html(text, language)
        return self.shown[text, language]

    def _html(self, text, language):
        root = self.tree(text, language)
        for element in list(root.iter()):
            self._spans(element)
        for span in root.iter("span"):
            if language != "nl" and "data-field" in span.attrib:   # the labels of fields are Dutch
                span.set("lang", "nl-BE")
        return "".join(ElementTree.tostring(child, encoding="unicode", method="html") for child in root)

    def _spans(self, element):
        """Replace the ⟦…⟧ in an element's own text by spans; tails belong to the child before them."""
        parts = TOKEN.split(element.text or "")
        new = []
        if len(parts) > 1:
            element.text = parts[0]
            new = [self._span(token, tail) for token, tail in zip(parts[1::2], parts[2::2])]
        children = list(element)
        for child in children:
            tails = TOKEN.split(child.tail or "")
            new.append(child)
            if len(tails) > 1:
                child.tail = tails[0]
                new += [self._span(token, tail) for token, tail in zip(tails[1::2], tails[2::2])]
        for child in children:
            element.remove(child)
        element.extend(new)

    def _span(self, token, tail):
        blank = self.blank(token)
        span = ElementTree.Element("span", {"class": "blank"} | ({"data-field": blank.field} if blank.field else {}))
        span.text, span.tail = f"[{blank.words}]", tail
        return span
