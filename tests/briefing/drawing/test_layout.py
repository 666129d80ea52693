"""Drawings: nothing overlaps, everything is on the page, the same picture is drawn the same way."""

from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefing.drawing.layout import draw, sheet
from briefing.drawing.picture import Box, Drawing, Figure, Link, Picture
from briefing.drawing.quality import quality, smallest_letter
from tests.briefing.drawing.pictures import NASTY, pictures, ring, star

WIDTH, HEIGHT = 780.0, 480.0


def overlap(a: Box, b: Box) -> bool:
    return (
        a.x < b.x + b.width - 1e-6
        and b.x < a.x + a.width - 1e-6
        and a.y < b.y + b.height - 1e-6
        and b.y < a.y + a.height - 1e-6
    )


def assert_sound(drawing: Drawing) -> None:
    assert [(a.figure.id, b.figure.id) for a, b in combinations(drawing.boxes, 2) if overlap(a, b)] == []
    for box in drawing.boxes:
        assert box.x >= -1e-6
        assert box.y >= -1e-6
        assert box.x + box.width <= drawing.width + 1e-6
        assert box.y + box.height <= drawing.height + 1e-6
    assert [box.figure for box in drawing.boxes] == list(drawing.picture.figures)
    assert [stroke.link for stroke in drawing.strokes] == list(drawing.picture.links)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(pictures(), st.sampled_from(((780.0, 480.0), (480.0, 700.0), (300.0, 200.0))), st.integers(0, 3))
def test_no_two_boxes_overlap_and_all_are_on_the_page(picture: Picture, page: tuple[float, float], seed: int) -> None:
    drawing = draw(picture, *page, seed=seed)
    assert_sound(drawing)
    assert not drawing.boxes or smallest_letter(drawing) >= 8
    assert drawing == draw(picture, *page, seed=seed)


@pytest.mark.parametrize("count", [1, 2, 3, 30, 60])
def test_a_ring_has_no_line_through_a_label(count: int) -> None:
    drawing = draw(ring(count), WIDTH, HEIGHT)
    assert_sound(drawing)
    assert quality(drawing).through_labels == 0


def test_sixty_boxes_stand_on_a_poster_in_letters_one_can_read() -> None:
    picture = ring(60)
    drawing = draw(picture, *sheet(picture))
    assert len(drawing.boxes) == 60
    assert smallest_letter(drawing) >= 8
    assert sheet(ring(25)) == (770, 440)


def test_another_seed_draws_another_way() -> None:
    assert draw(ring(20), WIDTH, HEIGHT, seed=1) != draw(ring(20), WIDTH, HEIGHT, seed=2)


