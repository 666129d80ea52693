"""Gives back what fills memory and is at hand again: pages of mapped files, and what the allocator holds free.

Pages of a file count for a process from the first look at them; the kernel has them, so the next look costs little.
"""

import ctypes
import gc
import os
import threading
import time
import weakref
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from graph.columns.mapped import let_pages_go

MOST = 640 << 20  # bytes from which on something is given back
_GROWN = 64 << 20  # bytes more than was left the last time: below that it would bring nothing
_EVERY, _REST = 3.0, 20.0  # seconds between two looks, and after something was given back
_STATM = Path("/proc/self/statm")
_Mapped = np.ndarray[Any, Any]


def resident() -> int:
    """Return how many bytes this process has in memory, 0 where the system does not say so."""
    with suppress(OSError, ValueError, IndexError):
        return int(_STATM.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    return 0


@dataclass
class Memory:
    """What may be given back: the files that arrays are mapped from."""

    size: Callable[[], int] = resident
    _mapped: list["weakref.ref[_Mapped]"] = field(default_factory=list)
    _left: int = 0
    _thread: threading.Thread | None = None

    def knows(self, values: _Mapped) -> None:
        """Hear of an array that is mapped from a file."""
        self._mapped = [one for one in self._mapped if one() is not None] + [weakref.ref(values)]
        if self._thread is None:
            self._thread = threading.Thread(target=self._watch, daemon=True)
            self._thread.start()

    def look(self) -> bool:
        """Give back what can be, where much is in memory and more than was left before; return whether that was so."""
        size = self.size()
        self._left = min(self._left, size)
        if size < max(MOST, self._left + _GROWN):
            return False
        for one in self._mapped:
            if (values := one()) is not None:
                let_pages_go(values)
        gc.collect()
        with suppress(OSError, AttributeError):  # not every system has it
            ctypes.CDLL(None).malloc_trim(0)
        self._left = self.size()
        return True

    def _watch(self) -> None:
        while True:
            time.sleep(_REST if self.look() else _EVERY)


MEMORY = Memory()
