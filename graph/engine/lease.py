"""Who uses the engine of a data folder: each client holds a shared lock on one file, which ends with its process.

A killed client leaves no trace, and whoever gets the exclusive lock knows that nobody else is left.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

LEASE = "lease.lock"
START = "start.lock"
WRITE = "write.lock"


def _open(folder: Path, name: str) -> IO[str]:
    return os.fdopen(os.open(folder / name, os.O_RDWR | os.O_CREAT, 0o600), "r+", encoding="ascii")


def share(folder: Path) -> IO[str]:
    """Return the lease of a new client, waiting while an engine is shutting down."""
    handle = _open(folder, LEASE)
    fcntl.flock(handle, fcntl.LOCK_SH)
    return handle


def take_alone(handle: IO[str]) -> bool:
    """Try to make a shared lease exclusive; return whether that worked, which means that nobody else is left."""
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


_kept: list[IO[str]] = []


def nobody_left(folder: Path) -> bool:
    """Return whether no client is left; if so, new ones wait until this process has ended."""
    handle = _open(folder, LEASE)
    if take_alone(handle):
        _kept.append(handle)
        return True
    handle.close()
    return False


@contextmanager
def exclusive(folder: Path, name: str) -> Iterator[None]:
    """Hold a lock file alone, waiting for it; for starting (`START`) and for writing (`WRITE`)."""
    with _open(folder, name) as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
