"""The command `regions` as a person types it, on the sample."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard.cli import main
from graph.engine import open_store
from graph.settings import Settings
from ingest.sample_load import load_sample

pytestmark = pytest.mark.embedded


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    path = tmp_path_factory.mktemp("regions") / "data"
    with open_store(Settings(data=path, engine_heap="256m")) as store:
        list(load_sample(store, lambda *_: None))
        yield path


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as ended:
        main(["regions", *arguments])
    shown = capsys.readouterr()
    return int(ended.value.code or 0), shown.out, shown.err


def test_two_regions_are_told_in_a_sentence_and_as_json(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = ("Saarland", "Brandenburg", "--as-of", "2022-12-31", "--data", str(folder))
    code, shown, _ = run(capsys, *place)
    assert code == 0
    assert shown.startswith("Aktive Organisationen: ")
    code, told, _ = run(capsys, *place, "--top", "3", "--json")
    found = json.loads(told)
    assert (code, found["as_of"], found["one"]["region"]["name"]) == (0, "2022-12-31", "Saarland")
    assert sum(found["one"]["kinds"].values()) == found["one"]["organisations"]
    assert all(len(gaps) <= 3 for gaps in found["one"]["gaps"].values())


@pytest.mark.parametrize("names", [("Lummerland", "Saarland"), ("land", "Saarland"), ("Saarland", "Saarland")])
def test_regions_that_can_not_be_meant_are_refused(
    folder: Path, capsys: pytest.CaptureFixture[str], names: tuple[str, str]
) -> None:
    code, _, told = run(capsys, *names, "--data", str(folder))
    assert (code, "Traceback" in told) == (2, False)
    assert told.strip()
