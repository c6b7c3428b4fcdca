"""Writes the names that browsers came to know since mid 2020: `python3 -m tools.modern data.json`, with the data.json of the npm package
@mdn/browser-compat-data. The tests look in that list for what our scripts and style use; new names come in it when this runs again."""

from __future__ import annotations

import json
import re
import sys
import textwrap
from pathlib import Path

LIST = Path(__file__).parents[1] / "tests" / "pages" / "modern.txt"
OLD = {"chrome": (85,), "firefox": (79,), "safari": (14,)}
"""What each browser of mid 2020 knows is used without a word."""

NEVER = (9999,)
OWNERS = "Element HTMLElement HTMLInputElement HTMLDialogElement ElementInternals Document DocumentFragment Window Node Navigator Event EventTarget Blob File URL URLSearchParams Selection Range History Location AbortSignal Response FormData"
"""Of what stands in a page, those whose members our scripts could use."""


def since(support, browser) -> tuple[int, ...]:
    """The version of a browser from which it knows something without a prefix or a setting."""
    listed = support[browser] if isinstance(support[browser], list) else [support[browser]]
    known = [entry for entry in listed if not {"flags", "prefix", "alternative_name"} & {*entry}]
    version = known[0]["version_added"] if known else False
    if version is True:
        return (0,)
    return tuple(int(part) for part in re.findall(r"\d+", version)) if version and version != "preview" else NEVER


def name(path: list[str]) -> str | None:
    """How a piece of the data is found in a script ('js hasOwn') or in a style ('css text-wrap:'); None for what we do not look for."""
    match path:
        case ["javascript", "builtins", _, own] | ["javascript", "builtins", _, _, own] | ["api", own]:
            return f"js {own}"
        case ["api", owner, own] if owner in OWNERS.split():
            return f"js {own}"
        case ["css", "properties", own]:
            return f"css {own}:"
        case ["css", "selectors", own]:
            return f"css :{own}"
        case ["css", "at-rules", own]:
            return f"css @{own}"
        case ["css", "at-rules", "media", own]:
            return f"css ({own}"
    return None


def modern(data: dict) -> list[str]:
    """The names for which no owner is old: `at` is new, as no list and no text had it."""
    found = {}

    def look(node, path):
        if path and "__compat" in node and (key := name(path)):
            support = node["__compat"]["support"]
            versions = [since(support, browser) for browser in OLD if browser in support]
            fresh = any(version > old for version, old in zip(versions, OLD.values()))
            found.setdefault(key, []).append(fresh and {*versions} != {NEVER})
        for key, value in node.items():
            if key != "__compat" and isinstance(value, dict):
                look(value, [*path, key])

    for top in ("javascript", "api", "css"):
        look(data[top], [top])
    return sorted(key for key, fresh in found.items() if all(fresh))


def main():
    """Write the list."""
    data = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    lines = [f"# Made by tools/modern.py from browser-compat-data {data['__meta']['version']} (MDN, CC0)."]
    for kind in ("css", "js"):
        names = [key.split(" ", 1)[1] for key in modern(data) if key.startswith(f"{kind} ")]
        lines += [f"{kind}:", *textwrap.wrap(" ".join(names), 138, break_long_words=False, break_on_hyphens=False)]
    LIST.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
