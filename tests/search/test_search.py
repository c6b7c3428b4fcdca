"""The search: what it finds, how that compares with the theme's own, and what a reader sees of it."""

import copy
import json
import shutil
from collections import defaultdict

import pytest

from macros.facts.problems import DataError
from macros.guide import Guide
from macros.search.index import dutch, employ, improve, numbers
from tests.real import SITE, guide
from tests.search import ranks

QUERIES = ranks.load()
FLOOR = {
    "tune": {
        "plain": (97, 100),
        "compound": (96, 100),
        "spelling": (97, 100),
        "typo": (97, 100),
        "synonym": (97, 100),
        "legal": (97, 100),
        "inflection": (92, 99),
        "question": (91, 98),
    },
    "blind": {
        "plain": (95, 100),
        "compound": (93, 96),
        "spelling": (95, 100),
        "typo": (95, 100),
        "synonym": (90, 100),
        "legal": (93, 100),
        "inflection": (95, 100),
        "question": (86, 95),
        "alles": (94, 98),
    },
}
"""Half → kind of query → success@1 and @3 in percent that it keeps: what is reached. What is aimed at is less: 90 and 96 for all that is
blind, and 80 at @3 for each kind."""


@pytest.fixture(scope="module")
def answered(built):
    """What our worker and the theme's answer to every judged query: name → (answers, types of their fields)."""
    asked = [query["q"] for query in QUERIES]
    return {name: ranks.answers(built, script, asked) for name, script in (("ours", ranks.OURS), ("stock", ranks.STOCK))}


@pytest.fixture(scope="module")
def found(answered):
    """The answers alone."""
    return {name: answers for name, (answers, _) in answered.items()}


@pytest.fixture(scope="module")
def places(found):
    """The place of the first right answer to every judged query, for our worker and for the theme's."""
    return {name: [ranks.rank(items, query["right"]) for query, items in zip(QUERIES, answers)] for name, answers in found.items()}


def test_queries_are_sound(built):
    """At least 200 queries of eight kinds in two halves, no two alike, each with addresses that exist."""
    known = {doc["location"] for doc in json.loads((built / "search" / "search_index.json").read_text(encoding="utf-8"))["docs"]}
    halves = defaultdict(int)
    for query in QUERIES:
        halves[query["kind"], query["half"]] += 1

    assert len({query["q"] for query in QUERIES}) == len(QUERIES) >= 200
    assert set(halves) == {(kind, half) for half in FLOOR for kind in FLOOR[half]} - {("alles", "blind")} and min(halves.values()) >= 20
    assert [q for q in QUERIES if not q["right"] or not set(q["right"]) <= known] == []


@pytest.mark.parametrize("half, kind", [(half, kind) for half in FLOOR for kind in FLOOR[half]])
def test_floor(half, kind, places):
    """Each kind of query finds a right section often enough at the first place and among the first three."""
    judged = [(q, p) for q, p in zip(QUERIES, places["ours"]) if q["half"] == half and kind in (q["kind"], "alles")]
    _, first, three, *_ = ranks.score([q for q, _ in judged], [p for _, p in judged])[kind]

    assert (first >= FLOOR[half][kind][0], three >= FLOOR[half][kind][1]) == (True, True), (
        first,
        three,
        [(q["q"], p) for q, p in judged if p != 1],
    )


@pytest.mark.parametrize("number", range(len(QUERIES)), ids=[query["q"] for query in QUERIES])
def test_never_worse_than_stock(number, places):
    """A query that the theme's own search answers right at once is answered right at once here too."""
    assert places["stock"][number] != 1 or places["ours"][number] == 1, QUERIES[number]


