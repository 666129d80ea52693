"""The log in several files: the chain goes through all of them, and what is done to one, or to its name, is found."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph import account
from graph.audit import AuditLog, LogQuery, entries, newest, verify
from graph.audit import log as writing
from graph.audit.segments import backwards, full_files
from graph.errors import StoreError

SMALL = 1000  # bytes: three lines fill a file
LINES = 20


@pytest.fixture(autouse=True)
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "LARGEST", SMALL)
    monkeypatch.setattr(account, "_folder", [tmp_path])
    monkeypatch.setattr(account, "_told", [])
    monkeypatch.setattr(account, "_remembered", {})
    monkeypatch.setenv("AKTEURSNETZ_NAME", "Anna Beispiel")


def filled(folder: Path, lines: int = LINES) -> AuditLog:
    made = AuditLog(folder)
    for number in range(lines):
        assert made.record("merge" if number % 2 else "export", [f"person-{number}"]) == number + 1
    return made


@pytest.fixture
def log(tmp_path: Path) -> AuditLog:
    return filled(tmp_path)


def full(log: AuditLog, number: int) -> Path:
    return full_files(log.folder)[number][1]


def edit(path: Path, work: Callable[[list[str]], list[str]]) -> None:
    path.write_text("".join(work(path.read_text().splitlines(keepends=True))))


def test_the_chain_goes_through_all_files_and_each_is_read(log: AuditLog) -> None:
    assert len(full_files(log.folder)) == 4
    assert [first for first, _ in full_files(log.folder)][:2] == [1, 5]
    assert max(path.stat().st_size for path in log.files()) < SMALL * 1.5
    assert verify(log) == []
    assert [entry.number for entry in entries(log)] == [*range(1, LINES + 1)]
    assert [entry.number for entry in newest(log)] == [*range(LINES, 0, -1)]
    assert [entry.number for entry in islice(newest(log, before=11), 3)] == [10, 9, 8]
    assert [entry.number for entry in newest(log, LogQuery(about="person-1"))] == [2]
    assert [entry.number for entry in newest(log, LogQuery(act="export"), before=8)] == [7, 5, 3, 1]
    assert {oct(path.stat().st_mode & 0o777) for path in log.folder.iterdir()} == {"0o600"}
    head = log.head()
    assert head is not None
    middle = [*entries(log)][LINES // 2].hash
    assert verify(log, head.hash) == verify(log, middle) == []
    assert [fault.kind for fault in verify(log, "0" * 63 + "1")] == ["unknown"]


def _changed(log: AuditLog) -> None:
    edit(full(log, 1), lambda lines: [lines[0].replace("person", "nobody"), *lines[1:]])


def _taken_out(log: AuditLog) -> None:
    edit(full(log, 1), lambda lines: [lines[0], *lines[2:]])


def _shortened(log: AuditLog) -> None:
    edit(full(log, 1), lambda lines: lines[:-1])


def _added(log: AuditLog) -> None:
    edit(full(log, 1), lambda lines: [*lines, lines[-1]])


def _lost(log: AuditLog) -> None:
    full(log, 1).unlink()


def _begin_lost(log: AuditLog) -> None:
    full(log, 0).unlink()


def _several_lost(log: AuditLog) -> None:
    full(log, 1).unlink()
    full(log, 1).unlink()


def _end_lost(log: AuditLog) -> None:
    log.lines.unlink()


def _last_full_lost(log: AuditLog) -> None:
    full(log, -1).unlink()


def _exchanged(log: AuditLog) -> None:
    one, other, between = full(log, 1), full(log, 2), log.folder / "between"
    one.rename(between)
    other.rename(one)
    between.rename(other)


def _emptied(log: AuditLog) -> None:
    full(log, 1).write_text("")


def _written_anew(log: AuditLog) -> None:
    """Each line of the file fits the one before it again: the next file tells of another end."""

    def work(lines: list[str]) -> list[str]:
        found: list[str] = []
        before = json.loads(lines[0])["before"]
        for line in lines:
            body = json.loads(line) | {"act": "nothing", "before": before}
            before = writing.fingerprint(writing.LogLine.parse(json.dumps(body)).text())
            found.append(json.dumps(body | {"hash": before}) + "\n")
        return found

    edit(full(log, 1), work)


@pytest.mark.parametrize(
    ("work", "kind", "line"),
    [
        (_changed, "changed", 5),
        (_taken_out, "missing", 6),
        (_shortened, "missing", 9),
        (_added, "missing", 9),
        (_lost, "missing", 9),
        (_begin_lost, "missing", 5),
        (_several_lost, "missing", 13),
        (_end_lost, "cut", 17),
        (_last_full_lost, "missing", 17),
        (_exchanged, "missing", 5),
        (_emptied, "missing", 9),
        (_written_anew, "missing", 9),
    ],
)
def test_what_is_done_to_a_full_file_is_found_and_still_found_after_further_lines(
    work: Callable[[AuditLog], None], kind: str, line: int, log: AuditLog
) -> None:
    assert [first for first, _ in full_files(log.folder)] == [1, 5, 9, 13][: len(full_files(log.folder))]
    work(log)
    assert (kind, line) in {(fault.kind, fault.line) for fault in verify(log)}
    for _ in range(9):
        log.record("merge")
    assert verify(log) != []


def test_a_head_of_long_ago_is_caught_up_with_through_full_files(tmp_path: Path) -> None:
    log = filled(tmp_path, 2)
    before = (log.folder / "head.json").read_text()
    for _ in range(18):
        log.record("merge")
    (log.folder / "head.json").write_text(before)
    assert verify(log) == []
    assert log.record("merge") == 21
    assert verify(log) == []


def test_without_a_head_the_next_line_is_numbered_on(log: AuditLog) -> None:
    (log.folder / "head.json").unlink()
    assert [fault.kind for fault in verify(log)] == ["no_head"]
    assert log.record("merge") == LINES + 1
    assert verify(log) == []


@pytest.mark.parametrize("step", ["before", "after"])
def test_what_breaks_off_while_a_file_is_given_its_name_loses_nothing(
    step: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = filled(tmp_path, 4)
    rename = Path.rename

    def broken(self: Path, target: Path) -> Path:
        if step == "after":
            rename(self, target)
        raise OSError("the machine fails")

    monkeypatch.setattr(Path, "rename", broken)
    with pytest.raises(StoreError, match="nothing was done"):
        log.record("merge")
    monkeypatch.undo()
    monkeypatch.setattr(writing, "LARGEST", SMALL)
    assert verify(log) == []
    assert log.record("merge") == 5
    assert [entry.number for entry in entries(log)] == [1, 2, 3, 4, 5]
    assert verify(log) == []


def test_a_line_half_written_at_the_end_of_a_full_file_stays_in_none(tmp_path: Path) -> None:
    log = filled(tmp_path, 4)
    assert log.lines.stat().st_size >= SMALL
    with log.lines.open("a") as file:
        file.write('{"act":"mer')
    assert [fault.kind for fault in verify(log)] == ["beyond"]
    assert log.record("merge") == 5
    assert len(full_files(log.folder)) == 1
    assert verify(log) == []


WRITER = """
import sys
from pathlib import Path
from graph.audit import AuditLog, log
log.LARGEST = 700
while True:
    print(AuditLog(Path(sys.argv[1])).record("merge", ["person-1"]), flush=True)
