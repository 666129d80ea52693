"""Measuring: every way on the same list, some times over, each time on a fresh, empty database."""

import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from statistics import median

import psutil

from bench import ways
from bench.engines import Engine, Place
from bench.lists import growing_lists, write_list

PIPELINE = "whole pipeline"
AGAIN = "whole pipeline, second load of the same file"
MERGE = "bare Cypher, UNWIND and MERGE"
CREATE = "bare Cypher, UNWIND and CREATE"
WITH_BOOKKEEPING = "bare Cypher, UNWIND and CREATE, with the bookkeeping of the pipeline"
ONE_BY_ONE = "bare Cypher, one query a row"
PY2NEO = "py2neo bulk functions"
PY2NEO_WITH_BOOKKEEPING = "py2neo bulk functions, with the bookkeeping of the pipeline"
# What all the others are compared with.
REFERENCE = MERGE
SLOW_FROM = 10_000  # facts from which one query a row is left out
_LIST = "Messe Musterstadt 2021-05-04.csv"
Echo = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Cost:
    """What one load took: seconds on the clock, and of processor time here and in the database."""

    seconds: float
    client: float
    server: float | None


@dataclass(slots=True)
class Result:
    """A way on an engine: the facts it wrote or compared, and what each repetition took."""

    engine: str
    way: str
    rows: int
    facts: int
    costs: list[Cost] = field(default_factory=list)

    @property
    def seconds(self) -> float:
        """Return the median."""
        return median(cost.seconds for cost in self.costs)

    @property
    def speed(self) -> float:
        """Return facts per second."""
        return self.facts / self.seconds


def clocked(place: Place, work: Callable[[], object]) -> Cost:
    """Return what the work took."""
    here, there = psutil.Process(), psutil.Process(place.pid) if place.pid else None
    before, before_there, start = _processor(here), _processor(there), time.perf_counter()
    work()
    seconds = time.perf_counter() - start
    used = _processor(there) - before_there if there else None
    return Cost(seconds, _processor(here) - before, used)


def _processor(process: psutil.Process | None) -> float:
    if process is None:
        return 0.0
    times = process.cpu_times()
    return float(times.user + times.system)


def compare(engine: Engine, rows: int, repeat: int, echo: Echo) -> list[Result]:
    """Return the median of every way for a list of this length.

    Raises:
        AssertionError: a way did not write the same number of nodes and relationships as the pipeline.
    """
    with tempfile.TemporaryDirectory(prefix="akteursnetz-bench-") as folder:
        path = Path(folder, _LIST)
        write_list(path, range(rows))
        graph = _load_once(engine, path)
        results: dict[str, Result] = {}
        for number in range(0 if engine.keeps_running else 1, repeat + 1):
            echo(f"{engine.name}, {rows} rows, {f'{number} of {repeat}' if number else 'warming up'}")
            for name, cost in _each_once(engine, path, graph):
                result = results.setdefault(name, Result(engine.name, name, rows, graph.facts))
                if number:
                    result.costs.append(cost)
    return list(results.values())


def _each_once(engine: Engine, path: Path, graph: ways.Graph) -> Iterator[tuple[str, Cost]]:
    with engine.fresh() as place:
        for name in (PIPELINE, AGAIN):
            yield name, clocked(place, partial(ways.pipeline, place, path))
            _check(place, name, graph.facts)
    for name, work in _others(engine, graph):
        with engine.fresh() as place:
            yield name, clocked(place, partial(work, place))
            _check(place, name, graph.facts)


def _load_once(engine: Engine, path: Path) -> ways.Graph:
    """Return what the pipeline makes of the list."""
    with engine.fresh() as place:
        ways.pipeline(place, path)
        return ways.read_graph(place.store.view(), place.store.schema)


def _others(engine: Engine, graph: ways.Graph) -> Iterator[tuple[str, Callable[[Place], None]]]:
    bare = graph.without_bookkeeping()
    merge, create = ways.statements("MERGE", bare), ways.statements("CREATE", bare)
    everything = ways.statements("CREATE", graph)
    yield MERGE, lambda place: ways.cypher(place, merge)
    yield CREATE, lambda place: ways.cypher(place, create)
    yield WITH_BOOKKEEPING, lambda place: ways.cypher(place, everything)
    if graph.facts < SLOW_FROM:
        yield ONE_BY_ONE, lambda place: ways.one_by_one(place, merge)
    if engine.takes_py2neo:
        works, all_works = ways.bulk(bare), ways.bulk(graph)
        yield PY2NEO, lambda place: ways.py2neo(place, works)
        yield PY2NEO_WITH_BOOKKEEPING, lambda place: ways.py2neo(place, all_works)


def _check(place: Place, name: str, facts: int) -> None:
    found = ways.count_facts(place)
    assert found == facts, f"{name}: {found} nodes and relationships, not {facts}"


def grow(engine: Engine, events: int, rows: int, echo: Echo) -> list[Result]:
    """Return one result for each of many lists that are loaded into one growing database."""
    results: list[Result] = []
    with tempfile.TemporaryDirectory(prefix="akteursnetz-bench-") as folder, engine.fresh() as place:
        before = 0
        for number, people in enumerate(growing_lists(events, rows), start=1):
            echo(f"{engine.name}, list {number} of {events}")
            path = Path(folder, f"Treffen {number} Musterstadt 20{10 + number:02}-05-04.csv")
            write_list(path, people)
            cost = clocked(place, partial(ways.pipeline, place, path))
            now = ways.count_facts(place)
            results.append(Result(engine.name, f"list {number}, {before} facts before", rows, now - before, [cost]))
            before = now
    return results
