"""The engines to measure on, each with a fresh, empty, migrated database for every load."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from neo4j import Driver, GraphDatabase
from pydantic import SecretStr

from graph.engine import files, open_store, package
from graph.settings import Settings
from graph.store import Store
from tests.support.neo4j_server import Neo4jServer, find_neo4j


@dataclass(frozen=True, slots=True)
class Place:
    """An empty database: the store of the program, a bare driver, the login for other clients, the process."""

    store: Store
    driver: Driver
    username: str
    password: str
    pid: int | None

    @property
    def uri(self) -> str:
        """Return its Bolt address."""
        return self.store.uri

    @property
    def database(self) -> str:
        """Return the name of the database."""
        return self.store.database


class Engine(Protocol):
    """Where is measured."""

    name: str
    takes_py2neo: bool
    keeps_running: bool

    def version(self) -> str:
        """Return name and version of the database program."""

    @contextmanager
    def fresh(self) -> Iterator[Place]:
        """Give an empty database with the constraints of the program."""
        yield NotImplemented

    def stop(self) -> None:
        """End what was started for the measurement."""


class Embedded:
    """The embedded engine; every database is a new folder and a new process."""

    name = "embedded engine"
    takes_py2neo = False
    keeps_running = False

    def version(self) -> str:
        """Return name and version of the embedded engine."""
        return package.release()

    @contextmanager
    def fresh(self) -> Iterator[Place]:
        """Start an engine on a new folder and end it afterwards."""
        with tempfile.TemporaryDirectory(prefix="akteursnetz-bench-") as name:
            folder = Path(name)
            with open_store(Settings(data=folder, neo4j_uri=None)) as store:
                secret = files.password(folder)
                with _driver(store.uri, "root", secret) as driver:
                    state = files.read_state(folder)
                    yield Place(store, driver, "root", secret, state.pid if state else None)

    def stop(self) -> None:
        """Nothing runs between two measurements."""


class Neo4j:
    """One Neo4j server; its database is emptied for every measurement."""

    name = "Neo4j"
    takes_py2neo = True
    keeps_running = True

    def __init__(self, server: Neo4jServer) -> None:
        self.server = server

    def version(self) -> str:
        """Return name and version of the server."""
        with self.fresh() as place:
            return place.store.server().replace("/", " ")

    @contextmanager
    def fresh(self) -> Iterator[Place]:
        """Empty the database."""
        server = self.server
        settings = Settings(
            neo4j_uri=server.uri,
            neo4j_username=server.username,
            neo4j_password=SecretStr(server.password),
            neo4j_database=server.database,
        )
        with open_store(settings) as store:
            store.erase_everything()
            store.migrate()
            with _driver(server.uri, server.username, server.password) as driver:
                yield Place(store, driver, server.username, server.password, getattr(server, "pid", None))

    def stop(self) -> None:
        """End the server where it was started for the measurement."""
        self.server.stop()


def _driver(uri: str, username: str, password: str) -> Driver:
    return GraphDatabase.driver(uri, auth=(username, password), notifications_min_severity="OFF")


def find_engines(names: tuple[str, ...]) -> tuple[list[Engine], list[str]]:
    """Return the engines that can be had, and why others can not."""
    engines: list[Engine] = []
    missing: list[str] = []
    if "embedded" in names:
        engines.append(Embedded())
    if "neo4j" in names:
        server = find_neo4j()
        if isinstance(server, str):
            missing.append(f"neo4j: {server}")
        else:
            engines.append(Neo4j(server))
    return engines, missing
