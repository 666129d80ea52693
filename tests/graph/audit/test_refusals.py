"""A right that is refused is a line in the log, on pages and in commands; not more of them than anybody reads."""

from pathlib import Path

import pytest

from dashboard.menu import PAGES
from graph import access, account
from graph.access import Person, desk
from graph.access.acts import acting
from graph.audit import AuditLog, LogLine, entries, verify
from graph.audit.refusals import HOUR, MOST, Refusals
from graph.errors import NotAllowed
from tests.support.typed import typed

LEA = Person("p-lea", "Lea Lesen", frozenset({"read"}))


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AuditLog:
    monkeypatch.setattr(account, "_folder", [tmp_path])
    monkeypatch.setattr(desk, "_told", [lambda: LEA])
    return AuditLog(tmp_path)


def refused(log: AuditLog) -> list[tuple[str, object]]:
    return [(one.who, one.details["right"]) for one in entries(log) if one.act == "refused"]


def test_who_is_refused_a_right_stands_in_the_log_with_the_right(log: AuditLog) -> None:
    with pytest.raises(NotAllowed):
        access.require("log")
    with pytest.raises(NotAllowed), acting("decide", "merge"):
        pass
    access.require("see")
    assert refused(log) == [("p-lea", "log"), ("p-lea", "decide")]
    assert "Lea" not in log.lines.read_text()
    assert verify(log) == []


def test_a_page_somebody_may_not_open_is_one(log: AuditLog) -> None:
    with pytest.raises(NotAllowed):
        PAGES["log"].show()
    assert refused(log) == [("p-lea", "log")]


def test_nobody_at_the_desk_tries_nothing(log: AuditLog, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk, "_told", [lambda: desk.NOBODY])
    with pytest.raises(NotAllowed):
        access.require("see")
    assert [*entries(log)] == []


def test_of_very_many_the_first_are_noted_and_the_rest_counted(log: AuditLog) -> None:
    now = [0.0]
    refusals = Refusals(lambda: now[0])
    for _ in range(MOST + 7):
        refusals.note(LEA, "log")
    refusals.note(Person("p-eva", "", frozenset({"edit"})), "log")  # another one is noted all the same
    assert len(refused(log)) == MOST + 1
    now[0] = HOUR
    refusals.note(LEA, "decide")
    last: LogLine = [*entries(log)][-1]
    assert (last.who, last.details) == ("p-lea", {"right": "decide", "left_out": 7})


def test_where_the_log_can_not_be_written_the_refusal_is_told_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(account, "_folder", [tmp_path])
    monkeypatch.setenv("AKTEURSNETZ_ROLES", "read")
    assert typed(capsys, "audit", "--data", str(tmp_path))[0] == 2
    assert [right for _, right in refused(AuditLog(tmp_path))] == ["log"]
    AuditLog(tmp_path).folder.rename(tmp_path / "away")
    AuditLog(tmp_path).folder.write_text("in the way")
    code, told, error = typed(capsys, "audit", "--data", str(tmp_path))
    assert (code, told, "fehlt Ihnen das Recht" in error) == (2, "", True)
