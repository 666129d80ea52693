"""Writing the log: a line is on the disk before the act it tells of counts.

Beside the lines stands how far they go (`head.json`), so a line that is cut off at the end is missed. One that was half
written when the machine failed is taken away by the next one. A file that is full gets the name of its first line and
the next line begins another: the chain goes on through all of them, and writing costs the same however long the log is.
"""

import hmac
import json
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

from graph import account
from graph.access import desk
from graph.audit.segments import LARGEST, LINES, full_files, full_name, opened, sync_folder
from graph.errors import StoreError
from graph.settings import settings_now

FOLDER, HEAD = "audit", "head.json"
MOST = 50  # ids of one line; an act that touched more says how many
START = "0" * 64
_TOKEN = re.compile(
    r"[A-Za-z0-9_.:/+=-]{0,120}"
)  # ids, kinds, formats, fingerprints: no sentence, no name in two parts
_HEAD_SIZE = 256
Detail = str | int | bool


@dataclass(frozen=True, slots=True)
class LogLine:
    """One line; `ids` are those of the data it is about, `count` how many there were."""

    number: int
    at: str
    who: str
    act: str
    ids: tuple[str, ...] = ()
    count: int = 0
    details: dict[str, Detail] = field(default_factory=dict)
    before: str = START
    hash: str = ""

    def text(self) -> str:
        """Return what the fingerprint is of: all but the fingerprint itself."""
        body = {
            "n": self.number,
            "at": self.at,
            "who": self.who,
            "act": self.act,
            "ids": list(self.ids),
            "count": self.count,
            "details": self.details,
            "before": self.before,
        }
        return json.dumps(body, sort_keys=True, separators=(",", ":"))

    @classmethod
    def parse(cls, line: str) -> "LogLine":
        """Return an entry out of its line.

        Raises:
            ValueError: it is none.
        """
        try:
            body: dict[str, Any] = json.loads(line)
            ids = tuple(map(str, body["ids"]))
            told = (int(body["n"]), body["at"], body["who"], body["act"], ids, int(body["count"]))
            return cls(*told, dict(body["details"]), str(body["before"]), str(body["hash"]))
        except (KeyError, TypeError, AttributeError) as error:
            raise ValueError("no line of the log") from error


@dataclass(frozen=True, slots=True)
class Head:
    """How far the log goes: lines, bytes of the last file, fingerprint of the last line, first line of that file."""

    lines: int = 0
    size: int = 0
    hash: str = START
    first: int = 1


def fingerprint(text: str) -> str:
    """Return the fingerprint of a line; with a key (`AKTEURSNETZ_AUDIT_KEY`) nobody else can make one."""
    key = settings_now().audit_key.get_secret_value()
    if key:
        return hmac.new(key.encode(), text.encode(), sha256).hexdigest()
    return sha256(text.encode()).hexdigest()


