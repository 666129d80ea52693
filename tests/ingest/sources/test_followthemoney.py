"""FollowTheMoney: entities and links as JSON lines, packed or not."""

import gzip
import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from graph.errors import InputError
from graph.store import Store
from graph.store.consistency import check
from ingest.loading.pipeline import load, prepare
from ingest.readers import lines, packed
from ingest.records import Options
from ingest.sources import kind_of
from tests.support.said import entity, nodes, notes, ties

Put = Callable[[str, str | bytes], Path]


def said(number: str, schema: str, **properties: Any) -> dict[str, Any]:
    return {
        "id": number,
        "schema": schema,
        "properties": {k: v if isinstance(v, list) else [v] for k, v in properties.items()},
    }


def text(entities: Iterable[dict[str, Any]]) -> str:
    return "".join(json.dumps(e, ensure_ascii=False) + "\n" for e in entities)


ENTITIES = [
    said("l1", "Employment", employee="p1", employer="c1", role="Leiterin", startDate="2019-04", endDate="2021"),
    said("p1", "Person", name=["Anna Lang", "A. Lang"], firstName="Anna", lastName="Lang", wikidataId="Q5",
         email="a.lang@werk.example", birthDate="1970", topics="role.pep"),
    said("c1", "Company", name="Werk Nord GmbH", incorporationDate="1990-05-01", leiCode="5299"),
    said("b1", "PublicBody", name="Amt für Beispiele"),
    said("e1", "Event", name="Auftakt", startDate="2021-03-16", involved=["p1", "c1"], organizer="b1"),
    said("l2", "Directorship", director="c1", organization="b1", role="Beirat"),
    said("l3", "Family", person="p1", relative="p2", relationship="Schwester"),
    said("p2", "Person", name="Bo Lang"),
    said("l4", "Succession", successor="b1", predecessor="b2"),
    said("b2", "PublicBody", name="Altes Amt"),
    said("v1", "Vessel", name="Boot"),
    said("l5", "Ownership", owner="p1", asset="c1", percentage="100"),
]  # fmt: skip


def test_entities_and_links_as_worked_out_by_hand(put: Put, store: Store) -> None:
    path = put("entities.ftm.json", text(ENTITIES))
    assert kind_of(path).name == "followthemoney"
    prepared = prepare(path, Options())
    assert nodes(prepared) == {
        ("Person", "Anna Lang"), ("Person", "Bo Lang"), ("Organisation", "Werk Nord GmbH"), ("Event", "Auftakt"),
        ("Organisation", "Amt für Beispiele"), ("Organisation", "Altes Amt"),
    }  # fmt: skip
    assert ties(prepared) == {
        ("WORKS_FOR", "Anna Lang", "Werk Nord GmbH", "Leiterin", "2019-04", "2021"),
        ("TOOK_PART_IN", "Anna Lang", "Auftakt", "participant", "", ""),
        ("TOOK_PART_IN", "Werk Nord GmbH", "Auftakt", "participant", "", ""),
        ("TOOK_PART_IN", "Amt für Beispiele", "Auftakt", "host", "", ""),
        ("MEMBER_OF", "Werk Nord GmbH", "Amt für Beispiele", "Beirat", "", ""),
        ("SUCCEEDS", "Amt für Beispiele", "Altes Amt", "", "", ""),
    }
    anna = entity(prepared, "Anna Lang")
    assert anna.keys == ("ftm:p1", "wikidata:Q5", "mail:a.lang@werk.example", "name:anna lang@werk nord")
    assert anna.values["variants"] == ("A. Lang",)
    assert entity(prepared, "Werk Nord GmbH").values["founded"] == "1990-05-01"
    assert entity(prepared, "Amt für Beispiele").values["kind"] == "agency"
    assert {
        ("note_no_counterpart_node", "Vessel", 1),
        ("note_no_counterpart_tie", "Family (Person, Person)", 1),
        ("note_no_counterpart_tie", "Ownership (Person, Organisation)", 1),
        ("note_unused_fields", "topics", 1),
    } == notes(prepared)
    load(store, prepared)
    assert not load(store, prepare(path, Options())).changes.any
    assert list(check(store.view(), store.schema)) == []


