"""The growth bench counts what it reads and sees memory; no test here looks at a clock."""

from pathlib import Path

import pytest

from bench.growth import Grown, apart, loaded, prepared, watched
from bench.lists import write_list
from ingest.records import Options


@pytest.fixture
def path(tmp_path: Path) -> Path:
    found = tmp_path / "Treffen Musterstadt 2021-05-04.csv"
    write_list(found, range(20))
    return found


def test_what_is_prepared_is_counted(path: Path) -> None:
    found = prepared(path, Options(invented=True))
    assert found.records == 20
    assert found.facts > 5 * 20
    assert found.megabytes >= 0


def test_memory_that_is_taken_is_seen_and_each_step_begins_anew(path: Path) -> None:
    before = apart(prepared, path, Options(invented=True)).megabytes
    with watched() as peaks:
        taken = bytearray(300 * 2**20)
        while peaks()[0] < 300:
            taken[::4096] = b"x" * len(taken[::4096])
    assert peaks()[0] >= 300
    after = apart(prepared, path, Options(invented=True)).megabytes
    assert abs(after - before) < 150


@pytest.mark.embedded
@pytest.mark.slow
def test_a_loaded_list_has_its_nodes_and_relationships(path: Path) -> None:
    found = loaded(path, Options(invented=True))
    assert found.records == 20
    # 20 people, 5 houses, the event, 5 workshops, the source and the regions are nodes
    assert found.facts > 20 * 4
    assert found.engine_megabytes > 0


def test_a_row_has_every_figure() -> None:
    row = Grown("prepare x", 1_000, 5_000, 2.0, 1.0, 120.0).row
    assert row == "| prepare x | 1,000 | 5,000 | 2.0 | 1.0 | 5,000 | 120 | – |"
