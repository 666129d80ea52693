"""All ways write the same graph, and the tables say so; no test here looks at a clock."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from neo4j import GraphDatabase

from bench import measure, table, ways
from bench.engines import Embedded, Neo4j, Place
from bench.lists import write_list
from bench.loading import arguments
from graph.engine import files
from graph.store import Store
from tests.support.neo4j_server import Neo4jServer

EVERY_WAY = {
    *(measure.PIPELINE, measure.AGAIN, measure.MERGE, measure.CREATE, measure.WITH_BOOKKEEPING),
    measure.ONE_BY_ONE,
}


class Emptied(Embedded):
    """The engine of the worker, emptied where the bench starts a new one."""

    def __init__(self, store: Store, folder: Path) -> None:
        self.store, self.folder = store, folder

    @contextmanager
    def fresh(self) -> Iterator[Place]:
        self.store.erase_everything()
        self.store.migrate()
        state, secret = files.read_state(self.folder), files.password(self.folder)
        assert state is not None
        with GraphDatabase.driver(self.store.uri, auth=("root", secret)) as driver:
            yield Place(self.store, driver, "root", secret, state.pid)


@pytest.mark.slow
def test_all_ways_write_the_same_on_the_embedded_engine(kept_store: Store, engine_folder: Path) -> None:
    told: list[str] = []
    results = measure.compare(Emptied(kept_store, engine_folder), rows=12, repeat=1, echo=told.append)
    assert {result.way for result in results} == EVERY_WAY
    assert len({result.facts for result in results}) == 1
    assert told == ["embedded engine, 12 rows, 1 of 1"]
    assert all(cost.server is not None for result in results for cost in result.costs)


@pytest.mark.neo4j
@pytest.mark.slow
def test_all_ways_write_the_same_on_neo4j(neo4j_server: Neo4jServer) -> None:
    results = measure.compare(Neo4j(neo4j_server), rows=12, repeat=1, echo=lambda text: None)
    assert {result.way for result in results} == EVERY_WAY | {measure.PY2NEO, measure.PY2NEO_WITH_BOOKKEEPING}


class OneStore(Embedded):
    """An engine whose database is the one of the test."""

    def __init__(self, store: Store) -> None:
        self.store = store

    @contextmanager
    def fresh(self) -> Iterator[Place]:
        with GraphDatabase.driver(self.store.uri) as driver:
            yield Place(self.store, driver, "", "", None)


def test_bare_rows_leave_the_bookkeeping_out(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "Treffen Musterstadt 2021-05-04.csv"
    write_list(path, range(5))
    with OneStore(store).fresh() as place:
        ways.pipeline(place, path)
        graph = ways.read_graph(store.view(), store.schema)
        assert ways.count_facts(place) == graph.facts
    bare = graph.without_bookkeeping()
    assert bare.facts == graph.facts
    assert graph.keys
    assert not bare.keys
    groups = (*bare.nodes.values(), *bare.relationships.values())
    names = {name for rows in groups for row in rows for name in row["properties"]}
    assert not names & set(ways.BOOKKEEPING)
    assert {"id", "name", "evidence"} <= names


def test_the_growth_series_counts_only_what_is_new(store: Store) -> None:
    first, second = measure.grow(OneStore(store), events=2, rows=8, echo=lambda text: None)
    assert second.way == f"list 2, {first.facts} facts before"
    assert 0 < second.facts < first.facts
    assert all(cost.server is None for result in (first, second) for cost in result.costs)


def result(way: str, *seconds: float) -> measure.Result:
    return measure.Result("engine", way, 10, 100, [measure.Cost(s, s / 2, None) for s in seconds])


def test_a_table_gives_medians_and_compares_with_merge() -> None:
    lines = table.comparison([result(measure.PIPELINE, 9.0, 4.0, 1.0), result(measure.MERGE, 2.0)])
    assert "### engine, 10 rows, 100 nodes and relationships" in lines
    assert f"| {measure.PIPELINE} | 4.00 | 25 | 0.50 | 2.00 |  |" in lines
    assert f"| {measure.MERGE} | 2.00 | 50 | 1.00 | 1.00 |  |" in lines


def test_options_can_be_given_several_times() -> None:
    chosen = arguments(["--rows", "10", "--rows", "20", "--engine", "embedded"])
    assert (chosen.rows, chosen.engine, chosen.out) == ([10, 20], ["embedded"], None)
