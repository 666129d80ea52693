"""A pytest plugin for several workers (pytest-xdist): which tests stay together, and what runs first.

A file's tests stay on one worker, so what it prepares is prepared once. All tests on Neo4j are one piece of work: one
worker starts one server. What takes long begins early.
"""

from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from xdist.scheduler import LoadScopeScheduling

NEO4J = "neo4j"


def group_of(nodeid: str) -> str:
    """What a test stays together with: the tests on Neo4j, known by their names, or those of its file."""
    file, _, name = nodeid.partition("::")
    return NEO4J if NEO4J in name else file


def place_of(nodeid: str, *, browser: bool, tests: int) -> tuple[bool, bool, int]:
    """Where a test comes in the order of all: the long work on Neo4j first, the browser last.

    The browser's driver keeps an event loop running in its thread, so nothing that wants one may follow. Of the files
    in the browser those with many `tests` come first: the last ones are short, and no worker waits long for the other.
    """
    return browser, group_of(nodeid) != NEO4J, -tests if browser else 0


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Puts the tests into their order; a test on Neo4j whose name does not say so would start a second server."""
    unnamed = [item.nodeid for item in items if item.get_closest_marker(NEO4J) and group_of(item.nodeid) != NEO4J]
    if unnamed:
        raise pytest.UsageError(f"tests on Neo4j have it in their names, these have not: {', '.join(unnamed)}")
    counts = Counter(group_of(item.nodeid) for item in items)

    def place(item: pytest.Item) -> tuple[bool, bool, int]:
        browser = item.get_closest_marker("browser") is not None
        return place_of(item.nodeid, browser=browser, tests=counts[group_of(item.nodeid)])

    items.sort(key=place)


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
