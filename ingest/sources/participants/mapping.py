"""One row of a participant list as entities and facts."""

import re
from collections.abc import Iterator
from functools import cache

from graph.errors import InputError
from graph.facts import Entity, Fact, Record, Value
from graph.fold import fold, visible
from graph.keys import event_key, is_personal, normal_email, person_keys, region_keys
from graph.names.organisation import parse_organisation
from graph.names.person import PersonName
from graph.reference import find_land
from graph.schema import load
from ingest.readers.table import Row, Sheet
from ingest.report import Note
from ingest.sources import Findings
from ingest.sources.participants.attendance import came, has_come, is_seen
from ingest.sources.participants.display import doubtful_bracket, split_display
from ingest.sources.participants.event import EventReference
from ingest.sources.participants.header import Header
from ingest.sources.participants.names import is_device, is_no_person, is_nobody, read_name

_ROLE = "participant"
_ONLY_INVITED = "invited"
_NAMES = frozenset({"given_name", "family_name", "name"})
_NOTHING = frozenset(
    {
        *("", "privat", "privatperson", "n a", "n v", "nv", "k a", "none", "null", "nan", "anonymous", "anonym"),
        *("keine", "keiner", "kein", "kein workshop", "keine angabe", "keine angaben", "ohne", "entfaellt"),
    }
)
# The mark of spreadsheets for text, as in '+49 or 'Lang, but not in 't Hooft.
_TEXT_MARK = re.compile(r"^'(?=[A-ZÄÖÜ0-9+=@])")
_POSTCODE = re.compile(r"^(?:D-)?\d{5}\s+(?=\D)")


