"""Communities first: what joins two of them against a slow count, circles that do not overlap, members apart."""

import math
from itertools import combinations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from graph.views.contacts import ContactTable
from graph.views.gathered import Bundle, Circle, beside, bundles, circles, numbered, outward, within


def table_of(ties: dict[tuple[str, str], float]) -> ContactTable:
    ids = tuple(sorted({end for pair in ties for end in pair}))
    place = {node: i for i, node in enumerate(ids)}
    pairs = [sorted((place[a], place[b])) for a, b in ties]
    a, b = (np.array([pair[k] for pair in pairs], dtype=np.int64) for k in (0, 1))
    none = np.zeros(len(ties), dtype=np.int64)
    return ContactTable(ids, a, b, np.array(list(ties.values()), dtype=np.float64), none, none, none > 0)


def test_two_communities_are_joined_by_the_contacts_between_them_alone() -> None:
    table = table_of({("a", "b"): 9.0, ("a", "x"): 1.0, ("b", "x"): 0.5, ("b", "y"): 2.0, ("z", "a"): 7.0})
    group = {"a": 0, "b": 0, "x": 1, "y": 1}  # z is in none
    assert bundles(table, numbered(table, group), 9) == [Bundle(0, 1, 3, 3.5)]
    assert [(c.a, c.b, c.strength) for c in table.between({"a", "b"}, {"x", "y"}, 2)] == [
        ("b", "y", 2.0),
        ("a", "x", 1.0),
    ]


NAMES = "abcdefgh"


@given(
    st.dictionaries(
        st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES)).filter(lambda p: p[0] < p[1]),
        st.integers(1, 40).map(lambda n: n / 4),
        min_size=1,
    ),
    st.dictionaries(st.sampled_from(NAMES), st.integers(0, 3)),
)
def test_what_joins_two_is_what_a_slow_count_says(ties: dict[tuple[str, str], float], group: dict[str, int]) -> None:
    table = table_of(ties)
    slow: dict[tuple[int, int], tuple[int, float]] = {}
    for (a, b), strength in ties.items():
        if a in group and b in group and group[a] != group[b]:
            key = min(group[a], group[b]), max(group[a], group[b])
            count, total = slow.get(key, (0, 0.0))
            slow[key] = count + 1, total + strength
    found = bundles(table, numbered(table, group), 99)
    assert {(b.a, b.b): (b.count, b.strength) for b in found} == slow
    assert [b.strength for b in found] == sorted((b.strength for b in found), reverse=True)


SPOTS = st.tuples(st.floats(-50, 50), st.floats(-50, 50))


@given(st.lists(st.lists(SPOTS, min_size=1, max_size=30), min_size=1, max_size=12))
def test_no_two_circles_overlap_and_members_stand_apart_within_theirs(groups: list[list[tuple[float, float]]]) -> None:
    places = {f"{k}-{i}": spot for k, group in enumerate(groups) for i, spot in enumerate(group)}
    members = [[f"{k}-{i}" for i in range(len(group))] for k, group in enumerate(groups)]
    found = circles(places, members)
    for one, other in combinations(found, 2):
        assert math.hypot(one.x - other.x, one.y - other.y) >= 0.97 * (one.radius + other.radius)
    for circle, ids in zip(found, members, strict=True):
        inside = within(circle, ids, places)
        assert list(inside) == ids
        assert all(math.hypot(x - circle.x, y - circle.y) < circle.radius for x, y in inside.values())
        assert all(math.dist(p, q) > 0.3 for p, q in combinations(inside.values(), 2))


def test_nobody_makes_no_circle() -> None:
    assert circles({}, []) == []
    assert within(Circle(0, 0, 1), [], {}) == {}


def test_one_more_member_moves_the_others_little() -> None:
    rng = np.random.default_rng(3)
    for count in (300, 800):
        places = {f"n{i:04}": (x * 3, y) for i, (x, y) in enumerate(rng.normal(size=(count + 1, 2)).tolist())}
        ids = list(places)
        newcomer, others = ids[:1], ids[1:]
        radius = math.sqrt(count) + 0.6
        before = within(Circle(0, 0, radius), others, places)
        after = within(Circle(0, 0, math.sqrt(count + 1) + 0.6), sorted(newcomer + others), places)
        moved = sorted(math.dist(before[i], after[i]) / (2 * radius) for i in others)
        assert sum(moved) / count < 0.02, "of the width of the circle"
        assert moved[int(0.95 * count)] < 0.05


def test_further_communities_stand_around_those_that_are_there() -> None:
    there = [Circle(0, 0, 3), Circle(7, 1, 2.5)]
    found = beside(there, [1, 400, 2, 9, *[3] * 60])
    assert len(found) == 64
    for one, other in combinations([*there, *found], 2):
        assert math.hypot(one.x - other.x, one.y - other.y) >= one.radius + other.radius
    assert beside(there, [1, 400]) == found[:2]


def test_lines_from_members_to_groups_are_counted_before_they_are_cut() -> None:
    table = table_of({("a", "x"): 1.0, ("b", "y"): 5.0, ("a", "y"): 7.0, ("a", "b"): 9.0})
    side = numbered(table, {"a": 0, "b": 0, "x": 1, "y": 1})
    alone = numbered(table, {"a": 2, "y": 3})  # drawn one by one
    both = np.where(alone >= 0, alone, side)
    found = bundles(table, both, 9, outward(table, side, alone))
    # a and y have a contact of their own, b is in the group of a.
    assert found == [Bundle(0, 3, 1, 5.0), Bundle(1, 2, 1, 1.0)]
    assert bundles(table, both, 1, outward(table, side, alone)) == found[:1]
