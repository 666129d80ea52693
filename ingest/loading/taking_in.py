"""Taking files in, for the page and the command alike: all are checked first, then each is taken in and reported on."""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from graph.columns import Keeper
from graph.errors import InputError, StoreError
from graph.store import Store
from graph.store.source_names import source_named
from ingest.loading.gathering import GatheredFile
from ingest.loading.intake import Intake, Wishes
from ingest.loading.long_run import MANY, grouped
from ingest.loading.occasions import KnownEvents, events_of, refuse_doubles
from ingest.loading.pipeline import KEPT, MOST_REJECTED, Prepared, Progress, prepare
from ingest.loading.report import FileReport
from ingest.records import Options
from ingest.records.asking import EventQuestion, KindQuestion

BACKUP = ""  # no file: the backup before them is made
Ask = Callable[[EventQuestion | KindQuestion, Options], Options]


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that can not be taken, and why."""

    found: GatheredFile
    error: InputError


@dataclass(slots=True)
class ReadyFiles:
    """The files that can be taken, those that can not, and the reports on those that were not read: see `unchanged`."""

    prepared: list[Prepared] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    unchanged: list[FileReport] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Pace:
    """How far a run is: the file it is at, records done of it and of all files, records a second, seconds left."""

    file: str
    done: int
    of: int
    share: float
    rate: float
    left: float


def unanswered(question: EventQuestion | KindQuestion, options: Options) -> Options:
    """Raise a question, as nobody is there to be asked."""
    raise question


def check(
    files: Sequence[GatheredFile],
    options: Options,
    most_rejected: float = MOST_REJECTED,
    *,
    own: Mapping[str, Options] = MappingProxyType({}),
    ask: Ask = unanswered,
    known: Mapping[str, FileReport] = MappingProxyType({}),
) -> ReadyFiles:
    """Read and check files; nothing is written. Of many only so many records stay in memory as of one.

    `own` are the options of single files by name; what only a person can say about a file is asked, or it is refused.
    Files that are `known`, by name, are not read.
    """
    checked = ReadyFiles(unchanged=[known[found.name] for found in files if found.name in known])
    for found in (found for found in files if found.name not in known):
        room = max(KEPT - sum(len(one.kept or ()) for one in checked.prepared), 0)
        chosen = replace(own.get(found.name, options), file=found.file)
        try:
            one = _prepared(found, chosen, most_rejected, room, ask)
        except InputError as error:
            checked.refused.append(Refused(found, error))
        else:
            checked.prepared.append(one)
    return checked


def _prepared(found: GatheredFile, options: Options, most_rejected: float, room: int, ask: Ask) -> Prepared:
    while True:
        try:
            return prepare(found.path, options, most_rejected=most_rejected, keep=room, name=found.name)
        except KindQuestion as question:
            options = ask(question, options)


def settle(
    store: Store,
    checked: ReadyFiles,
    files: Sequence[GatheredFile],
    most_rejected: float = MOST_REJECTED,
    *,
    ask: Ask = unanswered,
) -> list[Refused]:
    """Ask about lists whose event looks like a known one; those nobody decides on are refused, and come back."""
    settled: list[Prepared] = []
    refused: list[Refused] = []
    events = events_of(store, checked.prepared)
    for one in checked.prepared:
        try:
            settled.append(_settled(store, one, settled, events, most_rejected, ask))
        except InputError as error:
            found = next(found for found in files if found.name == one.name)
            refused.append(Refused(found, error))
    checked.prepared = settled
    checked.refused += refused
    return refused


def _settled(
    store: Store, one: Prepared, before: Sequence[Prepared], events: KnownEvents, most_rejected: float, ask: Ask
) -> Prepared:
    try:
        refuse_doubles(store, one, before, events)
    except EventQuestion as question:
        return prepare(one.path, ask(question, one.options), most_rejected=most_rejected, name=one.name)
    return one


def all_rejected(refused: Sequence[Refused], options: Options) -> list[Prepared]:
    """Return the files that were refused for too many bad rows, so that these can be shown as a list to correct."""
    found = []
    for one in refused:
        again = check([one.found], options, most_rejected=1)
        found += [replace(each, kept=None) for each in again.prepared]
    return found


def take_all(
    store: Store,
    files: Sequence[Prepared],
    wishes: Wishes,
    told: Callable[[Pace], object] = lambda _: None,
    beside: Iterable[str] = (),
) -> Iterator[FileReport]:
    """Take files in, or say what that would change, and yield the report on each as soon as it is whole.

    `beside` are the ids of sources of the same run that were not read again. The source to replace may be named by id,
    title or file name. What an earlier run left undone is done first.

    Raises:
        UsageError: there is no source to replace, or there are several; or there is no room for the backup before.
        StoreError: the database is away or busy; what was yielded before is loaded, and doing it again does the rest.
    """
    if wishes.replaces:
        wishes = replace(wishes, replaces=source_named(store.view().nodes("Source"), wishes.replaces))
    intake = Intake(store, wishes, {one.source.id for one in files} | {*beside}, Keeper(store.snapshots))
    clock = _Clock(sum(one.count for one in files), told)
    if wishes.dry_run:
        yield from intake.rehearse(files, clock.tell)
        return
    if files:
        store.secure("import", clock.before, sum(one.count for one in files))
    store.take_back_broken({one.source.id for one in files})
    with store.loading():
        store.finish_owed()
        if len(files) > MANY:
            yield from _long_run(intake, files, clock.tell)
        else:
            for one in files:
                yield from intake.take_group([one], clock.tell)
        with suppress(StoreError):  # all files are loaded and told; who reads next reads the network
            intake.end()


def _long_run(intake: Intake, files: Sequence[Prepared], progress: Progress) -> Iterator[FileReport]:
    """Take many files in, group by group, compare once what all of them touched, and yield the reports.

    Looking at all names after each group would take longer with each.
    """
    groups = list(grouped(files))
    if len(groups) == 1 or not intake.wishes.merge:
        for some in groups:
            yield from intake.take_group(some, progress)
        return
    owing, loaded = replace(intake, owes=True), list[FileReport]()
    try:
        for some in groups:
            loaded += owing.take_group(some, progress)
        compared = intake.compare(files, loaded)
    except Exception:  # what is loaded is told, whatever came between
        yield from loaded
        raise
    yield from compared


class _Clock:
    """Says how far the whole is, how fast it goes and how long it still takes."""

    def __init__(self, total: int, told: Callable[[Pace], object]) -> None:
        self._total, self._told, self._start = max(total, 1), told, time.monotonic()
        self._done: dict[str, int] = {}

    def before(self, done: int, of: int) -> None:
        """Say how far the backup is that is made before."""
        self._told(Pace(BACKUP, done, of, 0.0, 0.0, 0.0))

    def tell(self, file: str, done: int, of: int) -> None:
        """Say that so many records of a file are done; less than before where a unit began anew."""
        self._done[file] = done
        done_all = sum(self._done.values())
        rate = done_all / max(time.monotonic() - self._start, 1e-6)
        left = max(self._total - done_all, 0) / max(rate, 1e-6)
        self._told(Pace(file, done, of, min(done_all / self._total, 1.0), rate, left))
