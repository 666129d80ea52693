"""One row of a participant list as entities and facts."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice

from graph.errors import InputError
from graph.model.facts import Entity, Fact, Record, Value
from graph.model.fold import fold, visible
from graph.model.keys import event_key, is_personal, normal_email, person_keys, region_keys
from graph.model.schema import load
from graph.names.organisation import parse_organisation
from graph.names.person import PersonName
from graph.reference import find_land, is_country
from ingest.loading.report import Note
from ingest.readers.table import Row, Sheet
from ingest.sources import Findings
from ingest.sources.participants.attendance import came, has_come, is_seen, says_nothing
from ingest.sources.participants.cells import Cells
from ingest.sources.participants.display import doubtful_bracket, split_display
from ingest.sources.participants.event import EventReference
from ingest.sources.participants.header import CHOICE, Header
from ingest.sources.participants.names import is_device, is_no_person, is_nobody, read_name
from ingest.sources.participants.several import pair, split_functions, split_organisations
from ingest.sources.participants.since import month_first, read_since

_ROLE = "participant"
_ONLY_INVITED = "invited"
# Behind a name, as mail programs write it.
_ADDRESS = re.compile(r"(?:\s+[<(\[]?|(?<=\S)[<(\[])[^\s<>()\[\]]+@[^\s<>()\[\]]+[>)\]]?\s*$")
_SAMPLE = 1_000
_MOST_KNOWN = 20_000  # organisations and sessions kept at hand
# What the name of a sheet says about all who stand in it.
_WORKSHOP_SHEET = re.compile(
    r"(?:workshop|ws|ag|arbeitsgruppe|fachforum|forum|panel|werkstatt|session|breakout|thementisch|tisch) ?\d"
)
_AWAY_SHEET = re.compile(
    r"(?:absagen?|abgesagt|abmeldung\w*|storn\w*|warteliste|nicht (?:da|erschienen)|cancel\w*|declined|no shows?)\b"
)
_POSTCODE = re.compile(r"^(?:D-)?\d{5}\s+(?=\D)")


class Mapping:
    """Maps the rows of one sheet; event, organisations and regions met before are not built anew.

    `role` is that of all in it who have none of their own.
    """

    def __init__(self, sheet: Sheet, header: Header, event: EventReference, role: str = "") -> None:
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
        self._countries = set[str]()
        self.cells = Cells(sheet, header)
        self._months_first: bool | None = None
        self._not_yet = self._columns_before_the_day()
        # Brackets behind names hold an organisation, unless that has a column or the title tells of another name.
        self._original = "name" in header.columns and "origin" in fold(header.title("name"))
        self._brackets = "organisation" not in header.columns

    def record(self, row: Row, findings: Findings) -> Record | None:
        """Return what a row says, None for a telephone or a room, which is noted.

        Raises:
            InputError: the row names no person, has too many cells, or an unknown role.
        """
        if any(row.cells[len(self.header.titles) :]):
            raise self._error("row_too_long", row, value=row.cells[len(self.header.titles) :][0])
        place = self.sheet.place(row.number)
        if is_device(self._text_of_name(row)):
            column = "name" if "name" in self.header.columns else "family_name"
            findings.notes.append(self._note("note_device", row, column, self._text_of_name(row)))
            return None
        employers = self._employers(row, place)
        role = self._role(row) if self._came(row, findings) else _ONLY_INVITED
        person = self._person(row, place, employers, findings)
        region = self._region(row, place, findings)
        sessions = self._sessions(row, place)
        entities = [e for e in (person, *employers, self.event, *sessions, region) if e]
        facts = self._facts(place, role, person, region, sessions)
        work = self._work(row, place, person, employers, findings)
        active = [Fact("ACTIVE_IN", employers[0].key, region.key, place)] if region and len(employers) == 1 else []
        self.cells.tell_second_values(row, findings)
        return Record(tuple(entities), (*facts, *work, *active))

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
        text = self._cell(row, "function")
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
        contexts = [key for entity in employers for key in entity.keys] or [self.event.key]
        values: dict[str, Value] = {
            "title": name.title,
            "given_name": name.given,
            "family_name": name.family,
            "emails": emails,
            "place": _POSTCODE.sub("", self._cell(row, "place")),
        }
        keys = person_keys(name.key, contexts, emails)
        return Entity("Person", keys, name.full, place, _filled(values), in_passing=True)

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


@cache
def _compact_roles() -> dict[str, str]:
    """Return the roles by their words without blanks: "keynotespeaker"."""
    roles = load().relationships["TOOK_PART_IN"].roles
    words = {name: (r.display.de, r.display.en, *r.synonyms) for name, r in roles.items()}
    return {fold(word).replace(" ", ""): name for name, synonyms in words.items() for word in synonyms}


def _filled(values: dict[str, Value]) -> dict[str, Value]:
    return {field: value for field, value in values.items() if value}