def test_who_was_there_stays_in_the_same_place_and_newcomers_stand_around() -> None:
    before = draw(ring(24), WIDTH, HEIGHT)
    places = before.places()
    more = ring(24)
    newcomers = tuple(Figure(f"new{n}", f"Neue Firma {n}", kind="Person") for n in range(4))
    links = tuple(Link(f"f{n * 5:03}", f"new{n}") for n in range(4))
    picture = replace(more, figures=more.figures + newcomers, links=more.links + links, kept=places)
    after = draw(picture, WIDTH, HEIGHT)
    assert_sound(after)
    moved = {
        id_: ((x - after.places()[id_][0]) ** 2 + (y - after.places()[id_][1]) ** 2) ** 0.5
        for id_, (x, y) in places.items()
    }
    assert max(moved.values()) < 0.08
    assert sorted(moved.values())[len(moved) // 2] < 0.01


def test_two_figures_kept_in_one_place_are_parted() -> None:
    picture = replace(ring(6), kept={"f000": (0.5, 0.5), "f001": (0.5, 0.5), "f002": (9.0, -3.0)})
    assert_sound(draw(picture, WIDTH, HEIGHT))


def test_groups_stand_together() -> None:
    figures = tuple(Figure(f"{g}{n}", f"Verband {g} {n}", group=g) for n in range(8) for g in "abc")
    links = tuple(Link(f"{g}{n}", f"{g}{(n + 1) % 8}") for n in range(8) for g in "abc")
    links += (Link("a0", "b0"), Link("b1", "c1"), Link("c2", "a2"))
    drawing = draw(Picture(figures, links), WIDTH, HEIGHT)
    middles = {box.figure.id: box.middle for box in drawing.boxes}

    def middle_distance(pairs: list[tuple[str, str]]) -> float:
        return sum(
            ((middles[a][0] - middles[b][0]) ** 2 + (middles[a][1] - middles[b][1]) ** 2) ** 0.5 for a, b in pairs
        ) / len(pairs)

    pairs = list(combinations(middles, 2))
    inside = middle_distance([(a, b) for a, b in pairs if a[0] == b[0]])
    across = middle_distance([(a, b) for a, b in pairs if a[0] != b[0]])
    assert inside < across / 2


def test_three_kept_in_one_row_have_no_line_through_a_label() -> None:
    figures = tuple(Figure(x, f"Verband Musterstadt {x}") for x in "abc")
    kept = {"a": (0.1, 0.5), "b": (0.5, 0.5), "c": (0.9, 0.5)}
    drawing = draw(Picture(figures, (Link("a", "c"),), kept=kept), WIDTH, HEIGHT)
    assert quality(drawing).through_labels == 0
    assert_sound(drawing)


def test_labels_of_ties_cover_neither_boxes_nor_each_other() -> None:
    drawing = draw(ring(20), WIDTH, HEIGHT)
    spots = [stroke.label_at for stroke in drawing.strokes if stroke.label_at]
    assert len(spots) > 10
    for x, y in spots:
        assert not any(b.x < x < b.x + b.width and b.y < y < b.y + b.height for b in drawing.boxes)
    assert all(abs(a[0] - b[0]) > 5 or abs(a[1] - b[1]) > 5 for a, b in combinations(spots, 2))


def test_five_hundred_figures_become_sixty_and_the_rest_is_said() -> None:
    drawing = draw(ring(500), 1118, 640)
    assert_sound(drawing)
    assert len(drawing.boxes) == 60
    assert "440" in drawing.condensed[-1]


def test_leaves_of_one_kind_at_one_hub_are_drawn_together_first() -> None:
    drawing = draw(star(100), WIDTH, HEIGHT)
    assert [box.figure.name for box in drawing.boxes][1:] == ["100 × Organisation"]
    assert len(drawing.condensed) == 1
    assert "Wasserstoffnetz Mustertal" in drawing.condensed[0]
    assert "Firma Nummer 0" in drawing.condensed[0]


def test_up_to_sixty_nothing_is_left_out_of_a_poster() -> None:
    assert draw(star(59), 1118, 640).condensed == ()


def test_on_a_smaller_page_less_of_a_poster_is_drawn_in_the_same_letters() -> None:
    drawing = draw(ring(60), 480, 300)
    assert_sound(drawing)
    assert smallest_letter(drawing) >= 8
    assert 15 <= len(drawing.boxes) < 60
    assert drawing.condensed


def test_who_was_put_somewhere_by_hand_has_letters_one_can_read() -> None:
    picture = ring(60)
    kept = {
        figure.id: (0.1 + 0.8 * (n % 10) / 9, 0.1 + 0.8 * (n // 10) / 5) for n, figure in enumerate(picture.figures)
    }
    for page in ((523, 300), sheet(picture)):
        drawing = draw(replace(picture, kept=kept), *page)
        assert_sound(drawing)
        assert smallest_letter(drawing) >= 8


def test_a_page_for_few_labels_leaves_out_more_and_says_so() -> None:
    drawing = draw(ring(40), 150, 110)
    assert_sound(drawing)
    assert 0 < len(drawing.boxes) < 40
    assert drawing.condensed
    with pytest.raises(ValueError, match="too small"):
        draw(ring(3), 20, 20)


def test_odd_names_are_drawn() -> None:
    figures = tuple(Figure(str(n), name, note=name) for n, name in enumerate(NASTY))
    drawing = draw(Picture(figures, ()), WIDTH, HEIGHT)
    assert_sound(drawing)
    assert all(box.lines for box in drawing.boxes)


def test_places_kept_in_a_corner_leave_no_half_of_the_page_empty() -> None:
    kept = {f"f{n:03}": (0.7 + 0.1 * (n % 3), 0.3 + 0.2 * (n // 3)) for n in range(6)}
    drawing = draw(replace(ring(6), kept=kept), WIDTH, HEIGHT)
    assert_sound(drawing)
    xs = [x for x, _ in drawing.places().values()]
    assert min(xs) < 0.4 < 0.6 < max(xs)
