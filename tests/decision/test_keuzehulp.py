"""The decision helper as the reader meets it: the script comes to what Python advises, the page shows it, and a person can walk it."""

import base64
import functools
import io
import itertools
import re
from pathlib import Path

import docx
import pytest

from macros.after import downloads
from macros.after.addresses import DECISION
from macros.decision import advice
from macros.decision.proof import each
from macros.decision.rules import advise, chosen, lows
from macros.decision.words import query
from macros.facts import duties
from tests import node
from tests.browser.looks import PAPER, PHONE, jumped
from tests.conftest import until
from tests.pages.test_address import CHANGES, LINKS
from tests.real import SITE, diagrams, first_answers, guide, walk, walk_per_rule, worked, written

SCRIPTS = [downloads.files(guide())[DECISION]().decode(), node.source("address.js"), node.source("decision-engine.js")]
"""What decides in the browser: the compiled rules and the script that follows them."""


def expected(answers):
    """What Python advises: decision → [outcomes, rules], as the browser writes it."""
    found = {}
    for name in SITE.decisions:
        _, outcome, rules = diagrams().follow(name, answers)
        found[name] = [[outcome] if isinstance(outcome, str) else list(outcome), list(rules)]
    return found


def test_script_follows_every_box():
    """In every box of answers that lead to one case, our script comes to the outcomes and the rules that Python comes to.

    That the boxes hold every combination, and that the data of the browser are the compiled rules, is proved elsewhere.
    """
    boxes = {tuple(box.answers.items()): box for table in each(worked()) for box in table.boxes}
    ones = {tuple(box.one(SITE).items()): box.answers for box in boxes.values()}
    walks = [answers for one, told in ones.items() if (answers := written(dict(one), told))]
    found = node.call(
        SCRIPTS,
        """walks => walks.map(answers => Object.fromEntries(
      Object.entries(Keuzehulp.advise(answers)).map(([id, { outcomes, rules }]) => [id, [outcomes, rules]])))""",
        walks,
    )

    assert len(walks) > 2000
    for answers, came in zip(walks, found, strict=True):
        advised = {name: [flat(outcome), list(rules)] for name, (outcome, rules) in advise(SITE, answers).items()}
        assert came == advised, answers


def flat(outcome):
    """An outcome as the browser writes it."""
    return [outcome] if isinstance(outcome, str) else list(outcome)


def test_script_knows_the_tender():
    """For every distinct advice the script offers the texts that Python derives, and the duties in them with the month that they fall due."""
    advices = advice.together(diagrams())
    found = node.call(
        SCRIPTS,
        """advices => advices
      .map(advice => Object.fromEntries(Object.entries(advice).map(([id, outcomes]) => [id, { outcomes }])))
      .map(advice => [Object.fromEntries(Keuzehulp.texts(advice)), Object.fromEntries(Keuzehulp.duties(advice))])""",
        advices,
    )
    for outcomes, (texts, due) in zip(advices, found, strict=True):
        tender = advice.tender(SITE, outcomes)
        present = {duties.split(duty)[0] for duty in tender.duties}
        assert texts == tender.texts and due == {key: duties.month(SITE, key, present) for key in present}, outcomes


@functools.cache
def timed():
    """Every advice that can come with a duration, in the shortest and the longest contract of that class: (outcomes, months).

    Of those that ask the same, one.
    """
    firsts, found = lows(SITE, "looptijd"), []
    for option, low, after in zip(SITE.questions["looptijd"].options, firsts, [*firsts[1:], 60]):
        asked = {}
        for outcomes in advice.together(diagrams(), {"looptijd": option}):
            asked.setdefault(frozenset(advice.tender(SITE, outcomes).duties), outcomes)
        found += [(outcomes, end) for outcomes in asked.values() for end in {low, after - 1}]
    return found


def ill_timed(calendar="Keuzehulp.calendar"):
    """Where a calendar lists what the contract does not live to see, or leaves out what it does: (months, extension, duty).

    Each advice is tried with extensions that are too short, long enough and not known.
    """
    cases = [(outcomes, end, more) for outcomes, end in timed() for more in (1, 12, None)]
    found = node.call(
        SCRIPTS,
        f"""cases => cases.map(([given, end, more]) => {{
      const advice = Object.fromEntries(Object.entries(given).map(([id, outcomes]) => [id, {{ outcomes }}]))
      return [Object.fromEntries(({calendar})(advice, end, more === null ? Infinity : end + more)), Object.fromEntries(Keuzehulp.duties(advice))]
    }})""",
        cases,
    )
    for (_, end, more), (listed, asked) in zip(cases, found, strict=True):
        for key, month in asked.items():
            right = {"month": month, "sure": True, "close": False}
            if month is not None and month > end:
                right = {"vervalt": right | {"sure": False}, "op-einde": right | {"month": end, "close": True}}[SITE.duties[key].beyond]
                if not right["sure"] and more is not None and month > end + more:
                    right = None
            if listed.get(key) != right:
                yield end, more, key
        yield from ((end, more, key) for key in listed.keys() - asked.keys())


@pytest.mark.slow
def test_calendar_ends_with_the_contract():
    """The calendar of an advice lists what falls due within the sure months; what lapses after them only if the contract is extended, and marked."""
    assert list(ill_timed()) == []


@pytest.mark.slow
@pytest.mark.parametrize(
    "planted",
    [
        "advice => new Map([...Keuzehulp.duties(advice)].map(([id, month]) => [id, { month, sure: true, close: false }]))",
        "(...all) => new Map([...Keuzehulp.calendar(...all)].filter(([, due]) => due.sure))",
        "(advice, end) => Keuzehulp.calendar(advice, end, Infinity)",
    ],
    ids=["no end", "nothing for an extension", "any extension"],
)
def test_planted_calendar(planted):
    """A calendar that lists what comes too late, leaves out what an extension brings, or takes any extension for granted, is found."""
    assert next(ill_timed(planted), None)


def test_end_of_the_contract():
    """The end is known where the duration is asked, the extensions where they are asked; an answer that no longer matters says nothing."""
    short = SITE.examples["gent-perceel-1"].answers | {"looptijd": "12", "verlenging": "24"}
    given = [short, short | {"looptijd": "48"}, short | {"ambitie": "verbetering"}, short | {"raming": "beperkte-waarde"}]

    assert "verlenging" in walk(first_answers() | short)
    assert node.call(SCRIPTS, "all => all.map(answers => Keuzehulp.ends(answers).map(String))", given) == [
        ["12", "36"],
        ["48", "Infinity"],
        ["12", "Infinity"],
        ["Infinity", "Infinity"],
    ]


