"""What stays from one build to the next while serving, by the hash of its content: facts, HTML of pages, their sections, compiled templates.

What our own code makes is kept with the hash of that code; the rest is made by others, and nothing of that changes while we serve. A build writes down what it makes, and only
looks up what the preview handed over from the build before: one build by itself never uses what is kept.
"""

from __future__ import annotations

import hashlib
import re
import sys
from collections import Counter
from functools import cache, partial
from pathlib import Path
from types import NoneType, SimpleNamespace

from jinja2 import pass_context
from jinja2.filters import FILTERS as DEFAULT_FILTERS

BEFORE, NOW = {}, {}
"""Key → value: of the last build that succeeded, and of the one that is going on."""

INSIDE, OPEN = {}, []
"""Key → the keys that were asked for while its value was made, which stay with it; and those sets for what is being made, innermost last."""


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


AGAIN = Counter()
"""How often a module was read anew: what its older self made is of other classes, also when its words are those of then again."""

ROOT = Path(__file__).parents[2]

IMPORT = re.compile(r"(?m)^ *(?:from (macros[\w.]*) import (\([^)]*\)|.*)|import (macros[\w.]*))")
"""How a module of ours asks for another; to parse all of them would take a hundredth of a build."""


@cache
def sources() -> dict[str, bytes]:
    """Our Python as it was when this build began: module → what stands in its file."""
    found = {}
    for path in sorted((ROOT / "macros").rglob("*.py")):
        name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        found[name.removesuffix(".__init__")] = path.read_bytes()
    return found


@cache
def _asked(name):
    """The modules of ours that a module imports by itself."""
    found = set()
    for room, names, whole in IMPORT.findall(sources()[name].decode(errors="replace")):
        found |= {whole or room, *(f"{room}.{asked}" for asked in re.findall(r"\w+", names))}
    return found & sources().keys() - {"macros"}  # what hands over to all: nothing asks anything of it


@cache
def closure(name: str) -> frozenset[str]:
    """A module with all of ours that it imports, and that these import."""
    found, ahead = set(), {name}
    while ahead:
        found |= ahead
        ahead = set().union(*map(_asked, ahead)) - found
    return frozenset(found)


@cache
def code(*names: str) -> str:
    """The hash of these modules with all of ours that they import, as they were when this build began; without names of all our Python."""
    wanted = set().union(*map(closure, names)) if names else set(sources())
    return key(sorted((name, AGAIN[name], sources()[name]) for name in wanted))


def look_again():
    """Called when a build begins: our code may be another one."""
    for known in (sources, _asked, closure, code):
        known.cache_clear()


def forget(before: dict[str, bytes]):
    """Let Python read anew what changed in our code since `before`, and all that imports it; this room aside: it holds what stays."""
    changed = {name for name, source in sources().items() if before.get(name) != source} | set(before) - set(sources())
    for name in [name for name in sys.modules if name.partition(".")[0] == "macros" and not name.startswith("macros.preview")]:
        if name not in sources() or closure(name) & changed:
            room, _, last = name.rpartition(".")
            if room in sys.modules:  # `from room import name` would find the old one
                vars(sys.modules[room]).pop(last, None)
            del sys.modules[name]
            AGAIN[name] += 1
    code.cache_clear()


def once(name: str, make):
    """What stands under a key since the build before, or else what `make()` gives."""
    if OPEN:
        OPEN[-1].add(name)
    if name not in NOW:
        if name in BEFORE:
            _keep(name)
        else:
            OPEN.append(set())
            try:
                value = make()
            finally:
                inside = OPEN.pop()
            NOW[name], INSIDE[name] = value, inside
    return NOW[name]


def _keep(name):
    """Hand over what stands under a key, with all that was asked for to make it: it may be asked for again when this is made anew."""
    if name in BEFORE and name not in NOW:
        NOW[name] = BEFORE[name]
        for inner in INSIDE[name]:
            _keep(inner)


def settle(good: bool):
    """Called by the preview after a build: what a good one used stays, what a failed one made is forgotten."""
    if good:
        BEFORE.clear()
        BEFORE.update(NOW)
    NOW.clear()
    for name in [name for name in INSIDE if name not in BEFORE]:
        del INSIDE[name]


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
