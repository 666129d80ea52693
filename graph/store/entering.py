"""What somebody enters by hand, and taking it back: an entry is a source of its own, and leaves no trace when undone.

The store depends on the entries that stand, not on the order in which they came and went. What only undone entries
said is deleted, not retired; that they were made and undone stays in the ledger.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from graph.bookkeeping import ENTRY, KEY
from graph.errors import UsageError
from graph.model.claims import Claims, source_of
from graph.model.corrections import overruled_by
from graph.model.facts import NEW, Record, Source, digest, is_entered
from graph.model.hidden import holds_hidden
from graph.model.ledger import LedgerEntry
from graph.store import cypher
from graph.store.batch import Batch
from graph.store.changes import Changes
from graph.store.sources import write_source
from graph.store.stored import Edge, NodeSaid, States

BOOK = "entry"
Between = tuple[str, str, str]
"""Facts of a type between two keys."""


@dataclass(frozen=True, slots=True)
class HandEntry:
    """What somebody enters: its source, what it states, and what the history tells of it.

    `between` are the facts it says something about, `notes` go into other books of the ledger and are struck when it is
    undone. `look` is called inside the transaction, before anything is written; it may refuse.
    """

    source: Source
    record: Record
    body: Mapping[str, Any]
    between: Sequence[Between] = ()
    notes: Sequence[LedgerEntry] = ()
    look: Callable[[States], None] = lambda states: None


@dataclass(slots=True)
class EntryTrace:
    """What undoing an entry has to know: keys it asked for, those it brought in, what it brought back from retirement.

    A key comes with a mark of what sources other than entries said of its node at that moment.
    """

    named: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    brought: dict[str, str] = field(default_factory=dict)
    retired: dict[str, str] = field(default_factory=dict)
    between: list[Between] = field(default_factory=list)

    @classmethod
    def of(cls, entry: LedgerEntry) -> "EntryTrace":
        """Return what the ledger has of an entry; facts of somebody who was erased have lost one of their keys."""
        body = entry.body["trace"]
        between = [(name, *ends) for name, *ends in body["between"] if len(ends) == 2]
        return cls(list(body["named"]), list(body["asked"]), dict(body["brought"]), dict(body["retired"]), between)

    def body(self) -> dict[str, Any]:
        """Return what is written into the ledger."""
        between = [list(one) for one in self.between]
        return {
            "named": self.named, "asked": self.asked, "brought": self.brought, "retired": self.retired,
            "between": between,
        }  # fmt: skip


def moment_after(states: States, now: str) -> str:
    """Return a moment after that of every entry there is: now, but where the clock has been put back."""
    latest = states.tx.read(cypher.LATEST_NOTE, book=BOOK).single()
    last = (latest and latest["at"]) or ""
    if now > last:
        return now
    return (datetime.fromisoformat(last) + timedelta(microseconds=1)).isoformat(timespec="microseconds")


def enter(states: States, entry: HandEntry, who: str, at: str) -> tuple[LedgerEntry, Changes]:
    """Write an entry and return what the ledger says of it, and what it did to the network.

    One that is known already is not written twice.

    Raises:
        UsageError: what it is about has changed since it was looked at, or a name would be lost that is hidden.
    """
    if known := _known(states, entry.source.id):
        return known, Changes()
    entry.look(states)
    _refuse_hidden(entry.record)
    entities = entry.record.entities
    wanted = {key for entity in entities for key in entity.keys}
    before = states.owners(wanted)
    between = list(dict.fromkeys([*entry.between, *((f.type, f.start, f.end) for f in entry.record.facts)]))
    retired = _retired(states, before.values(), between)
    changes = Changes()
    batch = Batch(states.tx, states.schema, entry.source, at, changes)
    batch.write([entry.record])
    write_source(states.tx, entry.source, changes, at)
    # Whom nothing but the place tells from others has a key that no entity asks for.
    keys = {e.key: batch.named[id(e)][1] for e in entities}
    named = {*keys.values()}
    between = [(name, keys.get(start, start), keys.get(end, end)) for name, start, end in between]
    owners = states.owners(wanted | named)
    trace = EntryTrace(sorted(named), sorted(wanted | named), {}, retired, between)
    trace.brought = _marks(states, {key: owner for key, owner in owners.items() if key not in before})
    _weigh(states, between, changes)
    nodes = sorted({owners[key] for key in trace.named if key in owners})
    made = [batch.named[id(entity)][0].id for entity in entities if entity.chosen == NEW]
    body = {**entry.body, "actors": nodes, "made": made, "trace": trace.body(), "notes": _named(entry.notes)}
    noted = LedgerEntry(BOOK, entry.source.id, who, at, body)
    notes = [replace(note, at=at) for note in entry.notes]
    states.write(cypher.write_bookkeeping(ENTRY), [one.stored() for one in (noted, *notes)])
    return noted, changes


def _refuse_hidden(record: Record) -> None:
    """Refuse a correction in whose text a name was hidden from who made it: it would be lost."""
    said = [*(e.decided for e in record.entities), *(e.values for e in record.entities)]
    if holds_hidden([*said, *(f.role for f in record.facts)]):
        raise UsageError("hidden_written")


def take_back(states: States, entry_id: str, who: str, at: str) -> tuple[LedgerEntry, Changes]:
    """Undo an entry and return what the ledger says of it now, and what that did to the network.

    Raises:
        UsageError: no such entry, or it is undone already.
    """
    entry = _entry(states, entry_id)
    trace, changes = EntryTrace.of(entry), Changes()
    owners = states.owners({*trace.named, *trace.asked, *(key for _, *ends in trace.between for key in ends)})
    nodes = set(owners.values())
    edges = _edges(states, trace.between, owners)
    _take_from_facts(states, edges, entry_id, trace, at, changes)
    gone = _take_from_nodes(states, nodes, entry_id, trace, at, changes)
    _hand_on(states, entry_id, trace, owners, gone)
    _weigh(states, trace.between, changes)
    states.delete(entry_id)
    notes = [f"{book}:{note}" for book, note in entry.body.get("notes", ())]
    states.tx.write(cypher.delete_bookkeeping(ENTRY), ids=notes)
    undone = replace(entry, body={**entry.body, "undone_by": who, "undone_at": at})
    states.write(cypher.write_bookkeeping(ENTRY), [undone.stored()])
    return undone, changes


def _entry(states: States, entry_id: str) -> LedgerEntry:
    found = _known(states, entry_id)
    if found is None:
        raise UsageError("no_such_entry", name=entry_id)
    if found.body.get("undone_at"):
        raise UsageError("entry_undone", name=entry_id)
    return found


def _known(states: States, entry_id: str) -> LedgerEntry | None:
    rows = states.tx.read(cypher.whole_nodes(ENTRY), ids=[_id(entry_id)])
    return next((LedgerEntry.parse(row["properties"]) for row in rows), None)


def _id(entry_id: str) -> str:
    return f"{BOOK}:{entry_id}"


def _named(notes: Iterable[LedgerEntry]) -> list[list[str]]:
    return [[note.book, note.id] for note in notes]


def _retired(states: States, nodes: Iterable[str], between: Iterable[Between]) -> dict[str, str]:
    """Return since when each of the nodes and facts is retired that are: an entry brings them back."""
    found = {node_id: n["retired_at"] for node_id, n in states.nodes(set(nodes)).items() if n.get("retired_at")}
    owners = states.owners({key for _, *ends in between for key in ends})
    facts = (edge.properties for edge in _edges(states, between, owners))
    return found | {f["id"]: f["retired_at"] for f in facts if f.get("retired_at")}


def _marks(states: States, owners: Mapping[str, str]) -> dict[str, str]:
    """Return for each key a mark of all that sources other than entries say, or said, of its node."""
    marks = {}
    for node_id, n in states.nodes(set(owners.values())).items():
        said = Claims.parse([*n["claims"], *(n.get("former_claims") or ())])
        marks[node_id] = digest(*said.without({source for source in said.sources() if is_entered(source)}).stored())
    return {key: marks[owner] for key, owner in owners.items() if owner in marks}


def _edges(states: States, between: Iterable[Between], owners: Mapping[str, str]) -> list[Edge]:
    """Return the facts of a type between two nodes, in whichever direction where it has none, each once."""
    found: dict[str, Edge] = {}
    for name, *keys in between:
        ends = [owners.get(key, "") for key in keys]
        turns = [ends] if states.schema.relationships[name].directed else [ends, ends[::-1]]
        for start, end in (turn for turn in turns if all(turn)):
            query = cypher.facts_from(name, states.schema.label_of(start))
            for row in states.tx.read(query, ids=[start]):
                if row["end"] == end:
                    found[row["f"]["id"]] = Edge(name, row["start"], row["end"], row["f"])
    return list(found.values())


def _take_from_facts(
    states: States, edges: Iterable[Edge], entry_id: str, trace: EntryTrace, at: str, changes: Changes
) -> None:
    """Take an entry's evidence from facts; one of which nothing is left goes."""
    for edge in edges:
        f = edge.properties
        if all(source_of(item) != entry_id for item in (*f["evidence"], *(f.get("former_evidence") or ()))):
            continue
        kept, former = (
            [item for item in f.get(name) or () if source_of(item) != entry_id]
            for name in ("evidence", "former_evidence")
        )
        row: dict[str, Any] = {"id": f["id"], "start": edge.start}
        label = states.schema.label_of(edge.start)
        if not kept:
            changes.facts_retired.add(f["id"])
        else:
            changes.facts_changed.add(f["id"])
        if not kept and not former:
            states.write(cypher.delete_facts(edge.type, label), [row])
            continue
        since = None if kept else _since(states, f, f["id"], trace, at)
        row["properties"] = {"evidence": kept, "former_evidence": former or None, "retired_at": since}
        states.write(cypher.update_facts(edge.type, label), [row])


