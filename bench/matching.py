"""`python -m bench.matching [FILE]`: names a second and quality, beside rapidfuzz's full `cdist` and splink.

Without a file, names are generated. A file has the columns `cluster` and `name`, as people grouped them.
"""

import argparse
import importlib.util
import json
import resource
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.agreement import agreement, half_of, pairs, read_clusters
from bench.names import make_names
from graph.matching.clusters import cluster_names
from graph.model.fold import fold

CUTOFF = 90  # per cent from which cdist takes two folded names for one
CHUNK = 500  # rows of the full comparison at a time: the whole matrix would not fit into memory
MOST_FULL = 3_000  # rows compared with all others; time is scaled up where there are more


@dataclass(frozen=True, slots=True)
class Measured:
    """One way at one size; `scaled` tells that only a part of the rows was run."""

    way: str
    names: int
    seconds: float
    precision: float
    recall: float
    megabytes: float
    scaled: bool = False

    @property
    def row(self) -> str:
        """Return the row of the table."""
        quality = "– | –" if self.scaled else f"{self.precision:.3f} | {self.recall:.3f}"
        about = "about " if self.scaled else ""
        rate = f"{self.names / self.seconds:,.0f}"
        return (
            f"| {self.way} | {self.names:,} | {about}{self.seconds:,.1f} | {rate} | {quality} | {self.megabytes:,.0f} |"
        )


def quality(found: Sequence[int], meant: Sequence[int]) -> tuple[float, float]:
    """Return pairwise precision and recall.

    >>> quality([1, 1, 2], [1, 1, 1])
    (1.0, 0.3333333333333333)
    """
    both = pairs(Counter(zip(found, meant, strict=True)))
    return both / max(1, pairs(Counter(found))), both / max(1, pairs(Counter(meant)))


def folded_only(names: Sequence[str]) -> list[int]:
    """Return groups of names that fold alike."""
    numbers: dict[str, int] = {}
    return [numbers.setdefault(fold(name), len(numbers)) for name in names]


def full_cdist(names: Sequence[str]) -> tuple[list[int], float]:
    """Return groups joined at the cutoff, and the share of the rows that was compared."""
    from rapidfuzz import fuzz
    from rapidfuzz.process import cdist

    folded = [fold(name) for name in names]
    rows = min(len(folded), MOST_FULL if len(folded) > 4 * MOST_FULL else len(folded))
    leader = list(range(len(folded)))
    for start in range(0, rows, CHUNK):
        scores = cdist(
            folded[start : min(start + CHUNK, rows)], folded, scorer=fuzz.token_sort_ratio, score_cutoff=CUTOFF
        )
        for at, other in zip(*scores.nonzero(), strict=True):
            _join(leader, start + int(at), int(other))
    return [_top(leader, i) for i in range(len(leader))], rows / len(folded)


def _top(leader: list[int], index: int) -> int:
    while leader[index] != index:
        leader[index] = leader[leader[index]]
        index = leader[index]
    return index


def _join(leader: list[int], a: int, b: int) -> None:
    leader[_top(leader, b)] = _top(leader, a)


def splinked(names: Sequence[str], python: str) -> list[int] | str:
    """Return the groups splink finds, run by another interpreter that has it, or why there are none."""
    script = Path(__file__).with_name("splink_run.py")
    try:
        ended = subprocess.run(
            [python, str(script)],
            input=json.dumps([fold(name) for name in names]),
            capture_output=True,
            text=True,
            check=False,
        )
    except OSError as error:
        return str(error)
    if ended.returncode:
        return (ended.stderr.strip().splitlines() or ["no reason given"])[-1]
    found: list[int] = json.loads(ended.stdout)
    return found


