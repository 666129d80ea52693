"""One row of a session list as an event, its people, rooms and topics."""

import re
from collections.abc import Iterator

from graph.errors import InputError
from graph.model.facts import Entity, Fact, Record, Value
from graph.model.fold import fold, visible
from graph.model.keys import event_key, person_keys, topic_key
from graph.names.organisation import parse_organisation
from graph.names.person import parse_person
from graph.names.stand_ins import is_no_organisation
from ingest.readers.table import Row, Sheet
from ingest.records import Note, RowLog
from ingest.sources.sessions.header import PEOPLE, SessionHeader, words
from ingest.sources.sessions.people import OnStage, people_in
from ingest.tables.event import EventReference, date_in
from ingest.tables.several import split_organisations
from ingest.tables.since import read_since

_TOPICS = re.compile(r"[;,\n|]")
_DIGIT = re.compile(r"[\d@]|://")


class SessionListMapping:
    """Maps the rows of one sheet; `twice` are the folded titles that stand in it more than once."""

    def __init__(self, sheet: Sheet, header: SessionHeader, event: EventReference, twice: frozenset[str]) -> None:
        self.sheet, self.header, self.twice = sheet, header, twice
        self.day = event.date
        values: dict[str, Value] = {"start": event.date} if event.date else {}
        key = event_key(event.name, event.date)
        self.event = Entity("Event", (key,), event.name, sheet.place(header.row), values, in_passing=True)

    def record(self, row: Row, row_log: RowLog) -> Record | None:
        """Return what a row says, None for a break or a row that only names the day.

        Raises:
            InputError: the row has people and no title, or more cells than the header.
        """
        if any(row.cells[len(self.header.titles) :]):
            value = row.cells[len(self.header.titles) :][0]
            raise self._error("row_too_long", row, value=value)
        title, stages = self._text(row, "session"), [(role, self._raw(row, role)) for role in PEOPLE]
        people = [(person, role) for role, raw in stages for person in people_in(raw)]
        if not people and self._is_aside(row, title):
            return None
        if not fold(title):
            raise self._error("session_without_title", row, column="session", value=self._text(row, "start"))
        place = self.sheet.place(row.number)
        session = self._session(row, title, place, row_log)
        topics = self._topics(row, place)
        facts = [Fact("PART_OF", session.key, self.event.key, place)]
        facts += [Fact("DEALS_WITH", session.key, topic.key, place) for topic in topics]
        found: dict[str, Entity] = {}
        for person, role in people:
            facts.extend(self._person(person, role, session, row, found, row_log))
        return Record((session, self.event, *topics, *found.values()), tuple(dict.fromkeys(facts)))

    def _is_aside(self, row: Row, title: str) -> bool:
        """Return whether a row is a break, or says no more than the day of what follows."""
        filled = list(dict.fromkeys(cell for cell in map(visible, row.cells) if fold(cell)))
        if len(filled) == 1 and (day := date_in(filled[0])):
            self.day = day
            return True
        return fold(title) in {fold(word) for word in words()["breaks"]} or len(filled) < 2

    def _session(self, row: Row, title: str, place: str, row_log: RowLog) -> Entity:
        day = self._day(row, row_log)
        room = self._text(row, "room")
        start = self._text(row, "start")
        named = " ".join(filter(None, (title, day, start, room))) if fold(title) in self.twice else title
        values: dict[str, Value] = {"format": self._format(row), "start": day, "place": room}
        filled = {field: value for field, value in values.items() if value}
        return Entity("Event", (event_key(named, parent=self.event.key),), title, place, filled)

    def _day(self, row: Row, row_log: RowLog) -> str:
        for meaning in ("day", "start"):
            text = self._text(row, meaning)
            if day := date_in(text):
                return day
            try:
                if meaning == "day" and (day := read_since(text)):
                    return day
            except ValueError:
                title = self.header.titles[self.header.columns[meaning][0]]
                note = Note("note_bad_date", self.sheet.name, row.number, title, context={"value": text})
                row_log.notes.append(note)
        return self.day

    def _format(self, row: Row) -> str:
        text = f"{fold(self._text(row, 'format'))} "
        formats: dict[str, list[str]] = words()["formats"]
        return next(
            (f for f, names in formats.items() if any(text.startswith(f"{fold(n)} ") for n in names)), "session"
        )

    def _topics(self, row: Row, place: str) -> list[Entity]:
        names = [visible(part) for part in _TOPICS.split(self._raw(row, "topic")) if fold(part)]
        keys = {topic_key(name): name for name in names}
        return [Entity("Topic", (key,), name, place, in_passing=True) for key, name in keys.items()]

    def _person(
        self, said: OnStage, role: str, session: Entity, row: Row, found: dict[str, Entity], row_log: RowLog
    ) -> Iterator[Fact]:
        """Yield what a row says about a person; who is no person but an organisation takes part as such."""
        place = session.place
        if parse_organisation(said.name).kind or parse_organisation(said.name).legal_form:
            whole = self._organisation(said.name, place)
            found.setdefault(whole.key, whole)
            yield Fact("TOOK_PART_IN", whole.key, session.key, place, said.role or role)
            return
        try:
            if _DIGIT.search(said.name) or len(said.name.split()) < 2:
                raise ValueError("not a name")
            name = parse_person(said.name)
        except ValueError:
            title = self.header.titles[self.header.columns[role][0]]
            note = Note("note_no_speaker", self.sheet.name, row.number, title, context={"value": said.name})
            row_log.notes.append(note)
            return
        named = [text for text in split_organisations(said.organisation) if not is_no_organisation(text)]
        employers = [self._organisation(text, place) for text in named]
        contexts = [key for entity in employers for key in entity.keys] or [self.event.key]
        parts: dict[str, Value] = {"title": name.title, "given_name": name.given, "family_name": name.family}
        filled = {field: value for field, value in parts.items() if value}
        person = Entity("Person", person_keys(name.key, contexts), name.shown, place, filled, in_passing=True)
        found.setdefault(person.key, person)
        yield Fact("TOOK_PART_IN", person.key, session.key, place, said.role or role)
        for index, entity in enumerate(employers):
            found.setdefault(entity.key, entity)
            yield Fact("WORKS_FOR", person.key, entity.key, place, said.function if index == 0 else "")

    def _organisation(self, text: str, place: str) -> Entity:
        name = parse_organisation(text)
        parts: dict[str, Value] = {
            "kind": name.kind,
            "legal_form": name.legal_form,
            "short_name": name.abbreviation,
        }
        filled = {field: value for field, value in parts.items() if value}
        return Entity("Organisation", name.keys, name.name, place, filled, in_passing=True)

    def _raw(self, row: Row, meaning: str) -> str:
        indices = self.header.columns.get(meaning, ())
        texts = (row.cells[index] for index in indices if index < len(row.cells))
        return (";" if meaning in PEOPLE else " ").join(text for text in texts if fold(text))

    def _text(self, row: Row, meaning: str) -> str:
        return visible(self._raw(row, meaning))

    def _error(self, key: str, row: Row, *, column: str = "", value: str = "") -> InputError:
        title = self.header.titles[self.header.columns[column][0]] if column else ""
        return InputError(key, file=self.sheet.where, row=row.number, column=title, value=value)
