"""The rights of people, typed as commands."""

import json
from pathlib import Path

import pytest

from graph.store import Store
from tests.graph.privacy import planted
from tests.support.typed import Run

pytestmark = pytest.mark.embedded


@pytest.fixture
def listed(kept_store: Store, emptied: None, tmp_path: Path) -> Store:
    planted.load(kept_store, tmp_path / "files", "liste.csv")
    return kept_store


def test_a_report_is_printed_and_written_in_every_form(listed: Store, run: Run, tmp_path: Path) -> None:
    code, out, _ = run("privacy", "report", planted.MAIL)
    assert (code, planted.NAME in out, "Werk Nord GmbH" in out) == (0, True, True)
    said = json.loads(run("privacy", "report", planted.MAIL, "--json")[1])
    assert said["name"] == planted.NAME
    for ending, begins in ((".pdf", b"%PDF"), (".docx", b"PK"), (".md", b"# "), (".html", b"<!DOCTYPE")):
        file = tmp_path / f"auskunft{ending}"
        assert run("privacy", "report", planted.MAIL, "--out", str(file))[0] == 0
        assert file.read_bytes().startswith(begins)


def test_erasing_shows_first_and_asks_for_a_reason(listed: Store, run: Run) -> None:
    code, out, _ = run("privacy", "erase", planted.MAIL)
    assert code == 0
    assert "Nichts gelöscht" in out
    assert run("privacy", "erase", planted.MAIL, "--yes")[0] == 2
    assert run("show", planted.NAME)[0] == 0


def test_who_is_restricted_is_found_by_no_command_until_it_is_lifted(listed: Store, run: Run, tmp_path: Path) -> None:
    assert run("privacy", "restrict", planted.MAIL, "--reason", "bestritten")[0] == 0
    assert planted.NAME not in run("search", planted.FAMILY)[1]
    assert run("show", planted.NAME)[0] == 2
    for ending in (".jsonl", ".csv", ".graphml"):
        out = tmp_path / f"netz{ending}"
        assert run("export", "--out", str(out))[0] == 0
    texts = [path.read_text(encoding="utf-8-sig") for path in tmp_path.glob("netz*")]
    assert texts
    assert not any(planted.FAMILY in text for text in texts)
    assert run("privacy", "lift", planted.MAIL, "--reason", "geprüft")[0] == 0
    assert run("show", planted.NAME)[0] == 0


def test_a_correction_wins_over_a_later_file(listed: Store, run: Run, tmp_path: Path) -> None:
    done = run("privacy", "correct", planted.MAIL, "--field", "place=Ulm", "--reason", "Schreiben")
    assert done[0] == 0, done
    planted.load(listed, tmp_path / "files", "karten.vcf")
    said = json.loads(run("privacy", "report", planted.MAIL, "--json")[1])
    assert [v["value"] for v in said["values"] if v["field"] == "place"] == ["Ulm"]


def test_legal_basis_letters_retention_and_register(listed: Store, run: Run, folder: Path, tmp_path: Path) -> None:
    basis = "Art. 6 Abs. 1 lit. e DSGVO"
    assert run("privacy", "basis", "--basis", basis, "--purpose", "Vernetzung")[0] == 0
    due = json.loads(run("privacy", "inform", "--json")[1])
    assert {one["name"] for one in due} == {planted.NAME, planted.BESIDE, "Clara Weiß"}
    letter = tmp_path / "brief.md"
    assert run("privacy", "inform", planted.MAIL, "--out", str(letter))[0] == 0
    assert "Vernetzung" in letter.read_text(encoding="utf-8")
    assert run("privacy", "inform", planted.MAIL, "--sent", "2026-12-01")[0] == 0
    assert planted.NAME not in {one["name"] for one in json.loads(run("privacy", "inform", "--json")[1])}
    (folder / "retention.yaml").write_text("rules:\n  - {kind: list, months: 12}\n", encoding="utf-8")
    over = json.loads(run("privacy", "retention", "--day", "2030-01-01", "--json")[1])
    assert over["deleted"] == {"Person": 3, "TOOK_PART_IN": 3, "WORKS_FOR": 3}
    register = json.loads(run("privacy", "register", "--json")[1])
    assert (register["people"], register["basis"], register["without_basis"]) == (3, basis, 0)
    assert run("privacy", "register", "--out", str(tmp_path / "verzeichnis.md"))[0] == 0


def test_who_has_no_right_to_it_is_refused_in_every_command(
    listed: Store, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AKTEURSNETZ_ROLES", "edit,review")
    for name, *more in (("report", planted.MAIL), ("erase", planted.MAIL), ("inform",), ("retention",), ("register",)):
        code, out, err = run("privacy", name, *more)
        assert (code, planted.NAME in out + err, "Datenschutz" in err) == (2, False, True), name
