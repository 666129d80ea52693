"""The shape of the program: who imports whom, what stands where, how long a module is."""

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
FORBIDDEN = {
    "graph": {"ingest", "dashboard", "tests"},
    "ingest": {"dashboard", "tests"},
    "dashboard": {"tests"},
}
GPL = {"igraph", "leidenalg", "netgraph", "neo4j_viz", "unidecode"}
LONGEST_MODULE = 300
CYPHER = re.compile(r"\b(MATCH|MERGE|CREATE|UNWIND)\b|(?i:\b(match|merge|create)\s*\()|(?i:\bunwind\s+\$)")


def modules(root: Path, *packages: str) -> Iterator[Path]:
    for package in packages or FORBIDDEN:
        for path in sorted((root / package).rglob("*.py")):
            if "node_modules" not in path.parts:
                yield path


def imported(path: Path) -> set[str]:
    """The top names of what a module imports, wherever in it the import stands."""
    names = set()
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            names.add(node.module or "")
    return {name.partition(".")[0] for name in names}


def wrong_directions(root: Path) -> list[str]:
    return [
        f"{path.relative_to(root)} imports {name}"
        for package, forbidden in FORBIDDEN.items()
        for path in modules(root, package)
        for name in sorted(imported(path) & forbidden)
    ]


def gpl_imports(root: Path) -> list[str]:
    return [
        f"{path.relative_to(root)} imports {name}"
        for path in modules(root)
        for name in sorted({name.lower() for name in imported(path)} & GPL)
    ]


def shadowing_names(root: Path) -> list[str]:
    """Streamlit puts dashboard/ first on sys.path and serves a folder named pages by itself."""
    names = ("graph.py", "graph", "ingest.py", "ingest", "pages.py", "pages")
    return [name for name in names if (root / "dashboard" / name).exists()]


def names_without_meaning(root: Path) -> list[str]:
    words = {"utils", "util", "helpers", "helper", "common"}
    return [str(path.relative_to(root)) for path in modules(root) if words & {path.stem, path.parent.name}]


def cypher_in_pages(root: Path) -> list[str]:
    return [
        f"{path.relative_to(root)}:{node.lineno}"
        for path in modules(root, "dashboard")
        for node in ast.walk(ast.parse(path.read_bytes()))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and CYPHER.search(node.value)
    ]


def long_modules(root: Path) -> list[str]:
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in modules(root)}
    return [f"{path.relative_to(root)}: {n} lines" for path, n in lengths.items() if n > LONGEST_MODULE]


RULES = (
    wrong_directions,
    gpl_imports,
    shadowing_names,
    names_without_meaning,
    cypher_in_pages,
    long_modules,
)
BREACHES = (
    (wrong_directions, "graph/store.py", "from ingest.loading.pipeline import load"),
    (wrong_directions, "graph/store.py", "def f():\n    import cli.main"),
    (wrong_directions, "ingest/pipeline.py", "import dashboard"),
    (gpl_imports, "graph/analysis/ties.py", "import igraph as ig"),
    (gpl_imports, "dashboard/map.py", "from Unidecode import unidecode"),
    (shadowing_names, "dashboard/graph.py", ""),
    (shadowing_names, "dashboard/ingest.py", ""),
    (shadowing_names, "dashboard/pages/one.py", ""),
    (names_without_meaning, "ingest/utils.py", ""),
    (names_without_meaning, "graph/helpers/texts.py", ""),
    (cypher_in_pages, "dashboard/view.py", 'Q = "MATCH (p:Person) RETURN p"'),
    (cypher_in_pages, "dashboard/view.py", 'Q = f"match (n) where n.id = {1}"'),
    (cypher_in_pages, "dashboard/view.py", 'Q = "UNWIND $rows AS row"'),
    (long_modules, "graph/store.py", "x = 1\n" * 301),
)
FINE = (
    ("graph/store.py", 'QUERY = "MATCH (n) RETURN n"\n' + "x = 1\n" * 299),
    ("ingest/pipeline.py", "from graph.store import Store\nfrom .rows import read"),
    ("dashboard/cli.py", 'import graph, ingest\nTEXT = "Create or merge actors that match."'),
)


def put(root: Path, name: str, text: str) -> None:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_program_keeps_the_rule(rule: Callable[[Path], list[str]]) -> None:
    assert rule(ROOT) == []


@pytest.mark.parametrize("package", FORBIDDEN)
def test_the_rules_see_modules(package: str) -> None:
    assert list(modules(ROOT, package))


@pytest.mark.parametrize(("rule", "name", "text"), BREACHES)
def test_a_breach_is_seen(rule: Callable[[Path], list[str]], name: str, text: str, tmp_path: Path) -> None:
    put(tmp_path, name, text)
    assert len(rule(tmp_path)) == 1


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_what_is_fine_is_left_alone(rule: Callable[[Path], list[str]], tmp_path: Path) -> None:
    for name, text in FINE:
        put(tmp_path, name, text)
    assert rule(tmp_path) == []
