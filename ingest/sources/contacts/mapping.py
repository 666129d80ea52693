"""A contact as a person with employer, function, addresses and topics, or as an organisation."""

from collections import Counter
from collections.abc import Sequence

from graph.errors import InputError
from graph.model.facts import Entity, Fact, Record, Value
from graph.model.fold import fold, visible
from graph.model.keys import is_personal, normal_email, person_keys, region_keys, topic_key
from graph.names.organisation import parse_organisation
from graph.names.person import PersonName, parse_person, person_from_parts
from graph.names.stand_ins import is_no_organisation, says_nothing
from graph.reference import find_land
from ingest.records import Note, RowLog
from ingest.sources.calendar.people import is_person_name, name_in
from ingest.sources.contacts.contact import NAME_PARTS, Contact, is_topic

LONGEST_NAME = 1_000


class ContactMapping:
    """Maps the contacts of one address book; `context` is the key a lone name stands in."""

    def __init__(self, file: str, context: str, row_log: RowLog) -> None:
        self.file, self.context, self.row_log = file, context, row_log
        self.left_out: Counter[str] = Counter()
        self._noted: set[tuple[str, str]] = set()

    def record(self, contact: Contact) -> Record | None:
        """Return what a contact says, None for a private one and for an address without a name.

        Raises:
            InputError: what stands there is no name.
        """
        if contact.is_private:
            self.left_out["note_private_contacts"] += 1
            return None
        for meaning in (*NAME_PARTS, "organisation", "function"):
            if len(contact.text(meaning)) > LONGEST_NAME:
                raise self._error("cell_too_long", contact, meaning, limit=LONGEST_NAME)
        if self._is_organisation(contact):
            return self._of_organisation(contact)
        emails = self._emails(contact)
        name = self._name(contact, emails)
        if name is None:
            self.left_out["note_nameless_contacts"] += 1
            return None
        return self._of_person(contact, name, emails)

    def finish(self) -> None:
        """Note what can only be said at the end."""
        for key, count in sorted(self.left_out.items()):
            self.row_log.notes.append(Note(key, context={"value": count}))

    def _is_organisation(self, contact: Contact) -> bool:
        organisation, whole = contact.text("organisation"), contact.text("whole")
        named = fold(" ".join(contact.text(part) for part in ("given", "middle", "family")))
        if contact.is_organisation:
            return bool(fold(organisation or whole))
        if named:
            return False
        parsed = parse_organisation(whole) if fold(whole) else None
        if parsed and (parsed.kind or parsed.legal_form):
            return True
        return not is_no_organisation(organisation) and fold(whole) in ("", fold(organisation))

    def _of_organisation(self, contact: Contact) -> Record:
        said = contact.text("whole") if contact.is_organisation else ""
        text = contact.text("organisation") or said or contact.text("whole")
        values = {"website": contact.text("website"), "place": contact.text("city")}
        entity = _organisation(text, contact.place, values)
        topics = _topics(contact)
        facts = [Fact("DEALS_WITH", entity.key, topic.key, contact.place) for topic in topics]
        region = self._region(contact)
        if region:
            facts.append(Fact("ACTIVE_IN", entity.key, region.key, contact.place))
        return Record((entity, *topics, *([region] if region else [])), tuple(facts))

    def _of_person(self, contact: Contact, name: PersonName, emails: Sequence[str]) -> Record:
        place, text = contact.place, contact.text("organisation")
        employer = self._employer(contact, text)
        contexts = employer.keys if employer else (self.context,)
        values: dict[str, Value] = {
            "title": name.title,
            "given_name": name.given,
            "family_name": name.family,
            "emails": tuple(emails),
            "variants": name.variants,
            "place": contact.text("city"),
        }
        person = Entity("Person", person_keys(name.key, contexts, emails), name.shown, place, _filled(values))
        topics, region = _topics(contact), self._region(contact)
        facts = [Fact("DEALS_WITH", person.key, topic.key, place) for topic in topics]
        if employer:
            facts.append(Fact("WORKS_FOR", person.key, employer.key, place, _function(contact)))
        others = [(found, role) for text, role in contact.more if (found := self._employer(contact, text))]
        facts += [Fact("WORKS_FOR", person.key, other.key, place, role) for other, role in others]
        if region:
            facts += [Fact("ACTIVE_IN", e.key, region.key, place) for e in (person, employer) if e]
        return Record(
            tuple(e for e in (person, employer, *(other for other, _ in others), region, *topics) if e), tuple(facts)
        )

    def _employer(self, contact: Contact, text: str) -> Entity | None:
        """Return the organisation a contact names, None for "freiberuflich" and the like, which is noted once."""
        if not fold(text) or not is_no_organisation(text):
            return _organisation(text, contact.place, {}) if fold(text) else None
        if not says_nothing(text):
            self._note_once("note_no_organisation", text[:60], contact)
        return None

    def _name(self, contact: Contact, emails: Sequence[str]) -> PersonName | None:
        """Return the name in the parts of a contact, in its whole name, or plainly in an address; None for none."""
        given = " ".join(filter(fold, (contact.text("given"), contact.text("middle"))))
        family, whole = contact.text("family"), contact.text("whole")
        shown = f"{given} {family}".strip() or whole
        if not fold(shown) or normal_email(shown):
            found = next(filter(None, map(name_in, emails)), "")
            return parse_person(found) if found else None
        if not is_person_name(shown):
            raise self._error("not_a_name", contact, "family" if family else "given" if given else "whole")
        if fold(family):
            return person_from_parts(given, family, contact.text("title"))
        return person_from_parts("", whole or given, contact.text("title"))

    def _emails(self, contact: Contact) -> list[str]:
        found: dict[str, None] = {}
        for text in filter(fold, contact.emails):
            address = normal_email(text.lower())
            if address is None:
                self._note_once("bad_email", visible(text)[:60], contact)
                continue
            found[address] = None
            if not is_personal(address):
                self._note_once("note_shared_mailbox", address, contact)
        return list(found)

    def _region(self, contact: Contact) -> Entity | None:
        text = contact.text("land")
        land = find_land(text) if fold(text) else None
        if fold(text) and land is None:
            self._note_once("unknown_land", text[:60], contact)
        if land is None:
            return None
        return Entity("Region", region_keys(land.name, land.code), land.name, contact.place, {"code": land.code})

    def _note_once(self, key: str, value: str, contact: Contact) -> None:
        if (key, value) not in self._noted:
            self._noted.add((key, value))
            self.row_log.notes.append(Note(key, row=contact.row, context={"value": value}))

    def _error(self, key: str, contact: Contact, meaning: str, **more: object) -> InputError:
        return InputError(key, file=self.file, row=contact.row, column=meaning, value=contact.text(meaning), **more)


def _function(contact: Contact) -> str:
    """Return the function of a person, with the unit it is in unless it names that already."""
    function = contact.text("function")
    units = [unit for unit in contact.units if fold(unit) and fold(unit) not in fold(function)]
    return ", ".join(filter(fold, (function, *units)))


def _topics(contact: Contact) -> list[Entity]:
    names = {fold(name): visible(name) for name in contact.categories if is_topic(name) and len(name) <= LONGEST_NAME}
    return [Entity("Topic", (topic_key(name),), name, contact.place, in_passing=True) for name in names.values()]


def _organisation(text: str, place: str, more: dict[str, str]) -> Entity:
    name = parse_organisation(text)
    values: dict[str, Value] = {
        "kind": name.kind,
        "legal_form": name.legal_form,
        "short_name": name.abbreviation,
        **more,
    }
    return Entity("Organisation", name.keys, name.name, place, _filled(values), in_passing=not more)


def _filled(values: dict[str, Value]) -> dict[str, Value]:
    return {field: value for field, value in values.items() if value}
