"""`python -m bench.loading` measures and prints; `--out FILE.md` also puts the section into a file of sections."""

import argparse
import sys
from pathlib import Path

from bench import measure, table
from bench.engines import find_engines
from bench.sections import write_section

INTRODUCTION = """\
# Loading, measured

Invented participant lists are loaded by the whole pipeline (read, map, check, resolve, write). For comparison the same
nodes and relationships are written out of memory by bare Cypher and by py2neo, under the same constraints. A fact is
a node or a relationship. Every load begins on an empty database. The embedded engine is a new process each time, as it
is for a command; the Neo4j server goes on running and has seen every statement before. Times are medians; where the
machine was busy, the processor seconds tell more than the clock.

"Bookkeeping" is what only this program needs: keys, claims, folded search text. Bare Cypher and py2neo leave it out
unless the row says otherwise, so they write less than the pipeline does.

`python -m bench.loading` measures anew; with `--rows 1000 --repeat 1` it does so quickly.
"""


def arguments(given: list[str]) -> argparse.Namespace:
    """Return what the command line says."""
    parser = argparse.ArgumentParser(prog="python -m bench.loading", description="Measure how fast lists are loaded.")
    parser.add_argument("--rows", type=int, action="append", help="rows of a list (default: 1000 and 10000)")
    parser.add_argument("--repeat", type=int, default=3, help="how often each way is measured (default: 3)")
    parser.add_argument("--events", type=int, default=8, help="lists of the growth series, 0 for none (default: 8)")
    parser.add_argument("--event-rows", type=int, default=1000, help="rows of each of them (default: 1000)")
    parser.add_argument(
        "--engine", choices=("embedded", "neo4j"), action="append", help="only this engine (default: both)"
    )
    parser.add_argument("--out", type=Path, metavar="FILE.md", help="put the section into this file")
    return parser.parse_args(given)


def main(given: list[str]) -> int:
    """Measure and print; return 1 where an engine is missing."""
    chosen = arguments(given)
    engines, missing = find_engines(tuple(chosen.engine or ("embedded", "neo4j")))
    for reason in missing:
        _echo(f"not measured: {reason}")
    try:
        compared = [
            result
            for rows in chosen.rows or (1000, 10000)
            for engine in engines
            for result in measure.compare(engine, rows, chosen.repeat, _echo)
        ]
        grown = [r for e in engines if chosen.events for r in measure.grow(e, chosen.events, chosen.event_rows, _echo)]
        lines = [*table.machine(engines), *table.comparison(compared), *table.growth(grown)]
    finally:
        for engine in engines:
            engine.stop()
    sys.stdout.write("\n".join(lines) + "\n")
    if chosen.out:
        write_section("\n".join((INTRODUCTION, *lines)), chosen.out)
    return 1 if missing else 0


def _echo(text: str) -> None:
    sys.stderr.write(f"{text}\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
