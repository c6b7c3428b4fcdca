"""Runs the tests of accessibility and writes what they found to data/figures.yml; `make figures`."""

from __future__ import annotations

import datetime
import os
import re
import sys
from importlib.metadata import files
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from tools.browser import launch
from tools.written import plain

PATH = Path(__file__).parent.parent / "data" / "figures.yml"
HEAD = """# yaml-language-server: $schema=../schemas/figures.json
# Geschreven door `make figures`; wijzig niets met de hand.
"""


class Found:
    """Counts, per thing that is checked, how often it was and where it failed."""

    def __init__(self):
        self.figures = {}
        self.broken = False

    def pytest_runtest_logreport(self, report):
        figure = dict(report.user_properties).get("figure")
        if figure and report.when == "call":
            found = self.figures.setdefault(tuple(figure), {"times": 0, "failed": []})
            found["times"] += 1
            if report.failed:
                found["failed"].append(report.nodeid.partition("[")[2].removesuffix("]") or "start")
        self.broken |= report.when != "call" and report.failed


def tools() -> str:
    """The browser and the axe that do the work, with their versions."""
    with sync_playwright() as playwright:
        browser = launch(playwright)
        version = browser.version
        browser.close()
    [script] = [file for file in files("axe-playwright-python") if file.name == "axe.min.js"]
    axe = re.search(r"axe v([\d.]+)", script.read_text(encoding="utf-8"))[1]
    return f"Chromium {version.split('.')[0]} en axe {axe}"


if __name__ == "__main__":
    os.environ["AXE_WHOLE"] = "1"  # contrast of everything on every page; `make test` looks at one element per look
    found = Found()
    code = pytest.main(["-m", "figure", *sys.argv[1:]], plugins=[found])
    if found.broken or code not in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED):
        sys.exit("de tests zelf liepen niet; er is niets geschreven")
    today, used = datetime.date.today(), tools()
    figures = {key: {"what": what, **figure, "measured": today, "tools": used} for (key, what), figure in sorted(found.figures.items())}
    PATH.write_text(HEAD + plain(figures), encoding="utf-8")
