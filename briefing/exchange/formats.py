"""The formats of an export, by name: which ending each has, and what writes it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from briefing.exchange.content import Content
from graph.errors import UsageError
from graph.files.drafts import draft_of

COMPLETE = "jsonl"


@dataclass(frozen=True, slots=True)
class Format:
    """A format: the ending that stands for it, and the function that writes it, imported when it is needed.

    What it can not carry is `export.lacks.<name>` among the words of the command line. `returns` says that our own
    readers make the same network of it. `parts` are the files of a format that takes several, by the word in a name.
    """

    name: str
    ending: str
    function: str = ""
    returns: bool = False
    parts: tuple[tuple[str, str], ...] = ()

    def files(self, out: Path) -> list[Path]:
        """Return the files that come of the one a user names.

        >>> [path.name for path in FORMATS["csv"].files(Path("netz.csv"))]
        ['netz-nodes.csv', 'netz-edges.csv']
        """
        return [path for path, _ in self._written(out)]

    def write(self, content: Content, out: Path) -> None:
        """Write all files of the format; each appears when it is whole.

        Raises:
            UsageError: one can not be written.
        """
        for path, function in self._written(out):
            module, _, name = function.partition(":")
            writer: Callable[[Content, Path], None] = getattr(import_module(f"briefing.exchange.{module}"), name)
            with draft_of(path) as draft:
                writer(content, draft)

    def _written(self, out: Path) -> Iterator[tuple[Path, str]]:
        if not self.parts:
            yield out, self.function
            return
        stem = out.stem
        for word, _ in self.parts:
            stem = stem.removesuffix(f"-{word}")
        for word, function in self.parts:
            yield out.with_name(f"{stem}-{word}{out.suffix}"), function


# Of formats with the same ending the first goes by it.
FORMATS = {
    f.name: f
    for f in (
        Format("graphml", ".graphml", "graphml:write_graphml", returns=True),
        Format("gexf", ".gexf", "gexf:write_gexf", returns=True),
        Format("node-link", ".json", "nodelink:write_node_link", returns=True),
        Format(
            "csv",
            ".csv",
            returns=True,
            parts=(("nodes", "tables:write_nodes"), ("edges", "tables:write_edges")),
        ),
        Format("kumu-json", ".json", "kumu:write_blueprint", returns=True),
        Format("kumu-xlsx", ".xlsx", "kumu:write_workbook", returns=True),
        Format("ftm", ".jsonl", "followthemoney:write_followthemoney"),
        Format("cypher", ".cypher", "cypher_script:write_script"),
        Format("turtle", ".ttl", "rdf:write_turtle"),
        Format("ical", ".ics", "calendar:write_calendar"),
    )
}


def format_for(out: Path, name: str = "") -> str:
    """Return the name of the format a user means: the one that is named, else that of the ending.

    Raises:
        UsageError: there is no such format.
    """
    known = (COMPLETE, *FORMATS)
    if name:
        if name not in known:
            raise UsageError("no_such_format", name=name, known=", ".join(known))
        return name
    if out.suffix.lower() == f".{COMPLETE}":
        return COMPLETE
    for found in FORMATS.values():
        if found.ending == out.suffix.lower():
            return found.name
    raise UsageError("export_ending", file=str(out), known=", ".join(known))
