"""Groups of participants: how many times the new ties of a random distribution, and in which time.

python -m bench.groups
python -m bench.groups --seconds 5 --write

Two sets of participants: those of the opening event in the sample (invented people), and an invented event of 170
people of 100 organisations with topics of their own. A pair counts what `Acquaintance.values` says; known ties count
nothing.
"""

import argparse
import platform
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import numpy as np

from bench.sections import write_section
from graph.analysis.case import Case
from graph.analysis.groups.mixing import Figures, Mixing, as_problem, mix
from graph.analysis.groups.people import before_event, plan_of, tie_values
from graph.analysis.groups.plan import Plan
from graph.analysis.groups.problem import Blocks, FloatTable
from graph.engine import open_store
from graph.model.schema import load
from graph.network import Network, Node, Relation
from graph.settings import Settings
from ingest.loading.sample_load import load_sample

TITLE = "# Groups, measured"
DAY = date(2022, 12, 31)
OPENING = "Auftaktveranstaltung"
GROUPS = 5
KINDS = ("company", "initiative", "association", "union", "research", "ministry", "chamber", "municipality")


def sample_network(folder: Path) -> Network:
    """Return the network of the sample."""
    with open_store(Settings(data=folder, engine_heap="512m", neo4j_uri=None)) as store:
        list(load_sample(store, lambda *_: None))
        return Network.read(store.view())


def invented_network(people: int = 170, houses: int = 100, topics: int = 15, seed: int = 1) -> tuple[Network, str]:
    """Return a network in which people work for organisations that deal with some topics, and the event they come to.

    Each organisation deals with one to three topics and was at three of thirty small meetings.
    """
    generator = np.random.default_rng(seed)
    source = Node("src", "Source", "Invented", fields={"date": "2020-01-01"}, invented=True)
    nodes = [source, Node("event", "Event", "Event", "conference", {"start": "2023-03-01"})]
    nodes += [Node(f"t{i}", "Topic", f"Topic {i}") for i in range(topics)]
    nodes += [Node(f"o{i}", "Organisation", f"House {i}", str(generator.choice(KINDS))) for i in range(houses)]
    nodes += [Node(f"p{i}", "Person", f"Person {i}") for i in range(people)]
    meetings = [
        Node(f"m{i}", "Event", f"Meeting {i}", "meeting", {"start": f"20{20 + i % 3}-05-01"}) for i in range(30)
    ]
    ends = [("WORKS_FOR", f"p{i}", f"o{i % houses}") for i in range(people)]
    ends += [("TOOK_PART_IN", f"p{i}", "event") for i in range(people)]
    for i in range(houses):
        chosen = generator.choice(topics, size=int(generator.integers(1, 4)), replace=False).tolist()
        ends += [("DEALS_WITH", f"o{i}", f"t{t}") for t in chosen]
        ends += [("TOOK_PART_IN", f"p{i}", f"m{m}") for m in generator.choice(30, size=3, replace=False).tolist()]
    facts = [Relation(f"f{i}", kind, a, b, evidence=("src#row 1",)) for i, (kind, a, b) in enumerate(ends)]
    return Network(load(), {n.id: n for n in [*nodes, *meetings]}, facts, 1), "event"


def measured(network: Network, event: str, seconds: float) -> tuple[Plan, FloatTable, Mixing, float]:
    """Return the plan, its values, the groups, and how long it took, from the plan to the groups."""
    names = [f"Group {i + 1}" for i in range(GROUPS)]
    start = time.perf_counter()
    plan = plan_of(network, event, names, 1)
    value = tie_values(before_event(Case(network, DAY), event), plan)
    found = mix(plan, value, seconds=seconds)
    return plan, value, found, time.perf_counter() - start


def keeps_all_rules(plan: Plan, value: FloatTable, found: Mixing) -> bool:
    """Return whether the groups keep sizes and the spread of kinds."""
    group = np.zeros(len(plan.people), dtype=np.int64)
    for g, members in enumerate(found.groups):
        group[list(members)] = g
    return Blocks.make(as_problem(plan, value)).holds(group)


def table(title: str, network: Network, event: str, limits: list[float]) -> Iterator[str]:
    """Yield the lines of a table for one set of participants."""
    yield f"\n### {title}\n"
    yield "| way | s | value of new ties | times random | new ties | times random | worthwhile | times random | rules |"
    yield "|---|---:|---:|---:|---:|---:|---:|---:|---|"
    for k, limit in enumerate(limits):
        plan, value, found, took = measured(network, event, limit)
        kept = "kept" if keeps_all_rules(plan, value, found) else "BROKEN"
        if k == 0:
            yield _row("at random, mean of 100", "", found.random, found.random, "sizes only")
            yield _row("one after the other", "", found.greedy, found.random, "kept")
        yield _row(f"solver, {limit:g} s allowed", f"{took:.1f}", found.figures, found.random, kept)


def _row(name: str, took: str, found: Figures, dealt: Figures, rules: str) -> str:
    cells = []
    for one, other in ((found.value, dealt.value), (found.new, dealt.new), (found.valuable, dealt.valuable)):
        cells += [f"{one:,.0f}", f"{one / other:.2f}" if other else "-"]
    return f"| {name} | {took} | {' | '.join(cells)} | {rules} |"


def section(limits: list[float]) -> str:
    """Return the whole section, measured now."""
    with tempfile.TemporaryDirectory() as folder:
        network = sample_network(Path(folder) / "data")
    opening = next(n.id for n in network.by_label("Event") if n.name.startswith(OPENING))
    invented, event = invented_network()
    lines = [
        TITLE,
        "",
        f"Participants in {GROUPS} parallel groups of equal size, each kind of organisation spread evenly up to one. A",
        "new tie is worth 0 to 1 by topics in common and ways to each other; from 0.3 on it is called worthwhile.",
        "Known ties and colleagues count nothing. With sizes given, the number of pairs in groups is given too: nearly",
        "all pairs of a large event are new, so their plain number can not grow much, and it is which ones meet that",
        "makes the difference. `python -m bench.groups --write` measures anew.",
        "",
        f"- {date.today()}, {platform.system()} on {platform.machine()}, one core used,",
        f"  Python {platform.python_version()}",
        *table(f"opening event of the sample, {_size(network, opening)} people", network, opening, limits),
        *table(f"invented event, {_size(invented, event)} people", invented, event, limits),
        "",
    ]
    return "\n".join(lines)


def _size(network: Network, event: str) -> int:
    return len(plan_of(network, event, ["a", "b"], None).people)


def main(given: list[str]) -> int:
    """Measure and print, or write into the README."""
    parser = argparse.ArgumentParser(prog="python -m bench.groups", description=__doc__)
    parser.add_argument("--seconds", type=float, action="append", help="time allowed, may be given several times")
    parser.add_argument("--write", action="store_true", help="put the section into bench/README.md")
    chosen = parser.parse_args(given)
    found = section(chosen.seconds or [1.0, 9.0])
    if chosen.write:
        write_section(found)
    sys.stdout.write(found)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
