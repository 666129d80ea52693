"""Statements that write, generated from the schema: only names out of the schema ever stand in them.

Every statement runs on both engines. Values are parameters; batches come as `$rows`. A statement that writes is a
`Write`, which says what it touches; those that read are plain texts.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from graph.bookkeeping import BOOKKEEPING, KEY, META
from graph.model.schema import Schema

_NAMES = re.compile(r":\s*([A-Z]\w*)")

Touches = Callable[[Mapping[str, Any]], Iterable[str]]


def nothing(values: Mapping[str, Any]) -> Iterable[str]:
    """Touch no node: only bookkeeping is written."""
    return ()


def everything(values: Mapping[str, Any]) -> Iterable[str]:
    """Touch more than can be named: the store is emptied."""
    return ()


def the_node(values: Mapping[str, Any]) -> Iterable[str]:
    """Touch the node `$id`."""
    return (values["id"],)


def each_node(values: Mapping[str, Any]) -> Iterable[str]:
    """Touch the nodes that the rows name."""
    return (row["id"] for row in values["rows"])


def each_made(values: Mapping[str, Any]) -> Iterable[str]:
    """Touch the nodes whose properties the rows hold."""
    return (row["properties"]["id"] for row in values["rows"])


def each_start(values: Mapping[str, Any]) -> Iterable[str]:
    """Touch the nodes at which the relationships of the rows start."""
    return (row["start"] for row in values["rows"])


@dataclass(frozen=True, slots=True)
class Write:
    """A statement that writes, and how its parameters tell which nodes it touches.

    Touched is a node that is made, changed or deleted, and one at which a relationship starts that is.

    Raises:
        ValueError: it says it touches nothing, and names labels or types of the network.
    """

    text: str
    touches: Touches

    def __post_init__(self) -> None:
        """Refuse a statement that forgets what it touches."""
        if self.touches is nothing and (named := set(_NAMES.findall(self.text)) - set(BOOKKEEPING)):
            raise ValueError(f"what of {', '.join(sorted(named))} does this touch? {self.text}")


LOCK = Write(f"MERGE (m:{META} {{id: 'store'}}) SET m.writes = coalesce(m.writes, 0) + 1", nothing)
CHANGED = Write(f"MATCH (m:{META} {{id: 'store'}}) SET m.data_version = coalesce(m.data_version, 0) + 1", nothing)
IDENTIFY = Write(
    f"MATCH (m:{META} {{id: 'store'}}) SET m.identity = coalesce(m.identity, $new) RETURN m.writes AS writes", nothing
)
NOTE = Write(f"MERGE (c:{META} {{id: $id}}) SET c.nodes = $nodes, c.whole = $whole", nothing)
NOTES = f"UNWIND $ids AS id MATCH (c:{META} {{id: id}}) RETURN c.nodes AS nodes, c.whole AS whole"
FORGET = Write(f"MATCH (c:{META} {{id: $id}}) DELETE c", nothing)
OWNERS = f"UNWIND $keys AS key MATCH (k:{KEY} {{id: key}}) RETURN k.id AS key, k.node AS node"
MOVE_KEYS = Write(f"UNWIND $rows AS row MATCH (k:{KEY} {{id: row.id}}) SET k.node = row.node", nothing)
CREATE_KEYS = Write(f"UNWIND $rows AS row CREATE (k:{KEY} {{id: row.id, node: row.node}})", nothing)
ERASE = Write("MATCH (n) WITH n LIMIT 20000 DETACH DELETE n RETURN count(*) AS n", everything)

READ_SOURCE = "MATCH (n:Source {id: $id}) RETURN properties(n) AS properties"
MERGE_SOURCE = Write("MERGE (n:Source {id: $id}) SET n += $properties", the_node)


def note_id(number: int) -> str:
    """Return the id of the note of a write."""
    return f"write-{number}"


def constraints(schema: Schema) -> Iterator[str]:
    """Yield the statements that make ids unique and searches quick; running them again changes nothing."""
    for label in (*schema.nodes, *BOOKKEEPING):
        yield (f"CREATE CONSTRAINT {label.lower()}_id IF NOT EXISTS FOR (n:{label}) REQUIRE n.id IS UNIQUE")
    for name in schema.relationships:
        yield (f"CREATE CONSTRAINT {name.lower()}_id IF NOT EXISTS FOR ()-[r:{name}]-() REQUIRE r.id IS UNIQUE")


def read_nodes(label: str) -> str:
    """Return the statement that reads nodes by `$ids` with all a writer needs."""
    return (
        f"UNWIND $ids AS id MATCH (n:{label} {{id: id}}) "
        "RETURN n.id AS id, n.keys AS keys, n.claims AS claims, n.former_claims AS former"
    )


def create_nodes(label: str) -> Write:
    """Return the statement that makes nodes out of `$rows` of `properties`."""
    text = f"UNWIND $rows AS row CREATE (n:{label}) SET n = row.properties"
    return Write(text, each_made)


def update_nodes(label: str) -> Write:
    """Return the statement that sets the properties of known nodes."""
    text = f"UNWIND $rows AS row MATCH (n:{label} {{id: row.id}}) SET n += row.properties"
    return Write(text, each_node)


def whole_nodes(label: str) -> str:
    """Return the statement that reads all properties of nodes by `$ids`."""
    return f"UNWIND $ids AS id MATCH (n:{label} {{id: id}}) RETURN n.id AS id, properties(n) AS properties"


def replace_nodes(label: str) -> Write:
    """Return the statement that gives known nodes exactly the properties of `$rows`."""
    text = f"UNWIND $rows AS row MATCH (n:{label} {{id: row.id}}) SET n = row.properties"
    return Write(text, each_node)


def delete_nodes(label: str) -> Write:
    """Return the statement that deletes nodes without relationships."""
    text = f"UNWIND $rows AS row MATCH (n:{label} {{id: row.id}}) DELETE n"
    return Write(text, each_node)


def nodes_said_by(label: str) -> str:
    """Return the statement that finds the nodes of which a `$source` says something."""
    return f"MATCH (n:{label}) WHERE any(c IN n.claims WHERE c CONTAINS $source) RETURN n.id AS id"


def facts_said_by(name: str) -> str:
    """Return the statement that finds the relationships with evidence that starts with `$prefix`."""
    return (
        f"MATCH (a)-[f:{name}]->() WHERE any(e IN f.evidence WHERE e STARTS WITH $prefix) "
        "RETURN f.id AS id, a.id AS start, f.evidence AS evidence, f.former_evidence AS former"
    )


def edges_from(name: str, label: str) -> str:
    """Return the statement that reads the relationships that start at a node."""
    return f"MATCH (a:{label} {{id: $id}})-[f:{name}]->(b) RETURN a.id AS start, b.id AS end, properties(f) AS f"


def edges_to(name: str, label: str) -> str:
    """Return the statement that reads the relationships that end at a node."""
    return f"MATCH (b:{label} {{id: $id}})<-[f:{name}]-(a) RETURN a.id AS start, b.id AS end, properties(f) AS f"


def facts_from(name: str, label: str) -> str:
    """Return the statement that reads the relationships that start at nodes by `$ids`."""
    return (
        f"UNWIND $ids AS id MATCH (a:{label} {{id: id}}) MATCH (a)-[f:{name}]->(b) "
        "RETURN a.id AS start, b.id AS end, properties(f) AS f"
    )


def delete_facts(name: str, start: str) -> Write:
    """Return the statement that deletes relationships, found from their first node."""
    text = (
        f"UNWIND $rows AS row MATCH (a:{start} {{id: row.start}}) MATCH (a)-[f:{name}]->() WHERE f.id = row.id DELETE f"
    )
    return Write(text, each_start)


def write_bookkeeping(label: str) -> Write:
    """Return the statement that makes or changes nodes of a bookkeeping label."""
    text = f"UNWIND $rows AS row MERGE (n:{label} {{id: row.id}}) SET n += row"
    return Write(text, nothing)


def read_bookkeeping(label: str) -> str:
    """Return the statement that reads the nodes of a bookkeeping label."""
    return f"MATCH (n:{label}) RETURN properties(n) AS n"


def delete_bookkeeping(label: str) -> Write:
    """Return the statement that deletes nodes of a bookkeeping label by `$ids`."""
    text = f"UNWIND $ids AS id MATCH (n:{label} {{id: id}}) DELETE n"
    return Write(text, nothing)


def read_facts(name: str) -> str:
    """Return the statement that reads relationships by `$ids`."""
    return (
        f"MATCH ()-[f:{name}]->() WHERE f.id IN $ids "
        "RETURN f.id AS id, f.evidence AS evidence, f.retired_at AS retired_at, f.former_evidence AS former, "
        "f.corrected_by AS corrected_by"
    )


def create_facts(name: str, start: str, end: str) -> Write:
    """Return the statement that connects nodes out of `$rows` of `start`, `end` and `properties`."""
    text = (
        f"UNWIND $rows AS row MATCH (a:{start} {{id: row.start}}) MATCH (b:{end} {{id: row.end}}) "
        f"CREATE (a)-[f:{name}]->(b) SET f = row.properties"
    )
    return Write(text, each_start)


def update_facts(name: str, start: str) -> Write:
    """Return the statement that sets the evidence of known relationships, found from their first node."""
    text = (
        f"UNWIND $rows AS row MATCH (a:{start} {{id: row.start}}) MATCH (a)-[f:{name}]->() "
        "WHERE f.id = row.id SET f += row.properties"
    )
    return Write(text, each_start)


def script_nodes(label: str, rows: Iterable[str]) -> str:
    """Return a statement of a script that makes nodes out of rows that are map literals."""
    return f"UNWIND {_listed(rows)} AS row MERGE (n:{label} {{id: row.id}}) SET n += row"


def script_facts(name: str, start: str, end: str, rows: Iterable[str]) -> str:
    """Return a statement of a script that connects nodes out of map literals of `a`, `b` and the properties `f`."""
    return (
        f"UNWIND {_listed(rows)} AS row MATCH (a:{start} {{id: row.a}}) MATCH (b:{end} {{id: row.b}}) "
        f"MERGE (a)-[f:{name} {{id: row.f.id}}]->(b) SET f += row.f"
    )


def _listed(rows: Iterable[str]) -> str:
    return "[\n" + ",\n".join(rows) + "\n]"
