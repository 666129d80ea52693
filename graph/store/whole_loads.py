"""Loads that need not be done again: a mark says that a file, read so, is in the network whole.

A load only adds, so it leaves the marks of others as they are. Whatever else touches a node - withdrawing, merging,
undoing, correcting, entering, deleting - takes the mark from all sources that said something of it before, whoever
wrote that and why (see `Tx.write`). A mark holds only as long as the source is to the letter as it was.
"""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from graph.bookkeeping import META
from graph.model.facts import digest
from graph.store import cypher
from graph.store.batch_size import ROWS, batched
from graph.store.cypher import Write, nothing
from graph.store.owed import join_id

if TYPE_CHECKING:
    from graph.store.transaction import Tx

_WRITE = Write(
    f"UNWIND $rows AS row MERGE (m:{META} {{id: row.id}}) SET m.loaded = row.source, m.as = row.as, m.told = row.told",
    nothing,
)
_ARE_THERE = f"UNWIND $ids AS id MATCH (m:{META} {{id: id}}) RETURN m.id AS id, m.as AS as_it_was"
_OF_SOURCES = f"MATCH (m:{META}) WHERE m.loaded IN $sources RETURN m.id AS id"
FOUND = (
    f"UNWIND $ids AS id MATCH (m:{META} {{id: id}}) MATCH (n:Source {{id: m.loaded}}) "
    "RETURN m.id AS id, m.as AS as_it_was, m.told AS told, properties(n) AS source"
)
OWED = f"UNWIND $ids AS id MATCH (o:{META} {{id: id}}) RETURN o.source AS source"
FORGET_ALL = Write(f"MATCH (m:{META}) WHERE m.loaded IS NOT NULL DELETE m", nothing)


@dataclass(frozen=True, slots=True)
class WholeLoad:
    """A load of a source that came to its end; `told` is what a report says of it without reading the file again.

    Of a source that is new nothing was marked before.
    """

    mark: str
    source: str
    told: Mapping[str, Any] = field(default_factory=dict)
    is_new: bool = False

    @property
    def id(self) -> str:
        """Return the id of the note of it."""
        return mark_id(self.mark)


def mark_id(mark: str) -> str:
    """Return the id under which a mark is kept."""
    return f"loaded-{mark}"


def as_it_is(source: Mapping[str, Any]) -> str:
    """Return what tells a source from itself at another time."""
    return digest(json.dumps(source, sort_keys=True, ensure_ascii=False, default=str))


def write_marks(tx: "Tx", loads: Sequence[WholeLoad]) -> None:
    """Mark the sources as loaded, in the transaction that made them whole; nothing is written where all are.

    What that transaction merged of them before does not take their marks: that is as it is when they are whole.
    """
    tx.reshaped.difference_update(one.source for one in loads)
    ids = sorted({one.source for one in loads})
    sources = {r["id"]: r["properties"] for r in tx.read(cypher.whole_nodes("Source"), ids=ids)}
    older = [one.id for one in loads if not one.is_new]
    known = {r["id"]: r["as_it_was"] for r in tx.read(_ARE_THERE, ids=older)} if older else {}
    now = {source: as_it_is(properties) for source, properties in sources.items()}
    new = {one.id: one for one in loads if one.source in now and known.get(one.id) != now[one.source]}
    if not new:
        return
    forget_marks(tx, [one.source for one in new.values() if not one.is_new])
    rows = [
        {"id": one.id, "source": one.source, "as": now[one.source], "told": json.dumps(dict(one.told))}
        for one in new.values()
    ]
    for part in batched(rows, ROWS):
        tx.write(_WRITE, rows=part)


def forget_marks(tx: "Tx", sources: Collection[str]) -> None:
    """Take the marks from sources."""
    if sources and (ids := [r["id"] for r in tx.read(_OF_SOURCES, sources=sorted(set(sources)))]):
        tx.write(cypher.FORGET, ids=ids)


def holding(rows: Iterable[Mapping[str, Any]], owed: Iterable[str]) -> dict[str, tuple[Mapping[str, Any], Any]]:
    """Return by mark the source as it is and what a report says of it, of the rows of `FOUND` that still hold."""
    unjoined = set(owed)
    return {
        row["id"].removeprefix(mark_id("")): (row["source"], json.loads(row["told"]))
        for row in rows
        if as_it_is(row["source"]) == row["as_it_was"]
        and not row["source"].get("withdrawn_at")
        and not row["source"].get("unfinished")
        and row["source"]["id"] not in unjoined
    }


def owed_ids(rows: Iterable[Mapping[str, Any]]) -> list[str]:
    """Return the ids of the notes that would say that a join of these sources is owed."""
    return [join_id(row["source"]["id"]) for row in rows]
