"""What one entry says while it is gathered: entities, each once, and facts, with the part they stand in."""

from collections import Counter
from dataclasses import dataclass, field

from graph.model.facts import Entity, Fact, Record, Value
from ingest.records import Note, RowLog

REGISTER = "lobbyregister:"
_SHOWN = 10  # notes of one kind


@dataclass(slots=True)
class CountedNotes:
    """Notes of a file: a few of each kind in full, of the others how many."""

    row_log: RowLog
    _said: Counter[str] = field(default_factory=Counter)

    def add(self, note: Note) -> None:
        """Add a note, unless there are many of its kind."""
        self._said[note.key] += 1
        if self._said[note.key] <= _SHOWN:
            self.row_log.notes.append(note)

    def finish(self) -> None:
        """Say how many were not shown."""
        for count in self._said.values():
            if count > _SHOWN:
                self.row_log.notes.append(Note("note_and_more", context={"count": count - _SHOWN}))


@dataclass(slots=True)
class Draft:
    """The entities and facts of one entry; `place` is that of the entry."""

    place: str
    _entities: dict[str, Entity] = field(default_factory=dict)
    _by_key: dict[str, Entity] = field(default_factory=dict)
    _facts: dict[Fact, None] = field(default_factory=dict)

    def at(self, part: str) -> str:
        """Return the place of a part: "entry R000534, memberships 3"."""
        return f"{self.place}, {part}"

    def add(self, entity: Entity) -> Entity:
        """Return the entity, or the one that was added before under one of its keys."""
        found = next((known for key in entity.keys if (known := self._by_key.get(key))), None)
        if found and not _two_numbers(found, entity):
            return found
        for key in entity.keys:
            self._by_key.setdefault(key, entity)
        return self._entities.setdefault(entity.key, entity)

    def say(
        self, kind: str, start: Entity, end: Entity, part: str, role: str = "", since: str = "", until: str = ""
    ) -> None:
        """Add a fact between two entities."""
        if start is not end:
            self._facts[Fact(kind, start.key, end.key, self.at(part), role, since, until)] = None

    def record(self) -> Record:
        """Return all of it."""
        return Record(tuple(self._entities.values()), tuple(self._facts))


def _two_numbers(one: Entity, other: Entity) -> bool:
    """Return whether both have register numbers, and these are two."""
    mine, theirs = ({key for key in entity.keys if key.startswith(REGISTER)} for entity in (one, other))
    return bool(mine and theirs) and mine.isdisjoint(theirs)


def filled(values: dict[str, Value]) -> dict[str, Value]:
    """Return the values that say something."""
    return {name: value for name, value in values.items() if value}
