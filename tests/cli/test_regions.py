"""The command `regions` as a person types it, on the sample."""

import json

import pytest

from tests.support.typed import Run

pytestmark = [pytest.mark.embedded, pytest.mark.usefixtures("sample")]


def test_two_regions_are_told_in_a_sentence_and_as_json(run: Run) -> None:
    place = ("Saarland", "Brandenburg", "--as-of", "2022-12-31")
    code, shown, _ = run("regions", *place)
    assert code == 0
    assert shown.startswith("Aktive Organisationen: ")
    code, told, _ = run("regions", *place, "--top", "3", "--json")
    found = json.loads(told)
    assert (code, found["as_of"], found["one"]["region"]["name"]) == (0, "2022-12-31", "Saarland")
    assert sum(found["one"]["kinds"].values()) == found["one"]["organisations"]
    assert all(len(gaps) <= 3 for gaps in found["one"]["gaps"].values())


@pytest.mark.parametrize("names", [("Lummerland", "Saarland"), ("land", "Saarland"), ("Saarland", "Saarland")])
def test_regions_that_can_not_be_meant_are_refused(run: Run, names: tuple[str, str]) -> None:
    code, _, told = run("regions", *names)
    assert (code, "Traceback" in told) == (2, False)
    assert told.strip()
