"""Writes the schemas of data/ again after a change in the models, with a new version for each published one that became another: `make schemas`."""

from __future__ import annotations

import json

from macros.after.opendata import fingerprint
from macros.facts.models import KINDS
from macros.facts.schemas import FOLDER, VERSIONS, schemas, versions

if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name, text in schemas().items():
        (FOLDER / name).write_text(text, encoding="utf-8")
    VERSIONS.write_text(json.dumps(versions({kind: fingerprint(kind) for kind in KINDS}), indent=1) + "\n", encoding="utf-8")
