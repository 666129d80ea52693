"""Whether the log is as it was written: no line changed, taken out, put in, or cut off at the end."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from hmac import compare_digest
from typing import Literal

from graph.audit.log import START, AuditLog, Head, LogLine, fingerprint

Kind = Literal["changed", "missing", "unreadable", "cut", "beyond", "no_head", "unknown"]


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is wrong with a line of the file (counted from 1)."""

    kind: Kind
    line: int


def verify(log: AuditLog, expected: str = "") -> list[Fault]:
    """Return what is wrong with the log, nothing where all of it is as it was written.

    `expected` is a fingerprint noted elsewhere before: a log that was written anew does not hold it.
    """
    head = log.head()
    found, last, marks = [], Head(), {START}
    for line, entry, size in _lines(log):
        if entry is None:
            is_torn = head is not None and last.size >= head.size
            found.append(Fault("beyond" if is_torn else "unreadable", line))
            last = replace(last, lines=last.lines + 1, size=last.size + size)
            continue
        if not compare_digest(fingerprint(entry.text()), entry.hash):
            found.append(Fault("changed", line))
        elif entry.number != last.lines + 1 or entry.before != last.hash:
            found.append(Fault("missing", line))
        marks.add(entry.hash)
        last = Head(entry.number, last.size + size, entry.hash)
    found += _end(head, last)
    if expected and expected not in marks:
        found.append(Fault("unknown", last.lines))
    return found


def _end(head: Head | None, last: Head) -> Iterator[Fault]:
    if head is None:
        yield Fault("no_head", last.lines)
    elif last.size < head.size or last.lines < head.lines:
        yield Fault("cut", last.lines + 1)
    elif last.size == head.size and last.hash != head.hash:
        yield Fault("changed", last.lines)


def _lines(log: AuditLog) -> Iterator[tuple[int, LogLine | None, int]]:
    """Give each line's number, its entry (None: it is none) and its length."""
    if not log.lines.exists():
        return
    with log.lines.open("rb") as file:
        for number, raw in enumerate(file, 1):
            try:
                text = raw.decode("utf-8")
                yield number, LogLine.parse(text) if text.endswith("\n") else None, len(raw)
            except ValueError:
                yield number, None, len(raw)
