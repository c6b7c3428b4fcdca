"""Whatever an editor can do to a file is refused in one Dutch sentence that says where it stands and what to write."""

import re
import shutil

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from macros.facts.load import load
from macros.facts.problems import DataError, net
from macros.facts.read import data, page
from macros.facts.site import Site
from tests.conftest import TOY

CHANGED = {
    "a letter in an old encoding": (
        "chain.yml",
        "name: Stof",
        b"name: Stoff\xe9",
        "data/chain.yml, regel 2: bij 'Stoffé' staat een letter in een oude codering (ANSI); bewaar dit bestand als UTF-8",
    ),
    "the same in a clause": (
        "clauses/bijlage.md",
        "Vul in",
        b"Vul \xe9\xe9n in",
        "data/clauses/bijlage.md, regel 19: bij 'één' staat een letter in een oude codering (ANSI); bewaar dit bestand als UTF-8",
    ),
    "a tab": ("duties.yml", "  {name: Rapport", "\t{name: Rapport", "data/duties.yml, regel 4: hier staat een tab; gebruik spaties"),
    "a tab in the head of a clause": (
        "clauses/proef.md",
        "kind: clausule",
        "\tkind: clausule",
        "data/clauses/proef.md, regel 8: hier staat een tab; gebruik spaties",
    ),
    "merge marks": (
        "duties.yml",
        "termijn-rapport:",
        "<<<<<<< HEAD\ntermijn-rapport:",
        "data/duties.yml, regel 3: hier staan twee versies onder elkaar (<<<<<<<); kies er een en wis de regels die "
        "beginnen met <<<<<<<, ======= en >>>>>>>",
    ),
    "merge marks in a text": (
        "clauses/bijlage.md",
        "Vul in",
        ">>>>>>> tak\nVul in",
        "data/clauses/bijlage.md, regel 19: hier staan twee versies onder elkaar (>>>>>>>); kies er een en wis de "
        "regels die beginnen met <<<<<<<, ======= en >>>>>>>",
    ),
    "a merge of YAML": (
        "articles.yml",
        '  number: "7"',
        '  <<: {a: b}\n  number: "7"',
        "data/articles.yml, regel 3 › wet-7: '<<' voegt gegevens van elders in, en dat kan hier niet; schrijf de velden zelf",
    ),
    "a letter nobody sees": (
        "articles.yml",
        "title: Naleving",
        "title: Nal\u200beving",
        "data/articles.yml, regel 4: hier staat een onzichtbaar teken (U+200B); wis het en typ de woorden errond opnieuw",
    ),
    "a zero byte": (
        "articles.yml",
        "title: Naleving",
        "title: Nal\x00eving",
        "data/articles.yml, regel 4: hier staat een onzichtbaar teken (U+0000); wis het en typ de woorden errond opnieuw",
    ),
    "a hard space in front": (
        "articles.yml",
        "  title: Naleving",
        "\xa0 title: Naleving",
        "data/articles.yml, regel 4: deze regel springt in met een harde spatie; gebruik gewone spaties",
    ),
    "a file once opened as ANSI": (
        "articles.yml",
        "title: Naleving",
        "title: NalÃ©ving",
        "data/articles.yml, regel 4: hier staan de tekens 'Ã©' waar een letter met een accent hoort; het bestand is in "
        "een verkeerde codering geopend",
    ),
    "a doubled key in a head": (
        "clauses/bijlage.md",
        "order: 1",
        "order: 1\norder: 5",
        "data/clauses/bijlage.md, regel 11 › bijlage › order: dubbele sleutel 'order'; ze staat ook op regel 10. Houd er een",
    ),
    "a doubled key in a translation": (
        "clauses/proef.en.md",
        "title: Test text",
        "title: Test text\ntitle: B",
        "data/clauses/proef.en.md, regel 3 › proef › title: dubbele sleutel 'title'; ze staat ook op regel 2. Houd er een",
    ),
    "a doubled key in an older version": (
        "clauses/oud/proef-1.0.md",
        "title: Proeftekst",
        "title: Proeftekst\ntitle: B",
        "data/clauses/oud/proef-1.0.md, regel 3 › proef › title: dubbele sleutel 'title'; ze staat ook op regel 2. Houd er een",
    ),
    "a doubled word": (
        "vocabulary.yml",
        "  gids:",
        "  gids: {name: x}\n  gids:",
        "data/vocabulary.yml, regel 4 › states › gids: dubbele sleutel 'gids'; ze staat ook op regel 3. Houd er een",
    ),
    "a zero in front": (
        "duties.yml",
        "months: 6",
        "months: 010",
        "data/duties.yml, regel 4 › termijn-rapport › months: '010' leest YAML soms als een ander getal; schrijf "
        '10, of "010" tussen aanhalingstekens als het tekst is',
    ),
    "a zero in front of a text": (
        "chain.yml",
        "name: Stof",
        "name: 010",
        "data/chain.yml, regel 2 › stof › name: '010' leest YAML soms als een ander getal; schrijf 10, of \"010\" tussen "
        "aanhalingstekens als het tekst is",
    ),
    "a number in sixties": (
        "duties.yml",
        "months: 6",
        "months: 1:30",
        "data/duties.yml, regel 4 › termijn-rapport › months: '1:30' leest YAML soms als een getal in zestigsten; "
        'schrijf "1:30", tussen aanhalingstekens',
    ),
    "an hour": (
        "chain.yml",
        "name: Stof",
        "name: 1:30",
        "data/chain.yml, regel 2 › stof › name: '1:30' leest YAML soms als een getal in zestigsten; schrijf \"1:30\", "
        "tussen aanhalingstekens",
    ),
    "a number in sixteens": (
        "duties.yml",
        "months: 6",
        "months: 0x1F",
        "data/duties.yml, regel 4 › termijn-rapport › months: '0x1F' is geen gewoon getal; schrijf alleen cijfers, "
        "of zet er aanhalingstekens rond als het tekst is",
    ),
    "a number with _": (
        "duties.yml",
        "months: 6",
        "months: 1_0",
        "data/duties.yml, regel 4 › termijn-rapport › months: '1_0' is geen gewoon getal; schrijf alleen cijfers, "
        "of zet er aanhalingstekens rond als het tekst is",
    ),
    "a number without end": (
        "duties.yml",
        "months: 6",
        "months: .inf",
        "data/duties.yml, regel 4 › termijn-rapport › months: '.inf' is geen gewoon getal; schrijf alleen cijfers, "
        "of zet er aanhalingstekens rond als het tekst is",
    ),
    "a number too long": (
        "duties.yml",
        "months: 6",
        "months: " + "9" * 5000,
        "data/duties.yml, regel 4 › termijn-rapport › months: "
        "'999999999999999999999999999999999999999999999999999999999…' is geen gewoon getal; schrijf alleen cijfers, of "
        "zet er aanhalingstekens rond als het tekst is",
    ),
    "a number as a key": (
        "chain.yml",
        "stof:",
        "1:30:",
        "data/chain.yml, regel 2: de sleutel '1:30' leest YAML niet als tekst; schrijf \"1:30\", tussen aanhalingstekens",
    ),
    "a date as a key": (
        "chain.yml",
        "stof:",
        "2026-01-01:",
        "data/chain.yml, regel 2: de sleutel '2026-01-01' leest YAML niet als tekst; schrijf \"2026-01-01\", tussen aanhalingstekens",
    ),
    "a negative number": (
        "duties.yml",
        "months: 6",
        "months: -1",
        "data/duties.yml, regel 4 › termijn-rapport › months: '-1' kan niet; het getal is minstens 0",
    ),
    "a number that must be more": (
        "programmes.yml",
        "minutes: 5",
        "minutes: 0",
        "data/programmes.yml, regel 3 › programma › minutes: '0' kan niet; het getal moet groter zijn dan 0",
    ),
    "a broken number": (
        "duties.yml",
        "months: 6",
        "months: 6.5",
        "data/duties.yml, regel 4 › termijn-rapport › months: '6.5' moet een geheel getal zijn, zonder aanhalingstekens of punten",
    ),
    "yes as a number": (
        "duties.yml",
        "months: 6",
        "months: yes",
        "data/duties.yml, regel 4 › termijn-rapport › months: 'yes' moet een geheel getal zijn, zonder aanhalingstekens of punten",
    ),
    "text as a number with a comma": (
        "search.yml",
        "prefix:",
        "weight: '1,5', prefix:",
        "data/search.yml, regel 7 › kinds.0.weight: '1,5' moet een getal zijn, zonder aanhalingstekens en met een punt "
        "in plaats van een komma",
    ),
    "text as yes or no": (
        "toolbox.yml",
        "proof: true",
        "proof: waar",
        "data/toolbox.yml, regel 38 › transparantie › options.rapport.proof: 'waar' moet true of false zijn, zonder aanhalingstekens",
    ),
    "a day that is not there": (
        "articles.yml",
        "checked: 2026-01-02",
        "checked: 2026-02-30",
        "data/articles.yml, regel 15 › wet-7 › checked: '2026-02-30' is geen dag die bestaat; schrijf jjjj-mm-dd",
    ),
    "a day that is not there in a head": (
        "clauses/bijlage.md",
        "date: 2026-01-01",
        "date: 2026-13-01",
        "data/clauses/bijlage.md, regel 5 › bijlage › date: '2026-13-01' is geen dag die bestaat; schrijf jjjj-mm-dd",
    ),
    "a date in another form": (
        "articles.yml",
        "checked: 2026-01-02",
        "checked: 2/1/2026",
        "data/articles.yml, regel 15 › wet-7 › checked: '2/1/2026' is geen datum; schrijf jjjj-mm-dd, zonder aanhalingstekens",
    ),
    "a date between quotes": (
        "articles.yml",
        "checked: 2026-01-02",
        'checked: "2026-01-02"',
        "data/articles.yml, regel 15 › wet-7 › checked: '2026-01-02' is geen datum; schrijf jjjj-mm-dd, zonder aanhalingstekens",
    ),
    "a date as a text": (
        "articles.yml",
        "title: Naleving",
        "title: 2026-02-01",
        "data/articles.yml, regel 4 › wet-7 › title: '2026-02-01' moet tekst zijn; zet er aanhalingstekens rond",
    ),
    "a group as a key": (
        "duties.yml",
        "termijn-offerte:",
        "{a: b}: c\ntermijn-offerte:",
        "data/duties.yml, regel 1: een sleutel is één woord, geen lijst of groep; zet ze tussen aanhalingstekens als de haken erbij horen",
    ),
    "a list as a key": (
        "duties.yml",
        "termijn-offerte:",
        "[a]: c\ntermijn-offerte:",
        "data/duties.yml, regel 1: een sleutel is één woord, geen lijst of groep; zet ze tussen aanhalingstekens als de haken erbij horen",
    ),
    "a group as a key in a head": (
        "clauses/bijlage.md",
        "order: 1",
        "order: 1\n{a: b}: c",
        "data/clauses/bijlage.md, regel 11 › bijlage: een sleutel is één woord, geen lijst of groep; zet ze tussen "
        "aanhalingstekens als de haken erbij horen",
    ),
    "no key": (
        "articles.yml",
        "  title: Naleving",
        "  : Naleving",
        "data/articles.yml, regel 4, kolom 3: hier klopt de inspringing niet, of staat er iets achter een waarde die al afgesloten is",
    ),
    "an empty field": (
        "duties.yml",
        "proof: De code.",
        "proof: ",
        "data/duties.yml, regel 2 › termijn-offerte › proof: is leeg; vul het in of laat het veld weg",
    ),
    "an empty field that may be left out": (
        "clauses/proef.md",
        "annexes: [bijlage]",
        "annexes:",
        "data/clauses/proef.md, regel 15 › proef › annexes: is leeg; vul het in of laat het veld weg",
    ),
    "an empty part of a list": (
        "clauses/proef.md",
        "attention: [Let op.]",
        "attention:\n  - \n  - Let op.",
        "data/clauses/proef.md, regel 17 › proef › attention.0: is leeg; vul het in of laat het veld weg",
    ),
    "an empty record": ("chain.yml", "stof:", "leeg:\nstof:", "data/chain.yml, regel 2 › leeg: is leeg; vul het in of laat het veld weg"),
    "the word null": (
        "duties.yml",
        "proof: De code.",
        "proof: null",
        "data/duties.yml, regel 2 › termijn-offerte › proof: is leeg; vul het in of laat het veld weg",
    ),
    "only spaces": ("duties.yml", "proof: De code.", "proof: ' '", "data/duties.yml, regel 2 › termijn-offerte › proof: is leeg"),
    "a comment behind a text": (
        "articles.yml",
        "title: Naleving",
        "title: Lot #3 elke",
        "data/articles.yml, regel 4 › wet-7 › title: wat na # komt, leest YAML niet mee; zet de hele tekst tussen "
        "aanhalingstekens, of zet de opmerking op een eigen regel",
    ),
    "only a comment": (
        "articles.yml",
        "title: Naleving",
        "title: #3",
        "data/articles.yml, regel 4 › wet-7 › title: wat na # komt, leest YAML niet mee; zet de hele tekst tussen "
        "aanhalingstekens, of zet de opmerking op een eigen regel",
    ),
    "a comment inside a group": (
        "duties.yml",
        "proof: De code.",
        "who: lot #1",
        "data/duties.yml, regel 2, kolom 3: wat na # komt, leest YAML niet mee; zet de hele tekst tussen "
        "aanhalingstekens, of zet de opmerking op een eigen regel",
    ),
    "an anchor of YAML": (
        "articles.yml",
        "title: Naleving",
        "title: &x Naleving",
        "data/articles.yml, regel 4 › wet-7 › title: een waarde mag niet beginnen met &; zet ze tussen aanhalingstekens",
    ),
    "an alias of YAML": (
        "articles.yml",
        "title: Naleving",
        "title: *x",
        "data/articles.yml, regel 4 › wet-7 › title: een waarde mag niet beginnen met *; zet ze tussen aanhalingstekens",
    ),
    "stars of Markdown": (
        "articles.yml",
        "title: Naleving",
        "title: *vet* nu",
        "data/articles.yml, regel 4, kolom 14: een waarde mag niet beginnen met & of *; zet ze tussen aanhalingstekens",
    ),
    "a tag of YAML": (
        "articles.yml",
        "title: Naleving",
        "title: !x Naleving",
        "data/articles.yml, regel 4 › wet-7 › title: een waarde mag niet beginnen met !; zet ze tussen aanhalingstekens",
    ),
    "an @ in front": (
        "articles.yml",
        "title: Naleving",
        "title: @wet-54 geldt",
        "data/articles.yml, regel 4, kolom 10: een waarde mag niet beginnen met @, ` of %; zet ze tussen aanhalingstekens",
    ),
    "a colon in a text": (
        "articles.yml",
        "title: Naleving",
        "title: Markt: hoe",
        "data/articles.yml, regel 4, kolom 15: hier staat een dubbele punt die er niet mag staan; zet de hele tekst "
        "tussen aanhalingstekens, of kijk na of de regel even ver inspringt als die erboven",
    ),
    "no colon": (
        "articles.yml",
        "title: Naleving",
        "title Naleving",
        "data/articles.yml, regel 5, kolom 3: hier ontbreekt een dubbele punt; schrijf 'sleutel: waarde', en laat het "
        "vervolg van een tekst verder inspringen dan zijn sleutel",
    ),
    "too far to the right": (
        "articles.yml",
        "  title: Naleving",
        "   title: Naleving",
        "data/articles.yml, regel 4, kolom 4: hier klopt de inspringing niet, of staat er iets achter een waarde die al afgesloten is",
    ),
    "too far to the left": (
        "articles.yml",
        "  title: Naleving",
        " title: Naleving",
        "data/articles.yml, regel 4, kolom 2: hier klopt de inspringing niet, of staat er iets achter een waarde die al afgesloten is",
    ),
    "a quote that does not end": (
        "articles.yml",
        "title: Naleving",
        "title: 'Naleving",
        "data/articles.yml, regel 4, kolom 10: de tekst die hier met een aanhalingsteken begint, wordt niet gesloten",
    ),
    "a text behind a quote": (
        "articles.yml",
        "title: Naleving",
        'title: "Naleving" nu',
        "data/articles.yml, regel 4, kolom 21: hier klopt de inspringing niet, of staat er iets achter een waarde die al afgesloten is",
    ),
    "a bullet behind a key": (
        "articles.yml",
        "title: Naleving",
        "title: - Naleving",
        "data/articles.yml, regel 4, kolom 10: begin de lijst op een nieuwe regel, of zet de tekst tussen "
        "aanhalingstekens als het streepje erbij hoort",
    ),
    "a backslash": (
        "articles.yml",
        "title: Naleving",
        'title: "C:\\map"',
        "data/articles.yml, regel 4, kolom 13: een schuine streep \\ tussen dubbele aanhalingstekens heeft een eigen "
        "betekenis; gebruik enkele aanhalingstekens",
    ),
    "a list that does not end": (
        "articles.yml",
        "related: [wet-54]",
        "related: [wet-54",
        "data/articles.yml, regel 17, kolom 12: de lijst die hier met [ begint, loopt niet goed af; zet een komma "
        "tussen de delen en sluit ze met ]",
    ),
    "a comma as a value": (
        "articles.yml",
        "title: Naleving",
        "title: ,",
        "data/articles.yml, regel 4, kolom 10: hier staat een leesteken waar een waarde hoort; zet de waarde tussen aanhalingstekens",
    ),
    "a list as a text": (
        "articles.yml",
        "title: Naleving",
        "title: [a, b]",
        "data/articles.yml, regel 4 › wet-7 › title: is een lijst; hier hoort één tekst",
    ),
    "a text as a list": (
        "articles.yml",
        "related: [wet-54]",
        "related: wet-54",
        "data/articles.yml, regel 17 › wet-7 › related: 'wet-54' heeft niet de goede vorm; verwacht is een lijst, zoals [een, twee]",
    ),
    "a list as a group": (
        "articles.yml",
        "limits: {text: Niet te ver., state: te-bevestigen, check: Bij een jurist.}",
        "limits: [a]",
        "data/articles.yml, regel 8 › wet-7 › limits: is een lijst; hier hoort een groep velden",
    ),
    "a misspelt key": (
        "articles.yml",
        "title: Naleving",
        "titel: Naleving",
        "data/articles.yml, regel 4 › wet-7 › titel: onbekende sleutel 'titel'. Bedoelde u 'title'?",
    ),
    "a misspelt key in a translation": (
        "clauses/proef.en.md",
        "title: Test text",
        "titel: Test text",
        "data/clauses/proef.en.md, regel 2 › proef › titel: onbekende sleutel 'titel'. Bedoelde u 'title'?",
    ),
    "a misspelt id": (
        "chain.yml",
        "stof:",
        "Stof:",
        "data/chain.yml, regel 2 › Stof: 'Stof' is geen geldig id; gebruik kleine letters, cijfers en streepjes",
    ),
    "an id too far to the right": (
        "legal_questions.yml",
        "\nvraag-klein:",
        "\n  vraag-klein:",
        "data/legal_questions.yml, regel 9 › vraag-label › vraag-klein: 'vraag-klein' staat te ver naar rechts of is "
        "leeg: wat eronder staat, hoort nu bij wat erboven staat, waar 'question' al staat",
    ),
    "an id that is gone": (
        "programmes.yml",
        "programma:\n",
        "",
        "data/programmes.yml, regel 1 › title: 'title' is een veld en geen record: het staat te ver naar links, of het "
        "id erboven ontbreekt",
    ),
    "two doubled keys": (
        "articles.yml",
        '  number: "7"\n',
        '  number: "7"\n  act: x\n  number: "8"\n',
        "data/articles.yml, regel 4 › wet-7 › act: dubbele sleutels 'act', 'number'; ze staan ook vanaf regel 2. Houd "
        "er een, of zet boven de tweede een eigen id",
    ),
    "fields that are gone": (
        "articles.yml",
        '  number: "7"\n  title: Naleving\n',
        "",
        "data/articles.yml, regel 1 › wet-7: hier ontbreken velden die verplicht zijn: number, title",
    ),
    "an id that many ask for": (
        "sources.yml",
        "gids-2018:",
        "gids:",
        "data/articles.yml, regel 9 › wet-7 › guide.sources.0: onbekend id 'gids-2018' in sources. Bedoelde u 'gids'? "
        "Dat staat ook in data/systems/keurmerk.yml, regel 18; data/toolbox.yml, regel 16; data/toolbox.yml, regel 51; "
        "…",
    ),
    "a list that is gone": (
        "vocabulary.yml",
        "act_kinds:",
        "wetten:",
        "data/vocabulary.yml: hier ontbreken lijsten waaruit records kiezen: act_kinds",
    ),
    "a misspelt id of an option": (
        "toolbox.yml",
        "    rapport:",
        "    Rapport:",
        "data/toolbox.yml, regel 30 › transparantie › options.Rapport: 'Rapport' heeft niet de goede vorm; schrijf "
        "kleine letters, cijfers en streepjes, zoals leefbaar-loon",
    ),
    "a word of no list": (
        "sources.yml",
        "level: primair",
        "language: xx, level: primair",
        "data/sources.yml, regel 1 › gids-2018 › language: 'xx' kan hier niet; kies uit nl, fr, en, de, it, pt.",
    ),
    "a number for an outcome": (
        "decision.yml",
        "advises: {",
        "advises: {x: 5, ",
        "data/decision.yml, regel 27 › kort-en-klein › advises.x: '5' moet tekst zijn; zet er aanhalingstekens rond",
    ),
    "a misspelt part": (
        "decision.yml",
        "questions:",
        "question:",
        "data/decision.yml, regel 1 › question: onbekend deel 'question'; hier horen questions, decisions, examples. "
        "Bedoelde u 'questions'?",
    ),
    "another part": (
        "decision.yml",
        "questions:",
        "vragen:",
        "data/decision.yml, regel 1 › vragen: onbekend deel 'vragen'; hier horen questions, decisions, examples.",
    ),
    "a misspelt list": (
        "vocabulary.yml",
        "states:",
        "state:",
        "data/vocabulary.yml, regel 2 › state: onbekende lijst 'state'. Bedoelde u 'states'?",
    ),
    "an empty list": (
        "vocabulary.yml",
        "states:",
        "states: {}\nstaten:",
        "data/vocabulary.yml, regel 2 › states: de lijst is leeg, of is geen groep van woorden",
    ),
    "a misspelt field of a word": (
        "vocabulary.yml",
        "name: gids 2018",
        "naam: gids 2018",
        "data/vocabulary.yml, regel 4 › states › gids.naam: onbekende sleutel 'naam'. Bedoelde u 'name'?",
    ),
    "a misspelt field of the search box": (
        "search.yml",
        "stopwords:",
        "stopword:",
        "data/search.yml, regel 1 › stopword: onbekende sleutel 'stopword'. Bedoelde u 'stopwords'?",
    ),
    "an address that is none": (
        "redirects.yml",
        ": ",
        ": /x ",
        "data/redirects.yml, regel 1 › oud/: '/x begrippen/' is geen adres zoals 'toolbox/actie/' of 'toolbox/actie/#actieplan'",
    ),
    "texts in a head": (
        "clauses/bijlage.md",
        "order: 1",
        "order: 1\ntexts: {nl: {basis: x}}",
        "data/clauses/bijlage.md, regel 11 › bijlage › texts: onbekende sleutel 'texts'; de teksten staan onder de kop "
        "en in de bestanden ernaast",
    ),
    "a version as a number": (
        "clauses/proef.md",
        'version: "1.1"',
        "version: 1.1",
        "data/clauses/proef.md, regel 4 › proef › version: '1.1' moet tekst zijn; zet er aanhalingstekens rond",
    ),
    "an unknown article in an older version": (
        "clauses/oud/proef-1.0.md",
        "een rapport",
        "een rapport volgens @@wet-99",
        "data/clauses/oud/proef-1.0.md, regel 5 › proef: onbekend artikel '@@wet-99' in de tekst. Bedoelde u 'wet-7'?",
    ),
    "an unknown blank in an older version": (
        "clauses/oud/proef-1.0.md",
        "een rapport",
        "een rapport [[weg]]",
        "data/clauses/oud/proef-1.0.md, regel 5 › proef: onbekend invulveld '[[weg]]' in de tekst.",
    ),
    "an unknown id in an older version": (
        "clauses/oud/proef-1.0.md",
        "een rapport",
        "een rapport @weg",
        "data/clauses/oud/proef-1.0.md, regel 5 › proef: onbekend id '@weg' in de tekst. Bedoelde u 'wet-7'?",
    ),
    "an unknown blank in a translation": (
        "clauses/proef.en.md",
        "[[aanbesteder]]",
        "[[weg]]",
        "data/clauses/proef.en.md, regel 9 › proef: onbekend invulveld '[[weg]]' in de tekst.",
    ),
    "HTML in a clause": (
        "clauses/proef.md",
        "binnen [[maanden]]",
        "<b>binnen</b> [[maanden]]",
        "data/clauses/proef.md, regel 28 › proef: '<b>', '</b>' hoort niet in de tekst van een clausule; schrijf ze in "
        "Markdown, zonder HTML",
    ),
    "fields in a text": (
        "clauses/proef.md",
        "why: Omdat het kan.",
        "why: >-\n  Omdat het kan.\n  annexes: [bijlage]",
        "data/clauses/proef.md, regel 14 › proef › why.text: tekst die op gegevens lijkt ('annexes:'); zet elk veld op "
        "een eigen regel, niet in de tekst",
    ),
    "fields in the text of a clause": (
        "clauses/bijlage.md",
        "Vul in",
        "state: gids\n\nVul in",
        "data/clauses/bijlage.md, regel 19 › bijlage: tekst die op gegevens lijkt ('state:'); zet elk veld op een "
        "eigen regel, niet in de tekst",
    ),
}

