"""What the README tells an editor is there."""

import re

from tests.conftest import ROOT
from tests.real import SITE

TEXT = (ROOT / "README.md").read_text(encoding="utf-8")
EXAMPLE = {"labels.yml", "label.md"}
"""Files of the kind that the README makes up to show how a new one is added."""


def test_files_exist():
    """Every file that the README names is there."""
    names = {name.rpartition("/")[2] for name in re.findall(r"`([\w/.-]+\.(?:py|js|yml|md|docx|pptx|toml|css|html))`", TEXT)} - EXAMPLE
    there = {
        path.name for folder in ("data", "docs", "macros", "tests", "tools", "overrides", ".github") for path in (ROOT / folder).rglob("*")
    }

    assert len(names) > 40 and sorted(names - there - {path.name for path in ROOT.iterdir()}) == []


def test_clause_notation_is_what_is_used():
    """The notation of clauses that the README shows is read as such, and each name in it exists."""
    clauses = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "data" / "clauses").glob("*.md"))
    shown = TEXT[TEXT.index("### Een clausule schrijven") : TEXT.index("Zoekt iemand")]

    for sign in (
        "### Artikel. ",
        "### = ",
        "[§",
        "{als ",
        "{als niet ",
        "[[?",
        "[[=plichten ",
        "[[=iao-verdragen]]",
        "@@",
        "=== lichter",
        "zonder:",
        " na ",
    ):
        assert sign in shown and sign in clauses, sign
    for kind, key in (
        ("duties", "plicht-lijst"),
        ("clauses", "kader-uitvoering"),
        ("clauses", "vertrouwelijkheid"),
        ("fields", "termijn-lijst-dagen"),
        ("articles", "wet-87"),
        ("systems", "gots"),
    ):
        assert key in shown and key in getattr(SITE, kind), key
