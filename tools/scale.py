"""Makes variants of the project to measure: with more data, or as a stock Material site with the same pages."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import yaml

ROOT = Path(__file__).parent.parent
MACROS = re.compile(r"(?m)^watch:.+\n|^  - macros:\n(    .+\n)+")
OWN = re.compile(r"(?m)^  custom_dir:.+\n|^extra_css:.+\n|^extra_javascript:\n(  - .+\n)+")
MENU = "      - systemen/index.md\n"
TEMPLATE = re.compile(r"(?m)^template:.+\n")


def multiplied(folder: Path, times: int) -> Path:
    """A copy of the project in which each verification system stands `times` times, in groups of the menu; returns `folder`."""
    for name in ("data", "docs", "macros", "overrides"):
        shutil.copytree(ROOT / name, folder / name)
    menu = ""
    for number in range(2, times + 1):
        # Groups in groups of ten: a menu that lists everything on every page is never linear.
        if number % 10 == 0 or number == 2:
            menu += f"      - Kopieën vanaf {number}:\n"
        menu += f"          - Kopie {number}:\n"
        for path in sorted((ROOT / "data" / "systems").glob("*.yml")):
            key = f"{path.stem}-{number}"
            record = yaml.safe_load(path.read_text(encoding="utf-8"))[path.stem]
            record["name"] += f" {number}"
            for field in ("abbreviations", "former_names", "synonyms"):
                record |= {field: [f"{form} {number}" for form in record[field]]} if field in record else {}
            (folder / "data" / "systems" / f"{key}.yml").write_text(yaml.safe_dump({key: record}, allow_unicode=True), encoding="utf-8")
            menu += f"              - systemen/{key}.md\n"
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    (folder / "mkdocs.yml").write_text(settings.replace(MENU, MENU + menu), encoding="utf-8")
    return folder


def plain(folder: Path, stock: bool = False) -> Path:
    """The same pages as plain Markdown, to build without our macros, with the search of the theme in place of ours and, if `stock`, without
    our assets and overrides; returns `folder`."""
    folder.mkdir()
    subprocess.run([sys.executable, "-m", "macros", "pages", folder / "docs", "http://127.0.0.1:8000/"], cwd=ROOT, check=True)
    settings = MACROS.sub("", (ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
    settings = settings.replace("plugins:\n", "plugins:\n  - search: {lang: nl}\n")
    (folder / "mkdocs.yml").write_text(OWN.sub("", settings) if stock else settings, encoding="utf-8")
    if stock:
        for page in (folder / "docs").rglob("*.md"):
            page.write_text(TEMPLATE.sub("", page.read_text(encoding="utf-8"), count=1), encoding="utf-8")
    else:
        shutil.copytree(ROOT / "overrides", folder / "overrides")
    return folder
