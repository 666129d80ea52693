"""`ingest` as a person types it: folders, archives, corrected lists, rejected rows, a watched folder."""

import csv
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from graph.store import Store
from ingest.loading import watching
from tests.support.typed import Run

pytestmark = [pytest.mark.embedded, pytest.mark.usefixtures("emptied")]
LIST = "Vorname;Nachname;Organisation;Funktion\nÄnne;Groß;Werk Nord GmbH;Leitung\nBert;Kohl;Kammer Süd;Referent\n"
NASTY = "\x1b[31m[bold]<img src=x onerror=alert(1)>"


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    """Two lists of two events, one of them deep inside, a file of no kind, and what office programs leave behind."""
    place = tmp_path / "eingang"
    (place / "2022").mkdir(parents=True)
    (place / "Nordtreffen 2021-06-10.csv").write_text(LIST, encoding="utf-8")
    (place / "2022" / "Südtreffen 2022-06-10.csv").write_text(LIST.replace("Leitung", "Vorstand"), encoding="utf-8")
    (place / "bild.png").write_bytes(b"\x89PNG")
    (place / "~$Nordtreffen.xlsx").write_bytes(b"x")
    return place


def told(result: tuple[int, str, str]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(result[1])
    return found


def people(store: Store) -> list[str]:
    return sorted(node["name"] for node in store.view().nodes("Person") if not node.get("retired_at"))


def test_a_folder_is_loaded_file_by_file_and_what_is_left_out_is_named(
    run: Run, inbox: Path, kept_store: Store
) -> None:
    result = run("ingest", str(inbox), "--json")
    one, two, *left_out = told(result)
    assert result[0] == 1  # a file could not be read
    assert [(r["file"], r["event"]["name"]) for r in (one, two)] == [
        ("Nordtreffen 2021-06-10.csv", "Nordtreffen"),
        ("2022/Südtreffen 2022-06-10.csv", "Südtreffen"),
    ]
    assert {(r["file"], r["is_problem"]) for r in left_out} == {("bild.png", True), ("~$Nordtreffen.xlsx", False)}
    assert people(kept_store) == ["Bert Kohl", "Änne Groß"]
    assert [r["nodes"]["created"] for r in told(run("ingest", str(inbox), "--json"))[:2]] == [0, 0]


def test_a_list_in_an_archive_that_is_refused_has_its_rows_one_a_line(run: Run, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "paket.zip", "w") as archive:
        archive.writestr("Nordtreffen 2021-06-10.csv", "Name;Organisation\nA1;Werk\nB2;Werk\nEva Kohl;Werk\n")
        archive.writestr("Südtreffen 2021-06-11.csv", LIST)
    said = "".join(run("ingest", str(tmp_path / "paket.zip"), "--dry-run")[1:])
    assert "·" not in said
    assert "Nicht geladen: paket.zip/Nordtreffen 2021-06-10.csv: 2 von 3 Zeilen" in said
    assert any(line.startswith("  Nordtreffen 2021-06-10.csv, Zeile 2") for line in said.splitlines())


def test_an_archive_is_loaded_and_each_source_keeps_its_name_in_it(
    run: Run, inbox: Path, kept_store: Store, tmp_path: Path
) -> None:
    with zipfile.ZipFile(tmp_path / "paket.zip", "w") as archive:
        for path in inbox.rglob("*.csv"):
            archive.write(path, path.relative_to(inbox))
    assert run("ingest", str(tmp_path / "paket.zip"))[0] == 0
    assert sorted(s["file"] for s in kept_store.view().nodes("Source")) == [
        "2022/Südtreffen 2022-06-10.csv",
        "Nordtreffen 2021-06-10.csv",
    ]


def test_a_folder_without_a_file_to_load_is_not_done(run: Run, tmp_path: Path) -> None:
    (tmp_path / "leer").mkdir()
    assert run("ingest", str(tmp_path / "leer"))[0] == 2
    (tmp_path / "leer" / "bild.png").write_bytes(b"x")
    code, _, error = run("ingest", str(tmp_path / "leer"))
    assert (code, "bild.png" in error) == (2, True)


def test_a_dry_run_names_what_would_change_and_how_the_columns_are_understood(run: Run, inbox: Path) -> None:
    path = str(inbox / "Nordtreffen 2021-06-10.csv")
    _, text, _ = run("ingest", path, "--dry-run")
    assert "neu: Person Änne Groß" in text
    assert "neu: Änne Groß arbeitet für Werk Nord GmbH (Leitung)" in text
    assert "Vorname (given_name)" in text
    (report,) = told(run("ingest", path, "--dry-run", "--json"))
    assert {"type": "Person", "name": "Bert Kohl", "change": "created"} in report["preview"]["nodes"]
    assert [(c["title"], c["meaning"]) for c in report["columns"]] == [
        ("Vorname", "given_name"),
        ("Nachname", "family_name"),
        ("Organisation", "organisation"),
        ("Funktion", "function"),
    ]


def test_a_corrected_list_replaces_the_earlier_one(run: Run, inbox: Path, kept_store: Store) -> None:
    path = inbox / "Nordtreffen 2021-06-10.csv"
    run("ingest", str(path))
    path.write_text(LIST.replace("Bert;Kohl", "Berta;Kohlmann"), encoding="utf-8")
    (dry,) = told(run("ingest", str(path), "--dry-run", "--json"))
    assert (dry["replaced"][0]["nodes"], dry["replaced"][0]["names"]) == (1, ["Bert Kohl"])
    assert people(kept_store) == ["Bert Kohl", "Änne Groß"]
    _, text, _ = run("ingest", str(path))
    assert "entfällt: Bert Kohl" in text
    assert people(kept_store) == ["Berta Kohlmann", "Änne Groß"]


def test_a_source_to_replace_that_does_not_exist_is_said_before_anything_is_loaded(
    run: Run, inbox: Path, kept_store: Store
) -> None:
    code, _, error = run("ingest", str(inbox / "Nordtreffen 2021-06-10.csv"), "--replace", "gibt es nicht")
    assert (code, "gibt es nicht" in error, people(kept_store)) == (2, True, [])


def test_rejected_rows_come_out_as_csv_and_go_in_again_corrected(
    run: Run, inbox: Path, kept_store: Store, tmp_path: Path
) -> None:
    path, rest = inbox / "Nordtreffen 2021-06-10.csv", tmp_path / "rest.csv"
    path.write_text(LIST + "Cem;12345;=Werk;@Einkauf\n", encoding="utf-8")
    code, _, error = run("ingest", str(path), "--max-rejected", "1", "--report", str(rest))
    assert (code, str(rest) in error) == (1, True)
    with rest.open(encoding="utf-8-sig", newline="") as file:
        header, row = csv.reader(file, delimiter=";")
    assert (header[:4], row[:4]) == (LIST.splitlines()[0].split(";"), ["Cem", "12345", "'=Werk", "'@Einkauf"])
    rest.write_text(rest.read_text("utf-8-sig").replace("12345", "Arslan", 1), encoding="utf-8")
    (report,) = told(run("ingest", str(rest), "--event", "Nordtreffen", "--date", "2021-06-10", "--json"))
    assert (report["rejected"], report["notes"]) == ([], [])
    assert people(kept_store) == ["Bert Kohl", "Cem Arslan", "Änne Groß"]
    assert "=Werk" in {node["name"] for node in kept_store.view().nodes("Organisation")}


def test_a_list_with_too_many_bad_rows_is_not_loaded_and_its_bad_rows_come_out_all_the_same(
    run: Run, inbox: Path, kept_store: Store, tmp_path: Path
) -> None:
    path, rest = inbox / "Nordtreffen 2021-06-10.csv", tmp_path / "rest.csv"
    path.write_text(LIST + "Cem;12345;Werk;\nDora;;Werk;\n", encoding="utf-8")
    code, _, error = run("ingest", str(path), "--report", str(rest))
    assert (code, people(kept_store)) == (2, [])
    assert "2 von 4 Zeilen" in error
    assert len(rest.read_text("utf-8-sig").splitlines()) == 3


def test_the_report_does_not_take_the_place_of_what_is_loaded(run: Run, inbox: Path) -> None:
    path = inbox / "Nordtreffen 2021-06-10.csv"
    assert run("ingest", str(path), "--report", str(path))[0] == 2
    assert path.read_text("utf-8") == LIST


def three_lists(tmp_path: Path) -> list[str]:
    """Carla Bergkamp by employer, by address, and by both, which makes the two one for certain."""
    found = []
    for number, (firm, address) in enumerate((("Glaswerk", ""), ("", "c@b.example"), ("Glaswerk", "c@b.example"))):
        path = tmp_path / f"Treffen {number} 2022-05-1{number}.csv"
        path.write_text(f"Name;Firma;E-Mail\nCarla Bergkamp;{firm};{address}\n", encoding="utf-8")
        found.append(str(path))
    return found


def test_what_is_certain_is_merged_and_told_with_its_undo(run: Run, tmp_path: Path, kept_store: Store) -> None:
    code, text, _ = run("ingest", *three_lists(tmp_path))
    assert (code, people(kept_store)) == (0, ["Carla Bergkamp"])
    decision = next(word for word in text.split() if word.startswith("dec-"))
    assert run("unmerge", decision)[0] == 0
    assert people(kept_store) == ["Carla Bergkamp", "Carla Bergkamp"]


def test_a_dry_run_tells_what_would_be_merged_and_names_no_decision(
    run: Run, tmp_path: Path, kept_store: Store
) -> None:
    code, text, _ = run("ingest", *three_lists(tmp_path), "--dry-run")
    assert (code, people(kept_store), "dec-" in text) == (0, [], False)
    assert "Zusammengeführt würden: „Carla Bergkamp“ und „Carla Bergkamp“." in text
    run("ingest", *three_lists(tmp_path)[:2])
    *_, third = told(run("ingest", three_lists(tmp_path)[2], "--dry-run", "--json"))
    assert [(one["keep"], one["decision"]) for one in third["merged"]] == [("Carla Bergkamp", "")]
    assert people(kept_store) == ["Carla Bergkamp", "Carla Bergkamp"]


def test_nothing_is_merged_where_that_is_not_wanted(run: Run, tmp_path: Path, kept_store: Store) -> None:
    run("ingest", *three_lists(tmp_path), "--no-merge")
    assert people(kept_store) == ["Carla Bergkamp", "Carla Bergkamp"]


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "PAUSE", 0)


