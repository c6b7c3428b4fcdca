"""One text, every form: what a clause becomes on the page; and the rules that every real clause obeys."""

import re
from xml.etree import ElementTree

import pytest

from macros.clauses import reviews
from macros.clauses.articles import VARIANTS
from macros.clauses.text import BEGINNING, DUTIES, REST, Writer, beginning, blanks, strange, whole
from macros.facts.links import Links
from tests.real import SITE

WRITER = Writer(SITE, Links(SITE))
TEXTS = [(key, language, variant) for key, clause in SITE.clauses.items() for language, texts in clause.texts.items() for variant in texts]
NAMES = sorted(
    {name for system in SITE.systems.values() for name in [system.name, *system.former_names, *system.abbreviations]} - {"ISO", "STeP"},
    key=len,
    reverse=True,
)
EQUIVALENT = {"nl": "gelijkwaardig", "en": "equivalent", "fr": "équivalent"}


def words(text, language="nl"):
    """A clause's text as sentences: facts filled in, blanks as their label, references as words, what hangs on a condition too, no markup
    and no table of duties, which is worked out."""
    filled = re.sub(r"⟦§[^¦⟧]*¦(.*?)⟧|⟦als!? [^⟧]*⟧|⟦/als⟧", r"\1", WRITER.filled(DUTIES.sub("", text), language))
    filled = re.sub(r"⟦\??(.*?)⟧", r"[\1]", re.sub(r" \{#[a-z0-9-]+\}", "", filled))
    return re.sub(r"[*|]|^#+ ", " ", filled, flags=re.M)


def sentences(text):
    """The sentences and list members of a text."""
    flat = re.sub(r"\n(?!\s*(?:\d+\.|-|#|\n|\|))\s*", " ", text)
    return [s.strip() for line in flat.splitlines() for s in re.split(r"(?<=[.;:?])\s+(?=[A-ZÉ\[])", line) if s.strip()]


# --- The rules, each a function that returns what breaks it -------------------------------------------------------


def systems_without_equivalent(text, language="nl"):
    """Sentences that name a system without 'of gelijkwaardig' behind it."""
    return [
        s
        for s in sentences(text)
        if EQUIVALENT[language] not in s and any(n in s and re.search(rf"(?<!\w){re.escape(n)}(?!\w)", s) for n in NAMES)
    ]


def terms_without_start(text):
    """Sentences that set a term without saying from when it counts."""
    return [
        s
        for s in sentences(text)
        if re.search(r"\b[Bb]innen \[[^\]]+\] (?:kalenderdagen|maanden|weken|jaren?)\b", s)
        and not re.search(r"\b(?:na|nadat|vóór|voor|vanaf|sinds)\b", s.split("innen [", 1)[1])
    ]


def terms_without_actor(text):
    """Sentences that set a term in which nobody acts: a passive without a subject that is someone."""
    return [
        s
        for s in sentences(text)
        if re.search(r"\b[Bb]innen \[", s)
        and not re.search(r"opdrachtnemer|aanbesteder|ondertekenaar|inschrijver|derde partij|kandidaat|hij\b|ze\b|zij\b|u\b|wie\b", s, re.I)
    ]


def self_assessment_as_proof(text):
    """Sentences that accept a self-assessment."""
    return [
        s
        for s in sentences(text)
        if re.search(r"zelfevaluatie|zelfbeoordeling|eigen verklaring", s)
        and not re.search(r"\b(?:geen|niet|nooit|alleen een zelfevaluatie|evenmin|zonder)\b", s)
        and not re.search(r"^(?:\d+\.\s*)*een zelfevaluatie, een eigen verklaring", s)
    ]


def questionnaire_in_award(text):
    """Sentences that let the questionnaire touch selection or award."""
    return [
        s
        for s in sentences(text)
        if re.search(r"vragenlijst", s)
        and re.search(r"\b(?:selectie|gunning|punten)\b", s)
        and not re.search(r"\b(?:niet|geen|noch|nooit|los van)\b", s)
    ]


def finding_punished(text):
    """Sentences that tie a sanction to the mere finding of a risk."""
    return [
        s
        for s in sentences(text)
        if re.search(r"\b(?:risico|inbreuk|bevinding)\b", s)
        and re.search(r"\b(?:straf|sanctie|boete)\b", s)
        and not re.search(r"\b(?:niet|geen|nooit)\b", s)
    ]


RULES = {
    systems_without_equivalent: ("Een audit volgens SA8000 of gelijkwaardig.", "Een audit volgens SA8000."),
    terms_without_start: (
        "Binnen [6] maanden na de opstart bezorgt de opdrachtnemer het rapport.",
        "De opdrachtnemer bezorgt het rapport binnen [6] maanden.",
    ),
    terms_without_actor: (
        "Binnen [6] maanden na de opstart bezorgt de opdrachtnemer het rapport.",
        "Binnen [6] maanden na de opstart komt er een rapport.",
    ),
    self_assessment_as_proof: ("Een zelfevaluatie is geen bewijs.", "Een zelfevaluatie volstaat als bewijs."),
    questionnaire_in_award: ("De antwoorden op de vragenlijst tellen niet mee bij de gunning.", "De vragenlijst telt mee voor de gunning."),
    finding_punished: ("Een risico leidt niet tot een straf.", "Bij een risico volgt een straf."),
}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_rule_can_fail(rule):
    """Each rule passes a good sentence and catches a bad one."""
    good, bad = RULES[rule]

    assert rule(good) == [] and rule(bad) == [bad]