def test_calendar_says_what_an_extension_brings(visit):
    """On the page what comes after the sure end is not listed or says that it comes only with an extension; what closes the contract has its last day."""
    late = SITE.examples["gent-perceel-2"].answers | {"looptijd": "12", "ambitie": "verbetering"}
    tab = visit("keuzehulp/#" + query(late))
    until(tab, "document.querySelector('[data-duty=termijn-transparantie]').dataset.month")
    tab.fill("#opstart", "2027-03-01")
    row = lambda key: tab.text_content(f"[data-duty={key}]")

    assert "Alleen als u verlengt." in row("termijn-transparantie-jaarlijks") and "(1 september 2028)" in row(
        "termijn-transparantie-jaarlijks"
    )
    assert row("plicht-stand-acties").endswith("(1 maart 2028). Uiterlijk op het einde van het contract.")
    assert row("termijn-transparantie").endswith("(1 september 2027).")
    assert any("Alleen als u verlengt." in p.text for p in report(tab).paragraphs)


def unfolded(text):
    """An agenda as a calendar reads it: its events, each name → value. Every line is at most 75 bytes and ends as it must."""
    assert text.endswith("\r\n") and not re.search(r"(?<!\r)\n|\r(?!\n)", text)
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    lines = re.sub("\r\n ", "", text).split("\r\n")
    assert lines[:2] == ["BEGIN:VCALENDAR", "VERSION:2.0"] and lines[-2:] == ["END:VCALENDAR", ""]
    found = re.findall(r"(?s)BEGIN:VEVENT\n(.*?)\nEND:VEVENT", "\n".join(lines))
    clear = lambda words: re.sub(r"\\([\\;,])", r"\1", words)
    return [{name: clear(value) for name, value in (line.split(":", 1) for line in event.split("\n"))} for event in found]


@pytest.mark.check
def test_agenda_is_written_as_calendars_read_it():
    """Signs with a meaning of their own, long words and letters of more than one byte come back as they were; the same days give the same file."""
    told = "Plan; met \\ en, 'é' " + "œuvre coördinatie " * 12
    days = [
        {
            "uid": "a.2027-03-01",
            "day": "2027-09-01",
            "name": "Rapport, eerste",
            "told": told,
            "url": "https://example.org/#a=1;b=2",
            "sure": True,
        },
        {"uid": "b", "day": "2028-09-01", "name": "Elk jaar", "told": "x", "url": "u", "sure": False, "every": "12", "until": "2029-03-01"},
    ]
    given = {"name": "Termijnen", "maker": "site", "stamp": "2026-11-26", "days": days}
    first, again = (node.call([*SCRIPTS, node.source("decision-report.js")], "given => Keuzehulp.agenda(given)", given) for _ in range(2))
    one, two = unfolded(first)

    assert first == again and one["SUMMARY"] == "Rapport, eerste" and one["DESCRIPTION"] == re.sub(r"\s+", " ", told).strip()
    assert (one["DTSTART;VALUE=DATE"], one["DTSTAMP"], one["UID"]) == ("20270901", "20261126T000000Z", "a.2027-03-01@site")
    assert one["URL"] == days[0]["url"] and (one["STATUS"], two["STATUS"]) == ("CONFIRMED", "TENTATIVE")
    assert "RRULE" not in one and two["RRULE"] == "FREQ=MONTHLY;INTERVAL=12;UNTIL=20290301"


def test_calendar_goes_into_an_agenda(visit):
    """With a start date the calendar comes as a file: each dated duty of each lot that is listed, on its day; without one there is no button."""
    late = SITE.examples["gent-perceel-2"].answers | {"looptijd": "12", "ambitie": "verbetering"}
    tab = visit(f"keuzehulp/#perceel=Broeken&{query(late)};perceel=Schoenen&{query(late | {'looptijd': '48'})}")
    until(tab, "document.querySelector('[data-duty=termijn-transparantie]').dataset.month")
    assert not tab.is_visible("[data-agenda-make]")
    tab.fill("#opstart", "2027-03-01")
    with tab.expect_download() as download:
        tab.click("[data-agenda-make]")
    events = unfolded(Path(download.value.path()).read_bytes().decode())
    found = {event["UID"].split("@")[0]: event for event in events}
    listed = tab.evaluate(
        "[...document.querySelectorAll('[data-duty]:not([hidden])')].filter(e => e.dataset.day).map(e => [e.dataset.duty, e.dataset.day])"
    )

    assert download.value.suggested_filename == "termijnen.ics" and len(found) == len(events)
    assert {(f"{duty}.2027-03-01.1", day.replace("-", "")) for duty, day in listed} == {
        (uid, event["DTSTART;VALUE=DATE"]) for uid, event in found.items() if uid.endswith(".1")
    }
    assert any(uid.endswith(".2") and event["SUMMARY"].startswith("Schoenen: ") for uid, event in found.items())
    yearly = found["termijn-transparantie-jaarlijks.2027-03-01.1"]
    assert yearly["STATUS"] == "TENTATIVE" and "RRULE" not in yearly  # how long it may be extended is not known
    assert found["termijn-transparantie-jaarlijks.2027-03-01.2"]["RRULE"] == "FREQ=MONTHLY;INTERVAL=12;UNTIL=20310301"
    assert "klaar" in tab.inner_text("[data-agenda-status]") and tab.trouble == []
    tab.fill("#opstart", "")
    assert not tab.is_visible("[data-agenda-make]")


def test_steps_that_ask_nothing_stand_in_one_row(visit):
    """A small order tells in one row that the other steps ask nothing, on the page and in Word; one such step keeps its own row."""
    tab = visit("keuzehulp/#fase=bestek&raming=beperkte-waarde&productgroep=basiskledij")
    rows = lambda: [
        row.inner_text().split("\n")[0].strip() for row in tab.query_selector_all(".decision__table [data-result] tr") if row.is_visible()
    ]
    asked = lambda: [name for name in rows() if "tap 2" in name or "tap 3" in name or "tap 4" in name]
    until(tab, "!document.querySelector('[data-below]').hidden")
    row = "[data-nothing]"
    paragraphs = [p.text for p in report(tab).paragraphs]

    assert asked() == [] and "Niets voor stap 2, 3 en 4" in tab.inner_text(row) and "U gaat niet verder dan stap 1." in tab.inner_text(row)
    assert paragraphs.count("Niets voor stap 2, 3 en 4") == 1 and "Geen plan in stap 3" not in " ".join(paragraphs)
    tab.evaluate("fragment => { location.hash = fragment }", query(SITE.examples["gent-perceel-2"].answers))
    until(tab, "document.querySelector('[data-nothing]').hidden")
    assert len(asked()) == 3 and tab.trouble == []


