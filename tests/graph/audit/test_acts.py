"""Every act that can stand in the log has words in both languages."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from graph.access.acts import UPKEEP
from graph.errors import catalogue

ROOT = Path(__file__).resolve().parents[3]
PACKAGES = ("graph", "ingest", "briefing", "dashboard", "cli")
#: Acts that are always part of another one, which gives the line its name, or of which no line tells.
PARTS = {"place"}
NAMED = re.compile(r"@act\(|\brecord\(|\bacting\(")


def called(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def text(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def acts_of(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            marks = (d for d in node.decorator_list if isinstance(d, ast.Call) and called(d.func) == "act")
            yield from (node.name for mark in marks if text(mark.args[0]) != UPKEEP)
        elif isinstance(node, ast.Call) and called(node.func) == "record" and node.args:
            yield from filter(None, [text(node.args[0])])
        elif isinstance(node, ast.Call) and called(node.func) == "acting" and text(node.args[0]) != UPKEEP:
            yield from filter(None, [text(node.args[1])])


@cache
def all_acts() -> set[str]:
    paths = (
        path for package in PACKAGES for path in (ROOT / package).rglob("*.py") if "node_modules" not in path.parts
    )
    texts = (found for path in paths if NAMED.search(found := path.read_text(encoding="utf-8")))
    return {act for found in texts for act in acts_of(ast.parse(found))}


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_act_has_words(language: str) -> None:
    acts = all_acts() - PARTS
    assert {"merge", "see", "retention", "refused"} <= acts
    assert sorted(act for act in acts if f"act_{act}" not in catalogue(language)) == []
