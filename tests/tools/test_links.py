"""Looking at the addresses that the site points at: all of them are looked at, and what lychee tells becomes a record that holds."""

import json
import stat
from datetime import date

import pytest

from macros.facts.load import load
from macros.guide import Guide
from macros.pages import sources
from macros.pages.blocks import Blocks
from tests.conftest import ROOT, TOY
from tests.real import SITE, guide
from tools import links
from tools.written import plain

REPORT = {
    "total": 4,
    "success_map": {"a.txt": [{"url": "https://krant.example/", "status": {"text": "200 OK", "code": 200}}]},
    "error_map": {
        "a.txt": [
            {"url": "https://weg.example/", "status": {"text": "Rejected status code: 404 Not Found", "code": 404}},
            {"url": "https://bot.example/", "status": {"text": "Rejected status code: 403 Forbidden", "code": 403}},
            {"url": "https://stil.example/", "status": {"text": "Network error", "details": "Connection refused"}},
        ]
    },
    "timeout_map": {"a.txt": [{"url": "https://traag.example/", "status": {"text": "Timeout"}}]},
}
"""What lychee 0.24.2 writes, shortened."""


def test_every_address_is_looked_at():
    """Each address of a source, an act and a system is looked at, with where it stands; an address in prose too."""
    real = guide()
    sources.pages(ROOT / "docs", real)
    found = links.addresses(real)

    for kind, field in (("sources", "url"), ("acts", "url"), ("systems", "website")):
        for key, record in SITE.kinds[kind].items():
            address = getattr(record, field)
            assert not address or any(place.endswith(f"› {key}") for place in found[address])
    assert "docs/over/index.md" in found["https://creativecommons.org/licenses/by/4.0/deed.nl"]


def test_what_is_kept(toy_data):
    """Gone is told apart from not reached, which may be about who asks; the records are read again without a fault."""
    found = links.results(REPORT, date(2026, 11, 26))

    assert {record["url"]: record["result"] for record in found.values()} == {
        "https://krant.example/": "werkt",
        "https://weg.example/": "weg",
        "https://bot.example/": "niet-bereikt",
        "https://stil.example/": "niet-bereikt",
        "https://traag.example/": "niet-bereikt",
    }
    (toy_data / "links.yml").write_text(plain(found), encoding="utf-8")
    read = {record.url: record for record in load(toy_data).links.values()}
    assert read["https://bot.example/"].code == 403 and read["https://stil.example/"].why == "Connection refused"
    assert links.results(REPORT, date(2026, 11, 26)).keys() == found.keys()


def test_a_source_that_is_gone_says_so(toy_data):
    """At a source of which the page is gone stands since when."""
    source = next(s for s in load(TOY).sources.values() if s.url)
    record = {"link-1": {"url": source.url, "result": "weg", "checked": date(2026, 11, 26), "code": 404}}
    before = Blocks(Guide(load(toy_data), "https://example.org/", "Proef")).all()["sources"]()
    (toy_data / "links.yml").write_text(plain(record), encoding="utf-8")
    after = Blocks(Guide(load(toy_data), "https://example.org/", "Proef")).all()["sources"]()

    assert "de pagina is er niet meer, gezien op 26 november 2026" in after and "niet meer" not in before


def stub(folder, code, words):
    """A program that answers as lychee would."""
    program = folder / "lychee"
    (folder / "answer").write_text(words, encoding="utf-8")
    program.write_text(f"#!/bin/sh\ncat '{folder}/answer'\ntest {code} -lt 3 || echo kapot >&2\nexit {code}\n", encoding="utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    return program


@pytest.mark.parametrize("code", [0, 2])
def test_report_is_read(code, tmp_path):
    """Addresses that do not answer are a report, not a failure."""
    assert links.check(["https://krant.example/"], stub(tmp_path, code, json.dumps(REPORT))) == REPORT


def test_program_that_fails(tmp_path):
    """A program that could not do its work is told, and nothing is kept."""
    with pytest.raises(RuntimeError, match="kapot"):
        links.check(["https://krant.example/"], stub(tmp_path, 3, ""))


def test_no_network(tmp_path, monkeypatch):
    """Where nothing answers at all, there is no network: what was found before stays."""
    monkeypatch.setattr(links, "KEPT", tmp_path / "links.yml")
    monkeypatch.setattr(links, "check", lambda known: {"error_map": REPORT["error_map"]})
    monkeypatch.setattr(links, "load", lambda folder: SITE)

    with pytest.raises(SystemExit, match="Is er netwerk"):
        links.main()
    assert not (tmp_path / "links.yml").exists()
