"""One row of a list of meetings as an event with those who took part."""

from collections.abc import Callable
from dataclasses import dataclass, field

from graph.errors import InputError
from graph.model.dates import parse_date
from graph.model.facts import Entity, Fact, Record, Value
from graph.model.fold import fold, visible
from graph.model.keys import event_key, person_keys, region_keys, topic_key
from graph.names.organisation import parse_organisation
from graph.names.person import parse_person
from graph.names.stand_ins import is_no_organisation
from graph.reference import find_land
from ingest.readers.encoding import garbled_in
from ingest.readers.table import Row, Sheet
from ingest.records import Note, RowLog
from ingest.sources.meetings.columns import PACKED, MeetingHeader, words
from ingest.sources.meetings.packed import Part, taking_part

REGISTER = "transparency-register"
PARLIAMENT = "epid"
LONGEST_TITLE = 300
MOST_KEPT = 50_000  # entities that are not made anew when they are named again
SHOWN = 5  # examples of what was left out, for each column


@dataclass(slots=True)
class MeetingMapping:
    """Maps the rows of a list; `source` is the context of its people: one full name in one list is one person."""

    sheet: Sheet
    header: MeetingHeader
    source: str
    left_out: dict[str, list[str]] = field(default_factory=dict)
    kept: dict[tuple[str, ...], Entity] = field(default_factory=dict)

    def record(self, row: Row) -> Record:
        """Return what a row says.

        Raises:
            InputError: it has no date, names nobody, has more cells than the header, or umlauts converted wrongly.
        """
        if any(row.cells[len(self.header.titles) :]):
            raise self._error("row_too_long", row, value=row.cells[len(self.header.titles)])
        if garbled := garbled_in(" ".join(row.cells)):
            raise self._error("garbled_text", row, value=next(cell for cell in row.cells if garbled in cell))
        place = self.sheet.place(row.number)
        day = self._day(row)
        parts = [part for meaning in PACKED for part in self._packed(row, meaning)]
        host = self._host(row, place)
        found = {entity.key: entity for part in parts for entity in self._part(part, place)}
        if not found and not host:
            raise self._error("meeting_without_people", row)
        event = self._event(row, day, place, host)
        facts = [Fact("TOOK_PART_IN", key, event.key, place, "participant") for key in self._present(parts, place)]
        facts += [fact for part in parts if part.organisation for fact in self._belonging(part, place)]
        around: list[Entity] = []
        if host:
            around.append(host)
            facts.append(Fact("TOOK_PART_IN", host.key, event.key, place, "host"))
            facts += self._about_host(row, host, place, around)
        facts += self._about_event(row, event, place, around)
        entities = {entity.key: entity for entity in (event, *around)} | found
        return Record(tuple(entities.values()), tuple(dict.fromkeys(facts)))

    def tell(self, row_log: RowLog) -> None:
        """Note what stood among those who took part and was neither a person nor an organisation."""
        for meaning, texts in self.left_out.items():
            shown = "; ".join(list(dict.fromkeys(texts))[:SHOWN])
            column, count = self.header.title(meaning), len(texts)
            where = self.sheet.name
            note = Note("note_part_left_out", where, column=column, context={"count": count, "value": shown})
            row_log.notes.append(note)

    def _day(self, row: Row) -> str:
        text = self._text(row, "date")
        if not text:
            raise self._error("meeting_without_date", row, "date", self._text(row, "title"))
        try:
            return parse_date(text)
        except ValueError as error:
            raise self._error("no_date", row, "date", text) from error

    def _packed(self, row: Row, meaning: str) -> tuple[Part, ...]:
        text = self._raw(row, meaning)
        parts = taking_part(text, people=meaning == "people") if text else ()
        for part in parts:
            if not part.label:
                self.left_out.setdefault(meaning, []).append(part.name[:60])
        return tuple(part for part in parts if part.label)

    def _part(self, part: Part, place: str) -> list[Entity]:
        if part.label == "Organisation":
            return [self._organisation(part.name, place, part.number)]
        belongs = [self._organisation(part.organisation, place, part.number)] if part.organisation else []
        return [self._person(part.name, place), *belongs]

    def _present(self, parts: list[Part], place: str) -> list[str]:
        return list(dict.fromkeys(self._part(part, place)[0].key for part in parts))

    def _belonging(self, part: Part, place: str) -> list[Fact]:
        person, organisation = self._part(part, place)
        member = organisation.values.get("kind") == "other"  # a party, a parliament
        return [Fact("MEMBER_OF" if member else "WORKS_FOR", person.key, organisation.key, place)]

    def _host(self, row: Row, place: str) -> Entity | None:
        name = self._text(row, "host")
        if not fold(name):
            return None
        number = self._text(row, "host_id")
        return self._person(name, place, f"{PARLIAMENT}:{number}" if number.isdecimal() else "")

    def _about_host(self, row: Row, host: Entity, place: str, around: list[Entity]) -> list[Fact]:
        facts = []
        if fold(group := self._text(row, "group")) and not is_no_organisation(group):
            around.append(self._organisation(group, place))
            facts.append(Fact("MEMBER_OF", host.key, around[-1].key, place))
        if fold(country := self._text(row, "country")):
            around.append(self._keep(("country", country), lambda: _region(country, place)))
            facts.append(Fact("ACTIVE_IN", host.key, around[-1].key, place))
        return facts

    def _about_event(self, row: Row, event: Entity, place: str, around: list[Entity]) -> list[Fact]:
        facts = []
        topic = self._text(row, "topic")
        if fold(topic) and fold(topic) not in words("nothing") and len(topic) <= LONGEST_TITLE:
            around.append(self._keep(("topic", topic), lambda: _topic(topic, place)))
            facts.append(Fact("DEALS_WITH", event.key, around[-1].key, place))
        if series := self._series(row, place):
            around.append(series)
            facts.append(Fact("PART_OF", event.key, series.key, place))
        return facts

    def _series(self, row: Row, place: str) -> Entity | None:
        name = self._text(row, "series").replace("_", " ")
        return (
            self._keep(("series", name), lambda: Entity("Event", (event_key(name),), name, place))
            if fold(name)
            else None
        )

    def _event(self, row: Row, day: str, place: str, host: Entity | None) -> Entity:
        """Return the meeting; who met whom is part of what tells it from another one of the same title and day."""
        title = self._text(row, "title")[:LONGEST_TITLE]
        what = title if fold(title) else self._text(row, "topic")[:LONGEST_TITLE]
        whom = " ".join(self._text(row, meaning) for meaning in PACKED)[:LONGEST_TITLE]
        name = what if fold(what) else ", ".join(filter(None, (host.name if host else "", whom)))
        series = self._text(row, "series")
        told = [series, what, host.key.partition("@")[0] if host else "", whom if host or not fold(what) else ""]
        where = self._text(row, "place")
        values: dict[str, Value] = {"format": "meeting" if host else "panel" if series else "meeting", "start": day}
        if fold(where) in words("digital"):
            values["mode"] = "digital"
        elif fold(where):
            values["place"] = where
        return Entity("Event", (event_key(" ".join(told), day),), name, place, values, in_passing=True)

    def _person(self, name: str, place: str, external: str = "") -> Entity:
        return self._keep(("person", name, external), lambda: _person(name, place, external, self.source))

    def _organisation(self, name: str, place: str, number: str = "") -> Entity:
        return self._keep(("organisation", name, number), lambda: _organisation(name, place, number))

    def _keep(self, what: tuple[str, ...], make: Callable[[], Entity]) -> Entity:
        if what not in self.kept:
            if len(self.kept) >= MOST_KEPT:
                self.kept.clear()
            self.kept[what] = make()
        return self.kept[what]

    def _raw(self, row: Row, meaning: str) -> str:
        index = self.header.columns.get(meaning, -1)
        return row.cells[index] if 0 <= index < len(row.cells) else ""

    def _text(self, row: Row, meaning: str) -> str:
        return visible(self._raw(row, meaning))

    def _error(self, key: str, row: Row, meaning: str = "", value: str = "") -> InputError:
        return InputError(key, file=self.sheet.where, row=row.number, column=self.header.title(meaning), value=value)


def _person(text: str, place: str, external: str, source: str) -> Entity:
    name = parse_person(text)
    parts: dict[str, Value] = {"title": name.title, "given_name": name.given, "family_name": name.family}
    values = {field: value for field, value in parts.items() if value}
    if external:
        values["external_ids"] = (external,)
    keys = person_keys(name.key, [f"source:{source}"], external=[external] if external else [])
    return Entity("Person", keys, name.shown, place, values, in_passing=True)


def _organisation(text: str, place: str, number: str) -> Entity:
    name = parse_organisation(text)
    parts: dict[str, Value] = {"kind": name.kind, "legal_form": name.legal_form, "short_name": name.abbreviation}
    values = {field: value for field, value in parts.items() if value}
    external = (f"{REGISTER}:{number}",) if number else ()
    if external:
        values["external_ids"] = external
    return Entity("Organisation", (*external, *name.keys), name.name, place, values, in_passing=True)


def _region(name: str, place: str) -> Entity:
    land = find_land(name)
    return Entity("Region", region_keys(name, land.code if land else ""), land.name if land else name, place)


def _topic(name: str, place: str) -> Entity:
    return Entity("Topic", (topic_key(name),), name, place, in_passing=True)
