"""Building beside the previous site: it stands until the new one is complete, wherever it stands and whoever builds at the same time."""

import os
import shutil
import subprocess
import sys
import time

import pytest

from tests.conftest import ROOT
from tools import build as builder
from tools.turn import turn


@pytest.fixture
def site(tmp_path):
    """The folder of a previous site."""
    (tmp_path / "site" / "oud").mkdir(parents=True)
    (tmp_path / "site" / "index.html").write_text("vorige", encoding="utf-8")
    (tmp_path / "site" / "oud" / "index.html").write_text("oud", encoding="utf-8")
    (tmp_path / "site" / "map").write_text("was een bestand", encoding="utf-8")
    return tmp_path / "site"


def write(folder):
    """A new site, in place of that of the builder."""
    (folder / "map").mkdir()
    (folder / "map" / "index.html").write_text("nieuwe map", encoding="utf-8")
    (folder / "index.html").write_text("nieuw", encoding="utf-8")


def fail(folder):
    """A builder that refuses halfway."""
    write(folder)
    sys.exit(1)


COMMAND = "import sys, pathlib, tools.build; tools.build.build(pathlib.Path(sys.argv[1]), lambda folder: exec(sys.argv[2]))"
"""Builds in a process of its own: the folder of the site, and what to do in the new folder."""

NEW_INDEX = "(folder / 'index.html').write_text('nieuw')"


def contents(site):
    return {path.relative_to(site).as_posix(): path.read_text(encoding="utf-8") for path in site.rglob("*") if path.is_file()}


PREVIOUS = {"index.html": "vorige", "oud/index.html": "oud", "map": "was een bestand"}
NEW = {"index.html": "nieuw", "map/index.html": "nieuwe map"}


def beside(site):
    """What else stands in the folder of the site."""
    return {path.name for path in site.parent.iterdir()} - {"site", ".busy"}


def test_new_site(site):
    """The new site takes the place of the previous one, and nothing else is left."""
    builder.build(site, write)

    assert contents(site) == NEW and beside(site) == set()


def test_first_site(tmp_path):
    """Where no site stood, one stands."""
    builder.build(tmp_path / "site", write)

    assert contents(tmp_path / "site") == NEW


def test_previous_site_stays(site):
    """A build that fails changes nothing and leaves nothing."""
    with pytest.raises(SystemExit):
        builder.build(site, fail)

    assert contents(site) == PREVIOUS and beside(site) == set()


def test_linked_site(site):
    """A site that is a link to another place stays one: only what is in it changes."""
    place = site.rename(site.with_name("elders"))
    site.symlink_to(place)

    builder.build(site, write)

    assert site.is_symlink() and contents(place) == NEW and beside(site) == {"elders"}
    assert {path.name for path in place.iterdir()} == {"index.html", "map"}


def test_folder_that_cannot_move(site, monkeypatch):
    """Where the system refuses to put the new folder in place, the previous one is filled."""
    rename = type(site).rename
    monkeypatch.setattr(
        type(site),
        "rename",
        lambda path, target: (
            (_ for _ in ()).throw(OSError) if path.name.startswith(".site-") and path.name != ".site-old" else rename(path, target)
        ),
    )
    builder.build(site, write)

    assert contents(site) == NEW and beside(site) == set()


APART = ["unshare", "--mount", *([] if os.geteuid() == 0 else ["--map-root-user"])] if shutil.which("unshare") else []
"""Runs a command with mounts of its own, of which nothing is left when it ends."""

CAN_MOUNT = APART and subprocess.run([*APART, "true"], capture_output=True).returncode == 0


@pytest.mark.skipif(not CAN_MOUNT, reason="op deze machine mag niemand zonder rechten iets koppelen")
def test_mounted_site(site):
    """A site that is a mount is filled in place; a build that fails leaves it as it was."""
    place = site.rename(site.with_name("volume"))
    site.mkdir()
    steps = 'mount --bind "$1" "$2" && ! "$3" -c "$4" "$2" "exit(1)" && grep -q vorige "$2/index.html" && "$3" -c "$4" "$2" "$5"'

    done = subprocess.run(
        [*APART, "sh", "-c", steps, "sh", place, site, sys.executable, COMMAND, NEW_INDEX], cwd=ROOT, capture_output=True, text=True
    )

    assert done.returncode == 0, done.stderr
    assert [path.name for path in place.iterdir()] == ["index.html"] and contents(place) == {"index.html": "nieuw"}
    assert beside(site) == {"volume"}


def test_full_disk(site, monkeypatch):
    """When the place where the site stands is full, the previous site stays whole."""
    place = site.rename(site.with_name("elders"))
    site.symlink_to(place)

    def full(source, target):
        target.mkdir()
        raise OSError("schijf vol")

    monkeypatch.setattr(shutil, "copytree", full)

    with pytest.raises(OSError):
        builder.build(site, write)

    assert contents(place) == PREVIOUS


