"""Tooltips: a word has one in every form, where it helps: once under a heading, and not in what people choose or copy."""

from macros.pages.tooltips import sparing


def test_tooltips(toy):
    """Terms, their forms and the systems get a tooltip where they stand; links in it become plain words."""
    text = toy.guide.tooltips.lines("De bestekken, een Bestek en KE1.")

    assert "*[bestekken]: De regels van de opdracht." in text
    assert "*[Bestek]: De regels van de opdracht." in text
    assert "*[KE1]: productlabel: Een label voor stof." in text
    assert "perceel" not in text


TERM = '<abbr title="De regels van de opdracht.">bestek</abbr>'
OTHER = '<abbr title="De regels van de opdracht.">bestekken</abbr>'


def test_a_term_is_told_once_under_a_heading():
    """The first use under a heading has the tooltip, in whatever form; after the next heading of that level it has one again."""
    html = f"<h1>Zo</h1><p>Een {TERM} en twee {OTHER}.</p><h3>Nog</h3><p>{OTHER}</p><h2>Verder</h2><p>Een {OTHER}.</p>"

    assert sparing(html) == f"<h1>Zo</h1><p>Een {TERM} en twee bestekken.</p><h3>Nog</h3><p>bestekken</p><h2>Verder</h2><p>Een {OTHER}.</p>"


def test_no_tooltip_where_one_chooses_or_copies():
    """A heading, a link, the head of a table, a choice and the text of a clause have none; what comes after them does."""
    for before, after in [
        ("<h2 id='x'>", "</h2>"),
        ('<p><a href="x">', "</a></p>"),
        ("<table><tr><th>", "</th></tr></table>"),
        ("<fieldset><div><label>", "</label></div></fieldset>"),
        ('<div class="clause__text" tabindex="0"><div><p>', "</p></div></div>"),
    ]:
        assert sparing(f"{before}{TERM}{after}<p>{TERM}</p>") == f"{before}bestek{after}<p>{TERM}</p>"
