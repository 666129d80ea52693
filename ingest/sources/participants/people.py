"""Who a row of a list names: people, and the organisations they are of."""

import re

from graph.errors import InputError
from graph.model.facts import Entity, Value
from graph.model.fold import fold
from graph.model.keys import is_personal, normal_email, person_keys
from graph.names.organisation import parse_organisation
from graph.names.person import PersonName
from graph.names.stand_ins import is_no_organisation, says_nothing
from ingest.readers.table import Row
from ingest.records import Note, RowLog
from ingest.sources.participants.seats import filled, organisation
from ingest.tables.cells import Cells
from ingest.tables.display import doubtful_bracket, split_display
from ingest.tables.name_cell import (
    NameCell,
    looks_like,
    people_in_columns,
    read_name_cell,
    take_missed,
    type_of_contact,
)
from ingest.tables.names import is_no_person, is_nobody, read_name
from ingest.tables.organisation_cell import is_former
from ingest.tables.several import split_organisations

_ADDRESS = re.compile(r"[^\s,;:<>()\[\]|/]+@[^\s,;:<>()\[\]|/]+")
_MOST_KNOWN = 20_000  # organisations kept at hand
_LOST_LETTER = re.compile(r"(?<=[^\W\d_])\?+(?=[^\W\d_])")  # "J?rg"
_POSTCODE = re.compile(r"^(?:D-)?\d{5}\s+(?=\D)")


