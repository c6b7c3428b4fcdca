"""What a reader can take along: drawings, Word files and the data of 'Mijn bestek'."""

from __future__ import annotations

import json
from functools import cache, partial

from macros.after.addresses import DECISION
from macros.after.slides import training
from macros.clauses import evidence
from macros.clauses.dossier import Dossier
from macros.clauses.tenders import called, compiled, conditions, imposable
from macros.clauses.word import Word
from macros.decision import advice
from macros.facts import duties
from macros.pages.pictures import PICTURES, draw


def files(guide) -> dict:
    """What makes each download: file below the built site → function that gives its bytes."""
    word = cache(lambda: Word(guide.site, guide.writer, guide.address))  # made when the first is asked for
    questionnaire = cache(lambda: evidence.workbook(guide))
    return (
        pictures(guide)
        | clauses(guide, word)
        | readings(guide)
        | {
            "bestanden/bestek.js": lambda: _script("bestek", tender(guide)),
            "bestanden/teksten.js": lambda: _script("teksten", texts(guide)),
            "bestanden/word.js": lambda: _script("word", word().kit()),
            "bestanden/opleiding.pptx": lambda: training(guide),
            "bestanden/bewijsvragenlijst.xlsx": questionnaire,
            "bestanden/bewijsvragenlijst.docx": lambda: evidence.document(guide),
            "bestanden/bewijs.js": lambda: _script("bewijs", evidence.kit(guide, questionnaire())),
            DECISION: lambda: _script(
                "keuzehulp", guide.diagrams.data() | advice.offered(guide.site, guide.diagrams) | {"longest": guide.report["longest"]}
            ),
        }
    )


def pictures(guide) -> dict:
    """Each drawing as an SVG that stands alone."""
    return {f"beelden/{file}.svg": partial(_picture, guide, name) for name, (file, _) in PICTURES.items()}


def _picture(guide, name):
    return draw(guide, name)["alone"].encode()


def clauses(guide, word) -> dict:
    """Each clause, each variant and each translation as a ready Word file."""
    found, presets = {}, cache(guide.writer.presets)
    for key, clause in guide.site.clauses.items():
        for language, texts in clause.texts.items():
            values = presets(language)
            for variant in texts:
                name = key + (f"-{variant}" if variant != "basis" else "") + (f".{language}" if language != "nl" else "")
                found[f"bestanden/clausules/{name}.docx"] = partial(_document, word, key, variant, language, values)
    return found


def readings(guide) -> dict:
    """What a jurist reads: a Word file per clause, and one with the open questions about the law."""
    dossier = cache(lambda: Dossier(guide.site, guide.writer, guide.address))
    found = {f"bestanden/nazicht/{key}.docx": partial(_reading, dossier, key) for key in guide.site.clauses}
    return found | {"bestanden/nazicht/open-vragen.docx": lambda: dossier().questions()}


def _reading(dossier, key):
    return dossier().clause(key)


def _document(word, *given):
    return word().document(*given)


def texts(guide) -> dict:
    """The text of each clause and variant as 'Mijn bestek' shows it: clause → variant → HTML."""
    return {
        key: {
            variant: guide.fill("_clause_copy", id=key, record=clause, variant=variant).replace("%SITE%", guide.address)
            for variant in clause.texts["nl"]
        }
        for key, clause in guide.site.clauses.items()
    }


def tender(guide) -> dict:
    """What a page with texts needs to show them as in one tender: what each asks, needs and does not go together with, and the fields."""
    site = guide.site
    names = {
        name
        for clause in site.clauses.values()
        for texts in clause.texts.values()
        for text in texts.values()
        for name in conditions(guide.writer.whole(text))
    }
    return {
        "defaults": guide.writer.presets(),
        "names": {name: called(site, name) for name in sorted(names)},
        "when": {key: moments for key in imposable(site) if (moments := duties.moments(site, key))},
    } | compiled(site)


def _script(name, data):
    """Data as a script that sets one global: a page opened from a folder may not fetch a file."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return f"globalThis.{name} = {text}\n".encode()