def test_calendar_without_months(visit):
    """Where nothing is counted from the start of the contract, no start is asked, and what is due is not folded away as 'other'; elsewhere it is."""
    tab = visit("keuzehulp/#fase=bestek&raming=beperkte-waarde&productgroep=basiskledij")
    tab.wait_for_selector("[data-duty=plicht-code-bestelling]")
    assert not tab.is_visible("#opstart") and "andere" not in tab.inner_text("[data-more-duties] summary")
    tab.evaluate("fragment => { location.hash = fragment }", ADVISED)
    tab.wait_for_selector("#opstart")

    assert not tab.is_visible("[data-duty=plicht-lijst]") and tab.is_visible("[data-duty=termijn-transparantie]") and tab.trouble == []
    assert "andere" in tab.inner_text("[data-more-duties] summary")


LETTERS = {
    "fase=lopend&voorwaarden=nee&stand=op-tijd&verlengbaar=nee": "brief-vrijwillig",
    "fase=aansluiten&voorwaarden=nee": "brief-centrale",
    "fase=lopend&voorwaarden=met-stukken&stand=op-tijd&verlengbaar=nog-te-beslissen": "brief-verlenging",
}


def test_no_empty_part(visit):
    """Nothing in the advice is a heading with nothing under it: not of a decision that does not apply, of steps told in one row, or of texts that are not asked."""
    tab, found = visit("keuzehulp/"), []
    for name in ("lopend-op-tijd", "gemeente-t-shirts", "gent-perceel-2"):
        tab.evaluate("fragment => { location.hash = fragment }", query(SITE.examples[name].answers))
        until(tab, "!document.querySelector('[data-below]').hidden && !document.querySelector('[data-advice]').hidden")
        found.append(
            tab.evaluate("""() => {
          for (const fold of document.querySelectorAll("[data-advice] details")) fold.open = true
          const seen = e => e.checkVisibility()
          const parts = [...document.querySelectorAll("[data-explained], [data-advice] .decision__fold")].filter(seen)
          const empty = parts.filter(part => ![...part.querySelectorAll("p, li, table")].some(seen)).map(part => part.innerText)
          return [parts.length, empty]
        }""")
        )

    assert [empty for _, empty in found] == [[], [], []] and found[0][0] < found[1][0] < found[2][0] and tab.trouble == []


def test_two_letters(visit, address):
    """A late document and an extension to decide: two letters, of which the action opens the first; the list has both, and calls them letters."""
    tab = visit("keuzehulp/#fase=lopend&voorwaarden=met-stukken&stand=laat&verlengbaar=nog-te-beslissen")
    action = tab.locator("[data-advice] .main-action:visible")
    listed = "[...document.querySelectorAll('[data-clause-item]:not([hidden])')].map(e => e.dataset.clauseItem)"

    assert tab.inner_text("[data-texts-called]") == "De brieven" and tab.evaluate(listed) == ["brief-herinnering", "brief-verlenging"]
    assert action.inner_text() == "Open de eerste brief en vul hem in"
    assert action.evaluate("e => e.href") == f"{address}clausules/brief-herinnering/" and tab.trouble == []


@pytest.mark.parametrize("link", LETTERS)
def test_letter_is_called_a_letter(link, visit, address):
    """Where the advice comes with a letter, the one action opens it on its own page, and no word calls it a text of a tender."""
    tab = visit(f"keuzehulp/#{link}")
    actions = [e for e in tab.query_selector_all("[data-advice] .main-action") if e.is_visible()]

    assert [e.inner_text() for e in actions] == ["Open de brief en vul hem in"] and tab.inner_text("[data-texts-called]") == "De brief"
    assert actions[0].evaluate("e => e.href") == f"{address}clausules/{LETTERS[link]}/"
    tab.evaluate("fragment => { location.hash = fragment }", ADVISED)
    until(tab, "!document.querySelector('[data-to-tender]').hidden")
    assert not tab.is_visible("[data-to-letter]") and tab.text_content("[data-texts-called]") == "De teksten voor uw bestek"


def test_page_shows_every_advice(visit):
    """For each rule that leads to an outcome, giving the answers shows exactly what Python advises: its outcomes and its rules."""
    tab, chosen = visit("keuzehulp/"), list(walk_per_rule().values())
    found = tab.evaluate(
        """walks => walks.map(answers => {
      document.querySelector("[data-forget-answers]").click()
      for (const [id, option] of Object.entries(answers)) {
        const number = document.getElementById(id)
        if (!number) document.getElementById(`${id}-${option}`).click()
        else {
          number.value = option
          number.dispatchEvent(new Event("input"))
        }
      }
      document.querySelector("[data-next]").click()
      dispatchEvent(new Event("pagehide"))   // what the page puts off comes now
      const seen = (name, id) => [...document.querySelectorAll(`[data-result="${id}"] [data-${name}]`)]
        .filter(e => !e.closest("[hidden]")).map(e => e.dataset[name].split("/")[1])
      return Object.fromEntries(Keuzehulp.decisions.map(({ id }) => [id, [seen("outcome", id), seen("rule", id)]]))
    })""",
        chosen,
    )

    assert set(walk_per_rule()) == {f"{name}/{rule}" for name, decision in SITE.decisions.items() for rule in decision.rules}
    for answers, came in zip(chosen, found):
        for name, (outcomes, rules) in expected(answers).items():
            assert (sorted(set(outcomes)), sorted(rules)) == (sorted(came[name][0]), sorted(came[name][1])), (answers, name)
    assert tab.trouble == []


def answer(tab, **answers):
    for question, option in answers.items():
        if SITE.questions[question].number:
            tab.fill(f"#{question}", option)
            tab.press(f"#{question}", "Enter")
        else:
            tab.check(f"#{question}-{option}")


def back(tab):
    """Go back in the browser, once the screen that shows is in its history: it is entered after it is drawn."""
    tab.evaluate("() => new Promise(done => setTimeout(done))")
    tab.go_back()


