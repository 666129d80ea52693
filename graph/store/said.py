"""What a source says something of, noted when it is loaded: taking it back then costs what it said, not all there is.

Noted are the nodes it named. What was merged or parted since is found by the decisions, whichever way it went; whoever
reads looks whether the source has a word in each. A source without a note (of an earlier version, or accepted and
entered piece by piece) is looked for everywhere.
"""

from collections.abc import Collection, Iterable, Iterator

from graph.bookkeeping import DECISION, META
from graph.store.batch_size import ROWS, batched
from graph.store.cypher import Write, nothing, part_id
from graph.store.transaction import Tx

PART = 5000  # nodes of one part of a note
_WRITE = Write(
    f"UNWIND $rows AS row MERGE (m:{META} {{id: row.id}}) SET m.said = row.nodes, m.parts = row.parts", nothing
)
_READ = f"UNWIND $ids AS id MATCH (m:{META} {{id: id}}) RETURN m.said AS nodes, m.parts AS parts"
_NAMING = (
    f"MATCH (m:{META}) WHERE m.said IS NOT NULL AND any(node IN m.said WHERE node IN $ids) "
    "RETURN m.id AS id, m.said AS nodes, m.parts AS parts"
)
_DECIDED = f"MATCH (d:{DECISION}) RETURN d.keep AS keep, d.other AS other"


def note_said(tx: Tx, source_id: str, nodes: Collection[str], *, is_new: bool) -> None:
    """Note that a load of a source names some nodes, beside those it named before.

    A source that is not new and has no note was loaded when nobody noted that: it gets none that tells a part.
    """
    known = None if is_new else noted_nodes(tx, source_id)
    if known is None and not is_new:
        return
    every = {*nodes, *(known or ())}
    if known is not None and every == known:
        return
    parts = list(batched(sorted(every), PART)) or [[]]
    rows = [{"id": part_id(_id(source_id), i), "nodes": part, "parts": len(parts)} for i, part in enumerate(parts)]
    for one in rows:
        tx.write(_WRITE, rows=[one])


def noted_nodes(tx: Tx, source_id: str) -> set[str] | None:
    """Return the nodes that were noted for a source, None where there is no note."""
    first = list(tx.read(_READ, ids=[_id(source_id)]))
    if not first:
        return None
    ids = [part_id(_id(source_id), i) for i in range(1, first[0]["parts"])]
    rest = list(tx.read(_READ, ids=ids)) if ids else []
    if len(rest) < len(ids):
        return None
    return {node for row in (*first, *rest) for node in row["nodes"]}


def forget(tx: Tx, nodes: Collection[str]) -> None:
    """Leave nodes that are no more out of all notes."""
    for row in list(tx.read(_NAMING, ids=list(nodes))):
        kept = [node for node in row["nodes"] if node not in nodes]
        tx.write(_WRITE, rows=[{"id": row["id"], "nodes": kept, "parts": row["parts"]}])


def nodes_of(tx: Tx, source_id: str) -> set[str] | None:
    """Return the nodes in which a source can have a word now, None where that is not known."""
    noted = noted_nodes(tx, source_id)
    if noted is None:
        return None
    near: dict[str, set[str]] = {}
    for row in tx.read(_DECIDED):
        near.setdefault(row["keep"], set()).add(row["other"])
        near.setdefault(row["other"], set()).add(row["keep"])
    return set(_reached(noted, near))


def facts_from(tx: Tx, name: str, label: str, ids: Iterable[str], source_id: str) -> Iterator[dict[str, object]]:
    """Yield the relationships with evidence of a source that start at some nodes."""
    query = (
        f"UNWIND $ids AS id MATCH (a:{label} {{id: id}}) MATCH (a)-[f:{name}]->() "
        "WHERE any(e IN f.evidence WHERE e STARTS WITH $prefix) "
        "RETURN f.id AS id, a.id AS start, f.evidence AS evidence, f.former_evidence AS former"
    )
    for part in batched(ids, ROWS):
        yield from map(dict, tx.read(query, ids=part, prefix=f"{source_id}#"))


def _reached(nodes: Iterable[str], near: dict[str, set[str]]) -> Iterator[str]:
    """Yield nodes and all that decisions lead to from them."""
    found, todo = set[str](), list(nodes)
    while todo:
        if (node := todo.pop()) not in found:
            found.add(node)
            todo += near.get(node, ())
            yield node


def _id(source_id: str) -> str:
    return f"said-{source_id}"
