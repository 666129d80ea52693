"""The note an engine leaves: only who ended in order, with nobody left, and whose files are as they were, has one."""

import os
import shutil
import signal
from pathlib import Path

import psutil
import pytest

from graph.engine import files, lease, open_store, rest
from graph.model.facts import Entity, Record, Source
from graph.settings import Settings
from graph.store.migrate import STEPS

pytestmark = pytest.mark.embedded
TOPIC = Record((Entity("Topic", ("topic:1",), "Thema 1", "row 1"),), ())


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return Settings(data=tmp_path_factory.mktemp("rest") / "data", engine_heap="256m", neo4j_uri=None)


@pytest.fixture(scope="module")
def rested(settings: Settings) -> rest.Rest:
    """A folder whose engine ended in order, and where its database was until then."""
    with open_store(settings) as store:
        assert rest.at_rest(settings.data) is None, "nothing is at rest while an engine runs"
        store.writer().load(Source(title="Liste", sha256="d" * 64), [TOPIC])
        moment = store.view().moment()
    assert moment.identity
    assert moment.writes
    return rest.Rest(*moment, len(STEPS), "")


def test_an_engine_that_ends_in_order_says_where_its_database_is(settings: Settings, rested: rest.Rest) -> None:
    found = rest.at_rest(settings.data)
    assert found is not None
    assert (found.identity, found.writes, found.data_version, found.schema_version) == (
        *(rested.identity, rested.writes, rested.data_version),
        rested.schema_version,
    )
    assert found.server.startswith("arcadedb")


def test_a_copied_folder_is_not_at_rest(settings: Settings, rested: rest.Rest, tmp_path: Path) -> None:
    copy = shutil.copytree(settings.data, tmp_path / "copy")
    assert rest.at_rest(copy) is None
    shutil.rmtree(copy / "engine")
    assert rest.at_rest(copy) is None


def test_files_put_back_from_a_copy_are_not_at_rest(settings: Settings, rested: rest.Rest, tmp_path: Path) -> None:
    databases = settings.data / rest.ENGINE_FILES
    shutil.copytree(databases, tmp_path / "kept")
    there = databases.rename(tmp_path / "away")
    shutil.copytree(tmp_path / "kept", databases)
    assert rest.at_rest(settings.data) is None
    shutil.rmtree(databases)
    there.rename(databases)
    assert rest.at_rest(settings.data) is not None


def test_a_note_that_can_not_be_read_says_nothing(settings: Settings, rested: rest.Rest) -> None:
    note = settings.data / rest.NOTE
    said = note.read_text(encoding="ascii")
    for broken in ("", "{}", "[]", said[:-2], said.replace('"writes": ', '"writes": "x", "w": ')):
        note.write_text(broken, encoding="ascii")
        assert rest.at_rest(settings.data) is None
    note.write_text(said, encoding="ascii")
    assert rest.at_rest(settings.data) is not None


def test_an_engine_that_was_killed_leaves_no_note(settings: Settings, rested: rest.Rest) -> None:
    with open_store(settings):
        state = files.read_state(settings.data)
        assert state is not None
        os.kill(state.pid, signal.SIGKILL)
        psutil.wait_procs([psutil.Process(state.pid)], timeout=60)
    assert rest.at_rest(settings.data) is None


def test_an_engine_asks_for_its_last_moment_only_where_nobody_can_write_any_more(tmp_path: Path) -> None:
    client = lease.share(tmp_path)
    assert not lease.is_unused(tmp_path)
    assert lease.take_alone(client)  # as the last one does, who then ends the engine
    assert lease.is_unused(tmp_path)
    client.close()
