"""One list each: given names, ministries, audiences, what is on a map, belongs to what and is part of what."""

import ast
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import get_args

import pytest

from graph.model.facts import Confidentiality
from graph.model.schema import BELONGS, ON_MAP, load
from graph.names.given import common_given_names, folded_given_names, given_names
from graph.network import Network, Node, Relation
from graph.network.audience import LEVELS
from graph.reference import ministries

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("graph", "ingest", "dashboard", "briefing", "cli")


def files(*endings: str) -> Iterator[tuple[str, str]]:
    """Path and text of each file of ours with one of the endings; the sample data are no lists."""
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*")):
            name = path.relative_to(ROOT).as_posix()
            if path.suffix in endings and not re.search(r"node_modules|/bundle/|/sample/", name):
                yield name, path.read_text(encoding="utf-8")


def words_in(text: str) -> set[str]:
    return set(re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", text))


def collections_in(text: str) -> Iterator[tuple[frozenset[str], str]]:
    """The texts of each tuple, list and set written out in a module, and how it is used."""
    tree = ast.parse(text)
    for node in ast.walk(tree):
        if isinstance(node, ast.Tuple | ast.List | ast.Set) and node.elts:
            values = [item.value for item in node.elts if isinstance(item, ast.Constant)]
            if len(values) == len(node.elts) and all(isinstance(value, str) for value in values):
                yield frozenset(map(str, values)), ast.unparse(node)


def test_nobody_else_keeps_given_names() -> None:
    names = common_given_names()
    assert len(given_names()) > 2000
    many = [name for name, text in files(".py", ".yaml", ".txt", ".json") if len(names & words_in(text)) >= 40]
    # Nicknames are groups of names that mean one person, no list of names.
    assert many == ["graph/names/given_names.yaml"] or many == [
        "graph/names/given_names.yaml",
        "graph/names/nicknames.yaml",
    ]


def test_pet_names_are_given_names_too() -> None:
    assert {"joerg", "uli"} <= {name.replace("ö", "oe") for name in folded_given_names()}


def test_nobody_else_keeps_ministries() -> None:
    present = {ministry.names[0].name for ministry in ministries()}
    many = [name for name, text in files(".py", ".yaml", ".txt", ".json") if sum(n in text for n in present) >= 5]
    assert many == ["graph/reference/ministries.yaml"]


def test_the_names_of_a_ministry_follow_each_other() -> None:
    for ministry in ministries():
        dated = [name for name in ministry.names if name.since]
        assert not ministry.names[0].until
        for later, before in pairwise(dated):
            assert before.since < before.until <= later.since, before
        assert len(set(ministry.spellings())) == len(ministry.spellings())


def test_audiences_are_levels_of_confidentiality() -> None:
    assert get_args(Confidentiality) == LEVELS
    again = [
        (name, written)
        for name, text in files(".py")
        for found, written in collections_in(text)
        if found == set(LEVELS) and Path(name).name not in {"audience.py", "facts.py"}
    ]
    assert again == []


@pytest.mark.parametrize("known", [BELONGS, ON_MAP], ids=["belongs", "on_map"])
def test_nobody_else_says_what_is_on_a_map_or_belongs_to_what(known: tuple[str, ...]) -> None:
    again = [
        (name, written)
        for name, text in files(".py")
        for found, written in collections_in(text)
        if found >= set(known) and not re.match(r"graph/(schema|model)/", name)
    ]
    assert again == []


def test_what_is_on_a_map_is_all_but_sources() -> None:
    assert set(ON_MAP) == set(load().nodes) - {"Source"}


def test_nobody_else_looks_for_parts_of_an_event() -> None:
    asked = re.compile(r"""\.type == "PART_OF\"""")
    # A facts file asks its own statements, before there is a network.
    own = re.compile(r"graph/network|ingest/sources/facts/")
    assert [name for name, text in files(".py") if asked.search(text) and not own.match(name)] == []


def network(*parts: tuple[str, str]) -> Network:
    names = sorted({end for part in parts for end in part})
    nodes = {name: Node(name, "Event", name) for name in names}
    return Network(load(), nodes, [Relation(f"{a}-{b}", "PART_OF", a, b) for a, b in parts])


def test_parts_of_parts_are_parts() -> None:
    days = network(("day", "event"), ("session", "day"), ("other", "elsewhere"))
    assert days.with_parts(["event"]) == ["event", "day", "session"]
    assert [fact.start for fact in days.parts("event")] == ["day"]
    assert days.wholes("session") == ["day"]
    assert days.is_part("day")
    assert not days.is_part("event")


def test_events_that_are_parts_of_each_other_come_to_an_end() -> None:
    assert network(("a", "b"), ("b", "a")).with_parts(["a"]) == ["a", "b"]


def test_what_does_not_hold_is_no_part() -> None:
    days = network(("day", "event"), ("session", "day"))
    assert days.with_parts(["event"], lambda fact: fact.start != "day") == ["event"]
    assert days.with_parts(["nobody"]) == []
