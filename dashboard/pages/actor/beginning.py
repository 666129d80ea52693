"""What the page shows before an actor is chosen: the ones looked at last, and those most is known of."""

import streamlit as st

from dashboard.parts.design import Choice, begin
from dashboard.parts.frame import Context
from dashboard.state.known import most_known
from graph.network import Node

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
    known = [node for node in most_known(context.network, "Organisation", "Person") if node not in seen]
    begin(context, words("actor_known"), [_choice(context, node) for node in known[:_MOST_KNOWN]])


def _choice(context: Context, node: Node) -> Choice:
    kind = context.words.of(context.network.schema.nodes[node.label].display)
    said = context.words("actor_facts", n=len(context.network.around(node.id)))
    return Choice(node.display, f"{kind} · {said}", "actor", (("actor", node.id),))
