"""A data folder for each file of tests, and commands typed into it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.engine import open_store
from graph.settings import Settings
from graph.store import Store
from ingest.loading.sample_load import load_sample
from tests.support.typed import Run, typed


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("typed") / "data"


@pytest.fixture(scope="module")
def kept_store(folder: Path) -> Iterator[Store]:
    """The store of the folder, open as long as the file's tests run, so that no command starts an engine."""
    with open_store(Settings(data=folder, engine_heap="256m")) as store:
        yield store


@pytest.fixture(scope="module")
def sample(kept_store: Store) -> None:
    """The sample, loaded once."""
    list(load_sample(kept_store, lambda *_: None))


@pytest.fixture
def emptied(kept_store: Store) -> None:
    """Nothing in the store."""
    kept_store.erase_everything()
    kept_store.migrate()


@pytest.fixture
def run(folder: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Types a command into the folder, or into another one."""

    def command(*arguments: str, data: Path = folder) -> tuple[int, str, str]:
        return typed(capsys, *arguments, "--data", str(data))

    return command
