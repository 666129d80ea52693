"""Tiny networks for tests, written down by hand."""

from collections.abc import Iterable

from graph.model.schema import load
from graph.network import Network, Node, Relation

PREFIX = {"p": "Person", "o": "Organisation", "e": "Event", "t": "Topic", "r": "Region", "s": "Source"}


def network(nodes: Iterable[tuple[str, dict[str, str]]], relations: Iterable[tuple[str, ...]]) -> Network:
    """Return a network: node names start with the letter of their label.

    Relations are (type, start, end[, role[, valid_from[, valid_to[, *names of sources]]]]).
    """
    built = {
        name: Node(
            id=name,
            label=PREFIX[name[0]],
            name=fields.get("name", name),
            kind=fields.get("format", fields.get("kind", "")),
            fields=fields,
            search_text=fields.get("name", name).lower(),
        )
        for name, fields in nodes
    }
    facts = [
        Relation(f"f{i}", kind, start, end, *rest[:3], evidence=tuple(f"{s}#row 1" for s in rest[3:] or ["src-1"]))
        for i, (kind, start, end, *rest) in enumerate(relations)
    ]
    return Network(load(), built, facts, 1)
