"""A page that does not hold is refused in one Dutch sentence with its line: its file, its head, its headings and what it calls."""

import shutil

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jinja2 import Environment, StrictUndefined

from macros.after.addresses import worded
from macros.facts.problems import DataError
from macros.pages.sources import filled, pages
from tests.conftest import TOY

DOCS = TOY.parent / "docs"
HEAD = "---\ntitle: Keten\ndescription: Een keten.\n---\n\n# Keten { #keten }\n\n"


@pytest.fixture
def docs(tmp_path):
    """A copy of the toy pages that a test may break."""
    return shutil.copytree(DOCS, tmp_path / "docs")


def told(folder, guide):
    """The sentences that an editor gets."""
    with pytest.raises(DataError) as error:
        pages(folder, guide)
    return [str(problem) for problem in error.value.problems]


def test_toy_pages_are_sound(toy):
    """The toy pages have no problem, so that each planted fault is the only one; each is found by its place with its head and text."""
    found = pages(DOCS, toy.guide)

    assert found["gids/keten.md"].data["title"] and "# " in found["gids/keten.md"].body


WRITTEN = {
    "no head": (
        "# Keten { #keten }\n",
        "docs/gids/keten.md, regel 1: hier ontbreekt de kop; begin met een regel ---, dan de gegevens, dan weer een regel ---",
    ),
    "an empty line above": (
        "\n" + HEAD,
        "docs/gids/keten.md, regel 1: hier ontbreekt de kop; begin met een regel ---, dan de gegevens, dan weer een regel ---",
    ),
    "a head that does not end": (
        "---\ntitle: Keten\n",
        "docs/gids/keten.md, regel 1: de kop wordt niet gesloten; zet er een regel --- onder",
    ),
    "a colon in the title": (
        HEAD.replace("title: Keten", "title: Markt: hoe duurzaam?"),
        "docs/gids/keten.md, regel 2, kolom 13: hier staat een dubbele punt die er niet mag staan; zet de hele tekst tussen "
        "aanhalingstekens, of kijk na of de regel even ver inspringt als die erboven",
    ),
    "no title": (HEAD.replace("title: Keten\n", ""), "docs/gids/keten.md, regel 2 › title: ontbreekt maar is verplicht"),
    "an empty title": (
        HEAD.replace("title: Keten", "title:"),
        "docs/gids/keten.md, regel 2 › title: is leeg; vul het in of laat het veld weg",
    ),
    "a doubled key": (
        HEAD.replace("title: Keten", "title: Keten\ntitle: Stof"),
        "docs/gids/keten.md, regel 3 › title: dubbele sleutel 'title'; ze staat ook op regel 2. Houd er een",
    ),
    "a misspelt key": (
        HEAD.replace("title:", "titel:"),
        "docs/gids/keten.md, regel 2 › titel: onbekende sleutel 'titel'. Bedoelde u 'title'?",
    ),
    "an unknown state": (
        HEAD.replace("title: Keten", "title: Keten\nstate: gis\nsources: [gids-2018]"),
        "docs/gids/keten.md, regel 3 › state: 'gis' staat niet in de lijst states. Bedoelde u 'gids'?",
    ),
    "a state without a source": (
        HEAD.replace("title: Keten", "title: Keten\nstate: gids"),
        "docs/gids/keten.md, regel 2: heeft geen bron; vul 'sources' in met een id uit sources.yml",
    ),
    "a source without a state": (
        HEAD.replace("title: Keten", "title: Keten\nsources: [gids-2018]"),
        "docs/gids/keten.md, regel 2: zegt waar de tekst vandaan komt, maar niet hoe zeker hij is; vul 'state' in",
    ),
    "an unknown source": (
        HEAD.replace("title: Keten", "title: Keten\nstate: gids\nsources: [gids-2019]"),
        "docs/gids/keten.md, regel 4 › sources.0: 'gids-2019' staat niet in sources. Bedoelde u 'gids-2018'?",
    ),
    "merge marks": (
        HEAD + "<<<<<<< HEAD\n",
        "docs/gids/keten.md, regel 8: hier staan twee versies onder elkaar (<<<<<<<); kies er een en wis "
        "de regels die beginnen met <<<<<<<, ======= en >>>>>>>",
    ),
    "a mark in front": (
        "\ufeff" + HEAD,
        "docs/gids/keten.md, regel 1: het bestand begint met een onzichtbaar teken; bewaar het als UTF-8 zonder BOM",
    ),
    "an unknown id": (HEAD + "Zie @wet-5454.\n", "docs/gids/keten.md, regel 8: onbekend id '@wet-5454' in de tekst. Bedoelde u 'wet-54'?"),
    "a heading": (
        HEAD + "Tekst.\n\n## Wat u doet\n",
        "docs/gids/keten.md, regel 10: de kop 'Wat u doet' heeft geen vast anker; schrijf { #wat-u-doet } achter de kop",
    ),
    "a heading without a space": (
        HEAD + "##Wat u doet\n",
        "docs/gids/keten.md, regel 8: de kop 'Wat u doet' heeft geen vast anker; schrijf { #wat-u-doet } achter de kop",
    ),
    "a heading in a list": (
        HEAD + "- ## Wat u doet\n",
        "docs/gids/keten.md, regel 8: de kop 'Wat u doet' heeft geen vast anker; schrijf { #wat-u-doet } achter de kop",
    ),
    "a heading in a quotation": (
        HEAD + "> ## Wat u doet\n",
        "docs/gids/keten.md, regel 8: de kop 'Wat u doet' heeft geen vast anker; schrijf { #wat-u-doet } achter de kop",
    ),
    "an underlined heading": (
        HEAD + "Wat u doet\n-----\n",
        "docs/gids/keten.md, regel 8: de kop 'Wat u doet' heeft geen vast anker; schrijf ## Wat u doet { #wat-u-doet }",
    ),
    "a doubly underlined heading": (
        HEAD + "100 % {x}\n===\n",
        "docs/gids/keten.md, regel 8: de kop '100 % {x}' heeft geen vast anker; schrijf # 100 % {x} { #100-x }",
    ),
    "a heading in HTML": (
        HEAD + '<h2 class="x">Wat <b>u</b> doet</h2>\n',
        "docs/gids/keten.md, regel 8: de kop 'Wat u doet' heeft geen vast anker; schrijf <h2 id=\"wat-u-doet\">",
    ),
}


