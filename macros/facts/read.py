"""The one way into every file that an editor writes: bytes become text, and text becomes values, or a Dutch sentence says why not."""

from __future__ import annotations

import codecs
import hashlib
import pickle
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import yaml
from yaml import MarkedYAMLError, SafeLoader, YAMLError
from yaml.cyaml import CParser
from yaml.events import AliasEvent, DocumentStartEvent, NodeEvent, ScalarEvent, SequenceEndEvent, SequenceStartEvent

from macros.facts import dates
from macros.facts.problems import DataError, Problem, nearest, net, shortened
from macros.preview import kept

MERGE = re.compile(r"(?m)^(<{7}|>{7}|\|{7})( |$)")
"""What git leaves in a file in which two people changed the same line."""

INVISIBLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028\u2029\u2060\ufeff\ufffd]")
"""What no editor sees and no reader expects: control characters, signs without width, and the mark of a lost letter."""

HARD_INDENT = re.compile(r"(?m)^ *\u00a0")
MOJIBAKE = re.compile("Ã[\x80-\xbf‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|Â[\x80-\xbf]|â€")
"""What UTF-8 looks like after a program took it for ANSI and saved that."""

HEAD = re.compile(r"\A---[ ]*\n(.*?)^---[ ]*(?:\n|\Z)", re.S | re.M)

EDGE = re.compile(rb"[\s\"'.,;:(){}\[\]]")
EMPTY = {"", "~", "null", "Null", "NULL"}
YES_NO = {
    form: value
    for word, value in (("true", True), ("yes", True), ("on", True), ("false", False), ("no", False), ("off", False))
    for form in (word, word.title(), word.upper())
}
"""Words that some readers of YAML take for yes or no: where a text is asked, they need quotes."""

WHOLE = re.compile(r"-?(0|[1-9]\d{0,14})")
BROKEN = re.compile(r"-?(0|[1-9]\d{0,8})\.\d{1,9}")
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
ZEROS = re.compile(r"([-+]?)0+([1-9]\d*|0)")
SIXTIES = re.compile(r"[-+]?\d[\d_]*(:[0-5]?\d)+(\.[\d_]*)?")
POWER = r"([eE][-+]?\d+)?"
ODD = re.compile(rf"[-+]?(0[xXbBoO][\da-fA-F_]+|[\d_]*\d[\d_]*\.?[\d_]*{POWER}|\.\d[\d_]*{POWER}|\.(inf|Inf|INF))|\.(nan|NaN|NAN)")
"""Numbers that two readers of YAML read in two ways, or that no fact needs."""

DEPTH = 30
"""No file goes deeper than a handful; one that does would exhaust the reader."""

SAID = {
    "mapping values are not allowed": "hier staat een dubbele punt die er niet mag staan; zet de hele tekst tussen aanhalingstekens, of kijk na of de regel even ver "
    "inspringt als die erboven",
    "could not find expected ':'": "hier ontbreekt een dubbele punt; schrijf 'sleutel: waarde', en laat het vervolg van een tekst verder inspringen dan zijn sleutel",
    "',' or ']'": "de lijst die hier met [ begint, loopt niet goed af; zet een komma tussen de delen en sluit ze met ]",
    "',' or '}'": "de groep die hier met { begint, loopt niet goed af; zet een komma tussen de delen en sluit ze met }",
    "unexpected end of stream": "de tekst die hier met een aanhalingsteken begint, wordt niet gesloten",
    "unexpected document indicator": "de tekst die hier met een aanhalingsteken begint, wordt niet gesloten",
    "cannot start any token": "een waarde mag niet beginnen met @, ` of %; zet ze tussen aanhalingstekens",
    "escape": "een schuine streep \\ tussen dubbele aanhalingstekens heeft een eigen betekenis; gebruik enkele aanhalingstekens",
    "block sequence entries": "begin de lijst op een nieuwe regel, of zet de tekst tussen aanhalingstekens als het streepje erbij hoort",
    "alphabetic or numeric": "een waarde mag niet beginnen met & of *; zet ze tussen aanhalingstekens",
    "tag": "een waarde mag niet beginnen met !; zet ze tussen aanhalingstekens",
    "expected key": "hier klopt de inspringing niet, of staat er iets achter een waarde die al afgesloten is",
    "'-' indicator": "hier klopt de inspringing niet; elk deel van deze lijst begint met een streepje, even ver ingesprongen",
    "node content": "hier staat een leesteken waar een waarde hoort; zet de waarde tussen aanhalingstekens",
    "comment or line break": "achter | of > hoort niets meer; zet de tekst op de volgende regel",
    "<document start>": "hier klopt de inspringing niet: deze regel hoort bij niets erboven",
    "single document": "drie streepjes (---) beginnen een nieuw stuk; een bestand is één geheel",
}
"""What the parser says → what an editor can do about it. Only these sentences are ever shown."""

