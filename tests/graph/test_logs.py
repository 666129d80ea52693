"""The log tells what happened and where, never a name or a value."""

import logging
import stat
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from graph.errors import UsageError
from graph.logs import OLDER, PACKAGES, SIZE, log_file, start_log

NAME = "Zacharias Zweifelsohne"


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path / "data"
    for package in PACKAGES:
        logger = logging.getLogger(package)
        for handler in logger.handlers[:]:
            logger.removeHandler(handler)
            handler.close()
        logger.propagate = True
        logger.setLevel(logging.NOTSET)


def fail(name: str) -> None:
    try:
        {}[name]
    except KeyError as error:
        raise UsageError("no_such_source", name=name) from error


def test_an_error_is_told_by_its_way_without_its_text(folder: Path) -> None:
    start_log(folder)
    try:
        fail(NAME)
    except UsageError as error:
        logging.getLogger("graph.store").error("load %s failed", "ab12", exc_info=error)
    text = log_file(folder).read_text(encoding="utf-8")
    assert "load ab12 failed" in text
    assert "test_logs.py" in text
    assert "in fail" in text
    assert "graph.errors.UsageError (no_such_source)" in text
    assert text.index("UsageError") < text.index("KeyError")
    assert NAME not in text


def test_the_time_of_a_line_has_its_zone(folder: Path) -> None:
    start_log(folder)
    logging.getLogger("graph.store").info("loaded")
    said = datetime.fromisoformat(log_file(folder).read_text(encoding="utf-8").split(" ")[0])
    assert abs(datetime.now(UTC) - said).total_seconds() < 60


def test_nothing_is_made_before_something_is_said_and_then_for_the_owner_alone(folder: Path) -> None:
    start_log(folder)
    assert not folder.exists()
    logging.getLogger("ingest").info("loaded %d records", 3)
    path = log_file(folder)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_the_file_is_turned_over_and_few_old_ones_stay(folder: Path) -> None:
    start_log(folder)
    for _ in range((OLDER + 3) * SIZE // 1000):
        logging.getLogger("cli").info("%s", "x" * 950)
    files = sorted(path.name for path in log_file(folder).parent.iterdir())
    assert files == ["commands.log", *(f"commands.log.{n}" for n in range(1, OLDER + 1))]


def test_a_folder_that_can_not_be_written_keeps_nobody_from_working(folder: Path) -> None:
    folder.parent.joinpath("data").write_text("a file where the folder should be", encoding="utf-8")
    start_log(folder)
    logging.getLogger("graph").info("said into nothing")


def test_verbose_says_it_on_the_terminal_too(tmp_path: Path) -> None:
    program = (
        "import logging, sys; from pathlib import Path; from graph.logs import start_log\n"
        "start_log(Path(sys.argv[1]), verbose=True); logging.getLogger('graph').debug('seen')"
    )
    done = subprocess.run([sys.executable, "-c", program, str(tmp_path)], capture_output=True, text=True, check=True)
    assert "DEBUG" in done.stderr
    assert "graph: seen" in done.stderr
    assert done.stdout == ""
