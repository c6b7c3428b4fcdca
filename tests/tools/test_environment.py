"""The Python environment: what is missing is said in Dutch, and it is there whole or not at all."""

import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import OFFICE, ROOT
from tools import environment
from tools.turn import turn

MAKE = shutil.which("make")


@pytest.fixture
def project(tmp_path):
    """What making an environment takes, in a folder that git seems to know, with an empty lock."""
    for name in ("Makefile", "README.md", "tools"):
        source = ROOT / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, tmp_path / name)
    (tmp_path / ".git").mkdir()
    (tmp_path / "requirements.txt").touch()
    return tmp_path


def script(path: Path, text: str):
    """Write a program; returns its path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


def make(project, python=sys.executable, **env):
    """`make .venv/.build`, which each of the README's commands starts with."""
    return subprocess.run([MAKE, ".venv/.build", f"PYTHON={python}"], cwd=project, capture_output=True, text=True, env=os.environ | env)


@pytest.mark.parametrize("installer", environment.INSTALLERS)
def test_what_is_missing(installer, project):
    """Without git and the part of Python that makes environments, both are named, with the README's line for this system."""
    script(project / "bin" / installer, "exit 1")
    (project / "lacking").mkdir()
    (project / "lacking" / "ensurepip.py").write_text("raise ImportError", encoding="utf-8")

    done = make(project, PATH=str(project / "bin"), PYTHONPATH=str(project / "lacking"))

    assert done.returncode != 0 and not (project / ".venv").exists()
    assert "python3-venv" in done.stderr and "; git." in done.stderr
    assert environment.line(installer) in done.stderr and environment.line(installer) in (ROOT / "README.md").read_text(encoding="utf-8")


def test_no_python(project):
    """Without Python the message says where the README names what to install."""
    done = make(project, python="bestaat-niet")

    assert done.returncode != 0 and "Python ontbreekt" in done.stdout and "README.md" in done.stdout


def test_old_python(monkeypatch):
    """A Python that is too old is named with its version and with the way to point at another."""
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))

    told = "".join(environment.lacks())

    assert "3.11 of nieuwer" in told and "3.9" in told and "make PYTHON=" in told


@pytest.fixture
def venv(tmp_path, monkeypatch):
    """A Python that makes environments at once: `venv(text)` says what pip does in them. Returns the folder of the environment."""

    def prepare(pip):
        made = script(tmp_path / "made", pip)
        monkeypatch.setattr(sys, "executable", str(script(tmp_path / "python", f'mkdir -p "$3/bin" && cp {made} "$3/bin/python"')))
        return tmp_path / ".venv"

    return prepare


def test_no_half_environment(venv):
    """What cannot be installed is told in Dutch, and leaves no environment behind."""
    folder = venv("exit 1")

    with pytest.raises(SystemExit, match="De pakketten uit requirements.txt zijn niet geïnstalleerd."):
        environment.make(folder / ".build", Path("requirements.txt"))

    assert not folder.exists()


def test_half_environment_is_made_anew(venv):
    """What a killed command left behind does not stay."""
    folder = venv("exit 0")
    script(folder / "bin" / "python", "exit 0")
    (folder / "half").touch()

    environment.make(folder / ".build", Path("requirements.txt"))

    assert (folder / ".build").exists() and not (folder / "half").exists()


def test_pip_that_installs_elsewhere(venv, monkeypatch):
    """Who told pip to install for the user, gets the packages in the environment all the same."""
    monkeypatch.setenv("PIP_USER", "1")
    folder = venv('[ "$PIP_USER" = 0 ]')

    environment.make(folder / ".build", Path("requirements.txt"))

    assert (folder / ".build").exists()


def test_working_environment_stays(project):
    """An environment that works stays when something new cannot be installed in it."""
    script(project / ".venv" / "bin" / "python", '[ "$1" = -c ]')  # starts, and refuses pip
    (project / ".venv" / ".build").touch()
    os.utime(project / ".venv" / ".build", (1, 1))

    done = make(project)

    assert done.returncode != 0 and "niet geïnstalleerd" in done.stderr
    assert (project / ".venv" / "bin" / "python").exists()


def test_second_waits(project):
    """A second command says in Dutch that it waits for the first, and then finds the work done."""
    mark = project / ".venv" / ".build"
    with turn(project):
        second = subprocess.Popen(
            [sys.executable, "-m", "tools.environment", mark, project / "requirements.txt"], cwd=project, stderr=subprocess.PIPE, text=True
        )
        assert "Deze begint zodra die klaar is." in second.stderr.readline()
        mark.parent.mkdir()
        mark.touch()

    assert second.wait() == 0 and second.stderr.read() == ""
    assert [path.name for path in mark.parent.iterdir()] == [".build"]
    second.stderr.close()


def test_readme_starts_with_what_to_install():
    """The README names it before any command, one line for each system; what it calls on Windows exists."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    lines = [text.index(environment.line(installer)) for installer in environment.INSTALLERS]

    assert max(lines) < text.index("make build") and text[: min(lines)].count("\n") < 20
    called = [part.split()[0] for part in text.split("python -m tools.")[1:]]
    assert called and [name for name in called if not (ROOT / "tools" / f"{name}.py").exists()] == []


def test_ci_installs_what_the_readme_names(project):
    """On a bare machine .ci/run installs the packages of the README and of the tests, and a browser, then runs the README's test command."""
    (project / ".ci").mkdir()
    shutil.copy(ROOT / ".ci" / "run", project / ".ci" / "run")
    for name in ("apt-get", "sudo", "make", "python3"):
        script(project / "bin" / name, {"sudo": '"$@"', "python3": "exit 1"}.get(name, f'echo {name} "$@"'))
    for name in ("sed", "dirname", "id", "sh"):
        (project / "bin" / name).symlink_to(shutil.which(name))

    packages = environment.line("apt").removeprefix("sudo apt install ")
    done = subprocess.run(
        [shutil.which("bash"), ".ci/run"], cwd=project, capture_output=True, text=True, env={"PATH": str(project / "bin")}
    )

    assert done.stdout.splitlines() == [
        "apt-get update -qq",
        f"apt-get install -y -qq {packages} nginx-light {OFFICE} webkit2gtk-driver xvfb dbus-daemon at-spi2-core",
        "apt-get install -y -qq chromium-headless-shell",
        "apt-get install -y -qq firefox-esr",
        "apt-get install -y -qq epubcheck",
        "make test",
    ], done.stderr
