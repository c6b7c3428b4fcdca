"""Scripts: each stands beside its component, and the site offers it at an address that does not change with its room."""

import re

import pytest

from macros.after import scripts
from tests.conftest import ROOT

SRC = re.compile(r'<script[^>]*\bsrc="([^"]+)"')


def test_site_has_every_script(built):
    """The site offers each script as it stands in its room, and docs/ holds none."""
    assert len(scripts.files()) > 10
    assert [name for name, path in scripts.files().items() if (built / name).read_bytes() != path.read_bytes()] == []
    assert list((ROOT / "docs").rglob("*.js")) == []


def test_pages_find_their_scripts(built):
    """Every script that a page asks for is there, and every script of ours is asked for by a page or by another script."""
    asked, lost = set(), []
    for page in built.rglob("*.html"):
        for source in SRC.findall(page.read_text(encoding="utf-8")):
            file = built / source.lstrip("/") if page.name == "404.html" else (page.parent / source).resolve()
            asked.add(file.name)
            lost += [] if file.is_file() else [(page.relative_to(built).as_posix(), source)]

    assert lost == []
    named = asked | {"search-worker.js", "offline.js"}  # the first is named in the theme's settings, the second goes into the copy
    assert {name.removeprefix(scripts.FOLDER) for name in scripts.files()} <= named


def test_same_name_in_two_rooms_is_refused(tmp_path, monkeypatch):
    """Two scripts of one name would have one address: that is refused with both rooms. What only serves an editor is no part of the site."""
    for room in ("pages", "search", "preview"):
        (tmp_path / room).mkdir()
    for file in ("pages/menu.js", "preview/reload.js"):
        (tmp_path / file).write_text("", encoding="utf-8")
    monkeypatch.setattr(scripts, "ROOMS", tmp_path)
    assert scripts.files() == {"assets/menu.js": tmp_path / "pages" / "menu.js"}
    (tmp_path / "search" / "menu.js").write_text("", encoding="utf-8")

    with pytest.raises(ValueError, match="menu.js staat in twee kamers: pages en search"):
        scripts.files()
