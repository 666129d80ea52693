"""An entry of the register as a record: the registered organisation or person, and all it says of itself."""

from collections.abc import Iterable

from graph.errors import InputError
from graph.model.facts import Entity, Record
from graph.model.fold import fold
from ingest.records import Note, RowLog
from ingest.sources.lobbyregister.access import Fields, below, items, text
from ingest.sources.lobbyregister.draft import CountedNotes, Draft
from ingest.sources.lobbyregister.learned import Learned, cells, number_of
from ingest.sources.lobbyregister.left_over import known_fields, left_over
from ingest.sources.lobbyregister.membership import LONGEST_CELL
from ingest.sources.lobbyregister.money import Money
from ingest.sources.lobbyregister.organisations import LONGEST_NAME, Organisations
from ingest.sources.lobbyregister.people import People, named_company, registered_person
from ingest.sources.lobbyregister.statements import add_statements
from ingest.sources.lobbyregister.topics import Topics, bills

_NATURAL = "NATURAL"
_MOST_UNKNOWN = 200  # fields nobody knows that are listed


class RegisterMapping:
    """Maps the entries of one file; notes go to its findings."""

    def __init__(self, file: str, learned: Learned, row_log: RowLog) -> None:
        self.file, self.learned, self.row_log = file, learned, row_log
        self.organisations = Organisations(learned.names)
        self.people = People(self.organisations)
        self.money = Money(self.organisations, self.people)
        self.topics = Topics()
        self.notes = CountedNotes(row_log)
        self._left: set[str] = set()

    def record(self, entry: Fields, row: int) -> Record:
        """Return what an entry says.

        Raises:
            InputError: it has no register number or no name.
        """
        number = number_of(entry)
        if not number:
            value = text(entry, "registerNumber")
            raise InputError("register_no_number", file=self.file, row=row, column="registerNumber", value=value)
        self._note_left_over(entry)
        draft, identity = Draft(f"entry {number}"), below(entry, "lobbyistIdentity")
        owner, company = self._owner(entry, identity, number, row, draft)
        self._staff(identity, owner, company, draft)
        self._memberships(identity, owner, draft)
        self._interests(entry, owner, draft)
        self._note("note_register_unplaced", draft, self.money.contracts(entry, owner, draft))
        self._note("note_register_no_giver", draft, self.money.givers(entry, owner, draft))
        return draft.record()

    def _owner(
        self, entry: Fields, identity: Fields, number: str, row: int, draft: Draft
    ) -> tuple[Entity, Entity | None]:
        """Return the registered organisation or person, and the company a person gives."""
        if text(identity, "identity") == _NATURAL:
            company = named_company(identity, self.organisations, draft)
            person = registered_person(identity, number, company, draft.place)
            if person:
                person = draft.add(person)
                if company:
                    draft.say("WORKS_FOR", person, company, "companyName")
                self.people.office(identity, person, draft, "lobbyistIdentity")
                return person, company
        name = text(identity, "name")
        if not fold(name) or len(name) > LONGEST_NAME:
            key = "cell_too_long" if len(name) > LONGEST_NAME else "register_no_name"
            raise InputError(
                key, file=self.file, row=row, column="lobbyistIdentity.name", value=name or number, limit=LONGEST_NAME
            )
        activity = text(below(entry, "activitiesAndInterests", "activity"), "code")
        return draft.add(self.organisations.registered(identity, activity, number, draft.place)), None

    def _staff(self, identity: Fields, owner: Entity, company: Entity | None, draft: Draft) -> None:
        employer = owner if owner.label == "Organisation" else company
        if employer:
            self._note("note_register_nameless", draft, self.people.staff(identity, employer, draft))
            return
        for number, said in items(identity, "entrustedPersons"):
            part = f"entrustedPersons {number}"
            person = self.people.person(said, owner.keys[:1], draft, part)
            if person is None:
                self._note("note_register_nameless", draft, [part])
            else:
                draft.say("KNOWS", person, owner, part, "colleague")
                self.people.office(said, person, draft, part)

    def _memberships(self, identity: Fields, owner: Entity, draft: Draft) -> None:
        for number, cell in cells(identity):
            part = f"memberships {number}"
            mentions = self.learned.mentions(cell)
            for mention in mentions:
                body = self.organisations.mention(mention.name, draft, part, mention.number)
                if body and body is not owner:
                    draft.say("MEMBER_OF", owner, body, part, mention.role)
            if not mentions:
                shown = " ".join(cell.split())[:60]
                self.notes.add(Note("note_membership_unread", place=draft.at(part), context={"value": shown}))
        for number, said in items(identity, "memberships"):
            if len(str(said.get("membership") or "")) > LONGEST_CELL:
                place = draft.at(f"memberships {number}")
                self.notes.add(Note("note_membership_too_long", place=place, context={"value": LONGEST_CELL}))

    def _interests(self, entry: Fields, owner: Entity, draft: Draft) -> None:
        fields = items(entry, "activitiesAndInterests", "fieldsOfInterest")
        for topic, part in self.topics.of(fields, draft, "fieldsOfInterest"):
            draft.say("DEALS_WITH", owner, topic, part)
        by_project: dict[str, list[Entity]] = {}
        for number, project in items(entry, "regulatoryProjects", "regulatoryProjects"):
            part = f"regulatoryProjects {number}"
            about = list(bills(project, draft, self.organisations, part))
            for bill in about:
                draft.say("DEALS_WITH", owner, bill, part)
            about += (topic for topic, _ in self.topics.of(items(project, "fieldsOfInterest"), draft, part))
            by_project[text(project, "regulatoryProjectNumber")] = about
        undated = add_statements(entry, owner, self.organisations, by_project, draft)
        self._note("note_statement_undated", draft, undated)

    def _note(self, key: str, draft: Draft, parts: Iterable[str]) -> None:
        for part in parts:
            self.notes.add(Note(key, place=draft.at(part)))

    def _note_left_over(self, entry: Fields) -> None:
        for path in left_over(entry, known_fields()):
            if path not in self._left and len(self._left) < _MOST_UNKNOWN:
                self._left.add(path)
                self.notes.add(Note("note_unused_field", context={"value": path[:60]}))
