"""Reading the log: its lines, newest first or as they were written, those that are asked for."""

from collections.abc import Iterator
from dataclasses import dataclass

from graph import account
from graph.audit.log import AuditLog, LogLine
from graph.audit.segments import backwards, full_files
from graph.errors import catalogue


@dataclass(frozen=True, slots=True)
class LogQuery:
    """Which lines are wanted: all that fit; days are ISO, `until` counts in."""

    who: str = ""
    act: str = ""
    about: str = ""
    since: str = ""
    until: str = ""

    def fits(self, entry: LogLine) -> bool:
        """Return whether an entry is one of them."""
        return (
            (not self.who or entry.who == self.who)
            and (not self.act or entry.act == self.act)
            and (not self.about or self.about in entry.ids or self.about in entry.details.values())
            and (not self.since or entry.at[:10] >= self.since)
            and (not self.until or entry.at[:10] <= self.until)
        )

    def may_fit(self, line: bytes) -> bool:
        """Return quickly whether a line could be one: most need not be taken apart."""
        return all(word.encode() in line for word in (self.who, self.act, self.about) if word.isascii())


def entries(log: AuditLog, asked: LogQuery | None = None) -> Iterator[LogLine]:
    """Give the entries that are asked for, as they were written; what is no entry is passed over (see `verify`)."""
    wanted = asked or LogQuery()
    for path in log.files():
        with path.open("rb") as file:
            for line in file:
                entry = _entry(line, wanted)
                if entry:
                    yield entry


def newest(log: AuditLog, asked: LogQuery | None = None, before: int = 0) -> Iterator[LogLine]:
    """Give the entries that are asked for, the latest first, those before a line (0: all); they are read as needed."""
    wanted = asked or LogQuery()
    begins = {path: first for first, path in full_files(log.folder)}
    for path in reversed(log.files()):
        if before and begins.get(path, 0) >= before:
            continue
        for line in backwards(path):
            entry = _entry(line, wanted)
            if entry and (not before or entry.number < before):
                yield entry


def _entry(line: bytes, wanted: LogQuery) -> LogLine | None:
    if not wanted.may_fit(line):
        return None
    try:
        entry = LogLine.parse(line.decode("utf-8", "replace"))
    except ValueError:
        return None
    return entry if wanted.fits(entry) else None


def names() -> dict[str, str]:
    """Return the names of those who stand in the log by their ids, as far as they are known here."""
    return account.remembered()


def act_name(act: str, language: str) -> str:
    """Return an act in words; one without any is called by its own name."""
    return catalogue(language).get(f"act_{act}", act)


def known_acts(language: str) -> list[str]:
    """Return the acts that have a name, in its order."""
    found = [key.removeprefix("act_") for key in catalogue(language) if key.startswith("act_")]
    return sorted(found, key=lambda act: act_name(act, language).casefold())
