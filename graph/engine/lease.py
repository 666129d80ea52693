"""Who uses the engine of a data folder: each client holds a shared lock on one file, the kernel takes it back.

A killed client leaves no trace, and whoever gets the exclusive lock knows that nobody else is left. The engine holds a
lock of its own for as long as its process lives: that says more than its number, which another program may have by now.
"""

import os
import platform
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import IO

from portalocker import AlreadyLocked, LockFlags, lock, unlock

from graph.store.load_locks import LoadLocks

LEASE = "lease.lock"
START = "start.lock"
WRITE = "write.lock"
LOAD = "load.lock"
ENGINE = "engine.lock"


def _open(folder: Path, name: str) -> IO[str]:
    return os.fdopen(os.open(folder / name, os.O_RDWR | os.O_CREAT, 0o600), "r+", encoding="ascii")


def _take(handle: IO[str], flags: LockFlags) -> None:
    """Wait for a lock as long as it takes."""
    while True:
        try:
            lock(handle, flags)
        except AlreadyLocked:  # Windows waits ten seconds and then says so
            continue
        return


def _try(handle: IO[str], flags: LockFlags) -> bool:
    """Return whether a lock could be had at once."""
    try:
        lock(handle, flags | LockFlags.NON_BLOCKING)
    except AlreadyLocked:
        return False
    return True


def share(folder: Path) -> IO[str]:
    """Return the open lease of one more client; it waits while an engine is shutting down."""
    handle = _open(folder, LEASE)
    _take(handle, LockFlags.SHARED)
    return handle


def take_alone(handle: IO[str]) -> bool:
    """Turn a shared lease into the exclusive one; return whether no other client was left. If not, it is gone."""
    unlock(handle)  # on Windows the shared one would stand in the way of the exclusive one
    return _try(handle, LockFlags.EXCLUSIVE)


_kept: list[IO[str]] = []


def nobody_left(folder: Path) -> bool:
    """Return whether no client is left; if so, new ones wait until this process has ended."""
    handle = _open(folder, LEASE)
    if _try(handle, LockFlags.EXCLUSIVE):
        _kept.append(handle)
        return True
    handle.close()
    return False


def is_unused(folder: Path) -> bool:
    """Return whether no client is left but one that is just leaving as the last, which keeps all others out."""
    if nobody_left(folder):
        return True
    with _open(folder, LEASE) as handle:
        return not _try(handle, LockFlags.SHARED)


def hold_as_engine(folder: Path) -> None:
    """Be the engine of a folder until this process ends, waiting for one that is still ending."""
    handle = _open(folder, ENGINE)
    _take(handle, LockFlags.EXCLUSIVE)
    _kept.append(handle)


def let_engine_go() -> None:
    """Be the engine no more: the database is closed, and another process may be the next one."""
    while _kept:
        _kept.pop().close()


def has_engine(folder: Path) -> bool:
    """Return whether a process is the engine of a folder now, also one that is starting or ending."""
    with _open(folder, ENGINE) as handle:
        return not _try(handle, LockFlags.SHARED)


@contextmanager
def shared(folder: Path, name: str) -> Iterator[None]:
    """Hold a lock file together with others, waiting for who holds it alone; for loading (`LOAD`)."""
    with _open(folder, name) as handle:
        _take(handle, LockFlags.SHARED)
        yield


@contextmanager
def alone(folder: Path, name: str) -> Iterator[bool]:
    """Hold a lock file alone where that goes at once; give whether it does."""
    with _open(folder, name) as handle:
        yield _try(handle, LockFlags.EXCLUSIVE)


def presence(folder: Path) -> LoadLocks:
    """Return how those who load from a folder know of each other."""
    place = sha256(f"{platform.node()} {folder}".encode()).hexdigest()[:16]
    return LoadLocks(place, partial(shared, folder, LOAD), partial(alone, folder, LOAD))


@contextmanager
def exclusive(folder: Path, name: str) -> Iterator[None]:
    """Hold a lock file alone, waiting for it; for starting (`START`) and for writing (`WRITE`)."""
    with _open(folder, name) as handle:
        _take(handle, LockFlags.EXCLUSIVE)
        yield
