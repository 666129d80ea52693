"""The folder of backups: one before much is changed, kept by rule; whatever goes wrong, the earlier ones stay."""

import errno
import os
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from graph.backup.archive import Archive
from graph.backup.keeping import KeepingRule
from graph.backup.places import shelf_of
from graph.backup.shelf import IMPORT, LITTLE, MIGRATION, Shelf
from graph.engine import open_store
from graph.errors import UsageError
from graph.model.facts import Entity, Record, Source
from graph.settings import Settings
from graph.store import Store

pytestmark = pytest.mark.embedded
DAY = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.fixture
def filled(embedded_store: Store) -> Store:
    embedded_store.erase_everything()
    embedded_store.migrate()
    say(embedded_store, 0)
    return embedded_store


def say(store: Store, number: int) -> None:
    topic = Entity("Topic", (f"topic:{number}",), f"Thema {number}", "row 1")
    store.writer().load(Source(title="Liste", sha256=f"{number:064d}"), [Record((topic,), ())])


def names(shelf: Shelf) -> list[str]:
    return [path.name for path in sorted(shelf.folder.iterdir())]


def test_one_before_each_change_and_none_where_nothing_was_written(filled: Store, tmp_path: Path) -> None:
    now = [DAY]
    shelf = Shelf(tmp_path / "b", KeepingRule(2, 0, 0), clock=lambda: now[0])
    first = shelf.before(filled, IMPORT)
    assert first is not None
    assert shelf.before(filled, IMPORT) is None
    assert stat.S_IMODE(first.stat().st_mode) == 0o600
    assert stat.S_IMODE(shelf.folder.stat().st_mode) == 0o700
    for number in range(1, 4):
        say(filled, number)
        now[0] += timedelta(minutes=number)
        assert shelf.before(filled, IMPORT)
    assert [kept.at.minute for kept in shelf.backups()] == [6, 3]
    last = shelf.last()
    assert last is not None
    assert Archive(last.path).manifest().writes == last.writes == filled.view().writes()


def test_what_is_made_by_hand_and_what_lies_there_is_never_taken_away(filled: Store, tmp_path: Path) -> None:
    now = [DAY]
    shelf = Shelf(tmp_path, KeepingRule(1, 0, 0), clock=lambda: now[0])
    (tmp_path / "urlaub.zip").write_text("")
    path, made = shelf.make(filled)
    assert made.lines
    for number in range(1, 4):
        say(filled, number)
        now[0] += timedelta(days=40)
        shelf.before(filled, IMPORT)
    assert path.exists()
    assert "urlaub.zip" in names(shelf)
    assert len(names(shelf)) == 3


def test_none_of_an_empty_store_and_none_where_they_are_off(filled: Store, tmp_path: Path) -> None:
    assert Shelf(tmp_path / "off", None).before(filled, IMPORT) is None
    filled.erase_everything()
    filled.migrate()
    assert Shelf(tmp_path / "empty", KeepingRule(1, 1, 1)).before(filled, IMPORT) is None
    assert list(tmp_path.iterdir()) == []


def test_those_that_take_long_are_made_seldom_but_before_a_migration(filled: Store, tmp_path: Path) -> None:
    now = [DAY]
    shelf = Shelf(tmp_path, KeepingRule(5, 7, 12), clock=lambda: now[0])
    first = shelf.before(filled, IMPORT)
    assert first is not None
    os.utime(first, (DAY.timestamp() + 60, DAY.timestamp() + 60))  # it took a minute
    say(filled, 1)
    now[0] = DAY + timedelta(minutes=19)
    assert shelf.before(filled, IMPORT) is None
    assert shelf.before(filled, MIGRATION) is not None
    now[0] = DAY + timedelta(minutes=21)
    say(filled, 2)
    assert shelf.before(filled, IMPORT) is not None


