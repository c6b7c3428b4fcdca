"""'Ik heb …, telt dat?' says of everything that somebody has together what it is worth, as the records do."""

from macros.facts.proofs import asking, papers, worth
from macros.facts.tables import COUNTING
from tests.browser.looks import PHONE
from tests.real import SITE

ASK = """async cases => {
  const table = document.querySelector("[data-table=telt-dat]"), { elements } = table.querySelector("form"), told = []
  for (const [systems, paper] of cases) {
    for (const box of elements.heb) box.checked = systems.includes(box.value)
    elements.document.value = paper
    elements.document.dispatchEvent(new Event("change", { bubbles: true }))
    await null
    told.push([...table.querySelectorAll("[data-counting] > li")].filter(line => line.checkVisibility())
      .map(line => [line.firstElementChild.innerText, line.lastElementChild.innerText]))
  }
  return told
}"""
"""Chooses systems and a document, one case after the other, and gives the lines that show of the sum."""


def words(systems, paper):
    """What the sum says of these systems with this document, or with the best that each has."""
    told = {option: set() for option in asking(SITE)}
    never = paper and SITE.documents[paper].never
    for system in systems:
        for document in [paper] if paper else papers(SITE, system):
            if never or document in papers(SITE, system):
                for option in told:
                    told[option].add(worth(SITE, system, document, option).value)
    full = [option for option, values in told.items() if values & set(COUNTING)]
    part = [option for option, values in told.items() if "deels" in values and option not in full]
    none = [option for option in told if option not in full and option not in part]
    strange = [system for system in systems if paper and not never and paper not in papers(SITE, system)]
    return [len(full), len(part), len(none), sorted(SITE.systems[system].name for system in strange)]


def test_together(visit):
    """For each document of two systems together, for one system, for a few and for all at once, the sum is that of the records."""
    tab = visit("leveranciers/", viewport=PHONE)
    assert tab.locator("[data-counting]").is_hidden()
    some = ["sa8000", "ecovadis"]
    cases = [(some, paper) for paper in SITE.documents] + [([system], "") for system in (*some, "gots", "iso-26000")]
    cases += [(list(SITE.systems), ""), (["gots", "sedex-smeta"], "verslag"), (["gots", "sedex-smeta"], "")]
    found = tab.evaluate(ASK, cases)

    assert len(found) == len(cases)
    for (systems, paper), lines in zip(cases, found):
        told = dict(lines)
        full = told.get("Dit telt voor:" if paper else "Met het juiste document telt dit voor:", "")
        part, none = told.get("Dit telt deels voor:", ""), told.get("Hiervoor hebt u nog niets dat telt:", "")
        strange = told.get("Dit soort document bestaat niet bij:", "")
        counted = [len([one for one in text.removesuffix(".").split("; ") if one]) for text in (full, part, none)]
        assert [*counted, sorted(one for one in strange.removesuffix(".").split("; ") if one)] == words(systems, paper), (systems, paper)
    again = visit("leveranciers/#heb=gots,sedex-smeta", context=tab.context)  # whoever follows a link sees the answer
    top, header = again.locator("[data-counting]").bounding_box()["y"], again.locator(".md-header").bounding_box()
    assert header["y"] + header["height"] <= top < again.viewport_size["height"] / 2 and tab.trouble == again.trouble == []
