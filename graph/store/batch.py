"""One batch of records inside a transaction: resolve the entities, compare with what is known, write the rest."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from typing import Any, TypeVar

from graph.model.claims import Claims, add_evidence, source_of
from graph.model.corrections import overruled_by
from graph.model.facts import Entity, Fact, Record, Source, digest
from graph.model.schema import Schema
from graph.store import cypher
from graph.store.changes import Changes, ChangeState, FactSample, NodeSample, Overruled
from graph.store.cypher import Write
from graph.store.identity import BY_PLACE, Identities, NodeState, nodes_by_label
from graph.store.transaction import Tx

ROWS = 2000  # a statement; larger ones were not faster on either engine

T = TypeVar("T")


def batched(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """Yield lists of `size` items (itertools.batched came with Python 3.12)."""
    iterator = iter(items)
    while part := list(islice(iterator, size)):
        yield part


Named = tuple[NodeState, str]


@dataclass(slots=True)
class FactState:
    """A relationship while a batch is being written."""

    id: str
    fact: Fact
    start: NodeState
    end: NodeState
    start_key: str
    end_key: str
    evidence: list[str]
    former: list[str] = field(default_factory=list)
    new: bool = True
    changed: bool = True
    corrected_by: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Batch:
    """Writes records of one source in one transaction and counts into `changes`."""

    tx: Tx
    schema: Schema
    source: Source
    recorded_at: str
    changes: Changes
    former: dict[str, Claims] = field(default_factory=dict)
    named: dict[int, Named] = field(default_factory=dict)  # by id() of each entity of the last write

    def write(self, records: Sequence[Record]) -> None:
        """Write what the records say that the database does not know yet."""
        identities = Identities(self.schema)
        identities.own_key = partial(self._own_key, identities)
        named = self.named = self._resolve(identities, records)
        facts = self._compare(_named_facts(records, named))
        self._write_nodes(identities)
        self._write_facts(facts)
        self._count({node.id: node for node, _ in named.values()}.values(), facts)

    def _count(self, nodes: Iterable[NodeState], facts: Iterable[FactState]) -> None:
        """Count what was written, and keep the first of it in names."""
        for node in nodes:
            state, known = _state(node), self.changes.nodes.is_named(node.id)
            self.changes.nodes.note(node.id, state)
            if state != ChangeState.UNCHANGED and self.changes.node_samples.has_room and not known:
                self.changes.node_samples.append(NodeSample(node.id, node.label, _name(node), state))
        for fact in facts:
            state, known = _state(fact), self.changes.facts.is_named(fact.id)
            self.changes.facts.note(fact.id, state)
            if state != ChangeState.UNCHANGED and self.changes.fact_samples.has_room and not known:
                names = _name(fact.start), _name(fact.end)
                self.changes.fact_samples.append(FactSample(fact.fact.type, *names, fact.fact.role, state))

    def _resolve(self, identities: Identities, records: Sequence[Record]) -> dict[int, Named]:
        """Return the node each entity is, and the key that names it.

        Contexts come first: a person is looked up under all names of the organisation.
        """
        resolved: dict[int, Named] = {}
        entities = {id(e): e for record in records for e in record.entities}
        self._fetch(identities, [e for e in entities.values() if not _is_person(e)])
        for entity in entities.values():
            if not _is_person(entity):
                resolved[id(entity)] = self._assign(identities, entity)
        self._fetch(identities, [e for e in entities.values() if _is_person(e)])
        for record in records:
            contexts = {resolved[id(e)][0].id for e in record.entities if not _is_person(e)}
            others: set[str] = set()
            for entity in filter(_is_person, record.entities):
                if id(entity) not in resolved:
                    resolved[id(entity)] = self._assign(identities, entity, contexts, others)
                others.add(resolved[id(entity)][0].id)
        return resolved

    def _assign(
        self, identities: Identities, entity: Entity, contexts: Collection[str] = (), others: Collection[str] = ()
    ) -> Named:
        node, key = identities.assign(entity, contexts, others)
        node.changed |= node.claims.add(entity, key, self.source)
        if not self.source.entered:
            self.changes.overruled += _overruled_values(entity, node)
        return node, key

    def _own_key(self, identities: Identities, entity: Entity, mark: str) -> str:
        """Return the key of an entity that is told by its place, since all its other keys belong to somebody else."""
        key = f"{BY_PLACE}:{self.source.evidence(entity.place)} {entity.key}{mark}"
        self._fetch_keys(identities, [key])
        if not mark:
            self.changes.apart.append((entity.name, entity.place))
        return key

    def _fetch(self, identities: Identities, entities: Iterable[Entity]) -> None:
        """Read owners of all keys in question, and their nodes."""
        self._fetch_keys(identities, {key for entity in entities for key in identities.lookup_keys(entity)})

    def _fetch_keys(self, identities: Identities, wanted: Iterable[str]) -> None:
        keys = sorted(set(wanted) - identities.owners.keys())
        found: dict[str, str] = {}
        for part in batched(keys, ROWS):
            found |= {r["key"]: r["node"] for r in self.tx.read(cypher.OWNERS, keys=part)}
        by_label: dict[str, set[str]] = {}
        for node_id in set(found.values()) - identities.nodes.keys():
            by_label.setdefault(self.schema.label_of(node_id), set()).add(node_id)
        for label, ids in sorted(by_label.items()):
            for part in batched(sorted(ids), ROWS):
                for r in self.tx.read(cypher.read_nodes(label), ids=part):
                    identities.nodes[r["id"]] = NodeState(r["id"], label, set(r["keys"]), Claims.parse(r["claims"]))
                    if r["former"]:
                        self.former[r["id"]] = Claims.parse(r["former"])
        identities.owners.update(found)

    def _compare(self, facts: Iterable[tuple[Fact, dict[str, Named]]]) -> list[FactState]:
        states: dict[str, FactState] = {}
        for fact, named in facts:
            (start, start_key), (end, end_key) = named[fact.start], named[fact.end]
            if start is end:
                self.changes.loops.append((fact.type, fact.place))
                continue
            if not self.schema.relationships[fact.type].directed and start_key > end_key:
                start, start_key, end, end_key = end, end_key, start, start_key
            fact_id = digest(fact.type, start_key, end_key, fact.role, fact.valid_from, fact.valid_to)
            if fact_id not in states:
                evidence = [self.source.evidence(fact.place)]
                states[fact_id] = FactState(fact_id, fact, start, end, start_key, end_key, evidence)
        self._merge_known(states)
        for state in states.values():
            if state.new:
                state.corrected_by = _corrected_by(state)
            if state.corrected_by and not self.source.entered:
                self.changes.overruled.append(_overruled_fact(state))
        return list(states.values())

    def _merge_known(self, states: dict[str, FactState]) -> None:
        by_type: dict[str, list[str]] = {}
        for state in states.values():
            if not (state.start.new or state.end.new):  # a relationship of a new node can not be known
                by_type.setdefault(state.fact.type, []).append(state.id)
        for name, ids in sorted(by_type.items()):
            for part in batched(sorted(ids), ROWS):
                for r in self.tx.read(cypher.read_facts(name), ids=part):
                    state = states[r["id"]]
                    merged = add_evidence(r["evidence"], state.evidence)
                    state.new = False
                    state.corrected_by = r["corrected_by"] or []
                    state.changed = merged != r["evidence"] or r["retired_at"] is not None
                    state.evidence = merged
                    said = frozenset(map(source_of, merged))
                    state.former = [item for item in r["former"] or () if source_of(item) not in said]

    def _write_nodes(self, identities: Identities) -> None:
        keys = [{"id": key, "node": node} for key, node in identities.new_keys.items()]
        self._put(cypher.CREATE_KEYS, keys)
        for label, states in sorted(nodes_by_label(identities.nodes).items()):
            rows = [{"id": s.id, "properties": self._properties(s)} for s in states]
            new = {s.id for s in states if s.new}
            self._put(cypher.create_nodes(label), [r for r in rows if r["id"] in new])
            self._put(cypher.update_nodes(label), [r for r in rows if r["id"] not in new])

    def _properties(self, state: NodeState) -> dict[str, Any]:
        kind = self.schema.nodes[state.label]
        fields = state.claims.properties(kind)
        said = {"id": state.id, "keys": sorted(state.keys), "claims": state.claims.stored(), **fields}
        if state.new:
            return said
        former = self.former.get(state.id, Claims()).beyond(state.claims).stored()
        return {"retired_at": None, "former_claims": former or None, **dict.fromkeys(kind.fields), **said}

    def _write_facts(self, facts: Iterable[FactState]) -> None:
        new: dict[tuple[str, str, str], list[dict[str, Any]]] = {}
        known: dict[tuple[str, str], list[dict[str, Any]]] = {}
        for state in facts:
            row: dict[str, Any] = {"id": state.id, "start": state.start.id, "end": state.end.id}
            if state.new:
                row["properties"] = self._fact_properties(state)
                new.setdefault((state.fact.type, state.start.label, state.end.label), []).append(row)
            elif state.changed:
                former = state.former or None
                row["properties"] = {"evidence": state.evidence, "retired_at": None, "former_evidence": former}
                known.setdefault((state.fact.type, state.start.label), []).append(row)
        for (name, start, end), rows in sorted(new.items()):
            self._put(cypher.create_facts(name, start, end), rows)
        for (name, start), rows in sorted(known.items()):
            self._put(cypher.update_facts(name, start), rows)

    def _fact_properties(self, state: FactState) -> dict[str, Any]:
        fact = state.fact
        optional = {"role": fact.role, "valid_from": fact.valid_from, "valid_to": fact.valid_to}
        corrected = {"corrected_by": state.corrected_by} if state.corrected_by else {}
        return {
            "id": state.id,
            "from_key": state.start_key,
            "to_key": state.end_key,
            "recorded_at": self.recorded_at,
            "evidence": state.evidence,
            **{name: value for name, value in optional.items() if value},
            **corrected,
        }

    def _put(self, statement: Write, rows: Sequence[dict[str, Any]]) -> None:
        for part in batched(rows, ROWS):
            self.tx.write(statement, rows=part)


def _named_facts(records: Iterable[Record], named: dict[int, Named]) -> Iterator[tuple[Fact, dict[str, Named]]]:
    """Yield each fact with the nodes its own record names; a key may name another one in the next record."""
    for record in records:
        by_key = {entity.key: named[id(entity)] for entity in record.entities}
        for fact in record.facts:
            yield fact, by_key


def _corrected_by(state: FactState) -> list[str]:
    """Return who said that a new fact is not so; what is stated under other keys means the same."""
    said = {"role": state.fact.role, "valid_from": state.fact.valid_from, "valid_to": state.fact.valid_to}
    ends = state.start.keys, state.end.keys
    found = [c for n in (state.start, state.end) if n.claims.has_decisions for c in n.claims.corrected_facts()]
    between = [
        c for c in found if (c[0].start in ends[0] and c[0].end in ends[1]) or _turned(c[0].start, c[0].end, ends)
    ]
    return overruled_by(state.fact.type, {**said, "evidence": state.evidence}, between) if between else []


def _turned(start: str, end: str, ends: tuple[Collection[str], Collection[str]]) -> bool:
    return start in ends[1] and end in ends[0]


def _overruled_values(entity: Entity, node: NodeState) -> Iterator[Overruled]:
    """Yield the values that an entity states otherwise than somebody decided."""
    if not node.claims.has_decisions:
        return
    for name, value in {"name": entity.name, **entity.values}.items():
        if isinstance(value, str):
            decided = node.claims.decided(name)
            if decided and value and value != decided[0]:
                yield Overruled(node.id, _name(node), name, value, *decided)
            continue
        about = node.claims.decisions(name)
        for one in value:
            if one in about and not about[one][1]:
                yield Overruled(node.id, _name(node), name, one, "", about[one][0][1])


def _overruled_fact(state: FactState) -> Overruled:
    said = " ".join(filter(None, (state.fact.role, state.fact.valid_from, state.fact.valid_to)))
    return Overruled(state.start.id, _name(state.start), state.fact.type, said, _name(state.end), state.corrected_by[0])


def _state(thing: NodeState | FactState) -> ChangeState:
    return ChangeState.CREATED if thing.new else ChangeState.CHANGED if thing.changed else ChangeState.UNCHANGED


def _name(node: NodeState) -> str:
    return next(iter(node.claims.values("name")), node.id)


def _is_person(entity: Entity) -> bool:
    return entity.label == "Person"
