"""A watched folder, without waiting: what happens between two looks is done by the test."""

from collections.abc import Callable, Iterator
from pathlib import Path

from graph.store import Store
from ingest.loading.gathering import GatheredFile
from ingest.loading.intake import Intake, Wishes
from ingest.loading.pipeline import prepare
from ingest.loading.watching import BOOK, Watcher
from ingest.records import Options

LIST = "Name;Firma\nAnna Lang;Werk\n"
Step = Callable[[], object]


def between(*steps: Step) -> Callable[[], bool]:
    """Do one thing after each look, and end after the last."""
    left = list(steps)

    def goes_on() -> bool:
        if not left:
            return False
        left.pop(0)()
        return True

    return goes_on


def nothing() -> None:
    """Let a look pass."""


def taken(watcher: Watcher, *, once: bool = False) -> Iterator[str]:
    for found in watcher.rounds(once=once):
        watcher.note(found, "")
        yield found.name


def test_a_file_is_taken_when_it_has_stopped_growing(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(LIST)
    seen: list[str] = []

    def grow() -> None:
        assert seen == []
        path.write_text(path.read_text() + "Bo Weiß;Werk\n", encoding="utf-8")

    watcher = Watcher(store, tmp_path, "anna", between(grow, grow, nothing))
    for name in taken(watcher):
        seen.append(name)
        assert path.read_text(encoding="utf-8").count("Bo") == 2
    assert seen == ["a.csv"]


def test_each_content_is_taken_once_and_a_restart_knows_it(store: Store, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(LIST)
    (tmp_path / "kopie.csv").write_text(LIST)
    assert list(taken(Watcher(store, tmp_path, "anna", between(nothing, nothing)))) == ["a.csv"]
    assert list(taken(Watcher(store, tmp_path, "anna", between(nothing, nothing)))) == []
    (tmp_path / "a.csv").write_text(LIST + "Cem Arslan;Werk\n")
    assert list(taken(Watcher(store, tmp_path, "anna", between(nothing, nothing)))) == ["a.csv"]
    assert {entry.body["file"] for entry in store.view().entries(BOOK)} == {"a.csv"}


def test_what_was_loaded_otherwise_is_not_taken_again(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "Treffen 2022-05-10.csv"
    path.write_text(LIST)
    Intake(store, Wishes()).take(prepare(path, Options()))
    assert list(taken(Watcher(store, tmp_path, "anna", between(nothing, nothing)))) == []


def test_a_file_that_could_not_be_loaded_since_the_database_was_away_is_tried_again(
    store: Store, tmp_path: Path
) -> None:
    (tmp_path / "a.csv").write_text(LIST)
    watcher = Watcher(store, tmp_path, "anna", between(nothing, nothing))
    found: list[GatheredFile] = list(watcher.rounds())
    assert [file.name for file in found] == ["a.csv", "a.csv"]


def test_once_ends_when_all_is_taken(store: Store, tmp_path: Path) -> None:
    for name in ("a.csv", "b.csv"):
        (tmp_path / name).write_text(LIST + name)
    (tmp_path / "~$a.xlsx").write_text("x")
    assert list(taken(Watcher(store, tmp_path, "anna", lambda: True), once=True)) == ["a.csv", "b.csv"]


def test_a_file_that_can_not_be_read_is_told_once(store: Store, tmp_path: Path) -> None:
    (tmp_path / "leer.csv").write_bytes(b"")
    watcher = Watcher(store, tmp_path, "anna", between(nothing, nothing, nothing))
    assert list(taken(watcher)) == ["leer.csv"]
