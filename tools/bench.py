"""Measures speed as ratios within one run; `make bench` prints them and writes them to BENCH.md, no test asserts them."""

from __future__ import annotations

import functools
import gzip
import http.server
import json
import os
import platform
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import urlopen

from playwright.sync_api import sync_playwright

from tests.search import ranks
from tools import scale
from tools.browser import launch
from tools.spent import so_far, spent

ROOT = Path(__file__).parent.parent
FRAME = 1000 / 60
"""One frame of a screen, in milliseconds."""

SLOWER = 4
"""How much slower a phone's processor is taken to be."""


HALVES = {"blind": "blinde helft", "earlier": "vroeger blind", "tune": "andere helft"}
"""The judged queries: the name of each part."""

MAIN = ("", "systemen/vergelijken/", "keuzehulp/", "clausules/", "wetgeving/artikelen/")
"""The pages a reader meets most."""

PAGE = ROOT / "BENCH.md"
"""Where the last measurement stands."""

HEAD = ["# Gemeten snelheid", "", "Gemaakt door `make bench`; wijzig niets met de hand.", ""]
SETTINGS = os.environ | {"NO_MKDOCS_2_WARNING": "1", "SITE_URL": "http://127.0.0.1:8000/"}

ROWS = []
"""What was measured: (what, figure, ratio, aim)."""


def note(what, figure, ratio="", aim=""):
    """Print one figure and keep it for the page."""
    ROWS.append((what, figure, ratio, aim))
    print(f"{what}: {figure}{ratio and f', {ratio}'}{aim and f' (doel: {aim})'}", flush=True)


def number(value, digits=1):
    """A number the Dutch way: 1.25 → '1,3'."""
    return f"{value:.{digits}f}".replace(".", ",")


class _Server(http.server.ThreadingHTTPServer):
    """Serves a folder and keeps which files were asked for, also by workers."""

    def __init__(self, folder):
        super().__init__(("127.0.0.1", 0), functools.partial(_Handler, directory=str(folder)))
        self.asked, self.address = [], f"http://127.0.0.1:{self.server_address[1]}/"
        threading.Thread(target=self.serve_forever, daemon=True).start()


class _Handler(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *args):
        pass

    def do_GET(self):
        self.server.asked.append(urlsplit(self.path).path)
        super().do_GET()


