"""The command `extract` as a person types it."""

import json
from functools import partial
from pathlib import Path
from typing import get_args

import pytest

from cli.options import words
from ingest.documents.proposal import Kind
from tests.support.typed import Run, typed

REPORT = (
    "Auftaktveranstaltung\n"
    "Dr. Anna Kern, Abteilungsleiterin Industriepolitik im Bundeswirtschaftsministerium, eröffnete "
    "am 16. März 2021 die Veranstaltung.\n"
)
FIELDS = ["kind", "name", "role", "organisation", "event", "date", "sentence", "start", "end", "confidence"]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    return partial(typed, capsys, "extract")


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "bericht.txt"
    path.write_text(REPORT, encoding="utf-8")
    return path


def test_json_is_a_list_of_proposals_with_exactly_the_agreed_fields(run: Run, report: Path) -> None:
    code, shown, _ = run(str(report), "--json")
    proposals = json.loads(shown)
    assert code == 0
    assert all(list(proposal) == FIELDS for proposal in proposals)
    person = next(p for p in proposals if p["kind"] == "person")
    assert (person["name"], person["role"]) == ("Anna Kern", "Abteilungsleiterin Industriepolitik")
    assert person["organisation"] == "Bundesministerium für Wirtschaft und Energie"
    assert REPORT[person["start"] : person["end"]] == "Dr. Anna Kern"


def test_without_json_there_is_a_table_and_a_count(run: Run, report: Path) -> None:
    code, shown, _ = run(str(report))
    assert code == 0
    assert "Anna Kern" in shown
    assert "„Auftaktveranstaltung“" in shown


@pytest.mark.parametrize("arguments", [["fehlt.txt"], ["bild.png"]])
def test_a_file_that_can_not_be_read_is_one_sentence(run: Run, arguments: list[str]) -> None:
    code, shown, said = run(*arguments, "--json")
    assert (code, shown) == (2, "")
    assert len(said.strip().splitlines()) == 1


def test_a_model_that_is_not_installed_is_one_sentence(run: Run, report: Path) -> None:
    code, _, said = run(str(report), "--model", "spacy:de_core_news_lg")
    assert code == 2
    assert "spacy" in said


def test_every_kind_of_proposal_has_a_word_for_the_table() -> None:
    assert all(words(f"extract.kind.{kind}") for kind in get_args(Kind))
