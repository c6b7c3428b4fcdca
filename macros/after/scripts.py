"""The scripts of the site: each stands beside the code and the template of its component, and the site offers them all in one folder."""

from __future__ import annotations

from pathlib import Path

ROOMS = Path(__file__).parents[1]
FOLDER = "assets/"
"""Where the site offers them."""


def files() -> dict[str, Path]:
    """File below the site → the script that stands there. A room's name is no part of it, so a script may move to another room.

    Raises ValueError when two rooms have a script of the same name.
    """
    found = {}
    for path in sorted(ROOMS.glob("*/*.js")):
        if path.parent.name == "preview":  # that of a site while someone edits it, and no part of the site
            continue
        if FOLDER + path.name in found:
            raise ValueError(f"{path.name} staat in twee kamers: {found[FOLDER + path.name].parent.name} en {path.parent.name}")
        found[FOLDER + path.name] = path
    return found
