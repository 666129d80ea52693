"""A process of its own answers what this one would, about the same nodes and facts."""

import errno
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest

from dashboard.state import current as store
from dashboard.state import done as done_module
from dashboard.state import on_map
from dashboard.state.apart import Reading, apart, parting
from dashboard.state.apart.ground import OwnGround
from dashboard.state.apart.inside import opened
from dashboard.state.apart.parting import Moved
from dashboard.state.apart.tasks import known_on_map
from dashboard.state.background import Working
from dashboard.state.current import Data
from dashboard.state.done import done
from graph.analysis.case import Case
from graph.analysis.snapshot import take_snapshot
from graph.analysis.strengths import Strengths
from graph.analysis.ways import Ways, WaysAsked
from graph.analysis.ways import kept as kept_module
from graph.columns import ColumnNetwork, columns_of
from graph.columns.files import KeptTables, write_kept
from graph.columns.keeper import network_of
from graph.curation.places import Places
from graph.errors import AkteursnetzError, UnknownName
from graph.model.schema import load
from graph.network import Network
from graph.settings import Settings
from graph.store.view import Moment
from tests.dashboard import apart_tasks
from tests.graph.networks import network
from tests.support.kept import forget_ties

DAY = date(2021, 6, 1)
OF = Reading("db", 7)


def groups() -> Network:
    """Twelve people of four houses who meet in changing company."""
    nodes: list[tuple[str, dict[str, str]]] = [(f"p{k}", {}) for k in range(12)]
    nodes += [(f"o{k}", {}) for k in range(4)]
    nodes += [(f"e{k}", {"format": "workshop", "start": f"202{k % 2}-0{k + 1}-01"}) for k in range(6)]
    rows = [("WORKS_FOR", f"p{k}", f"o{k % 4}", "") for k in range(12)]
    rows += [("TOOK_PART_IN", f"p{k}", f"e{(k * k + m) % 6}", "participant") for k in range(12) for m in (0, 1)]
    return network(nodes, rows)