def test_box_shows_the_same_ranks(found, visit):
    """The real search box shows the same addresses in the same order as the judged harness, for every query."""
    tab = visit("", search=True)
    tab.focus("[data-md-component=search-query]")
    shown = tab.evaluate(
        """async queries => {
      const input = document.querySelector("[data-md-component=search-query]"), list = document.querySelector(".md-search-result__list")
      const base = new URL(JSON.parse(document.getElementById("__config").textContent).base, location).href
      const type = query => new Promise(done => {
        const watch = new MutationObserver(() => { watch.disconnect(); done() })
        watch.observe(list, { childList: true })
        input.value = query
        input.dispatchEvent(new KeyboardEvent("keyup", { key: "a" }))
      })
      const all = []
      for (const query of queries) {
        await type(query)
        all.push([...list.children].slice(0, 5).map(item => [...new Set([...item.querySelectorAll("a")].filter(a => !a.closest("details"))
          .map(a => { const url = new URL(a.href); url.search = ""; return url.href.slice(base.length) }))].slice(0, 2)))
      }
      return all
    }""",
        [query["q"] for query in QUERIES],
    )
    wrong = [query["q"] for query, items, seen in zip(QUERIES, found["ours"], shown) if [ranks.seen(i) for i in items[:5]] != seen]

    assert wrong == [] and tab.trouble == tab.elsewhere == []


def test_messages_are_those_of_the_theme(answered):
    """The theme's own worker still speaks the messages that ours speaks, and ours gives the same fields of the same types."""
    (_, ours), (_, theirs) = answered["ours"], answered["stock"]

    assert ours == theirs == {"location": ["string"], "title": ["string"], "text": ["string"], "score": ["number"], "terms": ["object"]}


@pytest.fixture(scope="module")
def named(built):
    """For every name of a record or a page: (name, its addresses, what the search answers)."""
    names = json.loads((built / "search" / "search_index.json").read_text(encoding="utf-8"))["config"]["dutch"]["names"]
    homes = defaultdict(list)
    for home, (own, other) in names.items():
        for name in own + other:
            homes[name].append(home)
    answers = ranks.ask(built, ranks.OURS, list(homes))
    return [(name, home, items) for (name, home), items in zip(homes.items(), answers)]


def test_every_name_finds_its_record(named):
    """Every name, old name, abbreviation and synonym in the data leads to its record, among the first three results."""
    lost = [(name, home, [ranks.seen(i) for i in items[:3]]) for name, home, items in named if (ranks.rank(items, home) or 9) > 3]

    assert len(named) > 500 and lost == []


WHY = {
    "lastenboek": "“lastenboek”, ook gezocht als “bestek”",
    "kinderarbied": "“kinderarbied” gelezen als “kinderarbeid”",
    "evaluatie": "“evaluatie” staat in “zelfevaluatie”",
    "brandweerkledij": "valt onder wat hier staat",
    "loonbewijs": "“loonbewijs”, ook gezocht als “loon bewijs”",
}
STRANGE = ["<img src=x onerror=alert(1)>", "&lt;b&gt; \"'", "__proto__ constructor", "a" * 5000, "((((", "🙂 – §"]


@pytest.fixture(scope="module")
def drawn(built):
    """What our worker gives the theme to draw for these queries: query → results."""
    queries = [*WHY, *STRANGE]
    return dict(zip(queries, ranks.ask(built, ranks.OURS, queries, whole=True)))


@pytest.mark.parametrize("query", WHY)
def test_says_why(query, drawn):
    """A result that does not hold the reader's own word says which other word it was found by."""
    text = json.dumps(drawn[query][:5], ensure_ascii=False)

    assert "search-why" in text and WHY[query] in text


def test_nothing_found_helps(visit):
    """Who finds nothing is told so, with the words that come near and the ways in, and no count of documents."""
    tab = visit("?q=qqqxqqq", search=True)
    tab.wait_for_selector(".search-none")

    assert "Niets gevonden voor “qqqxqqq”" in tab.inner_text(".md-search-result__list")
    assert "Wegwijs voor leveranciers" in tab.inner_text(".md-search-result__list")
    assert not tab.is_visible(".md-search-result__meta")


