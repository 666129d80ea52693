"""GraphML, GEXF and node-link JSON: other programs' networks, and our own model coming back as it went."""

import json
from collections.abc import Callable
from pathlib import Path

import networkx as nx
import pytest

from graph.errors import InputError
from graph.store import Store
from graph.store.consistency import check
from ingest.loading.pipeline import load, prepare
from ingest.records import Options
from ingest.sources import kind_of
from tests.support.said import entity, nodes, notes, ties

Put = Callable[[str, str | bytes], Path]

YED = """<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:y="http://www.yworks.com/xml/graphml">
  <key id="d0" for="node" yfiles.type="nodegraphics"/>
  <key id="d1" for="edge" yfiles.type="edgegraphics"/>
  <key id="d2" for="node" attr.name="Typ" attr.type="string"><default>Verband</default></key>
  <key id="d3" for="edge" attr.name="seit" attr.type="int"/>
  <graph edgedefault="directed" id="G">
    <node id="n0"><data key="d2">Person</data>
      <data key="d0"><y:ShapeNode><y:Fill color="#ff0000"/><y:NodeLabel>Dr. Anna Lang</y:NodeLabel></y:ShapeNode>
      </data></node>
    <node id="n1"><data key="d0"><y:ShapeNode><y:NodeLabel>Verband Nord e. V.</y:NodeLabel></y:ShapeNode></data></node>
    <node id="n2"><data key="d2">Maschine</data>
      <data key="d0"><y:ShapeNode><y:NodeLabel>Ofen</y:NodeLabel></y:ShapeNode></data></node>
    <edge id="e0" source="n0" target="n1"><data key="d3">2019</data>
      <data key="d1"><y:PolyLineEdge><y:EdgeLabel>Vorsitzende</y:EdgeLabel></y:PolyLineEdge></data></edge>
    <edge id="e1" source="n0" target="n2"/>
  </graph>
</graphml>"""

GEXF = """<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://gexf.net/1.3" version="1.3" xmlns:viz="http://gexf.net/1.3/viz">
  <graph mode="dynamic" timeformat="date" defaultedgetype="undirected">
    <attributes class="node"><attribute id="0" title="type" type="string"/>
      <attribute id="1" title="aliases" type="liststring"/></attributes>
    <attributes class="edge">
      <attribute id="0" title="relation" type="string"><default>member of</default></attribute></attributes>
    <nodes>
      <node id="a" label="Anna Lang"><attvalues><attvalue for="0" value="person"/></attvalues>
        <viz:color r="1" g="2" b="3"/></node>
      <node id="b" label="Werk Nord GmbH"><attvalues><attvalue for="0" value="company"/>
        <attvalue for="1" value="[WN, Nordwerk]"/></attvalues></node>
    </nodes>
    <edges>
      <edge id="1" source="a" target="b">
        <spells><spell start="2015-01-01" end="2016-12-31"/><spell start="2019"/></spells></edge>
      <edge id="2" source="a" target="b" start="2020.0" endopen="Infinity">
        <attvalues><attvalue for="0" value="arbeitet bei"/></attvalues></edge>
    </edges>
  </graph>
</gexf>"""


def test_graphml_of_yed_is_read_by_its_labels(put: Put) -> None:
    path = put("netz.graphml", YED)
    assert kind_of(path).name == "graphml"
    prepared = prepare(path, Options())
    assert nodes(prepared) == {("Person", "Anna Lang"), ("Organisation", "Verband Nord e. V.")}
    assert ties(prepared) == {("MEMBER_OF", "Anna Lang", "Verband Nord e. V.", "Vorsitzende", "2019", "")}
    assert entity(prepared, "Anna Lang").values["title"] == "Dr."
    assert entity(prepared, "Anna Lang").key == "name:anna lang@verband nord"
    assert entity(prepared, "Verband Nord e. V.").values["kind"] == "association"  # the default of the key
    assert {("note_no_counterpart_node", "Maschine", 1), ("note_left_out_ties", "", 1)} <= notes(prepared)
    assert prepared.row_log.rows == 5


def test_gexf_gives_a_fact_for_each_spell(put: Put) -> None:
    path = put("netz.gexf", GEXF)
    assert kind_of(path).name == "gexf"
    prepared = prepare(path, Options())
    assert ties(prepared) == {
        ("MEMBER_OF", "Anna Lang", "Werk Nord GmbH", "", "2015-01-01", "2016-12-31"),
        ("MEMBER_OF", "Anna Lang", "Werk Nord GmbH", "", "2019", ""),
        ("WORKS_FOR", "Anna Lang", "Werk Nord GmbH", "", "2020", ""),
    }
    assert entity(prepared, "Werk Nord GmbH").values["aliases"] == ("WN", "Nordwerk")


