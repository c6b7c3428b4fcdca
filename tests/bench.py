"""Measures speed as ratios within one run; `make bench` prints them, no test asserts them."""
from __future__ import annotations

import functools
import gzip
import http.server
import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests import ranks
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


TIMED = """async ([base, script, index, queries]) => {
  const worker = new Worker(base + script)
  const once = type => new Promise((done, fail) => {
    worker.onerror = error => fail(new Error(error.message))
    worker.addEventListener("message", ({ data }) => { if (data.type === type) done() })
  })
  const begin = performance.now(), ready = once(1), first = once(3)
  worker.postMessage({ type: 0, data: { ...index, options: { suggest: false } } })
  await ready
  worker.postMessage({ type: 2, data: queries[0] })
  await first
  const until = performance.now() - begin
  for (const query of queries) worker.postMessage({ type: 2, data: query })
  const last = once(3)
  await last
  worker.terminate()
  return until
}"""
"""Milliseconds from an index in hand to the first result, worker started included."""


def search(tab, base, folder):
    """Print how well and how fast the search finds, beside the theme's own on the same pages."""
    queries = ranks.load()
    for half in ("blind", "tune"):
        judged = [query for query in queries if query["half"] == half]
        print(f"zoeken, helft '{half}' ({len(judged)} vragen): goed op 1 / bij 3 / bij 5 (in %) en MRR; ernaast het zoekvak van Material zelf")
        scores = [ranks.score(judged, [ranks.rank(items, query["right"]) for query, items in zip(
            judged, ranks.ask(tab, base, script, [query["q"] for query in judged]))]) for script in (ranks.OURS, ranks.STOCK)]
        for kind in scores[0]:
            (_, *ours, ours_mrr), (_, *stock, stock_mrr) = scores[0][kind], scores[1][kind]
            form = lambda shares, mrr: " / ".join(f"{share:3.0f}" for share in shares) + f"  {mrr:.2f}"  # noqa: E731
            print(f"  {kind:12} {form(ours, ours_mrr)}   Material {form(stock, stock_mrr)}")
    index = tab.evaluate("async base => (await fetch(base + 'search/search_index.json')).json()", base)
    for size in (1, 10):
        docs = [doc | {"location": doc["location"].replace("/", f"-{i}/", 1) if i else doc["location"]} for i in range(size) for doc in index["docs"]]
        times = {name: [] for name in ("ours", "stock")}
        for _ in range(5 if size == 1 else 2):   # by turns, so that a busy moment of the machine hits both
            for name, script in (("ours", ranks.OURS), ("stock", ranks.STOCK)):
                times[name].append(tab.evaluate(TIMED, [base, script, {"config": index["config"], "docs": docs}, ["leefbaar loon"]]))
        ours, stock = statistics.median(times["ours"]), statistics.median(times["stock"])
        print(f"  tot het eerste resultaat, {size}× de stukken: {ours:.0f} ms, {ours / stock:.2f}× Material (doel: hoogstens 1,3×)")
    packed = lambda path: len(gzip.compress((Path(folder) / path).read_bytes()))  # noqa: E731
    words = len(gzip.compress(json.dumps(index).encode())) - len(gzip.compress(json.dumps(
        index | {"config": {key: value for key, value in index["config"].items() if key != "dutch"}}).encode()))
    lunr = sum(packed(path.relative_to(folder)) for path in Path(folder).glob("assets/javascripts/lunr/min/lunr.*.min.js")
               if path.name.split(".")[1] in ("nl", "stemmer"))
    extra = packed(ranks.OURS) + words - packed(ranks.STOCK) - lunr
    print(f"  bytes boven Material, gzip: {extra / 1000:+.1f} kB (eigen zoeker {packed(ranks.OURS) / 1000:.1f}, woorden {words / 1000:.1f}, "
          f"min de zoeker van het thema {packed(ranks.STOCK) / 1000:.1f} en lunr {lunr / 1000:.1f}; doel: hoogstens +10)")


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
        base = f"http://127.0.0.1:{server.server_address[1]}/"
        fresh = browser.new_page()
        fresh.goto(base + "over/melden/")
        search(fresh, base, folder)
        browser.close()


if __name__ == "__main__":
    main()
