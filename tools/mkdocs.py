"""mkdocs as it is, but in Dutch from its first line, also when it cannot read the settings: `python -m tools.mkdocs build …`."""

from __future__ import annotations

import sys
from pathlib import Path

from macros.facts import read
from macros.facts.problems import DataError, Problem
from macros.preview.faults import speak_dutch

FOLDERS = ("data", "docs", "macros", "overrides")


def look(root: Path):
    """See whether mkdocs can begin in the project `root`. Raises DataError with all that it would stumble over before our own code runs."""
    problems = [Problem(name, "deze map ontbreekt; zet ze terug") for name in FOLDERS if not (root / name).is_dir()]
    try:
        if "INHERIT" not in read.settings(root / "mkdocs.yml"):  # else the rest stands in another file
            read.settings(root / "mkdocs.yml", "site_name", "site_url", "theme", "plugins", "nav")
    except DataError as error:
        problems += error.problems
    if problems:
        raise DataError(problems)


def main(*words: str):
    """Run mkdocs with these words in the folder where we are; exits with its code, or with Dutch sentences if it refuses its settings."""
    try:
        look(Path.cwd())
    except DataError as error:
        sys.exit(str(error))
    from click import ClickException
    from mkdocs.__main__ import cli  # takes a while; who is refused does not wait for it

    speak_dutch()
    try:
        cli(words, prog_name="mkdocs", standalone_mode=False)
    except ClickException as error:  # mkdocs counts what it told, we tell what comes of it
        said = error.format_message().strip()
        print("De site is niet gebouwd." if said.startswith("Aborted with") else said, flush=True)  # where mkdocs says it
        sys.exit(1)


if __name__ == "__main__":
    main(*sys.argv[1:])
