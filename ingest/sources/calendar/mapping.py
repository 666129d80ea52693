"""A calendar entry as an event on each of its days, with those who came and what it deals with."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date

from graph.errors import InputError
from graph.model.dates import parse_date
from graph.model.facts import Entity, Fact, Record, Value
from graph.model.fold import fold
from graph.model.keys import event_key, person_keys, topic_key
from graph.names.organisation import parse_organisation
from graph.names.person import parse_person
from ingest.records import Note, RowLog
from ingest.sources.calendar.dates import MOST_DATES, Series, lasts, series
from ingest.sources.calendar.entry import CalendarEntry
from ingest.sources.calendar.people import Invited, is_person_name
from ingest.sources.calendar.words import words

MOST_ATTENDEES = 2_000
MOST_FACTS = 20_000  # of one series
LONGEST_TITLE = 1_000
_CALLED_OFF_BEFORE = re.compile(r"\s*[(\[*]*\s*([^:()\[\]–—*!]{4,20}?)\s*(?::|[)\]]|\*|!+|\s[-–—]\s)")
_CALLED_OFF_BEHIND = re.compile(r"(?:[(\[]|\s[-–—:]\s|:\s)\s*([^:()\[\]–—]{4,20}?)\s*[)\]!]*\s*$")

Overridden = dict[str, frozenset[date]]


class CalendarMapping:
    """Maps the entries of one calendar; `overridden` are the days of a series that have an entry of their own."""

    def __init__(self, file: str, above: Entity | None, overridden: Overridden, row_log: RowLog) -> None:
        self.file, self.above, self.overridden, self.row_log = file, above, overridden, row_log
        self.left_out: Counter[str] = Counter()
        self._owners: dict[str, str] = {}
        self._noted: defaultdict[str, set[str]] = defaultdict(set)

    def record(self, said: CalendarEntry) -> Record | None:
        """Return what an entry says, None for one that is cancelled or private.

        Raises:
            InputError: no title, no date, or too many people.
        """
        for name in said.left_over():
            self._note_once("note_unused_field", name[:60])
        if reason := _left_out(said):
            self.left_out[reason] += 1
            return None
        for name in said.groups():
            self._note_once("note_no_person_invited", name[:60])
        place, title = f"line {said.row}", said.text("SUMMARY")
        if not fold(title):
            raise InputError("event_without_title", file=self.file, row=said.row, column="SUMMARY", value=title)
        if len(title) > LONGEST_TITLE:
            raise InputError("cell_too_long", file=self.file, row=said.row, column="SUMMARY", limit=LONGEST_TITLE)
        people = [*said.hosts(), *said.attendees()]
        if len(people) > MOST_ATTENDEES:
            value = len(people)
            raise InputError("too_many_attendees", file=self.file, row=said.row, value=value, limit=MOST_ATTENDEES)
        events = list(self._events(said, title, place, self._days(said, title, len(people))))
        return self._record(said, events, people, place)

    def finish(self) -> None:
        """Note what can only be said at the end."""
        for key, count in sorted(self.left_out.items()):
            self.row_log.notes.append(Note(key, context={"value": count}))

    def _record(self, said: CalendarEntry, events: list[Entity], people: list[Invited], place: str) -> Record:
        entities: dict[str, Entity] = {event.key: event for event in events}
        if self.above:
            entities.setdefault(self.above.key, self.above)
        topics = [Entity("Topic", (topic_key(name),), name, place, in_passing=True) for name in _topics(said)]
        entities.update({topic.key: topic for topic in topics})
        roles = self._roles(people, events[0], entities, place) if events else {}
        facts = [
            fact
            for event in events
            for fact in (
                *(
                    [Fact("PART_OF", event.key, self.above.key, place)]
                    if self.above and self.above.key != event.key
                    else ()
                ),
                *(Fact("DEALS_WITH", event.key, topic.key, place) for topic in topics),
                *(Fact("TOOK_PART_IN", key, event.key, place, role) for key, role in roles.items()),
            )
        ]
        employers = [fact for person in people for fact in self._employer(person, entities, events, place)]
        return Record(tuple(entities.values()), tuple(dict.fromkeys([*facts, *employers])))

    def _days(self, said: CalendarEntry, title: str, people: int) -> Series:
        start = said.moment("DTSTART")
        try:
            if start is None:
                raise ValueError("no date")
            parse_date(start.date())
            duration, end = said.value("DURATION"), said.value("DTEND")
            length = lasts(said.value("DTSTART"), end, duration, said.zone)
            found = self._series(said, length, MOST_FACTS // max(people, 1))
            for day in found.days[-1:]:
                parse_date(found.end(day))
            return found
        except (ValueError, OverflowError, TypeError, KeyError, IndexError) as error:
            value = said.text("DTSTART")
            raise InputError(
                "event_without_date", file=self.file, row=said.row, column="DTSTART", value=value or title
            ) from error

    def _series(self, said: CalendarEntry, length: int, most: int) -> Series:
        start, written = said.moment("DTSTART"), said.moment("DTSTAMP")
        if start is None:
            raise ValueError("no date")
        alone = bool(said.all("RECURRENCE-ID"))
        rule = None if alone else next(iter(said.all("RRULE")), None)
        more = () if alone else said.days("RDATE")
        without = frozenset(said.days("EXDATE"))
        without |= frozenset() if alone else self.overridden.get(said.text("UID"), frozenset())
        found = series(
            start, rule, written.date() if written else None, more, without, said.zone, length, min(most, MOST_DATES)
        )
        title, place = said.text("SUMMARY")[:60], f"line {said.row}"
        if found.cut:
            limit = len(found.days)
            note = Note("note_series_cut", place=place, context={"value": title, "limit": limit})
            self.row_log.notes.append(note)
        if found.unread:
            note = Note("note_series_first", place=place, context={"value": title, "detail": found.unread})
            self.row_log.notes.append(note)
        return found

    def _events(self, said: CalendarEntry, title: str, place: str, found: Series) -> Iterator[Entity]:
        moment, owner = said.moment("DTSTART"), said.text("UID") or place
        where = said.text("LOCATION")
        online = "://" in where or any(word in fold(where) for word in words()["online"])
        for day in found.days:
            start, end = parse_date(day), found.end(day).isoformat()
            key = event_key(title, start)
            # A second entry of that title and day is another event, told apart by its hour.
            if self._owners.setdefault(key, owner) != owner:
                key = event_key(title, f"{start} {moment:%H:%M}")
            values: dict[str, Value] = {"start": start, "end": end if end > start else ""}
            values |= {"mode": "digital"} if online else {"place": where[:LONGEST_TITLE]}
            filled = {name: value for name, value in values.items() if value}
            yield Entity("Event", (key,), title, place, filled, in_passing=True)

    def _roles(self, people: list[Invited], event: Entity, entities: dict[str, Entity], place: str) -> dict[str, str]:
        """Return the role of each by key, the first that is said: who invites is not counted as a guest as well."""
        roles: dict[str, str] = {}
        for person in people:
            if entity := self._entity(person, event, place):
                entities.setdefault(entity.key, entity)
                if roles.get(entity.key) in (None, "invited"):
                    roles[entity.key] = person.role
        return roles

    def _entity(self, person: Invited, event: Entity, place: str) -> Entity | None:
        if not person.name:
            self._note_once("note_no_attendee_name", person.email)
            return None
        known = parse_organisation(person.name)
        if known.kind or known.legal_form:
            return _organisation(person.name, place)
        if not is_person_name(person.name):
            self._note_once("note_no_person_invited", person.name[:60])
            return None
        name = parse_person(person.name)
        employer = _organisation(person.organisation, place) if person.organisation else None
        contexts = employer.keys if employer else (event.key,)
        emails = (person.email,) if person.email else ()
        values: dict[str, Value] = {
            "title": name.title,
            "given_name": name.given,
            "family_name": name.family,
            "emails": emails,
        }
        filled = {field: value for field, value in values.items() if value}
        return Entity("Person", person_keys(name.key, contexts, emails), name.shown, place, filled, in_passing=True)

    def _employer(
        self, person: Invited, entities: dict[str, Entity], events: list[Entity], place: str
    ) -> Iterator[Fact]:
        entity = self._entity(person, events[0], place) if person.organisation and events else None
        if entity and entity.label == "Person":
            employer = _organisation(person.organisation, place)
            entities.setdefault(employer.key, employer)
            yield Fact("WORKS_FOR", entity.key, employer.key, place)

    def _note_once(self, key: str, value: str) -> None:
        if value not in self._noted[key]:
            self._noted[key].add(value)
            self.row_log.notes.append(Note(key, context={"value": value}))


def _left_out(said: CalendarEntry) -> str:
    if said.text("STATUS").upper() == "CANCELLED" or is_called_off(said.text("SUMMARY")):
        return "note_cancelled_events"
    return "note_private_events" if said.text("CLASS").upper() in ("PRIVATE", "CONFIDENTIAL") else ""


def is_called_off(title: str) -> bool:
    """Return whether a title says that nothing came of it, as Outlook writes it: "Abgesagt: Regionaldialog".

    >>> is_called_off("Canceled: Jour fixe"), is_called_off("Jour fixe (entfällt)"), is_called_off("Absage an X")
    (True, True, False)
    """
    before, behind = _CALLED_OFF_BEFORE.match(title), _CALLED_OFF_BEHIND.search(title)
    return any(found and fold(found[1]) in words()["called_off"] for found in (before, behind))


def _topics(said: CalendarEntry) -> list[str]:
    """Return the categories that are topics, each folded form once."""
    names = {fold(name): name for name in said.categories() if len(name) <= LONGEST_TITLE}
    return [name for folded, name in names.items() if folded and folded not in words()["no_topics"]]


def _organisation(text: str, place: str) -> Entity:
    name = parse_organisation(text)
    values: dict[str, Value] = {"kind": name.kind, "legal_form": name.legal_form, "short_name": name.abbreviation}
    filled = {field: value for field, value in values.items() if value}
    return Entity("Organisation", name.keys, name.name, place, filled, in_passing=True)
