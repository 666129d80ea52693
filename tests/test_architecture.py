"""The shape of the program: who imports whom, what stands where, how long a module is."""

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
# Each may import what stands before it; the folders inside a package likewise, in the order given here.
ORDER = {
    "graph": (
        *(
            "grammar",
            "packaged",
            "errors",
            "settings",
            "settings_files",
            "files",
            "bookkeeping",
            "logs",
            "formats",
            "model",
            "account",
        ),
        *(
            "access",
            "audit",
            "names",
            "reference",
            "store",
            "backup",
            "engine",
            "network",
            "columns",
            "matching",
            "analysis",
            "curation",
            "views",
            "privacy",
        ),
    ),
    "ingest": ("readers", "records", "documents", "tables", "exchange", "sources", "sample", "loading"),
    "briefing": ("wording", "drawing", "words", "documents", "sections", "exchange", "renderers", "production"),
    "dashboard": ("map", "state", "parts", "pages", "menu", "server"),
    "cli": (
        "settings_first",
        "options",
        "as_of",
        "output",
        "reading",
        "analysis_options",
        "health",
        "commands",
        "registry",
        "main",
        "__main__",
    ),
}
PACKAGES = tuple(ORDER)
BESIDE = {"briefing": {"ingest"}}  # neither knows the other
GPL = {"igraph", "leidenalg", "netgraph", "neo4j_viz", "unidecode"}
LONGEST_MODULE = 400
WORDING = {"sentence", "catalogue", "read_catalogue", "format_date", "grammar", "filled"}
GERMAN = re.compile(r"[äöüßÄÖÜ]|\b(und|oder|der|die|das|ist|sind|nicht|für|Personen|laut|seit|bis)\b")
DOCUMENTED = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
CYPHER = re.compile(r"\b(MATCH|MERGE|CREATE|UNWIND)\b|(?i:\b(match|merge|create)\s*\()|(?i:\bunwind\s+\$)")


def modules(root: Path, *packages: str) -> Iterator[Path]:
    for package in packages or PACKAGES:
        for path in sorted((root / package).rglob("*.py")):
            if "node_modules" not in path.parts:
                yield path


def imported(path: Path) -> set[str]:
    """What a module imports, wherever in it the import stands: `a.b` and `a.b.c` for `from a.b import c`."""
    names = set()
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            names |= {f"{node.module}.{alias.name}" for alias in node.names} | {node.module or ""}
    return names


def wrong_directions(root: Path) -> list[str]:
    """Imports of a package that stands above or beside."""
    forbidden = {
        package: {*PACKAGES[PACKAGES.index(package) + 1 :], *BESIDE.get(package, ()), "tests"} for package in PACKAGES
    }
    return [
        f"{path.relative_to(root)} imports {name}"
        for package in PACKAGES
        for path in modules(root, package)
        for name in sorted({name.partition(".")[0] for name in imported(path)} & forbidden[package])
    ]


def rooms_upwards(root: Path) -> list[str]:
    """Imports of a folder that stands above, inside a package."""
    found = []
    for package, order in ORDER.items():
        for path in modules(root, package):
            here = path.relative_to(root / package).with_suffix("").parts[0]
            if here == "__init__":
                continue
            rooms = {parts[1] for name in imported(path) if (parts := name.split("."))[0] == package and len(parts) > 1}
            above = {room for room in rooms & set(order) if here in order and order.index(room) > order.index(here)}
            found += [f"{path.relative_to(root)} imports {package}.{room}" for room in sorted(above)]
    return found


def rooms_without_order(root: Path) -> list[str]:
    """Folders and modules of a package that the order above does not know."""
    there = {
        (package, path.relative_to(root / package).with_suffix("").parts[0])
        for package in PACKAGES
        for path in modules(root, package)
    }
    return [f"{package}/{room}" for package, room in sorted(there) if room not in {*ORDER[package], "__init__"}]


def gpl_imports(root: Path) -> list[str]:
    return [
        f"{path.relative_to(root)} imports {name}"
        for path in modules(root)
        for name in sorted({name.partition(".")[0].lower() for name in imported(path)} & GPL)
    ]


def shadowing_names(root: Path) -> list[str]:
    """Streamlit puts the folder of its script first on sys.path: nothing there may be called like
    a package; and it serves a folder named pages by itself."""
    names = [name for package in (*PACKAGES, "pages") for name in (package, f"{package}.py")]
    return [name for name in names if (root / "dashboard/server" / name).exists()]


def names_without_meaning(root: Path) -> list[str]:
    words = {"utils", "util", "helpers", "helper", "common"}
    return [str(path.relative_to(root)) for path in modules(root) if words & {path.stem, path.parent.name}]


