"""Runs our scripts without a page, in the node that Playwright brings: what is pure needs no browser."""
import json
import subprocess
from pathlib import Path

import playwright

from tests.conftest import ROOT

NODE = next((Path(playwright.__file__).parent / "driver").glob("node*"))

HARNESS = """
const { readFileSync } = require("node:fs"), { resolve, dirname } = require("node:path"), { runInThisContext } = require("node:vm")
const { scripts, code, given } = JSON.parse(readFileSync(0, "utf8"))
const run = file => runInThisContext(readFileSync(file, "utf8"), { filename: file })
// What a worker finds around it, and a page: whom to call for a message, how it loads what stands beside it, and nothing of node.
globalThis.self = globalThis
globalThis.module = globalThis.exports = undefined
globalThis.listeners = []
globalThis.addEventListener = (type, listen) => listeners.push(listen)
globalThis.importScripts = (...files) => files.forEach(file => run(resolve(dirname(scripts.at(-1)), file)))
scripts.forEach(run)
Promise.resolve(runInThisContext(`(${code})`)(...given)).then(found => process.stdout.write(JSON.stringify(found ?? null)))
"""
"""Loads scripts one after the other, as a page or a worker does, and writes down what a function then gives."""


def source(name):
    """Where a script of ours stands: in the folder of the pages, or beside the code it belongs to."""
    [path] = [*(ROOT / "docs" / "assets").glob(name), *(ROOT / "macros").rglob(name)]
    return path


def call(scripts, code, *given):
    """What the JavaScript function `code` gives for `given`, once `scripts` (paths) are loaded; its promise is waited for."""
    asked = json.dumps({"scripts": [str(path) for path in scripts], "code": code, "given": given})
    done = subprocess.run([NODE, "-e", HARNESS], input=asked, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout)
