"""Open data: every record as the data files have it, under a schema with a version; feeds that a reader of news takes; each page as Markdown."""

import functools
import json
import re
from html import unescape
from urllib.parse import unquote

import feedparser
import pytest
import yaml
from jsonschema import Draft202012Validator

from macros.after import opendata
from macros.after.addresses import BUILT
from macros.after.opendata import FEEDS, FOLDER, INDEX, LLMS
from macros.clauses.articles import POINTS
from macros.facts.dates import today, worded
from macros.facts.links import url
from macros.facts.models import DECISION, KINDS
from macros.facts.schemas import VERSIONS, versions
from macros.guide import Guide
from tests.conftest import ROOT
from tests.real import PAGES, SITE, guide, soup


@functools.cache
def file(place):
    """A file of the data, as a program reads it."""
    return json.loads(opendata.files(guide())[place]())


@functools.cache
def source(kind):
    """What stands in data/ of a kind: id → what an editor typed."""
    if kind in DECISION:
        return yaml.load((ROOT / "data" / "decision.yml").read_text(encoding="utf-8"), yaml.CSafeLoader)[kind]
    if kind == "clauses":
        texts = {key: (ROOT / "data" / "clauses" / f"{key}.md").read_text(encoding="utf-8") for key in SITE.clauses}
        return {key: yaml.load(text.split("---\n")[1], yaml.CSafeLoader) for key, text in texts.items()}
    paths = sorted((ROOT / "data" / kind).glob("*.yml")) or [ROOT / "data" / f"{kind}.yml"]
    return {key: value for path in paths for key, value in (yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader) or {}).items()}


def different(typed, given, path=""):
    """Where what is published is not what was typed; a fact typed as a text is published with the name of its field."""
    if isinstance(typed, dict):
        return [found for key, value in typed.items() for found in different(value, (given or {}).get(str(key)), f"{path}.{key}")]
    if isinstance(typed, list):
        given = given or []
        short = [path] if len(given) != len(typed) else []
        return short + [found for index, (one, other) in enumerate(zip(typed, given)) for found in different(one, other, f"{path}.{index}")]
    if isinstance(given, dict) and isinstance(typed, str):
        given = given.get("text")
    if typed is None:
        return [] if given is None else [path]
    words = worded(typed).strip() if isinstance(typed, str) else str(typed)
    return [] if str(given) in (words, str(typed).strip()) else [f"{path}: {typed!r} is {given!r}"]


@pytest.mark.parametrize("kind", KINDS)
def test_published_as_typed(kind):
    """Each record of a kind is published, field by field as it stands in data/, under its schema, with the page where it stands."""
    data = file(f"{FOLDER}{kind}.json")

    Draft202012Validator(file(f"{FOLDER}schema/{kind}.json")).validate(data)
    assert list(data["records"]) == list(SITE.kinds[kind])
    assert different({key: source(kind)[key] for key in SITE.kinds[kind]}, data["records"]) == []
    assert data["licence"].endswith("/by/4.0/") and data["date"] == today().isoformat()
    assert set(data["pages"]) == (set(data["records"]) if KINDS[kind].page else set())


@pytest.mark.parametrize("kind", KINDS)
def test_a_schema_that_changes_has_a_new_version(kind):
    """The schema under which a kind is published is the one of its last version, in the folder of its first number; `make schemas` adds one."""
    known = json.loads(VERSIONS.read_text(encoding="utf-8"))[kind]

    assert opendata.fingerprint(kind) == list(known.values())[-1], "het schema veranderde: draai `make schemas` voor een nieuwe versie"
    assert file(f"{FOLDER}{kind}.json")["schema_version"] == list(known)[-1]
    assert {f"data/v{version.split('.')[0]}/" for version in known} == {FOLDER}
    assert list(known) == sorted(known, key=lambda version: [int(part) for part in version.split(".")])


