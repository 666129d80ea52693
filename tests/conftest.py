"""Fixtures for every test: engines, a browser, real files, free ports."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.support.neo4j_server import Neo4jServer
from tests.support.once import made_once
from tests.support.ports import find_free_port
from tests.support.requirements import found, may_start_an_engine

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
    "AKTEURSNETZ_NAME",
    "AKTEURSNETZ_ROLES",
    "AKTEURSNETZ_SIGN_IN_URL",
    "AKTEURSNETZ_AUDIT_KEY",
    "AKTEURSNETZ_ENV_FILE",
    "AKTEURSNETZ_KEYS",
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
        patch.setenv("AKTEURSNETZ_ENGINE_CACHE", "off")  # so many folders, and each would make one
        patch.setenv("AKTEURSNETZ_BACKUPS", "off")  # the tests of backups switch them on
        yield


@pytest.fixture(autouse=True)
def no_folder_was_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Takes away the data folder that a command of an earlier test named for its process."""
    from graph import account

    monkeypatch.setattr(account, "_folder", [])


@pytest.fixture(scope="session", autouse=True)
def engines_are_asked_for() -> Iterator[None]:
    """Lets no test start an engine without saying so by its marker: `make quick` leaves those out."""
    from graph.engine import embedded

    start = embedded._start

    def starting(folder: Path, heap: str, secret: str) -> object:
        assert may_start_an_engine(), "a test that starts an engine needs the marker embedded, or browser"
        return start(folder, heap, secret)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(embedded, "_start", starting)
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
def engine_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of the worker's engine."""
    return tmp_path_factory.mktemp("embedded") / "data"


@pytest.fixture(scope="session")
def embedded_store(engine_folder: Path) -> Iterator[Store]:
    """The one embedded engine of the worker: to start one takes seconds, to empty it does not."""
    from graph.engine import open_store
    from graph.settings import Settings

    with open_store(Settings(data=engine_folder, neo4j_uri=None)) as store:
        yield store


@pytest.fixture(scope="session")
def files_of_the_engine(engine_folder: Path, embedded_store: Store) -> set[str]:
    return {path.name for path in engine_folder.iterdir()}


@pytest.fixture(scope="module")
def kept_store(embedded_store: Store, engine_folder: Path, files_of_the_engine: set[str]) -> Store:
    """The worker's engine, emptied: what a file's tests put into it, or beside it, stays to the end of the file."""
    for path in engine_folder.iterdir():
        if path.is_dir() and path.name not in files_of_the_engine:
            shutil.rmtree(path)
        elif path.name not in files_of_the_engine:
            path.unlink()
    embedded_store.erase_everything()
    embedded_store.migrate()
    return embedded_store


@pytest.fixture(scope="module")
def sample(kept_store: Store, pytestconfig: pytest.Config) -> Store:
    """The sample in the worker's engine: loaded by the first who needs it, taken back from its export after that."""
    from graph.store.export import write_export
    from ingest.loading.sample_load import load_sample

    def load(path: Path) -> None:
        list(load_sample(kept_store))
        write_export(kept_store.view(), kept_store.schema, path)
        kept_store.erase_everything()
        kept_store.migrate()

    kept_store.restore(made_once(pytestconfig, "sample.jsonl", load))
    return kept_store


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
