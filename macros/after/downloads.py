"""Writes what a reader can take along: drawings, Word files and the data of 'Mijn bestek'."""
from __future__ import annotations

import json
from pathlib import Path

from macros.after.slides import training
from macros.clauses.text import blanks
from macros.clauses.word import Word
from macros.decision import advice
from macros.pages.pictures import PICTURES, draw


def write(guide, folder: Path):
    """Write all downloads below the built site."""
    pictures(guide, folder / "beelden")
    word = Word(guide.site, guide.writer, guide.address)
    clauses(guide, word, folder / "bestanden" / "clausules")
    tender(guide, word, folder / "bestanden")
    (folder / "bestanden" / "opleiding.pptx").write_bytes(training(guide))
    _script(folder / "bestanden" / "keuzehulp.js", "keuzehulp",
            guide.diagrams.data() | advice.offered(guide.site, guide.diagrams) | {"longest": guide.report["longest"]})


def pictures(guide, folder):
    """Each drawing as an SVG that stands alone."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in PICTURES:
        picture = draw(guide, name)
        (folder / picture["file"]).write_text(picture["alone"], encoding="utf-8")


def clauses(guide, word, folder):
    """Each clause, each variant and each translation as a ready Word file; our presets are Dutch, so only Dutch has them."""
    folder.mkdir(parents=True, exist_ok=True)
    presets = guide.writer.presets()
    for key, clause in guide.site.clauses.items():
        for language, texts in clause.texts.items():
            for variant in texts:
                name = key + (f"-{variant}" if variant != "basis" else "") + (f".{language}" if language != "nl" else "")
                (folder / f"{name}.docx").write_bytes(word.document(key, variant, language, presets if language == "nl" else None))


def tender(guide, word, folder):
    """What the page 'Mijn bestek' needs, and the pieces of a Word file, for when someone asks for one."""
    site = guide.site
    texts = {key: clause.texts["nl"] for key, clause in site.clauses.items()}
    kit = {
        "defaults": guide.writer.presets(),
        "fields": {key: {variant: blanks(text) for variant, text in variants.items()} for key, variants in texts.items()},
        "html": {key: {variant: guide.fill("_clause_copy", id=key, record=site.clauses[key], variant=variant)
                       .replace("%SITE%", guide.address) for variant in variants} for key, variants in texts.items()},
    }
    _script(folder / "bestek.js", "bestek", kit)
    _script(folder / "word.js", "word", word.kit())


def _script(path, name, data):
    """Data as a script that sets one global: a page opened from a folder may not fetch a file."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    path.write_text(f"globalThis.{name} = {text}\n", encoding="utf-8")
