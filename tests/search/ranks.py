"""Judges the search: puts every judged query to a search worker and finds the rank of a right answer."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path

import material
import yaml

from tests import node

QUERIES = Path(__file__).parent / "queries.yml"
OURS = "assets/search-worker.js"
STOCK = (
    "assets/javascripts/workers/"
    + next((Path(material.__file__).parent / "templates/assets/javascripts/workers").glob("search.*.min.js")).name
)

ASK = """async (index, queries, drawn, whole) => {
  const answers = []
  let heard
  globalThis.postMessage = message => { answers.push(message); heard() }
  const put = message => new Promise(done => { heard = done; for (const listen of listeners) listen({ data: message }) })
  await put({ type: 0, data: { config: index.config, docs: index.docs, options: { suggest: false } } })
  const found = [], fields = {}, type = value => value === null ? "null" : Array.isArray(value) ? "array" : typeof value
  for (const query of queries) {
    await put({ type: 2, data: query })
    const { items } = answers.pop().data
    for (const field of drawn) fields[field] = [...new Set([...fields[field] ?? [], ...items.flat().map(doc => type(doc[field]))])]
    found.push(whole ? items : items.slice(0, 10).map(item => item.map(({ location, score }) => ({ location, score }))))
  }
  return [found, fields]
}"""
"""Sets a worker up as the theme does and asks it every query; gives the first ten results, with only what ranks
them, or all as the theme receives them (thousands of answers with their texts are much to carry over), and the types of what it draws."""

DRAWN = ("location", "title", "text", "score", "terms")
"""What the theme draws of a result; it reads nothing else."""


def load():
    """The judged queries: a list of {q, kind, half, right}; `right` holds the addresses of good first answers."""
    return yaml.load(QUERIES.read_text(encoding="utf-8"), yaml.CSafeLoader)


def answers(site, script, queries, whole=False):
    """What the worker `script` of the site in the folder `site` answers to each query, and the types it gives to each field that is drawn.

    Of each answer the addresses and scores, or, if `whole`, all that the theme receives.
    """
    index = json.loads((site / "search" / "search_index.json").read_text(encoding="utf-8"))
    return node.call([site / script], ASK, index, queries, DRAWN, whole)


def ask(*args, **options):
    """The same without the types."""
    return answers(*args, **options)[0]


def seen(result):
    """The two addresses a reader sees at once for one result: where its head leads, and the first other section that is not folded away.

    The theme draws a result this way: a page as its head, or else the last; sections below it that score as the first; the rest folded.
    """
    head = next((doc for doc in result if "#" not in doc["location"]), result[-1])
    shown = [doc for doc in result if doc["location"] != head["location"] and doc["score"] >= result[0]["score"]]
    return [head["location"], *(doc["location"] for doc in shown[:1])]


def rank(items, right):
    """The place of the first result that shows a right address, from 1; None when it is not among the first ten."""
    for place, result in enumerate(items[:10], start=1):
        if set(seen(result)) & set(right):
            return place
    return None


def score(queries, ranks):
    """success@1, @3, @5 in percent and the mean reciprocal rank, per kind and for 'alles': kind → (n, s1, s3, s5, mrr)."""
    kinds = defaultdict(list)
    for query, place in zip(queries, ranks):
        kinds[query["kind"]].append(place)
        kinds["alles"].append(place)
    share = lambda places, most: 100 * sum(p is not None and p <= most for p in places) / len(places)
    return {kind: (len(p), share(p, 1), share(p, 3), share(p, 5), sum(1 / x for x in p if x) / len(p)) for kind, p in kinds.items()}
