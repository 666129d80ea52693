"""The part of the network that tells all of one actor, read by index: what stands around it, and nothing else.

In that part the actor, its facts, the people it shares an event or organisation with, and every source and event that
dates any of it are as they are in the whole network; so an answer about the actor is the same. Whose name was meant is
asked of the database as well: it looks through the names, and hands over those that fit.
"""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from graph.errors import UnknownName
from graph.model.fold import fold
from graph.model.schema import BELONGS, Schema, load
from graph.network.network import Network, Node, Relation, node_of, stated, united
from graph.network.newest import newest_day
from graph.network.search import find_one

if TYPE_CHECKING:  # slow to import, and a store comes from elsewhere
    from graph.store.view import View

_JOINS = ("TOOK_PART_IN", *BELONGS)
_DEPTH = 20  # events that are part of an event that is part of one ...


class _Stated(NamedTuple):
    """A fact with what it is sorted by: the place of its type, and its id."""

    place: int
    id: str
    fact: Relation


@dataclass(slots=True)
class NearNetwork(Network):
    """A part of a network that knows as well how far the whole reaches: it asks the database."""

    view: "View | None" = None

    def reaches_to(self, today: date) -> date | None:
        """Return the newest day up to today that anything in the whole network is evidence of."""
        begins, ends = self.view.dates() if self.view else (set(), set())
        dated = (node.fields.get("date") for node in self.nodes.values() if node.label == "Source")
        return newest_day({*begins, *(str(day) for day in dated if day)}, ends, today)


class Near:
    """Reads of one database what an answer about one actor needs."""

    def __init__(self, view: "View", schema: Schema | None = None) -> None:
        from graph.store.hiding import seen  # slow to import; who hands a view over has it

        self._view, self._schema = seen(view), schema or load()
        self._nodes: dict[str, Node] = {}
        self._facts: dict[str, _Stated] = {}

    def network(self, text: str) -> Network | None:
        """Return the part about whom a name or an id means; None where only the whole network can tell.

        That is where nothing has such a name, and one asks for similar ones; and while a load goes on, of which parts
        are not to be seen yet. Where several have it, these are all.
        """
        sources = list(self._view.nodes("Source"))
        if any(row.get("unfinished") for row in sources):
            return None
        self._take("Source", sources)
        found = self._meant(text)
        if not found:
            return None
        self._nodes |= found
        with suppress(UnknownName):  # several: whoever asks is told which
            self._read_around(find_one(self._part(), text))
        return self._part()

    def _meant(self, text: str) -> dict[str, Node]:
        """Return the nodes that have a text as their id, or all its words in their names."""
        if self._schema.is_node(text):
            label = self._schema.label_of(text)
            if found := self._present(label, self._view.nodes_with(label, [text])):
                return found
        words = fold(text).split()
        labels = self._schema.nodes if words else ()
        return {k: n for label in labels for k, n in self._present(label, self._view.named(label, words)).items()}

    def _read_around(self, node: Node) -> None:
        own = self._read_facts([node.id], self._schema.relationships, ("start", "end"))
        if node.label == "Person":
            groups = {fact.end for fact in own if fact.type in _JOINS and fact.start == node.id}
            self._read_facts(sorted(groups), _JOINS, ("end",))
        self._read_ends()
        for _ in range(_DEPTH):  # an event without a day has that of the event it is part of
            undated = [n.id for n in self._nodes.values() if n.label == "Event" and not n.fields.get("start")]
            known = len(self._facts)
            self._read_facts(undated, ("PART_OF",), ("start",))
            self._read_ends()
            if len(self._facts) == known:
                break

    def _read_facts(self, ids: Iterable[str], types: Iterable[str], sides: Iterable[str]) -> list[Relation]:
        """Read the facts of some types that have one of some nodes at one of their sides, and return them."""
        found: list[_Stated] = []
        for label, some in self._schema.by_label(ids).items():
            for name in types:
                kind = self._schema.relationships[name]
                for side, allowed, read in (
                    ("start", kind.start, self._view.facts_from),
                    ("end", kind.end, self._view.facts_to),
                ):
                    if side in sides and label in allowed:
                        found += self._stated(name, read(name, label, some))
        self._facts |= {one.id: one for one in found}
        return [one.fact for one in found]

    def _stated(self, name: str, rows: Iterable[dict[str, Any]]) -> Iterable[_Stated]:
        place, kind = list(self._schema.relationships).index(name), self._schema.relationships[name]
        facts = (stated(kind, row) for row in rows)
        return [_Stated(place, fact.id, fact) for fact in facts if fact]

    def _read_ends(self) -> None:
        ends = {end for one in self._facts.values() for end in (one.fact.start, one.fact.end)}
        for label, some in self._schema.by_label(ends - self._nodes.keys()).items():
            self._take(label, self._view.nodes_with(label, some))

    def _take(self, label: str, rows: Iterable[dict[str, Any]]) -> None:
        self._nodes |= self._present(label, rows)

    def _present(self, label: str, rows: Iterable[dict[str, Any]]) -> dict[str, Node]:
        """Return the nodes of some rows, without those nobody speaks of any more."""
        gone = ("retired_at", "withdrawn_at") if label == "Source" else ("retired_at", "restricted")
        return {n["id"]: node_of(self._schema, label, n) for n in rows if not any(n.get(name) for name in gone)}

    def _part(self) -> "NearNetwork":
        nodes = dict(sorted(self._nodes.items()))
        facts = (one.fact for one in sorted(self._facts.values(), key=lambda one: one[:2]))
        relations = united(f for f in facts if f.start in nodes and f.end in nodes)
        return NearNetwork(self._schema, nodes, relations, view=self._view)
