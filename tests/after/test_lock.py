"""What is installed is exactly what was chosen: every package pinned with its hashes, its licence listed."""

import re

import pytest

from tests.conftest import ROOT
from tools import licenses
from tools.environment import install

FILES = ("requirements", "requirements-dev", "requirements-tools")


@pytest.mark.parametrize("name", FILES)
def test_every_package_has_hashes(name):
    """Every package has one exact version and at least one hash, and no registry is named."""
    text = (ROOT / f"{name}.txt").read_text(encoding="utf-8")
    entries = re.split(r"(?m)^(?=[A-Za-z0-9])", text)[1:]

    assert len(entries) > 5 and "://" not in text
    assert [entry.split()[0] for entry in entries if not re.match(r"[A-Za-z0-9._-]+==\S+ \\\n +--hash=sha256:[0-9a-f]{64}", entry)] == []


@pytest.mark.parametrize("name", FILES)
def test_what_is_chosen_is_locked(name):
    """Each package that a person chose stands in the lock with that version; else `make lock` is due."""
    chosen = licenses.PIN.findall((ROOT / f"{name}.in").read_text(encoding="utf-8"))
    locked = {package.lower(): version for package, version in licenses.locked(f"{name}.txt").items()}

    assert chosen and [(package, version) for package, version in chosen if locked.get(package.lower()) != version] == []


@pytest.mark.parametrize("name", FILES)
def test_each_choice_has_a_reason(name):
    """Each chosen package says in a line why it is there."""
    lines = [line for line in (ROOT / f"{name}.in").read_text(encoding="utf-8").splitlines() if licenses.PIN.match(line)]

    assert [line for line in lines if not re.search(r"  # \w.{10,}", line)] == []


def test_tests_run_on_what_builds():
    """What testing installs holds all that building installs, at the same versions."""
    assert licenses.locked("requirements.txt").items() <= licenses.locked("requirements-dev.txt").items()


@pytest.mark.parametrize("name", ["requirements", "requirements-dev"])
def test_hashes_are_asked_for(name):
    """The Makefile and the README's commands for Windows install these files and refuse a package without its hash."""
    makefile, readme = ((ROOT / file).read_text(encoding="utf-8") for file in ("Makefile", "README.md"))

    assert f"$(SETUP) $@ {name}.txt" in makefile and install("python", f"{name}.txt")[-3:] == ["--require-hashes", "-r", f"{name}.txt"]
    assert rf"pip install --require-hashes -r {name}.txt" in readme


@pytest.mark.parametrize("path", sorted((ROOT / ".github" / "workflows").glob("*.yml")), ids=lambda path: path.name)
def test_actions_are_pinned(path):
    """Every action of a workflow stands fast on one commit, with its version beside it."""
    used = re.findall(r"uses: (.+)", path.read_text(encoding="utf-8"))

    assert used and [line for line in used if not re.fullmatch(r"[\w./-]+@[0-9a-f]{40}  # v\d+\.\d+\.\d+", line)] == []


def test_licences_are_listed():
    """The list names every locked package with its version and the licence it states itself; else `make lock` is due."""
    rows = re.findall(r"(?m)^\| (\S+) \| (\S+) \| (.*?) \| (?:bouwen|testen) \|$", licenses.PATH.read_text(encoding="utf-8"))

    assert {name: version for name, version, _ in rows} == licenses.locked("requirements-dev.txt")
    assert [name for name, _, licence in rows if not licence.strip()] == []
    assert licenses.table() == licenses.PATH.read_text(encoding="utf-8")
