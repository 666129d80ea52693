"""`akteursnetz demo` as a person starts and ends it."""

import os
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Queue
from threading import Thread

import psutil
import pytest

from dashboard.server.serve import command, free_port_from

pytestmark = [pytest.mark.embedded, pytest.mark.slow]


@contextmanager
def demo(folder: Path, port: int) -> Iterator[tuple["subprocess.Popen[str]", "Queue[str]"]]:
    """Run the demo and give its process and its lines; whatever is left of it is ended."""
    environment = {**os.environ, "AKTEURSNETZ_DATA": str(folder)}
    arguments = [sys.executable, "-u", "-m", "cli.main", "demo", "--no-browser", "--port", str(port)]
    process = subprocess.Popen(arguments, env=environment, stdout=subprocess.PIPE, text=True, start_new_session=True)
    lines: Queue[str] = Queue()
    assert process.stdout is not None
    reader = Thread(target=lambda: [lines.put(line) for line in process.stdout or ()], daemon=True)
    reader.start()
    try:
        yield process, lines
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        reader.join()
        process.stdout.close()


def wait_for(lines: "Queue[str]", text: str) -> list[str]:
    """Return the lines up to the first that holds a text."""
    seen: list[str] = []
    while not seen or text not in seen[-1]:
        seen.append(lines.get(timeout=120))
    return seen


def left_over(folder: Path, children: list[psutil.Process]) -> list[str]:
    """Return command lines of processes that still run for the data folder, or that the demo had started."""
    found = [p for p in children if p.is_running() and p.status() != psutil.STATUS_ZOMBIE]
    found += [p for p in psutil.process_iter(["cmdline"]) if str(folder) in " ".join(p.info["cmdline"] or [])]
    return [" ".join(p.cmdline()) for p in found]


def test_the_demo_loads_once_says_where_it_is_and_ctrl_c_leaves_nothing(tmp_path: Path, free_port: int) -> None:
    folder = tmp_path / "data"
    for expected, number in (("Beispiel geladen (17 Dateien).", signal.SIGINT), ("schon geladen", signal.SIGTERM)):
        with demo(folder, free_port) as (process, lines):
            seen = wait_for(lines, f"http://127.0.0.1:{free_port}")
            assert any(expected in line for line in seen), seen
            with urllib.request.urlopen(f"http://127.0.0.1:{free_port}/_stcore/health") as answer:
                assert answer.status == 200
            children = psutil.Process(process.pid).children(recursive=True)
            assert len(children) >= 2  # the engine and the dashboard
            process.send_signal(number)
            assert process.wait(timeout=60) == 0
            assert left_over(folder, children) == []


def test_a_port_that_is_taken_is_passed_over(free_port: int) -> None:
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", free_port))
        taken.listen()
        assert free_port_from(free_port) > free_port


def test_the_dashboard_runs_with_safe_settings() -> None:
    line = command(8501)
    for option in (
        "--server.address=127.0.0.1",
        "--browser.gatherUsageStats=false",
        "--server.maxUploadSize=20",
        "--server.headless=true",
        "--client.showErrorDetails=none",
    ):
        assert option in line
