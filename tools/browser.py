"""Finds a Chromium for the tests, and installs one where there is none, with what Playwright itself needs; with `--node` only that."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

SHELL = "chromium-headless-shell"
"""Chromium without its windows: a page opens in a third of the time."""

NAMES = (SHELL, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

INSTALLERS = {"apt-get": ("libatomic1", "chromium"), "dnf": ("libatomic", "chromium")}
"""What installs packages, and how it calls the library that Playwright needs to start at all, and the browser."""


def system_chromium() -> str | None:
    """The path of an installed Chromium, or None."""
    return next(filter(None, map(shutil.which, NAMES)), None)


def launch(playwright, *flags):
    """A headless browser: the system's Chromium, else the one Playwright downloaded; `flags` go with those that it always gets."""
    return playwright.chromium.launch(executable_path=system_chromium(), args=[*FLAGS, *flags])


def _starts():
    """Whether Playwright itself runs: the node that it brings needs a library that a bare machine lacks."""
    return subprocess.run([sys.executable, "-m", "playwright", "--version"], capture_output=True).returncode == 0


def _works():
    from playwright.sync_api import Error, sync_playwright

    try:
        with sync_playwright() as playwright:
            launch(playwright).close()
        return True
    except Error:
        return False


def _root():
    """The words that make a command run as root without asking anything, or None where that cannot be."""
    if os.geteuid() == 0:
        return []
    sudo = ["sudo", "-n"]
    return sudo if shutil.which("sudo") and subprocess.run([*sudo, "true"], capture_output=True).returncode == 0 else None


def _install(root, installer, packages):
    quiet = [*root, "env", "DEBIAN_FRONTEND=noninteractive", installer]
    if installer == "apt-get":
        subprocess.run([*quiet, "update", "-qq"])
    for package in packages:  # one by one: not every system has each of them
        if package == "chromium":
            subprocess.run([*quiet, "install", "-y", "-q", SHELL], stdout=subprocess.DEVNULL)
        if package != "chromium" or not system_chromium():
            subprocess.run([*quiet, "install", "-y", "-q", package], stdout=subprocess.DEVNULL)


def ensure(browser: bool = True):
    """Install what is missing before Playwright starts, then try its own download; else stop with the one line to run, in Dutch.

    Without `browser` only that Playwright itself starts: the node that it brings runs our scripts.
    """

    def ready():
        return _starts() and (not browser or _works())

    if ready():
        return
    installer = next(filter(shutil.which, INSTALLERS), None)
    packages = INSTALLERS.get(installer, ())[: 2 if browser else 1]
    lacks = [package for package, there in zip(packages, (_starts(), system_chromium())) if not there]
    root = _root() if installer else None
    if root is not None and lacks:
        _install(root, installer, lacks)
        if ready():
            return
    if browser and _starts():
        deps = ["--with-deps"] if root is not None and installer == "apt-get" else []
        subprocess.run([sys.executable, "-m", "playwright", "install", *deps, "--only-shell", "chromium"])
        if ready():
            return
    sys.exit(
        f"{'De tests draaien in een browser, en die' if browser else 'De tests draaien ook JavaScript, en dat'} start hier niet. "
        + (
            f"Draai deze regel, en dan opnieuw:\nsudo {installer} install -y {' '.join(lacks or packages)}"
            if installer
            else "Installeer Chromium of Chrome, en probeer opnieuw."
        )
    )


if __name__ == "__main__":
    ensure(browser="--node" not in sys.argv)
