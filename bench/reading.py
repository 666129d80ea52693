"""How fast the network is read: all of it, and brought up to date after a small load, on the embedded engine.

python -m bench.reading --actors 50000 --rows 100
"""

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from bench.analysis import DAY, invented_network
from graph.columns import Keeper
from graph.engine import open_store
from graph.model.facts import Entity, Fact, Record, Source
from graph.network import Network
from graph.settings import Settings
from graph.store import Store

Took = tuple[float, float]


def records(network: Network) -> Iterator[Record]:
    """Yield each node of a network with the facts that start there, as somebody would state them."""
    entities = {
        n.id: Entity(n.label, (f"{n.label.lower()}:{n.id}",), n.name, "row 1", {k: str(v) for k, v in n.fields.items()})
        for n in network.nodes.values()
    }
    for node_id in network.nodes:
        facts = [r for r in network.around(node_id) if r.start == node_id]
        ends = {r.end: entities[r.end] for r in facts}
        key = entities[node_id].key
        said = tuple(Fact(r.type, key, entities[r.end].key, "row 1") for r in facts)
        yield Record((*ends.values(), entities[node_id]), said)


def list_of(network: Network, rows: int) -> list[Record]:
    """Return a list of people at a new event, one in ten of them new."""
    event = Entity("Event", ("event:new",), "New event", "row 1", {"start": DAY.isoformat()})
    people = [n for n in network.nodes.values() if n.label == "Person"][:: len(network.nodes) // (2 * rows)][:rows]
    found = []
    for i, node in enumerate(people):
        key = f"person:new{i}" if i % 10 == 0 else f"person:{node.id}"
        who = Entity("Person", (key,), node.name, f"row {i}")
        found.append(Record((event, who), (Fact("TOOK_PART_IN", who.key, event.key, f"row {i}", "participant"),)))
    return found


def seconds(work: Callable[[], object]) -> Took:
    """Return what some work took, by the clock and of this program's processor."""
    start, used = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - start, time.process_time() - used


def middle(took: Sequence[Took]) -> Took:
    """Return the middle of each."""
    return statistics.median(t for t, _ in took), statistics.median(t for _, t in took)


def measured(store: Store, actors: int, rows: int, times: int) -> Iterator[tuple[str, Took, str]]:
    """Yield what was done, the middle of its seconds, and how much there was."""
    invented = invented_network(actors)
    first = Source(title="Invented", sha256="0" * 64, invented=True)
    store.writer().load(first, records(invented))
    keeper, loaded = Keeper(), list_of(invented, rows)
    whole = [seconds(lambda: Network.read(store.view())) for _ in range(times)]
    network = Network.read(store.view())
    yield "read anew", middle(whole), f"{len(network.nodes)} nodes, {len(network.relations)} facts"
    yield "read for the first time to be kept", seconds(lambda: keeper.network(store.view())), ""
    yield "nothing was written", seconds(lambda: keeper.network(store.view())), ""
    took = []
    for i in range(times):
        store.writer().load(Source(title=f"List {i}", sha256=f"{i + 1:064d}", invented=True), loaded)
        took.append(seconds(lambda: keeper.network(store.view())))
    fresh, ours = Network.read(store.view()), keeper.network(store.view())
    same = ours.nodes == fresh.nodes and ours.relations == fresh.relations and keeper.whole == 1
    yield f"brought up to date after a list of {rows} rows", middle(took), "the same" if same else "DIFFERS"


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--actors", type=int, default=50_000)
    parser.add_argument("--rows", type=int, default=100)
    parser.add_argument("--times", type=int, default=3)
    chosen = parser.parse_args(arguments)
    with (
        tempfile.TemporaryDirectory(prefix="akteursnetz-bench-") as folder,
        open_store(Settings(data=Path(folder))) as store,
    ):
        print("| step | s | s of the processor | |\n|---|---:|---:|---|")
        for what, (clock, processor), how_much in measured(store, chosen.actors, chosen.rows, chosen.times):
            print(f"| {what} | {clock:.2f} | {processor:.2f} | {how_much} |", flush=True)


if __name__ == "__main__":
    main()