def test_cut_off_between_two_moves(site):
    """A site that was moved aside when the machine stopped comes back; what a stopped build left goes away."""
    site.rename(site.with_name(".site-old"))
    (site.parent / ".site-gestopt").mkdir()

    with pytest.raises(SystemExit):
        builder.build(site, fail)

    assert contents(site) == PREVIOUS and beside(site) == set()


@pytest.mark.parametrize("linked", [False, True], ids=["moved", "filled"])
def test_strict_umask(linked, site):
    """A web server, which is another user, can read the site whatever the builder hides by default."""
    if linked:
        site.symlink_to(site.rename(site.with_name("elders")))
    before = os.umask(0o077)
    try:
        builder.build(site, write)
    finally:
        os.umask(before)

    modes = {path.relative_to(site).as_posix(): oct(path.stat().st_mode & 0o777) for path in [site, *site.rglob("*")]}
    assert modes == {".": "0o755", "index.html": "0o644", "map": "0o755", "map/index.html": "0o644"}


def test_two_builds(site):
    """A second build says in Dutch that it waits, and begins when the first is done."""
    with turn(site.parent):
        second = subprocess.Popen([sys.executable, "-c", COMMAND, site, NEW_INDEX], cwd=ROOT, stderr=subprocess.PIPE, text=True)
        assert "Deze begint zodra die klaar is." in second.stderr.readline()
        assert contents(site) == PREVIOUS and beside(site) == set()

    assert second.wait() == 0 and contents(site) == {"index.html": "nieuw"}
    second.stderr.close()


def test_folder_of_another(tmp_path, monkeypatch):
    """Where the builder may not write, the message says so in Dutch."""

    def refused(*args, **options):
        raise PermissionError

    monkeypatch.setattr(os, "open", refused)

    with pytest.raises(SystemExit, match="mag u niet schrijven"):
        builder.build(tmp_path / "site", write)


@pytest.fixture
def asked(monkeypatch):
    """Nothing is asked from outside."""
    for name in builder.OPTIONAL:
        monkeypatch.delenv(name, raising=False)
    return monkeypatch


def test_empty_is_not_asked(asked):
    """What a form of a build service leaves empty counts as left out; what it fills in counts."""
    for name in builder.OPTIONAL:
        asked.setenv(name, " ")
    asked.setenv("REPO_URL", "https://example.org/")

    settings = builder.settings()

    assert {name for name in builder.OPTIONAL if name in settings} == {"REPO_URL", builder.DATE}
    assert settings[builder.DATE].isdigit()


@pytest.mark.parametrize("value", ["gisteren", "2026-11-26", "99999999999999"])
def test_date_that_is_none(value, asked):
    """A date that is not a number of seconds is refused in Dutch, with an example."""
    asked.setenv(builder.DATE, value)

    with pytest.raises(SystemExit, match=f"'{value}' is geen moment"):
        builder.settings()


@pytest.fixture
def repository(tmp_path, asked):
    """A repository with one commit."""
    asked.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    asked.setenv("GIT_COMMITTER_DATE", "1700000000 +0000")
    for command in (["init", "-q"], ["-c", "user.name=n", "-c", "user.email=n@example.org", "commit", "-q", "--allow-empty", "-m", "m"]):
        subprocess.run(["git", *command], cwd=tmp_path, check=True)
    return tmp_path


@pytest.mark.parametrize("other", ["0", "1"], ids=["own", "of another user"])
def test_date_of_the_site(other, repository, asked, capfd):
    """The site bears the date of the last commit, also in a folder of another user, or the one that is given."""
    asked.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", other)

    assert builder.settings(repository)[builder.DATE] == "1700000000" and capfd.readouterr().err == ""

    asked.setenv(builder.DATE, "1600000000")
    assert builder.settings(repository)[builder.DATE] == "1600000000"


def test_git_that_refuses(repository, asked, capfd):
    """Where git tells no date, the date is that of today, and it is said in Dutch with git's own words and the line that helps."""
    shutil.rmtree(repository / ".git" / "refs")
    before = int(time.time())

    date = int(builder.settings(repository)[builder.DATE])

    told = capfd.readouterr().err
    assert date >= before and "de datum van vandaag" in told and "fatal: " in told and f"--add safe.directory {repository}" in told


def test_no_git(tmp_path, asked, capfd):
    """Sources without a history bear the date of today, without a word."""
    asked.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))

    assert builder.settings(tmp_path)[builder.DATE].isdigit() and capfd.readouterr().err == ""


def test_builder_gets_the_settings(tmp_path, asked):
    """The builder runs with these settings, and its refusal is that of the build."""
    asked.setenv("SITE_URL", "")
    asked.setenv(builder.DATE, "1700000000")
    ran = []

    def run(command, **options):
        ran.append((command, options))
        return subprocess.CompletedProcess(command, 3)

    asked.setattr(builder.subprocess, "run", run)

    with pytest.raises(SystemExit) as refused:
        builder.write(tmp_path)

    [(command, options)] = ran
    assert refused.value.code == 3 and command[1:5] == ["-m", "tools.mkdocs", "build", "--site-dir"] and "SITE_URL" not in options["env"]
