"""Loading: the whole network, the same again, one list more; beside it the bare driver and py2neo on the same graph."""

import shutil
from collections.abc import Iterator
from typing import Any

from bench.aims.place import Site
from bench.aims.results import Row, of
from bench.aims.writing import others, warm_up
from graph.model.schema import load as load_schema

GROUP = "load"
DISTINCT = ("TOOK_PART_IN", "MEMBER_OF", "PART_OF")  # types of which every stated fact is one stored fact


def measure(site: Site) -> Iterator[Row]:
    """Load everything, again, and one list more; then the others."""
    if site.server is not None:
        warm_up(site.server)
    clear(site)
    with site.filling():
        answer, used = site.asked("ingest", str(site.files), "--invented", "--new-event")
    check_loaded(site)
    facts = stored(site)
    yield of(used, "all files", checked=f"no file refused; counts of {', '.join(DISTINCT)} as generated", units=facts)
    _all_taken(answer)
    answer, used = site.asked("ingest", str(site.files), "--invented", "--new-event")
    _all_taken(answer)
    changed = sum(file[what]["created"] for file in answer for what in ("nodes", "relationships"))
    assert changed == 0, f"loading again made {changed} anew"
    yield of(used, "the same files again", checked="nothing new", units=facts)
    answer, used = site.asked("ingest", str(site.further), "--invented", "--new-event")
    _all_taken(answer)
    yield of(used, "one list of 100 rows more", checked=f"{answer[0]['rows']} rows taken", units=answer[0]["rows"])
    yield from others(site, facts)


def clear(site: Site) -> None:
    """Empty the data folder, and the database of a server."""
    shutil.rmtree(site.data, ignore_errors=True)
    if site.server is not None:
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
