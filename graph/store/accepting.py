"""What people accepted of a document, written so that the store follows from the accepted set alone.

Each change of that set takes the document's evidence back and states anew what is accepted now, in one transaction.
What only the document brought in - nodes, facts, keys - is noted in the ledger and goes again with its last
proposal; so undoing an acceptance leaves the store exactly as it was, whatever was accepted before or since.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from graph.claims import Claims, source_of
from graph.facts import Record, Source, digest
from graph.ledger import Entry
from graph.proposals import Proposal
from graph.store import cypher, withdrawal
from graph.store.batch import Batch
from graph.store.changes import Changes
from graph.store.sources import write_source
from graph.store.states import States

BOOK = "acceptance"


@dataclass(frozen=True, slots=True)
class Settlement:
    """What shall be: the proposals that change, with their new state, and all that is accepted of the document then."""

    changed: Sequence[Proposal]
    record: Record


Decide = Callable[[Sequence[Proposal]], Settlement]


@dataclass(slots=True)
class Made:
    """What only a document brought in; a key with a mark of what others said of its node at that moment."""

    nodes: set[str] = field(default_factory=set)
    facts: set[str] = field(default_factory=set)
    keys: dict[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, states: States, source_id: str) -> "Made":
        """Return what the ledger says of a document."""
        ids = [f"{BOOK}:{source_id}"]
        for row in states.tx.run(cypher.whole_nodes(cypher.ENTRY), ids=ids):
            body = Entry.parse(row["properties"]).body
            return cls(set(body["nodes"]), set(body["facts"]), dict(body["keys"]))
        return cls()

    def write(self, states: States, source_id: str, who: str, at: str) -> None:
        """Note it in the ledger; nothing is noted of a document of which nothing is left."""
        if not (self.nodes or self.facts or self.keys):
            states.tx.run(cypher.delete_bookkeeping(cypher.ENTRY), ids=[f"{BOOK}:{source_id}"]).consume()
            return
        body = {"nodes": sorted(self.nodes), "facts": sorted(self.facts), "keys": self.keys}
        states.run(cypher.write_bookkeeping(cypher.ENTRY), [Entry(BOOK, source_id, who, at, body).stored()])


def settle(states: States, source_id: str, decide: Decide, who: str, at: str) -> tuple[list[Proposal], Changes]:
    """Change the state of proposals of one document as `decide` says, and write what is accepted of it then.

    Return the proposals that changed, and what that did to the network.
    """
    rows = (row["n"] for row in states.tx.run(cypher.read_bookkeeping(cypher.PROPOSAL)))
    known = [Proposal.parse(row) for row in rows if row["source_id"] == source_id]
    decided = decide(sorted(known, key=lambda p: (p.start, p.end, p.id)))
    changed = [replace(p, who=who, at=at) for p in decided.changed]
    states.run(cypher.write_bookkeeping(cypher.PROPOSAL), [p.stored() for p in changed])
    before = {p.id for p in known if p.state == "accepted"}
    after = before.difference(p.id for p in changed) | {p.id for p in changed if p.state == "accepted"}
    if not known or not (before or after):
        return changed, Changes()
    return changed, _rewrite(states, known[0].document, decided.record, who, at)


def _rewrite(states: States, source: Source, record: Record, who: str, at: str) -> Changes:
    made = Made.read(states, source.id)
    found = withdrawal.affected(states, source.id)
    withdrawal.take_back(states, found, source.id, at, Changes())
    wanted = {key for entity in record.entities for key in entity.keys}
    _free(states, made, made.keys.keys() - wanted, source.id)
    before = states.owners(wanted)
    changes = Changes()
    if record.entities:
        Batch(states.tx, states.schema, source, _seconds(at), changes).write([record])
        write_source(states.tx, source, changes, _seconds(at))
        made.nodes |= set(changes.created)
        made.facts |= set(changes.facts_created)
        made.keys |= _marks(states, _new_keys(states, wanted - before.keys(), changes.created), source.id)
    _clear_facts(states, made, found, source.id, changes)
    _clear_nodes(states, made, found, source.id, changes)
    if not record.entities:
        _clear_source(states, made, source.id)
    made.write(states, source.id, who, at)
    return changes


def _new_keys(states: States, keys: Collection[str], nodes: Iterable[str]) -> dict[str, str]:
    """Return the owners of new keys; those of new nodes may be others than were asked for."""
    of_nodes = {key: node_id for node_id, n in states.nodes(set(nodes)).items() for key in n.get("keys", ())}
    return states.owners(keys) | of_nodes


def _free(states: States, made: Made, keys: Collection[str], source_id: str) -> None:
    """Take keys from their nodes that only the document gave them: nobody said anything of the node since."""
    owners = states.owners(keys)
    nodes = states.nodes(set(owners.values()))
    marks = _marks(states, owners, source_id)
    gone: dict[str, set[str]] = {}
    for key, owner in owners.items():
        if marks.get(key) == made.keys[key]:
            gone.setdefault(owner, set()).add(key)
    rows: dict[str, list[dict[str, Any]]] = {}
    for node_id, freed in gone.items():
        left = [key for key in nodes[node_id]["keys"] if key not in freed]
        row = {"id": node_id, "properties": {"keys": left}}
        rows.setdefault(states.schema.label_of(node_id), []).append(row)
    for label, some in sorted(rows.items()):
        states.run(cypher.update_nodes(label), some)
    freed_keys = sorted(key for some in gone.values() for key in some)
    states.tx.run(cypher.delete_bookkeeping(cypher.KEY), ids=freed_keys).consume()
    for key in keys:
        made.keys.pop(key, None)


def _marks(states: States, owners: Mapping[str, str], source_id: str) -> dict[str, str]:
    """Return for each key a mark of all that others say, or said, of its node."""
    nodes = states.nodes(set(owners.values()))
    marks = {
        node_id: digest(*Claims.parse([*n["claims"], *(n.get("former_claims") or ())]).without({source_id}).stored())
        for node_id, n in nodes.items()
    }
    return {key: marks[owner] for key, owner in owners.items() if owner in marks}


def _clear_facts(states: States, made: Made, found: withdrawal.Affected, source_id: str, changes: Changes) -> None:
    """Delete the facts that only the document stated; give those of others what they had before."""
    starts = {fact["id"]: (name, fact["start"]) for name, fact in found.facts}
    stated: dict[str, dict[str, Any]] = {}
    for name in sorted({name for name, _ in starts.values()}):
        ids = [fact_id for fact_id, (type_, _) in starts.items() if type_ == name]
        stated |= {row["id"]: dict(row) for row in states.tx.run(cypher.read_facts(name), ids=ids)}
    gone, others = [], []
    for fact_id, row in stated.items():
        former = [item for item in row.get("former") or () if source_of(item) != source_id]
        if not row["evidence"] and fact_id in made.facts and not former:
            gone.append(fact_id)
        elif row["evidence"] and source_id not in map(source_of, row["evidence"]):
            others.append((fact_id, former))
    _run_on_facts(states, cypher.delete_facts, ((fact_id, {}) for fact_id in gone), starts)
    rows = ((fact_id, {"properties": {"former_evidence": former or None}}) for fact_id, former in others)
    _run_on_facts(states, cypher.update_facts, rows, starts)
    for fact_id in (f for f in stated if not stated[f]["evidence"]):
        changes.facts_retired.add(fact_id)
    made.facts -= set(gone)


def _run_on_facts(
    states: States,
    statement: Callable[[str, str], str],
    rows: Iterable[tuple[str, dict[str, Any]]],
    starts: Mapping[str, tuple[str, str]],
) -> None:
    sorted_rows: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for fact_id, more in rows:
        name, start = starts[fact_id]
        row = {"id": fact_id, "start": start, **more}
        sorted_rows.setdefault((name, states.schema.label_of(start)), []).append(row)
    for (name, label), some in sorted(sorted_rows.items()):
        states.run(statement(name, label), some)


def _clear_nodes(states: States, made: Made, found: withdrawal.Affected, source_id: str, changes: Changes) -> None:
    """Delete the nodes that only the document named; give those of others what they had before.

    A node of others that nobody names any more stays retired.
    """
    nodes = states.nodes(set(found.nodes))
    rows: dict[str, list[dict[str, Any]]] = {}
    for node_id, node in sorted(nodes.items()):
        if node.get("retired_at"):
            changes.retired.add(node_id)
            if node_id in made.nodes and not node["keys"]:
                states.delete(node_id)
                made.nodes.discard(node_id)
        elif said := node.get("former_claims"):
            former = Claims.parse(said).without({source_id}).stored() or None
            row = {"id": node_id, "properties": {"former_claims": former}}
            rows.setdefault(states.schema.label_of(node_id), []).append(row)
    for label, some in sorted(rows.items()):
        states.run(cypher.update_nodes(label), some)


def _clear_source(states: States, made: Made, source_id: str) -> None:
    """Delete the source of which nothing is accepted any more; one that was withdrawn stays, for the past."""
    known = states.nodes({source_id}).get(source_id)
    if known and source_id in made.nodes and not known.get("withdrawn_at"):
        states.delete(source_id)
    made.nodes.discard(source_id)


def _seconds(at: str) -> str:
    """Return a time as loads write it, without parts of a second."""
    return at[:19] + at[26:]
