"""What someone trips over who reads a tender sentence by sentence: each test holds one kind of fault that was found that way."""

import re

import pytest

from macros.clauses import articles
from macros.clauses.articles import CONDITION, REFERENCE
from macros.clauses.tenders import Tender
from macros.clauses.text import blanks
from macros.decision import advice
from macros.facts import duties
from tests.real import SITE, diagrams, guide

PLURAL = "binden|bepalen|blijven|gelden|laten|regelen|staan|toelaten|vragen|zeggen"
TEXTS = [
    pytest.param(articles, language, id=f"{key}-{variant}-{language}")
    for key, clause in SITE.clauses.items()
    for language, variants in clause.articles_by.items()
    for variant, articles in variants.items()
]
every_text = pytest.mark.parametrize("found, language", TEXTS)


def flat(article):
    """The words of an article on one line, with § for each reference."""
    return re.sub(r"\s+", " ", REFERENCE.sub("§", article.body))


@every_text
def test_reference_is_one_place(found, language):
    """A reference reads as 'artikel 5': no verb for several things goes with it."""
    if language != "nl":
        return
    wrong = rf"(?<!van )(?<!en )§(?: het| ook| hier)* (?:{PLURAL})\b|\b(?:{PLURAL}) (?:ook |daarvoor |hier )*§(?! en | tot )"

    assert [match[0] for article in found for match in re.finditer(wrong, flat(article))] == []


@every_text
def test_reference_begins_no_sentence(found, language):
    """A reference reads as 'artikel 5', in small letters: a sentence begins with another word."""
    wrong = r"(?:^|(?:[.:?] |\d\. |- )(?:\{als [^}]*: ?)?)§.{0,40}"

    assert [match[0] for article in found for match in re.finditer(wrong, flat(article)) if not match[0].startswith(": ")] == []


@every_text
def test_bare_member_does_not_move(found, language):
    """'lid 3' in words is the third member in every tender: no member up to there hangs on something."""
    wrong = []
    for article in found:
        lines = [line for line in article.body.splitlines() if re.match(r"\d+\. ", line)]
        for number in re.findall(r"(?<![,§]) [Ll]id (\d+)\b", " " + re.sub(r"@@\S+, lid \d+", "", flat(article))):
            before = lines[: int(number)]
            if len(before) < int(number) or any(CONDITION.match(line, line.index(" ") + 1) for line in before):
                wrong.append((article.id, number))

    assert wrong == []


@pytest.mark.parametrize("key", SITE.clauses)
def test_member_that_is_referred_to_always_stands(key):
    """A member that another text or article points at hangs on nothing: what falls away leads to the member after it."""
    wrong = set()
    for variant, text in SITE.clauses[key].texts["nl"].items():
        for clause, id, path, _ in REFERENCE.findall(text):
            there = SITE.clauses[clause or key]
            for other in there.texts["nl"] if clause else [variant]:
                for article in there.articles_of("nl", other) if path else ():
                    members = [line for line in article.body.splitlines() if re.match(r"\d+\. ", line)]
                    number = int(path.strip(".").split(".")[0])
                    if (
                        article.id == id
                        and number <= len(members)
                        and CONDITION.match(members[number - 1], members[number - 1].index(" ") + 1)
                    ):
                        wrong.add((variant, clause, id, path))

    assert wrong == set()


@pytest.mark.parametrize("key", [key for key, clause in SITE.clauses.items() if not clause.every_lot])
def test_no_lots_without_lots(key):
    """A text that also stands in a tender without lots does not speak of all lots."""
    texts = [text for variants in SITE.clauses[key].texts.values() for text in variants.values()]

    assert not [text for text in texts if re.search(r"alle percelen|all lots|tous les lots", text, re.I) or "perceel" in blanks(text)]


@pytest.mark.parametrize("key", [key for key, duty in SITE.duties.items() if duty.every_months])
def test_what_comes_back_says_so(key):
    """The table of duties says of each duty that comes back that it does."""
    row = f"{SITE.duties[key].does} {duties.due(SITE, key)}"

    assert re.search(r"\b(elk|telkens|vorige)\b", row), row


def imposing(key):
    """Every duty that a text imposes: (variant, article, id, duty)."""
    for variant in SITE.clauses[key].texts["nl"]:
        for article in SITE.clauses[key].articles_of("nl", variant):
            for name in map(lambda duty: duties.split(duty)[0], article.duties):
                yield variant, article, name, SITE.duties[name]


@pytest.mark.parametrize("key", SITE.duties)
def test_duty_speaks_of_parties(key):
    """A duty stands in a table of the contract: it names the parties, and speaks to nobody as 'u'."""
    duty = SITE.duties[key]

    assert re.findall(r"\b(?:u|uw|we|wij|ons|onze)\b", " ".join((duty.name, duty.does, duty.proof, duty.otherwise)), re.I) == []


