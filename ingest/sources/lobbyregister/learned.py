"""What a first pass over a register file learns: all names, the towns, the day of the newest entry."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from graph.model.fold import fold
from ingest.sources.lobbyregister.access import Fields, below, date_of, items, text, whole
from ingest.sources.lobbyregister.aliases import FileNames
from ingest.sources.lobbyregister.entries import read_entries
from ingest.sources.lobbyregister.membership import LONGEST_CELL, NamedOrganisation, Splitter
from ingest.sources.lobbyregister.money import names_in
from ingest.sources.lobbyregister.organisations import LONGEST_NAME, ministry_name, referred_number
from ingest.sources.lobbyregister.people import GROUPS, authorities
from ingest.sources.lobbyregister.statements import recipients

_NUMBER = re.compile(r"R\d{6}")
_SEVERAL = re.compile(r"[,;/\n]|\sund\s")
_KNOWN_FROM = 2  # cells from which a name counts as known


@dataclass(slots=True)
class Learned:
    """Names and towns of a file, the entries it has, and how each cell of memberships comes apart."""

    names: FileNames = field(default_factory=FileNames)
    entries: int = 0
    newest: str = ""
    title: str = ""
    url: str = ""
    _cells: Counter[str] = field(default_factory=Counter)
    _towns: set[str] = field(default_factory=set)
    _registered: set[str] = field(default_factory=set)
    _split: dict[str, tuple[NamedOrganisation, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, path: Path) -> "Learned":
        """Return what the file tells.

        Raises:
            InputError: the file can not be read.
        """
        learned = cls()
        for read in read_entries(path):
            if read.entry is not None:
                learned._take(read.entry)
        learned._finish()
        return learned

    def mentions(self, cell: str) -> tuple[NamedOrganisation, ...]:
        """Return the organisations a cell of memberships names."""
        return self._split.get(cell, ())

    def _take(self, entry: Fields) -> None:
        number, identity = number_of(entry), below(entry, "lobbyistIdentity")
        if not number:
            return
        self.entries += 1
        self.title, self.url = text(identity, "name"), text(below(entry, "registerEntryDetails"), "detailsPageUrl")
        self.newest = max(self.newest, *_days(entry))
        self._name(self.title, number)
        self._registered.add(self.title)
        self._towns.add(fold(text(below(identity, "address"), "city")))
        self._cells.update(cell for _, cell in cells(identity))
        for name, fields in names_in(entry):
            self._name(name, referred_number(fields))
        for name in _authorities(entry, identity):
            self._name(name)

    def _name(self, name: str, number: str = "") -> None:
        if fold(name) and len(name) <= LONGEST_NAME:
            self.names.add(name, number)

    def _finish(self) -> None:
        splitter = Splitter(self._known(), self._towns - {""})
        for cell, count in self._cells.items():
            self._split[cell] = splitter.split(cell)
            for mention in self._split[cell]:
                for _ in range(count):
                    self._name(mention.name, mention.number)
        self.names.learn()
        self._cells.clear()

    def _known(self) -> set[str]:
        """Return the folded names that stand alone: registered ones, and those in several cells."""
        alone = Counter[str]()
        for cell, count in self._cells.items():
            if not _SEVERAL.search(cell) and fold(cell) and len(cell) <= LONGEST_NAME:
                alone[self.names.parse(cell).core] += count
        registered = {self.names.parse(name).core for name in self._registered if fold(name)}
        return registered | {core for core, count in alone.items() if count >= _KNOWN_FROM}


def number_of(entry: Fields) -> str:
    """Return the register number of an entry, "" where it has none."""
    number = text(entry, "registerNumber")
    return number if _NUMBER.fullmatch(number) else ""


def cells(identity: Fields) -> Iterator[tuple[int, str]]:
    """Yield the cells of memberships of moderate length, numbered."""
    for number, said in items(identity, "memberships"):
        cell = said.get("membership")
        if isinstance(cell, str) and fold(cell) and len(cell) <= LONGEST_CELL:
            yield number, whole(cell)


def _days(entry: Fields) -> tuple[str, str]:
    account, details = below(entry, "accountDetails"), below(entry, "registerEntryDetails")
    return date_of(account, "lastUpdateDate"), date_of(details, "validFromDate")


def _authorities(entry: Fields, identity: Fields) -> Iterator[str]:
    """Yield the ministries and other authorities an entry names."""
    for group, _ in GROUPS:
        for _, said in items(identity, group):
            yield from authorities(said)
    for _, said in items(entry, "statements", "statements"):
        for _, sent in items(said, "recipientGroups"):
            yield from recipients(sent)
    for _, project in items(entry, "regulatoryProjects", "regulatoryProjects"):
        for bill in (below(project, "draftBill"), *(matter for _, matter in items(project, "printedMatters"))):
            for _, ministry in items(bill, "leadingMinistries"):
                yield ministry_name(text(ministry, "title"), text(ministry, "shortTitle"))
