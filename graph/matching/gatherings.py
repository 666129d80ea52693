"""Who was at which event under which name: a name alone tells a person where nobody else at the event has it."""

from collections.abc import Mapping
from dataclasses import dataclass

from graph.matching.actor import ComparedActor


@dataclass(frozen=True, slots=True)
class Gatherings:
    """Who was at an event under a name: ids by event and folded name."""

    present: Mapping[tuple[str, str], frozenset[str]]

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