def test_before_a_small_import_into_a_large_store_one_a_day_is_enough(
    filled: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [datetime.now(UTC)]
    shelf = Shelf(tmp_path, KeepingRule(5, 7, 12), clock=lambda: now[0])
    monkeypatch.setattr("graph.backup.shelf.LARGE", 1)
    assert shelf.before(filled, IMPORT, records=100) is not None, "there is none yet"
    say(filled, 9)
    assert shelf.before(filled, IMPORT, records=100) is None
    assert shelf.before(filled, IMPORT, records=LITTLE + 1) is not None
    say(filled, 1)
    now[0] += timedelta(hours=23)
    assert shelf.before(filled, IMPORT, records=100) is None
    now[0] += timedelta(hours=2)
    assert shelf.before(filled, IMPORT, records=100) is not None
    say(filled, 2)
    now[0] += timedelta(minutes=1)
    monkeypatch.setattr("graph.backup.shelf.LARGE", 1000)
    assert shelf.before(filled, IMPORT, records=100) is not None, "of a small store it is quick"


def test_a_clock_that_jumps_back_loses_no_backup(filled: Store, tmp_path: Path) -> None:
    now = [DAY]
    shelf = Shelf(tmp_path, KeepingRule(2, 7, 12), clock=lambda: now[0])
    shelf.before(filled, IMPORT)
    for number, at in enumerate([DAY - timedelta(days=400), DAY + timedelta(days=4000), DAY], start=1):
        say(filled, number)
        now[0] = at
        assert shelf.before(filled, IMPORT)
    newest = max(kept.writes for kept in shelf.backups())
    assert newest == filled.view().writes()


def test_what_is_dated_ahead_takes_the_place_of_none(filled: Store, tmp_path: Path) -> None:
    """A clock that stood a year ahead for some days: the rule goes by those of now, and those dated ahead wait."""
    now = [DAY]
    shelf = Shelf(tmp_path, KeepingRule(2, 3, 1), clock=lambda: now[0])
    ahead = [DAY + timedelta(days=365 + day) for day in range(4)]
    days = [DAY + timedelta(days=day) for day in range(6)]
    for number, at in enumerate([*ahead, *days], start=1):
        say(filled, number)
        now[0] = at
        assert shelf.before(filled, IMPORT)
    assert [kept.at for kept in shelf.backups()] == [*reversed(ahead[1:]), *reversed(days[3:])]
    assert shelf.before(filled, IMPORT) is None


@pytest.mark.parametrize("call", ["fsync", "replace", "mkstemp", "open", "disk full"])
def test_whatever_call_fails_earlier_ones_stay_and_nothing_half_has_a_name(
    filled: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    shelf = Shelf(tmp_path, KeepingRule(5, 7, 12))
    shelf.before(filled, IMPORT)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    say(filled, 1)

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        if call == "fsync":
            patch.setattr("os.fsync", full)
        elif call == "replace":
            patch.setattr(Path, "replace", full)
        elif call == "mkstemp":
            patch.setattr("tempfile.mkstemp", full)
        elif call == "open":
            patch.setattr("graph.backup.archive.zipfile.ZipFile.open", full)
        else:
            patch.setattr("graph.backup.archive.zipfile._ZipWriteFile.write", full)
        with pytest.raises(UsageError) as caught:
            shelf.before(filled, IMPORT)
    assert caught.value.key == "backup_first"
    assert "AKTEURSNETZ_BACKUPS=off" in caught.value.message("de")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before
    assert shelf.before(filled, IMPORT)


def test_what_is_read_back_otherwise_gets_no_name(
    filled: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on a disk that says it has written and has not."""
    shelf, verify = Shelf(tmp_path, KeepingRule(5, 7, 12)), Archive.verify

    def spoiled(archive: Archive) -> object:
        raw = bytearray(archive.path.read_bytes())
        third = len(raw) // 3
        raw[third : third + 200] = bytes(200)  # one byte of a header may mean nothing
        archive.path.write_bytes(raw)
        return verify(archive)

    monkeypatch.setattr(Archive, "verify", spoiled)
    with pytest.raises(UsageError):
        shelf.make(filled)
    assert list(tmp_path.iterdir()) == []


def test_the_draft_of_who_was_killed_goes_when_it_is_old(filled: Store, tmp_path: Path) -> None:
    for name, age in ((".20260101T000000Z-import-ab.1.xy.zip", 7200), (".frisch.zip", 10)):
        (tmp_path / name).write_text("")
        at = datetime.now(UTC).timestamp() - age
        os.utime(tmp_path / name, (at, at))
    Shelf(tmp_path, KeepingRule(5, 7, 12)).make(filled)
    assert [name for name in names(Shelf(tmp_path)) if name.startswith(".")] == [".frisch.zip"]


def test_the_settings_say_where_and_whether(engine_folder: Path, filled: Store, tmp_path: Path) -> None:
    chosen = Settings(data=engine_folder, neo4j_uri=None, backups="3/0/0", backup_folder=tmp_path)
    assert shelf_of(chosen).rule == KeepingRule(3, 0, 0)
    with open_store(chosen) as store:
        store.secure(IMPORT)
    assert [path.parent.name for path in tmp_path.rglob("*.zip")] == ["embedded"]
    assert shelf_of(Settings(data=engine_folder, neo4j_uri=None, backups="off")).rule is None


def test_before_a_migration_there_is_a_backup(
    engine_folder: Path, filled: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled._driver.execute_query("MATCH (m:Meta {id: 'store'}) SET m.schema_version = 2", database_=filled.database)
    with open_store(Settings(data=engine_folder, neo4j_uri=None, backups="3/0/0", backup_folder=tmp_path)) as store:
        assert store.view().schema_version() == 3
    (path,) = tmp_path.rglob("*.zip")
    assert MIGRATION in path.name
    assert Archive(path).manifest().schema_version == 2
