"""Cuts the pages of a built site into what the search can find: each heading with an address, with the lines that stand below it."""

from __future__ import annotations

from macros.facts.links import url
from macros.pages import made
from macros.preview import kept
from macros.search import article


def each(guide, pages: dict[str, str]) -> list[dict]:
    """The sections of all pages that may be found, in the order of the site: `location`, `title` and `lines`.

    `pages` are the pages of the built site by their file. A page that says `search: {exclude: true}` in its head is left out.
    """
    found = []
    for source in sorted(guide.texts, key=made.order):
        meta, place = guide.texts[source][0], url(source)
        if (meta.get("search") or {}).get("exclude"):
            continue
        html = pages[f"{place}index.html"]
        for id, title, lines in kept.once(kept.key("sections", kept.code(article.__name__), html), lambda html=html: article.read(html)):
            found.append({"location": f"{place}#{id}" if id else place, "title": title or meta["title"], "lines": lines})
    return found