@pytest.mark.parametrize("edges", ["links", "edges"])
def test_node_link_json_has_links_or_edges(put: Put, edges: str) -> None:
    graph = nx.DiGraph(name="Energie im Norden")
    graph.add_node(1, name="Anna Lang", type="Person", community=3)
    graph.add_node(2, name="BDI", type="Verband", wikidata="https://www.wikidata.org/wiki/Q666")
    graph.add_edge(2, 1, relation="has member", role="Präsidentin", weight=2)
    path = put("netz.json", json.dumps(nx.node_link_data(graph, edges=edges)))
    assert kind_of(path).name == "nodelink"
    prepared = prepare(path, Options())
    assert prepared.source.title == "Energie im Norden"
    assert ties(prepared) == {("MEMBER_OF", "Anna Lang", "BDI", "Präsidentin", "", "")}
    assert entity(prepared, "BDI").keys == ("wikidata:Q666", "org:bdi")
    assert not prepared.row_log.notes


def own_model() -> nx.MultiDiGraph:
    """A network in the words of our own model, as an export has it."""
    graph = nx.MultiDiGraph()
    graph.add_node(
        "per-1", label="Person", name="Anna Lang", title="Dr.", given_name="Anna", family_name="Lang",
        emails="a.lang@werk.example|anna@werk.example", keys="mail:a.lang@werk.example|name:anna lang@werk nord",
    )  # fmt: skip
    graph.add_node("org-1", label="Organisation", name="Werk Nord GmbH", kind="company", keys="org:werk nord|org:wn")
    graph.add_node("evt-1", label="Event", name="Auftakt", start="2021-03-16", keys="event:auftakt@2021-03-16")
    graph.add_node("reg-1", label="Region", name="Bremen", code="DE5", keys="nuts:de5|region:bremen")
    graph.add_node("top-1", label="Topic", name="Energie", keys="topic:energie")
    graph.add_edge("per-1", "org-1", type="WORKS_FOR", role="Leiterin", valid_from="2019-04", valid_to="2021")
    graph.add_edge("per-1", "evt-1", type="TOOK_PART_IN", role="speaker")
    graph.add_edge("org-1", "reg-1", type="ACTIVE_IN")
    graph.add_edge("evt-1", "top-1", type="DEALS_WITH")
    return graph


OWN_TIES = {
    ("WORKS_FOR", "Anna Lang", "Werk Nord GmbH", "Leiterin", "2019-04", "2021"),
    ("TOOK_PART_IN", "Anna Lang", "Auftakt", "speaker", "", ""),
    ("ACTIVE_IN", "Werk Nord GmbH", "Bremen", "", "", ""),
    ("DEALS_WITH", "Auftakt", "Energie", "", "", ""),
}


@pytest.mark.parametrize("ending", ["graphml", "gexf", "json"])
def test_our_own_model_comes_back_as_it_is(tmp_path: Path, store: Store, ending: str) -> None:
    path = tmp_path / f"export.{ending}"
    match ending:
        case "graphml":
            nx.write_graphml(own_model(), path)
        case "gexf":
            nx.write_gexf(own_model(), path)
        case _:
            path.write_text(json.dumps(nx.node_link_data(own_model(), edges="edges")), encoding="utf-8")
    prepared = prepare(path, Options())
    assert ties(prepared) == OWN_TIES
    anna = entity(prepared, "Anna Lang")
    assert anna.keys == ("mail:a.lang@werk.example", "name:anna lang@werk nord")
    assert anna.values == {
        "title": "Dr.", "given_name": "Anna", "family_name": "Lang",
        "emails": ("a.lang@werk.example", "anna@werk.example"),
    }  # fmt: skip
    assert not prepared.row_log.notes
    load(store, prepared)
    again = load(store, prepare(path, Options()))
    assert not again.changes.any
    assert list(check(store.view(), store.schema)) == []


def test_two_people_of_one_name_stay_two(put: Put, store: Store) -> None:
    graph = nx.Graph()
    for number in (1, 2):
        graph.add_node(number, name="Anna Lang", type="Person")
    graph.add_node(3, name="BDI", type="Verband")
    graph.add_edges_from([(1, 3), (2, 3)])
    path = put("netz.json", json.dumps(nx.node_link_data(graph, edges="links")))
    prepared = prepare(path, Options())
    assert {("note_namesakes", "Anna Lang", 1), ("note_untyped_ties", "MEMBER_OF", 2)} <= notes(prepared)
    load(store, prepared)
    assert [node["name"] for node in store.view().nodes("Person")] == ["Anna Lang", "Anna Lang"]
    assert not load(store, prepare(path, Options())).changes.any


@pytest.mark.parametrize("relation", ["Mitglied", "hat Mitglied", ""])
def test_an_edge_drawn_the_other_way_round_is_turned(put: Put, relation: str) -> None:
    content = {
        "directed": False,
        "nodes": [{"id": 1, "name": "BDI", "type": "Verband"}, {"id": 2, "name": "Anna Lang", "type": "Person"}],
        "links": [{"source": 1, "target": 2, "relation": relation}],
    }
    prepared = prepare(put("netz.json", json.dumps(content)), Options())
    assert ties(prepared) == {("MEMBER_OF", "Anna Lang", "BDI", "", "", "")}
    assert {fact.start for record in prepared.records() for fact in record.facts} == {"name:anna lang@bdi"}


