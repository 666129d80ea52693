"""Another database in the place of the one of a folder: wherever it breaks off, there is the old one or the new one."""

from contextlib import suppress
from pathlib import Path

import pytest

from graph.engine import swap


class Broken(Exception):
    """The process was killed here."""


def folder_with(tmp_path: Path) -> tuple[Path, Path]:
    """Return a data folder with a database, and beside it a new one that is ready."""
    (tmp_path / "engine").mkdir()
    (tmp_path / "engine" / "page").write_text("old", encoding="utf-8")
    stage = swap.stage_of(tmp_path)
    (stage / "engine").mkdir()
    (stage / "engine" / "page").write_text("new", encoding="utf-8")
    return tmp_path, stage


def is_clean(folder: Path) -> bool:
    return {path.name for path in folder.iterdir()} == {"engine"}


@pytest.mark.parametrize("steps", range(8))
def test_what_breaks_off_after_any_step_is_finished_by_the_next_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, steps: int
) -> None:
    folder, stage = folder_with(tmp_path)
    left = [steps]

    def counted(step: object) -> object:
        def do(*arguments: object, **named: object) -> object:
            if not left[0]:
                raise Broken
            left[0] -= 1
            return step(*arguments, **named)  # type: ignore[operator]

        return do

    with monkeypatch.context() as patch:
        patch.setattr(swap, "write_whole", counted(swap.write_whole))
        patch.setattr(swap, "_remove", counted(swap._remove))
        for name in ("rename", "unlink"):
            patch.setattr(Path, name, counted(getattr(Path, name)))
        with suppress(Broken):
            swap.begin(folder, stage)
    begun = (folder / swap.NOTE).exists() or (folder / "engine" / "page").read_text(encoding="utf-8") == "new"
    swap.settle(folder)
    assert (folder / "engine" / "page").read_text(encoding="utf-8") == ("new" if begun else "old")
    swap.clear(folder)
    assert is_clean(folder)


def test_nothing_begun_is_nothing_done(tmp_path: Path) -> None:
    folder, _ = folder_with(tmp_path)
    swap.settle(folder)
    assert (folder / "engine" / "page").read_text(encoding="utf-8") == "old"
    swap.clear(folder)
    assert is_clean(folder)