def test_one_question_at_a_time(visit):
    """One question is visible; answering shows the next with the focus on its heading; the answers, folded in, let one change an answer."""
    tab = visit("keuzehulp/")
    visible = lambda: [f.get_attribute("data-question") for f in tab.query_selector_all("[data-question]") if f.is_visible()]

    assert visible() == ["fase"]
    answer(tab, fase="bestek")
    assert visible() == ["raming"]
    assert tab.evaluate("document.activeElement.matches('#vraag-raming [role=heading]')")
    answer(tab, raming="beperkte-waarde")
    tab.wait_for_selector("[data-given]:not([hidden]):not([open])")
    tab.click("[data-given] > summary")
    tab.click("[data-summary] li:first-child [data-change]")
    assert visible() == ["fase"] and tab.is_checked("#fase-bestek")
    answer(tab, fase="voorbereiding")
    tab.wait_for_url("**#fase=voorbereiding&raming=beperkte-waarde")


ADVISED = query(SITE.examples["gent-perceel-1"].answers)
"""What stands behind the # of a link with all answers."""

SIZES = {"desktop": {"width": 1366, "height": 768}, "telefoon": {"width": 390, "height": 844}}


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("lots", [ADVISED, f"perceel=Broeken&{ADVISED};perceel=Schoenen&{ADVISED}"], ids=["een", "twee percelen"])
def test_link_opens_on_the_advice(size, lots, visit):
    """A link with all answers opens on the advice: it is the heading, and it stands with its paragraph and its one action in the first screen."""
    tab = visit(f"keuzehulp/#{lots}", viewport=SIZES[size])
    main = SITE.examples["gent-perceel-1"].advises["hoe-ver"]
    places = tab.evaluate("""() => ["#advies", "[data-lead]", "[data-advice] .main-action"].map(one => {
      const { top, bottom, height } = document.querySelector(one).getBoundingClientRect()
      return height > 0 && top > 0 && bottom <= innerHeight
    })""")

    assert places == [True] * 3 and not tab.is_visible("[data-ask]")
    assert tab.inner_text("#advies") == SITE.decisions["hoe-ver"].outcomes[main].label
    assert len([e for e in tab.query_selector_all(".main-action") if e.is_visible()]) == 1
    assert re.search(r"Zet de \d+ teksten", tab.inner_text("[data-to-tender]"))


def test_outcome_is_short(visit):
    """On a desktop the whole page of an advice, with nothing unfolded, is lower than 2500 pixels, whatever the advice."""
    tab, chosen = visit("keuzehulp/", viewport=SIZES["desktop"]), list(walk_per_rule().values())
    found = tab.evaluate(
        """async links => {
      const heights = []
      for (const link of links) {
        const there = new Promise(done => addEventListener("hashchange", done, { once: true }))
        location.hash = link
        await there
        dispatchEvent(new Event("pagehide"))
        heights.push([document.querySelector("[data-advice]").hidden ? 0 : document.documentElement.scrollHeight, link])
      }
      return heights
    }""",
        list(dict.fromkeys(query(answers) for answers in chosen)),
    )

    assert [one for one in found if not 0 < one[0] < 2500] == []


def test_back_goes_one_question_back(visit):
    """The browser goes back question by question, and forward again; answers stay, and so does what is before the keuzehulp."""
    tab = visit("over/privacy/")
    tab.goto(tab.url.replace("over/privacy/", "keuzehulp/"))
    shown = lambda: tab.locator("[data-question]:not([hidden])").get_attribute("data-question")
    answer(tab, fase="bestek", raming="boven-drempel")
    third = shown()
    back(tab)
    tab.wait_for_selector("#vraag-raming:not([hidden])")
    assert tab.is_checked("#raming-boven-drempel") and tab.evaluate("document.activeElement.closest('#vraag-raming') !== null")
    back(tab)
    tab.wait_for_selector("#vraag-fase:not([hidden])")
    assert tab.is_checked("#fase-bestek") and "raming=boven-drempel" in tab.url
    tab.go_forward()
    tab.go_forward()
    tab.wait_for_selector(f"#vraag-{third}:not([hidden])")
    tab.click("[data-ask] [data-back]")
    tab.wait_for_selector("#vraag-raming:not([hidden])")
    back(tab)
    tab.wait_for_selector("#vraag-fase:not([hidden])")
    back(tab)
    tab.wait_for_url("**/over/privacy/")

    assert tab.trouble == []


def test_back_from_the_advice(visit):
    """From the advice the browser goes back to the last question, and from another advice to the one it came from."""
    *early, last = SITE.examples["gent-perceel-1"].answers.items()
    tab = visit(f"keuzehulp/#{query(dict(early))}")
    tab.check(f"#{last[0]}-{last[1]}")
    headline = tab.inner_text("[data-headline]")
    tab.click("[data-changes] a >> nth=0")
    until(tab, f"document.querySelector('[data-headline]').textContent !== {headline!r} || !document.querySelector('[data-ask]').hidden")
    back(tab)
    until(tab, f"document.querySelector('[data-headline]').textContent === {headline!r} && !document.querySelector('[data-advice]').hidden")
    back(tab)
    tab.wait_for_selector(f"#vraag-{last[0]}:not([hidden])")

    assert tab.is_checked(f"#{last[0]}-{last[1]}") and tab.trouble == []


def test_back_within_an_instant(visit):
    """Who goes back before the screen that shows stands in the history, gets the question that was just answered, not the one before it."""
    tab = visit("keuzehulp/")
    answer(tab, fase="bestek")
    tab.evaluate("""() => { globalThis.held = []; globalThis.later = setTimeout; globalThis.setTimeout = work => held.push(work) }""")
    tab.click("#raming-boven-drempel")
    tab.wait_for_selector("#vraag-raming", state="hidden")
    tab.evaluate(
        """() => { globalThis.setTimeout = later; history.back(); addEventListener("popstate", () => { for (const work of held.splice(0)) work() }) }"""
    )
    tab.wait_for_selector("#vraag-raming:not([hidden])")
    until(tab, "location.hash.includes('raming=boven-drempel')")

    assert tab.is_checked("#raming-boven-drempel") and not tab.is_visible("#vraag-fase")
    tab.click("[data-next]")
    tab.wait_for_selector("#vraag-raming", state="hidden")
    assert tab.trouble == []


@pytest.mark.parametrize("size", SIZES)
def test_nothing_jumps(size, visit):
    """From question to question the heading and what stands above it stay in their place, also after a look at what is below."""
    tab = visit("keuzehulp/", viewport=SIZES[size])
    tops = []
    while not tab.is_visible("[data-advice]"):
        question = tab.locator("[data-question]:not([hidden])")
        tops.append(question.locator("[role=heading]").evaluate("heading => heading.getBoundingClientRect().top"))
        tab.evaluate("document.querySelector('[data-next]').scrollIntoView({ block: 'nearest' })")
        if question.locator("[type=number]").count():
            question.locator("[type=number]").fill("48")
            tab.click("[data-next]")
        else:
            question.locator(".decision__option").nth(1).click()

    assert len(tops) > 3 and max(tops) - min(tops) < 2


