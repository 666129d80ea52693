"""One row of a list as entities and facts: what the row means is what kind of list it stands in."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from graph.model.facts import Entity, Fact, Record, Value
from graph.model.fold import fold, visible
from graph.model.keys import topic_key
from ingest.readers.encoding import garbled_in
from ingest.readers.table import Row, Sheet
from ingest.records import Note, RowLog
from ingest.sources.participants.described import COORDINATES, degrees, organisation_kind
from ingest.sources.participants.meaning import Meaning, is_before
from ingest.sources.participants.occasion import ONLY_INVITED, Occasion, known_roles
from ingest.sources.participants.people import NamedInRow
from ingest.sources.participants.regions import Regions
from ingest.sources.participants.seats import Seat, Seats, filled
from ingest.sources.participants.who_came import WhoCame
from ingest.sources.participants.wishes import wishes
from ingest.tables.cells import Cells
from ingest.tables.header import ParticipantHeader
from ingest.tables.names import is_device, is_no_person, is_nobody
from ingest.tables.several import pair, split_functions
from ingest.tables.since import month_first, read_since

# What the name of a sheet says about all who stand in it.
_AWAY_SHEET = re.compile(
    r"(?:absagen?|abgesagt|abmeldung\w*|storn\w*|warteliste|nicht (?:da|erschienen)|cancel\w*|declined|no shows?)\b"
)


class ParticipantMapping:
    """Maps the rows of one sheet; event, organisations and regions met before are not built anew.

    Raises:
        InputError: words about who came that nobody knows.
    """

    def __init__(self, sheet: Sheet, header: ParticipantHeader, meaning: Meaning) -> None:
        self.sheet, self.header, self.meaning = sheet, header, meaning
        place = sheet.place(max(header.row, 1))
        self.occasion = Occasion(sheet, header, meaning.event, meaning.role) if meaning.event else None
        self.seats = Seats(
            meaning.kind,
            meaning.owner,
            place,
            by_row=meaning.by_row,
            org_first=is_before(header, "organisation", ("family_name", "name")),
        )
        self.cells = Cells(sheet, header)
        self._named = NamedInRow(self.cells)
        self._regions = Regions()
        self._months_first: bool | None = None
        self._who_came = WhoCame(sheet, header, meaning.told) if self.occasion else None
        self._away = bool(_AWAY_SHEET.match(fold(sheet.name)))
        self._who = bool({"name", "family_name"} & set(header.columns))

    def record(self, row: Row, row_log: RowLog) -> Record | None:
        """Return what a row says, None for a telephone, a room or a heading, which is noted.

        Raises:
            InputError: the row names nobody, has too many or garbled cells, or an unknown role.
        """
        if any(row.cells[len(self.header.titles) :]):
            raise self._named.error("row_too_long", row, value=row.cells[len(self.header.titles) :][0])
        if garbled := garbled_in("\n".join(row.cells)):
            value = next(cell for cell in row.cells if garbled in cell)
            raise self._named.error("garbled_text", row, value=value)
        self.cells.refuse_long(row)
        self.cells.begin(row)
        names_no_one = self._names_no_one(row, row_log)
        if names_no_one and (self.meaning.kind == "participants" or not self._cell(row, "organisation")):
            return None
        place = self.sheet.place(row.number)
        people, employers = self._people_and_employers(row, place, row_log, without_people=names_no_one)
        region = self._regions.of(self.cells, row, place, row_log)
        there = self._taken_part(row, place, people or employers)
        employers, described = self._described(row, employers, people, place, row_log)
        entities = [*people, *employers, *there.entities, *([region] if region else []), *described]
        facts = [*there.facts]
        for person in people or (None,):
            seat = self._seat(row, place, person, employers, row_log)
            entities += seat.entities
            facts += seat.facts
            facts += self._work(row, place, person, employers, seat, row_log) if person else ()
        at_home = self._at_home(people, employers) if region else ()
        facts += [Fact("ACTIVE_IN", who.key, region.key, place) for who in at_home if region]
        deal = people if people and self.meaning.kind in ("contacts", "mailing") else employers[:1] or people
        facts += [Fact("DEALS_WITH", who.key, topic.key, place) for who in deal for topic in described]
        sought, wished = wishes(self.cells, row, people or employers[:1], place)
        entities += sought
        facts += wished
        self.cells.tell_second_values(row, row_log)
        return Record(tuple(entities), tuple(dict.fromkeys(facts)))

    def _names_no_one(self, row: Row, row_log: RowLog) -> bool:
        """Return whether a telephone, a room, a heading or a household stands where a name is, which is noted."""
        text = self._named.text_of_name(row)
        if is_device(text):
            row_log.notes.append(self._note("note_device", row, self._named.column, text))
            return True
        said = self._named.name_cell(row)
        if said.reason:
            self.cells.tell(row_log, self._note(said.reason, row, self._named.column, said.names[0]))
        return bool(said.reason)

    def _people_and_employers(
        self, row: Row, place: str, row_log: RowLog, *, without_people: bool
    ) -> tuple[tuple[Entity, ...], tuple[Entity, ...]]:
        """Return those a row names and their organisations; an organisation in the place of a name stands for itself.

        Raises:
            InputError: it names nobody.
        """
        said = self._named.name_cell(row)
        if said.is_organisation:
            self.cells.tell(row_log, self._note("note_organisation_in_names", row, self._named.column, said.names[0]))
            return (), (self._named.employer(said.names[0], place),)
        employers = self._named.employers(row, place, row_log)
        if not self._who and not employers:
            raise self._named.error("no_organisation_name", row, column="organisation")
        if self.meaning.kind != "participants" and employers and (without_people or self._is_nobody(row, row_log)):
            return (), employers
        at_home = self.meaning.kind != "directory" or not employers
        people = self._named.people(row, place, employers, self._context(), row_log, at_home=at_home)
        return people, employers

    def _is_nobody(self, row: Row, row_log: RowLog) -> bool:
        """Return whether a row names no one beside its organisation; "Sekretariat" in place of a name is noted."""
        text = self._named.text_of_name(row)
        if is_nobody(text):
            return True
        if is_no_person(text):
            self.cells.tell(row_log, self._note("no_person_word", row, self._named.column, text))
            return True
        return False

    def _taken_part(self, row: Row, place: str, who: Sequence[Entity]) -> Record:
        """Return event and sessions of a row, and who took part in them or was only invited.

        Raises:
            InputError: nobody knows the role.
        """
        if not self.occasion:
            return Record((), ())
        role = self._role(self.occasion, row)
        found = [self.occasion.taken_part(self.cells, row, entity, role, place) for entity in who]
        entities = {entity.key: entity for one in found for entity in one.entities}
        return Record(tuple(entities.values()), tuple(fact for one in found for fact in one.facts))

    def _role(self, occasion: Occasion, row: Row) -> str:
        said = self._named.name_cell(row)
        if self._away or said.missed or (self._who_came and not self._who_came(row)):
            return ONLY_INVITED
        text = self._cell(row, "role")
        role = said.role or occasion.role_in(text)
        if role is None:
            raise self._named.error("unknown_role_in_list", row, column="role", value=text, known=known_roles())
        return role

    def _at_home(self, people: Sequence[Entity], employers: Sequence[Entity]) -> Iterator[Entity]:
        """Yield who is active in the region of a row: in a directory its organisation, elsewhere people as well."""
        if not (self.meaning.kind == "directory" and employers):
            yield from people
        if len(employers) == 1:
            yield employers[0]

    def _described(
        self, row: Row, employers: tuple[Entity, ...], people: Sequence[Entity], place: str, row_log: RowLog
    ) -> tuple[tuple[Entity, ...], list[Entity]]:
        """Return the organisations of a row with what it says about them, and the topics of the row."""
        if self.meaning.kind == "participants" or not (employers or people):
            return employers, []
        names = {
            fold(part): visible(part) for part in re.split(r"[;,|\n]", self.cells.raw(row, "topics")) if fold(part)
        }
        topics = [Entity("Topic", (topic_key(name),), name, place, in_passing=True) for name in names.values()]
        values: dict[str, Value] = {"website": self._cell(row, "website")}
        if self.meaning.kind == "directory" or not people:
            values["place"] = self._named.place(row)
        if text := self._cell(row, "organisation_kind"):
            values["kind"] = organisation_kind(text)
            if not values["kind"]:
                self.cells.tell(row_log, self._note("note_unknown_organisation_kind", row, "organisation_kind", text))
        for meaning in COORDINATES:
            values[meaning] = degrees(said := self._cell(row, meaning), meaning)
            if said and not values[meaning]:
                self.cells.tell(row_log, self._note("note_bad_coordinate", row, meaning, said))
        if len(employers) != 1 or not (more := filled(values)):
            return employers, topics
        return (replace(employers[0], values={**employers[0].values, **more}),), topics

    def _seat(
        self, row: Row, place: str, person: Entity | None, employers: tuple[Entity, ...], row_log: RowLog
    ) -> Seat:
        """Return where somebody, or the organisation of a row, is a member by that row."""
        told = {meaning: self._cell(row, meaning) for meaning in ("seat", "body")}
        told["function"] = self._function(row)
        if self.meaning.kind != "participants" and not told["seat"]:
            told["seat"] = self._cell(row, "role")
        is_of_seats = bool(told["body"]) or self.meaning.kind in ("members", "body")
        dates = {end: self._seat_date(row, end, row_log) if is_of_seats else "" for end in ("since", "until")}
        seat = self.seats.of(told, person, employers, dates["since"], dates["until"], place)
        if seat.unnamed:
            self.cells.tell(row_log, self._note("note_general_body", row, "body", seat.unnamed))
        return seat

    def _seat_date(self, row: Row, end: str, row_log: RowLog) -> str:
        own = f"seat_{end}"
        return self._date(row, own if self._cell(row, own) else end, row_log)

    def _function(self, row: Row) -> str:
        """Return the function of a row, that beside the name where it has no column."""
        return self._cell(row, "function") or self._named.name_cell(row).function

    def _work(
        self, row: Row, place: str, person: Entity, employers: tuple[Entity, ...], seat: Seat, row_log: RowLog
    ) -> Iterator[Fact]:
        """Yield for whom somebody works: each function with its organisation, else all with the first one."""
        text = self._function(row) if not seat.took_function else ""
        employers = tuple(employer for employer in employers if employer.key not in seat.houses)
        if not employers:
            if text and not seat.houses:
                self.cells.tell(row_log, self._note("note_function_alone", row, "function", text))
            return
        of_work = not (seat.facts or seat.unnamed or self.meaning.kind in ("members", "body"))
        since, until = (self._date(row, end, row_log) if of_work else "" for end in ("since", "until"))
        raw = self.cells.raw(row, "function") or text
        pairs = pair(len(employers), split_functions(raw) if text else ())
        if pairs is None:
            self.cells.tell(row_log, self._note("note_functions_unpaired", row, "function", text))
            pairs = [(0, text), *((index, "") for index in range(1, len(employers)))]
        for index, function in pairs:
            yield Fact("WORKS_FOR", person.key, employers[index].key, place, function, since, until)

    def _date(self, row: Row, meaning: str, row_log: RowLog) -> str:
        text = self._cell(row, meaning)
        if not text:
            return ""
        if "/" in text and self._months_first is None:
            columns = [i for name in ("since", "until") for i in self.header.columns.get(name, ())]
            told = month_first(cell for r in self.sheet.rows() for i, cell in enumerate(r.cells) if i in columns)
            self._months_first = bool(told)  # where nothing tells, the day goes first as in Germany
        try:
            return read_since(text, months_first=self._months_first)
        except ValueError:
            self.cells.tell(row_log, self._note("note_bad_date", row, meaning, text))
            return ""

    def _context(self) -> str:
        return self.occasion.event.key if self.occasion else self.seats.context or self.meaning.context

    def _cell(self, row: Row, meaning: str) -> str:
        return self.cells.text(row, meaning)

    def _note(self, key: str, row: Row, column: str, value: str) -> Note:
        return self._named.note(key, row, column, value)
