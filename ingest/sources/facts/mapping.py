"""A checked facts file as one record: every node gets the keys under which other files may name it."""

from collections import Counter
from collections.abc import Iterable, Mapping

from graph.errors import InputError
from graph.model.facts import Entity, Fact, Record, Source, Value
from graph.model.fold import fold
from graph.model.keys import event_key, person_keys, region_keys, topic_key
from graph.model.schema import BELONGS
from graph.names.organisation import parse_organisation
from graph.names.person import parse_person
from graph.reference import find_land
from ingest.sources.facts.check import CheckedFacts, DeclaredNode, RelationshipSaid

Parents = Mapping[str, list[RelationshipSaid]]


def record(checked: CheckedFacts, source: Source) -> Record:
    """Return all entities and facts of a file.

    Raises:
        InputError: two nodes of the file can not be told apart.
    """
    starts: dict[str, list[RelationshipSaid]] = {}
    for said in checked.relationships:
        starts.setdefault(said.start, []).append(said)
    build = _Build(checked, source, starts)
    entities = {ref: build.entity(node) for ref, node in checked.nodes.items()}
    _refuse_doubles(source.file, [(checked.nodes[ref], entity) for ref, entity in entities.items()])
    facts = [
        Fact(r.type, entities[r.start].key, entities[r.end].key, r.place, r.role, r.valid_from, r.valid_to)
        for r in checked.relationships
    ]
    return Record(tuple(entities.values()), tuple(facts))


def _refuse_doubles(file: str, nodes: Iterable[tuple[DeclaredNode, Entity]]) -> None:
    owners: dict[str, tuple[DeclaredNode, Entity]] = {}
    for node, entity in nodes:
        for key in entity.keys:
            other, known = owners.setdefault(key, (node, entity))
            if other is not node and not _two_addresses(known.keys, entity.keys):
                raise InputError("same_node", file=file, row=node.line, value=node.name, other=other.ref)


def _two_addresses(*keys: Iterable[str]) -> bool:
    """Return whether both have addresses of their own, which makes two people of one name."""
    ours, theirs = ({key for key in some if key.startswith("mail:")} for some in keys)
    return bool(ours and theirs) and not ours & theirs


class _Build:
    def __init__(self, checked: CheckedFacts, source: Source, starts: Parents) -> None:
        self.checked, self.source, self.starts = checked, source, starts
        events = Counter(self.event_key(node) for node in checked.nodes.values() if node.label == "Event")
        self.ambiguous = {key for key, count in events.items() if count > 1}
        self.known: dict[str, tuple[str, ...]] = {}  # keys by ref: a house is named by each of its people

    def entity(self, node: DeclaredNode) -> Entity:
        values = dict(node.values)
        name = node.name
        if node.label == "Person":
            name = parse_person(node.name).full
            values = {**_name_parts(node), **values}
        return Entity(node.label, self.keys(node), name, node.place, values)

    def keys(self, node: DeclaredNode) -> tuple[str, ...]:
        found = self.known.get(node.ref)
        if found is None:
            found = self.known[node.ref] = self._keys(node)
        return found

    def _keys(self, node: DeclaredNode) -> tuple[str, ...]:
        match node.label:
            case "Person":
                external = _texts(node.values.get("external_ids"))
                contexts = self.contexts(node)
                return person_keys(parse_person(node.name).key, contexts, _texts(node.values.get("emails")), external)
            case "Organisation":
                return _organisation_keys(node)
            case "Event":
                key = self.event_key(node)
                return (self.nested_key(node) if key in self.ambiguous else key,)
            case "Topic":
                return tuple(dict.fromkeys(map(topic_key, _names(node, "aliases"))))
            case _:
                land = find_land(node.name)
                return region_keys(node.name, str(node.values.get("code", "")) or (land.code if land else ""))

    def contexts(self, node: DeclaredNode) -> list[str]:
        """Return the keys of the person's organisations, else of the events, else of the file alone."""
        for types in (BELONGS, ("TOOK_PART_IN",)):
            ends = [r.end for r in self.starts.get(node.ref, []) if r.type in types]
            if ends:
                return list(dict.fromkeys(self.keys(self.checked.nodes[end])[0] for end in ends))
        return [f"source:{self.source.id}"]

    def nested_key(self, node: DeclaredNode) -> str:
        """Return the key of a session that has its name twice in one event, as "Plenum" on two days."""
        above = next((r.end for r in self.starts.get(node.ref, []) if r.type == "PART_OF"), None)
        key = self.event_key(node)
        return event_key(node.name, parent=self.event_key(self.checked.nodes[above])) if above else key

    def event_key(self, node: DeclaredNode) -> str:
        """Return the key of an event, or of a session by its name and the whole event it belongs to."""
        parents = [r.end for r in self.starts.get(node.ref, []) if r.type == "PART_OF"]
        seen = {node.ref}
        while parents and parents[0] not in seen:
            seen.add(parents[0])
            above = self.checked.nodes[parents[0]]
            if not any(r.type == "PART_OF" for r in self.starts.get(above.ref, [])):
                return event_key(node.name, parent=event_key(above.name, str(above.values.get("start", ""))))
            parents = [r.end for r in self.starts[above.ref] if r.type == "PART_OF"]
        return event_key(node.name, str(node.values.get("start", "")))


def _organisation_keys(node: DeclaredNode) -> tuple[str, ...]:
    names = _names(node, "short_name", "aliases")
    external = _texts(node.values.get("external_ids"))
    return tuple(dict.fromkeys([*external, *(key for name in names for key in parse_organisation(name).keys)]))


def _names(node: DeclaredNode, *fields: str) -> list[str]:
    """Return the name and what the fields hold, without what folds to nothing: "-" names no one."""
    return [name for name in (node.name, *(t for f in fields for t in _texts(node.values.get(f)))) if fold(name)]


def _name_parts(node: DeclaredNode) -> dict[str, Value]:
    parsed = parse_person(node.name)
    parts = {"title": parsed.title, "given_name": parsed.given, "family_name": parsed.family}
    return {field: value for field, value in parts.items() if value}


def _texts(value: Value | None) -> tuple[str, ...]:
    if not value:
        return ()
    return (value,) if isinstance(value, str) else value
