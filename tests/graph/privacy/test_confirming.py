"""Two people with the right: one asks for an erasure, another confirms it; nobody erases alone."""

import time
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from graph import account
from graph.access import Person, desk
from graph.access.sessions import Limits, SessionBook
from graph.audit import AuditLog, entries
from graph.errors import NotAllowed, UsageError
from graph.privacy.book import ErasureBook
from graph.privacy.confirming import ask, needs_second, refuse, requests
from graph.privacy.erasing import erase
from graph.settings import Settings
from graph.store import Store
from tests.graph.privacy import planted

DORA = Person("p-dora", "Dora Datenschutz", frozenset({"protection"}), "2026-01-01T00:00:00+00:00")
DORIS = Person("p-doris", "Doris Zweite", frozenset({"protection"}), "2026-01-01T00:00:00+00:00")
LEA = Person("p-lea", "Lea Lesen", frozenset({"read"}), "2026-01-01T00:00:00+00:00")
AT_THE_SERVER = Person("p-name", "Otto Server", frozenset({"protection"}))
HER = planted.MAIL


@dataclass
class Office:
    """A store of one list, who is at the desk, and who ever signed in."""

    store: Store
    settings: Settings
    log: AuditLog
    at_desk: list[Person] = field(default_factory=list)

    def sits(self, person: Person) -> None:
        self.at_desk[:] = [person]

    def signed_in(self, person: Person, group: str) -> None:
        book = SessionBook(self.settings.data_folder)
        book.used(f"session of {person.id}", person.id, time.time(), (group,), Limits(1e6, 1e6))

    def erases(self, reason: str = "Antrag") -> None:
        erase(self.store, self.settings, HER, who=self.at_desk[0].name, reason=reason)


@pytest.fixture
def office(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    monkeypatch.setattr(store, "keys", tmp_path / "data-keys")
    monkeypatch.setattr(account, "_folder", [tmp_path / "data"])
    planted.load(store, tmp_path / "files", "liste.csv")
    settings = Settings(
        data=tmp_path / "data", neo4j_uri=None, sign_in_url="https://x.example", groups="dsb=protection; team=read"
    )
    made = Office(store, settings, AuditLog(tmp_path / "data"))
    monkeypatch.setattr(desk, "_told", [lambda: made.at_desk[0]])
    made.sits(DORA)
    return made


def is_there(store: Store) -> bool:
    return bool(store.view().owners([f"mail:{HER}"]))


def test_where_one_person_has_the_right_she_erases_alone_and_that_is_logged(office: Office) -> None:
    office.signed_in(DORA, "dsb")
    office.signed_in(LEA, "team")
    assert not needs_second(office.settings)
    office.erases()
    assert not is_there(office.store)
    (line,) = [entry for entry in entries(office.log) if entry.act == "erase" and entry.who == DORA.id]
    assert line.details == {}


def test_where_two_have_it_nobody_erases_alone(office: Office) -> None:
    office.signed_in(DORIS, "dsb")
    with pytest.raises(UsageError, match="another confirms"):
        office.erases()
    ask(office.store, HER, f"Antrag von {planted.NAME}")
    with pytest.raises(UsageError, match="asked for already"):
        ask(office.store, HER, "noch einmal")
    with pytest.raises(UsageError, match="Another person"):
        office.erases()
    assert is_there(office.store)
    office.sits(DORIS)
    office.erases("")
    assert not is_there(office.store)
    (noted,) = ErasureBook(office.settings.keys_folder).erasures()
    assert (noted.who, noted.confirmed_by, noted.reason) == (DORA.name, DORIS.name, "Antrag von [gelöscht]")
    (line,) = [entry for entry in entries(office.log) if entry.act == "erase"]
    assert (line.who, line.details) == (DORIS.id, {"asked_by": DORA.id})
    assert requests(office.store.view()) == []


@pytest.mark.parametrize(
    ("asks", "confirms", "is_enough"),
    [
        (DORA, Person("p-other", "dora datenschutz", frozenset({"protection"}), "2026"), False),  # the same name
        (AT_THE_SERVER, Person("p-made-up", "Anna Ausgedacht", frozenset({"protection"})), False),  # two names set
        (AT_THE_SERVER, DORA, False),  # she may be the one who set it
        (DORA, AT_THE_SERVER, False),
        (DORA, DORIS, True),
    ],
)
def test_a_name_that_somebody_sets_makes_no_second_person(
    asks: Person, confirms: Person, is_enough: bool, office: Office
) -> None:
    office.signed_in(DORA, "dsb")
    office.signed_in(DORIS, "dsb")
    office.sits(asks)
    ask(office.store, HER, "Antrag")
    office.sits(confirms)
    if not is_enough:
        with pytest.raises(UsageError):
            office.erases()
    else:
        office.erases()
    assert is_there(office.store) != is_enough


def test_a_request_is_refused_by_whoever_has_the_right_and_by_nobody_else(office: Office) -> None:
    ask(office.store, HER, "Antrag")
    office.sits(LEA)
    for refused in (lambda: refuse(office.store, HER), lambda: ask(office.store, HER, "x"), office.erases):
        with pytest.raises(NotAllowed):
            refused()
    office.sits(DORIS)
    refuse(office.store, HER)
    assert requests(office.store.view()) == []
    with pytest.raises(UsageError):
        refuse(office.store, HER)


def test_whose_group_was_taken_away_is_no_second_person(office: Office) -> None:
    office.signed_in(DORIS, "dsb")
    assert needs_second(office.settings)
    SessionBook(office.settings.data_folder).checked(f"session of {DORIS.id}", ("team",))
    assert not needs_second(office.settings)
