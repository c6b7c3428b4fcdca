"""After the build: all facts as data, each page as plain Markdown, and feeds of what changed; at addresses that last."""

from __future__ import annotations

import hashlib
import html
import json
import re
import uuid
from functools import cache, partial
from itertools import zip_longest
from urllib.parse import urljoin

from pydantic_core import to_json

from macros.clauses.articles import POINTS
from macros.clauses.tenders import when
from macros.facts.dates import today, worded
from macros.facts.links import url
from macros.facts.models import KINDS
from macros.facts.schemas import VERSIONS, mapping

FOLDER = "data/v1/"
"""Where the data stands; a schema that no longer fits what was published asks for a new folder beside it."""

FEEDS = {"feiten": "feeds/feiten.xml", "clausules": "feeds/clausules.xml"}
LLMS = "llms.txt"
INDEX = f"{FOLDER}index.json"

LICENCE = "https://creativecommons.org/licenses/by/4.0/"

NAMES = uuid.UUID("6f0f5f0a-9d0b-5c1e-8a55-2f3c1f0f2018")
"""What the ids of the feeds are made from: it never changes, wherever the site stands."""

INTERNAL = {"clauses": {"articles_by", "older"}}
"""Fields that hold no data of their own."""


def files(guide) -> dict:
    """What makes each file: place → function that gives its bytes."""
    found = {f"{FOLDER}{kind}.json": partial(_records, guide, kind) for kind in KINDS}
    found |= {f"{FOLDER}schema/{kind}.json": partial(_schema, kind) for kind in KINDS}
    found |= {f"{url(source)}index.md": partial(_twin, guide, source) for source in guide.texts}
    found |= {FEEDS["feiten"]: partial(_feed, guide, "feiten", facts), FEEDS["clausules"]: partial(_feed, guide, "clausules", clauses)}
    return found | {INDEX: partial(_index, guide), LLMS: partial(_llms, guide)}


# --- The data ------------------------------------------------------------------------------------------------------------------


@cache
def schema(kind: str) -> dict:
    """The JSON Schema of the file of a kind: what stands around its records, and the records as the models describe them."""
    records = mapping(KINDS[kind], INTERNAL.get(kind, set()))
    text = {"type": "string"}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$defs": records.pop("$defs"),
        "title": kind,
        "type": "object",
        "additionalProperties": False,
        "required": ["schema", "schema_version", "site_version", "date", "licence", "source", "pages", "records"],
        "properties": {
            "schema": text,
            "schema_version": {"type": "string", "pattern": r"^\d+\.\d+$"},
            "site_version": text,
            "date": {"type": "string", "format": "date"},
            "licence": {"const": LICENCE},
            "source": text,
            "pages": {"type": "object", "additionalProperties": text},
            "records": records | {"minProperties": 0},
        },
    }


def _schema(kind):
    return _dumped(schema(kind))


def fingerprint(kind: str) -> str:
    """Twelve characters that change when the schema of a kind does; how its fields are described does not count."""

    def bare(value):
        if isinstance(value, dict):
            return {key: bare(inner) for key, inner in value.items() if not (key == "description" and isinstance(inner, str))}
        return [bare(inner) for inner in value] if isinstance(value, list) else value

    return hashlib.sha256(json.dumps(bare(schema(kind)), sort_keys=True).encode()).hexdigest()[:12]


def version(kind: str) -> str:
    """The version of the schema of a kind, as macros/after/versions.json has it."""
    return list(json.loads(VERSIONS.read_text(encoding="utf-8"))[kind])[-1]


def _around(guide):
    release = next(iter(guide.site.releases.values())).version
    return {"site_version": release, "date": today().isoformat(), "licence": LICENCE, "source": guide.address}


def _plain(value):
    """Text as it reads on the day of the build, also within lists and mappings."""
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    return worded(value) if isinstance(value, str) else value


def _records(guide, kind):
    places = {key: guide.address + url(place) for (of, key), place in guide.links.places.items() if of == kind}
    dumped = {key: _plain(_dump(record, INTERNAL.get(kind))) for key, record in guide.site.kinds[kind].items()}
    head = {"schema": f"{guide.address}{FOLDER}schema/{kind}.json", "schema_version": version(kind)}
    return _dumped(head | _around(guide) | {"pages": places, "records": dumped})


def _dump(record, internal):
    return record.model_dump(mode="json", exclude=internal, exclude_none=True)


def _index(guide):
    """What there is: each kind with its files, the version of its schema and how many records."""
    found = {
        kind: {
            "file": f"{guide.address}{FOLDER}{kind}.json",
            "schema": f"{guide.address}{FOLDER}schema/{kind}.json",
            "schema_version": version(kind),
            "records": len(records),
        }
        for kind, records in guide.site.kinds.items()
    }
    feeds = {name: guide.address + place for name, place in FEEDS.items()}
    return _dumped(_around(guide) | {"kinds": found, "feeds": feeds})


