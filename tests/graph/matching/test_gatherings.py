"""One name at one event: where nobody else there is called so, an entry without an organisation is that person."""

import pytest

from graph.matching.pair_index import find_pairs
from graph.model.schema import load
from graph.network import Network, Node, Relation

EVENT = Node("e1", "Event", "Glastag", keys=("event:glastag@2024-05-14",))
SESSION = Node("s1", "Event", "Plenum", keys=("event:plenum@glastag@2024-05-14",))
SERIES = Node("e0", "Event", "Glastage", keys=("event:glastage@",))
WERK, KAMMER = Node("o1", "Organisation", "Glaswerk Musterstadt GmbH"), Node("o2", "Organisation", "Kammer Süd")


def person(id_: str, name: str = "Anna Müller", *emails: str) -> Node:
    return Node(id_, "Person", name, fields={"emails": list(emails)})


def judged(
    *people: Node, works: str = "", came: str = "", parts: str = "s1 e1 programme"
) -> dict[tuple[str, str], str]:
    """Judgements in a network of "person organisation", "person event source" and "part whole source"."""
    told = [("WORKS_FOR", f"{line} list") for line in works.split(", ") if line]
    told += [("TOOK_PART_IN", line) for line in came.split(", ")] + [("PART_OF", line) for line in parts.split(", ")]
    relations = []
    for number, (kind, line) in enumerate(told):
        start, end, source = line.split()
        relations.append(Relation(f"f{number}", kind, start, end, evidence=(f"{source}#row {number}",)))
    nodes = [EVENT, SESSION, SERIES, Node("e2", "Event", "Glasforum"), WERK, KAMMER, *people]
    network = Network(load(), {node.id: node for node in nodes}, relations)
    return {(pair.a, pair.b): pair.judgement for pair in find_pairs(network)}


def test_who_leads_a_session_is_the_only_participant_of_that_name() -> None:
    assert judged(person("p1"), person("p2"), works="p1 o1", came="p1 e1 list, p2 s1 programme") == {
        ("p1", "p2"): "same"
    }


@pytest.mark.parametrize(
    ("works", "came", "parts"),
    [
        ("p1 o1, p3 o2", "p1 e1 list, p2 s1 programme, p3 e1 list", "s1 e1 programme"),  # a namesake at the event
        ("p1 o1, p3 o2", "p1 e1 list, p2 s1 programme, p2 e2 x, p3 e2 y", "s1 e1 programme"),  # at another of p2's
        ("p1 o1, p2 o2", "p1 e1 list, p2 s1 programme", "s1 e1 programme"),  # both have an organisation
        ("p1 o1", "p1 e1 list, p2 e1 list", "s1 e1 programme"),  # one list names both
        ("p1 o1", "p1 e1 list, p2 e2 other", "e1 e0 x, e2 e0 x"),  # two events of a series
    ],
)
def test_nobody_is_merged_where_it_could_be_somebody_else(works: str, came: str, parts: str) -> None:
    people = [person("p1"), person("p2"), *([person("p3")] if "p3" in works else [])]
    assert "same" not in judged(*people, works=works, came=came, parts=parts).values()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (person("p1", "Anna Müller"), person("p2", "Anne Müller")),
        (person("p1", "A. Müller"), person("p2", "A. Müller")),
        (person("p1", "Anna Müller", "a@one.example"), person("p2", "Anna Müller", "b@two.example")),
    ],
)
def test_another_spelling_an_initial_or_two_addresses_are_a_question(one: Node, other: Node) -> None:
    assert "same" not in judged(one, other, works="p1 o1", came="p1 e1 list, p2 s1 programme").values()
