"""Publishing to a server of one's own."""

import os
import subprocess

import pytest

from tests.conftest import ROOT

BUILDS = """if [ "$2" = tools.book ]; then [ -e site/index.html ] && echo boek > site/boek; else mkdir -p site && echo nieuw > site/index.html; fi"""


def make(project, *words, **env):
    """Run make with the project's Makefile in a folder that holds nothing else of it."""
    (project / "Makefile").write_text((ROOT / "Makefile").read_text(encoding="utf-8"), encoding="utf-8")
    clean = {key: value for key, value in os.environ.items() if key not in ("SITE_URL", "SOURCE_DATE_EPOCH", "MAKEFLAGS")}
    return subprocess.run(
        ["make", *words], cwd=project, capture_output=True, text=True, env=clean | {"GIT_CEILING_DIRECTORIES": str(project.parent)} | env
    )


@pytest.fixture
def stubs(tmp_path):
    """Stand-ins for what builds and for rsync, which writes down what it was asked; returns their folder."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for name, script in {"python": BUILDS, "rsync": 'echo "$@" > asked'}.items():
        (folder / name).write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        (folder / name).chmod(0o755)
    (tmp_path / ".venv").mkdir()
    for name in ("requirements.txt", "requirements-dev.txt", ".venv/.build", ".venv/.test"):
        (tmp_path / name).touch()
    return folder


def publish(project, stubs, *words):
    return make(project, "publish", f"BIN={stubs}", *words, PATH=f"{stubs}{os.pathsep}{os.environ['PATH']}")


def test_publish(tmp_path, stubs):
    """One command builds the site, makes its book and sends all of it to the given place."""
    done = publish(tmp_path, stubs, "SITE_URL=https://example.org/", "TARGET=ik@server:/map")

    assert done.returncode == 0, done.stderr
    assert (tmp_path / "site" / "index.html").read_text() == "nieuw\n" and (tmp_path / "site" / "boek").read_text() == "boek\n"
    assert (tmp_path / "asked").read_text().split() == ["--archive", "--delete", "site/", "ik@server:/map/"]


@pytest.mark.parametrize("words", [[], ["TARGET=ik@server:/map"], ["SITE_URL=https://example.org/"]])
def test_publish_asks_where(words, tmp_path, stubs):
    """Without a place or an address nothing is built or sent, and the message gives the whole command."""
    done = publish(tmp_path, stubs, *words)

    assert done.returncode != 0 and "make publish SITE_URL=" in done.stdout
    assert not (tmp_path / "site").exists() and not (tmp_path / "asked").exists()


def test_failed_build_is_not_published(tmp_path, stubs):
    """A build that fails sends nothing."""
    (stubs / "python").write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")

    done = publish(tmp_path, stubs, "SITE_URL=https://example.org/", "TARGET=ik@server:/map")

    assert done.returncode != 0 and not (tmp_path / "asked").exists()
