"""A network in columns is node by node and fact by fact what is read the slow way, whatever was written."""

import json
import pickle
from collections.abc import Sequence
from copy import copy
from dataclasses import FrozenInstanceError, fields, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from graph.analysis.snapshot import Snapshot, take_snapshot
from graph.columns import ColumnNetwork, Keeper, stored
from graph.columns.columns import NetworkColumns
from graph.columns.growing import GrowingTable
from graph.columns.layers import Layers
from graph.model.claims import Claims
from graph.model.fold import search_text
from graph.model.schema import load
from graph.network import Network, Node
from graph.network.search import search
from tests.graph.analysis.slow_snapshot import slow_snapshot
from tests.graph.columns.rows_view import RowsView

SOURCES = ("src-a", "src-b", "src-c")
ACTORS = ("per-1", "per-2", "per-3", "org-1", "org-2", "evt-1")
TYPES = ("KNOWS", "PART_OF", "MEMBER_OF", "TOOK_PART_IN")
LABELS = {"per": "Person", "org": "Organisation", "evt": "Event", "src": "Source"}
NAMES = ("Jo Lang", "Jürgen\nLang", "Werk", "", "北京 Bund")


def same(ours: Network, fresh: Network) -> bool:
    """Whether two networks are the same in all that can be asked of both."""
    assert dict(ours.nodes) == dict(fresh.nodes)
    assert list(ours.nodes) == list(fresh.nodes)
    assert list(ours.nodes.values()) == list(fresh.nodes.values())
    assert list(ours.nodes.items()) == list(fresh.nodes.items())
    assert ours.relations == fresh.relations
    assert len(ours.relations) == len(fresh.relations)
    for node_id in fresh.nodes:
        assert ours.around(node_id) == fresh.around(node_id)
        assert ours.parts(node_id) == fresh.parts(node_id)
        assert ours.wholes(node_id) == fresh.wholes(node_id)
    for labels in (("Person",), ("Person", "Organisation"), ("Topic",)):
        assert ours.by_label(*labels) == fresh.by_label(*labels)
    assert ours.count_labels() == fresh.count_labels()
    assert ours.count_types() == fresh.count_types()
    for words in (["lang"], ["jo", "la"], ["g"], ["nirgends"]):
        assert list(ours.containing(words)) == list(fresh.containing(words))
    assert ours.folded_names("Source") == fresh.folded_names("Source")
    taken, slow = (arrays(s) for s in (take_snapshot(ours), slow_snapshot(fresh)))
    assert all(np.array_equal(a, b) for a, b in zip(taken, slow, strict=True))
    return ours.version == fresh.version


def arrays(snapshot: Snapshot) -> list[Any]:
    """Return all that a snapshot holds."""
    return [getattr(snapshot, f.name) for f in fields(snapshot)]


class Writing:
    """Writes rows as loads, merges and withdrawals do, and notes what was touched."""

    def __init__(self) -> None:
        self.view = RowsView()

    def node(self, which: int, names: Sequence[tuple[int, int]], retired: bool) -> None:
        """Make or change a node: what each source calls it; or retire it."""
        node_id = ACTORS[which]
        label = LABELS[node_id[:3]]
        said = {("name", NAMES[n], "k"): [f"{SOURCES[s]}#row {n}"] for n, s in names} or {("name", "X", "k"): ["src-a"]}
        claims = Claims(said)
        row = {"id": node_id, "keys": ["k", "ü|k"], "claims": claims.stored()}
        row |= claims.properties(load().nodes[label])
        row |= {"retired_at": "2024"} if retired else {}
        row |= {"map_x": 1.5, "map_y": float(which)} if which % 2 else {}
        self.view.node[node_id] = label, row
        self.view.write([node_id])

    def source(self, which: int, unfinished: bool, withdrawn: bool) -> None:
        """Make or change a source."""
        row: dict[str, Any] = {
            "id": SOURCES[which],
            "name": f"Liste {which}",
            "date": "2021-03",
            "search_text": "liste",
        }
        row |= {"unfinished": True} if unfinished else {}
        row |= {"withdrawn_at": "2024"} if withdrawn else {}
        self.view.node[SOURCES[which]] = "Source", row
        self.view.write([SOURCES[which]])

    def fact(self, which: int, ends: tuple[int, int], said: tuple[str, str], sources: Sequence[int]) -> None:
        """Make or change a fact; without sources it is retired."""
        a, b = (ACTORS[end] for end in ends)
        type_ = next((t for t in TYPES if load().relationships[t].allows(LABELS[a[:3]], LABELS[b[:3]])), "")
        known = self.view.fact.get(f"f{which}")
        if not type_ or (known and known[0] != type_) or not {a, b} <= self.view.node.keys():
            return
        touched = {a, known[1]} if known else {a}
        evidence = [f"{SOURCES[s]}#row {which}" for s in sorted(sources)]
        row = {"id": f"f{which}", "role": said[0], "valid_from": said[1], "valid_to": "", "evidence": evidence}
        row |= {"recorded_at": f"2021-0{which + 1}-01T00:00:00"} | ({} if sources else {"retired_at": "2024"})
        self.view.fact[f"f{which}"] = type_, a, b, row
        self.view.write(touched)

    def lose(self) -> None:
        """Write more than is noted."""
        self.view.write(None)


