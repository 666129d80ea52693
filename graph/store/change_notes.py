"""Which nodes each write touched, noted with the number of the write, so that readers need not read all anew.

A fact belongs to the node it starts at: whoever reads that node with the facts that start there again has what is true
now, whether they were made, changed, moved or deleted.
"""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar, cast
from uuid import uuid4

from neo4j import Result, Transaction

from graph.model.schema import Schema
from graph.store import cypher

T = TypeVar("T")
KEPT = 200  # writes whose notes are kept
MOST = 5000  # nodes a note names; a write that touched more says so, and all is read anew


def noted(schema: Schema, work: Callable[[Transaction], T], tx: Transaction) -> T:
    """Return what `work` returns, done under the lock and the next number, with a note of what it touched."""
    tx.run(cypher.LOCK).consume()
    noting = Noting(tx, schema)
    result = work(cast(Transaction, noting))
    noting.write()
    return result


class Noting:
    """Stands in for a transaction and remembers the nodes that statements with rows are about."""

    def __init__(self, tx: Transaction, schema: Schema) -> None:
        self._tx, self._schema = tx, schema
        self._touched: set[str] = set()

    def run(self, query: str, parameters: dict[str, Any] | None = None, **values: Any) -> Result:
        """Run a statement."""
        for row in values.get("rows") or ():
            self._touch(row)
        if "properties" in values:
            self._touch(values)
        return self._tx.run(query, parameters, **values)

    def _touch(self, row: Mapping[str, Any]) -> None:
        start = row.get("start")
        node = start if isinstance(start, str) else row.get("id") or row["properties"]["id"]
        if self._schema.is_node(node):
            self._touched.add(node)

    def write(self) -> None:
        """Write the note, in place of the oldest one."""
        number = int(self._tx.run(cypher.IDENTIFY, new=uuid4().hex).single(strict=True)["writes"])
        whole = len(self._touched) > MOST
        nodes = [] if whole else sorted(self._touched)
        self._tx.run(cypher.NOTE, id=cypher.note_id(number), nodes=nodes, whole=whole).consume()
        self._tx.run(cypher.FORGET, id=cypher.note_id(number - KEPT)).consume()
