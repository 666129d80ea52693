"""What no module does: make code, patterns or paths out of text it was given, or ask another server for something."""

import ast
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest

from tests.test_architecture import modules

ROOT = Path(__file__).resolve().parents[1]
CODE = {"eval", "exec", "compile", "__import__"}
UNSAFE = {
    "pickle",
    "marshal",
    "shelve",
    "dill",
    "cloudpickle",
    "joblib",
    "jsonpickle",
    "telnetlib",
    "ftplib",
    "xml.sax",
}
ASKS = {"urllib.request", "http.client", "requests", "httpx", "aiohttp", "urllib3", "smtplib", "ftplib", "websocket"}
# Who asks somebody, and whom.
MAY_ASK = {
    "dashboard/state/asking.py": "the sign-in provider that was set, and the proxy when somebody runs doctor",
    "dashboard/server/serve.py": "itself, on the loopback, whether it is up",
}
# Where a pattern is made while the program runs: of words of its own lists, or of names that are escaped.
LOOKED_AT = {
    "graph/model/dates.py",
    "graph/names/legal_form.py",
    *(f"ingest/documents/{name}.py" for name in ("acquaintances", "attach", "events", "functions", "ministries")),
    *(f"ingest/documents/{name}.py" for name in ("organisations", "persons", "recognise")),
    *("ingest/exchange/pair.py", "ingest/sources/contacts/contact.py", "ingest/sources/popolo/classes.py"),
    "ingest/tables/attendance.py",
}
SAFE_YAML = "graph/packaged.py"  # libyaml's safe loader, which yaml.safe_load does not take
PATTERNS = {"compile", "search", "match", "fullmatch", "sub", "subn", "split", "findall", "finditer"}
XML_PATHS = {"findall", "iterfind", "findtext", "xpath"}


@cache
def nodes(root: Path) -> Mapping[str, list[ast.AST]]:
    """All calls and imports, by module."""
    kinds = (ast.Call, ast.Import, ast.ImportFrom)
    return {
        path.relative_to(root).as_posix(): [
            node for node in ast.walk(ast.parse(path.read_bytes())) if isinstance(node, kinds)
        ]
        for path in modules(root)
    }


def calls(root: Path) -> Iterator[tuple[str, ast.Call]]:
    return ((name, node) for name, found in nodes(root).items() for node in found if isinstance(node, ast.Call))


def importers(root: Path, of: set[str]) -> list[str]:
    found = []
    for name, there in nodes(root).items():
        for node in there:
            names = {alias.name for alias in node.names} if isinstance(node, ast.Import) else set()
            if isinstance(node, ast.ImportFrom) and node.module:
                names |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
            if names & of:
                found.append(name)
    return found


def name_of(call: ast.Call) -> str:
    """The name of what is called: `eval`, `re.compile`, `.findall` of something else."""
    if isinstance(call.func, ast.Name):
        return call.func.id
    if isinstance(call.func, ast.Attribute):
        owner = call.func.value.id if isinstance(call.func.value, ast.Name) else ""
        return f"{owner}.{call.func.attr}"
    return ""


def made_code(root: Path) -> list[str]:
    found = [
        f"{place}:{call.lineno}"
        for place, call in calls(root)
        if name_of(call) in {*CODE, "os.system", "os.popen", "yaml.unsafe_load", "yaml.full_load"}
        or (name_of(call) == "yaml.load" and place != SAFE_YAML)
        or any(key.arg == "shell" for key in call.keywords)
        or any(key.arg == "allow_pickle" and getattr(key.value, "value", True) for key in call.keywords)
    ]
    return found + importers(root, UNSAFE)


def is_constant(node: ast.expr) -> bool:
    """Whether an expression holds nothing of what a program is given: constants of the module, what is escaped."""
    if isinstance(node, ast.Constant):
        return True
    if isinstance(node, ast.Name):
        return node.id.lstrip("_").isupper()
    if isinstance(node, ast.Attribute):
        return node.attr.isupper()
    if isinstance(node, ast.JoinedStr):
        return all(is_constant(part.value) for part in node.values if isinstance(part, ast.FormattedValue))
    if isinstance(node, ast.BinOp):
        return is_constant(node.left) and is_constant(node.right)
    return isinstance(node, ast.Call) and "re.escape" in ast.unparse(node)


def made_patterns(root: Path) -> list[str]:
    return [
        f"{place} {ast.unparse(call.args[0])}"
        for place, call in calls(root)
        if name_of(call).startswith("re.") and name_of(call).removeprefix("re.") in PATTERNS
        if not is_constant(call.args[0]) and place not in LOOKED_AT
    ]


def made_paths(root: Path) -> list[str]:
    return [
        f"{place} {ast.unparse(call.args[0])}"
        for place, call in calls(root)
        if name_of(call).rpartition(".")[2] in XML_PATHS and call.args and not name_of(call).startswith("re.")
        if isinstance(call.args[0], ast.JoinedStr | ast.BinOp) and not is_constant(call.args[0])
    ]


def askers(root: Path) -> list[str]:
    return [name for name in importers(root, ASKS) if name not in MAY_ASK]


def test_no_code_is_made_of_text() -> None:
    assert made_code(ROOT) == []


def test_no_pattern_is_made_of_input() -> None:
    assert made_patterns(ROOT) == []


def test_no_path_into_xml_is_made_of_input() -> None:
    assert made_paths(ROOT) == []


def test_nothing_asks_another_server() -> None:
    assert askers(ROOT) == []


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        (made_code, "eval(given)"),
        (made_code, "import pickle"),
        (made_code, "run(given, shell=True)"),
        (made_code, "np.load(given, allow_pickle=True)"),
        (made_patterns, "re.search(given, text)"),
        (made_patterns, 're.compile(f"a{given}")'),
        (made_paths, 'root.findall(f"a[@b={given}]")'),
        (askers, "from urllib.request import urlopen"),
    ],
)
def test_a_breach_is_seen(rule: Callable[[Path], list[str]], text: str, tmp_path: Path) -> None:
    (tmp_path / "graph").mkdir()
    (tmp_path / "graph/module.py").write_text(text)
    assert len(rule(tmp_path)) == 1
