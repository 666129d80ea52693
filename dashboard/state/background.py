"""Work that may take long goes on beside the pages: these wait a moment, then show how far it is, and can be left."""

import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from threading import Lock, Thread
from typing import Generic, TypeVar

from graph.store.progress import Progress

T = TypeVar("T")
PATIENCE = 1.5  # seconds a page waits for the result before it shows what there is
_KEPT = 6
_LONG = 60.0  # seconds between two looks of who waits in any case
_ONE_AT_A_TIME = Lock()  # each such piece of work may fill a gigabyte with ties of everybody


@dataclass(frozen=True, slots=True)
class Working:
    """How far a piece of work is: steps done and all (0: not known yet), and seconds left (below 0: not known)."""

    done: int = 0
    total: int = 0
    seconds: float = -1


@dataclass
class _Job(Generic[T]):
    work: Callable[[Progress], T] | None
    began: float = field(default_factory=time.monotonic)
    done: int = 0
    total: int = 0
    result: list[T] = field(default_factory=list)
    problem: Exception | None = None

    def tell(self, done: int, total: int) -> None:
        self.done, self.total = done, total

    def run(self) -> None:
        work, self.work = self.work, None  # what it holds is let go with it
        assert work is not None, "a piece of work is done once"
        try:
            with _ONE_AT_A_TIME:
                self.began = time.monotonic()
                self.result.append(work(self.tell))
        except Exception as error:  # noqa: BLE001 - raised again where a page asks
            self.problem = error

    @property
    def working(self) -> Working:
        left = (time.monotonic() - self.began) / self.done * (self.total - self.done) if self.done else -1.0
        return Working(self.done, self.total, left)


class Works(Generic[T]):
    """Pieces of work by what tells them apart: each is done once, for all who ask; the last results are kept."""

    def __init__(self, kept: int = _KEPT) -> None:
        self._lock, self._kept = Lock(), kept
        self._jobs = OrderedDict[Hashable, tuple[_Job[T], Thread]]()

    def ask(self, key: Hashable, work: Callable[[Progress], T], patience: float | None = None) -> T | Working:
        """Return what the work gives, or how far it is where that takes longer than the patience.

        What the work raises is raised here, and the next call tries anew; who only looks (no patience) leaves it for
        who asks, or what fails would begin again with each look.
        """
        with self._lock:
            if key not in self._jobs:
                job = _Job(work)
                thread = Thread(target=job.run, daemon=True)
                self._jobs[key] = job, thread
                thread.start()
            job, thread = self._jobs[key]
            self._jobs.move_to_end(key)
            done = [k for k, (_, one) in self._jobs.items() if k != key and not one.is_alive()]
            for old in done[: max(len(self._jobs) - self._kept, 0)]:  # what is at work has somebody who waits for it
                del self._jobs[old]
        thread.join(PATIENCE if patience is None else patience)
        if job.problem:
            if patience != 0:
                with self._lock:
                    self._jobs.pop(key, None)
            raise job.problem
        return job.result[0] if job.result else job.working

    def wait(self, key: Hashable, work: Callable[[Progress], T]) -> T:
        """Return what the work gives, however long it takes."""
        while isinstance(found := self.ask(key, work, _LONG), Working):
            pass
        return found

    def clear(self) -> None:
        """Forget all results."""
        with self._lock:
            self._jobs.clear()
