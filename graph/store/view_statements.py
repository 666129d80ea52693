"""What a view asks of everything, or of all nodes of a label: statements without anything put into them."""

from graph.bookkeeping import DECISION, KEY, META
from graph.store.cypher import STATE

VERSION = f"MATCH (m:{META} {{id: 'store'}}) RETURN {STATE}"
EVENTS_ON = "MATCH (n:Event) WHERE substring(n.start, 0, 10) IN $days RETURN properties(n) AS n"
PEOPLE_AT = (
    "UNWIND $ids AS id MATCH (b:Event {id: id}) MATCH (b)<-[:TOOK_PART_IN]-(a:Person) "
    "WHERE a.restricted IS NULL "
    "RETURN b.id AS event, a.name AS name"
)
DECIDED_ON = f"MATCH (d:{DECISION}) WHERE d.keep IN $ids OR d.other IN $ids RETURN properties(d) AS n"
RESTRICTED = "MATCH (n:Person) WHERE n.restricted IS NOT NULL RETURN n.id AS id"
KEYS = f"MATCH (k:{KEY}) RETURN k.id AS id, k.node AS node"


def nodes_of(label: str) -> str:
    """Return the statement that reads all nodes with a label."""
    return f"MATCH (n:{label}) RETURN properties(n) AS n"


def facts_of(name: str) -> str:
    """Return the statement that reads all relationships of a type."""
    return f"MATCH (a)-[f:{name}]->(b) RETURN a.id AS start, b.id AS end, properties(f) AS f"
