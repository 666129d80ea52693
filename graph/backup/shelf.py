"""The folder of backups: what lies in it, which is the last, and one more before much is changed.

What a file is can be told by its name, since a locked one says nothing: when it was made, why, and of which moment of
which database. It gets that name when it is whole, on the disk and read back, so whatever has one is good.
"""

import logging
import re
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from graph.backup.archive import written_whole
from graph.backup.keeping import KeepingRule
from graph.backup.manifest import Manifest
from graph.errors import InputError, UsageError
from graph.files.drafts import draft_beside
from graph.store import Store
from graph.store.progress import Progress

_log = logging.getLogger(__name__)
BY_HAND = "hand"
MIGRATION = "migration"
IMPORT, MERGE, NIGHT = "import", "merge", "night"
_STAMP = "%Y%m%dT%H%M%SZ"
_NAME = re.compile(r"(\d{8}T\d{6}Z)-([a-z]+)-([0-9a-f]{0,8})\.(\d+)\.zip(?:\.age)?")
STALE = 3600.0  # seconds in which nobody has written into a draft: whoever did was killed
SHARE = 20  # those made by themselves take at most a twentieth of the time, from `QUICK` seconds on
QUICK = 5.0
LITTLE = 2000  # records of an import that withdrawing takes back exactly: into a large store one a day is enough
LARGE = 20_000  # nodes from which a store is large: its backup takes longer than such an import
DAY = 24 * 3600.0


@dataclass(frozen=True, slots=True, order=True)
class Kept:
    """A backup in the folder: when and why it was made, of which database after how many writes."""

    at: datetime
    path: Path = field(compare=False)
    reason: str = field(compare=False)
    identity: str = field(compare=False)
    writes: int = field(compare=False)

    @property
    def seconds(self) -> float:
        """Return how long it took to make, 0 where a copy of the file can not tell."""
        took = self.path.stat().st_mtime - self.at.timestamp()
        return took if 0 < took < STALE else 0.0


@dataclass(frozen=True, slots=True)
class Shelf:
    """A folder of backups of one database; `rule` is None where none are made by themselves.

    `data` is the folder whose letterhead goes with them.
    """

    folder: Path
    rule: KeepingRule | None = None
    passphrase: str = ""
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    data: Path | None = None

    def backups(self) -> list[Kept]:
        """Return the backups there are, the latest first."""
        with suppress(OSError):
            return sorted((kept for path in self.folder.iterdir() if (kept := _kept(path))), reverse=True)
        return []

    def last(self) -> Kept | None:
        """Return the last good one."""
        return next(iter(self.backups()), None)

    def make(self, store: Store, reason: str = BY_HAND, progress: Progress | None = None) -> tuple[Path, Manifest]:
        """Put one more backup into the folder, take away those the rule does not keep, and return place and manifest.

        Raises:
            UsageError: it can not be written; those that are there stay.
            StoreError: the database is away.
        """
        now = store.view().moment()
        at = self.clock().astimezone(UTC)
        ending = ".zip.age" if self.passphrase else ".zip"
        path = self.folder / f"{at.strftime(_STAMP)}-{reason}-{now.identity[:8]}.{now.writes}{ending}"
        try:
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._clear()
            with draft_beside(path) as draft:
                made = written_whole(store, draft, reason, self.passphrase, progress, self.data)
        except OSError as error:
            raise UsageError(
                "backup_not_written", file=str(path.parent), detail=error.strerror or str(error)
            ) from error
        except InputError as error:
            raise UsageError("backup_not_written", file=str(path.parent), detail=error.key) from error
        _log.info("backup (%s): %d lines, %d bytes", reason, made.lines, path.stat().st_size)
        self._tidy()
        return path, made

    def before(
        self, store: Store, reason: str, progress: Progress | None = None, records: int | None = None
    ) -> Path | None:
        """Make a backup before much is changed, and return its place; None where none is needed, or none wanted.

        None is needed where nothing was written since the last one, of an empty store, and, but for a migration, where
        the last one took long and is not old yet. An import of few `records` into a large store needs one a day.

        Raises:
            UsageError: it can not be written; nothing is to be changed then.
        """
        now = store.view().moment()
        if self.rule is None or not now.identity:
            return None
        own = [kept for kept in self.backups() if kept.identity == now.identity[:8]]
        last = max(own, key=lambda kept: kept.writes, default=None)  # the clock may have stood wrong meanwhile
        if last and last.writes == now.writes:
            return None
        if last and reason != MIGRATION and self._is_too_soon(last):
            return None
        if records is not None and records <= LITTLE and self._is_of_today(store, last):
            return None
        try:
            return self.make(store, reason, progress)[0]
        except UsageError as error:
            raise UsageError("backup_first", **error.context) from error

    def _is_of_today(self, store: Store, last: Kept | None) -> bool:
        """Return whether a large store was backed up within a day."""
        age = (self.clock() - last.at).total_seconds() if last else -1.0
        return 0 <= age < DAY and store.view().count_nodes() > LARGE

    def _is_too_soon(self, last: Kept) -> bool:
        age = self.clock().timestamp() - last.at.timestamp()
        return last.seconds > QUICK and 0 <= age < last.seconds * SHARE

    def _tidy(self) -> None:
        """Take away what was made by itself and the rule does not keep.

        What is dated ahead of the clock stays, and takes the place of none: one of both times was wrong.
        """
        if self.rule is None:
            return
        now = self.clock()
        mine = [kept for kept in self.backups() if kept.reason != BY_HAND and kept.at <= now]
        stay = self.rule.kept(kept.at for kept in mine)
        for kept in mine:
            if kept.at not in stay:
                with suppress(OSError):
                    kept.path.unlink()

    def _clear(self) -> None:
        """Take away the drafts of those who were killed."""
        for path in (*self.folder.glob(".*.zip"), *self.folder.glob(".*.age")):
            with suppress(OSError):
                if time.time() - path.stat().st_mtime > STALE:
                    path.unlink()


def _kept(path: Path) -> Kept | None:
    found = _NAME.fullmatch(path.name)
    if found is None:
        return None
    try:
        at = datetime.strptime(found[1], _STAMP).replace(tzinfo=UTC)
    except ValueError:
        return None
    return Kept(at, path, found[2], found[3], int(found[4]))