def measure(way: str, names: Sequence[str], meant: Sequence[int], run: Callable[[], list[int]]) -> Measured:
    """Return time and quality of one way."""
    start = time.perf_counter()
    found = run()
    seconds = time.perf_counter() - start
    return Measured(way, len(names), seconds, *quality(found, meant), _megabytes())


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main(given: Sequence[str]) -> int:
    """Measure and print a table; return 0."""
    parser = argparse.ArgumentParser(prog="python -m bench.matching")
    parser.add_argument("file", nargs="?", type=Path, metavar="FILE", help="names that people grouped: cluster,name")
    parser.add_argument("--names", type=int, action="append", help="names of a list (default: 10000 and 100000)")
    parser.add_argument("--splink", default=sys.executable, metavar="PYTHON", help="interpreter that has splink")
    chosen = parser.parse_args(given)
    if chosen.file:
        sys.stdout.write("\n".join(of_file(chosen.file, chosen.splink)) + "\n")
        return 0
    out = ["| way | names | seconds | names a second | precision | recall | peak MB |", "|---|---|---|---|---|---|---|"]
    notes: list[str] = []
    seconds: dict[str, dict[int, float]] = defaultdict(dict)
    for count in chosen.names or (10_000, 100_000):
        names, meant = make_names(count)
        for result in every_way(names, meant, chosen.splink, notes):
            out.append(result.row)
            seconds[result.way][count] = result.seconds
    for way, by_count in seconds.items():
        sizes = sorted(by_count)
        if len(sizes) > 1:
            notes.append(
                f"{way}: {sizes[-1] / sizes[0]:g} times the names, "
                f"{by_count[sizes[-1]] / by_count[sizes[0]]:.1f} times the time"
            )
    sys.stdout.write("\n".join([*out, "", *notes, ""]))
    return 0


def of_file(path: Path, python: str) -> list[str]:
    """Return the lines of a table: how far each way agrees with the people who grouped a file, by half and in all.

    Each half is a list of its own: no name of one half is compared with those of the other.
    """
    rows = read_clusters(path)
    lists = {"all": rows} | {half: [row for row in rows if half_of(row[0]) == half] for half in ("A", "B")}
    ways: dict[str, Callable[[list[str]], list[int] | str]] = {
        "akteursnetz match": cluster_names,
        "folding alone": folded_only,
        "rapidfuzz cdist": lambda names: full_cdist(names)[0],
    }
    if python != sys.executable or importlib.util.find_spec("splink"):
        ways["splink"] = lambda names: splinked(names, python)
    out = [
        "| way | half | names | pairwise P | R | B-cubed P | R | F | whole | s |",
        "|---|---|---:|---:|---:|---:|---:|---:|---:|---:|",
    ]
    for way, run in ways.items():
        for half, part in lists.items():
            if not part:
                continue
            start = time.perf_counter()
            found = run([name for _, name in part])
            elapsed = time.perf_counter() - start
            if isinstance(found, str):
                out.append(f"| {way} | {half} | {len(part):,} | {found} |")
                continue
            told = agreement(found, [cluster for cluster, _ in part])
            shares = (told.precision, told.recall, told.b_precision, told.b_recall, told.b_f)
            shown = " | ".join(f"{share:.3f}" for share in shares)
            out.append(f"| {way} | {half} | {len(part):,} | {shown} | {told.whole} of {told.several} | {elapsed:.1f} |")
    return out


def every_way(names: list[str], meant: list[int], python: str, notes: list[str]) -> list[Measured]:
    """Return what each way took; `notes` say which could not be measured, and why."""
    own = measure("akteursnetz match", names, meant, lambda: cluster_names(names))
    results = [measure("folding alone", names, meant, lambda: folded_only(names)), own]
    start = time.perf_counter()
    found, share = full_cdist(names)
    elapsed = (time.perf_counter() - start) / share
    results.append(Measured("rapidfuzz cdist", len(names), elapsed, *quality(found, meant), _megabytes(), share < 1))
    if python == sys.executable and importlib.util.find_spec("splink") is None:
        notes.append("splink: not measured, it is not installed; name an interpreter that has it with --splink")
        return results
    start = time.perf_counter()
    linked = splinked(names, python)
    elapsed = time.perf_counter() - start
    if isinstance(linked, str):
        notes.append(f"splink, {len(names):,} names: not measured: {linked}")
    else:
        results.append(Measured("splink", len(names), elapsed, *quality(linked, meant), float("nan")))
    return results


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
