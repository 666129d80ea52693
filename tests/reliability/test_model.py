"""The store against a plain model of what ought to be known, over any sequence of what people do with it.

`AKTEURSNETZ_SEQUENCES` says how many sequences are tried; a few are tried every day.
"""

import faulthandler
import os
from collections.abc import Collection, Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, ClassVar

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from graph.backup.archive import Archive, write_archive
from graph.curation.entries import enter, undo
from graph.curation.entry import Entry, Provenance, StatedFact, ValueChange
from graph.model.facts import Entity, Fact, Record, Source
from graph.network import Network
from graph.privacy.erasing import erase
from graph.privacy.erasures import replay
from graph.settings import Settings
from graph.store import Store
from graph.store.consistency import check
from graph.store.merging import Reasons
from ingest.loading.erased_people import Gate

SEQUENCES = int(os.environ.get("AKTEURSNETZ_SEQUENCES", "4"))
STEPS = 12
TODAY = date(2026, 3, 12)
SAID = Provenance("12.3.2026", "telephone", "Frau Muster")
SENTENCE = "vier erfundene Wörter hier"
PEOPLE, HOUSES, PLACES = range(4), range(2), ("Bonn", "Ulm", "Kiel")
people, houses = st.sampled_from(PEOPLE), st.sampled_from(HOUSES)
stated = st.frozensets(st.tuples(people, houses), min_size=1, max_size=4)


def key(person: int) -> str:
    return f"mail:p{person}@werk.example"


def home(house: int) -> str:
    return f"org:werk {house}"


@dataclass
class Model:
    """What ought to be known, said plainly."""

    files: dict[int, frozenset[tuple[int, int]]] = field(default_factory=dict)
    standing: set[int] = field(default_factory=set)
    added: dict[str, tuple[int, int]] = field(default_factory=dict)
    corrected: dict[str, tuple[int, str]] = field(default_factory=dict)
    merged: list[tuple[str, int, int]] = field(default_factory=list)
    erased: set[int] = field(default_factory=set)

    def erase(self, persons: Collection[int]) -> None:
        self.erased |= {*persons}
        self.added = {entry: fact for entry, fact in self.added.items() if fact[0] not in persons}
        self.corrected = {entry: said for entry, said in self.corrected.items() if said[0] not in persons}
        self.merged = [one for one in self.merged if not {*one[1:]} & {*persons}]

    def facts(self) -> set[tuple[int, int]]:
        said = {fact for number in self.standing for fact in self.files[number] if fact[0] not in self.erased}
        return said | set(self.added.values())

    def named(self) -> set[int]:
        return {person for person, _ in self.facts()} | {person for person, _ in self.corrected.values()}

    def one(self, person: int) -> frozenset[int]:
        """All who are the same as somebody."""
        groups = [{each} for each in PEOPLE]
        for _, keep, other in self.merged:
            a, b = (next(g for g in groups if each in g) for each in (keep, other))
            if a is not b:
                groups.remove(b)
                a |= b
        return frozenset(next(g for g in groups if person in g))

    def seen(self) -> tuple[set[frozenset[int]], set[tuple[frozenset[int], int]], dict[frozenset[int], str]]:
        places = {self.one(person): place for person, place in self.corrected.values()}
        return {self.one(p) for p in self.named()}, {(self.one(p), h) for p, h in self.facts()}, places


