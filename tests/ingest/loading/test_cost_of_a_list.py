"""A list costs what the list costs, not what the store holds: counted in rows that are read, not in time."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from neo4j import ManagedTransaction, Result, Session, Transaction

from graph.columns import Keeper
from graph.model.facts import Entity, Fact, Record, Source
from graph.model.fold import fold
from graph.store import Store
from graph.store.transaction import Tx
from graph.store.unit import _UnitView
from graph.store.view import View
from ingest.loading.gathering import GatheredFile
from ingest.loading.intake import Wishes
from ingest.loading.pipeline import Prepared, prepare
from ingest.loading.taking_in import ReadyFiles, settle, take_all
from ingest.records import Options

Put = Callable[[str, str | bytes], Path]
KNOWN = 2000
HEAD = "Name;Firma;E-Mail\n"
ENDS = ("bach", "berg", "brink", "dorf", "feld", "hagen", "heim", "hoff", "horst", "kamp")
FAMILY = [
    f"{a}{b}" for a in ("Ahl", "Bern", "Dorn", "Eich", "Fahr", "Gell", "Hart", "Kest", "Lind", "Mohr") for b in ENDS
]
GIVEN = ("Anna", "Bodo", "Carla", "Dirk", "Emma", "Falk", "Gesa", "Hanno", "Ines", "Jens")
HOUSES = [f"{a}{b}" for a in ("Nord", "Süd", "Ost", "West") for b in ENDS]


def name(number: int) -> str:
    return f"{GIVEN[number // 100 % 10]} {FAMILY[number % 100]}"


TEN = HEAD + "".join(f"{name(n)};Werk {HOUSES[n % 40]};p{n}@werk.example\n" for n in range(0, 2000, 200))


def many(count: int) -> Iterator[Record]:
    """People in a few houses who were at one event."""
    for n in range(count):
        place, work = f"row {n}", f"Werk {HOUSES[n % 40]}"
        keys = (f"mail:p{n}@werk.example", f"name:{fold(name(n))}@{fold(work)}")
        person = Entity("Person", keys, name(n), place)
        house = Entity("Organisation", (f"org:{fold(work)}",), work, place)
        event = Entity("Event", ("event:grosse messe@2020-01-02",), "Große Messe", place, {"start": "2020-01-02"})
        facts = (("WORKS_FOR", house.key), ("TOOK_PART_IN", event.key))
        stated = tuple(Fact(name, person.key, end, place) for name, end in facts)
        yield Record((house, event, person), stated)


class Counting:
    """What a statement gives, counted as it is handed over."""

    def __init__(self, result: Result, counted: list[str]) -> None:
        self._result, self._counted = result, counted

    def __iter__(self) -> Iterator[Any]:
        for row in self._result:
            self._counted.append(row.keys()[0])
            yield row

    def __getattr__(self, name: str) -> Any:
        return getattr(self._result, name)


@pytest.fixture
def read_rows(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A list that grows by one for each row a database hands over."""
    counted: list[str] = []
    read, listed, alone, inside = Tx.read, Tx.listed, View._rows, _UnitView._rows

    def note(found: list[Any]) -> list[Any]:
        counted.extend("row" for row in found for _ in row.get("found", (row,)))
        return found

    def reading(tx: Tx, query: str, **values: Any) -> Any:
        return Counting(read(tx, query, **values), counted)

    def listing(tx: Tx, query: str, **values: Any) -> list[list[Any]]:
        found = listed(tx, query, **values)
        counted.extend("row" for _ in found)
        return found

    monkeypatch.setattr(Tx, "read", reading)
    monkeypatch.setattr(Tx, "listed", listing)
    monkeypatch.setattr(View, "_rows", lambda view, query, **values: iter(note(list(alone(view, query, **values)))))
    rows: Any = lambda view, query, **values: iter(note(list(inside(view, query, **values))))  # noqa: E731
    monkeypatch.setattr(_UnitView, "_rows", rows)
    return counted


