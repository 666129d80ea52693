"""Statements that write, generated from the schema: only names out of the schema ever stand in them.

Every statement runs on both engines. Values are parameters; batches come as `$rows`. A statement that writes is a
`Write`, which says what it touches; those that read are plain texts.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graph.bookkeeping import BOOKKEEPING, ENTRY, KEY, META
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


STATE = (
    "m.data_version AS data_version, m.writes AS writes, m.schema_version AS schema_version, m.identity AS identity, "
    "m.restoring AS restoring"
)
LOCK = Write(
    f"MERGE (m:{META} {{id: 'store'}}) SET m.writes = coalesce(m.writes, 0) + 1, "
    f"m.identity = coalesce(m.identity, $new) RETURN {STATE}",
    nothing,
)
CHANGED = Write(f"MATCH (m:{META} {{id: 'store'}}) SET m.data_version = coalesce(m.data_version, 0) + 1", nothing)
NOTE = Write(
    f"UNWIND $rows AS row MERGE (c:{META} {{id: row.id}}) SET c.nodes = row.nodes, c.whole = row.whole, "
    "c.parts = row.parts",
    nothing,
)
NOTES = f"UNWIND $ids AS id MATCH (c:{META} {{id: id}}) RETURN id, c.nodes AS nodes, c.whole AS whole, c.parts AS parts"
FORGET = Write(f"UNWIND $ids AS id MATCH (c:{META} {{id: id}}) DELETE c", nothing)
OWNERS = f"UNWIND $keys AS key MATCH (k:{KEY} {{id: key}}) RETURN collect([k.id, k.node]) AS found"
MOVE_KEYS = Write(f"UNWIND $rows AS row MATCH (k:{KEY} {{id: row.id}}) SET k.node = row.node", nothing)
CREATE_KEYS = Write(f"UNWIND $rows AS row CREATE (k:{KEY} {{id: row.id, node: row.node}})", nothing)
FORGET_NOTES = Write(f"MATCH (c:{META}) WHERE c.id STARTS WITH 'write-' DELETE c", nothing)
FORGET_IDENTITY = Write(f"MATCH (m:{META} {{id: 'store'}}) SET m.identity = null", nothing)
ERASE = Write("MATCH (n) WITH n LIMIT 20000 DETACH DELETE n RETURN count(*) AS n", everything)

A_CORRECTION = "MATCH (n:Source) WHERE n.kind = 'correction' RETURN n.id AS id LIMIT 1"
LATEST_NOTE = f"MATCH (n:{ENTRY}) WHERE n.book = $book RETURN max(n.at) AS at"
READ_SOURCE = "MATCH (n:Source {id: $id}) RETURN properties(n) AS properties"
MERGE_SOURCE = Write("MERGE (n:Source {id: $id}) SET n += $properties", the_node)


def note_id(number: int) -> str:
    """Return the id of the note of a write."""
    return f"write-{number}"


def part_id(note: str, part: int) -> str:
    """Return the id of a part of a note; the first one has that of the note."""
    return f"{note}-{part}" if part else note


def constraints(schema: Schema) -> Iterator[str]:
    """Yield the statements that make ids unique and searches quick; running them again changes nothing."""
    for label in (*schema.nodes, *BOOKKEEPING):
        yield (f"CREATE CONSTRAINT {label.lower()}_id IF NOT EXISTS FOR (n:{label}) REQUIRE n.id IS UNIQUE")
    for name in schema.relationships:
        yield (f"CREATE CONSTRAINT {name.lower()}_id IF NOT EXISTS FOR ()-[r:{name}]-() REQUIRE r.id IS UNIQUE")


def read_nodes(label: str) -> str:
    """Return the statement that lists id, keys, claims, former claims, and the engine's own id of nodes by `$ids`."""
    return (
        f"UNWIND $ids AS id MATCH (n:{label} {{id: id}}) "
        "RETURN collect([n.id, n.keys, n.claims, n.former_claims, elementId(n)]) AS found"
    )


def said_of(label: str) -> str:
    """Return the statement that lists the claims of nodes by `$ids`."""
    return f"UNWIND $ids AS id MATCH (n:{label} {{id: id}}) RETURN collect(n.claims) AS found"


def create_nodes(label: str) -> Write:
    """Return the statement that makes nodes out of `$rows` of `properties`."""
    text = f"UNWIND $rows AS row CREATE (n:{label}) SET n = row.properties"
    return Write(text, each_made)


