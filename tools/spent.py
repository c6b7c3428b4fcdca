"""Tells the seconds of processor time that a command takes, with all processes it starts: `python -m tools.spent make check`.

A busy machine makes a command last longer, but hardly spend more.
"""

from __future__ import annotations

import ctypes
import os
import resource
import subprocess
import sys
import time

ORPHANS = 36
"""PR_SET_CHILD_SUBREAPER: on Linux, what a command leaves behind comes to us, so that its time counts too."""


def adopt():
    """Let what our commands leave behind count with them, where the system can."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(ORPHANS, 1, 0, 0, 0)


def so_far() -> float:
    """The processor seconds of every process of ours that has ended."""
    while True:
        try:
            if os.waitpid(-1, os.WNOHANG)[0] == 0:
                break
        except ChildProcessError:
            break
    return sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2])


def spent(command, **options) -> float:
    """The processor seconds of a command, which must succeed; `options` are those of subprocess.run."""
    adopt()
    begin = so_far()
    subprocess.run(command, check=True, **options)
    return so_far() - begin


if __name__ == "__main__":
    adopt()
    begin = time.monotonic()
    code = subprocess.run(sys.argv[1:]).returncode
    print(f"{time.monotonic() - begin:.1f} s, {so_far():.1f} s processortijd", file=sys.stderr)
    sys.exit(code)
