"""What a screen reader gets: the tree of AT-SPI, which Orca reads, of a browser in a window. Run as a program it writes down that tree.

Firefox and WebKit build the tree as for any screen reader; what NVDA, JAWS or VoiceOver say of it is their own.
"""

from __future__ import annotations

import ctypes
import json
import os
import shutil
import subprocess
import sys
import time
from ctypes.util import find_library
from pathlib import Path
from typing import NamedTuple

from tests.conftest import ROOT
from tests.engines.driver import patient, screen

LAUNCHER = next((path for path in map(Path, ("/usr/libexec/at-spi-bus-launcher", "/usr/lib/at-spi-bus-launcher")) if path.exists()), None)


HEADS = ("column header", "row header")
"""What Firefox names after its words, and of which WebKit gives the words alone: a screen reader says the same."""


class Thing(NamedTuple):
    """What the reader meets: what it is (link, heading, radio button …), what it is called, and how deep it stands."""

    role: str
    name: str
    depth: int


def lacks(engine):
    """What must be installed before it can be read in this engine."""
    there = {"xvfb": shutil.which("Xvfb"), "dbus-daemon": shutil.which("dbus-daemon"), "at-spi2-core": LAUNCHER and find_library("atspi")}
    return engine.lacks() + [package for package, found in there.items() if not found]


class Reader:
    """A browser of this engine as `browser`, and `things()`: what stands on its page for who listens."""

    def __init__(self, folder: Path, engine):
        quiet = {"stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL, "text": True}
        bus = subprocess.Popen(["dbus-daemon", "--session", "--print-address=1", "--nofork"], **quiet)
        shown, on_screen = screen()
        env = on_screen | {"DBUS_SESSION_BUS_ADDRESS": bus.stdout.readline().strip(), "GNOME_ACCESSIBILITY": "1"}
        launched = subprocess.Popen([LAUNCHER, "--launch-immediately", "--a11y=1", "--screen-reader=1"], env=os.environ | env, **quiet)
        self.browser = engine(folder, env=env)
        # A program of its own: the library ends its process when the bus ends.
        self.listener = subprocess.Popen([sys.executable, "-m", __name__], cwd=ROOT, env=os.environ | env, stdin=subprocess.PIPE, **quiet)
        self.processes = [self.listener, launched, shown, bus]

    def things(self, *, until):
        """What stands on the page, in its order, once the tree is still and something in it is called `until`."""
        before = []

        def still():
            nonlocal before
            last, before = before, self._page()
            if before and before == last and any(until in thing.name for thing in before):
                return before
            time.sleep(0.1)  # the tree follows the page a little later

        return patient(still, f"wie luistert, hoort '{until}' niet")

    def _page(self):
        self.listener.stdin.write("\n")
        self.listener.stdin.flush()
        found = [Thing(*thing) for thing in json.loads(self.listener.stdout.readline())]
        title = self.browser.evaluate("() => document.title")
        start = next((at for at, thing in enumerate(found) if (thing.role, thing.name) == ("document web", title)), None)
        if start is None:
            return []
        end = next((at for at in range(start + 1, len(found)) if found[at].depth <= found[start].depth), len(found))
        return found[start:end]

    def close(self):
        """End the browser and what it was read with."""
        self.browser.close()
        for process in self.processes:
            process.terminate()
            process.wait()


def listen():
    """For each line that comes in, write down what every program on this screen gives to who listens: [[role, name, depth]]."""
    library = ctypes.CDLL(find_library("atspi"))
    thing, number, text = ctypes.c_void_p, ctypes.c_int, ctypes.c_char_p
    calls = {
        "get_desktop": (thing, [number]),
        "accessible_get_child_count": (number, [thing, thing]),
        "accessible_get_child_at_index": (thing, [thing, number, thing]),
        "accessible_get_name": (text, [thing, thing]),
        "accessible_get_role_name": (text, [thing, thing]),
        "accessible_get_text_iface": (thing, [thing]),
        "text_get_character_count": (number, [thing, thing]),
        "text_get_text": (text, [thing, number, number, thing]),
    }
    desktop, children, child, named, role_of, texts, letters, words_of = (getattr(library, f"atspi_{name}") for name in calls)
    for function, (gives, takes) in zip((desktop, children, child, named, role_of, texts, letters, words_of), calls.values()):
        function.restype, function.argtypes = gives, takes
    library.atspi_init()

    def said(one, inner):
        """The text of what has no name of its own, with in the place of each piece within it the name of that."""
        held = texts(one)
        whole = (words_of(held, 0, letters(held, None), None) or b"").decode() if held else ""
        pieces = iter(inner)
        return "".join(next(pieces, "") if sign == "\ufffc" else sign for sign in whole)

    def read(one, depth, found):
        role, name = ((function(one, None) or b"").decode() for function in (role_of, named))
        start = len(found)
        found.append([role.removeprefix("push "), name, depth])  # newer versions call a push button a button
        for at in range(children(one, None)):
            if inner := child(one, at, None):
                read(inner, depth + 1, found)
        if not name and role in HEADS:
            found[start][1] = said(one, [words for _, words, deep in found[start:] if deep == depth + 1])
        found[start][1] = " ".join(found[start][1].split())
        return found

    for _ in sys.stdin:
        print(json.dumps(read(desktop(0), 0, [])), flush=True)


if __name__ == "__main__":
    listen()
