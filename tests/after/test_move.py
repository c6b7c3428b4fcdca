"""Ready to move: the same site without mkdocs-macros, with our own part run without mkdocs, and with ProperDocs."""

import ast
import functools
import re
import subprocess
import sys

import pytest

from macros.after.offline import ZIP
from tests.conftest import ROOT, mkdocs

ADDRESS = "https://example.org/"
OTHERS = ("mkdocs", "mkdocs_macros", "material", "properdocs")
"""The packages that build a site; our part may need none of them."""

WITHOUT = f"""
import runpy, sys
sys.modules |= dict.fromkeys({OTHERS})
runpy.run_module("macros", run_name="__main__")
"""
"""Python that runs `python -m macros` where importing any of these packages fails."""

STAMP = re.compile(r'<meta name="generator" content="mkdocs-[^"]*, mkdocs-material-[^"]*">')
"""What says which program built a page: the only thing in which two builds may differ."""


def imported(path):
    """The packages that a file imports."""
    tree = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    names = [
        alias.name
        for node in tree
        if isinstance(node, (ast.Import, ast.ImportFrom))
        for alias in (node.names if isinstance(node, ast.Import) else [ast.alias(node.module or "")])
    ]
    return {name.partition(".")[0] for name in names}


@pytest.mark.parametrize("path", sorted((ROOT / "macros").rglob("*.py")), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_only_one_file_knows_mkdocs(path):
    """No module but macros/__init__.py imports mkdocs, its plug-ins or its theme."""
    assert imported(path) & set(OTHERS) == ({"mkdocs"} if path == ROOT / "macros" / "__init__.py" else set())


def files(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def same(built, other):
    """Both sites hold the same files, and each file the same bytes, the stamp of the builder aside."""
    read = lambda path: STAMP.sub("", path.read_text(encoding="utf-8")) if path.suffix == ".html" else path.read_bytes()
    names = [name for name in files(built) if name != ZIP]  # which is made of the others
    assert files(other) == names
    assert [name for name in names if read(built / name) != read(other / name)] == []


def test_same_site_with_properdocs(built, tmp_path):
    """ProperDocs builds from the same settings the same site, file by file."""
    done = mkdocs(ROOT, "--site-dir", str(tmp_path / "site"), tool="properdocs", SITE_URL=ADDRESS)

    assert done.returncode == 0, done.stdout + done.stderr
    same(built, tmp_path / "site")
    assert "ProperDocs" in (tmp_path / "site" / "index.html").read_text(encoding="utf-8")


def test_same_site_from_plain_markdown(built, tmp_path):
    """Our part run before and after, where mkdocs cannot be imported; between them a build that does not know us: the same site."""
    run = functools.partial(subprocess.run, cwd=ROOT, capture_output=True, text=True)
    docs, site = tmp_path / "docs", tmp_path / "site"
    written = run([sys.executable, "-c", WITHOUT, "pages", str(docs), ADDRESS])
    assert written.returncode == 0, written.stderr
    settings = re.sub(r"(?m)^watch:.+\n|^  - macros:\n(    .+\n)+|^nav:\n(  .+\n)+", "", (ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
    settings = settings.replace("plugins:\n", "plugins: []\n")
    (tmp_path / "mkdocs.yml").write_text(settings + written.stdout, encoding="utf-8")
    (tmp_path / "overrides").symlink_to(ROOT / "overrides")

    plain = mkdocs(tmp_path, "--site-dir", str(site), SITE_URL=ADDRESS)
    assert plain.returncode == 0, plain.stdout + plain.stderr
    assert not (site / "bestanden").exists()
    done = run([sys.executable, "-c", WITHOUT, "finish", str(site), ADDRESS])
    assert done.returncode == 0, done.stderr
    same(built, site)
