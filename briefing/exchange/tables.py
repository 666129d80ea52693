"""A pair of CSV files, nodes and edges, as Gephi, Cytoscape and spreadsheets read them."""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

from briefing.exchange.content import Content
from graph.files.cells import neutral


def write_nodes(content: Content, out: Path) -> None:
    """Write the table of nodes."""
    nodes = [{"Id": a.id, "Label": a.name, **_without(a.flat(), "label")} for a in content.actors]
    _write(out, ("Id", "Label", "type"), nodes)


def write_edges(content: Content, out: Path) -> None:
    """Write the table of edges; `Type` is what Gephi calls so, `Label` what a fact states."""
    edges = [
        {
            "Source": f.start,
            "Target": f.end,
            "Type": "Directed" if f.directed else "Undirected",
            "Label": f.type,
            **_without(f.flat(), "type"),
        }
        for f in content.facts
    ]
    _write(out, ("Source", "Target", "Type", "Label"), edges)


def _without(said: dict[str, str], name: str) -> dict[str, str]:
    return {other: text for other, text in said.items() if other != name}


def _write(out: Path, first: Sequence[str], rows: Iterable[dict[str, str]]) -> None:
    """Write rows under the columns `first` and all others that any row has."""
    kept = list(rows)
    others = sorted({name for row in kept for name in row} - set(first))
    with out.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([*first, *others])
        writer.writerows([neutral(row.get(name, "")) for name in (*first, *others)] for row in kept)
