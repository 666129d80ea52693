"""A file is there whole or not at all, and one module sees to that."""

import ast
import stat
import threading
from pathlib import Path

import pytest

from graph.errors import UsageError
from graph.files.drafts import draft_beside, draft_of, write_whole

ROOT = Path(__file__).resolve().parents[2]
MOVES = {"replace", "rename"}  # of a path: they take one argument, those of a text two


def test_a_file_appears_at_the_end_with_all_that_was_written(tmp_path: Path) -> None:
    out = tmp_path / "liste.csv"
    with draft_of(out) as draft:
        draft.write_text("eins", encoding="utf-8")
        assert not out.exists()
        assert draft.suffix == ".csv"
    assert out.read_text(encoding="utf-8") == "eins"
    assert list(tmp_path.iterdir()) == [out]


def test_what_breaks_off_leaves_the_old_file_and_no_draft(tmp_path: Path) -> None:
    out = tmp_path / "liste.csv"
    write_whole(out, "alt")
    with pytest.raises(UnicodeEncodeError):
        write_whole(out, "neu \ud800")
    assert out.read_text(encoding="utf-8") == "alt"
    assert list(tmp_path.iterdir()) == [out]


def test_names_of_people_are_for_the_owner_alone(tmp_path: Path) -> None:
    with draft_beside(tmp_path / "liste.csv") as draft:
        assert stat.S_IMODE(draft.stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "liste.csv").stat().st_mode) == 0o600


def test_a_place_that_can_not_be_written_is_said(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught, draft_of(tmp_path / "nowhere" / "liste.csv"):
        pass
    assert "liste.csv" in caught.value.message("de")
    with pytest.raises(OSError, match="nowhere"):
        write_whole(tmp_path / "nowhere" / "liste.csv", "x")


def test_several_at_once_leave_the_whole_text_of_one(tmp_path: Path) -> None:
    out, texts = tmp_path / "netz.json", [letter * 200_000 for letter in "abcdefgh"]
    threads = [threading.Thread(target=write_whole, args=(out, text)) for text in texts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert out.read_text(encoding="utf-8") in texts
    assert list(tmp_path.iterdir()) == [out]


def test_only_one_module_moves_files_into_place() -> None:
    found = {
        str(path.relative_to(ROOT))
        for package in ("graph", "ingest", "briefing", "dashboard", "cli")
        for path in (ROOT / package).rglob("*.py")
        if "node_modules" not in path.parts
        for node in ast.walk(ast.parse(path.read_bytes()))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and _moves(node, node.func)
    }
    # Beside it two move folders, and the audit log gives a full file its name, under its lock.
    folders = {"graph/engine/swap.py", "graph/backup/beside.py"}
    assert found == {"graph/files/drafts.py", "graph/audit/log.py", *folders}


def _moves(call: ast.Call, function: ast.Attribute) -> bool:
    on_os = isinstance(function.value, ast.Name) and function.value.id == "os"
    alone = len(call.args) == 1 and not call.keywords
    return (function.attr in MOVES and (on_os or alone)) or (on_os and function.attr == "link")
