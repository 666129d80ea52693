"""Figures of coverage."""

from datetime import date

from graph.analysis.coverage import Coverage, coverage, reached
from graph.analysis.questions import Case
from graph.network import Network
from tests.graph.networks import network

NODES = [
    ("o1", {"kind": "union"}),
    ("o2", {"kind": "union"}),
    ("r1", {}),
    ("e1", {"start": "2021-03-16"}),
    ("p1", {}),
    ("s1", {"date": "2020"}),
]


def net() -> Network:
    active = [("ACTIVE_IN", o, "r1") for o in ("o1", "o2")]
    seen = ("WORKS_FOR", "p1", "o2", "", "", "", "s1")
    return network(NODES, [*active, ("TOOK_PART_IN", "o1", "e1", "host"), seen])


def test_coverage_counts_who_is_seen_in_contact_within_the_year() -> None:
    """o1 is seen at an event of 2021, o2 in a source of 2020."""
    assert coverage(Case(net(), date(2022, 6, 30)), [2019, 2020, 2021]) == [
        Coverage("r1", "union", 2019, 2, 0),
        Coverage("r1", "union", 2020, 2, 1),
        Coverage("r1", "union", 2021, 2, 1),
    ]
    assert Coverage("r1", "union", 2021, 2, 1).share == 0.5
    assert Coverage("r1", "union", 2021, 0, 0).share == 0.0


def test_reached_counts_by_kind_whatever_the_region() -> None:
    """A company of no region counts, too: seen in 2021 with o1 at its event; a second one is never seen."""
    nodes = [*NODES, ("o3", {"kind": "company"}), ("o4", {"kind": "company"})]
    facts = [
        ("ACTIVE_IN", "o1", "r1"),
        ("TOOK_PART_IN", "o1", "e1", "host"),
        ("TOOK_PART_IN", "o3", "e1", "guest"),
        ("WORKS_FOR", "p1", "o2", "", "", "", "s1"),
    ]
    case = Case(network(nodes, facts), date(2022, 6, 30))
    assert sorted(reached(case, 2021), key=lambda found: found.kind) == [
        Coverage("", "company", 2021, 2, 1),
        Coverage("", "union", 2021, 2, 1),
    ]
    assert [found.observed for found in sorted(reached(case, 2020), key=lambda found: found.kind)] == [0, 1]
    assert [found.observed for found in reached(case, 2019)] == [0, 0]
