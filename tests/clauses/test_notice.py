"""The notice: for Gent's five lots the codes and texts of an experienced buyer, from the facts and in the browser, and refused when they cannot be."""

import json
import re

import pytest

from macros.clauses import notice
from macros.decision import advice
from macros.facts.load import load
from macros.facts.models import Cpv
from macros.facts.problems import DataError
from tests.clauses.test_tender import clipboard
from tests.real import ROOT, SITE, diagrams

CHAIN = ["gedragscode", "lijst van de productieplaatsen", "onafhankelijke derde partij", "plan"]
LOTS = {
    "aankondiging-gent-1": ("18100000", {"18110000", "18234000", "18331000", "35113400"}, ["vooruitgaat"], True),
    "aankondiging-gent-2": ("18100000", {"18130000", "18220000", "18221300", "35113400"}, [], False),
    "aankondiging-gent-3": ("39510000", {"39514100", "39514200", "39514500"}, [], None),
    "aankondiging-gent-4": ("18830000", {"18831000"}, [], False),
    "aankondiging-gent-5": ("18141000", {"18142000", "18444200", "33735100"}, [], False),
}
"""What an experienced buyer fills in: the main code, further codes, words in the text beside CHAIN, and whether organic cotton is asked
(None: in either way)."""


def example(key):
    """What the facts fill in for a lot: field → what stands there, the texts of a code apart as 'bt-777 soc-obj'."""
    record = SITE.notice_examples[key]
    rows = notice.filled(SITE, record.goods, record.further, notice.asked(diagrams(), record.example))
    return {
        f"{field} {to}" if to else field: [value if isinstance(value, str) else value[0] for value in values]
        for field, _, to, values in rows
    }


@pytest.mark.parametrize("key", LOTS)
def test_lot_of_gent(key):
    """Each lot has the codes of its goods, both social goals with a text of its own, and no goal for the environment that its texts do not ask."""
    main, further, words, cotton = LOTS[key]

    found = example(key)

    assert found["bt-262"] == [main] and further <= set(found["bt-263"])
    assert found["bt-23"] == ["supplies"] and found["bt-71"] == ["none"] and found["bt-736"] == ["no"]
    assert found["bt-775"] == ["hum-right", "work-cond"] and found["opt-060"] == ["performance"]
    text = " ".join(found["bt-777 soc-obj"])
    assert [word for word in [*CHAIN, *words] if word not in text] == [] and "voorbehouden" not in text
    assert ("vooruitgaat" in text) == ("vooruitgaat" in words)
    assert "artikel 87" in found["bt-70"][0] and "bestek" in found["bt-70"][0]
    if cotton is not None:
        assert found["bt-06"] == ["soc-obj", "env-imp"] if cotton else found["bt-06"] == ["soc-obj"]
    asks = "env-imp" in found["bt-06"]
    assert ("bt-774" in found) == asks == ("bt-777 env-imp" in found) and found["bt-805"] == ["other" if asks else "none"]


def test_gent_is_whole():
    """The example has the five lots of the case, in its order and under their names."""
    assert [e.lot for e in SITE.notice_examples.values()] == [lot.name for lot in SITE.cases["gent-2018"].lots] and len(LOTS) == 5


@pytest.mark.parametrize("key", SITE.goods)
def test_goods_codes_differ(key):
    """No code comes twice, and the main code is not a further one."""
    codes = [SITE.goods[key].main, *SITE.goods[key].further]

    assert len(set(codes)) == len(codes)


@pytest.mark.parametrize("key", SITE.cpv)
def test_code_is_used(key):
    """A code has eight digits and stands with some goods."""
    assert re.fullmatch(r"\d{8}", Cpv.code(key))
    assert any(key in (goods.main, *goods.further) for goods in SITE.goods.values())


OFFICIAL = dict(
    line.split("\t") for line in (ROOT / "tests/clauses/eforms.txt").read_text(encoding="utf-8").splitlines() if not line.startswith("#")
)
"""What the Publications Office calls each code: 'cpv.18110000' or 'bt-775.hum-right' → its Dutch name."""


@pytest.mark.parametrize("key", SITE.cpv)
def test_code_has_its_official_name(key):
    """A code exists in the European list, and is called to the letter what the list calls it."""
    assert OFFICIAL.get(f"cpv.{Cpv.code(key)}") == SITE.cpv[key].name


@pytest.mark.parametrize("key", [key for key, field in SITE.notice_fields.items() if field.codes])
def test_field_has_official_codes(key):
    """Each code of a field exists in the list of that field, under the name that a buyer sees in the form."""
    for code, choice in SITE.notice_fields[key].codes.items():
        assert OFFICIAL.get(f"{key}.{code}") == choice.label


