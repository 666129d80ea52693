"""A pytest plugin for several workers (pytest-xdist): which tests stay together, and what runs first.

A file's tests stay on one worker, so what it prepares is prepared once. All tests on Neo4j are one piece of work: one
worker starts one server. What takes longest begins first, so that no worker waits long for the other one at the end.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from xdist.scheduler import LoadScopeScheduling

NEO4J = "neo4j"
# Files that take long, the longest first; measured with `make test ARGS=--durations=0`.
LONG: tuple[str, ...] = ()
LONG_IN_BROWSER: tuple[str, ...] = ()


def group_of(nodeid: str) -> str:
    """What a test stays together with: the tests on Neo4j, known by their names, or those of its file."""
    file, _, name = nodeid.partition("::")
    return NEO4J if NEO4J in name else file


def place_of(nodeid: str, *, browser: bool) -> tuple[bool, bool, int]:
    """Where a test comes in the order of all: Neo4j and long files first, the browser last.

    The browser's driver keeps an event loop running in its thread, so nothing that wants one may follow.
    """
    long = LONG_IN_BROWSER if browser else LONG
    group = group_of(nodeid)
    return browser, group != NEO4J, long.index(group) if group in long else len(long)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Puts the tests into their order; a test on Neo4j whose name does not say so would start a second server."""
    unnamed = [item.nodeid for item in items if item.get_closest_marker(NEO4J) and group_of(item.nodeid) != NEO4J]
    if unnamed:
        raise pytest.UsageError(f"tests on Neo4j have it in their names, these have not: {', '.join(unnamed)}")
    items.sort(key=lambda item: place_of(item.nodeid, browser=item.get_closest_marker("browser") is not None))


class Workers:
    """Hands out whole groups, in the order of the collection; registered where pytest-xdist is installed."""

    @pytest.hookimpl
    def pytest_xdist_make_scheduler(self, config: pytest.Config, log: Any) -> "LoadScopeScheduling":
        from xdist.scheduler import LoadScopeScheduling

        class ByGroup(LoadScopeScheduling):
            def _split_scope(self, nodeid: str) -> str:
                return group_of(nodeid)

        config.option.loadscopereorder = False
        return ByGroup(config, log)


def pytest_configure(config: pytest.Config) -> None:
    if config.pluginmanager.hasplugin("xdist"):
        config.pluginmanager.register(Workers())


def of_groups(nodeids: Sequence[str]) -> dict[str, int]:
    """How many tests each group has."""
    counts: dict[str, int] = {}
    for nodeid in nodeids:
        counts[group_of(nodeid)] = counts.get(group_of(nodeid), 0) + 1
    return counts
