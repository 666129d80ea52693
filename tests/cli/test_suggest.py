"""The commands that say what to do, as a person types them, on the sample."""

import csv
from pathlib import Path

import pytest
from openpyxl import load_workbook

from graph.analysis.questions.finding import finding_id
from graph.analysis.suggestions import fusion
from graph.model.ledger import LedgerEntry
from graph.store import Store
from tests.support.typed import Run, answer

pytestmark = [pytest.mark.embedded, pytest.mark.usefixtures("sample")]
DAY = ("--as-of", "2022-12-31")


def test_introductions_have_a_pair_an_introducer_reasons_and_a_way(run: Run) -> None:
    found = answer(run("suggest", "introductions", *DAY, "--top", "5", "--json"))
    assert len(found) == 5
    scores = [i["score"] for i in found]
    assert scores == sorted(scores, reverse=True)
    for i in found:
        assert {i["a"]["type"], i["b"]["type"]} == {"Organisation"}
        assert i["introducer"]["id"]
        assert (i["as_of"], i["data_version"] > 0) == ("2022-12-31", True)
        assert i["reasons"]
        assert i["evidence"]
        assert i["introducer"]["name"] in [p["name"] for p in i["path"]["people"]]
        assert len(i["steps"]) == len(i["path"]["people"]) - 1


