"""What the page shows before an actor is chosen: the ones looked at last, and those most is known of."""

from collections import Counter
from heapq import nlargest

import streamlit as st

from dashboard.parts.design import Choice, begin
from dashboard.parts.frame import Context
from dashboard.state.by_itself import BY_ITSELF
from graph.network import Network, Node

_SEEN = "_actor_seen"
_MOST_SEEN, _MOST_KNOWN = 6, 6


def looked_at(node_id: str) -> None:
    """Remember, for this visit alone, that an actor was looked at."""
    seen = [node_id, *(known for known in st.session_state.get(_SEEN, []) if known != node_id)]
    st.session_state[_SEEN] = seen[:_MOST_SEEN]


def offer(context: Context) -> None:
    """Draw the actors one may want to see: those of this visit, and those most is known of."""
    words, nodes = context.words, context.network.nodes
    seen = [nodes[i] for i in st.session_state.get(_SEEN, []) if i in nodes]
    begin(context, words("actor_seen"), [_choice(context, node) for node in seen])
    known = [nodes[i] for i in _most_known(context.network)[1] if i in nodes]
    begin(context, words("actor_known"), [_choice(context, node) for node in known if node not in seen])


def _choice(context: Context, node: Node) -> Choice:
    kind = context.words.of(context.network.schema.nodes[node.label].display)
    said = context.words("actor_facts", n=len(context.network.around(node.id)))
    return Choice(node.display, f"{kind} · {said}", "actor", (("actor", node.id),))


@st.cache_resource(show_spinner=False, max_entries=2, hash_funcs=BY_ITSELF)
def _most_known(network: Network) -> tuple[Network, list[str]]:
    """Return the organisations and people that stand in most facts; the network is kept with them."""
    ends: Counter[str] = Counter()
    for relation in network.relations:
        ends[relation.start] += 1
        ends[relation.end] += 1
    actors = [i for i in ends if network.nodes[i].label in ("Organisation", "Person")]
    return network, nlargest(_MOST_KNOWN, actors, key=lambda i: (ends[i], i))