class Mapping:
    """Maps the rows of one sheet; event, organisations and regions met before are not built anew."""

    def __init__(self, sheet: Sheet, header: Header, event: EventReference) -> None:
        self.sheet, self.header = sheet, header
        self.event = Entity(
            "Event",
            (event_key(event.name, event.date),),
            event.name,
            sheet.place(header.row),
            {"start": event.date} if event.date else {},
            in_passing=True,
        )
        self._known: dict[tuple[str, str], Entity] = {}
        self._second: set[int] = set()
        # Brackets behind names hold an organisation, unless that has a column or the title tells of another name.
        original = "name" in header.columns and "origin" in fold(header.title("name"))
        self._brackets = "organisation" not in header.columns and not original

    def record(self, row: Row, findings: Findings) -> Record:
        """Return what a row says.

        Raises:
            InputError: the row names no person, has too many cells, or an unknown role.
        """
        if any(row.cells[len(self.header.titles) :]):
            raise self._error("row_too_long", row, value=row.cells[len(self.header.titles) :][0])
        place = self.sheet.place(row.number)
        organisation = self._organisation(row, place)
        role = self._role(row) if self._came(row, findings) else _ONLY_INVITED
        person = self._person(row, place, organisation, findings)
        region = self._region(row, place, findings)
        sessions = self._sessions(row, place)
        entities = [e for e in (person, organisation, self.event, *sessions, region) if e]
        facts = self._facts(row, place, role, person, organisation, region, sessions)
        self._note_second_values(row, findings)
        return Record(tuple(entities), tuple(facts))

    def _facts(
        self,
        row: Row,
        place: str,
        role: str,
        person: Entity,
        organisation: Entity | None,
        region: Entity | None,
        sessions: list[Entity],
    ) -> Iterator[Fact]:
        yield Fact("TOOK_PART_IN", person.key, self.event.key, place, role)
        for session in sessions:
            yield Fact("TOOK_PART_IN", person.key, session.key, place, _ROLE if role != _ONLY_INVITED else role)
            yield Fact("PART_OF", session.key, self.event.key, place)
        if organisation:
            yield Fact("WORKS_FOR", person.key, organisation.key, place, self._cell(row, "function"))
        if region:
            yield Fact("ACTIVE_IN", person.key, region.key, place)
            if organisation:
                yield Fact("ACTIVE_IN", organisation.key, region.key, place)

    def _person(self, row: Row, place: str, organisation: Entity | None, findings: Findings) -> Entity:
        name = self._name(row)
        emails = self._emails(row, findings)
        if self._brackets and (doubtful := doubtful_bracket(self._cell(row, "name"))):
            findings.notes.append(self._note("note_doubtful_bracket", row, "name", doubtful))
        contexts = organisation.keys if organisation else (self.event.key,)
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
        text = f"{given} {family or whole}".strip()
        if is_device(text):
            raise self._error("device_name", row, column=column, value=text)
        if is_no_person(given, family or whole):
            raise self._error("no_person_word", row, column=column, value=text)
        title, salutation = self._cell(row, "title"), self._cell(row, "salutation")
        try:
            return read_name(given, family, whole, title, salutation, family_first=self.header.family_first())
        except ValueError as error:
            column = "family_name" if family else "name"
            raise self._error("not_a_name", row, column=column, value=family or whole) from error

    def _display(self, row: Row) -> tuple[str, str]:
        """Return the whole name of a row, and the organisation that stands with it."""
        text = self._cell(row, "name")
        return split_display(text, with_brackets=self._brackets) if text else ("", "")

    def _emails(self, row: Row, findings: Findings) -> tuple[str, ...]:
        text = self._cell(row, "email")
        whole = normal_email(text)
        found = [whole] if whole else list(filter(None, map(normal_email, re.split(r"[\s,;<>()]+", text))))
        if text and not found:
            findings.notes.append(self._note("bad_email", row, "email", text))
        for address in found:
            if not is_personal(address):
                findings.notes.append(self._note("note_shared_mailbox", row, "email", address))
        return tuple(dict.fromkeys(found))

    def _organisation(self, row: Row, place: str) -> Entity | None:
        text = self._cell(row, "organisation") or self._display(row)[1]
        if not text:
            return None
        known = self._known.get(("organisation", text))
        if known is None:
            name = parse_organisation(text)
            values: dict[str, Value] = {
                "kind": name.kind,
                "legal_form": name.legal_form,
                "short_name": name.abbreviation,
            }
            known = Entity("Organisation", name.keys, name.name, place, _filled(values), in_passing=True)
            self._known["organisation", text] = known
        return known

    def _region(self, row: Row, place: str, findings: Findings) -> Entity | None:
        text = self._cell(row, "land")
        if not text:
            return None
        land = find_land(text)
        if land is None:
            findings.notes.append(self._note("unknown_land", row, "land", text))
            return None
        entity = Entity("Region", region_keys(land.name, land.code), land.name, place, {"code": land.code})
        return self._known.setdefault(("land", land.code), entity)

    def _sessions(self, row: Row, place: str) -> list[Entity]:
        """Return the sessions of a cell; forms put several into one, with semicolons between."""
        names = [name for part in self._cell(row, "workshop").split(";") if fold(name := part.strip())]
        return [self._session(name, place) for name in dict.fromkeys(names)]

    def _session(self, name: str, place: str) -> Entity:
        key = event_key(name, parent=self.event.key)
        entity = Entity("Event", (key,), name, place, {"format": "workshop"}, in_passing=True)
        return self._known.setdefault(("session", name), entity)

    def _role(self, row: Row) -> str:
        text = self._cell(row, "role")
        if not text:
            return _ROLE
        kind = load().relationships["TOOK_PART_IN"]
        role = kind.find_role(text) or _compact_roles().get(fold(text).replace(" ", ""))
        if role is None:
            known = ", ".join(r.display.de for r in kind.roles.values())
            raise self._error("unknown_role_in_list", row, column="role", value=text, known=known)
        return role

    def _came(self, row: Row, findings: Findings) -> bool:
        """Return whether the columns about it say that somebody came; values nobody knows are noted."""
        indices = self.header.columns.get("attendance", ())
        values: list[str] = []
        for index in sorted(indices, key=lambda i: not is_seen(self.header.titles[i])):
            text = visible(row.cells[index]) if index < len(row.cells) else ""
            if fold(text) and has_come(text) is None:
                title = self.header.titles[index]
                findings.notes.append(
                    Note("note_unknown_attendance", self.sheet.name, row.number, title, context={"value": text})
                )
            values.append(text)
        return came(values)

    def _cell(self, row: Row, meaning: str) -> str:
        """Return the text of the first filled column with a meaning."""
        return next(filter(None, (self._text(row, i, meaning) for i in self.header.columns.get(meaning, ()))), "")

    def _text(self, row: Row, index: int, meaning: str) -> str:
        text = _TEXT_MARK.sub("", visible(row.cells[index])) if index < len(row.cells) else ""
        folded = fold(text)
        return "" if not folded or (folded in _NOTHING and meaning not in _NAMES) else text

    def _note_second_values(self, row: Row, findings: Findings) -> None:
        """Note, once a column, what stands there beside another value of the same meaning."""
        for meaning, indices in self.header.columns.items():
            if meaning == "attendance":
                continue
            used = self._cell(row, meaning)
            for index in indices[1:]:
                text = self._text(row, index, meaning)
                if text and fold(text) != fold(used) and index not in self._second:
                    self._second.add(index)
                    title = self.header.titles[index]
                    findings.notes.append(
                        Note("note_second_value", self.sheet.name, row.number, title, context={"value": text})
                    )

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
