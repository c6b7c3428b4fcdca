"""The site as a web server gives it, with the very settings of the container: headers, compression, caching, addresses."""

import gzip
import os
import re
import shutil
import socket
import subprocess
import tempfile
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from macros.after.headers import HEADERS
from tests.conftest import ROOT

pytestmark = pytest.mark.skipif(not shutil.which("nginx"), reason="nginx staat niet op deze machine; .ci/run zet het erbij")
NOBODY = 65534


@pytest.fixture(scope="module")
def server(built):
    """The address of nginx with the container's settings, run by a user without rights; only the paths and the port are of here."""
    place = Path(tempfile.mkdtemp(prefix="nginx-"))
    place.chmod(0o755)
    site = shutil.copytree(built, place / "site")
    settings = shutil.move(site / "nginx.conf", place / "headers.conf")
    for name in ("index.html", "assets/site.css"):
        (site / f"{name}.gz").write_bytes(gzip.compress((site / name).read_bytes()))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    text = (ROOT / "nginx.conf").read_text(encoding="utf-8")
    for old, new in {
        " /tmp/": f" {place}/run/",
        "/etc/nginx/headers.conf": str(settings),
        "/usr/share/nginx/html": str(site),
        "listen 8080": f"listen 127.0.0.1:{port}",
    }.items():
        assert old in text
        text = text.replace(old, new)
    (place / "run").mkdir()
    (place / "nginx.conf").write_text(text, encoding="utf-8")
    for path in [place, *place.rglob("*")]:
        os.chown(path, NOBODY, NOBODY) if os.geteuid() == 0 else None
    user = {"user": NOBODY, "group": NOBODY, "extra_groups": []} if os.geteuid() == 0 else {}
    running = subprocess.Popen(
        ["nginx", "-e", "stderr", "-p", place, "-c", place / "nginx.conf", "-g", "daemon off;"], stderr=subprocess.PIPE, text=True, **user
    )
    address = f"http://127.0.0.1:{port}/"
    while True:  # until it answers, or says why it does not
        assert running.poll() is None, running.stderr.read()
        try:
            urllib.request.urlopen(address)
            break
        except urllib.error.URLError:
            pass
    yield address
    running.terminate()
    running.wait()
    shutil.rmtree(place)


def get(address, **headers):
    """(status, headers, body) of one request."""
    try:
        with urllib.request.urlopen(urllib.request.Request(address, headers=headers)) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.headers, error.read()


@pytest.mark.parametrize("path", ["", "toolbox/actie/", "assets/site.css", "bestanden/opleiding.pptx", "bestaat/niet/"])
def test_headers(path, server):
    """Whatever is asked, also what is not there, comes with every header of safety and does not tell the server's version."""
    _, headers, _ = get(server + path)

    assert {name: headers[name] for name in HEADERS} == HEADERS
    assert "script-src 'self'" in headers["Content-Security-Policy"] and not re.search(r"\d", headers["Server"])


def test_only_the_small_keuzehulp_may_be_framed(server):
    """Other sites may show the small keuzehulp inside theirs, and no other page."""
    assert "frame-ancestors *" in get(f"{server}keuzehulp/klein/")[1]["Content-Security-Policy"]
    assert "frame-ancestors 'self'" in get(f"{server}keuzehulp/")[1]["Content-Security-Policy"]


def test_compression(server):
    """A page comes as it was compressed beforehand, to who can read that."""
    _, headers, body = get(server, **{"Accept-Encoding": "gzip"})

    assert headers["Content-Encoding"] == "gzip" and gzip.decompress(body) == get(server)[2]


def test_caching(server, built):
    """What has a hash in its name is kept for a year; a page is asked after each time, and not sent again when it is the same."""
    hashed = next((built / "assets" / "stylesheets").glob("main.*.css")).relative_to(built).as_posix()
    _, headers, _ = get(server + hashed)
    assert "max-age=31536000" in headers["Cache-Control"] and "immutable" in headers["Cache-Control"]
    _, headers, _ = get(server)
    assert headers["Cache-Control"] == "no-cache"
    assert get(server, **{"If-None-Match": headers["ETag"]})[0] == 304


def test_addresses(server):
    """A missing page gives the site's own page for that, a folder leads to its page, and the server's settings are not given away."""
    status, _, body = get(f"{server}bestaat/niet/")
    assert status == 404 and b"md-header" in body
    assert get(f"{server}toolbox/actie")[0] == 200
    assert [get(server + name)[0] for name in ("_headers", ".htaccess", "nginx.conf")] == [404] * 3


def test_types(server):
    """A Word file and slides come with their own type, a page as UTF-8."""
    assert get(f"{server}bestanden/opleiding.pptx")[1]["Content-Type"].endswith("presentationml.presentation")
    assert get(f"{server}bestanden/clausules/rapport-risico.docx")[1]["Content-Type"].endswith("wordprocessingml.document")
    assert get(server)[1]["Content-Type"] == "text/html; charset=utf-8"
