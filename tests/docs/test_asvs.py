"""The table of security requirements: whole, honest about what exists, and the same in both files made of it."""

import ast
import json
import re
from collections import Counter
from pathlib import Path
from uuid import UUID

import pytest

from tests.test_architecture import modules
from tools import asvs

ROOT = Path(__file__).resolve().parents[2]
SECURITY = (ROOT / "docs/security.md").read_text(encoding="utf-8")
# The numbers of ASVS 5.0.0: what it asks for at level 1, and at level 2 beside it.
LEVEL_1 = """
1.2.1-5 1.3.1-2 1.5.1 2.1.1 2.2.1-2 2.3.1 3.2.1-2 3.3.1 3.4.1-2 3.5.1-3 4.1.1 4.4.1 5.2.1-2 5.3.1-2 6.1.1 6.2.1-8
6.3.1-2 6.4.1-2 7.2.1-4 7.4.1-2 8.1.1 8.2.1-2 8.3.1 9.1.1-3 9.2.1 10.4.1-5 11.3.1-2 11.4.1 12.1.1 12.2.1-2 13.4.1
14.2.1 14.3.1 15.1.1 15.2.1 15.3.1
"""
LEVEL_2 = """
1.1.1-2 1.2.6-9 1.3.3-11 1.4.1-3 1.5.2 2.1.2-3 2.2.3 2.3.2-4 2.4.1 3.3.2-4 3.4.3-6 3.5.4-5 3.7.1-2 4.1.2-3 4.2.1
4.3.1-2 4.4.2-4 5.1.1 5.2.3 5.4.1-3 6.1.2-3 6.2.9-12 6.3.3-4 6.4.3-4 6.5.1-5 6.6.1-3 6.8.1-4 7.1.1-3 7.3.1-2 7.4.3-5
7.5.1-2 7.6.1-2 8.1.2 8.2.3 8.4.1 9.2.2-4 10.1.1-2 10.2.1-2 10.3.1-4 10.4.6-11 10.5.1-5 10.6.1-2 10.7.1-3 11.1.1-2
11.2.1-3 11.3.3 11.4.2-4 11.5.1 11.6.1 12.1.2-3 12.3.1-4 13.1.1 13.2.1-5 13.3.1-2 13.4.2-5 14.1.1-2 14.2.2-4 14.3.2-3
15.1.2-3 15.2.2-3 15.3.2-7 16.1.1 16.2.1-5 16.3.1-4 16.4.1-3 16.5.1-3 17.1.1 17.2.1-4 17.3.1-2
"""
SAID, FOUND = asvs.read()
ALGORITHMS = {"sha256": "SHA-256", "blake2b": "BLAKE2b", "secrets": "secrets", "hmac": "HMAC", "cryptography": "age"}
WEAK = {"md5", "sha1", "Crypto"}


def expanded(numbers: str) -> list[str]:
    """
    >>> expanded("1.2.9-11")
    ['1.2.9', '1.2.10', '1.2.11']
    """
    found = []
    for one in numbers.split():
        section, _, last = one.rpartition(".")
        first, _, end = last.partition("-")
        found += [f"{section}.{n}" for n in range(int(first), int(end or first) + 1)]
    return found


def test_every_requirement_of_both_levels_is_there_once() -> None:
    wanted = {number: level for level, of in ((1, LEVEL_1), (2, LEVEL_2)) for number in expanded(of)}
    assert {one.id: one.level for one in FOUND} == wanted
    assert (len(FOUND), Counter(wanted.values())) == (253, {1: 70, 2: 183})
    text = asvs.SOURCE.read_text(encoding="utf-8")
    assert Counter(re.findall(r"^  (\d+\.\d+\.\d+):", text, re.MULTILINE)).most_common(1)[0][1] == 1


def test_a_state_has_what_belongs_to_it() -> None:
    for one in FOUND:
        assert one.state in asvs.STATES, one.id
        assert one.shown if one.state == asvs.MET else one.why, one.id
        assert not one.shown or one.state != asvs.NOT_APPLICABLE, one.id
        assert bool(one.part) == bool(one.then), one.id
        assert one.state == asvs.NOT_YET or not one.part, one.id
        assert 7 < len(one.what) < 90, one.id


