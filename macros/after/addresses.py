"""Addresses that last: fixed ids, short addresses and redirects, so that nothing that was ever published dies."""

from __future__ import annotations

import json
import re
from pathlib import Path

from markdown.extensions.toc import slugify

from macros.facts.problems import DataError, Problem, shortened, suggest

SHORT = "r/{id}/"
"""The short address of a record: it stays when the page of its kind moves."""

DECISION = "bestanden/keuzehulp.js"
"""The script with the logic of the keuzehulp."""

LASTING = ("data/**/*.json", "feeds/*.xml", "bestanden/tabellen/*", "llms.txt")
"""The files that others point at, beside the pages."""

# A pattern that begins with a sign is looked for by that sign: ten times as fast as at each place where a line or a word may begin.
FENCE = re.compile(r"(?s)\n```.*?\n```")
HEADING = re.compile(r"\n(?: {0,3}(?:[>*+-]|\d+\.) *)*#{1,6}(?!#) *(.+)")
UNDERLINED = re.compile(r"(?m)\n\n[ >]*([^\s>|].*)\n[ >]*(=+|-+) *$")
TAGGED = re.compile(r"(?s)<h([1-6])(?![^>]*\sid=)[^>]*>(.*?)</h\1>")
"""The three ways to write a heading in Markdown: with # in front, with a line under it, and as HTML."""
ID = re.compile(r"\{ #([a-z0-9-]+)")
"""How a heading or a table cell gets its anchor in Markdown."""
ROW = re.compile(r'<th scope="row" id="([a-z0-9-]+)"')
"""How the head of a row gets it where the table is HTML."""

GIVEN = re.compile(r'id="(?<!\wid=")([^"]+)"')
"""Any anchor that a text gives, also in HTML."""

BUILT = re.compile(r'(?s)<h[1-6][^>]*\sid="([^"]+)"[^>]*>(.*?)(?:<a class="headerlink"|</h)')
TAG = re.compile(r'id="(?<=\sid=")([^"]+)"[^>]*>')
"""The same in the built page, and the rest of a tag from its anchor on."""


def nameless(text: str, file: str, line: int | None = None) -> list[Problem]:
    """Problems for each heading of a page whose anchor would be made from its words, and so die with them.

    `line` is that of the first line of the text in its file, if it stands there. A heading in HTML is only looked at there: one that a
    block makes, as in the text of a clause, gets no anchor.
    """
    text = FENCE.sub(lambda match: "\n" * match[0].count("\n"), f"\n\n{text}")  # so that its first line begins as any other
    found = []
    for match in HEADING.finditer(text):
        found.append((match.start(1), match[1], "{ #%s } achter de kop"))
    for match in UNDERLINED.finditer(text):
        found.append((match.start(1), match[1], ("# " if match[2][0] == "=" else "## ") + match[1].replace("%", "%%") + " { #%s }"))
    for match in TAGGED.finditer(text) if line else ():
        found.append((match.start(), re.sub("<[^>]*>", "", match[2]), f'<h{match[1]} id="%s">'))
    problems = []
    for place, words, write in sorted(found):
        if not ID.search(words):
            words = words.rstrip("# ")
            message = f"de kop '{shortened(words)}' heeft geen vast anker; schrijf {write % slugify(words, '-')}"
            problems.append(Problem(file, message, line=line and line - 2 + text.count("\n", 0, place)))
    return problems


def worded(html: str, text: str, file: str) -> list[Problem]:
    """The same on a page that is already HTML, whatever way its Markdown `text` writes headings: every anchor must stand in the text."""
    given = {*ID.findall(text), *GIVEN.findall(text)}
    return [
        Problem(file, f"de kop '{re.sub('<[^>]*>', '', words).strip()}' heeft geen vast anker; schrijf hem als '## … {{ #{key} }}'")
        for key, words in BUILT.findall(html)
        if key not in given
    ]


def published(folder: Path) -> set[str]:
    """Every address where something stands in a built site.

    Each file that others point at, each page, each anchor of its article as page#anchor, and each answer of the keuzehulp as page#question=option, old names
    included. An anchor that only says where its piece went is none.
    """
    answers = folder / DECISION
    files = {path.relative_to(folder).as_posix() for pattern in LASTING for path in folder.glob(pattern)}
    script = answers.read_text(encoding="utf-8") if answers.exists() else "{}"
    return files | standing(read(folder), json.loads(script[script.index("{") :]))


