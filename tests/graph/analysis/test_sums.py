"""Sums of ties that are reckoned without their rows are those of the rows, exactly, in whatever order."""

from random import Random

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from graph.analysis.pairs import Pairs
from graph.analysis.sharing import exact
from graph.analysis.snapshot import take_snapshot
from graph.analysis.strengths import Strengths
from graph.analysis.summed import Summed
from graph.network import Network
from tests.graph.analysis.test_near_strengths import DAY, networks
from tests.graph.networks import network


@given(networks())
def test_organisations_are_tied_by_the_sums_of_their_rows(net: Network) -> None:
    ties = Strengths(take_snapshot(net), DAY)
    rows, sums = ties.organisations, ties.houses_summed
    expected: dict[tuple[int, int], tuple[float, float]] = {}
    for a, b, value, full in zip(*(getattr(rows, name).tolist() for name in ("a", "b", "value", "full")), strict=True):
        known = expected.get((a, b), (0.0, 0.0))
        expected[a, b] = known[0] + value, known[1] + full
    columns = (sums.a.tolist(), sums.b.tolist(), sums.value.tolist(), sums.full.tolist())
    assert {(a, b): (value, full) for a, b, value, full in zip(*columns, strict=True)} == expected


@given(st.randoms(use_true_random=False))
def test_why_two_organisations_are_tied_is_found_pair_by_pair(random: Random) -> None:
    net = network(
        [*((f"p{i}", {}) for i in range(14)), *((f"o{i}", {}) for i in range(8)), ("e1", {"format": "workshop"})],
        [("TOOK_PART_IN", f"p{i}", "e1", "") for i in range(14) if random.random() < 0.6]
        + [("WORKS_FOR", f"p{i}", f"o{random.randrange(8)}", "") for i in range(14) for _ in range(2)],
    )
    ties = Strengths(take_snapshot(net), DAY)
    rows = ties.organisations
    for a, b in {(int(a), int(b)) for a, b in zip(rows.a, rows.b, strict=True)}:
        found, expected = ties.between_houses(b, a), rows.between(a, b)
        assert (found.full.tolist(), found.via.tolist()) == (expected.full.tolist(), expected.via.tolist())


@given(networks())
def test_what_somebody_brings_is_counted_as_it_is_listed(net: Network) -> None:
    houses = Strengths(take_snapshot(net), DAY).houses
    there = houses.there.tocoo()
    who, where = there.row.astype(np.int64), there.col.astype(np.int64)
    listed = np.asarray(houses.brought(who, where).sum(axis=1)).ravel()
    assert houses.counted(who, where).tolist() == listed.tolist()


pairs = st.lists(st.tuples(st.integers(0, 4), st.integers(5, 8), st.sampled_from([0.1, 0.3, 2.0])), max_size=12)


@given(pairs, pairs)
def test_rows_that_come_in_stand_where_all_would(
    some: list[tuple[int, int, float]], more: list[tuple[int, int, float]]
) -> None:
    one, other = (_rows(said, first) for said, first in ((some, 0), (more, len(some))))
    both = one.ordered().with_more(other.ordered())
    expected = Pairs.joined([one, other]).ordered()
    for name in ("a", "b", "value", "one"):
        assert getattr(both, name).tolist() == getattr(expected, name).tolist()


@given(st.sets(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=20), pairs)
def test_pairs_are_found_where_they_are(known: set[tuple[int, int]], asked: list[tuple[int, int, float]]) -> None:
    order = sorted(known)
    a, b = (np.array([pair[i] for pair in order], dtype=np.int32) for i in (0, 1))
    wanted = [pair[:2] for pair in asked] + order
    ends = (np.array([pair[i] for pair in wanted], dtype=np.int32) for i in (0, 1))
    found = Summed(a, b, np.ones(len(a)), np.ones(len(a)), a).places(*ends)
    assert found.tolist() == [order.index(pair) if pair in known else -1 for pair in wanted]


def _rows(said: list[tuple[int, int, float]], first: int) -> Pairs:
    a, b, value = (np.array([one[i] for one in said]) for i in range(3))
    number = np.arange(first, first + len(said))
    full = exact(value.astype(np.float64))
    return Pairs.make(a.astype(np.int64), b.astype(np.int64), "event", 3, value=full, full=full, day=number, one=number)
