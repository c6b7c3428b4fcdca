"""After the build: one zip of the site that works from a folder, by double-click and without network."""

from __future__ import annotations

import json
import re
import shutil
import sys
import tempfile
import zipfile
from pathlib import Path

NAME = "sociaal-verantwoorde-werkkledij"
ZIP = f"bestanden/{NAME}.zip"
"""Where the site offers its copy."""

LINK = re.compile(r'(\b(?:href|action|data-page|data-href|data-short)=")([^":#?]*)(?=[#?"])')
"""A link within the site: no scheme, before its ? or #."""

POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')
"""Left out: for a page opened from disk no file is "the same site", so the policy would refuse its own scripts."""

PRELOAD = re.compile(r'<link rel="preload"[^>]*>')
"""Left out: a page opened from disk may use a typeface beside it, but not ask for it ahead."""

DATE = (2018, 4, 1, 0, 0, 0)
"""The date of every file in the zip: the same site gives the same bytes."""


def pack(folder: Path) -> Path:
    """Write the zip into the built site `folder`; returns its path. Needs no mkdocs."""
    target = folder / ZIP
    with tempfile.TemporaryDirectory() as place:
        copy = Path(place) / NAME
        shutil.copytree(
            folder,
            copy,
            ignore=shutil.ignore_patterns(
                target.name, "sitemap.xml*", "*.map", "_headers", "nginx.conf", ".htaccess", "robots.txt", "index.md"
            ),
        )
        for page in copy.rglob("*.html"):
            text = PRELOAD.sub("", POLICY.sub("", page.read_text(encoding="utf-8")))
            page.write_text(LINK.sub(_file, text), encoding="utf-8")
        _index(copy)
        bundle = next(copy.glob("assets/javascripts/bundle.*.min.js"))
        bundle.write_text(
            (copy / "assets" / "offline.js").read_text(encoding="utf-8") + bundle.read_text(encoding="utf-8"), encoding="utf-8"
        )
        target.parent.mkdir(exist_ok=True)
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            for path in sorted(p for p in copy.rglob("*") if p.is_file()):
                entry = zipfile.ZipInfo(path.relative_to(place).as_posix(), DATE)
                entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
                archive.writestr(entry, path.read_bytes())
    return target


def _file(match):
    """A link to a folder becomes a link to the page in it: a folder opened from disk shows a list of files."""
    path = match[2]
    last = path.rsplit("/", 1)[-1]
    if not path or last not in ("", ".", ".."):
        return match[0]
    return f"{match[1]}{path.rstrip('/')}/index.html"


def _index(copy):
    """The search index as a script, since a page opened from disk may not fetch a file."""
    path = copy / "search" / "index.json"
    index = json.loads(path.read_text(encoding="utf-8"))

    def here(address):
        page, mark, anchor = address.partition("#")
        return f"{page}index.html{mark}{anchor}"

    for doc in index["docs"]:
        doc["location"] = here(doc["location"])
    for way in index["ways"]:
        way["location"] = here(way["location"])
    path.with_suffix(".js").write_text(f"globalThis.searchIndex = {json.dumps(index, ensure_ascii=False)}\n", encoding="utf-8")
    path.unlink()


if __name__ == "__main__":
    print(pack(Path(sys.argv[1])))
