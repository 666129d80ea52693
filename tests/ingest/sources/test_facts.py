"""Facts files: what does not fit is named with its line and field, what fits becomes one record."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.errors import InputError
from graph.model.facts import Record, Source
from graph.model.schema import load as load_schema
from ingest.loading.pipeline import prepare
from ingest.records import Options, RowLog
from ingest.sources.facts import understand
from tests.support.said import entity

Put = Callable[[str, str | bytes], Path]
GOOD = """\
source: {title: Bericht}
nodes:
  - {ref: lang, type: Person, name: Dr. Joachim Lang}
  - {ref: bdi, type: Organisation, name: Bundesverband der Deutschen Industrie e. V., short_name: BDI}
  - {ref: auftakt, type: Event, name: Auftakt, start: 16.3.2021}
relationships:
  - {type: WORKS_FOR, from: lang, to: bdi}
  - {type: TOOK_PART_IN, from: lang, to: auftakt, role: Rednerin, valid_from: 2021-03, at: Satz 3}
"""


def read(path: Path, options: Options | None = None) -> tuple[Source, Record, RowLog]:
    mapped = understand(path, "0" * 64, options or Options())
    row_log = RowLog()
    (record,) = mapped.records(row_log)
    return mapped.source, record, row_log


def refused(path: Path, options: Options | None = None) -> InputError:
    with pytest.raises(InputError) as caught:
        read(path, options)
    assert caught.value.file == path.name
    return caught.value


def test_a_good_file_is_one_record(put: Put) -> None:
    source, record, row_log = read(put("a.yaml", GOOD))
    name = "name:joachim lang@bundesverband der deutschen industrie"
    organisation, event = "org:bundesverband der deutschen industrie", "event:auftakt@2021-03-16"
    assert {(e.label, e.name, e.place, e.keys) for e in record.entities} == {
        ("Person", "Joachim Lang", "line 3", (name,)),
        ("Organisation", "Bundesverband der Deutschen Industrie e. V.", "line 4", (organisation, "org:bdi")),
        ("Event", "Auftakt", "line 5", (event,)),
    }
    assert {(f.type, f.start, f.end, f.place, f.role, f.valid_from, f.valid_to) for f in record.facts} == {
        ("WORKS_FOR", name, organisation, "line 7", "", "", ""),
        ("TOOK_PART_IN", name, event, "Satz 3", "speaker", "2021-03", ""),
    }
    assert record.entities[0].values == {"title": "Dr.", "given_name": "Joachim", "family_name": "Lang"}
    assert record.entities[2].values == {"start": "2021-03-16"}
    assert not any(e.in_passing for e in record.entities)
    assert (row_log.rows, source.title, source.kind, source.confidentiality) == (5, "Bericht", "other", "internal")


def test_json_says_the_same_as_yaml(put: Put) -> None:
    content = yaml.safe_load(GOOD)
    content["relationships"][1]["valid_from"] = "2021-03"
    _, record, _ = read(put("a.json", json.dumps(content)))
    _, other, _ = read(put("a.yaml", GOOD))
    assert [(e.keys, e.values) for e in record.entities] == [(e.keys, e.values) for e in other.entities]


def with_line(text: str, line: int, new: str) -> str:
    lines = text.splitlines()
    lines[line - 1] = new
    return "\n".join(lines)


@pytest.mark.parametrize(
    ("line", "new", "key", "column", "value"),
    [
        (1, "source: {title: Bericht, verlag: x}", "unknown_field", "verlag", "verlag"),
        (1, "source: {publisher: x}", "missing_field", "", "title"),
        (1, "source: {title: }", "missing_field", "", "title"),
        (1, "source: {title: [a]}", "must_be_text", "title", "…"),
        (1, "source: {title: x, kind: brief}", "unknown_value", "kind", "brief"),
        (1, "source: {title: x, confidentiality: geheim}", "unknown_value", "confidentiality", "geheim"),
        (1, "source: {title: x, invented: vielleicht}", "unknown_value", "invented", "vielleicht"),
        (1, "source: {title: x, date: gestern}", "no_date", "date", "gestern"),
        (1, "source: {title: x, date: 2021-02-30}", "no_date", "date", "2021-02-30"),
        (1, "source: Bericht", "must_be_mapping", "", "Bericht"),
        (1, "source: [Bericht]", "must_be_mapping", "", "[…]"),
        (3, "  - {ref: lang, name: Lang}", "missing_field", "", "type"),
        (3, "  - {ref: lang, type: Person}", "missing_field", "", "name"),
        (3, "  - {ref: lang, type: Person, name: '-'}", "missing_field", "", "name"),
        (3, "  - {type: Person, name: Lang}", "missing_field", "", "ref"),
        (3, "  - {ref: lang, type: person, name: Lang}", "unknown_type", "type", "person"),
        (3, "  - {ref: lang, type: Source, name: Lang}", "unknown_type", "type", "Source"),
        (3, "  - {ref: lang, type: 'a}b`', name: Lang}", "unknown_type", "type", "a}b`"),
        (3, "  - {ref: lang, type: Person, name: Lang, '@rid': 1}", "unknown_field", "@rid", "@rid"),
        (3, "  - {ref: lang, type: Person, name: Lang, keys: [x]}", "unknown_field", "keys", "keys"),
        (3, "  - {ref: lang, type: Person, name: Lang, id: x}", "unknown_field", "id", "id"),
        (3, "  - {ref: lang, type: Person, name: Lang, '': x}", "unknown_field", "", ""),
        (3, "  - {ref: lang, type: Person, name: Lang, emails: [x@]}", "bad_email", "emails", "x@"),
        (3, "  - {ref: lang, type: Person, name: Lang, place: [Bonn]}", "must_be_text", "place", "…"),
        (3, "  - {ref: lang, type: Person, name: Lang, external_ids: R1}", "bad_external_id", "external_ids", "R1"),
        (3, "  - {ref: lang, type: Person, name: Lang, external_ids: 'x:'}", "bad_external_id", "external_ids", "x:"),
        (
            3,
            "  - {ref: lang, type: Person, name: Lang, external_ids: 'org:bdi'}",
            "bad_external_id",
            "external_ids",
            "org:bdi",
        ),
        (
            3,
            "  - {ref: lang, type: Person, name: Lang, external_ids: 'Mail:a@b.de'}",
            "bad_external_id",
            "external_ids",
            "Mail:a@b.de",
        ),
        (3, "  - lang", "must_be_mapping", "", "lang"),
        (3, "  -", "must_be_mapping", "", ""),
        (4, "  - {ref: lang, type: Organisation, name: BDI}", "double_ref", "ref", "lang"),
        (4, "  - {ref: bdi, type: Organisation, name: BDI, kind: Verband}", "unknown_value", "kind", "Verband"),
        (4, "  - {ref: bdi, type: Organisation, name: BDI, founded: früher}", "no_date", "founded", "früher"),
        (5, "  - {ref: auftakt, type: Event, name: A, attendance: viele}", "not_a_number", "attendance", "viele"),
        (5, "  - {ref: auftakt, type: Event, name: A, attendance: -3}", "not_a_number", "attendance", "-3"),
        (5, "  - {ref: auftakt, type: Event, name: A, attendance: 1e3}", "not_a_number", "attendance", "1e3"),
        (5, "  - {ref: auftakt, type: Event, name: A, attendance: ١٧}", "not_a_number", "attendance", "١٧"),
        (
            5,
            f"  - {{ref: auftakt, type: Event, name: A, attendance: {'9' * 50}}}",
            "not_a_number",
            "attendance",
            "9" * 50,
        ),
        (5, "  - {ref: auftakt, type: Event, name: A, mode: online}", "unknown_value", "mode", "online"),
        (5, "  - {ref: auftakt, type: Event, name: A, format: Party}", "unknown_value", "format", "Party"),
        (6, "beziehungen:", "unknown_field", "beziehungen", "beziehungen"),
        (7, "  - {type: LIEBT, from: lang, to: bdi}", "unknown_type", "type", "LIEBT"),
        (7, "  - {from: lang, to: bdi}", "missing_field", "", "type"),
        (7, "  - {type: WORKS_FOR, to: bdi}", "missing_field", "", "from"),
        (7, "  - {type: WORKS_FOR, from: lang}", "missing_field", "", "to"),
        (7, "  - {type: WORKS_FOR, from: lang, to: dbi}", "unknown_ref", "to", "dbi"),
        (7, "  - {type: WORKS_FOR, from: bdi, to: lang}", "wrong_ends", "type", ""),
        (7, "  - {type: PART_OF, from: bdi, to: auftakt}", "wrong_ends", "type", ""),
        (7, "  - {type: WORKS_FOR, from: lang, to: bdi, evidence: x}", "unknown_field", "evidence", "evidence"),
        (7, "  - {type: WORKS_FOR, from: lang, to: bdi, valid_from: 2021-13}", "no_date", "valid_from", "2021-13"),
        (
            7,
            "  - {type: WORKS_FOR, from: lang, to: bdi, valid_from: 2021, valid_to: 2020-12}",
            "dates_swapped",
            "valid_to",
            "2020-12",
        ),
        (7, "  - {type: WORKS_FOR, from: lang, to: bdi, at: [x]}", "must_be_text", "at", "…"),
        (7, "  - {type: TOOK_PART_IN, from: lang, to: auftakt, role: Zauberin}", "unknown_role", "role", "Zauberin"),
        (7, "  - WORKS_FOR", "must_be_mapping", "", "WORKS_FOR"),
    ],
)
def test_what_does_not_fit_is_named_with_line_and_field(
    put: Put, line: int, new: str, key: str, column: str, value: str
) -> None:
    error = refused(put("a.yaml", with_line(GOOD, line, new)))
    assert (error.key, error.row, error.column, error.value) == (key, line, column, value)
    assert all(error.message(language) for language in ("de", "en"))


@pytest.mark.parametrize(
    ("text", "key", "row", "value"),
    [
        ("- a\n- b\n", "not_a_facts_file", 1, ""),
        ("Guten Tag\n", "not_a_facts_file", 1, ""),
        ("# nichts\n", "not_a_facts_file", 1, ""),
        ("nodes: []\n", "missing_field", 1, "source"),
        ("source: {title: x}\n", "missing_field", 1, "nodes"),
        ("source: {title: x}\nnodes: []\n", "missing_field", 1, "nodes"),
        ("source: {title: x}\nnodes:\n  a: {type: Person}\n", "must_be_list", 2, "{…}"),
        ("source: {title: x}\nnodes: Lang\n", "must_be_list", 2, "Lang"),
        (f"{GOOD}  - {{type: WORKS_FOR, from: <<, to: bdi}}\n", "unknown_ref", 9, "<<"),
    ],
)
def test_a_file_of_another_shape_is_refused(put: Put, text: str, key: str, row: int, value: str) -> None:
    error = refused(put("a.yaml", text))
    assert (error.key, error.row, error.value) == (key, row, value)


def test_the_line_is_that_of_the_field_in_a_long_entry(put: Put) -> None:
    text = "source:\n  title: x\nnodes:\n  - ref: a\n    type: Organisation\n    name: A\n"
    text += "    aliases:\n      - B\n      - [C]\n"
    assert (refused(put("a.yaml", text)).row, refused(put("b.yaml", text)).column) == (9, "aliases")


def test_the_same_time_at_two_precisions_is_not_swapped(put: Put) -> None:
    text = with_line(GOOD, 7, "  - {type: WORKS_FOR, from: lang, to: bdi, valid_from: 2021-05, valid_to: 2021}")
    _, record, _ = read(put("a.yaml", text))
    assert [(f.valid_from, f.valid_to) for f in record.facts if f.type == "WORKS_FOR"] == [("2021-05", "2021")]


def test_blank_values_are_left_out(put: Put) -> None:
    line = "  - {ref: bdi, type: Organisation, name: BDI, aliases: ['', ~, ' ', '-'], founded: '', kind: ~, place: ''}"
    _, record, _ = read(put("a.yaml", with_line(GOOD, 4, line)))
    assert record.entities[1].keys == ("org:bdi",)
    assert {name for name, value in record.entities[1].values.items() if value} == {"aliases"}


def test_two_topics_that_share_nothing_but_blank_aliases_stay_two(put: Put) -> None:
    text = (
        "source: {title: x}\nnodes:\n  - {ref: a, type: Topic, name: Stahl, aliases: ['', '-']}\n"
        "  - {ref: b, type: Topic, name: Holz, aliases: ['', '-']}\n"
    )
    _, record, _ = read(put("a.yaml", text))
    assert [e.keys for e in record.entities] == [("topic:stahl",), ("topic:holz",)]


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("{ref: a, type: Person, name: Anna Lang}", "{ref: b, type: Person, name: 'Lang, Anna'}"),
        ("{ref: a, type: Topic, name: Stahl}", "{ref: b, type: Topic, name: Eisen, aliases: [stahl]}"),
        (
            "{ref: a, type: Organisation, name: Amt A, aliases: [AA]}",
            "{ref: b, type: Organisation, name: Amt B, aliases: [AA]}",
        ),
        ("{ref: a, type: Region, name: Bayern}", "{ref: b, type: Region, name: Freistaat Bayern}"),
        ("{ref: a, type: Event, name: X, start: 2021}", "{ref: b, type: Event, name: x, start: 2021}"),
        (
            "{ref: a, type: Person, name: A B, external_ids: ['wd:Q1']}",
            "{ref: b, type: Organisation, name: C, external_ids: ['WD:Q1']}",
        ),
        ("{ref: a, type: Person, name: A B, emails: [x@y.de]}", "{ref: b, type: Person, name: A B}"),
    ],
)
def test_two_nodes_that_can_not_be_told_apart_are_refused(put: Put, one: str, two: str) -> None:
    error = refused(put("a.yaml", f"source: {{title: x}}\nnodes:\n  - {one}\n  - {two}\n"))
    assert (error.key, error.row, error.context["other"]) == ("same_node", 4, "a")


def test_namesakes_with_addresses_of_their_own_are_two(put: Put) -> None:
    text = (
        "source: {title: x}\nnodes:\n  - {ref: a, type: Person, name: Anna Lang, emails: [a@y.de]}\n"
        "  - {ref: b, type: Person, name: Anna Lang, emails: [b@y.de]}\n"
    )
    _, record, _ = read(put("a.yaml", text))
    assert [e.key for e in record.entities] == ["mail:a@y.de", "mail:b@y.de"]


SESSIONS = """\
source: {title: x}
nodes:
  - {ref: e, type: Event, name: Gipfel, start: 2021-03-16}
  - {ref: d1, type: Event, name: Tag 1}
  - {ref: d2, type: Event, name: Tag 2}
  - {ref: w, type: Event, name: Workshop 1}
  - {ref: p1, type: Event, name: Plenum}
  - {ref: p2, type: Event, name: Plenum}
