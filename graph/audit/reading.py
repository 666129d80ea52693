"""Reading the log: its lines, newest first or as they were written, those that are asked for."""

from collections.abc import Iterator
from dataclasses import dataclass

from graph import account
from graph.audit.log import AuditLog, LogLine
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


def entries(log: AuditLog, asked: LogQuery | None = None) -> Iterator[LogLine]:
    """Give the entries that are asked for, as they were written; what is no entry is passed over (see `verify`)."""
    wanted = asked or LogQuery()
    if not log.lines.exists():
        return
    with log.lines.open(encoding="utf-8", errors="replace") as file:
        for line in file:
            try:
                entry = LogLine.parse(line)
            except ValueError:
                continue
            if wanted.fits(entry):
                yield entry


def names() -> dict[str, str]:
    """Return the names of those who stand in the log by their ids, as far as they are known here."""
    return account.remembered()


def act_name(act: str, language: str) -> str:
    """Return an act in words; one without any is called by its own name."""
    return catalogue(language).get(f"act_{act}", act)
