"""The two steps around a build by another tool: `python -m macros pages FOLDER ADDRESS` and `python -m macros finish SITE ADDRESS`."""

import argparse
import sys
import tempfile
from pathlib import Path

import yaml

from macros.after.finish import finish
from macros.facts.load import load
from macros.facts.problems import DataError, net
from macros.facts.read import settings
from macros.guide import Guide
from macros.pages.markdown import write

parser = argparse.ArgumentParser(prog="python -m macros", description=__doc__)
parser.add_argument(
    "step",
    choices=["pages", "finish"],
    help="write the pages as plain Markdown to a new folder and the menu to the screen, or finish a built site",
)
parser.add_argument("folder", type=Path)
parser.add_argument("address", help="where the site will stand, ending in a slash")
given = parser.parse_args()
try:
    with net("mkdocs.yml"):
        conf = settings(Path("mkdocs.yml"), "site_name", "nav")
        guide = Guide(load(Path("data")), given.address, conf["site_name"])
    with net(str(given.folder)):
        if given.step == "pages":
            menu = write(guide, Path("docs"), given.folder, conf["nav"])
            print(yaml.safe_dump({"nav": menu}, allow_unicode=True, sort_keys=False), end="")
        else:
            with tempfile.TemporaryDirectory() as place:  # the texts of the pages go into the site too
                write(guide, Path("docs"), Path(place) / "docs", conf["nav"])
            finish(guide, given.folder)
except DataError as error:
    sys.exit(str(error))
