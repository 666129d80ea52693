import json
import re
from pathlib import Path
from typing import get_args

import pytest

from briefing.drawing.style import Shape, screen, table
from dashboard.map.elements import TEXT_KEYS, MapEdge, MapNode, digest, graph_json

FRONTEND = Path(__file__).resolve().parents[3] / "dashboard" / "map" / "frontend" / "src"


def node(name: str, **more: object) -> MapNode:
    values: dict[str, object] = {"label": name, "type": "Person", "x": 0.0, "y": 0.0}
    return MapNode(id=name, **(values | more))  # type: ignore[arg-type]


def test_a_node_stands_in_a_list_for_each_field_with_its_place_untouched() -> None:
    nodes = [node("a", x=1.25, y=-7.5, size=9.0, kind="Rolle", tooltip="T"), node("b", emphasis=True, invented=True)]
    assert json.loads(graph_json(nodes, []))["nodes"] == {
        "id": ["a", "b"],
        "label": ["a", "b"],
        "type": {"all": "Person"},
        "x": [1.25, 0.0],
        "y": [-7.5, 0.0],
        "size": [9.0, 6.0],
        "kind": ["Rolle", ""],
        "tooltip": ["T", ""],
        "invented": [False, True],
        "emphasis": [False, True],
        "land": {"all": None},
        "group": {"all": ""},
        "inside": {"all": 0},
    }


def test_an_edge_names_its_ends_by_position() -> None:
    edge = MapEdge("e", "b", "a", "kennt", 2.0, line="past", invented=True)
    assert json.loads(graph_json([node("a"), node("b")], [edge]))["edges"] == {
        "source": [1],
        "target": [0],
        "label": ["kennt"],
        "weight": [2.0],
        "line": ["past"],
        "invented": [True],
        "strength": [0.0],
        "tooltip": [""],
        "begin": [0.0],
        "change": [""],
    }


def declared(name: str) -> dict[str, str]:
    """The fields of an interface of the browser's side, with their types as written."""
    written = (FRONTEND / "types.ts").read_text(encoding="utf-8")
    body = written.partition(f"export interface {name} {{\n")[2].partition("\n}")[0]
    return dict(re.findall(r"^  (\w+): (.+);$", body, re.MULTILINE))


def test_the_browser_reads_the_fields_that_are_sent() -> None:
    sent = json.loads(graph_json([node("a")], []))
    assert list(declared("NodeColumns")) == list(sent["nodes"])
    assert list(declared("EdgeColumns")) == list(sent["edges"])
    assert list(declared("Looks")) == list(screen())


def test_the_browser_knows_the_shapes_and_lines_of_the_table() -> None:
    written = (FRONTEND / "types.ts").read_text(encoding="utf-8")
    for name, known in (("Shape", get_args(Shape)), ("Line", tuple(table().lines))):
        said = written.partition(f"export type {name} = ")[2].partition(";")[0]
        assert tuple(re.findall(r'"(\w+)"', said)) == known
    drawn = (FRONTEND / "shapes.ts").read_text(encoding="utf-8").partition("SHAPES: readonly Shape[] = [")[2]
    assert tuple(re.findall(r'"(\w+)"', drawn.partition("]")[0])) == get_args(Shape)


def test_a_type_that_nothing_says_the_look_of_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="'Planet'"):
        graph_json([node("a", type="Planet")], [])


def test_edges_to_nodes_that_are_not_drawn_are_left_out() -> None:
    edges = [MapEdge("e", "a", "away"), MapEdge("f", "away", "a"), MapEdge("g", "a", "b")]
    assert json.loads(graph_json([node("a"), node("b")], edges))["edges"]["source"] == [0]


def test_no_nodes_make_an_empty_graph() -> None:
    graph = json.loads(graph_json([], [MapEdge("e", "a", "b")]))
    assert [column for part in graph.values() for column in part.values() if column] == []


def test_markup_and_umlauts_travel_to_the_letter() -> None:
    label = "<img src=x onerror=alert(1)></script>**ü** \u2028 \"'"
    assert json.loads(graph_json([node("a", label=label)], []))["nodes"]["label"] == [label]


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
