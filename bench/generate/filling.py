"""A network goes straight into a database, for what does not measure reading files.

Through the store's writer, so keys, claims, evidence and search text are those of a load; what is left out is reading
and checking files and merging afterwards. Participant lists are written as minutes, with every name right.
"""

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from bench.generate.actors import human
from bench.generate.documents import Document, name_house, name_person
from bench.generate.files import Counts, manifest
from bench.generate.guests import GuestList
from bench.generate.minutes import name_event
from bench.generate.parts import parts
from bench.generate.plan import Plan
from graph.engine import open_store
from graph.model.facts import Record, Source, digest
from graph.settings import Settings
from graph.store import Access
from ingest.sources.facts.check import CheckedFacts, DeclaredNode, RelationshipSaid
from ingest.sources.facts.mapping import record


def fill(plan: Plan, folder: Path, echo: Callable[[str], object] = lambda text: None) -> dict[str, Any]:
    """Fill the database of the settings, by default the embedded one in `folder`, and return what it holds."""
    with open_store(Settings(data=folder)) as store:
        return fill_store(store, plan, echo)


def fill_store(store: Access, plan: Plan, echo: Callable[[str], object] = lambda text: None) -> dict[str, Any]:
    """Fill a database and return what it holds."""
    counts, begin = Counts(), time.monotonic()
    for document in documents(plan):
        counts.add(document)
        source = source_of(plan, document)
        store.writer().load(source, [recorded(document, source)])
        echo(f"{counts.facts.total():,} of {plan.facts:,} facts, {time.monotonic() - begin:.0f} s")
    return manifest(plan, counts, "")


def documents(plan: Plan) -> Iterator[Document]:
    """Yield everything as facts files, lists as well."""
    for part in parts(plan):
        yield _listed(plan, part) if isinstance(part, GuestList) else part


def _listed(plan: Plan, part: GuestList) -> Document:
    """Return a participant list as a facts file: the same facts, as far as they follow from names that are right."""
    document = Document(f"Teilnehmende {part.event.name} (erfunden)", "list", part.event.day)
    event = name_event(document, part.event)
    for guest in part.guests:
        person = name_person(plan, document, guest.number)
        document.state("TOOK_PART_IN", person, event, role=guest.role)
        if guest.number in part.first:
            home = name_house(plan, document, human(plan, guest.number).house)
            land = document.node(f"r{guest.land}", "Region", guest.land)
            document.state("WORKS_FOR", person, home, role=guest.job, valid_from=part.event.day)
            document.state("ACTIVE_IN", person, land)
    return document


def source_of(plan: Plan, document: Document) -> Source:
    """Return the invented source a document is."""
    return Source(
        document.title,
        digest(str(plan), document.title),
        document.kind,
        date=document.date,
        confidentiality="public",
        invented=True,
    )


def recorded(document: Document, source: Source) -> Record:
    """Return a document as the record its file would be read as."""
    nodes = {
        row["ref"]: DeclaredNode(row["ref"], row["type"], row["name"], f"line {line}", _values(row), line)
        for line, row in enumerate(document.nodes.values(), start=3)
    }
    said = [
        RelationshipSaid(
            row["type"],
            row["from"],
            row["to"],
            f"line {line}",
            row.get("role", ""),
            row.get("valid_from", ""),
            row.get("valid_to", ""),
        )
        for line, row in enumerate(document.relationships, start=5 + len(nodes))
    ]
    return record(CheckedFacts({}, nodes, said), source)


def _values(row: dict[str, Any]) -> dict[str, Any]:
    values = {key: value for key, value in row.items() if key not in ("ref", "type", "name")}
    return {key: tuple(value) if isinstance(value, list) else value for key, value in values.items()}
