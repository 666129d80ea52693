"""Figures of coverage."""

from datetime import date, timedelta

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
    assert sorted(reached(case, date(2020, 12, 31), date(2021, 12, 31)), key=lambda found: found.kind) == [
        Coverage("", "company", 2021, 2, 1),
        Coverage("", "union", 2021, 2, 1),
    ]
    assert [
        found.observed
        for found in sorted(reached(case, date(2019, 12, 31), date(2020, 12, 31)), key=lambda found: found.kind)
    ] == [0, 1]
    assert [found.observed for found in reached(case, date(2018, 12, 31), date(2019, 12, 31))] == [0, 0]


def test_reached_takes_any_twelve_months() -> None:
    """The event of 16 March 2021 is seen from the day after the first bound, up to and with the last one."""
    facts = [("TOOK_PART_IN", "o1", "e1", "host"), ("TOOK_PART_IN", "o2", "e1", "guest")]
    case = Case(network(NODES, facts), date(2022, 6, 30))
    day = date.fromisoformat(case.network.event_date("e1"))

    def seen(since: date, until: date) -> int:
        return sum(found.observed for found in reached(case, since, until))

    assert seen(day - timedelta(days=1), day) == seen(date(2020, 6, 30), date(2021, 6, 30)) == 2
    assert seen(day, date(2022, 3, 16)) == seen(date(2019, 6, 30), date(2020, 6, 30)) == 0
