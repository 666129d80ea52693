"""What all workers of a run use and the first one makes."""

from collections.abc import Callable
from pathlib import Path

import portalocker
import pytest

SECONDS = 1800


def made_once(config: pytest.Config, name: str, make: Callable[[Path], object]) -> Path:
    """The file of this name, which `make` writes once a run; the other workers wait for it."""
    folder = folder_of_run(config)
    path = folder / name
    with portalocker.Lock(folder / f"{name}.lock", timeout=SECONDS):
        if not path.exists():
            unfinished = path.with_name(f"{name}.unfinished")
            make(unfinished)
            unfinished.rename(path)
    return path


def folder_of_run(config: pytest.Config) -> Path:
    """A folder that all workers of a run see."""
    factory: pytest.TempPathFactory = config._tmp_path_factory  # type: ignore[attr-defined]
    base = factory.getbasetemp()
    return base.parent if is_worker(config) else base


def is_worker(config: pytest.Config) -> bool:
    """True in a process that runs tests for another one."""
    return hasattr(config, "workerinput")
