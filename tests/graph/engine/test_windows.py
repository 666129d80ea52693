"""What only POSIX has is not needed to start: tried here by taking it away, for want of a Windows machine."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
POSIX_ONLY = {"fcntl", "termios", "pwd", "grp", "resource", "pty", "tty", "syslog"}
# The libraries ask the platform themselves: they are loaded before anything is taken away, our own modules after.
PROGRAM = """
import os, signal, sys
import {module}
ours = ("graph", "ingest", "briefing", "dashboard", "cli")
for name in [name for name in sys.modules if name.partition(".")[0] in ours]:
    del sys.modules[name]
for name in ("fcntl", "termios", "pwd", "grp", "resource"):
    sys.modules[name] = None
for name in ("killpg", "getuid", "geteuid", "setsid", "getpgid"):
    delattr(os, name)
for name in ("SIGHUP", "SIGKILL", "SIGUSR1"):
    delattr(signal, name)
import {module}
"""


@pytest.mark.parametrize("package", ["graph", "ingest", "briefing", "dashboard", "cli"])
def test_no_module_imports_what_windows_does_not_have_unless_it_can_do_without(package: str) -> None:
    found = [
        f"{path.relative_to(ROOT)}: {name}"
        for path in sorted((ROOT / package).rglob("*.py"))
        if "node_modules" not in path.parts
        for node in _imports(ast.parse(path.read_bytes()))
        for name in sorted(_names(node) & POSIX_ONLY)
    ]
    assert found == []


def _imports(tree: ast.AST) -> Iterator[ast.Import | ast.ImportFrom]:
    """Yield all imports but those that are tried, or asked the platform for."""
    for child in ast.iter_child_nodes(tree):
        if isinstance(child, ast.Import | ast.ImportFrom):
            yield child
        elif isinstance(child, ast.Try) and any("ImportError" in ast.dump(h) for h in child.handlers):
            continue
        elif not (isinstance(child, ast.If) and "win32" in ast.dump(child.test)):
            yield from _imports(child)


def _names(node: ast.Import | ast.ImportFrom) -> set[str]:
    names = {alias.name for alias in node.names} if isinstance(node, ast.Import) else {node.module or ""}
    return {name.partition(".")[0] for name in names}


@pytest.mark.parametrize(
    "module", ["graph.engine.server", "graph.engine.embedded", "cli.main", "dashboard.server.serve"]
)
def test_a_module_starts_without_what_windows_does_not_have(module: str) -> None:
    program = PROGRAM.format(module=module)
    shown = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False, cwd=ROOT)
    assert shown.returncode == 0, shown.stderr
