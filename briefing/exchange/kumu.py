"""Kumu: a JSON blueprint, or a workbook with the sheets Elements and Connections.

Kumu knows elements by their label alone, so that two actors of one name get what tells them apart behind it.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from briefing.exchange.content import Content
from briefing.exchange.sheets import text_cells

_ELEMENT, _CONNECTION = ("Label", "Type"), ("From", "To", "Direction", "Type")


def write_blueprint(content: Content, out: Path) -> None:
    """Write elements and connections as JSON."""
    elements, connections = _elements(content), _connections(content)
    data = {"elements": elements, "connections": connections}
    out.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def write_workbook(content: Content, out: Path) -> None:
    """Write elements and connections as a workbook; every cell is a text."""
    book = Workbook(write_only=True)
    _sheet(book, "Elements", _ELEMENT, _elements(content))
    _sheet(book, "Connections", _CONNECTION, _connections(content))
    book.save(out)


def _labels(content: Content) -> dict[str, str]:
    """Return the label of each actor, which no other has."""
    met = Counter(a.name for a in content.actors)
    return {a.id: a.name if met[a.name] == 1 else f"{a.name} ({a.id})" for a in content.actors}


def _elements(content: Content) -> list[dict[str, str]]:
    labels = _labels(content)
    return [{"id": a.id, **a.flat(), "name": a.name, "label": labels[a.id]} for a in content.actors]


def _connections(content: Content) -> list[dict[str, str]]:
    labels = _labels(content)
    return [
        {
            "from": labels[f.start],
            "to": labels[f.end],
            "direction": "directed" if f.directed else "undirected",
            **{name: text for name, text in f.flat().items() if name != "id"},
        }
        for f in content.facts
    ]


def _sheet(book: Workbook, title: str, first: Sequence[str], rows: Iterable[Mapping[str, str]]) -> None:
    kept = [{name.title() if name.title() in first else name: v for name, v in row.items()} for row in rows]
    names = [*first, *sorted({name for row in kept for name in row} - set(first))]
    sheet: Any = book.create_sheet(title)
    sheet.append(names)
    for row in kept:
        sheet.append(text_cells(sheet, (row.get(name, "") for name in names)))