@pytest.mark.parametrize("place", sorted({place for one in FOUND for place in one.shown}))
def test_what_is_named_exists(place: str) -> None:
    assert asvs.exists(place)


def test_what_does_not_exist_is_seen() -> None:
    assert not asvs.exists("tests/docs/test_asvs.py::test_that_nobody_wrote")
    assert not asvs.exists("docs/nothing.md")


def test_both_files_are_up_to_date() -> None:
    assert asvs.main(["--check"]) == 0


def test_the_component_is_built_as_oscal_wants_it() -> None:
    whole = json.loads(asvs.COMPONENT.read_text(encoding="utf-8"))
    assert list(whole) == ["component-definition"]
    said = whole["component-definition"]
    assert set(said) == {"uuid", "metadata", "components", "back-matter"}
    assert {"title", "last-modified", "version", "oscal-version"} <= set(said["metadata"])
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", said["metadata"]["last-modified"])
    (component,) = said["components"]
    assert {"uuid", "type", "title", "description", "control-implementations"} == set(component)
    resources = {f"#{one['uuid']}": one for one in said["back-matter"]["resources"]}
    assert all(one["rlinks"][0]["href"].startswith("https://") for one in resources.values())
    ids = [said["uuid"], component["uuid"], *(one["uuid"] for one in resources.values())]
    for catalogue in component["control-implementations"]:
        assert catalogue["source"] in resources
        assert catalogue["description"]
        ids.append(catalogue["uuid"])
        for one in catalogue["implemented-requirements"]:
            assert (
                {"uuid", "control-id", "description"}
                <= set(one)
                <= {*("uuid", "control-id", "description", "props", "links", "remarks")}
            )
            assert re.fullmatch(r"[A-Za-z_][\w.-]*", one["control-id"])
            assert all(set(prop) == {"name", "ns", "value"} for prop in one["props"])
            assert all((ROOT / "docs" / link["href"]).exists() for link in one.get("links", ()))
            ids.append(one["uuid"])
    assert len(ids) == len(set(ids))
    assert {UUID(one).version for one in ids} == {5}


def test_a_control_of_the_bsi_is_no_further_than_its_least_met_requirement() -> None:
    states = {one.id: one.state for one in FOUND}
    said = json.loads(asvs.COMPONENT.read_text(encoding="utf-8"))["component-definition"]["components"][0]
    (catalogue,) = [c for c in said["control-implementations"] if "BSI" in c["description"]]
    told = {one["control-id"]: one["props"][0]["value"] for one in catalogue["implemented-requirements"]}
    assert set(told) == set(SAID["bsi"]["controls"])
    for control, numbers in SAID["bsi"]["controls"].items():
        found = {states[number] for number in numbers}
        expected = "planned" if asvs.NOT_YET in found else "implemented" if asvs.MET in found else "not-applicable"
        assert told[control] == expected, control


def algorithms_in(node: ast.AST) -> set[str]:
    libraries = {"secrets", "hmac", "cryptography", "Crypto"}
    if isinstance(node, ast.ImportFrom) and node.module == "hashlib":
        return {alias.name for alias in node.names}
    if isinstance(node, ast.ImportFrom):
        return {(node.module or "").partition(".")[0]} & libraries
    if isinstance(node, ast.Import):
        return {alias.name.partition(".")[0] for alias in node.names} & libraries
    if isinstance(node, ast.Call) and ast.unparse(node.func) in {"hashlib.file_digest", "hashlib.new"}:
        return {str(ast.literal_eval(arg)) for arg in node.args if isinstance(arg, ast.Constant)}
    if isinstance(node, ast.Attribute) and ast.unparse(node.value) == "hashlib":
        return {node.attr} - {"file_digest", "new"}
    return set()


def test_the_inventory_of_algorithms_is_whole() -> None:
    """Whatever of hashlib, secrets, hmac or another library a module uses is in docs/security.md, and nothing weak."""
    used: set[str] = set()
    for path in modules(ROOT):
        used |= {name for node in ast.walk(ast.parse(path.read_bytes())) for name in algorithms_in(node)}
    assert used
    assert not used & WEAK
    section = SECURITY.partition("## Keys and algorithms")[2].partition("\n## ")[0]
    assert [name for name in used if ALGORITHMS.get(name, name) not in section] == []
