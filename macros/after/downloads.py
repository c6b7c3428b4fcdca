"""What a reader can take along: drawings, Word files and the data of 'Mijn bestek'."""
from __future__ import annotations

import json
from functools import lru_cache, partial

from macros.after.addresses import DECISION
from macros.after.slides import training
from macros.clauses.tenders import called, conditions, imposable
from macros.clauses.word import Word
from macros.decision import advice
from macros.facts import duties
from macros.pages.pictures import PICTURES, draw


def files(guide) -> dict:
    """What makes each download: file below the built site → function that gives its bytes."""
    word = lru_cache(lambda: Word(guide.site, guide.writer, guide.address))   # made when the first is asked for
    return pictures(guide) | clauses(guide, word) | {
        "bestanden/bestek.js": lambda: _script("bestek", tender(guide)),
        "bestanden/teksten.js": lambda: _script("teksten", texts(guide)),
        "bestanden/word.js": lambda: _script("word", word().kit()),
        "bestanden/opleiding.pptx": lambda: training(guide),
        DECISION: lambda: _script("keuzehulp", guide.diagrams.data() | advice.offered(guide.site, guide.diagrams) | {
            "longest": guide.report["longest"]})}


def pictures(guide) -> dict:
    """Each drawing as an SVG that stands alone."""
    return {f"beelden/{file}.svg": partial(_picture, guide, name) for name, (file, _) in PICTURES.items()}


def _picture(guide, name):
    return draw(guide, name)["alone"].encode()


def clauses(guide, word) -> dict:
    """Each clause, each variant and each translation as a ready Word file; our presets are Dutch, so only Dutch has them."""
    presets, found = guide.writer.presets(), {}
    for key, clause in guide.site.clauses.items():
        for language, texts in clause.texts.items():
            for variant in texts:
                name = key + (f"-{variant}" if variant != "basis" else "") + (f".{language}" if language != "nl" else "")
                values = presets if language == "nl" else None
                found[f"bestanden/clausules/{name}.docx"] = partial(_document, word, key, variant, language, values)
    return found


def _document(word, *given):
    return word().document(*given)


def _each(site, of):
    """Clause → variant → what `of` gives for them."""
    return {key: {variant: of(key, clause, variant) for variant in clause.texts["nl"]} for key, clause in site.clauses.items()}


def texts(guide) -> dict:
    """The text of each clause and variant as 'Mijn bestek' shows it: clause → variant → HTML."""
    return _each(guide.site, lambda key, clause, variant: guide.fill("_clause_copy", id=key, record=clause, variant=variant)
                 .replace("%SITE%", guide.address))


def tender(guide) -> dict:
    """What a page with texts needs to show them as in one tender: what each asks, needs and does not go together with, and the fields."""
    site, each = guide.site, partial(_each, guide.site)
    names = {name for clause in site.clauses.values() for texts in clause.texts.values() for text in texts.values()
             for name in conditions(guide.writer.whole(text))}
    return {
        "defaults": guide.writer.presets(),
        "names": {name: called(site, name) for name in sorted(names)},
        "when": {key: moments for key in imposable(site) if (moments := duties.moments(site, key))},
        "imposes": each(lambda key, clause, variant: sorted(clause.imposes(variant))),
        "shared": each(lambda key, clause, variant: {duty: article.shared for article in clause.articles_of("nl", variant) if article.shared
                                                     for duty in article.duties}),
        "needs": each(lambda key, clause, variant: list(clause.needs_of(variant).items())),
        "conflicts": each(lambda key, clause, variant: list(clause.conflicts_of(variant).items())),
        "supersedes": {key: duty.supersedes for key, duty in site.duties.items() if duty.supersedes},
        "apart": [key for key, clause in site.clauses.items() if site.vocabulary["places"][clause.place].apart],
    }


def _script(name, data):
    """Data as a script that sets one global: a page opened from a folder may not fetch a file."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return f"globalThis.{name} = {text}\n".encode()
