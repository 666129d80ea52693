"""Files packed with gzip are opened like others; one that unpacks to far too much is refused."""

import gzip
import io
import zlib
from pathlib import Path
from typing import IO

from graph.errors import InputError

PACKED = (".gz", ".tgz")
MOST_BYTES = 500 * 1024 * 1024
HIGHEST_RATIO = 200
RATIO_COUNTS_FROM = 10 * 1024 * 1024


def open_bytes(path: Path) -> IO[bytes]:
    """Return the content of a file, unpacked where its name ends in .gz or .tgz.

    Reading from it raises InputError where a packed file is broken, or unpacks to too much.
    """
    return io.BufferedReader(_Unpacked(path)) if path.suffix.lower() in PACKED else path.open("rb")


def open_text(path: Path, encoding: str) -> IO[str]:
    """Return the text of a file with its line ends as they are, unpacked where its name ends in .gz."""
    return io.TextIOWrapper(open_bytes(path), encoding=encoding, newline="")


class _Unpacked(io.RawIOBase):
    """The content of a packed file, counted while it is read."""

    def __init__(self, path: Path) -> None:
        self._path, self._packed, self._count = path, path.stat().st_size, 0
        self._file = gzip.GzipFile(path)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "io.BufferedIOBase | bytearray | memoryview") -> int:  # type: ignore[override]
        view = memoryview(buffer)  # type: ignore[arg-type]
        try:
            read = self._file.readinto(view)
        except (OSError, EOFError, zlib.error) as error:
            raise InputError("packed_broken", file=self._path.name, detail=str(error)[:120]) from error
        self._count += read
        far = self._count > RATIO_COUNTS_FROM and self._count > HIGHEST_RATIO * self._packed
        if far or self._count > MOST_BYTES:
            detail = f"{self._packed >> 10} kB -> > {self._count >> 20} MB"
            raise InputError("packed_unsafe", file=self._path.name, detail=detail)
        return read

    def close(self) -> None:
        if not self.closed:
            self._file.close()
        super().close()
