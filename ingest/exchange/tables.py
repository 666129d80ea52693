"""Tables of nodes and edges, as Kumu, Gephi and others keep them: one table each, the header in the first row."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from graph.errors import InputError
from graph.files.cells import restored
from graph.model.fold import fold
from ingest.exchange.graph import GraphEdge, GraphFile, GraphNode
from ingest.readers.table import Row, Sheet

# Titles of the two columns that name the ends of an edge.
ENDS = (
    *(("from", "to"), ("source", "target"), ("von", "nach"), ("von", "zu"), ("quelle", "ziel"), ("subject", "object")),
    *(("source id", "target id"), ("from id", "to id"), ("node1", "node2"), ("node 1", "node 2"), ("ego", "alter")),
    *(
        ("start id", "end id"),
        ("actor1", "actor2"),
        ("actor 1", "actor 2"),
        ("akteur 1", "akteur 2"),
        ("knoten 1", "knoten 2"),
    ),
    *(("entity1 id", "entity2 id"), ("quelle id", "ziel id"), ("source node", "target node"), ("from node", "to node")),
)
_IDS = ("id", "_id", "node id", "kennung", "key", "nodes", "knoten id")
_NAMES = ("label", "name", "node", "knoten", "bezeichnung", "beschriftung", "titel", "title")


@dataclass(frozen=True, slots=True)
class TableHeader:
    """The titles of a table, the row they stand in, and the columns of the ends or of id and name."""

    row: int
    titles: tuple[str, ...]
    first: int
    second: int


def edge_header(row: Row) -> TableHeader | None:
    """Return the header of a table of edges, None where a row is none."""
    folded = [fold(cell) for cell in row.cells]
    for start, end in ENDS:
        if folded.count(start) == 1 and folded.count(end) == 1:
            return TableHeader(row.number, _titles(row), folded.index(start), folded.index(end))
    return None


def node_header(row: Row) -> TableHeader | None:
    """Return the header of a table of nodes, None where a row is none; -1 stands for a column that is missing."""
    folded = [fold(cell) for cell in row.cells]
    ids, names = ([folded.index(title) for title in titles if title in folded] for titles in (_IDS, _NAMES))
    if edge_header(row) or not (ids or names):
        return None
    return TableHeader(row.number, _titles(row), (ids or [-1])[0], (names or [-1])[0])


def _titles(row: Row) -> tuple[str, ...]:
    return tuple(" ".join(cell.split()) for cell in row.cells)


def first_row(sheet: Sheet) -> Row | None:
    """Return the first row that holds anything."""
    return next((row for row in sheet.rows() if not row.is_blank()), None)


def network(nodes: Sheet, edges: Sheet, *, complete: bool = False) -> GraphFile:
    """Return the network of two tables; with `complete`, ends that no row of nodes names are nodes of that name.

    Raises:
        InputError: a table has no such header.
    """
    node_titles, edge_titles = _header(nodes, "nodes"), _header(edges, "edges")

    def all_edges() -> Iterator[GraphEdge | InputError]:
        ids = _ids(nodes, node_titles)
        for row in _rows(edges, edge_titles):
            yield _edge(edges, edge_titles, row, ids)

    def all_nodes() -> Iterator[GraphNode | InputError]:
        known: set[str] = set()
        for row in _rows(nodes, node_titles):
            node = _node(nodes, node_titles, row)
            if isinstance(node, GraphNode):
                known.add(node.id)
            yield node
        for edge in all_edges() if complete else ():
            for end in (edge.start, edge.end) if isinstance(edge, GraphEdge) else ():
                if end not in known:
                    known.add(end)
                    yield GraphNode(end, {"name": (end,)}, edges.where, edge.place, edge.row)  # type: ignore[union-attr]

    return GraphFile(all_nodes, all_edges)


def _header(sheet: Sheet, what: str) -> TableHeader:
    row = first_row(sheet)
    header = (node_header(row) if what == "nodes" else edge_header(row)) if row else None
    if header is None:
        found = ", ".join(filter(None, row.cells))[:80] if row else ""
        raise InputError("no_nodes_header" if what == "nodes" else "no_edges_header", file=sheet.where, value=found)
    return header


def _rows(sheet: Sheet, header: TableHeader) -> Iterator[Row]:
    return (row for row in sheet.rows() if row.number > header.row and not row.is_blank())


def _cell(row: Row, index: int) -> str:
    return restored(row.cells[index].strip()) if 0 <= index < len(row.cells) else ""


def _node(sheet: Sheet, header: TableHeader, row: Row) -> GraphNode | InputError:
    name = _cell(row, header.first) or _cell(row, header.second)
    if wrong := _too_long(sheet, header, row):
        return wrong
    if not name:
        return InputError("node_without_name", file=sheet.where, row=row.number)
    skipped = {header.first} if header.second >= 0 else set()
    return GraphNode(
        name, _fields(header, row, skipped), sheet.where, sheet.place(row.number), row.number, id_is_name=True
    )


def _edge(sheet: Sheet, header: TableHeader, row: Row, ids: Mapping[str, str]) -> GraphEdge | InputError:
    start, end = _cell(row, header.first), _cell(row, header.second)
    if wrong := _too_long(sheet, header, row):
        return wrong
    if not start or not end:
        return InputError("edge_without_end", file=sheet.where, row=row.number, value=start or end)
    fields = _fields(header, row, {header.first, header.second})
    return GraphEdge(ids.get(start, start), ids.get(end, end), fields, sheet.where, sheet.place(row.number), row.number)


def _too_long(sheet: Sheet, header: TableHeader, row: Row) -> InputError | None:
    extra = [cell for cell in row.cells[len(header.titles) :] if cell]
    return InputError("row_too_long", file=sheet.where, row=row.number, value=extra[0]) if extra else None


def _fields(header: TableHeader, row: Row, skipped: set[int]) -> dict[str, tuple[str, ...]]:
    fields: dict[str, tuple[str, ...]] = {}
    for index, title in enumerate(header.titles):
        if index not in skipped and (text := _cell(row, index)):
            fields[title or f"({index + 1})"] = (*fields.get(title, ()), text)
    return fields


def _ids(sheet: Sheet, header: TableHeader) -> dict[str, str]:
    """Return the id of each node by its name, where edges may use that instead."""
    if header.first < 0 or header.second < 0:
        return {}
    ids: dict[str, str] = {}
    names: dict[str, str] = {}
    for row in _rows(sheet, header):
        if number := _cell(row, header.first):
            ids[number] = number
            names.setdefault(_cell(row, header.second), number)
    return names | ids