@pytest.mark.parametrize("key", SITE.notice_fields)
def test_field_fits_the_form(key):
    """All sentences of a field together fit in the form, and of no texts and of every text the field can be filled in."""
    field, longest = SITE.notice_fields[key], max(len(goods.object) for goods in SITE.goods.values())

    assert bool(field.texts) == bool(field.longest)
    for to in {text.to for text in field.texts}:
        assert sum(len(text.text) + longest for text in field.texts if text.to == to) <= field.longest
    assert field.codes or field.texts or key in notice.OF_GOODS


ADVICES = advice.together(diagrams())
"""Every distinct advice: working them out takes a third of a second."""


@pytest.mark.parametrize("number", range(len(ADVICES)))
def test_rules_between_fields(number):
    """Of every advice the form would take what is filled in: no goal beside 'none', a description for each goal, a condition with its sign."""
    present = advice.tender(SITE, ADVICES[number]).present
    found = {
        (field, to): [value if isinstance(value, str) else value[0] for value in values]
        for field, _, to, values in notice.filled(SITE, "groep-werkkledij", ["cpv-18110000"], present)
    }
    goals = found["bt-06", None]

    assert goals and ("none" not in goals or goals == ["none"])
    assert {to for field, to in found if field == "bt-777"} == set(goals) - {"none"}
    assert ("bt-775", None) in found if "soc-obj" in goals else ("bt-775", None) not in found
    assert (("bt-70", None) in found) == (("opt-060", None) in found)
    assert len(found["bt-71", None]) == len(found["bt-736", None]) == len(found["bt-805", None]) == 1


