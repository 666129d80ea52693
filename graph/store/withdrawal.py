"""Taking back what a source says: its evidence goes, and what rests on nothing else is retired.

Nothing is deleted: a retired node or relationship keeps what was said last and when that ended, so that the
network can be drawn as it was known before, and loading the source again brings it back.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from graph.model.claims import Claims, add_evidence, source_of
from graph.store import cypher
from graph.store.changes import Changes, ChangeState, NodeSample
from graph.store.said import facts_from, nodes_of
from graph.store.stored import NodeSaid, States

PART = 5000  # nodes or relationships in one transaction
WHOLE = 2 * PART  # nodes and relationships that are taken back in the transaction that loads what replaces them


@dataclass(frozen=True, slots=True)
class Affected:
    """What a source has a part in: ids of nodes, and relationships by type and label of their first node."""

    nodes: list[str]
    facts: list[tuple[str, dict[str, Any]]]


def affected(states: States, source_id: str) -> Affected:
    """Return all that a source says something about: of what it named, where that was noted, else of all there is."""
    near = nodes_of(states.tx, source_id)
    return _among(states, near, source_id) if near is not None else _anywhere(states, source_id)


def _among(states: States, near: Collection[str], source_id: str) -> Affected:
    found = states.nodes({node for node in near if states.schema.label_of(node) != "Source"})
    nodes = [node for node, n in found.items() if source_id in Claims.parse(n["claims"]).sources()]
    by_label = states.schema.by_label(nodes)
    facts = [
        (name, fact)
        for name, kind in states.schema.relationships.items()
        for label, ids in by_label.items()
        if label in kind.start
        for fact in facts_from(states.tx, name, label, ids, source_id)
    ]
    return Affected(nodes, facts)


def _anywhere(states: States, source_id: str) -> Affected:
    nodes = [
        row["id"]
        for label in states.schema.nodes
        if label != "Source"
        for row in states.tx.read(cypher.nodes_said_by(label), source=source_id)
    ]
    facts = [
        (name, dict(row))
        for name in states.schema.relationships
        for row in states.tx.read(cypher.facts_said_by(name), prefix=f"{source_id}#")
    ]
    return Affected(nodes, facts)


def fits(found: Affected) -> bool:
    """Return whether all of it can be taken back in one transaction, beside what else that does."""
    return len(found.nodes) + len(found.facts) <= WHOLE


def parts(found: Affected) -> Iterator[Affected]:
    """Yield the whole in parts that one transaction can hold, at least one."""
    yield Affected(found.nodes[:PART], found.facts[:PART])
    for start in range(PART, max(len(found.nodes), len(found.facts)), PART):
        yield Affected(found.nodes[start : start + PART], found.facts[start : start + PART])


def take_back(states: States, part: Affected, source_id: str, at: str, changes: Changes) -> None:
    """Take the source's evidence from nodes and relationships, and count into `changes`."""
    states.restate(list(_nodes(states, part.nodes, source_id, at, changes)))
    rows: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for name, fact in part.facts:
        kept = [item for item in fact["evidence"] if source_of(item) != source_id]
        former = add_evidence(fact["former"] or [], fact["evidence"])
        said = frozenset(map(source_of, kept))
        properties: dict[str, Any] = {
            "evidence": kept,
            "former_evidence": [item for item in former if source_of(item) not in said],
        }
        if not kept:
            properties["retired_at"] = at
        (changes.facts_changed if kept else changes.facts_retired).add(fact["id"])
        key = name, states.schema.label_of(fact["start"])
        rows.setdefault(key, []).append({"id": fact["id"], "start": fact["start"], "properties": properties})
    for (name, label), some in sorted(rows.items()):
        states.write(cypher.update_facts(name, label), some)


def _nodes(states: States, ids: Iterable[str], source_id: str, at: str, changes: Changes) -> Iterator[dict[str, Any]]:
    for node_id, properties in states.nodes(list(ids)).items():
        said = Claims.parse(properties["claims"])
        kept = said.without({source_id})
        (changes.changed if kept.items else changes.retired).add(node_id)
        if not kept.items:
            sample = NodeSample(node_id, states.schema.label_of(node_id), properties["name"], ChangeState.RETIRED)
            changes.node_samples.append(sample)
        former = Claims.parse([*properties.get("former_claims", ()), *properties["claims"]])
        yield states.described(NodeSaid(node_id, kept, properties["keys"], properties, at, former, properties["name"]))
