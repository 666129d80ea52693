"""Merging, undoing and withdrawing as a person types them."""

import json
from pathlib import Path

import pytest

from graph.store import Store
from graph.store.export import lines
from tests.support.typed import Run

pytestmark = pytest.mark.embedded
LIST = (
    "Vorname;Nachname;Organisation;E-Mail\n"
    "Änne;Groß;Werk Nord GmbH;aenne.gross@werk-nord.example\n"
    "Ä.;Groß-Kohl;Werk Nord GmbH;\n"
    "Bert;Kohl;Kammer Süd;\n"
)


@pytest.fixture
def run(emptied: None, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("AKTEURSNETZ_NAME", "anna")
    people = tmp_path / "Nordtreffen_2021-06-10.csv"
    people.write_text(LIST, encoding="utf-8")
    assert run("ingest", str(people))[0] == 0
    return run


def exported(store: Store) -> list[str]:
    return list(lines(store.view(), store.schema))


def test_a_merge_is_told_listed_and_undone_exactly(run: Run, kept_store: Store) -> None:
    before = exported(kept_store)
    code, out, _ = run("merge", "Änne Groß", "Ä. Groß-Kohl", "--why", "Heirat", "--json")
    decision = json.loads(out)
    assert (code, decision["who"], decision["why"]) == (0, "anna", "Heirat")
    listed = json.loads(run("decisions", "--json")[1])
    assert [d["id"] for d in listed] == [decision["id"]]
    assert run("unmerge", decision["id"])[0] == 0
    assert exported(kept_store) == before


def test_a_merge_is_undone_by_the_name_of_what_was_merged(run: Run, kept_store: Store) -> None:
    before = exported(kept_store)
    run("merge", "Änne Groß", "Ä. Groß-Kohl")
    assert run("unmerge", "Ä. Groß-Kohl")[0] == 0
    assert exported(kept_store) == before


def test_two_of_different_types_are_not_merged(run: Run) -> None:
    code, _, error = run("merge", "Änne Groß", "Kammer Süd")
    assert code == 2
    assert "nicht von derselben Art" in error


def test_an_unknown_decision_is_said(run: Run) -> None:
    code, _, error = run("unmerge", "dec-0")
    assert (code, "akteursnetz decisions" in error) == (2, True)


def test_a_source_is_withdrawn_by_its_file_name(run: Run) -> None:
    code, out, _ = run("withdraw", "Nordtreffen_2021-06-10.csv", "--json")
    told = json.loads(out)
    # Three people, two organisations and the event; each person has an employer and took part.
    assert (code, told["nodes"], told["relationships"]) == (
        0,
        {"retired": 6, "changed": 0},
        {"retired": 6, "changed": 0},
    )
    assert json.loads(run("search", "Groß", "--json")[1]) == []
    code, _, error = run("withdraw", "Nordtreffen_2021-06-10.csv")
    assert (code, "gibt es nicht" in error) == (2, True)


def test_a_dry_run_of_a_withdrawal_leaves_everything(run: Run, kept_store: Store) -> None:
    before = exported(kept_store)
    code, out, _ = run("withdraw", "Nordtreffen_2021-06-10.csv", "--dry-run")
    assert (code, "Probelauf" in out, "wäre nicht mehr aktuell" in out, "sind nicht" in out) == (0, True, True, False)
    assert exported(kept_store) == before


def test_calling_two_different_is_kept(run: Run) -> None:
    assert run("merge", "Änne Groß", "Bert Kohl", "--different")[0] == 0
    (decision,) = json.loads(run("decisions", "--json")[1])
    assert decision["judgement"] == "different"


def test_likely_duplicates_are_listed_with_reasons_and_never_asked_again(run: Run, tmp_path: Path) -> None:
    later = tmp_path / "Südtreffen_2021-09-23.csv"
    later.write_text("Vorname;Nachname;Organisation\nÄ.;Groß;Werk Nord GmbH\n", encoding="utf-8")
    run("ingest", str(later))
    pairs = json.loads(run("duplicates", "--json")[1])["pairs"]
    (pair,) = [p for p in pairs if {p["a"]["name"], p["b"]["name"]} == {"Änne Groß", "Ä. Groß"}]
    assert pair["judgement"] == "maybe"
    assert any("Werk Nord" in reason for reason in pair["reasons"])
    run("merge", pair["a"]["id"], pair["b"]["id"], "--different")
    assert pair not in json.loads(run("duplicates", "--json")[1])["pairs"]


def test_what_only_may_be_one_is_not_merged_by_itself(run: Run, kept_store: Store) -> None:
    before = exported(kept_store)
    assert json.loads(run("duplicates", "--merge-certain", "--json")[1])["merged"] == 0
    assert exported(kept_store) == before
