"""Sources: one folder for each kind of file, with a reader's choice and a mapping to facts."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from graph.errors import InputError
from graph.facts import Confidentiality, Record, Source
from ingest.report import Note


@dataclass(frozen=True, slots=True)
class Options:
    """What the user says about a file beside its content; "" where nothing was said."""

    title: str = ""
    publisher: str = ""
    date: str = ""
    event: str = ""
    invented: bool | None = None
    confidentiality: Confidentiality | Literal[""] = ""


@dataclass(slots=True)
class Findings:
    """What was met while mapping; `rows` counts those that held anything."""

    rows: int = 0
    rejected: list[InputError] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Mapped:
    """A file understood: its source, and its records, read anew at each call; findings are noted on the way."""

    source: Source
    records: Callable[[Findings], Iterator[Record]]
    event: str = ""
    event_date: str = ""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file: its endings, and the function that understands a file of it."""

    name: str
    endings: Sequence[str]
    understand: Callable[[Path, str, Options], Mapped]


def kinds() -> tuple[Kind, ...]:
    """Return all kinds of files that can be loaded."""
    from ingest.sources import facts, participants

    return (participants.KIND, facts.KIND)


def kind_of(path: Path) -> Kind:
    """Return the kind of a file by its ending.

    Raises:
        InputError: no kind has this ending.
    """
    ending = path.suffix.lower()
    for kind in kinds():
        if ending in kind.endings:
            return kind
    known = ", ".join(ending for kind in kinds() for ending in kind.endings)
    raise InputError("unknown_file_type", file=path.name, value=ending or path.name, known=known)
