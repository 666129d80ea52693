"""The ties of one person are worked out from what stands around that person, and are those of the slow way."""

from collections.abc import Iterable
from datetime import date

import pytest
from hypothesis import given

from graph.analysis import ties as ties_module
from graph.analysis.ties import Group, Membership, Ties
from graph.network import Network, Relation
from tests.graph.analysis.test_strengths import DAY, NODES, facts
from tests.graph.networks import network


class AllTies(Ties):
    """Puts all groups together first, by going through all facts: slow, and easy to read."""

    def __init__(self, net: Network, as_of: date) -> None:
        super().__init__(net, as_of)
        members: dict[str, dict[str, list[Membership]]] = {}
        self.known: dict[str, dict[str, list[Membership]]] = {}
        for relation in net.relations:
            if net.nodes[relation.start].label != "Person" or relation.start == relation.end:
                continue
            held = self.counted(relation)
            if held is None:
                continue
            found = Membership(relation, held)
            if relation.type == "KNOWS":
                for end in (relation.start, relation.end):
                    self.known.setdefault(end, {}).setdefault(relation.other(end), []).append(found)
            elif relation.type in {"TOOK_PART_IN", "WORKS_FOR", "MEMBER_OF"}:
                members.setdefault(relation.end, {}).setdefault(relation.start, []).append(found)
        self.all: dict[str, Group] = {}
        for node_id, people in sorted(members.items()):
            node = net.nodes[node_id]
            ordered = {person: tuple(sorted(people[person], key=lambda m: m.order)) for person in sorted(people)}
            self.all[node_id] = Group(node_id, node.label == "Event", node.kind, ordered)

    def groups_of(self, person: str) -> list[Group]:
        return [group for group in self.all.values() if person in group.members]

    def _acquaintances(self, person: str) -> dict[str, list[Membership]]:
        return self.known.get(person, {})


class SeenNetwork(Network):
    """A network that remembers whose facts were asked for, and has no list of all."""

    def around(self, node_id: str) -> list[Relation]:
        ASKED.append(node_id)
        return super().around(node_id)


ASKED: list[str] = []


@given(facts())
def test_ties_as_asked_are_those_of_the_slow_way(rows: list[tuple[str, ...]]) -> None:
    net = network(NODES, rows)
    asked, reference = Ties(net, DAY), AllTies(net, DAY)
    people = [node for node, _ in NODES if node.startswith("p")]
    for person in people:
        assert asked.of(person) == reference.of(person)
        assert [asked.between(person, other) for other in people] == [reference.between(person, o) for o in people]


def test_the_ties_of_one_person_touch_nobody_elses_groups() -> None:
    rows: Iterable[tuple[str, ...]] = [
        *(("TOOK_PART_IN", p, "e1", "participant") for p in ("p0", "p1")),
        *(("TOOK_PART_IN", p, "e2", "participant") for p in ("p2", "p3")),
        ("WORKS_FOR", "p4", "o1"),
    ]
    net = network(NODES, rows)
    ASKED.clear()
    ties = Ties(SeenNetwork(net.schema, net.nodes, net.relations), DAY)
    assert ASKED == []
    assert [tie.b for tie in ties.of("p0")] == ["p1"]
    assert set(ASKED) == {"p0", "e1"}
    with pytest.raises(KeyError):
        ties.of("nobody")


def test_who_walks_through_a_country_leaves_few_groups_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    nodes: list[tuple[str, dict[str, str]]] = [*((f"p{k}", {}) for k in range(60)), *((f"o{k}", {}) for k in range(30))]
    net = network(nodes, [("WORKS_FOR", f"p{k}", f"o{k // 2}") for k in range(60)])
    everything = Ties(net, DAY)
    monkeypatch.setattr(ties_module, "_MEMBERS", 9)  # three houses
    walked = Ties(net, DAY)
    for k in range(60):
        assert walked.of(f"p{k}") == everything.of(f"p{k}") != []
    assert len(walked._groups._younger) + len(walked._groups._older) <= 6
