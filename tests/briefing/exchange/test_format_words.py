"""The words of FollowTheMoney stand once: what is written by its table is read as what it was."""

import ast
from collections.abc import Sequence
from pathlib import Path

import pytest

from briefing.exchange import followthemoney
from briefing.exchange.content import Content, ExportedActor, ExportedFact
from graph.formats import words_of_format
from graph.model.fold import fold
from ingest.exchange.graph import GraphEdge, GraphFile, GraphNode
from ingest.exchange.words import read_words
from ingest.sources.followthemoney.statements import read_entities

TABLE = words_of_format("followthemoney")
WRITTEN = TABLE["written"]
WORDS = read_words("ingest.exchange", form="followthemoney")
# The format has one schema for all of them, which is read as an agency.
PUBLIC_BODIES = {"ministry", "agency", "municipality"}


def actor(number: str, target: str = "Organisation", **fields: str) -> ExportedActor:
    label, _, kind = target.partition("/")
    return ExportedActor(number, label, f"Werk {number}", kind, (), fields, True)


def fact(kind: str, role: str = "") -> ExportedFact:
    return ExportedFact("f", "a", "b", kind, True, role, "2020-01-02", "2021-03-04", "", (), True)


def read(folder: Path, actors: Sequence[ExportedActor], *facts: ExportedFact) -> GraphFile:
    path = folder / "network.ftm"
    followthemoney.write_followthemoney(Content("Netz", tuple(actors), facts, ()), path)
    return read_entities(path)


def node_in(found: GraphFile) -> GraphNode:
    node = next(iter(found.nodes()))
    assert isinstance(node, GraphNode)
    return node


def edge_in(found: GraphFile) -> GraphEdge:
    (edge,) = found.edges()
    assert isinstance(edge, GraphEdge)
    return edge


@pytest.mark.parametrize("target", WRITTEN["types"])
def test_a_written_type_is_read_as_that_type(target: str, tmp_path: Path) -> None:
    label, _, kind = target.partition("/")
    (schema,) = node_in(read(tmp_path, [actor("a", target)])).fields["schema"]
    assert schema == WRITTEN["types"][target]
    assert WORDS.label(schema) == (label, "agency" if kind in PUBLIC_BODIES else kind)


@pytest.mark.parametrize("kind", WRITTEN["relations"])
def test_a_written_link_is_read_as_that_relation_with_its_ends(kind: str, tmp_path: Path) -> None:
    edge = edge_in(read(tmp_path, [actor("a"), actor("b")], fact(kind)))
    (schema,) = edge.fields["schema"]
    said = edge.fields.get("role", ()) if schema == "UnknownLink" else (schema,)  # there the role tells what it is
    assert (edge.start, edge.end, schema) == ("a", "b", WRITTEN["relations"][kind])
    assert [WORDS.relation(word)[0].type for word in said] == [kind]
    dates = {WORDS.edges[fold(name)]: value for name, value in edge.fields.items() if fold(name) in WORDS.edges}
    assert (dates["valid_from"], dates["valid_to"]) == (("2020-01-02",), ("2021-03-04",))


@pytest.mark.parametrize("kind", WRITTEN["relations"])
def test_a_written_role_is_read_as_role(kind: str, tmp_path: Path) -> None:
    edge = edge_in(read(tmp_path, [actor("a"), actor("b")], fact(kind, "Beirat")))
    assert [WORDS.edges[fold(name)] for name, value in edge.fields.items() if value == ("Beirat",)] == ["role"]


@pytest.mark.parametrize("name", WRITTEN["fields"])
def test_a_written_field_is_read_as_that_field(name: str, tmp_path: Path) -> None:
    node = node_in(read(tmp_path, [actor("a", **{name: "Wert"})]))
    assert [WORDS.nodes[fold(word)] for word, value in node.fields.items() if value == ("Wert",)] == [name]


@pytest.mark.parametrize(
    ("kind", "role", "target", "ends"),
    [
        ("TOOK_PART_IN", "participant", "Event", ("a", "b")),
        ("TOOK_PART_IN", "host", "Event", ("a", "b")),
        ("PART_OF", "", "Organisation", ("a", "b")),
    ],
)
def test_a_written_reference_is_read_as_that_relation(
    kind: str, role: str, target: str, ends: tuple[str, str], tmp_path: Path
) -> None:
    edge = edge_in(read(tmp_path, [actor("a"), actor("b", target)], fact(kind, role)))
    assert (edge.start, edge.end) == ends
    assert (edge.fields["type"], edge.fields.get("role", ())) == ((kind,), (role,) if role else ())


def test_the_writer_has_no_words_of_its_own() -> None:
    words = {*WRITTEN["types"].values(), *WRITTEN["relations"].values(), *TABLE["references"], WRITTEN["topic"]}
    words |= {end for schema in WRITTEN["relations"].values() for end in TABLE["links"][schema]}
    words |= {TABLE["nodes"][name][0] for name in (*WRITTEN["fields"], "id:wikidata")}
    words |= {name for names in ("role", "valid_from", "valid_to") for name in TABLE["edges"][names]}
    tree = ast.parse(Path(followthemoney.__file__).read_bytes())
    found = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    assert found & words <= TABLE["edges"].keys()  # our own names for what a fact says
