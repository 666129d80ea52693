"""Pictures for tests: small ones by hand, and any that Hypothesis makes up."""

from hypothesis import strategies as st

from briefing.drawing.picture import Figure, Link, Picture

KINDS = {"Organisation": "Organisation", "Person": "Person", "Event": "Veranstaltung"}
NASTY = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "#strong[laut] $x$ *fett* `code` @quelle \\",
    '=HYPERLINK("http://boese.example")',
    "{{ 7*7 }} {% for x in y %} {#weg#}",
    "]]></title><svg onload=alert(1)>",
    "שלום עולם",
    "مرحبا",
    "王小明",
    "Familie 👩\u200d👩\u200d👧 und 🏭",
    "e\u0301 u\u0308 a\u0301\u0323\u0327",
    "\u202eumgedreht\x00\x07\x1b[31mrot",
    "x" * 200,
    "Donaudampfschifffahrtsgesellschaft " * 6,
    "",
    " \t\n",
)


def star(leaves: int, kind: str = "Organisation") -> Picture:
    """A hub with that many leaves of one kind."""
    figures = (Figure("hub", "Wasserstoffnetz Mustertal e. V.", kind="Organisation", subject=True),)
    figures += tuple(Figure(f"leaf{n:03}", f"Firma Nummer {n}", kind=kind) for n in range(leaves))
    links = tuple(Link("hub", f"leaf{n:03}", label="Mitglied", weight=float(n % 5 + 1)) for n in range(leaves))
    return Picture(figures, links, KINDS)


def ring(count: int) -> Picture:
    """Figures tied to their neighbours in a circle."""
    figures = tuple(
        Figure(
            f"f{n:03}", f"Verband Musterstadt {n}", note="Referat", kind=list(KINDS)[n % 3], group=f"g{n * 3 // count}"
        )
        for n in range(count)
    )
    links = tuple(Link(f"f{n:03}", f"f{(n + 1) % count:03}", label="kennt") for n in range(count))
    return Picture(figures, links, KINDS)


@st.composite
def pictures(draw: st.DrawFn, most: int = 25) -> Picture:
    """Any picture: odd names, several links between two, links to oneself or to nobody, kept places beyond the page."""
    count = draw(st.integers(0, most))
    names = st.one_of(st.sampled_from(NASTY), st.text(max_size=60), st.just("Verband Musterstadt"))
    ids = [f"f{n}" for n in range(count)]
    figures = tuple(
        Figure(
            id=name,
            name=draw(names),
            note=draw(st.sampled_from(("", "Referatsleiterin", "x" * 90))),
            kind=draw(st.sampled_from(("", "Person", "Organisation", "Event", "ministry", "company"))),
            group=draw(st.sampled_from(("", "a", "b"))),
            subject=draw(st.booleans()),
            invented=draw(st.booleans()),
        )
        for name in ids
    )
    ends = st.sampled_from([*ids, "nobody"])
    made = st.builds(
        Link,
        ends,
        ends,
        label=st.sampled_from(("", "Mitglied", "<b>&")),
        line=st.sampled_from(("firm", "past", "uncertain")),
        invented=st.booleans(),
        weight=st.floats(0, 10),
    )
    links = tuple(draw(st.lists(made, max_size=2 * most)))
    shares = st.floats(-0.5, 1.5)
    kept = draw(st.dictionaries(ends, st.tuples(shares, shares), max_size=count))
    return Picture(figures, links, KINDS, kept=kept)
