"""Small faults put into the code, to see whether a test falls: `python -m tools.mutation --mutants 120`.

A mutant is one change in one function: a comparison turned round, a number off by one, a condition denied, an
argument left out, a value that is no longer returned. A sample of them, the same for the same seed, is put into a
copy of the project, one after the other, and the tests that mirror the module run on it. What no test notices has
survived; it is printed with its line. The exit code is 1 where fewer are killed than `--least` asks for.
"""

import argparse
import ast
import compileall
import copy
import py_compile
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PLACES = ("graph/analysis", "graph/matching", "ingest/sources")
COPIED = (
    "graph",
    "ingest",
    "briefing",
    "dashboard",
    "cli",
    "tests",
    "bench",
    "docs",
    "tools",
    "pyproject.toml",
    "README.md",
    "Makefile",
)
LEFT_OUT = "not (embedded or neo4j or browser or office or verapdf)"
NOTHING_FELL = {0, 5}  # all passed, or there was none
SECONDS = 600  # of one mutant: one that never ends is noticed too
SEED = 20261129
OPPOSITE: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Add,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}
GUARDS = {"strict"}  # arguments that only stop what must not happen anyway
NAMES = {"min": "max", "max": "min", "any": "all", "all": "any"}


@dataclass(frozen=True, slots=True)
class Mutant:
    """A change of one place in a module; `number` counts the changes that are possible there."""

    module: Path
    number: int
    line: int
    change: str

    def __str__(self) -> str:
        return f"{self.module}:{self.line}: {self.change}"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a mutant: killed by a test, survived, or without any test that mirrors its module."""

    mutant: Mutant
    killed: bool
    tests: tuple[str, ...]


def changes(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Yields each change that can be made in a module: its line, and what is changed in words."""
    for node in ast.walk(tree):
        for _, words in _replacements(node):
            yield getattr(node, "lineno", 0), words


def changed(tree: ast.Module, number: int) -> ast.Module:
    """The module after the change of this number, counted as `changes` yields them; the tree itself is used up.

    >>> ast.unparse(changed(ast.parse("one = two < 3"), 0))
    'one = two <= 3'
    """
    every = ((node, new) for node in ast.walk(tree) for new, _ in _replacements(node))
    target, new = next(pair for place, pair in enumerate(every) if place == number)

    class Swap(ast.NodeTransformer):
        def visit(self, node: ast.AST) -> ast.AST:
            return ast.copy_location(new, node) if node is target else super().generic_visit(node)

    return ast.fix_missing_locations(Swap().visit(tree))


def _replacements(node: ast.AST) -> Iterator[tuple[ast.AST, str]]:
    yield from _of_operators(node)
    yield from _of_values(node)
    yield from _of_calls(node)


def _of_operators(node: ast.AST) -> Iterator[tuple[ast.AST, str]]:
    match node:
        case ast.Compare(left, [operator], [right]) if type(operator) in OPPOSITE:
            yield _told(node, ast.Compare(left, [OPPOSITE[type(operator)]()], [right]))
        case ast.BinOp(left, operator, right) if type(operator) in ARITHMETIC:
            yield _told(node, ast.BinOp(left, ARITHMETIC[type(operator)](), right))
        case ast.BoolOp(operator, values):
            yield _told(node, ast.BoolOp(ast.Or() if isinstance(operator, ast.And) else ast.And(), values))
        case ast.UnaryOp(ast.Not(), operand):
            yield _told(node, operand)
        case ast.comprehension(target, iterated, [condition], is_async):
            yield ast.comprehension(target, iterated, [], is_async), f"if {_text(condition)} -> nothing left out"


def _of_values(node: ast.AST) -> Iterator[tuple[ast.AST, str]]:
    match node:
        case ast.Constant(bool() as value):
            yield _told(node, ast.Constant(not value))
        case ast.Constant(int() as value):
            yield _told(node, ast.Constant(value + 1))
        case ast.IfExp(test, body, orelse):
            yield _told(node, ast.IfExp(test, orelse, body))
        case ast.Return(value) if value is not None and not (isinstance(value, ast.Constant) and value.value is None):
            yield ast.Return(ast.Constant(None)), f"{_text(node)} -> return None"
        case ast.Continue():
            yield ast.Break(), "continue -> break"


def _of_calls(node: ast.AST) -> Iterator[tuple[ast.AST, str]]:
    if not isinstance(node, ast.Call):
        return
    function, arguments, keywords = node.func, node.args, node.keywords
    if isinstance(function, ast.Name) and function.id in NAMES:
        yield _told(node, ast.Call(ast.Name(NAMES[function.id], ast.Load()), arguments, keywords))
    for place, argument in enumerate(arguments):
        if isinstance(argument, ast.Attribute):
            given = [*arguments[:place], ast.Constant(None), *arguments[place + 1 :]]
            yield _told(node, ast.Call(function, given, keywords))
    for keyword in keywords:
        if keyword.arg not in {None, *GUARDS}:
            yield _told(node, ast.Call(function, arguments, [k for k in keywords if k is not keyword]))


def _told(old: ast.AST, new: ast.AST) -> tuple[ast.AST, str]:
    return new, f"{_text(old)} -> {_text(new)}"


def _text(node: ast.AST) -> str:
    text = " ".join(ast.unparse(ast.fix_missing_locations(copy.deepcopy(node))).split())
    return text if len(text) < 70 else f"{text[:67]}..."


