"""Each format as other programs read it, with names that every one of them could take for something else."""

import csv
import json
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import networkx as nx
import openpyxl
import pytest
from icalendar import Calendar
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import ORG, PROV, RDF, SDO

from briefing.exchange.content import content_of
from briefing.exchange.cypher_script import statements
from briefing.exchange.followthemoney import entities
from briefing.exchange.formats import COMPLETE, FORMATS, format_for
from graph.errors import UsageError
from graph.network import Network
from graph.store import Store
from tests.graph.networks import network as network_of

NASTY = '=1+1 <b>O\'Neill</b> & "Söhne" \\u0027}) DETACH DELETE // \x01 ]]> \ud83d\udc4d'.replace("\ud83d\udc4d", "👍")
CLEAN = NASTY.replace("\x01", "")


@pytest.fixture
def network() -> Network:
    return network_of(
        [
            ("p-anna", {"name": "Anna Lang", "emails": "anna@werk.example"}),
            ("p-twin", {"name": "Anna Lang"}),
            ("o-werk", {"name": NASTY, "kind": "company"}),
            ("o-amt", {"name": "Amt", "kind": "ministry"}),
            ("e-tag", {"name": "Tag", "start": "2021-03", "end": "2021-04-02", "place": "Bremen"}),
            ("e-ohne", {"name": "Ohne Datum"}),
            ("t-energie", {"name": "Energie"}),
            ("src-1", {"name": "Liste", "date": "2021-05-01"}),
        ],
        [
            ("WORKS_FOR", "p-anna", "o-werk", NASTY, "2019", "2020-02"),
            ("KNOWS", "p-anna", "p-twin"),
            ("TOOK_PART_IN", "o-amt", "e-tag", "host"),
            ("TOOK_PART_IN", "p-twin", "e-tag"),
            ("DEALS_WITH", "e-tag", "t-energie"),
            ("COOPERATES_WITH", "o-amt", "o-werk"),
        ],
    )


def written(network: Network, name: str, folder: Path) -> list[Path]:
    out = folder / f"netz{FORMATS[name].ending}"
    FORMATS[name].write(content_of(network), out)
    return FORMATS[name].files(out)


def test_networkx_reads_graphml_and_node_link(network: Network, tmp_path: Path) -> None:
    graphs = [
        nx.read_graphml(written(network, "graphml", tmp_path)[0], force_multigraph=True),
        nx.node_link_graph(
            json.loads(written(network, "node-link", tmp_path)[0].read_text(encoding="utf-8")), edges="links"
        ),
    ]
    for graph in graphs:
        assert (graph.number_of_nodes(), graph.number_of_edges()) == (7, 6)
        assert graph.nodes["o-werk"]["label"] == CLEAN
        (works,) = graph["p-anna"]["o-werk"].values()
        assert (works["type"], works["role"], works["valid_from"], works["valid_to"]) == (
            "WORKS_FOR",
            CLEAN,
            "2019",
            "2020-02",
        )


def test_gexf_has_periods_to_the_day_and_the_dates_of_the_source(network: Network, tmp_path: Path) -> None:
    root = ElementTree.parse(written(network, "gexf", tmp_path)[0]).getroot()
    assert root is not None
    space = "{http://gexf.net/1.3}"
    assert root.tag == f"{space}gexf"
    graph = root.find(f"{space}graph")
    assert graph is not None
    assert (graph.get("mode"), graph.get("timeformat")) == ("dynamic", "date")
    works = next(e for e in graph.iter(f"{space}edge") if e.get("id") == "f0")
    assert (works.get("start"), works.get("end"), works.get("type")) == ("2019-01-01", "2020-02-29", "directed")
    values = {v.get("for"): v.get("value") for v in works.iter(f"{space}attvalue")}
    assert (values["valid_from"], values["valid_to"], values["relation"]) == ("2019", "2020-02", "WORKS_FOR")
    nodes = {n.get("id"): n for n in graph.iter(f"{space}node")}
    assert (nodes["e-tag"].get("start"), nodes["e-tag"].get("end")) == ("2021-03-01", "2021-04-02")
    assert nodes["o-werk"].get("label") == CLEAN


def test_spreadsheets_find_no_formula(network: Network, tmp_path: Path) -> None:
    nodes, edges = written(network, "csv", tmp_path)
    with nodes.open(encoding="utf-8-sig", newline="") as file:
        labels = {row["Id"]: row["Label"] for row in csv.DictReader(file)}
    assert labels["o-werk"] == f"'{CLEAN}"
    with edges.open(encoding="utf-8-sig", newline="") as file:
        kinds = {(row["Source"], row["Target"]): (row["Type"], row["Label"]) for row in csv.DictReader(file)}
    assert kinds["p-anna", "p-twin"] == ("Undirected", "KNOWS")
    assert kinds["p-anna", "o-werk"] == ("Directed", "WORKS_FOR")
    (book,) = written(network, "kumu-xlsx", tmp_path)
    cells = [cell for sheet in openpyxl.load_workbook(book) for row in sheet.iter_rows() for cell in row]
    assert any(cell.value == CLEAN for cell in cells)
    assert {cell.data_type for cell in cells if cell.value is not None} == {"s"}


