"""A network of another program as records: first every node, then every edge with both its ends."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from graph.errors import InputError
from graph.model.facts import Entity, Record
from graph.model.fold import fold
from graph.model.schema import BELONGS
from graph.names.stand_ins import is_no_organisation
from ingest.exchange.entities import Entities, name_of
from ingest.exchange.facts import Facts
from ingest.exchange.fields import LeftOutTally, Meant, meant
from ingest.exchange.graph import GraphEdge, GraphFile, GraphNode
from ingest.exchange.labels import Labels
from ingest.exchange.own import own_label
from ingest.exchange.words import IGNORED, ExchangeWords, own_words
from ingest.records import Mapped, Note, Options, RowLog


def understand_network(
    network: GraphFile, words: ExchangeWords, path: Path, sha256: str, options: Options, title: str = ""
) -> Mapped:
    """Return source and records of a network; `title` is what the source is called where neither user nor file say.

    Raises:
        InputError: `--date` is no date.
    """
    source = options.source(
        path,
        sha256,
        "other",
        title=network.title or title,
        titled=bool(network.title),
        date=options.day(path),
    )
    return Mapped(source, lambda row_log: _Mapping(network, words, path.name, source.id, row_log).records())


@dataclass(slots=True)
class _Person:
    """A person's node until it is known whom it works for."""

    node: GraphNode
    said: Meant
    organisations: list[str] = field(default_factory=list)
    events: list[str] = field(default_factory=list)


