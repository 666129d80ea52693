"""Commands typed into the data folder of the worker's engine."""

from pathlib import Path

import pytest

from graph.store import Store
from tests.support.typed import Run, typed


@pytest.fixture(scope="session")
def folder(engine_folder: Path) -> Path:
    """Where the commands find the engine."""
    return engine_folder


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
