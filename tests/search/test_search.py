"""The search: what it finds, how that compares with the theme's own, and what a reader sees of it."""

import copy
import json
import re
from collections import defaultdict
from types import SimpleNamespace

import pytest

from macros.facts.problems import DataError
from macros.guide import Guide
from macros.search import article, sections
from macros.search.index import called_otherwise, numbers
from macros.search.words import stem, words
from tests import node
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
def found(built):
    """The first ten that our worker answers to every judged query."""
    return ranks.ask(built, [query["q"] for query in QUERIES], to=10)


@pytest.fixture(scope="module")
def places(found):
    """The place of the first right answer to every judged query."""
    return [ranks.rank(answer, query["right"]) for query, answer in zip(QUERIES, found)]


@pytest.fixture(scope="module")
def stock_places(built, places):
    """The same for the theme's own search: query → place. Only for what we do not answer right at once: elsewhere it cannot be better."""
    asked = [query for query, place in zip(QUERIES, places) if place != 1]
    answers = ranks.ask_stock(built, [query["q"] for query in asked])
    return {query["q"]: ranks.rank(answer, query["right"]) for query, answer in zip(asked, answers)}


def test_queries_are_sound(built):
    """At least 200 queries of eight kinds in two halves, no two alike, each with addresses that exist."""
    known = {doc["location"] for doc in ranks.index(built)["docs"]}
    halves = defaultdict(int)
    for query in QUERIES:
        halves[query["kind"], query["half"]] += 1

    assert len({query["q"] for query in QUERIES}) == len(QUERIES) >= 200
    assert set(halves) == {(kind, half) for half in FLOOR for kind in FLOOR[half]} - {("alles", "blind")} and min(halves.values()) >= 20
    assert [q for q in QUERIES if not q["right"] or not set(q["right"]) <= known] == []


@pytest.mark.parametrize("half, kind", [(half, kind) for half in FLOOR for kind in FLOOR[half]])
def test_floor(half, kind, places):
    """Each kind of query finds a right section often enough at the first place and among the first three."""
    judged = [(q, p) for q, p in zip(QUERIES, places) if q["half"] == half and kind in (q["kind"], "alles")]
    _, first, three, *_ = ranks.score([q for q, _ in judged], [p for _, p in judged])[kind]

    assert (first >= FLOOR[half][kind][0], three >= FLOOR[half][kind][1]) == (True, True), (
        first,
        three,
        [(q["q"], p) for q, p in judged if p != 1],
    )


@pytest.mark.parametrize("number", range(len(QUERIES)), ids=[query["q"] for query in QUERIES])
def test_never_worse_than_stock(number, places, stock_places):
    """A query that the theme's own search answers right at once is answered right at once here too."""
    assert places[number] == 1 or stock_places[QUERIES[number]["q"]] != 1, QUERIES[number]


def test_box_shows_the_same_ranks(found, visit):
    """The real search box shows the same addresses in the same order as the judged harness, for every query."""
    tab = visit()
    tab.fill(BOX, "a")
    tab.wait_for_selector(HIT)
    shown = tab.evaluate(
        """async ([box, queries]) => {
      const input = document.querySelector(box), list = document.querySelector("[data-search=box] [data-search-list]")
      const base = new URL(document.querySelector("[data-search=box]").dataset.base, location).href
      const type = query => new Promise(done => {
        const watch = new MutationObserver(() => { if (!list.hasAttribute("aria-busy")) { watch.disconnect(); done() } })
        watch.observe(list, { childList: true })
        input.value = query
        input.dispatchEvent(new Event("input"))
      })
      globalThis.requestAnimationFrame = soon => soon()   // what comes after the first results need not wait until those are painted
      const all = []
      for (const query of queries) {
        await type(query)
        all.push([...list.querySelectorAll("a")].slice(0, 5).map(a => a.href.slice(base.length)))
      }
      return all
    }""",
        [BOX, [query["q"] for query in QUERIES]],
    )
    wrong = [query["q"] for query, answer, seen in zip(QUERIES, found, shown) if answer and answer[:5] != seen]

    assert wrong == [] and tab.trouble == tab.elsewhere == []


