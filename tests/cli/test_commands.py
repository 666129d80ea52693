"""The commands as a person types them, on an engine that is kept running for the module."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from cli.main import app, main
from cli.options import words
from graph.engine import files
from graph.store import Store
from tests.support.typed import Run, answer

pytestmark = [pytest.mark.embedded, pytest.mark.usefixtures("emptied")]
LIST = (
    "Anrede;Titel;Vorname;Nachname;Organisation;Funktion;E-Mail;Ort;Land;Workshop\n"
    "Frau;Dr.;Änne;Groß;Werk Nord GmbH;Leitung;aenne.gross@werk-nord.example;Bremen;HB;Workshop 1\n"
    "Herr;;Bert;Kohl;Werk Nord GmbH;Einkauf;;Bremen;Bremen;Workshop 1\n"
    "Herr;;Cem;Yilmaz;Kammer Süd;Referent;cem@kammer.example;Ulm;BW;Workshop 2\n"
)


@pytest.fixture
def people(tmp_path: Path) -> Path:
    path = tmp_path / "Teilnehmerliste_Nordtreffen_2021-06-10.csv"
    path.write_text(LIST, encoding="cp1252")
    return path


def test_a_list_is_loaded_and_counted(run: Run, people: Path) -> None:
    (report,) = answer(run("ingest", str(people), "--json"))
    # 3 people, 2 organisations, event, 2 workshops, 2 Länder, source
    assert report["nodes"] == {"created": 11, "changed": 0, "unchanged": 0}
    # 3 at the event, 3 in workshops, 2 workshops part of it, 3 functions, 3 + 2 in Länder
    assert report["relationships"] == {"created": 16, "changed": 0, "unchanged": 0}
    assert (report["rows"], report["rejected"], report["dry_run"]) == (3, [], False)


def test_a_second_load_reports_no_change_and_the_export_is_identical(run: Run, people: Path, tmp_path: Path) -> None:
    answer(run("ingest", str(people), "--json"))
    assert run("export", "--out", str(tmp_path / "one.jsonl"))[0] == 0
    (report,) = answer(run("ingest", str(people), "--json"))
    assert report["nodes"] == {"created": 0, "changed": 0, "unchanged": 11}
    assert report["relationships"] == {"created": 0, "changed": 0, "unchanged": 16}
    assert run("export", "--out", str(tmp_path / "two.jsonl"))[0] == 0
    assert (tmp_path / "one.jsonl").read_bytes() == (tmp_path / "two.jsonl").read_bytes()


def test_the_export_is_what_apoc_writes(run: Run, people: Path, tmp_path: Path) -> None:
    run("ingest", str(people))
    run("export", "--out", str(tmp_path / "out.jsonl"))
    *entries, end = map(json.loads, (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines())
    assert (end["labels"], end["properties"]["lines"]) == (["Meta"], len(entries))
    nodes = {e["id"]: e for e in entries if e["type"] == "node"}
    relationships = [e for e in entries if e["type"] == "relationship"]
    assert entries == [*sorted(nodes.values(), key=lambda e: (e["labels"], e["id"])), *relationships]
    assert relationships == sorted(relationships, key=lambda e: (e["label"], e["id"]))
    (works,) = [r for r in relationships if r["properties"].get("role") == "Leitung"]
    assert nodes[works["start"]["id"]]["properties"]["name"] == "Änne Groß"
    assert works["start"]["labels"] == ["Person"]
    assert nodes[works["end"]["id"]]["properties"]["name"] == "Werk Nord GmbH"


def test_a_dry_run_says_what_would_change_and_changes_nothing(run: Run, people: Path) -> None:
    (report,) = answer(run("ingest", str(people), "--dry-run", "--json"))
    assert (report["dry_run"], report["nodes"]["created"]) == (True, 11)
    assert sum(answer(run("info", "--json"))["nodes"].values()) == 0


def test_the_report_is_written_to_a_file(run: Run, people: Path, tmp_path: Path) -> None:
    assert run("ingest", str(people), "--report", str(tmp_path / "report.json"))[0] == 0
    assert json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))[0]["rows"] == 3


def test_a_rejected_row_is_told_with_its_place_and_the_rest_is_loaded(run: Run, people: Path) -> None:
    rows = "".join(f"Frau;;Dora;Adler{letter};;;;;;\n" for letter in "abcdefghijklmnopqrst")
    people.write_text(f"{LIST}{rows}Herr;;Emil;;Werk Nord GmbH;;;;;\n", encoding="utf-8")
    code, out, _ = run("ingest", str(people), "--json")
    (rejected,) = json.loads(out)[0]["rejected"]
    assert (code, rejected["file"], rejected["row"], rejected["column"]) == (1, people.name, 25, "Nachname")
    assert "Vorname und Nachname" in rejected["reason"]


def test_of_several_files_one_bad_one_leaves_the_store_unchanged(run: Run, people: Path, tmp_path: Path) -> None:
    (tmp_path / "bad.csv").write_text("Vorname;Organisation\nÄnne;Werk\n", encoding="utf-8")
    code, out, err = run("ingest", str(people), str(tmp_path / "bad.csv"))
    assert (code, out) == (2, "")
    assert "bad.csv, Zeile 1: Es fehlt die Spalte „Nachname“" in err
    assert sum(answer(run("info", "--json"))["nodes"].values()) == 0


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("liste.mp3", b"x", "Dateien mit der Endung „.mp3“ werden nicht gelesen"),
        ("liste.csv", b"", "Die Datei ist leer"),
        ("liste.csv", b"Vorname;Organisation\nA;B\n", "Es fehlt die Spalte „Nachname“"),
        ("liste.csv", "Vorname;Nachname\nÄ;Groß\n".encode("cp1252") + b"\x81;x\n", "Zeile 3: Das Zeichen an Stelle"),
        ("fakten.yaml", b"source: {title: x\nnodes: [", "Das ist kein gültiges YAML"),
        (
            "fakten.yaml",
            b"source: {title: x}\nnodes:\n- {ref: a, type: Alien, name: A}",
            "Zeile 3, Spalte „type“: „Alien“",
        ),
        (
            "fakten.yaml",
            b"source: {title: x}\nnodes:\n- {ref: a, type: Person, name: A B}\n- {ref: e, type: Event, name: E}\n"
            b"relationships:\n- {type: TOOK_PART_IN, from: a, to: e, role: clown}",
            "Zeile 6, Spalte „role“: „clown“ ist keine Rolle für TOOK_PART_IN",
        ),
        (
            "fakten.yaml",
            b"source: {title: x}\nnodes:\n- {ref: e, type: Event, name: E, start: 31.02.2021}",
            "Zeile 3, Spalte „start“: „31.02.2021“ ist kein Datum",
        ),
        ("fakten.json", b'{"source": {"title": "x"},\n "nodes": [}', "fakten.json, Zeile 2"),
    ],
)  # fmt: skip
def test_bad_input_is_one_sentence_with_its_place(
    run: Run, tmp_path: Path, name: str, content: bytes, says: str
) -> None:
    (tmp_path / name).write_bytes(content)
    code, out, err = run("ingest", str(tmp_path / name))
    assert (code, out) == (2, "")
    assert says in err
    assert err.startswith(name)
    assert "Traceback" not in err


def test_a_file_that_is_not_there_is_said(run: Run) -> None:
    code, _, err = run("ingest", "nirgends.csv")
    assert (code, err) == (2, "nirgends.csv: Die Datei gibt es nicht. Bitte den Pfad prüfen.\n")


def test_a_date_that_is_none_is_said(run: Run, people: Path) -> None:
    code, _, err = run("ingest", str(people), "--date", "gestern")
    assert code == 2
    assert "„gestern“ ist kein Datum" in err


def test_search_finds_folded_and_in_any_order(run: Run, people: Path) -> None:
    run("ingest", str(people))
    for text in ("aenne", "Groß, Änne", "gross", "ÄNNE GROSS"):
        assert [hit["name"] for hit in answer(run("search", text, "--json"))] == ["Dr. Änne Groß"], text
    assert run("search", "nirgendwer")[1] == "Nichts gefunden zu „nirgendwer“.\n"


def test_show_tells_facts_with_their_sources(run: Run, people: Path) -> None:
    run("ingest", str(people), "--source", "Liste Nordtreffen", "--event", "Nordtreffen", "--date", "10.06.2021")
    shown = answer(run("show", "Änne Groß", "--json"))
    works = next(f for f in shown["facts"] if f["type"] == "WORKS_FOR")
    assert works["end"]["name"] == "Werk Nord GmbH"
    assert works["evidence"] == [
        {"source": works["evidence"][0]["source"], "title": "Liste Nordtreffen", "place": "row 2", "invented": False}
    ]
    assert [tie["to"]["name"] for tie in shown["ties"]] == ["Bert Kohl", "Cem Yilmaz"]
    _, text, _ = run("show", "Änne Groß")
    assert "Liste Nordtreffen, Zeile 2" in text


def test_path_gives_each_step_its_reason(run: Run, people: Path) -> None:
    run("ingest", str(people), "--event", "Nordtreffen", "--date", "10.06.2021")
    found = answer(run("path", "Änne Groß", "Kammer Süd", "--json"))
    assert [p["name"] for p in found["people"]] == ["Dr. Änne Groß", "Cem Yilmaz"]
    assert found["steps"][0]["reason"] == "gemeinsam bei „Nordtreffen“ (10.06.2021, 3 Personen)"


def test_no_path_is_exit_code_one(run: Run, people: Path) -> None:
    run("ingest", str(people), "--event", "Nordtreffen", "--date", "2021-06-10")
    code, out, _ = run("path", "Änne Groß", "Cem Yilmaz", "--as-of", "2020-01-01")
    assert code == 1
    assert "kein Weg" in out


def test_an_unknown_name_gives_candidates_and_exit_code_two(run: Run, people: Path) -> None:
    run("ingest", str(people))
    code, _, err = run("show", "Änne Gross-Mayer")
    assert code == 2
    assert "Ähnlich: Dr. Änne Groß" in err
    code, _, err = run("show", "Workshop")
    assert code == 2
    assert "meint mehrere: " in err


def test_check_is_content_with_what_was_loaded_and_finds_what_was_damaged(
    run: Run, people: Path, kept_store: Store
) -> None:
    run("ingest", str(people))
    assert run("check")[:2] == (0, "Alles passt zusammen.\n")
    kept_store._driver.execute_query(
        "MATCH (n:Person {given_name: 'Bert'}) SET n.name = 'Otto'", database_=files.DATABASE
    )
    kept_store._driver.execute_query("MATCH ()-[f:PART_OF]->() SET f.evidence = []", database_=files.DATABASE)
    code, out, _ = run("check", "--json")
    assert code == 1
    assert {p["rule"] for p in json.loads(out)} == {"properties_follow_claims", "fact_has_evidence"}


def test_info_names_engine_and_counts(run: Run, people: Path) -> None:
    run("ingest", str(people))
    told = answer(run("info", "--json"))
    assert (told["engine"], told["nodes"]["Person"], told["relationships"]["WORKS_FOR"]) == ("embedded", 3, 3)


def test_control_characters_and_markup_in_names_do_not_reach_the_terminal(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "liste.csv"
    path.write_text("Vorname;Nachname\n[red]Anna[/red];\x1b[mWeiss\n", encoding="utf-8")
    assert run("ingest", str(path), "--event", "T")[0] == 0
    _, out, _ = run("search", "weiss")
    assert "\x1b" not in out
    assert "[red]" in out


def test_every_command_has_help_with_an_example() -> None:
    for command in app.registered_commands:
        assert command.help == words(f"{command.name}.help")
        assert f"akteursnetz {command.name}" in (command.epilog or "")


def test_a_single_command_starts_the_engine_and_leaves_no_process(tmp_path: Path) -> None:
    environment = {**os.environ, "AKTEURSNETZ_DATA": str(tmp_path / "data")}
    arguments = [sys.executable, "-m", "cli.main", "info", "--json"]
    done = subprocess.run(arguments, env=environment, capture_output=True, text=True, timeout=120, check=False)
    assert json.loads(done.stdout)["data_version"] == 0, done.stderr
    running = subprocess.run(["ps", "-eo", "command"], capture_output=True, text=True, check=False).stdout
    assert str(tmp_path / "data") not in running


def test_wrong_usage_is_exit_code_two(tmp_path: Path) -> None:
    for arguments in (["ingest"], ["nonsense"], ["path", "A"], ["export", "--out"]):
        with pytest.raises(SystemExit) as ended:
            main(arguments)
        assert ended.value.code == 2, arguments
