"""Why a build failed, in Dutch sentences for the page: our own as they are, those of mkdocs and of Python as one sentence each."""

from __future__ import annotations

import logging
import re
import traceback
from pathlib import Path

CODE = Path(__file__).parents[2]
"""Where the project stands."""

TOLD = {
    r"Doc file '(.+?)' contains a link '(.+?)', but the target.* is not found.*?(?: Did you mean '(.+)'\?)?$": "docs/{0}: de link '{1}' leidt naar een pagina of bestand dat er niet is.",
    r"Doc file '(.+?)' contains a link '(.+?)', but (?:the doc|there is no).*": "docs/{0}: de link '{1}' leidt naar een anker dat er niet is.",
    r"Doc file '(.+?)' contains an? .*link '(.+?)', .*left as is\..*": "docs/{0}: de link '{1}' is geen adres van een pagina; schrijf /map/pagina.md.",
    r"A reference to '(.+?)' is included in the 'nav'.*": "mkdocs.yml: het menu (nav) noemt '{0}', maar die pagina is er niet.",
    r"Config value '(.+?)': Unrecognised configuration name.*": "mkdocs.yml: '{0}' is geen instelling van mkdocs.",
    r"(?s)Config value '(.+?)': The path '(.+?)' isn't an existing .*": "mkdocs.yml › {0}: '{1}' is er niet.",
    r"(?s)Config value '(.+?)': The path set in custom_dir \('(.+?)'\) does not exist.*": "mkdocs.yml › {0}: '{1}' is er niet.",
    r"(?s)Config value '(.+?)': Required configuration not provided.*": "mkdocs.yml: hier ontbreekt {0}.",
    r"(?s)Config value '(.+?)': (?:The )?[\"'](.+?)[\"'] plugin is not installed.*": "mkdocs.yml › {0}: '{1}' is geen plugin die hier geïnstalleerd is.",
    r"(?s)Config value '(.+?)': (.+)": "mkdocs.yml › {0}: {1}",
    r"(?s)The following pages exist in the docs directory, but.*?:\n\s*- (.+)": "mkdocs.yml: niet in het menu (nav): {0}",
}
"""What mkdocs warns of, and how we say it."""


class Listener(logging.Handler):
    """Keeps what is logged as a warning or worse, in Dutch where we know how."""

    def __init__(self):
        super().__init__(logging.WARNING)
        self.told = []

    def emit(self, record):
        self.told.append(translated(record.getMessage()))


def speak_dutch():
    """From now on mkdocs tells an editor in Dutch what is wrong with its settings, a link or the menu."""
    make = logging.getLogRecordFactory()
    if hasattr(make, "dutch"):
        return

    def record(*fields, **more):
        made = make(*fields, **more)
        if made.name.startswith("mkdocs"):
            made.msg, made.args = translated(made.getMessage()), ()
        return made

    record.dutch = True
    logging.setLogRecordFactory(record)


def translated(message: str) -> str:
    """A warning of mkdocs in Dutch, or as it is when we do not know it."""
    for pattern, words in TOLD.items():
        match = re.fullmatch(pattern, message)
        if match:
            return words.format(*match.groups())
    return message


def why(error: BaseException, warnings: list[str]) -> str:
    """What the one who edits must know, a sentence a line. `warnings` is what was logged: when a build only counts them, they are the reason."""
    if isinstance(error, SystemExit):
        said = str(error)
        return "\n".join(warnings) if warnings and (said.startswith("Aborted with") or said.isdigit()) else said
    if hasattr(error, "problems"):
        return str(error)
    place, line, said = getattr(error, "filename", None), getattr(error, "lineno", None), str(error)
    if not place or not line:  # no fault of syntax: where our own code was last
        frames = [frame for frame in traceback.extract_tb(error.__traceback__) if _ours(frame.filename)]
        place, line = (frames[-1].filename, frames[-1].lineno) if frames else ("mkdocs", 0)
    elif isinstance(error, SyntaxError):
        said = error.msg
    name = Path(place).relative_to(CODE).as_posix() if _ours(place) else Path(place).name
    return f"{name}, regel {line}: hier loopt de bouw vast ({type(error).__name__}: {said})."


def _ours(place):
    path = Path(place)
    return path.is_relative_to(CODE) and ".venv" not in path.parts and path != Path(__file__).with_name("server.py")