STEP = st.one_of(
    st.tuples(
        st.just("node"),
        st.integers(0, 5),
        st.lists(st.tuples(st.integers(0, 4), st.integers(0, 2)), max_size=3),
        st.sampled_from([False, False, False, True]),
    ),
    st.tuples(st.just("source"), st.integers(0, 2), st.booleans(), st.sampled_from([False, False, True])),
    st.tuples(
        st.just("fact"),
        st.integers(0, 8),
        st.tuples(st.integers(0, 5), st.integers(0, 5)),
        st.tuples(st.sampled_from(["", "Chef"]), st.sampled_from(["", "2020"])),
        st.lists(st.integers(0, 2), max_size=2, unique=True),
    ),
    st.tuples(st.just("lose")),
)
BEGINNING = [("source", i, False, False) for i in range(3)] + [("node", i, [(i % 5, i % 3)], False) for i in range(6)]
BEGINNING += [
    ("fact", i, ends, ("", ""), [i % 3]) for i, ends in enumerate([(0, 1), (1, 0), (3, 4), (0, 3), (1, 4), (2, 5)])
]


# One of two that say the same is said by another source, or taken back; a source of two is hidden.
SAID_AGAIN = [(("fact", 1, (1, 0), ("", ""), [2]), "read"), (("fact", 0, (0, 1), ("", ""), []), "read")]
HALF_HIDDEN = [(("fact", 4, (1, 4), ("", ""), [0, 1]), "read"), (("source", 0, True, False), "read")]


@example(steps=SAID_AGAIN)
@example(steps=HALF_HIDDEN)
@given(steps=st.lists(st.tuples(STEP, st.sampled_from(["", "read", "reopen", "large"])), max_size=14))
def test_whatever_is_written_the_columns_say_what_is_read_the_slow_way(steps: list[tuple[Any, str]]) -> None:
    writing = Writing()
    with TemporaryDirectory() as name:
        folder = Path(name) / "kept"
        keeper = Keeper(folder)
        for step in BEGINNING:
            getattr(writing, step[0])(*step[1:])
        assert same(keeper.network(writing.view), Network.read(writing.view))
        for step, then in steps:
            getattr(writing, step[0])(*step[1:])
            if then == "reopen":
                keeper = Keeper(folder)
            if then:
                assert same(keeper.network(writing.view), Network.read(writing.view))
        assert same(keeper.network(writing.view), Network.read(writing.view))
        again = stored(folder, writing.view.moment())
        assert again is not None
        assert same(again, Network.read(writing.view))
        assert json.dumps([n.name for n in again.nodes.values()])


def test_a_node_of_a_row_is_like_any_other() -> None:
    writing = Writing()
    for step in BEGINNING:
        getattr(writing, step[0])(*step[1:])
    ours, fresh = Keeper().network(writing.view), Network.read(writing.view)
    fact, other = ours.relations[0], fresh.relations[0]
    assert {fact} == {other}
    assert replace(fact, role="x") == replace(other, role="x")
    node = ours.nodes["per-2"]
    assert repr(node) == repr(fresh.nodes["per-2"])
    assert pickle.loads(pickle.dumps(node)) == copy(node) == node
    assert not hasattr(node, "surname")
    assert not hasattr(fresh.nodes["per-2"], "surname")
    with pytest.raises(FrozenInstanceError):
        node.name = "x"  # type: ignore[misc]
    with pytest.raises(KeyError):
        ours.nodes["per-9"]
    assert "\udcfc" not in ours.nodes
    assert list(ours.containing(["\udcfc"])) == []
    with pytest.raises(KeyError):
        ours.around("per-9")


TYPED = st.lists(st.sampled_from(["an", "anna", "hanna", "ann", "Anna B", "b", "ß"]), min_size=1, max_size=3).map(
    " ".join
)


@given(st.lists(TYPED, max_size=40), st.lists(TYPED, max_size=5), st.text("anbh ", max_size=5), st.integers(1, 4))
def test_the_first_that_are_found_are_the_first_of_all(
    names: list[str], later: list[str], text: str, limit: int
) -> None:
    """Organisations have short names, by which they come first as well."""
    tables = [GrowingTable(load()), GrowingTable(load())]
    for table, some, at in ((tables[0], names, 0), (tables[1], later, len(names) - 2)):
        for i, name in enumerate(some, max(at, 0)):
            label = ("Person", "Organisation")[i % 2]
            fields = {"short_name": name[:3]} if i % 4 == 1 else {}
            made = Node(
                f"{label[:3].lower()}-{i:03}", label, name, "", fields, search_text=search_text(name, *fields.values())
            )
            table.made_node(made)
    net = ColumnNetwork(load(), NetworkColumns(load(), Layers(*(table.done() for table in tables))), 1)
    plain = Network(load(), dict(net.nodes.items()), [])
    assert [n.id for n in search(net, text, limit=limit)] == [n.id for n in search(plain, text, limit=limit)]
    people = search(net, text, labels=["Person"], limit=limit)
    assert [n.id for n in people] == [n.id for n in search(plain, text, labels=["Person"], limit=limit)]
