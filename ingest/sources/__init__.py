"""Sources: one folder for each kind of file, with a reader's choice and a mapping to facts."""

import pkgutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Literal

from graph.errors import InputError
from graph.model.dates import parse_date
from graph.model.facts import Confidentiality, Record, Source
from graph.model.proposals import Proposal
from graph.network import Network
from ingest.loading.report import Note, Rejected
from ingest.sources.probe import Probe


@dataclass(frozen=True, slots=True)
class Options:
    """What the user says about a file beside its content; "" where nothing was said.

    `mapping` is the YAML file with the meanings of its columns, `mappings` the folder where saved ones are looked for.
    `file` is its name as the source keeps it, where it lies under another one: that within an archive.
    `list_kind` is what kind of list a table is, "contacts", or "Sheet1=contacts,Sheet2=members" for one with several
    sheets; `list_of` whose members or which body it names. With `new_event` the event is none that is known.
    """

    title: str = ""
    publisher: str = ""
    date: str = ""
    event: str = ""
    invented: bool | None = None
    confidentiality: Confidentiality | Literal[""] = ""
    kind: str = ""
    mapping: Path | None = None
    mappings: Path | None = None
    file: str = ""
    recorded_by: str = ""
    list_kind: str = ""
    list_of: str = ""
    new_event: bool = False

    def day(self, path: Path) -> str:
        """Return the date the user names, "" where none.

        Raises:
            InputError: it is none.
        """
        try:
            return parse_date(self.date) if self.date else ""
        except ValueError as error:
            raise InputError("bad_date_option", file=path.name, value=self.date) from error

    def source(
        self,
        path: Path,
        sha256: str,
        kind: str,
        *,
        title: str = "",
        titled: bool = False,
        date: str = "",
        about: str = "",
        url: str = "",
        publisher: str = "",
        confidentiality: Confidentiality = "internal",
    ) -> Source:
        """Return the source a file is: what the user says goes before what the file says, which is given here.

        Without a title it is called after the file. With `titled` the file's title replaces one given before.
        """
        return Source(
            title=self.title or title or path.stem.replace("_", " "),
            sha256=sha256,
            kind=kind,
            publisher=self.publisher or publisher,
            date=date,
            url=url,
            file=self.file or path.name,
            confidentiality=self.confidentiality or confidentiality,
            invented=bool(self.invented),
            about=about,
            titled=bool(self.title) or titled,
            recorded_by=self.recorded_by,
        )


@dataclass(slots=True)
class Findings:
    """What was met while mapping; `rows` counts those that held anything."""

    rows: int = 0
    rejected: Rejected = field(default_factory=Rejected)
    notes: list[Note] = field(default_factory=list)

    @contextmanager
    def row(self) -> Iterator[None]:
        """Count a row while it is read; what is wrong with it rejects it, and reading goes on."""
        self.rows += 1
        try:
            yield
        except InputError as error:
            self.rejected.append(error)

    def taken(self, record: Callable[[], Record | None]) -> Iterator[Record]:
        """Yield the record of one row, counted; none where the row gives none, or is rejected."""
        found = None
        with self.row():
            found = record()
        if found:
            yield found


@dataclass(frozen=True, slots=True)
class Mapped:
    """A file understood: its source, and its records, read anew at each call; findings are noted on the way.

    A document has no records but `proposals`: what it seems to say, beside a network, for a person to decide.
    `list_kind` is what kind of list it was taken for, "" for what is no list; `event_is_guessed` tells that nobody
    named the event.
    """

    source: Source
    records: Callable[[Findings], Iterator[Record]]
    event: str = ""
    event_date: str = ""
    proposals: Callable[[Network], Sequence[Proposal]] | None = None
    list_kind: str = ""
    event_is_guessed: bool = False


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file: its endings, whether a file with one of them is of this kind, and how it is understood.

    A `general` kind takes what no other one recognises.
    """

    name: str
    endings: Sequence[str]
    understand: Callable[[Path, str, Options], Mapped]
    recognises: Callable[[Probe], bool] = lambda _: True
    general: bool = False


@cache
def kinds() -> tuple[Kind, ...]:
    """Return all kinds of files that can be loaded, the general ones last: one folder beside this module each."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__) if module.ispkg)
    found = [kind for name in names for kind in _kinds_in(import_module(f"{__name__}.{name}"))]
    return tuple(sorted(found, key=lambda kind: kind.general))


def _kinds_in(module: ModuleType) -> tuple[Kind, ...]:
    return getattr(module, "KINDS", None) or (module.KIND,)


def kind_of(path: Path, name: str = "") -> Kind:
    """Return the kind of a file: the one of that `name`, or the first that recognises it.

    Raises:
        InputError: no kind has this name or takes this ending, or none recognises the file.
    """
    probe = Probe(path)
    if name and name not in {kind.name for kind in kinds()}:
        raise InputError("unknown_kind", file=path.name, value=name, known=", ".join(kind.name for kind in kinds()))
    fitting = [kind for kind in kinds() if probe.ending in kind.endings and name in ("", kind.name)]
    if not fitting:
        known = ", ".join(dict.fromkeys(ending for kind in kinds() for ending in kind.endings))
        raise InputError("unknown_file_type", file=path.name, value=probe.ending or path.name, known=known)
    for kind in fitting:
        if name or kind.recognises(probe):
            return kind
    raise InputError("unknown_content", file=path.name, known=", ".join(kind.name for kind in fitting))
