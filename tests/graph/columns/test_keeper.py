"""What is brought up to date is what would be read anew, whatever was written in between; the same on both engines."""

import inspect
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.columns import Keeper
from graph.columns.counted import kept_counts
from graph.errors import UsageError
from graph.model.corrections import FactCorrection
from graph.model.facts import Entity, Fact, Record, Source
from graph.model.ledger import LedgerEntry
from graph.model.proposals import Proposal, State
from graph.network import Network
from graph.store import Curator, Store, Writer
from graph.store import change_notes as touched
from graph.store.accepting import Settlement
from graph.store.consistency import check
from graph.store.entering import HandEntry
from graph.store.export import lines, write_export
from graph.store.merging import Reasons

WHY = Reasons("anna", "dieselbe Person")
SOURCES = [Source(title=f"Liste {i}", sha256=f"{i}" * 64, kind="list", date=f"2021-0{i}-01") for i in range(1, 5)]
PRESS = Source(title="Bericht", sha256="b" * 64, kind="report", file="bericht.txt")
HOUSES = [Entity("Organisation", (f"org:{h}",), f"Haus {h}", "row 2") for h in "abc"]
EVENT = Entity("Event", ("event:forum",), "Forum", "row 1", {"start": "2021-03-16"})
PEOPLE = [Entity("Person", (f"name:{p} lang@{p}",), f"{p.upper()} Lang", f"row {i}") for i, p in enumerate("uvwxyz", 3)]


def record(person: int, house: int, role: str) -> Record:
    """Somebody of a house at the event, who knows the next person."""
    who, other, where = PEOPLE[person], PEOPLE[(person + 1) % 6], HOUSES[house]
    facts = (
        Fact("WORKS_FOR", who.key, where.key, who.place, role),
        Fact("TOOK_PART_IN", who.key, EVENT.key, who.place, "participant"),
        Fact("KNOWS", who.key, other.key, who.place, "met"),
    )
    return Record((where, EVENT, who, other), facts)


def same(keeper: Keeper, store: Store) -> bool:
    """Whether what the keeper gives is what is read anew: nodes, facts and their order."""
    ours, fresh = keeper.network(store.view()), Network.read(store.view())
    assert list(ours.nodes.values()) == list(fresh.nodes.values())
    assert ours.relations == fresh.relations
    return ours.version == fresh.version


ROWS = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 2), st.sampled_from(["", "Chef"])), max_size=4)
PAIR = st.tuples(st.integers(0, 9), st.integers(0, 9))
STEP = st.one_of(
    st.tuples(st.just("load"), st.integers(0, 3), ROWS),
    st.tuples(st.just("load"), st.integers(0, 3), ROWS),
    st.tuples(st.just("merge"), PAIR),
    st.tuples(st.just("merge"), PAIR),
    st.tuples(st.just("part"), PAIR),
    st.tuples(st.just("undo"), st.integers(0, 5)),
    st.tuples(st.just("withdraw"), st.integers(0, 3), st.booleans()),
    st.tuples(st.just("settle"), st.integers(0, 2), st.sampled_from(["accepted", "open", "refused"])),
    st.tuples(st.just("correct"), st.integers(0, 3), st.sampled_from(["2020-01-01", ""])),
    st.tuples(st.just("place"), st.integers(0, 9)),
    st.tuples(st.just("enter"), st.integers(0, 4), st.integers(0, 2), st.booleans()),
    st.tuples(st.just("take_back"), st.integers(0, 3)),
    st.tuples(st.just("note")),
    st.tuples(st.just("strike")),
    st.tuples(st.just("mark"), st.integers(0, 2), st.sampled_from(["accepted", "open", "refused"])),
)
# What else writes: these begin a store anew, and have a test of their own.
BEGINNINGS = {"migrate", "erase_everything", "restore", "take_over"}
READERS = {"view", "writer", "curator", "server", "close", "quiet", "secure", "refuse_half", "loading", "forget_kept"}
# What they do is what writer and curator do; a load that broke off has tests of its own.
UNITS = {"unit", "finish_owed", "begin", "take_back_broken"}
# What only a unit of work asks for.
OF_UNITS = {"supersede", "said_by", "joined", "finish_owed", "note_whole", "owe_join"}


