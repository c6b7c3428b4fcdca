"""How a command writes a data file: as an editor would, each value in full."""

from __future__ import annotations

import yaml


class _Plain(yaml.SafeDumper):
    def ignore_aliases(self, data):
        return True  # the same date four times, each in full


def plain(records: dict) -> str:
    """The YAML of records: in their own order, without anchors."""
    return yaml.dump(records, Dumper=_Plain, allow_unicode=True, sort_keys=False, width=120) if records else ""
