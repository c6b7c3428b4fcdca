"""Broken data stops the build and tells the editor in Dutch what to mend."""

import pytest

from macros.facts.load import load
from macros.facts.problems import DataError

FAULTS = {
    "unknown key": (
        "chain.yml",
        "name: Katoen",
        "name: Katoen, naam: Katoen",
        "data/chain.yml, regel 1 › katoen › naam: onbekende sleutel 'naam'. Bedoelde u 'name'?",
    ),
    "duplicate record": (
        "sources.yml",
        "krant:",
        "krant: {title: T, publisher: P, level: secundair}\nkrant:",
        "data/sources.yml, regel 4 › krant: dubbele sleutel 'krant'; ze staat ook op regel 3. Houd er een",
    ),
    "duplicate field": (
        "articles.yml",
        '  number: "7"',
        '  number: "7"\n  number: "8"',
        "data/articles.yml, regel 4 › wet-7 › number: dubbele sleutel 'number'; ze staat ook op regel 3. Houd er een",
    ),
    "unknown reference": (
        "articles.yml",
        "related: [wet-54]",
        "related: [wet-45]",
        "data/articles.yml, regel 17 › wet-7 › related.0: onbekend id 'wet-45' in articles. Bedoelde u 'wet-54'?",
    ),
    "unknown mention": (
        "articles.yml",
        "zie @wet-54.",
        "zie @wet-55.",
        "data/articles.yml, regel 6 › wet-7 › gist.text: onbekend id '@wet-55' in de tekst. Bedoelde u 'wet-54'?",
    ),
    "unknown option": (
        "systems/keurmerk.yml",
        "plan: {value: nee",
        "plannen: {value: nee",
        "data/systems/keurmerk.yml, regel 24 › keurmerk › counts.plannen: onbekend id 'plannen' in options. Bedoelde u 'plan'?",
    ),
    "word outside the list": (
        "systems/keurmerk.yml",
        "kind: productlabel",
        "kind: productlebel",
        "› kind: 'productlebel' staat niet in de lijst system_kinds (productlabel, certificaat, ",
    ),
    "wrong type": (
        "duties.yml",
        "months: 6",
        'months: "zes"',
        "data/duties.yml, regel 4 › termijn-rapport › months: 'zes' moet een geheel getal zijn",
    ),
    "number as text": (
        "articles.yml",
        'number: "7"',
        "number: 7",
        "data/articles.yml, regel 3 › wet-7 › number: '7' moet tekst zijn; zet er aanhalingstekens rond",
    ),
    "bare no": (
        "systems/keurmerk.yml",
        "living_wage: {value: deels",
        "living_wage: {value: no",
        "› living_wage.value: is ja/nee (no) in plaats van tekst; YAML leest no, yes, on en off zo.",
    ),
    "data inside a text": (
        "clauses/proef.md",
        "attention: [Let op.]",
        "attention:\n  - text: >-\n      Let op. state: gids sources:\n      [krant]",
        "data/clauses/proef.md, regel 17 › proef › attention.0.text: tekst die op gegevens lijkt ('state:', 'sources:'); "
        "zet elk veld op een eigen regel, niet in de tekst",
    ),
    "bare on": ("chain.yml", "name: Stof", "name: on", "data/chain.yml, regel 2 › stof › name: is ja/nee (on) in plaats van tekst"),
    "bare no as a key": (
        "glossary.yml",
        "perceel:",
        "no:",
        "data/glossary.yml, regel 2: de sleutel 'no' leest YAML niet als tekst; schrijf \"no\", tussen aanhalingstekens",
    ),
    "missing field": ("notes.yml", "now: Zes., ", "", "data/notes.yml, regel 1 › knoop › now: ontbreekt maar is verplicht"),
    "missing source": (
        "chain.yml",
        "weven, what: Het weven., state: gids, sources: [gids-2018]",
        "weven, what: Het weven., state: gids",
        "data/chain.yml, regel 2 › stof: heeft geen bron; vul 'sources' in",
    ),
    "state without a date": (
        "acts.yml",
        "status: geldt-later\n  applies_from: 2027-12-14",
        "status: geldt-later\n  supplier: {text: Iets., state: bevestigd, sources: [wet-bron]}",
        "data/acts.yml, regel 16 › verordening-later › supplier: staat op 'bevestigd' maar heeft geen datum",
    ),
    "nowhere to check": (
        "articles.yml",
        "state: te-bevestigen\n  check: Op Justel.",
        "state: te-bevestigen",
        "data/articles.yml, regel 18 › wet-54: staat op 'te-bevestigen'; vul in 'check' in waar u het nagaat",
    ),
    "confirmed without primary source": (
        "conventions.yml",
        "sources: [wet-bron]",
        "sources: [krant]",
        "data/conventions.yml, regel 8 › c29 › state: staat op 'bevestigd' maar geen bron is primair",
    ),
    "empty list": (
        "systems/keurmerk.yml",
        "recognise: [Het nummer.]",
        "recognise: []",
        "› recognise: is leeg; een lege tabel of lijst mag niet",
    ),
    "empty text": ("chain.yml", "what: Het weven.", 'what: ""', "data/chain.yml, regel 2 › stof › what.text: is leeg"),
    "id used twice": ("products.yml", "linnen:", "katoen:", "het id 'katoen' bestaat al in data/chain.yml; elk id is uniek"),
    "broken yaml": (
        "products.yml",
        "{name:",
        "{name: [",
        "data/products.yml, regel 1, kolom 16: de lijst die hier met [ begint, loopt niet goed af",
    ),
    "not a date": (
        "acts.yml",
        "applies_from: 2027-12-14",
        "applies_from: eind 2027",
        "data/acts.yml, regel 16 › verordening-later › applies_from: 'eind 2027' heeft niet de goede vorm; schrijf jjjj, jjjj-mm of jjjj-mm-dd",
    ),
    "unknown field in a clause": (
        "clauses/bijlage.md",
        "[[?wat u weet]]",
        "[[aanbestedr]]",
        "data/clauses/bijlage.md, regel 19 › bijlage: onbekend invulveld '[[aanbestedr]]' in de tekst. Bedoelde u 'aanbesteder'?",
    ),
    "unknown citation in a clause": (
        "clauses/bijlage.md",
        "Vul in:",
        "Vul in volgens @@wet-77:",
        "data/clauses/bijlage.md, regel 19 › bijlage: onbekend artikel '@@wet-77' in de tekst.",
    ),
    "clause changed without a new version": (
        "clauses/bijlage.md",
        "Vul in:",
        "Vul altijd in:",
        "data/clauses/bijlage.md, regel 15 › bijlage › history: de tekst is veranderd sinds versie 1.0.",
    ),
    "facts in a clause changed": (
        "systems/keurmerk.yml",
        "name: Keurmerk Eén",
        "name: Keurmerk Twee",
        "data/clauses/proef.md, regel 21 › proef › history: de tekst is veranderd sinds versie 1.1.",
    ),
    "older version touched": (
        "clauses/oud/proef-1.0.md",
        "bezorgt een rapport",
        "bezorgt geen rapport",
        "proef › history: de bewaarde tekst van versie 1.0 leest niet meer zoals toen.",
    ),
    "translation behind": (
        "clauses/proef.en.md",
        'of: "1.1"',
        'of: "1.0"',
        "data/clauses/proef.en.md, regel 4 › proef › of: vertaalt versie 1.0, maar de tekst staat op versie 1.1",
    ),
    "blank of a translation without a name": (
        "clauses/proef.en.md",
        "[[aanbesteder]] a report",
        "[[aanbesteder]] a report in [[maanden]]",
        "data/fields.yml, regel 2 › maanden › label_in: staat in de vertaling van 'proef', maar heeft",
    ),
    "variant without explanation": (
        "clauses/proef.md",
        "  lichter: {what: Korter.}\n",
        "",
        "› proef › variants.lichter.what: de variant 'lichter' heeft een tekst",
    ),
    "unknown answer in a rule": (
        "decision.yml",
        "when: {duur: [kort]}",
        "when: {duur: [kortt]}",
        "data/decision.yml, regel 17 › ver › rules.te-kort.when.duur: 'kortt' is geen antwoord op 'duur'. Bedoelde u 'kort'?",
    ),
    "unknown outcome in a rule": (
        "decision.yml",
        "te-kort: {advises: een",
        "te-kort: {advises: een-stap",
        "data/decision.yml, regel 17 › ver › rules.te-kort.advises: onbekende uitkomst 'een-stap'. Bedoelde u 'een'?",
    ),
    "gap in the rules": (
        "decision.yml",
        "when: {ver: [een]}",
        "when: {ver: [een], zin: [veel]}",
        "data/decision.yml: 0 regels gelden samen (geen enkele) in 'plan'",
    ),
    "overlap in the rules": (
        "decision.yml",
        "when: {ver: [een]}",
        "when: {}",
        "data/decision.yml: 2 regels gelden samen (niet-ver, geen-zin) in 'plan'",
    ),
    "unknown amount": (
        "decision.yml",
        "{europees-lokaal}",
        "{europees-lokal}",
        "data/decision.yml, regel 5 › duur › options.lang.label: onbekende drempel '{europees-lokal}'. Bedoelde u 'europees-lokaal'?",
    ),
    "example with an unknown answer": (
        "decision.yml",
        "answers: {duur: kort}",
        "answers: {duur: even}",
        "data/decision.yml, regel 27 › kort-en-klein › answers: 'duur: even' is geen vraag met dat antwoord.",
    ),
    "duty without a start": (
        "duties.yml",
        "months: 6, start: opstart",
        "months: 6",
        "data/duties.yml, regel 3 › termijn-rapport: telt vanaf één ding",
    ),
    "duty with two lengths": (
        "duties.yml",
        "months: 6, start: opstart",
        "months: 6, days: 3, start: opstart",
        "data/duties.yml, regel 3 › termijn-rapport: heeft één lengte: 'months', 'days' of 'as_long_as'",
    ),
    "duty without an end": (
        "duties.yml",
        "every_months: 12, until: einde,",
        "every_months: 12,",
        "data/duties.yml, regel 3 › termijn-rapport: herhaalt zich of loopt door",
    ),
    "unknown duty in a text": (
        "clauses/proef.md",
        "plicht-samenvatting}",
        "plicht-samenvating}",
        "› proef: onbekende plicht 'plicht-samenvating'. Bedoelde u 'plicht-samenvatting'?",
    ),
    "duty without its way": (
        "clauses/proef.md",
        "{#wat: termijn-rapport/rapport, ",
        "{#wat: termijn-rapport, ",
        "de plicht 'termijn-rapport' hoort met één van haar opties: termijn-rapport/rapport",
    ),
    "unknown condition": (
        "clauses/proef.md",
        "{als bijlage}",
        "{als bijlaag}",
        "onbekende voorwaarde '{als bijlaag}': geen tekst en geen plicht. Bedoelde u 'bijlage'?",
    ),
    "reference to nowhere": (
        "clauses/proef.md",
        "[§gevolgen.1]",
        "[§gevolgen.2]",
        "de verwijzing [§gevolgen.2] klopt niet: het artikel 'gevolgen' heeft geen lid 2",
    ),
    "reference without words": (
        "clauses/proef.md",
        "[§gevolgen.1]",
        "[§bijlage:aanhef]",
        "de verwijzing [§bijlage:aanhef] heeft woorden nodig voor als die tekst er niet is",
    ),
    "unknown need": (
        "clauses/proef.md",
        "needs: {bijlage: Daar",
        "needs: {bijlaag: Daar",
        "› proef › variants.basis.needs: onbekend 'bijlaag': geen tekst en geen plicht. Bedoelde u 'bijlage'?",
    ),
    "heading without id": (
        "clauses/proef.md",
        "### Artikel. Wat {#wat: termijn-rapport/rapport, plicht-samenvatting}",
        "### Artikel 1. Wat",
        "› proef: de kop 'Artikel 1. Wat' heeft geen id",
    ),
    "advice that no text serves": (
        "decision.yml",
        "plicht-samenvatting]",
        "plicht-samenvatting, termijn-plan]",
        "data/decision.yml: bij het advies ver/twee: geen tekst legt de plicht 'termijn-plan' op",
    ),
    "text that no advice gives": (
        "decision.yml",
        ", plicht-samenvatting]",
        "]",
        "› bijlage: geen enkel advies van de keuzehulp geeft deze tekst: zeg in 'extra' wanneer een aankoper ze zelf kiest",
    ),
    "text that an advice does give": (
        "clauses/proef.md",
        "summary: Een tekst om te proeven.",
        "summary: Een tekst om te proeven.\nextra: Kies ze zelf.",
        "› proef › extra: de keuzehulp geeft deze tekst wel: laat 'extra' weg",
    ),
    "unknown duty in an advice": (
        "decision.yml",
        "plicht-samenvatting]",
        "plicht-samenvattin]",
        "› ver › outcomes.twee.duties: onbekende plicht 'plicht-samenvattin'. Bedoelde u 'plicht-samenvatting'?",
    ),
}


