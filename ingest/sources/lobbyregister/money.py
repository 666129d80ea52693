"""Clients and contractors, members who pay much, and those who give money: organisations tied to the registered one."""

from collections.abc import Iterator

from graph.matching.form import read_form
from graph.model.facts import Entity
from ingest.sources.lobbyregister.access import Fields, below, date_of, items, text
from ingest.sources.lobbyregister.draft import Draft
from ingest.sources.lobbyregister.organisations import Organisations
from ingest.sources.lobbyregister.people import ENTRUSTED, People

_CONTRACT, _CONTRACTOR = "Auftrag zur Interessenvertretung", "Auftragnehmer in der Interessenvertretung"
_GIFT, _GRANT = "Schenkung oder Zuwendung Dritter", "Zuwendung der öffentlichen Hand"


class Money:
    """Adds to a draft who works for whom for money, and who gives it."""

    def __init__(self, organisations: Organisations, people: People) -> None:
        self.organisations, self.people = organisations, people

    def contracts(self, entry: Fields, owner: Entity, draft: Draft) -> Iterator[str]:
        """Add clients and contractors; yield the parts that have no place in the network."""
        yield from self._clients(below(entry, "clientIdentity"), owner, draft, "clientIdentity")
        for number, contract in items(entry, "contracts", "contracts"):
            part = f"contracts {number}"
            yield from self._clients(below(contract, "clients"), owner, draft, part)
            yield from self._contractors(below(contract, "contractors"), owner, draft, part)

    def _clients(self, said: Fields, owner: Entity, draft: Draft, part: str) -> Iterator[str]:
        for number, fields in items(said, "clientOrganizations"):
            where = f"{part}, clientOrganizations {number}"
            client = self.organisations.client(fields, draft, where)
            if client is None:
                yield where
                continue
            _tie(owner, client, draft, where)
            yield from self.people.staff(fields, client, draft, f"{where}, ")
        yield from (f"{part}, clientPersons {number}" for number, _ in items(said, "clientPersons"))

    def _contractors(self, said: Fields, owner: Entity, draft: Draft, part: str) -> Iterator[str]:
        for number, fields in items(said, "contractorOrganizations"):
            where = f"{part}, contractorOrganizations {number}"
            contractor = self.organisations.client(fields, draft, where)
            if contractor:
                _tie(contractor, owner, draft, where)
            else:
                yield where
        for group, role in (("contractorPersons", _CONTRACTOR), ("entrustedPersons", ENTRUSTED)):
            for number, fields in items(said, group):
                where = f"{part}, {group} {number}"
                person = self.people.person(fields, owner.keys, draft, where) if owner.label == "Organisation" else None
                if person is None:
                    yield where
                    continue
                draft.say("WORKS_FOR", person, owner, where, text(fields, "function") or role)
                self.people.office(fields, person, draft, where)

    def givers(self, entry: Fields, owner: Entity, draft: Draft) -> Iterator[str]:
        """Add members who pay much and givers of money; yield the parts where these are no organisations."""
        for number, fields in items(entry, "membershipFees", "individualContributors"):
            where = f"membershipFees, individualContributors {number}"
            member = self._organisation(fields, owner, draft, where)
            if member:
                draft.say("MEMBER_OF", member, owner, where)
            else:
                yield where
        for block, usual in (("publicAllowances", _GRANT), ("donators", _GIFT)):
            years = below(entry, block)
            since, until = date_of(years, "relatedFiscalYearStart"), date_of(years, "relatedFiscalYearEnd")
            for number, fields in items(years, block):
                where = f"{block} {number}"
                giver = self._organisation(fields, owner, draft, where)
                if giver:
                    role = text(below(fields, "type"), "de")
                    draft.say("FUNDS", giver, owner, where, f"{usual}: {role}" if role else usual, since, until)
                else:
                    yield where

    def _organisation(self, fields: Fields, owner: Entity, draft: Draft, where: str) -> Entity | None:
        name = text(fields, "name")
        if owner.label != "Organisation" or read_form(name).reading != "organisation":
            return None
        return self.organisations.mention(name, draft, where)


def _tie(contractor: Entity, client: Entity, draft: Draft, where: str) -> None:
    """Say that one works for the other: a person for a client, an organisation together with one."""
    if contractor.label == client.label == "Organisation":
        draft.say("COOPERATES_WITH", contractor, client, where, _CONTRACT)
    elif contractor.label == "Person" and client.label == "Organisation":
        draft.say("WORKS_FOR", contractor, client, where, _CONTRACTOR)


def names_in(entry: Fields) -> Iterator[tuple[str, Fields]]:
    """Yield the names of clients, contractors and givers, each with its fields."""
    places = [below(entry, "clientIdentity")]
    for _, contract in items(entry, "contracts", "contracts"):
        places += [below(contract, "clients"), below(contract, "contractors")]
    for place in places:
        for group in ("clientOrganizations", "contractorOrganizations"):
            for _, fields in items(place, group):
                yield text(fields, "name") or text(fields, "referenceName"), fields
    for path in (
        ("membershipFees", "individualContributors"),
        ("publicAllowances", "publicAllowances"),
        ("donators", "donators"),
    ):
        for _, fields in items(entry, *path):
            yield text(fields, "name"), {}
