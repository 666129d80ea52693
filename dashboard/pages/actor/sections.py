"""Which tables a profile has: by type of node, relationship type and other end."""

from collections.abc import Iterator
from dataclasses import dataclass

from graph.model.schema import BELONGS
from graph.network import Network, Relation


@dataclass(frozen=True, slots=True)
class FactSection:
    """A table of facts: `title` names its words; `others` are the labels at the other end, empty for any."""

    title: str
    types: tuple[str, ...]
    others: tuple[str, ...] = ()


ROLES = FactSection("section_roles", BELONGS)
_EVENTS = FactSection("section_events", ("TOOK_PART_IN", "FUNDS"), ("Event",))
_TOPICS = FactSection("section_topics", ("DEALS_WITH",))
_NEEDS = FactSection("section_needs", ("OFFERS", "SEEKS"))
_REGIONS = FactSection("section_regions", ("ACTIVE_IN",))
_HERE = ("DEALS_WITH", "ACTIVE_IN")

SECTIONS: dict[str, tuple[FactSection, ...]] = {
    "Person": (ROLES, _EVENTS, FactSection("section_known", ("KNOWS",)), _NEEDS, _TOPICS, _REGIONS),
    "Organisation": (
        FactSection("section_people", BELONGS, ("Person",)),
        FactSection("section_memberships", ("MEMBER_OF", "PART_OF", "SUCCEEDS"), ("Organisation",)),
        FactSection("section_cooperations", ("COOPERATES_WITH", "FUNDS")),
        _EVENTS,
        _NEEDS,
        _TOPICS,
        _REGIONS,
    ),
    "Event": (
        FactSection("section_programme", ("PART_OF",)),
        FactSection("section_organisers", ("TOOK_PART_IN", "FUNDS"), ("Organisation",)),
        FactSection("section_participants", ("TOOK_PART_IN",), ("Person",)),
        _TOPICS,
        _REGIONS,
    ),
}
_ANY_OTHER = (
    FactSection("section_parts", ("PART_OF",)),
    _NEEDS,
    FactSection("section_organisations", _HERE, ("Organisation",)),
    FactSection("section_events", _HERE, ("Event",)),
    FactSection("section_people", _HERE, ("Person",)),
)


def sections(network: Network, node_id: str) -> Iterator[tuple[FactSection, list[Relation]]]:
    """Yield the sections that have facts; what fits none comes last, so that nothing is left out."""
    left = {relation.id: relation for relation in network.around(node_id)}
    for section in SECTIONS.get(network.nodes[node_id].label, _ANY_OTHER):
        found = [r for r in left.values() if r.type in section.types and _ends_at(network, r, node_id, section)]
        for relation in found:
            del left[relation.id]
        if found:
            yield section, sorted(found, key=network.dates, reverse=True)
    if left:
        yield FactSection("section_other", ()), list(left.values())


def _ends_at(network: Network, relation: Relation, node_id: str, section: FactSection) -> bool:
    return not section.others or network.nodes[relation.other(node_id)].label in section.others
