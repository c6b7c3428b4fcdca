"""Works out where everything stands in the drawings; the .svg templates only place it."""

from __future__ import annotations

import textwrap

from macros.decision.rules import LIMIT, conditions
from macros.facts.duties import due, month

PICTURES = {
    "chain_picture": ("keten", "De keten van een katoenen T-shirt"),
    "coverage_picture": ("schakels", "Welk systeem welke schakel van de keten kan bereiken"),
    "dimension_picture": ("dimensies", "Product, leverancier en keten"),
    "staircase": ("trap", "De vier stappen van de toolbox als trap"),
    "timeline": ("termijnen", "De termijnen op een lijn"),
    "decision_picture": ("keuzehulp", "Welke vraag telt voor welke beslissing"),
}
"""Block → file name of the download and title."""


def lines(text, width):
    """Break a text into lines of at most `width` characters."""
    return textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False)


def chain_picture(site, wide=False):
    """The stages under each other, with what happens there; `wide` in two columns, for a slide."""
    gap, column, items = 92, 440, []
    rows = -(-len(site.chain) // 2) if wide else len(site.chain)
    for index, stage in enumerate(site.chain.values()):
        across, down = divmod(index, rows)
        words = lines(stage.in_picture, 42 if wide else 50)
        items.append({"x": across * column, "y": 16 + down * gap, "number": index + 1, "name": stage.name, "words": words[:2]})
    return {
        "width": 2 * column if wide else 480,
        "height": 16 + rows * gap - 12,
        "box": 360 if wide else 400,
        "seams": [{"x": x, "rows": sum(item["x"] == x for item in items)} for x in dict.fromkeys(item["x"] for item in items)],
        "gap": gap,
        "items": items,
        "text": "Van boven naar onder: " + ", ".join(s.name.lower() for s in site.chain.values()) + ".",
    }


def coverage_picture(site):
    """Each stage of the chain with the systems that can reach it, and a bar as long as there are many."""
    y, items, total = 16, [], len(site.systems)
    for index, (key, stage) in enumerate(site.chain.items()):
        names = [system.name for system in site.systems.values() if key in system.stages]
        words = lines(", ".join(names), 46) or ["geen enkel systeem"]
        height = 52 + 20 * len(words)
        bar = round(376 * len(names) / total)
        item = {
            "y": y,
            "height": height,
            "number": index + 1,
            "name": stage.name,
            "count": len(names),
            "total": total,
            "bar": bar,
            "words": words,
        }
        items.append(item | {"names": names})
        y += height + 14
    told = [f"{item['name']}: {', '.join(item['names']) or 'geen enkel systeem'}." for item in items]
    return {"width": 480, "height": y, "items": items, "text": " ".join(told)}


def dimension_picture(site, wide=False):
    """Three rings with the product inside and the chain, hardest to reach, outside; the words stand below, or `wide` beside them, for a slide."""
    radii, items, y = (64, 128, 192), [], 60 if wide else 438
    for index, (radius, dimension) in enumerate(zip(radii, site.dimensions.values())):
        centre = 390 - radius
        inner = 390 - 2 * radii[index - 1] if index else centre + 6
        words = lines(dimension.gist, 44 if wide else 50)
        items.append(
            {
                "radius": radius,
                "centre": centre,
                "label": (centre - radius + inner) / 2 + 6 if index else inner,
                "y": y,
                "name": dimension.name,
                "words": words,
                "even": index % 2 == 0,
            }
        )
        y += 34 + 20 * len(words)
    return {
        "width": 860 if wide else 480,
        "height": 400 if wide else y - 8,
        "words": 452 if wide else 4,
        "items": items,
        "text": " ".join(f"{d.name}: {d.gist}" for d in site.dimensions.values()),
    }


def staircase(site):
    """Four steps going up from left to right, each with the evidence it asks."""
    steps, items = list(site.toolbox.values()), []
    for index, step in enumerate(steps):
        top = 300 - index * 80
        items.append(
            {"x": index * 160, "y": top, "height": 380 - top, "number": step.number, "name": step.name, "due": due_short(site, step)}
        )
    return {"width": 640, "height": 390, "items": items, "text": " ".join(f"Stap {s.number}, {s.name.lower()}: {s.gist}" for s in steps)}


def low_stairs(guide, here):
    """The staircase for a hand-out, as SVG: low and as wide as the sheet, with one step, `here`, filled."""
    wide, rise, base, items = 170, 16, 116, []
    for index, (key, step) in enumerate(guide.site.toolbox.items()):
        top = base - 62 - index * rise + 8
        items.append(
            {
                "x": index * wide,
                "y": top,
                "width": wide,
                "height": base - top,
                "number": step.number,
                "name": step.name,
                "due": due_short(guide.site, step),
                "here": key == here,
            }
        )
    step = guide.site.toolbox[here]
    return guide.jinja.get_template("_stairs.svg").render(
        width=wide * len(items),
        height=base + 4,
        items=items,
        id="trap",
        title=f"Stap {step.number} van de {len(items)}",
        text=", dan ".join(f"{item['name'].lower()} ({item['due']})" for item in items) + ".",
        standalone=False,
    )


def due_short(site, step):
    """When the first evidence of a step is due, in a few words for a picture."""
    months = [month(site, key) for key in step.duties if site.duties[key].planned]
    if not months or months[0] is None:
        return "bij de offerte"
    return f"maand {min(m for m in months if m is not None)}"


def timeline(site):
    """The due dates of the toolbox along the months since the start of the contract."""
    items = []
    for key, duty in site.duties.items():
        at = month(site, key) if duty.ways else None  # what the options of the toolbox ask
        if at is not None:
            items.append({"month": at, "name": duty.name, "due": due(site, key), "planned": duty.planned})
    items.sort(key=lambda item: item["month"])
    y, shown = 70, []
    for item in items:
        words = lines(item["name"], 40) + ([] if item["planned"] else ["(niet de termijn van de kalender)"])
        shown.append(item | {"y": y, "words": words})
        y += 30 + 24 * len(words)
    return {
        "width": 480,
        "height": y,
        "items": shown,
        "text": "Vanaf de opstart van het contract. " + " ".join(f"Maand {i['month']}: {i['name']}." for i in items),
    }


def decision_picture(site):
    """Questions to the left, decisions to the right, a line where one counts for the other."""
    left = {key: 40 + i * 56 for i, key in enumerate(site.questions)}
    right = {key: 40 + i * 56 for i, key in enumerate(site.decisions)}
    lines_, told = [], []
    for name, decision in site.decisions.items():
        subjects = list(dict.fromkeys(s.removesuffix(LIMIT) for when in conditions(decision) for s in when))
        lines_ += [{"y": (left | right)[s], "to": right[name], "own": s in right} for s in subjects]
        told.append(f"{decision.name} hangt af van: {', '.join(subjects) or 'niets'}.")
    return {
        "width": 680,
        "height": 40 + 56 * max(len(left), len(right)),
        "left": [{"y": y, "name": key} for key, y in left.items()],
        "right": [{"y": y, "name": key} for key, y in right.items()],
        "lines": lines_,
        "text": " ".join(told),
    }


def draw(guide, name, **shape_of):
    """One drawing as SVG; what else is given, goes to what works out its shape.

    Returns a dict: `svg` for the page (colours from the stylesheet), `file` the name of the download,
    `title` and `text` its alternative.
    """
    file, title = PICTURES[name]
    shape = globals()[name](guide.site, **shape_of)
    return {
        "svg": guide.jinja.get_template(f"{name}.svg").render(**shape, id=file, title=title, standalone=False),
        "alone": guide.jinja.get_template(f"{name}.svg").render(**shape, id=file, title=title, standalone=True),
        "file": f"{file}.svg",
        "title": title,
        "text": shape["text"],
    }
