"""The book of sessions: who signed in, when she was last here, and which sessions are over.

The cookie of a browser outlives a session by weeks, so what counts stands here. Each person has a generation, and each
session that of the moment it began: signing out everywhere counts it up, and all earlier sessions are over.
"""

import json
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from pathlib import Path
from threading import Lock
from time import time
from typing import Literal

from graph.files.drafts import write_whole

BOOK = "sessions.json"
_NOTED_AFTER = 20.0  # seconds of use that may be forgotten: the book is not written with each click
_CLOCKS_APART = 120.0  # seconds by which the clock of a provider may be before ours
_KEPT = 40 * 24 * 3600.0  # longer than any cookie lives
Over = Literal["", "idle", "old", "signed_out", "ended", "unknown"]


@dataclass(frozen=True, slots=True)
class Session:
    """One session; `groups` is what the provider said last, at `checked`."""

    person: str
    generation: int
    begun: float
    seen: float
    over: Over = ""
    groups: tuple[str, ...] = ()
    checked: float = 0.0


@dataclass(frozen=True, slots=True)
class Limits:
    """After how many seconds without a click a session ends, and after how many in any case."""

    idle: float
    longest: float


class SessionBook:
    """The book of one data folder; threads and processes may share it."""

    def __init__(self, data: Path, clock: Callable[[], float] = time) -> None:
        self._path, self._clock = data / BOOK, clock
        self._lock = Lock()
        self._read_at: tuple[int, int] = (0, 0)
        self._sessions: dict[str, Session] = {}
        self._generations: dict[str, int] = {}

    def used(self, session_id: str, person: str, begun: float, groups: tuple[str, ...], limits: Limits) -> Session:
        """Return the session as it is with a click more; one that is not known yet begins where it is new.

        Raises:
            OSError: the book can not be written, so that nobody can be signed out: nobody may be in.
        """
        with self._lock:
            self._refresh()
            now = self._clock()
            known = self._sessions.get(session_id)
            if known is None:
                with self._changing():
                    # A cookie from before the book was lost begins no session, nor one of a day to come.
                    over: Over = "" if -_CLOCKS_APART <= now - begun < limits.longest else "old"
                    known = Session(person, self._generations.get(person, 0), begun, now, over, groups, now)
                    self._sessions[session_id] = known
                return known
            found = self._judged(known, now, limits)
            if found.over != known.over or (not found.over and now - known.seen > _NOTED_AFTER):
                with self._changing():
                    self._sessions[session_id] = found if found.over else replace(found, seen=now)
            return found

    def state(self, session_id: str, limits: Limits) -> Session | None:
        """Return a session as it is, without a click; None where there is none."""
        with self._lock:
            self._refresh()
            known = self._sessions.get(session_id)
            return self._judged(known, self._clock(), limits) if known else None

    def checked(self, session_id: str, groups: tuple[str, ...] | None) -> None:
        """Note what the provider says now; None: it does not know the session any more."""
        with self._lock:
            self._refresh()
            known = self._sessions.get(session_id)
            if known:
                new = replace(known, over="ended") if groups is None else replace(known, groups=groups)
                with self._changing():
                    self._sessions[session_id] = replace(new, checked=self._clock())

    def sign_out(self, session_id: str) -> None:
        """End a session."""
        with self._lock, self._changing():
            if known := self._sessions.get(session_id):
                self._sessions[session_id] = replace(known, over="signed_out")

    def sign_out_everywhere(self, person: str) -> int:
        """End all sessions of a person that began before now, and return how many were open."""
        with self._lock, self._changing():
            self._generations[person] = self._generations.get(person, 0) + 1
            return sum(one.person == person and not one.over for one in self._sessions.values())

    def open_sessions(self, limits: Limits) -> list[Session]:
        """Return the sessions that are not over, the latest used first."""
        with self._lock:
            self._refresh()
            judged = (self._judged(one, self._clock(), limits) for one in self._sessions.values())
            return sorted((one for one in judged if not one.over), key=lambda one: -one.seen)

    def sessions_of(self, person: str, limits: Limits) -> dict[str, Session]:
        """Return the sessions of a person that are not over, by id."""
        with self._lock:
            self._refresh()
            judged = {key: self._judged(one, self._clock(), limits) for key, one in self._sessions.items()}
            return {key: one for key, one in judged.items() if one.person == person and not one.over}

    def people(self) -> dict[str, tuple[str, ...]]:
        """Return who signed in as long as the book reaches back, each with the groups the provider named last."""
        with self._lock:
            self._refresh()
            latest = sorted(self._sessions.values(), key=lambda one: one.checked)
            return {one.person: () if one.over == "ended" else one.groups for one in latest}

    def _judged(self, known: Session, now: float, limits: Limits) -> Session:
        over: Over = known.over
        if not over and known.generation < self._generations.get(known.person, 0):
            over = "signed_out"
        elif not over and not -_CLOCKS_APART <= now - known.begun <= limits.longest:
            over = "old"
        elif not over and not known.seen - _NOTED_AFTER <= now <= known.seen + limits.idle:
            over = "idle"  # a clock that was put back lengthens no session
        return replace(known, over=over)

    def _refresh(self) -> None:
        with suppress(FileNotFoundError):
            found = self._path.stat()
            mark = (found.st_mtime_ns, found.st_ino)
            if mark != self._read_at:
                self._load()
                self._read_at = mark

    def _load(self) -> None:
        """Read the book; a damaged one ends all sessions."""
        try:
            body = json.loads(self._path.read_text(encoding="utf-8"))
            sessions = {key: _session(value) for key, value in body["sessions"].items()}
            generations = {str(key): int(value) for key, value in body["generations"].items()}
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            sessions = {key: replace(one, over="ended") for key, one in self._sessions.items()}
            generations = self._generations
        self._sessions, self._generations = sessions, generations

    @contextmanager
    def _changing(self) -> Iterator[None]:
        """Change the book as it is on the disk, which another process may have written, and write it."""
        from portalocker import LockFlags, lock

        self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle = os.open(self._path.with_suffix(".lock"), os.O_RDWR | os.O_CREAT, 0o600)
        with os.fdopen(handle, "r+") as file:
            lock(file, LockFlags.EXCLUSIVE)
            self._refresh()
            yield
            oldest = self._clock() - _KEPT
            kept = {key: asdict(one) for key, one in self._sessions.items() if one.seen > oldest}
            write_whole(self._path, json.dumps({"sessions": kept, "generations": self._generations}))
            found = self._path.stat()
            self._read_at = (found.st_mtime_ns, found.st_ino)


def session_id(claims: Mapping[str, object]) -> str:
    """Return by what a session is known, out of what the provider said when it began; it tells no name."""
    named = [str(claims.get(name, "")) for name in ("iss", "sub", "sid", "nonce", "iat")]
    return sha256("\n".join(named).encode()).hexdigest()[:32]


def _session(value: dict[str, object]) -> Session:
    return Session(**{**value, "groups": tuple(value["groups"])})  # type: ignore[arg-type]
