"""Lines and boxes: answers worked out by hand, and lines led around what stands in their way."""

from itertools import pairwise

import numpy as np

from briefing.drawing.geometry import crossing, meeting, overlap, through
from briefing.drawing.route import routes


def at(*values: float) -> np.ndarray:
    return np.array(values, dtype=float)


def test_a_line_goes_through_a_box_only_where_it_has_an_inside() -> None:
    box = (at(5, 0), at(1, 1))
    assert through(at(0, 0), at(10, 0), *box)
    assert through(at(5, -9), at(5, 9), *box)
    assert not through(at(0, 2), at(10, 2), *box)
    assert not through(at(0, 1), at(10, 1), *box)  # along the border
    assert not through(at(0, 0), at(3, 0), *box)  # ends before
    assert through(at(4.5, 0), at(5.5, 0), *box)  # inside altogether


def test_lines_cross_inside_each_other_and_not_at_their_ends() -> None:
    assert crossing(at(0, 0), at(2, 2), at(0, 2), at(2, 0))
    assert not crossing(at(0, 0), at(2, 2), at(2, 2), at(4, 0))
    assert not crossing(at(0, 0), at(1, 0), at(0, 1), at(1, 1))


def test_boxes_that_touch_do_not_meet() -> None:
    assert not meeting(at(0, 0), at(1, 1), at(2, 0), at(1, 1))
    assert meeting(at(0, 0), at(1, 1), at(1.9, 0), at(1, 1))
    assert overlap(at(0, 0), at(1, 1), at(1, 1), at(1, 1)) == 1
    assert overlap(at(0, 0), at(1, 1), at(3, 0), at(1, 1)) == 0


def test_a_line_is_led_around_the_box_in_its_way_and_a_free_one_stays_straight() -> None:
    places = np.array([(50, 100), (150, 100), (250, 100)], dtype=float)
    halves = np.array([(20, 10)] * 3, dtype=float)
    blocked, free = routes(places, halves, np.array([(0, 2), (0, 1)]), at(300, 200))
    assert len(blocked) > 2
    assert free == ((70, 100), (130, 100))
    for start, end in pairwise(blocked):
        assert not through(at(*start), at(*end), places[1], halves[1])
    # It leaves and arrives at the borders of its own boxes.
    assert abs(blocked[0][0] - 50) == 20 or abs(blocked[0][1] - 100) == 10
    assert abs(blocked[-1][0] - 250) == 20 or abs(blocked[-1][1] - 100) == 10
