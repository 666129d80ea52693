"""How fast the analysis is: against networkx in the same run, and all questions on a large invented network.

python -m bench.analysis --nodes 10000 --degree 10
python -m bench.analysis --actors 50000
"""

import argparse
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date

import networkx as nx
import numpy as np

from graph.analysis.communities import partition
from graph.analysis.ego import ego
from graph.analysis.interop import to_networkx
from graph.analysis.metrics import centrality, holes
from graph.analysis.questions import QUESTIONS, Case
from graph.analysis.snapshot import take_snapshot
from graph.analysis.tie_graph import TieGraph
from graph.model.schema import load as load_schema
from graph.network import Network, Node, Relation

KINDS = ("company", "association", "union", "initiative", "ministry", "chamber", "research", "municipality")
DAY = date(2022, 12, 31)


def random_graph(nodes: int, degree: int, seed: int = 1) -> TieGraph:
    """Return a graph in which new nodes tie themselves to well connected ones."""
    reference = nx.barabasi_albert_graph(nodes, degree // 2, seed=seed)
    ids = [f"n{i:06}" for i in range(nodes)]
    return TieGraph.from_edges(ids, [(ids[a], ids[b], 1.0) for a, b in reference.edges])


def invented_network(actors: int, seed: int = 1) -> Network:
    """Return a network of three people for each organisation, about ten ties an actor, most from small events."""
    random = np.random.default_rng(seed)
    people, orgs = actors * 7 // 10, actors * 3 // 10
    labels = {"per": ("Person", people), "org": ("Organisation", orgs), "top": ("Topic", 60), "reg": ("Region", 16)}
    events = actors // 6
    nodes = {f"{p}-{i:06}": Node(f"{p}-{i:06}", label, f"{label} {i}", kind=KINDS[i % 8] if p == "org" else "")
             for p, (label, n) in labels.items() for i in range(n)}  # fmt: skip
    for i in range(events):
        day = date.fromordinal(int(random.integers(date(2015, 1, 1).toordinal(), DAY.toordinal()))).isoformat()
        nodes[f"evt-{i:06}"] = Node(f"evt-{i:06}", "Event", f"Event {i}", "workshop", {"start": day})
    facts = [
        Relation(f"f{n:07}", *fact, evidence=("src-1#row 1",))
        for n, fact in enumerate(_facts(random, people, orgs, events))
    ]
    return Network(load_schema(), nodes, facts, 1)


def _facts(random: np.random.Generator, people: int, orgs: int, events: int) -> Iterator[tuple[str, str, str]]:
    home = random.integers(0, orgs, people)
    yield from (("WORKS_FOR", f"per-{p:06}", f"org-{o:06}") for p, o in enumerate(home.tolist()))
    for o in range(orgs):
        yield from (("DEALS_WITH", f"org-{o:06}", f"top-{t:06}") for t in random.choice(60, 2, replace=False).tolist())
        yield "ACTIVE_IN", f"org-{o:06}", f"reg-{int(random.integers(16)):06}"
    for e in range(events):
        size = int(random.integers(6, 15))
        yield from (
            ("TOOK_PART_IN", f"per-{p:06}", f"evt-{e:06}") for p in random.choice(people, size, replace=False).tolist()
        )


def clocked(work: Callable[[], object]) -> tuple[float, object]:
    """Return what some work took in seconds, and what it gave."""
    start = time.perf_counter()
    found = work()
    return time.perf_counter() - start, found


def against_networkx(nodes: int, degree: int, pivots: int) -> list[tuple[str, float, float]]:
    """Return metric, seconds of networkx and seconds of ours.

    Betweenness of networkx is measured on `pivots` sources and scaled up: its time is the same for each source.
    """
    graph = random_graph(nodes, degree)
    reference = to_networkx(graph)
    centrality.betweenness(random_graph(200, 4))
    partition(random_graph(200, 4))  # libraries are loaded before the clock starts
    pairs: list[tuple[str, Callable[[], object], Callable[[], object], float]] = [
        (
            "betweenness",
            lambda: nx.betweenness_centrality(reference, k=pivots, seed=1),
            lambda: centrality.betweenness(graph),
            nodes / pivots,
        ),
        ("communities", lambda: nx.community.louvain_communities(reference, seed=1), lambda: partition(graph), 1.0),
        ("constraint", lambda: nx.constraint(reference), lambda: holes.constraint(graph), 1.0),
        ("effective size", lambda: nx.effective_size(reference), lambda: holes.effective_size(graph), 1.0),
    ]
    return [(name, clocked(theirs)[0] * factor, clocked(ours)[0]) for name, theirs, ours, factor in pairs]


def questions(actors: int) -> list[tuple[str, float]]:
    """Return what each step takes on a large network: snapshot, ties, every question."""
    network = invented_network(actors)
    seconds, snapshot = clocked(lambda: take_snapshot(network))
    rows = [(f"snapshot of {len(network.relations)} facts", seconds)]
    case = Case(network, DAY, snapshot=snapshot)
    seconds, _ = clocked(lambda: (case.actors, case.organisations))
    ties = case.strengths.people_graph.ties, case.strengths.organisations_graph().ties
    rows.append((f"ties: {ties[0]} of people, {ties[1]} of organisations", seconds))
    asked = [(q.id, clocked(lambda q=q: q.findings(case, 20))[0]) for q in QUESTIONS.values()]  # type: ignore[misc]
    rows += [*asked, ("all questions with the ties", seconds + sum(s for _, s in asked))]
    place = case.arrays.ids.index("per-000001")
    rows.append(("ego network", clocked(lambda: ego(case.actors, case.arrays.ids[place]))[0]))
    return rows


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--nodes", type=int, default=10_000)
    parser.add_argument("--degree", type=int, default=10)
    parser.add_argument("--pivots", type=int, default=200)
    parser.add_argument("--actors", type=int, default=50_000)
    chosen = parser.parse_args(arguments)
    if chosen.nodes:
        print("| metric | networkx s | ours s | times |\n|---|---:|---:|---:|")
        for name, theirs, ours in against_networkx(chosen.nodes, chosen.degree, chosen.pivots):
            print(f"| {name} | {theirs:.2f} | {ours:.3f} | {theirs / ours:.1f} |")
    if chosen.actors:
        print("\n| step | s |\n|---|---:|")
        for name, seconds in questions(chosen.actors):
            print(f"| {name} | {seconds:.3f} |")


if __name__ == "__main__":
    main()
