"""JSON of Cytoscape: `elements` with nodes and edges, each with its fields in `data`."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from graph.errors import InputError
from ingest.exchange.graph import GraphEdge, GraphFile, GraphNode
from ingest.exchange.objects import fields_of, text_of
from ingest.readers.marked import Marked, read_marked
from ingest.readers.probe import Probe

_SIGNS = re.compile(r'"elements"\s*:\s*(?:\{\s*"(?:nodes|edges)"\s*:|\[\s*\{\s*"(?:data|group)")')
# What the program keeps for itself beside what it was told.
_OWN = ("id", "shared_name", "SUID", "selected", "shared name", "shared_interaction", "shared interaction")
_KNOWN = ("elements", "data", "format_version", "generated_by", "target_cytoscapejs_version", "style", "layout")
_VIEW = ("zoom", "pan", "zoomingEnabled", "panningEnabled", "boxSelectionEnabled", "renderer", "minZoom", "maxZoom")


def recognises(probe: Probe) -> bool:
    """Return whether JSON has the elements of Cytoscape."""
    return probe.head.lstrip().startswith("{") and bool(_SIGNS.search(probe.head))


def read_cytoscape(path: Path) -> GraphFile:
    """Return the network of a file.

    Raises:
        InputError: not JSON, or without elements.
    """
    content = read_marked(path)
    fields = content.value if isinstance(content.value, dict) else {}
    elements = fields.get("elements")
    nodes, edges = _apart(elements) if elements else ([], [])
    if not nodes:
        raise InputError("not_a_network", file=path.name, row=content.line, value="elements")
    about = fields["data"].value if "data" in fields else None
    title = text_of(about.get("name")) if isinstance(about, dict) else ""
    return GraphFile(
        lambda: (_node(item, path.name) for item in nodes),
        lambda: (_edge(item, path.name) for item in edges),
        title,
        lambda: ((other, 1) for other in fields if other not in (*_KNOWN, *_VIEW)),
    )


def _apart(elements: Marked) -> tuple[list[Marked], list[Marked]]:
    """Return nodes and edges, which stand in two lists or in one."""
    if isinstance(elements.value, dict):
        return _list(elements.value.get("nodes")), _list(elements.value.get("edges"))
    found = _list(elements)
    edges = [item for item in found if {"source", "target"} <= _data(item).keys()]
    return [item for item in found if item not in edges], edges


def _list(marked: Marked | None) -> list[Marked]:
    return list(marked.value) if marked and isinstance(marked.value, list) else []


def _data(item: Marked) -> Mapping[str, Marked]:
    said = item.value.get("data") if isinstance(item.value, dict) else None
    return said.value if said and isinstance(said.value, dict) else {}


def _node(item: Marked, file: str) -> GraphNode | InputError:
    data = _data(item)
    number = text_of(data.get("id"))
    if not number:
        return InputError("node_without_name", file=file, row=item.line, value="id")
    return GraphNode(number, fields_of(data, _OWN), file, f"node {number}", item.line, id_is_name=True)


def _edge(item: Marked, file: str) -> GraphEdge | InputError:
    data = _data(item)
    start, end = text_of(data.get("source")), text_of(data.get("target"))
    if not start or not end:
        return InputError("edge_without_end", file=file, row=item.line, value=start or end)
    fields = dict(_fields(data))
    return GraphEdge(start, end, fields, file, f"edge ({start}, {end}), line {item.line}", item.line)


def _fields(data: Mapping[str, Marked]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the fields of an edge; Cytoscape calls its type the interaction."""
    for name, said in fields_of(data, (*_OWN, "source", "target", "name")).items():
        yield ("type" if name == "interaction" else name), said