def test_what_has_no_counterpart_is_counted_and_nothing_is_invented(put: Put) -> None:
    content = {
        "directed": False,
        "nodes": [{"id": 1, "name": "BDI", "type": "Verband"}, {"id": 2, "name": "DGB", "type": "Gewerkschaft"}],
        "links": [
            {"source": 1, "target": 2, "relation": "streitet mit"},
            {"source": 1, "target": 2, "relation": "Mitglied"},
            {"source": 1, "target": 2, "relation": "Partnerschaft", "start": "irgendwann"},
        ],
    }
    prepared = prepare(put("netz.json", json.dumps(content)), Options())
    assert ties(prepared) == {("COOPERATES_WITH", "BDI", "DGB", "", "", "")}
    assert {
        ("note_no_counterpart_tie", "streitet mit (Organisation, Organisation)", 1),
        ("note_open_direction", "Mitglied", 1),
        ("note_bad_date", "irgendwann", 1),
    } == notes(prepared)


def test_an_edge_to_nowhere_and_a_double_id_are_rejected(put: Put) -> None:
    people = [{"id": i, "name": f"Verband {i} e. V.", "type": "Verband"} for i in range(30)]
    content = {
        "directed": True,
        "nodes": [*people, {"id": 3, "name": "Noch einer", "type": "Verband"}, {"id": 99, "type": "Verband"}],
        "links": [{"source": 1, "target": 77}, {"source": 1}, {"source": 1, "target": 2}],
    }
    prepared = prepare(put("netz.json", json.dumps(content, indent=0)), Options(), most_rejected=1)
    assert [(e.key, e.value) for e in prepared.row_log.rejected] == [
        ("double_node", "3"),
        ("node_without_name", "99"),
        ("edge_without_node", "77"),
        ("edge_without_end", "1"),
    ]
    assert all(error.row for error in prepared.row_log.rejected)


BOMB = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'


@pytest.mark.parametrize("name", ["a.graphml", "a.gexf"])
@pytest.mark.parametrize(
    ("content", "key"),
    [
        (f"{BOMB}<%s><graph>&b;</graph></%s>", "unsafe_xml"),
        ('<!DOCTYPE x SYSTEM "file:///etc/passwd"><%s/>', "unsafe_xml"),
        ("<%s><graph>", "broken_xml"),
        ("<%s/>", "not_a_network"),
        ("<%s><graph/></%s>", "no_nodes"),
        ("<%s>" + "<graph>" * 100 + "</graph>" * 100 + "</%s>", "too_deep"),
        ('<?xml version="1.0" encoding="klingonisch"?><%s/>', "broken_xml"),
    ],
)
def test_xml_that_is_unsafe_or_broken_is_refused(put: Put, name: str, content: str, key: str) -> None:
    path = put(name, content.replace("%s", name[2:]))
    with pytest.raises(InputError) as caught:
        prepare(path, Options(kind=name[2:]))
    assert caught.value.key == key


def test_markup_and_cypher_in_a_name_stay_to_the_letter(put: Put, store: Store) -> None:
    names = ["Robby' WITH true as x MATCH (s) DETACH DELETE s // GmbH", "<img src=x onerror=alert(1)> GmbH"]
    content = {
        "directed": False,
        "nodes": [{"id": i, "name": name, "type": "`) DETACH"} for i, name in enumerate(names)],
        "links": [],
    }
    prepared = prepare(put("netz.json", json.dumps(content)), Options())
    assert notes(prepared) == {("note_no_counterpart_node", "`) DETACH", 2)}
    for node in content["nodes"]:  # type: ignore[attr-defined]
        node["type"] = "Firma"
    load(store, prepare(put("netz.json", json.dumps(content)), Options()))
    assert sorted(node["name"] for node in store.view().nodes("Organisation")) == sorted(names)


@pytest.mark.parametrize("key", ["mail:a@b.example", "source:x", "kein Schlüssel", "name:" + "x" * 2000])
def test_keys_that_can_not_be_are_rejected(put: Put, key: str) -> None:
    content = {
        "directed": False,
        "nodes": [{"id": 1, "label": "Organisation", "name": "BDI", "keys": [key]}],
        "links": [],
    }
    with pytest.raises(InputError) as caught:
        prepare(put("netz.json", json.dumps(content)), Options())
    assert caught.value.key == "bad_key"


def test_other_json_is_left_to_its_own_readers(put: Put) -> None:
    facts = {"source": {"title": "x"}, "nodes": [], "relationships": []}
    assert kind_of(put("fakten.json", json.dumps(facts))).name == "facts"
