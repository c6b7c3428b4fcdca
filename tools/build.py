"""Builds the site beside the previous one, one build at a time, and puts it in place once it is complete: `python -m tools.build`.

With `--serve` it shows the site on this machine instead and builds again at every change.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from tools.environment import remove
from tools.turn import turn

ROOT = Path(__file__).resolve().parent.parent
DATE = "SOURCE_DATE_EPOCH"
OPTIONAL = ("SITE_URL", "REPO_URL", "EDIT_URI", "REPORT_URL", DATE)
"""What may be asked from outside. Forms of build services leave them empty instead of out: empty is not asked."""


def settings(root: Path = ROOT) -> dict[str, str]:
    """The environment to build in: the one of this process without what is empty, and with the date that the pages bear.

    Exits with a Dutch message if the date that is asked is none.
    """
    asked = {name: value for name, value in os.environ.items() if name not in OPTIONAL or value.strip()}
    if DATE not in asked:
        asked[DATE] = _last_change(root)
    try:
        datetime.fromtimestamp(int(asked[DATE]), UTC)
    except (ValueError, OverflowError, OSError):
        sys.exit(f"{DATE}: '{asked[DATE]}' is geen moment; schrijf een aantal seconden sinds 1970, zoals 1764115200, of laat het weg.")
    return {"NO_MKDOCS_2_WARNING": "1"} | asked


def _last_change(root):
    """The date of the last commit, so that the same sources give the same site; without git it is now.

    The sources are about to run, so the folder is trusted whoever owns it.
    """
    command = ["git", "-c", "safe.directory=*", "-C", root, "log", "-1", "--format=%ct"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, env=os.environ | {"LC_ALL": "C"})
        date, why = done.stdout.strip(), done.stderr.strip().split("\n")[0]
    except OSError:
        date, why = "", "git staat niet op deze machine"
    if not date and (root / ".git").exists():
        print(
            f"Git zegt niet wanneer deze bestanden het laatst gewijzigd zijn ({why}).\n"
            "Daarom komt de datum van vandaag onder elke pagina. Is de map van iemand anders? Draai dan één keer:\n"
            f"git config --global --add safe.directory {root}",
            file=sys.stderr,
            flush=True,
        )
    return date or str(int(time.time()))


def write(folder: Path):
    """Write the whole site into an empty folder; exits with the code of the builder if it refuses."""
    done = subprocess.run([sys.executable, "-m", "tools.mkdocs", "build", "--site-dir", folder], cwd=ROOT, env=settings())
    if done.returncode:
        sys.exit(done.returncode)
    from macros.after.offline import pack  # takes a second; who only asks for the settings does not wait for it

    pack(folder)


def build(site: Path, write=write):
    """Let `write` fill a new folder beside `site`, readable by everyone, and put it in its place; if it fails, `site` stays as it was."""
    with turn(site.parent):
        old = _old(site)
        if old.exists() and not site.exists():  # cut off between the two moves
            old.rename(site)
        for left in site.parent.glob(f".{site.name}-*"):
            remove(left)
        new = Path(tempfile.mkdtemp(prefix=f".{site.name}-", dir=site.parent))
        try:
            write(new)
            for path in [new, *new.rglob("*")]:  # a web server is another user, whatever the umask is
                path.chmod(0o755 if path.is_dir() else 0o644)
            _put(new, site)
        finally:
            remove(new)


def _old(site):
    return site.with_name(f".{site.name}-old")


def _put(new, site):
    old = _old(site)
    try:
        if site.is_symlink():
            raise OSError
        if site.exists():
            site.rename(old)
        new.rename(site)
    except OSError:  # a link, a mount, or in use: the folder stays where it is
        if old.exists() and not site.exists():
            old.rename(site)
        _fill(site, new)
    remove(old)


def _fill(site, new):
    """Make the contents of `site` those of `new`: first all of it beside what is there, so that a full disk changes nothing."""
    place = site / new.name
    try:
        shutil.copytree(new, place)
        kept = {path.relative_to(place) for path in place.rglob("*")}
        for path in sorted(kept):
            source, target = place / path, site / path
            if target.exists() and target.is_dir() != source.is_dir():
                _delete(target)
            if source.is_dir():
                target.mkdir(exist_ok=True)
                target.chmod(0o755)
            else:
                source.replace(target)
    finally:
        remove(place)
    for path in sorted(site.rglob("*"), reverse=True):
        if path.relative_to(site) not in kept:
            _delete(path)


def _delete(path):
    remove(path) if path.is_dir() else path.unlink()


def main(*words):
    """Build, or with `--serve` show; exits with what the builder says."""
    if "--serve" in words:
        sys.exit(subprocess.run([sys.executable, "-m", "tools.mkdocs", "serve"], cwd=ROOT, env=settings()).returncode)
    try:
        build(ROOT / "site")
    except OSError as error:
        sys.exit(f"De site is niet geschreven: {error}. Is er plaats op de schijf, en is de map van u?")


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except KeyboardInterrupt:
        sys.exit(130)
