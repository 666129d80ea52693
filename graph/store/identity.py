"""Identity: which node an entity is, by its strongest key that is known.

A key alone is not believed blindly. An address under which a quite different name is known is a shared mailbox,
two addresses in one house stand for two namesakes, and two associations may have the same initials. These rules
leave two nodes where one might do: merging can be made up for, a wrong merge hardly.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import count

from rapidfuzz import fuzz

from graph.model.claims import Claims
from graph.model.facts import NEW, Entity, digest
from graph.model.keys import OWN_SCHEMES, split_name_key
from graph.model.schema import Schema
from graph.names.person import compatible, parse_person

_LONGEST_ABBREVIATION = 8
BY_PLACE = "place"  # the scheme of keys of those whose every other key is somebody else's
_ALIKE = 88.0  # per cent: two spellings of one name, not two associations of the same initials


@dataclass(slots=True)
class NodeState:
    """A node while a batch is worked on."""

    id: str
    label: str
    keys: set[str]
    claims: Claims
    new: bool = False
    changed: bool = False


@dataclass(slots=True)
class Identities:
    """Known keys and the nodes that own them; `assign` adds to both."""

    schema: Schema
    owners: dict[str, str] = field(default_factory=dict)
    nodes: dict[str, NodeState] = field(default_factory=dict)
    new_keys: dict[str, str] = field(default_factory=dict)
    own_key: Callable[[Entity, str], str] = lambda entity, mark: f"{BY_PLACE}:{entity.place} {entity.key}{mark}"

    def lookup_keys(self, entity: Entity) -> tuple[str, ...]:
        """Return the entity's keys and the name keys under all other names of the same context."""
        return self._with_alternates(entity.keys)

    def _with_alternates(self, keys: Iterable[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(found for key in keys for found in (key, *self._alternates(key))))

    def _alternates(self, key: str) -> Iterable[str]:
        split = split_name_key(key)
        if split is None or split[1] not in self.owners:
            return
        name, context = split
        for other in sorted(self.nodes[self.owners[context]].keys):
            yield f"name:{name}@{other.removeprefix('org:')}"

    def assign(
        self, entity: Entity, contexts: Collection[str] = (), others: Collection[str] = ()
    ) -> tuple[NodeState, str]:
        """Return the node the entity is, new where no key is known, and the strongest key that names it.

        `contexts` are the nodes its own place names beside it: a name within another organisation of the same
        initials says nothing. `others` are the people the same place tells apart from it. The node owns the
        entity's free keys from now on. Where all are others', it is told by its place, the same at each load.
        """
        if entity.chosen:
            return self._chosen(entity)
        usable = [key for key in entity.keys if not self._is_shared(key, entity)]
        keys = [key for key in usable if not self._is_elsewhere(key, contexts)] or usable
        known = self._known(entity, keys, others)
        if not any(self.owners.get(key) in (None, known and known.id) for key in keys):
            keys = [self._own_key(entity, others)]
            known = self.nodes[self.owners[keys[0]]] if keys[0] in self.owners else known
        node = known or self._make(entity.label, keys)
        self._own(node, keys)
        return node, next(key for key in keys if self.owners[key] == node.id)

    def _chosen(self, entity: Entity) -> tuple[NodeState, str]:
        """Return the node that somebody has chosen, which is no question of names, with the entity's free keys."""
        keys = [key for key in entity.keys if key not in self.owners]
        if entity.chosen == NEW and (gone := self._gone(entity)):
            node, keys = gone[0], [gone[1], *keys]
        elif entity.chosen == NEW:
            keys = keys or [self._own_key(entity, frozenset(self.nodes))]
            node = self._make(entity.label, keys)
        else:
            node, keys = self.nodes[self.owners[entity.key]], [entity.key, *keys]
        self._own(node, keys)
        return node, keys[0]

    def _gone(self, entity: Entity) -> tuple[NodeState, str] | None:
        """Return the node of the same key that nobody says anything of any more, and that key: it is taken up again."""
        found = ((self.nodes[self.owners[key]], key) for key in entity.keys if key in self.owners)
        return next(((n, key) for n, key in found if n.label == entity.label and not n.claims.items), None)

    def _own(self, node: NodeState, keys: Iterable[str]) -> None:
        for key in keys:
            if key not in self.owners:
                self.owners[key] = self.new_keys[key] = node.id
                node.keys.add(key)
                node.changed = True

    def _own_key(self, entity: Entity, others: Collection[str]) -> str:
        """Return the key of an entity's place that is free or was its own before; a place may name several alike."""
        for number in count(1):
            key = self.own_key(entity, f" {number}" if number > 1 else "")
            owner = self.owners.get(key)
            if owner is None or (owner not in others and self.nodes[owner].label == entity.label):
                return key
        raise AssertionError

    def _known(self, entity: Entity, keys: Collection[str], others: Collection[str]) -> NodeState | None:
        for key in (key for key in self._with_alternates(keys) if key in self.owners):
            node = self.nodes[self.owners[key]]
            if node.label != entity.label or (key.startswith("mail:") and key not in keys):
                continue
            if key.startswith("name:") and (node.id in others or _other_address(node.keys, keys)):
                continue
            if _other_ids(node.keys, keys):
                continue
            if _is_abbreviation(key) and _other_names(node.keys, keys):
                continue
            return node
        return None

    def _is_shared(self, key: str, entity: Entity) -> bool:
        if not key.startswith("mail:") or key not in self.owners:
            return False
        known = self.nodes[self.owners[key]].claims.values("name")
        name = parse_person(entity.name)
        return bool(known) and not any(compatible(parse_person(other), name) for other in known)

    def _is_elsewhere(self, key: str, contexts: Collection[str]) -> bool:
        split = split_name_key(key)
        return bool(split and contexts) and self.owners.get(split[1] if split else "", "") not in {"", *contexts}

    def _make(self, label: str, keys: Iterable[str]) -> NodeState:
        free = next(key for key in keys if key not in self.owners)
        prefix = self.schema.nodes[label].id_prefix
        node = NodeState(f"{prefix}-{digest(free)}", label, set(), Claims(), new=True, changed=True)
        return self.nodes.setdefault(node.id, node)


def _other_ids(known: Iterable[str], keys: Iterable[str]) -> bool:
    """Return whether both sides have external ids of one kind, all different."""
    ours, theirs = _ids_by_scheme(keys), _ids_by_scheme(known)
    return any(ours[scheme].isdisjoint(theirs[scheme]) for scheme in ours.keys() & theirs.keys())


def _ids_by_scheme(keys: Iterable[str]) -> dict[str, set[str]]:
    schemes: dict[str, set[str]] = {}
    for key in keys:
        scheme = key.partition(":")[0]
        if scheme not in OWN_SCHEMES:
            schemes.setdefault(scheme, set()).add(key)
    return schemes


def _is_abbreviation(key: str) -> bool:
    """Return whether a key of an organisation is one short word, as VDB: several organisations may share it."""
    return key.startswith("org:") and len(key) <= len("org:") + _LONGEST_ABBREVIATION and " " not in key


def _other_names(known: Iterable[str], keys: Iterable[str]) -> bool:
    """Return whether both sides have names written out, and no two of them look alike."""
    ours, theirs = ([k for k in side if k.startswith("org:") and not _is_abbreviation(k)] for side in (keys, known))
    alike = any(fuzz.token_sort_ratio(a, b) >= _ALIKE for a in ours for b in theirs)
    return bool(ours and theirs) and not alike


def _other_address(known: Iterable[str], keys: Iterable[str]) -> bool:
    """Return whether both sides have addresses, all different, and two of them in the same house."""
    ours = {key for key in keys if key.startswith("mail:")}
    theirs = {key for key in known if key.startswith("mail:")}
    return bool(ours and theirs) and not ours & theirs and bool(_houses(ours) & _houses(theirs))


def _houses(addresses: Iterable[str]) -> set[str]:
    return {address.rpartition("@")[2] for address in addresses}


def nodes_by_label(states: Mapping[str, NodeState]) -> dict[str, list[NodeState]]:
    """Return the changed nodes grouped by label."""
    grouped: dict[str, list[NodeState]] = {}
    for state in states.values():
        if state.changed:
            grouped.setdefault(state.label, []).append(state)
    return grouped
