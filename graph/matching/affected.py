"""Which actors may be compared otherwise once some nodes were written: themselves, and whom their facts lead to."""

from collections.abc import Iterable, Iterator, Mapping

from graph.matching.actor import LABELS
from graph.matching.actor_row import ActorRow
from graph.network import Network


def near(network: Network, node_id: str) -> list[str]:
    """Return the actors that a node's own facts lead to, sorted; a fact read without direction is that of both ends."""
    schema = network.schema.relationships
    ends = {
        other
        for r in network.around(node_id)
        if (r.start == node_id or not schema[r.type].directed)
        and (other := r.other(node_id)) in network.nodes
        and network.nodes[other].label in LABELS
    }
    return sorted(ends)


def affected(network: Network, touched: Iterable[str], rows: Mapping[str, ActorRow]) -> set[str]:
    """Return the ids of the actors that writes to some nodes can have changed; `rows` are the actors before."""
    found = set[str]()
    for node_id in touched:
        if node_id in rows:
            found |= {node_id, *rows[node_id].near}
        node = network.nodes.get(node_id)
        if node is None:
            continue
        if node.label in LABELS:
            found |= {node_id, *near(network, node_id)}
        elif node.label == "Event":
            for event in (node_id, *_parts(network, node_id)):
                found.update(r.start for r in network.around(event) if r.end == event)
    return {i for i in found if i in rows or (i in network.nodes and network.nodes[i].label in LABELS)}


def _parts(network: Network, event: str) -> Iterator[str]:
    return (r.start for r in network.parts(event))
