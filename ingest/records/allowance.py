"""How long a file may keep the processor busy: a share by its size, so that no file stops all others."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

from graph.errors import InputError

T = TypeVar("T")
SECONDS = 30.0  # that any file may take
SECONDS_PER_MB = 20.0  # an ordinary list takes one
_PACKED = (".gz", ".tgz", ".xlsx", ".xlsm", ".ods")
_UNPACKS_TO = 10


class Allowance:
    """The seconds of the processor that reading one file may take; what is done with its records does not count."""

    def __init__(self, path: Path, seconds: float | None = None) -> None:
        size = path.stat().st_size * (_UNPACKS_TO if path.suffix.lower() in _PACKED else 1)
        self.file, self.seconds = path.name, SECONDS + SECONDS_PER_MB * size / (1 << 20)
        if seconds is not None:
            self.seconds = seconds
        self._used, self._since = 0.0, time.thread_time()

    def check(self, rows: int) -> None:
        """Go on, unless the time is up.

        Raises:
            InputError: it is; so many rows were read.
        """
        if self._used + time.thread_time() - self._since > self.seconds:
            raise InputError("file_too_slow", file=self.file, row=rows or None, seconds=round(self.seconds))

    def while_reading(self, items: Iterator[T]) -> Iterator[T]:
        """Yield the items; only the time that it takes to get each counts."""
        self._since = time.thread_time()
        for item in items:
            self._used += time.thread_time() - self._since
            yield item
            self._since = time.thread_time()
