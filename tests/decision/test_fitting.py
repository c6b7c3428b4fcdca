"""Which systems fit an advice: for every advice that asks proof a choice in the comparison, worked out anew here straight from the records."""

from macros.decision import advice, fitting
from macros.facts import tables
from tests.conftest import ROOT
from tests.real import SITE, diagrams, soup

TABLE = SITE.tables["systemen"]
FITS = {fit.options: fit for fit in fitting.each(SITE, diagrams())}
COUNTS = ("genoemd", "gelijkwaardig")


def shown(outcomes):
    """The options of an advice as its page shows them: those of its outcomes, decision by decision."""
    named = [SITE.decisions[name].outcomes[one].option for name, found in outcomes.items() for one in found]
    return tuple(option for option in named if option)


def test_every_advice_that_asks_proof_has_a_choice(built):
    """Of all advices: what its duties ask proof for is what its page shows; where that is anything, the page has one link for it, and no link is for nothing."""
    advices = advice.together(diagrams())
    wrong = [outcomes for outcomes in advices if fitting.options(SITE, outcomes) != shown(outcomes)]
    wanted = {shown(outcomes) for outcomes in advices} - {()}
    page = [line["data-compare"] for line in soup(built / "keuzehulp").select("[data-compare]")]

    assert wrong == [] and len(advices) > 700
    assert {options[0] for options in wanted} == set(SITE.toolbox["transparantie"].options)
    assert sorted(page) == sorted(" ".join(options) for options in wanted) and set(FITS) == wanted


def test_every_choice_leaves_what_counts():
    """Each choice asks what the table can be asked, and leaves the systems that the records count for what falls due first; never none."""
    rows = tables.rows(SITE, TABLE)
    offered = tables.choices(SITE, TABLE, rows)
    for options, fit in FITS.items():
        answers = dict(part.split("=") for part in fit.query.split("&"))
        beside = answers.pop("naast", "").split(",")
        assert answers.keys() <= offered.keys() and all(answer in offered[facet] for facet, answer in answers.items()), options
        kept = [row.id for row in tables.kept(rows, answers)]
        assert kept and kept == [key for key, system in SITE.systems.items() if system.counts[options[0]].value in COUNTS], options
        assert 2 <= len(beside) <= tables.BESIDE and set(beside) <= set(kept), options


def test_beside_each_other_stands_what_counts_for_all():
    """Where two systems count for everything an advice asks, those stand beside each other, the one that the guide names before the others."""
    for options, fit in FITS.items():
        whole = [key for key, system in SITE.systems.items() if all(system.counts[option].value in COUNTS for option in options)]
        if len(whole) > 1:
            assert set(fit.beside) <= set(whole) and len(fit.beside) == min(len(whole), tables.BESIDE), options
        named = [all(SITE.systems[key].counts[option].value == "genoemd" for option in options) for key in fit.beside]
        assert named == sorted(named, reverse=True), options


def test_reasons_stand_at_the_table(built):
    """The comparison says of each rule that asks proof why it holds, and each such rule has a lasting address."""
    found = {line["data-rule"]: line for line in soup(built / "systemen/vergelijken").select("[data-advised] [data-rule]")}
    rules = {f"{name}-{key}": r for name, d in SITE.decisions.items() for key, r in d.rules.items() if d.outcomes[r.advises].option}
    published = (ROOT / "tests/published.txt").read_text(encoding="utf-8").splitlines()

    assert set(found) == set(rules) and {f"keuzehulp/regels/#{name}" for name in rules} <= set(published)
    for name, rule in rules.items():
        answers = [f"{question}={one}" for question, options in rule.when.items() if question in SITE.questions for one in options]
        assert [answer["data-answer"] for answer in found[name].select("[data-answer]")] == answers


def test_where_the_risk_lies_stands_at_the_table(built):
    """Each answer about the chain has a link to the systems that say something about its stages, and those are what a tender then fills in."""
    table = soup(built / "systemen/vergelijken").select_one("[data-advised]")
    found = {line["data-answer"]: line for line in table.select("li[data-answer]")}
    wanted = {f"{question}={key}": choice for question, q in SITE.questions.items() for key, choice in q.options.items() if choice.stages}
    field = SITE.fields["schakels"]

    assert (
        found.keys()
        == wanted.keys()
        == {f"{field.carries}={key}" for key, c in SITE.questions[field.carries].options.items() if not c.unknown}
    )
    for answer, choice in wanted.items():
        filled = field.answers.get(answer.partition("=")[2], field.default)
        named = {stage for stage in SITE.chain if stage in choice.label}
        assert named in (set(), set(choice.stages)), answer
        assert [link["data-sets"] for link in found[answer].select("a")] == [f"schakels={stage}" for stage in choice.stages]
        for stage, link in zip(choice.stages, found[answer].select("a"), strict=True):
            reach = [key for key, system in SITE.systems.items() if stage in system.stages]
            assert stage in filled and f"de {len(reach)} systemen" in link.get_text() and len(reach) > 1, answer


def test_labels_stand_beside_each_other(built):
    """An advice to ask or require a cotton label has a link that sets all labels that say something about cotton beside each other."""
    labels = {key for key, system in SITE.systems.items() if system.kind == "productlabel" and "katoen" in system.stages}
    found = {line["data-choose-from"]: line.a["href"] for line in soup(built / "keuzehulp").select("[data-choose-from]")}

    assert found.keys() == {f"{name}/{key}" for name, d in SITE.decisions.items() for key, o in d.outcomes.items() if o.systems}
    assert found.keys() == {"labels/vragen", "labels/eisen"}
    for address in found.values():
        page, _, chosen = address.partition("#naast=")
        assert page.endswith("systemen/vergelijken/") and set(chosen.split(",")) == labels and 2 <= len(labels) <= tables.BESIDE


def test_what_a_link_names_is_one_thing():
    """No question of the keuzehulp has the name of a question of the comparison, or of what else stands in an address there."""
    assert not set(SITE.questions) & {*TABLE.facets, "advies", "naast", "verschil", "sorteer", "woorden"}


def test_why_a_system_does_not_count():
    """For each option, each system that falls off has its verdict and the reason that the record gives."""
    rows = tables.rows(SITE, TABLE)
    told = {(system, answer): why for system, answer, why in tables.reasons(TABLE, rows)}
    wanted = {
        (key, f"telt-voor={option}"): use
        for key, system in SITE.systems.items()
        for option, use in system.counts.items()
        if use.value not in COUNTS
    }
    assert told.keys() == wanted.keys()
    assert [
        key for key, use in wanted.items() if SITE.word("proofs", use.value) not in told[key] or (use.text or "") not in told[key]
    ] == []
