"""Whether a jurist has read a clause as it stands: a review counts until a word, a cited article or its own term changes, and then says which."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import date

from macros.clauses import text as clauses
from macros.dutch import day
from macros.facts.dates import today
from macros.facts.models import Review

DRAFT, READ, LAPSED = "ontwerp", "nagekeken", "vervallen"
"""The entries of the list clause_states: no review, one that counts, one that no longer does."""


@dataclass(frozen=True)
class Standing:
    """Whether one variant of a clause was read: `state` is an entry of clause_states; `why` says in Dutch why a review no longer counts."""

    state: str
    review: Review | None = None
    why: tuple[str, ...] = ()


def _code(words: str) -> str:
    return hashlib.sha256(re.sub(r"\s+", " ", words).strip().encode()).hexdigest()[:12]


def text_code(writer, key: str, variant: str) -> str:
    """Twelve characters that change with each word of a variant as it is read: facts, tables of duties and filled fields included."""
    text = writer.site.clauses[key].texts["nl"][variant]
    filled = [f"{field}={writer.preset(field)}" for field in writer.blanks(text)]
    return _code("\n".join([writer.site.clauses[key].title, writer.words(text), *filled]))


def article_code(site, key: str) -> str:
    """Twelve characters that change with what is said of an article: its act and number, what it says, what it allows and what changed."""
    article = site.articles[key]
    facts = [article.gist, article.use, article.limits]
    words = [
        site.acts[article.act].name,
        article.number,
        *(fact.text for fact in facts if fact),
        *(change.what for change in article.changes),
    ]
    return _code("\n".join(words))


def cited(site, key: str, variant: str) -> list[str]:
    """The articles on which a variant rests: those of its legal basis, and those that its words name."""
    clause = site.clauses[key]
    return list(dict.fromkeys([*clause.articles, *clauses.CITATION.findall(clause.texts["nl"][variant])]))


def standing(writer, key: str, variant: str = "basis", on: date | None = None) -> Standing:
    """Whether a variant was read as it stands, on a day, by default that of the build. The last review that counts goes first."""
    found = [review for review in writer.site.reviews.values() if review.clause == key and variant in review.texts]
    told = [(lapsed(writer, review, variant, on or today()), review) for review in sorted(found, key=lambda r: r.date, reverse=True)]
    for why, review in told:
        if not why:
            return Standing(READ, review)
    return Standing(LAPSED, told[0][1], tuple(told[0][0])) if told else Standing(DRAFT)


def lapsed(writer, review: Review, variant: str, on: date) -> list[str]:
    """Why a review of a variant no longer counts on a day, in Dutch; empty as long as it does."""
    site, clause = writer.site, writer.site.clauses[review.clause]
    why = []
    if review.texts[variant] != text_code(writer, review.clause, variant):
        now = "" if review.version == clause.version else f", nu versie {clause.version}"
        why.append(f"de tekst is veranderd sinds versie {review.version}{now}")
    for key in cited(site, review.clause, variant):
        if key not in review.articles:
            why.append(f"de tekst steunt nu ook op {writer.cite(key)}")
        elif review.articles[key] != article_code(site, key):
            why.append(f"wat hier staat over {writer.cite(key)} is veranderd")
    if review.valid_until < on:
        why.append(f"het nazicht gold tot {day(review.valid_until)}")
    return why


def words(site, standing: Standing, language: str = "nl") -> str:
    """The standing in a few words of Dutch, for a line under a text in a language: who read it and when, or that no one did. Of a
    translation it says that the Dutch text was read."""
    if standing.state != READ:
        return site.word("clause_states", standing.state)
    which = "" if language == "nl" else "Nederlandse tekst "
    return f"{which}nagekeken door {standing.review.organisation} op {day(standing.review.date)}"


def record(writer, key: str) -> str:
    """What an editor puts in reviews.yml once a jurist has read a clause, with the codes filled in and the rest to complete."""
    clause = writer.site.clauses[key]
    variants = list(clause.texts["nl"])
    articles = list(dict.fromkeys(article for variant in variants for article in cited(writer.site, key, variant)))
    return "\n".join(
        [
            f"{key}-{clause.version.replace('.', '-')}:",
            f"  clause: {key}",
            f'  version: "{clause.version}"',
            "  texts:",
            *(f'    {variant}: "{text_code(writer, key, variant)}"' for variant in variants),
            "  articles:",
            *(f'    {article}: "{article_code(writer.site, article)}"' for article in articles),
            *(f"  {field}:" for field in ("who", "role", "organisation", "date", "scope", "conditions", "valid_until")),
        ]
    )
