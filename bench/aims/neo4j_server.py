"""A Neo4j as an office would run it: memory for the whole network, its data in a folder that is kept."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.aims.place import Server
from tests.support.neo4j_java import JavaNeo4j, find_jars, find_java
from tests.support.neo4j_server import find_neo4j

_PASSWORD_SET = "password-set"


class KeptNeo4j(JavaNeo4j):
    """A server on a folder that stays; heap and page cache are those of the aims, 4 GiB together."""

    options = ("-Xms512m", "-Xmx2560m", "-XX:+UseG1GC")
    pagecache = "1g"

    def __init__(self, folder: Path) -> None:
        java = find_java()
        jars = java if isinstance(java, str) else find_jars(java)
        if isinstance(java, str) or isinstance(jars, str):
            raise RuntimeError(str(jars))
        folder.mkdir(parents=True, exist_ok=True)
        super().__init__(java, jars, folder)
        self._mark = folder / _PASSWORD_SET
        self._has_password = self._mark.exists()

    def start(self) -> None:
        """Return when the server answers."""
        super().start()
        self._mark.touch()

    def stop(self) -> None:
        """End it in order; the folder stays."""
        self._end(self._process.terminate if self._process else None)


@contextmanager
def neo4j_on(folder: Path) -> Iterator[Server]:
    """Give a Neo4j with its data in a folder, or the one that NEO4J_TEST_URI names.

    Raises:
        RuntimeError: there is none.
    """
    if "NEO4J_TEST_URI" in os.environ:
        found = find_neo4j()
        if isinstance(found, str):
            raise RuntimeError(found)
        yield Server(found.uri, found.username, found.password, found.database)
        return
    kept = KeptNeo4j(folder)
    kept.start()
    try:
        yield Server(kept.uri, kept.username, kept.password, kept.database, kept.pid)
    finally:
        kept.stop()