def test_entities_in_our_own_words_come_back(put: Put) -> None:
    entities = [
        said("per-1", "Person", name="Anna Lang", keys=["mail:a.lang@werk.example", "name:anna lang@werk nord"]),
        said("evt-1", "Event", name="Auftakt", startDate="2021-03-16", keys="event:auftakt@2021-03-16"),
        said("rel-1", "UnknownLink", subject="per-1", object="evt-1", type="TOOK_PART_IN", role="speaker"),
    ]
    prepared = prepare(put("export.jsonl", text(entities)), Options())
    assert ties(prepared) == {("TOOK_PART_IN", "Anna Lang", "Auftakt", "speaker", "", "")}
    assert entity(prepared, "Anna Lang").keys == ("mail:a.lang@werk.example", "name:anna lang@werk nord")
    assert entity(prepared, "Anna Lang").values == {}
    assert entity(prepared, "Auftakt").values == {"start": "2021-03-16"}
    assert not prepared.row_log.notes


def test_a_packed_file_says_the_same(put: Put) -> None:
    plain = prepare(put("a.jsonl", text(ENTITIES)), Options())
    path = put("a.jsonl.gz", gzip.compress(text(ENTITIES).encode()))
    assert kind_of(path).name == "followthemoney"
    assert ties(prepare(path, Options())) == ties(plain)


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ('{"id": "x", "schema": "Person", "properties": {"name": ["A', "bad_json"),
        ('{"id": "x", "schema": "Person", "properties": []}', "not_an_entity"),
        ('{"schema": "Person", "properties": {}}', "not_an_entity"),
        ('{"id": "x", "schema": "Person", "properties": {"name": ["a\\u0000b"]}}', "bad_json"),
        ('{"id": "x", "schema": "Person", "properties": {"name": ["a\\ud800b"]}}', "bad_json"),
        ('{"id": "x", "schema": "Person", "properties": {"name": [NaN]}}', "bad_json"),
        ("[" * 100_000, "bad_json"),
        ("[1]", "must_be_mapping"),
        ('{"id": "x", "schema": "Person", "properties": {}}', "node_without_name"),
        ('{"id": "l", "schema": "Employment", "properties": {"employee": ["p1"]}}', "edge_without_end"),
        (
            '{"id": "l", "schema": "Employment", "properties": {"employee": ["p1"], "employer": ["?"]}}',
            "edge_without_node",
        ),
    ],
)
def test_a_line_that_is_none_is_named_and_the_others_are_taken(put: Put, line: str, key: str) -> None:
    prepared = prepare(put("a.jsonl", text(ENTITIES) + line + "\n"), Options())
    (error,) = prepared.row_log.rejected
    assert (error.key, error.row) == (key, len(ENTITIES) + 1)
    assert len(ties(prepared)) == 6


def test_latin_letters_in_a_line_are_named(put: Put) -> None:
    odd = '{"id": "x", "schema": "Person", "properties": {"name": ["Wei\xdf"]}}\n'.encode("latin-1")
    prepared = prepare(put("a.jsonl", text(ENTITIES).encode() + odd), Options())
    assert [(e.key, e.row, e.value) for e in prepared.row_log.rejected] == [("not_utf8", 13, "0xdf")]


def test_an_endless_line_and_a_packed_bomb_are_refused(put: Put, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "LONGEST_LINE", 1000)
    with pytest.raises(InputError) as caught:
        prepare(put("a.jsonl", text(ENTITIES) + "x" * 2000), Options())
    assert caught.value.key == "line_too_long"
    monkeypatch.setattr(packed, "RATIO_COUNTS_FROM", 100_000)
    bomb = text(ENTITIES).encode() + b"\n" * 5_000_000
    with pytest.raises(InputError) as caught:
        prepare(put("b.jsonl.gz", gzip.compress(bomb)), Options())
    assert caught.value.key == "packed_unsafe"


@pytest.mark.parametrize("cut", [1, 40])
def test_a_packed_file_that_is_cut_off_is_refused(put: Put, cut: int) -> None:
    path = put("a.jsonl.gz", gzip.compress(text(ENTITIES).encode())[:-cut])
    with pytest.raises(InputError) as caught:
        prepare(path, Options(kind="followthemoney"))
    assert caught.value.key == "packed_broken"
