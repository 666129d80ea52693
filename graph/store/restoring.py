"""Writing an export back into an empty store; what breaks off leaves it empty, or marked so that the next try does."""

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, Any

from graph.bookkeeping import KEPT_RECORDS, META
from graph.model.schema import Schema
from graph.store import cypher
from graph.store.backup import Backup, Stored
from graph.store.batch_size import ROWS, batched
from graph.store.change_notes import afresh, noted
from graph.store.cypher import Write, everything, nothing
from graph.store.migrate import STEPS
from graph.store.owed import KEEP_OWED
from graph.store.progress import Progress
from graph.store.retry import write
from graph.store.transaction import Tx

if TYPE_CHECKING:  # slow to import, and needed where a database is asked
    from neo4j import Driver

_MARK = Write(f"MERGE (m:{META} {{id: 'store'}}) SET m.restoring = true", nothing)
_UNMARK = Write(f"MATCH (m:{META} {{id: 'store'}}) SET m.restoring = null", everything)  # all is there from now on
_IS_MARKED = f"MATCH (m:{META} {{id: 'store'}}) RETURN m.restoring AS on"
_ANY = f"MATCH (n) WHERE NOT n:{META} RETURN count(n) AS n"


def is_restoring(tx: Tx) -> bool:
    """Return whether a restoration began and did not end."""
    row = tx.read(_IS_MARKED).single()
    return bool(row and row["on"])


def is_empty(tx: Tx) -> bool:
    """Return whether there is nothing in the store but what it says about itself."""
    return int(tx.read(_ANY).single(strict=True)["n"]) == 0


def fill(driver: "Driver", database: str, schema: Schema, backup: Backup, progress: Progress) -> int:
    """Write all lines of a backup into an empty store and return their number; it is not open before `finish`.

    Raises:
        InputError: the export is not whole; nothing is written.
        StoreUnavailable: the database went away.
    """
    total, done = backup.check(schema, len(STEPS)), 0
    write(driver, database, lambda tx: tx.write(_MARK))
    for label, rows in _parts(backup.stored(schema)):
        write(driver, database, partial(afresh, partial(_put, schema, label, rows)))
        done += len(rows)
        progress(done, total)
    return total


def bring_up(driver: "Driver", database: str, schema: Schema, version: int) -> None:
    """Take the steps from the version of the schema a backup was written with to ours, before anybody may read."""
    for step in STEPS[version:]:
        step(driver, database, schema)


def finish(driver: "Driver", database: str) -> None:
    """Open a store that was filled."""
    write(driver, database, partial(noted, _finish))


def _finish(tx: Tx) -> None:
    tx.write(_UNMARK)
    tx.write(cypher.CHANGED)


def _parts(stored: Iterator[Stored]) -> Iterator[tuple[str, list[Stored]]]:
    """Yield lines of the same label that follow one another, some at a time."""
    for label, some in groupby(stored, key=lambda s: s.label):
        for part in batched(some, ROWS):
            yield label, part


def _put(schema: Schema, label: str, rows: Sequence[Stored], tx: Tx) -> None:
    if label == META:
        tx.write(KEEP_OWED, rows=[dict(s.properties) for s in rows])
    elif label in KEPT_RECORDS:
        tx.write(cypher.write_bookkeeping(label), rows=[dict(s.properties) for s in rows])
    elif label in schema.nodes:
        nodes = [{"properties": dict(s.properties)} for s in rows]
        tx.write(cypher.create_nodes(label), rows=nodes)
        keys = [{"id": key, "node": s.properties["id"]} for s in rows for key in s.properties.get("keys", ())]
        for part in batched(keys, ROWS):
            tx.write(cypher.CREATE_KEYS, rows=part)
    else:
        by_ends: dict[tuple[str, str], list[dict[str, Any]]] = {}
        for s in rows:
            row = {"start": s.start, "end": s.end, "properties": dict(s.properties)}
            by_ends.setdefault((schema.label_of(s.start), schema.label_of(s.end)), []).append(row)
        for (start, end), some in sorted(by_ends.items()):
            tx.write(cypher.create_facts(label, start, end), rows=some)
