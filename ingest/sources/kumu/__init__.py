"""Maps of Kumu: workbooks with the sheets Elements and Connections, and JSON blueprints.

A pair of CSV files with these names is read like any pair of tables (`nodelists`).
"""

import re
import zipfile
from collections.abc import Mapping
from pathlib import Path

from graph.errors import InputError
from graph.model.fold import fold
from ingest.exchange.graph import GraphEdge, GraphFile, GraphNode
from ingest.exchange.mapping import understand_network
from ingest.exchange.objects import fields_of, text_of
from ingest.exchange.tables import network
from ingest.exchange.words import read_words
from ingest.readers.archive import BROKEN_ARCHIVE
from ingest.readers.marked import Marked, read_marked
from ingest.readers.probe import Probe
from ingest.readers.table import Sheet
from ingest.readers.workbook import read_workbook
from ingest.records import Kind, Mapped, Options

NODES = ("elements", "nodes", "elemente", "knoten", "entities", "akteure")
EDGES = ("connections", "edges", "verbindungen", "kanten", "links", "beziehungen", "relationships")
_SHEET = re.compile(r'<(?:\w+:)?sheet\b[^>]*?\bname="([^"]*)"')
_LISTED = re.compile(r'"(?:elements|connections)"\s*:\s*\[(?!\s*\{\s*"(?:data|group)")')  # else it is Cytoscape's
_EARLY = 4_000  # characters in which a blueprint says something about itself first
_PARTS = ("elements", "connections")
_DIRECTIONS = {"directed": True, "mutual": False, "undirected": False}
_LARGEST_LIST = 1 << 20  # bytes of the part that lists the sheets


def recognises_workbook(probe: Probe) -> bool:
    """Return whether a workbook has a sheet of elements and one of connections, or of nodes and edges."""
    try:
        with zipfile.ZipFile(probe.path) as archive, archive.open("xl/workbook.xml") as part:
            names = {fold(name) for name in _SHEET.findall(part.read(_LARGEST_LIST).decode("utf-8", "replace"))}
    except (*BROKEN_ARCHIVE, KeyError):
        return False
    return bool(names.intersection(NODES) and names.intersection(EDGES))


def recognises_json(probe: Probe) -> bool:
    """Return whether JSON begins with elements or connections."""
    head = probe.head
    listed = _LISTED.search(head)
    return head.lstrip().startswith("{") and listed is not None and (listed.start() < _EARLY or '"_id"' in head)


def understand_workbook(path: Path, sha256: str, options: Options) -> Mapped:
    """Return source and records of a workbook.

    Raises:
        InputError: an unsafe or broken workbook, or one without these sheets.
    """
    sheets = read_workbook(path)
    nodes, edges = (_sheet(sheets, names, path) for names in (NODES, EDGES))
    found = network(nodes, edges, complete=fold(nodes.name) == "elements")
    unread = [sheet for sheet in sheets if sheet not in (nodes, edges) and next(sheet.rows(), None)]
    read = GraphFile(found.nodes, found.edges, unread=lambda: ((sheet.name, 1) for sheet in unread))
    return understand_network(read, read_words("ingest.exchange"), path, sha256, options)


def _sheet(sheets: list[Sheet], names: tuple[str, ...], path: Path) -> Sheet:
    for sheet in sheets:
        if fold(sheet.name) in names:
            return sheet
    raise InputError("not_a_network", file=path.name, value=names[0].title())


def understand_json(path: Path, sha256: str, options: Options) -> Mapped:
    """Return source and records of a blueprint.

    Raises:
        InputError: not JSON, or without elements.
    """
    return understand_network(read_blueprint(path), read_words("ingest.exchange"), path, sha256, options)


def read_blueprint(path: Path) -> GraphFile:
    """Return the network of a blueprint; elements that only a connection names are nodes as well, as in Kumu.

    Raises:
        InputError: not JSON, or without elements.
    """
    content = read_marked(path)
    fields = content.value if isinstance(content.value, dict) else {}
    elements, connections = (_list(fields.get(part)) for part in _PARTS)
    if not elements and not connections:
        raise InputError("not_a_network", file=path.name, row=content.line, value="elements")
    nodes = [_element(item, path.name) for item in elements]
    ids = {node.id: node.id for node in nodes if isinstance(node, GraphNode)}
    for node in nodes:
        if isinstance(node, GraphNode):
            ids.setdefault((node.fields.get("label") or ("",))[0], node.id)
    edges = [_connection(item, path.name, ids) for item in connections]
    for edge in edges:
        for end in (edge.start, edge.end) if isinstance(edge, GraphEdge) else ():
            if end not in ids:
                ids[end] = end
                nodes.append(GraphNode(end, {"name": (end,)}, path.name, edge.place, edge.row))  # type: ignore[union-attr]
    title = text_of(fields.get("name")) or text_of(fields.get("title"))
    others = [name for name in fields if name not in (*_PARTS, "name", "title", "version")]
    return GraphFile(lambda: nodes, lambda: edges, title, lambda: ((name, 1) for name in others))


def _list(marked: Marked | None) -> list[Marked]:
    return marked.value if marked and isinstance(marked.value, list) else []


def _said(item: Marked) -> Mapping[str, Marked]:
    """Return the fields of an object, with those that Kumu's own backups keep within `attributes`."""
    fields = item.value if isinstance(item.value, dict) else {}
    within = fields["attributes"].value if "attributes" in fields else None
    return {**{n: m for n, m in fields.items() if n != "attributes"}, **(within if isinstance(within, dict) else {})}


def _element(item: Marked, file: str) -> GraphNode | InputError:
    fields = _said(item)
    label = text_of(fields.get("label")) or text_of(fields.get("name"))
    number = text_of(fields.get("_id")) or text_of(fields.get("id")) or label
    if not number:
        return InputError("node_without_name", file=file, row=item.line, value="label")
    return GraphNode(
        number, fields_of(fields, ("_id", "id")), file, f"element {label or number}", item.line, id_is_name=True
    )


def _connection(item: Marked, file: str, ids: Mapping[str, str]) -> GraphEdge | InputError:
    fields = _said(item)
    start, end = (text_of(fields.get(name)) for name in ("from", "to"))
    if not start or not end:
        return InputError("edge_without_end", file=file, row=item.line, value=start or end)
    directed = _DIRECTIONS.get(text_of(fields.get("direction")).lower())
    said = fields_of(fields, ("from", "to", "direction", "_id", "id"))
    place = f"connection ({start}, {end}), line {item.line}"
    return GraphEdge(ids.get(start, start), ids.get(end, end), said, file, place, item.line, directed)


KINDS = (
    Kind("kumu", (".xlsx", ".xlsm"), understand_workbook, recognises_workbook),
    Kind("kumu_json", (".json",), understand_json, recognises_json),
)