def _take_from_nodes(
    states: States, nodes: Collection[str], entry_id: str, trace: EntryTrace, at: str, changes: Changes
) -> set[str]:
    """Take an entry's claims from nodes, and return those that are deleted since nobody ever said anything else."""
    gone = set()
    for node_id, n in sorted(states.nodes(set(nodes)).items()):
        claims, former = (Claims.parse(n.get(name) or ()).without({entry_id}) for name in ("claims", "former_claims"))
        if claims.items or former.items:
            since = "" if claims.items else _since(states, n, node_id, trace, at)
            states.restate([states.described(NodeSaid(node_id, claims, n["keys"], n, since, former, n["name"]))])
            (changes.changed if claims.items else changes.retired).add(node_id)
        else:
            states.tx.write(cypher.delete_bookkeeping(KEY), ids=sorted(n["keys"]))
            states.delete(node_id)
            changes.retired.add(node_id)
            gone.add(node_id)
    return gone


def _since(states: States, n: Mapping[str, Any], item: str, trace: EntryTrace, at: str) -> str:
    """Return since when something is retired again: since it was, before the first entry brought it back."""
    return str(n.get("retired_at") or trace.retired.get(item) or at)


def _hand_on(
    states: States, entry_id: str, trace: EntryTrace, owners: Mapping[str, str], gone: Collection[str]
) -> None:
    """Free the keys an entry brought in; what other entries on the same nodes rest on is theirs from now on."""
    heirs = _heirs(states, {owner for owner in owners.values() if owner not in gone}, entry_id)
    marks = _marks(states, {key: owner for key, owner in owners.items() if owner not in gone})
    given: dict[str, LedgerEntry] = {}
    freed: dict[str, set[str]] = {}
    for heir in heirs:
        theirs = EntryTrace.of(heir)
        keys = [key for key in trace.brought if key in theirs.asked]
        items = [item for item in trace.retired if item not in theirs.retired]
        theirs.brought |= {key: trace.brought.pop(key) for key in keys}
        theirs.retired |= {item: trace.retired[item] for item in items}
        if keys or items:
            given[heir.id] = replace(heir, body={**heir.body, "trace": theirs.body()})
    for key, mark in trace.brought.items():
        if owners.get(key, "") not in {"", *gone} and marks.get(key) == mark:
            freed.setdefault(owners[key], set()).add(key)
    for node_id, n in states.nodes(set(freed)).items():
        row = {"id": node_id, "properties": {"keys": [key for key in n["keys"] if key not in freed[node_id]]}}
        states.write(cypher.update_nodes(states.schema.label_of(node_id)), [row])
    states.tx.write(cypher.delete_bookkeeping(KEY), ids=sorted(key for keys in freed.values() for key in keys))
    states.write(cypher.write_bookkeeping(ENTRY), [heir.stored() for heir in given.values()])


