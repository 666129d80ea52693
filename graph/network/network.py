"""The network in memory: a snapshot of the database that pages, commands and analyses ask."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from graph.model.claims import Claims, add_evidence, source_of
from graph.model.dates import last_day
from graph.model.facts import is_invented
from graph.model.fold import fold
from graph.model.schema import RelationshipType, Schema, load
from graph.network.lazy import Lazy
from graph.network.newest import newest_day

if TYPE_CHECKING:  # the store is slow to import, and a network can come from elsewhere
    from graph.store.view import View

READS = 5  # times a snapshot is taken again when somebody wrote meanwhile


@dataclass(frozen=True, slots=True)
class Node(Lazy):
    """One actor, event, topic, region or source."""

    id: str
    label: str
    name: str
    kind: str = ""
    fields: Mapping[str, Any] = field(default_factory=dict)
    keys: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    search_text: str = ""
    invented: bool = False
    position: tuple[float, float] | None = None

    @property
    def display(self) -> str:
        """Return the name as one would say it, with the title of a person."""
        title = self.fields.get("title", "") if self.label == "Person" else ""
        return f"{title} {self.name}" if title else self.name

    @property
    def short(self) -> str:
        """Return the short name where there is one, for maps."""
        return str(self.fields.get("short_name") or self.display)


@dataclass(frozen=True, slots=True)
class Relation(Lazy):
    """One fact as read: all relationships of the same meaning between two nodes, with all their evidence."""

    id: str
    type: str
    start: str
    end: str
    role: str = ""
    valid_from: str = ""
    valid_to: str = ""
    evidence: tuple[str, ...] = ()
    recorded_at: str = ""
    retired_at: str = ""

    @property
    def invented(self) -> bool:
        """Return whether only sources named as invented state this."""
        return all(map(is_invented, self.evidence))

    def goes_on(self, day: date) -> bool:
        """Return whether no source says that it ended before a day; that an event is over ends nothing."""
        return not self.valid_to or last_day(self.valid_to) >= day

    def other(self, node_id: str) -> str:
        """Return the end that is not `node_id`."""
        return self.end if self.start == node_id else self.start


@dataclass(slots=True)
class Network:
    """Nodes and current facts, indexed; built once and then only read."""

    schema: Schema
    nodes: Mapping[str, Node]
    relations: Sequence[Relation]
    version: int = 0
    known_at: datetime | None = None
    _around: dict[str, list[Relation]] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._around = {node_id: [] for node_id in self.nodes}
        for relation in self.relations:
            self._around[relation.start].append(relation)
            self._around[relation.end].append(relation)

    @classmethod
    def read(cls, view: "View", schema: Schema | None = None, known_at: datetime | None = None) -> "Network":
        """Return the whole network as it is in the database now, of one state as far as writers leave time for it.

        With `known_at` it is what the sources said that were loaded by then and not yet withdrawn; what was taken back
        since has its `retired_at`. Merges are those of now.

        Raises:
            StoreUnavailable: the database can not be reached.
        """
        schema = schema or load()
        for _ in range(READS):
            before = view.writes()
            network = cls._read(view, schema, known_at)
            if view.writes() == before:
                break
        return network

    @classmethod
    def _read(cls, view: "View", schema: Schema, known_at: datetime | None) -> "Network":
        from graph.store.hiding import seen  # slow to import; who hands a view over has it

        version, view = view.data_version(), seen(view)
        hidden = frozenset(s["id"] for s in view.nodes("Source") if _is_hidden(s, known_at))
        rows = sorted(((label, n) for label in schema.nodes for n in view.nodes(label)), key=lambda r: str(r[1]["id"]))
        nodes = {
            n["id"]: node_of(schema, label, n)
            for label, row in rows
            if (n := _finished(schema, label, row if known_at is None else _before_retired(row), hidden)) is not None
        }
        facts = (
            (kind, row)
            for name, kind in schema.relationships.items()
            for row in sorted(view.facts(name), key=lambda r: str(r["f"]["id"]))
            if row["start"] in nodes and row["end"] in nodes and not _is_later(row["f"]["recorded_at"], known_at)
        )
        if known_at is not None:
            facts = ((kind, {**row, "f": _before_retired(row["f"])}) for kind, row in facts)
        relations = united(fact for kind, row in facts if (fact := stated(kind, row, hidden)))
        return cls(schema, nodes, relations, version, known_at)

    def around(self, node_id: str) -> list[Relation]:
        """Return the facts a node stands in."""
        return self._around[node_id]

    def by_label(self, *labels: str) -> list[Node]:
        """Return the nodes with one of the labels, by name as German readers sort."""
        return sorted((n for n in self.nodes.values() if n.label in labels), key=lambda n: (fold(n.name), n.id))

    def count_labels(self) -> Mapping[str, int]:
        """Return how many nodes there are of each label."""
        return Counter(n.label for n in self.nodes.values())

    def count_types(self) -> Mapping[str, int]:
        """Return how many facts there are of each type."""
        return Counter(r.type for r in self.relations)

    def containing(self, words: Collection[str], labels: Collection[str] = ()) -> Iterable[Node]:
        """Return the nodes, of some labels or all, whose search text contains each of the words."""
        return (
            node
            for node in self.nodes.values()
            if (not labels or node.label in labels) and all(word in node.search_text for word in words)
        )

    def closest(self, wanted: str, labels: Collection[str], limit: int) -> Iterable[Node]:
        """Return the nodes that contain each word of a folded text, as far as they can be among the first so many."""
        return self.containing(wanted.split(), labels)

    def saying(self, field_name: str) -> Iterable[Node]:
        """Return the nodes of which a field is known."""
        return (node for node in self.nodes.values() if field_name in node.fields)

    def folded_names(self, without: str) -> Mapping[str, str]:
        """Return the folded name of each node that does not have a label, by id."""
        return {n.id: fold(n.name) for n in self.nodes.values() if n.label != without}

    def search_texts(self, labels: Collection[str]) -> Mapping[str, str]:
        """Return the folded names of each node with one of the labels, all of them in one text, by id."""
        return {n.id: n.search_text for n in self.nodes.values() if n.label in labels}

    def source(self, evidence: str) -> Node | None:
        """Return the source a piece of evidence points into."""
        return self.nodes.get(source_of(evidence))

    def dates(self, relation: Relation) -> tuple[str, str]:
        """Return from when to when a fact is known to hold, "" where unknown.

        Its own dates come first, then those of the event it leads to, then those of its sources.
        """
        end = self.nodes[relation.end]
        if relation.valid_from or relation.valid_to:
            return relation.valid_from, relation.valid_to
        if end.label == "Event" and (start := self.event_date(end.id)):
            return start, str(end.fields.get("end") or start)
        seen = sorted(str(s.fields["date"]) for s in map(self.source, relation.evidence) if s and s.fields.get("date"))
        return (seen[0], seen[-1]) if seen else ("", "")

    def reaches_to(self, today: date) -> date | None:
        """Return the newest day up to today that anything here is evidence of; None where nothing has a day.

        A source, an event and the beginning of a fact are, and the day after its end; what is planned is not. Beyond
        that day the network is unknown, not ended.
        """
        texts = {str(n.fields["date"]) for n in self.nodes.values() if n.label == "Source" and n.fields.get("date")}
        texts |= {str(n.fields["start"]) for n in self.nodes.values() if n.label == "Event" and n.fields.get("start")}
        texts |= {r.valid_from for r in self.relations if r.valid_from}
        return newest_day(texts, {r.valid_to for r in self.relations if r.valid_to}, today)

    def reference_day(self, today: date) -> date:
        """Return the day to look at where none is asked for: today, or the last that the sources reach."""
        return self.reaches_to(today) or today

    def event_date(self, event_id: str) -> str:
        """Return the day an event starts, that of the event it is part of where it has none."""
        seen: set[str] = set()
        while event_id not in seen:
            seen.add(event_id)
            start = self.nodes[event_id].fields.get("start")
            if start:
                return str(start)
            event_id = next(iter(self.wholes(event_id)), event_id)
        return ""

    def parts(self, node_id: str, holds: Callable[[Relation], bool] = lambda fact: True) -> list[Relation]:
        """Return the facts that say what is a part of a node itself, as far as they hold."""
        return [r for r in self.around(node_id) if r.type == "PART_OF" and r.end == node_id and holds(r)]

    def with_parts(self, node_ids: Iterable[str], holds: Callable[[Relation], bool] = lambda fact: True) -> list[str]:
        """Return nodes with all that is part of them: sessions of an event, narrower topics, districts of a Land."""
        found = dict.fromkeys(n for n in node_ids if n in self.nodes)
        waiting = list(found)
        for node_id in waiting:  # grows while it is gone through
            below = sorted({r.start for r in self.parts(node_id, holds)} - found.keys())
            found |= dict.fromkeys(below)
            waiting += below
        return waiting

    def wholes(self, node_id: str) -> list[str]:
        """Return what a node is a part of itself."""
        return sorted(r.end for r in self.around(node_id) if r.type == "PART_OF" and r.start == node_id)

    def is_part(self, node_id: str) -> bool:
        """Return whether a node is a part of another."""
        return bool(self.wholes(node_id))


def _is_hidden(source: Mapping[str, Any], known_at: datetime | None) -> bool:
    """Return whether what a source says is not to be read: its load goes on, or it was not known at the time."""
    if source.get("unfinished") or known_at is None:
        return bool(source.get("unfinished"))
    withdrawn = str(source.get("withdrawn_at") or "")
    gone = bool(withdrawn) and not _is_later(withdrawn, known_at)
    return gone or _is_later(str(source.get("recorded_at") or ""), known_at)


def _is_later(recorded: str, known_at: datetime | None) -> bool:
    """Return whether something was recorded only after a time; what says nothing was always known."""
    if known_at is None or not recorded:
        return False
    time = datetime.fromisoformat(recorded)
    return (time if time.tzinfo else time.replace(tzinfo=UTC)) > known_at


def _before_retired(stored: dict[str, Any]) -> dict[str, Any]:
    """Return a node or relationship with all that was ever said of it; which of that counts, its sources tell."""
    known = {name: value for name, value in stored.items() if name != "withdrawn_at"}
    if former := known.pop("former_claims", None):
        known["claims"] = [*known["claims"], *former]
        known["was_said"] = known.pop("retired_at", None) or True
    if former := known.pop("former_evidence", None):
        known["evidence"] = add_evidence(known["evidence"], former)
        known["was_retired_at"] = known.pop("retired_at", None)
    return known


def _finished(schema: Schema, label: str, properties: dict[str, Any], hidden: frozenset[str]) -> dict[str, Any] | None:
    """Return a node's properties as finished sources have them, or None where none of them names it any more."""
    if properties.get("retired_at") or properties.get("restricted"):
        return None
    if label == "Source":
        return None if properties["id"] in hidden or properties.get("withdrawn_at") else properties
    if not hidden and not properties.get("was_said"):
        return properties
    claims = Claims.parse(properties["claims"]).without(hidden)
    if not claims.items:
        return None
    kind = schema.nodes[label]
    kept = {name: v for name, v in properties.items() if name not in kind.fields}
    return kept | claims.properties(kind) | {"claims": claims.stored()}


