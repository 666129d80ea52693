"""Conference programmes in XML and JSON: each session an event, with who speaks and what it is about."""

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.errors import InputError
from graph.model.facts import Record
from graph.store import Store
from graph.store.consistency import check
from ingest.loading.pipeline import load, prepare
from ingest.readers.probe import Probe
from ingest.records import Options, RowLog
from ingest.sources import kind_of
from ingest.sources.schedule import json as schedule_json
from ingest.sources.schedule import xml as schedule_xml

Put = Callable[[str, str | bytes], Path]
XML = """\
<?xml version="1.0" encoding="UTF-8"?>
<!-- made by hand -->
<schedule>
  <generator name="frab" version="0.8"/>
  <conference>
    <acronym>tdi22</acronym><title>Tag der Industrie</title><start>2022-09-15</start><end>2022-09-16</end>
    <city>Halle</city><days>2</days><sponsor>Werk</sponsor>
  </conference>
  <day index="1" date="2022-09-15">
    <room name="Saal A">
      <event id="11">
        <start>10:00</start><duration>01:00</duration><title>Wasserstoff im Revier</title><track>Energie</track>
        <type>Podium</type><language>de</language>
        <persons><person id="1">Dr. Anna Lang</person><person id="2">Bo Weiß</person></persons>
        <links><link href="http://werk.example">Folien</link></links>
      </event>
      <event id="12"><start>12:00</start><title>Mittagspause</title><persons/></event>
    </room>
    <room name="Saal B">
      <event id="13">
        <date>2022-09-16T00:15:00+02:00</date><start>00:15</start><title>Plenum</title>
        <persons><person id="1">Dr. Anna Lang</person><person id="3">Verband Deutscher Beispiele e. V.</person>
        </persons>
      </event>
    </room>
  </day>
  <day index="2" date="2022-09-16">
    <room name="Saal A"><event id="14"><start>09:00</start><title>Plenum</title><coffee>yes</coffee></event></room>
  </day>
</schedule>
"""
JSON: dict[str, Any] = {
    "schedule": {
        "version": "1",
        "conference": {
            "acronym": "tdi22",
            "title": "Tag der Industrie",
            "start": "2022-09-15",
            "end": "2022-09-16",
            "days": [
                {
                    "date": "2022-09-15",
                    "rooms": {
                        "Saal A": [
                            {
                                "id": 11,
                                "title": "Wasserstoff im Revier",
                                "start": "10:00",
                                "track": "Energie",
                                "type": "Podium",
                                "persons": [
                                    {"id": 1, "public_name": "Dr. Anna Lang", "biography": "…"},
                                    {"id": 2, "public_name": "Bo Weiß"},
                                ],
                            }
                        ]
                    },
                }
            ],
        },
    }
}
SESSIONS = """\
var sessions = [
  {"id": "7", "title": "Eröffnung", "start": "10:15", "date": "2013-05-06", "room": "stage 1", "track": "Netz",
   "persons": [{"id": "65", "#text": "Anna Lang"}, {}]},
  {"id": "8", "title": "Ausklang", "date": "2013-05-07", "speakers": ["Bo Weiß", "Cem Arslan"], "mood": "gut"}
];
"""


def read(path: Path, options: Options | None = None) -> tuple[list[Record], RowLog]:
    row_log = RowLog()
    mapped = kind_of(path).understand(path, "0" * 64, options or Options())
    return list(mapped.records(row_log)), row_log


def facts(records: list[Record]) -> set[tuple[str, str, str, str]]:
    """Type, names of both ends, role."""
    return {
        (fact.type, names[fact.start], names[fact.end], fact.role)
        for record in records
        for names in [{entity.key: entity.name for entity in record.entities}]
        for fact in record.facts
    }


def notes(row_log: RowLog) -> list[tuple[str, object]]:
    return [(note.key, note.context.get("value")) for note in row_log.notes]


ON_HYDROGEN = {
    ("PART_OF", "Wasserstoff im Revier", "Tag der Industrie", ""),
    ("DEALS_WITH", "Wasserstoff im Revier", "Energie", ""),
    ("TOOK_PART_IN", "Anna Lang", "Wasserstoff im Revier", "speaker"),
    ("TOOK_PART_IN", "Bo Weiß", "Wasserstoff im Revier", "speaker"),
}


def test_a_schedule_in_xml_is_read_as_counted_by_hand(put: Put) -> None:
    records, row_log = read(put("a.xml", XML))
    assert facts(records) == ON_HYDROGEN | {
        ("PART_OF", "Plenum", "Tag der Industrie", ""),
        ("TOOK_PART_IN", "Anna Lang", "Plenum", "speaker"),
        ("TOOK_PART_IN", "Verband Deutscher Beispiele e. V.", "Plenum", "speaker"),
    }
    assert (row_log.rows, row_log.rejected) == (4, [])
    assert notes(row_log) == [("note_unused_field", "sponsor"), ("note_unused_field", "coffee")]


