"""Who may do what: roles and rights, and that nothing is written without the right to it."""

import inspect
from pathlib import Path

import pytest

from graph import access, account
from graph.access import Person, desk
from graph.access.acts import UPKEEP, acting
from graph.access.rights import ROLES, load_rights
from graph.audit import AuditLog, entries, verify
from graph.curation.places import kept_places
from graph.errors import NotAllowed, StoreError, UsageError, catalogue
from graph.model.ledger import LedgerEntry
from graph.network import Network
from graph.settings import Settings
from graph.store import Curator, Store, Writer
from graph.store.merging import Reasons
from ingest.loading.intake import Intake, Wishes
from ingest.loading.pipeline import prepare
from ingest.records import Options

LIST = "Vorname;Nachname;Organisation\nAnna;Beispiel;Werk Eins\nBen;Muster;Werk Zwei\n"
READING = {"said_by"}


def sits(*roles: str) -> Person:
    return Person("p-test", "Eva Probe", frozenset(roles))


def test_every_method_that_writes_names_its_right() -> None:
    known = {right for rights in load_rights().roles.values() for right in rights} | {UPKEEP}
    for kind in (Curator, Writer):
        for name, method in inspect.getmembers(kind, inspect.isfunction):
            if not name.startswith("_") and name not in READING | {"note", "strike"}:
                assert getattr(method, "right", None) in known, name
    assert {Store.restore.right, Store.erase_everything.right} == {"restore", "erase"}  # type: ignore[attr-defined]


def test_every_role_and_every_right_has_words() -> None:
    assert tuple(load_rights().roles) == ROLES
    for language in ("de", "en"):
        for role, rights in load_rights().roles.items():
            assert catalogue(language)[f"role_{role}"]
            assert all(catalogue(language)[f"right_{right}"] for right in rights)


def test_who_works_on_this_machine_may_do_everything_under_a_name_of_her_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AKTEURSNETZ_NAME", "Anna Beispiel")
    here = access.person()
    assert (here.name, here.roles, here.level) == ("Anna Beispiel", frozenset(ROLES), "internal")
    assert "Anna" not in here.id


def test_a_setting_gives_fewer_rights(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AKTEURSNETZ_ROLES", "read@partners")
    assert (access.person().roles, access.person().level) == (frozenset({"read"}), "partners")
    with pytest.raises(NotAllowed, match=r"reviewing"):
        access.require("decide")
    monkeypatch.setenv("AKTEURSNETZ_ROLES", "everything")
    with pytest.raises(UsageError, match="names no role"):
        access.person()


def test_a_part_of_an_act_needs_no_right_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk, "_told", [lambda: sits("edit")])
    with acting("import", "load"), acting("decide", "merge"):
        pass
    with pytest.raises(NotAllowed), acting("decide", "merge"):
        pass


@pytest.mark.embedded
def test_the_store_refuses_what_the_role_has_no_right_to_and_logs_the_rest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from graph.engine import open_store

    monkeypatch.setattr(account, "_folder", [tmp_path])
    settings = Settings(data=tmp_path)
    (tmp_path / "liste.csv").write_text(LIST)
    log = AuditLog(tmp_path)
    with open_store(settings) as store:
        monkeypatch.setattr(desk, "_told", [lambda: sits("read")])
        prepared = prepare(tmp_path / "liste.csv", Options(list_kind="contacts"))
        with pytest.raises(NotAllowed):
            Intake(store, Wishes()).take(prepared)
        assert store.view().data_version() == 0
        monkeypatch.setattr(desk, "_told", [lambda: sits("edit")])
        report = Intake(store, Wishes()).take(prepared)
        people = sorted(node.id for node in Network.read(store.view()).nodes.values() if node.label == "Person")
        (loaded,) = [entry for entry in entries(log) if entry.act == "take"]
        assert loaded.who == "p-test"
        assert set(people) < set(loaded.ids)
        for refused in (
            lambda: store.curator().merge(people[0], people[1], Reasons("x")),
            lambda: store.curator().withdraw(report.source, "x"),
            lambda: store.curator().note([LedgerEntry("review", "since", "x")]),
            store.erase_everything,
        ):
            with pytest.raises(NotAllowed):
                refused()
        monkeypatch.setattr(desk, "_told", [lambda: sits("review")])
        merged = store.curator().merge(people[0], people[1], Reasons("x"))
        last = [*entries(log)][-1]
        assert last.act == "merge"
        assert set(people) <= set(last.ids)
        store.curator().undo(merged.id, "x")
        before = store.view().writes()
        log.lines.rename(tmp_path / "away")
        log.lines.mkdir()
        with pytest.raises(StoreError, match="nothing was done"):
            store.curator().merge(people[0], people[1], Reasons("x"))
        assert store.view().writes() == before
        log.lines.rmdir()
        (tmp_path / "away").rename(log.lines)
        monkeypatch.setattr(desk, "_told", [lambda: sits("read")])
        kept_places(store, Network.read(store.view()))  # what the program does by itself when somebody looks
    assert verify(log) == []
    monkeypatch.setattr(desk, "_told", [sits])
    with pytest.raises(NotAllowed):
        open_store(settings)
