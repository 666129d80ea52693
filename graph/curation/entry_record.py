"""A checked entry as entities and facts: new nodes get the keys under which lists may name them."""

from collections.abc import Iterable, Mapping

from graph.curation.entry import Entry, FactChange, NewNode, StatedFact, ValueChange
from graph.model.corrections import IS, IS_NOT, FactCorrection
from graph.model.facts import NEW, Entity, Fact, Record, Source, Value, digest
from graph.model.fold import fold
from graph.model.keys import event_key, is_personal, person_keys, region_keys, split_name_key, topic_key
from graph.model.schema import BELONGS, load
from graph.names.organisation import parse_organisation
from graph.names.person import parse_person
from graph.network import Network, Node
from graph.reference import find_land
from graph.store.entering import Between


def home_key(node: Node) -> str:
    """Return the key a node was made for; of one that has taken in others it stays its own when they part."""
    wanted = node.id.partition("-")[2]
    return next((key for key in node.keys if digest(key) == wanted), node.keys[0])


def source_of_entry(entry: Entry, who: str, unique: str) -> Source:
    """Return the source an entry is."""
    said = entry.provenance
    return Source(
        title=said.title,
        sha256=digest(unique),
        kind=entry.kind,
        date=said.day,
        confidentiality=said.confidentiality,
        recorded_by=who,
        said_by=said.said_by,
        way=said.way,
        certainty="" if said.certainty == "certain" else said.certainty,
        entered=True,
    )


def record_of(entry: Entry, network: Network, source: Source, at: str) -> tuple[Record, list[Between]]:
    """Return what an entry states, and between which nodes its facts are."""
    build = _EntryBuild(entry, network, source, at)
    return build.record(), build.between


