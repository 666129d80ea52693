"""One row of a participant list as entities and facts."""

import re
from collections.abc import Iterator
from functools import cache

from graph.errors import InputError
from graph.model.facts import Entity, Fact, Record, Value
from graph.model.fold import fold
from graph.model.keys import event_key, is_personal, normal_email, person_keys, region_keys
from graph.model.schema import load
from graph.names.organisation import parse_organisation
from graph.names.person import PersonName
from graph.names.stand_ins import is_no_organisation, says_nothing
from graph.reference import find_land, is_country
from ingest.loading.report import Note
from ingest.readers.encoding import garbled_in
from ingest.readers.table import Row, Sheet
from ingest.sources import Findings
from ingest.sources.participants.attendance import has_come
from ingest.sources.participants.cells import Cells
from ingest.sources.participants.display import doubtful_bracket, split_display
from ingest.sources.participants.event import EventReference
from ingest.sources.participants.header import CHOICE, Header
from ingest.sources.participants.name_cell import (
    NameCell,
    looks_like,
    people_in_columns,
    read_name_cell,
    take_missed,
    type_of_contact,
)
from ingest.sources.participants.names import is_device, is_no_person, is_nobody, read_name
from ingest.sources.participants.organisation_cell import is_former
from ingest.sources.participants.several import pair, split_functions, split_organisations
from ingest.sources.participants.since import month_first, read_since
from ingest.sources.participants.who_came import WhoCame

_ROLE = "participant"
_ONLY_INVITED = "invited"
_ADDRESS = re.compile(r"[^\s,;:<>()\[\]|/]+@[^\s,;:<>()\[\]|/]+")
_MOST_KNOWN = 20_000  # organisations and sessions kept at hand
# What the name of a sheet says about all who stand in it.
_WORKSHOP_SHEET = re.compile(
    r"(?:workshop|ws|ag|arbeitsgruppe|fachforum|forum|panel|werkstatt|session|breakout|thementisch|tisch) ?\d"
)
_AWAY_SHEET = re.compile(
    r"(?:absagen?|abgesagt|abmeldung\w*|storn\w*|warteliste|nicht (?:da|erschienen)|cancel\w*|declined|no shows?)\b"
)
_LOST_LETTER = re.compile(r"(?<=[^\W\d_])\?+(?=[^\W\d_])")  # "J?rg"
_POSTCODE = re.compile(r"^(?:D-)?\d{5}\s+(?=\D)")


