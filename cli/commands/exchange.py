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
from graph.access import require
from graph.account import me
from graph.audit import record
from graph.columns.opening import Opening
from graph.errors import UsageError
from graph.files.erasure_key import name_of_key
from graph.model.facts import LEVELS, Confidentiality
from graph.model.ledger import LedgerEntry
from graph.network.audience import seen_by
from graph.privacy.seen_lines import Lines, without_restricted
from graph.store.export import EXPORTS, as_it_is, write_export

_NAMES = ", ".join((COMPLETE, *FORMATS))


def export(
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help=words("export.out"))],
    format_name: Annotated[str, typer.Option("--format", help=words("export.format", known=_NAMES))] = "",
    recipient: Annotated[str, typer.Option("--for", metavar="WHOM", help=words("export.for"))] = "",
    audience: Annotated[str, typer.Option("--audience", help=words("brief.audience"))] = "internal",
    as_json: Json = False,
    data: Data = None,
) -> None:
    """Write the network in the form of another tool, or the whole store so that it can be restored."""
    name, seen = format_for(out, format_name), _audience(audience)
    with opened(settings(data)) as found:
        require("export")
        if name == COMPLETE:
            require("export_all")
            if seen != LEVELS[-1]:
                raise UsageError("whole_is_internal")
        store = found.store
        record("export", format=name, audience=seen)
        left_out, lines = without_restricted(store.view(), store.schema) if name == COMPLETE else (0, as_it_is)
        files, count = _write(found, name, out, seen, lines)
        version = store.view().data_version()
        at = datetime.now(UTC).isoformat(timespec="microseconds")
        body = {
            "format": name,
            "file": out.name,
            "for": recipient,
            "audience": seen,
            "entries": count,
            "data_version": version,
        }
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


def _audience(text: str) -> Confidentiality:
    found = next((level for level in LEVELS if level == text), None)
    if found is None:
        raise UsageError("unknown_audience", value=text)
    return found


def _write(found: Opening, name: str, out: Path, audience: Confidentiality, lines: Lines) -> tuple[list[Path], int]:
    """Write an export and return its files, and how many lines, or nodes and facts, there are in it."""
    if name == COMPLETE:
        store = found.store
        return [out], write_export(store.view(), store.schema, out, lines, name_of_key(store.keys))
    content = content_of(seen_by(found.network, audience))
    FORMATS[name].write(content, out)
    return FORMATS[name].files(out), len(content.actors) + len(content.facts)
