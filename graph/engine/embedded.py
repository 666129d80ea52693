"""The embedded engine seen from its clients: found through the data folder, started when none runs."""

import logging
import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import IO, cast

from graph.audit import AuditLog
from graph.backup.places import shelf_of
from graph.engine import files, lease, package, rest, swap
from graph.errors import StoreUnavailable
from graph.settings import Settings
from graph.store import Store

_log = logging.getLogger(__name__)
START_LIMIT = 90.0  # seconds; about 3 are usual
STOP_LIMIT = 60.0
NO_ROOM, LEAST_ROOM = 1 << 20, 16 << 20  # bytes: with the first it can not start, with less than the other it may not
_POLL = 0.05
_REAP = 5.0  # an ended process that is not waited for stays as a zombie


def open_embedded(settings: Settings) -> Store:
    """Return a store on the engine of the data folder; the engine ends when its last store is closed.

    Raises:
        StoreUnavailable: the folder can not be used, or the engine does not start.
    """
    folder = settings.data_folder
    try:
        files.make_folder(folder)
        held = lease.share(folder)
    except OSError as error:
        raise StoreUnavailable("folder_unusable", folder=str(folder), detail=error.strerror or "") from error
    try:
        with lease.exclusive(folder, lease.START):
            secret = _password(folder)
            state = _running(folder, secret) or _start(folder, settings.engine_heap, secret)
        return Store(
            f"bolt://127.0.0.1:{state.port}",
            "root",
            secret,
            files.DATABASE,
            engine="embedded",
            lock=partial(lease.exclusive, folder, lease.WRITE),
            on_close=partial(_leave, folder, held),
            snapshots=settings.snapshots,
            log=AuditLog(settings.data),
            presence=lease.presence(folder),
            secure=shelf_of(settings).before,
            keys=settings.keys_folder,
        )
    except BaseException:
        _leave(folder, held)
        raise


def _password(folder: Path) -> str:
    try:
        return files.password(folder)
    except (OSError, ValueError) as error:
        raise StoreUnavailable("engine_password", folder=str(folder), file=files.PASSWORD) from error


def _running(folder: Path, secret: str) -> files.EngineState | None:
    """Return the engine of the folder, waiting for it while it is busy, or None where none is alive.

    The password goes only to a process that holds the engine's lock: the port in an old note may be another program's.
    """
    end = time.monotonic() + START_LIMIT
    while lease.has_engine(folder):
        state = files.read_state(folder)
        if state is not None and _answers(folder, state, secret):
            return state
        if time.monotonic() > end:
            raise StoreUnavailable("engine_busy", folder=str(folder))
        time.sleep(_POLL)
    return None


def _answers(folder: Path, state: files.EngineState, secret: str) -> bool:
    from graph.store.bolt import AuthError, DriverError, GraphDatabase, Neo4jError

    try:
        with GraphDatabase.driver(
            f"bolt://127.0.0.1:{state.port}", auth=("root", secret), connection_timeout=5
        ) as driver:
            driver.verify_connectivity()
    except AuthError as error:
        raise StoreUnavailable("engine_login", folder=str(folder)) from error
    except (DriverError, Neo4jError):
        return False
    return True


def _start(folder: Path, heap: str, secret: str) -> files.EngineState:
    _refuse_full(folder, NO_ROOM)
    package.package()  # said here, not in the log of a process that can not start
    files.remove_state(folder)
    swap.settle(folder)
    rest.forget(folder)
    with os.fdopen(os.open(folder / files.LOG, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-P", "-m", "graph.engine.server", str(folder), heap],
            stdin=subprocess.PIPE,
            stdout=log,
            stderr=subprocess.STDOUT,
            # Ctrl-C reaches the client alone, which then stops the engine in order; the second is the same on Windows.
            start_new_session=True,
            creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
            text=True,
            cwd=folder,
        )
    with suppress(BrokenPipeError), cast("IO[str]", process.stdin) as password:
        password.write(f"{secret}\n")
    end = time.monotonic() + START_LIMIT
    while time.monotonic() < end:
        state = files.read_state(folder)
        if state is not None and state.pid == process.pid:
            _children[process.pid] = process
            _log.info("engine started: process %d, port %d", state.pid, state.port)
            return state
        if process.poll() is not None:
            break
        time.sleep(_POLL)
    process.kill()
    process.wait()
    _log.error("engine did not start: process %d", process.pid)
    _refuse_full(folder, LEAST_ROOM)  # then its log is empty, too
    raise StoreUnavailable("engine_start", folder=str(folder), log=files.LOG)


def _refuse_full(folder: Path, least: int) -> None:
    if shutil.disk_usage(folder).free < least:
        raise StoreUnavailable("disk_full", folder=str(folder))


# Engines this process has started, to be waited for at their end.
_children: dict[int, "subprocess.Popen[str]"] = {}


def _leave(folder: Path, held: IO[str]) -> None:
    """Give the lease back; the last client stops the engine and waits for its end.

    On Windows nobody can be asked to end: there the engine sees within a second that no client is left.
    """
    with held:
        state = files.read_state(folder)
        if os.name == "posix" and lease.take_alone(held) and state is not None:
            _stop(folder, state.pid)


def _stop(folder: Path, pid: int) -> None:
    if not lease.has_engine(folder):
        return
    files.remove_state(folder)  # if this process is killed now, nobody else connects to an engine that is ending
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGTERM)
    end = time.monotonic() + STOP_LIMIT
    while lease.has_engine(folder) and time.monotonic() < end:
        time.sleep(_POLL)
    _log.info("engine %s: process %d", "still ending" if lease.has_engine(folder) else "stopped", pid)
    if (child := _children.pop(pid, None)) is not None:
        with suppress(subprocess.TimeoutExpired):
            child.wait(_REAP)