def test_kumu_tells_two_of_one_name_apart(network: Network, tmp_path: Path) -> None:
    said = json.loads(written(network, "kumu-json", tmp_path)[0].read_text(encoding="utf-8"))
    labels = [e["label"] for e in said["elements"]]
    assert {"Anna Lang (p-anna)", "Anna Lang (p-twin)", "Amt"} <= set(labels)
    assert len(labels) == len(set(labels))
    assert {c[end] for c in said["connections"] for end in ("from", "to")} <= set(labels)


def test_followthemoney_has_the_schemata_and_properties_of_its_model(network: Network) -> None:
    found = {e["id"]: e for e in entities(content_of(network))}
    assert found["o-werk"]["schema"] == "Company"
    assert found["o-amt"]["schema"] == "PublicBody"
    assert found["f0"] == {
        "id": "f0",
        "schema": "Employment",
        "properties": {
            "employee": ["p-anna"],
            "employer": ["o-werk"],
            "role": [CLEAN],
            "startDate": ["2019"],
            "endDate": ["2020-02"],
        },
    }
    event = found["e-tag"]["properties"]
    assert isinstance(event, dict)
    assert (event["organizer"], event["involved"], event["keywords"]) == (["o-amt"], ["p-twin"], ["Energie"])


def test_turtle_is_read_back_with_memberships_and_where_they_come_from(network: Network, tmp_path: Path) -> None:
    graph = Graph().parse(written(network, "turtle", tmp_path)[0], format="turtle")
    fact, anna, werk = (URIRef(f"urn:akteursnetz:{name}") for name in ("fact:f0", "p-anna", "o-werk"))
    assert (fact, RDF.type, ORG.Membership) in graph
    assert (fact, ORG.member, anna) in graph
    assert (fact, ORG.organization, werk) in graph
    assert (fact, PROV.wasDerivedFrom, URIRef("urn:akteursnetz:src-1")) in graph
    assert (werk, SDO.name, Literal(CLEAN)) in graph
    assert (anna, SDO.worksFor, werk) in graph
    assert str(graph.value(fact, SDO.startDate)) == "2019"


def test_a_script_makes_the_same_nodes_and_facts_on_both_engines(network: Network, store: Store) -> None:
    store.erase_everything()
    for _ in range(2):  # running it again changes nothing
        for statement in statements(content_of(network)):
            with store._driver.session(database=store.database) as session:
                session.run(statement).consume()  # type: ignore[arg-type]
    with store._driver.session(database=store.database) as session:
        names = {
            r["id"]: r["name"]
            for r in session.run("MATCH (n) WHERE n.name IS NOT NULL RETURN n.id AS id, n.name AS name")
        }
        facts = {
            (r["a"], r["t"], r["b"], r["role"])
            for r in session.run("MATCH (a)-[f]->(b) RETURN a.id AS a, type(f) AS t, b.id AS b, f.role AS role")
        }
    assert names == {n.id: n.name.replace("\x01", "") for n in network.nodes.values()}
    assert ("p-anna", "WORKS_FOR", "o-werk", CLEAN) in facts
    assert len(facts) == 6


def test_the_calendar_has_the_dated_events_alone(network: Network, tmp_path: Path) -> None:
    calendar = Calendar.from_ical(written(network, "ical", tmp_path)[0].read_bytes())
    (entry,) = calendar.walk("VEVENT")
    assert str(entry["summary"]) == "Tag"
    assert (entry.decoded("dtstart"), entry.decoded("dtend")) == (date(2021, 3, 1), date(2021, 4, 3))


@pytest.mark.parametrize(
    ("out", "asked", "expected"),
    [
        ("a.jsonl", "", COMPLETE),
        ("a.JSON", "", "node-link"),
        ("a.json", "kumu-json", "kumu-json"),
        ("a.gexf", "", "gexf"),
    ],
)
def test_the_ending_says_the_format_where_the_user_does_not(out: str, asked: str, expected: str) -> None:
    assert format_for(Path(out), asked) == expected


@pytest.mark.parametrize(("out", "asked"), [("a.docx", ""), ("a.json", "pajek")])
def test_an_unknown_format_is_answered_with_the_known_ones(out: str, asked: str) -> None:
    with pytest.raises(UsageError) as caught:
        format_for(Path(out), asked)
    assert "graphml" in caught.value.message("de")


def test_a_format_that_can_not_be_written_leaves_the_file_as_it_was(network: Network, tmp_path: Path) -> None:
    out = tmp_path / "netz.gexf"
    out.mkdir()
    with pytest.raises(UsageError):
        FORMATS["gexf"].write(content_of(network), out)
    assert [p.name for p in tmp_path.iterdir()] == ["netz.gexf"]
