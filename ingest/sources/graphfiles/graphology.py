"""JSON of graphology, which sigma.js and Gephi Lite write: nodes with a key and `attributes`, and edges."""

import re
from collections.abc import Mapping
from pathlib import Path

from graph.errors import InputError
from ingest.exchange.graph import GraphEdge, GraphFile, GraphNode
from ingest.exchange.objects import fields_of, text_of
from ingest.readers.marked import Marked, read_marked
from ingest.readers.probe import Probe

_NODES = re.compile(r'"nodes"\s*:\s*\[\s*\{(?:[^{}]|\{[^{}]*\})*?"key"\s*:')
_KNOWN = ("nodes", "edges", "options", "attributes")
_DRAWN = ("x", "y", "z", "size", "color", "hidden", "forceLabel", "zIndex", "highlighted", "fixed", "image")


def recognises(probe: Probe) -> bool:
    """Return whether JSON has nodes with keys, as graphology numbers them."""
    return probe.head.lstrip().startswith("{") and bool(_NODES.search(probe.head))


def read_graphology(path: Path) -> GraphFile:
    """Return the network of a file.

    Raises:
        InputError: not JSON, or no nodes in it.
    """
    content = read_marked(path)
    fields = content.value if isinstance(content.value, dict) else {}
    nodes, edges = _list(fields.get("nodes")), _list(fields.get("edges"))
    if not nodes:
        raise InputError("not_a_network", file=path.name, row=content.line, value="nodes")
    kind = text_of(_below(fields, "options").get("type"))
    directed = {"directed": True, "undirected": False}.get(kind)
    return GraphFile(
        lambda: (_node(item, path.name) for item in nodes),
        lambda: (_edge(item, path.name, directed) for item in edges),
        text_of(_below(fields, "attributes").get("name")),
        lambda: ((other, 1) for other in fields if other not in _KNOWN),
    )


def _list(marked: Marked | None) -> list[Marked]:
    return list(marked.value) if marked and isinstance(marked.value, list) else []


def _below(fields: Mapping[str, Marked], name: str) -> Mapping[str, Marked]:
    value = fields[name].value if name in fields else None
    return value if isinstance(value, dict) else {}


def _node(item: Marked, file: str) -> GraphNode | InputError:
    said = item.value if isinstance(item.value, dict) else {}
    number = text_of(said.get("key"))
    if not number:
        return InputError("node_without_name", file=file, row=item.line, value="key")
    fields = fields_of(_below(said, "attributes"), _DRAWN)
    return GraphNode(number, fields, file, f"node {number}", item.line, id_is_name=True)


def _edge(item: Marked, file: str, directed: bool | None) -> GraphEdge | InputError:
    said = item.value if isinstance(item.value, dict) else {}
    start, end = text_of(said.get("source")), text_of(said.get("target"))
    if not start or not end:
        return InputError("edge_without_end", file=file, row=item.line, value=start or end)
    one_way = {"true": False, "false": True}.get(text_of(said.get("undirected")), directed)
    fields = fields_of(_below(said, "attributes"), _DRAWN)
    return GraphEdge(start, end, fields, file, f"edge ({start}, {end}), line {item.line}", item.line, one_way)