REWRITTEN = {
    "UTF-16": (
        "duties.yml",
        lambda content: content.decode().encode("utf-16"),
        "data/duties.yml: het bestand is bewaard als UTF-16 (in Kladblok 'Unicode'); bewaar het als UTF-8",
    ),
    "UTF-16 without a mark": (
        "duties.yml",
        lambda content: content.decode().encode("utf-16-be"),
        "data/duties.yml: het bestand is bewaard als UTF-16 (in Kladblok 'Unicode'); bewaar het als UTF-8",
    ),
    "a mark in front": (
        "duties.yml",
        lambda content: b"\xef\xbb\xbf" + content,
        "data/duties.yml, regel 1: het bestand begint met een onzichtbaar teken; bewaar het als UTF-8 zonder BOM",
    ),
    "a mark in front of a clause": (
        "clauses/proef.md",
        lambda content: b"\xef\xbb\xbf" + content,
        "data/clauses/proef.md, regel 1: het bestand begint met een onzichtbaar teken; bewaar het als UTF-8 zonder BOM",
    ),
    "nothing": ("chain.yml", lambda content: b"", "data/chain.yml: het bestand bevat geen records; een lege tabel mag niet"),
    "a list": ("chain.yml", lambda content: b"- a\n- b\n", "data/chain.yml: hier horen gegevens als 'sleutel: waarde'; dit is een lijst"),
    "a text": (
        "chain.yml",
        lambda content: b"hallo\n",
        "data/chain.yml: hier horen gegevens als 'sleutel: waarde'; dit is een losse tekst",
    ),
    "two in one": (
        "chain.yml",
        lambda content: content + b"---\n" + content,
        "data/chain.yml, regel 3, kolom 1: drie streepjes (---) beginnen een nieuw stuk; een bestand is één geheel",
    ),
    "too deep": (
        "chain.yml",
        lambda content: b"a: " + b"[" * 100_000,
        "data/chain.yml, regel 1: dit is te diep genest; zo diep gaat geen enkel gegeven",
    ),
    "a list as head": (
        "clauses/bijlage.md",
        lambda content: b"---\n- a\n- b\n---\n\nTekst.\n",
        "data/clauses/bijlage.md: hier horen gegevens als 'sleutel: waarde'; dit is een lijst",
    ),
    "no head": (
        "clauses/bijlage.md",
        lambda content: b"# Kop\n\nTekst.\n",
        "data/clauses/bijlage.md, regel 1: hier ontbreekt de kop; begin met een regel ---, dan de gegevens, dan weer een regel ---",
    ),
    "a head that does not end": (
        "clauses/bijlage.md",
        lambda content: b"---\ntitle: a\n\nTekst.\n",
        "data/clauses/bijlage.md, regel 1: de kop wordt niet gesloten; zet er een regel --- onder",
    ),
    "an empty head": ("clauses/bijlage.md", lambda content: b"---\n---\n\nTekst.\n", "data/clauses/bijlage.md: de kop is leeg"),
    "no text": (
        "clauses/bijlage.md",
        lambda content: content.partition(b"Vul in")[0],
        "data/clauses/bijlage.md › bijlage: onder de kop staat geen tekst",
    ),
}

