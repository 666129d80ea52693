"""Communities repeat exactly, and a small change leaves them as they are."""

from itertools import combinations

import pytest

from graph.analysis.communities import describe, partition
from graph.analysis.tie_graph import TieGraph
from tests.graph.networks import network

CIRCLES = ["abcdef", "ghijkl", "mnopqr"]
TIES = [(x, y, 1.0) for circle in CIRCLES for x, y in combinations(circle, 2)]
BRIDGES = [("a", "g", 1.0), ("h", "m", 1.0)]


def parts(ties: list[tuple[str, str, float]]) -> list[int]:
    return partition(TieGraph.from_edges("".join(CIRCLES), ties)).tolist()


def test_three_circles_are_three_communities_each_time() -> None:
    found = parts([*TIES, *BRIDGES])
    assert found == [0] * 6 + [1] * 6 + [2] * 6
    assert all(parts([*TIES, *BRIDGES]) == found for _ in range(5))


@pytest.mark.parametrize("gone", range(0, len(TIES), 4))
def test_one_tie_less_changes_no_community(gone: int) -> None:
    assert parts([*TIES[:gone], *TIES[gone + 1 :], *BRIDGES]) == parts([*TIES, *BRIDGES])


def test_a_community_is_named_by_what_its_members_name_more_often_than_others() -> None:
    """Both circles deal with t1; only o1 and o2 deal with t2 and are active in r1."""
    nodes = [(name, {}) for name in ("o1", "o2", "o3", "o4", "t1", "t2", "r1")]
    rows = [
        *(("DEALS_WITH", o, "t1") for o in ("o1", "o2", "o3", "o4")),
        *(("DEALS_WITH", o, "t2") for o in ("o1", "o2")),
        *(("ACTIVE_IN", o, "r1") for o in ("o1", "o2")),
    ]
    graph = TieGraph.from_edges(["o1", "o2", "o3", "o4"], [("o1", "o2", 1.0), ("o3", "o4", 1.0)])
    one, other = describe(network(nodes, rows), graph, partition(graph))
    assert (one.topics[0], one.regions) == ("t2", ("r1",))
    assert (other.topics, other.regions) == (("t1",), ())
