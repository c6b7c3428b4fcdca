"""Drives Chromium, Firefox and WebKit as they come with a system, with real clicks and keys, in one way.

Playwright drives Chromium, but of the other two only builds of its own. Both understand the commands of the W3C's WebDriver: WebKit by the
program that comes with it, Firefox by itself, over a socket (Marionette).
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
import zipfile
from pathlib import Path

from tests.conftest import until

PATIENCE = 60
"""Seconds after which what does not come counts as not coming, on a machine that is busy with more than this."""

ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
KEYS = {"Tab": "\ue004", "Enter": "\ue007", "Escape": "\ue00c", "ArrowDown": "\ue015", "Control": "\ue009"}
COMMANDS = {
    "NewSession": ("POST", "/session"),
    "DeleteSession": ("DELETE", ""),
    "SetTimeouts": ("POST", "/timeouts"),
    "Navigate": ("POST", "/url"),
    "ExecuteScript": ("POST", "/execute/sync"),
    "ExecuteAsyncScript": ("POST", "/execute/async"),
    "ElementClick": ("POST", "/element/{id}/click"),
    "ElementSendKeys": ("POST", "/element/{id}/value"),
    "PerformActions": ("POST", "/actions"),
}
"""The commands that we use, by the names that Marionette has for them, and where they stand for who speaks HTTP."""

SHOWN = """selector => { const found = [...document.querySelectorAll(selector)].find(e => e.checkVisibility({ visibilityProperty: true }))
  found?.scrollIntoView({ block: "center", behavior: "instant" })
  return found }"""


class Refused(Exception):
    """The browser could not do what was asked; says why."""


def patient(happens, what):
    """What `happens()` gives as soon as it gives anything; else a TimeoutError that says what did not come."""
    deadline = time.monotonic() + PATIENCE
    while not (found := happens()):
        if time.monotonic() > deadline:
            raise TimeoutError(what)
        time.sleep(0.02)
    return found


class Engine:
    """A browser that answers `ask(command, **values)`; `folder` is its own, and what it downloads comes there."""

    def ask(self, command, **values):
        """What the browser answers to a command of WebDriver. Raises Refused."""
        raise NotImplementedError

    def begin(self):
        """Begin a session."""
        self.ask("NewSession", capabilities={})
        self.ask("SetTimeouts", script=PATIENCE * 1000, pageLoad=PATIENCE * 1000, implicit=0)

    def goto(self, address):
        """Open a page as if it were the first, also where only what stands behind its # differs, and wait until it has loaded."""
        self.ask("Navigate", url="about:blank")
        self.ask("Navigate", url=address)

    def evaluate(self, function, given=None):
        """What a JavaScript function gives in the page; a promise is waited for. Raises Refused with what it throws."""
        script = f"""const done = arguments[1]
          Promise.resolve(arguments[0]).then({function}).then(value => done({{ value }}), error => done({{ error: String(error) }}))"""
        found = self.ask("ExecuteAsyncScript", script=script, args=[given])
        if "error" in found:
            raise Refused(found["error"])
        return found.get("value")

    def click(self, selector):
        """Click on the first element that shows, once it does, as a person would: what lies over it makes it fail."""
        self.ask("ElementClick", id=self._shown(selector))

    def type(self, selector, text):
        """Type in an empty field."""
        self.ask("ElementSendKeys", id=self._shown(selector), text=text)

    def press(self, keys):
        """Press a key, or keys together, such as 'Control+v'."""
        names = [KEYS.get(name, name) for name in keys.split("+")]
        strokes = [{"type": "keyDown", "value": name} for name in names] + [{"type": "keyUp", "value": name} for name in reversed(names)]
        self.ask("PerformActions", actions=[{"type": "key", "id": "keys", "actions": strokes}])

    def until(self, expression):
        """Wait until an expression holds in the page, or in the one that takes its place."""

        def holds():
            with contextlib.suppress(Refused):  # while one page leaves for another
                return self.evaluate(f"() => Boolean({expression})")

        patient(holds, expression)

    def download(self, selector):
        """The content of the Word file that a click brings."""
        self.click(selector)

        def come():
            for path in [*self.folder.glob("*.docx"), *self.folder.glob("downloads/*.docx")]:
                content = path.read_bytes()
                if zipfile.is_zipfile(io.BytesIO(content)):  # whole: the list of what is in it comes last
                    path.unlink()
                    return content

        return patient(come, "er komt geen Word-bestand")

    def _shown(self, selector):
        self.until(f"({SHOWN})({json.dumps(selector)})")
        return self.ask("ExecuteScript", script=f"return ({SHOWN})(...arguments)", args=[selector])[ELEMENT]


