"""Runs the README's two commands on a bare Debian, from a fresh clone of the last commit: `sudo python3 -m tools.bare bookworm trixie`.

Only the README's packages are installed. What this machine needs to reach the package registries (proxy, certificates, index) goes along.
"""

from __future__ import annotations

import argparse
import ast
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tools.environment import ROOT, line

COMMANDS = ("make build", "make test")
"""The README's commands."""

PLACE = "/srv/site"
"""Where the clone stands in the bare system."""

GIT = ("git", "-c", "safe.directory=*")

CERTIFICATES = ("SSL_CERT_FILE", "PIP_CERT", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "NODE_EXTRA_CA_CERTS")
PROXIES = ("http_proxy", "https_proxy", "no_proxy")
PIP = ("index-url", "extra-index-url", "proxy", "trusted-host", "timeout")
"""What of the settings of pip says how a registry is reached; folders of this machine stay out."""

ENTER = """
mount -t proc proc "$0/proc"
mount --rbind /dev "$0/dev"
exec chroot "$0" "$@"
"""
"""Enters the system in a space of its own: what is mounted and what still runs is gone when the command ends."""


def network() -> tuple[dict[str, str], Path | None]:
    """How this machine reaches the registries: environment variables, and the file of certificates it trusts, if it names one."""
    names = [name for proxy in PROXIES for name in (proxy, proxy.upper())]
    found = {name: os.environ[name] for name in names if os.environ.get(name)}
    certificates = None
    listed = _output(sys.executable, "-m", "pip", "config", "list")
    for name, value in re.findall(r"(?m)^\S+?\.([\w-]+)=(.*)$", listed):
        words = [word for word in ast.literal_eval(value).split() if not word.startswith(("/", "file:"))]
        if name == "cert":
            certificates = Path(ast.literal_eval(value))
        elif name in PIP and words:
            found["PIP_" + name.upper().replace("-", "_")] = " ".join(words)
    return found, next((Path(os.environ[name]) for name in CERTIFICATES if os.environ.get(name)), certificates)


class Bare:
    """A bare Debian in a folder, and what was run to make and try it."""

    def __init__(self, suite: str, folder: Path):
        self.suite, self.folder = suite, folder
        self.took: list[tuple[str, float]] = []
        self.env, self.certificates = network()

    def make(self):
        """Install the suite and the README's packages, and nothing else. Raises CalledProcessError, like all that follows."""
        mirror = _output("apt-get", "indextargets", "--format", "$(REPO_URI)", "Origin: Debian", "Label: Debian").split()[:1]
        self._step("debootstrap", ["unshare", "--mount", "debootstrap", "--variant=minbase", self.suite, self.folder, *mirror], quiet=True)
        (self.folder / "etc/apt/apt.conf.d/99host").write_text(_output("apt-config", "dump", "Acquire"), encoding="utf-8")
        for name in ("resolv.conf", "hosts"):
            shutil.copyfile(f"/etc/{name}", self.folder / "etc" / name)
        if self.certificates:
            shutil.copyfile(self.certificates, self.folder / "certificates.pem")
            self.env |= dict.fromkeys(CERTIFICATES, "/certificates.pem")
        packages = line("apt").removeprefix("sudo apt install ")
        self.run(f"apt-get update -qq && apt-get install -y -qq {packages}", quiet=True)

    def clone(self, commit: str):
        """Bring a commit of this project as a fresh clone."""
        place = self.folder / PLACE[1:]
        self._step(f"clone of {commit[:7]}", [*GIT, "clone", "--quiet", "--no-hardlinks", "--no-checkout", ROOT, place], quiet=True)
        subprocess.run([*GIT, "-C", place, "checkout", "--quiet", commit], check=True)

    def give(self, user: str):
        """Make a user who may do everything with sudo, and the owner of the clone."""
        self.run(
            f"apt-get install -y -qq sudo && useradd --create-home {user} && chown -R {user} {PLACE} "
            f"&& echo '{user} ALL=(ALL) NOPASSWD: ALL' > /etc/sudoers.d/{user}",
            quiet=True,
        )

    def run(self, command: str, place: str = "/", user: str = "root", quiet: bool = False):
        """Run a line in the system, in a folder and as a user of it."""
        home = "/root" if user == "root" else f"/home/{user}"
        env = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "HOME": home, "LANG": "C.UTF-8"} | self.env
        inside = [
            "env",
            "-i",
            *(f"{name}={value}" for name, value in env.items()),
            "runuser",
            "-u",
            user,
            "--",
            "sh",
            "-c",
            f"cd {place} && {command}",
        ]
        self._step(command, ["unshare", "--mount", "--pid", "--fork", "--kill-child", "sh", "-ec", ENTER, self.folder, *inside], quiet)

    def _step(self, name, command, quiet):
        print(f"== {self.suite}: {name}", flush=True)
        start = time.monotonic()
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=quiet, text=True)
        self.took.append((name, time.monotonic() - start))
        if done.returncode:
            print(done.stdout or "", done.stderr or "", flush=True)
            raise subprocess.CalledProcessError(done.returncode, name)


def _output(*command):
    return subprocess.run(command, capture_output=True, text=True).stdout


def attempt(suite: str, commit: str, commands: list[str], user: str | None) -> bool:
    """Run the commands on a commit in a new bare system and tell how long each step took; returns whether all went well."""
    with tempfile.TemporaryDirectory(prefix=f"bare-{suite}-", dir="/var/tmp") as place:
        bare, failed = Bare(suite, Path(place) / suite), None  # a folder that the users in it may enter
        try:
            bare.make()
            bare.clone(commit)
            if user:
                bare.give(user)
            for command in commands:
                bare.run(command, PLACE, user or "root")
        except subprocess.CalledProcessError as error:
            failed = error
        for name, seconds in bare.took:
            print(f"== {suite}: {seconds:6.0f} s  {name}")
        print(f"== {suite}: " + (f"FAILED {failed}" if failed else "all went well"), flush=True)
        return not failed


def main():
    """Exits with 1 if a command failed in one of the suites."""
    parser = argparse.ArgumentParser(prog="python3 -m tools.bare", description=__doc__)
    parser.add_argument("suites", nargs="+", metavar="suite", help="a release of Debian, such as bookworm (12) or trixie (13)")
    parser.add_argument("--run", action="append", metavar="COMMAND", help=f"instead of {' and '.join(COMMANDS)}; more than once if need be")
    parser.add_argument("--user", metavar="NAME", help="not as root, but as this user, made for it, who may use sudo")
    given = parser.parse_args()
    if os.geteuid() != 0 or not shutil.which("debootstrap"):
        sys.exit("Dit vraagt root en debootstrap: sudo apt install debootstrap, en dan sudo python3 -m tools.bare …")
    commit = _output(*GIT, "-C", str(ROOT), "rev-parse", "HEAD").strip()
    sys.exit(not all([attempt(suite, commit, given.run or list(COMMANDS), given.user) for suite in given.suites]))


if __name__ == "__main__":
    main()
