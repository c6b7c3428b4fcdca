"""Reads docs/: every page with its head, and fills the blocks that it calls; what does not hold is told in Dutch with its line."""

from __future__ import annotations

import re
import traceback
from pathlib import Path

from jinja2 import Environment, TemplateSyntaxError, UndefinedError
from pydantic import ValidationError

from macros.after import addresses
from macros.facts import dates, read
from macros.facts.check import walk
from macros.facts.explain import explain
from macros.facts.load import ID
from macros.facts.models import PageHead, Ref
from macros.facts.problems import DataError, Mistake, Problem, net, shortened, suggest

ASSETS = "assets"
"""The folder in docs/ that holds no pages."""


def pages(docs: Path, guide) -> dict[str, read.Document]:
    """Every page below `docs`: its path there → its head and its text. Raises DataError with the problems of all of them."""
    with net("docs"):
        problems = read.listed(docs, "docs", rf"{ID}\.md", "keten.md", folders=_rooms(docs, ASSETS))
        for folder in sorted(path for path in docs.rglob("*") if path.is_dir() and path.relative_to(docs).parts[0] != ASSETS):
            problems += read.listed(folder, f"docs/{folder.relative_to(docs).as_posix()}", rf"{ID}\.md", "keten.md", folders=_rooms(folder))
    found = {}
    for path in sorted(docs.rglob("*.md")):
        source = path.relative_to(docs).as_posix()
        if path.is_file() and re.fullmatch(rf"({ID}/)*{ID}\.md", source):
            found[source] = page = read.page(path, f"docs/{source}")
            with net(page.name):
                problems += page.problems or _faults(page, guide)
    if problems:
        raise DataError(problems)
    guide.pages = found
    return found


def _rooms(folder, *more):
    return [*more, *(path.name for path in folder.iterdir() if re.fullmatch(ID, path.name))]


def _faults(page, guide):
    """What does not hold in a page that could be read."""
    try:
        head = PageHead.model_validate(page.data)
    except ValidationError as error:
        yield from explain(error, PageHead, page)
    else:
        for path, mark, value in walk(PageHead, head):
            if mark:
                known = guide.site.ids(mark.kind) if isinstance(mark, Ref) else guide.site.vocabulary[mark.name]
                if value not in known:
                    where = f"in {mark.kind}" if isinstance(mark, Ref) else f"in de lijst {mark.name}"
                    yield page.problem(path.lstrip(".").split("."), f"'{shortened(value)}' staat niet {where}." + suggest(value, known))
    for message, words in dates.faults(page.body):
        yield Problem(page.name, message, line=page.find(words))
    yield from guide.links.unknown(page.body, page.name, page.body_line)
    yield from addresses.nameless(page.body, page.name, page.body_line)


def filled(jinja: Environment, text: str, file: str, line: int | None = None) -> str:
    """The text of a page with its blocks filled. Raises DataError when it calls what is not there, or calls it wrongly.

    `line` is that of the first line of the text in its file.
    """
    with net(file):
        try:
            return jinja.from_string(text).render()
        except TemplateSyntaxError as error:
            where, message = error.lineno, 'hier klopt een blok niet; schrijf {{ naam("id") }}, met alle haakjes en aanhalingstekens'
        except (UndefinedError, Mistake, TypeError) as error:
            frames = [(frame.filename, frame.lineno) for frame in traceback.extract_tb(error.__traceback__)]
            last = max(index for index, (name, _) in enumerate(frames) if name == "<template>")
            where = frames[last][1]
            message = _called_wrongly(error, text.split("\n")[where - 1], frames[last + 1 :], jinja.globals)
        raise DataError([Problem(file, message, line=line and line + where - 1)])


def _called_wrongly(error, words, deeper, known):
    """What a page did wrong in one line; raises the error again when it lies in one of our own templates or blocks."""
    if isinstance(error, Mistake):
        return str(error)
    name = next(iter(re.findall(r"'(\w+)'", str(error))), "")
    if name and isinstance(error, UndefinedError) and re.search(rf"\b{name}\b", words):
        return f"'{name}' is geen blok; schrijf een id tussen aanhalingstekens." + suggest(name, known)
    if isinstance(error, TypeError) and all("jinja2" in file for file, _ in deeper):
        return f"dit blok vraagt iets anders tussen de haakjes: {shortened(words.strip())}"
    raise error
