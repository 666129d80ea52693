"""Every statement that writes says which nodes it touches, and one that forgets is found out."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.columns import Keeper
from graph.model.facts import digest
from graph.model.ledger import LedgerEntry
from graph.store import Store, cypher
from graph.store.change_notes import afresh, noted
from graph.store.cypher import Write, each_node, each_start, everything, nothing, the_node
from graph.store.export import lines, write_export
from graph.store.retry import write
from graph.store.transaction import Tx, Unsaid
from tests.graph.columns.test_keeper import Writing, same

State = dict[str, tuple[dict[str, Any], list[tuple[str, str, dict[str, Any]]]]]
# Each of what people and loads do, once or more often.
STEPS: tuple[tuple[Any, ...], ...] = (
    ("load", 0, [(0, 0, "Chef"), (1, 1, "")]),
    ("load", 1, [(1, 1, ""), (2, 0, "Chef")]),
    ("merge", (0, 1)),
    ("merge", (2, 3)),
    ("undo", 0),
    ("part", (-1, -2)),
    ("place", 1),
    ("settle", 1, "accepted"),
    ("settle", 2, "accepted"),
    ("settle", 1, "open"),
    ("settle", 2, "open"),
    ("withdraw", 1, False),
    ("correct", 0, "2020-01-01"),
    ("note",),
    ("strike",),
)
TOUCHING = {the_node, each_node, cypher.each_made, each_start}


def state(tx: Tx, store: Store) -> State:
    """Each node by its id, with the relationships that start there."""
    found: State = {}
    for label in store.schema.nodes:
        for row in tx.read(f"MATCH (n:{label}) RETURN properties(n) AS n"):
            found[row["n"]["id"]] = (row["n"], [])
    for name in store.schema.relationships:
        for row in tx.read(f"MATCH (a)-[f:{name}]->(b) RETURN a.id AS a, b.id AS b, properties(f) AS f"):
            found[row["a"]][1].append((name, row["b"], row["f"]))
    return {node: (said, sorted(facts, key=lambda f: str(f[2]["id"]))) for node, (said, facts) in found.items()}


def differing(before: State, after: State) -> set[str]:
    return {node for node in before.keys() | after.keys() if before.get(node) != after.get(node)}


def test_what_each_statement_changes_is_what_it_says_it_touches(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    ran: set[Callable[[Mapping[str, Any]], object]] = set()
    known = Tx.write
    silent: list[str] = []

    def watched(tx: Tx, statement: Write, **values: Any) -> list[dict[str, Any]]:
        before = state(tx, store)
        rows = known(tx, statement, **values)
        changed = differing(before, state(tx, store))
        if statement.touches is not everything and not changed <= set(statement.touches(values)):
            silent.append(statement.text)
        if changed:
            ran.add(statement.touches)
        return rows

    monkeypatch.setattr(Tx, "write", watched)
    writing = Writing(store)
    for step in STEPS:
        getattr(writing, step[0])(*step[1:])
    assert silent == []
    assert ran == TOUCHING


def test_beginnings_are_noticed_whatever_was_kept(store: Store, tmp_path: Path) -> None:
    keeper, writing = Keeper(), Writing(store)
    writing.load(0, [(0, 0, "Chef")])
    assert same(keeper, store)
    write_export(store.view(), store.schema, tmp_path / "export.jsonl")
    store.erase_everything()
    assert same(keeper, store)
    store.migrate()
    assert same(keeper, store)
    writing.note()
    assert same(keeper, store)
    writing.strike()
    store.restore(tmp_path / "export.jsonl")
    assert same(keeper, store)
    assert keeper.network(store.view()).nodes
    whole = keeper.whole
    assert same(keeper, store)
    writing.load(1, [(3, 1, "")])
    assert same(keeper, store)
    assert keeper.whole == whole  # a restored store is kept like any other


def test_whatever_was_written_an_export_of_it_can_be_restored(store: Store, tmp_path: Path) -> None:
    writing = Writing(store)
    for step in STEPS[:-1]:
        getattr(writing, step[0])(*step[1:])
    write_export(store.view(), store.schema, tmp_path / "export.jsonl")
    before = (tmp_path / "export.jsonl").read_text(encoding="utf-8")
    store.erase_everything()
    store.migrate()
    store.restore(tmp_path / "export.jsonl")
    write_export(store.view(), store.schema, tmp_path / "again.jsonl")
    assert (tmp_path / "again.jsonl").read_text(encoding="utf-8") == before


LABELS = ["Person", "Source", "KNOWS", "WORKS_FOR"]


@given(st.sampled_from(LABELS))
def test_a_statement_that_says_it_touches_nothing_can_not_name_the_network(name: str) -> None:
    for text in (f"MATCH (n:{name} {{id: $id}}) SET n.x = 1", f"MATCH ()-[f:{name}]->() DELETE f", f"CREATE (:{name})"):
        with pytest.raises(ValueError, match=name):
            Write(text, nothing)
    assert Write("MATCH (k:Key {id: $id}) DELETE k", nothing).text


@pytest.mark.parametrize(
    "text",
    [
        "CREATE (:Topic {id: 'top-1'})",
        "match (n:Topic) set n.name = 'x'",
        "MATCH (n:Topic) DETACH DELETE n",
        "MERGE (:Topic {id: 'top-1'})",
        "MATCH (n:Topic) REMOVE n.name",
    ],
)
def test_what_writes_can_not_be_run_as_if_it_read(store: Store, text: str) -> None:
    with pytest.raises(Unsaid):
        write(store._driver, store.database, partial(noted, lambda tx: tx.read(text)))
    assert list(lines(store.view(), store.schema)) == []


def test_a_write_nobody_notes_is_refused_and_leaves_nothing(store: Store) -> None:
    node = f"top-{digest('topic:x')}"
    rows = [{"properties": {"id": node, "name": "X", "keys": [], "claims": []}}]
    statement = cypher.create_nodes("Topic")
    with pytest.raises(Unsaid):
        write(store._driver, store.database, lambda tx: tx.write(statement, rows=rows))
    assert list(lines(store.view(), store.schema)) == []
    write(store._driver, store.database, partial(noted, lambda tx: tx.write(statement, rows=rows)))
    assert store.view().touched(store.view().writes() - 1, store.view().writes()) == {node}


def test_a_fact_is_no_node_that_could_be_touched(store: Store) -> None:
    wrong = Write("UNWIND $rows AS row MATCH (a:Person {id: row.start})-[f:KNOWS]->() DELETE f", each_node)
    work = partial(noted, lambda tx: tx.write(wrong, rows=[{"id": digest("a fact"), "start": "per-1"}]))
    with pytest.raises(Unsaid):
        write(store._driver, store.database, work)


@pytest.mark.parametrize(
    ("statement", "rows"),
    [
        (cypher.write_bookkeeping("Entry"), [{"id": None, "book": "x"}]),
        (cypher.CREATE_KEYS, [{"id": "topic:x", "node": "top-1"}, {"id": None, "node": "top-1"}]),
        (cypher.update_nodes("Topic"), [{"id": None, "properties": {"name": "x"}}]),
        (cypher.create_facts("KNOWS", "Person", "Person"), [{"start": "per-1", "end": None, "properties": {}}]),
    ],
)
def test_a_null_key_is_refused_before_an_engine_decides(store: Store, statement: Write, rows: list[Any]) -> None:
    with pytest.raises(ValueError, match="a row without"):
        write(store._driver, store.database, partial(afresh, lambda tx: tx.write(statement, rows=rows)))
    assert list(lines(store.view(), store.schema)) == []
    assert store.view().keys() == {}


def test_the_ledger_keeps_its_word_when_an_entry_is_struck_and_noted_again(store: Store) -> None:
    for body in ({"state": "a"}, {"state": "b"}):
        store.curator().note(
            [LedgerEntry("finding", "f1", "anna", body=body), LedgerEntry("finding", "f1", "anna", body=body)]
        )
        (entry,) = store.view().entries("finding")
        assert entry.body == body
        store.curator().strike("finding", ["f1", "f1", "f2"])
        assert store.view().entries("finding") == []
