"""The commands of the analysis as a person types them, on the sample."""

from pathlib import Path

import pytest

from tests.support.typed import Run, answer

pytestmark = [pytest.mark.embedded, pytest.mark.usefixtures("sample")]


def test_the_planted_gaps_are_found_with_their_reasons(run: Run) -> None:
    found = answer(run("gaps", "--as-of", "2022-12-31", "--top", "20", "--json"))
    assert (found["as_of"], found["data_version"] > 0) == ("2022-12-31", True)
    by_question = {q["question"]: q["findings"] for q in found["questions"]}
    pairs = [{s["name"] for s in f["subjects"]} for f in by_question["missing_ties"]]
    assert {"Initiative Kreislauf Fuldaschleife", "Glas- und Keramikkreis Werrahöhe"} in pairs
    assert by_question["isolated"][0]["subjects"][0]["name"] == "Küstenwerk Ostseebogen"
    hanging = [{s["name"] for s in f["subjects"]} for f in by_question["concentration"]]
    assert {"Chemiekreis Innbogen", "Dr. Annette Lohbichler"} in hanging
    assert all(f["reasons"] and f["advice"] for findings in by_question.values() for f in findings)


def test_nothing_was_known_before_the_first_load(run: Run) -> None:
    found = answer(run("gaps", "--question", "stale_ties", "--known-at", "2020-01-01", "--json"))
    assert [q["findings"] for q in found["questions"]] == [[]]
    assert run("explain", "BDI", "Bündnis „Zukunft der Industrie“", "--known-at", "2020-01-01")[0] == 1


def test_metrics_are_of_organisations_unless_people_are_asked_for(run: Run) -> None:
    found = answer(run("metrics", "--metric", "betweenness", "--top", "5", "--json"))
    assert {row["type"] for row in found["values"]} == {"Organisation"}
    assert found["meaning"].startswith("Vermittlung")
    people = answer(run("metrics", "--persons", "--top", "5", "--json"))
    assert {row["type"] for row in people["values"]} == {"Person"}


def test_communities_ego_brokers_and_explain_answer(run: Run) -> None:
    assert answer(run("communities", "--json"))["communities"][0]["size"] > 2
    assert answer(run("ego", "BDI", "--top", "3", "--json"))["near"][0]["steps"] == 1
    assert answer(run("brokers", "union", "ministry", "--json"))["brokers"][0]["pairs"] > 0
    assert answer(run("brokers", "media", "media", "--json"), code=1)["brokers"] == []
    tie = answer(run("explain", "BDI", "Bündnis „Zukunft der Industrie“", "--json"))
    assert sum(s["value"] for s in tie["shares"]) == pytest.approx(tie["strength"], abs=1e-4)
    assert all(s["evidence"] for s in tie["shares"])


def test_goals_that_do_not_hold_end_with_one(run: Run) -> None:
    checked = {g["goal"]: g for g in answer(run("goals", "check", "--json"), code=1)["goals"]}
    assert checked["land_initiative"]["met"] == 16
    assert checked["initiative_contacts"]["unmet"]


def test_two_days_and_an_event(run: Run) -> None:
    changed = answer(run("diff", "2022-03-01", "2022-12-31", "--json"))
    moves = {(m["change"], m["organisation"]) for m in changed["moves"]}
    assert {change for change, _ in moves} == {"arrived", "departed"}
    months = [e["months"] for e in answer(run("effect", "Auftaktveranstaltung", "--json"))["effect"]]
    assert months == [3, 6, 12]


@pytest.mark.parametrize(
    "arguments",
    [
        ("metrics", "--metric", "fame"),
        ("gaps", "--question", "why"),
        ("gaps", "--region", "Lummerland"),
        ("explain", "Niemand", "BDI"),
        ("diff", "gestern", "heute"),
        ("brokers", "union", "Lummerland"),
        ("ego", "Wirtschaft"),
    ],
)
def test_what_can_not_be_meant_is_said_with_code_two(run: Run, arguments: tuple[str, ...]) -> None:
    code, _, shown = run(*arguments)
    assert (code, "Traceback" in shown) == (2, False)
    assert shown.strip()


def test_an_empty_network_says_so(run: Run, tmp_path: Path) -> None:
    code, _, shown = run("gaps", data=tmp_path / "empty")
    assert code == 2
    assert "noch keine Daten" in shown


def test_tables_are_printed_too(run: Run) -> None:
    for arguments in (("gaps", "--top", "2"), ("metrics",), ("communities",), ("goals", "check"), ("ego", "BDI")):
        code, shown, _ = run(*arguments)
        assert code in {0, 1}
        assert shown.strip()
