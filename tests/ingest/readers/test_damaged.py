"""Damaged files in processes of their own: read, or refused with a sentence; `tools.damaged` takes a thousand."""

from collections import Counter
from pathlib import Path

import pytest

from ingest.sources import kinds
from tools import damaged
from tools.damaged import FINDINGS, READ, REFUSED, read_apart, run, table
from tools.damaged_files import DAMAGES, Damaged, damaged_files, sound_files


def test_damaged_files_are_read_or_refused_with_a_sentence() -> None:
    outcomes = run(damaged_files(60, seed=7))
    assert [one for one in outcomes if one.ended in FINDINGS] == []
    counts = Counter(one.ended for one in outcomes)
    assert min(counts[READ], counts[REFUSED]) > 5
    assert {one.damage for one in outcomes} == set(DAMAGES)
    assert f"| **all** | 60 | {counts[READ]} | {counts[REFUSED]} | 0 | 0 | 0 |" in table(outcomes)


def test_every_kind_of_source_is_among_the_sound_files() -> None:
    assert {kind.name for kind in kinds()} <= {kind for _, kind, _ in sound_files()}


def test_the_same_seed_gives_the_same_files() -> None:
    first, again = (list(damaged_files(100, seed=3)) for _ in range(2))
    assert first == again
    assert first != list(damaged_files(100, seed=4))


@pytest.mark.parametrize(
    ("does", "expected"),
    [
        ("raise ValueError('x')", "traceback"),
        ("import os; os.kill(os.getpid(), 9)", "traceback"),
        ("bytearray(1 << 40)", "too much memory"),
        ("while True: pass", "too slow"),
    ],
)
def test_what_is_looked_for_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, does: str, expected: str) -> None:
    monkeypatch.setattr(damaged, "_errors_of", lambda path, kind: exec(does))
    path = tmp_path / "a.csv"
    path.write_bytes(b"a")
    assert read_apart(path, Damaged("a.csv", "none", "", b"a"), seconds=1).ended == expected
