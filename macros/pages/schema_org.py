"""What a page is, in the words of schema.org, so that search engines show it well; it is data only and runs nothing."""

from __future__ import annotations

import json

from markdown import markdown

LICENSE = "https://creativecommons.org/licenses/by/4.0/"
GUIDE = "gids-2018"
"""The source that this site retells."""


def describe(guide, path: str, meta: dict, trail: list[tuple]) -> str:
    """The page at `path` as JSON-LD that may stand in a <script>.

    `meta` is the head of the page, `trail` the (title, path or None) of the menu above it.
    """
    address = guide.address
    page = {
        "@type": "WebPage",
        "@id": address + path,
        "url": address + path,
        "name": meta["title"],
        "description": meta["description"],
        "inLanguage": "nl-BE",
        "license": LICENSE,
        "isPartOf": {"@id": f"{address}#site"},
    }
    changed = meta.get("checked")
    kind, key, record = guide.links.pages.get(path, (None,) * 3)
    if record:
        page |= {"@type": "Article", "identifier": key}
        changed = record.checked
    if kind == "clauses":
        page |= {"@type": "CreativeWork", "version": record.version}
        changed = record.date
    if changed:
        page["dateModified"] = str(changed)
    special = {"": _site, guide.links.page("glossary"): _terms, guide.links.page("legal_questions"): _questions}
    page |= special.get(path, lambda *_: {})(guide, address + path)
    crumbs = [
        {"@type": "ListItem", "position": number, "name": title, "item": address + at}
        for number, (title, at) in enumerate(
            [(guide.name, ""), *((title, at) for title, at in trail if at not in (None, path)), (meta["title"], path)], 1
        )
    ]
    page = {key: value for key, value in page.items() if value is not None}
    graph = [page, {"@type": "BreadcrumbList", "itemListElement": crumbs}] if path else [page]
    # A < could end the script in which this stands.
    return json.dumps({"@context": "https://schema.org", "@graph": graph}, ensure_ascii=False).replace("<", "\\u003c")


def _site(guide, address):
    """The home page stands for the site as a whole, with its search and the guide it retells."""
    source = guide.site.sources[GUIDE]
    return {
        "@type": "WebSite",
        "@id": f"{address}#site",
        "name": guide.name,
        "isPartOf": None,
        "isBasedOn": {
            "@type": "CreativeWork",
            "name": source.title,
            "url": source.url,
            "publisher": {"@type": "Organization", "name": source.publisher},
            "datePublished": source.date,
        },
        "potentialAction": {
            "@type": "SearchAction",
            "target": f"{address}zoeken/?q={{search_term_string}}",
            "query-input": "required name=search_term_string",
        },
    }


def _terms(guide, address):
    """The glossary: each term with its definition."""
    return {
        "@type": "DefinedTermSet",
        "hasDefinedTerm": [
            {
                "@type": "DefinedTerm",
                "@id": f"{address}#{key}",
                "url": f"{address}#{key}",
                "name": concept.term,
                "description": guide.links.plain(concept.definition),
            }
            for key, concept in guide.site.glossary.items()
        ],
    }


def _questions(guide, address):
    """The legal questions with their answers, as HTML without links."""
    return {
        "@type": "FAQPage",
        "mainEntity": [
            {
                "@type": "Question",
                "@id": f"{address}#{key}",
                "name": guide.links.plain(question.question),
                "acceptedAnswer": {
                    "@type": "Answer",
                    "url": f"{address}#{key}",
                    "text": markdown(guide.links.plain(f"{question.short}\n\n{question.answer}")),
                },
            }
            for key, question in guide.site.legal_questions.items()
        ],
    }
