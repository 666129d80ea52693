"""What was loaded, written anew without the program: by the bare driver in batches, row by row, and by py2neo."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from bench import ways
from bench.aims.neo4j_server import neo4j_on
from bench.aims.place import Server, Site
from bench.aims.processes import Used, watching
from bench.aims.results import Row, of
from bench.engines import Embedded, Engine, Neo4j, Place
from graph.model.schema import Schema
from graph.store.view import View

SINGLE = 2_000  # nodes and relationships written one by one; the whole is scaled up from them
LARGEST = 200_000  # facts that others write at most, since they are held in memory
WARM = 10_000  # nodes written and thrown away
Work = Callable[[Place], None]


def others(site: Site, facts: int) -> Iterator[Row]:
    """Write what was loaded into an empty database each; `facts` are its nodes and relationships."""
    with site.open() as store:
        graph = part(store.view(), store.schema, min(1.0, LARGEST / facts))
    with beside(site) as where:
        for way, work, share in peers(graph, site.engine == "neo4j"):
            yield _written(where, graph, way, work, share)


def _written(where: Engine, graph: ways.Graph, way: str, work: Work, share: float) -> Row:
    with where.fresh() as place, watching(Path("nobody has this folder"), place.pid) as used:
        before = time.thread_time()  # the thread that watches is not counted
        work(place)
        spent, taken = time.thread_time() - before, used()
        found = ways.count_facts(place)
    assert share < 1 or found == graph.facts, f"{way}: {found} nodes and relationships, not {graph.facts}"
    scaled = Used(taken.seconds / share, spent / share, 0.0, taken.engine_processor / share, taken.engine_megabytes)
    note = f"scaled up from {share:.1%}" if share < 1 else ""
    return of(scaled, "all files", way, units=graph.facts, note=note, checked="" if share < 1 else "same graph")


@contextmanager
def beside(site: Site) -> Iterator[Engine]:
    """Give where the others write: a new embedded engine for each, or another server of the same memory."""
    if site.server is None:
        yield Embedded()
        return
    with TemporaryDirectory(prefix="akteursnetz-bench-") as folder, neo4j_on(Path(folder)) as server:
        warm_up(server)
        yield Neo4j(server)


def warm_up(server: Server) -> None:
    """Let a server that has just been started compile what writing needs; its database is empty afterwards."""
    engine = Neo4j(server)
    for _ in range(2):
        with engine.fresh() as place:
            rows = [{"id": f"per-{n}", "properties": {"name": f"Nobody {n}"}} for n in range(WARM)]
            merge = "UNWIND $rows AS row MERGE (n:Person {id: row.id}) SET n += row.properties"
            ways.cypher(place, [(merge, rows), (merge, rows)])
            ways.one_by_one(place, [(merge, rows[:500])])
    with engine.fresh():
        pass


def part(view: View, schema: Schema, share: float) -> ways.Graph:
    """Return a share of the relationships of each type, with their ends; 1.0 for the whole network."""
    if share >= 1:
        return ways.read_graph(view, schema)
    relationships: dict[tuple[str, str, str], list[dict[str, object]]] = {}
    for name in schema.relationships:
        for row in _first(view, name, share):
            ends = (name, schema.label_of(row["start"]), schema.label_of(row["end"]))
            said = {"id": row["f"]["id"], "start": row["start"], "end": row["end"], "properties": row["f"]}
            relationships.setdefault(ends, []).append(said)
    ids = {row[side] for rows in relationships.values() for row in rows for side in ("start", "end")}
    nodes = {
        label: [{"id": n["id"], "properties": n} for n in view.nodes(label) if n["id"] in ids] for label in schema.nodes
    }
    keys = [{"id": key, "properties": {"id": key, "node": node}} for key, node in view.keys().items() if node in ids]
    return ways.Graph({label: rows for label, rows in nodes.items() if rows}, relationships, keys)


def _first(view: View, name: str, share: float) -> Iterator[dict[str, str]]:
    total = sum(1 for _ in view.facts(name))
    yield from islice(view.facts(name), round(total * share))


def peers(graph: ways.Graph, is_neo4j: bool) -> Iterator[tuple[str, Work, float]]:
    """Yield name, work, and the share of the graph the work writes."""
    merge, create = ways.statements("MERGE", graph), ways.statements("CREATE", graph)
    yield "driver, batches of 2,000, MERGE", lambda place: ways.cypher(place, merge), 1.0
    yield "driver, batches of 2,000, CREATE (limit)", lambda place: ways.cypher(place, create), 1.0
    few, share = _few(merge)
    yield "driver, row by row", lambda place: ways.one_by_one(place, few), share
    if is_neo4j:
        works = ways.bulk(graph)
        yield "py2neo bulk", lambda place: ways.py2neo(place, works), 1.0


def _few(statements: Sequence[tuple[str, ways.Rows]]) -> tuple[list[tuple[str, ways.Rows]], float]:
    """Return the first rows of each statement, and which share of all they are."""
    every = sum(len(rows) for _, rows in statements)
    share = min(1.0, SINGLE / every)
    few = [(statement, rows[: max(1, int(len(rows) * share))]) for statement, rows in statements]
    return few, sum(len(rows) for _, rows in few) / every
