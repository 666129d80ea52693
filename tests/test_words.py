"""No words are kept that nothing says: every key of the texts, messages and help stands in the code, whole or built."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[1]
CATALOGUES = ("graph/messages", "briefing/wording/texts", "briefing/wording/sentences", "cli/help")
PLURAL = re.compile(r"(.+)_(?:one|many)")  # `words.count("key", n)`
OF_A_PAGE = re.compile(r"(.+)_(?:nav|title|lead)")  # of the pages of the menu, by their id
OF_A_COMMAND = re.compile(r"(.+)\.(?:help|example)")
BEGINNING = re.compile(r"[a-z][\w.]*[_.]")  # of a key that is put together
ANYTHING = "[^ ]+"


@cache
def said() -> tuple[frozenset[str], re.Pattern[str]]:
    """Return all texts of the code, and a pattern of those that are put together."""
    whole: set[str] = set()
    built: set[str] = set()
    for path in (
        p for package in ("graph", "ingest", "briefing", "dashboard", "cli") for p in (ROOT / package).rglob("*.py")
    ):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                whole.add(node.value)
            elif isinstance(node, ast.JoinedStr) and BEGINNING.fullmatch(ast.unparse(node)[2:].partition("{")[0]):
                parts = (re.escape(str(v.value)) if isinstance(v, ast.Constant) else ANYTHING for v in node.values)
                built.add("".join(parts))
    return frozenset(whole), re.compile("|".join(sorted(built)))


def keys(folder: str) -> Iterator[str]:
    for path in (ROOT / folder).glob("*de.yaml"):
        yield from yaml.safe_load(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("folder", CATALOGUES)
def test_every_word_is_said_somewhere(folder: str) -> None:
    whole, built = said()
    stems = [
        PLURAL,
        *([OF_A_PAGE] if folder == "briefing/wording/texts" else [OF_A_COMMAND] if "help" in folder else []),
    ]
    unsaid = [
        key
        for key in keys(folder)
        if key not in whole
        and not built.fullmatch(key)
        and not any((found := stem.fullmatch(key)) and found[1] in whole for stem in stems)
    ]
    assert unsaid == []
