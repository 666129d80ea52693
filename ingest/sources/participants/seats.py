"""Memberships of the rows of a list: in the organisation or body the list is of, or that a row names."""

from dataclasses import dataclass

from graph.model.facts import Entity, Fact, Value
from graph.model.fold import fold, visible
from graph.names.organisation import parse_organisation
from ingest.sources.participants.functions import is_seat
from ingest.sources.participants.list_kinds import ListKind
from ingest.sources.participants.owner import Owner, body_of

BODY, GROUP = "body", "working_group"


@dataclass(frozen=True, slots=True)
class Seat:
    """What a row says about a membership.

    `houses` are the keys of organisations that nobody of the list works for by it; `took_function` tells that the
    function of the row is that of the membership; `unnamed` is a body that can not be told from others of its name.
    """

    entities: tuple[Entity, ...] = ()
    facts: tuple[Fact, ...] = ()
    houses: frozenset[str] = frozenset()
    took_function: bool = False
    unnamed: str = ""


class Seats:
    """Tells memberships by the kind of a list and whose it is; with `org_first` organisations are the members."""

    def __init__(self, kind: ListKind, owner: Owner | None, place: str, *, by_row: bool, org_first: bool) -> None:
        self.kind, self.owner, self.by_row, self.org_first = kind, owner, by_row, org_first
        self._place = place
        self._body = self._owner_entities(owner) if owner and kind in ("members", "body") else ()

    @property
    def context(self) -> str:
        """Return the key of what the list is of, "" where nobody says."""
        return self._body[0].key if self._body else ""

    def of(
        self,
        told: dict[str, str],
        person: Entity | None,
        employers: tuple[Entity, ...],
        since: str,
        until: str,
        place: str,
    ) -> Seat:
        """Return the membership a row tells by its cells for `seat`, `function` and `body`."""
        unnamed, body = "", self._body
        if told["body"]:
            found = body_of(visible(told["body"]), self.owner.house or self.owner.name if self.owner else "")
            body = self._owner_entities(found, body=True) if found else ()
            unnamed = "" if found else told["body"]
        elif self.kind == "body" and self.by_row and not body:
            return self._by_row(told, person, employers, since, until, place)
        if not body:  # nobody is "Vorsitzende" of the one they work for because a board they sit in has no name
            mine = self.kind in ("members", "body") or bool(unnamed)
            return Seat(took_function=mine and is_seat(told["function"]), unnamed=unnamed)
        houses = frozenset(entity.key for entity in body)
        member, takes = self._member(person, employers, houses), False
        if member is None:
            return Seat(body, houses=houses, unnamed=unnamed)
        role = told["seat"]
        if not role and told["function"] and member is person:
            others = [employer for employer in employers if employer.key not in houses]
            takes = is_seat(told["function"]) or not others
            role = told["function"] if takes else ""
        facts = [Fact("MEMBER_OF", member.key, body[0].key, place, role, since, until)]
        facts += [Fact("PART_OF", body[0].key, house.key, place) for house in body[1:]]
        return Seat(body, tuple(facts), houses, takes, unnamed)

    def _by_row(
        self,
        told: dict[str, str],
        person: Entity | None,
        employers: tuple[Entity, ...],
        since: str,
        until: str,
        place: str,
    ) -> Seat:
        """Return the seats of somebody in the organisations of the row."""
        if person is None:
            return Seat()
        role = told["seat"] or told["function"]
        facts = tuple(Fact("MEMBER_OF", person.key, e.key, place, role, since, until) for e in employers)
        return Seat((), facts, frozenset(e.key for e in employers), took_function=bool(facts))

    def _member(self, person: Entity | None, employers: tuple[Entity, ...], houses: frozenset[str]) -> Entity | None:
        """Return who the member is: the person, or the organisation where the person only stands for it."""
        others = [employer for employer in employers if employer.key not in houses]
        if others and (person is None or (self.kind == "members" and self.org_first)):
            return others[0]
        return person

    def _owner_entities(self, owner: Owner | None, *, body: bool = False) -> tuple[Entity, ...]:
        """Return what the list is of, and the organisation it belongs to."""
        if owner is None:
            return ()
        is_body = body or self.kind == "body"
        own = organisation(owner.name, self._place, body_kind(owner.name) if is_body else "")
        house = organisation(owner.house, self._place) if owner.house else None
        return (own, house) if house and house.key != own.key else (own,)


def organisation(text: str, place: str, kind: str = "") -> Entity:
    """Return an organisation by its name; its kind is told by the name where none is given."""
    name = parse_organisation(text)
    values: dict[str, Value] = {
        "kind": kind or name.kind,
        "legal_form": "" if kind else name.legal_form,
        "short_name": "" if kind else name.abbreviation,
    }
    keys = (f"org:{fold(text)}",) if kind else name.keys
    return Entity("Organisation", keys, name.name, place, filled(values), in_passing=True)


def filled(values: dict[str, Value]) -> dict[str, Value]:
    """Return the values that hold anything."""
    return {field: value for field, value in values.items() if value}


def body_kind(name: str) -> str:
    """Return whether a body is a working group or another body."""
    words = fold(name).split()
    groups = ("arbeitsgruppe", "arbeitskreis", "projektgruppe", "fachgruppe", "taskforce")
    return GROUP if {"ag", "ak"} & set(words[:1]) or any(word.startswith(groups) for word in words) else BODY
