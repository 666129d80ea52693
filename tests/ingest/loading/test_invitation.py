"""A calendar invitation as the beginning of a conversation: those the network knows, and the names of the others."""

from pathlib import Path

import pytest

from graph.errors import InputError
from graph.model.schema import load
from graph.network import Network, Node
from ingest.loading.invitation import read_invitation

ICS = """BEGIN:VCALENDAR
VERSION:2.0
BEGIN:VEVENT
UID:1@office.example
DTSTART:20260312T100000Z
SUMMARY:Rücksprache Reallabor
ORGANIZER;CN=Anna Kern:mailto:anna@werk.example
ATTENDEE;CN=Berthold Kohl:mailto:kohl@kammer.example
END:VEVENT
END:VCALENDAR
"""


def test_an_invitation_names_the_day_and_whom_the_network_knows(tmp_path: Path) -> None:
    path = tmp_path / "termin.ics"
    path.write_text(ICS.replace("\n", "\r\n"), encoding="utf-8")
    anna = Node("per-1", "Person", "Anna Kern", keys=("mail:anna@werk.example",))
    said = read_invitation(path, Network(load(), {anna.id: anna}, []))
    assert (said.title, said.day) == ("Rücksprache Reallabor", "2026-03-12")
    assert (said.people, said.unknown) == (("per-1",), ("Berthold Kohl",))


def test_a_calendar_without_an_entry_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "leer.ics"
    path.write_text("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n", encoding="utf-8")
    with pytest.raises(InputError):
        read_invitation(path, Network(load(), {}, []))
