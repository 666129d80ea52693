"""One name, one thing: how many names of classes stand for two or more of them, and one German word for one act."""

import ast
import re
from collections import Counter
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[1]
PACKAGES = ("graph", "ingest", "briefing", "dashboard", "cli")
MOST_SHARED = 9
WORDS = [
    p for p in ROOT.glob("*/**/*de.yaml") if p.relative_to(ROOT).parts[0] in PACKAGES and "node_modules" not in p.parts
]


def classes(source: str) -> list[str]:
    return [node.name for node in ast.walk(ast.parse(source)) if isinstance(node, ast.ClassDef)]


def shared(names: list[str]) -> set[str]:
    return {name for name, count in Counter(names).items() if count > 1}


def test_few_classes_share_a_name() -> None:
    paths = (p for package in PACKAGES for p in (ROOT / package).rglob("*.py") if "node_modules" not in p.parts)
    found = shared([name for path in paths for name in classes(path.read_text(encoding="utf-8"))])
    assert len(found) <= MOST_SHARED, sorted(found)


def test_a_shared_name_is_seen() -> None:
    assert shared([*classes("class A: ..."), *classes("class B:\n    class A: ...")]) == {"A"}


@pytest.mark.parametrize("path", WORDS, ids=lambda p: str(p.relative_to(ROOT)))
def test_what_is_not_wanted_is_verworfen_and_not_abgelehnt(path: Path) -> None:
    said = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert [key for key, text in said.items() if re.search(r"(?i)ablehn|abgelehnt|lehnt .* ab\b", str(text))] == []
