"""The checksum of a file; working it out also shows whether the file can be read."""

import hashlib
import stat
from pathlib import Path

from graph.errors import InputError

LARGEST = 500 * 1024 * 1024


def checksum(path: Path) -> str:
    """Return the SHA-256 of a file.

    Raises:
        InputError: no such file, an empty one, or one that may not be read.
    """
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise InputError("not_a_file", file=str(path))
        if status.st_size > LARGEST:
            raise InputError("too_large", file=path.name, detail=f"{status.st_size >> 20} MB > {LARGEST >> 20} MB")
        with path.open("rb") as file:
            result = hashlib.file_digest(file, "sha256").hexdigest()
            empty = file.tell() == 0
    except (FileNotFoundError, ValueError) as error:  # a name with NUL can not exist
        raise InputError("no_such_file", file=str(path)) from error
    except OSError as error:
        raise InputError("unreadable_file", file=str(path), detail=error.strerror or "") from error
    if empty:
        raise InputError("empty_file", file=path.name)
    return result
