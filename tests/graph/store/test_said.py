"""What a source named is noted, so that taking it back does not look through everything; and finds the same."""

import pytest

from graph.store import Store, withdrawal
from graph.store.retry import write
from graph.store.said import noted_nodes
from graph.store.stored import States
from graph.store.transaction import Tx
from tests.graph.columns.test_keeper import SOURCES, Writing
from tests.graph.store.test_touched import STEPS

MORE = (
    ("enter", 1, 0, False),
    ("load", 0, [(3, 1, "")]),
    ("merge", (1, 2)),
    ("undo", 1),
    ("undo", 0),
    ("take_back", 0),
)


def found(store: Store, source: str) -> tuple[bool, bool]:
    """Whether what a source named is noted, and whether that leads to all that it says."""

    def look(tx: Tx) -> tuple[bool, bool]:
        states = States(tx, store.schema)
        noted = noted_nodes(tx, source) is not None
        quick, slow = withdrawal.affected(states, source), withdrawal._anywhere(states, source)
        same = sorted(quick.nodes) == sorted(slow.nodes)
        facts = [sorted((name, f["id"], f["start"]) for name, f in some.facts) for some in (quick, slow)]
        return noted, same and facts[0] == facts[1]

    return write(store._driver, store.database, look)


def test_whatever_was_done_since_all_that_a_source_says_is_found(store: Store) -> None:
    writing = Writing(store)
    for step in (*STEPS, *MORE, ("load", 1, [(1, 1, ""), (3, 0, "Chef")])):
        writing.do(step[0], *step[1:])
        for source in SOURCES:
            noted, same = found(store, source.id)
            assert same, (step, source.id)
            assert noted == bool(store.view().sources(id=source.id)), step


def test_taking_a_source_back_does_not_look_through_all_there_is(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    writing = Writing(store)
    writing.load(0, [(0, 0, "Chef"), (1, 1, "")])
    writing.load(1, [(1, 1, "")])
    monkeypatch.setattr(withdrawal, "_anywhere", lambda *_: pytest.fail("all there is was looked through"))
    store.curator().withdraw(SOURCES[1].id, "anna")
    store.curator().withdraw(SOURCES[0].id, "anna")
    assert not [n for n in store.view().nodes("Person") if not n.get("retired_at")]
