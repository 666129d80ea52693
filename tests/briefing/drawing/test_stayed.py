"""Maps in groups: who was there keeps the place, newcomers stand with theirs, large groups are several zones."""

from dataclasses import replace
from itertools import combinations

import numpy as np

from briefing.drawing.layout import draw
from briefing.drawing.picture import Drawing, Figure, Link, Picture
from briefing.drawing.quality import quality

SIZE = (523.0, 330.0)


def grouped(number: int = 18) -> Picture:
    """Return a subject with people who know the two beside them, and houses."""
    people = [Figure(f"p{n}", f"Person {n}", group="a") for n in range(number)]
    houses = [Figure(f"h{n}", f"Haus {n}", group="b") for n in range(4)]
    links = [Link(f"p{n}", f"p{n + 1}") for n in range(number - 1)] + [Link("s", f"h{n}") for n in range(4)]
    names = {"a": "Personen", "b": "Häuser"}
    figures = (Figure("s", "Thema", subject=True), *people, *houses)
    return Picture(figures, tuple(links), groups=names, arranged="zones", smallest=8.0)


def is_sound(drawing: Drawing) -> bool:
    zones = [(it.x, it.y, it.x + it.width, it.y + it.height) for it in drawing.outlines]
    apart = all(
        a[2] <= b[0] + 1 or b[2] <= a[0] + 1 or a[3] <= b[1] + 1 or b[3] <= a[1] + 1 for a, b in combinations(zones, 2)
    )
    inside = all(it.x >= -0.1 and it.y >= -0.1 and it.x + it.width <= SIZE[0] + 0.1 for it in drawing.outlines)
    return quality(drawing).overlaps == 0 and apart and inside


def test_a_large_group_stands_in_several_zones_and_a_chain_of_people_crosses_little() -> None:
    drawing = draw(grouped(), *SIZE)
    assert [it.name for it in drawing.outlines].count("Personen") == 3
    assert is_sound(drawing)
    assert quality(drawing).crossings <= 8


def test_who_was_there_stays_when_somebody_comes_or_goes() -> None:
    before = draw(grouped(), *SIZE).places()
    picture = grouped()
    gone = replace(
        picture,
        figures=tuple(f for f in picture.figures if f.id != "p5"),
        links=tuple(k for k in picture.links if "p5" not in (k.a, k.b)),
        kept=before,
    )
    come = replace(
        picture,
        figures=(*picture.figures, Figure("n", "Neu", group="b")),
        links=(*picture.links, Link("s", "n")),
        kept=before,
    )
    for now in (gone, come):
        drawing = draw(now, *SIZE)
        after = drawing.places()
        ways = [np.linalg.norm((np.array(after[i]) - before[i]) * SIZE) for i in after if i in before]
        assert max(ways) / np.hypot(*SIZE) < 0.03
        assert len(drawing.boxes) == len(now.figures)
        assert is_sound(drawing)