@pytest.fixture(scope="module")
def named(built):
    """For every name of a record or a page: (name, its addresses, the first three that the search answers)."""
    homes = defaultdict(list)
    for doc in ranks.index(built)["docs"]:
        for name in doc["names"][1:]:
            homes[name].append(doc["location"])
    return [(name, home, answer) for (name, home), answer in zip(homes.items(), ranks.ask(built, list(homes), to=3))]


def test_every_name_finds_its_record(named):
    """Every name, old name, abbreviation and synonym in the data leads to its record, among the first three results."""
    lost = [(name, home, answer) for name, home, answer in named if (ranks.rank(answer, home) or 9) > 3]

    assert len(named) > 500 and lost == []


WHY = {
    "lastenboek": "“lastenboek”, ook gezocht als “bestek”",
    "kinderarbied": "“kinderarbied” gelezen als “kinderarbeid”",
    "evaluatie": "“evaluatie” staat in “zelfevaluatie”",
    "brandweerkledij": "gaat ook over “brandweerkledij”",
    "loonbewijs": "“loonbewijs”, ook gezocht als “loon bewijs”",
}
STRANGE = ["<img src=x onerror=alert(1)>", "&lt;b&gt; \"'", "__proto__ constructor", "a" * 5000, "((((", "🙂 – §"]


@pytest.fixture(scope="module")
def drawn(built):
    """What our worker gives the page to draw for these queries: query → answer."""
    queries = [*WHY, *STRANGE]
    return dict(zip(queries, ranks.ask(built, queries, whole=True)))


@pytest.mark.parametrize("query", WHY)
def test_says_why(query, drawn):
    """A result that does not hold the reader's own word says which other word it was found by."""
    assert any(WHY[query] in result["why"] for result in drawn[query]["results"][:5])


@pytest.mark.parametrize("query", STRANGE, ids=lambda query: query[:30])
def test_strange_query(query, drawn):
    """Whatever is typed, the search answers, and nothing of it comes back as markup."""
    assert drawn[query] and "<img" not in json.dumps([[hit["title"], hit["text"]] for hit in drawn[query]["results"]])


# --- What a reader types ----------------------------------------------------------------------------------------------

BOX, PAGE, HIT = "[data-search=box] [data-search-query]", "[data-search=page] [data-search-query]", "[data-search=box] .search-hit"
ALL = "[data-search-list]:not([aria-busy]) .search-hit"
"""A result, once all of them show: the first come at once, the rest when those are painted."""
INDEX = "**/search/index.json"


def test_nothing_found_helps(visit):
    """Who finds nothing is told so, with the words that come near and the ways in, and no count."""
    tab = visit("over/melden/?q=qqqxqqq")
    tab.wait_for_selector(HIT)

    assert "Niets gevonden voor “qqqxqqq”" in tab.inner_text("[data-search=box] [role=status]")
    assert "Wegwijs voor leveranciers" in tab.inner_text("[data-search=box] [data-search-list]")


