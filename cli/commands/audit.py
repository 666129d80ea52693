"""The command `audit`: who saw, changed, exported or erased what and when; and whether the log is as it was written."""

from itertools import islice
from typing import Annotated

import typer

from cli.as_of import day_of
from cli.options import Data, Json, settings, words
from cli.output.terminal import print_json, print_table, say
from graph.access import require
from graph.audit import LogLine, LogQuery, here, newest, verify
from graph.audit.reading import act_name, names

audit = typer.Typer(help=words("audit.help"), invoke_without_command=True, rich_markup_mode=None)
_SHOWN_IDS = 3


@audit.callback(epilog=words("audit.example"))
def list_entries(
    ctx: typer.Context,
    who: Annotated[str, typer.Option("--who", metavar="NAME", help=words("audit.who"))] = "",
    act: Annotated[str, typer.Option("--act", metavar="ACT", help=words("audit.act"))] = "",
    about: Annotated[str, typer.Option("--about", metavar="ID", help=words("audit.about"))] = "",
    since: Annotated[str, typer.Option("--since", metavar="DAY", help=words("audit.since"))] = "",
    until: Annotated[str, typer.Option("--until", metavar="DAY", help=words("audit.until"))] = "",
    top: Annotated[int, typer.Option("--top", "--limit", min=1, help=words("audit.top"))] = 50,
    as_json: Json = False,
    data: Data = None,
) -> None:
    """List what is in the log, the latest first."""
    if ctx.invoked_subcommand:
        return
    chosen = settings(data)
    require("log")
    asked = LogQuery(_person(who), act, about, _day(since), _day(until))
    found = list(islice(newest(here(), asked), top))
    if as_json:
        print_json([_plain(entry) for entry in found])
        return
    known = names()
    columns = [words(f"audit.column_{name}") for name in ("line", "at", "who", "act", "about")]
    told = ((e, ", ".join(e.ids[:_SHOWN_IDS]) + (f" … ({e.count})" if e.count > _SHOWN_IDS else "")) for e in found)
    print_table(
        columns,
        [[e.number, e.at[:19], known.get(e.who, e.who), act_name(e.act, chosen.language), ids] for e, ids in told],
    )


@audit.command("verify", help=words("audit.verify.help"), epilog=words("audit.verify.example"))
def verify_log(
    expected: Annotated[str, typer.Option("--expect", metavar="FINGERPRINT", help=words("audit.expect"))] = "",
    as_json: Json = False,
    data: Data = None,
) -> None:
    """Say whether the log is as it was written; the exit code is 1 where it is not."""
    settings(data)
    require("log")
    log = here()
    faults, head = verify(log, expected), log.head()
    if as_json:
        body = {"lines": head.lines if head else None, "fingerprint": head.hash if head else None}
        print_json({**body, "faults": [{"kind": fault.kind, "line": fault.line} for fault in faults]})
    elif faults:
        print_table(
            [words("audit.column_line"), words("audit.column_fault")],
            [[fault.line, words(f"audit.fault_{fault.kind}")] for fault in faults],
        )
    elif head:
        say(words("audit.sound", n=head.lines, fingerprint=head.hash))
    raise typer.Exit(1 if faults else 0)


def _plain(entry: LogLine) -> dict[str, object]:
    known = names()
    told = {"line": entry.number, "at": entry.at, "who": entry.who, "name": known.get(entry.who, ""), "act": entry.act}
    return {**told, "ids": list(entry.ids), "count": entry.count, "details": dict(entry.details)}


def _person(text: str) -> str:
    """Return the id of whoever has a name, or an id as it is."""
    found = {person for person, name in names().items() if name == text}
    return next(iter(found)) if len(found) == 1 else text


def _day(text: str) -> str:
    return day_of(text).isoformat() if text else ""
