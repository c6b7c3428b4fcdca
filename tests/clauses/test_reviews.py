"""A jurist's reading: it counts for exactly the words and the articles that were read, and falls away by itself, with the reason."""

import re
from datetime import date
from io import BytesIO

import pytest
import yaml
from docx import Document
from docx.oxml.ns import qn

from macros.clauses import reviews
from macros.clauses.dossier import REPORT, Dossier, by_stake, open_facts
from macros.clauses.text import TOKEN
from macros.clauses.word import Word
from macros.facts.load import load
from macros.facts.problems import DataError
from macros.guide import Guide
from tests.real import SITE
from tests.real import guide as real

FILLED = {
    "who": "Proefpersoon",
    "role": "jurist overheidsopdrachten",
    "organisation": "Proefstad",
    "date": date(2026, 3, 1),
    "scope": "Alleen de regels over overheidsopdrachten.",
    "conditions": ["Vul de termijn zelf in."],
    "valid_until": date(2028, 3, 1),
}
"""What a made-up jurist of the toy site fills in."""


def guide(data):
    return Guide(load(data), "https://example.org/", "Proef")


def edit(data, file, old, new):
    path = data / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def signed(data, key="bijlage", **changed):
    """The toy data with a reading of a text as it is now, made from what the command gives an editor."""
    record = yaml.safe_load(reviews.record(guide(data).writer, key))
    for review in record.values():
        review |= FILLED | changed
    (data / "reviews.yml").write_text(yaml.safe_dump(record), encoding="utf-8")
    return data


def stands(data, on=date(2026, 6, 1)):
    return reviews.standing(guide(data).writer, "bijlage", "basis", on)


def reworded(data, old, new):
    """Change the words of the text, with the new version that the build asks for."""
    edit(data, "clauses/bijlage.md", old, new)
    with pytest.raises(DataError) as told:
        load(data)
    code = re.search(r'text: "(\w{12})"', str(told.value))[1]
    (data / "clauses/oud/bijlage-1.0.md").write_text("---\nversion: '1.0'\n---\n\nVul in: [[?wat u weet]].\n", encoding="utf-8")
    edit(data, "clauses/bijlage.md", 'version: "1.0"\ndate: 2026-01-01\n', 'version: "1.1"\ndate: 2026-04-01\n')
    edit(
        data,
        "clauses/bijlage.md",
        "what: Eerste versie.",
        f'what: Eerste versie., text: "f84e36c74acb"}}\n  - {{version: "1.1", date: 2026-04-01, what: Andere woorden., text: "{code}"}}\n#',
    )


def test_nobody_read_a_real_text():
    """No reviewer is made up: every text of the site is a draft until somebody read it."""
    assert SITE.reviews or {reviews.standing(real().writer, key, v).state for key, c in SITE.clauses.items() for v in c.texts["nl"]} == {
        reviews.DRAFT
    }


def test_without_a_review(toy_data):
    """A text that nobody read is a draft, without a reason."""
    assert stands(toy_data) == reviews.Standing(reviews.DRAFT)


def test_signed(toy_data):
    """A text that was read as it stands counts as read, by whom and for what."""
    found = stands(signed(toy_data))

    assert found.state == reviews.READ and found.review.organisation == "Proefstad" and found.why == ()


def test_a_word_changes(toy_data):
    """One other word, and the reading falls away and says since which version."""
    signed(toy_data)
    reworded(toy_data, "Vul in:", "Vul alles in:")

    found = stands(toy_data)

    assert found.state == reviews.LAPSED and found.why == ("de tekst is veranderd sinds versie 1.0, nu versie 1.1",)


def test_a_cited_article_changes(toy_data):
    """What is said of a cited article changes, and the reading falls away and names the article."""
    signed(toy_data)
    edit(toy_data, "articles.yml", "use: Spreek aan.", "use: Spreek hem aan.")

    found = stands(toy_data)

    assert found.state == reviews.LAPSED and len(found.why) == 1
    assert found.why[0].startswith("wat hier staat over artikel 7 van ") and found.why[0].endswith(" is veranderd")


def test_another_article_is_cited(toy_data):
    """A legal basis that grows was not read."""
    signed(toy_data)
    edit(toy_data, "clauses/bijlage.md", "articles: [wet-7]", "articles: [wet-7, wet-54]")

    assert [why[:33] for why in stands(toy_data).why] == ["de tekst steunt nu ook op artikel"]


