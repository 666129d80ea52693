"""Files of other programs, cut, doubled and overwritten: either they are read, or they are refused with a sentence."""

import gzip
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.errors import InputError
from ingest.loading.pipeline import prepare
from ingest.records import Options
from tests.ingest.sources.test_followthemoney import ENTITIES, text
from tests.ingest.sources.test_graphfiles import GEXF, YED
from tests.ingest.sources.test_littlesis import ENTITIES as LITTLESIS
from tests.ingest.sources.test_littlesis import RELATIONSHIPS
from tests.ingest.sources.test_meetings import EUROPE, SHOW
from tests.ingest.sources.test_nodelists import CONNECTIONS, ELEMENTS
from tests.ingest.sources.test_popolo import PARLIAMENT

NODE_LINK = {
    "directed": True,
    "nodes": [{"id": 1, "name": "Anna Lang", "type": "Person"}, {"id": 2, "name": "BDI", "type": "Verband"}],
    "links": [{"source": 1, "target": 2, "relation": "Mitglied", "start": "2019"}],
}
BLUEPRINT = {
    "elements": [{"label": "Anna Lang", "type": "Person"}, {"label": "BDI", "type": "Verband"}],
    "connections": [{"from": "Anna Lang", "to": "BDI", "type": "Mitglied"}],
}
FILES: dict[str, tuple[str, bytes]] = {
    "graphml": ("a.graphml", YED.encode()),
    "gexf": ("a.gexf", GEXF.encode()),
    "nodelink": ("a.json", json.dumps(NODE_LINK).encode()),
    "kumu_json": ("a.json", json.dumps(BLUEPRINT).encode()),
    "popolo": ("a.json", json.dumps(PARLIAMENT).encode()),
    "followthemoney": ("a.jsonl", text(ENTITIES).encode()),
    "meetings": ("a.csv", (EUROPE + SHOW).encode()),
    "nodelists": ("a_connections.csv", CONNECTIONS.encode()),
    "littlesis": ("a_relationships.csv", RELATIONSHIPS.encode()),
}
PIECES = [
    *(b"", b"\0", b"\xff", b"\xef\xbb\xbf", b'"', b"'", b",", b";", b"\n", b"<", b">", b"&x;", b"]]>"),
    *(b"{", b"}", b"[", b"]", b"null", b"NaN", b"1e999", b"\\ud800", b"<!DOCTYPE x>", b"<graph>", b"x" * 25_000),
    *(b"|", b"label", b"Person", b"keys", "ß\u202e\u200b".encode(), b"../../etc/passwd", b"=1+1", b"2019-13-45"),
    *(b"'); MATCH (n) DETACH DELETE n //", b"id", b":"),
]
MUTATIONS = st.lists(
    st.tuples(
        st.sampled_from(["put", "cut", "double"]), st.integers(0, 5000), st.integers(0, 60), st.sampled_from(PIECES)
    ),
    min_size=1,
    max_size=4,
)


def mutated(content: bytes, mutations: list[tuple[str, int, int, bytes]]) -> bytes:
    for what, place, length, piece in mutations:
        start = place % (len(content) + 1)
        part = content[start : start + length]
        new = {"put": piece, "cut": b"", "double": part * 2}[what]
        content = content[:start] + new + content[start + length :]
    return content


def read(path: Path, kind: str) -> None:
    """Read a file; a refusal must have a sentence in both languages, and so must each rejected row."""
    try:
        prepared = prepare(path, Options(kind=kind), most_rejected=1)
    except InputError as error:
        errors = [error]
    else:
        errors = prepared.row_log.rejected
        for note in prepared.row_log.notes:
            assert note.message("de")
            assert note.message("en")
        for record in prepared.records():
            keys = {entity.key for entity in record.entities}
            assert all({fact.start, fact.end} <= keys for fact in record.facts)
            assert all(e.name.strip() and "\0" not in e.name for e in record.entities)
    for error in errors:
        assert error.message("de")
        assert error.message("en")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("fuzz")
    (made / "a_elements.csv").write_text(ELEMENTS, encoding="utf-8")
    (made / "a_entities.csv").write_text(LITTLESIS, encoding="utf-8")
    return made


@pytest.mark.parametrize("kind", FILES)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(mutations=MUTATIONS)
def test_a_mutated_file_is_read_or_refused(
    folder: Path, kind: str, mutations: list[tuple[str, int, int, bytes]]
) -> None:
    name, content = FILES[kind]
    path = folder / name
    path.write_bytes(mutated(content, mutations))
    read(path, kind)


@pytest.mark.parametrize("kind", ["followthemoney", "meetings"])
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(mutations=MUTATIONS)
def test_a_mutated_packed_file_is_read_or_refused(
    folder: Path, kind: str, mutations: list[tuple[str, int, int, bytes]]
) -> None:
    name, content = FILES[kind]
    path = folder / f"{name}.gz"
    path.write_bytes(mutated(gzip.compress(content, mtime=0), mutations))
    read(path, kind)


@pytest.mark.parametrize("kind", ["nodelists", "littlesis"])
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(mutations=MUTATIONS)
def test_a_mutated_partner_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, kind: str, mutations: list[tuple[str, int, int, bytes]]
) -> None:
    name, edges = FILES[kind]
    beside, nodes = {"nodelists": ("a_elements.csv", ELEMENTS), "littlesis": ("a_entities.csv", LITTLESIS)}[kind]
    made = tmp_path_factory.mktemp("pair")
    (made / name).write_bytes(edges)
    (made / beside).write_bytes(mutated(nodes.encode(), mutations))
    read(made / name, kind)


Put = Callable[[str, str | bytes], Path]


@pytest.mark.parametrize("kind", FILES)
@pytest.mark.parametrize(
    "content", [b"\0" * 100, b"\xff\xfe", b"   \n", "\N{PILE OF POO}".encode(), b"[" * 50_000, b"<" * 50_000]
)
def test_what_is_no_such_file_at_all_is_refused(put: Put, kind: str, content: bytes) -> None:
    with pytest.raises(InputError):
        prepare(put(FILES[kind][0], content), Options(kind=kind))
