"""A folder that is watched: each new file is taken once, when it has stopped growing.

The folder is looked through every few seconds. That works on network drives, which tell nobody of new files, and a
restart finds what was taken in the ledger, by content: a copy under another name is not taken again, a corrected
file is.
"""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

from graph.errors import InputError
from graph.model.ledger import LedgerEntry
from graph.store import Store
from ingest.loading.gathering import GatheredFile, files_below
from ingest.readers.checksum import checksum

BOOK = "watched"
PAUSE = 2.0  # seconds between two looks; a file whose size and time are the same in both is whole
_State = tuple[Path, int, int]


def pause() -> bool:
    """Wait for the next look; there always is one."""
    time.sleep(PAUSE)
    return True


class Watcher:
    """Finds new files in a folder; `goes_on` waits between two looks and says whether there is another one."""

    def __init__(self, store: Store, folder: Path, who: str, goes_on: Callable[[], bool] = pause) -> None:
        self._store, self._folder, self._who, self._goes_on = store, folder, who, goes_on
        view = store.view()
        self._taken = {entry.id for entry in view.entries(BOOK)}
        self._taken |= {str(source["sha256"]) for source in view.nodes("Source") if source.get("sha256")}
        self._done: set[_State] = set()
        self._sums: dict[_State, str] = {}

    def rounds(self, *, once: bool = False) -> Iterator[GatheredFile]:
        """Yield each new file that is whole; one that was not noted by the next look is yielded again.

        With `once` it ends when nothing in the folder is new or still grows.
        """
        before: set[_State] = set()
        while True:
            now = {state: found for found in files_below(self._folder) if (state := _state(found.path))}
            whole = {state: found for state, found in now.items() if state in before and self._is_new(state)}
            for state, found in whole.items():
                if self._is_new(state):  # not a copy of one that was taken a moment ago
                    yield found
            if (once and now.keys() <= before) or not self._goes_on():
                return
            before = set(now)

    def note(self, found: GatheredFile, problem: str) -> None:
        """Remember that a file was taken, or could not be."""
        state = _state(found.path)
        if state:
            self._done.add(state)
        if state and (sha256 := self._sums.get(state)):
            self._taken.add(sha256)
            body = {"file": found.name, "problem": problem}
            self._store.curator().note([LedgerEntry(BOOK, sha256, self._who, body=body)])

    def _is_new(self, state: _State) -> bool:
        if state in self._done:
            return False
        if state not in self._sums:
            try:
                self._sums[state] = checksum(state[0])
            except InputError:
                return True  # whoever loads it is told why it can not be read
        return self._sums[state] not in self._taken


def _state(path: Path) -> _State | None:
    """Return name, size and time of a file, None where it is gone."""
    try:
        status = path.stat()
    except OSError:
        return None
    return path, status.st_size, status.st_mtime_ns
