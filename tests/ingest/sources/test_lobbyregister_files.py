"""Files of the register: the forms it comes in, and what becomes of broken and hostile ones."""

import contextlib
import gzip
import json
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.errors import InputError
from graph.store import Store
from ingest.loading.pipeline import load, prepare
from ingest.readers.probe import Probe
from ingest.records import Options, RowLog
from ingest.sources import kind_of
from ingest.sources.lobbyregister import entries, stream, understand
from tests.ingest.sources.test_lobbyregister import ENTRY, PERSON

Put = Callable[[str, str | bytes], Path]
TWO = [ENTRY, PERSON]
LINES = "".join(json.dumps(entry, ensure_ascii=False) + "\n" for entry in TWO)


def keys_of(path: Path, kind: str = "") -> list[str]:
    """The register numbers of all entries, as keys."""
    records = prepare(path, Options(kind=kind)).records()
    entities = [entity for record in records for entity in record.entities if not entity.in_passing]
    return [entity.key for entity in entities if entity.key.startswith("lobbyregister:")]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.json", json.dumps(TWO)),
        ("a.json", json.dumps(TWO, indent=4, ensure_ascii=False)),
        ("a.json", "\ufeff" + json.dumps(TWO)),
        ("a.json", json.dumps({"source": "x", "resultCount": 2, "results": TWO})),
        ("a.jsonl", LINES),
        ("a.jsonl", "\n\n" + LINES.replace("\n", "\r\n") + "\n"),
        ("a.ndjson", LINES),
        ("a.json", LINES),
        ("a.jsonl.gz", LINES),
        ("a.json.gz", json.dumps(TWO)),
    ],
)
def test_each_form_of_a_list_says_the_same(put: Put, name: str, text: str) -> None:
    data = gzip.compress(text.encode()) if name.endswith(".gz") else text.encode()
    path = put(name, data)
    assert kind_of(path).name == "lobbyregister"
    assert keys_of(path) == ["lobbyregister:R999001", "lobbyregister:R999002"]


def test_a_single_entry_may_stand_on_many_lines(put: Put) -> None:
    assert keys_of(put("R999001.json", json.dumps(ENTRY, indent=4))) == ["lobbyregister:R999001"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("programme.json", '{"schedule": {"conference": {"title": "x"}}}'),
        ("sessions.json", '[{"title": "x", "persons": [{"name": "Anna"}]}]'),
        ("facts.json", '{"source": {"title": "lobbyistIdentity"}, "nodes": []}'),
        ("graph.json", '{"nodes": [], "links": []}'),
        ("ftm.json", '{"id": "x", "schema": "Person", "properties": {}}'),
        ("text.json", 'the "lobbyistIdentity" and "accountDetails"'),
        ("empty.json", ""),
    ],
)
def test_files_of_other_kinds_are_left_to_them(put: Put, name: str, text: str) -> None:
    assert not entries.recognises(Probe(put(name, text)))


def refused(path: Path) -> InputError:
    with pytest.raises(InputError) as caught:
        prepare(path, Options(kind="lobbyregister"))
    assert "lease" in caught.value.message("en")
    assert "itte" in caught.value.message("de")
    return caught.value


def test_a_packed_file_that_grows_out_of_proportion_is_refused(put: Put) -> None:
    bomb = b'{"registerNumber": "R999001", "lobbyistIdentity": "' + b"a" * (12 << 20) + b'"}\n'
    assert refused(put("a.jsonl.gz", gzip.compress(bomb * 3))).key == "register_unsafe"
    assert refused(put("b.json.gz", gzip.compress(b"[" + bomb * 3))).key == "register_unsafe"


