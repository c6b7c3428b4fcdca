"""The one file that knows mkdocs: registers the blocks and hands each page over."""
import re
import sys
from pathlib import Path

from mkdocs.exceptions import Abort

from macros.load import DataError, load
from macros.pictures import PICTURES, draw
from macros.render import Blocks


def define_env(env):
    """Called by mkdocs-macros once per build: read the data or stop, then register every block."""
    try:
        site = load(Path(env.project_dir) / "data")
    except DataError as error:
        raise Abort(str(error)) from None
    env.blocks = Blocks(site)
    for name, block in env.blocks.all().items():
        env.macro(block, name)


def on_post_page_macros(env):
    """Called per page once its blocks are filled: state line, links for @id, tooltips."""
    blocks, page = env.blocks, env.page
    problems = blocks.links.unknown(env.markdown, f"docs/{page.file.src_uri}")
    if problems:
        raise Abort("\n".join(map(str, problems)))
    text = re.sub(r"(?m)^(# .+)$", lambda m: f"{m[1]}\n\n{blocks.page_state(page.meta)}", env.markdown, count=1)
    root = "../" * page.url.rstrip("/").count("/") + ("../" if page.url.strip("./") else "")
    text = blocks.links.resolve(text).replace("%ROOT%", root or "./")
    env.markdown = f"{text}\n\n{blocks.tooltips(text)}"


def on_post_build(env):
    """Called after the build: the pictures as files to download."""
    folder = Path(env.conf["site_dir"]) / "beelden"
    folder.mkdir(exist_ok=True)
    for name in PICTURES:
        picture = draw(env.blocks.site, env.blocks.links, name, env.blocks.jinja)
        (folder / picture["file"]).write_text(picture["alone"], encoding="utf-8")