COMMENT = re.compile(r"\s#")
COMMENTED = "wat na # komt, leest YAML niet mee; zet de hele tekst tussen aanhalingstekens, of zet de opmerking op een eigen regel"
UNREADABLE = "dit is niet te lezen; kijk op deze regel de inspringing, de dubbele punten en de aanhalingstekens na"
OPENED = ("',' or", "unexpected end of stream", "unexpected document indicator")
"""Faults that are better found where the thing began than where the file ended."""


def text(path: Path, name: str) -> str:
    """The text of a file, with plain line ends. Raises DataError when it is missing or is not clean UTF-8; `name` is what it says."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise DataError([Problem(name, "dit bestand ontbreekt")]) from None
    except OSError:
        what = "dit is een map; hier hoort een bestand" if path.is_dir() else "dit bestand gaat niet open; kijk de rechten ervan na"
        raise DataError([Problem(name, what)]) from None
    if content.startswith(codecs.BOM_UTF8):
        raise DataError([Problem(name, "het bestand begint met een onzichtbaar teken; bewaar het als UTF-8 zonder BOM", line=1)])
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or content.count(b"\0") > len(content) / 5:
        raise DataError([Problem(name, "het bestand is bewaard als UTF-16 (in Kladblok 'Unicode'); bewaar het als UTF-8")])
    try:
        found = content.decode("utf-8")
    except UnicodeDecodeError as error:
        word = EDGE.split(content[: error.start])[-1][-20:] + EDGE.split(content[error.start :], maxsplit=1)[0][:20]
        raise DataError(
            [
                Problem(
                    name,
                    f"bij '{word.decode('cp1252', 'replace')}' staat een letter in een oude codering (ANSI); bewaar dit bestand als UTF-8",
                    line=content.count(b"\n", 0, error.start) + 1,
                )
            ]
        ) from None
    found = found.replace("\r\n", "\n").replace("\r", "\n")
    _plain_to_see(found, name)
    return found


def _plain_to_see(found, name):
    """Refuse what an editor cannot see, or did not mean to keep."""
    for pattern, message in (
        (MERGE, "hier staan twee versies onder elkaar ({}); kies er een en wis de regels die beginnen met <<<<<<<, ======= en >>>>>>>"),
        (INVISIBLE, "hier staat een onzichtbaar teken ({}); wis het en typ de woorden errond opnieuw"),
        (HARD_INDENT, "deze regel springt in met een harde spatie; gebruik gewone spaties"),
        (MOJIBAKE, "hier staan de tekens '{}' waar een letter met een accent hoort; het bestand is in een verkeerde codering geopend"),
    ):
        if match := pattern.search(found):
            what = match[0].strip() or match[0]
            shown = f"U+{ord(what[0]):04X}" if pattern is INVISIBLE else what
            raise DataError([Problem(name, message.format(shown), line=found.count("\n", 0, match.start()) + 1)])


@dataclass
class Document:
    """A file as read: its values, the text below its head, and where each value stands.

    Below `above` levels of keys stand the records; with None the whole file is the record `record`. A value that was refused stands in
    `told` by its path, so that nobody complains of it again. `sound` tells whether every key could be read, so whether an id that is
    not there is truly missing. `mark` is the hash of the file.
    """

    name: str
    record: str = ""
    above: int | None = 0
    data: dict = field(default_factory=dict)
    body: str = ""
    body_line: int = 1
    sound: bool = True
    problems: list[Problem] = field(default_factory=list)
    told: set[tuple] = field(default_factory=set)
    spot: tuple = (None, None)
    may_be_empty: bool = False
    mark: str = ""

    def at(self, path: Iterable) -> tuple:
        """(line, what is inside) of the deepest part of a path that stands in the file; inside a scalar is how it is written."""
        spot = self.spot
        for part in map(str, path):
            inside = spot[1]
            if isinstance(inside, dict) and part in inside:
                spot = inside[part]
            elif isinstance(inside, list) and part.isdecimal() and int(part) < len(inside):
                spot = inside[int(part)]
            else:
                break
        return spot

    def problem(self, path: Iterable, message: str, line: int | None = None) -> Problem:
        """A problem with the value at a path."""
        path = tuple(path)
        parts = [str(part) for part in path]
        if self.above is None:
            record, rest = self.record, parts
        else:
            record, rest = ".".join(parts[:1] if len(parts) <= self.above else parts[self.above : self.above + 1]), parts[self.above + 1 :]
        return Problem(self.name, message, record, ".".join(rest), line or self.at(path)[0])

    def refuse(self, path: tuple, message: str, line: int | None = None):
        """Note a problem with the value at a path, that nobody must tell again."""
        self.told.add(path)
        self.problems.append(self.problem(path, message, line))

    def find(self, word: str) -> int | None:
        """The line of the text below the head on which a word stands."""
        place = self.body.find(word)
        return None if place < 0 else self.body_line + self.body.count("\n", 0, place)


def data(path: Path, name: str, above: int | None = 0, may_be_empty: bool = False) -> Document:
    """A YAML file as a Document with a mapping; its problems stand in it. Below `above` levels of keys stand the records."""
    return _once(path, Document(name, above=above, may_be_empty=may_be_empty), lambda document: (text(path, name), 0))


def page(path: Path, name: str, record: str = "") -> Document:
    """A Markdown file with a head between two lines --- as a Document; its problems stand in it."""
    return _once(path, Document(name, record, above=None), lambda document: _parted(document, text(path, name)))


def _once(path, document, parts):
    """The document filled, which stays for the next build; a copy of it, as whoever reads on notes in it what is wrong."""

    def make():
        _read(document, lambda: parts(document))
        return pickle.dumps(document)

    try:
        document.mark = hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:  # what is no file, or does not open, is told each time
        return pickle.loads(make())
    return pickle.loads(kept.once(kept.key("document", kept.code(__name__), dates.today(), document), make))


def _parted(document, found):
    """The YAML in the head of a text and the number of lines above it; what stands below goes to the document."""
    match = HEAD.match(found)
    if not match:
        raise DataError(
            [
                Problem(
                    document.name,
                    "de kop wordt niet gesloten; zet er een regel --- onder"
                    if found.startswith("---\n")
                    else "hier ontbreekt de kop; begin met een regel ---, dan de gegevens, dan weer een regel ---",
                    line=1,
                )
            ]
        )
    document.body, document.body_line = found[match.end() :], found.count("\n", 0, match.end()) + 1
    return match[1], 1


class _Settings(SafeLoader):
    """Reads mkdocs.yml without the tags that only mkdocs knows."""


_Settings.add_multi_constructor("!", lambda loader, tag, node: None)


def settings(path: Path, *needed: str) -> dict:
    """The settings of the site in mkdocs.yml. Raises DataError when they cannot be read or when one of `needed` is not there."""
    source = text(path, path.name)
    try:
        found = yaml.load(source, _Settings)
    except MarkedYAMLError as error:
        raise DataError([_syntax(error, path.name, source.split("\n"))]) from None
    missing = [key for key in needed if key not in (found if isinstance(found, dict) else {})]
    if missing:
        raise DataError([Problem(path.name, f"hier ontbreekt {', '.join(missing)}")])
    return found


def _read(document, parts):
    """Fill a document with the values in its YAML; `parts` gives that text and the number of lines above it."""
    try:
        with net(document.name):
            source, skipped = parts()
            _Builder(document, source, skipped).build()
            document.data = _dated(document, document.data, ())
    except DataError as error:
        document.problems, document.data, document.sound = error.problems, {}, False


def _dated(document, value, path):
    """A value in which each date that runs out reads as it does on the day of the build; what is wrong with one is told."""
    if isinstance(value, dict):
        return {key: _dated(document, inside, (*path, key)) for key, inside in value.items()}
    if isinstance(value, list):
        return [_dated(document, inside, (*path, index)) for index, inside in enumerate(value)]
    if not isinstance(value, str):
        return value
    faults = dates.faults(value)
    document.problems += [document.problem(path, message) for message, _ in faults]
    return value if faults else dates.worded(value)


def _syntax(error, name, lines, skipped=0):
    """What the parser of YAML found, as an editor can mend it."""
    said = error.problem or ""
    opened = error.context_mark and any(part in said for part in OPENED)
    mark = error.context_mark if opened else error.problem_mark
    message = next((text for part, text in SAID.items() if part in said), UNREADABLE)
    if opened and COMMENT.search(lines[mark.line]):
        message = COMMENTED
    return Problem(name, message, line=min(mark.line, len(lines) - 1) + 1 + skipped, column=mark.column + 1)


class _Builder:
    """Makes values of the events of a YAML parser, and refuses what an editor cannot have meant.

    Only what the core of YAML 1.2 and YAML 1.1 read alike is read: text, plain numbers, dates, true and false, lists and groups.
    """

    def __init__(self, document, source, skipped):
        self.document, self.skipped = document, skipped
        self.lines = source.split("\n")
        for number, line in enumerate(self.lines, 1):
            if "\t" in line:
                raise DataError([Problem(document.name, "hier staat een tab; gebruik spaties", line=number + skipped)])
        self.parser = CParser(source)

    def build(self):
        """Read the whole of the text into the document."""
        try:
            self.parser.get_event()
            event = self.parser.get_event()
            value = None
            if isinstance(event, DocumentStartEvent):
                value, self.document.spot = self._value(self.parser.get_event(), ())
                self.parser.get_event()
                after = self.parser.get_event()
                if isinstance(after, DocumentStartEvent):
                    raise MarkedYAMLError(problem="single document", problem_mark=after.start_mark)
        except MarkedYAMLError as error:
            raise DataError([_syntax(error, self.document.name, self.lines, self.skipped)]) from None
        except YAMLError:
            raise DataError([Problem(self.document.name, UNREADABLE)]) from None
        if value is None and self.document.may_be_empty:
            value, self.document.spot = {}, (None, {})
        if not isinstance(value, dict) or not (value or self.document.problems or self.document.may_be_empty):
            empty = "de kop is leeg" if self.document.above is None else "het bestand bevat geen records; een lege tabel mag niet"
            message = (
                empty
                if value is None or value == {}
                else (f"hier horen gegevens als 'sleutel: waarde'; dit is {'een lijst' if isinstance(value, list) else 'een losse tekst'}")
            )
            raise DataError([Problem(self.document.name, message)])
        self.document.data = value

    def _line(self, event):
        return event.start_mark.line + 1 + self.skipped

    def _value(self, event, path):
        """(value, (line, inside)) of the node that begins with an event."""
        line = self._line(event)
        if len(path) > DEPTH:
            raise DataError([self.document.problem((), "dit is te diep genest; zo diep gaat geen enkel gegeven", line)])
        if isinstance(event, AliasEvent):
            self._strange(event, path, "*")
            return None, (line, f"*{event.anchor}")
        if event.anchor or event.tag:
            self._strange(event, path, "&" if event.anchor else "!")
        if isinstance(event, ScalarEvent):
            value = event.value if event.style else self._plain(event, path)
            return value, (line, event.value)
        if isinstance(event, SequenceStartEvent):
            values, spots = [], []
            while not isinstance(event := self.parser.get_event(), SequenceEndEvent):
                value, spot = self._value(event, (*path, len(values)))
                values.append(value)
                spots.append(spot)
            return values, (line, spots)
        return self._group(path, line)

    def _group(self, path, line):
        values, spots, doubled = {}, {}, []
        while isinstance(event := self.parser.get_event(), NodeEvent):
            key = self._key(event, path)
            here = self._line(event)
            where = (*path, key or "?")
            told = len(self.document.problems)
            value, spot = self._value(self.parser.get_event(), where)
            if key is None:  # whoever mends the key looks at what stands behind it
                del self.document.problems[told:]
            if key in values:
                doubled.append((key, here))
            elif key is not None:
                values[key], spots[key] = value, (here, spot[1])
        if doubled:
            self._doubled(path, doubled, spots)
        return values, (line, spots)

    def _doubled(self, path, doubled, spots):
        """Tell that keys stand twice in a group: each by itself, or together as what follows an id that is not where it belongs."""
        key, line = doubled[0]
        empty = next((name for name, (above, _) in spots.items() if above == line - 1 and (*path, name) in self.document.told), None)
        if empty:
            self.document.problems = [problem for problem in self.document.problems if problem.line != line - 1]
            self.document.refuse(
                (*path, empty),
                f"'{empty}' staat te ver naar rechts of is leeg: wat eronder staat, hoort nu bij wat erboven staat, waar '{key}' al staat",
                line - 1,
            )
        elif len(doubled) > 1:
            names = ", ".join(f"'{name}'" for name, _ in doubled)
            self.document.refuse(
                (*path, key),
                f"dubbele sleutels {names}; ze staan ook vanaf regel {spots[key][0]}. Houd er een, of zet boven de tweede een eigen id",
                line,
            )
        else:
            self.document.refuse((*path, key), f"dubbele sleutel '{key}'; ze staat ook op regel {spots[key][0]}. Houd er een", line)
        self.document.told.update((*path, name) for name, _ in doubled)

    def _key(self, event, path):
        """The key that an event holds, or None when it is refused."""
        line = self._line(event)
        if not isinstance(event, ScalarEvent):
            told = len(self.document.problems)
            self._value(event, (*path, "?"))
            del self.document.problems[told:]
            message = "een sleutel is één woord, geen lijst of groep; zet ze tussen aanhalingstekens als de haken erbij horen"
        elif event.anchor or event.tag:
            message = f"een sleutel begint niet met {'&' if event.anchor else '!'}"
        elif len(event.value) > 100:
            message = f"de sleutel '{shortened(event.value)}' is te lang; een sleutel is een woord of een naam"
        elif event.style:
            return event.value
        elif event.value == "<<":
            message = "'<<' voegt gegevens van elders in, en dat kan hier niet; schrijf de velden zelf"
        elif not event.value:
            message = "hier staat een dubbele punt zonder sleutel ervoor"
        elif event.value in EMPTY or event.value in YES_NO or _number(event.value) or DAY.fullmatch(event.value):
            message = f"de sleutel '{event.value}' leest YAML niet als tekst; schrijf \"{event.value}\", tussen aanhalingstekens"
        else:
            return event.value
        self.document.sound = False
        self.document.refuse(path, message, line)
        return None

    def _plain(self, event, path):
        """The value of a scalar without quotes, or None when it is refused."""
        written = event.value
        end = event.end_mark
        after = self.lines[end.line][end.column :] if end.line < len(self.lines) else ""
        commented = "#" in after and after.lstrip().startswith("#")
        if commented and not (written and (WHOLE.fullmatch(written) or DAY.fullmatch(written) or written in YES_NO)):
            return self._refused(path, event, COMMENTED)
        if written in EMPTY:
            return self._refused(path, event, "is leeg; vul het in of laat het veld weg")
        if written in YES_NO:
            return YES_NO[written]
        if written[0] not in "+-.0123456789":
            return written
        if WHOLE.fullmatch(written):
            return int(written)
        if BROKEN.fullmatch(written):
            return float(written)
        if DAY.fullmatch(written):
            try:
                return date.fromisoformat(written)
            except ValueError:
                return self._refused(path, event, f"'{written}' is geen dag die bestaat; schrijf jjjj-mm-dd")
        if zeros := ZEROS.fullmatch(written):
            number = zeros[1].replace("+", "") + zeros[2]
            return self._refused(
                path,
                event,
                f"'{written}' leest YAML soms als een ander getal; schrijf {number}, of \"{written}\" tussen "
                "aanhalingstekens als het tekst is",
            )
        if SIXTIES.fullmatch(written):
            return self._refused(
                path, event, f"'{written}' leest YAML soms als een getal in zestigsten; schrijf \"{written}\", tussen aanhalingstekens"
            )
        if ODD.fullmatch(written):
            return self._refused(
                path,
                event,
                f"'{shortened(written)}' is geen gewoon getal; schrijf alleen cijfers, of zet er aanhalingstekens rond als het tekst is",
            )
        return written

    def _refused(self, path, event, message):
        self.document.refuse(path, message, self._line(event))

    def _strange(self, event, path, sign):
        self.document.refuse(path, f"een waarde mag niet beginnen met {sign}; zet ze tussen aanhalingstekens", self._line(event))


def _number(written):
    return written[0] in "+-.0123456789" and any(shape.fullmatch(written) for shape in (WHOLE, BROKEN, ZEROS, SIXTIES, ODD))


def listed(folder: Path, name: str, shape: str, example: str, expected: Iterable[str] = (), folders: Iterable[str] = ()) -> list[Problem]:
    """Problems for each file in a folder that nothing reads, and for each of `expected` that is not there.

    `shape` is the pattern of the names that are read, `example` one such name, `folders` the names of folders that belong there. What a
    system leaves behind by itself is passed over.
    """
    if not folder.is_dir():
        return [Problem(name, "deze map ontbreekt")]
    entries = {path.name: path for path in folder.iterdir() if not path.name.startswith(".") and path.name not in LEFT_BEHIND}
    missing = {file.rpartition(".")[0]: file for file in expected if file not in entries}
    read = [file for file in entries if re.fullmatch(shape, file)]
    suffix = "." + example.rpartition(".")[2]
    problems = []
    for file, path in sorted(entries.items()):
        if path.is_dir() and file in folders or file in read:
            continue
        stem = SUFFIX.sub("", file)
        original = COPY.sub("", stem).lower() + suffix
        meant = missing.pop(nearest(stem.lower(), missing, 0.75), None)
        if meant:
            message = f"zo heet hier geen bestand, en '{meant}' ontbreekt; geef dit bestand die naam"
        elif path.is_dir():
            message = "deze map hoort hier niet; verplaats ze of wis ze"
        elif stem in folders:
            message = f"deze gegevens staan al in de map '{stem}', elk record in een eigen bestand; wis dit bestand"
        elif re.fullmatch(shape, stem.lower() + suffix) and stem.lower() + suffix not in entries:
            message = f"dit bestand wordt niet gelezen; geef het de naam '{stem.lower()}{suffix}', of wis het"
        elif original in read:
            message = f"dit lijkt een kopie van '{original}'; wis het, of bewaar het buiten deze map"
        else:
            message = f"dit bestand hoort hier niet; hier staan alleen bestanden zoals '{example}'. Wis het, of geef het zo een naam"
        problems.append(Problem(f"{name}/{file}", message))
    return problems + [Problem(f"{name}/{file}", "dit bestand ontbreekt") for file in missing.values()]


SUFFIX = re.compile(r"(\.(ya?ml|md|markdown|txt|docx?|html?|bak|old|orig|tmp)|~)+$", re.I)
COPY = re.compile(r"([ _-]*(kopie|copy|oud|old|backup|conflict).*|[ _]*\(\d+\))$", re.I)
"""How systems and people call the copy of a file."""

LEFT_BEHIND = ("Thumbs.db", "desktop.ini")
"""What Windows puts in a folder by itself."""
