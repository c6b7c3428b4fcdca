"""From a page in docs/ to plain Markdown, in which every tool can read on: its blocks filled, its links and tooltips in place."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import yaml
from jinja2 import Environment, StrictUndefined

from macros.after import addresses
from macros.facts import dates, read
from macros.facts.links import url
from macros.facts.models import Stated
from macros.facts.problems import DataError, net
from macros.pages import made, sources
from macros.pages.blocks import Blocks
from macros.pages.raw import without
from macros.pages.schema_org import describe

OPENING = re.compile(r"(?m)^# .+\n(?:\s*\n(?![<#|{}>*-]|\d+\. )(?:.+(?:\n|\Z))+)?")
"""A page's title with the paragraph that answers; how sure that is, and by which source, comes after it."""


def complete(guide, text, meta, source):
    """The Markdown of a page whose blocks are filled, with its state line, its links for @id, its tooltips and its short addresses.

    `source` is its path below docs/. Raises DataError for an @id that is not there and for a heading without a fixed anchor.
    """
    path, file = url(source), f"docs/{source}"
    problems = guide.links.unknown(text, file) + addresses.nameless(text, file)
    if problems:
        raise DataError(problems)
    root = "../" * path.count("/")
    text = OPENING.sub(lambda m: f"{m[0].rstrip()}\n\n{_page_state(guide, meta)}\n", text, count=1)
    text = f"{text}\n\n{_moved(guide, path)}"
    text = guide.links.resolve(dates.worded(text)).replace("%ROOT%", root or "./").replace("%SITE%", guide.address)
    text = addresses.short_address_attributes(text, path, guide.short_addresses, root)
    return f"{text}\n\n{guide.tooltips.lines(without(text))}"


def _page_state(guide, meta):
    """The line under a page's title that says how sure its prose is; empty without `state`."""
    given = {key: meta[key] for key in Stated.model_fields if key in meta}
    return guide.fill("_page_state", record=Stated.model_validate(given)) if "state" in given else ""


def _moved(guide, page):
    """The anchors that once stood on a page, each with a link to where its piece now stands; empty without any."""
    moved = addresses.moved_anchors(guide.site, page)
    return guide.fill("_moved", moved=moved) if moved else ""


def page_facts(guide, meta, source, above) -> dict:
    """What the theme tells of a page beside its own settings: what it is, for search engines, and the version of the site.

    `above` holds what stands above each page in the menu (see `trails`).
    """
    return {"about": describe(guide, url(source), meta, above.get(source, ())), "version": next(iter(guide.site.releases.values())).version}


def trails(nav, above=()):
    """The parts of the menu above each page: its source → [(title, address of the page that opens the part, or None)]."""
    found = {}
    for item in nav:
        title, inside = (None, item) if isinstance(item, str) else next(iter(item.items()))
        if isinstance(inside, list):
            opens = url(inside[0]) if isinstance(inside[0], str) and inside[0].endswith("index.md") else None
            found |= trails(inside, (*above, (title, opens)))
        else:
            found[inside] = above
    return found


def write(guide, docs: Path, folder: Path, nav: list) -> list:
    """Copy `docs` to `folder`, with the pages that are made, every page as plain Markdown; returns the menu `nav` with the pages that are made.

    The guide then has the texts of all pages.
    """
    sources.pages(docs, guide)
    shutil.copytree(docs, folder)
    pages = made.pages(guide, docs)
    for place, page in pages.items():
        (folder / place).parent.mkdir(parents=True, exist_ok=True)
        (folder / place).write_text(page.text, encoding="utf-8")
    jinja = Environment(undefined=StrictUndefined)
    jinja.globals |= Blocks(guide).all()
    menu = made.menu(nav, pages)
    above = trails(menu)
    for path in sorted(folder.rglob("*.md")):
        source = path.relative_to(folder).as_posix()
        page = read.page(path, f"docs/{source}")
        if page.problems:
            raise DataError(page.problems)
        with net(page.name):
            body = complete(guide, sources.filled(jinja, page.body, page.name, page.body_line), page.data, source)
            guide.texts[source] = (page.data, body)
            meta = page.data | page_facts(guide, page.data, source, above)
        path.write_text(f"---\n{yaml.safe_dump(meta, allow_unicode=True, sort_keys=False)}---\n{body}", encoding="utf-8")
    return menu
