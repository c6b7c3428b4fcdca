"""Makes a Python environment, whole or not at all, and says in Dutch what the machine lacks: `python3 -m tools.environment MARK LOCK`.

Runs on the machine's own Python before anything is installed, even on one that is too old to build with.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from tools.turn import turn

ROOT = Path(__file__).resolve().parent.parent
MARKS = (".build", ".test", ".ready")
"""Empty files in an environment that say what is installed: to build, to test, or the tools. Without any it is half."""

INSTALLERS = ("apt", "dnf", "brew", "winget")


def line(installer: str) -> str:
    """The line of the README that installs what the project needs with this installer; LookupError if there is none."""
    found = re.search(rf"(?m)^((?:sudo )?{installer} install .*?) *(?:#.*)?$", (ROOT / "README.md").read_text(encoding="utf-8"))
    if not found:
        raise LookupError(installer)
    return found[1]


def lacks() -> list[str]:
    """What this machine lacks to make an environment and to read the date of the last change, in Dutch."""
    found = []
    if sys.version_info < (3, 11):  # noqa: UP036  here it may be older
        found.append(
            "Python 3.11 of nieuwer (dit is {}.{}; staat er een nieuwere, geef dan het pad mee: make PYTHON=/pad/naar/python3 …)".format(
                *sys.version_info
            )
        )
    try:
        import ensurepip  # noqa: F401  what `python -m venv` needs, and what Debian and Ubuntu leave out
        import venv  # noqa: F401
    except ImportError:
        found.append("het deel van Python dat een omgeving maakt (python3-venv)")
    if (ROOT / ".git").exists() and not shutil.which("git"):
        found.append("git")
    return found


def make(mark: Path, lock: Path):
    """Install what stands in `lock` in the environment that `mark` stands in, and set the mark.

    An environment that cannot be finished is removed; one that already worked stays. Exits with a Dutch message.
    """
    folder = mark.parent
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    kept = any((folder / name).exists() for name in MARKS) and _runs(python)
    try:
        if not kept:
            _say_what_lacks()
            remove(folder)
            _run("De Python-omgeving is niet gemaakt.", sys.executable, "-m", "venv", folder)
        print(f"De pakketten uit {lock} worden geïnstalleerd in {folder}/ …", flush=True)
        _run(f"De pakketten uit {lock} zijn niet geïnstalleerd. Is er netwerk?", *install(python, lock))
        mark.touch()
    except BaseException:
        if not kept:
            remove(folder)
        raise


def install(python, lock) -> list:
    """The command that installs what stands in a lock, and refuses a package without its hash."""
    return [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes", "-r", lock]


def remove(folder: Path):
    """Remove a folder, or the link to one, if it is there."""
    folder.unlink() if folder.is_symlink() else shutil.rmtree(folder, ignore_errors=True)


def _runs(python):
    try:
        return subprocess.run([python, "-c", ""], capture_output=True).returncode == 0
    except OSError:
        return False


def _run(message, *command):
    # PIP_USER asks pip to install outside the environment, which it then refuses
    if subprocess.run(command, env={**os.environ, "PIP_USER": "0"}).returncode:
        sys.exit(f"{message} Hierboven staat waarom; probeer daarna opnieuw.")


def _say_what_lacks():
    found = lacks()
    if found:
        installer = next(filter(shutil.which, INSTALLERS), None)
        sys.exit(
            f"Dit ontbreekt op deze machine: {'; '.join(found)}.\n"
            + (f"Installeer het met: {line(installer)}" if installer else "Bovenaan in README.md staat hoe u het installeert.")
        )


def main(mark: Path, lock: Path):
    """Make the environment unless who had the turn before did so."""
    with turn(ROOT):
        if mark.exists() and mark.stat().st_mtime >= lock.stat().st_mtime:
            mark.touch()
        else:
            make(mark, lock)


if __name__ == "__main__":
    try:
        main(*map(Path, sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
