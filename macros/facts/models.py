"""What a record in data/ may contain: one pydantic model per kind, unknown fields refused."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Discriminator, Field, StringConstraints, Tag, ValidationInfo, model_validator
from pydantic_core import PydanticCustomError

from macros.facts.dates import later
from macros.facts.duties import due


class Ref:
    """Marks a string as the id of a record of `kind`; load.py refuses an id that does not exist."""

    def __init__(self, kind: str):
        self.kind = kind


class Term:
    """Marks a string as an entry of the closed list `name` in vocabulary.yml."""

    def __init__(self, name: str):
        self.name = name


def _iso(value):
    """YAML reads 2018-04-01 as a date and 2018 as a number; a `When` keeps both as text."""
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


SHAPES: dict[str, str] = {}
"""Pattern → what it asks, in the words that an editor reads when a text does not have that shape."""


def shaped(pattern: str, words: str):
    """The type of a text that has the shape of `pattern`, which `words` tell an editor."""
    SHAPES[pattern] = words
    return Annotated[str, StringConstraints(pattern=pattern)]


Id = shaped(r"^[a-z0-9]+(-[a-z0-9]+)*$", "schrijf kleine letters, cijfers en streepjes, zoals leefbaar-loon")
Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Url = shaped(r"^https?://\S+$", "schrijf een heel adres, zoals https://voorbeeld.be/pagina")
When = Annotated[
    shaped(r"^\d{4}(-\d{2}(-\d{2})?)?$", "schrijf jjjj, jjjj-mm of jjjj-mm-dd"), BeforeValidator(_iso, json_schema_input_type=str | int)
]
VersionNumber = shaped(r"^\d+\.\d+$", 'schrijf twee getallen met een punt, tussen aanhalingstekens, zoals "1.0"')
PageAddress = shaped(r"^/[a-z0-9/-]+\.md(#[a-z0-9-]+)?$", "schrijf een pagina van de site, zoals /gids/keten.md#confectie")
Fingerprint = shaped(r"^[0-9a-f]{12}$", "neem de twaalf tekens over die de bouw noemt")
BrowserVersion = shaped(r"^\d+(\.\d+)?$", "schrijf een versie tussen aanhalingstekens, zoals '15.4'")
ReleaseNumber = shaped(r"^\d+\.\d+\.\d+$", "schrijf drie getallen met punten, zoals 1.1.0")
NamePattern = shaped(r"^[^{}]*\{name\}[^{}]*$", "zet één keer {name} waar de naam van het systeem komt")


KINDS: dict[str, type[Record]] = {}
"""The kinds of record, in the order of this file: the name of the file or folder in data/ → its model."""


class Record(BaseModel):
    """Common rules of everything in data/: exact types, no unknown fields.

    A kind says all there is to say of it where its model begins: `class Act(Stated, kind="acts", page="…#{id}", named_by="short")`.
    """

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    page: ClassVar[str] = ""
    """Where a record stands, with {id} for its id and {step} for its step; printed on paper, so it does not change. Empty: nowhere."""

    named_by: ClassVar[str] = "name"
    """The field that names a record."""

    linked: ClassVar[bool] = False
    """Whether @id reaches it: all that has a page, unless its model says no."""

    short_address: ClassVar[bool] = False
    """Whether it has a short address, r/<id>/: all that has a page, unless its model says no."""

    may_be_empty: ClassVar[bool] = False
    """Whether its file may hold no record at all."""

    def __init_subclass__(
        cls,
        kind: str = "",
        page: str = "",
        named_by: str = "name",
        linked: bool = True,
        short_address: bool = True,
        may_be_empty: bool = False,
    ):
        cls.page, cls.named_by, cls.may_be_empty = page, named_by, may_be_empty
        cls.linked, cls.short_address = bool(page) and linked, bool(page) and short_address
        if kind:
            KINDS[kind] = cls

    def named(self, site, key: str) -> str:
        """The name of this record, with id `key` in `site`, as it reads in a sentence."""
        return getattr(self, self.named_by)


SEEN = ("bevestigd", "secundair")
"""The states that rest on a check, which does not hold for ever."""


class Looked(Record):
    """What knows when to look at it again: a number of months after its check, unless it says a day of its own."""

    @model_validator(mode="before")
    @classmethod
    def _look_again(cls, value: Any, info: ValidationInfo) -> Any:
        """Work out `review_by`; the months by state come with the kind of fact (see `Upkeep`), as the context of the reading."""
        if not (isinstance(value, dict) and info.context and value.get("state") in SEEN and isinstance(value.get("checked"), date)):
            return value
        if cls._is_history(value):
            return value
        return {"review_by": later(value["checked"], info.context[value["state"]])} | value

    @classmethod
    def _is_history(cls, value: dict) -> bool:
        """Whether what it says was over when it was checked, so that it cannot change any more."""
        return False


class Stated(Looked):
    """A record that tells how sure it is, since when, and where it comes from (design: states of a fact)."""

    state: Annotated[str, Term("states")] = Field(description="Hoe zeker: gids, bevestigd, secundair, te-bevestigen of eigen-advies")
    checked: date | None = Field(None, description="Datum van de controle (jjjj-mm-dd)")
    review_by: date | None = Field(None, description="Dag om dit opnieuw te bekijken; weglaten volgt de termijn in upkeep.yml")
    sources: list[Annotated[str, Ref("sources")]] = Field(default=[], description="Ids uit sources.yml")
    check: Text | None = Field(None, description="Waar u dit kunt nagaan (verplicht bij te-bevestigen)")
    synonyms: list[Text] = Field([], description="Andere woorden waarmee mensen dit zoeken")

    @model_validator(mode="after")
    def _state_is_complete(self):
        return complete_state(self)


def complete_state(record):
    """Refuse a state without its date, its source or its place to check; advice of our own (eigen-advies) needs none of these."""
    if record.review_by and (record.state not in SEEN or record.checked and record.review_by <= record.checked):
        message = "'review_by' hoort bij een feit dat nagekeken is, en ligt na 'checked'"
        raise PydanticCustomError("review_without_check", message)
    if record.state in ("bevestigd", "secundair") and record.checked is None:
        raise PydanticCustomError(
            "state_without_date", "staat op '{state}' maar heeft geen datum; vul 'checked' in", {"state": record.state}
        )
    if record.state == "te-bevestigen" and not record.check:
        raise PydanticCustomError("state_without_check", "staat op 'te-bevestigen'; vul in 'check' in waar u het nagaat")
    if record.state in ("gids", "bevestigd", "secundair") and not record.sources:
        raise PydanticCustomError("missing_source", "heeft geen bron; vul 'sources' in met een id uit sources.yml")
    return record


def _text_to_fact(value):
    """An editor may write a fact as plain text; it then shares the state of its record."""
    return {"text": value} if isinstance(value, str) else value


class FactFields(Looked):
    """One statement; without a `state` of its own it shares the state of its record."""

    text: Text
    state: Annotated[str, Term("states")] | None = None
    checked: date | None = None
    review_by: date | None = Field(None, description="Dag om dit opnieuw te bekijken; weglaten volgt de termijn in upkeep.yml")
    sources: list[Annotated[str, Ref("sources")]] = []
    check: Text | None = None

    @model_validator(mode="after")
    def _state_is_complete(self):
        return complete_state(self) if self.state else self


Fact = Annotated[FactFields, BeforeValidator(_text_to_fact, json_schema_input_type=str | FactFields)]


class DegreeFields(FactFields):
    """A statement with a verdict from the list `degrees` in front of it."""

    value: Annotated[str, Term("degrees")]


class Change(Stated):
    """Something that changed after April 2018; the page 'Sinds 2018' gathers them all."""

    date: When = Field(description="Wanneer het veranderde: jjjj, jjjj-mm of jjjj-mm-dd")
    what: Text = Field(description="Wat er veranderde, in een of twee zinnen")
    roles: list[Annotated[str, Term("roles")]] = Field([], description="Voor wie het iets verandert; weglaten als het iedereen aangaat")
    running: Text | None = Field(None, description="Wat u aan een contract doet dat al loopt; weglaten als u niets hoeft te doen")

    @classmethod
    def _is_history(cls, value):
        return str(value.get("date")) <= value["checked"].isoformat()


class Source(Record, kind="sources", page="/bronnen.md#{id}", named_by="title", short_address=False):
    """Where a fact comes from."""

    title: Text
    publisher: Text
    date: When | None = Field(None, description="Datum van de bron zelf; weglaten als de bron ongedateerd is")
    url: Url | None = Field(None, description="De pagina van de eigenaar, nooit een kopie")
    level: Annotated[str, Term("levels")]
    language: Literal["nl", "fr", "en", "de", "it", "pt"] = "nl"
    described: bool = Field(False, description="true als de titel een Nederlandse omschrijving is, bij een bron in een andere taal")
    note: Text | None = None


class Act(Stated, kind="acts", page="/wetgeving/wetten.md#{id}", named_by="short"):
    """A law, decree, directive, regulation, proposal or treaty."""

    name: Text = Field(description="Volledige naam")
    short: Text = Field(description="Hoe het in een zin heet, bv. 'de wet overheidsopdrachten'")
    kind: Annotated[str, Term("act_kinds")]
    status: Annotated[str, Term("act_statuses")]
    url: Url | None = None
    applies_from: When | None = None
    gist: Fact
    buyer: Fact = Field(description="Wat het voor de aankoper betekent")
    supplier: Fact | None = Field(None, description="Wat het voor de leverancier betekent")
    changes: list[Change] = []


class PhaseUse(Record):
    """What an article makes possible in one phase of the purchase."""

    value: Annotated[str, Term("possibilities")]
    text: Text


class Article(Stated, kind="articles", page="/wetgeving/artikelen.md#{id}"):
    """One article of an act: what it says, what a buyer can do with it, where its limits are."""

    act: Annotated[str, Ref("acts")]
    number: Text = Field(description="Alleen het nummer, bv. '54' of '69, 1°'")
    title: Text
    opportunity: int | None = Field(None, description="Nummer van de kans in de gids (1-6)", ge=1, le=6)
    gist: Fact = Field(description="Wat er staat")
    use: Fact = Field(description="Wat u ermee kunt voor sociale ketens")
    limits: Fact | None = Field(None, description="Waar de grens ligt, waar het misgaat")
    guide: Fact | None = Field(None, description="Wat de gids van 2018 erover zegt")
    eu: Fact | None = Field(None, description="Tegenhanger in richtlijn 2014/24/EU, bv. 'artikel 43'")
    phases: dict[Annotated[str, Term("phases")], PhaseUse] = Field({}, description="Per fase van de aankoop")
    related: list[Annotated[str, Ref("articles")]] = []
    changes: list[Change] = []

    def named(self, site, key):
        """'artikel 54', with its act where that is not the act that most articles are of."""
        name = f"artikel {self.number}" if self.number[0].isdigit() else self.number
        return name if self.act == "wet-overheidsopdrachten" else f"{name} van {site.acts[self.act].short}"


class LegalQuestion(Stated, kind="legal_questions", page="/wetgeving/vragen.md#{id}", named_by="question"):
    """A question buyers ask about the law, with its answer."""

    question: Text
    short: Text = Field(description="Het antwoord in een zin")
    answer: Text = Field(description="Het volledige antwoord, Markdown")
    from_guide: bool = Field(description="true als de gids de vraag stelt")
    articles: list[Annotated[str, Ref("articles")]] = []


class Period(Stated):
    """An amount and the period in which it holds."""

    since: date
    until: date | None = None
    euro: int = Field(gt=0)

    @classmethod
    def _is_history(cls, value):
        return isinstance(value.get("until"), date) and value["until"] < value["checked"]


class Threshold(Record, kind="thresholds", page="/wetgeving/drempels.md#{id}"):
    """An amount in the law that changes over time."""

    name: Text
    what: Text = Field(description="Waarvoor dit bedrag telt")
    articles: list[Annotated[str, Ref("articles")]] = []
    periods: list[Period] = Field(min_length=1, description="Oudste eerst")
    note: Text | None = None


class Convention(Stated, kind="conventions", page="/wetgeving/iao-verdragen.md#{id}", named_by="number"):
    """A fundamental instrument of the International Labour Organization."""

    number: Text = Field(description="bv. C155")
    name: Text
    names: dict[Literal["en", "fr"], Text] = Field({}, description="Officiële naam in andere talen")
    year: int
    principle: Annotated[str, Term("ilo_principles")]
    fundamental_since: Fact
    annex: DegreeFields = Field(description="Staat het in bijlage II van de wet overheidsopdrachten?")
    changes: list[Change] = []


class LastingFields(FactFields):
    """A statement on how long something holds, with the few words that fit in a table."""

    short: Text = Field(description="In enkele woorden, voor in een tabel: '3 jaar', 'niet gevonden'")


class ProofUse(Record):
    """Whether a system counts as proof for one option of the toolbox."""

    value: Annotated[str, Term("proofs")]
    text: Text | None = None


class System(Stated, kind="systems", page="/systemen/{id}.md"):
    """A verification system: what it is, what it proves and what it does not."""

    name: Text
    summary: Text = Field(description="Wat de lezer op de pagina vindt, in een zin; staat bij zoekmachines en bij wie de pagina deelt")
    former_names: list[Text] = []
    abbreviations: list[Text] = []
    owner: Fact
    website: Url
    kind: Annotated[str, Term("system_kinds")]
    objects: list[Annotated[str, Term("objects")]] = Field(min_length=1)
    stages: list[Annotated[str, Ref("chain")]] = []
    stages_note: Fact | None = None
    today: Fact = Field(description="Wat het vandaag is, in twee of drie zinnen")
    social: DegreeFields
    ecological: DegreeFields
    economic: DegreeFields
    verifies: Fact = Field(description="Wat het nagaat")
    third_party: DegreeFields = Field(description="Gaat een onafhankelijke derde partij het na? Wie?")
    living_wage: DegreeFields
    ilo: DegreeFields = Field(description="Steunt het op de IAO-verdragen?")
    validity: LastingFields = Field(description="Hoelang het document geldt")
    spread: Fact | None = Field(None, description="Hoe verspreid is het?")
    guide: Fact = Field(description="Wat de gids van 2018 erover zegt")
    criticism: list[Fact] = []
    ask: list[Fact] = Field(min_length=1, description="Wat een aankoper moet vragen")
    recognise: list[Fact] = Field(min_length=1, description="Hoe u een geldig document herkent")
    counts: dict[Annotated[str, Ref("options")], ProofUse] = Field(description="Per bewijsoptie van de toolbox")
    changes: list[Change] = []
    notes: list[Annotated[str, Ref("notes")]] = []


class Document(Record, kind="documents"):
    """A kind of document that somebody has of a system, and for which options it is worth less than the system itself."""

    name: Text
    of: list[Annotated[str, Term("system_kinds")]] = Field(min_length=1, description="De soorten van systemen waarbij dit document bestaat")
    limits: dict[Annotated[str, Ref("options")], ProofUse] = Field(
        {}, description="Per optie hoeveel het hoogstens waard is, en wat er dan bij moet"
    )
    never: Text | None = Field(None, description="Waarom het nergens voor telt")

    @model_validator(mode="after")
    def _limits_say_what_is_missing(self):
        if self.never and self.limits:
            raise PydanticCustomError("document_never", "telt nergens voor ('never') en heeft dus geen 'limits'")
        if lacking := [option for option, use in self.limits.items() if ". " not in (use.text or "")]:
            message = "zegt bij '{option}' niet waarom en wat er nog bij moet; schrijf in 'text' twee zinnen"
            raise PydanticCustomError("document_limit", message, {"option": lacking[0]})
        return self


class Option(Record, page="/toolbox/{step}.md#{id}"):
    """One option of a step of the toolbox."""

    name: Text
    short: Text = Field(description="Korte naam voor in tabellen")
    synonyms: list[Text] = Field([], description="Andere woorden waarmee mensen dit zoeken")
    aim: Fact
    evidence: list[Fact] = Field(min_length=1)
    verified_by: Fact = Field(description="Wie gaat het na")
    active_months: int | None = Field(None, ge=1, description="Hoeveel maanden het bewijs al moet lopen om mee te tellen")
    duties: list[Annotated[str, Ref("duties")]] = []
    systems: list[Annotated[str, Ref("systems")]] = Field([], description="Systemen die de gids hier noemt")
    proof: bool = Field(description="true als de leverancier er later bewijs voor levert (stap 2 tot 4)")
    better: Fact | None = Field(None, description="De betere vraag vandaag, waar de gids tekortschiet")
    notes: list[Annotated[str, Ref("notes")]] = []


class Step(Stated, kind="toolbox", page="/toolbox/{id}.md"):
    """One of the four steps of the toolbox."""

    number: int = Field(ge=1, le=4)
    name: Text
    gist: Text = Field(description="In een zin, voor trap en tabel")
    binding: Fact = Field(description="Verplicht of wenselijk, en wanneer")
    aim: list[Fact] = Field(min_length=1)
    how: list[Fact] = Field(min_length=1)
    duties: list[Annotated[str, Ref("duties")]] = []
    evidence: list[Fact] = Field(min_length=1)
    buyer: list[Fact] = Field(min_length=1, description="Wat de stap van de aankoper vraagt")
    supplier: list[Fact] = Field(min_length=1, description="Wat de stap van de leverancier vraagt")
    options: dict[Id, Option] = Field(min_length=1)
    discuss: list[Text] = Field(min_length=1, description="Vragen voor een groep, op de hand-out en de dia's")
    notes: list[Annotated[str, Ref("notes")]] = []

    def named(self, site, key):
        """'stap 2 (transparantie)'."""
        return f"stap {self.number} ({self.name.lower()})"


class Duty(Stated, kind="duties", page="/toolbox/termijnen.md#{id}"):
    """Who does what, by when, with which proof, and what follows when it is not done; of both parties."""

    name: Text = Field(description="Wat er klaar moet zijn")
    party: Annotated[str, Term("parties")]
    who: Text | None = Field(None, description="Vollere woorden voor wie het doet, waar 'party' te kort is")
    does: Text = Field(description="De zin zonder onderwerp: 'bezorgt de lijst van productieplaatsen'")
    step: Annotated[str, Ref("toolbox")] | None = None
    ways: list[Annotated[str, Ref("options")]] = Field([], description="Opties waarmee het kan; een tekst legt dan plicht/optie op")
    cumulative: bool = Field(False, description="true als een bestek ze op meer dan één manier tegelijk mag vragen")
    months: int | None = Field(None, ge=0, description="Aantal maanden, of")
    days: int | None = Field(None, ge=1, description="aantal kalenderdagen, of")
    as_long_as: Annotated[str, Ref("duties")] | None = Field(None, description="even lang als deze andere plicht")
    start: Annotated[str, Term("events")] | None = Field(None, description="Telt vanaf deze gebeurtenis, of")
    after: Annotated[str, Ref("duties")] | None = Field(None, description="telt vanaf deze andere plicht, of")
    after_words: Text | None = Field(None, description="Hoe het begin in een zin heet, bij 'after'")
    together: Annotated[str, Ref("duties")] | None = Field(None, description="valt samen met deze andere plicht")
    before: bool = Field(False, description="true als het vóór de gebeurtenis moet")
    every_months: int | None = Field(None, ge=1, description="Herhaalt zich om de … maanden")
    until: Annotated[str, Term("events")] | None = Field(None, description="Waarmee het ophoudt")
    beyond: Annotated[str, Term("beyond")] | None = Field(
        None, description="Wat er gebeurt als de termijn na het einde van de opdracht valt"
    )
    supersedes: list[Annotated[str, Ref("duties")]] = Field([], description="Komt in één bestek in de plaats van deze")
    proof: Text = Field(description="Wat men in handen krijgt, of waaruit het blijkt")
    otherwise: Text = Field(description="Wat er volgt als het niet gebeurt")
    planned: bool = Field(True, description="false als de kalender een vroegere termijn volgt")
    note: Text | None = None

    @model_validator(mode="after")
    def _counts_from_one_thing(self):
        if sum(begin is not None for begin in (self.start, self.after, self.together)) != 1 or bool(self.after) != bool(self.after_words):
            raise PydanticCustomError("duty_start", "telt vanaf één ding: 'start', 'together', of 'after' samen met 'after_words'")
        lengths = sum(length is not None for length in (self.months, self.days, self.as_long_as))
        if lengths > 1:
            raise PydanticCustomError("duty_length", "heeft één lengte: 'months', 'days' of 'as_long_as'")
        if (self.every_months or not (lengths or self.together)) and not self.until:
            raise PydanticCustomError("duty_until", "herhaalt zich of loopt door; vul in 'until' in waarmee het ophoudt")
        return self

    def named(self, site, key):
        return due(site, key)


class ContractTerm(Record, kind="contract_terms"):
    """A word with a meaning of its own in the texts for a tender."""

    term: Text
    forms: list[Text] = Field([], description="Andere vormen: meervoud, verbogen vorm")
    by_law: bool = Field(False, description="true als de regelgeving het begrip al vastlegt")


class Stage(Stated, kind="chain", page="/gids/keten.md#{id}"):
    """A link in the chain of a cotton T-shirt."""

    name: Text
    in_picture: Text = Field(description="Korte naam voor in de tekening")
    what: Fact
    ask: list[Fact] = Field([], description="Vragen die u over deze schakel kunt stellen")


class Dimension(Stated, kind="dimensions", page="/gids/inzichten.md#{id}"):
    """Where sustainability can be asked: product, supplier, chain."""

    name: Text
    gist: Text = Field(description="In een zin, voor de tekening")
    focus: list[Fact]
    questions: list[Fact]
    instruments: list[Fact] = Field(min_length=1)
    limits: list[Fact] = Field(min_length=1)


class Principle(Stated, kind="principles", page="/gids/principes.md#{id}"):
    """One of the four principles of a socially responsible chain."""

    name: Text
    definition: Fact = Field(description="Wat de gids eronder verstaat")
    now: Fact = Field(description="Wat nu geldt of scherper is")
    contract: Fact = Field(description="Hoe u het in een opdracht gebruikt")
    conventions: list[Annotated[str, Ref("conventions")]] = []
    articles: list[Annotated[str, Ref("articles")]] = []
    notes: list[Annotated[str, Ref("notes")]] = []


class Product(Stated, kind="products", page="/gids/werkkledij.md#{id}"):
    """A product group of the guide."""

    name: Text
    examples: Fact
    finding: Fact = Field(description="Wat de gids over de markt ervan zegt")


class Lot(Record):
    """One lot of a contract."""

    number: int
    name: Text
    contents: Fact
    ambition: Fact
    steps: list[Annotated[str, Ref("toolbox")]]


class Case(Stated, kind="cases", page="/praktijk/{id}.md"):
    """A real contract, with its source."""

    name: Text
    buyer: Text
    year: int | None = Field(None, description="Weglaten als de bron het jaar niet geeft")
    subject: Fact
    estimate: Fact | None = None
    duration: Fact | None = None
    commitment: list[Fact] = Field([], description="Waartoe de opdrachtnemer zich verbindt")
    steps: dict[Annotated[str, Ref("toolbox")], list[Annotated[str, Ref("options")]]] = {}
    approach: list[Fact] = []
    procedure: list[Fact] = []
    award: Fact | None = None
    documents: Fact | None = None
    lots: list[Lot] = []
    unknown: list[Fact] = Field([], description="Wat er sindsdien niet over bekend is")
    notes: list[Annotated[str, Ref("notes")]] = []


class Note(Stated, kind="notes", page="/over/knopen.md#{id}", named_by="title", short_address=False):
    """A knot in the guide, untied: what it said in 2018 and what holds now."""

    title: Text
    kind: Annotated[str, Term("note_kinds")]
    guide: Text = Field(description="Wat de gids in 2018 zegt, in eigen woorden")
    now: Text = Field(description="Wat nu geldt, of welke lezing deze site volgt en waarom")
    since: When | None = Field(None, description="Sinds wanneer; zet de nota op de pagina 'Sinds 2018'")
    roles: list[Annotated[str, Term("roles")]] = Field([], description="Voor wie het iets verandert; weglaten als het iedereen aangaat")
    running: Text | None = Field(None, description="Wat u aan een contract doet dat al loopt; weglaten als u niets hoeft te doen")
    signs: list[Text] = Field([], description="Woorden in een oud bestek waaraan men deze knoop herkent")
    instead: Text | None = Field(None, description="Wat u in de plaats schrijft, in één zin; hoort bij 'signs'")

    @model_validator(mode="after")
    def _signs_say_what_to_write(self):
        if bool(self.signs) != bool(self.instead):
            raise PydanticCustomError(
                "signs", "'signs' en 'instead' horen samen: de woorden van een oud bestek, en wat u in de plaats schrijft"
            )
        return self


class Concept(Stated, kind="glossary", page="/begrippen.md#{id}", named_by="term", linked=False):
    """A term with its definition; the short one is the tooltip."""

    term: Text
    definition: Annotated[Text, StringConstraints(max_length=260)] = Field(description="Eén zin, verschijnt als tooltip")
    more: Text | None = Field(None, description="Uitleg, Markdown")
    forms: list[Text] = Field([], description="Andere vormen in de tekst die dezelfde tooltip krijgen (meervoud, afkorting)")
    see: list[Annotated[str, Ref("glossary")]] = []
    changes: list[Change] = []


class Passage(Record, kind="passages"):
    """A passage of the guide and where its content stands on this site."""

    chapter: Annotated[str, Term("chapters")]
    about: Text = Field(description="Waarover de passage gaat, in eigen woorden")
    at: list[PageAddress] = Field(min_length=1)


class Labels(Record):
    """The name of a blank in the languages of the translated texts."""

    en: Text
    fr: Text


class FieldInput(Record, kind="fields"):
    """A blank in a clause that the reader fills once and uses everywhere."""

    label: Text
    label_in: Labels | None = Field(
        None, description="Dezelfde naam in het Engels en het Frans; nodig als een vertaalde tekst het veld gebruikt"
    )
    help: Text
    example: Text
    default: Text | None = Field(None, description="Voorgevulde waarde; weglaten als de lezer ze moet kiezen")
    duty: Annotated[str, Ref("duties")] | None = Field(None, description="Neemt het aantal maanden of dagen van deze plicht over")
    carries: Id | None = Field(None, description="Wat uit de keuzehulp meekomt: een vraag, of 'opstart'")
    answers: dict[Id, Text] = Field({}, description="Bij 'carries': wat het veld krijgt bij dit antwoord; bij een ander blijft 'default'")
    per_lot: bool = Field(False, description="Mag per perceel verschillen")
    lots: Annotated[str, Ref("duties")] | None = Field(
        None, description="Neemt de namen over van de percelen met deze plicht, als ze niet bij een eerder veld staan"
    )
    group: Annotated[str, Term("field_groups")]
    type: Literal["tekst", "getal", "datum", "email", "lijst"] = Field(description="Wat de lezer er mag invullen")
    unit: Text | None = Field(None, description="Eenheid van een getal, zoals ze achter het veld staat: maanden, euro")
    min: int | None = Field(None, description="Kleinste getal")
    max: int | None = Field(None, description="Grootste getal")

    @model_validator(mode="after")
    def _numbers(self):
        given = [name for name in ("unit", "min", "max") if getattr(self, name) is not None]
        if self.type == "getal" and len(given) < 3:
            raise ValueError("een veld van het type 'getal' heeft 'unit', 'min' en 'max'")
        if self.type != "getal" and given:
            raise ValueError(f"'{given[0]}' hoort alleen bij het type 'getal'")
        for value in filter(None, [self.default, self.example] if self.type == "getal" else []):
            if not (value.isdigit() and self.min <= int(value) <= self.max):
                raise ValueError(f"'{value}' is geen getal van {self.min} tot {self.max}")
        return self


class Mirror(Record):
    """The clause seen by the supplier."""

    asked: Fact = Field(description="Wat er van mij gevraagd wordt")
    reuse: Fact = Field(description="Wat ik al heb en mag hergebruiken")
    systems: list[Annotated[str, Ref("systems")]] = []


class Version(Record):
    """One line in the history of a clause; `text` is the fingerprint of its words."""

    version: VersionNumber
    date: date
    what: Text
    text: Fingerprint


class Translation(Record):
    """The front matter of a translation in data/clauses/<id>.<language>.md."""

    title: Text
    summary: Text
    of: VersionNumber = Field(description="Vertaalde versie")


class Variant(Record):
    """What a variant of a clause does otherwise than the base, and when to choose it."""

    what: Text | None = Field(None, description="Wat de variant anders doet, en wanneer u ze kiest; niet bij de basis")
    needs: dict[Text, Text] = {}
    conflicts: dict[Text, Text] = {}


class Clause(Stated, kind="clauses", page="/clausules/{id}.md", named_by="title"):
    """The front matter of a clause in data/clauses/<id>.md; its state and sources say how sure the legal basis is."""

    title: Text
    summary: Text = Field(description="Wat de tekst doet, in een zin")
    version: VersionNumber
    date: date
    kind: Annotated[str, Term("clause_kinds")]
    place: Annotated[str, Term("places")]
    order: int = Field(ge=1, description="Volgorde binnen die plaats van het bestek")
    step: Annotated[str, Ref("toolbox")] | None = None
    option: Annotated[str, Ref("options")] | None = None
    articles: list[Annotated[str, Ref("articles")]] = Field(min_length=1, description="Rechtsgrond")
    why: Fact = Field(description="Waarom deze tekst")
    needs: dict[Text, Text] = Field({}, description="Wat de tekst nodig heeft → waarom; 'x of y' noemt keuzes, 'x/lichter' een variant")
    conflicts: dict[Text, Text] = Field({}, description="Waarmee de tekst niet samengaat → waarom")
    fits: list[Annotated[str, Ref("clauses")]] = Field([], description="Gaat goed samen met")
    annexes: list[Annotated[str, Ref("clauses")]] = Field([], description="Bijlagen waarnaar de tekst verwijst")
    attention: list[Fact] = Field(min_length=1)
    supplier: Mirror
    variants: dict[Literal["basis", "lichter", "sterker"], Variant] = Field({}, description="Wat elke variant anders doet")
    every_lot: bool = Field(False, description="Gaat over het hele bestek, en geldt dus altijd voor alle percelen")
    extra: Text | None = Field(None, description="Geen enkel advies geeft deze tekst: wanneer u ze zelf kiest")
    with_lots: Annotated[str, Ref("clauses")] | None = Field(
        None, description="Hoort in een bestek met percelen, zodra deze andere tekst er staat"
    )
    one_page: bool = Field(False, description="Het Word-bestand van de tekst past op één blad A4")
    history: list[Version] = Field(min_length=1, description="Oudste eerst")
    # Filled by load.py from the text below the front matter and from the translations beside it.
    articles_by: dict[str, Any] = {}
    texts: dict[str, dict[str, str]] = {}
    titles: dict[str, str] = {}
    older: dict[str, dict[str, str]] = {}

    def articles_of(self, language: str, variant: str) -> list:
        """The articles of one variant in one language, in order."""
        return self.articles_by[language][variant]

    def imposes(self, variant: str) -> frozenset[str]:
        """The duties that a variant imposes, as 'duty' or 'duty/way'."""
        return self._imposed[variant]

    @cached_property
    def _imposed(self):
        return {variant: frozenset(duty for one in articles for duty in one.duties) for variant, articles in self.articles_by["nl"].items()}

    def needs_of(self, variant: str) -> dict[str, str]:
        """What a variant needs → why."""
        return self.needs | (self.variants[variant].needs if variant in self.variants else {})

    def conflicts_of(self, variant: str) -> dict[str, str]:
        """What a variant does not go together with → why."""
        return self.conflicts | (self.variants[variant].conflicts if variant in self.variants else {})


ALWAYS = "altijd"
"""The condition of what a notice always holds."""


class Cpv(Stated, kind="cpv", page="/clausules/aankondiging.md#{id}", linked=False, short_address=False):
    """A code of the European classification of what is bought, the eight digits behind 'cpv-' in its id, with its official Dutch name."""

    name: Text

    @staticmethod
    def code(key: str) -> str:
        """The code itself: 'cpv-18110000' → '18110000'."""
        return key.removeprefix("cpv-")

    def named(self, site, key):
        """'CPV-code 18110000 (Beroepskleding)'."""
        return f"CPV-code {self.code(key)} ({self.name})"


class Goods(Stated, kind="goods", page="/clausules/aankondiging.md#{id}"):
    """What a lot is about, with the codes that a notice gives it."""

    name: Text
    object: Text = Field(description="Het voorwerp in één zin zonder punt, zoals het in de aankondiging komt")
    products: list[Annotated[str, Ref("products")]] = []
    words: list[Text] = Field(
        min_length=1, description="Stukken van woorden waaraan de naam van een perceel te herkennen is, in kleine letters"
    )
    nature: Annotated[str, Term("contract_natures")]
    main: Annotated[str, Ref("cpv")] = Field(description="De hoofdcode van het perceel")
    further: list[Annotated[str, Ref("cpv")]] = Field(min_length=1, description="Aanvullende codes; alleen wat in het perceel zit")
    traps: list[Fact] = Field(min_length=1)

    @model_validator(mode="after")
    def _main_fits_nature(self):
        """The rule of the form: the code of a service starts with 49 or more, that of a supply with less, or with 48."""
        service = Cpv.code(self.main)[:2] >= "49"
        if service != (self.nature == "services"):
            raise PydanticCustomError(
                "main_code", "heeft een hoofdcode die niet bij '{nature}' past: {main}", {"nature": self.nature, "main": self.main}
            )
        return self


class NoticeCode(Record):
    """A code that a field of a notice may hold."""

    label: Text = Field(description="De officiële Nederlandse naam")
    when: Text | None = Field(
        None,
        description="Ingevuld als dit in het bestek zit, zoals in een tekst: 'x', 'x of y', 'niet x', of 'altijd'; anders staat ze alleen in de lijst",
    )
    note: Text | None = None


class NoticeText(Record):
    """A sentence for a field of a notice."""

    text: Text
    when: Text = Field(ALWAYS, description="Staat er als dit in het bestek zit, zoals in een tekst: 'x', 'x of y', 'niet x', of 'altijd'")
    to: Id | None = Field(None, description="Hoort bij deze code van het veld in 'follows'")


class NoticeField(Stated, kind="notice_fields", page="/clausules/aankondiging.md#{id}"):
    """A field of a notice: what it is called, what the form asks, and what to fill in."""

    number: Text = Field(description="bv. BT-775")
    name: Text = Field(description="De officiële Nederlandse naam")
    level: Annotated[str, Term("notice_levels")]
    duty: Annotated[str, Term("notice_duties")]
    rule: Fact = Field(description="Wat het formulier vraagt, ook van andere velden")
    use: Fact = Field(description="Wat u invult, en waarom")
    here: Fact | None = Field(None, description="Wat in België anders kan zijn")
    follows: Annotated[str, Ref("notice_fields")] | None = Field(None, description="Het veld waarvan elke code een eigen tekst krijgt")
    codes: dict[Id, NoticeCode] = {}
    texts: list[NoticeText] = []
    longest: int | None = Field(None, description="Hoeveel tekens het formulier toelaat")

    def named(self, site, key):
        """'BT-775, Bevorderde sociale doelstelling'."""
        return f"{self.number}, {self.name}"


class NoticeType(Stated, kind="notice_types", page="/clausules/aankondiging.md#{id}"):
    """A kind of notice of the European forms, and when a local authority uses it."""

    number: Text
    name: Text = Field(description="De officiële Nederlandse naam")
    use: Fact


class NoticeExample(
    Stated, kind="notice_examples", page="/clausules/aankondiging.md#{id}", named_by="lot", linked=False, short_address=False
):
    """A lot of an example of the decision helper, as an experienced buyer would fill in its notice."""

    example: Annotated[str, Ref("examples")]
    lot: Text = Field(description="Hoe het perceel heet")
    goods: Annotated[str, Ref("goods")]
    further: list[Annotated[str, Ref("cpv")]] = Field(min_length=1, description="De aanvullende codes die bij dit perceel passen")
    because: Text


class Review(Record, kind="reviews", may_be_empty=True):
    """What a jurist who read a clause came to; it counts as long as not a word of what he read, nor of a cited article, changes."""

    clause: Annotated[str, Ref("clauses")]
    version: VersionNumber = Field(description="De versie die de jurist las")
    texts: dict[Literal["basis", "lichter", "sterker"], Fingerprint] = Field(
        min_length=1, description="Per gelezen variant de code uit het nazichtbestand"
    )
    articles: dict[Annotated[str, Ref("articles")], Fingerprint] = Field(
        min_length=1, description="Per artikel van de rechtsgrond de code uit het nazichtbestand"
    )
    who: Text = Field(description="Naam van de jurist")
    role: Text = Field(description="Functie, bv. 'jurist overheidsopdrachten'")
    organisation: Text
    date: date
    scope: Text = Field(description="Wat nagekeken is, en wat niet")
    conditions: list[Text] = Field([], description="Onder welke voorwaarden het oordeel geldt")
    valid_until: date

    @model_validator(mode="after")
    def _ends_after_it_began(self):
        if self.valid_until <= self.date:
            raise PydanticCustomError("review_dates", "'valid_until' ligt niet na 'date'")
        return self


class Proposal(Record, kind="proposals", may_be_empty=True):
    """What somebody proposed to change, and what became of it."""

    about: PageAddress = Field(description="Het stuk waarover het gaat, zoals /wetgeving/artikelen.md#wet-54")
    received: date
    what: Text = Field(description="Wat er volgens de indiener moet staan, in onze woorden")
    source: Text | None = Field(None, description="De bron die de indiener noemde")
    by: Text | None = Field(None, description="Alleen als de indiener genoemd wil worden")
    stand: Annotated[str, Term("proposal_states")]
    answer: Text | None = Field(None, description="Wat ermee gebeurde, en waarom; verplicht zodra erover beslist is")

    @model_validator(mode="after")
    def _decided_with_a_reason(self):
        if self.stand != "in-beraad" and not self.answer:
            raise PydanticCustomError("proposal_answer", "is beslist; zeg in 'answer' wat er gebeurde en waarom")
        return self


class OpenQuestion(Record, kind="open_questions", page="/wetgeving/open-vragen.md#{id}", named_by="question", short_address=False):
    """A question about the law that this site could not answer, with what its answer would change."""

    question: Text
    why: Text = Field(description="Waarom het niet zeker is, en wat er voor en tegen spreekt")
    stake: Annotated[str, Term("stakes")]
    alters: Text = Field(description="Wat het antwoord verandert")
    meanwhile: Text = Field(description="Hoe de site intussen te werk gaat")
    where: Text = Field(description="Waar het na te gaan is")
    articles: list[Annotated[str, Ref("articles")]] = Field(min_length=1)
    clauses: list[Annotated[str, Ref("clauses")]] = Field([], description="De teksten die ervan afhangen")


MOST_FACETS = 4
"""So many questions a reader answers to narrow a table down; with more, nobody uses them."""


class Column(Record):
    """A column of a table: what stands above it, and which fact of a record stands in it."""

    label: Text
    field: Text = Field(description="Een veld van het record, of iets wat de tabel uitrekent; de bouw noemt wat er is")
    empty: Text = Field("niet van toepassing", description="Wat er staat als het record dit niet zegt")
    anchor: shaped(r"^[a-z0-9-]*\{\}[a-z0-9-]*$", "schrijf een anker met {} waar het antwoord komt, zoals plichten-{}") | None = Field(
        None, description="Ankers die blijven: de eerste rij met elk antwoord draagt ze"
    )
    opens: bool = Field(False, description="true als hoe zeker het record is, met de bronnen, één klik achter deze cel staat")


class Facet(Record):
    """A question by which a reader narrows a table down."""

    label: Text
    field: Text | None = Field(None, description="Het veld waarnaar het vraagt; weglaten als het de kolom met dezelfde naam is")
    any: Text = Field("alle", description="Het antwoord dat niets weglaat")
    together: list[Text] = Field([], description="Antwoorden die de lezer ook als één mag kiezen, zoals [ja, deels]")


class Preset(Record):
    """A choice that many readers make, as a link above the table."""

    label: Text = Field(description="Wat men ermee ziet, in enkele woorden")
    answers: dict[Id, Text] = Field(min_length=1, description="Vraag → antwoord, zoals het in de link staat")


class Beside(Record):
    """How the records of a table stand beside each other: a column each, with what the table shows of them and more."""

    title: Text = Field(description="Wat er naast elkaar staat")
    without: Text | None = Field(None, description="Waar men het leest zonder JavaScript, als niet alles naast elkaar past")
    rows: dict[Id, Column] = Field({}, description="Wat er nog bij komt, na wat de tabel toont")


class Table(Record, kind="tables", named_by="title"):
    """A table that a reader filters and sorts: of which records, with which columns, questions and order."""

    title: Text = Field(description="Wat de tabel toont; staat erboven")
    of: Text = Field(description="De soort van de records: de naam van een bestand in data/, of options")
    one: Text = Field(description="Hoe één rij heet, zoals in '1 van 18 systemen': systeem")
    many: Text = Field(description="Hoe de rijen heten: systemen")
    having: Text | None = Field(None, description="Alleen records die iets zeggen in dit veld")
    lacking: Text | None = Field(None, description="Alleen records die niets zeggen in dit veld")
    anchors: bool = Field(True, description="Of elke rij het anker van haar record draagt")
    words: Text | None = Field(None, description="Wat er boven een veld staat waarin men woorden typt; weglaten geeft geen veld")
    group: Id | None = Field(None, description="De vraag waarvan elk antwoord een titel krijgt, met een tabel eronder")
    columns: dict[Id, Column] = Field(min_length=2, description="De eerste noemt het record")
    facets: dict[Id, Facet] = {}
    presets: list[Preset] = []
    beside: Beside | None = Field(None, description="Weglaten als deze records niet naast elkaar gezet worden")
    sort: Id | None = Field(None, description="De kolom waarop de tabel gesorteerd staat; weglaten volgt de volgorde van de data")

    @model_validator(mode="after")
    def _few_questions(self):
        if len(self.facets) > MOST_FACETS:
            raise PydanticCustomError(
                "facets",
                "stelt {asked} vragen om te filteren; meer dan {most} leest niemand",
                {"asked": len(self.facets), "most": MOST_FACETS},
            )
        return self


class PageSearch(Record):
    """What the search box does with a page."""

    exclude: bool = False


class PageHead(Looked):
    """The head of a page in docs/."""

    title: Text
    description: Text = Field(description="Een zin, voor zoekmachines")
    state: Annotated[str, Term("states")] | None = None
    checked: date | None = None
    review_by: date | None = None
    sources: list[Annotated[str, Ref("sources")]] = []
    check: Text | None = None
    hide: list[Literal["navigation", "toc", "footer"]] = []
    search: PageSearch | None = None
    template: Literal["embed.html"] | None = None

    @model_validator(mode="after")
    def _state_is_complete(self):
        if not self.state and (self.checked or self.sources or self.check):
            raise PydanticCustomError("page_without_state", "zegt waar de tekst vandaan komt, maar niet hoe zeker hij is; vul 'state' in")
        return complete_state(self) if self.state else self


class Choice(Record):
    """One answer to a question of the decision helper."""

    label: Text = Field(description="Het antwoord zoals de lezer het ziet; {drempel} wordt het bedrag van nu")
    unknown: bool = Field(False, description="true als dit 'weet ik niet' is")
    for_now: bool = Field(False, description="true als het bij een volgende opdracht anders kan, ook al ligt de vraag zelf vast")
    since: Annotated[str, Ref("duties")] | None = Field(
        None, description="Bij een getal: vanaf de maand waarin deze plicht valt; de eerste keuze heeft er geen"
    )
    lasting: Annotated[str, Ref("options")] | None = Field(None, description="… en daarna zo lang als deze optie al moet lopen")
    supply: Literal["gevonden", "waar-mogelijk", "niet-klaar", "niet-gezegd"] | None = Field(
        None, description="Bij een productgroep: wat de gids over het aanbod van gelabelde stukken vond"
    )
    stages: list[Annotated[str, Ref("chain")]] = Field([], description="Over welke schakels van de keten dit antwoord gaat")
    aliases: list[Id] = Field([], description="Vroegere ids; oude links blijven zo werken")


class Number(Record):
    """What a question asks that is answered with a number; its options are the ranges that the rules tell apart."""

    unit: Text
    least: int = Field(0, ge=0)
    most: int = Field(ge=1)
    adds: Id | None = Field(None, description="De vraag naar een getal waar dit bij komt")
    links: dict[Id, int] = Field({}, description="Vroegere antwoorden → het getal waarvoor een oude link nu staat")


class Question(Record, kind="questions"):
    """A question of the decision helper; its id and those of its options stand in links."""

    text: Text
    help: Text
    fixed: bool = Field(False, description="true als de lezer het niet kan kiezen of leren, maar alleen kan zeggen hoe het is")
    number: Number | None = None
    options: dict[Id, Choice] = Field(min_length=2)
    aliases: list[Id] = []

    @model_validator(mode="after")
    def _ranges(self):
        firsts = [choice.since is None for choice in self.options.values()]
        if firsts != ([True] + [False] * (len(firsts) - 1) if self.number else [True] * len(firsts)):
            raise PydanticCustomError("number_ranges", "bij 'number' heeft elk antwoord na het eerste een 'since', en anders geen enkel")
        return self


class Outcome(Record):
    """What a decision can come to."""

    label: Text
    text: Text
    lighter: Text | None = Field(None, description="Lichter alternatief")
    acceptable: Text | None = Field(None, description="Wat u van een leverancier ook aanvaardt")
    option: Annotated[str, Ref("options")] | None = None
    systems: list[Annotated[str, Ref("systems")]] = Field(
        [], description="De systemen waartussen dit advies laat kiezen, naast elkaar te zetten"
    )
    also: Id | None = Field(None, description="Uitkomst van dezelfde beslissing waarvan dit advies ook alle plichten vraagt")
    duties: list[Text] = Field([], description="De plichten die dit advies vraagt, als plicht of plicht/optie; de teksten volgen daaruit")
    texts: dict[Annotated[str, Ref("clauses")], Literal["basis", "lichter", "sterker"]] = Field(
        {}, description="Teksten die erbij horen zonder eigen plicht, of waarvan dit advies een variant kiest"
    )
    against: list[Text] = Field([], description="Adviezen die dit tegenspreken, als beslissing/uitkomst; nooit samen op één weg")


class Rule(Record):
    """When an outcome is advised, and why: 'and' between the conditions, 'or' within each list."""

    advises: Text
    name: Text | None = Field(None, description="Hoe deze grens heet in een zin, als een latere regel ernaar vraagt")
    when: dict[str, list[str]] = {}
    basis: Annotated[str, Term("rule_bases")]
    because: Text
    see: list[Id] = Field(min_length=1, description="Ids van records waarop de reden steunt")


class Decision(Record, kind="decisions"):
    """One thing to decide, with its possible outcomes and flat rules."""

    name: Text
    hit: Literal["een", "laagste", "alle"] = Field(
        description="een: precies één regel; laagste: de laagste grens; alle: elk punt waarvoor een regel geldt, met de eerste als reden"
    )
    applies: dict[str, list[str]] = Field({}, description="Wanneer dit te beslissen valt, zoals 'when'; altijd als het ontbreekt")
    step: Annotated[str, Ref("toolbox")] | None = None
    outcomes: dict[Id, Outcome] = Field(min_length=2)
    rules: dict[Id, Rule] = Field(min_length=2)


OneOrMore = Annotated[
    Annotated[str, Tag("[one]")] | Annotated[list[str], Tag("[more]")],
    Discriminator(lambda value: "[more]" if isinstance(value, list) else "[one]"),
]
"""A text, or a list of texts; told apart first, so that one fault in it is told once."""


class Example(Record, kind="examples"):
    """A situation with its answers and what must come out; a test, and an exercise for trainers."""

    situation: Text
    answers: dict[str, str]
    advises: dict[str, OneOrMore]
    because: Text
    basis: Annotated[str, Term("rule_bases")]
    see: list[Id] = Field(min_length=1, description="Ids van records waarop het steunt")
    passages: list[Annotated[str, Ref("passages")]] = Field([], description="De passages van de gids waaruit het volgt")

    @model_validator(mode="after")
    def _guide_is_named(self):
        if self.basis == "gids" and not self.passages:
            raise PydanticCustomError("example_passage", "steunt op de gids; noem in 'passages' waar het staat")
        return self


class Exercise(Record, kind="exercises"):
    """An exercise for a training: an example of the decision helper with something to do; the key comes from the rules."""

    title: Text
    example: Annotated[str, Ref("examples")]
    questions: list[Text] = Field(min_length=1, description="Wat de groep beantwoordt")
    discussion: list[Text] = Field(min_length=1, description="Wat u erna bespreekt, met verwijzingen als @gots")


class Part(Record):
    """One part of a programme."""

    minutes: int = Field(gt=0)
    what: Text
    exercises: list[Annotated[str, Ref("exercises")]] = []


class Programme(Record, kind="programmes"):
    """A training from the first minute to the last."""

    title: Text
    minutes: int = Field(gt=0)
    parts: list[Part] = Field(min_length=1)

    @model_validator(mode="after")
    def _minutes_add_up(self):
        total = sum(part.minutes for part in self.parts)
        if total != self.minutes:
            raise PydanticCustomError(
                "minutes", "de delen duren samen {total} minuten, het programma {minutes}", {"total": total, "minutes": self.minutes}
            )
        return self


class Months(Record):
    """After how many months a fact is looked at again, by its state."""

    bevestigd: int = Field(ge=1)
    secundair: int = Field(ge=1)


class Upkeep(Record, kind="upkeep"):
    """How soon facts of some kinds have to be looked at again, and what it costs a buyer when one is no longer true."""

    name: Text
    kinds: list[Text] = Field(min_length=1, description="Namen van bestanden in data/, of 'pages' voor de zinnen op een pagina")
    months: Months = Field(description="Aantal maanden na de controle, per staat")
    rank: int = Field(ge=1, description="1: een fout kost de aankoper het meest; zo staat ook de lijst gesorteerd")
    cost: Text = Field(description="Wat het een aankoper kost als dit niet meer klopt, in een zin")


class LinkResult(Record, kind="links", may_be_empty=True):
    """Whether an address that the site points at still answered; written by `make links`, never by hand."""

    url: Url
    result: Annotated[str, Term("link_results")]
    checked: date
    code: int | None = None
    why: Text | None = None


class Figure(Record, kind="figures"):
    """A figure of the accessibility statement: what the tests found; written by `make figures`, never by hand."""

    what: Text
    times: int = Field(gt=0, description="Hoe vaak het nagekeken is: een keer per pagina of toestand")
    failed: list[Text] = Field([], description="Waar het misging")
    measured: date
    tools: Text


class Feature(Record, kind="features"):
    """What the scripts or the style ask of a browser that not every browser has had for long; without `without` the site needs it."""

    what: Text = Field(description="Wat de site ermee doet, bv. 'het Word-bestand klein maken'")
    sign: Text = Field(description="Reguliere uitdrukking waarmee het in een script of in de stijl te vinden is")
    chrome: BrowserVersion = Field(description="Eerste versie van Chrome en Edge die het kan")
    firefox: BrowserVersion
    safari: BrowserVersion
    without: Text | None = Field(None, description="Wat er in een oudere browser gebeurt, in een zin")


class Release(Record, kind="releases"):
    """A version of the site, with what changed for its readers; the first is the newest. What changed in the code: CHANGELOG.md."""

    version: ReleaseNumber
    date: date
    changes: list[Text] = Field(min_length=1, description="Wat een lezer ervan merkt")


class SearchKind(Record):
    """A part of the site as it stands with a result; a result of a light part comes later."""

    prefix: str = Field(description="Begin van het adres, bv. 'wetgeving/'")
    name: Text
    weight: float = Field(1.0, gt=0, le=2)
    lists: bool = Field(False, description="Alleen de koppen tellen mee: een lijst van wat elders staat")


class Way(Record):
    """A way in for who finds nothing."""

    address: str
    title: Text
    text: Text


class Search(Record):
    """data/search.yml: what the search box knows of Dutch and of this site, beside the names that records carry."""

    stopwords: list[Text] = Field(min_length=1, description="Woorden die niet meetellen")
    questions: list[Text] = Field(min_length=1, description="Woorden waarmee een vraag begint")
    same: dict[Text, Text] = Field(description="Afkorting of sterke vervoeging → het woord waaronder het zoekvak ze leest")
    expand: dict[Text, list[Text]] = Field(description="Woord → woorden die de site ervoor gebruikt")
    words: dict[str, list[Text]] = Field(description="Adres zonder record → andere woorden ervoor")
    each_system: dict[str, list[NamePattern]] = Field(
        description="Kop op de pagina van elk systeem → vragen daarnaar, met {name} voor het systeem"
    )
    asides: list[Text] = Field(min_length=1, description="Begin van een zin die niets antwoordt: ze staat nooit bij een resultaat")
    kinds: list[SearchKind] = Field(min_length=1)
    ways: list[Way] = Field(min_length=1)
    messages: dict[Literal["synonym", "name", "part", "near", "none", "nearest", "advice"], Text] = Field(min_length=7)


class Word(Record):
    """An entry of a closed list."""

    name: Text
    meaning: Text | None = None
    month: int | None = Field(None, description="Alleen bij events: maand sinds de opstart van het contract")
    apart: bool = Field(False, description="Alleen bij places: true als wat er staat geen deel is van het bestek zelf")


DECISION = ("questions", "decisions", "examples")
"""Kinds that stand together in decision.yml: rules are read beside the questions they answer."""