@pytest.mark.parametrize("name", WRITTEN)
def test_page(name, docs, toy):
    """A page that does not hold gives one sentence, before anything is built."""
    text, message = WRITTEN[name]
    (docs / "gids" / "keten.md").write_text(text, encoding="utf-8")

    assert told(docs, toy.guide) == [message]


def test_old_encoding(docs, toy):
    """A page saved as ANSI is told with the word that shows it."""
    (docs / "gids" / "keten.md").write_bytes((HEAD + "Eén.\n").encode("cp1252"))

    assert told(docs, toy.guide) == [
        "docs/gids/keten.md, regel 8: bij 'Eén' staat een letter in een oude codering (ANSI); bewaar dit bestand als UTF-8"
    ]


@pytest.mark.parametrize(
    "name, message",
    {
        "gids/keten - kopie.md": "dit lijkt een kopie van 'keten.md'; wis het, of bewaar het buiten deze map",
        "gids/keten.md~": "dit lijkt een kopie van 'keten.md'; wis het, of bewaar het buiten deze map",
        "gids/markt.markdown": "dit bestand wordt niet gelezen; geef het de naam 'markt.md', of wis het",
        "gids/Markt.md": "dit bestand wordt niet gelezen; geef het de naam 'markt.md', of wis het",
        "foto.jpg": "dit bestand hoort hier niet; hier staan alleen bestanden zoals 'keten.md'. Wis het, of geef het zo een naam",
    }.items(),
)
def test_name_of_a_page(name, message, docs, toy):
    """A page under a name that nobody reads, or that would be an address of its own by mistake, is refused."""
    shutil.copy(docs / "gids" / "keten.md", docs / name)

    assert told(docs, toy.guide) == [f"docs/{name}: {message}"]


def test_all_pages_at_once(docs, toy):
    """The faults of all pages are told together."""
    for name in ("index.md", "begrippen.md"):
        (docs / name).write_text("leeg", encoding="utf-8")

    assert [message.partition(",")[0] for message in told(docs, toy.guide)] == ["docs/begrippen.md", "docs/index.md"]


@pytest.fixture(scope="module")
def jinja(toy):
    """What fills the blocks of a page."""
    found = Environment(undefined=StrictUndefined)
    found.globals |= toy.all()
    return found


