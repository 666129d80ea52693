"""Writing an export back into an empty store; what breaks off leaves it empty, or marked so that the next try does."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import Any

from neo4j import Driver, Transaction

from graph.model.schema import Schema
from graph.store import cypher
from graph.store.backup import Stored, check_backup, read_backup
from graph.store.batch import ROWS, batched
from graph.store.migrate import STEPS
from graph.store.retry import write

_MARK = f"MERGE (m:{cypher.META} {{id: 'store'}}) SET m.restoring = $on"
_IS_MARKED = f"MATCH (m:{cypher.META} {{id: 'store'}}) RETURN m.restoring AS on"
_ANY = f"MATCH (n) WHERE NOT n:{cypher.META} RETURN count(n) AS n"


def is_restoring(tx: Transaction) -> bool:
    """Return whether a restoration began and did not end."""
    row = tx.run(_IS_MARKED).single()
    return bool(row and row["on"])


def is_empty(tx: Transaction) -> bool:
    """Return whether there is nothing in the store but what it says about itself."""
    return int(tx.run(_ANY).single(strict=True)["n"]) == 0


def fill(driver: Driver, database: str, schema: Schema, path: Path, progress: Callable[[int, int], object]) -> int:
    """Write all lines of an export into an empty store and return their number.

    Raises:
        InputError: the export is not whole; nothing is written.
        StoreUnavailable: the database went away.
    """
    total, done = check_backup(path, schema, len(STEPS)), 0
    write(driver, database, lambda tx: tx.run(_MARK, on=True).consume())
    for label, rows in _parts(read_backup(path, schema)):
        write(driver, database, partial(_put, schema=schema, label=label, rows=rows))
        done += len(rows)
        progress(done, total)
    write(driver, database, _finish)
    return total


def _finish(tx: Transaction) -> None:
    tx.run(_MARK, on=None).consume()
    tx.run(cypher.LOCK).consume()
    tx.run(cypher.CHANGED).consume()


def _parts(stored: Iterator[Stored]) -> Iterator[tuple[str, list[Stored]]]:
    """Yield lines of the same label that follow one another, some at a time."""
    for label, some in groupby(stored, key=lambda s: s.label):
        for part in batched(some, ROWS):
            yield label, part


def _put(tx: Transaction, *, schema: Schema, label: str, rows: Sequence[Stored]) -> None:
    if label in cypher.KEPT_RECORDS:
        tx.run(cypher.write_bookkeeping(label), rows=[dict(s.properties) for s in rows]).consume()
    elif label in schema.nodes:
        nodes = [{"properties": dict(s.properties)} for s in rows]
        tx.run(cypher.create_nodes(label), rows=nodes).consume()
        keys = [{"id": key, "node": s.properties["id"]} for s in rows for key in s.properties.get("keys", ())]
        for part in batched(keys, ROWS):
            tx.run(cypher.CREATE_KEYS, rows=part).consume()
    else:
        by_ends: dict[tuple[str, str], list[dict[str, Any]]] = {}
        for s in rows:
            row = {"start": s.start, "end": s.end, "properties": dict(s.properties)}
            by_ends.setdefault((schema.label_of(s.start), schema.label_of(s.end)), []).append(row)
        for (start, end), some in sorted(by_ends.items()):
            tx.run(cypher.create_facts(label, start, end), rows=some).consume()
