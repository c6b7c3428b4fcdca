"""What passes Markdown by comes out as if it had been read."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import Markdown

from macros.pages.raw import RawBlocks

USED = ["abbr", "admonition", "attr_list", "fenced_code", "md_in_html", "tables", "toc"]

PAGES = {
    "a block": "Voor.\n\n<div class='a'>\n<p>Zo *niet*.</p>\n</div>\n\nNa *zo*.",
    "the first and the last": "<ul>\n<li>*a*</li>\n</ul>\n\n<p>b</p>",
    "blocks in blocks": "<div>\n\n<div>\n\n*a*\n\n</div>\n\n<p>b</p>\n\n</div>\n\n# Kop\n",
    "one under the other": "<p>a</p>\n<p>*b*</p>\n\n<p>c</p>\nd\n\ne\n<p>f</p>\n\ng",
    "Markdown inside": "<div markdown='1'>\n\n<p>*a*</p>\n\n*b*\n\n</div>\n\n<p>c</p>\n\nd",
    "Markdown inside, straight under a text": "a\n<div markdown='1'>\n\n<div><p>*a*</p></div>\n\n*b*\n\n</div>\n\n<p>c</p>\n\nd",
    "Markdown inside a block without": "<div>\n<div markdown='1'>\n\n*b*\n\n</div>\n</div>\n\nd",
    "a script": "<script type='a'>\nif (a < b) { '<p>' }\n</script>\n\n*a*",
    "an unclosed block": "<div>\n\n*a*\n\n<p>b\n\nc",
    "a closed one too many": "</div>\n\n*a*\n\n<p>b</p></p>\n\nc",
    "what is no block": "<span>*a*</span>\n\n<a href='b'>*c*</a> d\n\n<br>\n\n<hr>\n\n*e*",
    "code": "```\n\n<div>\n\n</div>\n\n```\n\n    <p>*a*</p>\n\n`<p>`\n\n<pre>*a*\n\n<b></pre>\n\nb",
    "in a list": "- a\n\n    <p>*b*</p>\n\n- c\n\n<table>\n<tr><td>|*d*|</td></tr>\n</table>\n\n*[d]: e\n\nd",
    "a remark": "<!-- <div> -->\n\n<div>*a*</div>\n\n<!-- </div> -->\n\nb",
    "nothing": "",
}


def read(text, *more):
    """The HTML of a page."""
    return Markdown(extensions=[*USED, *more]).convert(text)


@pytest.mark.parametrize("name", PAGES)
def test_comes_out_the_same(name):
    """Whatever stands around or in a block of HTML, the page is what Markdown makes of it."""
    assert read(PAGES[name], RawBlocks()) == read(PAGES[name])


def test_passes_by():
    """A block by itself does pass by; without that, all of this would say nothing."""
    page = Markdown(extensions=[*USED, RawBlocks()])

    assert page.preprocessors["raw"].run(["a", "", "<p>*b*</p>", "", "c"]) == ["a", "", page.htmlStash.get_placeholder(0), "", "c"]


PIECES = ["<div>", "</div>", "<div markdown='1'>", "<p>*a*</p>", "<p>", "</p>", "*b*", "- c", "# d", "<b>e</b>", "    f", "```", "", "", ""]


@settings(max_examples=500, derandomize=True, database=None, deadline=None)
@given(lines=st.lists(st.sampled_from(PIECES), max_size=12))
def test_whatever_stands_there(lines):
    """Nor does any order of such lines come out otherwise, as long as its blocks are closed."""
    text = "\n".join(lines)
    if text.count("<div") == text.count("</div>") and text.count("<p>") == text.count("</p>"):
        assert read(text, RawBlocks()) == read(text)
