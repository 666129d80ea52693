"""Entering, correcting and undoing in any order: the store follows from what stands, to the letter, on both engines."""

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.columns import Keeper
from graph.curation.entries import enter, undo
from graph.curation.entry import Entry, FactChange, NewNode, Provenance, StatedFact, ValueChange
from graph.curation.entry_error import EntryError
from graph.model.facts import Entity, Fact, Record, Source
from graph.network import Network
from graph.store import Store
from graph.store.consistency import check
from graph.store.export import lines

TODAY = date(2026, 3, 12)
SAID = Provenance("2026-03-12", "telephone", "Frau Muster")
LIST = Source(title="Liste", sha256="a" * 64, kind="list", date="2024-05-01")
GONE = Source(title="Alte Liste", sha256="b" * 64, kind="list")
WERK = Entity("Organisation", ("org:werk",), "Werk", "row 2", {"place": "Bonn", "aliases": ("Das Werk", "Wrk")})
ANNA = Entity("Person", ("mail:anna@werk.example", "name:anna kern@werk"), "Anna Kern", "row 2", {"place": "Bonn"})
BEN = Entity("Person", ("name:ben kern@werk",), "Ben Kern", "row 3")
CORA = Entity("Person", ("name:cora kern@werk",), "Cora Kern", "row 4")


def base(store: Store) -> Store:
    """A list of two, and a list that was withdrawn."""
    store.erase_everything()
    store.migrate()
    chef = Fact("WORKS_FOR", ANNA.key, WERK.key, "row 2", "Chefin")
    store.writer().load(LIST, [Record((WERK, ANNA, BEN), (chef, Fact("WORKS_FOR", BEN.key, WERK.key, "row 3")))])
    knows = Fact("KNOWS", CORA.key, BEN.key, "row 4")
    store.writer().load(GONE, [Record((WERK, CORA, BEN), (Fact("WORKS_FOR", CORA.key, WERK.key, "row 4"), knows))])
    store.curator().withdraw(GONE.id, "anna")
    return store


class Named:
    """Ids of a network by name; asking for one that is not there ends the making of an entry."""

    def __init__(self, network: Network) -> None:
        self.network = network

    def __getitem__(self, name: str) -> str:
        label, _, shown = name.partition(":")
        return next(n.id for n in self.network.by_label(label) if n.name == shown)


def _changed(names: Named, instead: Callable[[StatedFact], StatedFact | None], ended: str = "") -> Entry:
    anna, werk = names["Person:Anna Kern"], names["Organisation:Werk"]
    fact = next(r for r in names.network.around(anna) if r.type == "WORKS_FOR" and not r.valid_to)
    said = StatedFact("WORKS_FOR", anna, werk, fact.role, fact.valid_from, fact.valid_to)
    return Entry(SAID, "correction", changes=(FactChange(said, instead(said), ended),), reason="-")


