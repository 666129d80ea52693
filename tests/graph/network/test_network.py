from collections.abc import Sequence

from graph.model.schema import RelationshipType, load
from graph.network import Network, Node, Relation, stated, united
from tests.graph.networks import network


def row(
    start: str, end: str, evidence: list[str], recorded: str, **more: str | None
) -> tuple[RelationshipType, dict[str, object]]:
    return load().relationships["WORKS_FOR"], {
        "start": start,
        "end": end,
        "f": {"id": f"{recorded}", "evidence": evidence, "recorded_at": recorded, **more},
    }


def facts(rows: Sequence[tuple[RelationshipType, dict[str, object]]]) -> list[Relation]:
    return united(fact for kind, found in rows if (fact := stated(kind, found)))


def test_the_same_fact_under_two_keys_is_one_relation_with_all_evidence() -> None:
    (relation,) = facts([row("p1", "o1", ["s1#a"], "2022"), row("p1", "o1", ["s2#b"], "2021")])
    assert (relation.evidence, relation.recorded_at) == (("s1#a", "s2#b"), "2021")


def test_another_role_or_time_is_another_fact() -> None:
    rows = [
        row("p1", "o1", ["s1#a"], "1"),
        row("p1", "o1", ["s1#a"], "2", role="Chefin"),
        row("p1", "o1", ["s1#a"], "3", valid_from="2020"),
    ]
    assert len(facts(rows)) == 3


def test_what_was_retired_is_not_read() -> None:
    assert facts([row("p1", "o1", ["s1#a"], "1", retired_at="2022")]) == []


def test_a_fact_is_invented_when_all_its_sources_are() -> None:
    assert Relation("f", "KNOWS", "a", "b", evidence=("invented-1#x",)).invented
    assert not Relation("f", "KNOWS", "a", "b", evidence=("invented-1#x", "src-1#y")).invented


def test_dates_come_from_the_fact_then_the_event_then_the_sources() -> None:
    nodes = [("p1", {}), ("o1", {}), ("e1", {"start": "2021-03-16"}), ("e2", {})]
    built = network(
        nodes, [("TOOK_PART_IN", "p1", "e2", "participant"), ("PART_OF", "e2", "e1"), ("WORKS_FOR", "p1", "o1")]
    )
    source = Node("src-1", "Source", "Liste", fields={"date": "2022-05"})
    with_source = Network(load(), {**built.nodes, "src-1": source}, built.relations)
    took_part, _, works = built.relations
    assert with_source.dates(took_part) == ("2021-03-16", "2021-03-16")
    assert with_source.dates(works) == ("2022-05", "2022-05")
    assert built.dates(works) == ("", "")
    dated = Relation("f", "WORKS_FOR", "p1", "o1", valid_from="2020", evidence=("src-1#row 1",))
    assert with_source.dates(dated) == ("2020", "")


def test_events_that_are_part_of_each_other_do_not_hang() -> None:
    built = network([("e1", {}), ("e2", {})], [("PART_OF", "e1", "e2"), ("PART_OF", "e2", "e1")])
    assert built.event_date("e1") == ""


def test_an_undirected_fact_told_from_both_sides_is_one_relation() -> None:
    knows = load().relationships["KNOWS"]
    rows = [
        (knows, {"start": "p1", "end": "p2", "f": {"id": "1", "evidence": ["s1#a"], "recorded_at": "1"}}),
        (knows, {"start": "p2", "end": "p1", "f": {"id": "2", "evidence": ["s2#b"], "recorded_at": "2"}}),
    ]
    (relation,) = facts(rows)
    assert relation.evidence == ("s1#a", "s2#b")
