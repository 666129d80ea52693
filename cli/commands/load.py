"""Commands that put facts in: `ingest` and `sample`."""

from collections.abc import Mapping, Sequence
from contextlib import ExitStack, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import Annotated

import typer

from cli.options import Data, Json, settings, words
from cli.output.asking import answered, ask_event, ask_kind, is_terminal
from cli.output.load_output import ROWS, LeftOut, print_reports, write_report
from cli.output.terminal import clean_lines, messages, progress_bar, say
from cli.reading import left_ready, say_taken_back
from graph.account import me
from graph.engine import open_store
from graph.engine.rest import ENGINE_FILES
from graph.errors import InputError, StoreError, UsageError
from graph.settings import Settings
from graph.store import Store
from ingest.loading.gathering import Gathered, GatheredFile, gather
from ingest.loading.intake import Wishes
from ingest.loading.pipeline import MOST_REJECTED, Prepared, Progress
from ingest.loading.report import SOME_REJECTED, FileReport, exit_code
from ingest.loading.sample_load import load_sample
from ingest.loading.taking_in import ReadyFiles, Refused, all_rejected, check, settle, take_all
from ingest.loading.unchanged import are_large, unchanged
from ingest.loading.watching import Watcher
from ingest.records import Options
from ingest.records.asking import EventQuestion, KindQuestion


def ingest(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help=words("ingest.paths"))],
    dry_run: Annotated[bool, typer.Option("--dry-run", help=words("ingest.dry_run"))] = False,
    report: Annotated[Path | None, typer.Option("--report", metavar="FILE", help=words("ingest.report"))] = None,
    source: Annotated[str, typer.Option("--source", help=words("ingest.source"))] = "",
    publisher: Annotated[str, typer.Option("--publisher", help=words("ingest.publisher"))] = "",
    date: Annotated[str, typer.Option("--date", help=words("ingest.date"))] = "",
    event: Annotated[str, typer.Option("--event", help=words("ingest.event"))] = "",
    kind: Annotated[str, typer.Option("--kind", help=words("ingest.kind"))] = "",
    mapping: Annotated[
        Path | None, typer.Option("--mapping", metavar="FILE.yaml", help=words("ingest.mapping"))
    ] = None,
    list_kind: Annotated[str, typer.Option("--list", metavar="KIND", help=words("ingest.list"))] = "",
    list_of: Annotated[str, typer.Option("--of", metavar="NAME", help=words("ingest.of"))] = "",
    new_event: Annotated[bool, typer.Option("--new-event", help=words("ingest.new_event"))] = False,
    invented: Annotated[bool, typer.Option("--invented", help=words("ingest.invented"))] = False,
    max_rejected: Annotated[
        float, typer.Option("--max-rejected", min=0, max=1, help=words("ingest.max_rejected"))
    ] = MOST_REJECTED,
    replaces: Annotated[str, typer.Option("--replace", metavar="SOURCE", help=words("ingest.replace"))] = "",
    no_merge: Annotated[bool, typer.Option("--no-merge", help=words("ingest.no_merge"))] = False,
    watch: Annotated[bool, typer.Option("--watch", help=words("ingest.watch"))] = False,
    once: Annotated[bool, typer.Option("--once", help=words("ingest.once"))] = False,
    review: Annotated[bool, typer.Option("--review", help=words("ingest.review"))] = False,
    accept_above: Annotated[
        float | None, typer.Option("--accept-above", min=0, max=1, help=words("ingest.accept_above"))
    ] = None,
    as_json: Json = False,
    data: Data = None,
) -> None:
    """Load files, folders and archives; all named files are checked before the first one is written."""
    chosen = settings(data)
    if review:
        from cli.commands.review import refuse_review_without_terminal  # slow to import, and seldom wanted

        refuse_review_without_terminal()
    options = Options(
        title=source,
        publisher=publisher,
        date=date,
        event=event,
        invented=invented or None,
        kind=kind,
        mapping=mapping,
        mappings=chosen.data / "mappings",
        recorded_by=me(),
        list_kind=list_kind,
        list_of=list_of,
        new_event=new_event,
    )
    work = Work(chosen, options, max_rejected, dry_run=dry_run, replaces=replaces, merge=not no_merge, report=report)
    may_ask = is_terminal() and not (as_json or watch)
    work = replace(work, accept_above=accept_above, review=review, may_ask=may_ask)
    if watch:
        _watch(work, paths, as_json=as_json, once=once)
        return
    if len(paths) > 1 and (source or event or replaces):
        raise UsageError("one_file_only")
    with gather(paths) as gathered:
        if len(gathered.files) > 1 and (source or replaces):
            raise UsageError("one_file_only")
        if report and report.resolve() in {found.path.resolve() for found in gathered.files}:
            raise UsageError("report_is_input", file=str(report))
        with ExitStack() as stack:
            store = stack.enter_context(open_store(chosen, tidy=False)) if work.may_ask_first(gathered) else None
            known = unchanged(store, gathered.files, options, dry_run=dry_run) if store else {}
            checked = work.check(gathered, known)
            problem = work.run(checked, gathered, store, as_json=as_json)
    raise typer.Exit(problem)