def make_nodes(label: str, names: Iterable[str]) -> Write:
    """Return the statement that makes nodes out of `$rows` with exactly these properties.

    It lists the id of each with that of the engine. On the embedded engine `SET n = row` writes each node twice.
    """
    text = f"UNWIND $rows AS row CREATE (n:{label} {_map(names)}) RETURN collect([n.id, elementId(n)]) AS made"
    return Write(text, each_node)


def update_nodes(label: str) -> Write:
    """Return the statement that sets the properties of known nodes."""
    text = f"UNWIND $rows AS row MATCH (n:{label} {{id: row.id}}) SET n += row.properties"
    return Write(text, each_node)


def whole_nodes(label: str) -> str:
    """Return the statement that reads all properties of nodes by `$ids`."""
    return f"UNWIND $ids AS id MATCH (n:{label} {{id: id}}) RETURN n.id AS id, properties(n) AS properties"


def look_again(label: str) -> Write:
    """Return the statement that has some nodes read again as they are, with the facts that start there."""
    return Write(f"UNWIND $rows AS row MATCH (n:{label} {{id: row.id}}) SET n.name = n.name", each_node)


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


def nodes_with_words_of(label: str) -> str:
    """Return the statement that reads the nodes of which one of `$sources` says, or said, something."""
    said = "any(c IN coalesce(n.{0}, []) WHERE any(s IN $sources WHERE c CONTAINS s))"
    where = " OR ".join(said.format(name) for name in ("claims", "former_claims"))
    return f"MATCH (n:{label}) WHERE {where} RETURN properties(n) AS n"


def facts_with_words_of(name: str) -> str:
    """Return the statement that reads the relationships with evidence of one of `$sources`, and those without any."""
    said = "any(e IN coalesce(f.{0}, []) WHERE split(e, '#')[0] IN $sources)"
    none = "size(coalesce(f.evidence, [])) = 0 AND size(coalesce(f.former_evidence, [])) = 0"
    where = " OR ".join((*(said.format(field) for field in ("evidence", "former_evidence")), none))
    return f"MATCH (a)-[f:{name}]->(b) WHERE {where} RETURN a.id AS start, b.id AS end, properties(f) AS f"


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


def facts_starting(types: Sequence[str], label: str) -> str:
    """Return the statement that reads the relationships of several types that start at nodes by `$ids`.

    An engine that has just begun takes longer to understand a statement than to answer it.
    """
    return (
        f"UNWIND $ids AS id MATCH (a:{label} {{id: id}}) MATCH (a)-[f:{'|'.join(types)}]->(b) "
        "RETURN type(f) AS type, a.id AS start, b.id AS end, properties(f) AS f"
    )


def facts_to(name: str, label: str) -> str:
    """Return the statement that reads the relationships that end at nodes by `$ids`."""
    return (
        f"UNWIND $ids AS id MATCH (b:{label} {{id: id}}) MATCH (b)<-[f:{name}]-(a) "
        "RETURN a.id AS start, b.id AS end, properties(f) AS f"
    )


def nodes_named(label: str) -> str:
    """Return the statement that reads the nodes whose names hold each of some `$words`."""
    return f"MATCH (n:{label}) WHERE all(w IN $words WHERE n.search_text CONTAINS w) RETURN properties(n) AS n"


def names_with(label: str) -> str:
    """Return the statement that reads the names of the nodes that hold one of some folded `$words` in theirs."""
    return (
        f"MATCH (n:{label}) WHERE any(w IN $words WHERE n.search_text CONTAINS w) OR coalesce(n.search_text, '') = '' "
        "RETURN n.id AS id, n.name AS name, n.variants AS variants, n.aliases AS aliases"
    )


def said_in_facts(types: Iterable[str]) -> str:
    """Return the statement that reads type and properties of all relationships.

    All types are read at once: an engine that goes through all nodes for each of them does so once. Their ends are left
    out: they would be looked up one by one.
    """
    return f"MATCH ()-[f:{'|'.join(types)}]->() RETURN type(f) AS type, properties(f) AS f"


def facts_with(name: str) -> str:
    """Return the statement that reads the relationships of `$ids`."""
    return f"MATCH (a)-[f:{name}]->(b) WHERE f.id IN $ids RETURN a.id AS start, b.id AS end, properties(f) AS f"