def _dumped(value):
    return to_json(value, indent=1) + b"\n"


# --- The pages as Markdown -----------------------------------------------------------------------------------------------------

UNSEEN = re.compile(
    r"(?s)<(script|style|template|svg|select|form|noscript|dialog)\b.*?</\1>|<!--.*?-->|<input\b[^>]*>|<button\b.*?</button>"
)
HIDDEN = re.compile(r"<(\w+)\b[^>]*?\shidden(?=[\s>=])[^>]*>")
"""The start of what shows only once a script has something to tell there."""
HERE = re.compile(r"\[kopieer link\]\([^)]*\)\{[^}]*\}|<a class=\"(?:propose-link|headerlink)\".*?</a>")
MARKS = re.compile(r"(?: [ ]*\{|\{):? ?(?:[#.][\w-]+|[\w-]+=\"[^\"]*\"|data-[\w-]+| )+\}")
ANCHOR = re.compile(r'(?s)<a\b[^>]*?\shref="([^"]*)"[^>]*>(.*?)</a>')
LINK = re.compile(r"\]\((/[^)\s]*)\)")
HEADINGS = re.compile(r"(?s)<h([1-6])\b[^>]*>(.*?)</h\1>")
LISTS = re.compile(r"<(/?)(ol|ul)\b([^>]*)>\s*|<(li)\b[^>]*>\s*")
ITEM = re.compile(r"<li\b[^>]*>\s*")
CHOICE = re.compile(r'<input type="(?:radio|checkbox)"')
"""The start of an answer to choose."""
BREAK = re.compile(r"<br\b[^>]*>\s*")
PARTS = re.compile(r"</p>\s*(?=<p\b)")
WHEN = re.compile(r'<(?:li|p|tr|td)\b[^>]*?\sdata-if="([^"]*)"[^>]*>(?:\s*<td\b[^>]*>)?')
WHEN_WORDS = re.compile(r'(?s)<span data-if="([^"]*)">((?:(?!</?span).|<span\b[^>]*>(?:(?!</?span).)*</span>)*)</span>')
SUMMARY = re.compile(r"(?s)<summary\b[^>]*>(.*?)</summary>")
TABLE = re.compile(r"(?s)<table\b[^>]*>(.*?)</table>")
ROW = re.compile(r"(?s)<tr\b[^>]*>(.*?)</tr>")
CELL = re.compile(r"(?s)<t([hd])\b[^>]*>(.*?)</t\1>")
STATE = re.compile(r'(?s)<span class="state[^>]*>(.*?)</span>')
BARE = re.compile(r"<(https?://[^>]+)>")
TAG = re.compile(r"</?[a-zA-Z][^>]*>")
TOOLTIP = re.compile(r"\n\*\[[^\]]+\]: .*")
GAP = re.compile(r"\n\n\n+")


def plain(guide, text: str, page: str) -> str:
    """A page as Markdown for whoever reads no HTML: no classes, buttons or tooltips, and every link an address."""
    text = TOOLTIP.sub("\n", text)
    text = _conditions(guide.site, _without(HIDDEN, UNSEEN.sub("", CHOICE.sub(r"\n- \g<0>", text))))
    text = BREAK.sub(" ", text)
    text = TABLE.sub(_grid, MARKS.sub("", HERE.sub("", text)))
    text = SUMMARY.sub(_summary, text)
    text = HEADINGS.sub(lambda m: f"\n\n{'#' * int(m[1])} {m[2].strip()}\n\n", text)
    text = BARE.sub(r"\1", STATE.sub(r"(\1)", text))
    text = ANCHOR.sub(lambda m: f"[{m[2].strip()}]({urljoin(guide.address + page, m[1])})", text)
    text = TAG.sub("", _lists(text))
    text = LINK.sub(lambda m: f"]({guide.address}{url(m[1])})" if ".md" in m[1] else m[0], html.unescape(text))
    text = text.replace("](#", f"]({guide.address}{page}#")
    text = "\n".join([line.rstrip(" \t") for line in text.split("\n")])
    return GAP.sub("\n\n", text).strip() + "\n"


def _summary(match):
    """The words of what is folded: a heading as it is, and others in bold."""
    words = match[1].strip()
    return f"\n\n{words}\n\n" if re.match(r"#|<h", words) else f"\n\n**{words.strip('*')}**\n\n"


def _without(start, text):
    """A text without the elements that begin so."""
    left, at = [], 0
    while first := start.search(text, at):
        depth, end = 0, first.end()
        for tag in re.compile(rf"<(/?){first[1]}\b[^>]*>").finditer(text, first.start()):
            depth += -1 if tag[1] else 1
            if not depth:
                end = tag.end()
                break
        left.append(text[at : first.start()])
        at = end
    return "".join([*left, text[at:]])


