"""One record with all places where it appears, for who wants to change it: `make show ID=wet-87`."""

from __future__ import annotations

import re
import sys
from pathlib import Path

from pydantic import BaseModel

from macros.clauses.text import CITATION
from macros.facts import upkeep
from macros.facts.check import walk
from macros.facts.links import MENTION
from macros.facts.load import load
from macros.facts.models import KINDS, Ref
from macros.facts.problems import DataError, suggest
from macros.guide import Guide
from macros.pages import sources


def mentions(guide, kind: str, key: str) -> list[str]:
    """Each place in the data and in the pages that names a record: 'file › record › field'."""
    site, found = guide.site, []
    for other, records in site.kinds.items():
        for name, record in records.items():
            for path, mark, value in walk(KINDS[other], record):
                named = isinstance(mark, Ref) and mark.kind == kind and value == key
                text = mark is None and isinstance(value, str) and key in [*MENTION.findall(value), *CITATION.findall(value)]
                if (named or text) and (other, name) != (kind, key):
                    found.append(f"{site.files[other, name]} › {name} › {path.lstrip('.').removesuffix('.' + key)}")
        if other == "clauses":
            for name, clause in records.items():
                for variant, text in clause.texts["nl"].items():
                    if re.search(rf"(?<![a-z0-9-]){re.escape(key)}(?![a-z0-9-])", text) and (other, name) != (kind, key):
                        found.append(f"{site.files[other, name]} › de tekst ({variant})")
    for source, page in guide.pages.items():
        for number, line in enumerate(page.body.split("\n"), page.body_line):
            if key in MENTION.findall(line) or f'"{key}"' in line or re.search(rf"#{re.escape(key)}(?![a-z0-9-])", line):
                found.append(f"docs/{source}, regel {number}")
    return list(dict.fromkeys(found))


def shown_on(guide, kind: str, key: str, built: Path) -> list[str]:
    """The pages of a built site that show a record or link to it; empty when there is no built site."""
    place = guide.links.places.get((kind, key))
    if not place or not built.is_dir():
        return []
    page, _, anchor = guide.links.url(key, kind).partition("#")
    found = []
    for path in sorted(built.rglob("index.html")):
        address = path.parent.relative_to(built).as_posix()
        address = "" if address == "." else f"{address}/"
        links = re.findall(r'href="([^"]*)"', path.read_text(encoding="utf-8"))
        aims = {
            (path.parent / link.partition("#")[0]).resolve(): link.partition("#")[2] for link in links if link.partition("#")[2] == anchor
        }
        if address == page or (built / page).resolve() in aims:
            found.append(f"/{address}")
    return found


def lines(guide, key: str, built: Path) -> list[str]:
    """What a record holds, how sure each statement in it is, and where it appears. Raises LookupError for an id that is not there."""
    site = guide.site
    homes = [kind for kind in [*site.kinds, "options"] if key in site.ids(kind)]
    if not homes:
        raise LookupError(f"Er is geen record '{key}'.{suggest(key, [name for kind in site.kinds for name in site.ids(kind)])}")
    found = []
    for kind in homes:
        record = site.ids(kind)[key]
        file = site.files["toolbox", site.step_of[key]] if kind == "options" else site.files[kind, key]
        found += [f"{key} ({kind}) in {file}"]
        if (kind, key) in guide.links.places:
            found.append(f"  op de site: /{guide.links.url(key, kind)}")
        found += ["", *_fields(record, "  ")]
        looks = [(path.rstrip(".") or "het record", fact) for path, fact in upkeep.stated(record)]
        if looks:
            found += ["", "Hoe zeker:"]
        for path, fact in looks:
            again = f", opnieuw te bekijken op {fact.review_by}" if fact.review_by else ""
            found.append(f"  {path}: {site.word('states', fact.state)}{f' op {fact.checked}' if fact.checked else ''}{again}")
        found += ["", "Genoemd in:", *([f"  {place}" for place in mentions(guide, kind, key)] or ["  nergens"])]
        pages = shown_on(guide, kind, key, built)
        found += ["", "Op deze pagina's van de gebouwde site:", *(f"  {page}" for page in pages)] if pages else []
    return found


def _fields(value, indent):
    """The fields of a record that hold something, a line each."""
    for name in type(value).model_fields:
        inside = getattr(value, name)
        if inside in (None, [], {}) or name in ("articles_by", "texts", "titles", "older"):
            continue
        yield from _field(name, inside, indent)


def _field(name, value, indent):
    if isinstance(value, BaseModel):
        yield f"{indent}{name}:"
        yield from _fields(value, f"{indent}  ")
    elif isinstance(value, list) and any(isinstance(item, BaseModel) for item in value):
        for index, item in enumerate(value):
            yield from _field(f"{name}.{index}", item, indent)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _field(f"{name}.{key}", item, indent)
    else:
        yield f"{indent}{name}: {', '.join(map(str, value)) if isinstance(value, list) else value}"


def main(words: list[str]):
    """Write the record with the id in `words`; exits in Dutch when there is none."""
    try:
        guide = Guide(load(Path("data")), "", "")
        sources.pages(Path("docs"), guide)
        print("\n".join(lines(guide, words[0] if words else "", Path("site"))))
    except (DataError, LookupError) as error:
        sys.exit(str(error.args[0]) if isinstance(error, LookupError) else str(error))


if __name__ == "__main__":
    main(sys.argv[1:])
