"""`python -m bench`: the table of aims, measured from outside; each group of rows is kept as soon as it is measured.

python -m bench                              small sizes, some minutes
python -m bench --full --work FOLDER         50,000 actors and 500,000 facts embedded, 300,000 and 2,000,000 on Neo4j
python -m bench --facts 50000 --only cold,ways --engine embedded

With `--work` the generated files and the loaded data stay there, and a run that broke off goes on: what was measured
under the same label is not measured again without `--again`. `python -m bench.report` writes docs/performance.md.
"""

import argparse
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from functools import partial
from pathlib import Path

import psutil

from bench.aims import commands, loading, pages, questions, soak, warm
from bench.aims.neo4j_server import neo4j_on
from bench.aims.place import LIMIT, Site
from bench.aims.results import Row, Run, about, path_of, read, save
from bench.generate import Plan
from bench.generate.filling import fill_store

RESULTS = Path(__file__).with_name("results")
SMALL = ((1_000, 0), (10_000, 0), (50_000, 0))
FULL = {"embedded": (500_000, 50_000), "neo4j": (2_000_000, 300_000)}
Measure = Callable[[Site], Iterator[Row]]


def groups(users: int, minutes: float) -> dict[str, Measure]:
    """Return what is measured, in this order."""
    return {
        "load": loading.measure,
        "cold": commands.cold,
        "beside": commands.beside,
        "ways": commands.ways,
        "warm": warm.measure,
        "start": pages.start,
        "pairs": questions.pairs,
        "gaps": questions.gaps,
        "suggest": questions.suggest,
        "soak": partial(soak.measure, users=users, minutes=minutes),
    }


