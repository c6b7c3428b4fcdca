"""Writes what a reader can take along: drawings, Word files and the data of 'Mijn bestek'."""
from __future__ import annotations

import json
from pathlib import Path

from macros.after.slides import training
from macros.clauses.text import blanks
from macros.clauses.word import Word
from macros.pages.pictures import PICTURES, draw


def write(blocks, folder: Path, address: str, name: str):
    """Write all downloads below the built site; `address` is where the site will stand, ending in a slash, `name` what it is called."""
    pictures(blocks, folder / "beelden")
    word = Word(blocks.site, blocks.writer, address)
    clauses(blocks, word, folder / "bestanden" / "clausules")
    tender(blocks, word, address, folder / "bestanden")
    (folder / "bestanden" / "opleiding.pptx").write_bytes(training(blocks, address, name))
    _script(folder / "bestanden" / "keuzehulp.js", "keuzehulp",
            blocks.diagrams.data() | {"longest": blocks.report["longest"]})


def pictures(blocks, folder):
    """Each drawing as an SVG that stands alone."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in PICTURES:
        picture = draw(blocks.site, blocks.links, name, blocks.jinja)
        (folder / picture["file"]).write_text(picture["alone"], encoding="utf-8")


def clauses(blocks, word, folder):
    """Each clause, each variant and each translation as a ready Word file; our presets are Dutch, so only Dutch has them."""
    folder.mkdir(parents=True, exist_ok=True)
    presets = {key: value for key in blocks.site.fields if (value := blocks.default(key))}
    for key, clause in blocks.site.clauses.items():
        for language, texts in clause.texts.items():
            for variant in texts:
                name = key + (f"-{variant}" if variant != "basis" else "") + (f".{language}" if language != "nl" else "")
                (folder / f"{name}.docx").write_bytes(word.document(key, variant, language, presets if language == "nl" else None))


def tender(blocks, word, address, folder):
    """What the page 'Mijn bestek' needs, and the pieces of a Word file, for when someone asks for one."""
    site = blocks.site
    texts = {key: clause.texts["nl"] for key, clause in site.clauses.items()}
    kit = {
        "defaults": {key: value for key in site.fields if (value := blocks.default(key))},
        "fields": {key: {variant: blanks(text) for variant, text in variants.items()} for key, variants in texts.items()},
        "html": {key: {variant: blocks.fill("clause_copy", id=key, record=site.clauses[key], variant=variant)
                       .replace("%SITE%", address) for variant in variants} for key, variants in texts.items()},
    }
    _script(folder / "bestek.js", "bestek", kit)
    _script(folder / "word.js", "word", word.kit())


def _script(path, name, data):
    """Data as a script that sets one global: a page opened from a folder may not fetch a file."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    path.write_text(f"globalThis.{name} = {text}\n", encoding="utf-8")