def read(folder: Path) -> dict[str, str]:
    """The pages of a built site: file → HTML."""
    return {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*.html"))}


def homes(pages) -> dict[str, str]:
    """File → address, for the files that are a page of their own: 'gids/index.html' → 'gids/'; not for 404.html."""
    return {file: file.removesuffix("index.html") for file in pages if file == "index.html" or file.endswith("/index.html")}


def standing(pages: dict[str, str], logic: dict) -> set[str]:
    """As `published`, from the pages (file → HTML) and the logic of the keuzehulp as its script has it, or nothing of it."""
    found = set()
    for file, page in homes(pages).items():
        text = pages[file]
        found.add(page)
        article = text[text.find("<article") : text.rfind("</article>")]
        for rest in TAG.finditer(article):
            tag = article[article.rfind("<", 0, rest.start()) : rest.end()]
            if tag.find(">") == len(tag) - 1 and "data-moved" not in tag and not rest[1].startswith("__"):
                found.add(f"{page}#{rest[1]}")
    return found | (_answers(logic) if logic else set())


def _answers(data):
    """What stands behind the # in a filled-in keuzehulp, one answer at a time."""
    options = {question: [*names, *data["optionAliases"].get(question, {})] for question, names in data["questions"]}
    options |= {question: [*options[question], *number["links"]] for question, number in data["numbers"].items()}
    options |= {old: options[question] for old, question in data["aliases"].items()}
    return {f"keuzehulp/#{question}={option}" for question, names in options.items() for option in names}


def short(site, links) -> dict[str, str]:
    """Short address → address, for every record that a reader may point at; a term yields to a record with its id."""
    found = [(record.linked, key, links.url(key, kind)) for kind, key, record in site.placed() if record.short_address]
    return {SHORT.format(id=key): address for _, key, address in sorted(found)}


def short_address_attributes(text: str, page: str, short_addresses: dict[str, str], root: str) -> str:
    """The Markdown of a page, in which each record tells its short address to who copies its link.

    `short_addresses` says address → short address, `root` is the way from the page to the home page.
    """

    def one(match):
        brief = short_addresses.get(f"{page}#{match[1]}")
        return f'{match[0]} data-short="{root}{brief}"' if brief else match[0]

    return ROW.sub(one, ID.sub(one, text))


def redirect(guide, pages: dict[str, str]) -> dict[str, str]:
    """The page for each short address and each redirect: file → HTML. `pages` as in `standing`.

    Raises DataError when a redirect leads nowhere, or stands where something still is. As no redirect may lead to another,
    none can go round in a circle.
    """
    known, site = standing(pages, guide.diagrams.data()), guide.site
    problems = []
    wrong = lambda old, message: problems.append(Problem("data/redirects.yml", message, old, line=site.lines.get(("redirects", old))))
    for old, new in site.redirects.items():
        if new not in known:
            wrong(old, f"leidt naar '{new}', maar dat adres is er niet." + suggest(new, known))
        if old in known:
            what = "dit stuk" if "#" in old else "deze pagina"
            wrong(old, f"{what} bestaat nog; wat bestaat, kan niet ook verhuisd zijn")
        if "#" not in old and not old.endswith("/"):
            wrong(old, "een verhuisd adres eindigt op een schuine streep")
        if "=" not in old and "#" in old and old.partition("#")[0] not in known | set(site.redirects):
            wrong(old, "de pagina van dit stuk is er niet en is ook niet verhuisd")
    if problems:
        raise DataError(problems)
    template, found = guide.jinja.get_template("redirect.html"), {}
    for old, new in {**short(site, guide.links), **site.redirects}.items():
        if "#" not in old:
            title = new.rstrip("/").replace("/#", "/").replace("/", " › ").replace("-", " ")
            found[f"{old}index.html"] = template.render(
                target=new, root="../" * old.count("/"), title=title, address=guide.address, moved=moved_anchors(site, old)
            )
    return found


def robots(guide) -> str:
    """What robots.txt says."""
    return guide.jinja.get_template("_robots.txt").render(address=guide.address) + "\n"


def moved_anchors(site, page: str) -> dict[str, str]:
    """The anchors of a page that moved on their own: anchor → address."""
    start = f"{page}#"
    return {old.removeprefix(start): new for old, new in site.redirects.items() if old.startswith(start) and "=" not in old}
