"""Whether everything in the store fits together: what must hold between nodes, keys, facts and sources."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from graph.model.claims import Claims, source_of
from graph.model.facts import digest
from graph.model.schema import Schema
from graph.store.view import View


@dataclass(frozen=True, slots=True)
class Inconsistency:
    """Something that does not hold: which rule, and the node, key or relationship it is about."""

    rule: str
    subject: str
    detail: str = ""


def check(view: View, schema: Schema) -> list[Inconsistency]:
    """Return everything that does not fit, nothing when the store is sound."""
    nodes = {n["id"]: (label, n) for label in schema.nodes for n in view.nodes(label)}
    return [
        *_nodes(nodes, schema),
        *_keys(nodes, view.keys()),
        *_facts(nodes, view, schema),
    ]


Nodes = dict[str, tuple[str, dict[str, Any]]]


def _nodes(nodes: Nodes, schema: Schema) -> Iterator[Inconsistency]:
    for node_id, (label, node) in nodes.items():
        if schema.label_of(node_id) != label:
            yield Inconsistency("id_fits_label", node_id, label)
        if label == "Source":
            if node.get("unfinished"):
                yield Inconsistency("load_is_finished", node_id, str(node.get("file", "")))
            continue
        claims = Claims.parse(node.get("claims", []))
        if node.get("retired_at"):
            if claims.items:
                yield Inconsistency("retired_says_nothing", node_id)
            continue
        if not claims.values("name"):
            yield Inconsistency("node_has_evidence", node_id)
            continue
        for name, wanted in claims.properties(schema.nodes[label]).items():
            if node.get(name, []) != wanted:
                yield Inconsistency("properties_follow_claims", node_id, name)
        for source in sorted(claims.sources() - nodes.keys()):
            yield Inconsistency("source_exists", node_id, source)


def _keys(nodes: Nodes, owners: dict[str, str]) -> Iterator[Inconsistency]:
    for key, owner in owners.items():
        if owner not in nodes or key not in nodes[owner][1].get("keys", ()):
            yield Inconsistency("key_belongs_to_node", key, owner)
    for node_id, (label, node) in nodes.items():
        for key in node.get("keys", ()):
            if owners.get(key) != node_id:
                yield Inconsistency("node_owns_key", node_id, key)
        if label != "Source" and not node.get("keys"):
            yield Inconsistency("node_has_key", node_id)


def _facts(nodes: Nodes, view: View, schema: Schema) -> Iterator[Inconsistency]:
    for name, kind in schema.relationships.items():
        for row in view.facts(name):
            f, start, end = row["f"], row["start"], row["end"]
            if start not in nodes or end not in nodes:
                yield Inconsistency("ends_exist", f["id"], f"{start} {name} {end}")
                continue
            if not kind.allows(nodes[start][0], nodes[end][0]):
                yield Inconsistency("ends_fit_type", f["id"], f"{start} {name} {end}")
            if bool(f.get("evidence")) == bool(f.get("retired_at")):
                yield Inconsistency("fact_has_evidence", f["id"])
            if not f.get("retired_at") and any(nodes[end][1].get("retired_at") for end in (start, end)):
                yield Inconsistency("ends_are_current", f["id"], f"{start} {name} {end}")
            for source in sorted({*map(source_of, f.get("evidence", ()))} - nodes.keys()):
                yield Inconsistency("source_exists", f["id"], source)
            if f["from_key"] not in nodes[start][1]["keys"] or f["to_key"] not in nodes[end][1]["keys"]:
                yield Inconsistency("fact_follows_keys", f["id"])
            if kind.roles and f.get("role", "") not in ("", *kind.roles):
                yield Inconsistency("role_is_known", f["id"], f["role"])
            said = (f.get("role", ""), f.get("valid_from", ""), f.get("valid_to", ""))
            if f["id"] != digest(name, f["from_key"], f["to_key"], *said):
                yield Inconsistency("id_fits_fact", f["id"])
