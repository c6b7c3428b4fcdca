"""What WebKit (Safari) puts on paper, which it lays out in its own way: nothing of a wide table is lost, and a hand-out is one sheet."""

import os
import re
import shutil
import subprocess

import pytest

from tests.engines.paper import lacks, print_all
from tests.real import PAGES, SITE

HANDOUTS = [page for page in PAGES if page.startswith("trainers/handout-")]
WIDE = ["systemen/vergelijken/"]


@pytest.fixture(scope="module")
def sheets(tmp_path_factory, address):
    """Page → the words on each sheet; left out where WebKit is not installed, but not on the machine that judges a change."""
    missing = lacks() + ([] if shutil.which("pdftotext") else ["poppler-utils"])
    if missing:
        told = f"Afdrukken met WebKit gaat hier niet: sudo apt install {' '.join(missing)}"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(told)
    pages = HANDOUTS + WIDE
    files = print_all([address + page for page in pages], tmp_path_factory.mktemp("paper"))
    read = lambda file: (
        subprocess.run(["pdftotext", file, "-"], check=True, capture_output=True, text=True).stdout.removesuffix("\f").split("\f")
    )
    return {page: [re.sub(r"\s", "", words) for words in read(file)] for page, file in zip(pages, files)}


def test_handout_is_one_sheet(sheets):
    """Each hand-out stands on one sheet, to its last line."""
    assert HANDOUTS and {page: len(sheets[page]) for page in HANDOUTS} == dict.fromkeys(HANDOUTS, 1)
    assert [page for page in HANDOUTS if f"{page}·sitegebouwdop" not in sheets[page][0]] == []


def test_wide_table_is_whole(sheets):
    """Every column of the comparison is on the sheet, also the last."""
    first, columns = sheets[WIDE[0]][0], SITE.tables["systemen"].columns.values()

    assert [word for column in columns for word in re.findall(r"\w+", column.label) if word not in first] == []
