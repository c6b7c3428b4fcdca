"""Builds anew after each change while mkdocs serves, with the code of now."""
from __future__ import annotations

import sys


def forget():
    """Let Python read our code anew when it is next asked for, this room aside: it holds what stays."""
    for name in [name for name in sys.modules if name.partition(".")[0] == "macros" and not name.startswith("macros.preview")]:
        del sys.modules[name]


class Preview:
    """Stands between the server of mkdocs and its builder."""

    def __init__(self, server):
        sys.dont_write_bytecode = True   # two changes within a second, of the same length, look the same to what Python keeps of a module
        self.build, server.builder = server.builder, self.rebuild

    def rebuild(self):
        """Build the site; called by the server after a change."""
        forget()
        self.build()
