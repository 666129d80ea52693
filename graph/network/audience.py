"""What an audience may see of a network: sources by their confidentiality, fields by `audience.yaml`.

The network itself is cut down, so that whatever is made of it can not say more. A source without confidentiality is
internal. A fact whose sources are all above the level is not there; neither is a node that only such sources name, nor
a spelling, title or address that only they give.
"""

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict

from graph.model.claims import Claims, source_of
from graph.model.facts import LEVELS, Confidentiality
from graph.model.fold import search_text
from graph.network import Network, Node, Relation


class Rules(BaseModel):
    """Which fields of each label an audience may see."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    fields: dict[str, dict[str, Confidentiality]]

    def allows(self, label: str, field: str, audience: Confidentiality) -> bool:
        """Return whether an audience may see a field."""
        return may_see(audience, self.fields.get(label, {}).get(field, "public"))


@cache
def load_rules() -> Rules:
    """Return the rules the program comes with."""
    text = files("graph.network").joinpath("audience.yaml").read_text(encoding="utf-8")
    return Rules.model_validate(yaml.safe_load(text))


def may_see(audience: Confidentiality, level: str) -> bool:
    """Return whether an audience may see something of this confidentiality; an unknown one counts as internal.

    >>> may_see("partners", "public"), may_see("partners", "internal"), may_see("partners", "")
    (True, False, False)
    """
    wanted = LEVELS.index(level) if level in LEVELS else LEVELS.index("internal")
    return LEVELS.index(audience) >= wanted


def hidden_sources(network: Network, audience: Confidentiality) -> frozenset[str]:
    """Return the ids of the sources an audience may not see."""
    sources = network.by_label("Source")
    return frozenset(s.id for s in sources if not may_see(audience, str(s.fields.get("confidentiality", ""))))


def seen_by(network: Network, audience: Confidentiality, rules: Rules | None = None) -> Network:
    """Return the part of a network that an audience may see; for the internal audience that is all of it."""
    if audience == "internal":
        return network
    sight = AudienceSight(network, audience, rules or load_rules())
    nodes = {node.id: node for node in sight.nodes()}
    return Network(network.schema, nodes, list(sight.facts(nodes)), network.version)


class AudienceSight:
    """How one audience sees nodes and facts, one after the other."""

    def __init__(self, network: Network, audience: Confidentiality, rules: Rules) -> None:
        self._network, self._audience, self._rules = network, audience, rules
        sources = {node.id for node in network.nodes.values() if node.label == "Source"}
        hidden = hidden_sources(network, audience)
        # Evidence of a source that is not in the network is hidden, too.
        self._seen, self._sees_all = sources - hidden, not hidden

    def nodes(self) -> Iterator[Node]:
        """Yield the nodes that are seen."""
        return (shown for node in self._network.nodes.values() if (shown := self.node(node)) is not None)

    def facts(self, nodes: Container[str]) -> Iterator[Relation]:
        """Yield the facts that are seen between some nodes."""
        facts = (fact for r in self._network.relations if (fact := self.relation(r)) is not None)
        return (fact for fact in facts if fact.start in nodes and fact.end in nodes)

    def relation(self, relation: Relation) -> Relation | None:
        """Return a fact with the evidence that is seen, None without any."""
        evidence = tuple(item for item in relation.evidence if source_of(item) in self._seen)
        return replace(relation, evidence=evidence) if evidence else None

    def node(self, node: Node) -> Node | None:
        """Return a node without keys and claims, which name addresses and places in hidden sources."""
        if node.label == "Source":
            return self._shown(node, {**node.fields, "name": node.name}) if node.id in self._seen else None
        if self._sees_all:
            return self._shown(node, {**node.fields, "name": node.name})
        claims = Claims.parse(node.claims)
        said = claims.seen(self._seen)
        if not said.values("name"):
            return None
        return self._shown(node, said.properties(self._network.schema.nodes[node.label]))

    def _shown(self, node: Node, properties: Mapping[str, Any]) -> Node:
        kind = self._network.schema.nodes[node.label]
        fields = {
            name: properties[name]
            for name in kind.fields
            if properties.get(name) not in (None, "", []) and self._rules.allows(node.label, name, self._audience)
        }
        return replace(
            node,
            name=properties["name"],
            kind=str(fields.get(kind.kind_field, "")),
            fields=fields,
            keys=(),
            claims=(),
            search_text=search_text(properties["name"]),
            invented=bool(properties.get("invented", node.invented)),
        )


@dataclass(frozen=True, slots=True)
class Hidden:
    """What an audience does not get to see, for the author who decides whether to hand a document on.

    `sources` are hidden sources by title with the number of facts they are evidence of, `nodes` counts by label,
    `fields` by label and field.
    """

    facts: int
    sources: Mapping[str, int]
    nodes: Mapping[str, int]
    fields: Mapping[tuple[str, str], int]


def hidden_around(full: Network, seen: Network, node_ids: Iterable[str]) -> Hidden:
    """Return what is hidden of some nodes, their facts, and those at the other end of these."""
    if seen is full:
        return Hidden(0, {}, {}, {})
    named = [i for i in dict.fromkeys(node_ids) if i in full.nodes]
    facts = {r.id: r for i in named for r in full.around(i)}
    near = dict.fromkeys([*named, *(end for r in facts.values() for end in (r.start, r.end))])
    kept = {r.id for i in named if i in seen.nodes for r in seen.around(i)}
    titles = Counter(title for r in facts.values() for title in _hidden_titles(full, seen, r))
    labels = Counter(full.nodes[i].label for i in near if i not in seen.nodes)
    fields = Counter(
        (full.nodes[i].label, name)
        for i in near
        if i in seen.nodes
        for name in full.nodes[i].fields
        if name not in seen.nodes[i].fields
    )
    return Hidden(len(facts.keys() - kept), dict(titles), dict(labels), dict(fields))


def _hidden_titles(full: Network, seen: Network, relation: Relation) -> set[str]:
    sources = (full.source(item) for item in relation.evidence)
    return {s.name for s in sources if s and s.id not in seen.nodes}
