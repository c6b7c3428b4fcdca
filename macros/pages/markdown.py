"""From a page in docs/ to plain Markdown, in which every tool can read on: its blocks filled, its links and tooltips in place."""
from __future__ import annotations

import re
import shutil
from pathlib import Path

import yaml
from jinja2 import Environment, StrictUndefined

from macros.after import addresses
from macros.facts.links import url
from macros.facts.problems import DataError
from macros.pages.schema_org import describe

HEAD = re.compile(r"\A---\n(.*?\n)---\n", re.S)
"""The settings at the top of a page."""


def complete(blocks, text, meta, source, address):
    """The Markdown of a page whose blocks are filled, with its state line, its links for @id, its tooltips and its short addresses.

    `source` is its path below docs/, `address` that of the site. Raises DataError for an @id that is not there and for a heading
    without a fixed anchor.
    """
    path, file = url(source), f"docs/{source}"
    problems = blocks.links.unknown(text, file) + addresses.nameless(text, file)
    if problems:
        raise DataError(problems)
    root = "../" * path.count("/")
    text = re.sub(r"(?m)^(# .+)$", lambda m: f"{m[1]}\n\n{blocks.page_state(meta)}", text, count=1)
    text = f"{text}\n\n{blocks.moved(path)}"
    text = blocks.links.resolve(text).replace("%ROOT%", root or "./").replace("%SITE%", address)
    text = addresses.mark(text, path, blocks.homes, root)
    return f"{text}\n\n{blocks.tooltips(text)}"


def told(blocks, meta, source, above, conf) -> dict:
    """What the theme tells of a page beside its own settings: what it is, for search engines, and the version of the site.

    `above` holds what stands above each page in the menu (see `trails`), `conf` the settings of the site: site_url and site_name.
    """
    return {"about": describe(blocks, url(source), meta, above.get(source, ()), conf["site_url"], conf["site_name"]),
            "version": next(iter(blocks.site.releases.values())).version}


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


def write(blocks, docs: Path, folder: Path, conf: dict):
    """Copy `docs` to `folder`, every page as plain Markdown; `conf` holds nav, site_url and site_name."""
    shutil.copytree(docs, folder)
    jinja = Environment(undefined=StrictUndefined)
    jinja.globals |= blocks.all()
    above = trails(conf["nav"])
    for path in folder.rglob("*.md"):
        source = path.relative_to(folder).as_posix()
        text = path.read_text(encoding="utf-8")
        head = HEAD.match(text)
        meta = yaml.safe_load(head[1])
        body = complete(blocks, jinja.from_string(text[head.end():]).render(), meta, source, conf["site_url"])
        meta |= told(blocks, meta, source, above, conf)
        path.write_text(f"---\n{yaml.safe_dump(meta, allow_unicode=True, sort_keys=False)}---\n{body}", encoding="utf-8")