class _Mapping:
    def __init__(self, network: GraphFile, words: ExchangeWords, file: str, source: str, row_log: RowLog) -> None:
        self.network, self.words, self.file, self.source = network, words, file, source
        self.row_log, self.tally = row_log, LeftOutTally()
        self.labels, self.facts = Labels(words), Facts(words)
        self.build = Entities(words, source)
        self.entities: dict[str, Entity] = {}
        self.people: dict[str, _Person] = {}
        self.left_out: set[str] = set()

    def records(self) -> Iterator[Record]:
        """Yield the records of all nodes, then those of all edges."""
        self._meet_codes()
        self._read_nodes()
        self._meet_edges()
        self._read_people()
        yield from (Record((entity,), ()) for entity in self.entities.values())
        yield from self._edges()
        for code, label, count in self.labels.guessed():
            self.row_log.notes.append(
                Note("note_guessed_type", context={"value": code, "label": label, "count": count})
            )
        for what, count in self.network.unread():
            self.row_log.notes.append(Note("note_unread_part", context={"value": what, "count": count}))
        self.tally.tell(self.row_log)
        if not self.row_log.rows:
            raise InputError("no_nodes", file=self.file)

    def _said(self, item: GraphNode | GraphEdge, tally: LeftOutTally) -> Meant:
        if isinstance(item, GraphEdge):
            return meant(item, self.words.edges, tally)
        if own_label(item.fields):
            return meant(item, own_words().nodes, tally)
        if "keys" not in item.fields:
            return meant(item, self.words.nodes, tally)
        named = {"title": "title", **({"label": IGNORED} if "name" in item.fields else {})}
        return meant(item, {**self.words.nodes, **named}, tally)

    def _meet_codes(self) -> None:
        """Look at all names first: they tell what a type is that is a mere code."""
        silent = LeftOutTally()
        for node in self.network.nodes():
            if isinstance(node, InputError) or own_label(node.fields):
                continue
            try:
                said = self._said(node, silent)
                self.labels.meet(said.one("type"), name_of(node, said))
            except InputError:
                continue

    def _read_nodes(self) -> None:
        for node in self.network.nodes():
            with self.row_log.row():
                if isinstance(node, InputError):
                    raise node
                self._read_node(node)

    def _read_node(self, node: GraphNode) -> None:
        if node.id in self.entities or node.id in self.people:
            raise InputError("double_node", file=node.file, row=node.row, value=node.id)
        said = self._said(node, self.tally)
        said.used |= {"id", "type", "keys", "label"}
        label, kind = own_label(node.fields), ""
        if not label:
            types = said.all("type") or said.all("kind") or ("",)
            known = next(filter(None, map(self.words.label, types)), None)
            if known is None and types[0] and not _is_named(node, said):  # an address has no name, and is no actor
                self.left_out.add(node.id)
                self.tally.add("note_no_counterpart_node", types[0])
                return
            name = name_of(node, said)
            label, kind = known or self.labels.label(types[0], name)
            if not label:
                self.left_out.add(node.id)
                self.tally.add("note_no_counterpart_node", types[0] or "–")
                return
        if label == "Organisation" and not node.fields.get("keys") and is_no_organisation(name_of(node, said)):
            self.left_out.add(node.id)
            self.tally.add("note_no_organisations", name_of(node, said))
            return
        if label == "Person" and not node.fields.get("keys"):
            name_of(node, said)
            self.people[node.id] = _Person(node, said)
            return
        self.entities[node.id] = self.build.entity(node, label, kind, said)
        said.leave()

    def _meet_edges(self) -> None:
        """Look at all edges of people: whom they work for, and else where they took part, tells namesakes apart."""
        silent = LeftOutTally()
        for edge in self.network.edges():
            if isinstance(edge, InputError):
                continue
            for mine, other in ((edge.start, edge.end), (edge.end, edge.start)):
                person, entity = self.people.get(mine), self.entities.get(other)
                if person is None or entity is None or entity.label not in ("Organisation", "Event"):
                    continue
                if entity.label == "Event":
                    person.events.append(entity.key)
                elif self._belongs(edge, person, entity, silent):
                    person.organisations += [key for key in entity.keys if key.startswith("org:")]

    def _belongs(self, edge: GraphEdge, person: _Person, entity: Entity, tally: LeftOutTally) -> bool:
        stand_in = Entity("Person", ("name:@",), "", "")
        ends = (stand_in, entity) if self.people.get(edge.start) is person else (entity, stand_in)
        try:
            fact = self.facts.fact(edge, *ends, self._said(edge, tally))
        except InputError:
            return False
        return fact is not None and fact.type in BELONGS

    def _read_people(self) -> None:
        taken: dict[str, str] = {}
        for name, person in self.people.items():
            contexts = list(dict.fromkeys(person.organisations or person.events))
            try:
                entity = self.build.entity(person.node, "Person", "", person.said, contexts)
            except InputError as error:
                self.row_log.rejected.append(error)
                continue
            named = [key for key in entity.keys if key.startswith("name:")]
            if any(taken.get(key, name) != name for key in named):
                # Two nodes of one name in one place: the program tells them apart, and so do we.
                alone = [key for key in entity.keys if not key.startswith("name:")]
                own_context = (
                    f"name:{named[0].removeprefix('name:').partition('@')[0]}@source:{self.source}/{fold(name)}"
                )
                entity = Entity(
                    "Person", (*alone, own_context), entity.name, entity.place, entity.values, in_passing=True
                )
                self.tally.add("note_namesakes", entity.name)
            taken |= dict.fromkeys(named, name)
            self.entities[name] = entity
            person.said.leave()

    def _edges(self) -> Iterator[Record]:
        for edge in self.network.edges():
            yield from self.row_log.taken(partial(self._edge, edge))

    def _edge(self, edge: GraphEdge | InputError) -> Record | None:
        if isinstance(edge, InputError):
            raise edge
        for named in (edge.start, edge.end):
            if named not in self.entities and named not in self.left_out:
                raise InputError("edge_without_node", file=edge.file, row=edge.row, value=named)
        start, end = self.entities.get(edge.start), self.entities.get(edge.end)
        if start is None or end is None:
            self.tally.add("note_left_out_ties", "")
            return None
        said = self._said(edge, self.tally)
        said.used |= {"id", "direction"}
        fact = self.facts.fact(edge, start, end, said)
        said.leave()
        return Record((start, end) if start is not end else (start,), (fact,)) if fact else None


def _is_named(node: GraphNode, said: Meant) -> bool:
    try:
        return bool(name_of(node, said))
    except InputError:
        return False
