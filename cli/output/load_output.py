"""What `ingest` prints and writes: tables and sentences, JSON, and the rejected rows as a list to correct."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from briefing.wording import load_preview as preview
from cli.options import words
from cli.output.terminal import print_json, print_table, say
from graph.errors import sentence
from graph.files.drafts import draft_of
from graph.model.bounded import total_of
from graph.model.dates import format_date
from graph.model.schema import load as load_schema
from ingest.loading.pipeline import Prepared
from ingest.loading.rejected_rows import places_of, rejected_rows, write_rejected
from ingest.loading.report import FileReport, told_notes, told_rejected
from ingest.records import Options
from ingest.sources.participants import columns_of

SHOWN = 20  # nodes and facts of a preview; the JSON report has more
ROWS = ".csv"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A file of a folder or an archive that was not taken, and why; whether that is a problem."""

    name: str
    reason: str
    is_problem: bool = False

    def as_json(self) -> dict[str, Any]:
        """Return the file as JSON values."""
        return {"file": self.name, "left_out": self.reason, "is_problem": self.is_problem}


def print_reports(
    reports: Sequence[FileReport],
    prepared: Sequence[Prepared],
    left_out: Sequence[LeftOut],
    options: Options,
    language: str,
    *,
    as_json: bool,
) -> None:
    """Print what was done with each file, and which were left out."""
    columns = {one.name: _columns(one, options) for one in prepared if any(r.dry_run for r in reports)}
    if as_json:
        told = [r.as_json(language) | {"columns": columns.get(r.file, [])} for r in reports]
        print_json([*told, *(one.as_json() for one in left_out)])
        return
    if reports:
        names = ("file", "rows", "nodes", "facts", "rejected")
        print_table([words(f"ingest.column.{name}") for name in names], [_row(r) for r in reports])
    for report in reports:
        _print_columns(columns.get(report.file, []), language)
        for line in _lines(report, language):
            say(line)
    for one in left_out:
        reason = one.reason.removeprefix(f"{one.name}: ").removeprefix(f"{one.name.rpartition('/')[2]}: ")
        first, *more = reason.split("\n")
        say(words("ingest.left_out", file=one.name, reason=first))
        for line in more:
            say(line)
    if any(r.dry_run for r in reports):
        say(words("ingest.was_dry_run"))


def _row(report: FileReport) -> list[str]:
    nodes, facts = report.counts
    rejected = str(total_of(report.rejected))
    return [report.file, str(report.rows), words("ingest.counts", **nodes), words("ingest.counts", **facts), rejected]


def _lines(report: FileReport, language: str) -> Iterator[str]:
    if report.event:
        day = format_date(report.event_date, language) if report.event_date else words("ingest.no_date")
        yield words("ingest.event_read", file=report.file, event=report.event, date=day)
    yield from told_rejected(report.rejected, language)
    if more := total_of(report.rejected) - len(report.rejected):
        yield words("ingest.more_rejected", count=more)
    for told in told_notes(report.notes, language):
        yield f"{report.file}, {told}"
    for old in report.replaced:
        key = "ingest.would_replace" if report.dry_run else "ingest.replaced"
        yield words(key, file=report.file, source=old.title, id=old.id, nodes=old.nodes, facts=old.facts)
        for name in old.names[:SHOWN]:
            yield f"  {words('ingest.change.retired')}: {name}"
    for one in report.merged:
        key = "ingest.would_merge" if report.dry_run else "ingest.merged"
        yield words(key, keep=one.keep, other=one.other, id=one.decision)
    if report.waiting:
        yield words("ingest.would_wait" if report.dry_run else "ingest.waiting", count=report.waiting)
    if report.dry_run:
        for change, text in preview.lines(report.changes, load_schema(), language, SHOWN):
            yield f"  {words(f'ingest.change.{change}')}: {text}"


def _columns(prepared: Prepared, options: Options) -> list[dict[str, Any]]:
    """Return how the columns of a participant list are understood; other files have none to ask about."""
    return [asdict(guess) for guess in columns_of(prepared.path, options)] if prepared.kind == "participants" else []


def _print_columns(columns: Sequence[dict[str, Any]], language: str) -> None:
    if columns:
        names = ("title", "meaning", "why", "samples")
        rows = [
            [c["title"], _meaning(c, language), words(f"ingest.why.{c['why']}"), "; ".join(c["samples"])]
            for c in columns
        ]
        print_table([words(f"ingest.guess.{name}") for name in names], rows)


def _meaning(column: dict[str, Any], language: str) -> str:
    """Return a meaning in words, and as it stands in a mapping."""
    meaning = column["meaning"]
    return f"{sentence(f'column_means_{meaning}', language)} ({meaning})" if meaning else "–"


def write_report(
    path: Path, reports: Sequence[FileReport], prepared: Sequence[Prepared], options: Options, language: str
) -> list[Path]:
    """Write the report, as CSV of the rejected rows where the name ends so, and return where it is.

    Raises:
        UsageError: the file can not be written.
    """
    if path.suffix.lower() != ROWS:
        text = json.dumps([r.as_json(language) for r in reports], ensure_ascii=False, indent=2)
        with draft_of(path) as draft:
            draft.write_text(f"{text}\n", encoding="utf-8")
        return [path]
    tables = [table for one in prepared for table in rejected_rows(one, options)]
    places = places_of(path, len(tables))
    if not tables:
        with draft_of(path) as draft:
            draft.write_text("", encoding="utf-8")
    for place, table in zip(places, tables, strict=False):
        with draft_of(place) as draft, draft.open("w", encoding="utf-8-sig", newline="") as file:
            write_rejected(file, table, language)
    return places