def _heirs(states: States, nodes: Collection[str], entry_id: str) -> list[LedgerEntry]:
    """Return the other entries that say something of nodes, the earliest first."""
    said = {source for n in states.nodes(set(nodes)).values() for source in Claims.parse(n["claims"]).sources()}
    ids = sorted(_id(source) for source in said if is_entered(source) and source != entry_id)
    found = [LedgerEntry.parse(row["properties"]) for row in states.tx.read(cypher.whole_nodes(ENTRY), ids=ids)]
    return sorted(found, key=lambda e: (e.at, e.id))


def _weigh(states: States, between: Iterable[Between], changes: Changes) -> None:
    """Mark the facts that somebody said are not so, and take the mark from those that nobody says that of any more."""
    owners = states.owners({key for _, *ends in between for key in ends})
    weigh(states, _edges(states, between, owners), changes)


def weigh(states: States, edges: Sequence[Edge], changes: Changes) -> None:
    """Mark those of some facts that somebody said are not so, and no others; after a merge other keys count as well."""
    nodes = states.nodes({end for edge in edges for end in (edge.start, edge.end)})
    claims = {node_id: Claims.parse(n["claims"]).corrected_facts() for node_id, n in nodes.items()}
    for edge in edges:
        ends = {*nodes[edge.start]["keys"]}, {*nodes[edge.end]["keys"]}
        said = [
            c
            for c in (*claims[edge.start], *claims[edge.end])
            if (c[0].start in ends[0] and c[0].end in ends[1]) or (c[0].start in ends[1] and c[0].end in ends[0])
        ]
        by = overruled_by(edge.type, edge.properties, said)
        if by != list(edge.properties.get("corrected_by") or ()):
            row = {"id": edge.properties["id"], "start": edge.start, "properties": {"corrected_by": by or None}}
            states.write(cypher.update_facts(edge.type, states.schema.label_of(edge.start)), [row])
            changes.facts_changed.add(edge.properties["id"])
