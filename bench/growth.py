"""`python -m bench.growth`: how time and memory grow with what is loaded; each figure from a process of its own.

Invented lists of any length, and real files named with `--file`, are read, mapped and checked (`prepare`), or loaded
into a fresh embedded engine as well. Memory is the peak of the program with its children, the engine apart.
"""

import argparse
import multiprocessing
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

from bench.engines import Embedded, Engine, find_engines
from bench.lists import write_list
from bench.ways import count_facts
from ingest.loading.pipeline import load, prepare
from ingest.records import Options

PAUSE = 0.05  # seconds between two looks at the memory
_MEGABYTE = 2**20


@dataclass(frozen=True, slots=True)
class Grown:
    """What one step took: rows or records, facts, seconds on the clock and of processor time here, peak megabytes."""

    step: str
    records: int
    facts: int
    seconds: float
    processor: float
    megabytes: float
    engine_megabytes: float = 0

    @property
    def row(self) -> str:
        """Return the row of the table."""
        speed = f"{self.facts / self.processor:,.0f}" if self.processor else "–"
        engine = f"{self.engine_megabytes:,.0f}" if self.engine_megabytes else "–"
        figures = f"{self.records:,} | {self.facts:,} | {self.seconds:.1f} | {self.processor:.1f}"
        return f"| {self.step} | {figures} | {speed} | {self.megabytes:,.0f} | {engine} |"


HEAD = (
    "| step | records | facts | s | processor s here | facts per processor s | peak MB here | peak MB of the engine |",
    "|---|---:|---:|---:|---:|---:|---:|---:|",
)


@contextmanager
def watched(engine: int | None = None) -> Iterator[Callable[[], tuple[float, float]]]:
    """Look at the memory all the time; what is given tells the peaks here, with children, and of the engine."""
    here, peaks, ended = psutil.Process(), [0.0, 0.0], threading.Event()

    def look() -> None:
        while not ended.wait(PAUSE):
            children = [child for child in here.children(recursive=True) if child.pid != engine]
            peaks[0] = max(peaks[0], sum(map(_size, [here, *children])))
            if engine and psutil.pid_exists(engine):
                peaks[1] = max(peaks[1], _size(psutil.Process(engine)))

    looking = threading.Thread(target=look, daemon=True)
    looking.start()
    try:
        yield lambda: (peaks[0], peaks[1])
    finally:
        ended.set()
        looking.join()


def _size(process: psutil.Process) -> float:
    try:
        return float(process.memory_info().rss) / _MEGABYTE
    except psutil.Error:
        return 0.0


def prepared(path: Path, options: Options) -> Grown:
    """Read, map and check a file."""
    with watched() as peaks:
        start, used = time.perf_counter(), time.process_time()
        records = facts = 0
        for record in prepare(path, options).records():
            records += 1
            facts += len(record.entities) + len(record.facts)
        seconds, processor = time.perf_counter() - start, time.process_time() - used
    return Grown(f"prepare {path.name}", records, facts, seconds, processor, peaks()[0])


def loaded(path: Path, options: Options, engine: Engine | None = None) -> Grown:
    """Load a file into a fresh database; its facts are the nodes and relationships in there afterwards."""
    place_of = engine or Embedded()
    with place_of.fresh() as place, watched(place.pid) as peaks:
        start, used = time.perf_counter(), time.process_time()
        report = load(place.store, prepare(path, options))
        seconds, processor = time.perf_counter() - start, time.process_time() - used
        here, there = peaks()
        return Grown(
            f"load {path.name}, {place_of.name}", report.rows, count_facts(place), seconds, processor, here, there
        )


def apart(work: Callable[[Path, Options], Grown], path: Path, options: Options) -> Grown:
    """Return what the work took in a process of its own, so that no memory of an earlier step counts."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(work, (path, options))


def on_neo4j(path: Path, options: Options) -> Grown:
    """Load a file into Neo4j.

    Raises:
        RuntimeError: there is none.
    """
    engines, missing = find_engines(("neo4j",))
    if missing:
        raise RuntimeError(missing[0])
    try:
        return loaded(path, options, engines[0])
    finally:
        engines[0].stop()


def main(given: Sequence[str]) -> int:
    """Measure and print a table; return 0."""
    parser = argparse.ArgumentParser(prog="python -m bench.growth")
    parser.add_argument("--prepare", type=int, nargs="*", default=[10_000, 100_000], metavar="ROWS")
    parser.add_argument("--load", type=int, nargs="*", default=[10_000], metavar="ROWS")
    parser.add_argument("--file", type=Path, action="append", default=[], help="a real file, prepared and loaded")
    parser.add_argument("--neo4j", action="store_true", help="load into Neo4j too")
    chosen = parser.parse_args(given)
    _say("\n".join(HEAD))
    loads = [loaded, *([on_neo4j] if chosen.neo4j else [])]
    with tempfile.TemporaryDirectory(prefix="akteursnetz-bench-") as folder:
        for rows, works in [*((n, [prepared]) for n in chosen.prepare), *((n, loads) for n in chosen.load)]:
            path = Path(folder, f"Messe Musterstadt {rows} 2021-05-04.csv")
            if not path.exists():
                write_list(path, range(rows))
            for work in works:
                _say(apart(work, path, Options(invented=True)).row)
    for path in chosen.file:
        for work in (prepared, *loads):
            _say(apart(work, path, Options()).row)
    return 0


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