def mutants(module: Path) -> Iterator[Mutant]:
    """Yields what can be changed inside the functions of a module; names, types and docstrings are no behaviour."""
    tree = _tree(module)
    inside = _lines_of_behaviour(tree)
    for number, (line, words) in enumerate(changes(tree)):
        if line in inside:
            yield Mutant(module, number, line, words)


def _tree(module: Path) -> ast.Module:
    return ast.parse((ROOT / module).read_text(encoding="utf-8"))


def _lines_of_behaviour(tree: ast.Module) -> set[int]:
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    return {
        line
        for function in functions
        for statement in function.body
        if not (isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant))
        for line in range(statement.lineno, (statement.end_lineno or statement.lineno) + 1)
    }


def mirrors(module: Path) -> tuple[str, ...]:
    """The tests that mirror a module: of its own name, and those that import it; else all beside it.

    >>> mirrors(Path("graph/analysis/ego.py"))[0]
    'tests/graph/analysis/test_ego.py'
    """
    folder, name = Path("tests") / module.parent, module.stem.removeprefix("_")
    own = [str(path.relative_to(ROOT)) for path in sorted((ROOT / folder).glob(f"test_{name}*.py"))]
    dotted = ".".join(module.with_suffix("").parts).removesuffix(".__init__")
    package, _, last = dotted.rpartition(".")
    wanted = re.compile(
        rf"^(?:from {re.escape(dotted)} import|import {re.escape(dotted)}\b"
        rf"|from {re.escape(package)} import (?:\(\s*)?[^)\n]*\b{re.escape(last)}\b)",
        re.MULTILINE,
    )
    places = [ROOT / "tests" / module.parts[0], ROOT / "tests/bench"]
    naming = [
        str(path.relative_to(ROOT))
        for place in places
        for path in sorted(place.rglob("test_*.py"))
        if wanted.search(path.read_text(encoding="utf-8"))
    ]
    beside = [str(path.relative_to(ROOT)) for path in sorted((ROOT / folder).glob("test_*.py"))]
    return tuple(dict.fromkeys([*own, *naming] or beside))


def sample(places: Sequence[str], count: int, seed: int) -> list[Mutant]:
    """A sample of the mutants of some folders or modules, the same for the same seed."""
    modules = [path for place in places for path in _modules(ROOT / place)]
    every = [mutant for module in modules for mutant in mutants(module.relative_to(ROOT))]
    chosen = random.Random(seed).sample(every, min(count, len(every)))
    return sorted(chosen, key=lambda mutant: (mutant.module, mutant.line, mutant.number))


def _modules(place: Path) -> list[Path]:
    return [place] if place.is_file() else sorted(place.rglob("*.py"))


def try_out(share: Sequence[Mutant], folder: Path) -> list[Outcome]:
    """Puts mutants into a copy of the project, one after the other, runs their tests and takes them out again."""
    return [_one(mutant, folder) for mutant in share]


def _one(mutant: Mutant, folder: Path) -> Outcome:
    target, tests = folder / mutant.module, mirrors(mutant.module)
    original = target.read_text(encoding="utf-8")
    target.write_text(ast.unparse(changed(_tree(mutant.module), mutant.number)), encoding="utf-8")
    try:
        outcome = Outcome(mutant, _falls([str(mutant.module), *tests], folder), tests)
    finally:
        target.write_text(original, encoding="utf-8")
    sys.stdout.write(f"{'killed  ' if outcome.killed else 'SURVIVED'} {outcome.mutant}\n")
    sys.stdout.flush()
    return outcome


def _falls(tests: Sequence[str], folder: Path) -> bool:
    """Whether one of the tests fails, or does not end."""
    command = [sys.executable, "-B", "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "-m", LEFT_OUT, *tests]
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired:
        return True
    return done.returncode not in NOTHING_FELL


def main(given: Sequence[str]) -> int:
    """Tries a sample and prints what survived; returns 1 where fewer were killed than asked for."""
    parser = argparse.ArgumentParser(prog="python -m tools.mutation")
    parser.add_argument("places", nargs="*", default=PLACES, help="folders or modules")
    parser.add_argument("--mutants", type=int, default=120)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--least", type=float, default=85, help="per cent that must be killed")
    parser.add_argument("--workers", type=int, default=2)
    chosen = parser.parse_args(given)
    taken = sample(chosen.places, chosen.mutants, chosen.seed)
    shares = [taken[number :: chosen.workers] for number in range(chosen.workers)]
    with tempfile.TemporaryDirectory(prefix="akteursnetz-mutants-") as name:
        folders = [_copy(Path(name, str(number))) for number in range(chosen.workers)]
        with ThreadPoolExecutor(chosen.workers) as pool:
            parts = list(pool.map(try_out, shares, folders))
    outcomes = [outcome for part in parts for outcome in part]
    killed = sum(outcome.killed for outcome in outcomes)
    share = 100 * killed / max(1, len(outcomes))
    sys.stdout.write(f"{killed} of {len(outcomes)} killed, {share:.0f} % (seed {chosen.seed})\n")
    return int(share < chosen.least)


def _copy(folder: Path) -> Path:
    folder.mkdir()
    for name in COPIED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("node_modules", "__pycache__"))
        else:
            shutil.copy(source, folder / name)
    # Compiled by content: a change within a second, and of the same length, is seen too.
    mode = py_compile.PycInvalidationMode.CHECKED_HASH
    compileall.compile_dir(folder, quiet=2, invalidation_mode=mode)
    return folder


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