class Life(RuleBasedStateMachine):
    """What people do; each step is done to the store and to the model."""

    store: ClassVar[Store]

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.settings = Settings(data=Path(self.folder.name) / "data", neo4j_uri=None)
        self.store.keys = self.settings.keys_folder
        self.store.erase_everything()
        self.store.migrate()
        self.model, self.earlier = Model(), Model()

    def network(self) -> Network:
        return Network.read(self.store.view())

    def node(self, person: int) -> str:
        return self.store.view().keys()[key(person)]

    @rule(number=st.integers(0, 3), facts=stated)
    def load(self, number: int, facts: frozenset[tuple[int, int]]) -> None:
        facts = self.model.files.setdefault(number, facts)
        self.store.writer().load(source(number), list(Gate.of(self.store, []).records(records(facts))))
        self.model.standing.add(number)

    @precondition(lambda self: self.model.standing)
    @rule(data=st.data())
    def withdraw(self, data: Any) -> None:
        number = data.draw(st.sampled_from(sorted(self.model.standing)))
        self.store.curator().withdraw(source(number).id, "anna")
        self.model.standing.discard(number)

    @precondition(lambda self: self.model.facts())
    @rule(data=st.data())
    def add(self, data: Any) -> None:
        person = data.draw(st.sampled_from(sorted({p for p, _ in self.model.facts()})))
        house = data.draw(st.sampled_from(sorted({h for _, h in self.model.facts()})))
        fact = StatedFact("WORKS_FOR", self.node(person), self.store.view().keys()[home(house)])
        done = enter(self.store, self.network(), Entry(SAID, facts=(fact,)), "eva", TODAY)
        self.model.added[done.id] = (person, house)

    @precondition(lambda self: self.model.named())
    @rule(data=st.data(), place=st.sampled_from(PLACES))
    def correct(self, data: Any, place: str) -> None:
        alone = [p for p in sorted(self.model.named()) if len(self.model.one(p)) == 1]
        taken = {p for p, _ in self.model.corrected.values()}
        if free := [p for p in alone if p not in taken]:
            person = data.draw(st.sampled_from(free))
            change = ValueChange(self.node(person), "title", place)
            done = enter(self.store, self.network(), Entry(SAID, "correction", values=(change,)), "eva", TODAY)
            self.model.corrected[done.id] = (person, place)

    @precondition(lambda self: self.model.added or self.model.corrected)
    @rule(data=st.data())
    def take_back(self, data: Any) -> None:
        # In the order in which they were made: ids are drawn anew each time, and what they sort as with them.
        made = [*self.model.added, *self.model.corrected]
        entry = made[data.draw(st.integers(0, len(made) - 1))]
        undo(self.store, entry, "eva")
        self.model.added.pop(entry, None)
        self.model.corrected.pop(entry, None)

    @precondition(lambda self: len({self.model.one(p) for p in self.model.named()}) > 1)
    @rule(data=st.data())
    def merge(self, data: Any) -> None:
        groups = sorted({self.model.one(p) for p in self.model.named()}, key=sorted)
        keep, other = data.draw(st.permutations(groups))[:2]
        if {keep, other} <= {self.model.one(p) for p, _ in self.model.corrected.values()}:
            return  # which of two corrections holds is another test's question
        a, b = min(keep), min(other)
        made = self.store.curator().merge(self.node(a), self.node(b), Reasons("anna", "dieselbe"))
        self.model.merged.append((made.id, a, b))

    @precondition(lambda self: self.model.merged)
    @rule()
    def unmerge(self) -> None:
        decision, _, _ = self.model.merged.pop()
        self.store.curator().undo(decision, "anna")

    @precondition(lambda self: self.model.named() and len(self.model.erased) < 2)
    @rule(data=st.data())
    def erase(self, data: Any) -> None:
        groups = sorted({self.model.one(p) for p in self.model.named()}, key=sorted)
        gone = data.draw(st.sampled_from(groups))
        erase(self.store, self.settings, self.node(min(gone)), who="otto", reason="Antrag")
        self.model.erase(gone)

    @property
    def kept(self) -> Path:
        return Path(self.folder.name, "b.zip")

    @rule(passphrase=st.sampled_from(["", SENTENCE]))
    def back_up(self, passphrase: str) -> None:
        write_archive(self.store, self.kept, "hand", passphrase)
        self.earlier = deepcopy(self.model)

    @precondition(lambda self: self.kept.exists())
    @rule()
    def restore(self) -> None:
        self.store.erase_everything()
        self.store.migrate()
        self.store.restore(Archive(self.kept, SENTENCE), then=replay)
        erased, self.model = self.model.erased, deepcopy(self.earlier)
        self.model.erase(erased)

    @invariant()
    def the_store_says_what_the_model_says(self) -> None:
        network = self.network()
        mine = {node.id: frozenset(int(k[6]) for k in node.keys if k.startswith("mail:")) for node in persons(network)}
        houses_there = {
            n.id: int(next(k for k in n.keys if k.startswith("org:"))[-1]) for n in network.by_label("Organisation")
        }
        facts = {(mine[r.start], houses_there[r.end]) for r in network.relations if r.type == "WORKS_FOR"}
        places = {mine[n.id]: str(n.fields["title"]) for n in persons(network) if n.fields.get("title")}
        assert (set(mine.values()), facts, places) == self.model.seen()

    def teardown(self) -> None:
        self.folder.cleanup()
        assert check(self.store.view(), self.store.schema) == []


def persons(network: Network) -> list[Any]:
    return list(network.by_label("Person"))


def source(number: int) -> Source:
    return Source(title=f"Liste {number}", sha256=f"{number:064d}", kind="list", date="2024-05-01")


def records(facts: frozenset[tuple[int, int]]) -> Iterator[Record]:
    for row, (person, house) in enumerate(sorted(facts)):
        one = Entity("Person", (key(person),), f"Anna Berg{person}", f"row {row}")
        work = Entity("Organisation", (home(house),), f"Werk {house}", f"row {row}")
        yield Record((one, work), (Fact("WORKS_FOR", one.key, work.key, f"row {row}"),))


def test_an_entry_is_undone_after_somebody_in_another_one_about_the_same_house_was_erased(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Found by the sequences below."""
    settings_here = Settings(data=tmp_path / "data", neo4j_uri=None)
    monkeypatch.setattr(store, "keys", settings_here.keys_folder)
    store.writer().load(source(0), list(records(frozenset([(0, 0), (2, 0)]))))
    keys, made = store.view().keys(), []
    for person in (2, 0):
        fact = StatedFact("WORKS_FOR", keys[key(person)], keys[home(0)])
        made.append(enter(store, Network.read(store.view()), Entry(SAID, facts=(fact,)), "eva", TODAY).id)
    erase(store, settings_here, keys[key(0)], who="otto", reason="Antrag")
    for entry in made:
        undo(store, entry, "eva")
    assert [node["name"] for node in store.view().nodes("Person")] == ["Anna Berg2"]
    assert check(store.view(), store.schema) == []


def test_any_sequence_ends_in_what_the_model_says(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    if SEQUENCES > 10:  # else a stack is printed while the thread runs, which ended the interpreter once
        faulthandler.cancel_dump_traceback_later()
    monkeypatch.setattr(store, "keys", None)
    monkeypatch.setattr("graph.backup.age.LockingWriter.__init__.__defaults__", (4,))
    monkeypatch.setattr(Life, "store", store, raising=False)
    chosen = settings(
        max_examples=SEQUENCES,
        stateful_step_count=STEPS,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.explicit, Phase.generate, Phase.shrink] if SEQUENCES < 50 else list(Phase),
        print_blob=True,
    )
    run_state_machine_as_test(Life, settings=chosen)