def test_keyboard_opens_the_section(visit):
    """With arrows and Enter one comes from the search box to the section."""
    tab = visit("over/melden/")
    tab.fill(BOX, "keurmerk")
    tab.wait_for_selector(f"[data-search=box] {ALL}")
    tab.keyboard.press("ArrowUp")
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/begrippen/**")

    assert tab.url.endswith("#keurmerk")


@pytest.mark.parametrize("open_it", [lambda tab: tab.keyboard.press("Enter"), lambda tab: tab.click(f"{HIT} a")], ids=["Enter", "klik"])
def test_first_result_leads_to_the_passage(open_it, visit):
    """Enter in the search box and a click on the first result both open the passage that answers, with nothing of the search in its address."""
    tab = visit("over/melden/")
    tab.fill(BOX, "mag ik een label eisen")
    tab.wait_for_selector(f"{HIT} a")
    tab.focus(BOX)
    open_it(tab)
    tab.wait_for_url("**/wetgeving/vragen/**")

    assert tab.url.endswith("/wetgeving/vragen/#vraag-keurmerk-eisen")


LANDS = {
    "leefbaar loon": "Leefbaar loon",
    "mag ik een label eisen": "Mag u een keurmerk eisen?",
    "wanneer moet het actieplan klaar zijn": "actieplan",
    "kinderarbeid": "Kinderarbeid",
    "SA 8000": "SA8000",
    "art. 54": "Artikel 54",
    "lastenboek": "Bestek",
    "wat kost eerlijke werkkledij": "prijs",
    "boete leverancier": "sancties",
    "telt BSCI als bewijs": "Telt het als bewijs",
    "vragenlijst keten": "Vragenlijst",
    "dwangarbeid verordening": "dwangarbeid",
    "europese drempel": "Europese drempel",
    "clausule leefbaar loon": "leefbaar loon",
    "fairtrade katoen": "katoen",
    "wie doet de audit": "audit",
    "gedragscode in het Engels": "Vertalingen",
    "mijn bestek": "Mijn bestek",
    "dia's voor een opleiding": "Materiaal",
    "stad Gent percelen": "percelen",
}
"""What someone types, and a word of the heading under which the answer stands."""


def test_every_search_lands(visit, address):
    """Whatever these twenty people type, Enter brings them to a passage with its heading in view, under the header of the page."""
    tab, wrong = visit(), {}
    for typed, heading in LANDS.items():
        tab.goto(address + "over/melden/")
        tab.fill(BOX, typed)
        tab.keyboard.press("Enter")
        tab.wait_for_url(lambda url: "over/melden" not in url)
        tab.wait_for_load_state("load")
        seen = tab.evaluate("""async () => {
          await document.fonts.ready
          await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))
          const target = location.hash ? document.getElementById(decodeURIComponent(location.hash.slice(1))) : document.querySelector("h1")
          const { top, bottom } = target.getBoundingClientRect(), head = document.querySelector(".md-header").getBoundingClientRect().bottom
          return { text: target.textContent, inView: target.checkVisibility() && top >= (scrollY ? head - 1 : 0) && bottom <= innerHeight }
        }""")
        if not seen["inView"] or heading.lower() not in seen["text"].lower():
            wrong[typed] = (tab.url, seen)

    assert wrong == {}


def test_who_comes_back_finds_the_results(visit):
    """Back from a passage, on another page or the same, the box stands open with what was typed; once closed, it stays closed."""
    tab = visit("begrippen/")
    for typed, place in (("mag ik een label eisen", "**/wetgeving/vragen/#*"), ("keurmerk", "**/begrippen/#keurmerk")):
        tab.fill(BOX, typed)
        tab.wait_for_selector(f"{HIT} a")
        tab.focus(BOX)
        tab.keyboard.press("Enter")
        tab.wait_for_url(place)
        tab.evaluate("""() => {
          globalThis.closed = new Promise(done => document.getElementById("__search").addEventListener("click", done, { once: true }))
        }""")
        tab.go_back()
        tab.wait_for_url("**/begrippen/")
        tab.wait_for_selector(HIT)
        if place.startswith("**/begrippen/"):  # after a change of place within a page the theme wants to close the box
            tab.evaluate("closed")

        assert tab.input_value(BOX) == typed and tab.is_checked("#__search")
    tab.keyboard.press("Escape")
    tab.reload()

    assert not tab.is_checked("#__search") and tab.trouble == []


def test_nothing_of_the_search_stays_in_an_address(visit):
    """Words to search or to mark go out of the address of a page, whoever put them there; the rest of it stays."""
    tab = visit("begrippen/?h=leefbaar+loon&q=keurmerk&x=1#bestek")
    tab.wait_for_selector(HIT)

    assert tab.url.endswith("/begrippen/?x=1#bestek") and tab.input_value(BOX) == "keurmerk"


def test_index_is_fetched_when_someone_searches(visit, address):
    """A page asks for no index and no worker; the first sign of a search does, once."""
    tab, asked = visit("about:blank"), []
    tab.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
    tab.goto(address + "gids/keten/")
    tab.wait_for_load_state("networkidle")
    before = set(asked)
    with tab.expect_response(INDEX):
        tab.hover("[data-search=box] form")
    tab.fill(BOX, "keten")
    tab.wait_for_selector(HIT)

    assert not before & {"index.json", "search-worker.js"} and asked.count("index.json") == asked.count("search-worker.js") == 1