class _EntryBuild:
    def __init__(self, entry: Entry, network: Network, source: Source, at: str) -> None:
        self.entry, self.network, self.source, self.at = entry, network, source, at
        self.new = {node.ref: node for node in entry.nodes}
        self.values: dict[str, dict[str, list[str]]] = {}
        self.decided: dict[str, list[tuple[str, str]]] = {}
        self.keys: dict[str, list[str]] = {}
        self.between: list[Between] = []
        self.facts: list[Fact] = []

    def record(self) -> Record:
        for value in self.entry.values:
            self._value(value)
        for change in self.entry.changes:
            self._change(change)
        for fact in self.entry.facts:
            self._fact(fact)
        ends = [end for fact in self.entry.facts for end in (fact.start, fact.end)]
        ends += [end for change in self.entry.changes for end in (change.fact.start, change.fact.end)]
        known = dict.fromkeys([*ends, *self.entry.about, *self.values, *self.decided])
        entities = [self._made(node) for node in self.entry.nodes]
        entities += [self._chosen(node_id) for node_id in known if node_id not in self.new]
        return Record(tuple(entities), tuple(dict.fromkeys(self.facts)))

    def _made(self, node: NewNode) -> Entity:
        name, values = node.name, dict(node.values)
        if node.label == "Person":
            parsed = parse_person(node.name)
            name = parsed.full
            parts = {"title": parsed.title, "given_name": parsed.given, "family_name": parsed.family}
            values = {**{field: part for field, part in parts.items() if part}, **values}
        kind = parse_organisation(name).kind if node.label == "Organisation" else ""
        if kind and "kind" not in values:
            values["kind"] = kind
        return Entity(node.label, self._keys_of(node), name, self.at, values, chosen=NEW)

    def _chosen(self, node_id: str) -> Entity:
        node = self.network.nodes[node_id]
        keys = tuple(dict.fromkeys([home_key(node), *self.keys.get(node_id, ())]))
        values = {name: tuple(found) for name, found in self.values.get(node_id, {}).items()}
        decided = tuple(dict.fromkeys(self.decided.get(node_id, ())))
        return Entity(node.label, keys, node.name, self.at, values, chosen=node.id, decided=decided)

    def _value(self, change: ValueChange) -> None:
        node = self.network.nodes[change.node]
        definition = load().nodes[node.label].fields.get(change.field)
        decided = self.decided.setdefault(change.node, [])
        if change.value or not (definition and definition.list):
            decided.append((f"{change.field}{IS}", change.value))
        if change.wrong:
            decided.append((f"{change.field}{IS_NOT}", change.wrong))
        if change.value:
            self.keys.setdefault(change.node, []).extend(_more_keys(node, change.field, change.value))

    def _change(self, change: FactChange) -> None:
        said = change.fact
        keys = self._key(said.start), self._key(said.end)
        times = ("", "", "", change.ended) if change.ended else (said.role, said.valid_from, said.valid_to, "")
        self.decided.setdefault(said.start, []).append(FactCorrection(said.type, *keys, *times).claim)
        self.between.append((said.type, *keys))
        if change.instead:
            self._fact(change.instead)

    def _fact(self, fact: StatedFact) -> None:
        ends = self._key(fact.start), self._key(fact.end)
        self.facts.append(Fact(fact.type, *ends, self.at, fact.role, fact.valid_from, fact.valid_to))

    def _key(self, end: str) -> str:
        return self._keys_of(self.new[end])[0] if end in self.new else home_key(self.network.nodes[end])

    def _keys_of(self, node: NewNode) -> tuple[str, ...]:
        """Return the keys of a new node; those that belong to another one are left to that."""
        match node.label:
            case "Person":
                external, mails = _texts(node.values, "external_ids"), _texts(node.values, "emails")
                name = parse_person(node.name).key
                return person_keys(name, self._contexts(node), mails, external)
            case "Organisation":
                names = [node.name, *_texts(node.values, "short_name"), *_texts(node.values, "aliases")]
                named = (key for name in names if fold(name) for key in parse_organisation(name).keys)
                return tuple(dict.fromkeys([*_texts(node.values, "external_ids"), *named]))
            case "Event":
                parent = self._ends(node, ("PART_OF",))
                date = str(node.values.get("start", ""))
                return (event_key(node.name, date, parent[0] if parent else ""),)
            case "Topic":
                return tuple(dict.fromkeys(map(topic_key, [node.name, *_texts(node.values, "aliases")])))
            case _:
                land = find_land(node.name)
                return region_keys(node.name, str(node.values.get("code", "")) or (land.code if land else ""))

    def _contexts(self, node: NewNode) -> list[str]:
        return self._ends(node, BELONGS) or self._ends(node, ("TOOK_PART_IN",)) or [f"source:{self.source.id}"]

    def _ends(self, node: NewNode, types: Iterable[str]) -> list[str]:
        ends = [fact.end for fact in self.entry.facts if fact.start == node.ref and fact.type in types]
        return list(dict.fromkeys(self._key(end) for end in ends))


def _more_keys(node: Node, field: str, value: str) -> list[str]:
    """Return the keys under which lists may name a node from now on."""
    match node.label, field:
        case "Person", "name":
            contexts = [split[1] for key in node.keys if (split := split_name_key(key))]
            return list(person_keys(parse_person(value).key, contexts))
        case "Person", "emails":
            return [f"mail:{value}"] if is_personal(value) else []
        case (("Person" | "Organisation"), "external_ids"):
            return [value]
        case "Organisation", ("name" | "short_name" | "aliases"):
            return list(parse_organisation(value).keys) if fold(value) else []
        case "Topic", ("name" | "aliases"):
            return [topic_key(value)]
        case "Region", "name":
            return list(region_keys(value))
        case "Region", "code":
            return list(region_keys(node.name, value))
        case _:
            return []


def _texts(values: Mapping[str, Value], field: str) -> tuple[str, ...]:
    value = values.get(field, ())
    return (value,) if isinstance(value, str) else tuple(value)