def _conditions(site, text):
    """A text in which what stands only in some tenders says so in words."""
    text = WHEN_WORDS.sub(lambda m: f" ({when(site, html.unescape(m[1]))}: {m[2].strip()})", text)
    return WHEN.sub(lambda m: f"{m[0]}({when(site, html.unescape(m[1]))}) ", text)


def _lists(text):
    """Lists in HTML as those in Markdown, each a level deeper than the one it stands in: with numbers, and letters for the points of a member."""
    open_ = []

    def one(match):
        closes, kind, given, item = match.groups()
        if item:
            if not open_:
                return "\n- "
            kind, count = open_[-1]
            open_[-1] = kind, count + 1
            level = len(open_) - 1
            within = [outer for outer, _ in open_[:-1]]
            mark = "-" if kind == "ul" else f"- {POINTS[count - 1]})" if "ol" in within else f"{count}."
            return f"\n{'   ' * level}{mark} "
        if closes:
            if open_:
                open_.pop()
            return "\n\n" if not open_ else "\n"
        start = re.search(r'start="(\d+)"', given)
        open_.append((kind, int(start[1]) if start else 1))
        return "\n"

    return LISTS.sub(one, text)


def _grid(match):
    """A table in HTML as one in Markdown: a line a row, without a column that holds nothing but buttons."""

    def plain_cell(cell):
        return " ".join(cell.split()).removeprefix("; ").replace("|", "\\|")

    words = LISTS.sub("", ITEM.sub("; ", PARTS.sub("; ", SUMMARY.sub(r"\1: ", match[1]))))
    rows = [[plain_cell(cell) for _, cell in CELL.findall(row)] for row in ROW.findall(words)]
    kept = [any(TAG.sub("", cell).strip() for cell in column) for column in zip_longest(*rows[1:], fillvalue="")] or [True] * len(rows[0])
    head, *rest = ("| " + " | ".join(cell for cell, keep in zip(row, kept) if keep) + " |" for row in rows)
    return "\n".join(["\n", head, "|" + "---|" * sum(kept), *rest, "\n"])


def _twin(guide, source):
    meta, text = guide.texts[source]
    page = url(source)
    template = guide.jinja.get_template("_twin.txt")
    return template.render(text=plain(guide, text, page), meta=meta, address=guide.address + page, built=today()).encode()


def _llms(guide):
    """What stands where, for a program that reads words."""
    parts = sorted(guide.site.search.kinds, key=lambda part: -len(part.prefix))
    groups = {}
    for source, (meta, _) in sorted(guide.texts.items()):
        page = url(source)
        name = next(part.name for part in parts if page.startswith(part.prefix))
        groups.setdefault(name, []).append((meta["title"], guide.address + page + "index.md", meta.get("description", "")))
    return guide.jinja.get_template("_llms.txt").render(guide=guide, groups=groups, index=INDEX, feeds=FEEDS).encode()


# --- The feeds -----------------------------------------------------------------------------------------------------------------


def facts(guide):
    """Every change in the facts: (what makes its id, title, words, address, day)."""
    for kind, key, record in guide.site.placed():
        count = {}
        for change in getattr(record, "changes", []):
            count[change.date] = count.get(change.date, 0) + 1
            if not change.checked and change.date > today().isoformat():  # nobody has seen it, and it has not happened
                continue
            day = change.checked.isoformat() if change.checked else change.date
            told = (kind, key, change.date, count[change.date])
            yield told, record.named(guide.site, key), change.what, guide.address + guide.links.url(key, kind), day


def clauses(guide):
    """Every version of every clause."""
    for key, clause in guide.site.clauses.items():
        for line in clause.history:
            told = ("clauses", key, line.version)
            yield told, f"{clause.title}, versie {line.version}", line.what, guide.address + guide.links.url(key), line.date.isoformat()


def _feed(guide, name, entries):
    found = [
        {
            "id": uuid.uuid5(NAMES, "/".join(map(str, told))).urn,
            "title": title[0].upper() + title[1:],
            "text": guide.links.plain(worded(text)),
            "address": address,
            "updated": (day + "-01-01"[len(day) - 4 :])[:10],
        }
        for told, title, text, address, day in entries(guide)
    ]
    found.sort(key=lambda entry: (entry["updated"], entry["id"]), reverse=True)
    template = guide.jinja.get_template("_feed.xml")
    return template.render(
        guide=guide, name=name, place=FEEDS[name], id=uuid.uuid5(NAMES, f"feed/{name}").urn, entries=found, licence=LICENCE
    ).encode()
