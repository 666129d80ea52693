"""The whole store as JSON lines in the form that Neo4j's APOC export writes, sorted, each line a node or relationship.

Behind the network stand what people decided and noted, as nodes too, and at the end a line that counts the others and
gives their checksum: `restore` makes the same store of it again.
"""

import hashlib
import json
import logging
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any

from graph.bookkeeping import KEPT_RECORDS, META, PLACE
from graph.files.drafts import draft_of
from graph.model.schema import Schema
from graph.store.view import View

_log = logging.getLogger(__name__)
EXPORTS = "export"  # the book of the ledger that says who exported what


def lines(view: View, schema: Schema, *, with_places: bool = False) -> Iterator[str]:
    """Yield one JSON line for each node by label and id, then for each relationship by type and id."""
    left_out = () if with_places else PLACE
    for label in sorted(schema.nodes):
        for node in sorted(view.nodes(label), key=lambda n: str(n["id"])):
            yield node_line(label, {name: value for name, value in node.items() if name not in left_out})
    for name in sorted(schema.relationships):
        for row in sorted(view.facts(name), key=lambda r: str(r["f"]["id"])):
            yield fact_line(schema, name, row["start"], row["end"], row["f"])


def record_lines(view: View) -> Iterator[str]:
    """Yield one JSON line for each decision, note and proposal, by label and id; without the record of exports.

    Else two exports of the same store would differ.
    """
    for label in KEPT_RECORDS:
        for record in sorted(view.records(label), key=lambda r: str(r["id"])):
            if record.get("book") != EXPORTS:
                yield node_line(label, record)


def as_it_is(line: str) -> Iterable[str]:
    """Return the line alone."""
    return (line,)


def whole(view: View, schema: Schema, seen: Callable[[str], Iterable[str]] = as_it_is, key: str = "") -> Iterator[str]:
    """Yield all lines of an export; the last one says how many went before, and their SHA-256.

    `seen` makes of each line those that are to be in it; `key` names the key of the erasures to be done again.
    """
    count, digest = 0, hashlib.sha256()
    everything = chain(lines(view, schema, with_places=True), record_lines(view))
    for line in chain.from_iterable(map(seen, everything)):
        count += 1
        digest.update(f"{line}\n".encode())
        yield line
    said = {"id": "export", "lines": count, "sha256": digest.hexdigest(), "schema_version": view.schema_version() or 0}
    yield node_line(META, said | ({"erasure_key": key} if key else {}))


def fact_line(schema: Schema, name: str, start: str, end: str, properties: dict[str, Any]) -> str:
    """Return the line of a relationship."""
    return json_line(
        {
            "type": "relationship",
            "id": properties["id"],
            "label": name,
            "start": {"id": start, "labels": [schema.label_of(start)]},
            "end": {"id": end, "labels": [schema.label_of(end)]},
            "properties": properties,
        }
    )


def node_line(label: str, properties: dict[str, Any]) -> str:
    """Return the line of a node."""
    return json_line({"type": "node", "id": properties["id"], "labels": [label], "properties": properties})


def json_line(entry: dict[str, Any]) -> str:
    """Return an entry as a line of an export."""
    return json.dumps(entry, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def write_export(
    view: View, schema: Schema, out: Path, seen: Callable[[str], Iterable[str]] = as_it_is, key: str = ""
) -> int:
    """Write the export to a file, in one step at the end, and return the number of lines.

    Raises:
        UsageError: the file can not be written; one that was there before is left as it is.
    """
    count = 0
    with draft_of(out) as draft, draft.open("w", encoding="utf-8", newline="\n") as file:
        for line in whole(view, schema, seen, key):
            file.write(f"{line}\n")
            count += 1
    _log.info("exported: %d lines", count)
    return count
