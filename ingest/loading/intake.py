"""Taking a file in: it is loaded, takes the place of what it corrects, and what is one for certain is merged.

All of that is one unit of work: a file of office size is one transaction, of which a dry run only leaves out the end.
A larger one is written in parts nobody sees; the last transaction lets readers see it, hides what it takes the place
of, and merges. What is owed from the first part on is noted in the store until it is done.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeVar

from graph.access.acts import act
from graph.columns import Keeper
from graph.curation.certain import merge_certain
from graph.curation.pair_book import PairBook
from graph.matching.pairs import Pair
from graph.model.decisions import named_keys, parted
from graph.model.facts import Source
from graph.network import Network
from graph.store import Access, Store, Unit
from graph.store.changes import Changes, ChangeState
from graph.store.whole_loads import WholeLoad
from graph.store.writer import fit
from ingest.loading.erased_people import Gate
from ingest.loading.long_run import MANY, grouped
from ingest.loading.pipeline import Prepared, Progress, load, report_on
from ingest.loading.proposing import DocumentReport, as_dry_run, with_accepted
from ingest.loading.report import FileReport, Merged, Replaced
from ingest.loading.unchanged import are_large, whole_load
from ingest.records import Note

T = TypeVar("T")
# Nodes whose pairs are looked for in the unit of a load, about a millisecond each: of those it touched, and of all
# there are where no pairs are kept from before.
MOST_TOUCHED = 100_000
MOST_NODES = 200_000


@dataclass(frozen=True, slots=True)
class Wishes:
    """How files are taken in: by whom, for real or not, and the id of a source that a file shall replace.

    With `merge` what the loads make certain is merged; proposals of documents are accepted from `accept_above` on.
    `folder` is where pairs are kept between loads.
    """

    who: str = ""
    dry_run: bool = False
    replaces: str = ""
    merge: bool = True
    accept_above: float | None = None
    folder: Path | None = None


@dataclass(frozen=True, slots=True)
class Intake:
    """Takes files into a store, one after the other; `together` are the ids of the sources of the same run.

    Files that lie side by side do not replace each other. With `owes` what the loads make certain is not merged yet:
    that is owed, and noted with them, until `compare` has done it for all of them. `begun` are the sources of which it
    was owed before.
    """

    store: Store
    wishes: Wishes
    together: Collection[str] = ()
    keeper: Keeper = field(default_factory=Keeper)
    owes: bool = False
    begun: set[str] = field(default_factory=set)
    book: PairBook = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "book", PairBook(self.wishes.folder))

    @act("import")
    def take(self, prepared: Prepared, progress: Progress = lambda *_: None) -> FileReport:
        """Load a prepared file, withdraw what it takes the place of, merge; or say what of that would be.

        Raises:
            StoreError: the database is away or busy; taking the file in again finishes the work.
        """
        if fit(prepared.count):
            (report,) = self._at_once([prepared], progress)
        elif self.wishes.dry_run:
            report = self._counted(prepared, progress)
        else:
            report = self._in_parts(prepared, progress)
        return replace(report, replaced=tuple(self._withdrawn(prepared, report))) if report.replaced else report

    @act("import")
    def rehearse(self, files: Sequence[Prepared], progress: Progress = lambda *_: None) -> list[FileReport]:
        """Say what taking in several files would change, each after the other, as it would really be.

        Files that are too many for one transaction are looked at apart from each other.
        """
        groups: list[list[Prepared]] = []
        for one in files:
            if groups and fit(sum(each.count for each in [*groups[-1], one])):
                groups[-1].append(one)
            else:
                groups.append([one])
        return [
            report
            for some in groups
            for report in (
                self._at_once(some, progress, is_long=len(files) > MANY)
                if len(some) > 1
                else [self.take(some[0], progress)]
            )
        ]

    @act("import")
    def take_group(self, files: Sequence[Prepared], progress: Progress = lambda *_: None) -> list[FileReport]:
        """Take files of a long run in within one transaction, and compare once what all of them touched.

        Raises:
            StoreError: the database is away or busy; taking the files in again finishes the work.
        """
        if len(files) == 1:
            return [self.take(files[0], progress)]
        both = zip(files, self._at_once(files, progress, is_long=True), strict=True)
        return [replace(r, replaced=tuple(self._withdrawn(one, r))) if r.replaced else r for one, r in both]

    @act("import")
    def compare(self, files: Sequence[Prepared], reports: Sequence[FileReport]) -> list[FileReport]:
        """Merge what the groups of a long run owe, once all of them are in, and return the reports with that.

        Pairs are looked for before the unit of work: nobody waits meanwhile who writes.

        Raises:
            StoreError: the database is away or busy; taking the files in again finishes the work.
        """
        view = self.store.view()
        index = self.book.update(view, self.keeper.network(view))
        unnamed = any(report.changes.touched() is None for report in reports)

        def work(unit: Unit) -> list[FileReport]:
            owed_by = unit.view().owing_joins(one.source.id for one in files)
            owing = [one.source.id for one in files if one.source.id in owed_by]
            owed = {node for source in self.begun.intersection(owing) for node in unit.curator().said_by(source)}
            owed |= index.changed if unnamed else frozenset()
            for source in owing:
                unit.curator().joined(source)
            held = unit.view().whole_loads(load.mark for load in _whole_loads(files, reports))
            found = join(unit, reports, self.keeper, owed, self.book, bounded=False)
            # Whoever changed what a load says took its mark, and so do the merges: only the latter do not count.
            loads = [load for load in _whole_loads(files, found) if load.mark in held]
            unit.writer().note_whole(loads)
            return found

        return self._in_unit(work)

    @property
    def merges_now(self) -> bool:
        """Whether what a load makes certain is merged in its unit of work."""
        return self.wishes.merge and not self.owes

    def _at_once(self, files: Sequence[Prepared], progress: Progress, *, is_long: bool = False) -> list[FileReport]:
        """Take files in within one transaction."""
        # In the unit only what it touches is read then. The first unit of a long run would read everything, of which
        # nothing is kept, and the second one again.
        if self.merges_now and not self.keeper.has_at_hand and (is_long or self.keeper.has_kept):
            self.keeper.network(self.store.view())

        def work(unit: Unit) -> list[FileReport]:
            groups = grouped(files) if is_long else ([one] for one in files)
            reports = [report for some in groups for report in self._taken(unit, some, progress)]
            return self._marked(unit, files, reports)

        return self._in_unit(work)

    def _marked(self, unit: Unit, files: Sequence[Prepared], reports: list[FileReport]) -> list[FileReport]:
        """Note which files need not be read again as long as nobody changes what they say; return the reports.

        Where nothing else was written that is done only for files that take long to read: others write nothing.
        """
        if self.wishes.dry_run:
            return reports
        loads = _whole_loads(files, reports)
        if loads and (are_large(one.path for one in files) or any(r.changes.any or r.replaced for r in reports)):
            unit.writer().note_whole(loads)
        return reports

    def _in_unit(self, work: Callable[[Unit], T]) -> T:
        """Return what a unit of work returns; unless it is a dry run keep the network it saw and the pairs it found."""

        def begun(unit: Unit) -> tuple[T, int]:
            self.book.forget()
            self.keeper.forget()
            return work(unit), unit.view().steps()

        found, steps = self.store.unit(begun, dry_run=self.wishes.dry_run)
        if not self.wishes.dry_run:
            self.book.keep(steps)
            self.keeper.keep(steps)
        return found

    def end(self) -> None:
        """Write down the network as it is now, for who reads next; nothing of it is read again that is known here."""
        if self.keeper.has_at_hand:
            self.keeper.network(self.store.view())

    def _taken(self, unit: Unit, files: Sequence[Prepared], progress: Progress) -> list[FileReport]:
        """Load files, do what follows each of them, and merge what all of them together make certain."""
        owing = unit.view().owing_joins(one.source.id for one in files)
        if len(files) == 1 or not self.merges_now:
            return [self._completed(unit, one, load(unit, one, progress=progress), owing) for one in files]
        apart = replace(self, wishes=replace(self.wishes, merge=False))
        reports, owed = list[FileReport](), list[str]()
        for one in files:
            report = load(unit, one, progress=progress)
            if one.source.id in owing:
                owed += unit.curator().said_by(one.source.id)
            reports.append(apart._completed(unit, one, report, owing))
        joined = join(unit, reports, self.keeper, owed, self.book)
        return list(map(_undecided, joined)) if self.wishes.dry_run else joined

    def _in_parts(self, prepared: Prepared, progress: Progress) -> FileReport:
        """Take in a file that needs several transactions; the last of them makes it seen."""
        self.store.begin(prepared.source.id)
        gate = Gate.of(self.store, prepared.row_log.notes)
        changes = self.store.writer().load(
            gate.source(prepared.source),
            gate.records(prepared.records()),
            progress=lambda done: progress(prepared.name, done, prepared.count),
            open_ended=True,
        )

        def work(unit: Unit) -> FileReport:
            changes.add(unit.writer().load(gate.source(prepared.source), []))
            owing = unit.view().owing_joins([prepared.source.id])
            report = self._completed(unit, prepared, report_on(unit, prepared, changes), owing)
            return self._marked(unit, [prepared], [report])[0]

        return self._in_unit(work)

    def _counted(self, prepared: Prepared, progress: Progress) -> FileReport:
        """Say what a file would change that needs several transactions: each of them is counted on its own."""
        report = load(self.store, prepared, dry_run=True, progress=progress)
        curator, new = self.store.curator(), report.changes
        replaced = [
            _replaced(old, curator.withdraw(old[0], self.wishes.who, replaced_by=prepared.source.id, dry_run=True), new)
            for old in earlier_states(self.store, prepared.source, self.together, self.wishes.replaces)
        ]
        notes = [*report.notes, Note("note_counted_in_parts")]
        return replace(report, replaced=tuple(replaced), notes=notes)

    def _completed(self, unit: Unit, prepared: Prepared, report: FileReport, owing: Collection[str]) -> FileReport:
        """Do all that follows a load, in its transaction; `owing` are the sources whose merges were owed before it."""
        source, wishes = prepared.source, self.wishes
        old = earlier_states(unit, source, self.together, wishes.replaces)
        gone = [(one, unit.curator().supersede(one[0], wishes.who, source.id)) for one in old]
        report = replace(report, replaced=tuple(_replaced(one, done, report.changes) for one, done in gone))
        if self.owes:
            if source.id in owing:
                self.begun.add(source.id)
            elif report.changes.any:
                unit.writer().owe_join(source.id)
        elif source.id in owing:
            report = self._joined(unit, report, unit.curator().said_by(source.id))
            unit.curator().joined(source.id)
        else:
            report = self._joined(unit, report)
        if isinstance(report, DocumentReport):
            if wishes.accept_above is not None and not wishes.dry_run:
                report = with_accepted(unit, report, wishes.accept_above, wishes.who)
            return as_dry_run(report) if wishes.dry_run else report
        return _undecided(replace(report, dry_run=True)) if wishes.dry_run else report

    def _joined(self, unit: Unit, report: FileReport, owed: Sequence[str] | None = None) -> FileReport:
        return join(unit, [report], self.keeper, owed, self.book)[0] if self.merges_now else report

    def _withdrawn(self, prepared: Prepared, report: FileReport) -> Iterator[Replaced]:
        """Withdraw what was too large to be withdrawn in the unit, which nobody sees any more, and yield all."""
        owed = {one.source for one in self.store.view().owed_withdrawals()}
        for old in report.replaced:
            if old.id in owed and not self.wishes.dry_run:
                gone = self.store.curator().withdraw(old.id, self.wishes.who, replaced_by=prepared.source.id)
                yield _replaced((old.id, old.title), gone, report.changes)
            else:
                yield old


def _whole_loads(files: Sequence[Prepared], reports: Sequence[FileReport]) -> list[WholeLoad]:
    return [load for one, report in zip(files, reports, strict=True) if (load := whole_load(one, report))]


def _undecided(report: FileReport) -> FileReport:
    """Return the report on a dry run: there will be no such decisions."""
    return replace(report, merged=tuple(replace(one, decision="") for one in report.merged))


def earlier_states(
    store: Access, source: Source, together: Collection[str] = (), said: str = ""
) -> list[tuple[str, str]]:
    """Return id and title of the sources a new one takes the place of: the one that is `said`, else by itself.

    By itself it is one of the same kind and file name that is about the same event.
    """
    if said:
        return [(s["id"], s["name"]) for s in _others(store.view().sources(id=said), source)]
    if not source.about:
        return []
    alike = store.view().sources(kind=source.kind, file=source.file, about=source.about)
    return [
        (s["id"], s["name"])
        for s in _others(alike, source)
        if s["id"] not in together and bool(s.get("invented")) == source.invented
    ]


def _others(sources: Iterable[dict[str, Any]], new: Source) -> Iterator[dict[str, Any]]:
    return (s for s in sources if not s.get("withdrawn_at") and s["id"] != new.id)


def _replaced(old: tuple[str, str], gone: Changes | None, loaded: Changes) -> Replaced:
    if gone is None:  # it is owed, and counted when that is done
        return Replaced(*old, nodes=0, facts=0)
    # A load that is only counted in parts says nothing yet, so that what both of them say seems to be retired, too.
    return Replaced(
        *old,
        nodes=gone.nodes.beside(ChangeState.RETIRED, loaded.nodes),
        facts=gone.facts.beside(ChangeState.RETIRED, loaded.facts),
        names=tuple(s.name for s in gone.node_samples if s.state == ChangeState.RETIRED and not loaded.nodes.has(s.id)),
    )


def join(
    store: Access,
    reports: Sequence[FileReport],
    keeper: Keeper | None = None,
    owed: Collection[str] | None = None,
    book: PairBook | None = None,
    *,
    bounded: bool = True,
) -> list[FileReport]:
    """Merge what the loads made certain, and return the reports with what was merged and what waits for somebody.

    Where it is not `bounded` all is compared, however much it is. Only pairs with a node that a load made or changed
    are looked at, so that loading again changes nothing; `owed` are nodes of a load that broke off before this. What is
    invented and what is real are never merged without being asked.
    """
    touched = [report.changes.touched() for report in reports]
    within = [set(some or ()) for some in touched]
    within[-1] |= set(owed or ())
    if not any(within) and None not in touched:
        return list(reports)
    view, book = store.view(), book or PairBook()
    network = (keeper or Keeper(store.snapshots)).ahead(view)
    many = len(network.nodes) if None in touched else sum(map(len, within))
    if bounded and (many > MOST_TOUCHED or (len(network.nodes) > MOST_NODES and not book.is_kept())):
        return [*reports[:-1], replace(reports[-1], notes=[*reports[-1].notes, Note("note_not_joined")])]
    index = book.ahead(view, network)
    if None in touched:  # too many to be named one by one
        within[-1] |= index.changed
    different = parted(decisions := view.decisions(), view.owners(named_keys(decisions)))
    found = index.pairs(network, different, set().union(*within))
    pairs = sorted(found, key=lambda p: (-p.score, p.a, p.b))
    certain = [pair for pair in pairs if _is_certain(pair, network)]
    made = list(merge_certain(store.curator(), network, certain))
    open_ones = (pair for pair in pairs if not _is_certain(pair, network))
    waiting = Counter(_from(within, (pair.a, pair.b)) for pair in open_ones)
    merged: dict[int, list[Merged]] = {}
    for d in made:
        one = Merged(d.id, d.keep_name, d.other_name, d.compared)
        merged.setdefault(_from(within, (d.keep, d.other)), []).append(one)
    return [replace(r, merged=tuple(merged.get(i, ())), waiting=waiting[i]) for i, r in enumerate(reports)]


def _is_certain(pair: Pair, network: Network) -> bool:
    return pair.judgement == "same" and network.nodes[pair.a].invented == network.nodes[pair.b].invented


def _from(within: Sequence[Collection[str]], ids: Iterable[str]) -> int:
    """Return the index of the load from which on both nodes were there, as far as the loads touched them."""
    return max(next((i for i, some in enumerate(within) if item in some), 0) for item in ids)
