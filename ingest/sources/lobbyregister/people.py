"""People of an entry, and what they are to its organisation; also the public office they held before."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from graph.model.facts import Entity, Value
from graph.model.fold import fold
from graph.model.keys import normal_email, person_keys
from graph.names.person import PersonName, parse_person, person_from_parts
from ingest.sources.lobbyregister.access import Fields, below, date_of, items, text
from ingest.sources.lobbyregister.codes import codes
from ingest.sources.lobbyregister.draft import Draft, filled
from ingest.sources.lobbyregister.organisations import Organisations, referred_number, register_key

LONGEST_NAME = 200
ENTRUSTED = "Betraute Person"
_LEGAL, _EMPLOYEE = "Gesetzliche Vertretung", "Beschäftigte Person in der Interessenvertretung"
_SPHERE = re.compile(r"\s+oder (?:dessen|deren) Geschäftsbereich$")
_PERIOD = re.compile(r"\s*\(\d+\. WP\)$")
_IN_SPHERE = "Ministerium oder Geschäftsbereich"
_OF_PARLIAMENT = "MEMBER"
# The lists of people in an entry, with the role of those who have no function.
GROUPS = (("legalRepresentatives", _LEGAL), ("entrustedPersons", ENTRUSTED), ("namedEmployees", _EMPLOYEE))


def registered_person(identity: Fields, number: str, company: Entity | None, place: str) -> Entity | None:
    """Return the person an entry is about, None where it has no name."""
    name = _name(identity)
    if name is None:
        return None
    own = register_key(number)
    keys = person_keys(name.key, (own, *(company.keys if company else ())), (), (own,))
    return Entity("Person", keys, name.full, place, _values(name, identity, (), (own,)))


def named_company(identity: Fields, organisations: Organisations, draft: Draft) -> Entity | None:
    """Return the company a person gives, None where that is only a profession."""
    name = text(identity, "companyName")
    return None if fold(name) in codes().no_company else organisations.mention(name, draft, "companyName")


class People:
    """Adds the people of an entry to its draft."""

    def __init__(self, organisations: Organisations) -> None:
        self.organisations = organisations

    def staff(self, identity: Fields, employer: Entity, draft: Draft, above: str = "") -> Iterator[str]:
        """Add those who represent an organisation; yield the parts where somebody has no name.

        `above` is the part of the entry in which the lists of people stand.
        """
        shared = _shared_addresses(identity)
        for group, role in GROUPS:
            for number, said in items(identity, group):
                part = f"{above}{group} {number}"
                person = self.person(said, employer.keys, draft, part, shared)
                if person is None:
                    yield part
                    continue
                draft.say("WORKS_FOR", person, employer, part, text(said, "function") or role)
                if said.get("entrustedPerson") is True and role != ENTRUSTED:
                    draft.say("WORKS_FOR", person, employer, part, ENTRUSTED)
                self.office(said, person, draft, part)

    def person(
        self, said: Fields, contexts: Sequence[str], draft: Draft, part: str, shared: Collection[str] = ()
    ) -> Entity | None:
        """Return a person named within an organisation, or by reference to an entry; None without a name."""
        number, name = referred_number(said), _name(said)
        if name is None:
            return None
        emails = tuple(address for address in _addresses(said) if address not in shared)
        own = (register_key(number),) if number else ()
        keys = person_keys(name.key, (*own, *contexts), emails, own)
        return draft.add(Entity("Person", keys, name.full, draft.at(part), _values(name, said, emails, own)))

    def office(self, said: Fields, person: Entity, draft: Draft, part: str) -> None:
        """Add the public office a person holds or held in the five years before."""
        before = below(said, "recentGovernmentFunction")
        until = date_of(before, "endDate")
        for kind, authority, role in _offices(before):
            body = self.organisations.mention(authority, draft, part)
            if body:
                draft.say(kind, person, body, part, role, until=until)


def _offices(before: Fields) -> Iterator[tuple[str, str, str]]:
    """Yield relationship, authority and role of a public office."""
    if house := below(before, "houseOfRepresentatives"):
        function = text(below(house, "function"), "de")
        position = text(house, "functionPosition")
        kind = "MEMBER_OF" if text(below(house, "function"), "code") == _OF_PARLIAMENT else "WORKS_FOR"
        yield kind, codes().bundestag[1], f"{position} ({function})" if position and function else position or function
    if administration := below(before, "federalAdministration"):
        said = text(administration, "supremeFederalAuthority")
        authority, function = authority_name(said), text(administration, "function")
        yield "WORKS_FOR", authority, f"{function} ({_IN_SPHERE})".strip() if said != authority else function
    if government := below(before, "federalGovernment"):
        yield (
            "WORKS_FOR",
            authority_name(text(below(government, "department"), "de")),
            text(below(government, "function"), "de"),
        )


def authority_name(said: str) -> str:
    """Return an authority without "oder dessen Geschäftsbereich" and "(19. WP)"."""
    return _PERIOD.sub("", _SPHERE.sub("", said))


def authorities(said: Fields) -> Iterator[str]:
    """Yield the authorities a person has or had an office in."""
    yield from (authority for _, authority, _ in _offices(below(said, "recentGovernmentFunction")))


def _name(said: Fields) -> PersonName | None:
    given, family = text(said, "firstName") or text(said, "commonFirstName"), text(said, "lastName")
    whole = text(said, "referenceName")
    if not fold(f"{given}{family}{whole}") or len(given) + len(family) + len(whole) > LONGEST_NAME:
        return None
    if not fold(f"{given}{family}"):
        return parse_person(whole)
    return person_from_parts(given, family, text(said, "academicDegreeBefore"))


def _values(name: PersonName, said: Fields, emails: Sequence[str], ids: Sequence[str]) -> dict[str, Value]:
    artist = text(said, "artistName")
    return filled(
        {
            "title": name.title,
            "given_name": name.given,
            "family_name": name.family,
            "variants": (artist,) if artist and artist != name.full and len(artist) <= LONGEST_NAME else (),
            "emails": tuple(emails),
            "external_ids": tuple(ids),
        }
    )


def _addresses(said: Fields) -> Iterator[str]:
    found = (normal_email(text(mail, "email")) for _, mail in items(said, "emails"))
    return (address for address in found if address)


def _shared_addresses(identity: Fields) -> set[str]:
    """Return the addresses that an entry gives for several people: they name an office."""
    people = [said for group, _ in GROUPS for _, said in items(identity, group)]
    named = {(address, fold(text(said, "lastName"))) for said in people for address in _addresses(said)}
    counted = Counter(address for address, _ in named)
    return {address for address, count in counted.items() if count > 1}