def build(project, folder):
    """Build a project to a folder; returns the seconds of processor time it took."""
    return spent([sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", folder], cwd=project, capture_output=True, env=SETTINGS)


def serving(place):
    """Serve a copy of the project, change one fact several times, and stop; returns the processor seconds up to the first page, and for each change."""
    project = scale.multiplied(place / "served", 1)
    fact = project / "data" / "chain.yml"
    before, times = fact.read_text(encoding="utf-8"), 3
    command = [sys.executable, "-m", "mkdocs", "serve", "--quiet", "--dev-addr"]

    def run(changes):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            host = f"127.0.0.1:{free.getsockname()[1]}"
        begin = so_far()
        with subprocess.Popen([*command, host], cwd=project, env=SETTINGS, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
            for number in range(changes + 1):
                word = f"schakel nummer {number}"
                if number:
                    fact.write_text(before.replace("name: ", f"name: {word} ", 1), encoding="utf-8")
                while (word if number else "<article") not in _page(f"http://{host}/gids/keten/"):
                    time.sleep(0.1)
            server.terminate()
        fact.write_text(before, encoding="utf-8")
        return so_far() - begin

    first = run(0)
    return first, (run(times) - first) / times


def _page(address):
    try:
        with urlopen(address) as answer:
            return answer.read().decode()
    except OSError:
        return ""


def loops(place):
    """What someone who works on the site waits for, beside one full build: a changed fact on the page, `make check`, and with --test `make test`."""
    whole = build(ROOT, place / "whole")
    first, change = serving(place)
    tests = [("make check", ["-m", "check"])] + [("make test", [])] * ("--test" in sys.argv)
    rows = [("make serve, tot de eerste pagina", first, ""), ("make serve, een gewijzigd feit", change, "hoogstens 3 s")]
    for name, options in tests:
        seconds = spent([sys.executable, "-m", "pytest", *options], cwd=ROOT, stdout=subprocess.DEVNULL)
        rows.append((name, seconds, "hoogstens 40 s, 20 s op twee kernen" if name == "make check" else "hoogstens 1000 s"))
    note("Eén keer bouwen (processortijd)", f"{number(whole)} s")
    for name, seconds, aim in rows:
        note(f"{name} (processortijd)", f"{number(seconds)} s", f"{number(seconds / whole, 2)}× één keer bouwen", aim)


def building(place, folder):
    """Build time against the same pages without our macros, and both at more data."""
    bare = scale.plain(place / "plain")
    # Each to a folder of its own: where thousands of files were just taken away, to write others takes several times as long.
    ours = statistics.median(build(ROOT, to) for to in (place / "ours-1", place / "ours-2", folder))
    without = statistics.median(build(bare, place / f"plain-site-{number}") for number in (1, 2, 3))
    note(
        "Bouwen, tegenover dezelfde pagina's als gewone Markdown, met de zoeker van het thema",
        f"{number(ours)} s tegenover {number(without)} s",
        f"{number(ours / without, 2)}×",
        "hoogstens 1,8×",
    )
    found, first = [], None
    for times in (1, 10, 100):
        site = place / f"site-{times}"
        seconds = build(scale.multiplied(place / f"times-{times}", times), site)
        pages = sum(1 for path in site.rglob("index.html") if path.relative_to(site).parts[0] != "r")
        found.append((seconds, sum(path.stat().st_size for path in site.rglob("*") if path.is_file()) / 1e6, pages))
        cost = lambda which: (found[-1][which] - found[0][which]) / (pages - found[0][2])
        if times == 1:
            note("De site zoals ze is", f"{number(seconds)} s, {number(found[0][1])} MB, {pages} pagina's")
            continue
        each = cost(0), cost(1)
        first = each if times == 10 else first
        for which, name, unit in ((0, "bouwtijd", "s"), (1, "omvang", "MB")):
            ratio = f"{number(found[-1][which] / found[0][which])}× de site"
            if times == 10:
                note(f"10× de systemen ({pages} pagina's): {name}", f"{number(found[-1][which])} {unit}", ratio)
            else:
                note(
                    f"{times}× de systemen ({pages} pagina's): {name}",
                    f"{number(found[-1][which])} {unit}",
                    f"{ratio}; per extra pagina {number(each[which] / first[which], 2)}× die bij 10×",
                    "per extra pagina hoogstens 1,3×",
                )


def opened(browser, server, path):
    """Open a page on a new visit; returns (requests, bytes with gzip, requests to another host, ms to the largest paint, layout shift)."""
    context = browser.new_context(viewport={"width": 390, "height": 844})
    tab = context.new_page()
    elsewhere = []
    tab.on("request", lambda request: None if request.url.startswith((server.address, "data:", "blob:")) else elsewhere.append(request.url))
    tab.add_init_script("""globalThis.seen = { paint: 0, shift: 0 }
      new PerformanceObserver(list => { for (const entry of list.getEntries()) seen.paint = entry.startTime })
        .observe({ type: "largest-contentful-paint", buffered: true })
      new PerformanceObserver(list => { for (const entry of list.getEntries()) seen.shift += entry.value })
        .observe({ type: "layout-shift", buffered: true })""")
    context.new_cdp_session(tab).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    server.asked.clear()
    tab.goto(server.address + path)
    settled = -1
    while settled != len(server.asked):  # what workers ask for, no page tells
        settled = len(server.asked)
        tab.wait_for_timeout(2000)
    seen = tab.evaluate("new Promise(done => requestAnimationFrame(() => setTimeout(() => done(seen))))")
    context.close()
    asked = list(server.asked)
    folder = Path(server.RequestHandlerClass.keywords["directory"])
    files = [folder / path.lstrip("/") / ("index.html" if path.endswith("/") else "") for path in asked]
    return (
        len(asked),
        sum(len(gzip.compress(file.read_bytes())) for file in files if file.is_file()),
        len(elsewhere),
        seen["paint"],
        seen["shift"],
    )


def viewing(browser, server, place):
    """The first view of the main pages against a stock Material site with the same content."""
    build(scale.plain(place / "stock", stock=True), place / "stock-site")
    stock = _Server(place / "stock-site")
    for path in MAIN:
        rounds = [(opened(browser, server, path), opened(browser, stock, path)) for _ in range(3)]  # by turns
        (requests, size, elsewhere, _, _), (stock_requests, stock_size, *_) = rounds[0]
        paint, stock_paint = (statistics.median(one[side][3] for one in rounds) for side in (0, 1))
        shift = max(ours[4] for ours, _ in rounds)
        name = f"/{path}"
        note(
            f"{name} eerste weergave, gzip",
            f"{number(size / 1000)} kB in {requests} vragen, tegenover {number(stock_size / 1000)} kB in {stock_requests}",
            f"{number(size / stock_size, 2)}×",
            "hoogstens 0,45×" if path == "" else "",
        )
        note(f"{name} vragen aan een andere host", str(elsewhere), aim="0")
        note(
            f"{name} grootste beeld, {SLOWER}× tragere processor",
            f"{paint:.0f} ms tegenover {stock_paint:.0f} ms",
            f"{number(paint / stock_paint, 2)}×",
            "hoogstens 2500 ms",
        )
        note(f"{name} verschuiving", number(shift, 3), aim="hoogstens 0,1")
    box(browser, {"ours": server.address, "stock": stock.address})
    stock.shutdown()


def publish(browser):
    """Write the page with the table, the day and the kind of machine."""
    machine = f"{os.cpu_count()} kernen, {platform.machine()}, Python {platform.python_version()}, Chromium {browser.version}"
    lines = [
        f"Gemeten op {date.today():%d-%m-%Y} ({machine}). Stock is Material met dezelfde inhoud, zonder onze opmaak, scripts en zoeker.",
        "",
        "| Wat | Gemeten | Verhouding | Doel |",
        "|---|---|---|---|",
        *(f"| {' | '.join(cell or '–' for cell in row)} |" for row in ROWS),
    ]
    PAGE.write_text("\n".join([*HEAD, *lines]) + "\n", encoding="utf-8")


def answers(tab):
    """Milliseconds of script and layout for each answer on one walk through the decision helper."""
    return tab.evaluate("""() => {
      const walk = [["fase", "voorbereiding"], ["raming", "boven-drempel"], ["looptijd", "48"],
        ["productgroep", "duurzame-werkkledij"], ["productie", "veel-sites"], ["bewijs", "risicorapport"], ["opvolging", "ruim"],
        ["ambitie", "voortrekker"]]
      document.querySelector("[data-forget-answers]").click()
      dispatchEvent(new Event("pointerdown"))
      return walk.map(([question, option]) => {
        const begin = performance.now()
        const number = document.getElementById(question)
        if (!number) document.getElementById(`${question}-${option}`).click()
        else {
          number.value = option
          number.dispatchEvent(new Event("input"))
          document.querySelector("[data-next]").click()
        }
        document.body.getBoundingClientRect()
        return performance.now() - begin
      })
    }""")


def search(folder, stock):
    """How well the search finds, beside the theme's own on the same pages, and what it weighs.

    `folder` holds the site, `stock` one that has only the theme's own search.
    """
    queries, theirs = ranks.load(), json.loads((stock / "search" / "search_index.json").read_text(encoding="utf-8"))
    for half, name in HALVES.items():
        judged = [query for query in queries if query["half"] == half]
        asked = [query["q"] for query in judged]
        ours, stocks = (
            ranks.score(judged, [ranks.rank(answer, query["right"]) for query, answer in zip(judged, answers)])
            for answers in (ranks.ask(folder, asked), ranks.ask_stock(stock, asked, theirs))
        )
        for kind in ours:
            form = lambda count, *shares: f"{' / '.join(f'{share:.0f}' for share in shares[:3])} %, MRR {number(shares[3], 2)}"
            note(
                f"Zoeken, {name}: {kind} ({ours[kind][0]}), de link van Enter, goed op 1 / bij 3 / bij 5",
                form(*ours[kind]),
                f"Material {form(*stocks[kind])}",
            )
    packed = lambda folder, *paths: sum(len(gzip.compress((folder / path).read_bytes())) for path in paths) / 1000
    lunr = [
        path.relative_to(stock)
        for path in stock.glob("assets/javascripts/lunr/min/lunr.*.min.js")
        if path.name.split(".")[1] in ("nl", "stemmer")
    ]
    ours, theirs = packed(folder, "search/index.json", ranks.OURS), packed(stock, "search/search_index.json", ranks.STOCK, *lunr)
    note(
        "Zoeken: index en zoeker, gzip, alleen voor wie zoekt",
        f"{number(ours)} kB tegenover {number(theirs)} kB bij elke eerste weergave",
        f"{number(ours / theirs, 2)}×",
    )


BOXES = {
    "ours": ("[data-search=box] [data-search-query]", ".search-hit", "**/search/index.json"),
    "stock": ("[data-md-component=search-query]", ".md-search-result__item", "**/search/search_index.json"),
}
"""The field, a result and the index of both."""


def box(browser, sites):
    """How long the real search box takes from a query to its first result on a slow processor: ours against the theme's, by turns."""
    times = {name: [] for name in sites}
    for _ in range(5):
        for name, address in sites.items():
            field, result, index = BOXES[name]
            context = browser.new_context()
            tab = context.new_page()
            with tab.expect_response(index):  # a warm page has it: theirs with the page, ours once the field has the focus
                tab.goto(address + "over/melden/")
                tab.locator(field).focus()
            tab.wait_for_load_state("networkidle")
            tab.wait_for_timeout(3000)
            context.new_cdp_session(tab).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
            times[name].append(
                tab.evaluate(
                    """([field, result]) => new Promise(done => {
              const box = document.querySelector(field)
              const begin = performance.now()
              const look = () => document.querySelector(result) ? done(performance.now() - begin) : requestAnimationFrame(look)
              box.value = "leefbaar loon"
              box.dispatchEvent(new Event("input", { bubbles: true }))
              box.dispatchEvent(new KeyboardEvent("keyup", { bubbles: true }))
              look()
            })""",
                    [field, result],
                )
            )
            context.close()
    ours, stock = (statistics.median(times[name]) for name in ("ours", "stock"))
    note(
        f"Van letter tot eerste resultaat in het zoekvak, {SLOWER}× tragere processor",
        f"{ours:.0f} ms tegenover {stock:.0f} ms",
        f"{number(ours / stock, 2)}×",
        "hoogstens 0,25×",
    )


def helper(browser, base, folder):
    """How fast the decision helper answers on a slow processor."""
    tab = browser.new_page()
    tab.goto(f"{base}keuzehulp/")
    tab.context.new_cdp_session(tab).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    answers(tab)  # the first walk warms the script up
    rounds = [answers(tab) for _ in range(5)]
    each, last = [t for r in rounds for t in r], [r[-1] for r in rounds]
    for name, times in (("een antwoord", each), ("het antwoord dat het advies toont", last)):
        note(
            f"Keuzehulp, {SLOWER}× tragere processor: {name}",
            f"mediaan {number(statistics.median(times))} ms",
            f"{number(statistics.median(times) / FRAME, 2)} beeld, traagste {number(max(times) / FRAME, 2)}",
            "hoogstens 1 beeld",
        )
    kit = (folder / "bestanden" / "keuzehulp.js").stat().st_size
    note("Keuzehulp: gegevens", f"{number(kit / 1000)} kB", aim="hoogstens 100 kB")
    tab.close()


def main():
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        place = Path(folder)
        site = place / "site"
        loops(place)
        building(place, site)
        server, browser = _Server(site), launch(playwright)
        helper(browser, server.address, site)
        viewing(browser, server, place)
        search(site, place / "stock-site")
        publish(browser)
        browser.close()


if __name__ == "__main__":
    main()
