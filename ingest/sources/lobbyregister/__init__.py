"""The lobby register of the German Bundestag: entries as it publishes them in JSON, alone, as a list or as lines."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from graph.errors import InputError
from graph.model.facts import Record
from ingest.records import Kind, Mapped, Options, RowLog
from ingest.sources.lobbyregister.entries import ReadEntry, read_entries, recognises
from ingest.sources.lobbyregister.learned import Learned
from ingest.sources.lobbyregister.mapping import RegisterMapping

_TITLE, _PUBLISHER = "Lobbyregister des Deutschen Bundestages", "Deutscher Bundestag"


def understand(path: Path, sha256: str, options: Options) -> Mapped:
    """Return source and records of a register file; it is read once to learn its names, and then for its records.

    Raises:
        InputError: the file can not be read, or holds no entry.
    """
    learned = Learned.of(path)
    if not learned.entries:
        raise InputError("register_no_entries", file=path.name)
    alone = learned.entries == 1
    source = options.source(
        path,
        sha256,
        "register",
        title=f"{_TITLE}: {learned.title}" if alone and learned.title else _TITLE,
        publisher=_PUBLISHER,
        date=options.day(path) or learned.newest,
        url=learned.url if alone else "",
        confidentiality="public",
    )

    def records(row_log: RowLog) -> Iterator[Record]:
        mapping = RegisterMapping(path.name, learned, row_log)
        for read in read_entries(path):
            yield from row_log.taken(partial(_record, mapping, read))
        mapping.notes.finish()

    return Mapped(source, records)


def _record(mapping: RegisterMapping, read: ReadEntry) -> Record:
    if read.error:
        raise read.error
    return mapping.record(read.entry or {}, read.row)


_ENDINGS = (".json", ".jsonl", ".ndjson", ".json.gz", ".jsonl.gz", ".ndjson.gz")
KIND = Kind("lobbyregister", _ENDINGS, understand, recognises)
