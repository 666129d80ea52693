"""What was known at a time, the same on both engines: withdrawing a source later does not change it."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

from graph.analysis.diff import compare
from graph.analysis.questions import Case, ask
from graph.model.facts import Entity, Fact, Record, Source
from graph.network import Network
from graph.store import Store
from graph.store.consistency import check

LIST = Source(title="Liste", sha256="a" * 64, kind="list", date="2021-03-16")
REPORT = Source(title="Bericht", sha256="b" * 64, kind="report", date="2021-04-01")
BDI, IGM = (Entity("Organisation", (f"org:{name}",), name.upper(), "row 1") for name in ("bdi", "igm"))
TOPIC = Entity("Topic", ("topic:stahl",), "Stahl", "row 1")
JO, ANA = (Entity("Person", (f"name:{n.lower()}@x",), n, "row 1") for n in ("Jo Lang", "Ana Berg"))
KNOW = Fact("KNOWS", JO.key, ANA.key, "row 2")
LISTED = [
    Record((BDI, IGM, TOPIC), tuple(Fact("DEALS_WITH", o.key, TOPIC.key, "row 1") for o in (BDI, IGM))),
    Record((JO, ANA, BDI, IGM), (Fact("WORKS_FOR", JO.key, BDI.key, "row 1", "", "2021-02", "2023"), KNOW)),
]
REPORTED = [Record((JO, ANA, IGM), (KNOW, Fact("WORKS_FOR", ANA.key, IGM.key, "row 2")))]


def moment(month: int) -> datetime:
    return datetime(2022, month, 15, tzinfo=UTC)


@pytest.fixture
def at(store: Store) -> Iterator["Clock"]:
    clock, before = Clock(), store._clock
    store._clock = clock
    yield clock
    store._clock = before


class Clock:
    """The month it is now."""

    month = 1

    def __call__(self) -> datetime:
        return datetime(2022, self.month, 1, tzinfo=UTC)


def filled(store: Store, at: Clock) -> None:
    """The list is loaded in January and withdrawn in March, the report is loaded in February."""
    for at.month, source, records in ((1, LIST, LISTED), (2, REPORT, REPORTED)):
        store.writer().load(source, records)


def content(network: Network) -> tuple[object, ...]:
    facts = {(r.id, r.type, r.start, r.end, r.evidence, r.recorded_at) for r in network.relations}
    return facts, {(n.id, n.name, n.label) for n in network.nodes.values()}


def answers(network: Network) -> dict[str, list[tuple[str, float]]]:
    found = ask(Case(network, date(2022, 6, 30)))
    return {question: [(f.id, f.value) for f in findings] for question, findings in found.items()}


def test_a_withdrawal_does_not_change_what_was_known_before(store: Store, at: Clock) -> None:
    filled(store, at)
    then = Network.read(store.view())
    at.month = 3
    store.curator().withdraw(LIST.id, "anna")
    again = Network.read(store.view(), known_at=moment(2))
    assert content(again) == content(then)
    assert answers(again) == answers(then)
    assert {r.type for r in again.relations if r.retired_at} == {"DEALS_WITH", "WORKS_FOR"}
    assert check(store.view(), store.schema) == []


def test_after_the_withdrawal_it_is_as_it_is_now(store: Store, at: Clock) -> None:
    filled(store, at)
    at.month = 3
    store.curator().withdraw(LIST.id, "anna")
    now, then = Network.read(store.view()), Network.read(store.view(), known_at=moment(3))
    assert content(then) == content(now)
    assert {r.type for r in now.relations} == {"KNOWS", "WORKS_FOR"}
    assert not any(r.retired_at for r in now.relations)


def test_what_was_loaded_later_was_not_known(store: Store, at: Clock) -> None:
    filled(store, at)
    january = Network.read(store.view(), known_at=moment(1))
    knows = next(r for r in january.relations if r.type == "KNOWS")
    assert knows.evidence == (LIST.evidence("row 2"),)
    assert [r.start for r in january.relations if r.type == "WORKS_FOR"] == [
        n.id for n in january.nodes.values() if n.name == "Jo Lang"
    ]
    assert Network.read(store.view(), known_at=datetime(2021, 1, 1, tzinfo=UTC)).nodes == {}


def test_a_past_outlives_a_later_load_of_another_source(store: Store, at: Clock) -> None:
    """The report is taken back, then the list states again what it said: its part of the past stays."""
    at.month = 1
    store.writer().load(REPORT, REPORTED)
    then = content(Network.read(store.view()))
    at.month = 2
    store.curator().withdraw(REPORT.id, "anna")
    at.month = 3
    store.writer().load(LIST, LISTED)
    facts, _ = content(Network.read(store.view(), known_at=moment(1)))
    assert facts == then[0]
    at.month = 4
    store.writer().load(REPORT, REPORTED)
    assert all("former_evidence" not in row["f"] for row in store.view().facts("KNOWS"))


def test_two_days_side_by_side_as_known_then(store: Store, at: Clock) -> None:
    filled(store, at)
    at.month = 3
    store.curator().withdraw(LIST.id, "anna")
    network = Network.read(store.view(), known_at=moment(1))
    sides = [Case(network, day, known_at=moment(1)) for day in (date(2021, 1, 1), date(2021, 12, 31))]
    moves = compare(*sides).moves
    assert [network.nodes[m.person].name for m in moves] == ["Jo Lang"]


def test_what_a_withdrawn_source_said_of_a_node_is_said_at_that_time(store: Store, at: Clock) -> None:
    plain = Entity("Organisation", BDI.keys, "Bund", "row 1")
    kind = Entity("Organisation", BDI.keys, "Bund", "row 1", {"kind": "association"})
    store.writer().load(LIST, [Record((plain,), ())])
    at.month = 2
    store.writer().load(REPORT, [Record((kind,), ())])
    at.month = 4
    store.curator().withdraw(REPORT.id, "anna")
    kinds = [n.kind for m in (1, 2, 4) for n in Network.read(store.view(), known_at=moment(m)).by_label("Organisation")]
    assert kinds == ["", "association", ""]
