"""Files that appear when they are whole: written as a draft beside their place, moved there at the end."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from graph.errors import UsageError


@contextmanager
def draft_beside(path: Path) -> Iterator[Path]:
    """Yield an empty file beside `path` with the same ending that takes its place when all went well.

    It is readable by its owner only, since names of people may stand in it, and is on the disk before it is moved.

    Raises:
        OSError: it can not be written; a file that was there before is left as it is.
    """
    handle, name = tempfile.mkstemp(path.suffix, f".{path.stem}.", path.parent)
    os.close(handle)
    draft = Path(name)
    try:
        yield draft
        move_whole(draft, path)
    finally:
        draft.unlink(missing_ok=True)


def move_whole(draft: Path, path: Path) -> None:
    """Put what was written into its place, once it is on the disk.

    Raises:
        OSError: it can not be moved; a file that was there before is left as it is.
    """
    with draft.open("r+b") as written:
        os.fsync(written.fileno())
    draft.replace(path)
    _keep_name(path.parent)


def _keep_name(folder: Path) -> None:
    """See to it that the new name is on the disk, too; Windows does so by itself."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@contextmanager
def draft_of(out: Path) -> Iterator[Path]:
    """Yield such a file for what a person asked for.

    Raises:
        UsageError: the file can not be written; one that was there before is left as it is.
    """
    try:
        with draft_beside(out) as draft:
            yield draft
    except OSError as error:
        raise UsageError("can_not_write", file=str(out), detail=error.strerror or str(error)) from error


def write_whole(path: Path, text: str) -> None:
    """Write a text in one step.

    Raises:
        OSError: it can not be written; a file that was there before is left as it is.
    """
    with draft_beside(path) as draft:
        draft.write_text(text, encoding="utf-8")


def write_first(path: Path, text: str) -> None:
    """Write a text in one step unless there is a file already, also where several try at once.

    Raises:
        OSError: it can not be written.
    """
    with tempfile.TemporaryDirectory(prefix=".first.", dir=path.parent) as beside:
        draft = Path(beside) / path.name
        write_whole(draft, text)
        try:
            os.link(draft, path)
        except FileExistsError:
            return
        except OSError:  # a disk without hard links
            draft.replace(path)
        _keep_name(path.parent)
