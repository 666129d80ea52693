"""One batch of records inside a transaction: resolve the entities, compare with what is known, write the rest."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from graph.model.claims import Claims, add_evidence, source_of
from graph.model.corrections import overruled_by
from graph.model.facts import Entity, Fact, Record, Source, digest
from graph.model.schema import Schema
from graph.store import cypher
from graph.store.batch_size import ROWS, batched
from graph.store.changes import Changes, ChangeState, FactSample, NodeSample, Overruled
from graph.store.identity import BY_PLACE, Identities, NodeState
from graph.store.making import MadeFact, Making
from graph.store.transaction import Tx

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
class _Written:
    """What one batch writes: rows that are ready to be sent."""

    keys: list[dict[str, Any]]
    new_nodes: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    known_nodes: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    new_facts: list[MadeFact] = field(default_factory=list)
    known_facts: dict[tuple[str, str], list[dict[str, Any]]] = field(default_factory=dict)

    def send(self, tx: Tx, making: Making) -> None:
        """Write all of it."""
        for part in batched(self.keys, ROWS):
            tx.write(cypher.CREATE_KEYS, rows=part)
        for label, nodes in sorted(self.new_nodes.items()):
            making.nodes(label, nodes)
        statements = [(cypher.update_nodes(label), rows) for label, rows in sorted(self.known_nodes.items())]
        making.facts(self.new_facts)
        statements += [(cypher.update_facts(*of), rows) for of, rows in sorted(self.known_facts.items())]
        for statement, rows in statements:
            for part in batched(rows, ROWS):
                tx.write(statement, rows=part)


@dataclass(slots=True)
class Batch:
    """Writes records of one source in one transaction and counts into `changes`.

    What one call of `write` has read or written the next ones know. While the database writes one part the next is
    worked out: whoever reads or writes on the transaction afterwards waits for it.
    """

    tx: Tx
    schema: Schema
    source: Source
    recorded_at: str
    changes: Changes
    former: dict[str, Claims] = field(default_factory=dict)
    identities: Identities = field(init=False)
    making: Making = field(init=False)
    asked: set[str] = field(default_factory=set)  # keys that were looked up
    made: set[str] = field(default_factory=set)  # nodes that were not there before
    stated: set[str] = field(default_factory=set)  # facts that say all they will say after this load
    said: set[str] = field(default_factory=set)  # nodes that the records name

    named: dict[int, Named] = field(default_factory=dict)  # by id() of each entity of the last write

    def __post_init__(self) -> None:
        """Begin with nothing known."""
        self.making = Making(self.tx)
        self.identities = Identities(self.schema)
        self.identities.own_key = self._own_key

    def write(self, records: Sequence[Record], ahead: Sequence[Record] = ()) -> None:
        """Write what the records say that the database does not know yet; `ahead` are those that come next."""
        named = self.named = self._resolve(records)
        nodes = {node.id: node for node, _ in named.values()}
        self.said |= nodes.keys()
        facts = self._compare(_named_facts(records, named))
        written = self._written(nodes.values(), facts)
        self._count(nodes.values(), facts)
        self._forget_changes(nodes.values(), facts)
        self._fetch_keys({key for record in ahead for entity in record.entities for key in entity.keys})
        self.tx.later(partial(written.send, self.tx, self.making))

    def _forget_changes(self, nodes: Iterable[NodeState], facts: Iterable[FactState]) -> None:
        """Take all as written: the next part begins from there."""
        for node in nodes:
            if node.new:
                self.made.add(node.id)
            node.new = node.changed = False
        self.stated.update(fact.id for fact in facts)

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

    def _resolve(self, records: Sequence[Record]) -> dict[int, Named]:
        """Return the node each entity is, and the key that names it.

        Contexts come first: a person is looked up under all names of the organisation.
        """
        resolved: dict[int, Named] = {}
        entities = {id(e): e for record in records for e in record.entities}
        self._fetch(e for e in entities.values() if not _is_person(e))
        for entity in entities.values():
            if not _is_person(entity):
                resolved[id(entity)] = self._assign(entity)
        self._fetch(e for e in entities.values() if _is_person(e))
        for record in records:
            contexts = {resolved[id(e)][0].id for e in record.entities if not _is_person(e)}
            others: set[str] = set()
            for entity in filter(_is_person, record.entities):
                if id(entity) not in resolved:
                    resolved[id(entity)] = self._assign(entity, contexts, others)
                others.add(resolved[id(entity)][0].id)
        return resolved

    def _assign(self, entity: Entity, contexts: Collection[str] = (), others: Collection[str] = ()) -> Named:
        node, key = self.identities.assign(entity, contexts, others)
        node.changed |= node.claims.add(entity, key, self.source)
        if not self.source.entered:
            self.changes.overruled += _overruled_values(entity, node)
        return node, key

    def _own_key(self, entity: Entity, mark: str) -> str:
        """Return the key of an entity that is told by its place, since all its other keys belong to somebody else."""
        key = f"{BY_PLACE}:{self.source.evidence(entity.place)} {entity.key}{mark}"
        self._fetch_keys([key])
        if not mark:
            self.changes.apart.append((entity.name, entity.place))
        return key

    def _fetch(self, entities: Iterable[Entity]) -> None:
        """Read owners of all keys in question, and their nodes."""
        self._fetch_keys({key for entity in entities for key in self.identities.lookup_keys(entity)})

    def _fetch_keys(self, wanted: Iterable[str]) -> None:
        keys = sorted(set(wanted) - self.identities.owners.keys() - self.asked)
        self.asked.update(keys)
        found: dict[str, str] = {}
        for part in batched(keys, ROWS):
            found |= {str(key): str(node) for key, node in self.tx.listed(cypher.OWNERS, keys=part)}
        for label, ids in self.schema.by_label(set(found.values()) - self.identities.nodes.keys()).items():
            for part in batched(ids, ROWS):
                self._take_in(label, self.tx.listed(cypher.read_nodes(label), ids=part))
        self.identities.owners.update(found)

    def _take_in(self, label: str, rows: Iterable[list[Any]]) -> None:
        for node_id, keys, claims, former, place in rows:
            self.identities.nodes[node_id] = NodeState(node_id, label, set(keys), Claims.parse(claims))
            self.making.places[node_id] = place
            if former:
                self.former[node_id] = Claims.parse(former)

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
            if fact_id not in states and fact_id not in self.stated:
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
            if not (self._is_made(state.start) or self._is_made(state.end)):
                by_type.setdefault(state.fact.type, []).append(state.id)
        for name, ids in sorted(by_type.items()):
            for part in batched(sorted(ids), ROWS):
                for fact_id, known, retired_at, former, corrected_by in self.tx.listed(
                    cypher.read_facts(name), ids=part
                ):
                    state = states[fact_id]
                    merged = known if state.evidence[0] in known else add_evidence(known, state.evidence)
                    state.new = False
                    state.corrected_by = corrected_by or []
                    state.changed = merged != known or retired_at is not None
                    state.evidence = merged
                    said = frozenset(map(source_of, merged))
                    state.former = [item for item in former or () if source_of(item) not in said]

    def _is_made(self, node: NodeState) -> bool:
        """Return whether a node was not there before: no relationship of it that was not stated here can be known."""
        return node.new or node.id in self.made

    def _written(self, nodes: Iterable[NodeState], facts: Iterable[FactState]) -> _Written:
        """Return what is to be written of nodes and relationships."""
        keys, self.identities.new_keys = self.identities.new_keys, {}
        written = _Written([{"id": key, "node": node} for key, node in keys.items()])
        for node in nodes:
            if node.new:
                written.new_nodes.setdefault(node.label, []).append(self._properties(node))
            elif node.changed:
                row = {"id": node.id, "properties": self._properties(node)}
                written.known_nodes.setdefault(node.label, []).append(row)
        for fact in facts:
            start, end = fact.start.id, fact.end.id
            if fact.new:
                written.new_facts.append(MadeFact(fact.fact.type, start, end, self._fact_properties(fact)))
            elif fact.changed:
                former = fact.former or None
                said = {"evidence": fact.evidence, "retired_at": None, "former_evidence": former}
                row = {"id": fact.id, "start": start, "properties": said}
                written.known_facts.setdefault((fact.fact.type, fact.start.label), []).append(row)
        return written

    def _properties(self, state: NodeState) -> dict[str, Any]:
        kind = self.schema.nodes[state.label]
        fields = state.claims.properties(kind)
        said = {"id": state.id, "keys": sorted(state.keys), "claims": state.claims.stored(), **fields}
        if state.new:
            return said
        former = self.former.get(state.id, Claims()).beyond(state.claims).stored()
        return {"retired_at": None, "former_claims": former or None, **dict.fromkeys(kind.fields), **said}

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
