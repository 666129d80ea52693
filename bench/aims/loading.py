"""Loading: the whole network, the same again, one list more; beside it the bare driver and py2neo on the same graph."""

import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bench import ways
from bench.aims.neo4j_server import neo4j_on
from bench.aims.place import Site
from bench.aims.processes import Used, watching
from bench.aims.results import Row
from bench.engines import Embedded, Engine, Neo4j, Place
from graph.model.schema import load as load_schema

GROUP = "load"
SINGLE = 2_000  # nodes and relationships written one by one; the whole is scaled up from them
LARGEST = 200_000  # facts from which bare ways write a part, since they are held in memory
DISTINCT = ("TOOK_PART_IN", "MEMBER_OF", "PART_OF")  # types of which every stated fact is one stored fact


def of(used: Used, what: str, way: str = "", **more: Any) -> Row:
    """Return a row of what was used."""
    return Row(
        more.pop("group", GROUP),
        what,
        way,
        seconds=round(used.seconds, 3),
        processor=round(used.processor, 3),
        megabytes=round(used.megabytes),
        engine_processor=round(used.engine_processor, 3),
        engine_megabytes=round(used.engine_megabytes),
        **more,
    )


def measure(site: Site) -> Iterator[Row]:
    """Load everything, again, and one list more; then the others."""
    shutil.rmtree(site.data, ignore_errors=True)
    if site.server is not None:
        empty(site)
    answer, used = site.asked("ingest", str(site.files), "--invented")
    check_loaded(site)
    facts = stored(site)
    yield of(used, "all files", checked=f"no file refused; counts of {', '.join(DISTINCT)} as generated", units=facts)
    _all_taken(answer)
    answer, used = site.asked("ingest", str(site.files), "--invented")
    _all_taken(answer)
    changed = sum(file[what]["created"] for file in answer for what in ("nodes", "relationships"))
    assert changed == 0, f"loading again made {changed} anew"
    yield of(used, "the same files again", checked="nothing new", units=facts)
    answer, used = site.asked("ingest", str(site.further), "--invented")
    _all_taken(answer)
    yield of(used, "one list of 100 rows more", checked=f"{answer[0]['rows']} rows taken", units=answer[0]["rows"])
    yield from others(site)


def empty(site: Site) -> None:
    """Empty the database of a server."""
    with site.open() as store:
        store.erase_everything()
        store.migrate()


def _all_taken(answer: list[dict[str, Any]]) -> None:
    wrong = [file for file in answer if "rows" not in file or file.get("rejected_count")]
    assert not wrong, f"{len(wrong)} files were not taken whole, first {str(wrong[0])[:300]}"


def stored(site: Site) -> int:
    """Return how many nodes and relationships of the network there are, by plain Cypher."""
    nodes = "MATCH (n) WHERE labels(n)[0] IN $names RETURN count(n) AS found"
    relationships = "MATCH ()-[r]->() WHERE type(r) IN $names RETURN count(r) AS found"
    schema = load_schema()
    with site.driver() as (driver, database):
        return sum(
            int(driver.execute_query(query, names=list(names), database_=database).records[0]["found"])
            for query, names in ((nodes, schema.nodes), (relationships, schema.relationships))
        )


def check_loaded(site: Site) -> None:
    """Hold the counts of `info` against what was generated.

    Raises:
        AssertionError: of types that are told exactly it counts others.
    """
    answer, _ = site.asked("info")
    counted = answer["relationships"]
    for type_ in DISTINCT:
        stated = site.manifest["by_type"].get(type_, 0)
        assert abs(counted[type_] - stated) <= max(stated * 0.002, 2), f"{type_}: {counted[type_]}, not {stated}"


def others(site: Site) -> Iterator[Row]:
    """Write what was loaded with the bare driver, and on Neo4j with py2neo, into an empty database each."""
    with site.open() as store:
        graph = part_of(ways.read_graph(store.view(), store.schema), LARGEST)
    with beside(site) as where:
        yield from _others(site, graph, where)


def _others(site: Site, graph: ways.Graph, where: Engine) -> Iterator[Row]:
    for way, work, share in peers(graph, site.engine == "neo4j"):
        with where.fresh() as place, _watched(site, place) as used:
            before = time.process_time()
            work(place)
            spent, taken = time.process_time() - before, used()
        scaled = Used(taken.seconds / share, spent / share, 0.0, taken.engine_processor / share, taken.engine_megabytes)
        note = f"scaled up from {share:.1%}" if share < 1 else ""
        yield of(scaled, "all files", way, units=graph.facts, note=note)


@contextmanager
def beside(site: Site) -> Iterator[Engine]:
    """Give where the others write: a new embedded engine for each, or another server of the same memory."""
    if site.server is None:
        yield Embedded()
        return
    with TemporaryDirectory(prefix="akteursnetz-bench-") as folder, neo4j_on(Path(folder)) as server:
        yield Neo4j(server)


def _watched(site: Site, place: Place) -> Any:
    return watching(Path(str(site.folder / "nobody")), place.pid)


def part_of(graph: ways.Graph, most: int) -> ways.Graph:
    """Return a graph, or as much of it as is written in a reasonable time."""
    if graph.facts <= most:
        return graph
    share = most / graph.facts
    nodes = {label: rows[: int(len(rows) * share) + 1] for label, rows in graph.nodes.items()}
    ids = {row["id"] for rows in nodes.values() for row in rows}
    kept = {
        ends: [row for row in rows if row["start"] in ids and row["end"] in ids]
        for ends, rows in graph.relationships.items()
    }
    return ways.Graph(nodes, {ends: rows for ends, rows in kept.items() if rows})


def peers(graph: ways.Graph, is_neo4j: bool) -> Iterator[tuple[str, Callable[[Place], None], float]]:
    """Yield name, work, and the share of the graph the work writes."""
    merge, create = ways.statements("MERGE", graph), ways.statements("CREATE", graph)
    yield "driver, batches of 2,000, MERGE", lambda place: ways.cypher(place, merge), 1.0
    yield "driver, batches of 2,000, CREATE (limit)", lambda place: ways.cypher(place, create), 1.0
    few, share = _few(merge, graph.facts)
    yield "driver, row by row", lambda place: ways.one_by_one(place, few), share
    if is_neo4j:
        works = ways.bulk(graph)
        yield "py2neo bulk", lambda place: ways.py2neo(place, works), 1.0


def _few(statements: list[tuple[str, ways.Rows]], facts: int) -> tuple[list[tuple[str, ways.Rows]], float]:
    share = min(1.0, SINGLE / max(facts, 1))
    few = [(statement, rows[: max(1, int(len(rows) * share))]) for statement, rows in statements]
    written = sum(len(rows) for _, rows in few)
    return few, written / sum(len(rows) for _, rows in statements)
