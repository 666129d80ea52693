"""Whether the log is as it was written: no line changed, taken out, put in, or cut off, and no file of it lost."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from hmac import compare_digest
from pathlib import Path
from typing import Literal

from graph.audit.log import START, AuditLog, Head, LogLine, fingerprint
from graph.audit.segments import full_files

Kind = Literal["changed", "missing", "unreadable", "cut", "beyond", "no_head", "unknown"]


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is wrong with a line of the log (counted from 1, over all its files)."""

    kind: Kind
    line: int


def verify(log: AuditLog, expected: str = "") -> list[Fault]:
    """Return what is wrong with the log, nothing where all of it is as it was written.

    `expected` is a fingerprint noted elsewhere before: a log that was written anew does not hold it.
    """
    walk = _LogWalk(log.head(), expected)
    for first, path in full_files(log.folder):
        walk.file(first, path)
    if log.lines.exists():
        walk.file(walk.first_of_last(), log.lines)
    return walk.end()


class _LogWalk:
    """Goes through the files of a log in their order."""

    def __init__(self, head: Head | None, expected: str) -> None:
        self._head, self._expected = head, expected
        self._found: list[Fault] = []
        self._last, self._line = Head(), 0
        self._sizes: dict[int, int] = {}
        self._is_known = expected in ("", START)

    def first_of_last(self) -> int:
        """Return with which line the file begins that is not full yet."""
        is_there = self._head is not None and self._head.first not in self._sizes
        return self._head.first if self._head and is_there else self._last.lines + 1

    def file(self, first: int, path: Path) -> None:
        """Look at each line of a file; where a file before it is lost its lines are missing."""
        self._line = max(self._line, first - 1)
        self._last = replace(self._last, size=0, first=first)
        for entry, size in _lines(path):
            self._line += 1
            self._next(entry, size)
        self._sizes[first] = self._last.size

    def _next(self, entry: LogLine | None, size: int) -> None:
        last = self._last
        if entry is None:
            self._found.append(Fault("beyond" if self._is_beyond() else "unreadable", self._line))
            self._last = replace(last, lines=last.lines + 1, size=last.size + size)
            return
        if not compare_digest(fingerprint(entry.text()), entry.hash):
            self._found.append(Fault("changed", self._line))
        elif entry.number != last.lines + 1 or entry.before != last.hash:
            self._found.append(Fault("missing", self._line))
        self._is_known = self._is_known or entry.hash == self._expected
        self._last = Head(entry.number, last.size + size, entry.hash, last.first)

    def _is_beyond(self) -> bool:
        """Return whether the head tells of nothing here: a line half written when the machine failed."""
        head, last = self._head, self._last
        return head is not None and (last.first, last.size) >= (head.first, head.size)

    def end(self) -> list[Fault]:
        """Return all that was found, with what is wrong with the end."""
        found = [*self._found, *self._at_the_end()]
        return found if self._is_known else [*found, Fault("unknown", self._last.lines)]

    def _at_the_end(self) -> Iterator[Fault]:
        head, last = self._head, self._last
        if head is None:
            yield Fault("no_head", last.lines)
        elif self._sizes.get(head.first, 0) < head.size or last.lines < head.lines:
            yield Fault("cut", last.lines + 1)
        elif last.lines == head.lines and last.hash != head.hash:
            yield Fault("changed", last.lines)


def _lines(path: Path) -> Iterator[tuple[LogLine | None, int]]:
    """Give the entry of each line (None: it is none) and its length."""
    with path.open("rb") as file:
        for raw in file:
            try:
                text = raw.decode("utf-8")
                yield LogLine.parse(text) if text.endswith("\n") else None, len(raw)
            except ValueError:
                yield None, len(raw)
