"""Lists of meetings: CSV with one meeting a row, its day, and those who took part packed into one cell."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from graph.errors import InputError
from graph.model.facts import Record
from graph.model.fold import fold
from ingest.exchange.probing import first_cells
from ingest.readers.delimited import read_delimited
from ingest.readers.probe import Probe
from ingest.records import Kind, Mapped, Note, Options, RowLog
from ingest.sources.meetings.columns import find_header, is_header
from ingest.sources.meetings.mapping import MeetingMapping

ENDINGS = (".csv", ".tsv", ".txt", ".csv.gz", ".tsv.gz")


def recognises(probe: Probe) -> bool:
    """Return whether a table has a column of days and one that packs those who took part, and no names of people."""
    return is_header(first_cells(probe))


def understand(path: Path, sha256: str, options: Options) -> Mapped:
    """Return source and records of a list of meetings.

    Raises:
        InputError: not a table, or no header of meetings.
    """
    sheet = read_delimited(path, garbled_rows=True)[0]
    header = find_header(sheet)
    if header is None:
        first = next((row for row in sheet.rows() if not row.is_blank()), None)
        raise InputError("no_meetings_header", file=path.name, value=", ".join(first.cells)[:80] if first else "")
    stem = path.with_suffix("").stem if path.suffix.lower() == ".gz" else path.stem
    source = options.source(path, sha256, "list", title=stem.replace("_", " "), date=options.day(path))

    def records(row_log: RowLog) -> Iterator[Record]:
        mapping = MeetingMapping(sheet, header, source.id)
        for title in header.unused:
            row_log.notes.append(Note("note_unused_column", sheet.name, context={"column": title}))
        for row in sheet.rows():
            if row.number <= header.row or not any(map(fold, row.cells)):
                continue
            yield from row_log.taken(partial(mapping.record, row))
        mapping.tell(row_log)
        if not row_log.rows:
            raise InputError("no_rows", file=path.name)

    return Mapped(source, records)


KIND = Kind("meetings", ENDINGS, understand, recognises)