ENTRIES: dict[str, Callable[[Named], Entry]] = {
    "dora": lambda n: Entry(
        SAID,
        nodes=(NewNode("d", "Person", "Dr. Dora Weiß", {"emails": ("dora@werk.example",)}),),
        facts=(StatedFact("WORKS_FOR", "d", n["Organisation:Werk"], "Referentin", "2026"),),
        reason="-",
    ),
    "cora": lambda n: Entry(
        SAID,
        nodes=(NewNode("c", "Person", "Cora Kern"),),
        facts=(
            StatedFact("WORKS_FOR", "c", n["Organisation:Werk"]),
            StatedFact("KNOWS", n["Person:Ben Kern"], "c", "met"),
        ),
        reason="-",
    ),
    "verband": lambda n: Entry(
        SAID,
        nodes=(NewNode("v", "Organisation", "Verband der Werke (VDW)"),),
        facts=(
            StatedFact("MEMBER_OF", n["Organisation:Werk"], "v"),
            StatedFact("MEMBER_OF", n["Person:Anna Kern"], "v", "Vorsitzende"),
        ),
        reason="-",
    ),
    "knows": lambda n: Entry(
        SAID,
        "conversation",
        facts=(StatedFact("KNOWS", n["Person:Anna Kern"], n["Person:Ben Kern"], "met"),),
        reason="-",
    ),
    "knows dora": lambda n: Entry(
        SAID, facts=(StatedFact("KNOWS", n["Person:Dora Weiß"], n["Person:Ben Kern"], "met"),), reason="-"
    ),
    "about dora": lambda n: Entry(SAID, "conversation", about=(n["Person:Dora Weiß"],), note="Ruft zurück", reason="-"),
    "berlin": lambda n: Entry(SAID, "correction", values=(ValueChange(n["Person:Anna Kern"], "place", "Berlin"),)),
    "cologne": lambda n: Entry(SAID, "correction", values=(ValueChange(n["Person:Anna Kern"], "place", "Köln"),)),
    "no place": lambda n: Entry(SAID, "correction", values=(ValueChange(n["Organisation:Werk"], "place", ""),)),
    "married": lambda n: Entry(
        SAID,
        "correction",
        values=(
            ValueChange(n["Person:Ben Kern"], "name", "Ben Kern-Lang"),
            ValueChange(n["Person:Ben Kern"], "emails", "ben@werk.example"),
        ),
    ),
    "alias": lambda n: Entry(
        SAID, "correction", values=(ValueChange(n["Organisation:Werk"], "aliases", "Werk Nord", wrong="Wrk"),)
    ),
    "alias again": lambda n: Entry(SAID, "correction", values=(ValueChange(n["Organisation:Werk"], "aliases", "Wrk"),)),
    "left": lambda n: _changed(n, lambda said: None, "2026-01-31"),
    "promoted": lambda n: _changed(
        n, lambda said: StatedFact("WORKS_FOR", said.start, said.end, "Präsidentin", "2025")
    ),
    "wrong": lambda n: _changed(n, lambda said: None),
    "chef again": lambda n: Entry(
        SAID, facts=(StatedFact("WORKS_FOR", n["Person:Anna Kern"], n["Organisation:Werk"], "Chefin"),), reason="-"
    ),
}


def put(store: Store, name: str, who: str = "eva") -> str | None:
    """Enter one of these and return its id; None where it is about somebody who is not there, or says nothing new."""
    network = Network.read(store.view())
    try:
        entry = ENTRIES[name](Named(network))
    except StopIteration:
        return None
    try:
        return enter(store, network, entry, who, TODAY).id
    except EntryError as error:
        if error.key != "entry_empty":
            raise
        return None


def exported(store: Store) -> list[str]:
    return list(lines(store.view(), store.schema))


@pytest.mark.parametrize("name", ENTRIES)
def test_one_entry_undone_leaves_the_store_as_it_was(store: Store, name: str) -> None:
    before, keys = exported(base(store)), store.view().keys()
    first = put(store, "dora") if "dora" in name and name != "dora" else None
    entered = put(store, name)
    assert entered
    assert exported(store) != before
    assert check(store.view(), store.schema) == []
    undo(store, entered, "eva")
    if first:
        undo(store, first, "eva")
    assert exported(store) == before
    assert store.view().keys() == keys
    assert check(store.view(), store.schema) == []


def test_two_of_one_name_made_by_hand_are_two_and_go_one_by_one(store: Store) -> None:
    before = exported(base(store))
    first, second = put(store, "dora"), put(store, "dora")
    assert first
    assert second
    doras = [n for n in Network.read(store.view()).by_label("Person") if n.name == "Dora Weiß"]
    assert len(doras) == 2
    undo(store, first, "eva")
    assert len([n for n in Network.read(store.view()).by_label("Person") if n.name == "Dora Weiß"]) == 1
    undo(store, second, "eva")
    assert exported(store) == before


@pytest.mark.slow
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    steps=st.lists(
        st.one_of(st.sampled_from(sorted(ENTRIES)), st.integers(0, 9)),
        min_size=2,
        max_size=9,
    ),
    order=st.randoms(use_true_random=False),
)
def test_entries_undone_in_any_order_leave_the_store_as_it_was(store: Store, steps: list, order) -> None:
    base(store)
    before, keys = exported(store), store.view().keys()
    reader = Keeper(schema=store.schema)
    standing: list[str] = []
    for step in steps:
        if isinstance(step, int):
            if standing:
                undo(store, standing.pop(step % len(standing)), "eva")
        elif entered := put(store, step):
            standing.append(entered)
        assert check(store.view(), store.schema) == []
        assert reader.network(store.view()).relations == Network.read(store.view()).relations
    order.shuffle(standing)
    for entered in standing:
        undo(store, entered, "eva")
    assert exported(store) == before
    assert store.view().keys() == keys