def test_where_all_pairs_are_too_many_the_answer_says_so(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    arguments = ("suggest", "introductions", *DAY, "--top", "3")
    assert "nicht alle Paare geprüft" not in run(*arguments)[1]
    assert all(i["every_pair"] for i in answer(run(*arguments, "--json")))
    monkeypatch.setattr(fusion, "MOST_WORK", 0.0)
    assert "nicht alle Paare geprüft" in run(*arguments)[1]
    assert not any(i["every_pair"] for i in answer(run(*arguments, "--json")))
    assert "nicht alle Paare geprüft" not in run(*arguments, "--for", "Küstenwerk Ostseebogen")[1]
    evaluated = ("evaluate", "suggestions", "--until", "2021-12-31")
    assert "nicht alle Paare geprüft" in run(*evaluated)[1]
    assert not answer(run(*evaluated, "--json"))["every_pair"]


def test_people_are_in_introductions_only_when_asked_for(run: Run) -> None:
    found = answer(run("suggest", "introductions", *DAY, "--persons", "--top", "5", "--json"))
    assert all("Person" in {i["a"]["type"], i["b"]["type"]} for i in found)


def test_who_stands_alone_is_suggested_whom_to_meet(run: Run) -> None:
    result = run("suggest", "introductions", *DAY, "--for", "Küstenwerk Ostseebogen", "--top", "3", "--json")
    found = answer(result)
    assert all("Küstenwerk Ostseebogen" in {i["a"]["name"], i["b"]["name"]} for i in found)
    assert all("Leichtbau" in i["reasons"][0] for i in found)


def test_what_was_dismissed_is_not_suggested_again(run: Run, kept_store: Store) -> None:
    first, second = answer(run("suggest", "introductions", *DAY, "--top", "2", "--json"))
    ends = [first["a"]["id"], first["b"]["id"]]
    assert first["id"] == finding_id("introductions", "", ends)
    body = {"state": "dismissed", "question": "introductions", "subjects": ends}
    kept_store.curator().note([LedgerEntry("finding", first["id"], "test", body=body)])
    found = answer(run("suggest", "introductions", *DAY, "--top", "2", "--json"))
    kept_store.curator().strike("finding", [first["id"]])
    assert found[0]["id"] == second["id"]


def test_a_suggestion_is_given_to_somebody_and_dismissed_by_its_id_and_not_suggested_again(run: Run) -> None:
    arguments = ("suggest", "introductions", *DAY, "--top", "2", "--json")
    first, second = answer(run(*arguments))
    given = answer(run("finding", first["id"], "--assign", "Ben", *DAY, "--json"))
    assert (given["id"], given["title"], given["value"]) == (first["id"], first["title"], first["value"])
    again = answer(run(*arguments))[0]
    assert (again["id"], again["state"], again["assigned_to"]) == (first["id"], "assigned", "Ben")
    assert run("finding", first["id"], "--dismiss", "kennen sich privat", *DAY)[0] == 0
    assert answer(run(*arguments))[0]["id"] == second["id"]
    told = answer(run("finding", first["id"], "--reopen", *DAY, "--json"))
    assert [s["state"] for s in told["history"]] == ["open", "dismissed", "assigned"]
    assert answer(run(*arguments))[0]["id"] == first["id"]


def test_a_suggestion_for_somebody_is_found_with_their_name(run: Run) -> None:
    name = "Küstenwerk Ostseebogen"
    first, *_ = answer(run("suggest", "introductions", *DAY, "--for", name, "--json"))
    code, _, said = run("finding", first["id"], "--done", *DAY)
    assert code == 2
    assert "--for" in said
    done = answer(run("finding", first["id"], "--for", name, "--done", *DAY, "--json"))
    assert (done["id"], done["state"]) == (first["id"], "done")
    assert answer(run("finding", first["id"], "--reopen", *DAY, "--json"))["state"] == "open"


def test_guests_close_gaps_and_what_is_missing_is_said(run: Run) -> None:
    arguments = ("suggest", "guests", "--topic", "Wasserstoff", "--region", "Saarland", *DAY, "--json")
    found = answer(run(*arguments))
    assert found["guests"][0]["subjects"][0]["name"] == "Stahlbündnis Erbachtal"
    assert "Diese Art fehlt bisher ganz: Gewerkschaft." in [m["missing"] for m in found["missing"]]
    listed = answer(run(*arguments, "--event", "Jahresforum Regionale Industrie 2022"))
    invited = {n["name"] for n in listed["invited"]}
    assert invited
    assert not invited & {g["subjects"][0]["name"] for g in listed["guests"]}


def test_an_event_brings_its_own_topic_and_without_any_the_command_says_what_it_needs(run: Run) -> None:
    event = ("--event", "Jahresforum Regionale Industrie 2022")
    assert answer(run("suggest", "guests", *event, "--top", "3", "--json"))["guests"]
    code, _, said = run("suggest", "guests")
    assert code == 2
    assert "Thema" in said


def test_groups_of_an_event_bring_more_than_chance(run: Run) -> None:
    event = "Jahresforum Regionale Industrie 2022"
    found = answer(run("suggest", "groups", event, "--groups", "3", "--time", "2", *DAY, "--json"))
    sizes = [len(g["people"]) for g in found["groups"]]
    assert (sum(sizes), max(sizes) - min(sizes)) == (74, 1)
    names = [p["name"] for g in found["groups"] for p in g["people"]]
    assert len(set(names)) == 74
    assert found["times_random"] >= 1.3
    assert found["figures"]["value"] >= found["greedy"]["value"]


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_groups_of_a_plan_are_written_without_a_formula(run: Run, tmp_path: Path, ending: str) -> None:
    plan, out = tmp_path / "plan.yaml", tmp_path / f"groups.{ending}"
    plan.write_text(
        "groups: [{name: Eins}, {name: Zwei}]\n"
        "people: [{name: '=1+1', wishes: [Zwei]}, {name: Bert}, {name: Carla}, {name: Dora}]\n"
        "must: [['=1+1', Dora]]\n",
        encoding="utf-8",
    )
    code, said, _ = run("suggest", "groups", str(plan), "--time", "1", "--out", str(out))
    assert code == 0, said
    if ending == "csv":
        rows = list(csv.reader(out.read_text(encoding="utf-8-sig").splitlines(), delimiter=";"))
    else:
        rows = [[str(c.value or "") for c in row] for row in load_workbook(out).active.iter_rows()]  # type: ignore[union-attr]
    group = {row[1]: row[0] for row in rows[1:]}
    assert group["'=1+1"] == group["Dora"] == "Zwei"
    assert group["Bert"] == group["Carla"] == "Eins"


def test_rules_that_do_not_go_together_end_in_a_sentence(run: Run, tmp_path: Path) -> None:
    plan = tmp_path / "plan.yaml"
    plan.write_text(
        "groups: [{name: A}, {name: B}]\npeople: [{name: x}, {name: y}]\nmust: [[x, y]]\nmust_not: [[x, y]]\n",
        encoding="utf-8",
    )
    code, _, said = run("suggest", "groups", str(plan))
    assert code == 2
    assert "x und y sollen getrennt sein" in said
    assert run("suggest", "groups", str(tmp_path / "missing.yaml"))[0] == 2
    assert run("suggest", "groups", str(plan), "--out", "groups.txt")[0] == 2


def test_suggestions_are_measured_on_the_loaded_network(run: Run) -> None:
    found = answer(run("evaluate", "suggestions", "--until", "2021-12-31", "--json"))
    assert found["first"] == [100, 300, 500, 1000]
    assert found["met_later"] >= found["reachable"] > 0
    others = {m: hits[0] for m, hits in found["hits"].items() if m != "ours"}
    assert set(others) == {"common_neighbours", "adamic_adar", "resource_allocation", "preferential_attachment"}
    assert found["hits"]["ours"][0] >= max(others.values())
    assert run("evaluate", "suggestions", "--until", "2030-01-01")[0] == 1


def test_suggestions_are_measured_on_a_file_of_meetings(run: Run, tmp_path: Path) -> None:
    """Of the chain a-b-c-d the pairs ac, bd and ad are candidates; later b meets d."""
    file = tmp_path / "meetings.csv"
    file.write_text("date,names\n2020-05-01,a;b\n2020-05-01,b;c\n2020-05-01,c;d\n2021-05-01,b;d\n", encoding="utf-8")
    found = answer(run("evaluate", "suggestions", str(file), "--cut", "2020-12-31", "--json"))
    assert (found["candidates"], found["met_later"], found["hits"]["ours"]) == (3, 1, [1, 1, 1, 1])
    file.write_text("date,names\n2020-99-01,a;b\n", encoding="utf-8")
    code, _, said = run("evaluate", "suggestions", str(file), "--until", "2020-12-31")
    assert code == 2
    assert "2020-99-01" in said
    assert "Zeile 2" in said
    file.write_text("day,names\n", encoding="utf-8")
    assert run("evaluate", "suggestions", str(file), "--until", "2020-12-31")[0] == 2
