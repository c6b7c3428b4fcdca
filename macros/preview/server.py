"""Serves while someone edits: the code of now at each build, the previous site when a build fails, and downloads made when asked for."""

from __future__ import annotations

import importlib
import logging
import shutil
import sys
import tempfile
import threading
from pathlib import Path

from jinja2 import Environment, FileSystemLoader
from watchdog.observers.polling import PollingObserver

from macros.preview import faults, kept

HERE = Path(__file__).parent
SCRIPT = "preview.js"
"""Where a served page finds what loads it anew."""

PAUSE = 0.1
"""Seconds between two looks at the files for changes: a look takes a thousandth of a second. mkdocs waits half a second."""

RUNNING: list[Preview] = []
"""The preview of this process, once mkdocs serves."""


class Preview:
    """Stands between the server of mkdocs and its builder, and between the server and the browser."""

    def __init__(self, server, folder: Path, settings: Path):
        """`folder` is where mkdocs built first, and what it clears away in the end; `settings` is its file."""
        self.server, self.build, self.first, self.settings = server, server.builder, folder, settings
        self.code, self.own_code = kept.sources(), kept.content(HERE, "*.py")
        self.fault, self.lock = "", threading.Lock()
        self.jinja = Environment(loader=FileSystemLoader(HERE), autoescape=True)
        self.place, self.made, self.past = folder, {}, folder / "past"
        self.later = self.own()
        server.builder, server.error_handler, server._inject_js_into_html = self.rebuild, self.error_page, self.inject
        server.set_app(self.answer)
        self.look_often()
        sys.dont_write_bytecode = True  # two changes within a second, of the same length, look the same to what Python keeps of a module
        kept.settle(good=True)
        RUNNING[:] = [self]

    def look_often(self):
        """Let the server notice a change sooner; what it watches stays the same."""
        watched = list(self.server._watched_paths)
        for path in watched:
            self.server.unwatch(path)
        self.server.observer = PollingObserver(timeout=PAUSE)
        for path in watched:
            self.server.watch(path)

    def rebuild(self):
        """Build beside the site that stands, and take its place when all is well; called by the server after a change."""
        log, heard = logging.getLogger("mkdocs"), faults.Listener()
        log.addHandler(heard)
        self.place = Path(tempfile.mkdtemp(dir=self.first))
        before = self.server.root
        sweep = threading.Thread(target=shutil.rmtree, args=[self.past, True])  # of the build before: nobody waits for it
        sweep.start()
        try:
            if self.own_code != kept.content(HERE, "*.py"):
                sys.exit(
                    "macros/preview is gewijzigd, en dat leest alleen een nieuwe start. Stop 'make serve' (Ctrl+C) en start het opnieuw."
                )
            kept.look_again()
            if self.code != kept.sources():
                kept.forget(self.code)
                # Until all of it is read: what a fault left half read is forgotten the next time too.
                self.code = {name: source for name, source in self.code.items() if name in sys.modules}
                importlib.import_module("macros")  # mkdocs-macros hides why this fails
                self.code = kept.sources()
            importlib.import_module("macros.facts.read").settings(self.settings)  # mkdocs tells a fault in them in English
            self.build()
        except (Exception, SystemExit) as error:
            self.fault = faults.why(error, heard.told)
            log.error(self.fault)
            kept.settle(good=False)
            shutil.rmtree(self.place)
        else:
            self.fault, self.later, self.server.root = "", self.made | self.own(), str(self.place)
            kept.settle(good=True)
            if before != str(self.first):
                self.past = Path(before)
        finally:
            sweep.join()
            log.removeHandler(heard)

    def own(self) -> dict:
        """What only the preview serves: file → function that gives its bytes."""
        return {SCRIPT: (HERE / "reload.js").read_bytes}

    def answer(self, environ, start_response):
        """As the server of mkdocs, with a file made first when it is asked for and not there.

        A request waits for the build that goes on, but the server looked up its file before: it is asked again when the site was replaced.
        """
        told, root = [], None
        while root != self.server.root or told[-1][0].startswith("404") and self.make(environ["PATH_INFO"]):
            root = self.server.root
            body = self.server.serve_request(environ, lambda *given: told.append(given))
        start_response(*told[-1])
        return body

    def make(self, address: str) -> bool:
        """Make the file at an address, if it is one that no page needs; whether there is such a file now. What goes wrong, the pages tell."""
        name = address.removeprefix(self.server.mount_path) + "index.html" * address.endswith("/")
        path = Path(self.server.root) / name
        with self.lock:
            if name not in self.later or path.exists():
                return False
            try:
                content = self.later[name]()
            except Exception as error:
                self.fault = f"{name}: {faults.why(error, [])}"
                return False
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
            return True

    def inject(self, content: bytes, epoch: int) -> bytes:
        """A page with what reloads it after the next build, and what went wrong in the last. Our policy lets no script in the page itself."""
        end = content.rfind(b"</body>")
        if end < 0:  # it leads on to another page
            return content
        words = self.jinja.get_template("page.html").render(fault=self.fault, epoch=epoch, script=f"{self.server.mount_path}{SCRIPT}")
        return content[:end] + words.encode() + content[end:]

    def error_page(self, number: int) -> bytes | None:
        """The site's own page for what is not there; once it is, that page follows."""
        path = Path(self.server.root) / f"{number}.html"
        return self.inject(path.read_bytes(), self.server._visible_epoch) if path.exists() else None
