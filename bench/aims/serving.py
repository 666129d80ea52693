"""A dashboard served as `akteursnetz serve` serves it, watched while it runs."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from urllib.error import URLError
from urllib.request import urlopen

from bench.aims.place import Site
from bench.aims.processes import Used, Watch, watching


@dataclass(frozen=True, slots=True)
class Served:
    """A running dashboard: where, what it used so far, and how long it took to answer."""

    port: int
    used: Callable[[], Used]
    answered: float

    @property
    def url(self) -> str:
        """Return its address."""
        return f"http://127.0.0.1:{self.port}"


@contextmanager
def served(site: Site) -> Iterator[Served]:
    """Serve until the end of the block; `answered` counts from the start of the process."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "cli", "serve", "--no-browser", "--port", str(port)]
    log = site.folder / "serve.log"
    with log.open("w") as output, watching(site.data, site.server_pid) as used:
        start = time.perf_counter()
        process = subprocess.Popen(
            command, env={**os.environ, **site.environment}, stdout=output, stderr=subprocess.STDOUT
        )
        try:
            while not _answers(port):
                assert process.poll() is None, log.read_text()[-2000:]
                assert time.perf_counter() - start < site.limit, "the dashboard does not answer"
                time.sleep(0.05)
            yield Served(port, used, time.perf_counter() - start)
        finally:
            process.terminate()
            try:
                process.wait(60)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _answers(port: int) -> bool:
    with suppress(URLError, OSError), urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=2) as answer:
        return bool(answer.status == 200)
    return False


def memory(site: Site) -> Used:
    """Return what the processes of a data folder hold now."""
    watch = Watch(site.data, site.server_pid)
    watch.begin()
    return watch.used()