relationships:
  - {type: PART_OF, from: d1, to: e}
  - {type: PART_OF, from: d2, to: e}
  - {type: PART_OF, from: w, to: d1}
  - {type: PART_OF, from: p1, to: d1}
  - {type: PART_OF, from: p2, to: d2}
"""


def test_sessions_are_known_by_the_whole_event(put: Put) -> None:
    _, record, _ = read(put("a.yaml", SESSIONS))
    assert [e.keys for e in record.entities] == [
        ("event:gipfel@2021-03-16",),
        ("event:tag 1@gipfel@2021-03-16",),
        ("event:tag 2@gipfel@2021-03-16",),
        ("event:workshop 1@gipfel@2021-03-16",),
        ("event:plenum@tag 1@gipfel@2021-03-16",),
        ("event:plenum@tag 2@gipfel@2021-03-16",),
    ]


@pytest.mark.parametrize(
    "loop", ["{type: PART_OF, from: a, to: a}", "{type: PART_OF, from: a, to: b}\n  - {type: PART_OF, from: b, to: a}"]
)
def test_events_that_are_part_of_each_other_end_no_program(put: Put, loop: str) -> None:
    nodes = "  - {ref: a, type: Event, name: A}\n  - {ref: b, type: Event, name: B}"
    _, record, _ = read(put("a.yaml", f"source: {{title: x}}\nnodes:\n{nodes}\nrelationships:\n  - {loop}\n"))
    assert [e.keys for e in record.entities] == [("event:a@",), ("event:b@",)]


def test_people_are_known_by_their_organisations_else_events_else_the_file(put: Put) -> None:
    text = """\
