"""After the build: short addresses and redirects, so that no address that was ever published dies."""
from __future__ import annotations

import re
from pathlib import Path

from macros.problems import DataError, Problem, suggest

SHORT = "r/{id}/"
"""The short address of a record: it stays when the page of its kind moves."""


def published(folder: Path) -> set[str]:
    """Every address of a built site: each page, and each anchor of its article as page#anchor."""
    found = set()
    for path in folder.rglob("index.html"):
        text = path.read_text(encoding="utf-8")
        page = path.parent.relative_to(folder).as_posix() + "/"
        page = "" if page == "./" else page
        found.add(page)
        article = text[text.find("<article"):text.rfind("</article>")]
        found |= {f"{page}#{anchor}" for anchor in re.findall(r'\sid="([^"]+)"', article) if not anchor.startswith("__")}
    return found


def short(site, links):
    """Short address → address, for every record that a reader may point at."""
    kinds = [kind for kind in site.kinds if kind not in ("sources", "notes")]
    wanted = {key for kind, key, _ in site.records() if kind in kinds or kind == "options"}
    found = {SHORT.format(id=key): f"begrippen/#{key}" for key in site.glossary}
    return found | {SHORT.format(id=key): links.address(key).lstrip("/").replace("index.md", "").replace(".md", "/")
                    for key in wanted}


def write(site, links, jinja, folder: Path, address: str):
    """Write a page for each short address and each redirect; `address` is where the site will stand, ending in a slash.

    Raises DataError when a redirect leads nowhere, or stands where a page is.
    """
    known = published(folder)
    moved = {**short(site, links), **site.redirects}
    problems = []
    for old, new in site.redirects.items():
        if new not in known:
            problems.append(Problem("data/redirects.yml", f"leidt naar '{new}', maar dat adres is er niet." + suggest(new, known), old))
        if "#" not in old and old in known:
            problems.append(Problem("data/redirects.yml", "hier staat een pagina; een pagina kan niet ook verhuisd zijn", old))
    problems += [Problem("data/redirects.yml", "een verhuisd adres eindigt op een schuine streep", old)
                 for old in site.redirects if "#" not in old and not old.endswith("/")]
    if problems:
        raise DataError(problems)
    for old, new in moved.items():
        if "#" not in old:
            path = folder / old / "index.html"
            path.parent.mkdir(parents=True, exist_ok=True)
            root = "../" * old.count("/")
            title = new.rstrip("/").replace("/#", "/").replace("/", " › ").replace("-", " ")
            path.write_text(jinja.get_template("redirect.html").render(target=new, root=root, title=title, address=address), encoding="utf-8")
