"""What is kept in files comes back whole or not at all; whoever can not use it reads anew, and says the same."""

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.columns import ColumnNetwork, Keeper, stored
from graph.columns.mapped import read_arrays, write_arrays
from graph.errors import StoreUnavailable
from graph.network import Network
from graph.store.view import Moment
from tests.graph.columns.rows_view import RowsView
from tests.graph.columns.test_columns import BEGINNING, Writing, same

READ_HERE = """
import sys
from pathlib import Path
from graph.columns import stored
from graph.store.view import Moment
network = stored(Path(sys.argv[1]), Moment("one", int(sys.argv[2]), int(sys.argv[2])))
print([n for n in network.nodes.values()])
print(list(network.relations))
"""


@pytest.fixture
def written() -> Writing:
    writing = Writing()
    for step in BEGINNING:
        getattr(writing, step[0])(*step[1:])
    return writing


def kept(folder: Path, view: RowsView) -> Keeper:
    """A keeper that has written a base and changes."""
    keeper = Keeper(folder)
    keeper.network(view)
    view.node["per-1"][1]["name"] = "Jo Kurz"
    view.write(["per-1"])
    keeper.network(view)
    return keeper


def test_another_process_reads_the_same(written: Writing, tmp_path: Path) -> None:
    kept(tmp_path, written.view)
    fresh = Network.read(written.view)
    said = subprocess.run(
        [sys.executable, "-c", READ_HERE, str(tmp_path), str(written.view.writes())],
        capture_output=True,
        text=True,
        check=True,
    )
    assert said.stdout.splitlines() == [str(list(fresh.nodes.values())), str(fresh.relations)]


def test_only_its_owner_can_read_the_files(written: Writing, tmp_path: Path) -> None:
    kept(tmp_path / "kept", written.view)
    assert {path.suffix for path in (tmp_path / "kept").iterdir()} == {".columns", ".lock"}
    for path in (tmp_path / "kept", *(tmp_path / "kept").iterdir()):
        assert path.stat().st_mode & 0o077 == 0


def test_what_is_kept_is_of_one_moment_of_one_database(written: Writing, tmp_path: Path) -> None:
    view = written.view
    kept(tmp_path, view)
    assert stored(tmp_path, view.moment()) is not None
    assert stored(tmp_path, Moment("other", *view.moment()[1:])) is None
    assert stored(tmp_path, Moment("one", view.writes() - 1, view.writes() - 1)) is None
    assert stored(tmp_path, Moment()) is None
    assert stored(tmp_path / "nowhere", view.moment()) is None
    view.identity = "another"
    view.node.pop("per-3")
    assert same(Keeper(tmp_path).network(view), Network.read(view))


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(which=st.integers(0, 1), at=st.floats(0, 1), how=st.sampled_from(["flip", "cut", "other", "empty", "gone"]))
def test_a_damaged_file_is_made_anew(tmp_path_factory: pytest.TempPathFactory, which: int, at: float, how: str) -> None:
    written = Writing()
    for step in BEGINNING:
        getattr(written, step[0])(*step[1:])
    folder = tmp_path_factory.mktemp("kept")
    kept(folder, written.view)
    path = sorted(folder.glob("*.columns"))[which]
    damage(path, at, how)
    again = Keeper(folder)
    assert same(again.network(written.view), Network.read(written.view))
    assert again.whole == 1
    assert stored(folder, written.view.moment()) is not None
    assert len(list(folder.glob("*.columns"))) == 2


def damage(path: Path, at: float, how: str) -> None:
    """Flip a bit of the header, or cut the file off, or put something else into its place."""
    content = bytearray(path.read_bytes())
    if how == "flip":
        size = 24 + int.from_bytes(content[8:16], "little")
        content[min(int(at * size), size - 1)] ^= 4
    elif how == "cut":
        del content[int(at * (len(content) - 1)) :]
    elif how == "other":
        content = bytearray(b"PK\3\4 torn")
    elif how == "empty":
        content = bytearray()
    path.unlink()
    if how != "gone":
        path.write_bytes(content)


def test_no_bit_of_a_header_can_be_another(written: Writing, tmp_path: Path) -> None:
    kept(tmp_path, written.view)
    path = tmp_path / "changes.columns"
    content = path.read_bytes()
    for place in range(24 + int.from_bytes(content[8:16], "little")):
        path.write_bytes(content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :])
        assert read_arrays(path) is None


@given(at=st.floats(0, 1, exclude_max=True), which=st.integers(0, 7))
def test_no_byte_of_what_changed_is_taken_for_another(at: float, which: int) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "one.columns"
        values = {"a": np.arange(50, dtype=np.int32), "b": np.empty(0, dtype=np.uint8), "c": np.full(9, 1.5)}
        write_arrays(path, {"said": 1}, values)
        about, arrays = read_arrays(path, mapped=False) or ({}, {})
        assert (about, {name: found.tolist() for name, found in arrays.items()}) == (
            {"said": 1},
            {name: found.tolist() for name, found in values.items()},
        )
        content = bytearray(path.read_bytes())
        content[int(at * len(content))] ^= 1 << which
        path.write_bytes(content)
        again = read_arrays(path, mapped=False)
        assert again is None or all(np.array_equal(again[1][name], values[name]) for name in values)