class NamedInRow:
    """Reads the people and organisations of the rows of one sheet; organisations met before are not built anew."""

    def __init__(self, cells: Cells) -> None:
        self.cells, self.header = cells, cells.header
        columns = self.header.columns
        self._known: dict[str, Entity] = {}
        self._no_organisations = set[str]()
        self._said: tuple[Row, NameCell] | None = None
        # Brackets behind names hold an organisation, unless that has a column or the title tells of another name.
        self._original = "name" in columns and "origin" in fold(self.header.title("name"))
        self._brackets = "organisation" not in columns
        self.column = "name" if "name" in columns else "family_name"

    def name_cell(self, row: Row) -> NameCell:
        """Return what the cells with the name say, put together once a row."""
        if self._said is None or self._said[0] is not row:
            self._said = (row, self._read_name_cell(row))
        return self._said[1]

    def text_of_name(self, row: Row) -> str:
        """Return the name of a row as it stands there, "" where there is none."""
        family = self._cell(row, "family_name") or self._display(row)[0]
        return f"{self._cell(row, 'given_name')} {family}".strip()

    def place(self, row: Row) -> str:
        """Return the place of a row without its postcode."""
        return _POSTCODE.sub("", self._cell(row, "place"))

    def people(
        self, row: Row, place: str, employers: tuple[Entity, ...], context: str, row_log: RowLog, *, at_home: bool
    ) -> tuple[Entity, ...]:
        """Return those a row is about; `context` tells namesakes apart, `at_home` whether its place is theirs.

        Raises:
            InputError: it names nobody, or what stands there is no name.
        """
        names = self._names(row)
        emails = self._emails(row, row_log)
        if self._brackets and not self._original and (doubtful := doubtful_bracket(self._display_text(row))):
            self.cells.tell(row_log, self.note("note_doubtful_bracket", row, "name", doubtful))
        contexts = [key for entity in employers for key in entity.keys] or [context]
        town = self.place(row) if at_home else ""
        people = [_person(name, _own(emails, name, names), contexts, town, place) for name in names]
        return tuple({person.key: person for person in people}.values())

    def employers(self, row: Row, place: str, row_log: RowLog) -> tuple[Entity, ...]:
        """Return the organisations of a row; what is none, or was left, is noted.

        Raises:
            InputError: letters of a name are lost.
        """
        text = self.cells.raw(row, "organisation") or self._display(row)[1]
        found = []
        for name in split_organisations(text) if text else ():
            if _LOST_LETTER.search(name):
                raise self.error("lost_letters", row, column="organisation", value=name)
            if is_former(name):
                self.cells.tell(row_log, self.note("note_former_organisation", row, "organisation", name))
            elif not is_no_organisation(name):
                found.append(self.employer(name, place))
            elif not says_nothing(name) and fold(name) not in self._no_organisations:
                self._no_organisations.add(fold(name))
                self.cells.tell(row_log, self.note("note_no_organisation", row, "organisation", name))
        return tuple({entity.key: entity for entity in found}.values())

    def employer(self, text: str, place: str) -> Entity:
        """Return an organisation by its name."""
        known = self._known.get(text)
        if known is None:
            known = organisation(text, place)
            if len(self._known) >= _MOST_KNOWN:
                self._known.clear()
            self._known[text] = known
        return known

    def error(self, key: str, row: Row, *, column: str = "", value: str = "", **more: object) -> InputError:
        """Return what is wrong with a row, with the title of its column."""
        where = self.cells.sheet.where
        return InputError(key, file=where, row=row.number, column=self._title_of(column), value=value, **more)

    def note(self, key: str, row: Row, column: str, value: str) -> Note:
        """Return a note about a cell."""
        return Note(key, self.cells.sheet.name, row.number, self._title_of(column), context={"value": value})

    def _title_of(self, column: str) -> str:
        return self.header.title(column) if column in self.header.columns else ""

    def _cell(self, row: Row, meaning: str) -> str:
        return self.cells.text(row, meaning)

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

    def _names(self, row: Row) -> list[PersonName]:
        given, family = take_missed(self._cell(row, "given_name"))[0], take_missed(self._cell(row, "family_name"))[0]
        if family:
            return [self._name(row, one, other, "") for one, other in people_in_columns(given, family)]
        said = self.name_cell(row)
        if len(said.names) > 1:
            return [self._name(row, "", "", name) for name in said.names]
        return [self._name(row, given, "", self._display(row)[0])]

    def _name(self, row: Row, given: str, family: str, whole: str) -> PersonName:
        column = "family_name" if family or "family_name" in self.header.columns else "name"
        if not (family or whole) or is_nobody(given, family or whole):
            raise self.error("no_person_name", row, column=column)
        if _LOST_LETTER.search(f"{given} {family or whole}"):
            raise self.error("lost_letters", row, column=column, value=self.text_of_name(row))
        if is_no_person(given, family or whole):
            raise self.error("no_person_word", row, column=column, value=self.text_of_name(row))
        title, salutation = self._cell(row, "title"), self._cell(row, "salutation")
        try:
            return read_name(given, family, whole, title, salutation, family_first=self.header.family_first())
        except ValueError as error:
            column = "family_name" if family else "name"
            raise self.error("not_a_name", row, column=column, value=family or whole) from error

    def _display_text(self, row: Row) -> str:
        said = self.name_cell(row) if not self._cell(row, "family_name") else NameCell()
        return said.names[0] if said.names else ""

    def _display(self, row: Row) -> tuple[str, str]:
        """Return the whole name of a row, and the organisation that stands with it."""
        said = self.name_cell(row) if not self._cell(row, "family_name") else NameCell()
        text = said.names[0] if said.names else ""
        if said.organisation or len(said.names) > 1 or not text:
            return text, said.organisation
        name, beside = split_display(text, with_brackets=self._brackets)
        if self._original and beside and not parse_organisation(beside).kind:
            return text, ""
        return name, beside

    def _emails(self, row: Row, row_log: RowLog) -> tuple[str, ...]:
        text = self._cell(row, "email") or " ".join(_ADDRESS.findall(self._cell(row, "name")))
        whole = normal_email(text)
        found = [whole] if whole else list(filter(None, map(normal_email, _ADDRESS.findall(text))))
        if text and not found and re.search(r"[^\W\d_]", text):  # else it is a telephone
            self.cells.tell(row_log, self.note("bad_email", row, "email", text))
        for address in found:
            if not is_personal(address):
                self.cells.tell(row_log, self.note("note_shared_mailbox", row, "email", address))
        return tuple(dict.fromkeys(found))


def _person(name: PersonName, emails: tuple[str, ...], contexts: list[str], town: str, place: str) -> Entity:
    values: dict[str, Value] = {
        "title": name.title,
        "given_name": name.given,
        "family_name": name.family,
        "emails": emails,
        "variants": name.variants,
        "place": town,
    }
    return Entity("Person", person_keys(name.key, contexts, emails), name.shown, place, filled(values), in_passing=True)


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
