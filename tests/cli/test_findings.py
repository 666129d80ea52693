"""Findings and goals as a person types them, on the sample: what is said is kept and not asked again."""

import csv
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.support.typed import Run, answer

pytestmark = [pytest.mark.embedded, pytest.mark.usefixtures("sample")]
DAY = ("--as-of", "2022-12-31")


def gaps(run: Run, *more: str) -> list[dict[str, Any]]:
    found = answer(run("gaps", "--question", "concentration", *DAY, "--json", *more))["questions"]
    return [finding for question in found for finding in question["findings"]]


def test_a_dismissed_finding_is_hidden_until_it_is_reopened(run: Run) -> None:
    first, second, *_ = gaps(run)
    told = answer(run("finding", first["id"], "--dismiss", "=so gewollt", *DAY, "--json"))
    assert (told["state"], told["why"], told["history"][0]["state"]) == ("dismissed", "=so gewollt", "dismissed")
    assert gaps(run)[0]["id"] == second["id"]
    assert gaps(run, "--all")[0]["why"] == "=so gewollt"
    assert [f["id"] for f in gaps(run, "--state", "dismissed")] == [first["id"]]
    assert answer(run("finding", first["id"], "--reopen", *DAY, "--json"))["state"] == "open"
    assert gaps(run)[0]["id"] == first["id"]


def test_a_done_finding_comes_back_after_the_time_that_is_set(run: Run) -> None:
    first = gaps(run)[0]
    assert run("finding", first["id"], "--assign", "Ben", *DAY)[0] == 0
    assert [f["id"] for f in gaps(run, "--assigned", "Ben")] == [first["id"]]
    assert run("finding", first["id"], "--done", *DAY)[0] == 0
    assert first["id"] not in {f["id"] for f in gaps(run)}
    again = next(f for f in gaps(run, "--back-after", "0") if f["id"] == first["id"])
    assert (again["back"], again["assigned_to"]) == (True, "Ben")
    assert "besteht noch immer" in run("gaps", "--question", "concentration", "--back-after", "0", *DAY)[1]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("finding", "nichts"), "gibt es nicht"),
        (("finding", "nichts", "--accept", "--done"), "nur einen Schritt"),
        (("gaps", "--state", "fertig"), "Möglich sind: open"),
        (("gaps", "--out", "liste.pdf"), ".xlsx"),
        (("coverage", "--kind", "verein"), "union"),
        (("coverage", "--from", "2022", "--to", "2020"), "liegt nach"),
        (("goals", "export", "ziele.txt"), ".yaml"),
    ],
)
def test_what_can_not_be_done_is_said_with_the_next_step(run: Run, arguments: tuple[str, ...], said: str) -> None:
    code, _, error = run(*arguments)
    assert code == 2
    assert said in error.replace("\n", " ")


def test_the_list_goes_into_files_without_formulas(run: Run, tmp_path: Path) -> None:
    count = len(gaps(run, "--top", "1000"))
    for name in ("liste.csv", "liste.xlsx"):
        out = str(tmp_path / name)
        assert run("gaps", "--question", "concentration", *DAY, "--top", "1000", "--out", out)[0] == 0
    with (tmp_path / "liste.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file, delimiter=";"))
    sheet = load_workbook(tmp_path / "liste.xlsx").active
    assert sheet is not None
    assert len(rows) == sheet.max_row == count + 1
    assert "f" not in {cell.data_type for row in sheet.iter_rows() for cell in row}


def test_goals_go_into_a_file_and_come_back_changed(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "ziele.yaml"
    assert run("goals", "export", str(path))[0] == 0
    path.write_text(path.read_text(encoding="utf-8").replace("land_initiative", "jedes_land"), encoding="utf-8")
    assert run("goals", "import", str(path))[0] == 0
    assert "jedes_land" in {goal["id"] for goal in answer(run("goals", "list", "--json"))}
    assert "jedes_land" in {g["goal"] for g in answer(run("goals", "check", *DAY, "--json"), code=1)["goals"]}


def test_coverage_counts_who_is_seen_in_contact(run: Run) -> None:
    found = answer(
        run("coverage", "--region", "Saarland", "--kind", "union", "--from", "2021", "--to", "2022", "--json")
    )
    assert [row["year"] for row in found["coverage"]] == [2021, 2022]
    assert all(0 <= row["observed"] <= row["known"] for row in found["coverage"])
    assert {row["region"]["name"] for row in found["coverage"]} == {"Saarland"}


def test_metrics_of_people_can_be_switched_off_for_good(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AKTEURSNETZ_PERSON_METRICS", "never")
    code, _, error = run("metrics", "--persons")
    assert (code, "abgeschaltet" in error.replace("\n", " ")) == (2, True)