RENAMED = {
    (
        "systems/keurmerk.yml",
        "systems/keurmerk.yaml",
    ): "data/systems/keurmerk.yaml: dit bestand wordt niet gelezen; geef het de naam 'keurmerk.yml', of wis het",
    ("chain.yml", "chain.yaml"): "data/chain.yaml: zo heet hier geen bestand, en 'chain.yml' ontbreekt; geef dit bestand die naam",
    ("chain.yml", "Chain.yml"): "data/Chain.yml: zo heet hier geen bestand, en 'chain.yml' ontbreekt; geef dit bestand die naam",
    ("chain.yml", "chain.yml.txt"): "data/chain.yml.txt: zo heet hier geen bestand, en 'chain.yml' ontbreekt; geef dit bestand die naam",
    (
        "clauses/proef.md",
        "clauses/proef.txt",
    ): "data/clauses/proef.txt: dit bestand wordt niet gelezen; geef het de naam 'proef.md', of wis het",
    (
        "clauses/proef.md",
        "clauses/proef.MD",
    ): "data/clauses/proef.MD: dit bestand wordt niet gelezen; geef het de naam 'proef.md', of wis het",
    (
        "clauses/proef.md",
        "clauses/Proef.md",
    ): "data/clauses/Proef.md: dit bestand wordt niet gelezen; geef het de naam 'proef.md', of wis het",
    (
        "clauses/proef.en.md",
        "clauses/proef.de.md",
    ): "data/clauses/proef.de.md: dit bestand hoort hier niet; hier staan alleen bestanden zoals 'plan-actie.en.md'. "
    "Wis het, of geef het zo een naam",
    (
        "clauses/oud/proef-1.0.md",
        "clauses/oud/proef-1.0.txt",
    ): "data/clauses/oud/proef-1.0.txt: dit bestand wordt niet gelezen; geef het de naam 'proef-1.0.md', of wis het",
    (
        "clauses/oud/proef-1.0.md",
        "clauses/oud/proef.md",
    ): "data/clauses/oud/proef.md: dit bestand hoort hier niet; hier staan alleen bestanden zoals "
    "'plan-actie-1.0.md'. Wis het, of geef het zo een naam",
}

