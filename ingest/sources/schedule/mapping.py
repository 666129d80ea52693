"""A session of a programme as an event, with who is on stage and what it deals with."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from graph.errors import InputError
from graph.model.facts import Entity, Fact, Record, Value
from graph.model.fold import fold, visible
from graph.model.keys import event_key, person_keys, topic_key
from graph.names.organisation import parse_organisation
from graph.names.person import parse_person
from graph.names.stand_ins import is_no_organisation
from ingest.records import Note, RowLog
from ingest.sources.schedule.programme import Content, LeftOver, ProgrammeSession, formats, meanings, text_of
from ingest.sources.sessions.header import words
from ingest.tables.event import date_in

LONGEST_TITLE = 1_000
MOST_PEOPLE = 500  # of one session
_NO_NAME = re.compile(r"@|://")
_ROLES = ("speaker", "moderator")


@dataclass(frozen=True, slots=True)
class Conference:
    """The event whose programme it is; `scheme` is that of the ids its file gives."""

    entity: Entity
    scheme: str


class SessionMapping:
    """Maps the sessions of one programme; `twice` are the folded titles that several of them have."""

    def __init__(self, file: str, conference: Conference, twice: frozenset[str], row_log: RowLog) -> None:
        self.file, self.conference, self.twice, self.row_log = file, conference, twice, row_log
        self.event, self.nameless = conference.entity, 0
        self._left = {"session": LeftOver(), "person": LeftOver()}
        self._topics: dict[str, Entity] = {}

    def record(self, session: ProgrammeSession) -> Record | None:
        """Return what a session says, None for a break.

        Raises:
            InputError: it has no title, or one that is none.
        """
        fields = session.fields
        self._note_left_over("session", fields)
        stages = [(role, list(self._people(session, role))) for role in _ROLES]
        if fold(meanings("session").text(fields, "title")) in _breaks() and not any(people for _, people in stages):
            return None
        whole = self._session(session)
        facts = [Fact("PART_OF", whole.key, self.event.key, whole.place)]
        topics = [self._topic(name, whole.place) for name in _texts(meanings("session").of(fields, "track"))]
        facts += [Fact("DEALS_WITH", whole.key, topic.key, whole.place) for topic in topics]
        people: dict[str, Entity] = {}
        for role, said in stages:
            for person in said:
                facts.extend(self._on_stage(person, role, whole, people))
        entities = {entity.key: entity for entity in (whole, self.event, *topics, *people.values())}
        return Record(tuple(entities.values()), tuple(dict.fromkeys(facts)))

    def finish(self) -> None:
        """Note what can only be said at the end."""
        if self.nameless:
            self.row_log.notes.append(Note("note_nameless_speakers", context={"value": self.nameless}))

    def _session(self, session: ProgrammeSession) -> Entity:
        said = meanings("session")
        number, title = said.text(session.fields, "id"), visible(said.text(session.fields, "title"))
        place = f"session {number}" if number else f"line {session.row}" if session.row else f"session {title[:60]}"
        if not fold(title) or len(title) > LONGEST_TITLE:
            key = "cell_too_long" if title else "session_without_title"
            shown = title or number or said.text(session.fields, "start")
            raise InputError(key, file=self.file, row=session.row, column="title", value=shown, limit=LONGEST_TITLE)
        start = said.text(session.fields, "start")
        day = date_in(said.text(session.fields, "day")) or date_in(start) or date_in(session.day)
        room = visible(said.text(session.fields, "room") or session.room)
        named = " ".join(filter(None, (title, day, start, room))) if fold(title) in self.twice else title
        keys = (*self._id("event", number), event_key(named, parent=event_key_of(self.event)))
        kind = _format(said.text(session.fields, "format"))
        values: dict[str, Value] = {"format": kind, "start": day, "place": room}
        return Entity("Event", keys, title, place, _filled(values))

    def _id(self, what: str, number: str) -> Sequence[str]:
        """Return the key for an id of the file; ids of people and of sessions are numbered apart."""
        scheme = f"{self.conference.scheme}-{what}" if what != "person" else self.conference.scheme
        return (f"{scheme}:{visible(number)[:100]}",) if fold(number) else ()

    def _topic(self, name: str, place: str) -> Entity:
        entity = Entity("Topic", (topic_key(name),), name, place, in_passing=True)
        return self._topics.setdefault(entity.key, entity)

    def _people(self, session: ProgrammeSession, role: str) -> Iterator[Mapping[str, Content]]:
        found = [person for content in meanings("session").of(session.fields, role) for person in _several(content)]
        if len(found) > MOST_PEOPLE:
            raise InputError("too_many_speakers", file=self.file, row=session.row, value=len(found), limit=MOST_PEOPLE)
        return iter(found)

    def _on_stage(
        self, said: Mapping[str, Content], role: str, session: Entity, found: dict[str, Entity]
    ) -> Iterator[Fact]:
        self._note_left_over("person", said)
        fields = meanings("person")
        name = fields.text(said, "name") or f"{fields.text(said, 'given')} {fields.text(said, 'family')}"
        name = visible(name)
        if not fold(name):
            self.nameless += 1
            return
        if _NO_NAME.search(name) or len(name) > LONGEST_TITLE:
            place = session.place
            self.row_log.notes.append(Note("note_no_person_in_programme", place=place, context={"value": name[:60]}))
            return
        employer = self._organisation(visible(fields.text(said, "organisation")), session.place)
        entity = self._person(name, fields.text(said, "id"), employer, session.place)
        entity = found.setdefault(entity.key, entity)
        yield Fact("TOOK_PART_IN", entity.key, session.key, session.place, role)
        if employer and entity.label == "Person":
            employer = found.setdefault(employer.key, employer)
            role = visible(fields.text(said, "function"))
            yield Fact("WORKS_FOR", entity.key, employer.key, session.place, role)

    def _person(self, name: str, number: str, employer: Entity | None, place: str) -> Entity:
        parsed = parse_organisation(name)
        if parsed.kind or parsed.legal_form:
            found = self._organisation(name, place)
            if found:
                return found
        person = parse_person(name)
        ids = tuple(self._id("person", number))
        contexts = employer.keys if employer else (event_key_of(self.event),)
        values: dict[str, Value] = {
            "title": person.title,
            "given_name": person.given,
            "family_name": person.family,
            "external_ids": ids,
        }
        return Entity("Person", person_keys(person.key, contexts, (), ids), person.shown, place, _filled(values))

    def _organisation(self, text: str, place: str) -> Entity | None:
        if not fold(text) or is_no_organisation(text):
            return None
        name = parse_organisation(text)
        values: dict[str, Value] = {
            "kind": name.kind,
            "legal_form": name.legal_form,
            "short_name": name.abbreviation,
        }
        return Entity("Organisation", name.keys, name.name, place, _filled(values), in_passing=True)

    def _note_left_over(self, of: str, fields: Mapping[str, Content]) -> None:
        for name in self._left[of].add(meanings(of).left_over(fields)):
            self.row_log.notes.append(Note("note_unused_field", context={"value": name[:60]}))


@cache
def _breaks() -> frozenset[str]:
    return frozenset(map(fold, words()["breaks"]))


def event_key_of(event: Entity) -> str:
    """Return the key of an event that is made of its name: the last one."""
    return event.keys[-1]


def _several(content: Content) -> Iterator[Mapping[str, Content]]:
    """Yield the people in a field: a list of names or of fields, or names with commas between."""
    if isinstance(content, str):
        yield from ({"name": name} for name in re.split(r"[,;]", content) if name.strip())
    elif isinstance(content, Mapping):
        yield content
    else:
        for item in content:
            if isinstance(item, Mapping):
                yield item
            elif isinstance(item, str):
                yield {"name": item}


def _texts(contents: Sequence[Content]) -> list[str]:
    """Return the texts of fields, each folded form once."""
    flat = [item for content in contents for item in ([content] if isinstance(content, str | Mapping) else content)]
    texts = {fold(text): visible(text) for item in flat if fold(text := text_of(item)) and len(text) <= LONGEST_TITLE}
    return list(texts.values())


def _format(text: str) -> str:
    words = f"{fold(text)} "
    return next((name for name, starts in formats().items() if words.startswith(starts)), "session")


def _filled(values: dict[str, Value]) -> dict[str, Value]:
    return {field: value for field, value in values.items() if value}