def test_conference_and_sessions_have_their_dates_rooms_and_formats(put: Put) -> None:
    records, _ = read(put("a.xml", XML))
    events = {e.keys: dict(e.values) for record in records for e in record.entities if e.label == "Event"}
    above = "tag der industrie@2022-09-15"
    assert events == {
        (f"event:{above}",): {
            "format": "conference", "start": "2022-09-15", "end": "2022-09-16", "place": "Halle",
        },
        ("frab-tdi22-event:11", f"event:wasserstoff im revier@{above}"): {
            "format": "panel", "start": "2022-09-15", "place": "Saal A",
        },
        ("frab-tdi22-event:13", f"event:plenum 2022 09 16 00 15 saal b@{above}"): {
            "format": "session", "start": "2022-09-16", "place": "Saal B",
        },
        ("frab-tdi22-event:14", f"event:plenum 2022 09 16 09 00 saal a@{above}"): {
            "format": "session", "start": "2022-09-16", "place": "Saal A",
        },
    }  # fmt: skip


def test_a_person_has_the_id_of_the_conference(put: Put) -> None:
    records, _ = read(put("a.xml", XML))
    person = next(e for e in records[0].entities if e.name == "Anna Lang")
    assert person.keys == ("frab-tdi22:1", "name:anna lang@event:tag der industrie@2022-09-15")
    assert person.values["title"] == "Dr."
    assert person.place == "session 11"


def test_json_and_xml_of_one_conference_say_the_same(put: Put) -> None:
    records, row_log = read(put("a.json", json.dumps(JSON)))
    assert facts(records) == ON_HYDROGEN
    assert row_log.notes == []
    of_xml, _ = read(put("a.xml", XML))
    assert {e.keys for e in records[0].entities} == {e.keys for e in of_xml[0].entities}


@pytest.mark.parametrize("name", ["tagung.json", "tagung.js"])
def test_a_list_of_sessions_in_javascript_is_read(put: Put, name: str) -> None:
    records, row_log = read(put(name, SESSIONS), Options(event="Netztag"))
    assert facts(records) == {
        ("PART_OF", "Eröffnung", "Netztag", ""),
        ("DEALS_WITH", "Eröffnung", "Netz", ""),
        ("TOOK_PART_IN", "Anna Lang", "Eröffnung", "speaker"),
        ("PART_OF", "Ausklang", "Netztag", ""),
        ("TOOK_PART_IN", "Bo Weiß", "Ausklang", "speaker"),
        ("TOOK_PART_IN", "Cem Arslan", "Ausklang", "speaker"),
    }
    assert notes(row_log) == [("note_unused_field", "mood"), ("note_nameless_speakers", 1)]
    assert records[0].entities[1].key == "event:netztag@2013-05-06"


def test_an_event_without_a_name_is_called_like_the_file_and_that_is_said(put: Put) -> None:
    records, row_log = read(put("Netztag_2013.json", SESSIONS))
    assert records[0].entities[1].name == "Netztag 2013"
    assert ("note_event_from_file", "Netztag 2013") in notes(row_log)


def test_a_session_without_title_is_refused_with_its_line_and_the_others_stay(put: Put) -> None:
    path = put("a.json", SESSIONS.replace("Ausklang", " "))
    records, row_log = read(path, Options(event="Netztag"))
    assert len(records) == 1
    assert [(e.key, e.row, e.value) for e in row_log.rejected] == [("session_without_title", 4, "8")]


def test_markup_and_cypher_stay_to_the_letter(put: Put) -> None:
    title = "Robby' WITH true as x MATCH (s) DETACH DELETE s // <img src=x>"
    text = json.dumps([{"title": title, "persons": [{"id": "1", "name": "<b>Anna</b> Lang"}]}])
    records, _ = read(put("a.json", text), Options(event="Netztag", date="2022"))
    assert ("TOOK_PART_IN", "<b>Anna</b> Lang", title, "speaker") in facts(records)


BOMB = '<?xml version="1.0"?><!DOCTYPE schedule [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
FILE = '<!DOCTYPE schedule [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
FAR = '<!DOCTYPE schedule SYSTEM "http://werk.example/schedule.dtd">'


@pytest.mark.parametrize("head", [BOMB, FILE, FAR])
def test_entities_and_external_definitions_are_refused(put: Put, head: str) -> None:
    with pytest.raises(InputError) as caught:
        read(put("a.xml", head + XML.partition("?>")[2].replace("Halle", "&b;&x;")))
    assert caught.value.key == "unsafe_xml"