@dataclass(frozen=True, slots=True)
class Work:
    """What the user wants done with files."""

    chosen: Settings
    options: Options
    most_rejected: float
    dry_run: bool
    replaces: str
    merge: bool
    report: Path | None
    accept_above: float | None = None
    review: bool = False
    may_ask: bool = False

    def may_ask_first(self, gathered: Gathered) -> bool:
        """Return whether the store may know files that take long to read; a new one need not be asked."""
        there = self.chosen.neo4j_uri or (self.chosen.data / ENGINE_FILES).exists()
        return bool(there) and not self.replaces and are_large(found.path for found in gathered.files)

    def check(self, gathered: Gathered, known: Mapping[str, FileReport] = MappingProxyType({})) -> ReadyFiles:
        """Return the files that can be loaded, and those of a folder or archive that can not.

        Raises:
            InputError: a file the user named itself can not, or none at all.
        """
        checked = check(gathered.files, self.options, self.most_rejected, ask=self._answer, known=known)
        named = [one for one in checked.refused if one.found.is_named]
        refused = named or ([] if checked.prepared or checked.unchanged else checked.refused)
        shows_rows = self.report is not None and self.report.suffix.lower() == ROWS
        if refused and shows_rows and (unloaded := all_rejected(checked.refused, self.options)):
            self._write_report([], unloaded)
        for other in refused[:-1]:
            messages().print(clean_lines(other.error.message(self.chosen.language)), soft_wrap=True)
        if refused:
            raise refused[-1].error
        return checked

    def left_out(self, gathered: Gathered, refused: Sequence[Refused]) -> list[LeftOut]:
        """Return what of a folder or archive is not loaded, and why."""
        language = self.chosen.language
        return [
            *(LeftOut(note.place, note.message(language)) for note in gathered.skipped),
            *(LeftOut(one.found.name, one.error.message(language), is_problem=True) for one in refused),
        ]

    def _answer(self, question: EventQuestion | KindQuestion, options: Options) -> Options:
        """Return the options with what somebody at the terminal answers.

        Raises:
            InputError: nobody does: the question.
        """
        if not self.may_ask:
            raise question
        if isinstance(question, KindQuestion):
            return answered(options, question, ask_kind(question, self.chosen.language))
        return replace(options, **ask_event(question, self.chosen.language))

    def _write_report(self, reports: Sequence[FileReport], prepared: Sequence[Prepared]) -> None:
        if self.report:
            for place in write_report(self.report, reports, prepared, self.options, self.chosen.language):
                messages().print(clean_lines(words("ingest.report_written", file=place)), soft_wrap=True)

    def run(self, checked: ReadyFiles, gathered: Gathered, opened: Store | None, *, as_json: bool) -> int:
        """Load files into the store, `opened` where it is already, print what that did, and return the exit code.

        Raises:
            StoreError: the database is away before the first file is whole.
        """
        if self.report:  # a place that can not be written is known before anything is loaded
            write_report(self.report, [], [], self.options, self.chosen.language)
        problem: StoreError | None = None
        reports = list(checked.unchanged)
        opening = nullcontext(opened) if opened else open_store(self.chosen, tidy=False)
        with opening as store, progress_bar() as progress:
            self.settle(store, checked, gathered)
            try:
                self.load(store, checked, reports, progress)
            except StoreError as error:  # what was loaded before is loaded, and is told
                problem = error
            else:
                left_ready(store, sum(len(r.changes.created) + len(r.changes.facts_created) for r in reports))
            say_taken_back(store)
        if problem and not reports:
            raise problem
        order = {found.name: i for i, found in enumerate(gathered.files)}
        reports.sort(key=lambda report: order.get(report.file, len(order)))
        self._write_report(reports, checked.prepared)
        left_out = self.left_out(gathered, checked.refused)
        print_reports(reports, checked.prepared, left_out, self.options, self.chosen.language, as_json=as_json)
        if problem:
            messages().print(problem.message(self.chosen.language), soft_wrap=True)
        if self.review and not problem:
            from cli.commands.review import review_loaded

            review_loaded(self.chosen, reports)
        in_part = problem or checked.refused
        return SOME_REJECTED if in_part else exit_code(reports)

    def settle(self, store: Store, checked: ReadyFiles, gathered: Gathered) -> None:
        """Ask about lists whose event looks like a known one; those nobody decides on are left out.

        Raises:
            EventQuestion: nobody can be asked about a file the user named.
        """
        open_ones = settle(store, checked, gathered.files, self.most_rejected, ask=self._answer)
        if open_ones and all(found.is_named for found in gathered.files):
            raise open_ones[0].error

    def load(self, store: Store, checked: ReadyFiles, reports: list[FileReport], progress: Progress) -> None:
        """Load files and add a report on each to `reports`, as soon as it is whole."""
        wishes = Wishes(
            me(),
            dry_run=self.dry_run,
            replaces=self.replaces,
            merge=self.merge,
            accept_above=self.accept_above,
            folder=self.chosen.snapshots,
        )
        beside = {report.source for report in checked.unchanged}
        bar = words("backup.bar")
        told = lambda pace: progress(pace.file or bar, pace.done, pace.of)  # noqa: E731
        reports.extend(take_all(store, checked.prepared, wishes, told, beside))


