"""Two regions of a tiny network, counted by hand.

Nord: o1 initiative, o2 union, o5 ministry     Süd: o3 initiative, o4 company, o5 ministry (active in both)
Wasserstoff: o1, o3, o4                        Fachkräfte: o2
cooperate since 2021 (8 each, fading from 2021): o1-o2, o3-o4, o2-o3, o1-o5
p1 works for o1 and knows p3 (of o3) and p4 (of o4)
"""

from datetime import date

import pytest

from graph.analysis.questions import Case
from graph.analysis.regions import Regions, compare_regions
from tests.graph.networks import network

DAY = date(2022, 6, 30)
KINDS = {"o1": "initiative", "o2": "union", "o3": "initiative", "o4": "company", "o5": "ministry"}
NODES = [
    *((node, {"kind": kind}) for node, kind in KINDS.items()),
    *((node, {}) for node in ("p1", "p3", "p4", "t1", "t2", "r1", "r2", "r3")),
]
ROWS: list[tuple[str, ...]] = [
    *(("ACTIVE_IN", f"o{o}", "r1") for o in (1, 2, 5)),
    *(("ACTIVE_IN", f"o{o}", "r2") for o in (3, 4, 5)),
    *(("DEALS_WITH", f"o{o}", "t1") for o in (1, 3, 4)),
    ("DEALS_WITH", "o2", "t2"),
    *(("COOPERATES_WITH", f"o{a}", f"o{b}", "", "2021") for a, b in ((1, 2), (3, 4), (2, 3), (1, 5))),
    *(("WORKS_FOR", f"p{p}", f"o{p}", "", "2019") for p in (1, 3, 4)),
    ("KNOWS", "p1", "p3", "", "2021"),
    ("KNOWS", "p1", "p4", "", "2021"),
]


def compared(one: str = "r1", other: str = "r2", rows: list[tuple[str, ...]] = ROWS) -> Regions:
    return compare_regions(Case(network(NODES, rows), DAY), one, other, goals=())


def test_each_side_has_its_actors_by_kind_and_topic() -> None:
    found = compared()
    assert found.one.organisations == {"o1", "o2", "o5"}
    assert found.other.organisations == {"o3", "o4", "o5"}
    assert (found.one.people, found.other.people) == ({"p1"}, {"p3", "p4"})
    assert found.both == {"o5"}
    assert found.one.kinds == {"initiative": 1, "union": 1, "ministry": 1}
    assert (found.one.topics, found.other.topics) == ({"t1": 1, "t2": 1}, {"t1": 2})


def test_contacts_inside_and_between_are_counted_apart() -> None:
    """Inside Nord o1-o2 and o1-o5 of three pairs, inside Süd o3-o4; between o2-o3, and o1-o3 and o1-o4 through p1."""
    found = compared()
    assert (found.one.ties, found.one.possible) == (2, 3)
    assert (found.other.ties, found.other.possible) == (1, 3)
    assert {(link.a, link.b) for link in found.links} == {("o2", "o3"), ("o1", "o3"), ("o1", "o4")}
    assert found.possible == 4
    assert found.links[0].strength >= found.links[-1].strength


def test_who_links_both_is_who_knows_pairs_that_do_not_know_each_other() -> None:
    """p1 knows o1 on one side and p3 and p4 on the other, and o1 knows neither: two pairs. o2 knows o1 and o3: one.

    o3 knows o2 there, and o4 and p3 here, who do not know o2: two pairs.
    """
    assert dict(compared().linkers) == {"p1": 2, "o2": 1, "o3": 2, "p3": 1, "p4": 1}


def test_a_region_and_one_it_is_part_of_have_the_smaller_in_both() -> None:
    found = compared("r1", "r3", [*ROWS, ("PART_OF", "r1", "r3"), ("PART_OF", "r2", "r3")])
    assert found.both == found.one.organisations
    assert found.other.organisations == {"o1", "o2", "o3", "o4", "o5"}
    assert found.links == ()


def test_gaps_are_those_of_the_region_and_its_people() -> None:
    """In Süd the ministry has no contact, but it has one in Nord, so nobody is isolated; o3 and o4 are well tied."""
    found = compared()
    assert found.other.gaps["missing_ties"] == ()
    alone = [row for row in ROWS if row != ("COOPERATES_WITH", "o1", "o5", "", "2021")]
    left = compared(rows=alone)
    assert [f.subjects for f in left.other.gaps["isolated"]] == [("o5",)]
    assert [f.subjects for f in left.one.gaps["isolated"]] == [("o5",)]


def test_a_community_of_both_regions_is_counted_by_region() -> None:
    """o1 and o2 of Nord and o3 of Süd all cooperate; o4 and o5 of Süd do with each other alone."""
    rows = [row for row in ROWS if row[0] in {"ACTIVE_IN", "DEALS_WITH"} and row[1:3] != ("o5", "r1")]
    rows += [("COOPERATES_WITH", f"o{a}", f"o{b}", "", "2021") for a, b in ((1, 2), (1, 3), (2, 3), (4, 5))]
    (spanning,) = compared(rows=rows).spanning
    assert set(spanning.community.members) == {"o1", "o2", "o3"}
    assert (spanning.one, spanning.other) == (2, 1)


@pytest.mark.parametrize("rows", [[], ROWS[:3]])
def test_a_region_nobody_is_active_in_is_empty(rows: list[tuple[str, ...]]) -> None:
    found = compared("r2", "r3", rows)
    assert (found.one.organisations, found.links, found.linkers, found.spanning) == (frozenset(), (), (), ())
    assert found.one.possible == 0
