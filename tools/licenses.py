"""Writes licenses/packages.md: every package that builds or tests the site, with its version and licence; `make lock` runs it."""

from __future__ import annotations

import re
from importlib.metadata import files, metadata
from pathlib import Path

ROOT = Path(__file__).parent.parent
PATH = ROOT / "licenses" / "packages.md"
PIN = re.compile(r"^([A-Za-z0-9._-]+)==(\S+)", re.M)


def locked(name: str) -> dict[str, str]:
    """Package → version, of a file that `make lock` wrote."""
    return dict(PIN.findall((ROOT / name).read_text(encoding="utf-8")))


def licence(package: str) -> str:
    """The licence that an installed package states: its SPDX expression, else its classifiers, its own words, the top of its licence."""
    told = metadata(package)
    classified = [line.rpartition(" :: ")[2] for line in told.get_all("Classifier", []) if line.startswith("License ::")]
    own = (told.get("License") or "").strip().split("\n")[0]
    texts = [file.read_text(encoding="utf-8") for file in files(package) if "LICENSE" in file.name]
    return told.get("License-Expression") or ", ".join(classified) or own or texts[0].strip().split("\n")[0]


def table() -> str:
    """The list as Markdown."""
    ships = locked("requirements.txt")
    rows = [
        f"| {name} | {version} | {licence(name)} | {'bouwen' if name in ships else 'testen'} |"
        for name, version in sorted(locked("requirements-dev.txt").items(), key=lambda item: item[0].lower())
    ]
    return (
        "\n".join(
            [
                "# Pakketten van anderen, met hun licentie",
                "",
                "Gemaakt door `make lock`. Van deze pakketten staan in de gebouwde site alleen het thema (mkdocs-material, met lunr en",
                "andere scripts die het zelf noemt) en de letters uit fontpkg-source-sans-3 en fontpkg-source-serif-4, met hun licentie",
                "in assets/fonts/.",
                "",
                "| Pakket | Versie | Licentie | Voor |",
                "| --- | --- | --- | --- |",
                *rows,
            ]
        )
        + "\n"
    )


if __name__ == "__main__":
    PATH.write_text(table(), encoding="utf-8")