def break_it(folder, file, old, new):
    path = folder / file
    text = "\n" + path.read_text(encoding="utf-8")
    assert old in text, f"the toy data no longer holds {old!r}"
    path.write_text(text.replace(old, new, 1).removeprefix("\n"), encoding="utf-8")


def problems(folder):
    with pytest.raises(DataError) as error:
        load(folder)
    return str(error.value)


def test_toy_data_is_sound(toy_data):
    """The toy data itself has no problem, so that each planted fault is the only one."""
    load(toy_data)


@pytest.mark.parametrize("name", FAULTS)
def test_fault(name, toy_data):
    """A planted fault gives one line that names file, record, field and value, and nothing else."""
    file, old, new, message = FAULTS[name]
    break_it(toy_data, file, old, new)

    text = problems(toy_data)

    assert message in text
    assert text.endswith("1 fout. De site is niet gebouwd.")


def test_all_faults_at_once(toy_data):
    """Every problem is shown in one go, with their number."""
    for name in ("unknown key", "wrong type", "empty list"):
        break_it(toy_data, *FAULTS[name][:3])

    text = problems(toy_data)

    assert all(FAULTS[name][3] in text for name in ("unknown key", "wrong type", "empty list"))
    assert "3 fouten." in text


def test_empty_file(toy_data):
    """A data file without records is refused: a table would be empty."""
    (toy_data / "products.yml").write_text("# nog niets\n", encoding="utf-8")

    assert "data/products.yml: het bestand bevat geen records; een lege tabel mag niet" in problems(toy_data)


def test_missing_file(toy_data):
    """A data file that is gone is named."""
    (toy_data / "cases.yml").unlink()

    assert "data/cases.yml: dit bestand ontbreekt" in problems(toy_data)


def test_older_version_is_kept(toy_data):
    """A version in the history keeps its text: without the file the build stops."""
    (toy_data / "clauses" / "oud" / "proef-1.0.md").unlink()

    assert "de tekst van versie 1.0 ontbreekt: data/clauses/oud/proef-1.0.md" in problems(toy_data)


def test_file_name_is_id(toy_data):
    """In a folder of records the file name is the id."""
    (toy_data / "systems" / "keurmerk.yml").rename(toy_data / "systems" / "ander.yml")

    assert "data/systems/ander.yml, regel 1: hier hoort precies één record, met id 'ander'" in problems(toy_data)