def cypher_in_pages(root: Path) -> list[str]:
    return [
        f"{path.relative_to(root)}:{node.lineno}"
        for package in ("briefing", "dashboard", "cli")
        for path in modules(root, package)
        for node in ast.walk(ast.parse(path.read_bytes()))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and CYPHER.search(node.value)
    ]


def long_modules(root: Path) -> list[str]:
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in modules(root)}
    return [f"{path.relative_to(root)}: {n} lines" for path, n in lengths.items() if n > LONGEST_MODULE]


def words_in_analysis(root: Path) -> list[str]:
    """Analysis says what is; who asks finds the words: no catalogue, no way to write a date or number, no sentence."""
    found = []
    for path in sorted((root / "graph" / "analysis").rglob("*.py")):
        where, tree = path.relative_to(root), ast.parse(path.read_bytes())
        docs = {id(n.body[0].value) for n in ast.walk(tree) if isinstance(n, DOCUMENTED) and ast.get_docstring(n)}
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and {alias.name for alias in node.names} & WORDING:
                found.append(f"{where} imports {ast.unparse(node)}")
            elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
                found += [f"{where} says {node.value!r}"] * bool(GERMAN.search(node.value))
    return found


RULES = (
    wrong_directions,
    rooms_upwards,
    rooms_without_order,
    gpl_imports,
    shadowing_names,
    names_without_meaning,
    cypher_in_pages,
    long_modules,
    words_in_analysis,
)
BREACHES = (
    (wrong_directions, "graph/store/writer.py", "from ingest.loading.pipeline import load"),
    (wrong_directions, "graph/store/writer.py", "def f():\n    import cli.main"),
    (wrong_directions, "ingest/loading/pipeline.py", "import dashboard"),
    (wrong_directions, "briefing/drawing/svg.py", "from ingest import loading"),
    (wrong_directions, "dashboard/parts/frame.py", "from cli.main import main"),
    (rooms_upwards, "graph/model/facts.py", "from graph.store import Store"),
    (rooms_upwards, "graph/analysis/ties.py", "from graph import curation"),
    (rooms_upwards, "ingest/sources/one/__init__.py", "import ingest.loading.report"),
    (rooms_upwards, "graph/errors.py", "from graph.settings import Settings"),
    (rooms_without_order, "graph/misc/__init__.py", ""),
    (rooms_without_order, "dashboard/loose.py", ""),
    (gpl_imports, "graph/analysis/ties.py", "import igraph as ig"),
    (gpl_imports, "dashboard/map/one.py", "from Unidecode import unidecode"),
    (shadowing_names, "dashboard/server/graph.py", ""),
    (shadowing_names, "dashboard/server/ingest/one.py", ""),
    (shadowing_names, "dashboard/server/pages/one.py", ""),
    (names_without_meaning, "ingest/tables/utils.py", ""),
    (names_without_meaning, "graph/analysis/helpers/texts.py", ""),
    (cypher_in_pages, "dashboard/parts/view.py", 'Q = "MATCH (p:Person) RETURN p"'),
    (cypher_in_pages, "cli/commands/view.py", 'Q = f"match (n) where n.id = {1}"'),
    (cypher_in_pages, "briefing/documents/view.py", 'Q = "UNWIND $rows AS row"'),
    (long_modules, "graph/store/writer.py", "x = 1\n" * 401),
    (words_in_analysis, "graph/analysis/phrases.py", "from graph.errors import UsageError, sentence"),
    (words_in_analysis, "graph/analysis/ways/finder.py", "from graph.model.dates import format_date"),
    (words_in_analysis, "graph/analysis/ties.py", "from graph import grammar"),
    (words_in_analysis, "graph/analysis/ties.py", 'def f(n):\n    return f"{n} Personen und mehr"'),
)
FINE = (
    ("graph/store/writer.py", 'QUERY = "MATCH (n) RETURN n"\n' + "x = 1\n" * 399),
    (
        "ingest/loading/pipeline.py",
        "from graph.store import Store\nfrom ingest.readers import table\nfrom .rows import read",
    ),
    ("cli/main.py", 'import graph, ingest\nTEXT = "Create or merge actors that match."'),
)


def put(root: Path, name: str, text: str) -> None:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_program_keeps_the_rule(rule: Callable[[Path], list[str]]) -> None:
    assert rule(ROOT) == []


@pytest.mark.parametrize("package", PACKAGES)
def test_the_rules_see_modules(package: str) -> None:
    assert list(modules(ROOT, package))


@pytest.mark.parametrize(("rule", "name", "text"), BREACHES)
def test_a_breach_is_seen(rule: Callable[[Path], list[str]], name: str, text: str, tmp_path: Path) -> None:
    put(tmp_path, name, text)
    assert len(set(rule(tmp_path))) == 1


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_what_is_fine_is_left_alone(rule: Callable[[Path], list[str]], tmp_path: Path) -> None:
    for name, text in FINE:
        put(tmp_path, name, text)
    assert rule(tmp_path) == []