def test_failed_index_can_be_tried_again(visit):
    """Where the index does not come, the box says so in a sentence, and trying again works."""
    tab = visit("gids/keten/")
    tab.route(INDEX, lambda route: route.fulfill(status=503, body=""))
    tab.fill(BOX, "keten")
    tab.wait_for_selector("[data-search=box] [data-search-failed]:not([hidden])")
    assert "kon niet laden" in tab.inner_text("[data-search=box] [data-search-failed]")
    tab.unroute(INDEX)
    tab.click("[data-search=box] [data-search-failed] button")
    tab.wait_for_selector(HIT)

    assert not tab.is_visible("[data-search=box] [data-search-failed]") and tab.trouble == []


def test_page_of_results(visit, built):
    """The page of results shows all of them for its address, keeps what is typed in the address, and comes back with it."""
    tab = visit("zoeken/?q=leefbaar loon")
    tab.wait_for_selector(f"[data-search=page] {ALL}")
    [answer] = ranks.ask(built, ["leefbaar loon"])

    assert tab.locator("[data-search=page] .search-hit a").count() == len(answer) > 10 and not tab.is_checked("#__search")
    tab.fill(PAGE, "keurmerk")
    tab.wait_for_url("**/zoeken/?q=keurmerk")
    tab.click("[data-search=page] .search-hit a[href$='#keurmerk']")
    tab.wait_for_url("**/begrippen/#keurmerk")
    tab.go_back()
    tab.wait_for_selector("[data-search=page] .search-hit a[href$='#keurmerk']")

    assert tab.input_value(PAGE) == "keurmerk" and tab.trouble == []


def test_box_leads_to_all_results(visit):
    """The box shows the best and leads to the page with the rest."""
    tab = visit("over/melden/")
    tab.fill(BOX, "leefbaar loon")
    tab.wait_for_selector(f"[data-search=box] {ALL}")
    assert tab.locator(HIT).count() == 10
    tab.click("[data-search-all] a")
    tab.wait_for_url("**/zoeken/?q=leefbaar+loon")

    assert tab.input_value(PAGE) == "leefbaar loon"


def test_count_is_no_cap(visit):
    """Where there are more results than are shown, the count says that these are the best; where all are shown, how many there are."""
    tab = visit("zoeken/?q=leefbaar loon")
    tab.wait_for_selector(f"[data-search=page] {ALL}")

    assert tab.text_content("[data-search=page] [data-search-count]") == "De 30 beste resultaten"
    tab.fill(PAGE, "prijsherziening")
    tab.wait_for_url("**/zoeken/?q=prijsherziening")
    tab.wait_for_selector("[data-search=page] [data-search-count]:not(:text('De 30'))")
    tab.wait_for_selector(f"[data-search=page] {ALL}")
    shown = tab.locator("[data-search=page] .search-hit a").count()

    assert tab.text_content("[data-search=page] [data-search-count]") == f"{shown} resultaten, het beste eerst" and 1 < shown < 30


def test_page_of_results_without_scripts(visit):
    """Without scripts the page says in words what to do, with links that work, and offers no field that does nothing."""
    tab = visit("zoeken/?q=loon", java_script_enabled=False)

    assert "JavaScript" in tab.inner_text("noscript") and not tab.is_visible(PAGE)
    for place in ("begrippen", "van-gids-naar-site"):
        assert tab.is_visible(f"noscript a[href*='{place}']")


@pytest.fixture(scope="module")
def said(built):
    """Every section with the sentences that can stand with it as a result."""
    return {doc["location"]: doc["says"] for doc in ranks.index(built)["docs"]}


def test_sentences(said):
    """With a result stands a sentence: with a capital and a full stop, no cells of a table run together, no mark of certainty."""
    strange = re.compile(r"^[a-z]|[^.!?:]$|\(bron:|^(Nagaan|Ook gezocht als)|bevestigd op \d")
    wrong = [(place, one) for place, sentences in said.items() for one in sentences if strange.search(one)]

    assert wrong == [] and sum(map(bool, said.values())) > 0.9 * len(said)


