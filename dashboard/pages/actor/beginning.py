"""What the page shows before an actor is chosen: the ones looked at last, and those most is known of."""

from dashboard.parts.design import Choice, begin
from dashboard.parts.frame import Context
from dashboard.state.known import most_known
from dashboard.state.seen import seen
from graph.network import Node

_MOST_KNOWN = 6


def offer(context: Context) -> None:
    """Draw the actors one may want to see: those of this visit, and those most is known of."""
    words, nodes = context.words, context.network.nodes
    before = [nodes[i] for i in seen() if i in nodes]
    begin(context, words("actor_seen"), [_choice(context, node) for node in before])
    known = [node for node in most_known(context.network, "Organisation", "Person") if node not in before]
    begin(context, words("actor_known"), [_choice(context, node) for node in known[:_MOST_KNOWN]])


def _choice(context: Context, node: Node) -> Choice:
    kind = context.words.of(context.network.schema.nodes[node.label].display)
    said = context.words("actor_facts", n=len(context.network.around(node.id)))
    return Choice(node.display, f"{kind} · {said}", "actor", (("actor", node.id),))