def test_keyboard_opens_the_section(visit, address):
    """With arrows and Enter one comes from the search box to the section."""
    tab = visit("over/melden/?q=keurmerk", search=True)
    tab.wait_for_selector(".md-search-result__item")
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/begrippen/**")

    assert tab.url.endswith("#keurmerk")


@pytest.mark.parametrize(
    "open_it",
    [lambda tab: tab.keyboard.press("Enter"), lambda tab: tab.click(".md-search-result__item >> nth=0 >> a >> nth=0")],
    ids=["Enter", "klik"],
)
def test_first_result_leads_to_the_passage(open_it, visit):
    """Enter in the search box and a click on the head of the first result both open the passage that answers, not the top of its page."""
    tab = visit("over/melden/?q=mag ik een label eisen", search=True)
    tab.wait_for_selector(".md-search-result__item mark")
    tab.focus("[data-md-component=search-query]")
    open_it(tab)
    tab.wait_for_url("**/wetgeving/vragen/**")

    assert tab.url.endswith("#vraag-keurmerk-eisen")


def test_count_is_of_what_is_shown(built, visit):
    """The line above the results counts the pages that are shown, and calls them no more than that."""
    tab = visit("over/melden/?q=leefbaar loon", search=True)
    tab.wait_for_selector(".md-search-result__item mark")
    [shown] = ranks.ask(built, ranks.OURS, ["leefbaar loon"], whole=True)

    assert tab.inner_text(".md-search-result__meta") == f"{len(shown)} pagina's getoond, de beste eerst"


@pytest.mark.parametrize("query", STRANGE, ids=lambda query: query[:30])
def test_strange_query(query, drawn):
    """Whatever is typed, the search answers, and nothing of it comes back as markup."""
    assert drawn[query] and "<img" not in json.dumps(drawn[query])


def test_stands_without_mkdocs(built, tmp_path):
    """The step runs on a built folder by itself, and says so when the theme names its worker differently."""
    (tmp_path / "search").mkdir()
    shutil.copy(built / "search" / "search_index.json", tmp_path / "search")
    pages = {"page.html": '{"search": "../assets/javascripts/workers/search.0a1b.min.js"}'}

    improve(guide(), tmp_path)
    employ(pages)
    assert pages == {"page.html": '{"search": "../assets/search-worker.js"}'}
    with pytest.raises(ValueError, match="Material"):
        employ(pages)


def test_unknown_address_is_refused():
    """An address or a heading in search.yml that no page has is named, with a suggestion."""
    site = copy.deepcopy(SITE)
    changed = Guide(site, "https://example.org/", "Proef")
    known = [
        "keuzehulp/#vragen",
        *(way.address for way in site.search.ways),
        *(f"systemen/gots/#{head}" for head in site.search.each_system),
    ]
    with pytest.raises(DataError, match=r"data/search.yml, regel \d+ › words: onbekend adres 'keuzehulp/'. Bedoelde u 'keuzehulp/#vragen'"):
        dutch(changed, dict.fromkeys(known, ""))
    site.search.each_system["bewij"], site.lines["search", "bewij"] = ["{name}"], 7
    with pytest.raises(
        DataError, match=r"data/search.yml, regel 7 › each_system: geen pagina van een systeem heeft de kop 'bewij'. Bedoelde u 'bewijs'"
    ):
        dutch(changed, dict.fromkeys(known, ""))


def test_every_page_uses_our_worker(built):
    """Every page with a search box names our worker."""
    pages = [p for p in built.rglob("*.html") if '"search":' in p.read_text(encoding="utf-8")]

    assert len(pages) > 60 and all("assets/search-worker.js" in p.read_text(encoding="utf-8") for p in pages)


@pytest.mark.parametrize(
    "number, cited",
    [
        ("12 tot 12/4", ["12 tot 12/4", "12", "12/1", "12/2", "12/3", "12/4"]),
        ("12/1 tot 12/3", ["12/1 tot 12/3", "12/1", "12/2", "12/3"]),
        ("25 tot 33", ["25 tot 33"]),
        ("87", ["87"]),
    ],
)
def test_numbers(number, cited):
    """An article that stands for a series is found by each number in it."""
    assert numbers(number) == cited
