"""The network as it is now, brought up to date by what changed since it was last read.

The notes of each write say which nodes it touched. These and the facts that start at them are read again, all else is
kept. Where notes are missing, or sources are not whole, everything is read: the result is that of `Network.read`.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from threading import Lock
from typing import Any, NamedTuple

from graph.model.schema import Schema, load
from graph.network import Network, Node, Relation, node_of, stated, united
from graph.store.view import Moment, View

_READS = 5  # times it is tried again when somebody wrote meanwhile


class StoredFact(NamedTuple):
    """A fact as it was read, with what it is sorted by (place of its type, id) and the node it starts at."""

    place: int
    id: str
    start: str
    fact: Relation


@dataclass(frozen=True, slots=True)
class ReadNetwork:
    """What was read at one moment: nodes and facts, both sorted."""

    moment: Moment
    nodes: dict[str, Node]
    facts: list[StoredFact]
    network: Network | None = None


class Reader:
    """Reads the network of one database, again and again; threads may share it."""

    def __init__(self, schema: Schema | None = None) -> None:
        self._schema, self._kept = schema or load(), ReadNetwork(Moment(), {}, [])
        self._lock = Lock()
        self.whole = 0  # how often everything was read

    def read(self, view: View) -> Network:
        """Return the network as it is in the database now, as `Network.read` does.

        Raises:
            StoreUnavailable: the database can not be reached.
        """
        with self._lock:
            for _ in range(_READS):
                before = view.moment()
                network = self._read(view, before)
                if view.writes() == before.writes:
                    break
            return network

    def ahead(self, view: View) -> Network:
        """Return the network as a unit of work sees it, of which nothing is kept: it may be rolled back."""
        with self._lock:
            found = self._found(view, view.moment())
            return self._network(found) if found else Network.read(view, self._schema)

    def _read(self, view: View, now: Moment) -> Network:
        kept = self._kept
        if kept.network and now.identity and now == kept.moment:
            return kept.network
        found = self._found(view, now)
        if found is None:  # a load goes on
            self._kept = ReadNetwork(Moment(), {}, [])
            return Network.read(view, self._schema)
        network = self._network(found)
        self._kept = replace(found, network=network)
        return network

    def _found(self, view: View, now: Moment) -> ReadNetwork | None:
        """Return what there is now, from what is kept where that suffices; None where a source is not whole."""
        kept = self._kept
        known = now.identity and now.identity == kept.moment.identity and kept.moment.writes <= now.writes
        touched = view.touched(kept.moment.writes, now.writes) if known else None
        found = None if touched is None else self._updated(view, now, touched)
        if found is None:
            self.whole += 1
            found = self._all(view, now)
        return found

    def _network(self, found: ReadNetwork) -> Network:
        facts = (s.fact for s in found.facts if s.fact.start in found.nodes and s.fact.end in found.nodes)
        return Network(self._schema, found.nodes, united(facts), found.moment.version)

    def _all(self, view: View, now: Moment) -> ReadNetwork | None:
        """Return everything read anew, None while a load is going on."""
        nodes: dict[str, Node] = {}
        for label in sorted(self._schema.nodes, key=lambda name: name != "Source"):
            rows = list(view.nodes(label))
            if any(row.get("unfinished") for row in rows):
                return None
            nodes |= self._nodes(label, rows)
        facts = [s for name in self._schema.relationships for s in self._facts(name, view.facts(name))]
        return ReadNetwork(now, dict(sorted(nodes.items())), sorted(facts))

    def _updated(self, view: View, now: Moment, touched: frozenset[str]) -> ReadNetwork | None:
        """Return what was read before, with some nodes and their facts read again; None while a load is going on."""
        by_label: dict[str, list[str]] = {}
        for node in sorted(touched):
            by_label.setdefault(self._schema.label_of(node), []).append(node)
        nodes = {node_id: node for node_id, node in self._kept.nodes.items() if node_id not in touched}
        facts = [s for s in self._kept.facts if s.start not in touched] if touched else self._kept.facts
        for label, ids in by_label.items():
            rows = view.nodes_with(label, ids)
            if any(row.get("unfinished") for row in rows):
                return None
            nodes |= self._nodes(label, rows)
            for name, kind in self._schema.relationships.items():
                if label in kind.start:
                    facts += self._facts(name, view.facts_from(name, label, ids))
        return (
            ReadNetwork(now, dict(sorted(nodes.items())), sorted(facts)) if touched else ReadNetwork(now, nodes, facts)
        )

    def _nodes(self, label: str, rows: Iterable[dict[str, Any]]) -> dict[str, Node]:
        gone = ("retired_at", "withdrawn_at") if label == "Source" else ("retired_at",)
        return {n["id"]: node_of(self._schema, label, n) for n in rows if not any(n.get(name) for name in gone)}

    def _facts(self, name: str, rows: Iterable[dict[str, Any]]) -> Iterable[StoredFact]:
        place, kind = list(self._schema.relationships).index(name), self._schema.relationships[name]
        for row in rows:
            if fact := stated(kind, row):
                yield StoredFact(place, fact.id, row["start"], fact)
