"""The one file that knows mkdocs: registers the blocks and hands each page over."""
import re
from pathlib import Path

from mkdocs.exceptions import Abort

from macros import addresses, headers, qr
from macros.about import describe
from macros.export import write
from macros.load import load
from macros.problems import DataError
from macros.render import Blocks
from macros.search import improve


def define_env(env):
    """Called by mkdocs-macros once per build: read the data or stop, then register every block."""
    try:
        site = load(Path(env.project_dir) / "data")
    except DataError as error:
        raise Abort(str(error)) from None
    env.blocks = Blocks(site)
    env.conf["extra"]["version"] = next(iter(site.releases.values())).version
    for name, block in env.blocks.all().items():
        env.macro(block, name)


def on_post_page_macros(env):
    """Called per page once its blocks are filled: state line, links for @id, tooltips, short addresses, and what the page is."""
    blocks, page, path = env.blocks, env.page, env.page.url.lstrip("./")
    file = f"docs/{page.file.src_uri}"
    problems = blocks.links.unknown(env.markdown, file) + addresses.nameless(env.markdown, file)
    if problems:
        raise Abort("\n".join(map(str, problems)))
    text = re.sub(r"(?m)^(# .+)$", lambda m: f"{m[1]}\n\n{blocks.page_state(page.meta)}", env.markdown, count=1)
    root = "../" * path.count("/")
    text = f"{text}\n\n{blocks.moved(path)}"
    text = blocks.links.resolve(text).replace("%ROOT%", root or "./").replace("%SITE%", env.conf["site_url"])
    text = addresses.mark(text, path, blocks.homes, root)
    env.markdown = f"{text}\n\n{blocks.tooltips(text)}"
    trail = [(part.title, part.children[0].url if part.children[0].is_page and part.children[0].is_index else None)
             for part in reversed(page.ancestors)]
    page.meta["about"] = describe(blocks, path, page.meta, trail, env.conf["site_url"], env.conf["site_name"])


def on_post_build(env):
    """Called after the build: everything a reader can download, and the words for the search box."""
    folder = Path(env.conf["site_dir"])
    write(env.blocks, folder, env.conf["site_url"], env.conf["site_name"])
    qr.write(env.blocks.jinja, folder, env.conf["site_url"])
    try:
        improve(env.blocks.site, env.blocks.links, folder)
        addresses.write(env.blocks.site, env.blocks.links, env.blocks.jinja, folder, env.conf["site_url"])
    except DataError as error:
        raise Abort(str(error)) from None
    headers.write(env.blocks.jinja, folder)