@pytest.mark.parametrize(
    ("name", "content", "key"),
    [
        ("a.xml", XML[:900], "broken_xml"),
        ("a.xml", XML.replace("UTF-8", "klingonisch"), "broken_xml"),
        ("a.xml", XML.encode("cp1252"), "broken_xml"),
        ("a.xml", "<schedule/>", "not_a_schedule"),
        ("a.xml", "<schedule><conference/></schedule>", "no_sessions"),
        ("a.xml", "<html/>", "unknown_content"),
        ("a.json", json.dumps(JSON)[:-9], "bad_json"),
        ("a.json", '{"schedule": {"conference": []}}', "not_a_schedule"),
        ("a.json", '{"schedule": {"conference": {"title": "x"}}}', "no_sessions"),
        ("a.js", SESSIONS[:200], "bad_json"),
        ("a.js", SESSIONS.encode("cp1252"), "not_utf8"),
        ("a.js", "alert(1)", "unknown_content"),
        ("a.js", SESSIONS.replace("];", "]; alert(1)"), "bad_json"),
    ],
)
def test_what_can_not_be_read_is_an_error_that_says_so(put: Put, name: str, content: str | bytes, key: str) -> None:
    with pytest.raises(InputError) as caught:
        read(put(name, content))
    assert caught.value.key == key


def test_a_title_of_twenty_megabytes_is_refused_alone(put: Put) -> None:
    records, row_log = read(put("a.xml", XML.replace("Wasserstoff im Revier", "x" * 20_000_000)))
    assert [e.key for e in row_log.rejected] == ["cell_too_long"]
    assert len(records) == 2


@pytest.mark.parametrize(
    "text",
    [
        '{"source": {"title": "x"}, "nodes": []}',
        '[{"id": "a", "name": "Werk"}]',
        '{"elements": [{"label": "x"}], "connections": []}',
        '[{"title": "Ein Buch", "isbn": "1"}]',
        "",
        "[[[",
    ],
)
def test_other_json_is_not_taken_for_a_programme(put: Put, text: str) -> None:
    assert not schedule_json.recognises(Probe(put("a.json", text)))


@pytest.mark.parametrize("text", ["<gexf><schedule/></gexf>", "schedule", "", "<!-- <schedule> --><kml/>"])
def test_other_xml_is_not_taken_for_a_schedule(put: Put, text: str) -> None:
    assert not schedule_xml.recognises(Probe(put("a.xml", text)))


@pytest.mark.shared_data
def test_the_whole_programme_of_a_real_conference(shared_data: Path) -> None:
    path = shared_data / "republica" / "sessions.json"
    raw = json.loads(path.read_text(encoding="utf-8").partition("=")[2])
    slots = [(session["id"], person["id"]) for session in raw for person in session["persons"] if person]
    assert (len(raw), len(slots)) == (306, 575)
    records, row_log = read(path, Options(event="re:publica 13"))
    assert (row_log.rows, row_log.rejected, len(records)) == (306, [], 306)
    assert notes(row_log) == [("note_nameless_speakers", 22)]
    spoken = Counter(
        (fact.end.rpartition(":")[2], fact.start.rpartition(":")[2])
        for record in records
        for fact in record.facts
        if fact.type == "TOOK_PART_IN"
    )
    assert spoken == Counter(slots)
    people = {e.key for record in records for e in record.entities if e.label == "Person"}
    assert len(people) == len({person for _, person in slots}) == 488


def test_a_schedule_loaded_twice_changes_nothing_and_fits_together(store: Store, put: Put) -> None:
    path = put("a.xml", XML)
    first = load(store, prepare(path, Options()))
    # 4 events, 2 people, 1 organisation, 1 topic, 1 source
    assert len(first.changes.created) == 9
    assert len(first.changes.facts_created) == 8
    again = load(store, prepare(path, Options()))
    assert not again.changes.any
    assert check(store.view(), store.schema) == []
    other = load(store, prepare(put("a.json", json.dumps(JSON)), Options()))
    assert len(other.changes.created) == 1


edits = st.lists(st.tuples(st.integers(0, 3000), st.integers(0, 40), st.binary(max_size=6)), min_size=1, max_size=4)
VALID = {
    "a.xml": XML.encode(),
    "a.json": json.dumps(JSON).encode(),
    "b.json": SESSIONS.encode(),
    "b.js": SESSIONS.encode(),
}


@pytest.mark.parametrize("name", sorted(VALID))
@given(changes=edits)
@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
def test_changed_files_give_records_or_an_error_about_the_input(
    put: Put, name: str, changes: list[tuple[int, int, bytes]]
) -> None:
    data = VALID[name]
    for start, cut, new in changes:
        at = start % (len(data) + 1)
        data = data[:at] + new + data[at + cut :]
    refusal = None
    try:
        for record in prepare(put(name, data or b"x"), Options(), most_rejected=1).records():
            assert record.entities
    except InputError as error:
        refusal = error
    assert refusal is None or all(map(refusal.message, ("de", "en")))
