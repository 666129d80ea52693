"""The embedded engine as a process: started, shared, killed, left behind by nobody."""

import os
import shutil
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from graph.engine import files, lease, open_store
from graph.errors import StoreUnavailable
from graph.model.facts import Entity, Record, Source
from graph.settings import Settings
from graph.store import Store
from graph.store.consistency import check
from graph.store.migrate import STEPS

pytestmark = pytest.mark.embedded
SOURCE = Source(title="Liste", sha256="d" * 64)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data=tmp_path / "data", engine_heap="256m")


def topics(start: int, end: int) -> Iterator[Record]:
    for number in range(start, end):
        yield Record((Entity("Topic", (f"topic:{number}",), f"Thema {number}", f"row {number}"),), ())


def engine(settings: Settings) -> psutil.Process:
    state = files.read_state(settings.data)
    assert state is not None
    return psutil.Process(state.pid)


def test_the_engine_ends_with_its_last_user(settings: Settings, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO", logger="graph")
    first = open_store(settings)
    process = engine(settings)
    second = open_store(settings)
    assert engine(settings).pid == process.pid
    first.close()
    assert second.view().schema_version() == len(STEPS)
    second.close()
    assert not process.is_running() or process.status() == psutil.STATUS_ZOMBIE
    assert files.read_state(settings.data) is None
    said = [m.partition(":")[0] for m in caplog.messages]
    assert said == ["engine started", "migrated from version 0 to 3", "engine stopped"]
    assert str(settings.data) not in caplog.text


def test_another_process_uses_the_running_engine(settings: Settings) -> None:
    with open_store(settings) as store:
        store.writer().load(SOURCE, topics(0, 3))
        program = (
            "from graph.engine import open_store; from graph.settings import Settings\n"
            "with open_store(Settings()) as store: print(sum(1 for _ in store.view().nodes('Topic')))"
        )
        environment = {**os.environ, "AKTEURSNETZ_DATA": str(settings.data)}
        shown = subprocess.run(
            [sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=False
        )
        assert shown.stdout == "3\n", shown.stderr
        assert engine(settings).is_running()


def test_nothing_in_the_data_folder_is_for_others(settings: Settings) -> None:
    with open_store(settings) as store:
        store.writer().load(SOURCE, topics(0, 3))
    open_to_others = [
        path
        for path in [settings.data, *settings.data.rglob("*")]
        if path.is_file() and path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO)
    ]
    assert [p.name for p in open_to_others] == []
    assert stat.S_IMODE(settings.data.stat().st_mode) == 0o700


def test_the_engine_listens_on_loopback_only(settings: Settings) -> None:
    with open_store(settings):
        listening = [c.laddr.ip for c in engine(settings).net_connections() if c.status == psutil.CONN_LISTEN]
    assert listening
    assert all(ip in ("127.0.0.1", "::ffff:127.0.0.1", "::1") for ip in listening)


def test_the_password_is_not_on_the_command_line(settings: Settings) -> None:
    with open_store(settings):
        secret = files.password(settings.data)
        assert secret not in " ".join(engine(settings).cmdline())
        assert secret not in (settings.data / files.LOG).read_text(errors="replace")


def test_an_engine_without_users_ends_by_itself(settings: Settings) -> None:
    """As after `kill -9` of the only client: the kernel takes its lease back."""
    program = (
        "import os, signal, sys; from graph.engine import open_store; from graph.settings import Settings\n"
        "open_store(Settings()); os.kill(os.getpid(), signal.SIGKILL)"
    )
    environment = {**os.environ, "AKTEURSNETZ_DATA": str(settings.data)}
    killed = subprocess.run([sys.executable, "-c", program], env=environment, check=False)
    assert killed.returncode == -signal.SIGKILL
    _, alive = psutil.wait_procs([engine(settings)] if files.read_state(settings.data) else [], timeout=60)
    assert alive == []
    assert files.read_state(settings.data) is None


@pytest.mark.parametrize("told", [True, False])
def test_who_is_killed_while_ending_the_engine_leaves_none_that_ends_under_the_next(
    settings: Settings, *, told: bool
) -> None:
    """`kill -9` of the last client just before, or just after, it has told the engine to end."""
    program = (
        "import os, signal; from graph.engine import embedded, open_store; from graph.settings import Settings\n"
        "store, kill = open_store(Settings()), os.kill\n"
        "def ending(pid, number):\n"
        f"    {'kill(pid, number)' if told else 'pass'}\n"
        "    kill(os.getpid(), signal.SIGKILL)\n"
        "os.kill = ending; store.close()"
    )
    environment = {**os.environ, "AKTEURSNETZ_DATA": str(settings.data)}
    killed = subprocess.run([sys.executable, "-c", program], env=environment, check=False)
    assert killed.returncode == -signal.SIGKILL
    with open_store(settings) as store:
        end = time.monotonic() + 3  # the old engine would have ended by then
        while time.monotonic() < end:
            assert store.view().schema_version() == len(STEPS)


def test_a_killed_engine_loses_nothing_that_was_confirmed(settings: Settings) -> None:
    with open_store(settings) as store:
        store.writer().load(SOURCE, topics(0, 500))
        process = engine(settings)
        process.send_signal(signal.SIGKILL)
        with pytest.raises(StoreUnavailable):
            store.writer().load(Source(title="Zweite", sha256="e" * 64), topics(500, 1000))
    with open_store(settings) as store:
        assert sum(1 for _ in store.view().nodes("Topic")) == 500
        assert check(store.view(), store.schema) == []
        store.writer().load(Source(title="Zweite", sha256="e" * 64), topics(500, 1000))
        assert sum(1 for _ in store.view().nodes("Topic")) == 1000


def test_an_engine_killed_in_the_middle_of_a_load_keeps_the_old_state(settings: Settings) -> None:
    with open_store(settings) as store:
        store.writer().load(SOURCE, topics(0, 100))

        def records() -> Iterator[Record]:
            yield from topics(100, 4100)
            engine(settings).send_signal(signal.SIGKILL)
            yield from topics(4100, 9000)

        with pytest.raises(StoreUnavailable):
            store.writer().load(Source(title="Zweite", sha256="e" * 64), records())
    with open_store(settings) as store:
        assert sum(1 for _ in store.view().nodes("Topic")) == 100
        assert check(store.view(), store.schema) == []
        changes = store.writer().load(Source(title="Zweite", sha256="e" * 64), topics(100, 9000))
        assert len(changes.created) == 8901


def test_a_stale_state_file_does_not_mislead(settings: Settings) -> None:
    settings.data.mkdir()
    files.write_state(settings.data, files.EngineState(os.getpid(), files.free_port(), files.identity(settings.data)))
    with open_store(settings) as store:
        assert isinstance(store, Store)
        assert engine(settings).pid != os.getpid()


def test_a_copy_of_the_folder_has_an_engine_of_its_own(settings: Settings, tmp_path: Path) -> None:
    with open_store(settings) as store:
        shutil.copytree(settings.data, tmp_path / "copy", ignore=shutil.ignore_patterns("database.lck", "*.lck"))
        with open_store(Settings(data=tmp_path / "copy", engine_heap="256m")) as copy:
            assert copy.uri != store.uri
            copy.writer().load(SOURCE, topics(0, 3))
        assert engine(settings).is_running()
        assert sum(1 for _ in store.view().nodes("Topic")) == 0


@pytest.mark.parametrize("content", ["", "kurz", "p\u00e4sswort-mit-umlaut-und-lang-genug"])
def test_a_damaged_password_file_is_said_and_starts_nothing(settings: Settings, content: str) -> None:
    settings.data.mkdir()
    (settings.data / files.PASSWORD).write_text(content, encoding="utf-8")
    with pytest.raises(StoreUnavailable) as caught:
        open_store(settings)
    assert "kein brauchbares Passwort" in caught.value.message("de")
    assert not (settings.data / files.LOG).exists()


@pytest.mark.parametrize("state", ['{"pid": "x", "port": 1, "folder": ""}', "[]", "{", '{"pid": 1}'])
def test_a_damaged_state_file_is_no_engine(settings: Settings, state: str) -> None:
    settings.data.mkdir()
    (settings.data / files.STATE).write_text(state)
    assert files.read_state(settings.data) is None


def test_a_folder_that_can_not_be_used_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreUnavailable) as caught:
        open_store(Settings(data=tmp_path / "file" / "data"))
    assert "file" in caught.value.message("de")


def test_an_engine_that_does_not_start_says_where_the_reason_stands(settings: Settings) -> None:
    (settings.data / "engine" / "databases").mkdir(parents=True)
    (settings.data / "engine" / "databases" / files.DATABASE).write_text("not a database")
    with pytest.raises(StoreUnavailable) as caught:
        open_store(settings)
    assert files.LOG in caught.value.message("de")


def test_a_full_disk_is_said_at_once(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk with no room for that much; one that is really full is filled in tests/reliability."""
    monkeypatch.setattr("graph.engine.embedded.NO_ROOM", 1 << 62)
    with pytest.raises(StoreUnavailable) as caught:
        open_store(settings)
    assert "kein Platz mehr" in caught.value.message("de")
    assert not (settings.data / files.LOG).exists()


def test_leases_are_shared_and_the_last_one_is_alone(tmp_path: Path) -> None:
    one, two = lease.share(tmp_path), lease.share(tmp_path)
    assert not lease.take_alone(one)
    two.close()
    assert lease.take_alone(one)
    one.close()
