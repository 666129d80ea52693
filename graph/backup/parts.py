"""The parts of a backup: which there are, in which order they are written back, and the lines of each out of a store.

A line is that of an export; a part is in the order the database has: millions of lines are not sorted on the side.
"""

import hashlib
from collections.abc import Callable, Iterator
from typing import IO

from graph.backup.manifest import BackupPart
from graph.bookkeeping import KEPT_RECORDS, META
from graph.model.schema import Schema
from graph.store.backup import Stored
from graph.store.export import fact_line, node_line
from graph.store.view import View

NODES, FACTS, RECORDS = "nodes", "facts", "records"
_ENDING = ".jsonl"
EVERY = 2000  # lines between two looks at how far it is


def names(schema: Schema) -> Iterator[str]:
    """Yield the names of all parts: nodes come before the relationships between them."""
    yield from (f"{NODES}/{label}{_ENDING}" for label in sorted(schema.nodes))
    yield from (f"{FACTS}/{name}{_ENDING}" for name in sorted(schema.relationships))
    yield from (f"{RECORDS}/{label}{_ENDING}" for label in (*KEPT_RECORDS, META))


def name_of(stored: Stored, schema: Schema) -> str:
    """Return the name of the part a line belongs into."""
    kind = FACTS if stored.start else NODES if stored.label in schema.nodes else RECORDS
    return f"{kind}/{stored.label}{_ENDING}"


def lines(view: View, schema: Schema, name: str) -> Iterator[str]:
    """Yield the lines of a part as the database hands them over."""
    kind, _, label = name.removesuffix(_ENDING).partition("/")
    if kind == NODES:
        return (node_line(label, node) for node in view.stream_nodes(label))
    if kind == FACTS:
        return (fact_line(schema, label, *row) for row in view.stream_facts(label))
    if label == META:
        return (node_line(META, owed) for owed in view.owed_joins())
    return (node_line(label, record) for record in view.records(label))


def write_part(file: IO[bytes], texts: Iterator[str], tell: Callable[[int], object]) -> BackupPart:
    """Write lines into a file and return what the manifest says of them; `tell` gets how many more are done."""
    digest, count = hashlib.sha256(), 0
    for text in texts:
        line = f"{text}\n".encode()
        digest.update(line)
        file.write(line)
        count += 1
        if not count % EVERY:
            tell(EVERY)
    tell(count % EVERY)
    return BackupPart(count, digest.hexdigest())
