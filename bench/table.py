"""The results as Markdown."""

import platform
from collections.abc import Iterable, Sequence
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from itertools import groupby

import psutil

from bench.engines import Engine
from bench.measure import REFERENCE, Result

LIBRARIES = ("akteursnetz", "neo4j", "neo4j-rust-ext", "arcadedb-embedded", "py2neo")


def machine(engines: Sequence[Engine]) -> list[str]:
    """Return lines about day, machine and versions."""
    memory = psutil.virtual_memory().total / 2**30
    found = [f"{name} {number}" for name in LIBRARIES if (number := _version(name))]
    return [
        f"- {date.today().isoformat()}, {platform.system()} on {platform.machine()}, "
        f"{psutil.cpu_count()} processors, {memory:.0f} GB memory",
        f"- load of the machine (1, 5, 15 minutes): {', '.join(f'{x:.1f}' for x in psutil.getloadavg())}",
        f"- Python {platform.python_version()}, {', '.join(found)}",
        f"- {', '.join(engine.version() for engine in engines)}",
    ]


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def comparison(results: Iterable[Result]) -> list[str]:
    """Return one table for each engine and length of list."""
    lines: list[str] = []
    for (engine, rows), group in groupby(results, key=lambda r: (r.engine, r.rows)):
        found = list(group)
        reference = next(r.speed for r in found if r.way == REFERENCE)
        lines += [
            "",
            f"### {engine}, {rows:,} rows, {found[0].facts:,} nodes and relationships",
            "",
            "| way | s | facts/s | compared with MERGE | processor s here | processor s in the database |",
            "|---|---:|---:|---:|---:|---:|",
        ]
        lines += [f"| {r.way} | {_figures(r)} | {r.speed / reference:.2f} | {_processor(r)} |" for r in found]
    return lines


def growth(results: Sequence[Result]) -> list[str]:
    """Return one table for each engine."""
    lines: list[str] = []
    for engine, group in groupby(results, key=lambda r: r.engine):
        lines += ["", f"### {engine}, one list after the other into one database", ""]
        lines += ["| list | s | new facts/s | processor s here | processor s in the database |"]
        lines += ["|---|---:|---:|---:|---:|"]
        lines += [f"| {r.way} | {_figures(r)} | {_processor(r)} |" for r in group]
    return lines


def _figures(result: Result) -> str:
    return f"{result.seconds:.2f} | {result.speed:,.0f}"


def _processor(result: Result) -> str:
    middle = sorted(result.costs, key=lambda cost: cost.seconds)[len(result.costs) // 2]
    return f"{middle.client:.2f} | {'' if middle.server is None else f'{middle.server:.2f}'}"
