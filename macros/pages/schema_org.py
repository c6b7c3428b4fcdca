"""What a page is, in the words of schema.org, so that search engines show it well; it is data only and runs nothing."""
from __future__ import annotations

import json

from markdown import markdown

LICENSE = "https://creativecommons.org/licenses/by/4.0/"
GUIDE = "gids-2018"
"""The source that this site retells."""


def describe(blocks, path: str, meta: dict, trail: list[tuple], address: str, name: str) -> str:
    """The page at `path` as JSON-LD that may stand in a <script>.

    `meta` is the head of the page, `trail` the (title, path or None) of the menu above it, `address` where the site will stand
    and `name` what it is called.
    """
    page = {"@type": "WebPage", "@id": address + path, "url": address + path, "name": meta["title"], "description": meta["description"],
            "inLanguage": "nl-BE", "license": LICENSE, "isPartOf": {"@id": f"{address}#site"}}
    changed = meta.get("checked")
    kind, key, record = blocks.links.pages.get(path, (None,) * 3)
    if record:
        page |= {"@type": "Article", "identifier": key}
        changed = record.checked
    if kind == "clauses":
        page |= {"@type": "CreativeWork", "version": record.version}
        changed = record.date
    if changed:
        page["dateModified"] = str(changed)
    special = {"": _site, blocks.links.page("glossary"): _terms, blocks.links.page("legal_questions"): _questions}
    page |= special.get(path, lambda *_: {})(blocks, address + path, name)
    crumbs = [{"@type": "ListItem", "position": number, "name": title, "item": address + at} for number, (title, at) in enumerate(
        [(name, ""), *((title, at) for title, at in trail if at not in (None, path)), (meta["title"], path)], 1)]
    page = {key: value for key, value in page.items() if value is not None}
    graph = [page, {"@type": "BreadcrumbList", "itemListElement": crumbs}] if path else [page]
    # A < could end the script in which this stands.
    return json.dumps({"@context": "https://schema.org", "@graph": graph}, ensure_ascii=False).replace("<", "\\u003c")


def _site(blocks, address, name):
    """The home page stands for the site as a whole, with its search and the guide it retells."""
    guide = blocks.site.sources[GUIDE]
    return {"@type": "WebSite", "@id": f"{address}#site", "name": name, "isPartOf": None, "isBasedOn": {
        "@type": "CreativeWork", "name": guide.title, "url": guide.url, "publisher": {"@type": "Organization", "name": guide.publisher},
        "datePublished": guide.date}, "potentialAction": {
            "@type": "SearchAction", "target": f"{address}?q={{search_term_string}}", "query-input": "required name=search_term_string"}}


def _terms(blocks, address, _):
    """The glossary: each term with its definition."""
    return {"@type": "DefinedTermSet", "hasDefinedTerm": [
        {"@type": "DefinedTerm", "@id": f"{address}#{key}", "url": f"{address}#{key}", "name": concept.term,
         "description": blocks.links.plain(concept.definition)}
        for key, concept in blocks.site.glossary.items()]}


def _questions(blocks, address, _):
    """The legal questions with their answers, as HTML without links."""
    return {"@type": "FAQPage", "mainEntity": [
        {"@type": "Question", "@id": f"{address}#{key}", "name": blocks.links.plain(question.question), "acceptedAnswer": {
            "@type": "Answer", "url": f"{address}#{key}", "text": markdown(blocks.links.plain(f"{question.short}\n\n{question.answer}"))}}
        for key, question in blocks.site.legal_questions.items()]}
