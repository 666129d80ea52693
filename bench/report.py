"""`python -m bench.report` writes docs/performance.md and its pictures out of the files in bench/results."""

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from bench.aims.aims import aim_of, reason_of
from bench.aims.chart import Line, chart
from bench.aims.growth import Grown, cost_of, grown
from bench.aims.results import Row, Run, read

ROOT = Path(__file__).parents[1]
RESULTS = Path(__file__).with_name("results")
GROUPS = {
    "load": "Loading",
    "cold": "Commands from a cold start, no engine running",
    "beside": "The same commands beside a running engine",
    "ways": "Ways and neighbourhoods from a cold start",
    "warm": "What the pages ask, warm, in one process",
    "start": "The dashboard: from its start to the first useful page, in Chromium",
    "pages": "Each page opened in Chromium, for the first time and again",
    "memory": "Memory",
    "pairs": "Duplicates",
    "gaps": "Gaps",
    "suggest": "Suggestions",
    "soak": "Many people at once",
}
INTRODUCTION = """\
# Performance

*Written by `python -m bench.report` out of the results in `bench/results`; the measurements are `make bench`
(minutes) and `make bench-full` (hours). Do not edit by hand.*

The networks are invented: `python -m bench.generate --facts N` makes a register, minutes of events and participant
lists with sizes as open data have them, with slips of the keyboard, other spellings and namesakes. A fact is a
relationship as a source states it; there are a tenth as many people and organisations unless said otherwise.

- **Commands** are processes of their own: Python starts, reads what is needed, answers, ends. "Cold" is without a
  running engine; the embedded one is then started and stopped by the command itself.
- **s** is the clock, **processor s** what the program with its children used, and what the database used. On a busy
  machine only the processor's seconds can be compared; the load is told for each state. Of a command that takes less
  than 5 s the middle one of three runs counts.
- **MB** is the peak of resident memory, of all processes of the program together and of the database. What several
  processes map is counted in each.
- **Beside it**: what somebody would use instead, in the same run on the same data; in brackets its time by ours, by
  the clock and by processor seconds: above 1 we are faster. What is fed before counts with its feeding. networkx,
  plain Cypher and the bare driver do a part of the work: they know no evidence, no periods and no strengths.
- Every row **checks its answer**: against plain Cypher, against what the generator stated, or against the same
  question asked from scratch.
- An **aim** in brackets is meant for a larger network than the one measured.
- The **first frame of the map** by its number of nodes, beside cytoscape.js and pyvis, is in
  [bench/README](../bench/README.md#the-map-on-the-screen-measured).
"""
GROWTH = """\
Time by the number of facts, as a power of it: least squares through the logarithms of all sizes, and the last step
between the two largest alone. The fixed cost of a start (Python and the engine) flattens both; "above the smallest" is
the exponent of what is more than at the smallest size, and tells how the work itself grows. Processor
seconds of program and database where they were counted, else the clock. n log n has about 1.1 here."""
HEAD = (
    "| what | state | aim | s | processor s | of the database | MB | MB of the database | 95 % within "
    "| beside it | checked |",
    "|---|---|---:|---:|---:|---:|---:|---:|---:|---|---|",
)


def main(given: list[str]) -> int:
    """Write the document; return 1 where there are no results."""
    parser = argparse.ArgumentParser(prog="python -m bench.report", description=__doc__)
    parser.add_argument("--results", type=Path, default=RESULTS)
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "performance.md")
    chosen = parser.parse_args(given)
    runs = sorted(map(read, chosen.results.glob("*.json")), key=lambda run: (run.engine, run.facts, run.label))
    if not runs:
        sys.stderr.write(f"no results in {chosen.results}\n")
        return 1
    pictures = chosen.out.parent / "pictures"
    pictures.mkdir(parents=True, exist_ok=True)
    lines = [*INTRODUCTION.splitlines(), *_sizes(runs), *_growth(runs, pictures)]
    chosen.out.write_text("\n".join(lines).rstrip() + "\n", encoding="utf-8")
    return 0


def _sizes(runs: Sequence[Run]) -> Iterator[str]:
    """Yield one section for each size on each engine, all labels in it side by side."""
    seen: dict[tuple[str, int], list[Run]] = {}
    for run in runs:
        seen.setdefault((run.engine, run.facts), []).append(run)
    for (engine, facts), found in seen.items():
        name = {"embedded": "embedded engine", "neo4j": "Neo4j"}[engine]
        yield from ("", f"## {facts:,} facts, {found[0].actors:,} actors, {name}", "")
        yield from (_about(run) for run in found)
        for group, title in GROUPS.items():
            yield from _group(found, group, title)


