"""Writes a JSON Schema per data file, so that an editor such as VS Code completes and checks while typing."""

from __future__ import annotations

import json
from pathlib import Path

from macros.facts.models import DECISION, KINDS, Search, Word

FOLDER = Path(__file__).parents[2] / "schemas"

VERSIONS = Path(__file__).parents[1] / "after" / "versions.json"
"""Kind → version → fingerprint of the schema under which its records are published, oldest first."""


def schemas() -> dict[str, str]:
    """File name → JSON text, one per kind; generated from the models, never edited."""
    # A clause is front matter above its text: no editor checks that against a schema.
    return {f"{kind}.json": _text(kind, mapping(model)) for kind, model in KINDS.items() if kind not in ("clauses", *DECISION)} | {
        "decision.json": _decision(),
        "redirects.json": _text("redirects", {"type": "object", "additionalProperties": {"type": "string", "$defs": {}}}),
        "search.json": _text("search", Search.model_json_schema(by_alias=False)),
        "vocabulary.json": _text("vocabulary", {"type": "object", "additionalProperties": mapping(Word)}),
    }


def mapping(model, internal=()) -> dict:
    """The schema of a mapping from id to record of a model, without its `internal` fields."""
    schema = model.model_json_schema(by_alias=False)
    definitions = schema.pop("$defs", {})
    for name in internal:
        del schema["properties"][name]
    definitions[model.__name__] = schema
    return {
        "type": ["object", "null"] if model.may_be_empty else "object",  # a file with a comment only is empty, and null in YAML
        "minProperties": 0 if model.may_be_empty else 1,
        "propertyNames": {"pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"},
        "additionalProperties": {"$ref": f"#/$defs/{model.__name__}"},
        "$defs": definitions,
    }


def _decision():
    parts = {kind: mapping(KINDS[kind]) for kind in DECISION}
    definitions = {name: schema for part in parts.values() for name, schema in part.pop("$defs").items()}
    return _text(
        "decision", {"type": "object", "properties": parts, "required": list(DECISION), "additionalProperties": False, "$defs": definitions}
    )


def _text(kind, schema):
    definitions = schema.pop("$defs", None) or schema["additionalProperties"].pop("$defs")
    whole = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": f"data/{kind}", **schema, "$defs": definitions}
    return json.dumps(whole, indent=1, ensure_ascii=False) + "\n"


def versions(fingerprints: dict[str, str]) -> dict[str, dict[str, str]]:
    """The versions of the published schemas, with a new one for each kind whose schema is another than the last: 1.0, 1.1, 1.2 …"""
    found = json.loads(VERSIONS.read_text(encoding="utf-8")) if VERSIONS.exists() else {}
    for kind, now in fingerprints.items():
        known = found.setdefault(kind, {})
        if not known:
            known["1.0"] = now
        elif (last := list(known)[-1]) and known[last] != now:
            major, minor = last.split(".")
            known[f"{major}.{int(minor) + 1}"] = now
    return dict(sorted(found.items()))
