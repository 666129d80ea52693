"""Nodes and edges as another program has them, before it is known what they mean here."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from graph.errors import InputError

# A field holds any number of texts, as they are written.
Fields = Mapping[str, tuple[str, ...]]
LONGEST = 20_000  # characters of one text


@dataclass(frozen=True, slots=True)
class GraphNode:
    """A node: the id by which edges name it, its fields, its place in the file, and ids that hold everywhere.

    `id_is_name` where programs name a node by its id as long as it has no other name.
    `file` is as an error names it, with the sheet where there are several; `row` the line or row, where there are any.
    """

    id: str
    fields: Fields
    file: str
    place: str
    row: int | None = None
    external: tuple[str, ...] = ()
    id_is_name: bool = False


@dataclass(frozen=True, slots=True)
class GraphEdge:
    """An edge between two nodes; `directed` is None where the program says nothing about that."""

    start: str
    end: str
    fields: Fields
    file: str
    place: str
    row: int | None = None
    directed: bool | None = None


@dataclass(frozen=True, slots=True)
class GraphFile:
    """The nodes and the edges of a file, read anew at each call; an error stands for one that can not be read."""

    nodes: Callable[[], Iterable[GraphNode | InputError]]
    edges: Callable[[], Iterable[GraphEdge | InputError]]
    title: str = ""
    unread: Callable[[], Iterator[tuple[str, int]]] = lambda: iter(())  # what else there is, and how often


def texts(*values: object) -> tuple[str, ...]:
    """Return the values that hold anything, as texts.

    >>> texts("Anna", None, " ", 3)
    ('Anna', '3')
    """
    return tuple(text for value in values if value is not None and (text := str(value).strip()))