def test_lists_do_not_answer(said, found):
    """The lists of Mijn bestek say nothing by themselves, and none of them is the first answer to a judged query."""
    lists = {place for place in said if place.startswith("clausules/mijn-bestek/#")}

    assert lists and not any(said[place] for place in lists)
    assert [query["q"] for query, answer in zip(QUERIES, found) if answer and answer[0] in lists] == []


def test_sections():
    """A page is cut at its headings with an address; cells stay apart from the running text, and what is not said there stays out."""
    page = """<body><article class="md"><p>Vooraf &amp; <code>meer</code>.</p><h1 id="top">De <em>titel</em><a class="headerlink" href="#top">kopieer link</a></h1>
      <p>Een zin<br>verder.</p><table><tr><td>een cel</td><td><p>nog een</p></td></tr></table>
      <div><h2 id="in">Binnen</h2><ul><li><a href="#b">alleen een link</a></li><li>punt <a href="#c">c</a></li></ul></div>
      <p>Weer buiten.</p><h2>Zonder adres</h2><template>niet gezegd</template>
      <p data-search-exclude>Overgeslagen <b>ook dit</b>.</p></article><p>Voet.</p></body>"""

    assert article.read(page) == [
        (None, "", [("Vooraf & meer.", False)]),
        (
            "top",
            "De titel",
            [("Een zin verder.", False), ("een cel", True), ("nog een", True), ("Weer buiten.", False), ("Zonder adres", False)],
        ),
        ("in", "Binnen", [("punt c", False)]),
    ]
    assert article.read('<article><h1 id="top">Titel</h1><p>Tekst.</p></article>') == [(None, "Titel", [("Tekst.", False)])]


def test_words_are_the_same_on_both_sides(built):
    """The build and the worker cut a text into the same words, and take the same endings off."""
    docs, same = ranks.index(built), guide().site.search.same
    texts = [text for doc in docs["docs"] for text in [doc["title"], *doc["says"]]] + [
        "G.O.T.S. e-procurement artikel 12/4, café’s ÉÉN SA-8000"
    ]
    script = (
        (built / ranks.OURS)
        .read_text(encoding="utf-8")
        .replace("  const ready = data", "  globalThis.ours = { words, stem }\n\n  const ready = data")
    )
    ask = """(index, texts) => {
      globalThis.postMessage = () => {}
      for (const listen of listeners) listen({ data: { index } })
      return texts.map(text => ours.words(text).map(word => [word, ours.stem(word)]))
    }"""
    theirs = node.call([script], ask, docs, texts)
    here = [[[word, stem(word)] for word in words(text, same)] for text in texts]

    assert [(text, one, two) for text, one, two in zip(texts, here, theirs) if one != two] == []


def test_sections_of_each_page():
    """The pages come in the order of the site; one without a title of its own has that of its head, and one that is not to be found is left out."""
    heads = {"b/c.md": {}, "b/index.md": {}, "a.md": {"search": {"exclude": True}}, "index.md": {}}
    shared = SimpleNamespace(texts={place: ({"title": place} | head, "") for place, head in heads.items()})
    html = '<article><p>Vooraf.</p><h2 id="een">Een</h2></article>'

    found = sections.each(shared, dict.fromkeys(("index.html", "a/index.html", "b/index.html", "b/c/index.html", "404.html"), html))
    assert [(one["location"], one["title"]) for one in found] == [
        ("", "index.md"),
        ("#een", "Een"),
        ("b/", "b/index.md"),
        ("b/#een", "Een"),
        ("b/c/", "b/c.md"),
        ("b/c/#een", "Een"),
    ]


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
        called_otherwise(changed, dict.fromkeys(known, ""))
    site.search.each_system["bewij"], site.lines["search", "bewij"] = ["{name}"], 7
    with pytest.raises(
        DataError, match=r"data/search.yml, regel 7 › each_system: geen pagina van een systeem heeft de kop 'bewij'. Bedoelde u 'bewijs'"
    ):
        called_otherwise(changed, dict.fromkeys(known, ""))


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
