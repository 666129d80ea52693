"""Uploaded files on their way into the network: in a folder of their own that is gone afterwards."""

import io
import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp
from types import MappingProxyType
from typing import Protocol

from graph.account import me
from graph.errors import AkteursnetzError, InputError
from graph.store import Store
from ingest.loading.gathering import Found, gather, own_name
from ingest.loading.intake import Wishes, join, take_in
from ingest.loading.occasions import refuse_doubles
from ingest.loading.pipeline import KEPT, Prepared, prepare
from ingest.loading.rejected_rows import rejected_rows, write_rejected
from ingest.loading.report import FileReport
from ingest.records import Options

Told = Callable[[float, float, float], object]  # share done, records a second, seconds left


class Upload(Protocol):
    """A file as the browser sent it; its name is whatever somebody chose."""

    name: str

    def getbuffer(self) -> Collection[int]:
        """Return the content."""
        ...


@dataclass(frozen=True, slots=True)
class Problem:
    """A file that can not be taken, or is left out, and why."""

    name: str
    reason: str


@dataclass(slots=True)
class Arrived:
    """The files behind some uploads, archives taken apart."""

    files: list[Found] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What loading did, or would do; the rejected rows of each table as CSV, by a file name for it."""

    reports: Sequence[FileReport]
    problems: Sequence[Problem]
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
                found.problems.append(Problem(path.name, _reason(error, language)))
                continue
            found.files += gathered.files
            found.problems += [
                Problem(note.place, replace(note, place="").message(language)) for note in gathered.skipped
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
    told: Told = lambda *_: None,
    answers: Mapping[str, Options] = MappingProxyType({}),
) -> Outcome:
    """Load the files, or with `dry_run` say what that would change; `answers` are options of single files by name.

    A file that is refused is a problem of its own; the others go on.

    Raises:
        StoreError: the database is away or busy.
    """
    prepared: list[Prepared] = []
    problems = list(files.problems)
    for found in files.files:
        room = max(KEPT - sum(len(one.kept or ()) for one in prepared), 0)
        own = replace(answers.get(found.name, options), file=found.file)
        try:
            one = prepare(found.path, own, most_rejected=most_rejected, keep=room, name=found.name)
            refuse_doubles(store, one, prepared)
            prepared.append(one)
        except InputError as error:
            problems.append(Problem(found.name, _reason(error, language)))
    together = {one.source.id for one in prepared}
    total = sum(one.findings.rows for one in prepared)
    clock, before = _Clock(total, told), 0
    reports = []
    for one in prepared:
        wishes = Wishes(me(), dry_run=dry_run)
        reports.append(take_in(store, one, wishes, together=together, progress=clock.after(before)))
        before += one.findings.rows
    if not dry_run:
        reports = join(store, reports)
    tables = [table for one in prepared for table in _tables(one, options, language)]
    return Outcome(reports, problems, tables, dry_run)


def _tables(prepared: Prepared, options: Options, language: str) -> Iterator[tuple[str, bytes]]:
    for number, table in enumerate(rejected_rows(prepared, options), start=1):
        file = io.StringIO(newline="")
        write_rejected(file, table, language)
        yield f"{prepared.path.stem}-{number}.csv", file.getvalue().encode("utf-8-sig")


def _reason(error: AkteursnetzError, language: str) -> str:
    return error.reason(language) if isinstance(error, InputError) and error.row is None else error.message(language)


class _Clock:
    """Says how far the whole is, how fast it goes and how long it still takes."""

    def __init__(self, total: int, told: Told) -> None:
        self._total, self._told, self._start = max(total, 1), told, time.monotonic()

    def after(self, before: int) -> Callable[[str, int, int], object]:
        """Return what a load tells its progress to, when so many records are done already."""

        def tell(_: str, done: int, total: int) -> None:
            all_done = before + done
            rate = all_done / max(time.monotonic() - self._start, 1e-6)
            self._told(min(all_done / self._total, 1.0), rate, max(self._total - all_done, 0) / max(rate, 1e-6))

        return tell
