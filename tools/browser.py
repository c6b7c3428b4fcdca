"""Finds a Chromium for the tests, and installs one where there is none."""
from __future__ import annotations

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]


def system_chromium() -> str | None:
    """The path of an installed Chromium, or None."""
    return next(filter(None, map(shutil.which, NAMES)), None)


def launch(playwright):
    """A headless browser: the system's Chromium, else the one Playwright downloaded."""
    return playwright.chromium.launch(executable_path=system_chromium(), args=FLAGS)


def _works():
    from playwright.sync_api import Error, sync_playwright
    try:
        with sync_playwright() as playwright:
            launch(playwright).close()
        return True
    except Error:
        return False


def ensure():
    """Try in turn: what is there, Debian's package, Playwright's own download; else stop with a clear message."""
    if _works():
        return
    if shutil.which("apt-get") and os.geteuid() == 0:
        for command in (["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", "chromium"]):
            subprocess.run(command, check=False, env=os.environ | {"DEBIAN_FRONTEND": "noninteractive"})
        if _works():
            return
    subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)
    if not _works():
        sys.exit("Geen browser gevonden. Installeer Chromium (Debian/Ubuntu: 'sudo apt install chromium') "
                 "en probeer opnieuw.")


if __name__ == "__main__":
    ensure()
