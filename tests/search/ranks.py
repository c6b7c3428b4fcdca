"""Judges the search: puts every judged query to a search worker and finds the rank of a right answer."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path

import material
import yaml
from material.plugins.search.plugin import Parser

from tests import node

QUERIES = Path(__file__).parent / "queries.yml"
OURS = "assets/search-worker.js"
STOCK = (
    "assets/javascripts/workers/"
    + next((Path(material.__file__).parent / "templates/assets/javascripts/workers").glob("search.*.min.js")).name
)

ASK = """async (index, queries, whole, asked) => {
  const put = data => new Promise(done => {
    globalThis.postMessage = done
    for (const listen of listeners) listen({ data })
  })
  await put({ index })
  const answers = []
  for (const query of queries) answers.push(await put({ query, ...asked }))
  return whole ? answers : answers.map(({ results }) => results.map(({ location }) => location))
}"""
"""Gives our worker the index and every query: the addresses of the results, or all that the page receives."""

ASK_STOCK = """async (index, queries) => {
  const put = data => new Promise(done => {
    globalThis.postMessage = ({ data }) => done(data)
    for (const listen of listeners) listen({ data })
  })
  await put({ type: 0, data: { ...index, options: { suggest: false } } })
  const answers = []
  for (const query of queries) answers.push((await put({ type: 2, data: query })).items)
  return answers.map(items => items.slice(0, 10).map(item => item.toSorted((a, b) => b.score - a.score)[0].location))
}"""
"""The same for the theme's own; of each of its results the link that Enter would follow."""

LANGUAGE = {
    "lang": ["nl"],
    "separator": "[\\s\\-]+",
    "pipeline": ["stopWordFilter"],
    "fields": {"title": {"boost": 1000.0}, "text": {"boost": 1.0}},
}
"""How the theme searches Dutch."""


def load():
    """The judged queries: a list of {q, kind, half, right}; `right` holds the addresses of good first answers."""
    return yaml.load(QUERIES.read_text(encoding="utf-8"), yaml.CSafeLoader)


def index(site):
    """The index of the site in the folder `site`."""
    return json.loads((site / "search" / "index.json").read_text(encoding="utf-8"))


def ask(site, queries, whole=False, **asked):
    """What our worker answers to each query: the addresses it leads to, best first, or, if `whole`, all that the page receives.

    With `to` it tells no more results than so many, as when the box asks for those it shows first.
    """
    return node.call([site / OURS], ASK, index(site), queries, whole, asked)


def ask_stock(site, queries, found=None):
    """What the theme's own worker answers on the same pages, or on the index `found` that it made itself."""
    return node.call([site / STOCK], ASK_STOCK, found or stock_index(site), queries)


def stock_index(site):
    """The index as the theme makes it, of the sections that ours has."""
    known = {doc["location"]: doc["title"] for doc in index(site)["docs"]}
    docs = []
    for page in {place.partition("#")[0] for place in known}:
        parser = Parser()
        parser.feed((site / page / "index.html").read_text(encoding="utf-8").partition("<article")[2].partition("</article>")[0])
        for section in parser.data:
            place = f"{page}#{section.id}" if section.id else page
            if place in known:
                docs.append({"location": place, "title": known[place], "text": "".join(section.text).strip()})
    return {"config": LANGUAGE, "docs": docs}


def rank(answer, right):
    """The place of the first result that leads to a right address, from 1; None when it is not among the first ten."""
    return next((place for place, address in enumerate(answer[:10], start=1) if address in right), None)


def score(queries, ranks):
    """success@1, @3, @5 in percent and the mean reciprocal rank, per kind and for 'alles': kind → (n, s1, s3, s5, mrr)."""
    kinds = defaultdict(list)
    for query, place in zip(queries, ranks):
        kinds[query["kind"]].append(place)
        kinds["alles"].append(place)
    share = lambda places, most: 100 * sum(p is not None and p <= most for p in places) / len(places)
    return {kind: (len(p), share(p, 1), share(p, 3), share(p, 5), sum(1 / x for x in p if x) / len(p)) for kind, p in kinds.items()}
