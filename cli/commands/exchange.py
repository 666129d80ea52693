"""Commands that hand the network on and take it back: `export` and `restore`."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from briefing.exchange.content import content_of
from briefing.exchange.formats import COMPLETE, FORMATS, format_for
from cli.options import Data, Json, settings, words
from cli.output.terminal import print_json, progress_bar, say
from cli.reading import opened
from graph.account import me
from graph.columns.opening import Opening
from graph.engine import open_store
from graph.model.ledger import LedgerEntry
from graph.privacy.seen_lines import Lines, without_restricted
from graph.store.export import EXPORTS, as_it_is, write_export

_NAMES = ", ".join((COMPLETE, *FORMATS))


def export(
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help=words("export.out"))],
    format_name: Annotated[str, typer.Option("--format", help=words("export.format", known=_NAMES))] = "",
    recipient: Annotated[str, typer.Option("--for", metavar="WHOM", help=words("export.for"))] = "",
    as_json: Json = False,
    data: Data = None,
) -> None:
    """Write the network in the form of another tool, or the whole store so that it can be restored."""
    name = format_for(out, format_name)
    with opened(settings(data)) as found:
        store = found.store
        left_out, seen = without_restricted(found.view, store.schema) if name == COMPLETE else (0, as_it_is)
        files, count = _write(found, name, out, seen)
        version = store.view().data_version()
        at = datetime.now(UTC).isoformat(timespec="microseconds")
        body = {"format": name, "file": out.name, "for": recipient, "entries": count, "data_version": version}
        store.curator().note([LedgerEntry(EXPORTS, f"{at} {out.name}", me(), body=body)])
    lacks = words(f"export.lacks.{name}")
    if as_json:
        print_json(
            {"format": name, "files": list(map(str, files)), "entries": count, "lacks": lacks, "restricted": left_out}
        )
        return
    say(words("export.done", count=count, file=", ".join(map(str, files))))
    say(lacks)
    if left_out:
        say(words("export.restricted", n=left_out))


def _write(found: Opening, name: str, out: Path, seen: Lines) -> tuple[list[Path], int]:
    """Write an export and return its files, and how many lines, or nodes and facts, there are in it."""
    if name == COMPLETE:
        return [out], write_export(found.view, found.store.schema, out, seen)
    content = content_of(found.network)
    FORMATS[name].write(content, out)
    return FORMATS[name].files(out), len(content.actors) + len(content.facts)


def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE.jsonl", help=words("restore.file"))],
    as_json: Json = False,
    data: Data = None,
) -> None:
    """Make an empty store what it was when an export was written."""
    with open_store(settings(data)) as store, progress_bar() as progress:
        count = store.restore(file, lambda done, total: progress(file.name, done, total))
        version = store.view().data_version()
    if as_json:
        print_json({"file": str(file), "lines": count, "data_version": version})
        return
    say(words("restore.done", count=count, file=file))