def test_link_shifts_nothing_while_it_loads(visit, address):
    """A link with all answers, on a phone that draws the page before the scripts are there: little moves when the advice comes."""
    tab = visit("over/privacy/")

    assert jumped(tab, f"{address}keuzehulp/#{ADVISED}", PHONE) < 0.1 and tab.is_visible("#advies")


def test_an_answer_touches_little(visit):
    """Before an answer shows, also the one that gives the advice, few elements change and nothing is entered in the history: a phone draws it in time."""
    tab = visit("keuzehulp/")
    touched = tab.evaluate(
        """answers => {
      const observer = new MutationObserver(() => {}), found = []
      observer.observe(document, { subtree: true, attributes: true, childList: true, characterData: true })
      dispatchEvent(new Event("pointerdown"))
      for (const [id, option] of answers) {
        const number = document.getElementById(id)
        dispatchEvent(new Event("pagehide"))   // what the page put off until then
        if (number) {
          number.value = option
          number.dispatchEvent(new Event("input"))
        }
        observer.takeRecords()
        const href = location.href
        ;(number ? document.querySelector("[data-next]") : document.getElementById(`${id}-${option}`)).click()
        found.push([id, new Set(observer.takeRecords().map(({ target }) => target)).size, location.href === href])
      }
      return found
    }""",
        list(SITE.examples["gent-perceel-1"].answers.items()),
    )

    assert [one for one in touched if not (0 < one[1] <= 20 and one[2])] == []
    assert tab.is_visible("#advies")


@pytest.mark.check
def test_data_stay_small():
    """What the keuzehulp needs before the first answer stays under 100 kB, unpacked."""
    assert len(SCRIPTS[0].encode()) < 100_000


def test_forgetting_can_be_undone(visit):
    """What was forgotten or removed comes back with one button."""
    tab = visit(f"keuzehulp/#{ADVISED}")
    tab.click("[data-forget-answers]")
    assert tab.is_visible("#vraag-fase") and "vergeten" in tab.inner_text("[data-notice]")
    tab.click("[data-undo-forget] button")
    tab.wait_for_url(f"**#{ADVISED}")

    assert tab.is_visible("#advies") and not tab.is_visible("[data-undo-forget]")


def test_next_without_an_answer(visit):
    """Going on without an answer says what to do and brings the focus to the answers."""
    tab = visit("keuzehulp/")
    tab.click("[data-next]")

    assert tab.inner_text("[data-notice][role=status]") == "Kies eerst een antwoord."
    assert tab.evaluate("document.activeElement.matches('#vraag-fase input')")


@pytest.mark.parametrize("path", ["keuzehulp/", "keuzehulp/klein/"])
def test_help_comes_with_each_question(path, visit):
    """Each question that is shown brings its own help, folded in, and no other."""
    tab = visit(path)
    helps = "[data-question]:not([hidden]) details:not([hidden])"
    for question, option in [
        ("fase", "bestek"),
        ("raming", "boven-drempel"),
        ("productgroep", "duurzame-werkkledij"),
        ("looptijd", "48"),
    ]:
        tab.wait_for_selector(f"#vraag-{question} > details")
        assert tab.locator(helps).count() == 1 and not tab.is_visible(f"{helps} p")
        answer(tab, **{question: option})
    tab.click("[data-back]")
    tab.click(f"{helps} summary")

    assert tab.is_visible("#vraag-looptijd details p")


def test_back_without_loss(visit):
    """Going back shows the earlier answer, and later answers stay."""
    tab = visit("keuzehulp/")
    answer(tab, fase="bestek", raming="boven-drempel", productgroep="linnen")
    tab.click("[data-back]")
    tab.click("[data-back]")

    assert tab.is_visible("#vraag-raming") and tab.is_checked("#raming-boven-drempel")
    answer(tab, raming="onder-drempel")
    tab.wait_for_url("**productgroep=linnen*")


def test_all_at_once(visit):
    """The reader may see all questions that matter at once."""
    tab = visit("keuzehulp/")
    tab.check("#weergave-alle")
    answer(tab, fase="bestek", raming="boven-drempel")

    assert tab.is_visible("#vraag-fase") and tab.is_visible("#vraag-productgroep") and not tab.is_visible("#vraag-bewijs")


def test_options_narrow_down(visit):
    """Options that can no longer come are struck through, and said so to a screen reader."""
    tab = visit("keuzehulp/")
    gone = lambda: len(tab.query_selector_all(".decision__gone"))
    before = gone()
    tab.click("[data-possible] > summary")
    answer(tab, fase="bestek", raming="beperkte-waarde")

    tab.wait_for_selector("[data-can='hoe-ver/tot-4'].decision__gone")
    assert gone() > before
    assert "(valt af)" in tab.inner_text("[data-can='hoe-ver/tot-4']")


def test_keyboard_alone(visit):
    """With the keyboard alone one comes from the first question to the advice."""
    tab = visit("keuzehulp/")
    tab.focus("#fase-voorbereiding")
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("ArrowDown")
    assert tab.is_visible("#vraag-fase") and tab.is_checked("#fase-aansluiten")
    tab.keyboard.press("Enter")
    tab.wait_for_selector("#vraag-voorwaarden")
    tab.focus("#voorwaarden-onbekend")
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("Enter")

    tab.wait_for_url("**#fase=aansluiten&voorwaarden=nee")
    assert tab.is_visible("[data-advice]")
    assert tab.evaluate("document.activeElement.id") == "advies"


def test_reload_keeps_and_forgetting_forgets(visit, address):
    """Answers survive a reload and a new visit; one button forgets them."""
    tab = visit("keuzehulp/")
    answer(tab, fase="bestek", raming="onder-drempel")
    tab.wait_for_url("**#fase=bestek&raming=onder-drempel")
    again = visit("keuzehulp/", context=tab.context)

    assert again.is_visible("#vraag-productgroep")
    again.click("[data-given] > summary")
    again.click("[data-forget-answers]")
    again.wait_for_url(address + "keuzehulp/")
    assert again.evaluate("localStorage.getItem('keuzehulp')") is None


