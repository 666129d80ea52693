"""The lobby register of the German Bundestag: entries as it publishes them in JSON, alone, as a list or as lines."""

from collections.abc import Iterator
from pathlib import Path

from graph.dates import parse_date
from graph.errors import InputError
from graph.facts import Record, Source
from ingest.sources import Findings, Kind, Mapped, Options
from ingest.sources.lobbyregister.entries import read_entries, recognises
from ingest.sources.lobbyregister.learned import Learned
from ingest.sources.lobbyregister.mapping import EntryMapping

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
    source = Source(
        title=options.title or (f"{_TITLE}: {learned.title}" if alone and learned.title else _TITLE),
        sha256=sha256,
        kind="register",
        publisher=options.publisher or _PUBLISHER,
        date=_date(path, options) or learned.newest,
        url=learned.url if alone else "",
        file=path.name,
        confidentiality=options.confidentiality or "public",
        invented=bool(options.invented),
        titled=bool(options.title),
    )

    def records(findings: Findings) -> Iterator[Record]:
        mapping = EntryMapping(path.name, learned, findings)
        for read in read_entries(path):
            findings.rows += 1
            try:
                if read.error:
                    raise read.error
                yield mapping.record(read.entry or {}, read.row)
            except InputError as error:
                findings.rejected.append(error)
        mapping.notes.finish()

    return Mapped(source, records)


def _date(path: Path, options: Options) -> str:
    if not options.date:
        return ""
    try:
        return parse_date(options.date)
    except ValueError as error:
        raise InputError("bad_date_option", file=path.name, value=options.date) from error


_ENDINGS = (".json", ".jsonl", ".ndjson", ".json.gz", ".jsonl.gz", ".ndjson.gz")
KIND = Kind("lobbyregister", _ENDINGS, understand, recognises)
