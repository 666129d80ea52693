"""What is new is found by columns: what a look at each fact finds, and no other fact is looked at."""

from hypothesis import given
from hypothesis import strategies as st

from graph.columns import ColumnNetwork, columns_of
from graph.curation.news import news
from graph.curation.slips import Slips
from graph.model.schema import load
from graph.network import Network, Node, Relation

DAYS = st.integers(1, 9).map(lambda day: f"2026-01-0{day}")
FACTS = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 2), DAYS), max_size=12)


def kept(rows: list[tuple[int, int, str]], people: int = 4) -> ColumnNetwork:
    nodes = {f"p{k}": Node(f"p{k}", "Person", f"P {k}") for k in range(people)}
    nodes |= {f"h{k}": Node(f"h{k}", "Organisation", f"H {k}") for k in range(3)}
    facts = [
        Relation(f"r{k:04}", "WORKS_FOR", f"p{p}", f"h{h}", evidence=("s#1",), recorded_at=day)
        for k, (p, h, day) in enumerate(rows)
    ]
    whole = Network(load(), nodes, facts)
    return ColumnNetwork(whole.schema, columns_of(whole), 1)


@given(FACTS, DAYS)
def test_who_moved_is_who_has_a_new_house_and_had_another_one(rows: list[tuple[int, int, str]], since: str) -> None:
    found = {thing.own for thing in news(kept(rows), (), Slips(), since)}
    expected = set()
    for k, (person, house, day) in enumerate(rows):
        mine = [(h, d) for p, h, d in rows if p == person]
        before = {h for h, d in mine if d < day}
        if day > since and before - {house} and house not in before:
            expected.add(f"r{k:04}")
    assert found == expected


def test_of_a_thousand_facts_two_are_made_where_one_is_new() -> None:
    network = kept([(k, 0, "2026-01-01") for k in range(1000)] + [(5, 1, "2026-01-05")], 1000)
    assert [thing.own for thing in news(network, (), Slips(), "2026-01-03")] == ["r1000"]
    assert network.made[1] == 2
    again = kept([(k, 0, "2026-01-01") for k in range(1000)], 1000)
    assert not list(news(again, (), Slips(), "2026-01-03"))
    assert again.made == (0, 0)
