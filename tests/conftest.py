"""Fixtures for every test: engines, a browser, real files, free ports."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.support.neo4j_server import Neo4jServer
from tests.support.ports import find_free_port
from tests.support.requirements import found

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from graph.store import Store

BROWSER_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SETTINGS = (
    "AKTEURSNETZ_DATA",
    "AKTEURSNETZ_LANGUAGE",
    "NEO4J_URI",
    "NEO4J_USERNAME",
    "NEO4J_PASSWORD",
    "NEO4J_DATABASE",
)


@pytest.fixture(scope="session", autouse=True)
def nothing_of_the_user(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keeps the tests away from the data and the server that the user works with."""
    with pytest.MonkeyPatch.context() as patch:
        for name in SETTINGS:
            patch.delenv(name, raising=False)
        patch.setenv("AKTEURSNETZ_DATA", str(tmp_path_factory.mktemp("user-data")))
        yield


@pytest.fixture
def free_port() -> int:
    return find_free_port()


@pytest.fixture(scope="session")
def shared_data(pytestconfig: pytest.Config) -> Path:
    folder = found(pytestconfig, "shared_data")
    assert isinstance(folder, Path)
    return folder


@pytest.fixture(scope="session")
def neo4j_server(pytestconfig: pytest.Config) -> Neo4jServer:
    server: Neo4jServer = found(pytestconfig, "neo4j")
    return server


@pytest.fixture(scope="session")
def chromium_path(pytestconfig: pytest.Config) -> str:
    return str(found(pytestconfig, "browser"))


@pytest.fixture(scope="session")
def browser(chromium_path: str) -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=chromium_path, args=BROWSER_ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def embedded_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    from graph.engine import open_store
    from graph.settings import Settings

    with open_store(Settings(data=tmp_path_factory.mktemp("embedded"), neo4j_uri=None)) as store:
        yield store


@pytest.fixture(scope="session")
def neo4j_store(tmp_path_factory: pytest.TempPathFactory, neo4j_server: Neo4jServer) -> Iterator[Store]:
    from pydantic import SecretStr

    from graph.engine import open_store
    from graph.settings import Settings

    settings = Settings(
        data=tmp_path_factory.mktemp("neo4j"),
        neo4j_uri=neo4j_server.uri,
        neo4j_username=neo4j_server.username,
        neo4j_password=SecretStr(neo4j_server.password),
        neo4j_database=neo4j_server.database,
    )
    with open_store(settings) as store:
        yield store


@pytest.fixture(
    params=[
        pytest.param("embedded", marks=pytest.mark.embedded),
        pytest.param("neo4j", marks=pytest.mark.neo4j),
    ]
)
def store(request: pytest.FixtureRequest) -> Store:
    """An empty, migrated store, once on each engine."""
    opened: Store = request.getfixturevalue(f"{request.param}_store")
    opened.erase_everything()
    opened.migrate()
    return opened