def test_a_new_version(tmp_path, monkeypatch):
    """What is the same keeps its version, what became another gets the next one, and what is new begins at 1.0."""
    monkeypatch.setattr("macros.facts.schemas.VERSIONS", tmp_path / "versions.json")
    (tmp_path / "versions.json").write_text('{"a": {"1.0": "x", "1.9": "y"}, "b": {"1.0": "z"}}', encoding="utf-8")

    assert versions({"a": "q", "b": "z", "c": "n"}) == {"a": {"1.0": "x", "1.9": "y", "1.10": "q"}, "b": {"1.0": "z"}, "c": {"1.0": "n"}}


def test_index_names_every_file():
    """The overview for a program names the file and the schema of each kind, how many records it has, and the feeds."""
    index = file(INDEX)

    assert set(index["kinds"]) == set(KINDS) and set(index["feeds"]) == set(FEEDS)
    made = {guide().address + place for place in opendata.files(guide())}
    for kind, told in index["kinds"].items():
        assert {told["file"], told["schema"]} <= made and told["records"] == len(SITE.kinds[kind])


@pytest.mark.parametrize("name", FEEDS)
def test_feed(name):
    """A feed is well-formed Atom; each message has an id of its own that does not hang on where the site stands, a title, a day and a page."""
    content = opendata.files(guide())[FEEDS[name]]()
    elsewhere = opendata.files(Guide(SITE, "https://elders.be/kledij/", "Anders"))[FEEDS[name]]()
    feed, moved = feedparser.parse(content), feedparser.parse(elsewhere)

    assert not feed.bozo and feed.version == "atom10" and feed.feed.title and feed.feed.updated and feed.feed.author
    assert {link.rel for link in feed.feed.links} == {"self", "alternate"}
    ids = [entry.id for entry in feed.entries]
    assert len(ids) == len(set(ids)) > 30 and ids == [entry.id for entry in moved.entries] and feed.feed.id == moved.feed.id
    for entry in feed.entries:
        assert entry.title and entry.summary and entry.link.startswith(guide().address)
        assert entry.updated <= today().isoformat() + "T00:00:00Z"
        assert not re.search(r"@[a-z]|\]\(|\{", entry.summary)


def test_feed_of_facts_tells_every_change():
    """Each change that was seen, or whose day has come, is a message; one that nobody saw and is still to come is none."""
    changes = [change for _, _, record in SITE.placed() for change in getattr(record, "changes", [])]
    told = [change for change in changes if change.checked or change.date <= today().isoformat()]
    entries = feedparser.parse(opendata.files(guide())[FEEDS["feiten"]]()).entries

    assert sorted(entry.summary for entry in entries) == sorted(guide().links.plain(worded(change.what)) for change in told)
    assert len(told) < len(changes)


def test_feed_of_clauses_tells_every_version():
    """Each version of each clause is a message."""
    entries = feedparser.parse(opendata.files(guide())[FEEDS["clausules"]]()).entries

    assert sorted(entry.title for entry in entries) == sorted(
        f"{clause.title}, versie {line.version}" for clause in SITE.clauses.values() for line in clause.history
    )


def test_pages_as_markdown(built):
    """Each page has a twin in Markdown with its headings, links that lead somewhere, and nothing left of the page around it; llms.txt names it."""
    listed = (built / LLMS).read_text(encoding="utf-8")
    wrong = []
    for page in PAGES:
        text = (built / page / "index.md").read_text(encoding="utf-8")
        html = (built / page / "index.html").read_text(encoding="utf-8")
        found = BUILT.findall(html[html.find("<article") : html.rfind("</article>")])
        headings = {key: unescape(re.sub("<[^>]*>", "", words)).strip() for key, words in found}
        lacks = {key: words for key, words in headings.items() if words not in text.replace("*", "")}
        # What shows only once a script has something to tell there is no part of the twin.
        wrong += [(page, "kop", words) for key, words in lacks.items() if not soup(built / page).find(id=key).find_parent(hidden=True)]
        rest = r"</?[a-z]+[ >]|%ROOT%|kopieer link|\{ ?[#.:]\S*|data-\w+=|\]\([/#]|\{[%{]|&[a-z]+;|Toon het verschil|Wis uw keuze|Hoeveel de tekst vraagt|(?m:^ *\*\* *$)"
        wrong += [(page, "rest", found) for found in re.findall(rest, text)[:3]]
        for address in re.findall(r"\]\(https://example\.org/([^)#\s]*)", text):
            place = built / unquote(address)
            if not (place.is_file() or (place / "index.html").is_file()):
                wrong.append((page, "link", address))
        if f"https://example.org/{page}index.md" not in listed:
            wrong.append((page, "llms.txt", ""))

    compared = (built / "systemen/vergelijken/index.md").read_text(encoding="utf-8")
    assert len(re.findall(r"(?m)^\| \[[^\]]+\]\([^)]+\) \|", compared)) == len(SITE.systems)
    assert wrong == []


