"""What a mapping declares about a session list: other meanings of its columns, and how many rows it has."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from graph.errors import InputError
from graph.model.fold import fold
from ingest.records import Options, RowLog
from ingest.sources.sessions.header import IGNORED, MEANINGS, SessionHeader
from ingest.tables.columns import known_meanings
from ingest.tables.saved_mapping import UNUSED, SavedMapping, mappings_in, read_mapping, shape_of

KIND = "sessions"


def declared(options: Options, header: SessionHeader) -> SavedMapping | None:
    """Return the mapping for a session list: the one the user names, or the one saved for its titles.

    Raises:
        InputError: a mapping that can not be used.
    """
    if options.mapping:
        said = read_mapping(options.mapping, {*MEANINGS, *known_meanings()})
        return said if said.kind in ("", KIND) else None
    saved = mappings_in(options.mappings, KIND, MEANINGS) if options.mappings else {}
    return saved.get(shape_of(header.titles))


def with_meanings(header: SessionHeader, mapping: SavedMapping, where: str) -> SessionHeader:
    """Return the header with the meanings a mapping gives its columns.

    Raises:
        InputError: a column of the mapping is missing, or none is the title of the sessions.
    """
    if missing := mapping.missing(header.titles):
        found = ", ".join(filter(None, header.titles))[:200]
        line = mapping.lines[missing[0]]
        raise InputError(
            "mapping_missing_column", file=mapping.file, row=line, value=missing[0], list=where, found=found
        )
    by_index = {index: meaning for meaning, found in header.columns.items() for index in found}
    for index, title in enumerate(header.titles):
        if said := mapping.meaning(title) if fold(title) else None:
            by_index[index] = said
    columns: dict[str, tuple[int, ...]] = {}
    for index, meaning in sorted(by_index.items()):
        if meaning not in (IGNORED, UNUSED):
            columns[meaning] = (*columns.get(meaning, ()), index)
    if "session" not in columns:
        raise InputError("no_session_header", file=mapping.file)
    unused = tuple(t for i, t in enumerate(header.titles) if t in header.unused and i not in by_index)
    said_unused = tuple(header.titles[i] for i, meaning in by_index.items() if meaning == UNUSED)
    return replace(header, columns=columns, unused=(*unused, *said_unused))


def check_rows(path: Path, mappings: Sequence[SavedMapping], row_log: RowLog) -> None:
    """Refuse a file with another number of rows than its mapping declares.

    Raises:
        InputError: it has more or fewer.
    """
    for mapping in mappings:
        if mapping.rows not in (None, row_log.rows):
            raise InputError(
                "mapping_rows", file=path.name, value=row_log.rows, mapping=mapping.file, expected=mapping.rows
            )
