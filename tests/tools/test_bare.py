"""What runs the README's commands on a bare machine, and how sources come out of git."""

import subprocess

import pytest

from tests.conftest import ROOT
from tools import bare


def test_commands_are_those_of_the_readme():
    """What is tried is what the README says to do."""
    lines = [line.split("  ")[0] for line in (ROOT / "README.md").read_text(encoding="utf-8").splitlines()]

    assert [command for command in bare.COMMANDS if command not in lines] == []


def test_way_to_the_registries(monkeypatch, tmp_path):
    """Proxy, index and certificates of this machine go along; its folders do not."""
    for name in (*bare.CERTIFICATES, *bare.PROXIES, *map(str.upper, bare.PROXIES)):
        monkeypatch.delenv(name, raising=False)
    for name, value in {
        "https_proxy": "http://proxy.example.org",
        "PIP_INDEX_URL": "https://index.example.org",
        "PIP_EXTRA_INDEX_URL": "file:///map https://extra.example.org",
        "PIP_FIND_LINKS": "/map",
        "PIP_CERT": str(tmp_path / "cert.pem"),
    }.items():
        monkeypatch.setenv(name, value)

    env, certificates = bare.network()

    assert env["https_proxy"] == "http://proxy.example.org" and env["PIP_INDEX_URL"] == "https://index.example.org"
    assert env["PIP_EXTRA_INDEX_URL"] == "https://extra.example.org" and certificates == tmp_path / "cert.pem"
    assert [value for value in env.values() if "/map" in value] == []


@pytest.mark.parametrize("path", [".ci/run", "Makefile", "data/chain.yml"])
def test_windows_checkout(path, tmp_path):
    """A checkout on Windows, where git likes to end lines otherwise, has every file as it is here."""
    ours = (ROOT / path).read_bytes()
    source = tmp_path / "source"
    (source / path).parent.mkdir(parents=True, exist_ok=True)
    (source / path).write_bytes(ours)
    (source / ".gitattributes").write_bytes((ROOT / ".gitattributes").read_bytes())
    who = ["-c", "user.name=n", "-c", "user.email=n@example.org"]
    for command in (["init", "-q"], ["add", "-A"], [*who, "commit", "-q", "-m", "m"]):
        subprocess.run(["git", *command], cwd=source, check=True)

    subprocess.run(["git", "-c", "core.autocrlf=true", "clone", "-q", source, tmp_path / "windows"], check=True)

    assert (tmp_path / "windows" / path).read_bytes() == ours
