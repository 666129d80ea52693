"""Mutants are small, of behaviour only, and tried on the tests that mirror their module."""

import ast
from pathlib import Path

import pytest

from tools.mutation import ROOT, changed, changes, mirrors, mutants, sample


@pytest.mark.parametrize(
    ("text", "changed_to"),
    [
        ("a < b", {"a <= b"}),
        ("a in b", {"a not in b"}),
        ("a and b", {"a or b"}),
        ("not a", {"a"}),
        ("a - 1", {"a + 1", "a - 2"}),
        ("min(a)", {"max(a)"}),
        ("f(a.b)", {"f(None)"}),
        ("f(x=a)", {"f()"}),
        ("zip(a, strict=b)", set()),
        ("a if b else c", {"c if b else a"}),
        ("[a for a in b if c]", {"[a for a in b]"}),
    ],
)
def test_each_kind_of_change(text: str, changed_to: set[str]) -> None:
    number = len(list(changes(ast.parse(text))))
    assert {ast.unparse(changed(ast.parse(text), n)) for n in range(number)} == changed_to


def test_what_is_returned_may_be_nothing() -> None:
    text = "def f():\n    return a"
    assert ast.unparse(changed(ast.parse(text), 0)) == "def f():\n    return None"


def test_only_lines_of_functions_are_changed_and_no_docstring() -> None:
    module = Path("graph/analysis/ego.py")
    lines = (ROOT / module).read_text(encoding="utf-8").splitlines()
    functions = [node for node in ast.walk(ast.parse("\n".join(lines))) if isinstance(node, ast.FunctionDef)]
    found = list(mutants(module))
    assert found
    for mutant in found:
        assert any(f.body[0].lineno <= mutant.line <= (f.end_lineno or 0) for f in functions), mutant


def test_a_sample_is_the_same_for_the_same_seed() -> None:
    places = ["graph/analysis/ego.py", "graph/analysis/groups"]
    assert sample(places, 5, 1) == sample(places, 5, 1) != sample(places, 5, 2)


def test_the_tests_of_a_module_are_its_own_and_those_that_import_it() -> None:
    found = mirrors(Path("graph/analysis/groups/mixing.py"))
    assert found[0] == "tests/graph/analysis/groups/test_mixing.py"
    assert all((ROOT / path).is_file() for path in found)
