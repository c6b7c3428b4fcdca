"""The browser that the tests bring: what is missing is installed before Playwright starts, or the one line to run is told."""

import subprocess

import pytest

from tools import browser


@pytest.fixture
def machine(monkeypatch):
    """A machine without what Playwright needs and without a browser; returns what is on it, what is installed adds to it."""
    there, has, browsers = [], monkeypatch.setattr, {browser.SHELL, "chromium", "download"}
    has(browser, "_starts", lambda: "libatomic1" in there)
    has(browser, "system_chromium", lambda: "/usr/bin/chromium" if {browser.SHELL, "chromium"} & {*there} else None)

    def works():
        assert "libatomic1" in there, "Playwright valt hier om"
        return bool(browsers & {*there})

    def run(command, **options):
        if "install" in command and not (command[-1] == browser.SHELL and "Ubuntu" in there):
            there.append("download" if "playwright" in command else command[-1])
        return subprocess.CompletedProcess(command, 0)

    has(browser, "_works", works)
    has(browser.subprocess, "run", run)
    has(browser, "_root", lambda: [])
    has(browser.shutil, "which", lambda name: f"/usr/bin/{name}" if name == "apt-get" else None)
    return there


@pytest.mark.parametrize(
    "there, installed",
    [
        ([], ["libatomic1", browser.SHELL]),
        (["chromium"], ["libatomic1"]),
        (["libatomic1"], [browser.SHELL]),
        (["libatomic1", "chromium"], []),
        (["Ubuntu"], ["libatomic1", "chromium"]),
    ],
)
def test_installs_what_is_missing(there, installed, machine):
    """Only what is missing is installed, a browser without windows where there is one, and nothing starts before it can."""
    machine += there

    browser.ensure()

    assert machine == there + installed


def test_only_node(machine):
    """What only runs our scripts gets what that takes, and no browser."""
    browser.ensure(browser=False)

    assert machine == ["libatomic1"]


def test_only_node_without_rights(machine, monkeypatch):
    """Without rights the line names no browser either."""
    monkeypatch.setattr(browser, "_root", lambda: None)

    with pytest.raises(SystemExit, match="JavaScript, en dat start hier niet.*\nsudo apt-get install -y libatomic1$"):
        browser.ensure(browser=False)


def test_without_rights(machine, monkeypatch):
    """Who may not install gets the one line to run, with exactly what is missing."""
    monkeypatch.setattr(browser, "_root", lambda: None)

    with pytest.raises(SystemExit, match="Draai deze regel, en dan opnieuw:\nsudo apt-get install -y libatomic1 chromium"):
        browser.ensure()
    assert machine == []


def test_without_rights_but_with_playwright(machine, monkeypatch):
    """Where only a browser is missing, Playwright's own download needs no rights."""
    monkeypatch.setattr(browser, "_root", lambda: None)
    machine.append("libatomic1")

    browser.ensure()

    assert machine == ["libatomic1", "download"]


def test_on_another_system(machine, monkeypatch):
    """Where no known installer is, the message says what to install."""
    monkeypatch.setattr(browser.shutil, "which", lambda name: None)

    with pytest.raises(SystemExit, match="Installeer Chromium of Chrome"):
        browser.ensure()


@pytest.mark.parametrize(
    "user, sudo, code, words",
    [
        (0, None, 0, []),
        (1000, "/usr/bin/sudo", 0, ["sudo", "-n"]),
        (1000, "/usr/bin/sudo", 1, None),
        (1000, None, 0, None),
    ],
    ids=["root", "sudo without a password", "sudo that asks", "no sudo"],
)
def test_rights(user, sudo, code, words, monkeypatch):
    """Root installs, and so does who may use sudo without a password; nobody is asked for one."""
    monkeypatch.setattr(browser.os, "geteuid", lambda: user)
    monkeypatch.setattr(browser.shutil, "which", lambda name: sudo)
    monkeypatch.setattr(browser.subprocess, "run", lambda command, **options: subprocess.CompletedProcess(command, code))

    assert browser._root() == words
