"""After the build: a strict Content-Security-Policy in every page, and the same as settings for common web servers."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from pathlib import Path

SCRIPT = re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*\btype=\"?application/)[^>]*>(.*?)</script>", re.S)
"""A script that stands in the page itself and runs: data such as JSON does not."""

CHARSET = re.compile(r"<meta charset=\"?utf-8\"?>")
"""What our policy comes right after, so that it stands before every script."""

EMBEDDED = "keuzehulp/klein/"
"""The one page that other sites may show inside theirs."""

AHEAD = re.compile(r'<link rel="?next"?[^>]*>\s*')
"""The next page, that the theme lets Firefox fetch ahead: the policy refuses it, on every page."""

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}

FILES = {"_headers": "_headers.txt", "nginx.conf": "_nginx.txt", ".htaccess": "_htaccess.txt"}
"""File in the site → its template."""


def policy(pages):
    """The policy for these pages (texts): only this site's own files, and the very scripts that stand in them."""
    found = {base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for page in pages for text in SCRIPT.findall(page)}
    scripts = " ".join(["'self'", *(f"'sha256-{value}'" for value in sorted(found))])
    # The theme sets styles in the page; a style runs nothing.
    return (
        f"default-src 'none'; script-src {scripts}; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; "
        "connect-src 'self'; worker-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; manifest-src 'self'"
    )


def write(guide, folder: Path, *groups: dict[str, str]):
    """Put the policy into each page of each group (file → HTML), leave out what it would refuse, and write the settings for web servers to the built site `folder`."""
    whole, template = policy(text for pages in groups for text in pages.values()), guide.jinja.get_template("policy.html")
    tag = cache(lambda policy: template.render(policy=policy).strip())  # many pages have the same scripts, and most have none
    for group, path, text in [(pages, *item) for pages in groups for item in pages.items()]:
        meta = tag(policy([text]))
        group[path], found = CHARSET.subn(lambda m: m[0] + meta, AHEAD.sub("", text), count=1)
        if not found:
            raise ValueError(f"{path}: geen <meta charset>, dus geen plaats voor de beveiliging")
    for name, template in FILES.items():
        text = guide.jinja.get_template(template).render(policy=whole, headers=HEADERS, embedded=EMBEDDED)
        (folder / name).write_text(text + "\n", encoding="utf-8")
