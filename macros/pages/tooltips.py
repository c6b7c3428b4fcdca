"""The tooltips of a page: terms and systems, each with its definition in plain words."""

from __future__ import annotations

import re
from collections import Counter, defaultdict

from macros.preview import kept

WORD = re.compile(r"\w+")

PIECE = re.compile(
    r'(?s)<abbr title="(?P<gist>[^"]*)">(?P<word>.*?)</abbr>|<(?P<end>/?)(?P<tag>h[1-6]|a|th|label|legend|summary|button|fieldset|div|section)\b(?P<rest>[^>]*)>'
)
"""A term with its tooltip, or where an element begins or ends that matters for it."""

QUIET = {"h1", "h2", "h3", "h4", "h5", "h6", "a", "th", "label", "legend", "summary", "button", "fieldset"}
QUIET_CLASS = re.compile(r'class="[^"]*\b(?:clause__text|preview)\b')
"""Where no term has a tooltip: in headings and links, in what one chooses, and in the text of a clause, which people copy."""


class Tooltips:
    """Every written form of a term or system with its definition."""

    def __init__(self, site, links):
        forms = {}
        for concept in site.glossary.values():
            for form in [concept.term, *concept.forms]:
                for written in (form, form[0].upper() + form[1:]):
                    forms.setdefault(written, concept.definition)
        for system in site.systems.values():
            gist = f"{site.word('system_kinds', system.kind)}: {_first_sentence(system.today.text)}"
            for form in [system.name, *system.abbreviations]:
                forms.setdefault(form, gist)
        self.forms = {form: " ".join(links.plain(gist).split()) for form, gist in forms.items()}
        # Word → the forms in which it is the rarest, and where it stands in them: looking for every form in every page would not be linear.
        often = Counter(word for form in self.forms for word in set(WORD.findall(form)))
        self.by_word = defaultdict(list)
        for form in self.forms:
            rarest = min(WORD.finditer(form), key=lambda word: often[word[0]])
            self.by_word[rarest[0]].append((form, rarest.start()))
        self.key = kept.key("tooltips", kept.code(__name__), self.forms)

    def lines(self, text: str) -> str:
        """Abbreviation lines for Markdown: each form that stands in `text`, with its definition."""
        return kept.once(kept.key(self.key, text), lambda: self._lines(text))

    def _lines(self, text):
        # A blank line between them: the abbr extension is quadratic in the length of one block.
        found = {
            form
            for word in WORD.finditer(text)
            for form, before in self.by_word.get(word[0], ())
            if word.start() >= before and text.startswith(form, word.start() - before)
        }
        return "\n\n".join(f"*[{form}]: {self.forms[form]}" for form in sorted(found))


def sparing(html: str) -> str:
    """The HTML of a page in which each term keeps its tooltip at its first use under a heading of the second level, and has none where it is QUIET."""
    kept, at, told, open_ = [], 0, set(), []
    for found in PIECE.finditer(html):
        if found["tag"]:
            if found["end"]:
                while open_ and open_.pop()[0] != found["tag"]:
                    pass
            else:
                open_.append((found["tag"], found["tag"] in QUIET or bool(QUIET_CLASS.search(found["rest"]))))
                if found["tag"] == "h2":
                    told.clear()
        elif found["gist"] in told or any(quiet for _, quiet in open_):
            kept += [html[at : found.start()], found["word"]]
            at = found.end()
        else:
            told.add(found["gist"])
    return "".join([*kept, html[at:]])


def _first_sentence(text):
    return re.split(r"(?<=[.!?])\s", text.strip(), maxsplit=1)[0]
