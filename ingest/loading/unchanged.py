"""Files that are in the network whole, as they are, read by the same rules: they are not read again.

Which these are is asked of the store before anything is prepared. A file counts only where its load came to its end
with every row taken, and nobody has withdrawn, corrected, merged or undone anything of it since.
"""

import sys
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict
from functools import cache
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from typing import Any

import graph
import ingest
from graph.errors import InputError
from graph.model.bounded import total_of
from graph.model.facts import digest
from graph.store import Store
from graph.store.changes import Changes
from graph.store.whole_loads import WholeLoad
from ingest.loading.gathering import GatheredFile
from ingest.loading.pipeline import Prepared
from ingest.loading.report import FileReport
from ingest.readers.checksum import checksum
from ingest.records import Note, Options

_RULES = (".py", ".yaml")
LARGE = 256 * 1024  # bytes of all files from which asking first is quicker than reading them again


@cache
def rules() -> str:
    """Return what tells the rules by which files are read from those of another version: all there is of them."""
    found = sha256(sys.version.encode())
    for package in (graph, ingest):
        folder = Path(str(package.__file__)).parent
        for path in sorted(p for p in folder.rglob("*") if p.suffix in _RULES):
            found.update(f"\0{path.relative_to(folder.parent)}\0".encode() + path.read_bytes())
    return found.hexdigest()


def mark_of(file: str, content: str, path: Path, options: Options) -> str:
    """Return what tells one load from another: content, names and options of a file, and the rules it is read by.

    Raises:
        OSError: a mapping can not be read.
    """
    said = asdict(options) | {"recorded_by": "", "file": file, "mapping": "", "mappings": ""}
    maps = [options.mapping] if options.mapping else []
    maps += sorted(options.mappings.glob("*")) if options.mappings else []
    meant = [f"{one.name} {sha256(one.read_bytes()).hexdigest()}" for one in maps if one.is_file()]
    return digest(rules(), content, path.name, repr(sorted(said.items())), *meant)


def whole_load(prepared: Prepared, report: FileReport) -> WholeLoad | None:
    """Return that a file is loaded whole; None where loading it again would have something to tell or to ask."""
    changes = report.changes
    if prepared.mapped.proposals or total_of(report.rejected) or changes.overruled.total:
        return None
    try:
        mark = mark_of(prepared.source.file, prepared.source.sha256, prepared.path, prepared.options)
    except OSError:
        return None
    told = {
        "rows": report.rows,
        "event": report.event,
        "event_date": report.event_date,
        "kind": report.kind,
        "list_kind": report.list_kind,
        "nodes": sum(map(len, (changes.created, changes.changed, changes.unchanged))),
        "facts": sum(map(len, (changes.facts_created, changes.facts_changed, changes.facts_unchanged))),
    }
    return WholeLoad(mark, prepared.source.id, told, is_new=prepared.source.id in changes.created)


def are_large(files: Iterable[Path]) -> bool:
    """Return whether reading files takes longer than asking the store about them."""
    return sum(path.stat().st_size for path in files if path.is_file()) > LARGE


def unchanged(
    store: Store,
    files: Sequence[GatheredFile],
    options: Options,
    *,
    dry_run: bool = False,
    own: Mapping[str, Options] = MappingProxyType({}),
) -> dict[str, FileReport]:
    """Return by name the reports on the files that need not be loaded again; `own` are options of single files by name.

    Raises:
        StoreUnavailable: the database can not be reached.
    """
    marks = {found.name: mark for found in files if (mark := _mark(found, own.get(found.name, options)))}
    known = store.view().whole_loads(marks.values())
    loaded = {name: known[mark] for name, mark in marks.items() if mark in known}
    together = {source["id"] for source, _ in loaded.values()}
    names = {found.name: found.file for found in files}
    every = store.view().nodes("Source") if any(source.get("about") for source, _ in loaded.values()) else ()
    others = [s for s in every if s["id"] not in together and not s.get("withdrawn_at")]
    return {
        name: _report(name, source, told, dry_run=dry_run)
        for name, (source, told) in loaded.items()
        if not _replaces(source, names[name], others)
    }


def _mark(found: GatheredFile, options: Options) -> str:
    """Return the mark a file would have, "" where it can not be read: whoever prepares it says why."""
    try:
        return mark_of(found.file, checksum(found.path), found.path, options)
    except (InputError, OSError):
        return ""


def _replaces(source: Mapping[str, Any], file: str, others: Collection[Mapping[str, Any]]) -> bool:
    """Return whether loading a source again would take the place of another one, as `intake.earlier_states` says."""
    return bool(source.get("about")) and any(
        other.get("kind") == source.get("kind")
        and other.get("file") == file
        and other.get("about") == source["about"]
        and bool(other.get("invented")) == bool(source.get("invented"))
        for other in others
    )


def _report(name: str, source: Mapping[str, Any], told: Mapping[str, Any], *, dry_run: bool) -> FileReport:
    return FileReport(
        name,
        source["id"],
        told["rows"],
        [],
        [Note("note_unchanged")],
        Changes(),
        dry_run,
        told["event"],
        told["event_date"],
        told["kind"],
        list_kind=told["list_kind"],
        unchanged=(told["nodes"], told["facts"]),
    )
