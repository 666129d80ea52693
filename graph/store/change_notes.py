"""Which nodes each write touched, noted with the number of the write, so that readers need not read all anew.

Each statement says itself which nodes that are (`cypher.Write`). A fact belongs to the node it starts at: whoever reads
that node with the facts that start there again has what is true now, whether they were made, changed, moved or deleted.
"""

from collections.abc import Callable
from typing import TypeVar
from uuid import uuid4

from graph.store import cypher
from graph.store.batch_size import batched
from graph.store.transaction import Tx
from graph.store.whole_loads import FORGET_ALL, forget_marks

T = TypeVar("T")
KEPT = 200  # writes whose notes are kept
MOST = 50_000  # nodes a note names; a write that touched more says so, and all is read anew
PART = 5000  # nodes of one part of a note
_MOST_PARTS = -(-MOST // PART)


def noted(work: Callable[[Tx], T], tx: Tx) -> T:
    """Do a piece of work under the write lock, note under the next number which nodes it touched, return its result.

    Work that wrote nothing gets no number: the transaction is rolled back, and the store is to the letter as it was.
    """
    (tx.state,) = tx.write(cypher.LOCK, new=uuid4().hex)
    tx.touched, tx.wrote = set(), False
    result = work(tx)
    if tx.wrote:
        forget_marks(tx, tx.reshaped)
        if tx.changed:
            tx.write(cypher.CHANGED)
        _write_note(tx, tx.touched, int(tx.state["writes"]))
    return result


def afresh(work: Callable[[Tx], T], tx: Tx) -> T:
    """Do a piece of work that empties or fills the whole store, which is another one afterwards; return its result."""
    tx.touched = set()
    tx.write(FORGET_ALL)
    with tx.adding():
        return work(tx)


def _write_note(tx: Tx, touched: set[str], number: int) -> None:
    """Write the note, in place of the oldest one."""
    whole = tx.whole or len(touched) > MOST
    parts = list(batched([] if whole else sorted(touched), PART)) or [[]]
    ids = [cypher.part_id(cypher.note_id(number), i) for i in range(len(parts))]
    rows = [{"id": i, "nodes": part, "whole": whole, "parts": len(parts)} for i, part in zip(ids, parts, strict=True)]
    tx.write(cypher.NOTE, rows=rows)
    if number > KEPT:
        tx.write(cypher.FORGET, ids=[cypher.part_id(cypher.note_id(number - KEPT), i) for i in range(_MOST_PARTS)])
