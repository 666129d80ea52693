"""The scope of a briefing: its subjects, the actors they stand for, and who is near those."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from briefing.documents.request import Request, ends_on
from graph.analysis.questions import Case
from graph.analysis.spans import span
from graph.analysis.tie_graph import TieGraph
from graph.model.dates import first_day, last_day
from graph.model.schema import BELONGS
from graph.network import Network, Node, Relation

ACTORS = ("Person", "Organisation")
_STANDS_FOR = {"Topic": "DEALS_WITH", "Region": "ACTIVE_IN", "Event": "TOOK_PART_IN"}


@dataclass(frozen=True, slots=True)
class Neighbour:
    """An actor near the focus: how strong its ties to it are in all, and to whom the strongest leads."""

    id: str
    strength: float
    to: str


@dataclass
class Scope:
    """Whom and what one briefing is about, as of its day."""

    case: Case
    request: Request

    @property
    def network(self) -> Network:
        """The network the audience may see."""
        return self.case.network

    @cached_property
    def subjects(self) -> tuple[Node, ...]:
        """The subjects as they were named."""
        return tuple(self.network.nodes[i] for i in self.request.subjects)

    @cached_property
    def focus(self) -> tuple[str, ...]:
        """The actors the subjects stand for: themselves, or those of a topic, region or event."""
        found: dict[str, None] = {}
        for subject in self.subjects:
            if subject.label in ACTORS:
                found[subject.id] = None
            else:
                found |= dict.fromkeys(self.actors_of(subject))
        return tuple(found)

    @cached_property
    def is_about_actors(self) -> bool:
        """Whether people and organisations are named themselves, or come together in a meeting."""
        return self.request.meeting or all(s.label in ACTORS for s in self.subjects)

    def held(self, relation: Relation) -> bool:
        """Return whether a fact counts by the day: it has begun, and is more than an invitation."""
        return relation.role != "invited" and span(self.network, relation, self.case.as_of) is not None

    def is_past(self, relation: Relation) -> bool:
        """Return whether a fact had ended by the day, or was last seen long ago."""
        found = span(self.network, relation, self.case.as_of)
        if found is None or found.last < self.case.as_of:
            return True
        age = (self.case.as_of - found.day).days if found.day else 0
        if relation.valid_from:
            return False
        return age > self.case.thresholds.stale_years * 365.25 or self._was_ended(relation)

    def _was_ended(self, relation: Relation) -> bool:
        """Return whether another source says that this ended, and nothing shows it after that day."""
        last = self.network.dates(relation)[1]
        return bool(last) and any(
            r.valid_to and last_day(last) <= last_day(r.valid_to) < self.case.as_of
            for r in self.network.around(relation.start)
            if (r.type, r.start, r.end) == (relation.type, relation.start, relation.end) and r.role == relation.role
        )

    def facts(self, node_id: str, *types: str) -> list[Relation]:
        """Return the facts of some types (all without any) round a node that hold by the day, in a fixed order."""
        found = (r for r in self.network.around(node_id) if (not types or r.type in types) and self.held(r))
        return sorted({r.id: r for r in found}.values(), key=lambda r: (r.type, *self.network.dates(r), r.id))

    def facts_from(self, node_id: str, *types: str, now: bool = False) -> list[Relation]:
        """Return those of `facts` that start at a node; with `now` only what is not over by the day."""
        return [r for r in self.facts(node_id, *types) if r.start == node_id and not (now and self.is_past(r))]

    def facts_to(self, node_id: str, *types: str, now: bool = False) -> list[Relation]:
        """Return the same of those that end at a node."""
        return [r for r in self.facts(node_id, *types) if r.end == node_id and not (now and self.is_past(r))]

    def parts_of(self, node: Node) -> list[str]:
        """Return a topic, region or event with all that is part of it."""
        return self.network.with_parts([node.id], self.held)

    def actors_of(self, subject: Node) -> list[str]:
        """Return who deals with a topic, is active in a region or took part in an event, the best tied first."""
        type_ = _STANDS_FOR[subject.label]
        facts = [r for part in self.parts_of(subject) for r in self.facts_to(part, type_)]
        if not facts and subject.label == "Event" and self.is_to_come(subject):
            facts = self._expected(subject)
        actors = {r.start for r in facts if self.network.nodes[r.start].label in ACTORS}
        if subject.label != "Event":  # who was at an event was there, whatever became of it since
            actors = {i for i in actors if self.case.alive[self.case.place[i]]}
        return sorted(actors, key=lambda i: (-self.weight(i), i))

    def is_to_come(self, event: Node) -> bool:
        """Return whether an event is on the day of the briefing or after it, or has not ended by then."""
        last = ends_on(self.network, event.id)
        return last is not None and last >= self.case.as_of

    def _expected(self, event: Node) -> list[Relation]:
        """Return who is on the list of an event to come; where nobody has agreed yet, who was invited."""
        facts = [r for r in self.network.around(event.id) if r.type == "TOOK_PART_IN" and r.end == event.id]
        return [r for r in facts if r.role != "invited"] or facts

    def weight(self, actor: str) -> float:
        """Return the strength of all ties of an actor."""
        return self._weights.get(actor, 0.0)

    @cached_property
    def _weights(self) -> dict[str, float]:
        graph = self.case.actors
        return dict(zip(graph.ids, graph.matrix.sum(axis=1).tolist(), strict=True))

    def occasions(self, actor: str) -> dict[str, dict[str, Relation]]:
        """Return the events an actor took part in, an organisation also through who belonged to it then.

        Each has by actor the fact that says so; a session counts as its event.
        """
        found: dict[str, dict[str, Relation]] = {}
        for who, belongs in [(actor, None), *self._people(actor)]:
            for fact in self.facts(who, "TOOK_PART_IN"):
                if fact.start == who and (belongs is None or self._at_the_time(belongs, fact)):
                    facts = found.setdefault(self.whole(fact.end), {})
                    if who not in facts or fact.end == self.whole(fact.end):
                        facts[who] = fact
        return found

    def _people(self, actor: str) -> list[tuple[str, Relation]]:
        """Return who works for an organisation or belongs to it, or did."""
        if self.network.nodes[actor].label != "Organisation":
            return []
        facts = self.facts_to(actor, *BELONGS)
        return [(r.start, r) for r in facts if self.network.nodes[r.start].label == "Person"]

    def _at_the_time(self, belongs: Relation, there: Relation) -> bool:
        """Return whether somebody can have belonged to an organisation on the day of an event."""
        found, day = span(self.network, belongs, self.case.as_of), self.network.dates(there)[0]
        if found is None or not day:
            return found is not None
        return max(found.first, self._begun(belongs)) <= last_day(day) and first_day(day) <= found.last

    def _begun(self, belongs: Relation) -> date:
        """Return before which day nobody belonged: where another source dates it, and where the house was founded.

        A house that succeeds another began then, if nobody says when it was founded.
        """
        ends = (belongs.type, belongs.start, belongs.end)
        same = [r.valid_from for r in self.network.around(belongs.start) if (r.type, r.start, r.end) == ends]
        dated = [first_day(day) for day in same if day and not belongs.valid_from]
        founded = str(self.network.nodes[belongs.end].fields.get("founded", ""))
        follows = [r for r in self.network.around(belongs.end) if r.type == "SUCCEEDS" and r.start == belongs.end]
        house = [founded] if founded else [r.valid_from for r in follows if r.valid_from]
        return max([*sorted(dated)[:1], *sorted(map(first_day, house))[:1]], default=date.min)

    def whole(self, event: str) -> str:
        """Return the event a session is part of, the event itself where it is none."""
        seen: set[str] = set()
        while event not in seen:
            seen.add(event)
            event = next(iter(self.network.wholes(event)), event)
        return event

    @cached_property
    def all_facts(self) -> tuple[Relation, ...]:
        """The facts round the subjects, and those between the actors of the briefing; each once."""
        shown = {*self.request.subjects, *self.focus, *(n.id for n in self.near)}
        around = {r.id: r for s in self.request.subjects for r in self.facts(s)}
        between = {r.id: r for i in shown for r in self.network.around(i) if r.start in shown and r.end in shown}
        found = around | {i: r for i, r in between.items() if self.held(r)}
        return tuple(found[i] for i in sorted(found))

    @cached_property
    def near(self) -> tuple[Neighbour, ...]:
        """Who has contact with the focus and is not of it, the strongest first."""
        focus = set(self.focus)
        found: dict[str, dict[str, float]] = {}
        for actor in self.focus:
            for other, strength in self.ties_of(actor).items():
                if other not in focus:
                    found.setdefault(other, {})[actor] = strength
        all_of_them = (
            Neighbour(other, sum(to.values()), max(to, key=lambda a: (to[a], a))) for other, to in found.items()
        )
        return tuple(sorted(all_of_them, key=lambda n: (-n.strength, n.id)))

    def ties_of(self, actor: str) -> dict[str, float]:
        """Return the contacts of an actor and how strong they are; people who once belonged to it are listed with 0."""
        case = self.case
        found = dict.fromkeys((r.other(actor) for r in self.facts(actor, *BELONGS)), 0.0)
        found |= _row(case.actors, case.actor_place[actor])
        if actor in case.organisation_place:  # between organisations the ties of their people count, too
            found |= _row(case.organisations, case.organisation_place[actor])
        return found

    def strength(self, a: str, b: str) -> float:
        """Return how strong the contact of two actors is, 0 where none is known."""
        return self.ties_of(a).get(b, 0.0)

    def alone(self, among: Iterable[str]) -> list[str]:
        """Return who of some actors has contact with none of the others."""
        some = dict.fromkeys(among)
        return [a for a in some if not any(s > 0 and b in some and b != a for b, s in self.ties_of(a).items())]

    @cached_property
    def round(self) -> tuple[str, ...]:
        """The people of the focus, in a meeting those who sit together; the organisations where it has none."""
        return tuple(a for a in self.focus if self.network.nodes[a].label == "Person") or self.focus


def _row(graph: TieGraph, place: int) -> dict[str, float]:
    """Return whom one node of a graph is tied to, and how strongly."""
    part = slice(int(graph.matrix.indptr[place]), int(graph.matrix.indptr[place + 1]))
    ends, values = graph.matrix.indices[part].tolist(), graph.matrix.data[part].tolist()
    return {graph.ids[j]: float(v) for j, v in zip(ends, values, strict=True)}
