"""What people accepted of a document is written so that the store depends on the accepted set alone, not on its order.

Each change of that set takes the document's evidence back and states anew what is accepted now, in one transaction.
What only the document brought in - nodes, facts, keys - is noted in the ledger and goes again with its last
proposal; so undoing an acceptance leaves the store exactly as it was, whatever was accepted before or since.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from graph.bookkeeping import ENTRY, KEY, PROPOSAL
from graph.errors import UsageError
from graph.model.claims import Claims, source_of
from graph.model.facts import Record, Source, digest
from graph.model.ledger import LedgerEntry
from graph.model.proposals import Proposal
from graph.store import cypher, withdrawal
from graph.store.batch import Batch
from graph.store.changes import Changes
from graph.store.cypher import Write
from graph.store.identity import BY_PLACE
from graph.store.said import facts_from
from graph.store.sources import write_source
from graph.store.stored import States

BOOK = "acceptance"
PROPOSALS_OF = f"MATCH (n:{PROPOSAL}) WHERE n.source_id = $source RETURN properties(n) AS n"


@dataclass(frozen=True, slots=True)
class Settlement:
    """What is to be: proposals with their new state, and everything that is then accepted of the document.

    With `anew` all of it is stated again, though nothing changes: the document was withdrawn and has been loaded again.
    """

    changed: Sequence[Proposal]
    record: Record
    anew: bool = False


Decide = Callable[[Sequence[Proposal]], Settlement]


@dataclass(slots=True)
class BroughtIn:
    """What only a document brought in; a key with a mark of what others said of its node at that moment.

    `said` are the keys under which it says something now, whoever brought them in: they lead to its nodes after
    merges, too. It is None where an earlier version did not note them.
    """

    nodes: set[str] = field(default_factory=set)
    facts: set[str] = field(default_factory=set)
    keys: dict[str, str] = field(default_factory=dict)
    said: set[str] | None = field(default_factory=set)

    @classmethod
    def read(cls, states: States, source_id: str) -> "BroughtIn":
        """Return what the ledger says of a document."""
        ids = [f"{BOOK}:{source_id}"]
        for row in states.tx.read(cypher.whole_nodes(ENTRY), ids=ids):
            body = LedgerEntry.parse(row["properties"]).body
            said = set(body["said"]) if "said" in body else None
            return cls(set(body["nodes"]), set(body["facts"]), dict(body["keys"]), said)
        return cls()

    def write(self, states: States, source_id: str, who: str, at: str) -> None:
        """Note it in the ledger; where nothing of the document is left, the note goes too."""
        if not (self.nodes or self.facts or self.keys or self.said):
            states.tx.write(cypher.delete_bookkeeping(ENTRY), ids=[f"{BOOK}:{source_id}"])
            return
        said = sorted(self.said or ())
        body = {"nodes": sorted(self.nodes), "facts": sorted(self.facts), "keys": self.keys, "said": said}
        states.write(cypher.write_bookkeeping(ENTRY), [LedgerEntry(BOOK, source_id, who, at, body).stored()])


def settle(states: States, source_id: str, decide: Decide, who: str, at: str) -> tuple[list[Proposal], Changes]:
    """Change the state of proposals of one document as `decide` says, and write what is accepted of it then.

    Return the proposals that changed, and what that did to the network.

    Raises:
        UsageError: the document was withdrawn, so nothing of it can be accepted or taken back.
    """
    known = [Proposal.parse(row["n"]) for row in states.tx.read(PROPOSALS_OF, source=source_id)]
    decided = decide(sorted(known, key=lambda p: (p.start, p.end, p.id)))
    changed = [replace(p, who=who, at=at) for p in decided.changed]
    states.write(cypher.write_bookkeeping(PROPOSAL), [p.stored() for p in changed])
    before = {p.id for p in known if p.state == "accepted"}
    if not (any(p.state == "accepted" or p.id in before for p in changed) or (decided.anew and before)):
        return changed, Changes()
    source = known[0].document
    if not decided.anew and states.nodes({source_id}).get(source_id, {}).get("withdrawn_at"):
        raise UsageError("document_withdrawn", name=source.title, file=source.file)
    return changed, _rewrite(states, source, decided.record, who, at)


def _rewrite(states: States, source: Source, record: Record, who: str, at: str) -> Changes:
    made = BroughtIn.read(states, source.id)
    found = _affected(states, made, source.id)
    withdrawal.take_back(states, found, source.id, at, Changes())
    wanted = {key for entity in record.entities for key in entity.keys}
    # Whom the document tells apart by the place alone it finds again by that key: it is free only if nobody is.
    places = {key for key in made.keys if key.startswith(f"{BY_PLACE}:")}
    _free(states, made, made.keys.keys() - wanted - places, source.id)
    before = states.owners(wanted)
    changes = Changes()
    made.said = set()
    if record.entities:
        Batch(states.tx, states.schema, source, _seconds(at), changes).write([record])
        made.said = _said(states, [*changes.created, *changes.changed], source.id)
        write_source(states.tx, source, changes, _seconds(at))
        made.nodes |= set(changes.created)
        made.facts |= set(changes.facts_created)
        made.keys |= _marks(states, _new_keys(states, wanted - before.keys(), changes.created), source.id)
    _free(states, made, places - made.said, source.id)
    _clear_facts(states, made, found, source.id, changes)
    _clear_nodes(states, made, found, source.id, changes)
    if not record.entities:
        _clear_source(states, made, source.id)
    made.write(states, source.id, who, at)
    return changes


def _affected(states: States, made: BroughtIn, source_id: str) -> withdrawal.Affected:
    """Return all that a document says something about, found by its own keys: the network may be large."""
    if made.said is None:
        return withdrawal.affected(states, source_id)
    nodes = states.nodes(set(states.owners(made.said).values()))
    said = [node_id for node_id, n in nodes.items() if source_id in Claims.parse(n["claims"]).sources()]
    by_label = states.schema.by_label(said)
    facts = [
        (name, row)
        for name, kind in states.schema.relationships.items()
        for label, ids in by_label.items()
        if label in kind.start
        for row in facts_from(states.tx, name, label, ids, source_id)
    ]
    return withdrawal.Affected(said, facts)


def _said(states: States, nodes: Iterable[str], source_id: str) -> set[str]:
    """Return the keys under which a document says something of nodes."""
    claims = (Claims.parse(n["claims"]) for n in states.nodes(set(nodes)).values())
    return {
        key for said in claims for (_, _, key), evidence in said.items.items() if source_id in map(source_of, evidence)
    }


def _new_keys(states: States, keys: Collection[str], nodes: Iterable[str]) -> dict[str, str]:
    """Return which node owns each new key; a new node may have got other keys than were asked for."""
    of_nodes = {key: node_id for node_id, n in states.nodes(set(nodes)).items() for key in n.get("keys", ())}
    return states.owners(keys) | of_nodes


def _free(states: States, made: BroughtIn, keys: Collection[str], source_id: str) -> None:
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
        states.write(cypher.update_nodes(label), some)
    freed_keys = sorted(key for some in gone.values() for key in some)
    states.tx.write(cypher.delete_bookkeeping(KEY), ids=freed_keys)
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


def _clear_facts(states: States, made: BroughtIn, found: withdrawal.Affected, source_id: str, changes: Changes) -> None:
    """Delete the facts that only the document stated; give those of others what they had before."""
    starts = {fact["id"]: (name, fact["start"]) for name, fact in found.facts}
    stated: dict[str, dict[str, Any]] = {}
    for name in sorted({name for name, _ in starts.values()}):
        ids = [fact_id for fact_id, (type_, _) in starts.items() if type_ == name]
        for fact_id, evidence, _, former, _ in states.tx.listed(cypher.read_facts(name), ids=ids):
            stated[fact_id] = {"evidence": evidence, "former": former}
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
    statement: Callable[[str, str], Write],
    rows: Iterable[tuple[str, dict[str, Any]]],
    starts: Mapping[str, tuple[str, str]],
) -> None:
    sorted_rows: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for fact_id, more in rows:
        name, start = starts[fact_id]
        row = {"id": fact_id, "start": start, **more}
        sorted_rows.setdefault((name, states.schema.label_of(start)), []).append(row)
    for (name, label), some in sorted(sorted_rows.items()):
        states.write(statement(name, label), some)


def _clear_nodes(states: States, made: BroughtIn, found: withdrawal.Affected, source_id: str, changes: Changes) -> None:
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
        states.write(cypher.update_nodes(label), some)


def _clear_source(states: States, made: BroughtIn, source_id: str) -> None:
    """Delete the source of which nothing is accepted any more; one that was withdrawn stays, for the past."""
    known = states.nodes({source_id}).get(source_id)
    if known and source_id in made.nodes and not known.get("withdrawn_at"):
        states.delete(source_id)
    made.nodes.discard(source_id)


def _seconds(at: str) -> str:
    """Return a time as loads write it, without parts of a second."""
    return at[:19] + at[26:]
