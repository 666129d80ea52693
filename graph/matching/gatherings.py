"""Who was at which event under which name: a name alone tells a person where nobody else at the event has it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graph.matching.actor import ComparedActor


@dataclass(frozen=True, slots=True)
class Gatherings:
    """Who was at an event under a name: ids by event and folded name."""

    present: Mapping[tuple[str, str], frozenset[str]]

    @classmethod
    def of(cls, actors: Sequence[ComparedActor]) -> "Gatherings":
        """Return who was at the events of these people, each under all names it is known by."""
        found: dict[tuple[str, str], set[str]] = defaultdict(set)
        for actor in actors:
            for place in ((event, form.folded) for event in actor.events for form in actor.forms):
                found[place].add(actor.node.id)
        return cls({place: frozenset(ids) for place, ids in found.items()})

    def only_these(self, a: ComparedActor, b: ComparedActor) -> bool:
        """Return whether two of one name were at one event, one has no organisation, and no third has that name.

        Whoever has no organisation must have no other namesake at any event: else it could be either of them. Two
        addresses leave the question open.
        """
        name = a.forms[0].folded
        bare = [actor for actor in (a, b) if not actor.organisations]
        if name != b.forms[0].folded or not bare or not a.events & b.events:
            return False
        if a.emails and b.emails and not a.emails & b.emails:
            return False
        both = {a.node.id, b.node.id}
        return all(self.present[event, name] <= both for actor in bare for event in actor.events)