class Mapping:
    """Maps the rows of one sheet; event, organisations and regions met before are not built anew.

    `role` is that of all in it who have none of their own.
    """

    def __init__(
        self,
        sheet: Sheet,
        header: Header,
        event: EventReference,
        role: str = "",
        told: dict[str, str] | None = None,
    ) -> None:
        self.sheet, self.header, self.role = sheet, header, role or _ROLE
        self.event = Entity(
            "Event",
            (event_key(event.name, event.date),),
            event.name,
            sheet.place(max(header.row, 1)),
            {"start": event.date} if event.date else {},
            in_passing=True,
        )
        self._known: dict[tuple[str, str], Entity] = {}
        self._said: tuple[Row, NameCell] | None = None
        self._countries = set[str]()
        self._no_organisations = set[str]()
        self.cells = Cells(sheet, header)
        self._months_first: bool | None = None
        self._who_came = WhoCame(sheet, header, told or {})
        self._away = bool(_AWAY_SHEET.match(fold(sheet.name)))
        # Brackets behind names hold an organisation, unless that has a column or the title tells of another name.
        self._original = "name" in header.columns and "origin" in fold(header.title("name"))
        self._brackets = "organisation" not in header.columns

    def record(self, row: Row, findings: Findings) -> Record | None:
        """Return what a row says, None for a telephone, a room or a heading, which is noted.

        Raises:
            InputError: the row names nobody, has too many cells, or an unknown role.
        """
        if any(row.cells[len(self.header.titles) :]):
            raise self._error("row_too_long", row, value=row.cells[len(self.header.titles) :][0])
        if garbled := garbled_in("\n".join(row.cells)):
            raise self._error("garbled_text", row, value=next(cell for cell in row.cells if garbled in cell))
        self.cells.begin(row)
        place = self.sheet.place(row.number)
        column = "name" if "name" in self.header.columns else "family_name"
        if is_device(self._text_of_name(row)):
            findings.notes.append(self._note("note_device", row, column, self._text_of_name(row)))
            return None
        said = self._name_cell(row)
        if said.reason:
            self.cells.tell(findings, self._note(said.reason, row, column, said.names[0]))
            return None
        role = _ONLY_INVITED if self._away or said.missed or not self._who_came(row) else said.role or self._role(row)
        region = self._region(row, place, findings)
        sessions = self._sessions(row, place)
        if said.is_organisation:
            return self._of_organisation(row, said.names[0], role, region, sessions, findings)
        employers = self._employers(row, place, findings)
        people = self._people(row, place, employers, findings)
        entities = [e for e in (*people, *employers, self.event, *sessions, region) if e]
        facts = [fact for person in people for fact in self._facts(place, role, person, region, sessions)]
        work = [fact for person in people for fact in self._work(row, place, person, employers, findings)]
        active = [Fact("ACTIVE_IN", employers[0].key, region.key, place)] if region and len(employers) == 1 else []
        self.cells.tell_second_values(row, findings)
        return Record(tuple(entities), tuple(dict.fromkeys((*facts, *work, *active))))

    def _of_organisation(
        self, row: Row, name: str, role: str, region: Entity | None, sessions: list[Entity], findings: Findings
    ) -> Record:
        """Return an organisation in the place of a person: it took part, whoever came for it."""
        place = self.sheet.place(row.number)
        column = "name" if "name" in self.header.columns else "family_name"
        self.cells.tell(findings, self._note("note_organisation_in_names", row, column, name))
        entity = self._employer(name, place)
        facts = tuple(self._facts(place, role, entity, region, sessions))
        return Record(tuple(e for e in (entity, self.event, *sessions, region) if e), facts)

    def _name_cell(self, row: Row) -> NameCell:
        """Return what the cells with the name say, put together once a row."""
        if self._said is None or self._said[0] is not row:
            self._said = (row, self._read_name_cell(row))
        return self._said[1]

    def _read_name_cell(self, row: Row) -> NameCell:
        kind = type_of_contact(self._cell(row, "contact_type"))
        given, family = self._cell(row, "given_name"), self._cell(row, "family_name")
        if kind == "organisation" and (name := self._text_of_parts(row) or self._cell(row, "organisation")):
            return NameCell((name,), is_organisation=True)
        if kind and (name := self._text_of_parts(row)):
            return NameCell((name,), reason="note_no_single_person")
        if not family and not self.cells.raw(row, "name"):
            return NameCell()
        if family:
            (given, away), (family, absent) = take_missed(given), take_missed(family)
            if not given and not self.header.columns.get("name") and looks_like(family) == "organisation":
                return NameCell((family,), is_organisation=True)
            return NameCell((family,), missed=away or absent)
        return read_name_cell(self.cells.raw(row, "name"), alone=self._brackets)

    def _text_of_parts(self, row: Row) -> str:
        parts = (self._cell(row, meaning) for meaning in ("given_name", "family_name"))
        return " ".join(filter(None, parts)) or self._cell(row, "name")

    def _facts(
        self, place: str, role: str, person: Entity, region: Entity | None, sessions: list[Entity]
    ) -> Iterator[Fact]:
        yield Fact("TOOK_PART_IN", person.key, self.event.key, place, role)
        for session in sessions:
            yield Fact("TOOK_PART_IN", person.key, session.key, place, _ROLE if role != _ONLY_INVITED else role)
            yield Fact("PART_OF", session.key, self.event.key, place)
        if region:
            yield Fact("ACTIVE_IN", person.key, region.key, place)

    def _work(
        self, row: Row, place: str, person: Entity, employers: tuple[Entity, ...], findings: Findings
    ) -> Iterator[Fact]:
        """Yield for whom somebody works: each function with its organisation, else all with the first one."""
        if not employers:
            return
        since, until = (self._date(row, meaning, findings) for meaning in ("since", "until"))
        text = self._cell(row, "function") or self._name_cell(row).function
        raw = self.cells.raw(row, "function") or text
        pairs = pair(len(employers), split_functions(raw) if text else ())
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

    def _people(self, row: Row, place: str, employers: tuple[Entity, ...], findings: Findings) -> list[Entity]:
        names = self._names(row)
        emails = self._emails(row, findings)
        if self._brackets and not self._original and (doubtful := doubtful_bracket(self._display_text(row))):
            self.cells.tell(findings, self._note("note_doubtful_bracket", row, "name", doubtful))
        people = [self._person(row, place, name, _own(emails, name, names), employers) for name in names]
        return list({person.key: person for person in people}.values())

    def _person(
        self, row: Row, place: str, name: PersonName, emails: tuple[str, ...], employers: tuple[Entity, ...]
    ) -> Entity:
        contexts = [key for entity in employers for key in entity.keys] or [self.event.key]
        values: dict[str, Value] = {
            "title": name.title,
            "given_name": name.given,
            "family_name": name.family,
            "emails": emails,
            "variants": name.variants,
            "place": _POSTCODE.sub("", self._cell(row, "place")),
        }
        keys = person_keys(name.key, contexts, emails)
        return Entity("Person", keys, name.shown, place, _filled(values), in_passing=True)

    def _names(self, row: Row) -> list[PersonName]:
        """Return the names of those a row is about.

        Raises:
            InputError: it names nobody, or what stands there is no name.
        """
        given, family = take_missed(self._cell(row, "given_name"))[0], take_missed(self._cell(row, "family_name"))[0]
        if family:
            return [self._name(row, one, other, "") for one, other in people_in_columns(given, family)]
        said = self._name_cell(row)
        if len(said.names) > 1:
            return [self._name(row, "", "", name) for name in said.names]
        return [self._name(row, given, "", self._display(row)[0])]

    def _name(self, row: Row, given: str, family: str, whole: str) -> PersonName:
        column = "family_name" if family or "family_name" in self.header.columns else "name"
        if not (family or whole) or is_nobody(given, family or whole):
            raise self._error("no_person_name", row, column=column)
        if _LOST_LETTER.search(f"{given} {family or whole}"):
            raise self._error("lost_letters", row, column=column, value=self._text_of_name(row))
        if is_no_person(given, family or whole):
            raise self._error("no_person_word", row, column=column, value=self._text_of_name(row))
        title, salutation = self._title(row), self._cell(row, "salutation")
        try:
            return read_name(given, family, whole, title, salutation, family_first=self.header.family_first())
        except ValueError as error:
            column = "family_name" if family else "name"
            raise self._error("not_a_name", row, column=column, value=family or whole) from error

    def _title(self, row: Row) -> str:
        return self._cell(row, "title")

    def _text_of_name(self, row: Row) -> str:
        family = self._cell(row, "family_name") or self._display(row)[0]
        return f"{self._cell(row, 'given_name')} {family}".strip()

    def _display_text(self, row: Row) -> str:
        said = self._name_cell(row) if not self._cell(row, "family_name") else NameCell()
        return said.names[0] if said.names else ""

    def _display(self, row: Row) -> tuple[str, str]:
        """Return the whole name of a row, and the organisation that stands with it."""
        said = self._name_cell(row) if not self._cell(row, "family_name") else NameCell()
        text = said.names[0] if said.names else ""
        if said.organisation or len(said.names) > 1 or not text:
            return text, said.organisation
        name, organisation = split_display(text, with_brackets=self._brackets)
        if self._original and organisation and not parse_organisation(organisation).kind:
            return text, ""
        return name, organisation

    def _emails(self, row: Row, findings: Findings) -> tuple[str, ...]:
        text = self._cell(row, "email") or " ".join(_ADDRESS.findall(self._cell(row, "name")))
        whole = normal_email(text)
        found = [whole] if whole else list(filter(None, map(normal_email, _ADDRESS.findall(text))))
        if text and not found and re.search(r"[^\W\d_]", text):  # else it is a telephone
            self.cells.tell(findings, self._note("bad_email", row, "email", text))
        for address in found:
            if not is_personal(address):
                self.cells.tell(findings, self._note("note_shared_mailbox", row, "email", address))
        return tuple(dict.fromkeys(found))

    def _employers(self, row: Row, place: str, findings: Findings) -> tuple[Entity, ...]:
        text = self.cells.raw(row, "organisation") or self._display(row)[1]
        found = []
        for name in split_organisations(text) if text else ():
            if _LOST_LETTER.search(name):
                raise self._error("lost_letters", row, column="organisation", value=name)
            if is_former(name):
                self.cells.tell(findings, self._note("note_former_organisation", row, "organisation", name))
            elif not is_no_organisation(name):
                found.append(self._employer(name, place))
            elif not says_nothing(name) and fold(name) not in self._no_organisations:
                self._no_organisations.add(fold(name))
                note = self._note("note_no_organisation", row, "organisation", name)
                self.cells.tell(findings, note)
        return tuple({entity.key: entity for entity in found}.values())

    def _employer(self, text: str, place: str) -> Entity:
        known = self._known.get(("organisation", text))
        if known is None:
            name = parse_organisation(text)
            values: dict[str, Value] = {
                "kind": name.kind,
                "legal_form": name.legal_form,
                "short_name": name.abbreviation,
            }
            known = Entity("Organisation", name.keys, name.name, place, _filled(values), in_passing=True)
            if len(self._known) >= _MOST_KNOWN:
                self._known.clear()
            self._known["organisation", text] = known
        return known

    def _region(self, row: Row, place: str, findings: Findings) -> Entity | None:
        text = self._cell(row, "land")
        if not text:
            return None
        land = find_land(text)
        if land is None:
            self.cells.tell(findings, self._note("unknown_land", row, "land", text))
            return None
        if is_country(text):  # the end of an address, which stands in every row
            if text not in self._countries:
                self.cells.tell(findings, self._note("note_country", row, "land", text))
            self._countries.add(text)
            return None
        entity = Entity("Region", region_keys(land.name, land.code), land.name, place, {"code": land.code})
        return self._known.setdefault(("land", land.code), entity)

    def _sessions(self, row: Row, place: str) -> list[Entity]:
        """Return the sessions of a cell; forms put several into one, with semicolons between."""
        names = [name for part in self._cell(row, "workshop").split(";") if fold(name := part.strip())]
        names += [
            self.header.titles[index].rpartition("[")[2].strip(" ]")
            for index in self.header.columns.get(CHOICE, ())
            if index < len(row.cells) and has_come(row.cells[index])
        ]
        if not names and _WORKSHOP_SHEET.match(fold(self.sheet.name)):
            names = [self.sheet.name]
        return [self._session(name, place) for name in dict.fromkeys(names)]

    def _session(self, name: str, place: str) -> Entity:
        key = event_key(name, parent=self.event.key)
        entity = Entity("Event", (key,), name, place, {"format": "workshop"}, in_passing=True)
        return self._known.setdefault(("session", name), entity)

    def _role(self, row: Row) -> str:
        text = self._cell(row, "role")
        if not text:
            return self.role
        kind = load().relationships["TOOK_PART_IN"]
        role = kind.find_role(text) or _compact_roles().get(fold(text).replace(" ", ""))
        if role is None:
            known = ", ".join(r.display.de for r in kind.roles.values())
            raise self._error("unknown_role_in_list", row, column="role", value=text, known=known)
        return role

    def _cell(self, row: Row, meaning: str) -> str:
        return self.cells.text(row, meaning)

    def _error(self, key: str, row: Row, *, column: str = "", value: str = "", **more: object) -> InputError:
        title = self.header.title(column) if column in self.header.columns else ""
        return InputError(key, file=self.sheet.where, row=row.number, column=title, value=value, **more)

    def _note(self, key: str, row: Row, column: str, value: str) -> Note:
        title = self.header.title(column) if column in self.header.columns else ""
        return Note(key, self.sheet.name, row.number, title, context={"value": value})


@cache
def _compact_roles() -> dict[str, str]:
    """Return the roles by their words without blanks: "keynotespeaker"."""
    roles = load().relationships["TOOK_PART_IN"].roles
    words = {name: (r.display.de, r.display.en, *r.synonyms) for name, r in roles.items()}
    return {fold(word).replace(" ", ""): name for name, synonyms in words.items() for word in synonyms}


def _filled(values: dict[str, Value]) -> dict[str, Value]:
    return {field: value for field, value in values.items() if value}


def _own(emails: tuple[str, ...], name: PersonName, names: list[PersonName]) -> tuple[str, ...]:
    """Return the addresses of one of several people in a row: those with the family name in them, or one each."""
    if len(names) < 2:
        return emails
    family = fold(name.family).replace(" ", "")
    named = tuple(e for e in emails if family in fold(e.partition("@")[0]).replace(" ", ""))
    alone = sum(fold(other.family) == fold(name.family) for other in names) == 1
    if named and alone:
        return named
    return (emails[names.index(name)],) if len(emails) == len(names) else ()
