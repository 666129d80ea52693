"""How fast introduction paths and ego networks are, against networkx and the engines' own Cypher, on the same contacts.

python -m bench.paths --sizes 1000,10000,56000,100000 --engine-size 10000

Everything is warm: the snapshot is in memory, networkx has its graph, the engines have the contacts as relationships
and an index on the id. Cypher's shortestPath counts steps and knows no strengths. All answer the same pairs of people.
"""

import argparse
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import networkx as nx
import numpy as np
from neo4j import Driver
from scipy.sparse.csgraph import connected_components

from bench.analysis import DAY, invented_network
from bench.engines import find_engines
from graph.analysis.ego import ego
from graph.analysis.questions import Case
from graph.analysis.tie_graph import TieGraph
from graph.analysis.ways import Ways, WaysAsked

PATH = (
    "MATCH (a:Person {id: $a}), (b:Person {id: $b}), p = shortestPath((a)-[:KNOWS*..15]-(b)) RETURN length(p) AS found"
)
EGO = "MATCH (a:Person {id: $a})-[:KNOWS*1..2]-(n:Person) RETURN count(DISTINCT n) AS found"
NODES = "UNWIND $rows AS row CREATE (:Person {id: row})"
TIES = "UNWIND $rows AS row MATCH (a:Person {id: row[0]}) MATCH (b:Person {id: row[1]}) CREATE (a)-[:KNOWS]->(b)"
BATCH = 2000
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Row:
    """What was asked of how large a network in which way; the middle and longest time and the processor's, in ms."""

    size: int
    what: str
    way: str
    middle: float
    longest: float
    processor: float


def timed(size: int, what: str, way: str, work: Callable[[str, str], object], pairs: Sequence[Pair]) -> Row:
    """Return how long some work takes for each pair; the first call is not counted."""
    work(*pairs[0])
    clock, processor = [], time.process_time()
    for a, b in pairs:
        start = time.perf_counter()
        work(a, b)
        clock.append(1000 * (time.perf_counter() - start))
    used = 1000 * (time.process_time() - processor) / len(pairs)
    return Row(size, what, way, statistics.median(clock), max(clock), used)


def people(ways: Ways, pairs: int) -> list[Pair]:
    """Return random pairs out of the largest part of the network, the same each time."""
    graph, random = ways.case.strengths.people_graph, np.random.default_rng(1)
    part = connected_components(graph.matrix, directed=False)[1]
    known = [graph.ids[i] for i in np.flatnonzero(part == np.bincount(part).argmax()).tolist()]
    return [tuple(random.choice(known, 2, replace=False).tolist()) for _ in range(pairs)]


def in_memory(ways: Ways, size: int, pairs: Sequence[Pair]) -> list[Row]:
    """Return our times and those of networkx.

    Raises:
        AssertionError: networkx finds another length.
    """
    graph = ways.case.strengths.people_graph
    reference = reference_graph(graph, ways.settings.step)
    for a, b in pairs[:5]:
        (way,) = ways.routes(a, b)
        assert abs(way.length - nx.bidirectional_dijkstra(reference, a, b, "length")[0]) < 1e-6
    return [
        timed(size, "path", "Akteursnetz", ways.routes, pairs),
        timed(size, "path", "networkx", lambda a, b: nx.bidirectional_dijkstra(reference, a, b, "length"), pairs),
        timed(size, "5 different paths", "Akteursnetz", lambda a, b: ways.routes(a, b, WaysAsked(5)), pairs),
        timed(size, "ego network", "Akteursnetz", lambda a, _: ego(graph, a, 50), pairs),
        timed(
            size, "ego network", "networkx", lambda a, _: nx.single_source_shortest_path_length(reference, a, 2), pairs
        ),
    ]


def reference_graph(graph: TieGraph, step: float) -> "nx.Graph[str]":
    """Return the contacts for networkx, each with its length."""
    found: nx.Graph[str] = nx.Graph()
    found.add_nodes_from(graph.ids)
    found.add_edges_from((graph.ids[a], graph.ids[b], {"length": step + 1 / w}) for a, b, w in graph.edge_list())
    return found


def in_engines(ways: Ways, size: int, pairs: Sequence[Pair]) -> list[Row]:
    """Return the times of each engine that can be had."""
    rows: list[Row] = []
    engines, _ = find_engines(("embedded", "neo4j"))
    for engine in engines:
        with engine.fresh() as place:
            fill(place.driver, place.database, ways.case.strengths.people_graph)

            def ask(query: str, a: str, b: str, driver: Driver = place.driver, name: str = place.database) -> object:
                return driver.execute_query(query, a=a, b=b, database_=name)

            rows.append(timed(size, "path", engine.name, lambda a, b, ask=ask: ask(PATH, a, b), pairs))  # type: ignore[misc]
            rows.append(timed(size, "ego network", engine.name, lambda a, b, ask=ask: ask(EGO, a, b), pairs))  # type: ignore[misc]
        engine.stop()
    return rows


def fill(driver: Driver, database: str, graph: TieGraph) -> None:
    """Write the contacts into a database, one relationship each."""
    ties = [[graph.ids[a], graph.ids[b]] for a, b, _ in graph.edge_list()]
    for query, rows in ((NODES, list(graph.ids)), (TIES, ties)):
        for start in range(0, len(rows), BATCH):
            driver.execute_query(query, rows=rows[start : start + BATCH], database_=database)


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="1000,10000,56000,100000")
    parser.add_argument("--pairs", type=int, default=30)
    parser.add_argument("--engine-size", type=int, default=10_000, help="the size asked of the engines too, 0 for none")
    chosen = parser.parse_args(arguments)
    print("| actors | contacts | what | way | middle ms | longest ms | processor ms here |")
    print("|---:|---:|---|---|---:|---:|---:|")
    for size in map(int, chosen.sizes.split(",")):
        ways = Ways(Case(invented_network(size), DAY))
        pairs = people(ways, chosen.pairs)
        rows = in_memory(ways, size, pairs)
        rows += in_engines(ways, size, pairs) if size == chosen.engine_size else []
        for r in rows:
            cells = f"{r.middle:.1f} | {r.longest:.1f} | {r.processor:.1f}"
            print(f"| {r.size:,} | {len(ways.contacts):,} | {r.what} | {r.way} | {cells} |", flush=True)


if __name__ == "__main__":
    main()
