"""One at a time: whoever writes in a folder of the project waits for who is already at it, and a lock dies with its owner."""

from __future__ import annotations

import contextlib
import os
import sys
import time
from pathlib import Path

try:
    import fcntl

    def _take(file):
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
except ImportError:  # Windows
    import msvcrt

    def _take(file):
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)


NAME = ".busy"
"""The file that is locked; it stays, empty, and git does not see it."""


@contextlib.contextmanager
def turn(folder: Path):
    """Within this block nobody else has their turn in `folder`; says in Dutch that it waits. Exits where it may not write."""
    try:
        file = os.open(folder / NAME, os.O_CREAT | os.O_RDWR, 0o666)
    except PermissionError:
        sys.exit(f"In {folder} mag u niet schrijven. Van wie is de map, of wat erin staat?")
    try:
        told = False
        while not _taken(file):
            if not told:
                print("Er loopt al een opdracht in deze map. Deze begint zodra die klaar is.", file=sys.stderr, flush=True)
                told = True
            time.sleep(0.2)
        yield
    finally:
        os.close(file)


def _taken(file):
    try:
        _take(file)
    except OSError:
        return False
    return True