@pytest.fixture
def kept(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> ColumnNetwork:
    """The network in the files of a data folder."""
    monkeypatch.delenv("NEO4J_URI", raising=False)
    monkeypatch.setenv("AKTEURSNETZ_DATA", str(tmp_path))
    schema, folder = load(), Settings().snapshots
    tables = KeptTables(Moment(OF.identity, 3, OF.version), columns_of(groups()).layers)
    return network_of(schema, write_kept(folder, schema, tables))


def test_the_answers_are_those_of_this_process_about_its_own_nodes_and_facts(kept: ColumnNetwork) -> None:
    told: list[tuple[int, int]] = []
    there = apart(kept, OF, apart_tasks.everything, lambda *said: told.append(said), DAY)  # type: ignore[arg-type]
    here = apart_tasks.everything(OwnGround(kept, Settings()), lambda *_: None, DAY)
    assert there.pop("network") is here.pop("network") is kept
    assert there == here
    assert here["gaps"]
    assert here["table"][1]
    assert all(node is kept.nodes[node.id] for node in there["nodes"])
    assert [fact.id for fact in there["facts"]] == [kept.relations[i].id for i in (2, 3, 4)]
    assert told[0] == (0, 1)


def test_what_goes_wrong_there_goes_wrong_here(kept: ColumnNetwork) -> None:
    with pytest.raises(UnknownName) as raised:
        apart(kept, OF, apart_tasks.refused, lambda *_: None)
    assert raised.value.candidates == ("p0",)
    assert "Ida" in raised.value.message("de")


def test_a_process_that_ends_for_want_of_memory_is_a_sentence(
    kept: ColumnNetwork, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    for task, code in ((apart_tasks.killed, "code 9"), (apart_tasks.without_room, "code 0")):
        with pytest.raises(AkteursnetzError) as raised:
            apart(kept, OF, task, lambda *_: None)
        assert "Arbeitsspeicher" in raised.value.message("de")
        assert code in caplog.messages[-1]

    def refused(*_: Any, **__: Any) -> None:
        raise OSError(errno.ENOMEM, "Cannot allocate memory")

    monkeypatch.setattr(parting.subprocess, "Popen", refused)
    with pytest.raises(AkteursnetzError, match="memory"):
        apart(kept, OF, apart_tasks.killed, lambda *_: None)


def test_a_network_that_is_not_in_the_files_any_more_is_not_answered_from(kept: ColumnNetwork) -> None:
    assert opened(Settings(), Reading("db", 6)) is opened(Settings(), Reading("other", 7)) is None
    with pytest.raises(Moved):
        apart(kept, Reading("db", 8), apart_tasks.killed, lambda *_: None)


def test_of_a_large_network_this_process_looks_at_nobody(kept: ColumnNetwork, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parting, "LARGE", 0)
    data, nobody = Data(kept, Places(kept), OF.identity), kept.made
    assert len(done(data, known_on_map, lambda *_: None, DAY, "people")) > 0
    assert kept.made == nobody


def test_of_a_small_network_no_process_is_begun(kept: ColumnNetwork, monkeypatch: pytest.MonkeyPatch) -> None:
    def begun(*_: Any, **__: Any) -> None:
        pytest.fail("a process for so little")

    monkeypatch.setattr(done_module, "apart", begun)
    assert len(done(Data(kept, Places(kept), OF.identity), known_on_map, lambda *_: None, DAY, "people")) > 0


@pytest.fixture
def large(kept: ColumnNetwork, monkeypatch: pytest.MonkeyPatch) -> Iterator[Data]:
    monkeypatch.setattr(parting, "LARGE", 0)
    forget_ties()
    yield Data(kept, Places(kept), OF.identity)
    forget_ties()


def routes(ways: Ways) -> list[object]:
    return [ways.routes("p0", f"p{k}", WaysAsked(2)) for k in range(1, 6)]


def test_ways_come_out_of_the_file_that_another_process_wrote(large: Data, monkeypatch: pytest.MonkeyPatch) -> None:
    """However few they are: what is waited for is not worked out a second time."""
    expected = routes(Ways(Case(large.network, DAY)))
    monkeypatch.setattr(Strengths, "_all_people", lambda _: pytest.fail("worked out in this process"))
    assert routes(store.ways(large, DAY)) == expected
    assert any(expected)
    assert len(list(Settings().snapshots.glob("contacts-*"))) == 1


def test_a_file_of_contacts_that_can_not_be_read_keeps_nobody_waiting(
    large: Data, monkeypatch: pytest.MonkeyPatch
) -> None:
    def moved(*_: Any, **__: Any) -> None:
        raise Moved

    monkeypatch.setattr(store, "apart", moved)
    expected = routes(Ways(Case(large.network, DAY)))
    path = kept_module._path(Strengths(take_snapshot(large.network), DAY, large.network.known_at), Settings().snapshots)
    path.write_bytes(b"garbage")
    assert routes(answered(lambda: store.ways(large, DAY))) == expected

    def vanished(path: Path) -> None:  # taken away between a look and the reading
        path.unlink(missing_ok=True)

    forget_ties()
    store._ways.clear()
    path.write_bytes(b"garbage")
    monkeypatch.setattr(kept_module, "_read", vanished)
    assert routes(answered(lambda: store.ways(large, DAY))) == expected


def answered(ask: Callable[[], Ways]) -> Ways:
    """Return what is asked for; a lock that waits for itself would hold this thread for ever."""
    found: list[Ways] = []
    beside = Thread(target=lambda: found.append(ask()), daemon=True)
    beside.start()
    beside.join(60)
    assert found, "it waits for itself, or failed"
    return found[0]


def test_communities_are_asked_for_where_they_come_first_and_no_map_waits_for_them(
    large: Data, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, may = list[str](), Event()

    def work(_: Data, task: Callable[..., object], *__: object) -> str:
        asked.append(task.__name__)
        assert task is known_on_map or may.wait(60)
        return task.__name__

    monkeypatch.setattr(on_map, "done", work)
    assert on_map.working(large, DAY, "people", 60) is None
    assert asked == ["known_on_map"]
    assert on_map.working(large, DAY, "people", 0.01, gathered=True) == Working(1, 2)
    assert isinstance(on_map.groups_beside(large, DAY, "people"), Working)
    may.set()
    assert on_map.working(large, DAY, "people", 60, gathered=True) is None
    assert on_map.groups_beside(large, DAY, "people") == "groups_on_map"
    assert asked == ["known_on_map", "groups_on_map"]
    monkeypatch.setattr(parting, "LARGE", 1_000)
    assert on_map.groups_beside(large, DAY, "mixed") == "groups_on_map", "in a small network it is there at once"