def test_an_older_format_is_no_file_of_ours(written: Writing, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept(tmp_path, written.view)
    monkeypatch.setattr("graph.columns.mapped.FORMAT", 99)
    assert all(read_arrays(path) is None for path in tmp_path.glob("*.columns"))
    keeper = Keeper(tmp_path)
    assert same(keeper.network(written.view), Network.read(written.view))
    assert keeper.whole == 1


def test_where_nothing_can_be_kept_the_answer_is_the_same(written: Writing, tmp_path: Path) -> None:
    folder = tmp_path / "snapshots"
    folder.write_text("a file where the folder should be")
    keeper = Keeper(folder / "embedded")
    for _ in range(2):
        written.node(1, [(0, 0)], False)
        assert same(keeper.network(written.view), Network.read(written.view))
    assert keeper.whole == 1


def test_a_full_disk_leaves_what_was_there(written: Writing, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keeper = kept(tmp_path, written.view)
    before = {path.name: path.read_bytes() for path in tmp_path.glob("*.columns")}

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    written.node(2, [(0, 0)], False)
    assert same(keeper.network(written.view), Network.read(written.view))
    assert {path.name: path.read_bytes() for path in tmp_path.glob("*.columns")} == before


def test_two_that_find_nothing_read_everything_once(written: Writing, tmp_path: Path) -> None:
    """The second waits for the first and uses what that has written."""
    first, second = Keeper(tmp_path), Keeper(tmp_path)
    begun, go_on = threading.Event(), threading.Event()

    class Slow(RowsView):
        def node_rows(self, label: str) -> Iterator[dict[str, Any]]:
            begun.set()
            assert go_on.wait(20)
            return written.view.node_rows(label)

        def fact_rows(self, name: str) -> Iterator[tuple[str, str, dict[str, Any]]]:
            return written.view.fact_rows(name)

        def moment(self) -> Moment:
            return written.view.moment()

    found: list[Network] = []
    threads = [threading.Thread(target=lambda: found.append(first.network(Slow())))]
    threads[0].start()
    assert begun.wait(20)
    threads.append(threading.Thread(target=lambda: found.append(second.network(written.view))))
    threads[1].start()
    go_on.set()
    for thread in threads:
        thread.join(20)
    assert (first.whole, second.whole) == (1, 0)
    assert all(same(network, Network.read(written.view)) for network in found)


def test_many_changes_become_part_of_the_base_and_nothing_is_read_for_that(
    written: Writing, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("graph.columns.keeper._LARGE", 0)
    keeper = Keeper(tmp_path)
    keeper.network(written.view)
    (old,) = tmp_path.glob("base-*")
    for which in range(6):
        written.node(which, [(which % 5, 0)], False)
        assert same(keeper.network(written.view), Network.read(written.view))
    (new,) = tmp_path.glob("base-*")
    assert (new != old, keeper.whole) == (True, 1)


def test_only_what_is_looked_at_is_made(written: Writing) -> None:
    network = Keeper().network(written.view)
    assert isinstance(network, ColumnNetwork)
    assert (network.nodes["per-1"].name, len(network.nodes), "per-2" in network.nodes) == ("Jo Lang", 9, True)
    assert network.made == (1, 0)
    around = network.around("per-1")
    assert network.made == (1, len(around))
    assert 0 < len(around) < len(network.relations)
    assert list(network.containing(["nirgends"])) == []
    network.count_labels()
    network.reaches_to(date(2024, 1, 1))
    assert network.made == (1, len(around))


def test_who_is_interrupted_does_not_take_the_network_of_before_for_that_of_now(written: Writing) -> None:
    keeper, view = Keeper(), written.view
    keeper.network(view)
    written.node(1, [(2, 0)], False)
    asked, known = [], view.moment

    def away() -> Moment:
        asked.append(1)
        if len(asked) > 1:
            raise StoreUnavailable("store_unavailable")
        return known()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(view, "moment", away)
        with pytest.raises(StoreUnavailable):
            keeper.network(view)
    assert same(keeper.network(view), Network.read(view))


def test_the_progress_of_reading_everything_is_told(written: Writing) -> None:
    told: list[tuple[int, int]] = []
    Keeper().network(written.view, lambda done, total: told.append((done, total)))
    assert told[-1] == (15, 15)


def test_a_walk_over_everybody_leaves_little_behind_and_says_the_same_again(
    written: Writing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("graph.columns.network._NODES", 2)
    monkeypatch.setattr("graph.columns.network._FACTS", 3)
    network, plain = Keeper().network(written.view), Network.read(written.view)
    for _ in range(2):
        assert same(network, plain)
        assert all(network.around(i) == plain.around(i) for i in plain.nodes)
    assert isinstance(network, ColumnNetwork)
    assert network.made[1] > 2 * len(network.relations), "as if all facts had been kept"
