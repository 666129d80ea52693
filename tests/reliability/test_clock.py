"""A clock that jumps back a day or forward a year during the work: what came later counts as later."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from graph import account
from graph.access.sessions import Limits, SessionBook
from graph.audit import AuditLog, entries, log, verify
from graph.curation.entries import enter, undo
from graph.curation.entry import Entry, Provenance, StatedFact, ValueChange
from graph.curation.fact_choice import wrong_fact
from graph.model.facts import Entity, Fact, Record, Source
from graph.network import Network
from graph.store import Store
from graph.store.consistency import check
from graph.store.merging import Reasons

NOON = datetime(2026, 3, 12, 12, tzinfo=UTC)
JUMPS = [timedelta(0), timedelta(days=366), timedelta(days=-1), timedelta(0)]
SAID = Provenance("12.3.2026", "telephone", "Frau Muster")
WERK = Entity("Organisation", ("org:werk",), "Werk", "row 1")
ANNA = Entity("Person", ("mail:anna@werk.example",), "Anna Kern", "row 1")
WORKS = Fact("WORKS_FOR", ANNA.key, WERK.key, "row 1")


class Clock:
    now = NOON

    def __call__(self) -> datetime:
        return self.now

    def seconds(self) -> float:
        return self.now.timestamp()


@pytest.fixture
def clock(store: Store, monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(store, "_clock", made)
    store.writer().load(source(0), [Record((ANNA, WERK), (WORKS,))])
    return made


def source(number: int) -> Source:
    return Source(title=f"Liste {number}", sha256=f"{number:064d}", kind="list", date="2024-05-01")


def anna(store: Store) -> Any:
    return next(iter(Network.read(store.view()).by_label("Person")))


def write(store: Store, *values: ValueChange, **more: Any) -> str:
    entry = Entry(SAID, "correction", values=values, **more)
    return enter(store, Network.read(store.view()), entry, "eva", date(2026, 3, 12)).id


def test_the_later_correction_holds_whatever_the_clock_said(store: Store, clock: Clock) -> None:
    made, titles = [], ["Dr.", "Prof.", "Dipl.-Ing.", "Mag."]
    for title, jump in zip(titles, JUMPS, strict=True):
        clock.now = NOON + jump
        made.append(write(store, ValueChange(anna(store).id, "title", title)))
        assert anna(store).fields["title"] == title
    for entry, left in zip(reversed(made), ["Dipl.-Ing.", "Prof.", "Dr.", None], strict=True):
        undo(store, entry, "eva")
        assert anna(store).fields.get("title") == left
    assert check(store.view(), store.schema) == []


def test_a_fact_that_is_entered_again_stands_also_where_the_clock_was_put_back(store: Store, clock: Clock) -> None:
    clock.now = NOON + timedelta(days=366)
    network = Network.read(store.view())
    (fact,) = network.relations
    write(store, changes=(wrong_fact(fact),))
    assert Network.read(store.view()).relations == []
    for number in range(1, 4):  # later lists do not bring it back, however late they are said to be
        clock.now = NOON + JUMPS[number]
        store.writer().load(source(number), [Record((ANNA, WERK), (WORKS,))])
        assert Network.read(store.view()).relations == []
    clock.now = NOON - timedelta(days=1)
    again = Entry(SAID, facts=(StatedFact("WORKS_FOR", fact.start, fact.end),), reason="doch")
    enter(store, Network.read(store.view()), again, "eva", date(2026, 3, 11))
    assert [one.id for one in Network.read(store.view()).relations] == [fact.id]


def test_writes_are_counted_and_decisions_undone_in_their_order(store: Store, clock: Clock) -> None:
    counted, made = [store.view().writes()], []
    for number, jump in enumerate(JUMPS):
        clock.now = NOON + jump
        other = Entity("Person", (f"mail:x{number}@werk.example",), f"Anna Kern{number}", "row 1")
        store.writer().load(source(number + 1), [Record((other, WERK), ())])
        keys = store.view().keys()
        made.append(store.curator().merge(keys[ANNA.key], keys[other.key], Reasons("eva", "dieselbe")).id)
        counted.append(store.view().writes())
    assert counted == sorted(set(counted))
    assert len(list(Network.read(store.view()).by_label("Person"))) == 1
    for decision in reversed(made):
        store.curator().undo(decision, "eva")
    assert len(list(Network.read(store.view()).by_label("Person"))) == 5
    assert check(store.view(), store.schema) == []


def test_the_log_goes_by_its_numbers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Clock()

    class Watched(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> datetime:  # type: ignore[override]
            return clock.now

    monkeypatch.setattr(account, "_folder", [tmp_path])
    monkeypatch.setattr(account, "_told", [])
    monkeypatch.setattr(log, "datetime", Watched)
    made = AuditLog(tmp_path)
    for jump in JUMPS:
        clock.now = NOON + jump
        made.record("merge", ["person-1"])
    assert verify(made) == []
    assert [one.number for one in entries(made)] == [1, 2, 3, 4]
    assert [one.at[:10] for one in entries(made)] == ["2026-03-12", "2027-03-13", "2026-03-11", "2026-03-12"]


@pytest.mark.parametrize("jump", [timedelta(days=366), timedelta(days=-1)])
def test_a_session_lasts_no_longer_for_a_clock_that_jumps(tmp_path: Path, jump: timedelta) -> None:
    clock, limits = Clock(), Limits(idle=1800, longest=36_000)
    book = SessionBook(tmp_path, clock.seconds)

    def use(session: str) -> str:
        return book.used(session, "p-a", clock.seconds(), ("team",), limits).over

    assert use("one") == use("one") == ""
    clock.now += jump
    assert use("one") in {"idle", "old"}
    assert use("another") == use("another") == ""
