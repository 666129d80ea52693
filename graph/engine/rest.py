"""What an engine that ended in order leaves written down: the moment its database is of, and how its files look.

Who finds that note, no engine, and the files as they were knows where the database is without starting anything.
Whoever starts an engine takes the note away first, so after a crash there is none; a folder that was copied, restored
or exchanged has files that look different.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, Self

from graph.bookkeeping import META
from graph.engine import lease
from graph.files.drafts import write_whole

NOTE = "rest.json"
ENGINE_FILES = Path("engine") / "databases"
ASKED = f"SELECT identity, writes, data_version, schema_version FROM {META} WHERE id = 'store'"  # noqa: S608


@dataclass(frozen=True, slots=True)
class Rest:
    """A database at rest: its moment (identity, number of writes, data version), its schema, and what served it."""

    identity: str
    writes: int
    data_version: int
    schema_version: int
    server: str

    @classmethod
    def of(cls, row: Mapping[str, Any], server: str) -> Self:
        """Return what a row says, as the database gave it or as it was written down."""
        writes, data, schema = (int(row[name] or 0) for name in ("writes", "data_version", "schema_version"))
        return cls(str(row["identity"] or ""), writes, data, schema, server)


def write_note(folder: Path, rest: Rest) -> None:
    """Write down where the database of a folder is, once its engine has closed it.

    Raises:
        OSError: it can not be written.
    """
    write_whole(folder / NOTE, json.dumps({**asdict(rest), "files": _look(folder)}))


def forget(folder: Path) -> None:
    """Take the note away: an engine is about to start.

    Raises:
        OSError: it can not be removed.
    """
    (folder / NOTE).unlink(missing_ok=True)


def at_rest(folder: Path) -> Rest | None:
    """Return where the database of a folder is, None where only an engine could tell."""
    try:
        said = json.loads((folder / NOTE).read_text(encoding="ascii"))
        if said.pop("files") != _look(folder) or lease.has_engine(folder):
            return None
        return Rest.of(said, str(said["server"]))
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None


def _look(folder: Path) -> str:
    """Return what tells files from others and from themselves at another time, without reading them."""
    return sha256("\n".join(sorted(_looks(folder / ENGINE_FILES))).encode()).hexdigest()


def _looks(folder: Path) -> Iterator[str]:
    status = folder.stat()
    yield f"{status.st_dev}:{status.st_ino}"
    for path in folder.rglob("*"):
        status = path.stat()
        if not path.is_dir():
            yield f"{path.relative_to(folder)} {status.st_ino} {status.st_size} {status.st_mtime_ns}"