@pytest.mark.usefixtures("at_once")
def test_a_watched_folder_is_loaded_once_and_a_bad_file_does_not_stop_it(
    run: Run, inbox: Path, kept_store: Store
) -> None:
    (inbox / "kaputt.xlsx").write_bytes(b"PK")
    code, _, error = run("ingest", str(inbox), "--watch", "--once")
    assert (code, people(kept_store)) == (0, ["Bert Kohl", "Änne Groß"])
    assert "kaputt.xlsx" in error
    assert len(list(kept_store.view().nodes("Source"))) == 2
    before = kept_store.view().data_version()
    code, _, error = run("ingest", str(inbox), "--watch", "--once")
    assert (code, "kaputt.xlsx" in error, kept_store.view().data_version()) == (0, False, before)


def test_ctrl_c_ends_the_watching_with_130(run: Run, inbox: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_: float) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("ingest.loading.watching.time.sleep", interrupted)
    code, _, error = run("ingest", str(inbox), "--watch")
    assert (code, "Traceback" in error) == (130, False)


@pytest.mark.parametrize("arguments", [["--dry-run"], ["--source", "x"], ["--report", "x.json"]])
def test_what_makes_no_sense_with_watching_is_refused(run: Run, inbox: Path, arguments: list[str]) -> None:
    assert run("ingest", str(inbox), "--watch", *arguments)[0] == 2
    assert run("ingest", str(inbox / "bild.png"), "--watch")[0] == 2


