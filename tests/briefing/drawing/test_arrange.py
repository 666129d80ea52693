"""Maps in groups: nothing overlaps, each box is within the outline of its group, all find room where there is some."""

from collections import Counter
from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefing.drawing.layout import draw
from briefing.drawing.picture import Drawing, Figure, Link, Picture
from briefing.drawing.quality import quality, smallest_letter
from tests.briefing.drawing.test_layout import assert_sound

NAMES = ("Anna Weiß", "Deutscher Musterverband der Stahlindustrie e. V.", "AG", "Institut für Wasserstoff")
GROUPS = {"p": "Personen", "v": "Verbände", "m": "Ministerien", "g": "Gewerkschaften und Betriebsräte"}


@st.composite
def grouped(draw_: st.DrawFn) -> Picture:
    """Pictures of up to thirty boxes in up to four groups, none to two of them in the middle."""
    middle = draw_(st.integers(0, 2))
    one = st.tuples(st.sampled_from(NAMES), st.sampled_from(sorted(GROUPS)))
    placed = draw_(st.lists(one, min_size=1, max_size=30))
    figures = [Figure(f"s{n}", "Wasserstoffnetz Mustertal", subject=True) for n in range(middle)]
    figures += [Figure(f"f{n}", f"{name} {n}", group=g, weight=n + 1.0) for n, (name, g) in enumerate(placed)]
    ids = [figure.id for figure in figures]
    pairs = draw_(st.lists(st.tuples(st.sampled_from(ids), st.sampled_from(ids)), max_size=30))
    links = tuple(Link(a, b, "begegnet") for a, b in dict.fromkeys(pairs) if a != b)
    kept = {i: (draw_(st.floats(0, 1)), 0.5) for i in draw_(st.lists(st.sampled_from(ids), max_size=4))}
    how = draw_(st.sampled_from(("zones", "columns")))
    return Picture(tuple(figures), links, {}, GROUPS, kept, arranged=how, smallest=8.0)  # type: ignore[arg-type]


def assert_grouped(drawing: Drawing) -> None:
    outlines = {outline.name: outline for outline in drawing.outlines}
    for outline in drawing.outlines:
        assert outline.x >= -1e-6
        assert outline.x + outline.width <= drawing.width + 1e-6
        assert outline.y + outline.height <= drawing.height + 1e-6
    for box in drawing.boxes:
        assert box.size >= 8
        if box.figure.group:
            around = outlines[GROUPS[box.figure.group]]
            assert around.x <= box.x + 1e-6
            assert box.x + box.width <= around.x + around.width + 1e-6
            assert around.y <= box.y + 1e-6
            assert box.y + box.height <= around.y + around.height + 1e-6


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(grouped(), st.sampled_from(((523.0, 300.0), (523.0, 420.0), (592.0, 280.0), (360.0, 520.0))))
def test_boxes_stand_within_their_groups_and_overlap_nowhere(picture: Picture, page: tuple[float, float]) -> None:
    drawing = draw(picture, *page)
    assert_sound(drawing)
    assert_grouped(drawing)
    left = len(picture.figures) - len(drawing.boxes)
    assert bool(drawing.condensed) == bool(left)
    assert all(box.figure.subject for box in drawing.boxes) or sum(f.subject for f in picture.figures) == sum(
        box.figure.subject for box in drawing.boxes
    )


def test_twenty_five_boxes_of_six_kinds_have_room_on_the_first_page() -> None:
    names = ("Personen", "Verbände", "Ministerien", "Medien", "Kammern", "Kommunen")
    kinds = {f"k{n}": name for n, name in enumerate(names)}
    figures = [Figure("s", "Wasserstoff", subject=True)]
    figures += [Figure(f"f{n}", f"{NAMES[n % 4]} {n}", group=f"k{n % 6}", weight=25.0 - n) for n in range(24)]
    links = tuple(Link("s", f"f{n}") for n in range(24))
    drawing = draw(Picture(tuple(figures), links, {}, kinds, arranged="zones", smallest=8.0), 523, 400)
    assert (len(drawing.boxes), drawing.condensed) == (25, ())
    assert Counter(box.figure.group for box in drawing.boxes)["k0"] == 4
    assert_sound(drawing)


def test_five_columns_have_room_across_a_page() -> None:
    columns = {"0": "", "a": "Aus unserem Haus", "b": "Öffnen die Tür", "c": "Kennen wir dort", "d": ""}
    figures = tuple(Figure(f"{c}{n}", NAMES[n % 2], group=c) for c in columns for n in range(1 if c in "0d" else 3))
    drawing = draw(Picture(figures, (), {}, columns, arranged="columns", smallest=8.0), 523, 300)
    assert len(drawing.boxes) == 11
    xs = {c: [box.x for box in drawing.boxes if box.figure.group == c] for c in columns}
    assert max(xs["0"]) < min(xs["a"]) < min(xs["b"]) < min(xs["c"]) < min(xs["d"])


def test_boxes_of_a_group_change_places_until_no_lines_cross() -> None:
    columns = {"a": "Aus unserem Haus", "b": "Öffnen die Tür"}
    figures = tuple(Figure(f"{c}{n}", f"Anna {n}", group=c) for c in "ab" for n in range(5))
    links = tuple(Link(f"a{n}", f"b{(n * 2 + 3) % 5}") for n in range(5))
    picture = Picture(figures, links, {}, columns, arranged="columns")
    assert quality(draw(picture, 523, 300)).crossings == 0
    zones = replace(picture, arranged="zones", figures=(*figures, Figure("s", "Wasserstoff", subject=True)))
    assert quality(draw(zones, 523, 300)).crossings == 0


def test_who_was_there_stays_in_a_group_where_it_was() -> None:
    kinds = {f"k{n}": f"Gruppe {n}" for n in range(4)}
    figures = [Figure("s", "Wasserstoff", subject=True)]
    figures += [Figure(f"f{n}", f"{NAMES[n % 4]} {n}", group=f"k{n % 4}", weight=20.0 - n) for n in range(20)]
    links = tuple(Link(f"f{n}", f"f{(n * 7 + 3) % 20}") for n in range(20)) + tuple(
        Link("s", f"f{n}") for n in range(9)
    )
    picture = Picture(tuple(figures), links, {}, kinds, arranged="zones")
    before = draw(picture, 523, 400)
    more = replace(picture, links=(*links, Link("s", "f12")), kept=before.places())
    after = draw(more, 523, 400).places()
    ways = [abs(x - after[i][0]) + abs(y - after[i][1]) for i, (x, y) in before.places().items()]
    assert sorted(ways)[len(ways) // 2] < 0.02
    assert max(ways) < 0.3


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(grouped())
def test_labels_of_ties_stand_on_no_outline(picture: Picture) -> None:
    drawing = draw(picture, 523, 420)
    for stroke in drawing.strokes:
        if stroke.label_at:
            x, y = stroke.label_at
            assert all(
                abs(x - edge) > 1
                for it in drawing.outlines
                for edge in (it.x, it.x + it.width)
                if it.y < y < it.y + it.height
            )
    assert not drawing.boxes or smallest_letter(drawing) >= 8
