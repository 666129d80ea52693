"""Sixteen who write at once, on each engine: nothing lost, nothing twice; counts by hand."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

from graph.curation.entries import ChangedMeanwhile, enter
from graph.curation.entry import Entry, Provenance, ValueChange
from graph.model.facts import Entity, Fact, Record, Source
from graph.network import Network
from graph.store import Store
from graph.store.consistency import check
from graph.store.export import lines

WRITERS = 16
SAID = Provenance("12.3.2026", "telephone", "Frau Muster")
ANNA = Entity("Person", ("mail:anna@werk0.example",), "Anna Kern", "row 1")


def house(number: int) -> Entity:
    return Entity("Organisation", (f"org:werk {number}",), f"Werk {number}", "row 1")


def work(person: Entity, number: int, row: int) -> Record:
    return Record((person, house(number)), (Fact("WORKS_FOR", person.key, house(number).key, f"row {row}"),))


def own(number: int) -> list[Record]:
    """What a list of somebody's own says: Anna, who is in all of them, and one person nobody else knows."""
    somebody = Entity("Person", (f"mail:p{number}@werk.example",), f"Person {number}", "row 2")
    return [work(ANNA, 0, 1), work(somebody, number % 4, 2)]


SHARED = Source(title="Gemeinsame Liste", sha256="f" * 64, kind="list")
IN_SHARED = [work(Entity("Person", (f"mail:s{n}@werk.example",), f"Gemeinsam {n}", "row 1"), 5, n) for n in (1, 2)]


def at_once(act: Callable[[int], None]) -> list[Exception]:
    """Let all begin at the same moment, and return what went wrong."""
    start, wrong = Barrier(WRITERS), []

    def guarded(number: int) -> None:
        start.wait(60)
        try:
            act(number)
        except Exception as error:  # noqa: BLE001 - whatever it is, the test tells it
            wrong.append(error)

    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(guarded, range(WRITERS)))
    return wrong


def loaded(store: Store, number: int) -> None:
    store.writer().load(Source(title=f"Liste {number}", sha256=f"{number:064d}", kind="list"), own(number))
    store.writer().load(SHARED, IN_SHARED)


def test_sixteen_writers_lose_nothing_and_make_nothing_twice(store: Store) -> None:
    assert at_once(lambda number: loaded(store, number)) == []
    network = Network.read(store.view())
    assert len(list(network.by_label("Person"))) == 1 + 16 + 2
    assert sorted(n.name for n in network.by_label("Organisation")) == [f"Werk {n}" for n in (0, 1, 2, 3, 5)]
    assert len(list(store.view().nodes("Source"))) == 16 + 1
    told = {network.nodes[fact.start].name: fact for fact in network.relations}
    assert len(network.relations) == len(told) == 1 + 16 + 2
    assert len(told["Anna Kern"].evidence) == 16
    assert {len(told[f"Person {n}"].evidence) for n in range(16)} == {1}
    assert [len(told[f"Gemeinsam {n}"].evidence) for n in (1, 2)] == [1, 1]
    by_house = [sum(fact.end == house_id for fact in network.relations) for house_id in _houses(network)]
    assert by_house == [1 + 4, 4, 4, 4, 2]
    assert len(store.view().keys()) == 19 + 5
    assert store.view().data_version() == 16 + 1
    assert check(store.view(), store.schema) == []
    together = without_times(store)
    store.erase_everything()
    store.migrate()
    for number in range(WRITERS):
        loaded(store, number)
    assert without_times(store) == together


def _houses(network: Network) -> list[str]:
    return [n.id for n in sorted(network.by_label("Organisation"), key=lambda n: n.name)]


def without_times(store: Store) -> set[str]:
    """What the network says, without ids of nodes that whoever came first has made, and without times."""
    network = Network.read(store.view())
    names = {node.id: node.display for node in network.nodes.values()}
    said = {f"{names[f.start]} {f.type} {names[f.end]} {sorted(f.evidence)}" for f in network.relations}
    assert len(list(lines(store.view(), store.schema))) > len(said)
    return said


def test_of_sixteen_editors_of_one_value_one_is_first_and_the_others_are_told(store: Store) -> None:
    store.writer().load(Source(title="Liste", sha256="a" * 64, kind="list"), [work(ANNA, 0, 1)])
    seen = Network.read(store.view())
    (anna,) = seen.by_label("Person")

    def correct(number: int) -> None:
        change = ValueChange(anna.id, "title", f"Dr. {number}", seen="")
        enter(store, seen, Entry(SAID, "correction", values=(change,)), f"p{number}", date(2026, 3, 12))

    wrong = at_once(correct)
    assert [type(error) for error in wrong] == [ChangedMeanwhile] * 15
    (now,) = Network.read(store.view()).by_label("Person")
    assert {str(now.fields["title"])} == {error.now for error in wrong if isinstance(error, ChangedMeanwhile)}
    assert len([s for s in store.view().nodes("Source") if s["kind"] == "correction"]) == 1
    assert check(store.view(), store.schema) == []
