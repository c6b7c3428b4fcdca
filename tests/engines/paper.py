"""Prints pages with WebKit, whose way of laying out a sheet is its own; run as a program it writes one PDF a page.

WebDriver asks WebKit for no print, so this opens its window by itself, through the libraries that come with it.
"""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
from ctypes.util import find_library
from pathlib import Path

from tests.conftest import ROOT
from tests.engines.driver import PATIENCE, WebKit, screen

LIBRARIES = {"gtk": "gtk-3", "webkit": "webkit2gtk-4.1", "glib": "glib-2.0", "objects": "gobject-2.0"}
FINISHED = 3
"""What WebKit calls a page that has loaded whole."""


def lacks():
    """What must be installed before it can print."""
    return WebKit.lacks() or ([] if all(map(find_library, LIBRARIES.values())) else ["webkit2gtk-driver"])


def print_all(addresses: list[str], folder: Path) -> list[Path]:
    """Print each address on A4 into a PDF in `folder`; returns the files, in the same order. Raises CalledProcessError when WebKit fails."""
    shown, env = screen()
    env |= {"HOME": str(folder), "XDG_RUNTIME_DIR": str(folder), "LANG": "C.UTF-8"}
    command = [sys.executable, "-m", __name__, folder, *addresses]
    try:
        subprocess.run(command, cwd=ROOT, env=os.environ | env, check=True, capture_output=True, timeout=2 * PATIENCE)
    finally:
        shown.terminate()
        shown.wait()
    return [folder / f"{at}.pdf" for at in range(len(addresses))]


def work(folder, *addresses):
    """Open one address after the other and print each once it has loaded and its scripts had a turn."""
    thing, number, text = ctypes.c_void_p, ctypes.c_int, ctypes.c_char_p
    found = {name: ctypes.CDLL(find_library(library)) for name, library in LIBRARIES.items()}

    def call(library, name, *given, gives=None):
        function = getattr(found[library], name)
        function.restype = gives
        kinds = {bytes: text, int: number}
        return function(*(kinds.get(type(one), type(one))(one) if isinstance(one, bytes | int) else one for one in given))

    def make(library, name, *given):
        return thing(call(library, name, *given, gives=thing))

    kept, left = [], list(enumerate(addresses))

    def on(source, name, kind, action):
        kept.append(kind(action))
        call("objects", "g_signal_connect_data", source, name, kept[-1], None, None, 0)

    call("gtk", "gtk_init_check", None, None)
    window, view = make("gtk", "gtk_window_new", 0), make("webkit", "webkit_web_view_new")
    settings, sheet = make("gtk", "gtk_print_settings_new"), make("gtk", "gtk_page_setup_new")
    call("gtk", "gtk_page_setup_set_paper_size_and_default_margins", sheet, make("gtk", "gtk_paper_size_new", b"iso_a4"))
    call("gtk", "gtk_container_add", window, view)
    call("gtk", "gtk_widget_show_all", window)

    def follow(*_):
        if left:
            call("webkit", "webkit_web_view_load_uri", view, left[0][1].encode())
        else:
            call("gtk", "gtk_main_quit")

    def put_on_paper(_):
        at, _ = left.pop(0)
        job = make("webkit", "webkit_print_operation_new", view)
        call("gtk", "gtk_print_settings_set_printer", settings, b"Print to File")
        call("gtk", "gtk_print_settings_set", settings, b"output-uri", (Path(folder).resolve() / f"{at}.pdf").as_uri().encode())
        call("webkit", "webkit_print_operation_set_print_settings", job, settings)
        call("webkit", "webkit_print_operation_set_page_setup", job, sheet)
        on(job, b"finished", ctypes.CFUNCTYPE(None, thing, thing), follow)
        call("webkit", "webkit_print_operation_print", job)
        return 0

    later = ctypes.CFUNCTYPE(number, thing)(put_on_paper)
    on(
        view,
        b"load-changed",
        ctypes.CFUNCTYPE(None, thing, number, thing),
        lambda _, event, __: event == FINISHED and call("glib", "g_idle_add", later, None),
    )
    follow()
    call("gtk", "gtk_main")


if __name__ == "__main__":
    work(*sys.argv[1:])
