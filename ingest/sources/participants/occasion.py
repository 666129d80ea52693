"""The event of a list of participants: its sessions, the roles of those there, and that they took part."""

import re
from functools import cache

from graph.model.facts import Entity, Fact, Record, Value
from graph.model.fold import fold
from graph.model.keys import event_key
from graph.model.schema import load
from ingest.readers.table import Row, Sheet
from ingest.tables.attendance import has_come
from ingest.tables.cells import Cells
from ingest.tables.event import EventReference
from ingest.tables.header import CHOICE, ParticipantHeader

ROLE = "participant"
ONLY_INVITED = "invited"
# What the name of a sheet says about all who stand in it.
_WORKSHOP_SHEET = re.compile(
    r"(?:workshop|ws|ag|arbeitsgruppe|fachforum|forum|panel|werkstatt|session|breakout|thementisch|tisch) ?\d"
)
_MOST_KNOWN = 20_000  # sessions kept at hand


class Occasion:
    """The event of one sheet; `role` is that of all in it who have none of their own."""

    def __init__(self, sheet: Sheet, header: ParticipantHeader, event: EventReference, role: str = "") -> None:
        self._sheet, self._header, self._role = sheet, header, role or ROLE
        values: dict[str, Value] = {"start": event.date} if event.date else {}
        key, place = event_key(event.name, event.date), sheet.place(max(header.row, 1))
        self.event = Entity("Event", (key,), event.name, place, values, in_passing=True)
        self._known: dict[str, Entity] = {}

    def role_in(self, text: str) -> str | None:
        """Return the role a cell names, that of the sheet for a blank one, None where nobody knows it."""
        if not text:
            return self._role
        kind = load().relationships["TOOK_PART_IN"]
        return kind.find_role(text) or _compact_roles().get(fold(text).replace(" ", ""))

    def taken_part(self, cells: Cells, row: Row, person: Entity, role: str, place: str) -> Record:
        """Return event and sessions of a row, and that somebody took part in them."""
        sessions = self._sessions(cells, row, place)
        facts = [Fact("TOOK_PART_IN", person.key, self.event.key, place, role)]
        for session in sessions:
            own = ROLE if role != ONLY_INVITED else role
            facts.append(Fact("TOOK_PART_IN", person.key, session.key, place, own))
            facts.append(Fact("PART_OF", session.key, self.event.key, place))
        return Record((self.event, *sessions), tuple(facts))

    def _sessions(self, cells: Cells, row: Row, place: str) -> list[Entity]:
        """Return the sessions of a cell; forms put several into one, with semicolons between."""
        names = [name for part in cells.text(row, "workshop").split(";") if fold(name := part.strip())]
        names += [
            self._header.titles[index].rpartition("[")[2].strip(" ]")
            for index in self._header.columns.get(CHOICE, ())
            if index < len(row.cells) and has_come(row.cells[index])
        ]
        if not names and _WORKSHOP_SHEET.match(fold(self._sheet.name)):
            names = [self._sheet.name]
        return [self._session(name, place) for name in dict.fromkeys(names)]

    def _session(self, name: str, place: str) -> Entity:
        if len(self._known) >= _MOST_KNOWN:
            self._known.clear()
        key = event_key(name, parent=self.event.key)
        entity = Entity("Event", (key,), name, place, {"format": "workshop"}, in_passing=True)
        return self._known.setdefault(name, entity)


def known_roles() -> str:
    """Return the roles somebody can have at an event, in German."""
    return ", ".join(role.display.de for role in load().relationships["TOOK_PART_IN"].roles.values())


@cache
def _compact_roles() -> dict[str, str]:
    """Return the roles by their words without blanks: "keynotespeaker"."""
    roles = load().relationships["TOOK_PART_IN"].roles
    words = {name: (r.display.de, r.display.en, *r.synonyms) for name, r in roles.items()}
    return {fold(word).replace(" ", ""): name for name, synonyms in words.items() for word in synonyms}
