"""The whole store as JSON lines in the form that Neo4j's APOC export writes, sorted, each line a node or relationship.

Places on the map and bookkeeping are left out: they follow from the rest.
"""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from graph.schema import Schema
from graph.store.view import View

_NOT_DATA = ("map_x", "map_y")


def lines(view: View, schema: Schema) -> Iterator[str]:
    """Yield one JSON line for each node by label and id, then for each relationship by type and id."""
    for label in sorted(schema.nodes):
        for node in sorted(view.nodes(label), key=lambda n: str(n["id"])):
            properties = {name: value for name, value in node.items() if name not in _NOT_DATA}
            yield _line({"type": "node", "id": node["id"], "labels": [label], "properties": properties})
    for name in sorted(schema.relationships):
        for row in sorted(view.facts(name), key=lambda r: str(r["f"]["id"])):
            yield _line(
                {
                    "type": "relationship",
                    "id": row["f"]["id"],
                    "label": name,
                    "start": {"id": row["start"], "labels": [schema.label_of(row["start"])]},
                    "end": {"id": row["end"], "labels": [schema.label_of(row["end"])]},
                    "properties": row["f"],
                }
            )


def _line(entry: dict[str, Any]) -> str:
    return json.dumps(entry, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def write_export(view: View, schema: Schema, out: Path) -> int:
    """Write the export to a file, in one step at the end, and return the number of lines.

    Raises:
        OSError: the file can not be written; a file that was there before is left as it is.
    """
    draft = out.with_name(f".{out.name}.{os.getpid()}.part")
    count = 0
    try:
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)  # names of people: the owner's alone
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            for line in lines(view, schema):
                file.write(f"{line}\n")
                count += 1
        draft.replace(out)
    finally:
        draft.unlink(missing_ok=True)
    return count
