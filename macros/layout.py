"""The templates: where they stand, and the words they may use."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markdown.extensions.toc import slugify

from macros.clauses import notice, reviews, tenders
from macros.clauses.difference import beside, difference
from macros.clauses.text import LANGUAGES, TOKEN, beginning
from macros.decision import words
from macros.dutch import VARIANTS, cell, day, euro
from macros.facts import tables
from macros.facts.dates import today
from macros.facts.duties import due, month
from macros.facts.links import where
from macros.facts.models import Cpv

ROOT = Path(__file__).parent
TEMPLATES = [ROOT / "pages" / "templates", ROOT / "decision", ROOT / "clauses", ROOT / "after"]
"""Where a template may stand: a component has its own beside its code. One in .md is a block, unless its name begins with _."""


def rows(items):
    """The items, or an error when there are none: a table without rows never reaches a page."""
    items = list(items)
    if not items:
        raise ValueError("een tabel zonder rijen mag niet")
    return items


def environment(site, links, writer) -> Environment:
    """What fills the templates of a site."""
    jinja = Environment(
        loader=FileSystemLoader(TEMPLATES),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
        autoescape=False,
    )
    jinja.filters |= {
        "cell": cell,
        "day": day,
        "euro": euro,
        "rows": rows,
        "variant": VARIANTS.get,
        "plain": links.plain,
        "inline": links.inline,
        "list": list,
        "where": where,
        "slug": lambda words: slugify(words, "-"),
        "option_words": lambda key: tables.option_words(site, key),
        "sign": tables.SIGNS.get,
        "word": lambda key, name: site.word(name, key),
        "due": lambda key: due(site, key),
        "month": lambda key: month(site, key),
        "imposed": lambda clause: tenders.imposed(site, clause),
        "named": lambda name: tenders.named(site, name),
        "clause_html": writer.html,
        "beginning": beginning,
        "when": writer.when,
        "standing": lambda key, variant="basis": reviews.standing(writer, key, variant),
        "standing_words": lambda standing, language: reviews.words(site, standing, language),
        "preset": writer.preset,
        "blanks": TOKEN.split,
        "blank": writer.blank,
        "difference": lambda clause, variant, language: difference(site, writer, clause, variant, language),
        "articles_beside": lambda clause: beside(writer, clause),
        "amounts": lambda text: words.amounts(site, text),
        "asked": lambda subject: words.asked(site, subject),
        "answered": lambda pair: words.answered(site, *pair),
        "query": words.query,
        "cpv": Cpv.code,
        "notice_rows": lambda level: notice.rows(site, level),
        "condition": lambda when: notice.told(site, when),
    }
    kinds = list(site.vocabulary["system_kinds"])
    jinja.globals |= {
        "site": site,
        "links": links,
        "languages": LANGUAGES,
        "today": today(),
        "systems": dict(sorted(site.systems.items(), key=lambda item: (kinds.index(item[1].kind), item[1].name.lower()))),
    }
    return jinja