def test_an_article_that_is_not_cited_changes(toy_data):
    """What does not concern the text leaves the reading alone; so does where a fact was seen."""
    signed(toy_data)
    edit(toy_data, "articles.yml", "gist: Labels mogen.", "gist: Labels mogen altijd.")
    edit(toy_data, "articles.yml", "checked: 2026-01-02\n", "checked: 2026-05-02\n")

    assert stands(toy_data).state == reviews.READ


@pytest.mark.parametrize("on, state", [(date(2028, 3, 1), reviews.READ), (date(2028, 3, 2), reviews.LAPSED)])
def test_a_reading_ends(on, state, toy_data):
    """It counts up to and on its last day."""
    found = stands(signed(toy_data), on)

    assert found.state == state
    assert found.why == (() if state == reviews.READ else ("het nazicht gold tot 1 maart 2028",))


def test_a_newer_reading_goes_first(toy_data):
    """After a second reading the text counts as read again."""
    signed(toy_data)
    old = (toy_data / "reviews.yml").read_text(encoding="utf-8").replace("bijlage-1-0:", "bijlage-eerst:")
    edit(toy_data, "articles.yml", "use: Spreek aan.", "use: Spreek hem aan.")
    signed(toy_data, date=date(2026, 5, 1))
    edit(toy_data, "reviews.yml", "bijlage-1-0:", old + "bijlage-1-0:")

    assert (stands(toy_data).state, stands(toy_data).review.date) == (reviews.READ, date(2026, 5, 1))


@pytest.mark.parametrize(
    "change, said",
    [
        ({"version": "9.9"}, "de tekst 'bijlage' heeft geen versie 9.9"),
        ({"texts": {"sterker": "0" * 12}}, "de tekst 'bijlage' heeft geen variant 'sterker'"),
        ({"valid_until": date(2026, 3, 1)}, "'valid_until' ligt niet na 'date'"),
        ({"articles": {"wet-77": "0" * 12}}, "onbekend id 'wet-77' in articles"),
        ({"texts": {"basis": "gelezen"}}, "neem de twaalf tekens over die de bouw noemt"),
    ],
)
def test_review_that_cannot_be(change, said, toy_data):
    """A reading of what is not there is refused."""
    with pytest.raises(DataError) as told:
        load(signed(toy_data, **change))

    assert said in str(told.value)


def test_code_of_a_text():
    """Each real variant has a code of its own."""
    writer = real().writer
    codes = [reviews.text_code(writer, key, variant) for key, clause in SITE.clauses.items() for variant in clause.texts["nl"]]

    assert len(set(codes)) == len(codes)


def test_standing_is_told_everywhere(toy_data):
    """On the page, in the line that is copied and in Word: who read it and when; once it falls away, why."""
    found = guide(signed(toy_data))
    shown = {
        "page": on_page(found),
        "copied": found.fill("_clause_copy", id="bijlage", record=found.site.clauses["bijlage"], variant="basis"),
        "word": words(Word(found.site, found.writer, found.address).document("bijlage")),
    }
    assert "Proefpersoon (jurist overheidsopdrachten, Proefstad) las versie 1.0 op 1 maart 2026" in shown["page"]
    assert "Vul de termijn zelf in." in shown["page"]
    assert (
        " · nagekeken door Proefstad op 1 maart 2026 · " in shown["copied"]
        and " · nagekeken door Proefstad op 1 maart 2026 · " in shown["word"]
    )
    assert "Juridisch nagekeken. Proefstad, 1 maart 2026: Alleen de regels over overheidsopdrachten." in shown["word"]

    edit(toy_data, "articles.yml", "use: Spreek aan.", "use: Spreek hem aan.")
    found = guide(toy_data)
    assert "Dat telt niet meer: wat hier staat over artikel 7" in on_page(found)
    assert "Reden: wat hier staat over artikel 7" in words(Word(found.site, found.writer, found.address).document("bijlage"))


