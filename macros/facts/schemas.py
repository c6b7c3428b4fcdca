"""Writes a JSON Schema per data file, so that an editor such as VS Code completes and checks while typing."""

from __future__ import annotations

import json
from pathlib import Path

from macros.facts.models import DECISION, KINDS, Search, Word

FOLDER = Path(__file__).parents[2] / "schemas"


def schemas() -> dict[str, str]:
    """File name → JSON text, one per kind; generated from the models, never edited."""
    # A clause is front matter above its text: no editor checks that against a schema.
    return {f"{kind}.json": _text(kind, _mapping(model)) for kind, model in KINDS.items() if kind not in ("clauses", *DECISION)} | {
        "decision.json": _decision(),
        "redirects.json": _text("redirects", {"type": "object", "additionalProperties": {"type": "string", "$defs": {}}}),
        "search.json": _text("search", Search.model_json_schema(by_alias=False)),
        "vocabulary.json": _text("vocabulary", {"type": "object", "additionalProperties": _mapping(Word)}),
    }


def _mapping(model):
    schema = model.model_json_schema(by_alias=False)
    definitions = schema.pop("$defs", {})
    definitions[model.__name__] = schema
    return {
        "type": ["object", "null"] if model.may_be_empty else "object",  # a file with a comment only is empty, and null in YAML
        "minProperties": 0 if model.may_be_empty else 1,
        "propertyNames": {"pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"},
        "additionalProperties": {"$ref": f"#/$defs/{model.__name__}"},
        "$defs": definitions,
    }


def _decision():
    parts = {kind: _mapping(KINDS[kind]) for kind in DECISION}
    definitions = {name: schema for part in parts.values() for name, schema in part.pop("$defs").items()}
    return _text(
        "decision", {"type": "object", "properties": parts, "required": list(DECISION), "additionalProperties": False, "$defs": definitions}
    )


def _text(kind, schema):
    definitions = schema.pop("$defs", None) or schema["additionalProperties"].pop("$defs")
    whole = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": f"data/{kind}", **schema, "$defs": definitions}
    return json.dumps(whole, indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name, text in schemas().items():
        (FOLDER / name).write_text(text, encoding="utf-8")
