"""A store written anew into an empty one: the same network, decisions, notes and keys.

Databases keep the bytes of what was deleted: in free room of a page, in old versions, in the log written ahead. A
copy has none of them.
"""

from collections.abc import Iterator, Mapping
from functools import partial
from itertools import chain, groupby
from typing import TYPE_CHECKING, Any

from graph.bookkeeping import KEPT_RECORDS, META
from graph.model.schema import Schema
from graph.store import cypher
from graph.store.batch_size import ROWS, batched
from graph.store.change_notes import afresh
from graph.store.cypher import Write
from graph.store.progress import Progress
from graph.store.retry import write
from graph.store.transaction import Tx

if TYPE_CHECKING:  # slow to import, and needed where a database is asked
    from neo4j import Driver

    from graph.store.view import View

_LEFT = ("identity",)  # what is kept of the old store counts no more


def copy(view: "View", driver: "Driver", database: str, schema: Schema, progress: Progress) -> int:
    """Write all that a view reads into an empty database and return how many nodes and relationships that were.

    Raises:
        StoreUnavailable: one of them went away; the new one is not whole.
    """
    total, done = view.count(schema), 0
    for statement, rows in chain(_nodes(view, schema), _facts(view, schema)):
        write(driver, database, partial(afresh, partial(_put, statement, rows)))
        done += len(rows)
        progress(done, total)
    keys = [{"id": key, "node": node} for key, node in view.keys().items()]
    for statement, rows in chain(_records(view), ((cypher.CREATE_KEYS, part) for part in batched(keys, ROWS))):
        write(driver, database, partial(_put, statement, rows))
    return done


def _put(statement: Write, rows: list[dict[str, Any]], tx: Tx) -> None:
    tx.write(statement, rows=rows)


def _nodes(view: "View", schema: Schema) -> Iterator[tuple[Write, list[dict[str, Any]]]]:
    for label in schema.nodes:
        for part in batched(view.nodes(label), ROWS):
            yield cypher.create_nodes(label), [{"properties": row} for row in part]


def _facts(view: "View", schema: Schema) -> Iterator[tuple[Write, list[dict[str, Any]]]]:
    for name in schema.relationships:
        found = sorted(view.facts(name), key=partial(_ends, schema))
        for (start, end), some in groupby(found, key=partial(_ends, schema)):
            for part in batched(some, ROWS):
                rows = [{"start": row["start"], "end": row["end"], "properties": row["f"]} for row in part]
                yield cypher.create_facts(name, start, end), rows


def _ends(schema: Schema, row: Mapping[str, Any]) -> tuple[str, str]:
    return schema.label_of(row["start"]), schema.label_of(row["end"])


def _records(view: "View") -> Iterator[tuple[Write, list[dict[str, Any]]]]:
    for label in (*KEPT_RECORDS, META):
        rows = (row for row in view.bookkeeping(label) if not str(row["id"]).startswith("write-"))
        kept = ({name: value for name, value in row.items() if name not in _LEFT} for row in rows)
        for part in batched(kept, ROWS):
            yield cypher.write_bookkeeping(label), part
