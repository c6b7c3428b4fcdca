"""Runs our scripts without a page, in the node that Playwright brings: what is pure needs no browser."""

import json
import subprocess
from pathlib import Path

import playwright

from macros.after.scripts import FOLDER, files
from tests.conftest import ROOT

NODE = next((Path(playwright.__file__).parent / "driver").glob("node*"))

HARNESS = """
const { readFileSync } = require("node:fs"), { resolve } = require("node:path"), { runInThisContext } = require("node:vm")
const { folder, scripts, code, given } = JSON.parse(readFileSync(0, "utf8"))
// What a script finds around it: whom to call for a message, what stands beside it, no page, and nothing of node.
globalThis.self = globalThis
globalThis.listeners = []
globalThis.addEventListener = (type, listen) => listeners.push(listen)
globalThis.importScripts = (...files) => files.forEach(file => runInThisContext(readFileSync(resolve(folder, file), "utf8")))
globalThis.module = globalThis.exports = undefined
for (const script of scripts) runInThisContext(script)
Promise.resolve(runInThisContext(`(${code})`)(...given)).then(found => process.stdout.write(JSON.stringify(found ?? null)))
"""
"""Loads scripts one after the other, as a page or a worker does, and writes down what a function then gives."""


def source(name: str) -> Path:
    """Where a script of ours stands, by the name under which the site offers it."""
    return files()[FOLDER + name]


def call(scripts, code: str, *given):
    """What the JavaScript function `code` gives for `given`, once `scripts` are loaded; its promise is waited for.

    A script is a path, or a text that assigns data. What the last one imports stands beside it.
    """
    texts = [script.read_text(encoding="utf-8") if isinstance(script, Path) else script for script in scripts]
    asked = {"folder": str(getattr(scripts[-1], "parent", ROOT)), "scripts": texts, "code": code, "given": given}
    done = subprocess.run([NODE, "-e", HARNESS], input=json.dumps(asked), capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout)