"""


def test_who_is_killed_while_writing_has_lost_no_line_that_was_acknowledged(tmp_path: Path) -> None:
    log, told = AuditLog(tmp_path), 0
    for lines in (1, 7, 30, 61):
        with subprocess.Popen([sys.executable, "-c", WRITER, str(tmp_path)], stdout=subprocess.PIPE) as writer:
            assert writer.stdout is not None
            for _ in range(lines):
                told = int(writer.stdout.readline())
            os.kill(writer.pid, signal.SIGKILL)
            told = max([told, *(int(line) for line in writer.stdout.read().split(b"\n")[:-1])])
        assert {fault.kind for fault in verify(log)} <= {"beyond"}
        assert log.record("merge") > told
        assert verify(log) == []
    assert len(full_files(log.folder)) > 20


def test_writing_reads_as_little_in_a_long_log_as_in_a_short_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[int] = []
    pread = os.pread

    def counted(handle: int, size: int, at: int) -> bytes:
        found = pread(handle, size, at)
        read.append(len(found))
        return found

    log = filled(tmp_path, 200)
    monkeypatch.setattr(os, "pread", counted)
    for _ in range(6):
        log.record("merge")
    assert sum(read) == 0
    assert len(read) <= 8


def test_the_latest_lines_are_read_without_the_earlier_files(log: AuditLog) -> None:
    full(log, 0).unlink()
    full_name = log.folder / "log-000000000001.jsonl"
    full_name.mkdir()
    assert [entry.number for entry in islice(newest(log), 10)] == [*range(LINES, LINES - 10, -1)]
    with pytest.raises(IsADirectoryError):
        list(newest(log))


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.binary(max_size=12).map(lambda raw: raw.replace(b"\n", b"")), max_size=20), st.integers(1, 9))
def test_backwards_is_the_reverse_of_the_lines(tmp_path: Path, lines: list[bytes], block: int) -> None:
    path = tmp_path / "lines"
    path.write_bytes(b"".join(line + b"\n" for line in lines))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("graph.audit.segments._BLOCK", block)
        assert [*backwards(path)] == [line for line in reversed(lines) if line]
