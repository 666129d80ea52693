"""Two files that are one source: a table of nodes and a table of edges in the same folder, named alike."""

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from graph.errors import InputError
from ingest.readers.delimited import read_delimited
from ingest.readers.table import Sheet

ENDINGS = (".csv", ".tsv", ".txt")
LARGEST = 500 * 1024 * 1024
# What the names of two such files differ in.
NAMED = (
    *(("nodes", "edges"), ("knoten", "kanten"), ("node", "edge"), ("nodes", "links"), ("elements", "connections")),
    *(("elemente", "verbindungen"), ("entities", "relationships"), ("entities", "edges"), ("akteure", "beziehungen")),
    *(("actors", "ties"), ("actors", "relations"), ("akteure", "kanten"), ("vertices", "edges"), ("points", "links")),
)


@dataclass(frozen=True, slots=True)
class NodesAndEdges:
    """The file with the nodes and the one with the edges."""

    nodes: Path
    edges: Path

    def sheets(self) -> tuple[Sheet, Sheet]:
        """Return both tables; places in them begin with the name of the file.

        Raises:
            InputError: one is no table.
        """
        nodes, edges = (read_delimited(path)[0] for path in (self.nodes, self.edges))
        return Sheet("", self.nodes.name, nodes.rows), Sheet("", self.edges.name, edges.rows)

    def sha256(self) -> str:
        """Return a checksum of both files: whichever of them is loaded, it is the same source.

        Raises:
            InputError: a file can not be read, or is too large.
        """
        return hashlib.sha256("".join(map(_digest, (self.nodes, self.edges))).encode()).hexdigest()

    def title(self) -> str:
        """Return the title of the source: what the names of both files have in common."""
        stem = self.nodes.stem
        return next((_title(stem, word) for word, _ in NAMED if word in stem.casefold()), stem)


def _title(stem: str, word: str) -> str:
    return " ".join(re.sub(rf"(?i){word}", " ", stem, count=1).replace("_", " ").split()).strip(" -.")


def _digest(path: Path) -> str:
    try:
        if path.stat().st_size > LARGEST:
            raise InputError("too_large", file=path.name, detail=f"> {LARGEST >> 20} MB")
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise InputError("unreadable_file", file=path.name, detail=error.strerror or "") from error


def pair_of_edges(path: Path) -> NodesAndEdges:
    """Return a file of edges with its file of nodes.

    Raises:
        InputError: none lies beside it, or several do.
    """
    return NodesAndEdges(
        _only(path, [partner(path, edges, nodes) for nodes, edges in NAMED], "nodes_file_missing"), path
    )


def pair_of_nodes(path: Path) -> NodesAndEdges:
    """Return a file of nodes with its file of edges.

    Raises:
        InputError: none lies beside it, or several do.
    """
    return NodesAndEdges(
        path, _only(path, [partner(path, nodes, edges) for nodes, edges in NAMED], "edges_file_missing")
    )


def _only(path: Path, found: list[list[Path]], missing: str) -> Path:
    partners = sorted({other for some in found for other in some})
    if not partners:
        raise _missing(path, missing)
    if len(partners) > 1:
        raise InputError("several_partners", file=path.name, value=", ".join(other.name for other in partners))
    return partners[0]


def _missing(path: Path, key: str) -> InputError:
    expected = next((_named(path.stem, e, n) for n, e in NAMED if e in path.stem.lower()), "nodes")
    if key == "edges_file_missing":
        expected = next((_named(path.stem, n, e) for n, e in NAMED if n in path.stem.lower()), "edges")
        return InputError("edges_file_missing", file=path.name, value=f"{expected}{path.suffix}")
    return InputError("nodes_file_missing", file=path.name, value=f"{expected}{path.suffix}")


def _named(stem: str, word: str, other: str) -> str:
    return re.sub(rf"(?i){word}", lambda found: other.title() if found[0][:1].isupper() else other, stem, count=1)


def partner(path: Path, word: str, other: str) -> list[Path]:
    """Return the files beside one that have the `other` word in their name where it has `word`."""
    rest = _rest(path.stem, word)
    if rest is None or not path.parent.is_dir():
        return []
    beside = (file for file in path.parent.iterdir() if file.suffix.lower() in ENDINGS and file.name != path.name)
    return [file for file in beside if _rest(file.stem, other) == rest and file.is_file()]


def _rest(stem: str, word: str) -> str | None:
    low = stem.casefold()
    return "".join(filter(str.isalnum, low.replace(word, "", 1))) if word in low else None
