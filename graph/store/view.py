"""Reading: a view of the database that has no way to write."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from graph.bookkeeping import BOOKKEEPING, DECISION, ENTRY, PROPOSAL
from graph.errors import StoreUnavailable
from graph.model.decisions import Decision
from graph.model.ledger import LedgerEntry
from graph.model.proposals import Proposal, State
from graph.model.schema import Schema
from graph.store import cypher, whole_loads
from graph.store.batch_size import ROWS, batched
from graph.store.broken_off import BROKEN_OFF, TOLD, BrokenOff, TakenBack, broken_off, taken_back
from graph.store.change_notes import KEPT
from graph.store.cluster import is_routed
from graph.store.cypher import read_bookkeeping
from graph.store.owed import OWED_JOINS, OWED_WITHDRAWALS, OwedWithdrawal, join_id, owed_withdrawals
from graph.store.retry import refusals, session
from graph.store.transaction import plain
from graph.store.view_statements import DECIDED_ON, EVENTS_ON, KEYS, PEOPLE_AT, RESTRICTED, VERSION, facts_of, nodes_of
from graph.store.whole_loads import holding, mark_id, owed_ids

if TYPE_CHECKING:  # slow to import, and needed where a database is asked
    from neo4j import Driver, ManagedTransaction


# What a node or a fact has beside the fields of its type.
_OF_NODES = (
    *("id", "name", "search_text", "invented", "map_x", "map_y", "keys", "claims"),
    *("retired_at", "withdrawn_at", "unfinished"),
)
_OF_FACTS = ("id", "role", "valid_from", "valid_to", "evidence", "recorded_at", "retired_at", "corrected_by")


class Moment(NamedTuple):
    """Which database, how often anybody has written, and the data version."""

    identity: str = ""
    writes: int = 0
    version: int = 0


class Counts(NamedTuple):
    """How many nodes there are of each label, and how many facts of each type."""

    nodes: Mapping[str, int]
    facts: Mapping[str, int]


class View:
    """Reads nodes, relationships and keys in bulk; everything finer is asked of the snapshot in memory."""

    _sees_half = False

    def __init__(self, driver: "Driver", database: str, schema: Schema, *, sees_half: bool = False) -> None:
        self._driver, self._database, self._schema, self._sees_half = driver, database, schema, sees_half

    def data_version(self) -> int:
        """Return the number of loads that changed something since the store was last emptied."""
        return self._meta().get("data_version") or 0

    def writes(self) -> int:
        """Return how often anybody has written; the same number before and after says that nobody came between."""
        return self._meta().get("writes") or 0

    def steps(self) -> int:
        """Return how often the unit of work that reads has touched nodes; 0 for who reads outside of one."""
        return 0

    def moment(self) -> Moment:
        """Return where the database is now; it has no identity before the first write.

        Raises:
            StoreUnavailable: a backup is being written back, or that broke off: half of it is to be seen by nobody.
        """
        meta = self._meta()
        if meta.get("restoring") and not self._sees_half:
            raise StoreUnavailable("store_restoring")
        return Moment(meta.get("identity") or "", meta.get("writes") or 0, meta.get("data_version") or 0)

    def shown(self, text: str) -> str:
        """Return a text as it is read: some readers leave out who is restricted (`hiding.seen`)."""
        return text

    def touched(self, after: int, until: int) -> frozenset[str] | None:
        """Return the ids of the nodes touched by the writes after one and up to another, None where that is not known.

        Who reads these nodes and the facts that start there has all that can have changed.
        """
        numbers = range(after + 1, until + 1)
        if not numbers:
            return frozenset()
        if len(numbers) > KEPT:
            return None
        notes = list(self._rows(cypher.NOTES, ids=[cypher.note_id(n) for n in numbers]))
        if len(notes) < len(numbers) or any(note["whole"] for note in notes):
            return None
        further = [cypher.part_id(note["id"], part) for note in notes for part in range(1, note["parts"] or 1)]
        if further:
            notes += self._rows(cypher.NOTES, ids=further)
            if len(notes) < len(numbers) + len(further):  # somebody wrote meanwhile, and it was forgotten
                return None
        return frozenset(node for note in notes for node in note["nodes"])

    def schema_version(self) -> int | None:
        """Return the version of the schema in the database, or None in an empty one."""
        return self._meta().get("schema_version")

    def nodes(self, label: str) -> Iterator[dict[str, Any]]:
        """Yield the properties of all nodes with a label of the schema."""
        return (row["n"] for row in self._rows(nodes_of(self._schema.nodes[label].label)))

    def nodes_with(self, label: str, ids: Iterable[str]) -> list[dict[str, Any]]:
        """Return the properties of the nodes with some ids that there are."""
        query = cypher.whole_nodes(self._schema.nodes[label].label)
        return [row["properties"] for part in batched(ids, ROWS) for row in self._rows(query, ids=part)]

    def facts_from(self, name: str, label: str, ids: Iterable[str]) -> list[dict[str, Any]]:
        """Return `start`, `end` and properties `f` of the relationships of a type that start at some nodes."""
        query = cypher.facts_from(self._schema.relationships[name].type, self._schema.nodes[label].label)
        return [row for part in batched(ids, ROWS) for row in self._rows(query, ids=part)]

    def facts_starting(self, label: str, ids: Iterable[str]) -> Iterator[tuple[str, dict[str, Any]]]:
        """Yield all relationships that start at some nodes of a label: the type, and what `facts_from` returns."""
        if types := [kind.type for kind in self._schema.relationships.values() if label in kind.start]:
            query = cypher.facts_starting(types, self._schema.nodes[label].label)
            yield from ((row["type"], row) for part in batched(ids, ROWS) for row in self._rows(query, ids=part))

    def facts_to(self, name: str, label: str, ids: Iterable[str]) -> list[dict[str, Any]]:
        """Return the same of the relationships of a type that end at some nodes."""
        query = cypher.facts_to(self._schema.relationships[name].type, self._schema.nodes[label].label)
        return [row for part in batched(ids, ROWS) for row in self._rows(query, ids=part)]

    def named(self, label: str, words: list[str]) -> list[dict[str, Any]]:
        """Return the properties of the nodes of a label whose names hold each of some words, folded as names are."""
        return [row["n"] for row in self._rows(cypher.nodes_named(self._schema.nodes[label].label), words=words)]

    def names_with(self, label: str, words: Iterable[str]) -> Iterator[dict[str, Any]]:
        """Yield id, name, variants and aliases of the nodes of a label whose names may hold one of some folded words.

        Who is retired and known by nothing else may, whatever the name.
        """
        return self._rows(cypher.names_with(self._schema.nodes[label].label), words=sorted(words))

    def people(self) -> Iterator[tuple[str, str]]:
        """Yield id and name of everybody, as the database hands them over."""
        return ((node, name) for node, name in self._values("MATCH (n:Person) RETURN n.id, n.name"))

    def said_in_facts(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Yield type and properties of all relationships, each as the database hands it over, without their ends."""
        query = cypher.said_in_facts(kind.type for kind in self._schema.relationships.values())
        return ((name, f) for name, f in self._values(query))

    def facts_with(self, name: str, ids: Iterable[str]) -> Iterator[dict[str, Any]]:
        """Yield `start`, `end` and properties `f` of the relationships of a type with some ids."""
        return self._rows(cypher.facts_with(self._schema.relationships[name].type), ids=sorted(ids))

    def nodes_said_by(self, label: str, sources: Iterable[str]) -> Iterator[dict[str, Any]]:
        """Yield the properties of the nodes of a label of which some sources say, or said, something."""
        query = cypher.nodes_with_words_of(self._schema.nodes[label].label)
        return (row["n"] for row in self._rows(query, sources=sorted(sources)))

    def facts_said_by(self, name: str, sources: Iterable[str]) -> Iterator[dict[str, Any]]:
        """Yield the relationships of a type of which some sources are, or were, evidence, and those without any."""
        query = cypher.facts_with_words_of(self._schema.relationships[name].type)
        return self._rows(query, sources=sorted(sources))

    def decisions_on(self, ids: Iterable[str]) -> list[Decision]:
        """Return the decisions about some nodes, and about those that these lead to."""
        found: dict[str, Decision] = {}
        todo, known = {*ids}, set[str]()
        while todo:
            known |= todo
            rows = [row["n"] for part in batched(todo, ROWS) for row in self._rows(DECIDED_ON, ids=part)]
            found |= {row["id"]: Decision.parse(row) for row in rows}
            todo = {node for row in rows for node in (row["keep"], row["other"])} - known
        return list(found.values())

    def dates(self) -> tuple[set[str], set[str]]:
        """Return all dates on which events and facts begin, and all on which facts end."""
        queries = [
            cypher.starts_of("Event"),
            *(cypher.dates_of(kind.type) for kind in self._schema.relationships.values()),
        ]
        rows = [row for query in queries for row in self._rows(query)]
        begins, ends = ({row[name] for row in rows if row.get(name)} for name in ("begin", "end"))
        return begins, ends

    def is_loading(self) -> bool:
        """Return whether a load goes on or broke off: what its end lets be seen is touched by no write then."""
        return self._count(cypher.UNFINISHED) > 0

    def counts(self) -> Counts | None:
        """Return how much there is; None while a load goes on, of which parts are not to be seen yet."""
        if self.is_loading():
            return None
        nodes = {label: self._count(cypher.count_nodes(label)) for label in self._schema.nodes}
        facts = dict.fromkeys(self._schema.relationships, 0)
        for label in self._schema.nodes:
            kinds = [k for k in self._schema.relationships.values() if label in k.start and nodes[label]]
            for directed in (True, False):
                if types := [k.type for k in kinds if k.directed == directed]:
                    for row in self._rows(cypher.count_facts(label, types, directed=directed)):
                        facts[row["type"]] += int(row["n"])
        return Counts(nodes, facts)

    def _count(self, query: str) -> int:
        return next((int(row["n"]) for row in self._rows(query)), 0)

    def facts(self, name: str) -> Iterator[dict[str, Any]]:
        """Yield `start`, `end` and properties `f` of all relationships of a type of the schema."""
        return self._rows(facts_of(self._schema.relationships[name].type))

    def stream_nodes(self, label: str) -> Iterator[dict[str, Any]]:
        """Yield the properties of all nodes with a label, each as the database hands it over: none of them is kept."""
        return (node for (node,) in self._values(nodes_of(self._schema.nodes[label].label)))

    def stream_facts(self, name: str) -> Iterator[tuple[str, str, dict[str, Any]]]:
        """Yield start, end and properties of all relationships of a type in the same way."""
        return ((start, end, f) for start, end, f in self._values(facts_of(self._schema.relationships[name].type)))

    def node_rows(self, label: str) -> Iterator[dict[str, Any]]:
        """Yield what is said of all nodes with a label, row by row as the database hands them over."""
        kind = self._schema.nodes[label]
        names = tuple(dict.fromkeys((*_OF_NODES, *kind.fields)))
        said = ", ".join(f"n.{name}" for name in names)
        for values in self._values(f"MATCH (n:{kind.label}) RETURN {said}"):
            yield dict(zip(names, values, strict=True))

    def fact_rows(self, name: str) -> Iterator[tuple[str, str, dict[str, Any]]]:
        """Yield start, end and properties of all relationships of a type, as the database hands them over."""
        said = ", ".join(f"f.{name}" for name in _OF_FACTS)
        query = f"MATCH (a)-[f:{self._schema.relationships[name].type}]->(b) RETURN a.id, b.id, {said}"
        for start, end, *values in self._values(query):
            yield start, end, dict(zip(_OF_FACTS, values, strict=True))

    def count_nodes(self) -> int:
        """Return how many nodes there are; both databases keep that number, while facts have to be counted."""
        return sum(int(row["n"]) for row in self._rows(cypher.count_all_nodes(self._schema.nodes)))

    def count(self, schema: Schema) -> int:
        """Return how many nodes and relationships there are."""
        queries = (cypher.count_all_nodes(schema.nodes), cypher.count_all_facts(schema.relationships))
        return sum(int(row["n"]) for query in queries for row in self._rows(query))

    def sources(self, **fields: object) -> list[dict[str, Any]]:
        """Return the sources that have these values; only they are handed over.

        Raises:
            KeyError: sources have no such field.
        """
        if unknown := fields.keys() - {"id", "about", *self._schema.nodes["Source"].fields}:
            raise KeyError(*unknown)
        said = " AND ".join(f"n.{name} = ${name}" for name in sorted(fields))
        return [row["n"] for row in self._rows(f"MATCH (n:Source) WHERE {said} RETURN properties(n) AS n", **fields)]

    def events_on(self, days: Iterable[str]) -> list[dict[str, Any]]:
        """Return the events that start on one of some days."""
        asked = sorted(set(days))
        return [row["n"] for row in self._rows(EVENTS_ON, days=asked)] if asked else []

    def people_at(self, events: Iterable[str]) -> Iterator[tuple[str, str]]:
        """Yield the id of the event and the name of each person that took part in some events."""
        for part in batched(sorted(events), ROWS):
            yield from ((row["event"], row["name"]) for row in self._rows(PEOPLE_AT, ids=part))

    def owners(self, keys: Iterable[str]) -> dict[str, str]:
        """Return the owner of each of some keys."""
        parts = batched(sorted(set(keys)), ROWS)
        return {
            key: node for part in parts for row in self._rows(cypher.OWNERS, keys=part) for key, node in row["found"]
        }

    def keys(self) -> dict[str, str]:
        """Return the owner of each key."""
        return {key: owner for key, owner in self._values(KEYS)}  # noqa: C416

    def decisions(self) -> list[Decision]:
        """Return what people decided about nodes, the latest first."""
        rows = self._rows(read_bookkeeping(DECISION))
        return sorted((Decision.parse(row["n"]) for row in rows), key=lambda d: (d.at, d.id), reverse=True)

    def proposals(self, state: State | None = None) -> list[Proposal]:
        """Return the proposals in a state, or all, in the order of their places in each document."""
        found = (Proposal.parse(row["n"]) for row in self._rows(read_bookkeeping(PROPOSAL)))
        return sorted((p for p in found if state in (None, p.state)), key=lambda p: (p.source_id, p.start, p.id))

    def records(self, label: str) -> list[dict[str, Any]]:
        """Return the properties of all decisions, proposals or entries, as they are stored.

        Raises:
            KeyError: `label` is none of theirs.
        """
        known = {DECISION: DECISION, PROPOSAL: PROPOSAL, ENTRY: ENTRY}
        return [row["n"] for row in self._rows(read_bookkeeping(known[label]))]

    def bookkeeping(self, label: str) -> Iterator[dict[str, Any]]:
        """Yield the properties of all nodes of a label beside the network, notes of writes included.

        Raises:
            KeyError: `label` is none of theirs.
        """
        known = {name: name for name in BOOKKEEPING}
        return (row["n"] for row in self._rows(read_bookkeeping(known[label])))

    def entries(self, book: str) -> list[LedgerEntry]:
        """Return the entries of a book of the ledger, the latest first."""
        rows = self._rows(f"MATCH (n:{ENTRY}) WHERE n.book = $book RETURN properties(n) AS n", book=book)
        return sorted((LedgerEntry.parse(row["n"]) for row in rows), key=lambda e: (e.at, e.id), reverse=True)

    def restricted(self) -> frozenset[str]:
        """Return the ids of the people whose processing is restricted."""
        return frozenset(str(row["id"]) for row in self._rows(RESTRICTED))

    def is_half_restored(self) -> bool:
        """Return whether a backup is being written back, or that broke off."""
        return bool(self._meta().get("restoring"))

    def other_labels(self, known: Iterable[str]) -> list[tuple[str, int]]:
        """Return the labels of nodes that are none of these, with how many there are of each."""
        mine = {*known}
        rows = self._rows("MATCH (n) RETURN labels(n) AS labels, count(n) AS n")
        return sorted((",".join(row["labels"]), int(row["n"])) for row in rows if not mine.intersection(row["labels"]))

    def broken_off(self) -> list[BrokenOff]:
        """Return the loads that broke off, or go on, by source."""
        return broken_off(self._rows(BROKEN_OFF))

    def taken_back(self) -> list[TakenBack]:
        """Return the loads that broke off, were taken back and not done again, the latest first."""
        return taken_back(self._rows(TOLD))

    def owed_withdrawals(self) -> list[OwedWithdrawal]:
        """Return the withdrawals that were begun and have not come to their end, by source."""
        return owed_withdrawals(self._rows(OWED_WITHDRAWALS))

    def owed_joins(self) -> list[dict[str, Any]]:
        """Return the notes that a load was begun whose end is not there yet, as they are stored, by id."""
        return sorted((row["n"] for row in self._rows(OWED_JOINS)), key=lambda n: str(n["id"]))

    def owing_joins(self, source_ids: Iterable[str]) -> set[str]:
        """Return the sources of which a load was begun, and what it makes certain is not merged yet."""
        parts = batched(map(join_id, source_ids), ROWS)
        return {row["source"] for part in parts for row in self._rows(whole_loads.OWED, ids=part)}

    def whole_loads(self, marks: Iterable[str]) -> dict[str, tuple[Mapping[str, Any], Any]]:
        """Return by mark the source that is loaded so, as it is, and what a report says of that load."""
        rows = [row for part in batched(map(mark_id, marks), ROWS) for row in self._rows(whole_loads.FOUND, ids=part)]
        owed = [r["source"] for part in batched(owed_ids(rows), ROWS) for r in self._rows(whole_loads.OWED, ids=part)]
        return holding(rows, owed)

    def _meta(self) -> dict[str, Any]:
        return next(self._latest(VERSION), {})

    def _latest(self, query: str) -> Iterator[dict[str, Any]]:
        """Yield the rows of a statement as the newest state has them: of a cluster the leader is asked."""
        if not is_routed(self._driver):
            return self._rows(query)
        with refusals(), session(self._driver, self._database) as current:
            rows = current.execute_write(lambda tx: plain(tx.run(query)))
        return iter(rows)

    def _values(self, query: str) -> Iterator[list[Any]]:
        """Yield the values of each row; what was handed on is not kept, so it can not be asked for again."""
        with refusals(), session(self._driver, self._database, only_reads=True) as current:
            for record in current.run(query):
                yield record.values()

    def _rows(self, query: str, **parameters: Any) -> Iterator[dict[str, Any]]:
        def read(tx: "ManagedTransaction") -> list[dict[str, Any]]:
            return plain(tx.run(query, parameters))

        with refusals(), session(self._driver, self._database) as current:
            rows = current.execute_read(read)
        return iter(rows)


class Silent(View):
    """The reading side for somebody who may see a part of the network only: nothing stands beside it for her."""

    def __init__(self) -> None:
        """Ask no database."""

    def _latest(self, query: str) -> Iterator[dict[str, Any]]:
        return iter(())

    def _rows(self, query: str, **parameters: Any) -> Iterator[dict[str, Any]]:
        return iter(())

    def _values(self, query: str) -> Iterator[list[Any]]:
        return iter(())
