"""What the pages ask, warm, in this process, through the functions they call: 95th percentile of many times."""

import itertools
import multiprocessing
import os
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from bench.aims.commands import ids, p95
from bench.aims.place import Site
from bench.aims.results import Row

GROUP = "warm"
TIMES = 60


def measure(site: Site) -> Iterator[Row]:
    """Ask for search, profile, ego map, introduction path, and the overview, in a process of its own."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        yield from pool.apply(_measure, (site,))


def _measure(site: Site) -> list[Row]:
    os.environ.update({key: value for key, value in site.environment.items() if key != "HOME"})
    if site.server is None:
        os.environ.pop("NEO4J_URI", None)
    return list(_rows(site))


def _rows(site: Site) -> Iterator[Row]:
    from dashboard.state import current as store

    begin = time.perf_counter()
    data = store.current()
    yield Row(GROUP, "network of the pages, cold in this process", seconds=round(time.perf_counter() - begin, 3))
    try:
        people = ids(site)
        for what, work, given in _asked(site, data, people):
            try:
                yield _timed(what, work, given)
            except Exception as error:  # noqa: BLE001 - one question less, and the table says why
                yield Row(GROUP, what, failed=f"{type(error).__name__}: {error}"[:300])
    finally:
        store.database.clear()


def _asked(site: Site, data: Any, people: Sequence[str]) -> Iterator[tuple[str, Callable[[Any], Any], list[Any]]]:
    from briefing.wording.sentences import Sentences
    from dashboard.pages.actor.sections import sections
    from dashboard.pages.overview.figures import figures, first_map
    from dashboard.parts.search_box import find
    from dashboard.parts.selection import around
    from dashboard.state import current as store

    network, says = data.network, Sentences(data.network, "de")
    names = [person.family for person in site.people]
    words = [house.name.split()[0] for house in site.houses]

    def search(text: str) -> Any:
        found = find(network, text)
        assert found, f"nobody is called {text}"
        return found

    def profile(node: str) -> Any:
        facts = [list(relations) for _, relations in sections(network, node)]
        return facts, list(says.fields(network.nodes[node])), store.ties(data).of(node)

    def ego_map(node: str) -> Any:
        shown = around(network, node)
        assert node in shown.ids
        return shown

    def path(pair: tuple[str, str]) -> Any:
        return store.ways(data).routes(*pair)

    yield "search", search, names + words
    yield "profile", profile, list(people)
    yield "ego map", ego_map, list(people)
    yield "introduction path", path, list(itertools.pairwise(people))
    yield "overview: figures and first map", lambda _: (figures(network), first_map(network)), [None]


def _timed(what: str, work: Callable[[Any], Any], given: list[Any]) -> Row:
    begin = time.perf_counter()
    work(given[0])
    first = time.perf_counter() - begin
    clock, processor, end = [], time.process_time(), time.perf_counter() + 60
    for number in range(TIMES):
        begin = time.perf_counter()
        work(given[number % len(given)])
        clock.append(time.perf_counter() - begin)
        if time.perf_counter() > end:
            break
    used = (time.process_time() - processor) / len(clock)
    return Row(
        GROUP,
        what,
        seconds=round(sorted(clock)[len(clock) // 2], 5),
        processor=round(used, 5),
        p95=round(1000 * p95(clock), 2),
        units=len(clock),
        note=f"first {first:.2f} s",
    )