@pytest.mark.parametrize("name", ["a.jsonl", "a.json"])
def test_an_entry_larger_than_any_is_refused_before_it_is_in_memory(
    put: Put, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(stream, "LARGEST_ENTRY", 1 << 20)
    text = LINES.splitlines()[0] + "\n" + '{"registerNumber": "' + "a" * (3 << 20) + '"}\n'
    text = text if name == "a.jsonl" else f"[{text.strip().replace(chr(10), ',')}]"
    assert refused(put(name, text)).key == "register_entry_too_large"


def test_many_entries_are_more_than_one_may_be(put: Put, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream, "LARGEST_ENTRY", 1 << 20)
    entry = {"registerNumber": "R999001", "lobbyistIdentity": {"name": "Werk"}, "annualReports": "x" * 100_000}
    path = put("a.json", json.dumps([entry] * 30))
    assert len(keys_of(path, "lobbyregister")) == 30


@pytest.mark.parametrize("cut", [1, 20, 200])
def test_a_packed_file_that_is_cut_off_is_refused(put: Put, cut: int) -> None:
    assert refused(put("a.jsonl.gz", gzip.compress(LINES.encode())[:-cut])).key == "register_broken"


def test_what_is_no_gzip_is_refused(put: Put) -> None:
    assert refused(put("a.jsonl.gz", LINES)).key == "register_broken"


@pytest.mark.parametrize(
    ("name", "text", "key"),
    [
        ("a.json", json.dumps(TWO)[:-5], "bad_json"),
        ("a.json", "[" * 100_000, "bad_json"),
        ("a.json", '{"a":' * 100_000, "bad_json"),
        ("a.json", '{"results": [' + "[" * 5_000, "bad_json"),
        ("a.json", "[{]", "bad_json"),
        ("a.json", "12", "register_no_entries"),
        ("a.json", "{}", "register_no_entries"),
        ("a.json", "[]", "register_no_entries"),
        ("a.json", '{"results": {"a": 1}}', "register_no_entries"),
        ("a.json", '{"results": "x"}', "register_no_entries"),
        ("a.jsonl", "\n \n", "register_no_entries"),
        ("a.jsonl", '{"a": 1}\n', "register_no_entries"),
        ("a.json", "\0" * 50, "bad_json"),
    ],
)
def test_broken_documents_are_refused_with_what_to_do(put: Put, name: str, text: str, key: str) -> None:
    assert refused(put(name, text)).key == key


def test_latin_letters_in_a_document_are_refused(put: Put) -> None:
    data = json.dumps(TWO, ensure_ascii=False).encode("latin-1")
    assert refused(put("a.json", data)).key in ("register_not_utf8", "bad_json")


def test_a_line_that_can_not_be_read_is_reported_and_the_others_go_on(put: Put) -> None:
    good = [json.dumps(ENTRY | {"registerNumber": f"R9990{n:02}"}) for n in range(9)]
    bad = [b"{", b'{"a": \xff}', b"[" * 100_000, b"17", b'{"a": NaN', b'{"registerNumber": "R1\0"}']
    path = put("a.jsonl", b"\n".join([*(line.encode() for line in good), *bad]))
    prepared = prepare(path, Options(kind="lobbyregister"), most_rejected=0.5)
    assert [error.row for error in prepared.row_log.rejected] == [10, 11, 12, 13, 14, 15]
    assert len(list(prepared.records())) == 9


@pytest.mark.parametrize(
    "value",
    [
        "Robby' WITH true as x MATCH (s) DETACH DELETE s //",
        "<img src=x onerror=alert(1)>",
        "=HYPERLINK(1)",
        "{value} %s {0}",
    ],
)
def test_markup_cypher_and_formulas_are_stored_to_the_letter(store: Store, put: Put, value: str) -> None:
    identity = ENTRY["lobbyistIdentity"] | {"name": value, "memberships": []}
    load(store, prepare(put("a.json", json.dumps(ENTRY | {"lobbyistIdentity": identity})), Options()))
    assert value in {node["name"] for node in store.view().nodes("Organisation")}


def test_half_characters_and_control_characters_reach_no_store(put: Put) -> None:
    text = json.dumps(ENTRY).replace("Glaswerke", "Glas\\ud800werke").replace("VDX", "V\\u0000DX \\udfff e.V.")
    assert refused(put("a.json", text)).key == "register_not_utf8"
    path = put("a.jsonl", text)
    for record in prepare(path, Options()).records():
        for entity in record.entities:
            "".join((entity.name, *entity.keys, *map(str, entity.values.values()))).encode()
            assert "\0" not in entity.name


def test_a_cell_that_is_too_long_is_noted_and_a_name_that_is_too_long_rejected(put: Put) -> None:
    identity = ENTRY["lobbyistIdentity"] | {"memberships": [{"membership": "a b " * 5_000}]}
    row_log = prepare(put("a.json", json.dumps(ENTRY | {"lobbyistIdentity": identity})), Options()).row_log
    assert [note.key for note in row_log.notes] == ["note_membership_too_long"]
    long = ENTRY | {"lobbyistIdentity": {"identity": "ORGANIZATION", "name": "x" * 2_000}}
    assert refused(put("b.json", json.dumps(long))).key == "cell_too_long"


def test_a_number_given_to_a_person_and_to_an_organisation_breaks_nothing(store: Store, put: Put) -> None:
    load(store, prepare(put("a.json", json.dumps(ENTRY)), Options()))
    swapped = PERSON | {"registerNumber": "R999001"}
    load(store, prepare(put("b.json", json.dumps(swapped)), Options()))
    assert {"Emil Kern"} <= {node["name"] for node in store.view().nodes("Person")}


def test_memory_stays_flat_for_many_entries(put: Put) -> None:
    entry = {"registerNumber": "R999001", "lobbyistIdentity": {"name": "Werk"}, "activitiesAndInterests": {}}
    path = put("a.jsonl", (json.dumps(entry | {"annualReports": "x" * 50_000}) + "\n") * 400)
    mapped = understand(path, "0" * 64, Options())
    tracemalloc.start()
    assert sum(1 for _ in mapped.records(RowLog())) == 400
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 6 << 20  # the file has 20 MB


FIELD_NAMES = sorted({*ENTRY, *ENTRY["lobbyistIdentity"], "statements", "contracts", "de", "code"})
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(FIELD_NAMES), inner, max_size=4),
    max_leaves=12,
)


