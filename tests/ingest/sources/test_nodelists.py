"""Tables of nodes and edges: pairs of CSV files, and workbooks and blueprints of Kumu."""

import csv
import json
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from graph.errors import InputError
from graph.store import Store
from graph.store.consistency import check
from ingest.loading.pipeline import load, prepare
from ingest.records import Options
from ingest.sources import kind_of
from tests.support.said import entities, entity, nodes, notes, ties

Put = Callable[[str, str | bytes], Path]
ELEMENTS = """Label,Type,Description,Tags,Also known as
Dr. Anna Lang,Person,kennt alle,wichtig,
Verband Nord e. V.,Verband,,,VN|Nordverband
Energie,Thema,,,
"""
CONNECTIONS = """From,To,Direction,Type,Label,Start date
Dr. Anna Lang,Verband Nord e. V.,directed,arbeitet bei,Leiterin Energie,01.04.2019
Verband Nord e. V.,Energie,directed,Schwerpunkt,,
"""
KUMU_TIES = {
    ("WORKS_FOR", "Anna Lang", "Verband Nord e. V.", "Leiterin Energie", "2019-04-01", ""),
    ("DEALS_WITH", "Verband Nord e. V.", "Energie", "", "", ""),
}


def test_a_pair_of_kumu_is_read_from_either_file(put: Put) -> None:
    paths = [put("Netz_elements.csv", ELEMENTS), put("Netz_connections.csv", CONNECTIONS)]
    assert [kind_of(path).name for path in paths] == ["nodelists", "nodelists"]
    first, second = (prepare(path, Options()) for path in paths)
    assert ties(first) == ties(second) == KUMU_TIES
    assert first.source.id == second.source.id
    assert first.source.title == "Netz"
    anna = entity(first, "Anna Lang")
    assert anna.keys == tuple(f"name:anna lang@{name}" for name in ("verband nord", "vn", "nordverband"))
    assert anna.place == "Netz_elements.csv!row 2"
    assert entity(first, "Verband Nord e. V.").keys == ("org:verband nord", "org:vn", "org:nordverband")
    assert notes(first) == {("note_unused_fields", "Tags", 1)}


def test_gephi_tables_have_ids_and_a_direction_as_type(put: Put) -> None:
    put("Graph [Nodes].csv", "Id,Label,Kategorie\n1,Anna Lang,Person\n2,Stadt Bremen,Kommune\n")
    path = put("Graph [Edges].csv", "Source,Target,Type,Id,Label,Weight\n1,2,Directed,0,arbeitet bei,1.0\n")
    prepared = prepare(path, Options())
    assert ties(prepared) == {("WORKS_FOR", "Anna Lang", "Stadt Bremen", "", "", "")}
    assert entity(prepared, "Stadt Bremen").values["kind"] == "municipality"
    assert not prepared.row_log.notes


def test_edges_may_name_nodes_by_their_labels(put: Put) -> None:
    put("knoten.csv", "Kennung;Bezeichnung;Typ\n7;Anna Lang;Person\n8;Bo Kern;Person\n")
    prepared = prepare(put("kanten.csv", "von;nach;Art\nAnna Lang;8;bekannt\n"), Options())
    assert ties(prepared) == {("KNOWS", "Anna Lang", "Bo Kern", "", "", "")}


@pytest.mark.parametrize(
    ("name", "content", "key", "wanted"),
    [
        ("Edges2021.csv", "from,to\na,b\n", "nodes_file_missing", "Nodes2021.csv"),
        ("kanten.csv", "von;nach\na;b\n", "nodes_file_missing", "knoten.csv"),
        ("netz.csv", "source,target\na,b\n", "nodes_file_missing", "nodes.csv"),
    ],
)
def test_edges_without_their_nodes_are_refused_with_the_name_that_is_missing(
    put: Put, name: str, content: str, key: str, wanted: str
) -> None:
    path = put(name, content)
    assert kind_of(path).name == "nodelists"
    with pytest.raises(InputError) as caught:
        prepare(path, Options())
    assert (caught.value.key, caught.value.value) == (key, wanted)
    assert "Bitte" in caught.value.message("de")


