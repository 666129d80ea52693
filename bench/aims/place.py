"""The place where is measured: an invented network as files, a data folder or a Neo4j, and the program from outside."""

import json
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from neo4j import Driver, GraphDatabase
from pydantic import SecretStr

from bench.aims.processes import Ran, Used, run
from bench.generate import Plan
from bench.generate.actors import House, Human, house, human
from bench.generate.files import Echo, write_files
from graph.engine import files, open_store
from graph.settings import Settings
from graph.store import Store

LIMIT = 3600.0  # seconds for one command
_WHOLE = "whole"
PROBES = 20  # people and houses that are asked for


@dataclass(frozen=True, slots=True)
class Server:
    """A running Neo4j: its address, the login, and its process where it is one of this machine."""

    uri: str
    username: str
    password: str
    database: str
    pid: int | None = None


@dataclass
class Site:
    """One size on one engine. `folder` holds the generated files, the data and what was measured: a run can go on."""

    plan: Plan
    engine: str
    folder: Path
    server: Server | None = None
    limit: float = LIMIT

    @property
    def data(self) -> Path:
        """Return the data folder."""
        return self.folder / "data"

    @property
    def files(self) -> Path:
        """Return the folder of the generated files."""
        return self.folder / "generated" / "files"

    @cached_property
    def manifest(self) -> dict[str, Any]:
        """Return what the generated files state."""
        return dict(json.loads((self.folder / "generated" / "manifest.json").read_text(encoding="utf-8")))

    @property
    def further(self) -> Path:
        """Return the list of 100 further rows."""
        return self.folder / "generated" / str(self.manifest["further"])

    def generate(self, echo: Echo) -> None:
        """Write the files unless they are there."""
        out = self.folder / "generated"
        if not (out / "manifest.json").exists():
            shutil.rmtree(out, ignore_errors=True)
            write_files(self.plan, out, echo)

    @property
    def environment(self) -> dict[str, str]:
        """Return the environment of every process that is measured."""
        here = {"AKTEURSNETZ_DATA": str(self.data), "AKTEURSNETZ_LANGUAGE": "de", "HOME": str(self.folder)}
        if self.server is None:
            return {**here, "NEO4J_URI": ""}
        login = {"NEO4J_USERNAME": self.server.username, "NEO4J_PASSWORD": self.server.password}
        return {**here, "NEO4J_URI": self.server.uri, "NEO4J_DATABASE": self.server.database, **login}

    @property
    def server_pid(self) -> int | None:
        """Return the process of the Neo4j server, where it is one of this machine."""
        return self.server.pid if self.server else None

    def run(self, *arguments: str) -> Ran:
        """Run one command of the program.

        Raises:
            AssertionError: it ended with an error.
        """
        command = [sys.executable, "-m", "cli", *arguments]
        found = run(command, self.data, self.environment, self.limit, self.server_pid)
        assert found.code in (0, 1), f"{' '.join(arguments)}: exit {found.code}, {(found.error or found.out)[-400:]}"
        return found

    def asked(self, *arguments: str) -> tuple[Any, Used]:
        """Return what a command answers as JSON, and what it used."""
        found = self.run(*arguments, "--json")
        try:
            return json.loads(found.out), found.used
        except ValueError as error:
            raise AssertionError(f"{' '.join(arguments)}: no JSON, {found.error[-400:]}") from error

    @contextmanager
    def open(self) -> Iterator[Store]:
        """Open the store as the program does; meanwhile an engine runs."""
        settings = Settings(data=self.data, neo4j_uri=None)
        if self.server is not None:
            settings = Settings(
                data=self.data,
                neo4j_uri=self.server.uri,
                neo4j_username=self.server.username,
                neo4j_password=SecretStr(self.server.password),
                neo4j_database=self.server.database,
            )
        with open_store(settings) as store:
            yield store

    @contextmanager
    def driver(self) -> Iterator[tuple[Driver, str]]:
        """Give a bare driver and the name of the database, as somebody without the program would have them."""
        with self.open() as store:
            server = self.server
            login = (server.username, server.password) if server else ("root", files.password(self.data))
            with GraphDatabase.driver(store.uri, auth=login, notifications_min_severity="OFF") as driver:
                yield driver, store.database

    @contextmanager
    def filling(self) -> Iterator[None]:
        """Note that the database is whole, once the block has come to its end."""
        mark = self.folder / _WHOLE
        mark.unlink(missing_ok=True)
        yield
        mark.touch()

    def is_whole(self) -> bool:
        """Return whether everything was loaded before."""
        return (self.folder / _WHOLE).exists()

    @cached_property
    def people(self) -> list[Human]:
        """Return people with an address, spread over the network."""
        step = max(self.plan.people // (4 * PROBES), 1)
        found = (human(self.plan, number) for number in range(0, self.plan.people, step))
        return [person for person in found if person.email][:PROBES]

    @cached_property
    def houses(self) -> list[House]:
        """Return organisations spread over the network."""
        step = max(self.plan.organisations // PROBES, 1)
        return [house(self.plan, number) for number in range(0, self.plan.organisations, step)][:PROBES]

    @property
    def size(self) -> int:
        """Return the megabytes of the data folder."""
        parts = (Path(folder, name) for folder, _, names in os.walk(self.data) for name in names)
        return sum(part.stat().st_size for part in parts if part.exists()) // 2**20
