"""What `make test` claims of itself: files stay together, one Neo4j, nothing is left out in silence."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.examples import daily
from tests.support.workers import group_of, place_of

ROOT = Path(__file__).resolve().parents[1]
ASKING = """
import pytest
from hypothesis import given, settings, strategies as st

tried = []

@given(st.integers(0, 10**9))
@settings(max_examples=40, database=None)
def test_examples(number): tried.append(number)
def test_their_number(): print(f"tried {len(tried)}"); assert {low} <= len(tried) <= {high}
"""
WITHOUT = """
def test_a_window(browser): ...
def test_a_server_on_neo4j(neo4j_server): ...
def test_a_file_checked(request): ...
def test_another_window(browser): ...
def test_a_document(request): ...
def test_free(): ...
test_a_file_checked.pytestmark = pytest.mark.verapdf
test_a_document.pytestmark = pytest.mark.office
"""


def pytest_on(case: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    settings = [f"--rootdir={ROOT}", f"--config-file={ROOT / 'pyproject.toml'}", "-p", "tests.conftest"]
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *settings, *arguments, str(case)]
    known = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    return subprocess.run(
        command, cwd=ROOT, env=known | environment, capture_output=True, text=True, timeout=120, check=False
    )


def case_of(folder: Path, text: str) -> Path:
    path = folder / "test_case.py"
    path.write_text(f"import pytest\n{text}", encoding="utf-8")
    return path


@pytest.mark.slow
@pytest.mark.parametrize(
    ("workers", "ci", "status", "words"),
    [
        ("0", "", 0, "1 passed, 5 skipped"),
        ("2", "", 0, "1 passed, 5 skipped"),
        ("2", "true", 1, "1 passed, 5 errors"),
    ],
)
def test_without_java_chromium_and_libreoffice_each_skip_is_named_and_counted(
    tmp_path: Path, workers: str, ci: str, status: int, words: str
) -> None:
    """On an empty path nothing is found and nothing can be fetched."""
    empty = tmp_path / "bin"
    empty.mkdir()
    asked = {"PATH": str(empty), "JAVA_HOME": "", "NEO4J_TEST_URI": "", "CI": ci, "PLAYWRIGHT_BROWSERS_PATH": "0"}
    asked |= {"PLAYWRIGHT_DOWNLOAD_HOST": "http://127.0.0.1:9"}
    answer = pytest_on(case_of(tmp_path, WITHOUT), "-n", workers, **asked)
    assert answer.returncode == status, answer.stdout + answer.stderr
    *lines, last = answer.stdout.strip().splitlines()
    assert words in last
    for said in (
        "not tested here: 1 test needs Neo4j: NEO4J_TEST_URI is not set; no Java on the path; no docker on the path",
        "not tested here: 2 tests need Chromium: none of chromium, ",
        "not tested here: 1 test needs LibreOffice: no soffice on the path",
        "not tested here: 1 test needs veraPDF: no Java on the path",
    ):
        assert sum(line.startswith(said) for line in lines) == 1, said
    told = answer.stdout + answer.stderr
    assert sum(line.startswith("Chromium is not here: ") for line in told.splitlines()) == 1


@pytest.mark.slow
@pytest.mark.parametrize(("profile", "low", "high"), [("", 10, 10), ("thorough", 40, 40)])
def test_a_quarter_of_the_examples_each_day_and_all_when_asked(
    tmp_path: Path, profile: str, low: int, high: int
) -> None:
    text = ASKING.replace("{low}", str(low)).replace("{high}", str(high))
    chosen = [f"--hypothesis-profile={profile}"] if profile else []
    answer = pytest_on(case_of(tmp_path, text), *chosen)
    assert answer.returncode == 0, answer.stdout


def test_daily_examples_are_a_quarter_but_a_few_at_least_and_never_more_than_asked_for() -> None:
    assert [daily(number) for number in (400, 25, 20, 12, 3)] == [100, 6, 5, 5, 3]


def test_tests_of_a_file_stay_together_and_those_on_neo4j_are_one_piece_of_work() -> None:
    assert group_of("tests/graph/test_x.py::test_a[1::2]") == "tests/graph/test_x.py"
    assert group_of("graph/x.py::graph.x.f") == "graph/x.py"
    assert {group_of(f"tests/{f}.py::test_a[neo4j]") for f in "ab"} == {"neo4j"}


def test_neo4j_comes_first_and_the_browser_last() -> None:
    asked = [("b.py::t", True, 1), ("d.py::t", True, 9), ("a.py::t", False, 3), ("c.py::t[neo4j]", False, 3)]
    order = sorted(asked, key=lambda test: place_of(test[0], browser=test[1], tests=test[2]))
    assert [nodeid for nodeid, *_ in order] == ["c.py::t[neo4j]", "a.py::t", "d.py::t", "b.py::t"]


@pytest.mark.slow
def test_a_test_on_neo4j_says_so_in_its_name(tmp_path: Path) -> None:
    answer = pytest_on(case_of(tmp_path, "def test_a_server(neo4j_server): ...\n"), "--collect-only")
    assert answer.returncode == pytest.ExitCode.USAGE_ERROR
    assert "tests on Neo4j have it in their names, these have not" in answer.stderr + answer.stdout


@pytest.mark.slow
def test_an_engine_that_no_marker_asks_for_is_not_started(tmp_path: Path) -> None:
    text = (
        "from graph.engine import open_store\nfrom graph.settings import Settings\n"
        "def test_starts(tmp_path): open_store(Settings(data=tmp_path / 'data', neo4j_uri=None))\n"
    )
    answer = pytest_on(case_of(tmp_path, text))
    assert answer.returncode == pytest.ExitCode.TESTS_FAILED
    assert "needs the marker embedded" in answer.stdout


def test_ci_runs_what_a_person_runs() -> None:
    assert (ROOT / ".ci/run").read_text(encoding="utf-8").splitlines()[-1] == "exec make test </dev/null"