@pytest.mark.parametrize(
    "fragment, notice",
    [
        ("fase=bestek&onbekend=1", True),
        ("fase=nergens", True),
        ("fase=bestek&raming=boven-drempel", False),
        ("__proto__=x&constructor=y&fase=bestek", True),
        ("%E0%A4%A=1", True),
        ("a=b;" * 500, True),
        ("<img src=x>=1", True),
        ("fasebestek", True),
        ("vraag-fase", False),
    ],
)
def test_strange_link(fragment, notice, follow):
    """An unknown name or value in a link is left out with a notice, never an error; a piece of the page is no answer."""
    assert ("weggelaten" in follow(fragment)["notice"]) == notice


@pytest.mark.parametrize("key", SITE.examples)
def test_example_link_opens_filled_in(key, follow):
    """The link of an example opens the helper with its answers and its advice."""
    example, shown = SITE.examples[key], follow(query(SITE.examples[key].answers))

    assert shown["advice"]
    for name, outcome in example.advises.items():
        for one in [outcome] if isinstance(outcome, str) else outcome:
            assert f"{name}/{one}" in shown["outcomes"]


def reachable(answers):
    """The main outcomes to which these answers can still lead."""
    compiled, found, waits = diagrams(), set(), [diagrams().roots[MAIN][0]]
    given = chosen(SITE, answers)
    while waits:
        node = compiled.nodes[waits.pop()]
        if node[0] == "leaf":
            found.add(node[2])
        elif (option := given.get(compiled.questions[node[0]])) is not None:
            waits.append(node[1][compiled.places[node[0]][option]])
        else:
            waits += set(node[1])
    return found


MAIN = next(iter(SITE.decisions))
ORDER = list(SITE.decisions[MAIN].outcomes)


def stays(question, option):
    """Whether the reader cannot answer this question otherwise, now or in a next contract."""
    record = SITE.questions[question]
    return record.fixed and not (option in record.options and record.options[option].for_now)


def test_what_would_change():
    """On every walk that a rule decides: at most five changes, each true, and a way up among them whenever some answers lead up."""
    walks = list(walk_per_rule().values())
    told = node.call(SCRIPTS, "walks => walks.map(Keuzehulp.changes)", walks)
    for answers, found in zip(walks, told):
        now = ORDER.index(advise(SITE, first_answers() | answers)[MAIN][0])
        free = {question: option for question, option in answers.items() if stays(question, option)}

        assert len(found) <= 5
        for change in found:
            then = change["answers"]
            assert then == answers | {step["question"]: step["option"] for step in change["steps"]}
            assert not any(stays(step["question"], answers.get(step["question"])) for step in change["steps"])
            assert change["best"] == max(reachable(then), key=ORDER.index)
            assert change["open"] == (diagrams().next_question(then) is not None)
            if not change["open"]:
                other = advise(SITE, first_answers() | then)
                assert all(other[name][0] == (outcome or ()) for name, outcome in change["changes"])
        higher = max(map(ORDER.index, reachable(free)))
        assert (higher > now) == any(ORDER.index(change["best"]) > now for change in found[:1]), answers


def test_way_up_through_two_limits():
    """Where two limits bind, the first change takes both away."""
    answers = {"fase": "bestek", "raming": "boven-drempel", "looptijd": "7", "productgroep": "uniformen", "productie": "weinig-sites"}
    answers |= {"bewijs": "audits", "opvolging": "ruim", "ambitie": "instap"}
    found = node.call(SCRIPTS, "Keuzehulp.changes", answers)

    assert len(found[0]["steps"]) == 2 and ORDER.index(found[0]["best"]) > ORDER.index(advise(SITE, first_answers() | answers)[MAIN][0])


RUNNING = [
    {"fase": fase, **dict(zip(asked, given))}
    for fase, asked in {"lopend": ["voorwaarden", "stand", "verlengbaar"], "aansluiten": ["voorwaarden"]}.items()
    for given in itertools.product(*(SITE.questions[question].options for question in asked))
]
"""Every combination of answers about a contract that stands already."""


def test_running_contract_tells_what_would_change():
    """In every running or joined contract: first a next tender, in which all steps can come, and then what leads to another advice, each another."""
    told = node.call(SCRIPTS, "walks => walks.map(Keuzehulp.changes)", RUNNING)

    assert len(RUNNING) > 50
    for answers, found in zip(RUNNING, told):
        now, best = advise(SITE, first_answers() | answers)[MAIN][0], [change["best"] for change in found]
        assert found[0]["answers"] == answers | {"fase": "voorbereiding"} and best[0] == ORDER[-1], answers
        assert 2 <= len(found) <= 5 and len(set(best)) == len(best) and now not in best, answers


def test_page_tells_what_would_change(visit):
    """The page lists what would change, each with a link on which that answer is given."""
    tab = visit("keuzehulp/#" + query(SITE.examples["gent-perceel-1"].answers))
    until(tab, "document.querySelector('[data-changes] a')")
    found = tab.evaluate("Keuzehulp.changes(Keuzehulp.parse(location.hash.slice(1)).lots[0].answers)")
    links = [link.get_attribute("href") for link in tab.query_selector_all("[data-changes] a")]

    assert len(links) == len(found) > 2
    for href, change in zip(links, found):
        assert all(f"{step['question']}={step['option']}" in href for step in change["steps"])


def test_dates_from_the_start(visit):
    """The due dates count in months from the start that the reader fills in, also from the last day of a month."""
    tab = visit("keuzehulp/#" + query(SITE.examples["gent-perceel-1"].answers))
    tab.fill("#opstart", "2027-08-31")

    assert "28 februari 2028" in tab.inner_text("[data-duty=termijn-transparantie]") or "29 februari 2028" in tab.inner_text(
        "[data-duty=termijn-transparantie]"
    )
    assert "31 mei 2028" in tab.inner_text("[data-duty=termijn-actieplan]")


def report(tab):
    """The downloaded advice as a python-docx document."""
    data = tab.evaluate("""async () => {
      const made = []
      const original = URL.createObjectURL
      URL.createObjectURL = blob => { made.push(blob); return original(blob) }
      document.querySelector("[data-log-docx]").click()
      while (!made.length) await new Promise(requestAnimationFrame)
      const bytes = new Uint8Array(await made[0].arrayBuffer())
      return btoa(Array.from(bytes, b => String.fromCharCode(b)).join(""))
    }""")
    return docx.Document(io.BytesIO(base64.b64decode(data)))


