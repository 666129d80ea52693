"""The process of the embedded engine: `python -m graph.engine.server FOLDER`, password on standard input.

Production mode flushes each commit and blocks LOAD CSV from files. Without a handler SIGTERM ends in a crash of
the Java runtime. The process ends by itself when nobody holds the lease any more, or when the file that says where
it is is gone: whoever wanted to end it was killed before telling it so.
"""

import os
import signal
import sys
import threading
import time
from pathlib import Path

os.umask(0o077)

from graph.engine import files, java_cache, lease, package, rest  # noqa: E402 - the mask comes before anything that could write

LONGEST_END = 45.0  # seconds to end in order once told to; then the process ends as after a power cut


def main(folder: Path, heap: str, password: str) -> None:
    """Run the engine until SIGTERM, SIGINT, or until no client is left."""
    lease.hold_as_engine(folder)
    cache = java_cache.JavaCache.of(folder, package.place(), heap)
    learns = not cache.is_there
    begun = time.monotonic()
    bolt_port, http_port = files.free_port(), files.free_port()
    server = package.server(
        folder / "engine",
        password,
        {
            "mode": "production",
            "host": "127.0.0.1",
            "server_plugins": package.BOLT,
            "bolt_host": "127.0.0.1",
            "bolt_port": bolt_port,
            "http_port": http_port,
            "server_defaultDatabases": f"{files.DATABASE}[root]",
            "command_timeout": files.COMMAND_TIMEOUT * 1000,
        },
        heap,
        cache.options(),
    )
    known, stop = threading.Event(), threading.Event()
    threading.Thread(target=_end_when_alone, args=(folder, known, stop), daemon=True).start()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    server.start()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())  # the Java runtime has put its own in between
    files.write_state(folder, files.EngineState(os.getpid(), bolt_port, files.identity(folder)))
    known.set()
    asked = None
    try:
        stop.wait()
        asked = _asked(folder, server)
    finally:
        server.stop()
        files.remove_state(folder)
    if asked:
        rest.write_note(folder, asked)
    sys.stdout.flush()
    lease.let_engine_go()  # nobody has to wait for what is still done
    if not learns or time.monotonic() - begun < java_cache.LEAST:
        os._exit(0)  # the database is closed: Java need not write what it learned
    if os.name == "posix":
        os.nice(10)
    package.end_java()
    cache.keep()


def _asked(folder: Path, server: package.Server) -> rest.Rest | None:
    """Return where the database is; None where somebody may still write, or it can not say."""
    if not lease.is_unused(folder):
        return None
    try:
        (row,) = server.get_database(files.DATABASE).query("sql", rest.ASKED).to_list()
        return rest.Rest.of(row, package.release())
    except Exception as error:  # noqa: BLE001 - whatever goes wrong in Java: without a note the next command asks an engine
        print(f"no note of rest: {error}", flush=True)
        return None


def _end_when_alone(folder: Path, known: threading.Event, stop: threading.Event) -> None:
    """Stop the engine when no client is left or can find it, also one that hangs while it starts or stops."""
    while not stop.wait(1.0):
        if (known.is_set() and not (folder / files.STATE).exists()) or lease.nobody_left(folder):
            stop.set()
    time.sleep(LONGEST_END)
    os._exit(1)


if __name__ == "__main__":
    secret = sys.stdin.readline().rstrip("\n")
    if len(secret) < files.SHORTEST_PASSWORD:  # the engine would ask for one and write it into its log
        sys.exit("no password on standard input")
    main(Path(sys.argv[1]), sys.argv[2], secret)
