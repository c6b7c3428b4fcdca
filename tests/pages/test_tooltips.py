"""Tooltips: a word has one wherever it stands, in every form."""


def test_tooltips(toy):
    """Terms, their forms and the systems get a tooltip where they stand; links in it become plain words."""
    text = toy.guide.tooltips.lines("De bestekken, een Bestek en KE1.")

    assert "*[bestekken]: De regels van de opdracht." in text
    assert "*[Bestek]: De regels van de opdracht." in text
    assert "*[KE1]: productlabel: Een label voor stof." in text
    assert "perceel" not in text
