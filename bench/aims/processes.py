"""What a command and everything it starts use: the clock, processor seconds and memory, the engine's apart."""

import os
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import psutil

PAUSE = 0.1  # seconds between two looks
YOUNG = 1.0  # seconds
_MEGABYTE = 2**20
_ENGINE = ("graph.engine", "arcadedb", "org.neo4j")


@dataclass(frozen=True, slots=True)
class Used:
    """Seconds on the clock, processor seconds and peak megabytes of the program with its children, and of the engine.

    Memory that several processes map is counted in each of them.
    """

    seconds: float
    processor: float = 0.0
    megabytes: float = 0.0
    engine_processor: float = 0.0
    engine_megabytes: float = 0.0


@dataclass(slots=True)
class _Sum:
    """Processor seconds by process, and the peak of all sizes together."""

    processor: dict[tuple[int, float], float] = field(default_factory=dict)
    before: dict[tuple[int, float], float] = field(default_factory=dict)
    peak: float = 0.0

    def add(self, found: Sequence[psutil.Process]) -> None:
        total = 0.0
        for process in found:
            try:
                times, size = process.cpu_times(), process.memory_info().rss
                key = process.pid, process.create_time()
            except psutil.Error:
                continue
            self.processor[key] = times.user + times.system
            total += size / _MEGABYTE
        self.peak = max(self.peak, total)

    @property
    def used(self) -> float:
        return sum(value - self.before.get(key, 0.0) for key, value in self.processor.items())


class Watch:
    """Looks at the processes of a data folder all the time, from `begin` to `end`.

    They are those whose command line or environment names the folder, what they started, and a server by its number.
    """

    def __init__(self, folder: Path, server: int | None = None) -> None:
        self.folder, self.server = str(folder), server
        self.known: dict[int, str] = {}
        self.program, self.engine = _Sum(), _Sum()
        self.start = 0.0

    def look(self) -> None:
        """Note what each process used so far."""
        program, engine = self._found()
        self.program.add(program)
        self.engine.add(engine)

    def begin(self) -> None:
        """Count from now on."""
        self.look()
        for each in (self.program, self.engine):
            each.before, each.peak = dict(each.processor), 0.0
        self.start = time.perf_counter()

    def used(self) -> Used:
        """Return what was used since `begin`."""
        seconds = time.perf_counter() - self.start
        self.look()
        return Used(seconds, self.program.used, self.program.peak, self.engine.used, self.engine.peak)

    def _found(self) -> tuple[list[psutil.Process], list[psutil.Process]]:
        program, engine = list[psutil.Process](), list[psutil.Process]()
        for pid in psutil.pids():
            with suppress(psutil.Error):
                process = psutil.Process(pid)
                kind = self.known.get(pid)
                if kind is None:
                    kind = self._kind(pid)
                    # A process that has just been started may still carry the name of the one that starts it.
                    if time.time() - process.create_time() > YOUNG:
                        self.known[pid] = kind
                if kind:
                    (engine if kind == "engine" else program).append(process)
        return program, engine

    def _kind(self, pid: int) -> str:
        """Return whether a process is of the program or the engine, "" where it is neither."""
        if pid == self.server:
            return "engine"
        try:
            process = psutil.Process(pid)
            line = " ".join(process.cmdline())
            is_ours = self.folder in line or self.folder in process.environ().get("AKTEURSNETZ_DATA", "")
        except psutil.Error:
            return ""
        if pid == os.getpid() or not is_ours:
            return ""
        return "engine" if any(word in line for word in _ENGINE) else "program"


@contextmanager
def watching(folder: Path, server: int | None = None) -> Iterator[Callable[[], Used]]:
    """Watch a data folder; what is given tells what was used so far."""
    watch, ended = Watch(folder, server), threading.Event()
    watch.begin()

    def look() -> None:
        while not ended.wait(PAUSE):
            with suppress(psutil.Error):
                watch.look()

    looking = threading.Thread(target=look, daemon=True)
    looking.start()
    try:
        yield watch.used
    finally:
        ended.set()
        looking.join()


@dataclass(frozen=True, slots=True)
class Ran:
    """A command that ended: its exit code, what it wrote, what it used."""

    code: int
    out: str
    error: str
    used: Used


def run(command: Sequence[str], folder: Path, environment: Mapping[str, str], limit: float, server: int | None) -> Ran:
    """Run a command on a data folder.

    Raises:
        subprocess.TimeoutExpired: it took longer than the limit; it was ended.
    """
    with watching(folder, server) as used:
        done = subprocess.run(
            list(command),
            env={**os.environ, **environment},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=limit,
            check=False,
        )
        return Ran(done.returncode, done.stdout, done.stderr, used())
