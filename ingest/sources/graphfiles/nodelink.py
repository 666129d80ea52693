"""Node-link JSON, as networkx and d3 write it: `nodes`, and `links` or `edges`."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from graph.errors import InputError
from ingest.exchange.graph import GraphEdge, GraphFile, GraphNode
from ingest.exchange.objects import fields_of, text_of
from ingest.readers.marked import Marked, read_marked
from ingest.readers.probe import Probe

_EDGES = ("links", "edges")
_SOURCE, _TARGET = ("source", "from"), ("target", "to")
# The source of a facts file has its own meaning of "nodes".
_FACTS = re.compile(r'"(?:source|relationships)"\s*:\s*[\[{]')
_NODES = re.compile(r'"nodes"\s*:\s*\[')
_KNOWN = ("nodes", "directed", "multigraph", "graph", *_EDGES)


def recognises(probe: Probe) -> bool:
    """Return whether JSON begins as a node-link graph does; a facts file has `nodes` as well, and other fields."""
    head = probe.head
    if not head.lstrip().startswith("{") or _FACTS.search(head):
        return False
    signs = ('"directed"', '"multigraph"', '"links"')
    return bool(_NODES.search(head) or re.search(r'"links"\s*:\s*\[', head)) and any(sign in head for sign in signs)


def read_node_link(path: Path) -> GraphFile:
    """Return the network of a node-link file.

    Raises:
        InputError: not JSON, or no nodes and links in it.
    """
    content = read_marked(path)
    fields = content.value if isinstance(content.value, dict) else {}
    name = next((name for name in _EDGES if name in fields), "")
    nodes, edges = fields.get("nodes"), fields.get(name)
    if nodes is None or edges is None or not isinstance(nodes.value, list) or not isinstance(edges.value, list):
        missing = "nodes" if nodes is None or not isinstance(nodes.value, list) else "links"
        raise InputError("not_a_network", file=path.name, row=content.line, value=missing)
    directed = {"true": True, "false": False}.get(str(fields["directed"].value)) if "directed" in fields else None
    listed, linked = nodes.value, edges.value
    title = fields["graph"].value if "graph" in fields else None
    said = title.get("name") if isinstance(title, dict) else None
    return GraphFile(
        lambda: (_node(item, path.name, index) for index, item in enumerate(listed)),
        lambda: (_edge(item, path.name, directed) for item in linked),
        str(said.value) if said and isinstance(said.value, str) else "",
        lambda: ((other, 1) for other in fields if other not in _KNOWN),
    )


def _node(item: Marked, file: str, index: int) -> GraphNode | InputError:
    if not isinstance(item.value, dict):
        return InputError("must_be_mapping", file=file, row=item.line, value="nodes")
    number = text_of(item.value.get("id")) or (str(index) if "id" not in item.value else "")
    if not number:
        return InputError("node_without_name", file=file, row=item.line, value="id")
    place = f"node {number}"
    return GraphNode(number, fields_of(item.value, ("id",)), file, place, item.line, id_is_name=True)


def _edge(item: Marked, file: str, directed: bool | None) -> GraphEdge | InputError:
    if not isinstance(item.value, dict):
        return InputError("must_be_mapping", file=file, row=item.line, value="links")
    start, end = (_end(item.value, names) for names in (_SOURCE, _TARGET))
    if not start or not end:
        return InputError("edge_without_end", file=file, row=item.line, value=start or end)
    skipped = (*_SOURCE, *_TARGET)
    fields = fields_of(item.value, skipped)
    return GraphEdge(start, end, fields, file, f"edge ({start}, {end}), line {item.line}", item.line, directed)


def _end(fields: Mapping[str, Marked], names: Iterable[str]) -> str:
    return next(filter(None, (text_of(fields.get(name)) for name in names)), "")
