"""Files of entries between BEGIN and END (iCalendar, vCard), read entry by entry with the line each begins in."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from graph.errors import InputError
from ingest.readers.encoding import find_encoding

LONGEST_LINE = 10_000_000  # a photo may stand in one line
LONGEST_ENTRY = 500_000  # characters, what is dropped not counted
_MARK = re.compile(r"(BEGIN|END)\s*:\s*([A-Za-z-]+)\s*", re.IGNORECASE)
_NAME = re.compile(r"(?:[\w-]+\.)?([\w-]+)\s*[;:]")
_QUOTED = re.compile(r"(?i)[^:]*quoted-printable[^:]*:")


@dataclass(slots=True)
class MarkedEntry:
    """One entry: its kind, the line it begins in, its text, and why it can not be read ("" where it can)."""

    kind: str
    row: int
    lines: list[str] = field(default_factory=list)
    size: int = 0
    problem: str = ""

    @property
    def text(self) -> str:
        """The entry with BEGIN and END."""
        return f"BEGIN:{self.kind}\r\n" + "".join(f"{line}\r\n" for line in self.lines) + f"END:{self.kind}\r\n"

    def add(self, line: str) -> None:
        """Take in a line, unless the entry would become too large."""
        self.size += len(line)
        if self.size > LONGEST_ENTRY:
            self.problem = "entry_too_large"
            self.lines.clear()
        elif not self.problem:
            self.lines.append(line)

    def refuse_problem(self, file: str) -> None:
        """Raise an error where the entry can not be read.

        Raises:
            InputError: it has no end, or is too large.
        """
        if self.problem == "open_block":
            raise InputError("open_block", file=file, row=self.row, value=self.kind)
        if self.problem:
            raise InputError("entry_too_large", file=file, row=self.row, limit=LONGEST_ENTRY)


def read_entries(path: Path, kinds: Collection[str], dropped: Collection[str] = ()) -> Iterator[MarkedEntry]:
    """Yield the entries of these kinds; properties with a name in `dropped` are left out.

    Raises:
        InputError: no encoding fits, or a line is far too long.
    """
    entry: MarkedEntry | None = None
    skipping = soft = False
    for row, line in _lines(path):
        mark = _MARK.fullmatch(line)
        begins, kind = (mark[1].upper() == "BEGIN", mark[2].upper()) if mark else (False, "")
        if begins and kind in kinds:
            if entry:
                entry.problem = entry.problem or "open_block"
                yield entry
            entry, skipping, soft = MarkedEntry(kind, row), False, False
        elif entry and mark and not begins and kind == entry.kind:
            yield entry
            entry = None
        elif entry:
            goes_on = soft or line[:1] in (" ", "\t")
            if not goes_on:
                name = _NAME.match(line)
                skipping = bool(name) and name[1].upper() in dropped if name else False
            soft = line.endswith("=") and (soft or bool(_QUOTED.match(line)))
            if not skipping:
                entry.add(line)
    if entry:
        entry.problem = entry.problem or "open_block"
        yield entry


def read_head(path: Path) -> dict[str, str]:
    """Return the properties before the first entry of a calendar, by name in capitals.

    Raises:
        InputError: no encoding fits, or a line is far too long.
    """
    found: dict[str, str] = {}
    for row, line in _lines(path):
        mark = _MARK.fullmatch(line)
        if row > 1_000 or (mark and mark[2].upper() != "VCALENDAR"):
            break
        name, _, value = line.partition(":")
        found.setdefault(name.partition(";")[0].strip().upper(), value.strip())
    return found


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    with path.open(encoding=find_encoding(path)) as file:
        row = 0
        while line := file.readline(LONGEST_LINE + 1):
            row += 1
            if len(line) > LONGEST_LINE:
                raise InputError("entry_too_large", file=path.name, row=row, limit=LONGEST_LINE)
            yield row, line.rstrip("\n")