def test_names_that_steer_a_terminal_are_shown_as_text(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "Nordtreffen 2021-06-10.csv"
    path.write_text(f"Name;Firma\nAnna Lang;{NASTY}\n", encoding="utf-8")
    code, text, _ = run("ingest", str(path), "--dry-run")
    assert code == 0
    assert "\x1b" not in text
    assert "[bold]<img src=x onerror=alert(1)>" in text


PLAIN = "Name;Organisation\nÄnne Groß;Werk Nord GmbH\nBert Kohl;Kammer Süd\n"


def test_a_list_of_open_kind_is_refused_with_the_choices_and_written_once_decided(
    run: Run, tmp_path: Path, kept_store: Store
) -> None:
    path = tmp_path / "netz_nord.csv"
    path.write_text(PLAIN, encoding="utf-8")
    code, _, said = run("ingest", str(path))
    assert code == 2
    assert "--list contacts: 2 Personen mit 2 Organisationen, keine Begegnung" in said
    assert "--list participants" in said
    assert people(kept_store) == []
    assert run("ingest", str(path), "--list", "contacts")[0] == 0
    assert people(kept_store) == ["Bert Kohl", "Änne Groß"]
    assert list(kept_store.view().nodes("Event")) == []


def test_members_of_an_organisation_are_named_on_the_command_line(run: Run, tmp_path: Path, kept_store: Store) -> None:
    path = tmp_path / "mitglieder.csv"
    path.write_text(PLAIN, encoding="utf-8")
    assert run("ingest", str(path), "--of", "Verein Nord e. V.")[0] == 0
    assert len(list(kept_store.view().facts("MEMBER_OF"))) == 2


def test_an_event_that_looks_known_is_refused_until_somebody_says_which(
    run: Run, tmp_path: Path, kept_store: Store
) -> None:
    first, second = tmp_path / "Wärmegipfel Flusstal 2022-09-14.csv", tmp_path / "Waermegipfel 14.09.2022.csv"
    first.write_text(PLAIN, encoding="utf-8")
    second.write_text(f"{PLAIN}Cem Ott;Werk Nord GmbH\n", encoding="utf-8")
    assert run("ingest", str(first))[0] == 0
    code, _, said = run("ingest", str(second))
    assert (code, "--new-event" in said) == (2, True)
    assert len(list(kept_store.view().nodes("Event"))) == 1
    assert run("ingest", str(second), "--new-event")[0] == 0
    assert len(list(kept_store.view().nodes("Event"))) == 2


def test_many_notes_of_one_kind_are_one_line(run: Run, tmp_path: Path) -> None:
    rows = "".join(f"Anna {'abcdefghij'[i % 10]}{'klmnopqrst'[i // 10]}mann;Werk Nord;heute?{i}\n" for i in range(60))
    path = tmp_path / "Kontakte.csv"
    path.write_text(f"Name;Firma;seit\n{rows}", encoding="utf-8")
    lines = [line for line in run("ingest", str(path))[1].splitlines() if "kein Datum" in line]
    assert len(lines) == 1
    assert "zusammen 60" in lines[0]