@pytest.mark.parametrize("key, language, variant", TEXTS)
def test_named_system_has_an_equivalent(key, language, variant):
    """Behind each named system stands 'of gelijkwaardig', in every language and variant."""
    text = words(SITE.clauses[key].texts[language][variant], language)

    assert systems_without_equivalent(text, language) == []


@pytest.mark.parametrize("rule", [r for r in RULES if r is not systems_without_equivalent], ids=lambda rule: rule.__name__)
@pytest.mark.parametrize("key, language, variant", [t for t in TEXTS if t[1] == "nl"])
def test_clause_obeys(rule, key, language, variant):
    """Each Dutch clause and variant obeys each rule of the design."""
    assert rule(words(SITE.clauses[key].texts["nl"][variant])) == []


@pytest.mark.parametrize("key", [k for k, c in SITE.clauses.items() if c.option and c.place == "uitvoeringsvoorwaarden"])
def test_performance_clause_is_complete(key):
    """A performance clause on an option asks an independent third party or approval, names a term and a consequence."""
    for variant, text in SITE.clauses[key].texts["nl"].items():
        text = words(text)
        assert re.search(r"derde partij|keurt|goedkeuring", text), variant
        assert re.search(r"\[[^\]]+\]\s+(?:maanden|jaar|kalenderdagen)", text), variant
        assert re.search(r"niet-uitvoering", text), variant
    assert {"kader-uitvoering", "niet-uitvoering"} <= set(SITE.clauses[key].needs)


@pytest.mark.parametrize("key", SITE.options)
def test_every_option_has_a_clause(key):
    """Each of the twelve options of the toolbox is served by a clause."""
    assert [c for c in SITE.clauses.values() if c.option == key]


@pytest.mark.parametrize("key", SITE.clauses)
def test_chain_conditions_stand_in_performance(key):
    """A clause on steps 2 to 4 stands among the performance conditions or their annexes, never in selection or award."""
    clause = SITE.clauses[key]
    if clause.step in ("transparantie", "actie", "leiderschap"):
        assert clause.place in ("uitvoeringsvoorwaarden", "bijlagen")


@pytest.mark.parametrize("key", [k for k in SITE.clauses if reviews.standing(WRITER, k).state != reviews.READ])
def test_draft_is_not_called_certain(key):
    """As long as no jurist has read a clause, its legal basis is not called confirmed."""
    assert SITE.clauses[key].state == "te-bevestigen"


@pytest.mark.parametrize("key", SITE.clauses)
def test_clause_does_not_need_what_it_conflicts_with(key):
    """In no variant a clause needs, or goes well with, what it does not go together with."""
    clause = SITE.clauses[key]

    for variant in clause.texts["nl"]:
        assert not set(clause.conflicts_of(variant)) & {*clause.needs_of(variant), *clause.annexes, *clause.fits}


@pytest.mark.parametrize("key", [k for k, c in SITE.clauses.items() if len(c.texts) > 1])
def test_translation_is_complete(key):
    """A translation has the same headings, members, tables and blanks as the Dutch text, and says that it is one."""
    clause = SITE.clauses[key]
    for language in ("en", "fr"):
        assert list(clause.texts[language]) == list(clause.texts["nl"])
        for variant, text in clause.texts["nl"].items():
            dutch, other = WRITER.tree(text), WRITER.tree(clause.texts[language][variant], language)
            count = lambda tree: [len(list(tree.iter(tag))) for tag in ("h3", "li", "td", "ol")]
            assert count(dutch) == count(other)
            assert sorted(blanks(text)) == sorted(blanks(clause.texts[language][variant]))
            assert re.search(r"translation|traduction", clause.texts[language][variant][:300])


@pytest.mark.parametrize("key", SITE.fields)
def test_field_is_used(key):
    """Each field stands in at least one clause, or in an older version of one: what was printed keeps its meaning."""
    assert any(
        key in WRITER.blanks(text) for c in SITE.clauses.values() for texts in (c.texts["nl"], *c.older.values()) for text in texts.values()
    )


# --- The toy clause ------------------------------------------------------------------------------------------------


def test_whole():
    """A former version has each variant written out."""
    assert whole("\nBasis.\n\n=== sterker\n\nSterk.\n") == {"basis": "Basis.", "sterker": "Sterk."}


