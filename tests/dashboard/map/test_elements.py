import json

import pytest

from dashboard.map.elements import TEXT_KEYS, MapEdge, MapNode, digest, graph_json


def node(name: str, **more: object) -> MapNode:
    values: dict[str, object] = {"label": name, "type": "Person", "x": 0.0, "y": 0.0, "colour": "#123456"}
    return MapNode(id=name, **(values | more))  # type: ignore[arg-type]


def test_a_node_becomes_one_row_with_its_place_untouched() -> None:
    graph = json.loads(graph_json([node("a", x=1.25, y=-7.5, size=9.0, kind="Rolle", tooltip="T")], []))
    assert graph["nodes"] == [["a", "a", "Person", 1.25, -7.5, "#123456", 9.0, "Rolle", "T", 0]]


def test_flags_of_nodes_are_told_apart() -> None:
    nodes = [node("a", invented=True), node("b", emphasis=True), node("c", invented=True, emphasis=True)]
    assert [row[-1] for row in json.loads(graph_json(nodes, []))["nodes"]] == [1, 2, 3]


def test_an_edge_names_its_ends_by_position() -> None:
    edge = MapEdge("e", "b", "a", "kennt", 2.0, past=True, invented=True)
    assert json.loads(graph_json([node("a"), node("b")], [edge]))["edges"] == [["e", 1, 0, "kennt", 2.0, 3]]


def test_edges_to_nodes_that_are_not_drawn_are_left_out() -> None:
    edges = [MapEdge("e", "a", "away"), MapEdge("f", "away", "a"), MapEdge("g", "a", "b")]
    assert [row[0] for row in json.loads(graph_json([node("a"), node("b")], edges))["edges"]] == ["g"]


def test_no_nodes_make_an_empty_graph() -> None:
    assert json.loads(graph_json([], [MapEdge("e", "a", "b")])) == {"nodes": [], "edges": []}


def test_markup_and_umlauts_travel_to_the_letter() -> None:
    label = "<img src=x onerror=alert(1)></script>**ü** \u2028 \"'"
    assert json.loads(graph_json([node("a", label=label)], []))["nodes"][0][1] == label


def test_two_nodes_with_one_id_are_refused_by_name() -> None:
    with pytest.raises(ValueError, match="'a'"):
        graph_json([node("a"), node("a")], [])


@pytest.mark.parametrize("bad", [float("nan"), float("inf"), float("-inf")])
@pytest.mark.parametrize("field", ["x", "y", "size"])
def test_a_place_that_is_no_finite_number_is_refused_by_name(field: str, bad: float) -> None:
    with pytest.raises(ValueError, match="'a'"):
        graph_json([node("a", **{field: bad})], [])


def test_a_weight_that_is_no_finite_number_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="'e'"):
        graph_json([node("a"), node("b")], [MapEdge("e", "a", "b", weight=float("nan"))])


def test_the_digest_follows_data_and_version() -> None:
    one, other = graph_json([node("a")], []), graph_json([node("a", x=1.0)], [])
    assert digest(one, "1") == digest(one, "1")
    assert len({digest(one, "1"), digest(one, "2"), digest(other, "1")}) == 3


def test_every_word_has_a_german_default() -> None:
    assert all(text.strip() for text in TEXT_KEYS.values())
    assert TEXT_KEYS["nodes"] == "Knoten"