COPIED = {
    (
        "systems/keurmerk.yml",
        "systems/nieuw.yaml",
    ): "data/systems/nieuw.yaml: dit bestand wordt niet gelezen; geef het de naam 'nieuw.yml', of wis het",
    (
        "systems/keurmerk.yml",
        "systems/keurmerk - kopie.yml",
    ): "data/systems/keurmerk - kopie.yml: dit lijkt een kopie van 'keurmerk.yml'; wis het, of bewaar het buiten deze map",
    (
        "systems/keurmerk.yml",
        "systems/keurmerk (1).yml",
    ): "data/systems/keurmerk (1).yml: dit lijkt een kopie van 'keurmerk.yml'; wis het, of bewaar het buiten deze map",
    (
        "systems/keurmerk.yml",
        "systems/keurmerk.yml~",
    ): "data/systems/keurmerk.yml~: dit lijkt een kopie van 'keurmerk.yml'; wis het, of bewaar het buiten deze map",
    ("chain.yml", "chain.yml~"): "data/chain.yml~: dit lijkt een kopie van 'chain.yml'; wis het, of bewaar het buiten deze map",
    ("chain.yml", "chain.yml.txt"): "data/chain.yml.txt: dit lijkt een kopie van 'chain.yml'; wis het, of bewaar het buiten deze map",
    (
        "chain.yml",
        "nota.docx",
    ): "data/nota.docx: dit bestand hoort hier niet; hier staan alleen bestanden zoals 'acts.yml'. Wis het, of geef het zo een naam",
    (
        "chain.yml",
        "systems.yml",
    ): "data/systems.yml: deze gegevens staan al in de map 'systems', elk record in een eigen bestand; wis dit bestand",
    (
        "clauses/proef.md",
        "clauses/proef - kopie.md",
    ): "data/clauses/proef - kopie.md: dit lijkt een kopie van 'proef.md'; wis het, of bewaar het buiten deze map",
    (
        "clauses/proef.md",
        "clauses/proef.md.bak",
    ): "data/clauses/proef.md.bak: dit lijkt een kopie van 'proef.md'; wis het, of bewaar het buiten deze map",
    ("clauses/proef.en.md", "clauses/weg.en.md"): "data/clauses/weg.en.md: hoort bij geen tekst: er is geen data/clauses/weg.md",
    (
        "clauses/oud/proef-1.0.md",
        "clauses/oud/proef-1.0 - kopie.md",
    ): "data/clauses/oud/proef-1.0 - kopie.md: dit lijkt een kopie van 'proef-1.0.md'; wis het, of bewaar het buiten deze map",
}