def test_several_files_that_fit_are_refused(put: Put) -> None:
    put("nodes-a.csv", "id,label\n1,Anna Lang\n")
    put("nodes_a.csv", "id,label\n1,Bo Kern\n")
    with pytest.raises(InputError) as caught:
        prepare(put("edges a.csv", "from,to\n1,1\n"), Options())
    assert caught.value.key == "several_partners"


def test_a_participant_list_is_none_of_nodes(put: Put) -> None:
    put("edges.csv", "from,to\n1,2\n")
    assert kind_of(put("liste.csv", "Name;Organisation\nAnna Lang;BDI\n")).name == "participants"
    assert kind_of(put("nodes.csv", "Vorname;Nachname;Firma\nAnna;Lang;BDI\n")).name == "participants"


def workbook(path: Path, **sheets: list[list[object]]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def test_a_workbook_of_kumu_with_an_element_that_only_a_connection_names(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "karte.xlsx",
        Elements=[["Label", "Type"], ["Anna Lang", "Person"], ["BDI", "Verband"]],
        Connections=[
            ["From", "To", "Type"],
            ["Anna Lang", "BDI", "Mitglied"],
            ["Anna Lang", "Verein West e. V.", "Mitglied"],
        ],
        Hinweise=[["nur Text"]],
    )
    assert kind_of(path).name == "kumu"
    prepared = prepare(path, Options())
    assert ties(prepared) == {
        ("MEMBER_OF", "Anna Lang", "BDI", "", "", ""),
        ("MEMBER_OF", "Anna Lang", "Verein West e. V.", "", "", ""),
    }
    assert {e.place for e in entities(prepared)} == {"Elements!row 2", "Elements!row 3", "Connections!row 3"}
    assert notes(prepared) == {("note_unread_part", "Hinweise", 1)}


def test_a_workbook_whose_list_of_sheets_is_damaged_is_refused_like_any_other(tmp_path: Path) -> None:
    path, entry = tmp_path / "karte.xlsx", "xl/workbook.xml"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(entry, "".join(f'<sheet name="{n}"/>' for n in range(200)))
        begin = archive.getinfo(entry).header_offset + 30 + len(entry)
    damaged = bytearray(path.read_bytes())
    damaged[begin : begin + 20] = b"\xff" * 20
    path.write_bytes(damaged)
    with pytest.raises(InputError):
        prepare(path, Options())


def test_other_workbooks_are_left_to_their_own_readers(tmp_path: Path) -> None:
    path = workbook(tmp_path / "liste.xlsx", Elements=[["Nachname", "Vorname"], ["Lang", "Anna"]])
    assert kind_of(path).name == "participants"
    (tmp_path / "kaputt.xlsx").write_bytes(b"PK\x03\x04 nichts")
    assert kind_of(tmp_path / "kaputt.xlsx").name == "participants"


@pytest.mark.parametrize("backup", [False, True])
def test_blueprints_of_kumu(put: Put, backup: bool) -> None:
    elements = [{"label": "Anna Lang", "type": "Person", "tags": ["a", "b"]}, {"label": "BDI", "type": "Verband"}]
    connections = [{"from": "Anna Lang", "to": "BDI", "type": "Mitglied", "direction": "directed"}]
    if backup:
        kept = [
            {"_id": f"elem-{e['label']}", "attributes": {"label": e["label"], "element type": e["type"]}}
            for e in elements
        ]
        ends = {"from": "elem-Anna Lang", "to": "elem-BDI", "attributes": {"connection type": "Mitglied"}}
        content: dict[str, object] = {"elements": kept, "connections": [ends], "maps": [{}]}
    else:
        content = {"elements": elements, "connections": connections}
    path = put("karte.json", json.dumps(content))
    assert kind_of(path).name == "kumu_json"
    prepared = prepare(path, Options())
    assert ties(prepared) == {("MEMBER_OF", "Anna Lang", "BDI", "", "", "")}
    expected = ("note_unread_part", "maps", 1) if backup else ("note_unused_fields", "tags", 1)
    assert notes(prepared) == {expected}


def test_a_pair_in_our_own_words_comes_back(put: Put, store: Store) -> None:
    put(
        "netz_nodes.csv",
        "id,label,name,kind,start,keys\n"
        "per-1,Person,Anna Lang,,,mail:a.lang@werk.example|name:anna lang@werk nord\n"
        "org-1,Organisation,Werk Nord GmbH,company,,org:werk nord\n"
        "evt-1,Event,Auftakt,,2021-03-16,event:auftakt@2021-03-16\n",
    )
    path = put(
        "netz_edges.csv",
        "source,target,type,role,valid_from,valid_to\n"
        "per-1,org-1,WORKS_FOR,Leiterin,2019,2021-05\n"
        "per-1,evt-1,TOOK_PART_IN,speaker,,\n",
    )
    prepared = prepare(path, Options())
    assert ties(prepared) == {
        ("WORKS_FOR", "Anna Lang", "Werk Nord GmbH", "Leiterin", "2019", "2021-05"),
        ("TOOK_PART_IN", "Anna Lang", "Auftakt", "speaker", "", ""),
    }
    assert entity(prepared, "Anna Lang").keys == ("mail:a.lang@werk.example", "name:anna lang@werk nord")
    assert not prepared.row_log.notes
    load(store, prepared)
    assert not load(store, prepare(path, Options())).changes.any
    assert list(check(store.view(), store.schema)) == []


def test_a_workbook_of_kumu_in_our_own_words_comes_back(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "export.xlsx",
        Elements=[
            ["Label", "Type", "title", "given_name", "family_name", "kind", "keys"],
            ["Anna Lang", "Person", "Dr.", "Anna", "Lang", "", "wikidata:Q5|name:anna lang@werk nord"],
            ["Werk Nord GmbH", "Organisation", "", "", "", "company", "org:werk nord|org:wn"],
        ],
        Connections=[
            ["From", "To", "Type", "role", "valid_from", "valid_to"],
            ["Anna Lang", "Werk Nord GmbH", "MEMBER_OF", "Beirat", "2019", ""],
        ],
    )
    prepared = prepare(path, Options())
    assert ties(prepared) == {("MEMBER_OF", "Anna Lang", "Werk Nord GmbH", "Beirat", "2019", "")}
    anna = entity(prepared, "Anna Lang")
    assert anna.keys == ("wikidata:Q5", "name:anna lang@werk nord")
    assert anna.values == {"title": "Dr.", "given_name": "Anna", "family_name": "Lang"}
    assert entity(prepared, "Werk Nord GmbH").values == {"kind": "company"}
    assert not prepared.row_log.notes


@pytest.mark.shared_data
def test_the_coal_commission_is_read_whole(shared_data: Path, store: Store) -> None:
    folder = shared_data / "kohlekommission"
    with (folder / "NodesKohlekommission.csv").open(encoding="utf-8", newline="") as file:
        raw = {row["id"]: row for row in csv.DictReader(file)}
    with (folder / "EdgesKohlekommission.csv").open(encoding="utf-8", newline="") as file:
        pairs = [(row["from"], row["to"]) for row in csv.DictReader(file)]
    prepared = prepare(folder / "EdgesKohlekommission.csv", Options())
    assert not prepared.row_log.rejected
    assert prepared.row_log.rows == len(raw) + len(pairs)
    labels = {"0": "Person", "1": "Organisation"}
    assert nodes(prepared) == {(labels[row["type"]], row["name"]) for row in raw.values()}
    assert ties(prepared) == {("MEMBER_OF", raw[a]["name"], raw[b]["name"], "", "", "") for a, b in pairs}
    assert {("note_guessed_type", "0", 31), ("note_guessed_type", "1", 101)} <= notes(prepared)
    report = load(store, prepared)
    assert Counter(n.partition("-")[0] for n in report.changes.created) == {"per": 31, "org": 101, "src": 1}
    assert len(report.changes.facts_created) == len(pairs)
    other = load(store, prepare(folder / "NodesKohlekommission.csv", Options()))
    assert not other.changes.any
    assert list(check(store.view(), store.schema)) == []