source: {title: x}
nodes:
  - {ref: a, type: Person, name: Anna Lang}
  - {ref: b, type: Person, name: Bo Ott}
  - {ref: c, type: Person, name: Cem Ast}
  - {ref: o, type: Organisation, name: Werk Nord GmbH}
  - {ref: v, type: Organisation, name: VDB}
  - {ref: e, type: Event, name: Gipfel, start: 2021}
relationships:
  - {type: TOOK_PART_IN, from: a, to: e}
  - {type: WORKS_FOR, from: a, to: o}
  - {type: MEMBER_OF, from: a, to: v}
  - {type: TOOK_PART_IN, from: b, to: e}
  - {type: KNOWS, from: b, to: c}
"""
    source, record, _ = read(put("a.yaml", text))
    assert [e.keys for e in record.entities][:3] == [
        ("name:anna lang@werk nord", "name:anna lang@vdb"),
        ("name:bo ott@event:gipfel@2021",),
        (f"name:cem ast@source:{source.id}",),
    ]


def test_external_ids_and_addresses_are_the_strongest_keys(put: Put) -> None:
    line = "  - {ref: lang, type: Person, name: J. Lang, external_ids: 'Wikidata: Q1', "
    line += "emails: [J.Lang@BDI.example, info@bdi.example]}"
    _, record, _ = read(put("a.yaml", with_line(GOOD, 3, line)))
    assert record.entities[0].keys[:2] == ("wikidata:Q1", "mail:j.lang@bdi.example")
    assert len(record.entities[0].keys) == 3


def test_what_the_user_says_goes_before_what_the_file_says(put: Put) -> None:
    options = Options(title="T", publisher="P", date="1.4.2021", invented=True, confidentiality="public")
    text = with_line(
        GOOD,
        1,
        "source: {title: x, publisher: y, date: 2020, invented: false, confidentiality: internal, kind: report}",
    )
    source, _, _ = read(put("a.yaml", text), options)
    assert (source.title, source.publisher, source.date, source.confidentiality, source.kind) == (
        *("T", "P", "2021-04-01", "public", "report"),
    )
    assert source.invented
    assert source.id.startswith("invented-")


def test_a_title_said_by_the_user_is_source_enough(put: Put) -> None:
    source, _, _ = read(put("a.yaml", with_line(GOOD, 1, "")), Options(title="T"))
    assert source.title == "T"


@pytest.mark.parametrize("word", ["true", "Yes", "ja", "TRUE"])
def test_an_invented_source_can_say_so_in_every_way(put: Put, word: str) -> None:
    source, _, _ = read(put("a.yaml", with_line(GOOD, 1, f"source: {{title: x, invented: {word}}}")))
    assert source.invented


schema = load_schema()
words = st.sampled_from(
    [
        *("source", "nodes", "relationships", "title", "kind", "ref", "type", "name", "from", "to", "role", "at", ""),
        *schema.nodes,
        *schema.relationships,
        *("valid_from", "emails", "aliases", "external_ids", "start", "attendance"),
        *(
            "a",
            "b",
            "Lang",
            "2021-03-16",
            "-",
            "participant",
            "x:1",
            "a@b.de",
            "\u200b",
            "🙂",
            "Dr.",
            "(x)",
            ",",
            "e. V.",
        ),
    ]
)
texts = words | st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=6)
scalars = st.none() | st.booleans() | st.integers() | texts
values = st.recursive(scalars, lambda v: st.lists(v, max_size=3) | st.dictionaries(texts, v, max_size=4), max_leaves=8)
refs = st.sampled_from(["a", "b", "c"])
nodes = st.fixed_dictionaries(
    {"ref": refs, "type": st.sampled_from(list(schema.nodes)), "name": texts},
    optional={
        "aliases": st.lists(texts, max_size=3),
        "short_name": texts,
        "emails": st.lists(st.sampled_from(["a@b.de", "info@b.de"])),
        "external_ids": st.lists(st.sampled_from(["x:1", "y:2"])),
        "start": st.sampled_from(["2021", "16.3.2021"]),
        "code": texts,
        "title": texts,
    },
)
ties = st.fixed_dictionaries(
    {"type": st.sampled_from(list(schema.relationships)), "from": refs, "to": refs},
    optional={"role": texts, "at": texts},
)
files = st.fixed_dictionaries(
    {"source": st.fixed_dictionaries({"title": texts}, optional={"date": texts}), "nodes": st.lists(nodes, max_size=4)},
    optional={"relationships": st.lists(ties, max_size=4)},
)


@given(values | st.dictionaries(words, values, max_size=4) | files)
@settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_content_is_read_or_refused_as_input(put: Put, content: Any) -> None:
    path = put("a.json", json.dumps(content))
    try:
        _, record, _ = read(path)
    except InputError as error:
        refusal: InputError | None = error
    else:
        refusal = None
    if refusal:
        assert refusal.message("de")
        assert refusal.message("en")
        return
    keys = {e.key for e in record.entities}
    assert all(key and not key.endswith(":") for e in record.entities for key in e.keys)
    assert {end for f in record.facts for end in (f.start, f.end)} <= keys


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", " JavaScript:alert(1)"])
def test_an_address_that_is_none_on_the_web_is_refused(put: Put, address: str) -> None:
    node = f"{{ref: o, type: Organisation, name: Werk, website: '{address}'}}"
    path = put("a.yaml", f"source: {{title: x}}\nnodes:\n- {node}\n")
    with pytest.raises(InputError) as caught:
        prepare(path, Options())
    assert (caught.value.key, caught.value.row) == ("bad_url", 3)


def test_signs_that_turn_text_round_are_no_part_of_a_name(put: Put) -> None:
    text = 'source: {title: x}\nnodes:\n- {ref: o, type: Organisation, name: "Werk\\u202eNord\\u2028AG"}\n'
    assert entity(prepare(put("a.yaml", text), Options()), "WerkNord AG").label == "Organisation"