GONE = {
    "redirects.yml": "data/redirects.yml: dit bestand ontbreekt",
    "search.yml": "data/search.yml: dit bestand ontbreekt",
    "vocabulary.yml": "data/vocabulary.yml: dit bestand ontbreekt",
    "decision.yml": "data/decision.yml: dit bestand ontbreekt",
    "articles.yml": "data/articles.yml: dit bestand ontbreekt",
    "toolbox.yml": "data/toolbox.yml: dit bestand ontbreekt",
    "sources.yml": "data/sources.yml: dit bestand ontbreekt",
    "systems": "data/systems.yml: dit bestand ontbreekt",
    "clauses": "data/clauses: deze map ontbreekt",
    "clauses/proef.md": "data/clauses/proef.en.md: hoort bij geen tekst: er is geen data/clauses/proef.md",
    "clauses/oud/proef-1.0.md": "data/clauses/proef.md, regel 21 › proef › history: de tekst van versie 1.0 ontbreekt: "
    "data/clauses/oud/proef-1.0.md",
}


def told(folder):
    """The sentences that an editor gets."""
    with pytest.raises(DataError) as error:
        load(folder)
    return [str(problem) for problem in error.value.problems]


def remove(path):
    shutil.rmtree(path) if path.is_dir() else path.unlink()