FAULTS = {
    "unknown condition": ("notice_fields", "when: proef}", "when: prof}", "onbekende voorwaarde 'prof'"),
    "code of another field": ("notice_fields", "{to: soc-obj, text: Met", "{to: soc-ob, text: Met", "een code van het veld in 'follows'"),
    "service as main code of a supply": ("goods", "main: cpv-18110000", "main: cpv-98310000", "past: cpv-98310000"),
    "code outside its goods": (
        "notice_examples",
        "further: [cpv-18234000]",
        "further: [cpv-18110000]",
        "aanvullende codes van 'groep-kledij'",
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_fault(name, toy_data):
    """A notice that the form would refuse, or that asks after what is not there, stops the build."""
    kind, old, new, told = FAULTS[name]
    path = toy_data / f"{kind}.yml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")

    with pytest.raises(DataError, match=re.escape(told)):
        load(toy_data)


def keep(tab, **stored):
    """Put in this browser what 'Mijn bestek' and this page keep there, and open the page again."""
    for name, value in stored.items():
        tab.evaluate("([name, value]) => localStorage.setItem(name, value)", [name.replace("_", "-"), json.dumps(value)])
    tab.reload()


SHOWN = """() => [...document.querySelectorAll('[data-notice-block]')].map(lot => ({ open: lot.open = true,
  name: lot.querySelector('[data-notice-title]').textContent, goods: lot.querySelector('select').value,
  rows: Object.fromEntries([...lot.querySelectorAll('[data-notice-row]')].filter(row => row.checkVisibility()).map(row =>
    [row.cells[0].textContent.replace(/\\s+/g, ' ').trim(), [...row.querySelectorAll('[data-part]')].filter(part => part.checkVisibility()).map(part => part.dataset.copy ?? part.innerText.trim())]))
}))"""


@pytest.fixture
def gent(visit):
    """The page with Gent's five lots, each with the texts of its advice, in 'Mijn bestek'."""
    names, choices = [record.lot for record in SITE.notice_examples.values()], {}
    for record in SITE.notice_examples.values():
        answers = SITE.examples[record.example].answers
        outcomes = {
            name: tuple(o for o in ([found] if isinstance(found, str) else found) if o in weighty)
            for name, weighty in advice.weighty(SITE).items()
            for _, found, _ in [diagrams().follow(name, answers)]
        }
        for text, variant in advice.tender(SITE, outcomes).texts.items():
            choices.setdefault((text, variant), []).append(record.lot)
    tab = visit("clausules/aankondiging/")
    keep(tab, percelen_namen=names, bestek=[{"id": i, "variant": v, "lots": lots} for (i, v), lots in choices.items()])
    return tab


def test_browser_fills_gent(gent):
    """Each lot of 'Mijn bestek' knows its goods by its name, and gets the same codes and sentences as the facts give."""
    shown = gent.evaluate(SHOWN)

    assert [lot["name"] for lot in shown] == [f"Perceel: {record.lot}" for record in SITE.notice_examples.values()]
    for lot, (key, record) in zip(shown, SITE.notice_examples.items()):
        assert lot["goods"] == record.goods
        facts = example(key)
        for row, values in lot["rows"].items():
            number = row.split()[0].lower()
            to = row.split(" bij ")[1] if " bij " in row else None
            if number == notice.FURTHER:
                assert values == [Cpv.code(code) for code in SITE.goods[record.goods].further]
            else:
                words = bool(SITE.notice_fields[number].texts)  # else codes, each with its label
                expected = facts.pop(f"{number} {to}" if to else number)
                assert [value if words else value.split()[0] for value in values] == expected, (key, row)
        assert set(facts) == {notice.FURTHER}
    assert gent.trouble == [] and gent.elsewhere == []


def test_nothing_chosen(visit):
    """Before anything is chosen no sentence lacks its goods and no empty table stands there; once the goods are chosen the sentence does."""
    tab = visit("clausules/aankondiging/")
    shown = tab.evaluate(SHOWN)[0]["rows"]
    assert not {"BT-24 Beschrijving", "BT-262 Belangrijkste classificatie"} & set(shown) and "BT-71 Voorbehouden deelname" in shown
    assert not tab.is_visible("[data-notice-whole]")

    tab.select_option("[data-notice-block] select", "groep-linnen")
    sentence = tab.evaluate(SHOWN)[0]["rows"]["BT-24 Beschrijving"]
    assert sentence == example("aankondiging-gent-3")["bt-24"]


def test_copy_a_field(gent):
    """Copying gives codes one after the other and sentences as one text, only of what is ticked and holds."""
    first = "[data-notice-block]:first-child"
    gent.check(f"{first} [value=cpv-18110000]:visible")
    gent.check(f"{first} [value=cpv-18234000]:visible")
    gent.click(f"{first} tr:has(a[href='#bt-263']) [data-notice-copy]")
    gent.wait_for_selector("[data-notice-status]:not(:empty)")
    assert clipboard(gent)["text/plain"] == "18110000, 18234000"

    gent.click(f"{first} tr:has(a[href='#bt-777']) [data-notice-copy] >> nth=0")
    gent.wait_for_selector("[data-notice-status]:has-text('waardige')")
    assert clipboard(gent)["text/plain"] == " ".join(example("aankondiging-gent-1")["bt-777 soc-obj"])

    gent.click(f"{first} [data-notice-all]")
    gent.wait_for_selector("[data-notice-status]:has-text('Perceel')")
    found = clipboard(gent)
    assert "<table" in found["text/html"] and "Kopieer" not in found["text/plain"]
    assert "18110000 Beroepskleding; 18234000 Broeken" in found["text/plain"] and "none" in found["text/plain"]


def test_choice_stays_and_is_forgotten(gent):
    """What is chosen for a lot is there on the next visit, and goes when 'Mijn bestek' is emptied for good."""
    first = "[data-notice-block]:first-child"
    gent.select_option(f"{first} select", "groep-signalisatie")
    gent.check(f"{first} [value=cpv-35113440]:visible")
    gent.reload()
    assert gent.input_value(f"{first} select") == "groep-signalisatie" and gent.is_checked(f"{first} [value=cpv-35113440]:visible")
    assert gent.text_content(f"{first} tr:has(a[href='#bt-262']) [data-part]:visible").startswith("35113400")

    gent.evaluate("Clauses.change([], []), Clauses.forget()")
    gent.reload()
    assert gent.evaluate(SHOWN)[0]["goods"] == "" and gent.is_visible("[data-notice-empty]")


def test_service(visit):
    """Renting is a service, by its name as by its choice, with a code that the form takes for one."""
    tab = visit("clausules/aankondiging/")
    keep(tab, percelen_namen=["Huur van werkkledij"], bestek=[{"id": "huur-wasserij", "variant": "basis", "lots": []}])
    rows = tab.evaluate(SHOWN)[0]["rows"]

    assert rows["BT-23 Aard van het contract"][0].startswith("services") and rows["BT-262 Belangrijkste classificatie"] == ["98310000"]


def test_hostile_choice(visit):
    """What is stored by anything else than this page does not break it, and offers nothing that the page has not."""
    tab = visit("clausules/aankondiging/")
    for value in ([], "x", {"": {"goods": "<img src=x onerror=alert(1)>", "codes": 7}}, {"": None}, 5):
        keep(tab, aankondiging=value, percelen_namen=[], bestek=[])
        assert tab.evaluate(SHOWN)[0]["goods"] == ""
    keep(tab, percelen_namen=["<img src=x onerror=alert(1)>"], bestek=[{"id": "code-keten", "variant": "basis", "lots": []}])
    assert tab.evaluate(SHOWN)[0]["rows"]["BT-06 Doel van strategische aanbestedingen"][0].startswith("soc-obj")
    assert tab.trouble == []


def test_readable_without_scripts(browser, address):
    """Without JavaScript the example, the codes and each field can be read, and no button stands there that does nothing."""
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(address + "clausules/aankondiging/")

    assert not tab.is_visible("[data-notice]") and tab.locator("[data-notice-copy]:visible").count() == 0
    assert tab.locator("details.notice").count() == 5 and tab.is_visible("#groep-linnen") and tab.is_visible("#bt-777")
    context.close()
