"""The files of the log: the one that is written into, and the full ones before it, named by their first line.

Lines are read from the end backwards, so that the latest are there at once however long the log is.
"""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

LINES = "log.jsonl"
LARGEST = 4 << 20  # bytes, some 15,000 lines; the next line begins another file
_FULL = re.compile(r"log-(\d{12})\.jsonl")
_BLOCK = 1 << 16


def full_name(folder: Path, first: int) -> Path:
    """Return the place of a full file that begins with this line."""
    return folder / f"log-{first:012d}.jsonl"


def full_files(folder: Path) -> list[tuple[int, Path]]:
    """Return the full files in order, each with the number of its first line."""
    found = ((_FULL.fullmatch(path.name), path) for path in folder.glob("log-*.jsonl"))
    return sorted((int(named[1]), path) for named, path in found if named)


@contextmanager
def opened(path: Path, flags: int = os.O_RDONLY) -> Iterator[int]:
    """Open a file that its owner alone may read, and close it after that."""
    handle = os.open(path, flags, 0o600)
    try:
        yield handle
    finally:
        os.close(handle)


def sync_folder(folder: Path) -> None:
    """Have the names of the files be on the disk as well."""
    with opened(folder) as handle:
        os.fsync(handle)


def backwards(path: Path) -> Iterator[bytes]:
    """Yield the lines of a file, the last one first; no more of it is read than is asked for."""
    with path.open("rb") as file:
        at, rest = file.seek(0, os.SEEK_END), b""
        while at:
            step = min(_BLOCK, at)
            at -= step
            file.seek(at)
            rest, *lines = (file.read(step) + rest).split(b"\n")
            yield from reversed([line for line in lines if line])
        if rest:
            yield rest
