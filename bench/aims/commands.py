"""Commands from a cold start: with no engine running, and beside one; beside them plain Cypher with indexes."""

import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

import networkx as nx
import psutil
from neo4j import Driver

from bench.aims.place import Site
from bench.aims.processes import Used, watching
from bench.aims.results import Row, of
from graph.model.fold import fold

COLD, BESIDE, WAYS = "cold", "beside", "ways"
REPEAT, LONG = 3, 5.0  # runs of a command, unless the first took so many seconds
SHOW = "MATCH (n:Person {id: $id}) OPTIONAL MATCH (n)-[r]-(m) RETURN n, collect([type(r), m.id, m.name]) AS around"
SEARCH = "MATCH (n:Person) WHERE n.search_text CONTAINS $text RETURN n.id AS id, n.name AS name LIMIT 20"
COUNTS = "MATCH (n) WHERE n.retired_at IS NULL RETURN labels(n)[0] AS label, count(*) AS found"


def cold(site: Site) -> Iterator[Row]:
    """Measure with no engine running; a Neo4j runs in any case."""
    yield from _simple(site, COLD)


def beside(site: Site) -> Iterator[Row]:
    """Measure beside an engine that somebody else keeps running, and what plain Cypher takes there."""
    with site.open():
        yield from _simple(site, BESIDE)
    yield from _cypher(site)


def ways(site: Site) -> Iterator[Row]:
    """Measure `path`, `ego` and `explain`; whatever is kept between processes was made by a command before."""
    found = ids(site)
    one, other = found[0], found[-1]
    site.asked("ego", one)
    path, used = _middle(site, "path", one, other)
    people = [node["id"] for node in path["people"]]
    yield of(used, "path", group=WAYS, checked=_check_path(site, people, one, other))
    near, used = _middle(site, "ego", one)
    direct = [node["id"] for node in near["near"] if node["steps"] == 1 and node["type"] == "Person"]
    yield of(used, "ego", group=WAYS, checked=_check_near(site, one, direct))
    partner = direct[0]
    reasons, used = _middle(site, "explain", one, partner)
    assert partner in str(reasons)
    yield of(used, "explain", group=WAYS, checked="names both")
    yield from _networkx(site, one, other)


