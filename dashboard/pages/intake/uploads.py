"""Uploaded files on their way into the network: in a folder of their own that is gone afterwards."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp
from types import MappingProxyType
from typing import Protocol

from graph.account import me
from graph.errors import AkteursnetzError, InputError
from graph.settings import Settings
from graph.store import Store
from ingest.loading.gathering import GatheredFile, gather, own_name
from ingest.loading.intake import Wishes
from ingest.loading.rejected_rows import as_files
from ingest.loading.report import FileReport
from ingest.loading.taking_in import Pace, check, settle, take_all
from ingest.loading.unchanged import are_large, unchanged
from ingest.records import Options


class Upload(Protocol):
    """A file as the browser sent it; its name is whatever somebody chose."""

    name: str

    def getbuffer(self) -> Collection[int]:
        """Return the content."""
        ...


@dataclass(frozen=True, slots=True)
class FileProblem:
    """A file that can not be taken, or is left out, and why."""

    name: str
    reason: str


@dataclass(slots=True)
class Arrived:
    """The files behind some uploads, archives taken apart."""

    files: list[GatheredFile] = field(default_factory=list)
    problems: list[FileProblem] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What loading did, or would do; the rejected rows of each table as CSV, by a file name for it."""

    reports: Sequence[FileReport]
    problems: Sequence[FileProblem]
    rejected: Sequence[tuple[str, bytes]]
    dry_run: bool


@contextmanager
def arrived(uploads: Sequence[Upload], language: str) -> Iterator[Arrived]:
    """Give the uploaded files, which are there until the end of the `with` statement."""
    with TemporaryDirectory(prefix="akteursnetz-") as folder, ExitStack() as open_archives:
        found = Arrived()
        for upload in uploads:
            path = Path(mkdtemp(dir=folder)) / own_name(upload.name)
            path.write_bytes(bytes(upload.getbuffer()))
            try:
                gathered = open_archives.enter_context(gather([path]))
            except AkteursnetzError as error:
                found.problems.append(FileProblem(path.name, _reason(error, language)))
                continue
            found.files += gathered.files
            found.problems += [
                FileProblem(note.place, replace(note, place="").message(language)) for note in gathered.skipped
            ]
        yield found


def run(
    store: Store,
    files: Arrived,
    options: Options,
    language: str,
    *,
    dry_run: bool,
    most_rejected: float,
    told: Callable[[Pace], object] = lambda _: None,
    answers: Mapping[str, Options] = MappingProxyType({}),
) -> Outcome:
    """Load the files, or with `dry_run` say what that would change; `answers` are options of single files by name.

    A file that is refused is a problem of its own; the others go on.

    Raises:
        StoreError: the database is away or busy.
    """
    large = are_large(found.path for found in files.files)
    known = unchanged(store, files.files, options, dry_run=dry_run, own=answers) if large else {}
    checked = check(files.files, options, most_rejected, own=answers, known=known)
    settle(store, checked, files.files, most_rejected)
    problems = [
        *files.problems,
        *(FileProblem(one.found.name, _reason(one.error, language)) for one in checked.refused),
    ]
    wishes = Wishes(me(), dry_run=dry_run, folder=Settings().snapshots)
    beside = [report.source for report in checked.unchanged]
    reports = [
        *checked.unchanged,
        *(take_all(store, checked.prepared, wishes, told, beside) if checked.prepared else ()),
    ]
    tables = [table for one in checked.prepared for table in as_files(one, one.options, language)]
    return Outcome(reports, problems, tables, dry_run)


def _reason(error: AkteursnetzError, language: str) -> str:
    return error.reason(language) if isinstance(error, InputError) and error.row is None else error.message(language)
