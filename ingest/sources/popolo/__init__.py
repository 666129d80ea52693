"""Popolo: persons, organizations, memberships, posts, areas and events in JSON, as parliaments publish them."""

from collections.abc import Iterator
from pathlib import Path

from ingest.exchange.graph import GraphFile
from ingest.exchange.mapping import understand_network
from ingest.exchange.words import read_words
from ingest.records import Kind, Mapped, Options
from ingest.sources.popolo.classes import Popolo, read_popolo, recognises


def understand(path: Path, sha256: str, options: Options) -> Mapped:
    """Return source and records of a Popolo file.

    Raises:
        InputError: not JSON, or without persons and organizations.
    """
    found = read_popolo(path)
    network = GraphFile(found.nodes, found.edges, found.title, lambda: _unread(found))
    return understand_network(network, read_words(__package__, "ingest.exchange"), path, sha256, options)


def _unread(found: Popolo) -> Iterator[tuple[str, int]]:
    yield from found.unread.items()


KIND = Kind("popolo", (".json",), understand, recognises)
