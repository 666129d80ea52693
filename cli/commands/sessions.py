"""The command `sessions`: who is signed in at the dashboard, and ending her sessions."""

from datetime import UTC, datetime
from typing import Annotated

import typer

from cli.options import Data, Json, settings, words
from cli.output.terminal import print_json, print_table, say
from graph.access import require
from graph.access.groups import of_groups, read_grants
from graph.access.sessions import Limits, SessionBook
from graph.audit import record
from graph.audit.reading import names
from graph.errors import UsageError, sentence


def sessions(
    end: Annotated[str, typer.Option("--end", metavar="NAME", help=words("sessions.end"))] = "",
    as_json: Json = False,
    data: Data = None,
) -> None:
    """List who is signed in, or end all sessions of somebody at once."""
    chosen = settings(data)
    require("end_sessions")
    book = SessionBook(chosen.data_folder)
    found = book.open_sessions(Limits(chosen.idle_minutes * 60.0, chosen.session_hours * 3600.0))
    known = names()
    if end:
        people = {one.person for one in found if end in (one.person, known.get(one.person))}
        if len(people) != 1:
            raise UsageError("no_such_session", name=end)
        (person,) = people
        record("end_sessions", [person])
        say(words("sessions.ended", n=book.sign_out_everywhere(person)))
        return
    grants = read_grants(chosen.groups)
    told = [
        {
            "person": one.person,
            "name": known.get(one.person, ""),
            "roles": sorted(of_groups(grants, one.groups)[0]),
            "begun": _at(one.begun),
            "seen": _at(one.seen),
        }
        for one in found
    ]
    if as_json:
        print_json(told)
        return
    columns = [words(f"sessions.column_{name}") for name in ("name", "roles", "begun", "seen")]
    print_table(
        columns,
        [
            [one["name"] or one["person"], _roles(one["roles"], chosen.language), one["begun"], one["seen"]]
            for one in told
        ],
    )


def _at(moment: float) -> str:
    return datetime.fromtimestamp(moment, UTC).isoformat(timespec="seconds")


def _roles(roles: object, language: str) -> str:
    return ", ".join(sentence(f"role_{role}", language) for role in roles) if isinstance(roles, list) else ""
