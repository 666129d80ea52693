"""The people of a briefing as contacts, with what the audience may see of them."""

from briefing.documents.document import NamedContact
from briefing.documents.section_context import Matter
from graph.model.schema import BELONGS
from graph.network import Node

MOST = 60


def contacts(matter: Matter) -> tuple[NamedContact, ...]:
    """Return the people among the subjects, of the subjects and near them, the nearest first."""
    scope = matter.scope
    near = dict.fromkeys([*scope.focus, *(n.id for n in scope.near)])
    people = [node for i in near if (node := matter.network.nodes[i]).label == "Person"]
    return tuple(_contact(matter, node) for node in people[:MOST])


def _contact(matter: Matter, node: Node) -> NamedContact:
    facts = matter.scope.facts_from(node.id, *BELONGS, now=True)
    facts.sort(key=lambda r: (r.type != "WORKS_FOR", r.id))
    emails = node.fields.get("emails", ())
    return NamedContact(
        node.id,
        matter.says.name(node),
        str(node.fields.get("given_name", "")),
        str(node.fields.get("family_name", "")),
        str(node.fields.get("title", "")),
        matter.network.nodes[facts[0].end].name if facts else "",
        matter.says.role(facts[0]) if facts else "",
        tuple(emails),
    )
