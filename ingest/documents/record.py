"""Accepted proposals as entities and facts; each with the sentence it comes from as its place."""

from collections.abc import Iterable, Sequence

from graph.model.facts import Entity, Fact, Record, Source, Value
from graph.model.fold import fold
from graph.model.keys import event_key, person_keys, region_keys, topic_key
from graph.names.organisation import parse_organisation
from graph.names.person import parse_person
from graph.reference import find_land
from ingest.documents.conversation import MEETING
from ingest.documents.proposal import TextProposal

_MEMBERS = ("vorsitz", "mitglied", "präsident", "sprecher", "beirat", "schatzmeister", "obmann", "obfrau")
_BODIES = frozenset({"association", "union", "initiative", "chamber"})


def record(proposals: Iterable[TextProposal], source: Source) -> Record:
    """Return what accepted proposals say, each actor once; a date alone says nothing.

    A person is keyed by the organisations named with it, else by the event, else by the source alone.
    """
    accepted = [p for p in proposals if p.kind != "date" and fold(p.name)]
    build = _RecordBuild(accepted, source)
    for proposal in accepted:
        build.take(proposal)
    return Record(tuple(build.entities.values()), tuple(dict.fromkeys(build.facts)))


class _RecordBuild:
    """Collects the entities by name, and the facts between them."""

    def __init__(self, proposals: Sequence[TextProposal], source: Source) -> None:
        self.source = source
        self.entities: dict[tuple[str, str], Entity] = {}
        self.facts: list[Fact] = []
        self.organisations: dict[str, list[str]] = {}
        self.events: dict[str, list[str]] = {}
        self.dates = {p.event: p.date for p in proposals if p.kind == "event" and p.date}
        for p in proposals:
            if p.kind in ("person", "function", "membership", "participation"):
                key = parse_person(p.name).key
                if fold(p.organisation):
                    self.organisations.setdefault(key, []).append(_organisation_keys(p.organisation)[0])
                if p.event:
                    self.events.setdefault(key, []).append(self.event_key(p.event, p.date))

    def take(self, p: TextProposal) -> None:
        match p.kind:
            case "organisation":
                self.organisation(p.name, p)
            case "event":
                self.event(p.name, p)
            case "topic":
                self.put("Topic", (topic_key(p.name),), p.name, p)
            case "place":
                land = find_land(p.name)
                self.put("Region", region_keys(p.name, land.code if land else ""), land.name if land else p.name, p)
            case "acquaintance":
                self.acquaintance(p)
            case _:
                self.person(p)

    def named(self, p: TextProposal, shown: str, title: str = "") -> Entity:
        """Return the person of a name, keyed by where the accepted proposals have that person belong."""
        name = parse_person(f"{title} {shown}")
        contexts = self.organisations.get(name.key) or self.events.get(name.key) or [f"source:{self.source.id}"]
        values: dict[str, Value] = {"given_name": name.given, "family_name": name.family, "title": name.title}
        keys = person_keys(name.key, list(dict.fromkeys(contexts)))
        return self.put("Person", keys, name.full, p, {k: v for k, v in values.items() if v})

    def person(self, p: TextProposal) -> None:
        person = self.named(p, p.name, p.title)
        if fold(p.organisation):
            organisation = self.organisation(p.organisation, p)
            since = p.date if p.kind == "function" else ""
            self.facts.append(Fact(_type(p), person.key, organisation.key, p.place, p.role, since, p.until))
        if p.event and p.kind == "participation":
            event = self.event(p.event, p)
            self.facts.append(Fact("TOOK_PART_IN", person.key, event.key, p.place, "participant"))

    def acquaintance(self, p: TextProposal) -> None:
        """Let two know each other, since the day of the conversation where the text is the note of one."""
        one, other = self.named(p, p.name, p.title), self.named(p, p.other)
        if one.key != other.key:
            met = "met" if p.event == MEETING else ""
            self.facts.append(Fact("KNOWS", one.key, other.key, p.place, met, p.date))

    def organisation(self, name: str, p: TextProposal) -> Entity:
        parsed = parse_organisation(name)
        values: dict[str, Value] = {"kind": parsed.kind} if parsed.kind else {}
        return self.put("Organisation", _organisation_keys(name), parsed.name, p, values)

    def event(self, name: str, p: TextProposal) -> Entity:
        date = p.date or self.dates.get(name, "")
        return self.put("Event", (self.event_key(name, date),), name, p, {"start": date} if date else {})

    def event_key(self, name: str, date: str) -> str:
        return event_key(name, self.dates.get(name, date))

    def put(
        self, label: str, keys: tuple[str, ...], name: str, p: TextProposal, values: dict[str, Value] | None = None
    ) -> Entity:
        """Return the entity of that name, made where it is met first."""
        return self.entities.setdefault(
            (label, keys[0]), Entity(label, keys, name, p.place, values or {}, in_passing=True)
        )


def _organisation_keys(name: str) -> tuple[str, ...]:
    return parse_organisation(name).keys


def _type(p: TextProposal) -> str:
    """Return how a person belongs to an organisation: who holds an office in an association is a member of it."""
    role = p.role.lower()
    kind = parse_organisation(p.organisation).kind
    if p.kind == "membership" and not role:
        return "WORKS_FOR" if kind != "initiative" else "MEMBER_OF"
    return (
        "MEMBER_OF"
        if kind in _BODIES and any(word in role for word in _MEMBERS) and "geschäft" not in role
        else "WORKS_FOR"
    )
