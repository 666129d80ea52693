"""The audit log: what is written stays, and whatever is changed, taken out, put in or cut off is found."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from graph import account
from graph.audit import AuditLog, LogQuery, entries, verify
from graph.errors import StoreError


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AuditLog:
    monkeypatch.setattr(account, "_folder", [tmp_path])
    monkeypatch.setattr(account, "_told", [])
    monkeypatch.setattr(account, "_remembered", {})
    monkeypatch.setenv("AKTEURSNETZ_NAME", "Anna Beispiel")
    made = AuditLog(tmp_path)
    for number in range(5):
        made.record("merge", [f"person-{number}", f"person-{number + 1}"], way="hand")
    return made


def change(log: AuditLog, work: Callable[[list[str]], list[str]]) -> None:
    log.lines.write_text("".join(work(log.lines.read_text().splitlines(keepends=True))))


def anew(line: str) -> str:
    """A line somebody changed, with the fingerprint it would have: the next line still tells of the old one."""
    from graph.audit.log import LogLine, fingerprint

    body = json.loads(line) | {"act": "nothing"}
    return json.dumps(body | {"hash": fingerprint(LogLine.parse(json.dumps(body)).text())}) + "\n"


def test_what_was_written_is_sound_and_says_who_did_what(log: AuditLog) -> None:
    assert verify(log) == []
    (first, *_), last = entries(log), [*entries(log)][-1]
    assert (first.number, first.act, first.ids, first.count) == (1, "merge", ("person-0", "person-1"), 2)
    assert last.before == [*entries(log)][-2].hash
    assert "Anna" not in log.lines.read_text()
    assert account.remembered() == {first.who: "Anna Beispiel"}


@pytest.mark.parametrize(
    ("work", "kind", "line"),
    [
        (lambda lines: [lines[0], lines[1].replace("merge", "purge"), *lines[2:]], "changed", 2),
        (lambda lines: [lines[0], anew(lines[1]), *lines[2:]], "missing", 3),
        (lambda lines: [*lines[:2], *lines[3:]], "missing", 3),
        (lambda lines: [*lines[:2], lines[3], lines[2], lines[4]], "missing", 3),
        (lambda lines: [*lines[:2], lines[1], *lines[2:]], "missing", 3),
        (lambda lines: [*lines[:2], "{}\n", *lines[3:]], "unreadable", 3),
        (lambda lines: lines[:-1], "cut", 5),
        (lambda lines: [*lines[:-1], lines[-1][:-9]], "unreadable", 5),
        (lambda lines: [], "cut", 1),
    ],
)
def test_what_somebody_did_to_it_is_found(
    work: Callable[[list[str]], list[str]], kind: str, line: int, log: AuditLog
) -> None:
    change(log, work)
    assert (kind, line) in {(fault.kind, fault.line) for fault in verify(log)}


def test_what_was_done_to_it_is_still_found_after_further_lines(log: AuditLog) -> None:
    change(log, lambda lines: lines[:-2])
    log.record("merge")
    assert "missing" in {fault.kind for fault in verify(log)}


def test_a_log_written_anew_does_not_hold_the_fingerprint_noted_elsewhere(log: AuditLog, tmp_path: Path) -> None:
    head = log.head()
    assert head is not None
    assert verify(log, head.hash) == []
    other = AuditLog(tmp_path / "other")
    other.record("merge")
    assert [fault.kind for fault in verify(other, head.hash)] == ["unknown"]


def test_with_a_key_nobody_else_can_make_a_fingerprint(log: AuditLog, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AKTEURSNETZ_AUDIT_KEY", "a key of the office")
    assert {fault.kind for fault in verify(log)} == {"changed"}


def test_a_line_half_written_when_the_machine_failed_is_taken_away_by_the_next(log: AuditLog) -> None:
    with log.lines.open("a") as file:
        file.write('{"act":"mer')
    assert [fault.kind for fault in verify(log)] == ["beyond"]
    assert log.record("merge") == 6
    assert verify(log) == []


def test_lines_the_head_does_not_know_yet_count(log: AuditLog) -> None:
    before = (log.folder / "head.json").read_text()
    log.record("merge")
    (log.folder / "head.json").write_text(before)
    assert verify(log) == []
    assert log.record("merge") == 7
    assert verify(log) == []


def test_several_write_at_once(log: AuditLog) -> None:
    with ThreadPoolExecutor(8) as pool:
        numbers = list(pool.map(lambda n: log.record("merge", [f"person-{n}"]), range(40)))
    assert sorted(numbers) == list(range(6, 46))
    assert verify(log) == []


def test_what_could_be_a_name_is_refused(log: AuditLog) -> None:
    for bad in ("Anna Beispiel", "Müller", "a@b.example"):
        with pytest.raises(ValueError, match="token"):
            log.record("merge", reason=bad)
    assert verify(log) == []


def test_a_log_that_can_not_be_written_says_so(tmp_path: Path) -> None:
    (tmp_path / "audit").write_text("in the way")
    with pytest.raises(StoreError, match="nothing was done"):
        AuditLog(tmp_path).record("merge")


def test_lines_are_found_by_who_what_about_whom_and_when(log: AuditLog) -> None:
    log.record("export", format="csv")
    found = [entry.number for entry in entries(log, LogQuery(about="person-3"))]
    assert found == [3, 4]
    assert [entry.number for entry in entries(log, LogQuery(act="export"))] == [6]
    assert [*entries(log, LogQuery(since="2999-01-01"))] == []
    assert len([*entries(log, LogQuery(until="2999-01-01"))]) == 6


def test_only_the_owner_can_read_it(log: AuditLog) -> None:
    assert {oct(path.stat().st_mode & 0o777) for path in log.folder.iterdir()} == {"0o600"}
