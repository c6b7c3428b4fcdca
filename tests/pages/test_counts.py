"""'Ik heb …, telt dat?' says of everything that somebody has together what it is worth, as the records do."""

from macros.facts.proofs import asking, papers, worth
from macros.facts.tables import COUNTING
from tests.browser.looks import PHONE
from tests.real import SITE

ASK = """async cases => {
  const table = document.querySelector("[data-table=telt-dat]"), { elements } = table.querySelector("form"), told = []
  for (const [systems, paper, own] of cases) {
    for (const box of elements.heb) box.checked = systems.includes(box.value)
    for (const list of table.querySelectorAll("[data-own]")) list.value = own[list.dataset.own] ?? ""
    elements.document.value = paper
    elements.document.dispatchEvent(new Event("change", { bubbles: true }))
    await null
    told.push([...table.querySelectorAll("[data-counting] > li")].filter(line => line.checkVisibility())
      .map(line => [line.firstElementChild.innerText, line.lastElementChild.innerText]))
  }
  return told
}"""
"""Chooses systems and documents, one case after the other, and gives the lines that show of the sum."""


def words(systems, paper, own):
    """What the sum says of these systems with this document, or its own, or with the best that each has."""
    told, strange = {option: set() for option in asking(SITE)}, []
    for system in systems:
        held = own.get(system, paper)
        never = held and SITE.documents[held].never
        if held and not never and held not in papers(SITE, system):
            strange.append(system)
        for document in [held] if held else papers(SITE, system):
            if never or document in papers(SITE, system):
                for option in told:
                    told[option].add(worth(SITE, system, document, option).value)
    full = [option for option, values in told.items() if values & set(COUNTING)]
    part = [option for option, values in told.items() if "deels" in values and option not in full]
    none = [option for option in told if option not in full and option not in part]
    return [len(full), len(part), len(none), sorted(SITE.systems[system].name for system in strange)]


def test_together(visit):
    """For each document of two systems together, for one system, for a few, with a document of its own for each and for all, the sum is that of the records."""
    tab = visit("leveranciers/", viewport=PHONE)
    assert tab.locator("[data-counting]").is_hidden()
    some = ["sa8000", "ecovadis"]
    cases = [(some, paper, {}) for paper in SITE.documents] + [([system], "", {}) for system in (*some, "gots", "iso-26000")]
    cases += [(list(SITE.systems), "", {}), (["gots", "sedex-smeta"], "verslag", {}), (["gots", "sedex-smeta"], "", {})]
    cases += [(some, paper, {"sa8000": own}) for paper in ("", "verslag", "scorekaart", "logo") for own in papers(SITE, "sa8000")]
    cases.append((some, "logo", {"sa8000": "certificaat", "ecovadis": "scorekaarten"}))
    found = tab.evaluate(ASK, cases)

    assert len(found) == len(cases)
    for (systems, paper, own), lines in zip(cases, found):
        told = dict(lines)
        full = told.get("Dit telt voor:" if paper or set(systems) <= set(own) else "Met het juiste document telt dit voor:", "")
        part, none = told.get("Dit telt deels voor:", ""), told.get("Hiervoor hebt u nog niets dat telt:", "")
        strange = told.get("Dit soort document bestaat niet bij:", "")
        counted = [len([one for one in text.removesuffix(".").split("; ") if one]) for text in (full, part, none)]
        assert [*counted, sorted(one for one in strange.removesuffix(".").split("; ") if one)] == words(systems, paper, own), (
            systems,
            paper,
            own,
        )
    again = visit("leveranciers/#heb=gots,sedex-smeta", context=tab.context)  # whoever follows a link sees the answer
    top, header = again.locator("[data-counting]").bounding_box()["y"], again.locator(".md-header").bounding_box()
    assert header["y"] + header["height"] <= top < again.viewport_size["height"] / 2 and tab.trouble == again.trouble == []
