"""The dashboard as a process: Streamlit with safe settings, started, waited for and ended in order."""

import os
import signal
import socket
import subprocess
import sys
import time
import webbrowser
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from threading import Event
from types import FrameType

from dashboard.server.theme import THEME
from graph.errors import UsageError
from graph.settings import Settings

HOST = "127.0.0.1"
LOOPBACK = (HOST, "localhost", "::1")
WILDCARDS = ("0.0.0.0", "::")  # noqa: S104 - what a container listens on, asked at its loopback
START_LIMIT = 90.0
STOP_LIMIT = 20.0
WEB_APP = Path(__file__).with_name("web_app.py")

# Streamlit's own defaults listen on all interfaces, send usage figures and take 200 MB.
OPTIONS = {
    "server.headless": "true",
    "server.maxUploadSize": "20",
    "server.fileWatcherType": "none",
    "server.enableXsrfProtection": "true",
    "server.enableCORS": "true",
    "browser.gatherUsageStats": "false",
    "client.showErrorDetails": "none",
    "client.showErrorLinks": "false",
    "client.toolbarMode": "minimal",
    "client.disableDataExport": "true",  # its CSV would hold formulas
    "logger.level": "warning",
}


def free_port_from(port: int, address: str = HOST) -> int:
    """Return the first free port from `port` on.

    Raises:
        UsageError: the next twenty are taken.
    """
    for candidate in range(port, min(port + 20, 65536)):
        with socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            with suppress(OSError):
                probe.bind((address, candidate))
                return candidate
    raise UsageError("no_free_port", port=port)


def command(port: int, address: str = HOST, script: Path = WEB_APP) -> list[str]:
    """Return the command line that serves the dashboard, or another script with the same settings."""
    options = {**OPTIONS, **THEME, "server.address": address, "server.port": str(port)}
    given = [f"--{name}={value}" for name, value in options.items()]
    return [sys.executable, "-m", "dashboard.server.streamlit_server", "run", str(script), *given]


def run_dashboard(
    settings: Settings,
    port: int,
    *,
    address: str = HOST,
    open_browser: bool,
    meanwhile: Callable[[], object] = lambda: None,
    ready: Callable[[str], object] = lambda url: None,
) -> None:
    """Run the dashboard until it ends, or until Ctrl-C or SIGTERM ends it; no process stays.

    `meanwhile` is done while it starts, `ready` when it answers.

    Raises:
        UsageError: it does not start.
    """
    url = f"http://{address}:{port}"
    asked = HOST if address in WILDCARDS else address
    with _terminate_as_interrupt() as asked_to_end, _process(command(port, address), settings) as process:
        meanwhile()
        if not _wait_until_healthy(asked, port, process):
            raise UsageError("dashboard_start")
        with suppress(KeyboardInterrupt):  # from the moment the user is told how to end it
            ready(url)
            if open_browser:
                webbrowser.open(url)
            _wait(process, asked_to_end)


def _wait(process: "subprocess.Popen[bytes]", asked_to_end: Event) -> None:
    """Wait until the process ends, or a signal asks for it whose exception was lost on the way."""
    while not asked_to_end.is_set():
        with suppress(subprocess.TimeoutExpired):
            process.wait(0.5)
            return


@contextmanager
def _process(arguments: list[str], settings: Settings) -> Iterator["subprocess.Popen[bytes]"]:
    environment = settings.environment()
    # A session of its own: Ctrl-C reaches this program alone, which then ends the dashboard in order.
    process = subprocess.Popen(
        arguments,
        env=environment,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
        creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
    )
    try:
        yield process
    finally:
        _end(process)


def _end(process: "subprocess.Popen[bytes]") -> None:
    for number in (signal.SIGTERM, getattr(signal, "SIGKILL", signal.SIGTERM)):
        if process.poll() is None:
            with suppress(ProcessLookupError):
                if hasattr(os, "killpg"):
                    os.killpg(process.pid, number)
                else:  # Windows
                    process.terminate()
            with suppress(subprocess.TimeoutExpired):
                process.wait(STOP_LIMIT)


def _wait_until_healthy(host: str, port: int, process: "subprocess.Popen[bytes]") -> bool:
    end = time.monotonic() + START_LIMIT
    while time.monotonic() < end and process.poll() is None:
        with suppress(OSError, HTTPException), closing(HTTPConnection(host, port, timeout=5)) as connection:
            connection.request("GET", "/_stcore/health")
            if connection.getresponse().status == HTTPStatus.OK:
                return True
        time.sleep(0.1)
    return False


@contextmanager
def _terminate_as_interrupt() -> Iterator[Event]:
    """Treat SIGTERM and a closed terminal as Ctrl-C, so that all leave through the same door; it is set by each.

    An exception alone would not do: one raised while Python runs a finalizer is printed and forgotten.
    """
    asked = Event()

    def interrupt(number: int, frame: FrameType | None) -> None:
        asked.set()
        raise KeyboardInterrupt

    names = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")  # the third is none of Windows, the last one only of Windows
    numbers = [getattr(signal, name) for name in names if hasattr(signal, name)]
    before = {number: signal.signal(number, interrupt) for number in numbers}
    try:
        yield asked
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