class Chromium:
    """Chromium by Playwright, as in all other tests."""

    def __init__(self, _, browser):
        self.context = browser().new_context(permissions=["clipboard-read", "clipboard-write"])
        self.tab = self.context.new_page()

    def goto(self, address):
        self.tab.goto("about:blank")
        self.tab.goto(address)

    def evaluate(self, function, given=None):
        return self.tab.evaluate(function, given)

    def click(self, selector):
        self.tab.locator(selector).locator("visible=true").first.click()

    def type(self, selector, text):
        self.tab.locator(selector).locator("visible=true").first.press_sequentially(text)

    def press(self, keys):
        self.tab.keyboard.press(keys)

    def until(self, expression):
        until(self.tab, expression)

    def download(self, selector):
        with self.tab.expect_download() as made:
            self.click(selector)
        return made.value.path().read_bytes()

    def close(self):
        self.context.close()

    @staticmethod
    def lacks():
        """What must be installed for it."""
        return []  # the tests bring it


def screen():
    """A screen that nobody sees: its process, and the variables of who shows something on it."""
    read, write = os.pipe()
    command = [shutil.which("Xvfb"), "-displayfd", str(write), "-screen", "0", "1280x1024x24", "-nolisten", "tcp"]
    process = subprocess.Popen(command, pass_fds=[write], stderr=subprocess.DEVNULL)
    os.close(write)
    with os.fdopen(read) as told:
        return process, {"DISPLAY": f":{told.readline().strip()}", "GDK_BACKEND": "x11"}


class Firefox(Engine):
    """Firefox, without windows unless `env` has a screen."""

    PREFS = {
        "marionette.port": 0,
        "browser.shell.checkDefaultBrowser": False,
        "datareporting.policy.dataSubmissionEnabled": False,
        "browser.download.folderList": 2,
        "browser.download.start_downloads_in_tmp_dir": False,
    }

    def __init__(self, folder: Path, _=None, env=None):
        self.folder = folder
        prefs = self.PREFS | {"browser.download.dir": str(folder / "downloads")}
        lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in prefs.items()]
        (folder / "user.js").write_text("".join(lines), encoding="utf-8")
        shown = [] if env else ["--headless"]
        command = [self.binary(), *shown, "--marionette", "--no-remote", "--profile", folder]
        self.process = subprocess.Popen(command, env=os.environ | (env or {}), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        place = folder / "MarionetteActivePort"
        port = patient(lambda: place.exists() and place.read_text(), "Firefox start niet")
        self.socket = socket.create_connection(("127.0.0.1", int(port)))
        self.answers = self.socket.makefile("rb")
        self.number = 0
        self._answer()  # says who it is
        self.begin()

    @staticmethod
    def binary():
        return shutil.which("firefox-esr") or shutil.which("firefox")

    @classmethod
    def lacks(cls):
        """What must be installed for it."""
        return [] if cls.binary() else ["firefox-esr"]

    def ask(self, command, **values):
        self.number += 1
        line = json.dumps([0, self.number, f"WebDriver:{command}", values]).encode()
        self.socket.sendall(b"%d:%s" % (len(line), line))
        _, _, error, result = self._answer()
        if error:
            raise Refused(f"{error['error']}: {error['message']}")
        return result.get("value", result)

    def _answer(self):
        """One message: its length, a colon, and JSON."""
        size = b""
        while (sign := self.answers.read(1)) not in (b":", b""):
            size += sign
        return json.loads(self.answers.read(int(size)))

    def close(self):
        self.socket.close()
        self.process.terminate()
        self.process.wait()


class WebKit(Engine):
    """WebKitGTK, which shares its core with Safari, in a window on a screen that nobody sees, or on that of `env`."""

    def __init__(self, folder: Path, _=None, env=None):
        self.folder = folder
        shown, env = (None, env) if env else screen()
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.address, self.session = f"http://127.0.0.1:{port}", ""
        env |= {"HOME": str(folder), "XDG_RUNTIME_DIR": str(folder), "LANG": "C.UTF-8"}
        driver = [shutil.which("WebKitWebDriver"), f"--port={port}"]
        started = subprocess.Popen(driver, env=os.environ | env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.processes = [started, *([shown] if shown else [])]

        def answers():
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port)):
                return True

        patient(answers, "WebKit start niet")
        self.begin()

    @staticmethod
    def lacks():
        """What must be installed for it."""
        return [
            package for package, program in {"webkit2gtk-driver": "WebKitWebDriver", "xvfb": "Xvfb"}.items() if not shutil.which(program)
        ]

    def ask(self, command, **values):
        method, path = COMMANDS[command]
        if command != "NewSession":
            path = f"/session/{self.session}{path}".format(id=values.pop("id", ""))
        body = json.dumps(values).encode() if method == "POST" else None
        request = urllib.request.Request(self.address + path, body, {"Content-Type": "application/json"}, method=method)
        try:
            with urllib.request.urlopen(request, timeout=2 * PATIENCE) as answer:
                found = json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            found = json.load(error)["value"]
            raise Refused(f"{found['error']}: {found['message']}") from None
        if command == "NewSession":
            self.session = found["sessionId"]
        return found

    def close(self):
        with contextlib.suppress(Refused, OSError):
            self.ask("DeleteSession")
        for process in self.processes:
            process.terminate()
            process.wait()
