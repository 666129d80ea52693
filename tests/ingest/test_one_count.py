"""One count of rows and one way to propose: what maps a file writes nothing, and loading counts and keeps."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.errors import InputError
from graph.model.facts import Entity, Record
from graph.model.schema import load
from graph.network import Network
from ingest.loading.pipeline import prepare
from ingest.records import Options, RowLog

INGEST = Path(__file__).resolve().parents[2] / "ingest"
TEXT = (
    "Am 16. März 2021 eröffnete Dr. Clara Lindenhof, Geschäftsführerin des Netzwerks Musterland, die Tagung. "
    "Auch Jörg Tannhoff war dabei."
)


def modules(*folders: str) -> Iterator[tuple[str, str]]:
    for folder in folders:
        for path in sorted((INGEST / folder).rglob("*.py")):
            yield path.relative_to(INGEST).as_posix(), path.read_text(encoding="utf-8")


def test_nobody_else_counts_rows() -> None:
    others = [(name, text) for name, text in modules("sources", "exchange")]
    assert [name for name, text in others if re.search(r"\.rows \+=", text)] == []
    # People of a network are read last, when it is known whom they work for; their nodes are counted by then.
    late = "exchange/mapping.py"
    assert [name for name, text in others if ".rejected.append(" in text and name != late] == []
    # The count itself, and where it is kept.
    own = (INGEST / "records" / "mapped.py").read_text(encoding="utf-8")
    assert own.count("self.rows += 1") == own.count("self.rejected.append(") == 1


def test_nothing_that_maps_a_file_knows_the_store() -> None:
    assert [name for name, text in modules("sources", "exchange") if "graph.store" in text] == []


def test_a_row_counts_whether_it_gives_a_record_or_none_or_is_rejected() -> None:
    row_log = RowLog()
    one = Record((Entity("Topic", ("topic:a",), "A", "row 1"),), ())

    def rejected() -> Record:
        raise InputError("no_rows", file="a.csv")

    assert [found for record in (lambda: one, lambda: None, rejected) for found in row_log.taken(record)] == [one]
    with row_log.row():
        raise InputError("no_rows", file="a.csv")
    assert (row_log.rows, row_log.rejected.total) == (4, 2)


def test_what_is_no_fault_of_a_row_is_not_swallowed() -> None:
    row_log = RowLog()
    with pytest.raises(ZeroDivisionError), row_log.row():
        raise ZeroDivisionError
    assert (row_log.rows, row_log.rejected.total) == (1, 0)


def test_a_document_hands_back_what_it_proposes(tmp_path: Path) -> None:
    path = tmp_path / "bericht.txt"
    path.write_text(TEXT, encoding="utf-8")
    prepared = prepare(path, Options())
    assert prepared.mapped.proposals is not None
    found = prepared.mapped.proposals(Network(load(), {}, []))
    assert {"Clara Lindenhof", "Jörg Tannhoff"} <= {proposal.name for proposal in found}
    assert {proposal.source_id for proposal in found} == {prepared.source.id}
    assert list(prepared.records()) == []
