"""The log: what the program did and what went wrong, in a file of the data folder, without names or values of the data.

Every module logs under its own name (`logging.getLogger(__name__)`), with ids and counts alone. Of an error the file
gets the places in the code it came through; its text, which may hold a value of the data, is left out.
"""

import json
import logging
import traceback
from datetime import UTC, datetime
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from graph.errors import AkteursnetzError

PACKAGES = ("graph", "ingest", "briefing", "dashboard", "cli")
SIZE, OLDER = 1_000_000, 3  # bytes of a file, and how many full ones are kept
_LINE = "%(asctime)s %(levelname)s %(process)d %(name)s: %(message)s"
ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


def log_file(data: Path, program: str = "commands") -> Path:
    """Return the log of a program on a data folder; the dashboard and the commands have one each."""
    return data / "logs" / f"{program}.log"


def start_log(data: Path, program: str = "commands", *, verbose: bool = False, as_json: bool = False) -> None:
    """Write what is logged from now on into the file; with `verbose` onto the terminal (stderr), too.

    With `as_json` each line is one object, for whoever collects logs.
    """
    handlers: list[logging.Handler] = [_File(log_file(data, program))]
    if verbose:
        handlers.append(logging.StreamHandler())
    for handler in handlers:
        handler.setFormatter(AsJson(program) if as_json else WithoutValues(_LINE))
    for package in PACKAGES:
        logger = logging.getLogger(package)
        for old in logger.handlers[:]:
            logger.removeHandler(old)
            old.close()
        logger.setLevel(logging.DEBUG if verbose else logging.INFO)
        logger.propagate = False
        for handler in handlers:
            logger.addHandler(handler)


class _File(RotatingFileHandler):
    """The file, made with the first line; where it can not be written nobody is kept from working."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, maxBytes=SIZE, backupCount=OLDER, encoding="utf-8", delay=True)

    def _open(self) -> TextIOWrapper:
        path = Path(self.baseFilename)
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.touch(mode=0o600)
        return super()._open()

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - the name is logging's
        """Go on without the line."""


class WithoutValues(logging.Formatter):
    """Lines with the time and its zone, in which an error is its type and its way through the code."""

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:  # noqa: N802 - logging's name
        """Return the time of a line, so that lines of several machines can be put in order."""
        return datetime.fromtimestamp(record.created, UTC).astimezone().isoformat(timespec="milliseconds")

    def formatException(self, ei: ExcInfo) -> str:  # noqa: N802 - the name is logging's
        """Return the ways of an error and of those it follows from, without their texts."""
        told: list[str] = []
        error = ei[1]
        while error is not None and len(told) < 5:
            frames = "".join(traceback.format_tb(error.__traceback__))
            key = f" ({error.key})" if isinstance(error, AkteursnetzError) else ""
            told.append(f"{frames}{type(error).__module__}.{type(error).__qualname__}{key}")
            error = error.__cause__ or error.__context__
        return "\nwhich followed from\n".join(told)


class AsJson(WithoutValues):
    """Each line one JSON object: when, how grave, which process and module, what, and the way of an error."""

    def __init__(self, program: str) -> None:
        super().__init__()
        self._program = program

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        told = {"at": at, "level": record.levelname, "program": self._program, "process": record.process}
        told |= {"logger": record.name, "message": record.getMessage()}
        if record.exc_info:
            told["error"] = self.formatException(record.exc_info)
        return json.dumps(told, ensure_ascii=False)
