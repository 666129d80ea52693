"""Entities of FollowTheMoney as nodes and edges, read line by line."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from graph.errors import InputError
from graph.formats import words_of_format
from ingest.exchange.graph import Fields, GraphEdge, GraphFile, GraphNode, texts
from ingest.readers.lines import Line, read_lines

SCHEME = "ftm"
LONGEST_ID = 300


@dataclass(frozen=True, slots=True)
class StatementEntity:
    """One line: an id, a schema and properties, which may name other entities."""

    id: str
    schema: str
    fields: Fields
    row: int


def links() -> Mapping[str, Sequence[str]]:
    """Return the properties that name both ends, for each schema of a link."""
    found: Mapping[str, Sequence[str]] = words_of_format("followthemoney")["links"]
    return found


def references() -> Mapping[str, Sequence[str]]:
    """Return type and role for each property of a node that names another node."""
    found: Mapping[str, Sequence[str]] = words_of_format("followthemoney")["references"]
    return found


def read_entities(path: Path) -> GraphFile:
    """Return the network of a file of entities; it is read anew for the nodes and for the edges."""
    return GraphFile(lambda: _nodes(path), lambda: _edges(path), unread=lambda: _unread(path))


def _entities(path: Path) -> Iterator[StatementEntity | InputError]:
    for line in read_lines(path):
        yield _entity(line, path.name) if isinstance(line, Line) else line


def _entity(line: Line, file: str) -> StatementEntity | InputError:
    number, schema, said = (line.content.get(name) for name in ("id", "schema", "properties"))
    well = isinstance(number, str) and isinstance(schema, str) and isinstance(said, dict)
    if not well or not str(number).strip() or len(str(number)) > LONGEST_ID:
        return InputError("not_an_entity", file=file, row=line.number, value=str(number)[:60])
    fields = {name: _values(values) for name, values in dict(said or {}).items()}
    return StatementEntity(str(number).strip(), str(schema), {n: v for n, v in fields.items() if v}, line.number)


def _values(values: object) -> tuple[str, ...]:
    """Return the values of a property; of an entity within it, its id."""
    found = values if isinstance(values, list) else [values]
    plain = (value.get("id") if isinstance(value, dict) else value for value in found)
    return texts(*(value for value in plain if isinstance(value, str | int | float) and not isinstance(value, bool)))


def _nodes(path: Path) -> Iterator[GraphNode | InputError]:
    for entity in _entities(path):
        if isinstance(entity, InputError):
            yield entity
        elif entity.schema not in links():
            fields = {name: values for name, values in entity.fields.items() if name not in references()}
            place = f"entity {entity.id}"
            external = (f"{SCHEME}:{entity.id}",)
            yield GraphNode(entity.id, {**fields, "schema": (entity.schema,)}, path.name, place, entity.row, external)


def _edges(path: Path) -> Iterator[GraphEdge | InputError]:
    for entity in _entities(path):
        if isinstance(entity, InputError):
            continue  # told among the nodes
        if entity.schema in links():
            yield from _link(entity, path.name)
            continue
        for name in entity.fields.keys() & references().keys():
            kind, role = references()[name]
            said = {"type": (kind,), "schema": (kind,), **({"role": (role,)} if role else {})}
            for other in entity.fields[name]:
                start, end = (entity.id, other) if kind == "PART_OF" else (other, entity.id)
                yield GraphEdge(start, end, said, path.name, f"entity {entity.id}", entity.row)


def _link(entity: StatementEntity, file: str) -> Iterator[GraphEdge | InputError]:
    first, second = links()[entity.schema]
    starts, ends = entity.fields.get(first, ()), entity.fields.get(second, ())
    if not starts or not ends:
        value = second if starts else first
        yield InputError("edge_without_end", file=file, row=entity.row, value=f"{entity.id}: {value}")
    fields = {name: values for name, values in entity.fields.items() if name not in (first, second)}
    said = {**fields, "schema": (entity.schema,)}
    for start in starts:
        for end in ends:
            yield GraphEdge(start, end, said, file, f"entity {entity.id}", entity.row, directed=True)


def _unread(path: Path) -> Iterator[tuple[str, int]]:
    """Yield what lines say beside id, schema and properties, except what a dataset says about itself."""
    known = {"id", "schema", "properties", "datasets", "dataset", "caption", "referents", "target", "first_seen"}
    known |= {"last_seen", "last_change", "origin", "key_prefix", "links", "countries", "updated_at", "context"}
    counts: Counter[str] = Counter()
    for line in read_lines(path):
        if isinstance(line, Line):
            counts.update(name for name in line.content if name not in known)
    yield from sorted(counts.items())
