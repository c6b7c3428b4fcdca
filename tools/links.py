"""Looks whether every address that the site points at still answers, and keeps what it found in data/links.yml: `make links`, with a network."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
import tempfile
from collections import Counter
from datetime import date
from pathlib import Path

from macros.facts.check import walk
from macros.facts.load import load
from macros.facts.models import KINDS
from macros.facts.problems import DataError
from macros.guide import Guide
from macros.pages import sources
from tools.written import plain

LYCHEE = Path(".tools/bin/lychee")
KEPT = Path("data/links.yml")
HEAD = """# yaml-language-server: $schema=../schemas/links.json
# Geschreven door `make links`; wijzig niets met de hand. Wat niet bereikt is, kan ook een site zijn die automaten weigert.
"""
ADDRESS = re.compile(r"https?://[^\s<>\"'`{}|\\^]+?(?=[.,;:!?)\]]*(?:[\s<>\"'`]|$))")
GONE = (404, 410)
"""Answers that say that a page is no longer there; any other may be about who asks."""


def addresses(guide) -> dict[str, list[str]]:
    """Address → where it stands, for every address in the data and on the pages."""
    found = {}
    for kind, records in guide.site.kinds.items():
        for key, record in records.items() if kind != "links" else ():
            for _, _, value in walk(KINDS[kind], record):
                for address in _in(value):
                    found.setdefault(address, []).append(f"{guide.site.files[kind, key]} › {key}")
    for page in guide.pages.values():
        for address in ADDRESS.findall(page.body):
            found.setdefault(address, []).append(page.name)
    return {address: list(dict.fromkeys(places)) for address, places in sorted(found.items())}


def _in(value):
    """The addresses in a value: the whole of it, or those in a text."""
    return [value] if re.fullmatch(r"https?://\S+", str(value)) else ADDRESS.findall(str(value))


def results(report: dict, on: date) -> dict[str, dict]:
    """What goes into data/links.yml, from the report of lychee in JSON: id → record, by address."""
    found = {}
    for name, maps in report.items():
        if not name.endswith("_map") or name not in ("success_map", "error_map", "timeout_map"):
            continue
        for one in (one for ones in maps.values() for one in ones):
            status = one["status"]
            code = status.get("code")
            result = "werkt" if name == "success_map" else "weg" if code in GONE else "niet-bereikt"
            record = {"url": one["url"], "result": result, "checked": on}
            if result != "werkt":
                record |= {"code": code} if code else {"why": status.get("details") or status["text"]}
            found[one["url"]] = record
    return {f"link-{hashlib.sha256(address.encode()).hexdigest()[:12]}": found[address] for address in sorted(found)}


def check(known: list[str], program: Path = LYCHEE) -> dict:
    """The report of lychee on these addresses. Raises RuntimeError when it could not do its work."""
    with tempfile.TemporaryDirectory() as folder:
        listed = Path(folder) / "adressen.txt"
        listed.write_text("\n".join(known), encoding="utf-8")
        command = [program, "--format", "json", "--verbose", "--no-progress", "--max-retries", "2", "--timeout", "30", listed]
        done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode not in (0, 2):  # 2: some addresses do not answer
        raise RuntimeError(done.stderr.strip())
    return json.loads(done.stdout)


def main():
    """Look at every address, keep what was found, and tell what does not work; exits in Dutch when nothing could be looked at."""
    try:
        guide = Guide(load(Path("data")), "", "")
        sources.pages(Path("docs"), guide)
    except DataError as error:
        sys.exit(str(error))
    known = addresses(guide)
    try:
        found = results(check(list(known)), date.today())
    except (RuntimeError, OSError, ValueError) as error:
        sys.exit(f"De adressen zijn niet nagekeken; er is niets geschreven. {error}")
    if not any(record["result"] == "werkt" for record in found.values()):
        sys.exit("Geen enkel adres antwoordt. Is er netwerk? Er is niets geschreven.")
    KEPT.write_text(HEAD + plain(found), encoding="utf-8")
    for record in found.values():
        if record["result"] != "werkt":
            print(
                f"{record['result']} ({record.get('code') or record['why']}): {record['url']}\n    {'; '.join(known.get(record['url'], []))}"
            )
    counted = Counter(record["result"] for record in found.values())
    print(", ".join(f"{count} {result}" for result, count in counted.items()))


if __name__ == "__main__":
    main()
