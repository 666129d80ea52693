"""Who only reads starts no engine where the files of the network are of the moment at which the last one ended."""

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from graph.columns import Keeper
from graph.columns.counted import NAME, kept_counts
from graph.columns.opening import Opening
from graph.engine import files, open_store
from graph.model.facts import Entity, Fact, Record, Source
from graph.model.ledger import LedgerEntry
from graph.network import Network
from graph.settings import Settings
from graph.store.merging import Reasons

pytestmark = pytest.mark.embedded
HOUSE = Entity("Organisation", ("org:werk",), "Werk Nord GmbH", "row 1")
SLOW = {"neo4j", "pandas", "scipy", "networkx", "streamlit", "sklearn", "plotly", "jpype"}


def record(number: int) -> Record:
    person = Entity("Person", (f"mail:p{number}@werk.example",), f"Person Nummer{number}", f"row {number}")
    return Record((HOUSE, person), (Fact("WORKS_FOR", person.key, HOUSE.key, person.place),))


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A folder at rest, with the network in files of its last moment."""
    found = Settings(data=tmp_path_factory.mktemp("opening") / "data", engine_heap="256m", neo4j_uri=None)
    with open_store(found) as store:
        store.writer().load(Source(title="Liste", sha256="d" * 64), [record(1), record(2)])
        store.curator().note([LedgerEntry("book", "one", "anna", body={"n": 1})])
        Keeper(store.snapshots).network(store.view())
    return found


@pytest.fixture
def no_engine(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    def starting(*_: object) -> None:
        pytest.fail("an engine was started")

    with monkeypatch.context() as patch:
        patch.setattr("graph.engine.embedded._start", starting)
        yield


def names(network: Network) -> list[str]:
    return sorted(node.name for node in network.nodes.values() if node.label == "Person")


@pytest.mark.usefixtures("no_engine")
def test_the_network_of_a_folder_at_rest_is_read_out_of_its_files(settings: Settings) -> None:
    with Opening(settings) as found:
        assert names(found.network) == ["Person Nummer1", "Person Nummer2"]
        assert names(found.about("Nummer1")) == names(found.network)
        assert (found.counts().nodes["Person"], found.counts().facts["WORKS_FOR"]) == (2, 2)
        assert not found.is_store_open


def test_a_command_answers_at_rest_without_what_is_slow_to_import(settings: Settings) -> None:
    program = (
        "import sys; from cli.main import main\n"
        "try: main(sys.argv[1:])\n"
        "except SystemExit as end: code = end.code\n"
        "tops = sorted({name.partition('.')[0] for name in sys.modules})\n"
        "import json; print(json.dumps([code, tops]), file=sys.stderr)"
    )
    environment = {**os.environ, "AKTEURSNETZ_DATA": str(settings.data), "AKTEURSNETZ_LANGUAGE": "en"}
    for command, shown in (
        (["search", "nummer2"], "Person Nummer2"),
        (["info"], "arcadedb"),
        (["show", "werk"], "Nord"),
    ):
        ran = subprocess.run(
            [sys.executable, "-c", program, *command], env=environment, capture_output=True, text=True, check=True
        )
        code, tops = json.loads(ran.stderr.splitlines()[-1])
        assert code in (0, None), ran.stderr
        assert shown in ran.stdout
        assert SLOW & set(tops) == set(), f"{command[0]} imports what it does not need"


def test_a_copied_folder_asks_an_engine(settings: Settings, tmp_path: Path) -> None:
    copy = settings.model_copy(update={"data": shutil.copytree(settings.data, tmp_path / "data")})
    with Opening(copy) as found:
        assert found.rest is None


def test_what_stands_in_no_file_opens_the_store_and_what_was_written_is_read(settings: Settings) -> None:
    with Opening(settings) as found:
        assert names(found.network) == ["Person Nummer1", "Person Nummer2"]
        assert [entry.id for entry in found.view.entries("book")] == ["one"]
        assert found.is_store_open
        found.store.writer().load(Source(title="Zweite", sha256="e" * 64), [record(3)])
    with Opening(settings) as found:
        assert names(found.network) == ["Person Nummer1", "Person Nummer2", "Person Nummer3"]
        assert not found.is_store_open, "who wrote left the files as the next one needs them"
    with open_store(settings) as store:
        store.writer().load(Source(title="Dritte", sha256="f" * 64), [record(4)])
    with Opening(settings) as found:
        assert found.rest, "the engine ended in order"
        assert names(found.network) == [f"Person Nummer{i}" for i in range(1, 5)]
        assert found.is_store_open, "the files were of an earlier moment"
        state = files.read_state(settings.data)
        assert state
        os.kill(state.pid, signal.SIGKILL)
        psutil.wait_procs([psutil.Process(state.pid)], timeout=60)
    assert Opening(settings).rest is None, "who did not end in order left no note"


def test_what_was_counted_is_kept_until_somebody_writes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without columns the database counts; who asks again starts no engine, and after each write it counts anew."""
    monkeypatch.setattr("graph.columns.keeper._QUICKLY_READ", 0)
    found = Settings(data=tmp_path / "data", engine_heap="256m", neo4j_uri=None)

    def counted() -> tuple[int, int, bool]:
        with Opening(found) as opening:
            counts = opening.counts()
            return counts.nodes["Person"], counts.facts["WORKS_FOR"], opening.is_store_open

    for number in (1, 2):
        with open_store(found) as store:
            store.writer().load(Source(title=f"Liste {number}", sha256=str(number) * 64), [record(number)])
        assert counted() == (number, number, True)
        assert counted() == (number, number, False)
    with open_store(found) as store:
        (person,) = (n["id"] for n in store.view().nodes("Person") if n["name"].endswith("2"))
        (other,) = (n["id"] for n in store.view().nodes("Person") if n["name"].endswith("1"))
        store.curator().merge(other, person, Reasons("anna", "dieselbe Person"))
    assert counted() == (1, 1, True), "of two that were merged one is left, with one fact that both state"
    (found.snapshots / NAME).write_text("{}")
    assert counted() == (1, 1, True), "a damaged file is not believed"


def test_a_load_leaves_behind_what_is_counted_where_it_brought_much(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("graph.columns.keeper._QUICKLY_READ", 0)
    found = Settings(data=tmp_path / "data", engine_heap="256m", neo4j_uri=None)
    with open_store(found) as store:
        store.writer().load(Source(title="Liste", sha256="1" * 64), [record(1), record(2)])
        assert store.snapshots
        for brought, left in ((0, False), (1, True)):
            Keeper(store.snapshots).follow(store.view(), brought)
            kept = kept_counts(store.snapshots, store.view().moment(), store.schema)
            assert bool(kept) == left
        assert kept == store.view().counts()
        assert Keeper(store.snapshots).at_hand(store.view())
    with Opening(found) as opening:
        assert opening.counts() == kept
        assert not opening.is_store_open