def _about(run: Run) -> str:
    about = run.about
    versions = ", ".join(f"{name} {number}" for name, number in about.get("versions", {}).items())
    loads = sorted({row.load for row in run.rows})
    load = f"load of the machine {loads[0]:g} to {loads[-1]:g}" if loads else ""
    commit = about.get("commit", "")
    where = f"{about.get('day')}, commit {commit}, {about.get('machine')}, {load}"
    return f"- **{run.label}**: {where}; Python {about.get('python')}, {versions}"


def _group(runs: Sequence[Run], group: str, title: str) -> Iterator[str]:
    rows = [(run, row) for run in runs for row in run.rows if row.group == group]
    if not rows:
        return
    yield from ("", f"### {title}", "")
    yield from HEAD
    order = list(dict.fromkeys(row.what for _, row in rows))
    for what in order:
        for run, row in rows:
            if row.what == what and not row.way:
                yield _row(run, row)
    others = [(run, row) for run, row in rows if row.way and not row.failed and row.seconds is not None]
    for run, row in others:
        yield _row(run, row)
    yield from (f"\n{row.way} ({row.what}): {row.note}" for _, row in rows if row.way and row.seconds is None)


def _row(run: Run, row: Row) -> str:
    name = f"*{row.way}*: {row.what}" if row.way else row.what
    if row.failed:
        return f"| {name} | {run.label} | {aim_of(run, row)} | failed | | | | | | | {_cell(row.failed)} |"
    figures = (
        _number(row.seconds),
        _number(row.processor),
        _number(row.engine_processor),
        _number(row.megabytes or None),
        _number(row.engine_megabytes or None),
        f"{row.p95:,.0f} ms" if row.p95 is not None else "",
    )
    told = "; ".join(filter(None, (row.checked, row.note)))
    beside = "" if row.way else _beside(run, row)
    return f"| {name} | {run.label} | {aim_of(run, row)} | {' | '.join(figures)} | {beside} | {_cell(told)} |"


def _number(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:,.0f}" if value >= 100 else f"{value:,.1f}" if value >= 10 else f"{value:.3g}"


def _cell(text: str) -> str:
    return text.replace("|", "/").replace("\n", " ")


def _beside(run: Run, row: Row) -> str:
    """Return what others took for the same, with the ratio."""
    groups = {"cold": "beside", "warm": "ways"}
    names = {"introduction path": "path", "ego map": "ego", "profile": "show"}
    wanted = names.get(row.what, row.what)
    found = [
        other
        for other in run.rows
        if other.way and other.seconds and other.what == wanted and other.group in (row.group, groups.get(row.group))
    ]
    fed = next((r for r in run.rows if r.what == "feeding"), None) if row.group == "ways" else None
    return "; ".join(_compared(other, fed, row) for other in found)


def _compared(other: Row, fed: Row | None, row: Row) -> str:
    """Return the other's time and its ratio to ours, by the clock and by processor seconds."""
    seconds = (other.seconds or 0) + (fed.seconds or 0 if fed else 0)
    by_clock = _ratio(other, seconds, row, row.seconds)
    by_processor = _ratio(other, (cost_of(other) + (cost_of(fed) if fed else 0)), row, cost_of(row))
    return f"{other.way} {seconds:.3g} s ({by_clock}; {by_processor})"


def _ratio(other: Row, theirs: float, row: Row, ours: float | None) -> str:
    """Return theirs by ours; where both say how much they loaded, for as much."""
    if not ours or not theirs:
        return "–"
    if other.units and row.units and row.group == "load":
        theirs, ours = theirs / other.units, ours / row.units
    return f"{theirs / ours:.2g}"


def _growth(runs: Sequence[Run], pictures: Path) -> Iterator[str]:
    """Yield the table of exponents, and a picture for each group."""
    found = list(grown(runs))
    if not found:
        return
    yield from ("", "## Growth", "")
    yield GROWTH
    yield from (
        "",
        "| what | state | sizes | exponent | last step | above the smallest | steeper than n log n: reason and bound |",
        "|---|---|---|---:|---:|---:|---|",
    )
    for one in found:
        sizes = ", ".join(f"{size:,}" for size, _ in one.points)
        why = reason_of(one.group, one.what) if one.is_steep else ""
        name = f"{GROUPS.get(one.group, one.group)}: {one.what} | {one.label}, {one.engine}"
        above = "–" if one.above is None else f"{one.above:.2f}"
        yield f"| {name} | {sizes} | {one.exponent:.2f} | {one.last:.2f} | {above} | {why} |"
    for group, title in GROUPS.items():
        lines = [_line(one) for one in found if one.group == group and not one.what.endswith(", again")]
        if lines:
            name = f"growth-{group}.svg"
            (pictures / name).write_text(chart(title, lines, "facts", "seconds"), encoding="utf-8")
            yield from ("", f"![{title}: seconds by facts](pictures/{name})")


def _line(one: Grown) -> Line:
    return Line(f"{one.what} ({one.label})", one.points, is_dashed=one.label == "before", thing=one.what)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
