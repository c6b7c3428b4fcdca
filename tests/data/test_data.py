"""The real facts: every record against every rule about records."""

import functools
import json
import re

import jsonschema
import pytest
import yaml

from macros.clauses.text import blanks
from macros.facts.duties import blank, length, month
from macros.facts.models import KINDS
from macros.facts.schemas import FOLDER, schemas
from tests.conftest import ROOT
from tests.real import SITE

PROOF_OPTIONS = [key for key, option in SITE.options.items() if option.proof]
FILES = sorted((ROOT / "data").rglob("*.yml"))
CLAUSES = sorted((ROOT / "data" / "clauses").glob("*.md"))


def kind_of(path):
    return path.parent.name if path.parent.name in KINDS else path.stem


SCHEMAS = schemas()


@functools.cache
def validator(kind):
    """What tests a file of this kind against its schema."""
    schema = json.loads(SCHEMAS[f"{kind}.json"])
    found = jsonschema.validators.validator_for(schema)
    found.check_schema(schema)
    return found(schema)


@pytest.mark.parametrize("name", SCHEMAS)
def test_schema_is_up_to_date(name):
    """The committed JSON Schema equals what the models give; run `make schemas` after a change."""
    assert (FOLDER / name).read_text(encoding="utf-8") == SCHEMAS[name]


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_editor_finds_the_schema(path):
    """Each data file points the editor at its schema on its first line, and obeys it."""
    depth = len(path.relative_to(ROOT).parts) - 1
    schema = f"{'../' * depth}schemas/{kind_of(path)}.json"

    text = path.read_text(encoding="utf-8")

    assert text.splitlines()[0] == f"# yaml-language-server: $schema={schema}"
    # As an editor reads it: dates are text there.
    data = json.loads(json.dumps(yaml.load(text, yaml.CSafeLoader), default=str))
    validator(kind_of(path)).validate(data)


MONTH = re.compile(r"\b[Mm]aand \d+")


@pytest.mark.parametrize("path", [p for p in FILES + CLAUSES if p.name != "duties.yml"], ids=lambda p: p.relative_to(ROOT).as_posix())
def test_month_stands_in_its_duty(path):
    """No record names the month in which something falls due: duties.yml says that, and what is made of it."""
    assert MONTH.findall(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("key", SITE.systems)
def test_system_judges_every_option(key):
    """Each system says for every option that asks proof whether it counts."""
    assert list(SITE.systems[key].counts) == PROOF_OPTIONS


@pytest.mark.parametrize("key", PROOF_OPTIONS)
def test_systems_of_an_option_count_there(key):
    """A system that an option names is marked as named in the matrix, and the other way round."""
    named = {s for s, system in SITE.systems.items() if system.counts[key].value == "genoemd"}

    assert named == set(SITE.options[key].systems)


@pytest.mark.parametrize("key", [key for key, duty in SITE.duties.items() if duty.ways])
def test_duty_of_the_toolbox_belongs_to_its_step(key):
    """What the options of a step ask stands in the list of that step, and its ways are options of it."""
    step = SITE.toolbox[SITE.duties[key].step]

    assert key in step.duties and set(SITE.duties[key].ways) <= set(step.options)


@pytest.mark.parametrize("key", SITE.duties)
def test_duty_is_asked_by_a_text(key):
    """Each duty is imposed by some clause, and what is due within the contract says what happens when it ends before."""
    duty = SITE.duties[key]

    assert any(imposed.split("/")[0] == key for c in SITE.clauses.values() for v in c.texts["nl"] for imposed in c.imposes(v))
    assert duty.beyond or duty.party == "inschrijver" or duty.start in ("sluiting", "gunning")


@pytest.mark.parametrize("key", [key for key, field in SITE.fields.items() if field.duty])
def test_one_field_a_duty(key):
    """A duty has one field in which a buyer changes its length, and that duty has a length."""
    assert [name for name, field in SITE.fields.items() if field.duty == SITE.fields[key].duty] == [key]
    assert any(length(SITE, SITE.fields[key].duty))


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT / "data")))
def test_check_does_not_repeat_its_label(path):
    """Where to check a fact is said after the word 'Nagaan': it does not begin with that word again."""
    assert re.findall(r"check:\s*(?:[>|]-?\s*)?[\"']?(?:Waar )?[Nn]agaan.*", path.read_text(encoding="utf-8")) == []


def test_length_has_one_home():
    """An article gives the length of a duty by the field of that duty, and no field of time is without a duty that it changes."""
    wrong = []
    for key, clause in SITE.clauses.items():
        for variant in clause.texts["nl"]:
            for article in clause.articles_of("nl", variant):
                fields = set(blanks(article.body))
                own = {blank(SITE, duty.split("/")[0]) for duty in article.duties if any(length(SITE, duty.split("/")[0]))}
                wrong += [(key, variant, article.id, field) for field in own - fields - {None}]
                lengths = {
                    field
                    for field in fields
                    if SITE.fields[field].unit in ("maanden", "kalenderdagen", "jaar") and not SITE.fields[field].duty
                }
                wrong += [(key, variant, article.id, field) for field in lengths if None in own]

    assert wrong == []


def test_arithmetic_of_time():
    """The report is due at month 6, the plan at month 9, and the calendar plans leadership at month 15."""
    assert month(SITE, "termijn-transparantie") == 6
    assert month(SITE, "termijn-actieplan") == 9
    assert month(SITE, "termijn-leiderschap-jaar-2") == 15 and SITE.duties["termijn-leiderschap-jaar-2"].planned
    assert month(SITE, "termijn-leiderschap-vorig-rapport") == 18
    assert not SITE.duties["termijn-leiderschap-vorig-rapport"].planned


@pytest.mark.parametrize("key", SITE.thresholds)
def test_periods_follow_on(key):
    """The periods of a threshold follow each other without a gap or overlap; only the last may be open."""
    periods = SITE.thresholds[key].periods
    for earlier, later in zip(periods, periods[1:]):
        assert earlier.until and (later.since - earlier.until).days == 1


def test_sources_are_used():
    """Each source supports at least one fact."""
    texts = [*FILES, *(ROOT / "data").rglob("*.md"), *(ROOT / "docs").rglob("*.md")]
    text = "\n".join(p.read_text(encoding="utf-8") for p in texts if p.stem != "sources")

    assert [key for key in SITE.sources if key not in text] == []


def test_notes_are_shown_where_they_matter():
    """Each knot is shown in a block or a page, not only in the list of knots."""
    used = {n for kind in ("systems", "toolbox", "principles", "cases") for r in SITE.ids(kind).values() for n in r.notes}
    used |= {n for option in SITE.options.values() for n in option.notes}
    pages = "\n".join(p.read_text(encoding="utf-8") for p in (ROOT / "docs").rglob("*.md"))

    assert [n for n in SITE.notes if n not in used and f'note("{n}")' not in pages] == []


@pytest.mark.parametrize("chapter", SITE.vocabulary["chapters"])
def test_chapter_of_the_guide_is_covered(chapter):
    """Each chapter of the guide has passages that say where their content stands."""
    assert [p for p in SITE.passages.values() if p.chapter == chapter]
