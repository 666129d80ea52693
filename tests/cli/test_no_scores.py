"""No person is scored: without being asked for it, nothing that is printed or written has a figure of a person.

The promise stands in the README and in docs/ki-verordnung.md.
"""

import csv
import json
from pathlib import Path

import pytest

from briefing.exchange.content import content_of
from graph.analysis.metrics import METRICS
from graph.columns import Keeper
from graph.store import Store
from tests.support.typed import Run

pytestmark = pytest.mark.embedded
OF_EVERYBODY = (("metrics",), ("brokers", "union", "ministry"), ("communities",))


def people(store: Store) -> set[str]:
    return {node.name for node in Keeper().network(store.view()).by_label("Person")}


@pytest.mark.parametrize("arguments", OF_EVERYBODY, ids=lambda one: one[0])
def test_no_metric_lists_a_person_unless_asked_to(sample: Store, run: Run, arguments: tuple[str, ...]) -> None:
    code, out, _ = run(*arguments, "--json")
    assert code in (0, 1)
    assert out.strip()
    assert people(sample).isdisjoint(_texts(json.loads(out)))


def test_no_export_has_a_figure_of_a_person(sample: Store, run: Run, tmp_path: Path) -> None:
    run("export", "--out", str(tmp_path / "netz.csv"))
    words = {name.casefold() for name in METRICS} | {"score", "rank", "punkte", "einfluss"}
    written = sorted(tmp_path.iterdir())
    assert written
    for path in written:
        head = next(csv.reader(path.read_text(encoding="utf-8-sig").splitlines()))
        assert not words & {column.casefold() for column in head}, path.name


def test_nothing_stored_of_a_person_is_a_number(sample: Store) -> None:
    fields = [{**node} for node in sample.view().nodes("Person")]
    numbers = {name for node in fields for name, value in node.items() if type(value) in (int, float)}
    assert numbers <= {"map_x", "map_y"}
    content = content_of(Keeper().network(sample.view()))
    of_people = [actor for actor in content.actors if actor.label == "Person"]
    assert of_people
    assert not any(isinstance(value, int | float) for actor in of_people for value in actor.fields.values())


def _texts(value: object) -> list[str]:
    if isinstance(value, dict):
        return [text for item in value.values() for text in _texts(item)]
    if isinstance(value, list):
        return [text for item in value for text in _texts(item)]
    return [value] if isinstance(value, str) else []
