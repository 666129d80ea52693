"""Erasing in the database: one transaction, in which everything goes or nothing."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from graph.bookkeeping import DECISION, KEPT_RECORDS, KEY
from graph.model.claims import Claims, add_evidence
from graph.model.facts import digest
from graph.model.schema import Schema
from graph.privacy.traces import Trace
from graph.store import Store, Unit, View, cypher, said
from graph.store.batch_size import ROWS, batched
from graph.store.stored import States

OWNED_KEYS = f"MATCH (k:{KEY}) WHERE k.node IN $ids RETURN k.id AS id"


@dataclass(frozen=True, slots=True)
class Removed:
    """How many things of each label or type were deleted, and how many were changed."""

    deleted: Mapping[str, int] = field(default_factory=dict)
    changed: Mapping[str, int] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.deleted or self.changed)


def counted(traces: Iterable[Trace]) -> Removed:
    """Return how many things some traces are, by what becomes of them."""
    found: dict[str, Counter[str]] = {"delete": Counter(), "change": Counter()}
    for trace in traces:
        found[trace.fate][trace.book or trace.label] += 1
    return Removed(dict(sorted(found["delete"].items())), dict(sorted(found["change"].items())))


def remove(
    store: Store, find: Callable[[View], Iterable[Trace]], note: Callable[[Unit, Removed], None] | None = None
) -> Removed:
    """Delete and change what is found, as one transaction, and return how much that was; nothing kept counts after it.

    `note` writes into the same transaction what was done.

    Raises:
        StoreError: the database is away or busy; nothing was changed.
    """

    def work(unit: Unit) -> Removed:
        removed = _remove(unit.states(), list(find(unit.view())))
        if note:
            note(unit, removed)
        return removed

    removed = store.unit(work)
    store.forget_kept()
    return removed


def _remove(states: States, traces: list[Trace]) -> Removed:
    gone = [t for t in traces if t.fate == "delete"]
    for trace in traces:
        if trace.fate == "change":
            _change(states, trace)
    _delete(states, gone)
    return counted(traces)


def _delete(states: States, gone: list[Trace]) -> None:
    schema = states.schema
    _delete_facts(states, (t for t in gone if t.label in schema.relationships))
    for label in KEPT_RECORDS:
        ids = [t.id for t in gone if t.label == label]
        for part in batched(ids, ROWS):
            states.tx.write(cypher.delete_bookkeeping(label), ids=part)
    nodes = [t.id for t in gone if t.label in schema.nodes]
    keys = [row["id"] for row in states.tx.read(OWNED_KEYS, ids=nodes)] if nodes else []
    for part in batched(keys, ROWS):
        states.tx.write(cypher.delete_bookkeeping(KEY), ids=part)
    for label, some in schema.by_label(nodes).items():
        states.write(cypher.delete_nodes(label), [{"id": node} for node in some])
    if nodes:
        said.forget(states.tx, [*nodes, *_taken_up(gone)])


def _delete_facts(states: States, gone: Iterable[Trace]) -> None:
    rows: dict[tuple[str, str], list[dict[str, str]]] = {}
    for trace in gone:
        of = trace.label, states.schema.label_of(trace.start)
        rows.setdefault(of, []).append({"id": trace.id, "start": trace.start})
    for (name, label), some in rows.items():
        states.write(cypher.delete_facts(name, label), some)


def _taken_up(gone: Iterable[Trace]) -> Iterator[str]:
    """Yield the nodes that were merged into people who go: there are none of them any more, and notes name them."""
    for trace in gone:
        if trace.label == DECISION and trace.properties["judgement"] == "same" and not trace.properties["undone_at"]:
            yield str(trace.properties["other"])


def _change(states: States, trace: Trace) -> None:
    schema, row = states.schema, {"id": trace.id, "properties": {"id": trace.id, **trace.changed}}
    if trace.label in schema.nodes:
        _rename_keys(states, trace)
        states.write(cypher.replace_nodes(trace.label), [{**row, "properties": _following(schema, trace)}])
    elif trace.label in schema.relationships:
        _change_fact(states, trace)
    else:
        emptied = {name: _empty(value) for name, value in trace.properties.items() if name not in trace.changed}
        states.write(cypher.write_bookkeeping(trace.label), [{**emptied, "id": trace.id, **trace.changed}])


def _change_fact(states: States, trace: Trace) -> None:
    """Write a relationship without her; its id follows from what it says, so it may be another one."""
    schema, said = states.schema, trace.changed
    label, parts = schema.label_of(trace.start), ("from_key", "to_key", "role", "valid_from", "valid_to")
    own = digest(trace.label, *(str(said.get(name) or "") for name in parts))
    lost = dict.fromkeys(set(trace.properties) - {"id", *said})
    if own == trace.id or not said.get("from_key"):
        row = {"id": trace.id, "start": trace.start, "properties": {"id": trace.id, **said, **lost}}
        states.write(cypher.update_facts(trace.label, label), [row])
        return
    states.write(cypher.delete_facts(trace.label, label), [{"id": trace.id, "start": trace.start}])
    if known := _known(states, trace, own):  # another one says the same by now
        evidence = add_evidence(known["f"].get("evidence") or (), said.get("evidence") or ())
        row = {"id": own, "start": known["start"], "properties": {"evidence": evidence}}
        states.write(cypher.update_facts(trace.label, schema.label_of(known["start"])), [row])
        return
    row = {"start": trace.start, "end": trace.end, "properties": {**said, "id": own}}
    states.write(cypher.create_facts(trace.label, label, schema.label_of(trace.end)), [row])


def _known(states: States, trace: Trace, own: str) -> Mapping[str, Any] | None:
    """Return the relationship of an id: it starts where the one it is like does, or where its key belongs to."""
    starts = {trace.start, *states.owners([str(trace.changed["from_key"])]).values()}
    for label, some in states.schema.by_label(starts).items():
        for row in states.tx.read(cypher.facts_from(trace.label, label), ids=sorted(some)):
            if row["f"]["id"] == own:
                return {"start": row["start"], "f": row["f"]}
    return None


def _following(schema: Schema, trace: Trace) -> dict[str, Any]:
    """Return the properties of a node; those that follow from its claims follow from what is left of them."""
    left = {"id": trace.id, **trace.changed}
    claims = Claims.parse(left.get("claims") or ())
    return left | claims.properties(schema.nodes[trace.label]) if claims.items else left


def _rename_keys(states: States, trace: Trace) -> None:
    """Let the keys of a node that is about others say what the node says now."""
    before, after = set(trace.properties.get("keys") or ()), set(trace.changed.get("keys") or ())
    if gone := sorted(before - after):
        states.tx.write(cypher.delete_bookkeeping(KEY), ids=gone)
        taken = states.owners(after - before)
        rows = [{"id": key, "node": trace.id} for key in sorted(after - before) if key not in taken]
        states.tx.write(cypher.CREATE_KEYS, rows=rows)


def _empty(value: Any) -> Any:
    return [] if isinstance(value, list | tuple) else ""
