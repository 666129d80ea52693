"""Contacts: vCards, and the address books Outlook and Google export as CSV."""

import re
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from graph.errors import InputError
from graph.model.facts import Record
from ingest.readers.blocks import MarkedEntry
from ingest.readers.probe import Probe
from ingest.readers.table import Row
from ingest.records import Kind, Mapped, Note, Options, RowLog
from ingest.sources.contacts import export, vcard
from ingest.sources.contacts.contact import Contact
from ingest.sources.contacts.mapping import ContactMapping

Records = Callable[[ContactMapping, RowLog], Iterator[Record]]


def recognises_cards(probe: Probe) -> bool:
    """Return whether a file begins as a vCard does."""
    return bool(re.match(r"\s*BEGIN\s*:\s*VCARD\b", probe.head, re.IGNORECASE))


def understand_cards(path: Path, sha256: str, options: Options) -> Mapped:
    """Return source and records of a file of vCards.

    Raises:
        InputError: no text, or no card.
    """

    def card(mapping: ContactMapping, entry: MarkedEntry) -> Record | None:
        contact = vcard.read_card(entry, path.name)
        if contact is None:
            mapping.left_out["note_no_contacts"] += 1
        return mapping.record(contact) if contact else None

    def records(mapping: ContactMapping, row_log: RowLog) -> Iterator[Record]:
        unknown: dict[str, None] = {}
        for entry in vcard.entries(path):
            unknown.update(dict.fromkeys(vcard.left_over(entry)))
            yield from row_log.taken(partial(card, mapping, entry))
        row_log.notes.extend(Note("note_unused_field", context={"value": name[:60]}) for name in unknown)
        if not row_log.rows:
            raise InputError("no_entries", file=path.name, value=vcard.KIND)

    return _mapped(path, sha256, options, records)


def understand_export(path: Path, sha256: str, options: Options) -> Mapped:
    """Return source and records of an address book in CSV.

    Raises:
        InputError: not a table, no address book, or no row.
    """
    sheet, columns = export.read_export(path)

    def entry(mapping: ContactMapping, row: Row, contact: Contact) -> Record | None:
        if any(row.cells[len(columns.titles) :]):
            value = row.cells[len(columns.titles) :][0]
            raise InputError("row_too_long", file=path.name, row=row.number, value=value)
        return mapping.record(contact)

    def records(mapping: ContactMapping, row_log: RowLog) -> Iterator[Record]:
        row_log.notes.extend(Note("note_unused_column", context={"column": title}) for title in columns.unused)
        for row, contact in export.contacts(sheet, columns):
            yield from row_log.taken(partial(entry, mapping, row, contact))
        if not row_log.rows:
            raise InputError("no_rows", file=path.name)

    return _mapped(path, sha256, options, records)


def _mapped(path: Path, sha256: str, options: Options, read: Records) -> Mapped:
    source = options.source(path, sha256, "list", date=options.day(path))

    def records(row_log: RowLog) -> Iterator[Record]:
        mapping = ContactMapping(path.name, f"source:{source.id}", row_log)
        if options.event:
            row_log.notes.append(Note("note_event_unused", context={"value": options.event}))
        yield from read(mapping, row_log)
        mapping.finish()

    return Mapped(source, records)


KINDS = (
    Kind("vcard", (".vcf", ".vcard"), understand_cards, recognises_cards),
    Kind("address_book", (".csv", ".txt", ".tsv"), understand_export, export.recognises),
)
