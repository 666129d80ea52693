"""Finds or starts a real Neo4j for the tests."""

import os
import shutil
import subprocess
from collections.abc import Callable
from typing import Protocol

import neo4j
from neo4j.exceptions import ConfigurationError, DriverError, Neo4jError

from tests.support.neo4j_java import JavaNeo4j, find_jars, find_java

DOCKER_IMAGE = "neo4j:5.26.29-community"
DOCKER_SECONDS = 10


class Neo4jServer(Protocol):
    """A running server that the tests may empty, and how to end it."""

    username: str
    password: str
    database: str

    @property
    def uri(self) -> str:
        """Its Bolt address."""

    def stop(self) -> None:
        """Ends what was started for the tests, and nothing else."""


class ForeignNeo4j:
    """A server that somebody else runs and names in NEO4J_TEST_URI; its database is emptied."""

    def __init__(self, uri: str) -> None:
        self.uri = uri
        self.username = os.environ.get("NEO4J_TEST_USERNAME", "neo4j")
        self.password = os.environ.get("NEO4J_TEST_PASSWORD", "")
        self.database = os.environ.get("NEO4J_TEST_DATABASE", "neo4j")

    def __str__(self) -> str:
        return f"the server of NEO4J_TEST_URI at {self.uri}"

    def stop(self) -> None:
        """Leaves it running: it is not ours."""


class DockerNeo4j:
    """A container of our own."""

    username = "neo4j"
    password = "only-for-tests"
    database = "neo4j"

    def __init__(self) -> None:
        from testcontainers.community.neo4j import Neo4jContainer

        self._container = Neo4jContainer(DOCKER_IMAGE, password=self.password)
        self._container.start()
        self.uri: str = self._container.get_connection_url()

    def __str__(self) -> str:
        return f"the image {DOCKER_IMAGE} at {self.uri}"

    def stop(self) -> None:
        """Removes the container."""
        self._container.stop()


def find_neo4j() -> Neo4jServer | str:
    """A running server, or the reason why there is none.

    Looked for in NEO4J_TEST_URI, then through Java and Maven, then through Docker.
    """
    if uri := os.environ.get("NEO4J_TEST_URI"):
        return _foreign(uri)
    reasons = []
    ways: tuple[Callable[[], Neo4jServer | str], ...] = (_through_java, _through_docker)
    for way in ways:
        server = way()
        if not isinstance(server, str):
            return server
        reasons.append(server)
    return "; ".join(["NEO4J_TEST_URI is not set", *reasons])


def _foreign(uri: str) -> Neo4jServer | str:
    server = ForeignNeo4j(uri)
    try:
        with neo4j.GraphDatabase.driver(uri, auth=(server.username, server.password)) as driver:
            driver.verify_connectivity()  # answers at once, where a query would try again for a minute
            driver.execute_query("RETURN 1", database_=server.database)
    except (DriverError, Neo4jError, ConfigurationError, ValueError, OSError) as error:
        return f"NEO4J_TEST_URI names {uri}, which lets nobody in: {str(error).splitlines()[0]}"
    return server


def _through_java() -> Neo4jServer | str:
    java = find_java()
    if isinstance(java, str):
        return java
    jars = find_jars(java)
    if isinstance(jars, str):
        return jars
    server = JavaNeo4j(java, jars)
    try:
        server.start()
    except RuntimeError as error:
        server.stop()
        return str(error)
    return server


def _through_docker() -> Neo4jServer | str:
    docker = shutil.which("docker")
    if docker is None:
        return "no docker on the path"
    try:
        answer = subprocess.run(
            [docker, "info"],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=DOCKER_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return f"docker info gave no answer in {DOCKER_SECONDS} s"
    if answer.returncode != 0:
        return "the Docker engine does not answer"
    try:
        return DockerNeo4j()
    except Exception as error:  # noqa: BLE001 - whatever Docker says is the reason
        return f"Docker could not start {DOCKER_IMAGE}: {error}"
