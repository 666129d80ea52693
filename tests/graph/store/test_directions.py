"""Imports around the store run one way, those inside functions included."""

import ast
from pathlib import Path

import networkx as nx

ROOT = Path(__file__).resolve().parents[3]


def name_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def imports(path: Path, known: set[str]) -> set[str]:
    """The modules of ours that importing a module, or calling what is in it, imports; without those only for types."""
    found: set[str] = set()
    tree = ast.parse(path.read_bytes())
    typed = {
        id(child)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test)
        for child in ast.walk(node)
    }
    for node in ast.walk(tree):
        if id(node) in typed:
            continue
        if isinstance(node, ast.ImportFrom) and node.module:
            names = (f"{node.module}.{alias.name}" for alias in node.names)
            found |= {name if name in known else node.module for name in names} & known
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names} & known
    return found


def test_nothing_around_the_store_imports_what_imports_it() -> None:
    paths = {name_of(path): path for path in sorted((ROOT / "graph").rglob("*.py"))}
    edges = nx.DiGraph()
    for name, path in paths.items():
        for other in imports(path, set(paths)):
            edges.add_edge(name, other)
            parent = other.rpartition(".")[0]
            # Importing a module runs the packages it is in first; inside of its own package that is under way already.
            if parent != "graph" and not name.startswith(parent):
                edges.add_edge(name, parent)
    circles = [sorted(some) for some in nx.strongly_connected_components(edges) if len(some) > 1]
    around = (
        "graph.store",
        "graph.store.backup",
        "graph.store.export",
        "graph.engine",
        "graph.bookkeeping",
        "graph.files.drafts",
    )
    assert [some for some in circles if any(name.startswith(around) for name in some)] == []