def _watch(work: Work, paths: Sequence[Path], *, as_json: bool, once: bool) -> None:
    """Take new files of a folder until Ctrl-C; with `once` until all that is there has been taken."""
    if len(paths) != 1 or not paths[0].is_dir():
        raise UsageError("watch_one_folder", file=", ".join(map(str, paths)))
    if work.dry_run or work.report or work.replaces or work.options.title:
        raise UsageError("watch_options")
    with open_store(work.chosen) as store:
        watcher = Watcher(store, paths[0], me())
        if not as_json:
            say(words("ingest.watching", folder=str(paths[0])))
        for found in watcher.rounds(once=once):
            _take(work, store, watcher, found, as_json=as_json)


def _take(work: Work, store: Store, watcher: Watcher, found: GatheredFile, *, as_json: bool) -> None:
    """Load a file that arrived; what goes wrong with it is told, and the watching goes on."""
    reports: list[FileReport] = []
    try:
        with gather([found.path]) as gathered:
            checked = work.check(gathered)
            work.settle(store, checked, gathered)
            work.load(store, checked, reports, lambda *_: None)
            left_out = work.left_out(gathered, checked.refused)
            print_reports(reports, checked.prepared, left_out, work.options, work.chosen.language, as_json=as_json)
    except StoreError as error:  # the file is new the next time, too
        messages().print(clean_lines(error.message(work.chosen.language)), soft_wrap=True)
        return
    except (InputError, UsageError) as error:
        messages().print(clean_lines(error.message(work.chosen.language)), soft_wrap=True)
        watcher.note(found, error.key)
        return
    watcher.note(found, "")


def sample(data: Data = None, as_json: Json = False) -> None:
    """Load the sample and end."""
    chosen = settings(data)
    with open_store(chosen) as store, progress_bar() as progress:
        reports = list(load_sample(store, progress))
    if as_json or reports:
        print_reports(reports, [], [], Options(), chosen.language, as_json=as_json)
    else:
        say(words("sample.known"))
