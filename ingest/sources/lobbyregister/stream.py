"""The bytes of a file, unpacked while they are read, and never more of them than are safe."""

import gzip
import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from graph.errors import InputError
from ingest.readers.probe import PACKED, ending_of

MOST_BYTES = 4 * 1024**3  # unpacked
HIGHEST_RATIO = 100
RATIO_COUNTS_FROM = 10 * 1024 * 1024
LARGEST_ENTRY = 32 * 1024 * 1024  # the largest known one has 2 MB
_BROKEN = (OSError, EOFError, zlib.error)
_BOM = b"\xef\xbb\xbf"


class Guarded(io.RawIOBase):
    """A stream that refuses to hand out more than is safe; `begin` starts a new entry."""

    def __init__(self, inner: gzip.GzipFile | IO[bytes], path: Path) -> None:
        self._inner, self._file = inner, path.name
        self._packed = path.stat().st_size if ending_of(path).endswith(PACKED) else 0
        self._entry = self._total = 0
        self._start = True

    def readable(self) -> bool:
        """Return that it can be read."""
        return True

    def begin(self) -> None:
        """Start counting the bytes of an entry."""
        self._entry = 0

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Read into a buffer, as `io` asks for."""
        part = self._inner.read(len(buffer))
        if self._start:
            part, self._start = self._without_mark(part, len(buffer)), False
        self._count(len(part))
        buffer[: len(part)] = part
        return len(part)

    def _without_mark(self, part: bytes, size: int) -> bytes:
        """Return the first bytes without the mark some programs put before UTF-8."""
        if not part.startswith(_BOM):
            return part
        return part[len(_BOM) :] or self._inner.read(size)

    def _count(self, size: int) -> None:
        self._total += size
        self._entry += size
        too_dense = self._packed and self._total > max(RATIO_COUNTS_FROM, HIGHEST_RATIO * self._packed)
        if too_dense or self._total > MOST_BYTES:
            detail = f"{self._packed >> 10} KB -> {self._total >> 20} MB"
            raise InputError("register_unsafe", file=self._file, detail=detail)
        if self._entry > LARGEST_ENTRY:
            raise InputError("register_entry_too_large", file=self._file, detail=f"> {LARGEST_ENTRY >> 20} MB")


@contextmanager
def opened(path: Path) -> Iterator[tuple[io.BufferedReader, Guarded]]:
    """Open a file, packed or not, for reading what it unpacks to.

    Raises:
        InputError: it is broken or cut off, or unpacks to more than is safe.
    """
    try:
        with gzip.open(path) if ending_of(path).endswith(PACKED) else path.open("rb") as inner:
            guarded = Guarded(inner, path)
            yield io.BufferedReader(guarded, 1 << 18), guarded
    except _BROKEN as error:
        raise InputError("register_broken", file=path.name, detail=str(error)[:120]) from error