@pytest.mark.embedded
def test_a_list_of_ten_rows_reads_ten_times_a_few_rows_of_a_store_of_two_thousand(
    kept_store: Store, put: Put, read_rows: list[str]
) -> None:
    store = kept_store
    store.writer().load(Source("Messe", "1" * 64, kind="list", invented=True), many(KNOWN))
    path = put("zehn.csv", TEN)
    one = prepare(path, Options(event="Treffen", date="2022-05-10", invented=True))
    read_rows.clear()
    settle(store, ReadyFiles([one]), [GatheredFile(path, path.name, path.name)])
    (report,) = take_all(store, [one], Wishes("anna", merge=False))
    assert len(report.changes.created) == 2  # the event and the source; all others are known
    assert len(report.changes.facts_created) == 10
    assert len(read_rows) < 150


@pytest.fixture
def statements(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, dict[str, Any]]]:
    """A list that grows by one for each statement sent to a database."""
    sent: list[tuple[str, dict[str, Any]]] = []

    def noting(run: Any) -> Any:
        def noted(of: Any, query: Any, parameters: Any = None, **more: Any) -> Any:
            sent.append((str(query), {**(parameters or {}), **more}))
            return run(of, query, parameters, **more)

        return noted

    for of in (Transaction, ManagedTransaction, Session):
        monkeypatch.setattr(of, "run", noting(of.run))
    return sent


FEW = 400
NEW = ("Adlerhof", "Bussardhof", "Falkenhof", "Habichthof", "Milanhof")


def listed(put: Put, day: int) -> Prepared:
    """A list of ten people who are known where a few are, and one who is new."""
    rows = "".join(f"{name(n)};Werk {HOUSES[n % 40]};p{n}@werk.example\n" for n in range(0, FEW, FEW // 10))
    text = f"{HEAD}{rows}Nele {NEW[day]};Werk {HOUSES[0]};neu{day}@werk.example\n"
    return prepare(put(f"liste {day}.csv", text), Options(event=f"Treffen {day}", date=f"2022-05-1{day}"))


@pytest.mark.embedded
def test_one_more_list_sends_few_statements_and_none_without_rows(
    kept_store: Store, put: Put, statements: list[tuple[str, dict[str, Any]]]
) -> None:
    store = kept_store
    store.writer().load(Source("Messe", "1" * 64, kind="list"), many(FEW))
    list(take_all(store, [listed(put, 0)], Wishes("anna")))
    statements.clear()
    reports = list(take_all(store, [listed(put, 1), listed(put, 2)], Wishes("anna")))
    assert [len(report.changes.created) for report in reports] == [3, 3]  # an event, a source and a person
    assert len(statements) <= 80
    assert sum("RETURN m.data_version" in text for text, _ in statements) <= 6
    assert [text for text, values in statements if [] in values.values()] == []
    made = [text for text, _ in statements if "CREATE (n:" in text or "CREATE (a)-[f:" in text]
    assert len(made) == 2 * len(set(made))  # one for each label and type, the same for both lists
    read = [text for text, _ in statements if "MATCH (n:Person {id: id}) RETURN n.id AS id, properties(n)" in text]
    assert len(read) == 2  # once for each list, in its unit
    statements.clear()
    network = Keeper(store.snapshots).network(store.view())  # another process
    assert len(statements) == 1
    assert {node.name for node in network.nodes.values()} >= {f"Nele {name}" for name in NEW[:3]}


@pytest.mark.embedded
def test_a_run_of_five_lists_looks_at_all_names_once(
    kept_store: Store, put: Put, statements: list[tuple[str, dict[str, Any]]]
) -> None:
    files = [listed(put, day) for day in range(5)]
    statements.clear()
    reports = list(take_all(kept_store, files, Wishes("anna")))
    assert len(reports) == 5
    assert sum("MATCH (n:Decision)" in text for text, _ in statements) == 1
    assert len(statements) <= 120