def test_link_of_another_shows_nothing_of_mine(visit):
    """Whatever was done to a link, its answers are shown and not those kept here; a remark of mine stays with my answers, and comes back with them.

    The link shares an answer with mine, and the remark stands at that one: it must not appear there.
    """
    tab = visit(f"keuzehulp/#{ADVISED}")
    there = "fase=bestek&raming=beperkte-waarde&productgroep=basiskledij"
    assert SITE.examples["gent-perceel-1"].answers["fase"] == "bestek"
    tab.click("[data-remark] >> nth=0")
    tab.fill("[data-summary] textarea >> nth=0", "Mijn eigen opmerking.")
    for name, change in CHANGES.items():
        tab.evaluate("fragment => { location.hash = fragment }", ADVISED)
        until(tab, "document.querySelector('[data-summary] textarea')?.value === 'Mijn eigen opmerking.'")
        tab.evaluate("fragment => { history.replaceState(null, '', location.pathname); location.hash = fragment }", change(there))
        until(tab, f"location.hash === '#{there}'")
        until(tab, "document.querySelectorAll('[data-summary] li').length === 3")

        assert tab.evaluate("[...document.querySelectorAll('[data-summary] textarea')].every(e => !e.value)"), name
        assert tab.evaluate("[...document.querySelectorAll('[data-summary] [data-said]')].every(e => !e.textContent)"), name
        assert tab.text_content("[data-notice]") == "", name
    assert "eigen opmerking" not in "".join(p.text for p in report(tab).paragraphs) and tab.trouble == []


@pytest.mark.parametrize(
    "fragment, told",
    [
        ("fase=bestek&raming=boven-drempel&looptijd=3-jaar-of-meer", "noemt de looptijd in klassen"),
        ("fase=bestek&raming=boven-drempel&looptijd=36", ""),
        ("fase%3Dbestek%26zomaar%3Diets", "noemt een vraag of een antwoord dat we niet kennen"),
    ],
    ids=["class", "months", "unknown, encoded"],
)
def test_what_a_link_leaves_open_is_told(fragment, told, visit):
    """An older link with a class of durations says that a number was assumed, and what could not be read is told, however it is written."""
    tab = visit(f"keuzehulp/#{fragment}")

    assert told in tab.text_content("[data-notice]") and (told or tab.text_content("[data-notice]") == "") and tab.trouble == []


def test_remark_goes_into_the_report(visit):
    """The reader's remark at an answer, and who decided when, stay in this browser and come in the Word file; the link does not tell them."""
    tab = visit(f"keuzehulp/#{ADVISED}")
    tab.click("[data-remark] >> nth=1")
    tab.fill("[data-summary] textarea >> nth=1", "Raming van de dienst, mei.")
    tab.click("summary:has(#meenemen)")
    tab.fill("[data-decided=by]", "Het college")
    tab.fill("[data-decided=on]", "2027-02-03")
    again = visit(f"keuzehulp/#{ADVISED}", context=tab.context)
    text = [p.text for p in report(again).paragraphs]
    question = list(SITE.examples["gent-perceel-1"].answers)[1]

    assert any(line.startswith(SITE.questions[question].text) and line.endswith("– Opmerking: Raming van de dienst, mei.") for line in text)
    assert "Beslist door Het college op 3/2/2027." in text
    assert "dienst" not in again.url and "college" not in again.url
    assert not any("Opmerking" in line for line in text if SITE.questions["fase"].text in line)
    again.click("[data-forget-answers]")
    assert again.evaluate("localStorage.getItem('verslag')") is None


def test_report_leaves_room_to_sign(visit):
    """Who decided and when can be filled in by hand in the Word file."""
    tab = visit(f"keuzehulp/#{ADVISED}")

    assert "Beslist door (naam en functie) op (datum)." in [p.text for p in report(tab).paragraphs]


def test_advice_on_paper(visit):
    """On paper: the advice with what is folded in, answers and remark, and the code of the address with the answers; no button or field."""
    tab = visit(f"keuzehulp/#{ADVISED}")
    tab.click("[data-remark] >> nth=0")
    tab.fill("[data-summary] textarea >> nth=0", "Zie dossier 12.")
    tab.set_viewport_size({"width": 680, "height": 900})
    tab.emulate_media(media="print")
    tab.evaluate("dispatchEvent(new Event('beforeprint'))")
    paper = tab.inner_text("article")
    codes = "".join(tab.locator("[data-qr] text").all_text_contents())

    told = ("Zie dossier 12.", "Toelichting bij elk advies", "Lichter alternatief", "Uw kalender", "versie 2.0")
    assert [words for words in told if words not in paper] == []
    assert tab.inner_text("#advies") in paper and codes == f"https://example.org/keuzehulp/#{ADVISED}" and tab.is_visible("[data-qr] svg")
    assert tab.evaluate(PAPER) == [] and not tab.is_visible(".sheet img") and "Wat als het anders is?" not in paper
    tab.emulate_media(media="screen")
    tab.evaluate("dispatchEvent(new Event('afterprint'))")
    assert not tab.is_visible("[data-qr] svg") and tab.locator(".decision__fold[open]").count() == 0 and tab.trouble == []


JOURNEYS = {
    "een kleine gemeente koopt één keer T-shirts": ["fase=bestek&raming=beperkte-waarde&productgroep=basiskledij"],
    "een stad met een onbekende markt en een contract van drie jaar": [
        "fase=voorbereiding&raming=boven-drempel&productgroep=standaard-werkkledij&looptijd=3-jaar-of-meer"
        "&productie=onbekend&bewijs=onbekend&markt=onbekend&opvolging=ruim"
    ],
    "Gent met vijf percelen": [
        query(SITE.examples[f"gent-perceel-{number}"].answers) for number in range(1, 6) if f"gent-perceel-{number}" in SITE.examples
    ],
}


@pytest.mark.parametrize("name", JOURNEYS)
def test_journey_ends_in_a_document(name, visit, address):
    """A journey ends in a Word file with answers, reasons and texts, and puts its clauses in 'Mijn bestek'."""
    lots = JOURNEYS[name]
    tab = visit("keuzehulp/#" + ";".join((f"perceel=Perceel {i}&" if len(lots) > 1 else "") + lot for i, lot in enumerate(lots, 1)))
    while not tab.is_visible("[data-advice]"):
        tab.click("fieldset[data-question]:not([hidden]) input")
    text = "\n".join(p.text for p in report(tab).paragraphs)

    assert "Advies van de keuzehulp" in text and "Waarom:" in text and "versie 1.0" in text and address in text
    for number in range(1, len(lots) + 1 if len(lots) > 1 else 1):
        assert f"Perceel {number}" in text
    tab.click("[data-to-tender]")
    assert re.fullmatch(r"In mijn bestek: \d+ toegevoegd\. Maak ongedaan", tab.inner_text("[data-take-status]"))
    tender = visit("clausules/mijn-bestek/", context=tab.context)
    assert tender.is_checked("#kies-bestelbon" if "T-shirts" in name else "#kies-code-keten")
    assert tab.trouble == tender.trouble == []


