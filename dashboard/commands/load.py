"""Commands that put facts in: `ingest` and `sample`."""

import json
from pathlib import Path
from typing import Annotated

import typer

from dashboard.commands.options import Data, Json, settings, words
from dashboard.commands.output import clean_lines, messages, print_json, print_table, progress_bar, say
from graph.dates import format_date
from graph.engine import open_store
from graph.errors import InputError, StoreError, UsageError
from graph.settings import Settings
from ingest.pipeline import MOST_REJECTED, Prepared, load, prepare
from ingest.report import SOME_REJECTED, FileReport, exit_code
from ingest.sample_load import load_sample
from ingest.sources import Options


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
    invented: Annotated[bool, typer.Option("--invented", help=words("ingest.invented"))] = False,
    max_rejected: Annotated[
        float, typer.Option("--max-rejected", min=0, max=1, help=words("ingest.max_rejected"))
    ] = MOST_REJECTED,
    as_json: Json = False,
    data: Data = None,
) -> None:
    """Load files; all of them are checked before the first one is written."""
    if len(paths) > 1 and (source or event):
        raise UsageError("one_file_only")
    chosen = settings(data)
    options = Options(
        title=source,
        publisher=publisher,
        date=date,
        event=event,
        invented=invented or None,
        kind=kind,
        mapping=mapping,
        mappings=chosen.data / "mappings",
    )
    prepared = _prepare_all(paths, options, max_rejected, chosen)
    if report:  # a place that can not be written is known before anything is loaded
        _write_report(report, [], chosen)
    reports: list[FileReport] = []
    problem: StoreError | None = None
    with open_store(chosen) as store, progress_bar() as progress:
        try:
            for one in prepared:
                reports.append(load(store, one, dry_run=dry_run, progress=progress))  # noqa: PERF401
        except StoreError as error:  # what was loaded before is loaded, and is told
            problem = error
    if problem and not reports:
        raise problem
    if report:
        _write_report(report, reports, chosen)
    _print(reports, chosen, as_json=as_json)
    if problem:
        messages().print(problem.message(chosen.language), soft_wrap=True)
    raise typer.Exit(SOME_REJECTED if problem else exit_code(reports))


def _prepare_all(paths: list[Path], options: Options, max_rejected: float, chosen: Settings) -> list[Prepared]:
    prepared: list[Prepared] = []
    refused: list[InputError] = []
    for path in paths:
        try:
            prepared.append(prepare(path, options, most_rejected=max_rejected))
        except InputError as error:
            refused.append(error)
    for other in refused[:-1]:
        messages().print(clean_lines(other.message(chosen.language)), soft_wrap=True)
    if refused:
        raise refused[-1]
    return prepared


def _write_report(path: Path, reports: list[FileReport], chosen: Settings) -> None:
    text = json.dumps([r.as_json(chosen.language) for r in reports], ensure_ascii=False, indent=2)
    try:
        path.write_text(f"{text}\n", encoding="utf-8")
    except OSError as error:
        raise UsageError("can_not_write", file=str(path), detail=error.strerror or "") from error


def _print(reports: list[FileReport], chosen: Settings, *, as_json: bool) -> None:
    if as_json:
        print_json([r.as_json(chosen.language) for r in reports])
        return
    columns = [words(f"ingest.column.{name}") for name in ("file", "rows", "nodes", "facts", "rejected")]
    print_table(columns, [_row(r) for r in reports])
    for r in reports:
        if r.event:
            day = format_date(r.event_date, chosen.language) if r.event_date else words("ingest.no_date")
            say(words("ingest.event_read", file=r.file, event=r.event, date=day))
        for error in r.rejected:
            say(error.message(chosen.language))
        for note in r.notes:
            say(f"{r.file}, {note.message(chosen.language)}")
    if any(r.dry_run for r in reports):
        say(words("ingest.was_dry_run"))


def _row(report: FileReport) -> list[str]:
    c = report.changes
    return [
        report.file,
        str(report.rows),
        words("ingest.counts", created=len(c.created), changed=len(c.changed), unchanged=len(c.unchanged)),
        words(
            "ingest.counts",
            created=len(c.facts_created),
            changed=len(c.facts_changed),
            unchanged=len(c.facts_unchanged),
        ),
        str(len(report.rejected)),
    ]


def sample(data: Data = None, as_json: Json = False) -> None:
    """Load the sample and end."""
    chosen = settings(data)
    with open_store(chosen) as store, progress_bar() as progress:
        reports = list(load_sample(store, progress))
    if as_json or reports:
        _print(reports, chosen, as_json=as_json)
    else:
        say(words("sample.known"))