@pytest.mark.parametrize(
    "given, wanted",
    [
        ("<table><tr><th>A</th><th>Kopieer</th></tr><tr><td>a</td><td><button>Kopieer</button></td></tr></table>", "| A |\n|---|\n| a |\n"),
        ("<table><tr><th>A</th></tr><tr><td><p>een</p><p>twee</p></td></tr></table>", "| A |\n|---|\n| een; twee |\n"),
        ("<table><tr><th>A</th></tr><tr><td>een<br>twee<ul><li>drie</li></ul></td></tr></table>", "| A |\n|---|\n| een twee; drie |\n"),
        ("<details><summary><h3 id=a>Kop</h3></summary>\n\nTekst.\n</details>", "### Kop\n\nTekst.\n"),
        ("<details><summary>\n\n### Kop {#a}\n\n</summary>\n\nTekst.\n</details>", "### Kop\n\nTekst.\n"),
        ("<details><summary>Meer</summary>\n\nTekst.\n</details>", "**Meer**\n\nTekst.\n"),
        ("Voor.\n\n<div hidden><div>Nog niet.</div></div>\n\nNa.", "Voor.\n\nNa.\n"),
        ('<svg aria-hidden="true"></svg><p aria-hidden="true">Wel.</p>', "Wel.\n"),
        (
            '<div><input type="radio" id="a"><label for="a">ja</label></div>\n<div><input type="radio"><label>nee</label></div>',
            "- ja\n\n- nee\n",
        ),
        ("<ol><li>een<ol><li>punt</li><li>nog een</li></ol></li><li>twee</li></ol>", "1. een\n   - a) punt\n   - b) nog een\n2. twee\n"),
        ('<ol start="3"><li>drie</li></ol><ul><li>streep</li></ul>', "3. drie\n\n- streep\n"),
    ],
)
def test_plain(given, wanted):
    """What stands on a page in HTML reads as Markdown: tables, lists with their numbers, what is folded, answers to choose; not what waits for a script."""
    squeezed = re.sub(r"\n+", "\n", opendata.plain(guide(), given, "proef/"))
    assert squeezed == re.sub(r"\n+", "\n", wanted)


def test_members_keep_their_numbers(built):
    """In the twin of each text for a tender every member has its number and every point its letter; what stands in some tenders only says so."""
    for key, clause in SITE.clauses.items():
        tree = guide().writer.tree(clause.texts["nl"]["basis"])
        wanted = []
        for block in tree.findall("ol"):
            for number, member in enumerate(block, int(block.get("start", 1))):
                wanted.append(f"{number}.")
                wanted += [f"{letter})" for points in member.findall("ol") for letter, _ in zip(POINTS, points)]
        text = (built / url(f"clausules/{key}.md") / "index.md").read_text(encoding="utf-8")
        base = text.split("\n## De tekst")[1].split("\n## ")[0]

        assert [mark or point for mark, point in re.findall(r"(?m)^(?:(\d+\.)|   - ([a-z]\))) ", base)] == wanted, key
        assert base.count("(staat er alleen ") == sum(1 for _ in tree.iterfind(".//*[@data-if]")), key
