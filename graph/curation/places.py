"""Places on the map that are kept: read with the network, worked out for newcomers, stored for the next reader."""

from graph.analysis.layout import place
from graph.model.schema import ON_MAP
from graph.network import Network
from graph.store import Store

Positions = dict[str, tuple[float, float]]


def kept_places(store: Store, network: Network) -> Positions:
    """Return where each node stands on the map; those without a place get one, which is stored.

    Raises:
        StoreError: new places can not be stored.
    """
    waiting = [n.id for n in network.nodes.values() if n.label in ON_MAP and n.position is None]
    positions = place(network)
    if waiting:
        store.writer().place({node_id: positions[node_id] for node_id in waiting})
    return positions
