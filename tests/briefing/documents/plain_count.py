"""Plain counting in a network: its facts one after the other, without the indexes and rules of the sections."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from graph.analysis.case import load_thresholds
from graph.model.claims import source_of
from graph.model.dates import first_day, last_day
from graph.network import Network, Relation

BELONGS = ("WORKS_FOR", "MEMBER_OF")


@dataclass
class Counted:
    """What one finds in a network by reading all of its facts, as of a day."""

    network: Network
    day: date

    @cached_property
    def facts(self) -> list[Relation]:
        """All that had begun by the day and is more than an invitation."""
        found = (r for r in self.network.relations if r.role != "invited")
        return [r for r in found if not (begin := self._begin(r)) or first_day(begin) <= self.day]

    def _begin(self, fact: Relation) -> str:
        return fact.valid_from or (self.event_day(fact.end) if self._label(fact.end) == "Event" else "")

    def _label(self, node: str) -> str:
        return self.network.nodes[node].label

    @property
    def events(self) -> list[str]:
        return [n.id for n in self.network.nodes.values() if n.label == "Event"]

    def event_day(self, event: str) -> str:
        return str(self.network.nodes[event].fields.get("start", "")) or next(
            (self.event_day(r.end) for r in self.network.relations if r.type == "PART_OF" and r.start == event), ""
        )

    def is_over(self, fact: Relation) -> bool:
        """Whether it has ended, or was seen last too long ago and nobody says since when it holds."""
        if fact.valid_to and last_day(fact.valid_to) < self.day:
            return True
        nodes = self.network.nodes
        days = [str(nodes[source_of(e)].fields.get("date", "")) for e in fact.evidence if source_of(e) in nodes]
        seen = max((first_day(day) for day in days if day), default=None)
        ends = [r.valid_to for r in self.network.relations if _same(r, fact) and r.valid_to]
        if seen and not fact.valid_from and any(seen <= last_day(end) < self.day for end in ends):
            return True
        long_ago = timedelta(days=load_thresholds().stale_years * 365.25)
        return bool(seen and not fact.valid_from and not fact.valid_to and self.day - seen > long_ago)

    def people_of(self, house: str) -> set[str]:
        """Who works for a house or belongs to it."""
        return {r.start for r in self._belonging(house) if not self.is_over(r)}

    def _belonging(self, house: str) -> list[Relation]:
        return [r for r in self.facts if r.type in BELONGS and r.end == house and self._label(r.start) == "Person"]

    def functions_of(self, person: str) -> set[tuple[str, str]]:
        """House and role of each function somebody has."""
        found = (r for r in self.facts if r.type in BELONGS and r.start == person and not self.is_over(r))
        return {(r.end, r.role or r.type) for r in found}

    def whole(self, event: str) -> str:
        for r in self.network.relations:
            if r.type == "PART_OF" and r.start == event and self._label(r.end) == "Event":
                return self.whole(r.end)
        return event

    def there(self, actor: str) -> set[str]:
        """The events somebody was at; a house by itself or through who belonged to it on that day."""
        found = {r.end for r in self.facts if r.type == "TOOK_PART_IN" and r.start == actor}
        for one in self._belonging(actor):
            events = (r.end for r in self.facts if r.type == "TOOK_PART_IN" and r.start == one.start)
            found |= {event for event in events if self._holds_on(one, self.event_day(event))}
        past = {self.whole(e) for e in found}
        return {e for e in past if self.event_day(e) and last_day(self.event_day(e)) <= self.day}

    def _holds_on(self, fact: Relation, day: str) -> bool:
        if not day:
            return True
        begun = all(first_day(begin) <= last_day(day) for begin in self._begins(fact))
        return begun and (not fact.valid_to or last_day(fact.valid_to) >= first_day(day))

    def _begins(self, fact: Relation) -> list[str]:
        """Since when it held, by itself or by another source, and since when there is the house."""
        same = (r for r in self.network.relations if (r.type, r.start, r.end) == (fact.type, fact.start, fact.end))
        own = fact.valid_from or min((r.valid_from for r in same if r.valid_from), default="")
        after = (r for r in self.network.relations if r.type == "SUCCEEDS" and r.start == fact.end and r.valid_from)
        founded = str(self.network.nodes[fact.end].fields.get("founded", "")) or min(
            (r.valid_from for r in after), default=""
        )
        return [begin for begin in (own, founded) if begin]

    def active(self, place: str) -> set[str]:
        """Who is active in a region or deals with a topic, or one that is part of it."""
        parts, type_ = {place}, "ACTIVE_IN" if self._label(place) == "Region" else "DEALS_WITH"
        while more := {r.start for r in self.facts if r.type == "PART_OF" and r.end in parts} - parts:
            parts |= more
        found = {r.start for r in self.facts if r.type == type_ and r.end in parts}
        return {i for i in found if self._label(i) in ("Person", "Organisation") and not self._is_gone(i)}

    def _is_gone(self, node: str) -> bool:
        ended = str(self.network.nodes[node].fields.get("dissolved", ""))
        return bool(ended) and ended <= self.day.isoformat()

    def at_event(self, subject: str, day: str) -> set[str]:
        """The people of a subject, or of those active there, who were at an event that began on a day."""
        actors = {subject} if self._label(subject) in ("Person", "Organisation") else self.active(subject)
        found = {a for a in actors if self._label(a) == "Person"}
        for one in (fact for actor in actors for fact in self._belonging(actor)):
            found |= {one.start} if self._holds_on(one, day) else set()
        return {who for who in found if day in {self.event_day(e) for e in self.there(who)}}

    def deals_with(self, actor: str) -> set[str]:
        return {r.end for r in self.facts if r.type == "DEALS_WITH" and r.start == actor}

    def tied(self, a: str, b: str) -> bool:
        """Whether a fact stands between two, or both belong to one house."""
        if any({r.start, r.end} == {a, b} for r in self.facts):
            return True
        ends = ({r.end for r in self.facts if r.start == i and r.type in (*BELONGS, "PART_OF")} for i in (a, b))
        return bool(set.intersection(*ends))

    def named(self, text: str) -> list[str]:
        """The ids of whom a name is, or a name for short, with an article or bent, or behind another sentence."""
        parts = text.split(". ")
        for n in range(len(parts)):
            if found := self._names.get(_bare(". ".join(parts[n:]))):
                return found
        return []

    @cached_property
    def _names(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for node in self.network.nodes.values():
            for name in {_bare(node.display), _bare(node.short)} if node.label != "Source" else ():
                found.setdefault(name, []).append(node.id)
        return found


def _same(one: Relation, other: Relation) -> bool:
    return (one.type, one.start, one.end, one.role) == (other.type, other.start, other.end, other.role)


def _bare(text: str) -> str:
    """Return a name without what a sentence adds: its article, a mark, endings of the words."""
    words = text.replace("[erfunden]", "").strip(" .,").split()
    if words and words[0].lower() in ("der", "die", "das", "dem", "den", "beim", "zum", "zur", "vom"):
        words = words[1:]
    return " ".join(_stem(word) for word in words).casefold()


def _stem(word: str) -> str:
    for end in ("en", "er", "es", "e", "n"):
        if len(word) > 4 and word.endswith(end):
            return word.removesuffix(end)
    return word
