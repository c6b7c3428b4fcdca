"""What stays from one build to the next while serving, by the hash of its content: facts, HTML of pages, their sections, compiled templates.

What our own code makes is kept with the hash of that code; the rest is made by others, and nothing of that changes while we serve. A build writes down what it makes, and only
looks up what the preview handed over from the build before: one build by itself never uses what is kept.
"""

from __future__ import annotations

import hashlib
from functools import cache, partial
from pathlib import Path
from types import NoneType, SimpleNamespace

from jinja2 import pass_context
from jinja2.filters import FILTERS as DEFAULT_FILTERS

BEFORE, NOW = {}, {}
"""Key → value: of the last build that succeeded, and of the one that is going on."""


def key(*parts) -> str:
    """The hash of what a thing is made from."""
    found = hashlib.sha256()
    for part in parts:
        data = part.encode() if isinstance(part, str) else repr(part).encode()  # a whole page is a part too, and repr would take its time
        found.update(f"{type(part).__name__} {len(data)} ".encode() + data)
    return found.hexdigest()


def content(folder, pattern="*") -> str:
    """The hash of all files in a folder, or of those whose name fits the pattern."""
    return key([(path.relative_to(folder).as_posix(), path.read_bytes()) for path in sorted(folder.rglob(pattern)) if path.is_file()])


@cache
def code() -> str:
    """The hash of our Python as it was when this build began."""
    return content(Path(__file__).parents[1], "*.py")


def once(name: str, make):
    """What stands under a key since the build before, or else what `make()` gives."""
    if name not in NOW:
        NOW[name] = BEFORE[name] if name in BEFORE else make()
    return NOW[name]


def settle(good: bool):
    """Called by the preview after a build: what a good one used stays, what a failed one made is forgotten."""
    if good:
        BEFORE.clear()
        BEFORE.update(NOW)
    NOW.clear()


def templates(jinja):
    """Let a Jinja environment keep its compiled templates: they come from their source, its settings, and which filters ask for the context."""
    jinja.filters |= {name: _late(filter) for name, filter in jinja.filters.items() if filter is not DEFAULT_FILTERS.get(name)}
    options = {name: value for name, value in vars(jinja).items() if isinstance(value, (str, int, NoneType))}
    asks = sorted((name, str(getattr(filter, "jinja_pass_arg", ""))) for name, filter in jinja.filters.items())
    settings = key(options, asks)
    compile, jinja.compile = (
        jinja.compile,
        lambda source, *given, **named: once(key("template", settings, source, given, named), partial(compile, source, *given, **named)),
    )


def _late(filter):
    """A filter that asks for the context: Jinja works one of a constant out while compiling otherwise, and would keep the facts of then."""
    return filter if hasattr(filter, "jinja_pass_arg") else pass_context(lambda _, *given, **named: filter(*given, **named))


def page(page, settings: str):
    """Let a page of mkdocs keep what is made from its Markdown; `settings` is the hash of everything else that this comes from.

    That must hold the names of all files: mkdocs resolves links while it makes the HTML, and warns of those that lead nowhere.
    """

    def render(config, files):
        made = once(key("page", settings, page.file.src_uri, page.markdown), partial(make, config, files))
        page.content, page.toc, page._title_from_render, page.present_anchor_ids = made.content, made.toc, made.title, made.anchors
        page.links_to_anchors = {files.get_file_from_path(source): links for source, links in made.links.items()}

    def make(config, files):
        original(config, files)
        return SimpleNamespace(
            content=page.content,
            toc=page.toc,
            title=page._title_from_render,
            anchors=page.present_anchor_ids,
            links={file.src_uri: links for file, links in page.links_to_anchors.items()},
        )

    original, page.render = page.render, render