@pytest.mark.parametrize(
    "call, message",
    {
        "{{ zzz }}": "'zzz' is geen blok; schrijf een id tussen aanhalingstekens.",
        '{{ sistem("keurmerk") }}': "'sistem' is geen blok; schrijf een id tussen aanhalingstekens. Bedoelde u 'system'?",
        "{{ system(keurmerk) }}": "'keurmerk' is geen blok; schrijf een id tussen aanhalingstekens.",
        '{{ system("keurmrk") }}': "system(\"keurmrk\"): onbekend id in systems. Bedoelde u 'keurmerk'?",
        "{{ system() }}": "dit blok vraagt iets anders tussen de haakjes: {{ system() }}",
        '{{ glossary("x") }}': 'dit blok vraagt iets anders tussen de haakjes: {{ glossary("x") }}',
        '{{ system("keurmerk" }}': 'hier klopt een blok niet; schrijf {{ naam("id") }}, met alle haakjes en aanhalingstekens',
        '{{ system("keurmerk") }': 'hier klopt een blok niet; schrijf {{ naam("id") }}, met alle haakjes en aanhalingstekens',
        "{% if %}": 'hier klopt een blok niet; schrijf {{ naam("id") }}, met alle haakjes en aanhalingstekens',
        '{{ vocabulary("state") }}': "vocabulary: onbekende lijst 'state'. Bedoelde u 'states'?",
        '{{ asked_of("koper") }}': "asked_of: 'koper' is geen buyer of supplier",
        '{{ state_mark("gids") }}': "state_mark: heeft geen bron; vul 'sources' in met een id uit sources.yml",
        '{{ state_mark("gis", "gids-2018") }}': "state_mark: onbekende staat 'gis'",
        '{{ state_mark("gids", "gids-2019") }}': "state_mark: onbekende bron 'gids-2019'",
        '{{ state_mark("gids", "gids-2018", checked="2026-02-30") }}': "state_mark: '2026-02-30' is geen datum; schrijf jjjj-mm-dd",
    }.items(),
)
def test_block(call, message, jinja):
    """A block that is not there, or is called wrongly, is told with the line of the page on which it stands."""
    with pytest.raises(DataError) as error:
        filled(jinja, f"Tekst.\n\n{call}\n", "docs/gids/keten.md", 8)

    assert [str(problem) for problem in error.value.problems] == [f"docs/gids/keten.md, regel 10: {message}"]


def test_fault_in_a_template_of_ours(jinja):
    """What goes wrong inside one of our own templates is not laid at the door of the page's words, but names the page all the same."""
    jinja.globals["stuk"] = lambda: {}["weg"]

    with pytest.raises(DataError, match=r"docs/x\.md: hier loopt de bouw vast op iets wat niet voorzien is\..*KeyError"):
        filled(jinja, "{{ stuk() }}", "docs/x.md", 1)


def test_words_as_anchor():
    """Once a page is HTML, a heading in whatever notation whose anchor nobody wrote is told."""
    html = '<h2 id="doen">Doen<a class="headerlink" href="#doen">x</a></h2><h3 id="wat-u-doet">Wat <b>u</b> doet</h3>'

    assert [str(problem) for problem in worded(html, "## Doen { #doen }", "docs/x.md")] == [
        "docs/x.md: de kop 'Wat u doet' heeft geen vast anker; schrijf hem als '## … { #wat-u-doet }'"
    ]


PIECES = [
    "",
    "---\n",
    "title: x\n",
    ": ",
    "\t",
    "# x\n",
    "x\n---\n",
    "<h2>x</h2>",
    "{{",
    "}}",
    "{{ x }}",
    "{{ system(x) }}",
    "{{ system() }}",
    "{% x %}",
    "{#",
    "@weg",
    "\ufeff",
    "\x00",
    "é",
    "```\n",
    "{ #x }",
    "state: gids\n",
    "state: [a]\n",
    "search: no\n",
    "hide: x\n",
    "<<: {a: b}\n",
    "- a\n",
    "[a]: b\n",
    "2026-02-30",
]


@settings(max_examples=500, derandomize=True, database=None, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    file=st.sampled_from(sorted(path.relative_to(DOCS).as_posix() for path in DOCS.rglob("*.md"))),
    changes=st.lists(st.tuples(st.integers(0, 200), st.sampled_from(PIECES), st.integers(0, 2)), min_size=1, max_size=3),
    encoding=st.sampled_from(["utf-8"] * 6 + ["cp1252", "utf-16"]),
)
def test_broken_pages(tmp_path_factory, toy, jinja, file, changes, encoding):
    """Whatever is done to a page, it is read and filled, or told in Dutch by someone who foresaw it."""
    text = (DOCS / file).read_text(encoding="utf-8")
    for spot, piece, taken in changes:
        text = text[:spot] + piece + text[spot + taken :]
    folder = tmp_path_factory.getbasetemp() / "pages"
    folder.mkdir(exist_ok=True)
    (folder / "x.md").write_bytes(text.encode(encoding, "replace"))
    try:
        page = pages(folder, toy.guide)["x.md"]
        filled(jinja, page.body, page.name, page.body_line)
    except DataError as error:
        assert all(problem.file == "docs/x.md" and "niet voorzien" not in problem.message for problem in error.problems), error
