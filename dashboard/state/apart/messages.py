"""What the dashboard and a process of its own say to each other, over the pipe between the two and no other way.

A node goes over by its id and a fact by its place, and is one of the network at the other end: the columns behind them
never go over. Objects are put into bytes as `multiprocessing` does it.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.reduction import ForkingPickler
from typing import IO, Any

from graph.columns import ColumnNetwork
from graph.network import Network, Node, Relation

_LENGTH = 8  # bytes that say how long a message is
_here = threading.local()


def send(stream: IO[bytes], message: object) -> None:
    """Send a message.

    Raises:
        OSError: nobody listens.
    """
    said = bytes(ForkingPickler.dumps(message))
    stream.write(len(said).to_bytes(_LENGTH, "little") + said)
    stream.flush()


def receive(stream: IO[bytes]) -> Any:
    """Return the next message.

    Raises:
        EOFError: there is none any more.
    """
    said = stream.read(int.from_bytes(_whole(stream.read(_LENGTH), _LENGTH), "little"))
    return ForkingPickler.loads(said)


def _whole(said: bytes, size: int) -> bytes:
    if len(said) < size:
        raise EOFError
    return said


@contextmanager
def about(network: Network) -> Iterator[None]:
    """Take nodes and facts of what is sent and received in this thread for those of a network."""
    before, _here.network = getattr(_here, "network", None), network
    try:
        yield
    finally:
        _here.network = before


def node_here(node_id: str) -> Node:
    """Return the node that was sent."""
    found: Node = _here.network.nodes[node_id]
    return found


def fact_here(position: int) -> Relation:
    """Return the fact that was sent."""
    found: Relation = _here.network.relations[position]
    return found


def network_here() -> Network:
    """Return the network at this end."""
    found: Network = _here.network
    return found


def _network(_: ColumnNetwork) -> Any:
    return network_here, ()


def _node(node: Node) -> Any:
    return node_here, (node.id,)


def _fact(fact: Relation) -> Any:
    network: ColumnNetwork = _here.network
    return fact_here, (network.place_of(fact),)


ForkingPickler.register(ColumnNetwork, _network)
ForkingPickler.register(Node, _node)
ForkingPickler.register(Relation, _fact)
