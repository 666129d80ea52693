"""What most is known of: actors to begin with where nobody has chosen one."""

from collections import Counter
from heapq import nlargest

import streamlit as st

from dashboard.state.by_itself import BY_ITSELF
from graph.network import Network, Node

_MOST = 12


def most_known(network: Network, *labels: str) -> list[Node]:
    """Return the actors with some labels that stand in most facts."""
    return [node for node in _ranked(network)[1] if node.label in labels]


# The network is kept with what is counted of it, so that its id is that of no other one.
@st.cache_resource(show_spinner=False, max_entries=2, hash_funcs=BY_ITSELF)
def _ranked(network: Network) -> tuple[Network, list[Node]]:
    facts: Counter[str] = Counter()
    for relation in network.relations:
        facts[relation.start] += 1
        facts[relation.end] += 1
    found: list[Node] = []
    for label in ("Person", "Organisation"):
        actors = [i for i in facts if network.nodes[i].label == label]
        found += [network.nodes[i] for i in nlargest(_MOST, actors, key=lambda i: (facts[i], i))]
    return network, sorted(found, key=lambda node: (-facts[node.id], node.id))