class Writing:
    """Does what a step says with a store; what can not be done is passed over."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def do(self, what: str, *with_: object) -> None:
        work: Callable[..., object] = getattr(self, what)
        try:
            work(*with_)
        except UsageError:
            return

    def load(self, source: int, rows: Sequence[tuple[int, int, str]]) -> None:
        self.store.writer().load(SOURCES[source], [record(*row) for row in rows])

    def merge(self, pair: tuple[int, int]) -> None:
        self.store.curator().merge(*self._two(pair), WHY)

    def part(self, pair: tuple[int, int]) -> None:
        self.store.curator().part(*self._two(pair), WHY)

    def undo(self, which: int) -> None:
        decisions = sorted(self.store.view().decisions(), key=lambda d: d.id)
        if decisions:
            self.store.curator().undo(decisions[which % len(decisions)].id, "anna")

    def withdraw(self, source: int, dry_run: bool) -> None:
        self.store.curator().withdraw(SOURCES[source].id, "anna", dry_run=dry_run)

    def settle(self, house: int, state: str) -> None:
        stored = json.dumps(asdict(PRESS))
        proposals = [
            Proposal(f"pro-{i}", PRESS.id, stored, "person", f"{i}", "kam.", i, i + 1, 0.9, "{}") for i in range(3)
        ]
        self.store.curator().propose(proposals)

        def decide(known: Sequence[Proposal]) -> Settlement:
            changed = {p.id: replace(p, state=state) for p in known if p.start == house}  # type: ignore[arg-type]
            accepted = [p.start for p in (changed.get(p.id, p) for p in known) if p.state == "accepted"]
            entities: list[Entity] = []
            facts: list[Fact] = []
            for i in accepted:
                said = record(i, i, "Chef")
                entities += said.entities
                facts += said.facts
            return Settlement(list(changed.values()), Record(tuple(entities), tuple(facts)))

        self.store.curator().settle_document(PRESS.id, decide, "anna")

    def correct(self, source: int, day: str) -> None:
        self.store.curator().correct_source(SOURCES[source].id, {"date": day}, "anna")

    def place(self, node: int) -> None:
        ids = [n["id"] for label in ("Person", "Organisation") for n in self.store.view().nodes(label)]
        if ids:
            self.store.writer().place({sorted(ids)[node % len(ids)]: (1.0, float(node))})

    def enter(self, person: int, house: int, corrects: bool) -> None:
        def make(at: str) -> HandEntry:
            who, where = (replace(e, place=at) for e in (PEOPLE[person], HOUSES[house]))
            two = who.key, where.key
            wrong = FactCorrection("WORKS_FOR", *two, "Chef").claim
            decided = replace(who, decided=(("place!", at[-9:-6]), *([wrong] if corrects else [])))
            facts = () if corrects else (Fact("WORKS_FOR", *two, at, "Chef"),)
            source = Source(title="Eintrag", sha256=at, entered=True)
            return HandEntry(source, Record((decided, where), facts), {}, [("WORKS_FOR", *two)])

        self.store.curator().enter(make, "anna")

    def take_back(self, which: int) -> None:
        if entries := sorted(e.id for e in self.store.view().entries("entry")):
            self.store.curator().take_back(entries[which % len(entries)], "anna")

    def note(self) -> None:
        self.store.curator().note([LedgerEntry("finding", "f1", "anna", body={"state": "done"})])

    def strike(self) -> None:
        self.store.curator().strike("finding", ["f1"])

    def mark(self, which: int, state: State) -> None:
        known = sorted(p.id for p in self.store.view().proposals())
        self.store.curator().settle(known[which : which + 1], state, "anna")

    def _two(self, pair: tuple[int, int]) -> tuple[str, str]:
        ids = sorted(n["id"] for label in ("Person", "Organisation") for n in self.store.view().nodes(label)) or [
            "per-"
        ]
        return ids[pair[0] % len(ids)], ids[pair[1] % len(ids)]


def test_everything_that_writes_is_among_the_steps() -> None:
    """A new way to write is a step of the property below, or a beginning; a dry run and a progress are no other way."""
    called = inspect.getsource(Writing)
    written = {name for kind in (Writer, Curator) for name in vars(kind) if inspect.isfunction(getattr(kind, name))}
    missing = {name for name in written if not name.startswith("_") and f"().{name}(" not in called}
    assert missing == OF_UNITS
    of_stores = {name for name, value in vars(Store).items() if inspect.isfunction(value) and not name.startswith("_")}
    assert of_stores == BEGINNINGS | READERS | UNITS


@pytest.mark.slow
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.tuples(STEP, st.booleans()), max_size=10))
def test_whatever_is_written_the_network_brought_up_to_date_is_that_read_anew(
    store: Store, steps: list[tuple[tuple[object, ...], bool]]
) -> None:
    store.erase_everything()
    store.migrate()
    keeper, writing = Keeper(), Writing(store)
    writing.load(0, [(0, 0, "Chef"), (1, 1, ""), (3, 2, "")])
    assert same(keeper, store)
    for step, looks in steps:
        writing.do(*step)  # type: ignore[arg-type]
        assert not looks or same(keeper, store)
    assert same(keeper, store)
    assert keeper.whole == 1


def test_after_a_load_only_what_it_touched_is_read(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    keeper, writing = Keeper(), Writing(store)
    writing.load(0, [(0, 0, ""), (2, 1, "")])
    keeper.network(store.view())
    with monkeypatch.context() as patch:
        patch.setattr("graph.store.view.View.node_rows", None)
        patch.setattr("graph.store.view.View.fact_rows", None)
        writing.load(1, [(4, 2, "")])
        names = {n.name for n in keeper.network(store.view()).nodes.values()}
    assert {"Y Lang", "Haus c", "U Lang"} <= names
    assert same(keeper, store)
    assert keeper.network(store.view()) is keeper.network(store.view())


def test_where_notes_are_missing_or_a_write_was_large_all_is_read(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    keeper, writing = Keeper(), Writing(store)
    writing.load(0, [(0, 0, "")])
    assert same(keeper, store)
    monkeypatch.setattr(touched, "MOST", 2)
    writing.load(1, [(4, 2, "")])
    assert same(keeper, store)
    assert keeper.whole == 2
    monkeypatch.undo()
    for _ in range(touched.KEPT + 1):
        writing.note()
    writing.load(2, [(3, 1, "")])
    assert same(keeper, store)
    assert keeper.whole == 3
    store.erase_everything()
    store.migrate()
    for i in range(4):
        writing.load(i, [(i, 1, "Chef")])
    assert same(keeper, store)
    assert keeper.whole == 4


def test_a_note_of_many_nodes_has_parts(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(touched, "PART", 2)
    keeper, writing = Keeper(), Writing(store)
    writing.load(0, [(0, 0, "")])
    assert same(keeper, store)
    writing.load(1, [(2, 1, ""), (4, 2, "")])
    named = store.view().touched(store.view().writes() - 1, store.view().writes())
    assert named is not None
    assert len(named) > 4
    assert same(keeper, store)
    for _ in range(touched.KEPT):
        writing.note()
    assert store.view().touched(store.view().writes() - touched.KEPT, store.view().writes()) == frozenset()
    assert same(keeper, store)
    assert keeper.whole == 1


def test_what_an_unfinished_load_says_is_left_out_until_it_is_whole(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("graph.store.writer.TRANSACTION", 2)
    keeper, writing = Keeper(), Writing(store)
    writing.load(0, [(0, 0, "")])
    assert same(keeper, store)

    def breaking() -> Iterator[Record]:
        yield from (record(i, 1, "") for i in range(1, 5))
        raise OSError("gone")

    with pytest.raises(OSError, match="gone"):
        store.writer().load(SOURCES[1], breaking())
    assert same(keeper, store)
    writing.load(1, [(i, 1, "") for i in range(1, 5)])
    assert same(keeper, store)


def test_notes_are_few_no_part_of_an_export_and_do_not_fill_a_store(store: Store, tmp_path: Path) -> None:
    keeper, writing = Keeper(), Writing(store)
    for _ in range(touched.KEPT + 5):
        writing.note()
    until = store.view().writes()
    assert store.view().touched(until - touched.KEPT, until) == frozenset()
    assert store.view().touched(until - touched.KEPT - 1, until) is None
    assert list(lines(store.view(), store.schema)) == []
    store.erase_everything()
    store.migrate()
    writing.load(0, [(0, 0, "Chef")])
    write_export(store.view(), store.schema, tmp_path / "export.jsonl")
    store.erase_everything()
    store.migrate()
    writing.note()
    store.curator().strike("finding", ["f1"])
    assert same(keeper, store)
    store.restore(tmp_path / "export.jsonl")
    assert len(keeper.network(store.view()).nodes) == 5
    assert same(keeper, store)
    store.erase_everything()
    store.migrate()
    writing.load(1, [(2, 1, ""), (4, 2, "")])
    write_export(store.view(), store.schema, tmp_path / "other.jsonl")
    for name in ("export", "other"):  # as often written to, and not the same
        store.erase_everything()
        store.migrate()
        store.restore(tmp_path / f"{name}.jsonl")
        assert same(keeper, store)
    assert len(keeper.network(store.view()).nodes) == 8
    assert same(keeper, store)
    assert check(store.view(), store.schema) == []


class LetsOthersIn:
    """A lock: when it was held once, somebody else writes and reads on before its holder goes on."""

    def __init__(self, others: Callable[[], object]) -> None:
        self._others, self.held = others, 0

    def __enter__(self) -> None:
        self.held += 1

    def __exit__(self, *_: object) -> None:
        if self.held == 1:
            self._others()


def test_counts_are_those_of_their_moment_whoever_reads_on_meanwhile(store: Store, tmp_path: Path) -> None:
    keeper, writing = Keeper(tmp_path), Writing(store)
    writing.load(0, [(0, 0, ""), (2, 1, "")])
    keeper.network(store.view())
    writing.load(1, [(1, 1, "")])

    def reads_on() -> None:
        writing.load(2, [(4, 2, "Chef")])
        keeper.network(store.view())

    lock = keeper._lock = LetsOthersIn(reads_on)  # type: ignore[assignment]
    keeper.follow(store.view())
    assert lock.held > 1
    kept = kept_counts(tmp_path, store.view().moment(), store.schema)
    assert kept in (None, store.view().counts())
    keeper.follow(store.view())
    assert kept_counts(tmp_path, store.view().moment(), store.schema) == store.view().counts()