@pytest.mark.parametrize("name", CHANGED)
def test_changed(name, toy_data):
    """One thing changed in a file gives one sentence."""
    file, old, new, message = CHANGED[name]
    content = (toy_data / file).read_bytes()
    assert old.encode() in content, f"the toy data no longer holds {old!r}"
    (toy_data / file).write_bytes(content.replace(old.encode(), new if isinstance(new, bytes) else new.encode(), 1))

    assert told(toy_data) == [message]


@pytest.mark.parametrize("name", REWRITTEN)
def test_rewritten(name, toy_data):
    """A file that is something else altogether gives one sentence, and makes nothing else wrong."""
    file, change, message = REWRITTEN[name]
    (toy_data / file).write_bytes(change((toy_data / file).read_bytes()))

    assert told(toy_data) == [message]


@pytest.mark.parametrize("old, new", RENAMED)
def test_renamed(old, new, toy_data):
    """A file under another name is not passed over: one sentence says how it must be called."""
    (toy_data / old).rename(toy_data / new)

    assert told(toy_data) == [RENAMED[old, new]]


@pytest.mark.parametrize("old, new", COPIED)
def test_copied(old, new, toy_data):
    """A copy beside a file is not read as another record."""
    shutil.copy(toy_data / old, toy_data / new)

    assert told(toy_data) == [COPIED[old, new]]


