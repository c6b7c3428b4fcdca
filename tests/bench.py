"""Measures speed as ratios within one run; `make bench` prints them, no test asserts them."""
from __future__ import annotations

import functools
import http.server
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser import launch

ROOT = Path(__file__).parent.parent
FRAME = 1000 / 60
"""One frame of a screen, in milliseconds."""

SLOWER = 4
"""How much slower a phone's processor is taken to be."""


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *args):
        pass


def build(folder):
    """Build the site; returns the seconds it took."""
    begin = time.perf_counter()
    subprocess.run([sys.executable, "-m", "mkdocs", "build", "--site-dir", folder], cwd=ROOT, check=True, capture_output=True,
                   env=os.environ | {"NO_MKDOCS_2_WARNING": "1"})
    return time.perf_counter() - begin


def answers(tab):
    """Milliseconds of script and layout for each answer on one walk through the decision helper."""
    return tab.evaluate("""() => {
      const walk = [["fase", "voorbereiding"], ["raming", "boven-drempel"], ["looptijd", "3-jaar-of-meer"],
        ["productgroep", "duurzame-werkkledij"], ["productie", "veel-sites"], ["bewijs", "risicorapport"], ["opvolging", "ruim"],
        ["ambitie", "voortrekker"]]
      document.querySelector("[data-forget-answers]").click()
      dispatchEvent(new Event("pointerdown"))
      return walk.map(([question, option]) => {
        const begin = performance.now()
        document.getElementById(`${question}-${option}`).click()
        document.body.getBoundingClientRect()
        return performance.now() - begin
      })
    }""")


def main():
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        seconds = build(folder)
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=folder))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        browser = launch(playwright)
        tab = browser.new_page()
        tab.goto(f"http://127.0.0.1:{server.server_address[1]}/keuzehulp/")
        tab.context.new_cdp_session(tab).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        answers(tab)   # the first walk warms the script up
        rounds = [answers(tab) for _ in range(5)]
        each, last = [t for r in rounds for t in r], [r[-1] for r in rounds]
        kit = (Path(folder) / "bestanden" / "keuzehulp.js").stat().st_size
        print(f"bouwen: {seconds:.1f} s")
        print(f"keuzehulp, {SLOWER}× tragere processor, in beelden van {FRAME:.1f} ms:")
        print(f"  een antwoord: mediaan {statistics.median(each) / FRAME:.2f}, traagste {max(each) / FRAME:.2f}")
        print(f"  het antwoord dat het advies toont: mediaan {statistics.median(last) / FRAME:.2f}, traagste {max(last) / FRAME:.2f} (doel: 1)")
        print(f"gegevens van de keuzehulp: {kit / 1000:.1f} kB (doel: hoogstens 100)")
        browser.close()


if __name__ == "__main__":
    main()
