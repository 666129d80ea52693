"""Files that appear when they are whole: written as a draft beside their place, moved there at the end."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from graph.errors import UsageError


@contextmanager
def draft_of(out: Path) -> Iterator[Path]:
    """Yield a file beside `out` with the same ending that takes its place when all went well.

    Raises:
        UsageError: the file can not be written; one that was there before is left as it is.
    """
    draft = out.with_name(f".{out.stem}.{os.getpid()}{out.suffix}")
    try:
        os.close(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600))  # names of people: the owner's alone
        yield draft
        draft.replace(out)
    except OSError as error:
        raise UsageError("can_not_write", file=str(out), detail=error.strerror or str(error)) from error
    finally:
        draft.unlink(missing_ok=True)
