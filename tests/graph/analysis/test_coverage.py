"""Figures of coverage and snapshots on disk."""

from dataclasses import fields
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from graph.analysis.coverage import Coverage, coverage
from graph.analysis.questions import Case
from graph.analysis.snapshot import Snapshot, take_snapshot
from graph.analysis.snapshot_files import load, save, snapshot_of
from graph.network import Network
from tests.graph.networks import network

NODES = [
    ("o1", {"kind": "union"}),
    ("o2", {"kind": "union"}),
    ("r1", {}),
    ("e1", {"start": "2021-03-16"}),
    ("p1", {}),
    ("s1", {"date": "2020"}),
]


def net() -> Network:
    active = [("ACTIVE_IN", o, "r1") for o in ("o1", "o2")]
    seen = ("WORKS_FOR", "p1", "o2", "", "", "", "s1")
    return network(NODES, [*active, ("TOOK_PART_IN", "o1", "e1", "host"), seen])


def test_coverage_counts_who_is_seen_in_contact_within_the_year() -> None:
    """o1 is seen at an event of 2021, o2 in a source of 2020."""
    assert coverage(Case(net(), date(2022, 6, 30)), [2019, 2020, 2021]) == [
        Coverage("r1", "union", 2019, 2, 0),
        Coverage("r1", "union", 2020, 2, 1),
        Coverage("r1", "union", 2021, 2, 1),
    ]
    assert Coverage("r1", "union", 2021, 2, 1).share == 0.5
    assert Coverage("r1", "union", 2021, 0, 0).share == 0.0


def same(one: Snapshot, other: Snapshot) -> bool:
    return all(np.array_equal(getattr(one, f.name), getattr(other, f.name)) for f in fields(Snapshot))


@pytest.mark.parametrize("whole", [net(), network([], []), network([("p1", {})], [])])
def test_a_snapshot_comes_back_from_disk_as_it_was(whole: Network, tmp_path: Path) -> None:
    path = tmp_path / "snapshots" / "snapshot-1-1.npz"
    taken = take_snapshot(whole)
    save(taken, path)
    kept = load(path)
    assert kept is not None
    assert same(kept, taken)
    assert path.stat().st_mode & 0o077 == 0


def test_a_new_version_replaces_the_old_and_a_broken_file_is_read_anew(tmp_path: Path) -> None:
    first = net()
    snapshot_of(first, tmp_path)
    first.version = 2
    snapshot_of(first, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["snapshot-1-2.npz"]
    (tmp_path / "snapshot-1-2.npz").write_bytes(b"PK\3\4 torn")
    assert same(snapshot_of(first, tmp_path), take_snapshot(first))


def test_another_database_of_the_same_version_is_not_mistaken(tmp_path: Path) -> None:
    snapshot_of(network([("p1", {})], []), tmp_path)
    assert snapshot_of(network([("p2", {})], []), tmp_path).ids == ("p2",)


def test_where_nothing_can_be_kept_the_answer_is_the_same(tmp_path: Path) -> None:
    folder = tmp_path / "snapshots"
    folder.write_text("a file where the folder should be")
    assert same(snapshot_of(net(), folder), take_snapshot(net()))
