"""Whether everything in the store fits together: what must hold between nodes, keys, facts, sources and decisions.

Whatever is damaged is named and never stops the looking. What is to be done about each rule stands with its words.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

from graph.bookkeeping import BOOKKEEPING
from graph.model.claims import Claims, source_of
from graph.model.facts import digest
from graph.model.schema import NodeType, Schema
from graph.store.progress import Progress, unheard
from graph.store.view import View

RULES = (
    *("id_fits_label", "label_is_known", "load_is_finished", "withdrawal_is_finished", "backup_is_restored"),
    *("claims_are_readable", "claims_follow_keys", "node_has_evidence", "properties_follow_claims", "source_exists"),
    *("retired_says_nothing", "key_belongs_to_node", "node_owns_key", "node_has_key", "ends_exist", "ends_fit_type"),
    *("fact_is_whole", "fact_has_evidence", "ends_are_current", "fact_follows_keys", "role_is_known", "id_fits_fact"),
    "decision_names_keys",
)
_TRIES = 10
_STEP = 1000  # rows from one look at the progress to the next
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Inconsistency:
    """Something that does not hold: which rule, and the node, key or relationship it is about."""

    rule: str
    subject: str
    detail: str = ""


def check(view: View, schema: Schema, progress: Progress = unheard) -> list[Inconsistency]:
    """Return everything that does not fit, nothing when the store is sound.

    Everybody may write meanwhile: what was read before somebody's commit does not fit what was read after it, also when
    he was killed while the database was committing. So what is found is looked at again until nobody wrote.
    """
    found: list[Inconsistency] = []
    for _ in range(_TRIES):
        before = view.writes()
        found = _found(view, schema, _Looked(progress, view.count(schema)))
        if not found or view.writes() == before:
            break
    return found


@dataclass(slots=True)
class _Looked:
    """Says how many nodes and relationships were looked at, not oftener than it can be seen."""

    progress: Progress
    total: int
    done: int = 0

    def counts(self, rows: Iterable[T]) -> Iterator[T]:
        for row in rows:
            yield row
            self.done += 1
            if self.done % _STEP == 0:
                self.progress(self.done, self.total)


@dataclass(frozen=True, slots=True)
class _Node:
    """What is kept of a node while the rest is looked at: all of a large store does not fit into memory."""

    label: str
    keys: tuple[str, ...]
    is_retired: bool


Nodes = dict[str, _Node]


def _found(view: View, schema: Schema, bar: _Looked) -> list[Inconsistency]:
    nodes: Nodes = {}
    sources: set[str] = set()
    wrong: dict[str, list[Inconsistency]] = {}
    for label in sorted(schema.nodes, key=lambda one: one != "Source"):  # nodes name sources
        wrong[label] = list(_nodes(label, bar.counts(view.stream_nodes(label)), nodes, sources, schema))
    owners = view.keys()
    return [
        *_whole(view, schema),
        *(one for label in schema.nodes for one in wrong[label]),
        *_keys(nodes, owners),
        *_facts(nodes, view, schema, bar),
        *_decisions(view, owners),
    ]


def _whole(view: View, schema: Schema) -> Iterator[Inconsistency]:
    if view.is_half_restored():
        yield Inconsistency("backup_is_restored", "store")
    for label, count in view.other_labels((*schema.nodes, *BOOKKEEPING)):
        yield Inconsistency("label_is_known", label, str(count))


def _nodes(
    label: str, rows: Iterable[dict[str, Any]], nodes: Nodes, sources: set[str], schema: Schema
) -> Iterator[Inconsistency]:
    kind = schema.nodes[label]
    for node in rows:
        node_id = str(node.get("id", ""))
        nodes[node_id] = _Node(label, tuple(node.get("keys") or ()), bool(node.get("retired_at")))
        if not _is_of(schema, node_id, label):
            yield Inconsistency("id_fits_label", node_id, label)
        if label == "Source":
            sources.add(node_id)
            yield from _source(node_id, node)
            continue
        try:
            claims = Claims.parse(node.get("claims", []))
        except (ValueError, TypeError):
            yield Inconsistency("claims_are_readable", node_id)
            continue
        yield from _claims(node_id, node, claims, sources, kind)


def _source(node_id: str, node: dict[str, Any]) -> Iterator[Inconsistency]:
    if node.get("unfinished"):
        is_withdrawal = node.get("withdrawn_by") and not node.get("withdrawn_at")
        rule = "withdrawal_is_finished" if is_withdrawal else "load_is_finished"
        yield Inconsistency(rule, node_id, str(node.get("file", "")))


def _claims(
    node_id: str, node: dict[str, Any], claims: Claims, sources: set[str], kind: NodeType
) -> Iterator[Inconsistency]:
    if node.get("retired_at"):
        if claims.items:
            yield Inconsistency("retired_says_nothing", node_id)
        return
    if not claims.values("name"):
        yield Inconsistency("node_has_evidence", node_id)
        return
    for name, wanted in claims.properties(kind).items():
        if node.get(name, []) != wanted:
            yield Inconsistency("properties_follow_claims", node_id, name)
    for key in sorted({key for _, _, key in claims.items} - {*node.get("keys", ())}):
        yield Inconsistency("claims_follow_keys", node_id, key)
    for source in sorted(claims.sources() - sources):
        yield Inconsistency("source_exists", node_id, source)


def _is_of(schema: Schema, node_id: str, label: str) -> bool:
    try:
        return schema.label_of(node_id) == label
    except (KeyError, ValueError):
        return False


def _keys(nodes: Nodes, owners: dict[str, str]) -> Iterator[Inconsistency]:
    for key, owner in owners.items():
        if owner not in nodes or key not in nodes[owner].keys:
            yield Inconsistency("key_belongs_to_node", key, owner)
    for node_id, node in nodes.items():
        for key in node.keys:
            if owners.get(key) != node_id:
                yield Inconsistency("node_owns_key", node_id, key)
        if node.label != "Source" and not node.keys:
            yield Inconsistency("node_has_key", node_id)


def _facts(nodes: Nodes, view: View, schema: Schema, bar: _Looked) -> Iterator[Inconsistency]:
    for name, kind in schema.relationships.items():
        for start, end, f in bar.counts(view.stream_facts(name)):
            fact_id = str(f.get("id", ""))
            first, last = nodes.get(start), nodes.get(end)
            if first is None or last is None:
                yield Inconsistency("ends_exist", fact_id, f"{start} {name} {end}")
                continue
            if not (f.get("from_key") and f.get("to_key") and fact_id and f.get("recorded_at")):
                yield Inconsistency("fact_is_whole", fact_id, f"{start} {name} {end}")
                continue
            if not kind.allows(first.label, last.label):
                yield Inconsistency("ends_fit_type", fact_id, f"{start} {name} {end}")
            yield from _evidence(fact_id, f, nodes)
            if not f.get("retired_at") and (first.is_retired or last.is_retired):
                yield Inconsistency("ends_are_current", fact_id, f"{start} {name} {end}")
            if f["from_key"] not in first.keys or f["to_key"] not in last.keys:
                yield Inconsistency("fact_follows_keys", fact_id)
            if kind.roles and f.get("role", "") not in ("", *kind.roles):
                yield Inconsistency("role_is_known", fact_id, f["role"])
            what = (f.get("role", ""), f.get("valid_from", ""), f.get("valid_to", ""))
            if fact_id != digest(name, f["from_key"], f["to_key"], *what):
                yield Inconsistency("id_fits_fact", fact_id)


def _evidence(fact_id: str, f: dict[str, Any], nodes: Nodes) -> Iterator[Inconsistency]:
    if bool(f.get("evidence")) == bool(f.get("retired_at")):
        yield Inconsistency("fact_has_evidence", fact_id)
    for source in sorted({*map(source_of, f.get("evidence") or ())} - nodes.keys()):
        yield Inconsistency("source_exists", fact_id, source)


def _decisions(view: View, owners: dict[str, str]) -> Iterator[Inconsistency]:
    for decision in view.decisions():
        if decision.stands:
            for key in sorted({*decision.keys, *decision.keep_keys} - owners.keys()):
                yield Inconsistency("decision_names_keys", decision.id, key)