@pytest.mark.parametrize(
    "body, message",
    {
        "Een<br>twee.": "'<br>' hoort niet in de tekst van een clausule; schrijf ze in Markdown, zonder HTML",
        "Een&nbsp;twee.": "'&nbsp;' hoort niet in de tekst van een clausule; schrijf ze in Markdown, zonder HTML",
        "## Kop\n\n> Een *woord*.\n\n---\n": "'## Kop', '> Een *woord*.', '---' heeft geen vorm in Word; gebruik alleen ### voor een kop, "
        "lijsten, tabellen en **vet**",
        "Een *woord* en _nog_ `een`.": "'*woord*', '_nog_', '`een`' heeft geen vorm in Word; gebruik alleen ### voor een kop, lijsten, tabellen "
        "en **vet**",
        "Vul in: [[naam].": "'[[naam].' is geen volledig invulveld; schrijf [[id]] of [[?woorden]]",
        "Vul in: [[? ]].": "'[[? ]].' is geen volledig invulveld; schrijf [[id]] of [[?woorden]]",
    }.items(),
)
def test_strange_tells(body, message):
    """What would be lost or left over in a contract is told once."""
    assert [what for what, _ in strange(body)] == [message]


def test_page_form(toy):
    """On the page: nested numbering, facts filled in, blanks as spans, the list of conventions, the table."""
    html = toy.guide.writer.html(toy.site.clauses["proef"].texts["nl"]["basis"])
    tree = ElementTree.fromstring(f"<div>{html}</div>")

    assert [o.get("type") for o in tree.iter("ol")] == [None, "a", None]
    assert "Keurmerk Eén of gelijkwaardig" in html and "artikel 7 van de de wet" in html
    assert '<span class="blank" data-field="aanbesteder">[Naam van de aanbesteder]</span>' in html
    assert '<span class="blank">[naam]</span>' in html
    assert "C29: Dwangarbeid (1930)" in html and len(list(tree.iter("td"))) == 4
    assert (
        '<h3 data-article="gevolgen" data-cited="artikel 0" data-levels="lid punt"><span class="number">Artikel 2.</span> Gevolgen</h3>'
        in html
    )
    assert [e.get("data-if") for e in tree.iter() if e.get("data-if")] == ["bijlage", "niet termijn-vroeger", "termijn-vroeger"]
    assert '<a class="reference" data-ref="bijlage:aanhef">een blad</a>' in html


def test_reference_is_a_number_in_its_own_text(toy):
    """Within a text a reference is the number of the article, in the language of the text."""
    writer, texts = toy.guide.writer, toy.site.clauses["proef"].texts

    assert '<a class="reference" data-ref=":gevolgen.1">artikel 2, lid 1</a>' in writer.html(texts["nl"]["lichter"])
    assert "article 2, paragraph 1" in writer.html(texts["en"]["lichter"], "en")


def test_table_of_duties(toy):
    """The list of a party's duties has a row for each that some text imposes; a row hangs on its duty and has the buyer's blank."""
    table = toy.guide.writer.duties("opdrachtnemer").splitlines()

    assert len(table) == 4
    assert table[2] == (
        "| {als termijn-rapport} Bezorgt een rapport | binnen [[maanden]] maanden na de opstart van het contract | Een rapport. |"
    )


def test_fingerprint_is_of_words(toy):
    """Another id of an article changes no words; another number of an article does."""
    writer, text = toy.guide.writer, toy.site.clauses["proef"].texts["nl"]["lichter"]
    one = writer.fingerprint({"basis": text})

    assert writer.fingerprint({"basis": text.replace("{#gevolgen}", "{#wat-volgt}").replace("[§gevolgen.1]", "[§wat-volgt.1]")}) == one
    assert writer.fingerprint({"basis": text.replace("Artikel 2.", "Artikel 3.")}) != one


def test_markup_in_a_label_stays_text(toy):
    """What stands in a field's label is text, also when it looks like markup."""
    field = toy.site.fields["aanbesteder"].model_copy(update={"label": "<b>&"})
    writer = Writer(type("S", (), {"fields": {"aanbesteder": field}, "conventions": {}})(), toy.links)

    assert "[&lt;b&gt;&amp;]" in writer.html("Voor [[aanbesteder]].")


def test_older_version_and_what_changed(toy):
    """The page of a clause keeps the older text at its address and marks what left and what came."""
    text = toy.clause("proef")

    assert "### Tekst van versie 1.0 { #versie-1-0 data-search-exclude }" in text
    assert "<ins>" in text and "bezorgt" in text


def test_order_of_variants():
    """The names of the variants are fixed: links and file names use them."""
    assert VARIANTS == ("basis", "lichter", "sterker")


@pytest.mark.parametrize(
    "lengths, broken",
    [
        ([BEGINNING, REST], (1, 1)),
        ([BEGINNING - 1, 1, REST - 1, 1], (2, 2)),
        ([BEGINNING, REST - 1], (0, 0)),
        ([BEGINNING - 1, REST], (0, 0)),
        ([], (0, 0)),
    ],
    ids=["lang", "kort begin", "kleine rest", "twee artikels", "geen artikel"],
)
def test_where_a_text_may_break_off(lengths, broken):
    """On a small screen a text shows one article, or two if the first is short, and breaks off only if enough is left."""
    assert beginning("<p>Titel</p>" + "".join(f'<h3 data-article="a">{"x" * n}</h3>' for n in lengths)) == broken