def test_translation_was_not_read(toy_data):
    """Who read the Dutch text, did not read its translation: under it and in its Word file stands which one was read."""
    found = guide(signed(toy_data, "proef"))
    clause, page = (
        found.site.clauses["proef"],
        found.jinja.from_string("{% import '_clause.md' as k %}{{ k.body('proef', record, 'basis', language) }}"),
    )
    word = Word(found.site, found.writer, found.address)
    under = {
        language: page.render(record=clause, language=language) + words(word.document("proef", language=language))
        for language in ("nl", "en")
    }

    assert under["en"].count(" · Nederlandse tekst nagekeken door Proefstad op ") == 2 and " · nagekeken door" not in under["en"]
    assert under["nl"].count(" · nagekeken door Proefstad op ") == 2


def on_page(found):
    """What the page of the text says of its reading."""
    template = found.jinja.from_string('{% import "_review.md" as r %}{% call r.standing(id, record) %}{% endcall %}')
    return template.render(id="bijlage", record=found.site.clauses["bijlage"])


def words(content):
    """All words of a Word file, a paragraph a line; also those in fields and tables."""
    body = Document(BytesIO(content)).element.body
    return "\n".join("".join(t.text or "" for t in p.iter(qn("w:t"))) for p in body.iter(qn("w:p")))


def toy_dossier(data):
    found = guide(data)
    return found, Document(BytesIO(Dossier(found.site, found.writer, found.address).clause("proef")))


def test_file_for_a_jurist(toy_data):
    """It has the codes, the legal basis with its state, the open questions, what changed, every variant, and room for the outcome."""
    found, document = toy_dossier(toy_data)
    text = words(Dossier(found.site, found.writer, found.address).clause("proef"))

    for variant in found.site.clauses["proef"].texts["nl"]:
        assert reviews.text_code(found.writer, "proef", variant) in text
    for article in reviews.cited(found.site, "proef", "basis"):
        assert reviews.article_code(found.site, article) in text and found.writer.cite(article) in text
    assert "Geldt dit ook hier?" in text and "sinds versie 1.0" in text
    assert all(label in text for label, _ in REPORT)
    assert document.element.body.xpath(".//w:r[w:rPr/w:strike]") and document.element.body.xpath(".//w:r[w:rPr/w:u]")


def test_lines_of_the_text_are_numbered(toy_data):
    """Lines count from 1 where the text begins and end where it ends: outside it each paragraph says that it is not numbered."""
    _, document = toy_dossier(toy_data)
    body = document.element.body
    first, last = [p for p in body.iterchildren(qn("w:p")) if p.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None]

    inside = False
    for paragraph in body.iter(qn("w:p")):
        quiet = paragraph.find(f"{qn('w:pPr')}/{qn('w:suppressLineNumbers')}") is not None
        if paragraph not in (first, last):
            assert quiet != inside
        inside = paragraph is first or inside and paragraph is not last
    assert [s.getparent().getparent() is last for s in body.iter(qn("w:sectPr")) if s.find(qn("w:lnNumType")) is not None] == [True]


@pytest.mark.slow
@pytest.mark.parametrize("key", SITE.clauses)
def test_nothing_of_a_text_falls_away(key):
    """In the file for a jurist stands every word of every variant, also what only some tenders have."""
    dossier, writer = Dossier(SITE, real().writer, "https://voorbeeld.be/"), real().writer
    text = re.sub(r"\s+", "", words(dossier.clause(key)))

    for variant in SITE.clauses[key].texts["nl"].values():
        for block in writer.tree(variant).iter():
            for piece in [block.text, *(child.tail for child in block)]:
                for part in TOKEN.split(piece or "")[::2]:
                    assert re.sub(r"\s+", "", part) in text


def test_open_questions_by_weight():
    """What changes most comes first, each question once, and each text that hangs on one names it in its file."""
    found = by_stake(SITE)

    assert list(found) == [stake for stake in SITE.vocabulary["stakes"] if stake in found]
    assert sorted(key for questions in found.values() for key, _ in questions) == sorted(SITE.open_questions)


def test_file_of_open_questions():
    """One file has every question with its alternatives, and every fact about the law that is still to be checked."""
    text = words(Dossier(SITE, real().writer, "https://voorbeeld.be/").questions())
    plain = real().links.plain

    for question in SITE.open_questions.values():
        for part in (question.question, question.why, question.alters, question.meanwhile, question.where):
            assert plain(part) in text
    assert len(open_facts(SITE)) > 50 and all(fact.check in text for _, fact in open_facts(SITE))