@pytest.mark.parametrize("key", SITE.clauses)
def test_first_delivery_is_told_by_both(key):
    """A duty that counts from the first delivery is told so by its record and by its text; one for each delivery by neither."""
    told = {
        name: (duty.start == "eerste-levering", "eerste levering" in flat(article))
        for _, article, name, duty in imposing(key)
        if duty.start in ("levering", "eerste-levering")
    }

    assert {name for name, (record, text) in told.items() if record != text} == set()


@pytest.mark.parametrize("key", SITE.clauses)
def test_what_follows_is_told_by_both(key):
    """What follows when a duty is not done is the same in its record and in the text that imposes it."""
    silent = set()
    for variant, _, name, duty in imposing(key):
        words = re.sub(r"\s+", " ", SITE.clauses[key].texts["nl"][variant])
        if "regels over niet-uitvoering gelden" in duty.otherwise.lower():
            told = "regels over niet-uitvoering van" in words or "[§kader-uitvoering:gevolgen" in words
        else:
            told = "algemene uitvoeringsregels" not in duty.otherwise or "algemene uitvoeringsregels" in words
        silent |= set() if told else {(variant, name)}

    assert silent == set()


CITED = r"[Aa]rtikel(?:en)? ((?:(?!artikel)[^.@\[])*?)van (?:de|het) (?:%s)"
LAWS = {"aur": "koninklijk besluit van 14 januari 2013", "wet": "wet van 17 juni 2016"}


@pytest.mark.parametrize("key", SITE.clauses)
def test_legal_basis_names_what_is_cited(key):
    """An article of the law that a text cites stands in its legal basis, so that who reads it after us has it beside him."""
    words = " ".join(re.sub(r"\s+", " ", text) for text in SITE.clauses[key].texts["nl"].values())
    cited = set(re.findall(r"@@([a-z0-9-]+)", words))
    for act, name in LAWS.items():
        cited |= {f"{act}-{number}" for numbers in re.findall(CITED % name, words) for number in re.findall(r"\d+", numbers)} & set(
            SITE.articles
        )

    assert cited <= set(SITE.clauses[key].articles)


@every_text
def test_words_before_a_field(found, language):
    """What stands before a field does not say its first word already, and no member begins with a field that is filled in small letters."""
    wrong = []
    for article in found:
        for before, field in re.findall(r"(\S*) ?\[\[([a-z][a-z0-9-]*)\]\]", flat(article)):
            example = SITE.fields[field].example
            if before.lower() == example.split()[0].lower() or (re.fullmatch(r"\d+\.", before) and example[0].islower()):
                wrong.append((article.id, before, field))

    assert language != "nl" or wrong == []


def test_fields_of_old_texts_say_so():
    """A field that only former versions ask for says so; any other stands in a text of today."""
    now, old = (
        {
            field
            for clause in SITE.clauses.values()
            for texts in (clause.texts.values() if current else clause.older.values())
            for text in texts.values()
            for field in guide().writer.blanks(text)
        }
        for current in (True, False)
    )

    assert {key for key, field in SITE.fields.items() if "vorige versies" in field.help} == set(SITE.fields) - now
    assert set(SITE.fields) - now <= old


def test_fields_that_carry_along():
    """A field that takes over what the decision helper was told names one of its questions, or the start."""
    carried = {key: field.carries for key, field in SITE.fields.items() if field.carries}

    assert set(carried.values()) <= {"opstart", *SITE.questions} and {"opstart", "looptijd", "raming"} <= set(carried.values())
    for key, field in SITE.fields.items():
        assert not field.answers or set(field.answers) <= set(SITE.questions[carried[key]].options), key


def test_lots_have_their_text():
    """Every advice that is about more than a signature still agrees with itself with the text that its lots bring along."""
    given = {key: clause.with_lots for key, clause in SITE.clauses.items() if clause.with_lots}
    found = {tuple(advice.tender(SITE, outcomes).texts.items()) for outcomes in advice.together(diagrams())}
    wrong = set()
    for texts in map(dict, found):
        for key, other in given.items():
            if other in texts and key not in texts:
                wrong |= set(Tender(SITE, texts | {key: "basis"}).faults())

    assert given and wrong == set()


def test_numbers_of_members_are_counted():
    """The tests above see what they look for: a reference that begins a sentence, and members that hang on something."""
    article = articles.Article("a", "A", "1. {als x} Een.\n2. [§b] zegt iets. Lid 1 blijft.\n3. Dan gelden [§b].")

    for test in (test_reference_is_one_place, test_reference_begins_no_sentence, test_bare_member_does_not_move):
        with pytest.raises(AssertionError):
            test([article], "nl")
