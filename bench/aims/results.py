"""What was measured, kept as JSON after each row, so that a run that broke off can go on and two can be compared."""

import json
import platform
import subprocess
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import psutil

from bench.aims.processes import Used

LIBRARIES = (
    *("neo4j", "neo4j-rust-ext", "arcadedb-embedded", "streamlit", "numpy", "pandas", "networkx"),
    *("rapidfuzz", "pyvis", "py2neo", "splink", "playwright"),
)


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that was measured, or why it was not (`failed`).

    `group` is the row of the table of aims, `way` is "" for the program and else what was used instead; `checked` says
    how the answer was checked. Milliseconds at the 95th percentile stand in `p95`.
    """

    group: str
    what: str
    way: str = ""
    seconds: float | None = None
    processor: float | None = None
    megabytes: float | None = None
    engine_processor: float | None = None
    engine_megabytes: float | None = None
    p95: float | None = None
    units: float | None = None
    checked: str = ""
    note: str = ""
    failed: str = ""
    load: float = 0.0


def of(used: Used, what: str, way: str = "", group: str = "load", **more: Any) -> Row:
    """Return a row of what was used."""
    return Row(
        group,
        what,
        way,
        seconds=round(used.seconds, 3),
        processor=round(used.processor, 3),
        megabytes=round(used.megabytes),
        engine_processor=round(used.engine_processor, 3),
        engine_megabytes=round(used.engine_megabytes),
        **more,
    )


@dataclass(slots=True)
class Run:
    """One size on one engine at one state of the program."""

    label: str
    facts: int
    actors: int
    engine: str
    seed: int
    about: dict[str, Any] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)

    def drop(self, group: str) -> None:
        """Forget the rows of a group."""
        self.rows = [row for row in self.rows if row.group != group]

    def has(self, group: str) -> bool:
        """Return whether a group was measured without failing."""
        found = [row for row in self.rows if row.group == group]
        return bool(found) and not any(row.failed for row in found)


def path_of(folder: Path, run: Run) -> Path:
    """Return the file of a run."""
    return folder / f"{run.label}-{run.engine}-{run.facts}.json"


def save(folder: Path, run: Run) -> None:
    """Write a run; the file is whole or as it was."""
    path = path_of(folder, run)
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".draft")
    rows = [{key: value for key, value in asdict(row).items() if value not in ("", None)} for row in run.rows]
    told = {**{key: getattr(run, key) for key in ("label", "facts", "actors", "engine", "seed", "about")}, "rows": rows}
    draft.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    draft.replace(path)


def read(path: Path) -> Run:
    """Return a run from its file."""
    told: Mapping[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return Run(**{**told, "rows": [Row(**row) for row in told["rows"]]})


def about() -> dict[str, Any]:
    """Return day, machine, versions and the commit."""
    found = {name: number for name in LIBRARIES if (number := _version(name))}
    return {
        "day": datetime.now(UTC).date().isoformat(),
        "commit": _commit(),
        "machine": f"{platform.system()} on {platform.machine()}, {psutil.cpu_count()} processors, "
        f"{psutil.virtual_memory().total / 2**30:.0f} GiB memory",
        "load": [round(x, 1) for x in psutil.getloadavg()],
        "python": platform.python_version(),
        "versions": found,
    }


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def _commit() -> str:
    done = subprocess.run(
        ["git", "describe", "--always", "--dirty"],
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout.strip()