def arguments(given: list[str]) -> argparse.Namespace:
    """Return what the command line says."""
    known = ", ".join(groups(1, 1))
    parser = argparse.ArgumentParser(
        prog="python -m bench", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--only", default="", metavar="ROWS", help=f"groups of rows with commas: {known}")
    parser.add_argument("--facts", type=int, action="append", help="size of the network (default: 1000, 10000, 50000)")
    parser.add_argument(
        "--actors", type=int, default=0, help="people and organisations (default: a tenth of the facts)"
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--engine", choices=("embedded", "neo4j"), action="append", help="default: embedded")
    parser.add_argument("--full", action="store_true", help="the two large sizes")
    parser.add_argument("--minutes", type=float, help="length of the soak (default: 2, in full 30)")
    parser.add_argument("--users", type=int, default=20, help="people at once in the soak (default: 20)")
    parser.add_argument("--limit", type=float, default=LIMIT, help="seconds for one command (default: 3600)")
    parser.add_argument("--work", type=Path, metavar="FOLDER", help="keep files and data here and go on with them")
    parser.add_argument("--label", default="now", help="name of the state of the program that is measured")
    parser.add_argument("--results", type=Path, default=RESULTS, metavar="FOLDER")
    parser.add_argument(
        "--again", action="store_true", help="measure anew what was measured under this label in the folder"
    )
    chosen = parser.parse_args(given)
    chosen.only = [name.strip() for name in chosen.only.split(",") if name.strip()]
    if unknown := set(chosen.only) - set(groups(1, 1)):
        parser.error(f"no such rows: {', '.join(sorted(unknown))}; known: {known}")
    chosen.again = chosen.again or chosen.work is None
    chosen.minutes = chosen.minutes or (30.0 if chosen.full else 2.0)
    return chosen


def main(given: list[str]) -> int:
    """Measure; return 1 where something failed."""
    chosen = arguments(given)
    with _folder(chosen.work) as folder:
        failed = sum(_size(chosen, folder, *size) for size in _sizes(chosen))
    return 1 if failed else 0


def _sizes(chosen: argparse.Namespace) -> Iterator[tuple[str, int, int]]:
    for engine in chosen.engine or (("embedded", "neo4j") if chosen.full else ("embedded",)):
        if chosen.facts:
            sizes: tuple[tuple[int, int], ...] = tuple((facts, chosen.actors) for facts in chosen.facts)
        else:
            sizes = (FULL[engine],) if chosen.full else SMALL
        for facts, actors in sizes:
            yield engine, facts, actors


def _size(chosen: argparse.Namespace, folder: Path, engine: str, facts: int, actors: int) -> int:
    """Measure one size on one engine and return how many groups failed."""
    plan = Plan(facts, chosen.seed, actors)
    run = Run(chosen.label, facts, plan.actors, engine, plan.seed, about())
    path = path_of(chosen.results, run)
    if path.exists():
        run = read(path)
    place = folder / f"{engine}-{facts}-{plan.actors}-{plan.seed}"
    with neo4j_on(place / "neo4j") if engine == "neo4j" else nullcontext() as server:
        site = Site(plan, engine, place, server, chosen.limit)
        site.folder.mkdir(parents=True, exist_ok=True)
        site.generate(_progress)
        wanted = {n: m for n, m in groups(chosen.users, chosen.minutes).items() if n in (chosen.only or [n])}
        if "load" not in wanted or (run.has("load") and not chosen.again):
            _fill(site)
        return sum(_group(site, run, name, measure, chosen) for name, measure in wanted.items())


def _group(site: Site, run: Run, name: str, measure: Measure, chosen: argparse.Namespace) -> int:
    """Measure one group and keep its rows; return 1 where it failed."""
    where = f"{site.engine}, {site.plan.facts:,} facts, {name}"
    if run.has(name) and not chosen.again:
        _say(f"{where}: measured before, commit {run.about.get('commit')}; --again measures anew")
        return 0
    begin, rows = time.monotonic(), list[Row]()
    run.drop(name)
    try:
        for row in measure(site):
            rows.append(row)
            _say(f"{where}: {_told(row)}")
    except Exception as error:  # noqa: BLE001 - the other groups are measured all the same, and the table says why
        traceback.print_exc()
        rows.append(Row(name, name, failed=f"{type(error).__name__}: {error}"[:400]))
    load = round(psutil.getloadavg()[1], 1)
    for group in {row.group for row in rows}:
        run.drop(group)
    run.rows += [_with_load(row, load) for row in rows]
    run.about = about()
    save(chosen.results, run)
    _say(f"{where}: {time.monotonic() - begin:.0f} s in all")
    return any(row.failed for row in rows)


def _with_load(row: Row, load: float) -> Row:
    from dataclasses import replace

    return replace(row, load=load)


def _told(row: Row) -> str:
    figures = ((row.seconds, "s"), (row.processor, "s processor"), (row.p95, "ms p95"), (row.megabytes, "MB"))
    told = ", ".join(f"{value:,.3g} {unit}" for value, unit in figures if value is not None)
    return f"{row.what} {f'({row.way})' if row.way else ''} {told} {row.checked} {row.failed}"


def _fill(site: Site) -> None:
    """Fill the database where nothing was loaded yet, or not to the end, without measuring that."""
    if site.is_whole():
        return
    loading.clear(site)
    _say(f"{site.engine}, {site.plan.facts:,} facts: filled through the writer, not measured")
    with site.filling(), site.open() as store:
        store.migrate()
        fill_store(store, site.plan, _progress)


@contextmanager
def _folder(work: Path | None) -> Iterator[Path]:
    if work is not None:
        work.mkdir(parents=True, exist_ok=True)
        yield work.absolute()
        return
    with tempfile.TemporaryDirectory(prefix="akteursnetz-bench-") as folder:
        yield Path(folder)


def _progress(text: str) -> None:
    if sys.stderr.isatty():
        sys.stderr.write(f"\r{text}\x1b[K")


def _say(text: str) -> None:
    sys.stderr.write(f"{time.strftime('%H:%M:%S')} {text}\n")
    sys.stderr.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
