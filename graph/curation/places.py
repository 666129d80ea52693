"""Places on the map that are kept: read with the network, worked out for newcomers, stored for the next reader."""

from collections.abc import Iterator, Mapping

from graph.analysis.layout import place
from graph.columns.overall import Overall
from graph.model.schema import ON_MAP
from graph.network import Network
from graph.store import Store

Place = tuple[float, float]
Positions = Mapping[str, Place]


class Places(Mapping[str, Place]):
    """Where the nodes of a network stand: as it says itself, and as worked out by `complete` for those without."""

    def __init__(self, network: Network) -> None:
        self._network = network
        self._new: Positions = {}
        self.is_whole = not Overall(network).without_place(ON_MAP).any()

    def complete(self) -> Positions:
        """Work out where those stand that have no place yet, and return these."""
        if not self.is_whole:
            waiting, found = Overall(self._network), place(self._network)
            self._new = {i: found[i] for i in waiting.ids(waiting.without_place(ON_MAP))}
            self.is_whole = True
        return self._new

    def __getitem__(self, node_id: str) -> Place:
        """Return where a node stands.

        Raises:
            KeyError: it has no place.
        """
        return self._network.nodes[node_id].position or self._new[node_id]

    def __iter__(self) -> Iterator[str]:
        return (n.id for n in self._network.nodes.values() if n.position or n.id in self._new)

    def __len__(self) -> int:
        return sum(1 for _ in self)


def kept_places(store: Store, network: Network) -> Positions:
    """Return where each node stands on the map; those without a place get one, which is stored.

    Raises:
        StoreError: new places can not be stored.
    """
    places = Places(network)
    if new := places.complete():
        store.writer().place(new)
    return places