def node_of(schema: Schema, label: str, properties: dict[str, Any]) -> Node:
    """Return a node as it is read."""
    kind = schema.nodes[label]
    fields = {name: properties[name] for name in kind.fields if properties.get(name) not in (None, "", [])}
    x, y = properties.get("map_x"), properties.get("map_y")
    return Node(
        id=properties["id"],
        label=label,
        name=properties["name"],
        kind=str(fields.get(kind.kind_field, "")),
        fields=fields,
        keys=tuple(properties.get("keys", ())),
        claims=tuple(properties.get("claims", ())),
        search_text=properties.get("search_text", ""),
        invented=bool(properties.get("invented", False)),
        position=(x, y) if x is not None and y is not None else None,
    )


def is_over(fact: Mapping[str, Any], start: str, end: str, hidden: Collection[str] = frozenset()) -> bool:
    """Return whether a relationship says nothing any more.

    It was retired, somebody whose word is not `hidden` said that it is not so, or its ends were merged into one.
    """
    corrected = any(source not in hidden for source in fact.get("corrected_by") or ())
    return fact.get("retired_at") is not None or corrected or start == end


def stated(kind: RelationshipType, row: dict[str, Any], hidden: frozenset[str] = frozenset()) -> Relation | None:
    """Return what one relationship states, or None where it was retired, or is said by `hidden` sources alone."""
    f, ends = row["f"], (row["start"], row["end"])
    if is_over(f, *ends, hidden):
        return None
    if not kind.directed:  # each source orders the ends by the keys it uses
        ends = (min(ends), max(ends))
    evidence = tuple(item for item in f["evidence"] if source_of(item) not in hidden)
    if not evidence:
        return None
    said = f.get("role", ""), f.get("valid_from", ""), f.get("valid_to", "")
    return Relation(f["id"], kind.type, *ends, *said, evidence, f["recorded_at"], f.get("was_retired_at") or "")


def united(relations: Iterable[Relation]) -> list[Relation]:
    """Return one relation for all that state the same under different keys, or from the other side."""
    found: dict[tuple[str, ...], Relation] = {}
    for r in relations:
        says = (r.type, r.start, r.end, r.role, r.valid_from, r.valid_to)
        known = found.get(says)
        if known is None:
            found[says] = r
            continue
        evidence = tuple(sorted({*known.evidence, *r.evidence}))
        first = min(r.recorded_at, known.recorded_at)
        # until the last of them is taken back
        retired = max(r.retired_at, known.retired_at) if r.retired_at and known.retired_at else ""
        found[says] = Relation(known.id, *says, evidence, first, retired)
    return list(found.values())
