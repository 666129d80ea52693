"""The command `match`: a list of names grouped, without a database."""

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from cli.options import Json, words
from cli.output.name_list import CLUSTER, NameList, read_names, write_clusters
from cli.output.terminal import messages, print_json, print_table, progress_bar, say
from graph.errors import UsageError
from graph.matching.clusters import cluster_names

NAME = "name"
SHOWN = 50  # groups a table in the terminal has room for


def match(
    path: Annotated[Path, typer.Argument(metavar="FILE", help=words("match.path"))],
    column: Annotated[str, typer.Option("--column", help=words("match.column"))] = NAME,
    out: Annotated[Path | None, typer.Option("--out", metavar="OUT.csv", help=words("match.out"))] = None,
    as_json: Json = False,
) -> None:
    """Group the names of a list: one number for one person or organisation."""
    if out and out.resolve() == path.resolve():
        raise UsageError("match_same_file", file=str(out))
    table = read_names(path, column)
    names = table.names()
    with progress_bar() as progress:
        clusters = cluster_names(names, lambda done, total: progress(path.name, done, total))
    if out:
        _write(table, clusters, out)
    if as_json:
        print_json([{"cluster": number, "names": list(found)} for number, found in _grouped(names, clusters).items()])
        return
    _print(names, clusters)
    if out:
        say(words("match.written", file=out, title=table.new_title()))


def _write(table: NameList, clusters: Sequence[int], out: Path) -> None:
    if table.new_title() != CLUSTER:
        messages().print(words("match.title_taken", title=table.new_title()), soft_wrap=True)
    write_clusters(table, clusters, out)


def _grouped(names: Sequence[str], clusters: Sequence[int]) -> dict[int, dict[str, int]]:
    """Return the spellings of each group, each with the number of its rows."""
    grouped: dict[int, dict[str, int]] = defaultdict(dict)
    for name, number in zip(names, clusters, strict=True):
        grouped[number][name] = grouped[number].get(name, 0) + 1
    return grouped


def _print(names: Sequence[str], clusters: Sequence[int]) -> None:
    grouped = _grouped(names, clusters)
    several = {number: found for number, found in grouped.items() if len(found) > 1}
    rows = [[number, " | ".join(found)] for number, found in list(several.items())[:SHOWN]]
    if rows:
        print_table([words("match.column.cluster"), words("match.column.names")], rows)
    say(words("match.counts", rows=len(names), clusters=len(grouped), several=len(several)))
