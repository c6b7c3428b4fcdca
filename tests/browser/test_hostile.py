"""What comes from the address, the clipboard or the browser's storage is treated as hostile: whatever it is, nothing runs or breaks."""

import functools
import json
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

SET = settings(derandomize=True, deadline=None, max_examples=40, database=None, suppress_health_check=list(HealthCheck))

EVIL = [
    "<img src=x onerror=globalThis.strange=1>",
    '"><script>globalThis.strange=1</script>',
    "javascript:globalThis.strange=1",
    "__proto__",
    "constructor",
    "%E0%A4%A",
    "';globalThis.strange=1//",
    "{{7*7}}",
    "\u202e\u0000",
    "=" * 50,
    ";" * 50,
    "#" * 9,
    "@1.0",
    "+sterker",
]
NAMES = [
    "fase",
    "raming",
    "looptijd",
    "markt",
    "teksten",
    "perceel",
    "plaats",
    "kader-uitvoering",
    "bestek",
    "rapport-risico@1.0",
    "3-jaar-of-meer",
]

piece = st.one_of(st.sampled_from(EVIL + NAMES), st.text(max_size=30))
fragment = st.lists(st.tuples(piece, st.sampled_from(["=", "&", ";", ",", "@", "+", "%", ""])), max_size=8).map(
    lambda parts: "".join(a + b for a, b in parts)
)


@functools.cache
def thousand():
    """A thousand fragments, in batches of 25: invented once for all pages."""
    found = []

    @SET
    @given(st.lists(fragment, min_size=25, max_size=25))
    def invent(batch):
        found.append([quote(one, safe="=&;,@+%#") if i % 2 else one for i, one in enumerate(batch)])

    invent()
    return found


stored = st.recursive(
    st.none() | st.booleans() | st.integers() | piece,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(piece, inner, max_size=4),
    max_leaves=8,
)

PAGES = {
    "keuzehulp/": "[data-question] input",
    "clausules/": "[data-table-filter] select",
    "systemen/vergelijken/": "[data-table-filter] select",
    "clausules/mijn-bestek/": "[data-choose] input",
    "clausules/actueel/": "[data-check] textarea",
    "toolbox/actie/": "h1",
}


def sound(tab, selector):
    """Nothing ran, nothing failed, and the page still has what it is for."""
    assert tab.evaluate("globalThis.strange ?? null") is None
    assert tab.trouble == [] and tab.locator(selector).count() > 0


@pytest.mark.parametrize("path", PAGES)
def test_any_fragment(path, visit):
    """Whatever stands behind the # of an address: a thousand fragments a page, put in the address bar one after the other."""
    tab = visit(path)
    for fragments in thousand():
        tab.evaluate(
            """fragments => { for (const one of fragments) {
          try { history.replaceState(null, "", `#${one}`) } catch { continue }
          dispatchEvent(new HashChangeEvent("hashchange"))
        } }""",
            fragments,
        )
        sound(tab, PAGES[path])

    assert sum(map(len, thousand())) == 1000


@pytest.mark.parametrize("path", ["keuzehulp/", "clausules/mijn-bestek/", "clausules/"])
def test_fragment_on_arrival(path, visit, address):
    """A page that is opened with a strange fragment stands as it should."""
    tab = visit(path)

    @settings(SET, max_examples=15)
    @given(fragment)
    def put(one):
        tab.goto("about:blank")
        tab.goto(f"{address}{path}#{quote(one, safe='=&;,@+')}")
        sound(tab, PAGES[path])

    put()


@pytest.mark.parametrize("path", ["keuzehulp/", "clausules/mijn-bestek/", "clausules/kader-uitvoering/"])
def test_any_storage(path, visit):
    """Whatever the browser has kept under our names."""
    tab = visit(path)

    @settings(SET, max_examples=25)
    @given(
        st.fixed_dictionaries(
            {
                name: stored
                for name in (
                    "velden",
                    "velden-percelen",
                    "bestek",
                    "percelen-namen",
                    "gegevens",
                    "keuzehulp-antwoorden",
                    "vorige",
                    "verslag",
                )
            }
            | {"keuzehulp": fragment}
        ),
        st.booleans(),
    )
    def put(kept, as_json):
        tab.evaluate(
            "kept => { for (const [name, value] of Object.entries(kept)) localStorage.setItem(name, value) }",
            {name: json.dumps(value) if as_json else str(value) for name, value in kept.items()},
        )
        tab.reload()
        sound(tab, "h1")

    put()


def test_any_field(visit):
    """Whatever is typed in a field comes back as text in the clause, never as markup."""
    tab = visit("clausules/kader-uitvoering/")

    @SET
    @given(st.lists(piece, min_size=20, max_size=20))
    def put(values):
        tab.evaluate(
            """values => { const inputs = [...document.querySelectorAll("[data-input]")]
          for (const [i, value] of values.entries()) {
            const input = inputs[i % inputs.length]
            input.value = value
            input.dispatchEvent(new Event("input", { bubbles: true }))
          } }""",
            values,
        )
        sound(tab, "[data-clause-text]")
        assert tab.locator("[data-clause-text] :is(img, script, a[href^=javascript])").count() == 0

    put()


def test_any_pasted_text(visit):
    """Whatever is pasted into 'Is mijn clausule nog actueel?'."""
    tab = visit("clausules/actueel/")

    @SET
    @given(
        st.lists(
            st.lists(st.one_of(piece, st.just("versie 1.0"), st.just("kader-uitvoering")), max_size=6).map(" ".join),
            min_size=20,
            max_size=20,
        )
    )
    def put(texts):
        tab.evaluate(
            """texts => { const form = document.querySelector("[data-check]")
          for (const text of texts) { form.querySelector("textarea").value = text; form.requestSubmit() } }""",
            texts,
        )
        sound(tab, "[data-check] textarea")
        assert tab.locator("[data-check-result] :is(img, script)").count() == 0

    put()
