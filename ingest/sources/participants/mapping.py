"""One row of a list as entities and facts: what the row means is what kind of list it stands in."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from graph.errors import InputError
from graph.model.facts import Entity, Fact, Record, Value
from graph.model.fold import fold, visible
from graph.model.keys import is_personal, normal_email, person_keys, topic_key
from graph.names.organisation import parse_organisation
from graph.names.person import PersonName
from ingest.readers.table import Row, Sheet
from ingest.records import Findings, Note
from ingest.sources.participants.attendance import came, has_come, is_seen, says_nothing
from ingest.sources.participants.cells import Cells
from ingest.sources.participants.described import COORDINATES, degrees, organisation_kind
from ingest.sources.participants.display import doubtful_bracket, split_display
from ingest.sources.participants.header import Header
from ingest.sources.participants.meaning import Meaning, is_before
from ingest.sources.participants.names import is_device, is_no_person, is_nobody, read_name
from ingest.sources.participants.occasion import ONLY_INVITED, Occasion, known_roles
from ingest.sources.participants.regions import Regions
from ingest.sources.participants.seats import Seat, Seats, filled, organisation
from ingest.sources.participants.several import pair, split_functions, split_organisations
from ingest.sources.participants.since import month_first, read_since

# Behind a name, as mail programs write it.
_ADDRESS = re.compile(r"(?:\s+[<(\[]?|(?<=\S)[<(\[])[^\s<>()\[\]]+@[^\s<>()\[\]]+[>)\]]?\s*$")
_SAMPLE = 1_000
_MOST_KNOWN = 20_000  # organisations and sessions kept at hand
# What the name of a sheet says about all who stand in it.
_AWAY_SHEET = re.compile(
    r"(?:absagen?|abgesagt|abmeldung\w*|storn\w*|warteliste|nicht (?:da|erschienen)|cancel\w*|declined|no shows?)\b"
)
_POSTCODE = re.compile(r"^(?:D-)?\d{5}\s+(?=\D)")


class Mapping:
    """Maps the rows of one sheet; event, organisations and regions met before are not built anew."""

    def __init__(self, sheet: Sheet, header: Header, meaning: Meaning) -> None:
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
        self._known: dict[str, Entity] = {}
        self._regions = Regions()
        self.cells = Cells(sheet, header)
        self._months_first: bool | None = None
        self._not_yet = self._columns_before_the_day()
        # Brackets behind names hold an organisation, unless that has a column or the title tells of another name.
        self._original = "name" in header.columns and "origin" in fold(header.title("name"))
        self._who = bool({"name", "family_name"} & set(header.columns))
        self._brackets = "organisation" not in header.columns

    def record(self, row: Row, findings: Findings) -> Record | None:
        """Return what a row says, None for a telephone or a room, which is noted.

        Raises:
            InputError: the row names nobody, has too many cells, or an unknown role.
        """
        if any(row.cells[len(self.header.titles) :]):
            raise self._error("row_too_long", row, value=row.cells[len(self.header.titles) :][0])
        place = self.sheet.place(row.number)
        if is_device(self._text_of_name(row)):
            column = "name" if "name" in self.header.columns else "family_name"
            findings.notes.append(self._note("note_device", row, column, self._text_of_name(row)))
            return None
        employers = self._employers(row, place)
        region = self._regions.of(self.cells, row, place, findings)
        if not self._who and not employers:
            raise self._error("no_organisation_name", row, column="organisation")
        if self.meaning.kind != "participants" and employers and not self._text_of_name(row):
            person, there = None, Record((), ())
        else:
            role = self._role(row, findings)
            person = self._person(row, place, employers, findings)
            there = self.occasion.taken_part(self.cells, row, person, role, place) if self.occasion else Record((), ())
        employers, described = self._described(row, employers, place, person, findings)
        seat = self._seat(row, place, person, employers, findings)
        work = self._work(row, place, person, employers, seat, findings) if person else ()
        active = [Fact("ACTIVE_IN", who.key, region.key, place) for who in self._at_home(person, employers) if region]
        self.cells.tell_second_values(row, findings)
        entities = (e for e in (person, *employers, *there.entities, region, *described, *seat.entities) if e)
        deals = person if person and self.meaning.kind in ("contacts", "mailing") else (*employers, person)[0]
        topics = [Fact("DEALS_WITH", deals.key, topic.key, place) for topic in described if deals]
        return Record(tuple(entities), (*there.facts, *seat.facts, *work, *active, *topics))

    def _at_home(self, person: Entity | None, employers: tuple[Entity, ...]) -> Iterator[Entity]:
        """Yield who is active in the region of a row: in a directory its organisation, elsewhere the person as well."""
        if person and not (self.meaning.kind == "directory" and employers):
            yield person
        if len(employers) == 1:
            yield employers[0]

    def _described(
        self, row: Row, employers: tuple[Entity, ...], place: str, person: Entity | None, findings: Findings
    ) -> tuple[tuple[Entity, ...], list[Entity]]:
        """Return the organisations of a row with what it says about them, and the topics of the row."""
        if self.meaning.kind == "participants" or not (employers or person):
            return employers, []
        names = {
            fold(part): visible(part) for part in re.split(r"[;,|\n]", self.cells.raw(row, "topics")) if fold(part)
        }
        topics = [Entity("Topic", (topic_key(name),), name, place, in_passing=True) for name in names.values()]
        values: dict[str, Value] = {"website": self._cell(row, "website")}
        if self.meaning.kind == "directory" or person is None:
            values["place"] = _POSTCODE.sub("", self._cell(row, "place"))
        if text := self._cell(row, "organisation_kind"):
            values["kind"] = organisation_kind(text)
            if not values["kind"]:
                self.cells.tell(findings, self._note("note_unknown_organisation_kind", row, "organisation_kind", text))
        for meaning in COORDINATES:
            values[meaning] = degrees(said := self._cell(row, meaning), meaning)
            if said and not values[meaning]:
                self.cells.tell(findings, self._note("note_bad_coordinate", row, meaning, said))
        if len(employers) != 1 or not (more := filled(values)):
            return employers, topics
        return (replace(employers[0], values={**employers[0].values, **more}),), topics

    def _seat(
        self, row: Row, place: str, person: Entity | None, employers: tuple[Entity, ...], findings: Findings
    ) -> Seat:
        """Return where somebody, or the organisation of a row, is a member by that row."""
        told = {meaning: self._cell(row, meaning) for meaning in ("seat", "function", "body")}
        if self.meaning.kind != "participants" and not told["seat"]:
            told["seat"] = self._cell(row, "role")
        is_of_seats = bool(told["body"]) or self.meaning.kind in ("members", "body")
        dates = {end: self._seat_date(row, end, findings) if is_of_seats else "" for end in ("since", "until")}
        seat = self.seats.of(told, person, employers, dates["since"], dates["until"], place)
        if seat.unnamed:
            self.cells.tell(findings, self._note("note_general_body", row, "body", seat.unnamed))
        return seat

    def _seat_date(self, row: Row, end: str, findings: Findings) -> str:
        own = f"seat_{end}"
        return self._date(row, own if self._cell(row, own) else end, findings)

    def _work(
        self, row: Row, place: str, person: Entity, employers: tuple[Entity, ...], seat: Seat, findings: Findings
    ) -> Iterator[Fact]:
        """Yield for whom somebody works: each function with its organisation, else all with the first one."""
        text = self._cell(row, "function") if not seat.took_function else ""
        employers = tuple(employer for employer in employers if employer.key not in seat.houses)
        if not employers:
            if text and not seat.houses:
                self.cells.tell(findings, self._note("note_function_alone", row, "function", text))
            return
        of_work = not (seat.facts or seat.unnamed or self.meaning.kind in ("members", "body"))
        since, until = (self._date(row, end, findings) if of_work else "" for end in ("since", "until"))
        pairs = pair(len(employers), split_functions(self.cells.raw(row, "function")) if text else ())
        if pairs is None:
            self.cells.tell(findings, self._note("note_functions_unpaired", row, "function", text))
            pairs = [(0, text), *((index, "") for index in range(1, len(employers)))]
        for index, function in pairs:
            yield Fact("WORKS_FOR", person.key, employers[index].key, place, function, since, until)

    def _date(self, row: Row, meaning: str, findings: Findings) -> str:
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
            self.cells.tell(findings, self._note("note_bad_date", row, meaning, text))
            return ""

    def _person(self, row: Row, place: str, employers: tuple[Entity, ...], findings: Findings) -> Entity:
        name = self._name(row)
        emails = self._emails(row, findings)
        if self._brackets and not self._original and (doubtful := doubtful_bracket(self._cell(row, "name"))):
            self.cells.tell(findings, self._note("note_doubtful_bracket", row, "name", doubtful))
        contexts = [key for entity in employers for key in entity.keys] or [self._context()]
        is_own_place = self.meaning.kind != "directory" or not employers
        values: dict[str, Value] = {
            "title": name.title,
            "given_name": name.given,
            "family_name": name.family,
            "emails": emails,
            "place": _POSTCODE.sub("", self._cell(row, "place")) if is_own_place else "",
        }
        keys = person_keys(name.key, contexts, emails)
        return Entity("Person", keys, name.full, place, filled(values), in_passing=True)

    def _context(self) -> str:
        return self.occasion.event.key if self.occasion else self.seats.context or self.meaning.context

    def _name(self, row: Row) -> PersonName:
        given, family = self._cell(row, "given_name"), self._cell(row, "family_name")
        whole = self._display(row)[0]
        column = "family_name" if family or "family_name" in self.header.columns else "name"
        if not (family or whole) or is_nobody(given, family or whole):
            raise self._error("no_person_name", row, column=column)
        if is_no_person(given, family or whole):
            raise self._error("no_person_word", row, column=column, value=self._text_of_name(row))
        title, salutation = self._cell(row, "title"), self._cell(row, "salutation")
        try:
            return read_name(given, family, whole, title, salutation, family_first=self.header.family_first())
        except ValueError as error:
            column = "family_name" if family else "name"
            raise self._error("not_a_name", row, column=column, value=family or whole) from error

    def _text_of_name(self, row: Row) -> str:
        family = self._cell(row, "family_name") or self._display(row)[0]
        return f"{self._cell(row, 'given_name')} {family}".strip()

    def _display(self, row: Row) -> tuple[str, str]:
        """Return the whole name of a row, and the organisation that stands with it."""
        text = _ADDRESS.sub("", self._cell(row, "name"))
        name, organisation = split_display(text, with_brackets=self._brackets) if text else ("", "")
        if self._original and organisation and not parse_organisation(organisation).kind:
            return text, ""
        return name, organisation

    def _emails(self, row: Row, findings: Findings) -> tuple[str, ...]:
        text = self._cell(row, "email") or "".join(_ADDRESS.findall(self._cell(row, "name")))
        whole = normal_email(text)
        found = [whole] if whole else list(filter(None, map(normal_email, re.split(r"[\s,;<>()]+", text))))
        if text and not found:
            self.cells.tell(findings, self._note("bad_email", row, "email", text))
        for address in found:
            if not is_personal(address):
                self.cells.tell(findings, self._note("note_shared_mailbox", row, "email", address))
        return tuple(dict.fromkeys(found))

    def _employers(self, row: Row, place: str) -> tuple[Entity, ...]:
        text = self.cells.raw(row, "organisation") or self._display(row)[1]
        found = [self._employer(name, place) for name in split_organisations(text)] if text else []
        return tuple({entity.key: entity for entity in found}.values())

    def _employer(self, text: str, place: str) -> Entity:
        known = self._known.get(text)
        if known is None:
            known = organisation(text, place)
            if len(self._known) >= _MOST_KNOWN:
                self._known.clear()
            self._known[text] = known
        return known

    def _role(self, row: Row, findings: Findings) -> str:
        """Return as what somebody took part.

        Raises:
            InputError: nobody knows the role.
        """
        if not (self.occasion and self._came(row, findings)):
            return ONLY_INVITED
        text = self._cell(row, "role")
        role = self.occasion.role_in(text)
        if role is None:
            raise self._error("unknown_role_in_list", row, column="role", value=text, known=known_roles())
        return role

    def _came(self, row: Row, findings: Findings) -> bool:
        """Return whether the columns about it say that somebody came; values nobody knows are noted."""
        indices = [i for i in self.header.columns.get("attendance", ()) if i not in self._not_yet]
        values: list[str] = []
        for index in sorted(indices, key=lambda i: not is_seen(self.header.titles[i])):
            text = visible(row.cells[index]) if index < len(row.cells) else ""
            if fold(text) and has_come(text) is None and not says_nothing(text):
                title = self.header.titles[index]
                note = Note("note_unknown_attendance", self.sheet.name, row.number, title, context={"value": text})
                self.cells.tell(findings, note)
            values.append(text)
        if _AWAY_SHEET.match(fold(self.sheet.name)):
            values.append("abgesagt")
        return came(values)

    def _columns_before_the_day(self) -> frozenset[int]:
        """Return the columns that would say of everybody that they did not come: the list was made before."""
        seen = [i for i in self.header.columns.get("attendance", ()) if is_seen(self.header.titles[i])]
        rows = list(islice((r for r in self.sheet.rows() if r.number > self.header.row), _SAMPLE)) if seen else []
        came = {i for i in seen for r in rows if i < len(r.cells) and has_come(r.cells[i])}
        return frozenset(seen) - came if len(self.header.columns.get("attendance", ())) > 1 else frozenset()

    def _cell(self, row: Row, meaning: str) -> str:
        return self.cells.text(row, meaning)

    def _error(self, key: str, row: Row, *, column: str = "", value: str = "", **more: object) -> InputError:
        title = self.header.title(column) if column else ""
        return InputError(key, file=self.sheet.where, row=row.number, column=title, value=value, **more)

    def _note(self, key: str, row: Row, column: str, value: str) -> Note:
        return Note(key, self.sheet.name, row.number, self.header.title(column), context={"value": value})
