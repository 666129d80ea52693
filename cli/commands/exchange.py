"""The command that hands the network on: `export`."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from briefing.exchange.content import content_of
from briefing.exchange.formats import COMPLETE, FORMATS, format_for
from cli.options import Data, Json, settings, words
from cli.output.terminal import print_json, say
from cli.reading import opened
from graph.account import me
from graph.columns.opening import Opening
from graph.model.ledger import LedgerEntry
from graph.store.export import EXPORTS, write_export

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
        files, count = _write(found, name, out)
        version = store.view().data_version()
        at = datetime.now(UTC).isoformat(timespec="microseconds")
        body = {"format": name, "file": out.name, "for": recipient, "entries": count, "data_version": version}
        store.curator().note([LedgerEntry(EXPORTS, f"{at} {out.name}", me(), body=body)])
    lacks = words(f"export.lacks.{name}")
    if as_json:
        print_json({"format": name, "files": list(map(str, files)), "entries": count, "lacks": lacks})
        return
    say(words("export.done", count=count, file=", ".join(map(str, files))))
    say(lacks)


def _write(found: Opening, name: str, out: Path) -> tuple[list[Path], int]:
    """Write an export and return its files, and how many lines, or nodes and facts, there are in it."""
    if name == COMPLETE:
        return [out], write_export(found.view, found.store.schema, out)
    content = content_of(found.network)
    FORMATS[name].write(content, out)
    return FORMATS[name].files(out), len(content.actors) + len(content.facts)
