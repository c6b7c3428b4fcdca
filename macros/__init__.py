"""The one file that knows mkdocs: registers the blocks and hands each page, and then the built site, over."""

import gc
import sys
from contextlib import contextmanager
from pathlib import Path

try:
    from mkdocs.exceptions import Abort
except ImportError:  # another tool builds the site, or none does
    Abort = SystemExit

from macros.after.addresses import worded
from macros.after.finish import complete, finish
from macros.facts import upkeep
from macros.facts.dates import today
from macros.facts.load import load
from macros.facts.problems import DataError, net
from macros.guide import Guide
from macros.pages import made, markdown
from macros.pages.blocks import Blocks
from macros.pages.raw import RawBlocks
from macros.pages.sources import filled, pages
from macros.preview import kept
from macros.preview.faults import speak_dutch
from macros.preview.server import RUNNING, Preview


@contextmanager
def told(file):
    """Whatever goes wrong with `file` ends the build with Dutch sentences, never with a traceback."""
    try:
        with net(file):
            yield
    except DataError as error:
        raise Abort(str(error)) from None


def define_env(env):
    """Called by mkdocs-macros once per build: read the data and the pages or stop, then register every block."""
    for preview in RUNNING:
        env.conf["site_dir"] = str(preview.place)
    # Facts and pages stay until the end: to look for rubbish among them as often as usual takes a twentieth of a build.
    gc.set_threshold(1_000_000, 20, 50)
    speak_dutch()
    with told("mkdocs.yml"):
        data = Path(env.project_dir) / "data"
        site = kept.once(kept.key("site", kept.content(data), kept.code("macros.facts.load")), lambda: load(data))
        env.guide = Guide(site, env.conf["site_url"], env.conf["site_name"])
        env.pages = pages(Path(env.conf["docs_dir"]), env.guide)
        env.made = made.pages(env.guide, Path(env.conf["docs_dir"]))
        env.conf["nav"] = made.menu(env.conf["nav"], env.made)
        env.conf["markdown_extensions"].append(RawBlocks())
        env.above = markdown.trails(env.conf["nav"])
        late = len(upkeep.overdue(env.guide, today()))
        if late:  # the calendar warns and never fails: what was true yesterday still builds
            print(f"Nazicht: {late} {'feit is' if late == 1 else 'feiten zijn'} over tijd; zie over/nazicht, of: make due", file=sys.stderr)
        for name, block in Blocks(env.guide).all().items():
            env.macro(block, name)
        env.conf["plugins"]["macros, other events"] = Events(env)


def on_pre_page_macros(env):
    """Called per page before its blocks are filled: we fill them, as mkdocs-macros would tell a fault in English, with a traceback."""
    source = env.page.file.src_uri
    with told(f"docs/{source}"):
        page = env.pages.get(source)
        skipped = page and page.body_line + len(page.body) - len(page.body.lstrip("\n"))  # mkdocs leaves out what is empty above
        env.filled = filled(env.env, env.markdown, f"docs/{source}", skipped)
    env.markdown = ""


def on_post_page_macros(env):
    """Called per page once its blocks are filled: state line, links for @id, tooltips, short addresses, and what the page is."""
    page = env.page
    with told(f"docs/{page.file.src_uri}"):
        env.markdown = markdown.complete(env.guide, env.filled, page.meta, page.file.src_uri)
        env.guide.texts[page.file.src_uri] = (dict(page.meta), env.markdown)
        page.meta |= markdown.page_facts(env.guide, page.meta, page.file.src_uri, env.above)


def on_post_build(env):
    """Called after the build: what must be added to the built site."""
    folder = Path(env.conf["site_dir"])
    with told("site"):
        if RUNNING:
            RUNNING[0].made = complete(env.guide, folder)
        else:
            finish(env.guide, folder)
            gc.freeze()  # the process ends here, and would look for rubbish among all that it made: a fifteenth of a build


class Events:
    """The events of mkdocs that mkdocs-macros does not pass on: a method on_… for each, which hands over to a module that does not know mkdocs.

    Made once per build, so `self.env` has the settings (`env.conf`) and the facts (`env.guide`) of that build. Every event after on_config can
    stand here (on_files, on_nav, on_page_content, on_env …), with the arguments that mkdocs documents.
    """

    def __init__(self, env):
        self.env = env

    def on_pre_build(self, **_):
        """Called when everything is registered: what is made from one text stays for the next build, if there is one."""
        for jinja in (self.env.env, self.env.guide.jinja):
            kept.templates(jinja)

    def on_files(self, files, config):
        """Called once the files of docs/ are listed: the pages that are made come among them, each to be edited in its data."""
        kind = type(files.get_file_from_path("index.md"))  # a builder that takes the place of mkdocs has a class of its own
        for place, page in self.env.made.items():
            file = kind.generated(config, place, content=page.text)
            file.edit_uri = f"../{page.data}"
            files.append(file)
        self.settings = kept.key(
            Path(config.config_file_path).read_bytes(), kept.code("macros.pages.raw"), sorted(file.src_uri for file in files)
        )
        return type(files)(sorted(files, key=lambda file: made.order(file.src_uri)))

    def on_page_markdown(self, markdown, page, config, files):
        """Called per page once it is plain Markdown, before it becomes HTML."""
        kept.page(page, self.settings)

    def on_env(self, env, config, **_):
        """Called when all pages are HTML, before the theme is put around them."""
        kept.templates(env)

    def on_page_content(self, html, page, **_):
        """Called per page once it is HTML: a heading in whatever notation has an anchor that lasts."""
        with told(f"docs/{page.file.src_uri}"):
            problems = worded(html, page.markdown, f"docs/{page.file.src_uri}")
            if problems:
                raise DataError(problems)

    def on_serve(self, server, config, **_):
        """Called once, when the first build stands: from then on the preview stands between the server, its builder and the browser."""
        gc.unfreeze()  # it does not end here after all
        Preview(server, Path(config["site_dir"]), Path(config["config_file_path"]))
