import math
from dataclasses import replace

from graph.analysis.layout import place
from graph.network import Network
from tests.graph.networks import network


def ring(size: int) -> Network:
    people = [(f"p{i}", {}) for i in range(size)]
    return network(people, [("KNOWS", f"p{i}", f"p{(i + 1) % size}", "met") for i in range(size)])


def placed(built: Network, positions: dict[str, tuple[float, float]]) -> Network:
    nodes = {n.id: replace(n, position=positions.get(n.id)) for n in built.nodes.values()}
    return Network(built.schema, nodes, built.relations, built.version)


def test_a_layout_repeats_exactly() -> None:
    assert place(ring(30)) == place(ring(30))


def test_every_node_of_the_map_has_a_place_of_its_own() -> None:
    positions = place(network([("p1", {}), ("p2", {}), ("o1", {}), ("s1", {})], [("WORKS_FOR", "p1", "o1")]))
    assert set(positions) == {"p1", "p2", "o1"}
    assert len(set(positions.values())) == 3


def test_who_has_a_place_keeps_it_and_the_new_stand_near_their_neighbours() -> None:
    before = place(ring(30))
    grown = network(
        [*((n, {}) for n in before), ("p30", {}), ("p31", {})],
        [*((r.type, r.start, r.end, "met") for r in ring(30).relations), ("KNOWS", "p30", "p0", "met")],
    )
    after = place(placed(grown, before))
    assert {n: p for n, p in after.items() if n in before} == before
    assert math.dist(after["p30"], before["p0"]) <= 1.6
    assert "p31" in after


def test_neighbours_stand_closer_than_strangers() -> None:
    positions = place(ring(30))
    near = [math.dist(positions[f"p{i}"], positions[f"p{(i + 1) % 30}"]) for i in range(30)]
    far = [math.dist(positions[f"p{i}"], positions[f"p{(i + 15) % 30}"]) for i in range(30)]
    assert sum(near) * 3 < sum(far)


def test_neighbours_stand_closer_than_strangers_in_a_part_too_large_for_forces() -> None:
    positions = place(ring(4000))
    assert positions == place(ring(4000))
    assert len(set(positions.values())) > 3900
    near = [math.dist(positions[f"p{i}"], positions[f"p{i + 1}"]) for i in range(0, 3990, 10)]
    far = [math.dist(positions[f"p{i}"], positions[f"p{(i + 2000) % 4000}"]) for i in range(0, 3990, 10)]
    assert sum(near) * 20 < sum(far)


def test_an_empty_network_has_an_empty_layout() -> None:
    assert place(network([], [])) == {}
