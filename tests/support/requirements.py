"""A pytest plugin: what cannot be had is skipped by name, counted at the end, and a failure where CI=true.

With several workers each thing is looked for once: the first worker that needs it looks, the others read its answer.
A Neo4j belongs to the one worker that runs the tests on it (`tests.support.workers`), which starts it with the first.
"""

import os
import pickle
import sys
from collections import defaultdict
from collections.abc import Callable, Generator
from contextlib import nullcontext, suppress
from pathlib import Path
from typing import Any

import pytest
from _pytest.outcomes import Skipped  # pytest.skip.Exception, which mypy cannot subclass

from tests.support.chromium import find_chromium
from tests.support.neo4j_server import find_neo4j
from tests.support.office import find_office
from tests.support.once import is_worker, made_once
from tests.support.shared_data import find_shared_data
from tests.support.verapdf import find_verapdf

FINDERS: dict[str, tuple[str, Callable[[], Any]]] = {
    "neo4j": ("Neo4j", find_neo4j),
    "browser": ("Chromium", find_chromium),
    "shared_data": ("the shared data", find_shared_data),
    "office": ("LibreOffice", find_office),
    "verapdf": ("veraPDF", find_verapdf),
}
# A test that asks for one of these fixtures carries the marker without saying so.
MARKER_OF_FIXTURE = {
    "neo4j_server": "neo4j",
    "browser": "browser",
    "chromium_path": "browser",
    "shared_data": "shared_data",
    "embedded_store": "embedded",
}
MARKERS = {*FINDERS, *MARKER_OF_FIXTURE.values()}
# Servers, which cannot be handed from one worker to another.
OF_ONE_WORKER = {"neo4j"}
FOUND = pytest.StashKey[dict[str, Any]]()
MISSING = pytest.StashKey[dict[tuple[str, str], list[str]]]()


class Missing(Skipped):
    """Skips a test because something outside the project is not there."""

    def __init__(self, what: str, reason: str) -> None:
        super().__init__(f"needs {what}: {reason}")
        self.what = what
        self.reason = reason


def found(config: pytest.Config, marker: str) -> Any:
    """What the marker stands for, looked for once a run; raises Missing where it cannot be had."""
    known = config.stash[FOUND]
    what, _ = FINDERS[marker]
    if marker not in known:
        known[marker] = _look(config, marker)
        if callable(stop := getattr(known[marker], "stop", None)):
            config.add_cleanup(stop)
    if isinstance(known[marker], str):
        raise Missing(what, known[marker])
    return known[marker]


def _look(config: pytest.Config, marker: str) -> Any:
    what, find = FINDERS[marker]
    if marker in OF_ONE_WORKER:
        return _told(config, what, find())

    def look(path: Path) -> None:
        path.write_bytes(pickle.dumps(_told(config, what, find())))

    return pickle.loads(made_once(config, f"found-{marker}", look).read_bytes())


def _told(config: pytest.Config, what: str, answer: Any) -> Any:
    _tell(config, f"{what} is not here: {answer}" if isinstance(answer, str) else f"{what}: {answer}")
    return answer


def _tell(config: pytest.Config, line: str) -> None:
    """Writes a line for the person who waits; the output of a worker reaches the terminal by its errors only."""
    reporter: Any = config.pluginmanager.get_plugin("terminalreporter")
    capture: Any = config.pluginmanager.get_plugin("capturemanager")
    with capture.global_and_fixture_disabled() if capture else nullcontext():
        if is_worker(config) or reporter is None:
            print(line, file=sys.stderr, flush=True)
        else:
            reporter.ensure_newline()
            reporter.write_line(line)


def is_ci() -> bool:
    """True where a skip of this kind counts as a failure."""
    return os.environ.get("CI", "").lower() in {"1", "true"}


def pytest_configure(config: pytest.Config) -> None:
    config.stash[FOUND] = {}
    config.stash[MISSING] = {}


def _markers(item: pytest.Item) -> set[str]:
    fixtures = getattr(item, "fixturenames", ())
    asked = {marker for fixture, marker in MARKER_OF_FIXTURE.items() if fixture in fixtures}
    return {marker for marker in MARKERS if marker in asked or item.get_closest_marker(marker)}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks tests after their fixtures, so that `-m` can choose by them."""
    for item in items:
        for marker in _markers(item):
            item.add_marker(marker)


def pytest_runtestloop(session: pytest.Session) -> None:
    """Fetches what the chosen tests need before the first one runs, so that no test's time goes into it."""
    if session.config.option.collectonly:
        return
    for marker, (what, _) in FINDERS.items():
        count = sum(item.get_closest_marker(marker) is not None for item in session.items)
        if not count or (is_worker(session.config) and marker in OF_ONE_WORKER):
            continue
        if not is_worker(session.config):
            _tell(session.config, f"{count} of {len(session.items)} tests need {what}: looking for it ...")
        with suppress(Missing):  # each test that needs it says so
            found(session.config, marker)


_running: list[pytest.Item] = []


def may_start_an_engine() -> bool:
    """True while a test runs that says it starts one."""
    return any(item.get_closest_marker(marker) for item in _running for marker in ("embedded", "browser"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    _running[:] = [item]
    return (yield)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    for marker in FINDERS:
        if item.get_closest_marker(marker):
            found(item.config, marker)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if call.excinfo is not None and isinstance(call.excinfo.value, Missing):
        missing = call.excinfo.value
        report.missing = (missing.what, missing.reason)
        if is_ci():
            report.outcome = "failed"
            report.longrepr = f"{missing.msg} (with CI=true nothing may be missing)"
        else:
            report.longrepr = (str(item.path), (item.location[1] or 0) + 1, f"Skipped: {missing.msg}")
    return report


class Missed:
    """Counts what is missing where the reports arrive: they come from the workers, if there are any."""

    def __init__(self, config: pytest.Config) -> None:
        self._counted = config.stash[MISSING]

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if (missing := getattr(report, "missing", None)) is not None:
            what, reason = missing
            self._counted.setdefault((what, reason), []).append(report.nodeid)


def pytest_sessionstart(session: pytest.Session) -> None:
    session.config.pluginmanager.register(Missed(session.config))


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    missing = config.stash[MISSING]
    if not missing:
        return
    terminalreporter.section("not tested here")
    for (what, reason), tests in sorted(missing.items()):
        noun = "test needs" if len(tests) == 1 else "tests need"
        terminalreporter.write_line(f"not tested here: {len(tests)} {noun} {what}: {reason}", yellow=True)
        for file, count in sorted(_per_file(tests).items()):
            terminalreporter.write_line(f"  {file}: {count}")
    if is_ci():
        terminalreporter.write_line("With CI=true what is missing counts as a failure.", red=True)


def _per_file(tests: list[str]) -> dict[str, int]:
    counts: dict[str, int] = defaultdict(int)
    for test in tests:
        counts[test.partition("::")[0]] += 1
    return counts