class AuditLog:
    """The log of one data folder; threads and processes may share it."""

    def __init__(self, data: Path) -> None:
        self.folder = data.expanduser().absolute() / FOLDER
        self.lines, self._head = self.folder / LINES, self.folder / HEAD

    def record(self, act: str, ids: Iterable[str] = (), *, by: desk.Person | None = None, **details: Detail) -> int:
        """Write who does what, now, and return the number of the line; `by` is the person at the desk where unsaid.

        Raises:
            StoreError: it can not be written, so that what it tells of must not happen.
            ValueError: a detail is no token: it could be a name.
        """
        for value in (act, *details, *details.values()):
            if isinstance(value, str) and not _TOKEN.fullmatch(value):
                raise ValueError(f"no token for the log: {act}")
        named = sorted(dict.fromkeys(ids))
        who = by or desk.person()
        told = partial(LogLine, who=who.id, act=act, ids=tuple(named[:MOST]), count=len(named), details=details)
        try:
            account.remember(who.id, who.name)
            with self._alone():
                return self._append(told)
        except OSError as error:
            raise StoreError("log_not_written", file=str(self.lines), detail=error.strerror or str(error)) from error

    def head(self) -> Head | None:
        """Return how far the log goes; None where that is not known."""
        try:
            return Head(**json.loads(self._head.read_text(encoding="ascii")))
        except FileNotFoundError:
            return None if self.files() else Head()
        except (OSError, ValueError, TypeError):
            return None

    def files(self) -> list[Path]:
        """Return the files that hold the lines, in their order."""
        full = [path for _, path in full_files(self.folder)]
        return [*full, self.lines] if self.lines.exists() else full

    def _append(self, told: "partial[LogLine]") -> int:
        head = self._known()
        with opened(self.lines, os.O_RDWR | os.O_CREAT) as handle:
            head = _caught_up(handle, head)
            if head.size < LARGEST:
                return self._write(handle, head, told)
            os.ftruncate(handle, head.size)  # a line half written stays in no full file
            os.fsync(handle)
        head = self._full(head)
        with opened(self.lines, os.O_RDWR | os.O_CREAT) as handle:
            return self._write(handle, head, told)

    def _known(self) -> Head:
        """Return how far the log goes; files that were full before the head told so are passed."""
        head = self.head() or Head()
        while (path := full_name(self.folder, head.first)).exists():
            with opened(path) as handle:
                found = _caught_up(handle, head)
            if found.lines < head.first:
                break
            head = Head(found.lines, 0, found.hash, found.lines + 1)
        return head

    def _full(self, head: Head) -> Head:
        """Give the file that is full the name of its first line, and return the beginning of the next one."""
        self.lines.rename(full_name(self.folder, head.first))
        begun = Head(head.lines, 0, head.hash, head.lines + 1)
        self._go_on(begun)
        return begun

    def _write(self, handle: int, head: Head, told: "partial[LogLine]") -> int:
        at = datetime.now(UTC).isoformat(timespec="microseconds")
        entry = told(number=head.lines + 1, at=at, before=head.hash)
        text = entry.text()
        mark = fingerprint(text)
        line = f'{text[:-1]},"hash":"{mark}"}}\n'.encode()
        size = min(head.size, os.fstat(handle).st_size)
        os.ftruncate(handle, size)  # a line half written, of which nobody was told that it was
        os.pwrite(handle, line, size)
        os.fsync(handle)
        if size == 0:
            sync_folder(self.folder)
        self._go_on(Head(entry.number, size + len(line), mark, head.first))
        return entry.number

    def _go_on(self, head: Head) -> None:
        with opened(self._head, os.O_WRONLY | os.O_CREAT) as handle:
            os.pwrite(handle, json.dumps(asdict(head)).ljust(_HEAD_SIZE).encode("ascii"), 0)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        from portalocker import LockFlags, lock

        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with os.fdopen(os.open(self.folder / "lock", os.O_RDWR | os.O_CREAT, 0o600), "r+") as handle:
            lock(handle, LockFlags.EXCLUSIVE)
            yield


def _caught_up(handle: int, head: Head) -> Head:
    """Return where the lines end: after a power cut the head may tell of fewer than there are."""
    rest = os.pread(handle, os.fstat(handle).st_size, head.size)
    for raw in rest.splitlines(keepends=True):
        if not raw.endswith(b"\n"):
            break
        try:
            mark = LogLine.parse(raw.decode("utf-8", "replace")).hash
        except ValueError:
            mark = sha256(raw).hexdigest()
        head = Head(head.lines + 1, head.size + len(raw), mark, head.first)
    return head


def here() -> AuditLog:
    """Return the log of the data folder one works on."""
    return AuditLog(account.folder())


def record(act: str, ids: Iterable[str] = (), *, by: desk.Person | None = None, **details: Detail) -> int:
    """Write into the log that the person at the desk does something to what has these ids; return the line's number.

    Raises:
        StoreError: it can not be written, so that it must not be done.
        ValueError: a detail is no token: it could be a name.
    """
    return here().record(act, ids, by=by, **details)