def _middle(site: Site, *arguments: str) -> tuple[Any, Used]:
    """Return the answer and the use of the middle one of some runs; what takes long is run once."""
    found = [site.asked(*arguments)]
    while len(found) < REPEAT and found[0][1].seconds < LONG:
        found.append(site.asked(*arguments))
    found.sort(key=lambda one: one[1].seconds)
    return found[len(found) // 2]


def _simple(site: Site, group: str) -> Iterator[Row]:
    person = site.people[0]
    answer, used = _middle(site, "info")
    yield of(used, "info", group=group, checked=_check_info(site, answer))
    answer, used = _middle(site, "search", person.email)
    assert [hit["id"] for hit in answer], "search finds nobody"
    found = ids(site)[0]
    assert answer[0]["id"] == found, "search finds somebody else"
    yield of(used, "search", group=group, checked="the owner of the address by plain Cypher")
    answer, used = _middle(site, "show", found)
    assert fold(person.family) in fold(answer["node"]["name"]), answer["node"]["name"]
    yield of(used, "show", group=group, checked=_check_show(site, found, answer))


def _check_info(site: Site, answer: Any) -> str:
    with site.driver() as (driver, database):
        rows = driver.execute_query(COUNTS, database_=database).records
    counted = {row["label"]: row["found"] for row in rows}
    for label in ("Person", "Organisation", "Event"):
        assert answer["nodes"][label] == counted[label], f"{label}: {answer['nodes'][label]}, not {counted[label]}"
    return "nodes as counted by plain Cypher"


def _check_show(site: Site, node: str, answer: Any) -> str:
    query = "MATCH (:Person {id: $id})-[r]-(m) WHERE r.retired_at IS NULL RETURN count(DISTINCT [type(r), m.id]) AS n"
    with site.driver() as (driver, database):
        wanted = driver.execute_query(query, id=node, database_=database).records[0]["n"]
    text = str(answer)
    facts = next((value for value in answer.values() if isinstance(value, list) and value), [])
    assert facts or not wanted, "no facts shown"
    assert wanted == 0 or len(facts) >= 1, text[:200]
    return f"{len(facts)} facts, {wanted} others by plain Cypher"


def ids(site: Site) -> list[str]:
    """Return the ids of the people that are asked for, found by their address through plain Cypher."""
    query = "UNWIND $keys AS key MATCH (k:Key {id: key}) RETURN k.id AS key, k.node AS node"
    keys = [f"mail:{person.email}" for person in site.people]
    with site.driver() as (driver, database):
        found = {row["key"]: row["node"] for row in driver.execute_query(query, keys=keys, database_=database).records}
    return [found[key] for key in keys if key in found]


def _cypher(site: Site) -> Iterator[Row]:
    """Yield what plain Cypher takes, the driver and its connection being there."""
    wanted = ids(site)
    with site.driver() as (driver, database):
        for what, query, given in (
            ("show", SHOW, [{"id": node} for node in wanted]),
            ("search", SEARCH, [{"text": fold(person.family)} for person in site.people]),
            ("info", COUNTS, [{}] * 3),
        ):
            yield _asked(site, driver, database, what, query, given)


def _asked(site: Site, driver: Driver, database: str, what: str, query: str, given: Sequence[dict[str, str]]) -> Row:
    driver.execute_query(query, **given[0], database_=database)  # type: ignore[arg-type]
    with watching(site.data, site.server_pid) as used:
        for parameters in given:
            driver.execute_query(query, **parameters, database_=database)  # type: ignore[arg-type]
        taken = used()
    each = Used(taken.seconds / len(given), 0.0, 0.0, taken.engine_processor / len(given), taken.engine_megabytes)
    return of(each, what, "plain Cypher, connected before", group=BESIDE, note=f"mean of {len(given)}")


def contacts(site: Site) -> "nx.Graph[str]":
    """Return who met whom or sits with whom, read from the database by somebody without the program.

    Groups of more than 60 are left out: all pairs of a large event would be millions of edges.
    """
    query = "MATCH (p:Person)-[:{type}]->(g) WHERE p.retired_at IS NULL RETURN p.id AS p, g.id AS g"
    members: dict[str, set[str]] = {}
    with site.driver() as (driver, database), driver.session(database=database) as session:
        for type_ in ("WORKS_FOR", "MEMBER_OF", "TOOK_PART_IN"):
            for row in session.run(query.replace("{type}", type_)):  # type: ignore[arg-type]
                members.setdefault(row["g"], set()).add(row["p"])
    graph: nx.Graph[str] = nx.Graph()
    for people in members.values():
        graph.add_nodes_from(people)
        if len(people) <= 60:
            listed = sorted(people)
            graph.add_edges_from((a, b) for n, a in enumerate(listed) for b in listed[n + 1 :])
    return graph


def _networkx(site: Site, one: str, other: str) -> Iterator[Row]:
    made: list[Any] = []

    def timed(what: str, work: Callable[[], Any], note: str = "") -> Row:
        with watching(site.data, site.server_pid) as used:
            before = time.thread_time()  # the thread that watches is not counted
            made.append(work())
            spent, taken = time.thread_time() - before, used()
        mine = replace(taken, processor=spent, megabytes=psutil.Process().memory_info().rss / 2**20)
        return of(mine, what, "networkx fed from the database", group=WAYS, note=note)

    yield timed("feeding", lambda: contacts(site), "groups of up to 60 people")
    graph = made[0]
    yield timed("path", lambda: nx.bidirectional_shortest_path(graph, one, other), "fewest steps, fed before")
    yield timed("ego", lambda: nx.single_source_shortest_path_length(graph, one, 2), "two steps, fed before")
    if graph.number_of_edges() < 2_000_000:
        yield timed("communities", lambda: nx.community.louvain_communities(graph, seed=1), "Louvain, fed before")


def _check_path(site: Site, people: Sequence[str], one: str, other: str) -> str:
    assert (people[0], people[-1]) == (one, other)
    steps = list(pairwise(people))
    linked = _linked(site, steps)
    assert linked == len(steps), f"{linked} of {len(steps)} steps are facts"
    return f"{len(steps)} steps, each a shared group by plain Cypher"


def _check_near(site: Site, one: str, near: Sequence[str]) -> str:
    linked = _linked(site, [(one, other) for other in near])
    assert linked == len(near) > 0, f"{linked} of {len(near)} people next to somebody share a group"
    return f"{len(near)} people at one step, each in a shared group by plain Cypher"


def _linked(site: Site, pairs: Sequence[tuple[str, str]]) -> int:
    """Return how many pairs share a group or a fact."""
    query = (
        "MATCH (a:Person {id: $a})-[]-(g)-[]-(b:Person {id: $b}) "
        "WHERE a.id <> b.id AND labels(g)[0] IN ['Event', 'Organisation'] RETURN count(g) AS n "
        "UNION ALL MATCH (a:Person {id: $a})-[]-(b:Person {id: $b}) RETURN count(b) AS n"
    )
    with site.driver() as (driver, database):
        return sum(
            any(row["n"] for row in driver.execute_query(query, a=a, b=b, database_=database).records) for a, b in pairs
        )


def p95(values: Sequence[float]) -> float:
    """Return the 95th percentile."""
    return statistics.quantiles(values, n=20, method="inclusive")[-1] if len(values) > 1 else values[0]
