"""Matrices counted by hand on a network of five organisations, and against a slow count."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from graph.analysis.matrices import matrix
from graph.model.schema import load
from graph.network import Network, Node, Relation

HOUSES = {"a": "company", "b": "company", "c": "union", "d": "initiative", "e": "initiative"}
NODES = [
    *(Node(i, "Organisation", i, kind=kind) for i, kind in HOUSES.items()),
    *(Node(i, "Topic", i) for i in ("stahl", "wasser")),
    *(Node(i, "Region", i) for i in ("kreis", "land")),
    Node("p", "Person", "p"),
]


def network(*facts: tuple[str, str, str]) -> Network:
    relations = [Relation(f"{t}-{a}-{b}", t, a, b, evidence=("s#1",)) for t, a, b in facts]
    return Network(load(), {node.id: node for node in NODES}, relations)


def test_organisations_of_a_kind_are_counted_by_topic_and_what_is_missing_is_a_gap() -> None:
    found = matrix(
        network(
            ("DEALS_WITH", "a", "stahl"),
            ("DEALS_WITH", "b", "stahl"),
            ("DEALS_WITH", "c", "stahl"),
            ("DEALS_WITH", "a", "wasser"),
            ("DEALS_WITH", "p", "wasser"),
        ),
        "topic",
    )
    assert found.rows == ("stahl", "wasser")
    assert found.columns == ("company", "union")
    assert [[found.at(row, column) for column in found.columns] for row in found.rows] == [[2, 1], [1, 0]]
    assert found.gaps == {("wasser", "union")}


def test_a_district_counts_for_its_land_once() -> None:
    found = matrix(
        network(("PART_OF", "kreis", "land"), ("ACTIVE_IN", "a", "kreis"), ("ACTIVE_IN", "a", "land")), "region"
    )
    assert (found.at("kreis", "company"), found.at("land", "company")) == (1, 1)


def test_pairs_of_kinds_are_counted_once_and_from_both_sides() -> None:
    found = matrix(
        network(
            ("COOPERATES_WITH", "a", "c"),
            ("MEMBER_OF", "a", "c"),
            ("FUNDS", "b", "c"),
            ("COOPERATES_WITH", "d", "e"),
            ("MEMBER_OF", "p", "c"),
        ),
        "kind",
    )
    assert found.at("company", "union") == found.at("union", "company") == 2
    assert found.at("initiative", "initiative") == 1
    assert ("company", "initiative") in found.gaps


@given(st.sets(st.tuples(st.just("DEALS_WITH"), st.sampled_from(sorted(HOUSES)), st.sampled_from(["stahl", "wasser"]))))
def test_a_matrix_is_the_slow_count(facts: set[tuple[str, str, str]]) -> None:
    slow = Counter((topic, HOUSES[house]) for _, house, topic in facts)
    found = matrix(network(*sorted(facts)), "topic")
    assert dict(found.cells) == dict(slow)
    assert found.gaps == {(t, k) for t in {t for t, _ in slow} for k in {k for _, k in slow} if not slow[t, k]}