def starts_of(label: str) -> str:
    """Return the statement that reads on which dates nodes start."""
    return f"MATCH (n:{label}) WHERE n.retired_at IS NULL AND n.start IS NOT NULL RETURN DISTINCT n.start AS begin"


def dates_of(name: str) -> str:
    """Return the statement that reads from when to when relationships hold, each two dates once."""
    return (
        f"MATCH (a)-[f:{name}]->(b) WHERE f.valid_from IS NOT NULL OR f.valid_to IS NOT NULL "
        "WITH a, f, b WHERE f.retired_at IS NULL AND f.corrected_by IS NULL AND a.id <> b.id "
        "RETURN DISTINCT f.valid_from AS begin, f.valid_to AS end"
    )


def count_all_nodes(labels: Iterable[str]) -> str:
    """Return the statement that counts the nodes of some labels; both databases keep these numbers."""
    return " UNION ALL ".join(f"MATCH (n:{label}) RETURN count(n) AS n" for label in labels)


def count_all_facts(types: Iterable[str]) -> str:
    """Return the statement that counts the relationships of some types, all at once."""
    return f"MATCH ()-[f:{'|'.join(types)}]->() RETURN count(f) AS n"


def count_nodes(label: str) -> str:
    """Return the statement that counts the nodes of which somebody speaks."""
    said = " AND n.withdrawn_at IS NULL" if label == "Source" else ""
    return f"MATCH (n:{label}) WHERE n.retired_at IS NULL AND n.restricted IS NULL{said} RETURN count(n) AS n"


def count_facts(label: str, types: Sequence[str], *, directed: bool) -> str:
    """Return the statement that counts by type what relationships say that start at a label.

    All that say the same between two nodes are one. All types are counted at once: an engine that goes through all
    nodes for each of them does so once.
    """
    ends = "a.id AS a, b.id AS b"
    if not directed:
        ends = "CASE WHEN a.id < b.id THEN a.id ELSE b.id END AS a, CASE WHEN a.id < b.id THEN b.id ELSE a.id END AS b"
    return (
        f"MATCH (a:{label})-[f:{'|'.join(types)}]->(b) WHERE f.retired_at IS NULL AND f.corrected_by IS NULL "
        "AND a.retired_at IS NULL AND b.retired_at IS NULL AND a.restricted IS NULL AND b.restricted IS NULL "
        f"AND a.id <> b.id AND size(f.evidence) > 0 WITH DISTINCT type(f) AS type, {ends}, "
        "coalesce(f.role, '') AS role, coalesce(f.valid_from, '') AS begin, coalesce(f.valid_to, '') AS end "
        "RETURN type, count(*) AS n"
    )


UNFINISHED = "MATCH (n:Source) WHERE n.unfinished = true RETURN count(n) AS n"


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
    """Return the statement that lists id, evidence, retirement and former evidence of relationships by `$ids`."""
    return (
        f"MATCH ()-[f:{name}]->() WHERE f.id IN $ids "
        "RETURN collect([f.id, f.evidence, f.retired_at, f.former_evidence, f.corrected_by]) AS found"
    )


def create_facts(name: str, start: str, end: str) -> Write:
    """Return the statement that connects nodes out of `$rows` of `start`, `end` and `properties`."""
    text = (
        f"UNWIND $rows AS row MATCH (a:{start} {{id: row.start}}) MATCH (b:{end} {{id: row.end}}) "
        f"CREATE (a)-[f:{name}]->(b) SET f = row.properties"
    )
    return Write(text, each_start)


def make_facts(name: str, names: Iterable[str]) -> Write:
    """Return the statement that connects nodes by the engine's own ids, `a` and `b` of `$rows`; it counts what it made.

    Each row has exactly these properties, and `start`, the id of the first node.
    """
    text = (
        "UNWIND $rows AS row MATCH (a) WHERE elementId(a) = row.a MATCH (b) WHERE elementId(b) = row.b "
        f"CREATE (a)-[f:{name} {_map(names)}]->(b) RETURN count(f) AS made"
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


def _map(names: Iterable[str]) -> str:
    """Return the map of these properties of a row; the names are those of the schema."""
    return "{" + ", ".join(f"`{name}`: row.`{name}`" for name in sorted(names)) + "}"


def _listed(rows: Iterable[str]) -> str:
    return "[\n" + ",\n".join(rows) + "\n]"