@pytest.mark.parametrize("name", GONE)
def test_gone(name, toy_data):
    """A file that is gone is named, and whatever points at it is no second fault."""
    remove(toy_data / name)

    assert told(toy_data) == [GONE[name]]


def test_folder_in_place_of_a_file(toy_data):
    """A folder that is called as a file is told, and a folder that nothing reads too."""
    remove(toy_data / "chain.yml")
    (toy_data / "chain.yml").mkdir()
    (toy_data / "vroeger").mkdir()

    assert told(toy_data) == [
        "data/vroeger: deze map hoort hier niet; verplaats ze of wis ze",
        "data/chain.yml: dit is een map; hier hoort een bestand",
    ]


def test_no_data(toy_data):
    """Without the folder itself one sentence says so."""
    remove(toy_data)

    assert told(toy_data) == ["data: deze map ontbreekt"]


def test_left_behind(toy_data):
    """What systems and editors leave behind by themselves is nobody's fault; ends of lines may be those of Windows."""
    for name in (".DS_Store", "Thumbs.db", "systems/.keurmerk.yml.swp", "clauses/desktop.ini"):
        (toy_data / name).write_bytes(b"\0")
    for path in [*toy_data.glob("*.yml"), *toy_data.rglob("*.md")]:
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))

    assert isinstance(load(toy_data), Site)


def test_two_faults_of_one_file(toy_data):
    """Faults that have nothing to do with each other are told together."""
    path = toy_data / "duties.yml"
    text = path.read_text(encoding="utf-8").replace("months: 6", "months: 010").replace("months: 3", "months: 1:30", 1)
    path.write_text(text, encoding="utf-8")

    assert [message.partition(":")[0] for message in told(toy_data)] == [
        "data/duties.yml, regel 4 › termijn-rapport › months",
        "data/duties.yml, regel 6 › termijn-plan › months",
    ]


def test_net():
    """What nobody foresaw becomes one Dutch sentence with the file and with words for who maintains the site."""
    with pytest.raises(DataError) as error, net("data/chain.yml"):
        {}["weg"]

    [problem] = error.value.problems
    assert re.fullmatch(
        r"data/chain\.yml: hier loopt de bouw vast op iets wat niet voorzien is\. .* 'weg' "
        r"\(KeyError in test_guard\.py, regel \d+\)",
        str(problem),
    )


# --- Thousands of broken files --------------------------------------------------------------------------------------

