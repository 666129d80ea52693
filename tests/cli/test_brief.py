"""The commands `brief` and `briefings` as a person types them."""

from pathlib import Path

import pytest

from graph.store import Store
from tests.briefing.documents.facts_files import load_files
from tests.briefing.documents.little_network import SECRET
from tests.support.typed import Run, answer

pytestmark = [pytest.mark.embedded, pytest.mark.usefixtures("briefed")]


@pytest.fixture(scope="module")
def briefed(kept_store: Store, tmp_path_factory: pytest.TempPathFactory) -> None:
    load_files(kept_store, tmp_path_factory.mktemp("files"))


def test_files_are_written_recorded_and_listed(run: Run, tmp_path: Path) -> None:
    outs = [tmp_path / f"werk{ending}" for ending in (".md", ".csv")]
    given = [part for out in outs for part in ("--out", str(out))]
    said = answer(run("brief", "Werk Nord", *given, "--for", "Staatssekretärin", "--as-of", "2022-12-31", "--json"))
    assert (said["as_of"], said["audience"], said["files"]) == ("2022-12-31", "internal", list(map(str, outs)))
    assert said["figures"]["people_0"] == 1
    assert said["sections"][:3] == ["lead", "map", "people"]
    assert SECRET in outs[0].read_text(encoding="utf-8")
    latest = answer(run("briefings", "--json"))[0]
    assert (latest["for"], latest["formats"], latest["audience"]) == ("Staatssekretärin", ["csv", "md"], "internal")
    assert "Staatssekretärin" in run("briefings")[1]


def test_the_second_edition_says_that_nothing_changed(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "b.md"
    for _ in range(2):
        assert run("brief", "Nordtreffen", "--meeting", "--out", str(out))[0] == 0
    assert "hat sich nichts geändert" in out.read_text(encoding="utf-8")


def test_a_dry_run_lists_what_others_do_not_see_and_writes_nothing(run: Run, tmp_path: Path) -> None:
    before = len(answer(run("briefings", "--json")))
    out = tmp_path / "b.md"
    code, said, _ = run("brief", "Werk Nord", "--audience", "public", "--dry-run", "--out", str(out))
    assert (code, out.exists()) == (0, False)
    assert f"Gespräch {SECRET}" in said
    assert len(answer(run("briefings", "--json"))) == before


def test_others_get_a_file_without_it(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "b.md"
    assert run("brief", "Werk Nord", "--audience", "public", "--out", str(out))[0] == 0
    assert SECRET not in out.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("brief",), "--out"),
        (("brief", "--out", "b.md"), "worum es geht"),
        (("brief", "Werk Nort GmbH", "--out", "b.md"), "Werk Nord GmbH"),
        (("brief", "Werk Nord", "--out", "b.exe"), ".pdf"),
        (("brief", f"Bank {SECRET}", "--audience", "public", "--out", "b.md"), "nicht freigegeben"),
        (("brief", "Werk Nord", "--audience", "all", "--out", "b.md"), "partners"),
        (("brief", "Werk Nord", "--sections", "fame", "--out", "b.md"), "summary"),
        (("brief", "Werk Nord", "--paper", "A2", "--out", "b.md"), "A3"),
        (("brief", "Werk Nord", "--language", "fr", "--out", "b.md"), "de, en"),
        (("brief", "Werk Nord", "--as-of", "gestern", "--out", "b.md"), "gestern"),
        (("brief", "--question", "why", "--out", "b.md"), "missing_ties"),
        (("brief", "Werk Nord", "--out", "/nirgends/b.md"), "kann nicht geschrieben werden"),
    ],
)
def test_what_can_not_be_done_is_a_sentence_with_code_two(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    code, _, shown = run(*arguments)
    assert (code, "Traceback" in shown, list(tmp_path.iterdir())) == (2, False, [])
    assert said in " ".join(shown.split())