def _mutated(entry: Any, path: list[int], value: object) -> Any:
    """The entry with another value at some place in it."""
    if not path or not isinstance(entry, dict | list) or not entry:
        return value
    position = path[0] % len(entry)
    if isinstance(entry, list):
        return [_mutated(v, path[1:], value) if n == position else v for n, v in enumerate(entry)]
    name = sorted(entry)[position]
    return {k: _mutated(v, path[1:], value) if k == name else v for k, v in entry.items()}


@given(st.sampled_from(TWO), st.lists(st.integers(0, 50), min_size=1, max_size=7), JSON)
@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_an_entry_with_anything_in_place_of_a_value_is_read_or_refused(
    put: Put, entry: dict[str, Any], path: list[int], value: object
) -> None:
    file = put("a.jsonl", json.dumps(_mutated(entry, path, value)) + "\n")
    try:
        found = list(prepare(file, Options(kind="lobbyregister")).records())
    except InputError:
        return
    for record in found:
        known = {entity.key for entity in record.entities}
        assert all({fact.start, fact.end} <= known for fact in record.facts)


@given(st.binary(max_size=200), st.sampled_from(["a.json", "a.jsonl", "a.json.gz", "a.jsonl.gz"]), st.booleans())
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_are_refused_with_a_sentence(put: Put, data: bytes, name: str, packed: bool) -> None:
    path = put(name, gzip.compress(data) if packed else data or b"x")
    assert entries.recognises(Probe(path)) in (True, False)
    with pytest.raises(InputError):
        prepare(path, Options(kind="lobbyregister"))


@given(st.integers(0, len(LINES) - 1), st.binary(max_size=3))
@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_file_with_some_bytes_exchanged_is_read_or_refused(put: Put, place: int, piece: bytes) -> None:
    data = LINES.encode()
    path = put("a.jsonl", data[:place] + piece + data[place + len(piece) :])
    with contextlib.suppress(InputError):
        prepare(path, Options(kind="lobbyregister"), most_rejected=1)
