"""The list of every address ever published; `make addresses` adds what is new and never takes a line away."""

from __future__ import annotations

import sys
from pathlib import Path

from macros.after.addresses import published

LIST = Path(__file__).parent.parent / "tests" / "published.txt"
"""One address a line; the first line, empty, is the home page."""


if __name__ == "__main__":
    known = set(LIST.read_text(encoding="utf-8").splitlines())
    LIST.write_text("\n".join(sorted(known | published(Path(sys.argv[1])))) + "\n", encoding="utf-8")