FILES = sorted(path.relative_to(TOY).as_posix() for path in TOY.rglob("*") if path.is_file())
PIECES = [
    "",
    " ",
    "  ",
    "\t",
    "\n",
    "- ",
    ": ",
    ":",
    "#",
    " # x",
    "[",
    "]",
    "{",
    "}",
    "{a: b}: c",
    "[a]: b",
    "'",
    '"',
    "&a ",
    "*a",
    "!x ",
    "|",
    ">-",
    "<<: {a: b}",
    "<<<<<<< x\n",
    "---\n",
    "...\n",
    "%YAML 1.1\n",
    "@",
    "@weg",
    "@@weg",
    "`",
    "\\",
    "010",
    "1:30",
    "0x1F",
    "1e3",
    ".inf",
    "-1",
    "9" * 400,
    "2026-02-30",
    "2026-01-01",
    "2026-1-5 10:00",
    "yes",
    "no",
    "true",
    "null",
    "~",
    "\ufeff",
    "\u00a0",
    "\u2028",
    "\x00",
    "\x1b",
    "é",
    "Ã©",
    "[[",
    "]]",
    "[[weg]]",
    "[[=x]]",
    "[[?]]",
    "⟦x⟧",
    "=== lichter\n",
    "=== x\n",
    "=====\n",
    "<b>",
    "&nbsp;",
    "state: gids",
    "a: 1\n",
    "{weg}",
    "{{ x }}",
    "texts: {}\n",
    "x" * 2000,
]
NAMES = ["{}.yaml", "{}~", "{} - kopie.md", "{}.txt", "x{}", "{}/x", "oud.yml", "É.md", "proef.de.md", "oud/x-1.0.md", "nieuw.yml"]
KINDS = [
    "piece",
    "line",
    *["value"] * 6,
    "key",
    "byte",
    "delete",
    "double",
    "swap",
    "cut",
    "right",
    "left",
    "cp1252",
    "utf-16",
    "utf-8-sig",
]
CHANGE = st.tuples(st.sampled_from(KINDS), st.integers(0, 10_000), st.sampled_from(PIECES))


def broken(content, kind, spot, what):
    """The bytes of a file after one change; `spot` chooses where, `what` is put there by the changes that put something."""
    if kind == "byte":
        return content[: spot % max(len(content), 1)] + bytes([spot % 256]) + content[spot % max(len(content), 1) + 1 :]
    text = content.decode("utf-8", "replace")
    if kind in ("cp1252", "utf-16", "utf-8-sig"):
        return text.encode(kind, "replace")
    if kind == "piece":
        spot %= len(text) + 1
        return (text[:spot] + what + text[spot:]).encode("utf-8", "replace")
    if kind in ("value", "key"):
        found = list(re.finditer(r"(?<=: )[^,}\]\n]+" if kind == "value" else r"[\w-]+(?=:)", text)) or [re.search("", text)]
        match = found[spot % len(found)]
        return (text[: match.start()] + what + text[match.end() :]).encode("utf-8", "replace")
    lines = text.split("\n")
    at = spot % len(lines)
    if kind == "line":
        lines.insert(at, what)
    elif kind == "delete":
        del lines[at]
    elif kind == "double":
        lines.insert(at, lines[at])
    elif kind == "swap":
        lines[at], lines[at - 1] = lines[at - 1], lines[at]
    elif kind == "cut":
        del lines[at:]
    else:
        lines[at] = "  " + lines[at] if kind == "right" else lines[at][1 + spot % 4 :]
    return "\n".join(lines).encode("utf-8", "replace")


ENGLISH = re.compile(r"\b(the|should|input|while|expected|character|cannot|constructor|None|True|False|error|found|valid|token|mapping)\b")


def are_told(problems):
    """Each problem is a Dutch sentence by someone who foresaw it, of a length that an editor reads."""
    for problem in problems:
        assert problem.file.startswith("data") and "niet voorzien" not in problem.message, problem
        assert not ENGLISH.search(re.sub(r"'.*'", "", problem.message)), problem
        assert "\n" not in str(problem) and len(str(problem)) < 700, problem


def holds(folder):
    """The folder is read, or what is wrong with it is told."""
    try:
        assert isinstance(load(folder), Site)
    except DataError as error:
        are_told(error.problems)


DETERMINISTIC = {"derandomize": True, "database": None, "deadline": None, "suppress_health_check": list(HealthCheck)}


@pytest.fixture(scope="module")
def many(tmp_path_factory):
    """One copy of the toy data, in which each example puts back what it broke."""
    return shutil.copytree(TOY, tmp_path_factory.mktemp("broken") / "data")


CONTENTS = {file: (TOY / file).read_bytes() for file in FILES}


@settings(max_examples=1500, **DETERMINISTIC)
@given(file=st.sampled_from(FILES), changes=st.lists(CHANGE, min_size=1, max_size=3))
def test_broken_contents(tmp_path_factory, file, changes):
    """Whatever is done to the bytes of a file, the reader gives its values or says in Dutch why not."""
    content = CONTENTS[file]
    for kind, spot, what in changes:
        content = broken(content, kind, spot, what)
    path = tmp_path_factory.getbasetemp() / "broken"
    path.write_bytes(content)

    document = (page if file.endswith(".md") else data)(path, f"data/{file}")

    are_told(document.problems)
    assert isinstance(document.data, dict) and (document.data or document.problems)


@settings(max_examples=150, **DETERMINISTIC)
@given(changes=st.lists(st.tuples(st.sampled_from(FILES), CHANGE), min_size=1, max_size=4))
def test_broken_files(many, changes):
    """Whatever is done to the files, loading them gives a site or Dutch sentences, never a traceback."""
    before = {file: (many / file).read_bytes() for file, _ in changes}
    try:
        for file, (kind, spot, what) in changes:
            (many / file).write_bytes(broken((many / file).read_bytes(), kind, spot, what))
        holds(many)
    finally:
        for file, content in before.items():
            (many / file).write_bytes(content)


@settings(max_examples=60, **DETERMINISTIC)
@given(file=st.sampled_from(FILES), name=st.sampled_from(NAMES), keep=st.booleans(), content=st.binary(max_size=40))
def test_broken_names(tmp_path_factory, file, name, keep, content):
    """Nor does it when files get other names, come twice, go, or hold anything at all."""
    folder = shutil.copytree(TOY, tmp_path_factory.mktemp("named") / "data")
    old, new = folder / file, folder / name.format(file)
    before = old.read_bytes()
    if not keep or old in new.parents:
        old.unlink()
    new.parent.mkdir(parents=True, exist_ok=True)
    new.write_bytes(content or before)

    holds(folder)
