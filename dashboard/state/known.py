"""What most is known of: actors to begin with where nobody has chosen one."""

import numpy as np
import streamlit as st

from dashboard.state.by_itself import BY_ITSELF
from graph.columns.overall import Overall
from graph.network import Network, Node

_MOST = 12


def most_known(network: Network, *labels: str) -> list[Node]:
    """Return the actors with some labels that stand in most facts."""
    return [node for node in _ranked(network)[1] if node.label in labels]


# The network is kept with what is counted of it, so that its id is that of no other one.
@st.cache_resource(show_spinner=False, max_entries=2, hash_funcs=BY_ITSELF)
def _ranked(network: Network) -> tuple[Network, list[Node]]:
    overall = Overall(network)
    facts, found = overall.facts_around, list[tuple[int, Node]]()
    for label in ("Person", "Organisation"):
        actors = np.flatnonzero(overall.labelled((label,)) & (facts > 0))
        best = actors[np.argsort(facts[actors], kind="stable")[-_MOST:]].tolist()
        found += zip(facts[best].tolist(), overall.nodes(best), strict=True)
    return network, [node for _, node in sorted(found, key=lambda one: (-one[0], one[1].id))]