def test_lots_side_by_side(visit):
    """Several lots stand side by side in one table and in one link."""
    tab = visit(
        "keuzehulp/#perceel=Broeken&fase=bestek&raming=beperkte-waarde&productgroep=basiskledij;perceel=Schoenen&fase=aansluiten&voorwaarden=nee"
    )
    assert [c.text_content() for c in tab.query_selector_all("[data-lot-table] th[scope=col]")] == ["Broeken", "Schoenen"]
    tab.click("[data-lot] >> nth=1")

    until(tab, "document.querySelector('[data-result=hoe-ver]').innerText.includes('Vraag de centrale')")
    until(tab, "location.hash.split(';').length === 2")


def test_lots_are_tabs_from_the_start(visit):
    """The lots stand above the first question: the whole at first, a second on request, with its own questions; each has a name."""
    tab = visit("keuzehulp/")
    assert tab.inner_text("[data-lot][aria-pressed=true]") == "Hele opdracht" and not tab.is_visible("[data-lot-edit]")
    answer(tab, fase="bestek")
    tab.click("[data-add-lot]")
    tab.wait_for_selector("[data-lot] >> nth=1")
    assert tab.locator("[data-lot]").all_inner_texts() == ["Perceel 1", "Perceel 2"] and tab.is_visible("#vraag-fase")
    tab.click("[data-lot-edit] summary")
    tab.fill("#perceel-naam", "Schoenen")
    assert tab.inner_text("[data-lot][aria-pressed=true]") == "Schoenen"
    tab.click("[data-lot] >> nth=0")

    assert tab.is_visible("#vraag-raming")
    back(tab)
    tab.wait_for_selector("#vraag-fase:not([hidden])")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_chosen_lot_looks_chosen(scheme, visit):
    """The lot that is shown looks pressed, filled and with a mark; the others do not."""
    tab = visit(
        "keuzehulp/#perceel=Broeken&fase=aansluiten&voorwaarden=nee;perceel=Schoenen&fase=aansluiten&voorwaarden=nee", color_scheme=scheme
    )
    tab.click("[data-lot] >> nth=1")
    tab.wait_for_selector("[data-lot][aria-pressed=true] >> text=Schoenen")
    looks = tab.evaluate("""() => Object.fromEntries([...document.querySelectorAll("[data-lot]")].map(e => [e.textContent,
      [getComputedStyle(e).backgroundColor !== "rgba(0, 0, 0, 0)", getComputedStyle(e, "::before").content]]))""")

    assert looks == {"Broeken": [False, "none"], "Schoenen": [True, '"✓ " / ""']}


def test_copied_advice(visit):
    """The advice can be copied with its headings."""
    tab = visit("keuzehulp/#fase=aansluiten&voorwaarden=nee")
    tab.click("summary:has(#meenemen)")
    tab.click("[data-log-copy]")
    until(tab, "document.querySelector('[data-take-status]').textContent")

    assert "Advies van de keuzehulp" in tab.evaluate("navigator.clipboard.readText()")


def test_without_javascript(browser, address):
    """Without JavaScript the page is the full list of questions, outcomes, rules and conditions."""
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(address + "keuzehulp/")

    assert all(f.is_visible() for f in tab.query_selector_all("[data-question], [data-outcome], [data-rule], .decision__when"))
    assert not tab.is_visible("[data-buttons]") and not tab.is_visible("[data-question] input >> nth=0")
    context.close()


def test_small_version(visit):
    """The small version stands alone without navigation, comes to the main advice, and links to the rest with the answers."""
    tab = visit("keuzehulp/klein/")
    answer(tab, fase="aansluiten", voorwaarden="nee")

    assert tab.query_selector(".md-header") is None and tab.query_selector(".md-footer") is None
    assert "Vraag de centrale" in tab.inner_text("[data-small-label]")
    assert tab.get_attribute("[data-full]", "href").endswith("keuzehulp/#fase=aansluiten&voorwaarden=nee")
    tab.click("[data-outcome-small] [data-back]")
    assert tab.is_visible("#vraag-voorwaarden") and tab.is_checked("#voorwaarden-nee")
    tab.click("[data-next]")
    tab.click("[data-outcome-small] [data-forget-answers]")
    assert tab.is_visible("#vraag-fase") and not tab.is_visible("[data-small-label]") and not tab.is_checked("#fase-aansluiten")
    assert tab.trouble == []


def test_small_version_on_the_toolbox_page(visit):
    """The toolbox page carries the small version."""
    tab = visit("toolbox/")
    answer(tab, fase="bestek", raming="beperkte-waarde")

    assert tab.is_visible("#vraag-productgroep") and tab.trouble == []


def test_small_version_leaves_the_place(visit, address):
    """In a page that was opened at a piece of it, the small version leaves the address of that piece as it is, also with answers that were kept."""
    tab = visit("toolbox/")
    answer(tab, fase="bestek", raming="beperkte-waarde")
    piece = tab.locator("article h2[id]").last.get_attribute("id")
    tab.goto("about:blank")
    tab.goto(f"{address}toolbox/#{piece}")
    tab.wait_for_selector("[data-decision][data-ready]")
    assert tab.is_visible("#vraag-productgroep") and tab.url.endswith(f"#{piece}")
    tab.locator("#vraag-productgroep input").first.click()
    tab.wait_for_selector("#vraag-productgroep", state="hidden")

    assert tab.url.endswith(f"#{piece}") and tab.trouble == []


@pytest.mark.check
def test_changed_link_is_read():
    """Whatever mail, chat or a newsletter did to a link, its answers and lots are read, and nothing is told as unread."""
    given = [change(LINKS[link]) for link in ("keuzehulp", "lots") for change in CHANGES.values()]
    found = node.call(SCRIPTS, "fragments => fragments.map(Keuzehulp.parse)", given)
    plain = {link: node.call(SCRIPTS, "Keuzehulp.parse", LINKS[link]) for link in ("keuzehulp", "lots")}

    assert [lot["name"] for lot in plain["lots"]["lots"]] == ["Broeken & hemden", "Schoenen én PBM"]
    assert found == [plain[link] for link in ("keuzehulp", "lots") for _ in CHANGES]
    assert not plain["keuzehulp"]["ignored"] and not plain["lots"]["ignored"]
