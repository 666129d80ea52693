"""The facts format: its description, its JSON Schema and the check say the same."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from graph.errors import InputError
from graph.model.schema import load
from ingest.loading.pipeline import prepare
from ingest.readers.marked import read_marked
from ingest.records import Options
from ingest.sources.facts.check import check
from ingest.sources.facts.schema import json_schema, text

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = sorted((ROOT / "ingest/sample").glob("*.yaml"))
FACTS_FILES = [path for path in SAMPLES if path.name != "manifest.yaml"]
VALIDATOR = Draft202012Validator(json_schema())


class Loader(yaml.CSafeLoader):
    """YAML 1.2 as editors read it: a date stays text."""


Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in found if not tag.endswith(":timestamp")]
    for first, found in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}


def read(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), Loader)


def example() -> str:
    found = re.search(r"```yaml\n(.*?)```", (ROOT / "docs/facts.md").read_text(encoding="utf-8"), re.DOTALL)
    assert found is not None
    return found[1]


def document(**changes: Any) -> dict[str, Any]:
    """A small facts file; `source__title` and the like change one field of it, None takes it away."""
    whole: dict[str, Any] = {
        "source": {"title": "T"},
        "person": {"ref": "p", "type": "Person", "name": "Carla Bergkamp"},
        "organisation": {"ref": "o", "type": "Organisation", "name": "Glaswerk"},
        "event": {"ref": "e", "type": "Event", "name": "Treffen"},
        "relationship": {"type": "WORKS_FOR", "from": "p", "to": "o"},
        "part": {"type": "TOOK_PART_IN", "from": "p", "to": "e"},
    }
    for name, value in changes.items():
        section, _, field = name.partition("__")
        if value is None:
            del whole[section][field]
        else:
            whole[section][field] = value
    nodes = [whole["person"], whole["organisation"], whole["event"]]
    return {"source": whole["source"], "nodes": nodes, "relationships": [whole["relationship"], whole["part"]]}


GOOD: dict[str, Any] = {
    "smallest": {"source": {"title": "T"}, "nodes": [{"ref": "p", "type": "Person", "name": "Carla Bergkamp"}]},
    "plain": document(),
    "no relationships": {**document(), "relationships": None},
    "kind of source": document(source__kind="report"),
    "year as a number": document(source__date=2021),
    "month": document(relationship__valid_from="2021-03", relationship__valid_to="2022"),
    "German date": document(event__start="16.3.2021"),
    "empty date": document(event__start=""),
    "number": document(event__attendance=170),
    "number as text": document(event__attendance="170"),
    "one address, no list": document(person__emails="carla@glaswerk.example"),
    "addresses": document(person__emails=["carla@glaswerk.example", "c.b@glaswerk.example"]),
    "external id": document(organisation__external_ids=["lobbyregister:R000534"]),
    "name that is a number": document(organisation__name=1848),
    "German role": document(part__role="Vortrag"),
    "synonym": document(part__role="Referentin"),
    "free role": document(relationship__role="Leiterin Energie"),
    "invented": document(source__invented=True),
    "confidentiality": document(source__confidentiality="public"),
    "place": document(part__at="Satz 3"),
}
BAD: dict[str, Any] = {
    "a list": [1, 2],
    "a word": "facts",
    "unknown section": {**document(), "people": []},
    "no source": {"nodes": document()["nodes"]},
    "no nodes": {"source": {"title": "T"}},
    "empty nodes": {"source": {"title": "T"}, "nodes": []},
    "nodes not a list": {"source": {"title": "T"}, "nodes": {"ref": "p"}},
    "node not a mapping": {"source": {"title": "T"}, "nodes": ["Carla Bergkamp"]},
    "no title": document(source__title=None),
    "empty title": document(source__title=""),
    "unknown field of the source": document(source__author="x"),
    "unknown kind of source": document(source__kind="rumour"),
    "unknown confidentiality": document(source__confidentiality="secret"),
    "invented is neither yes nor no": document(source__invented="perhaps"),
    "date of the source": document(source__date="morgen"),
    "no ref": document(person__ref=None),
    "no type": document(person__type=None),
    "no name": document(person__name=None),
    "empty name": document(person__name=" "),
    "unknown type": document(person__type="Human"),
    "a source as a node": document(person__type="Source"),
    "unknown field": document(person__shoe_size=43),
    "field of another type": document(person__legal_form="GmbH"),
    "unknown kind": document(organisation__kind="club"),
    "unknown format": document(event__format="party"),
    "unknown mode": document(event__mode="by letter"),
    "not a number": document(event__attendance="many"),
    "negative number": document(event__attendance=-3),
    "not a date": document(event__start="bald"),
    "year out of range": document(event__start=1621),
    "not an address": document(person__emails=["carla at glaswerk"]),
    "not an external id": document(organisation__external_ids=["R000534"]),
    "text where a list of texts is one deep": document(organisation__aliases=[["GWM"]]),
    "mapping as text": document(organisation__place={"town": "Musterstadt"}),
    "unknown relationship": document(relationship__type="LIKES"),
    "no start": document(relationship__from=None),
    "no end": document(relationship__to=None),
    "unknown role": document(part__role="clown"),
    "unknown field of a relationship": document(relationship__since="2020"),
    "date of a relationship": document(relationship__valid_from="früher"),
}
# Only the check can see these.
BEYOND: dict[str, Any] = {
    "undeclared ref": document(relationship__to="nobody"),
    "ref declared twice": document(organisation__ref="p"),
    "wrong ends": document(relationship__to="e"),
    "dates the wrong way round": document(relationship__valid_from="2022", relationship__valid_to="2021"),
    "a day that does not exist": document(event__start="2021-02-30"),
}


def accepted(content: Any, tmp_path: Path) -> bool:
    path = tmp_path / "facts.json"
    path.write_text(json.dumps(content), encoding="utf-8")
    try:
        check(read_marked(path), path.name, Options())
    except InputError:
        return False
    return True


def test_the_json_schema_in_docs_is_the_generated_one() -> None:
    assert (ROOT / "docs/facts.schema.json").read_text(encoding="utf-8") == text()


def test_the_json_schema_is_one() -> None:
    Draft202012Validator.check_schema(json_schema())


@pytest.mark.parametrize("path", FACTS_FILES, ids=lambda path: path.name)
def test_the_facts_files_of_the_sample_fit(path: Path) -> None:
    VALIDATOR.validate(read(path))


def test_the_manifest_of_the_sample_is_no_facts_file() -> None:
    assert not VALIDATOR.is_valid(read(ROOT / "ingest/sample/manifest.yaml"))


@pytest.mark.parametrize("name", GOOD)
def test_good_documents_are_taken_by_schema_and_check(name: str, tmp_path: Path) -> None:
    VALIDATOR.validate(GOOD[name])
    assert accepted(GOOD[name], tmp_path)


@pytest.mark.parametrize("name", BAD)
def test_bad_documents_are_refused_by_schema_and_check(name: str, tmp_path: Path) -> None:
    assert not VALIDATOR.is_valid(BAD[name])
    assert not accepted(BAD[name], tmp_path)


@pytest.mark.parametrize("name", BEYOND)
def test_the_rest_is_for_the_check_alone(name: str, tmp_path: Path) -> None:
    VALIDATOR.validate(BEYOND[name])
    assert not accepted(BEYOND[name], tmp_path)


@pytest.mark.parametrize("ending", [".yaml", ".json"])
def test_the_example_in_the_description_loads(ending: str, tmp_path: Path) -> None:
    content = yaml.load(example(), Loader)
    VALIDATOR.validate(content)
    path = tmp_path / f"bericht{ending}"
    path.write_text(example() if ending == ".yaml" else json.dumps(content), encoding="utf-8")
    prepared = prepare(path, Options())
    (record,) = prepared.records()
    assert (len(record.entities), len(record.facts)) == (8, 9)
    assert prepared.row_log.notes == []
    assert prepared.source.invented


def test_the_example_shows_every_type_a_list_can_not_hold() -> None:
    content = yaml.load(example(), Loader)
    assert {node["type"] for node in content["nodes"]} == set(load().nodes) - {"Source"}
