"""Facts files: YAML or JSON with a source, the nodes it names and the relationships it states."""

from collections.abc import Iterator
from pathlib import Path

from graph.model.facts import Record, Source
from ingest.readers.marked import read_marked
from ingest.records import Kind, Mapped, Options, RowLog
from ingest.records.lengths import refuse_long
from ingest.sources.facts.check import CheckedFacts, check
from ingest.sources.facts.mapping import record


def understand(path: Path, sha256: str, options: Options) -> Mapped:
    """Return source and the one record of a facts file; what the user says goes before what the file says.

    Raises:
        InputError: the first thing that is wrong in the file, with its line.
    """
    checked = check(read_marked(path), path.name, options)
    source = _source(path, sha256, checked, options)

    def records(row_log: RowLog) -> Iterator[Record]:
        row_log.rows = len(checked.nodes) + len(checked.relationships)
        whole = record(checked, source)
        refuse_long(whole, path.name)  # all or nothing: here it is no row that is left out
        yield whole

    return Mapped(source, records)


def _source(path: Path, sha256: str, checked: CheckedFacts, options: Options) -> Source:
    said = checked.source
    return Source(
        title=str(said["title"]),
        sha256=sha256,
        kind=str(said.get("kind", "other")),
        publisher=str(said.get("publisher", "")),
        date=str(said.get("date", "")),
        url=str(said.get("url", "")),
        file=options.file or path.name,
        confidentiality=options.confidentiality or said.get("confidentiality", "internal"),
        invented=said.get("invented") == "true",
        recorded_by=options.recorded_by,
    )


KIND = Kind("facts", (".yaml", ".yml", ".json"), understand, general=True)
